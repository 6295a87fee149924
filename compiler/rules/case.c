/* `test` declarations: a small ISMS, one rule run over it alone, and whether it found what was expected.
 *
 *   expect = "pass" | "skip" | severity [ "at" ID ] [ "says" STRING ] ;
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "rules/case.h"
#include "rules/rule.h"

/* Mistakes of the ISMS given that are shown. */
#define MISTAKES_SHOWN 5

enum outcome { OUTCOME_FINDING, OUTCOME_PASS, OUTCOME_SKIP };

struct expectation {
	enum outcome outcome;
	enum severity severity;
	struct str at; /* or empty */
	struct str says; /* or empty */
	bool met;
};

/* One test while it runs: all in an arena of its own. */
struct trial {
	struct rule_maker m; /* m.model: the ISMS given */
	struct sources *sources;
	struct entity *test;
	struct rule rule;
	struct expectation *expected;
	uint32_t expected_count;
	struct findings found;
	struct buf said; /* what went otherwise */
};

/* The file with everything blank but the text given: so its places are those of the file. */
static struct tree *
given_tree(struct trial *t, const struct source *file, const struct tree *in, uint32_t token)
{
	const struct token *k = &in->tokens[token];
	char *text = arena_strndup(t->m.arena, file->text.ptr, file->text.len);
	uint32_t first = k->start + 3, end = k->start + k->len - 3;

	for (size_t i = 0; i < file->text.len; i++) {
		if ((i < first || i >= end) && text[i] != '\n')
			text[i] = ' ';
	}
	return tree_parse(t->m.arena,
		sources_add(t->sources, file->path, (struct str){text, file->text.len}, false),
		t->m.sink);
}

static bool
read_nothing(void *context, struct str relative, struct span where, const struct source **out)
{
	struct trial *t = context;

	*out = NULL;
	diag_add(t->m.sink, DIAG_FILE_MISSING, where, "`%.*s`: a test has no files",
		(int)relative.len, relative.ptr);
	return false;
}

static void
build_given(struct trial *t, const struct model *base, const struct source *file)
{
	const struct tree *in = t->test->tree;
	const struct slot *today = rule_slot(&t->m, t->test, "today");
	struct model_input input = {.language = base->language,
		.catalogues = base->catalogues,
		.catalogue_count = base->catalogue_count,
		.as_of = today != NULL ? today->values[0].date : base->as_of,
		.read = read_nothing,
		.context = t};
	VEC(struct tree *) trees = {0};

	for (uint32_t i = in->items[t->test->item].child; i != ITEM_NONE; i = in->items[i].next) {
		const struct item *item = &in->items[i];
		uint32_t token = tree_skip(in, item->args, item->args_end);

		if (str_is(tree_token_text(in, item->word), "given") && token < item->args_end &&
			in->tokens[token].kind == TOKEN_TEXT && in->tokens[token].len >= 6)
			*VEC_PUSH(t->m.arena, &trees) = given_tree(t, file, in, token);
	}
	input.trees = trees.ptr;
	input.tree_count = trees.len;
	t->m.model = model_build(t->m.arena, &input, t->sources, t->m.sink);
	rules_derive(t->m.arena, t->m.model, t->m.sink);
	rules_insert(t->m.arena, t->m.model, t->m.sink);
}

static bool
wrong_expectation(struct trial *t)
{
	buf_puts(&t->said, "    an expectation is `pass`, `skip`, or `error at R-9 says \"part of "
			   "the message\"`\n");
	return false;
}

static bool
read_expectation(struct trial *t, const struct value *v, struct expectation *out)
{
	const struct expression *x = v->expression;
	const struct tree *tree = x->tree;
	struct str word = tree_token_text(tree, x->first);
	uint32_t at = tree_skip(tree, x->first + 1, x->end);

	if (str_is(word, "pass") || str_is(word, "skip")) {
		out->outcome = str_is(word, "pass") ? OUTCOME_PASS : OUTCOME_SKIP;
		return at >= x->end || wrong_expectation(t);
	}
	bool known = false;
	for (enum severity s = SEVERITY_NOTE; s <= SEVERITY_ERROR && !known; s++) {
		out->severity = s;
		known = str_is(word, severity_name(s));
	}
	if (!known)
		return wrong_expectation(t);
	for (; at < x->end; at = tree_skip(tree, at + 1, x->end)) {
		uint32_t value = tree_skip(tree, at + 1, x->end);

		word = tree_token_text(tree, at);
		if (value < x->end && str_is(word, "at"))
			out->at = tree_token_text(tree, value);
		else if (value < x->end && str_is(word, "says") &&
			 tree->tokens[value].kind == TOKEN_STRING)
			out->says = tree_string(t->m.arena, tree, value, NULL);
		else
			return wrong_expectation(t);
		at = value;
	}
	return true;
}

