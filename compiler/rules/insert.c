/* Insertions in prose → their texts: each is compiled and evaluated, and what readers will see is kept in its node, and in the
 * plain words that rules ask about. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "expr/expr.h"
#include "model/prose.h"
#include "rules/fragment.h"
#include "rules/rule.h"

/* Steps that all insertions may take together. */
#define STEPS INT64_C(50000000)

struct inserter {
	struct arena *arena;
	struct model *model;
	struct sink *sink;
	const struct scope *scope;
	const struct map *failed; /* functions with a mistake */
	struct evaluator *evaluator;
	bool exhausted;
	struct map *
		nested; /* struct field of type text -> 2 when some of its texts have insertions, else 1 */
};

static bool
find_insertion(const struct model *m, const struct field *f)
{
	const struct entity_list *list = &m->by_kind[f->owner->index];

	for (uint32_t i = 0; i < list->count; i++) {
		const struct slot *slot = &list->ptr[i]->slots[f->index];

		for (uint32_t k = 0; k < slot->count; k++) {
			const struct value *v = &slot->values[k];

			if (!v->bad && v->prose != NULL && v->prose->insert_count > 0)
				return true;
		}
	}
	return false;
}

/* Whether some text of that field has insertions, which its plain words lack. */
static bool
has_insertions(struct inserter *in, const struct field *f)
{
	struct map *known = in->nested;

	if (map_get(known, f) == NULL)
		map_put(known, f, (void *)(uintptr_t)(find_insertion(in->model, f) ? 2 : 1));
	return (uintptr_t)map_get(known, f) == 2;
}

struct nesting {
	struct inserter *in;
	const struct field *field; /* a text that has insertions itself, or NULL */
};

static void
note_text(void *context, const struct field *f)
{
	struct nesting *n = context;

	if (n->field == NULL && f->type == TYPE_TEXT && has_insertions(n->in, f))
		n->field = f;
}

/* What can be compiled, but has no text of its own. */
static bool
check_type(struct inserter *in, const struct compiled *c, const struct prose_node *node)
{
	struct expr_type t = expr_type_of(c);
	struct nesting nesting = {in, NULL};

	if (t.shape == SHAPE_EXPRESSION) {
		diag_add(in->sink, DIAG_WRONG_TYPE, node->span,
			"`%.*s` is an expression and has no value of its own", (int)node->text.len,
			node->text.ptr);
		return false;
	}
	if (t.shape == SHAPE_STRING)
		expr_fields(c, note_text, &nesting);
	if (nesting.field == NULL)
		return true;
	diag_help(in->sink,
		diag_add(in->sink, DIAG_BAD_INSERTION, node->span,
			"`%s` of `%s` cannot be inserted, because such texts have insertions "
			"themselves",
			nesting.field->name->text, kind_path(in->arena, nesting.field->owner)),
		"refer to it with `[[…]]`, or insert what it inserts");
	return false;
}

static void
tell_fault(struct inserter *in, const struct prose_node *node, enum fault fault)
{
	int len = (int)node->text.len;

	if (fault == FAULT_CURRENCY)
		diag_add(in->sink, DIAG_RULE_CURRENCY, node->span,
			"`%.*s` has no value, because its amounts are in different currencies", len,
			node->text.ptr);
	if (fault == FAULT_EXHAUSTED || fault == FAULT_PATTERN)
		diag_add(in->sink, DIAG_RULE_LIMIT, node->span, "`%.*s` takes too long", len,
			node->text.ptr);
	in->exhausted = fault == FAULT_EXHAUSTED;
}

static void
tell_absent(struct inserter *in, const struct prose_node *node)
{
	struct diag *d = diag_add(in->sink, DIAG_EMPTY_INSERTION, node->span,
		"`%.*s` has no value here", (int)node->text.len, node->text.ptr);

	diag_help(in->sink, d,
		"something that it reads is absent: state it there, or say what counts then: "
		"`{{ (…) else … }}`");
}

