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
	const struct model *base; /* in which the test stands */
	struct sources *sources;
	struct entity *test;
	struct rule rule;
	struct expectation *expected;
	uint32_t expected_count;
	struct findings found;
	VEC(uint32_t)
	lines; /* of the texts given, each a source of its own: the line of the file that it begins in */
	VEC(struct case_line) said; /* what went otherwise */
};

static void
say(struct trial *t, enum case_sign sign, struct buf *line)
{
	*VEC_PUSH(t->m.arena, &t->said) = (struct case_line){
		sign, {arena_strndup(t->m.arena, line->ptr, line->len), line->len}};
	buf_free(line);
}

static void
say_plain(struct trial *t, enum case_sign sign, const char *text)
{
	*VEC_PUSH(t->m.arena, &t->said) = (struct case_line){sign, str_of(text)};
}

static struct tree *
given_tree(struct trial *t, const struct source *file, const struct tree *in, uint32_t token)
{
	const struct token *k = &in->tokens[token];
	struct str inside = {file->text.ptr + k->start + 3, k->len - 6};
	char *text = arena_strndup(t->m.arena, inside.ptr, inside.len);

	*VEC_PUSH(t->m.arena, &t->lines) = source_place(t->base->sources, file->id, k->start).line;
	return tree_parse(t->m.arena,
		sources_add(t->sources, file->path, (struct str){text, inside.len}, false),
		t->m.sink);
}