static bool
read_expectations(struct trial *t)
{
	const struct slot *slot = rule_slot(&t->m, t->test, "expect");
	bool alone = false;

	if (slot == NULL)
		return wrong_expectation(t);
	t->expected = arena_array(t->m.arena, slot->count, sizeof(*t->expected));
	t->expected_count = slot->count;
	for (uint32_t i = 0; i < slot->count; i++) {
		if (!read_expectation(t, &slot->values[i], &t->expected[i]))
			return false;
		alone = alone || t->expected[i].outcome != OUTCOME_FINDING;
	}
	return !alone || slot->count == 1 || wrong_expectation(t);
}

/* The id by which a test names what a finding is about. */
static struct str
about(const struct finding *f)
{
	const struct entity *root = f->entity != NULL ? entity_root(f->entity) : NULL;

	if (root == NULL)
		return (struct str){"", 0};
	return name_str(root->id != NULL ? root->id : root->kind->name);
}

static bool
contains(const char *text, struct str part)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + part.len <= len; i++) {
		if (memcmp(text + i, part.ptr, part.len) == 0)
			return true;
	}
	return false;
}

static bool
meets(const struct trial *t, const struct finding *f, const struct expectation *x)
{
	return x->outcome == OUTCOME_FINDING && !x->met &&
	       x->severity == t->rule.declared_severity &&
	       (x->at.len == 0 || str_eq(x->at, about(f))) &&
	       (x->says.len == 0 || contains(f->message, x->says));
}

static void
compare(struct trial *t)
{
	for (uint32_t i = 0; i < t->found.len; i++) {
		const struct finding *f = &t->found.ptr[i];
		uint32_t k = 0;

		while (k < t->expected_count && !meets(t, f, &t->expected[k]))
			k++;
		if (k < t->expected_count) {
			t->expected[k].met = true;
			continue;
		}
		struct place at = source_place(t->sources, f->span.source, f->span.start);
		buf_printf(&t->said, "    not expected: line %u: %s: %s\n", (unsigned)at.line,
			severity_name(t->rule.declared_severity), f->message);
	}
	for (uint32_t i = 0; i < t->expected_count; i++) {
		const struct expectation *x = &t->expected[i];

		if (x->outcome == OUTCOME_FINDING && !x->met)
			buf_printf(&t->said, "    expected and not found: %s%s%.*s\n",
				severity_name(x->severity), x->at.len > 0 ? " at " : "",
				(int)x->at.len, x->at.ptr != NULL ? x->at.ptr : "");
		else if (x->outcome == OUTCOME_PASS && t->rule.state != RULE_RAN)
			buf_puts(&t->said,
				"    the rule had nothing to ask about: that is no pass\n");
		else if (x->outcome == OUTCOME_SKIP && t->rule.state != RULE_NOT_EXERCISED)
			buf_puts(&t->said, "    the rule was asked, which was not expected\n");
	}
}

/* Mistakes of the ISMS given, or of the rule over it. */
static bool
tell_mistakes(struct trial *t)
{
	uint32_t count;
	struct diag **list = sink_sorted(t->m.sink, t->sources, &count);

	for (uint32_t i = 0; i < count && i < MISTAKES_SHOWN; i++) {
		struct place at =
			source_place(t->sources, list[i]->span.source, list[i]->span.start);
		buf_printf(&t->said, "    line %u: %s: %s [%s]\n", (unsigned)at.line,
			severity_name(list[i]->severity), list[i]->message, list[i]->name);
	}
	return count > 0;
}

static void
run_trial(struct trial *t, struct entity *rule)
{
	struct rule_code code = {.rule = &t->rule, .entity = rule};

	t->m.global = scope_global(t->m.arena, t->m.model);
	rules_functions(&t->m, true);
	if (!rules_built_in(&t->m, rule))
		rules_functions(&t->m, false);
	bool ready = rule_compile(&t->m, &code);
	if (tell_mistakes(t))
		return;
	if (!ready) {
		buf_puts(&t->said, "    the rule itself has a mistake\n");
		return;
	}
	struct rule_code *codes = &code;
	rules_ask(&t->m, &codes, 1, &t->found);
	if (!tell_mistakes(t))
		compare(t);
}

void
case_run(struct arena *a, struct model *base, const struct rule *rule, struct entity *declared,
	struct entity *test, struct case_result *out)
{
	struct arena *own = arena_new();
	const struct source *file = sources_get(base->sources, test->span.source);
	struct trial t = {.m = {.arena = own,
				  .model = base,
				  .declared = base,
				  .sink = sink_new(own),
				  .failed = map_new(own)},
		.sources = sources_new(own),
		.test = test,
		.rule = *rule};

	t.rule.subjects = 0;
	t.rule.state = RULE_NOT_RUN;
	if (read_expectations(&t)) {
		build_given(&t, base, file);
		run_trial(&t, declared);
	}
	*out = (struct case_result){.test = test, .rule = rule};
	out->passed = t.said.len == 0;
	out->found = t.found.len > 0;
	out->asked = t.rule.state == RULE_RAN;
	out->difference = arena_strndup(a, t.said.ptr != NULL ? t.said.ptr : "", t.said.len);
	buf_free(&t.said);
	arena_free(own);
}