static void
evaluate(struct inserter *in, const struct compiled *c, struct prose_node *node)
{
	struct buf text = {0};
	struct result r;

	evaluator_reset(in->evaluator);
	r = expr_eval(in->evaluator, c);
	if (evaluator_fault(in->evaluator) != FAULT_NONE) {
		tell_fault(in, node, evaluator_fault(in->evaluator));
		return;
	}
	result_format_prose(&r, &text);
	if (str_trim((struct str){text.ptr, text.len}).len == 0)
		tell_absent(in, node);
	else
		node->value = (struct str){arena_strndup(in->arena, text.ptr, text.len), text.len};
	buf_free(&text);
}

/* Whether it names a function whose mistake is told where that is declared. */
static bool
uses_failed(const struct inserter *in, const struct tree *t)
{
	for (uint32_t i = 0; map_len(in->failed) > 0 && i < t->token_count; i++) {
		const struct name *n =
			names_find(in->model->language->names, tree_token_text(t, i));

		if (n != NULL && map_get(in->failed, n) != NULL)
			return true;
	}
	return false;
}

static void
insert(struct inserter *in, struct prose_node *node)
{
	struct tree *tree =
		fragment_read(in->arena, in->model->sources, node->text, node->span, in->sink);
	struct expression *x = arena_alloc(in->arena, sizeof(*x));

	*x = (struct expression){.tree = tree, .end = tree->token_count};
	node->expression = x;
	if (tree->broken || uses_failed(in, tree))
		return;
	x->compiled =
		expr_compile(in->arena, tree, 0, tree->token_count, in->scope, NULL, in->sink);
	if (x->compiled != NULL && check_type(in, x->compiled, node))
		evaluate(in, x->compiled, node);
}

static void
insert_all(struct inserter *in, struct prose *prose)
{
	for (uint32_t k = 0; k < prose->insert_count && !in->exhausted; k++)
		insert(in, prose->inserts[k]);
}

static void
fill(struct inserter *in, struct prose *prose)
{
	prose_fill(in->arena, prose);
}

static void
visit_slot(struct inserter *in, const struct slot *slot,
	void (*visit)(struct inserter *in, struct prose *prose))
{
	for (uint32_t i = 0; i < slot->count; i++) {
		const struct value *v = &slot->values[i];

		if (!v->bad && v->prose != NULL && v->prose->insert_count > 0)
			visit(in, v->prose);
	}
}

/* All texts that have insertions. */
static void
visit_texts(struct inserter *in, void (*visit)(struct inserter *in, struct prose *prose))
{
	const struct language *l = in->model->language;

	for (uint32_t k = 0; k < l->kind_count; k++) {
		const struct entity_list *list = &in->model->by_kind[k];

		for (uint32_t i = 0; i < l->kinds[k]->field_count; i++) {
			const struct field *f = l->kinds[k]->fields[i];

			for (uint32_t e = 0; f->type == TYPE_TEXT && e < list->count; e++)
				visit_slot(in, &list->ptr[e]->slots[f->index], visit);
		}
	}
}

void
rules_insert(struct arena *a, struct model *m, struct sink *sink)
{
	/* The mistakes of functions are told when rules are compiled. */
	struct rule_maker functions = {.arena = a,
		.model = m,
		.declared = m,
		.sink = sink_new(a),
		.global = scope_global(a, m),
		.failed = map_new(a)};
	struct inserter in = {.arena = a,
		.model = m,
		.sink = sink,
		.scope = scope_lenient(a, functions.global),
		.failed = functions.failed,
		.evaluator = evaluator_new(a, m, 0),
		.nested = map_new(a)};

	rules_functions(&functions, true);
	rules_functions(&functions, false);
	evaluator_budget(in.evaluator, STEPS);
	visit_texts(&in, insert_all);
	/* Only now, so that what an insertion says of another text does not depend on which comes first. */
	visit_texts(&in, fill);
}