/* "line 12: ", of the file that the test stands in; nothing for what has no place in it. */
static void
put_line(struct trial *t, struct buf *out, struct span span)
{
	if (span.source < 1 || span.source > t->lines.len)
		return;
	struct place at = source_place(t->sources, span.source, span.start);
	buf_printf(out, "line %u: ", (unsigned)(t->lines.ptr[span.source - 1] + at.line - 1));
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
	say_plain(t, CASE_MISTAKE,
		"an expectation is `pass`, `skip`, or `error at R-9 says \"part of the message\"`");
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
say_found(struct trial *t, const struct finding *f)
{
	struct buf line = {0};
	struct str at = about(f);

	put_line(t, &line, f->span);
	buf_printf(&line, "%s%s%.*s: %s", severity_name(t->rule.declared_severity),
		at.len > 0 ? " at " : "", (int)at.len, at.ptr, f->message);
	say(t, CASE_FOUND, &line);
}

static void
say_expected(struct trial *t, const struct expectation *x)
{
	struct buf line = {0};

	buf_puts(&line, severity_name(x->severity));
	if (x->at.len > 0)
		buf_printf(&line, " at %.*s", (int)x->at.len, x->at.ptr);
	if (x->says.len > 0)
		buf_printf(&line, " says “%.*s”", (int)x->says.len, x->says.ptr);
	say(t, CASE_EXPECTED, &line);
}

/* What a rule came to that found nothing. */
static void
say_none(struct trial *t)
{
	say_plain(t, CASE_FOUND,
		t->rule.state == RULE_RAN ? "pass: the rule was asked and found nothing"
		: t->rule.state == RULE_NOT_EXERCISED
			? "skip: the rule had nothing to ask about"
			: "no answer: what the rule asks for could not be told");
}

/* Whether what is expected besides findings came. */
static bool
came(const struct trial *t, const struct expectation *x)
{
	if (t->found.len > 0)
		return false;
	return t->rule.state == (x->outcome == OUTCOME_PASS ? RULE_RAN : RULE_NOT_EXERCISED);
}

static void
compare(struct trial *t)
{
	bool *expected = arena_array(t->m.arena, t->found.len + (size_t)1, sizeof(*expected));

	for (uint32_t i = 0; i < t->found.len; i++) {
		uint32_t k = 0;

		while (k < t->expected_count && !meets(t, &t->found.ptr[i], &t->expected[k]))
			k++;
		if (k < t->expected_count)
			expected[i] = t->expected[k].met = true;
	}
	for (uint32_t i = 0; i < t->expected_count; i++) {
		const struct expectation *x = &t->expected[i];

		if (x->outcome == OUTCOME_FINDING && !x->met)
			say_expected(t, x);
		else if (x->outcome != OUTCOME_FINDING && !came(t, x))
			say_plain(t, CASE_EXPECTED, x->outcome == OUTCOME_PASS ? "pass" : "skip");
	}
	for (uint32_t i = 0; i < t->found.len; i++) {
		if (!expected[i])
			say_found(t, &t->found.ptr[i]);
	}
	if (t->said.len > 0 && t->found.len == 0)
		say_none(t);
}

/* Mistakes of the ISMS given, or of the rule over it. A place that is none of the test's is named in full. */
static bool
say_mistakes(struct trial *t, bool of_rule)
{
	struct sources *sources = of_rule ? t->base->sources : t->sources;
	uint32_t count;
	struct diag **list = sink_sorted(t->m.sink, sources, &count);

	for (uint32_t i = 0; i < count && i < MISTAKES_SHOWN; i++) {
		const struct diag *d = list[i];
		struct buf line = {0};

		if (!of_rule) {
			put_line(t, &line, d->span);
		} else if (span_is(d->span)) {
			struct place at = source_place(sources, d->span.source, d->span.start);
			buf_printf(&line, "%s:%u: ", sources_get(sources, d->span.source)->path,
				(unsigned)at.line);
		}
		buf_printf(&line, "%s: %s [%s]", severity_name(d->severity), d->message, d->name);
		say(t, CASE_MISTAKE, &line);
	}
	if (count > MISTAKES_SHOWN)
		say_plain(t, CASE_MISTAKE, "and more");
	t->m.sink = sink_new(t->m.arena);
	return count > 0;
}

static void
run_trial(struct trial *t, struct entity *rule, struct cover *cover)
{
	struct rule_code code = {.rule = &t->rule, .entity = rule};

	if (say_mistakes(t, false))
		return;
	t->m.global = scope_global(t->m.arena, t->m.model);
	scope_cover(t->m.global, cover);
	rules_functions_of(&t->m, rule);
	bool ready = rule_compile(&t->m, &code);
	if (say_mistakes(t, true))
		return;
	if (!ready) {
		say_plain(t, CASE_MISTAKE, "the rule itself has a mistake");
		return;
	}
	/* What it says of itself while it runs has no place in the ISMS given. */
	t->rule.span = (struct span){0, 0, 0};
	struct rule_code *codes = &code;
	rules_ask(&t->m, &codes, 1, &t->found);
	if (!say_mistakes(t, false))
		compare(t);
}

/* What was said, in memory that stays. */
static void
keep(struct arena *a, const struct trial *t, struct case_result *out)
{
	struct case_line *lines = arena_array(a, t->said.len + (size_t)1, sizeof(*lines));

	for (uint32_t i = 0; i < t->said.len; i++) {
		struct str text = t->said.ptr[i].text;

		lines[i] = (struct case_line){
			t->said.ptr[i].sign, {arena_strndup(a, text.ptr, text.len), text.len}};
	}
	out->lines = lines;
	out->line_count = t->said.len;
}

void
case_run(struct arena *a, struct model *base, const struct rule *rule, struct entity *declared,
	struct entity *test, struct cover *cover, struct case_result *out)
{
	struct arena *own = arena_new();
	const struct source *file = sources_get(base->sources, test->span.source);
	struct trial t = {.m = {.arena = own,
				  .writes = true,
				  .model = base,
				  .declared = base,
				  .sink = sink_new(own),
				  .failed = map_new(own)},
		.base = base,
		.sources = sources_new(own),
		.test = test,
		.rule = *rule};

	t.rule.subjects = 0;
	t.rule.state = RULE_NOT_RUN;
	if (read_expectations(&t)) {
		build_given(&t, base, file);
		run_trial(&t, declared, cover);
	}
	*out = (struct case_result){.test = test, .rule = rule};
	out->passed = t.said.len == 0;
	out->found = t.found.len > 0;
	out->asked = t.rule.state == RULE_RAN;
	keep(a, &t, out);
	arena_free(own);
}
