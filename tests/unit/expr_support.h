/* Shared by the tests of expr/: kinds and sources in memory become a model, an expression its value or what is wrong with it. */
#ifndef TESTS_UNIT_EXPR_SUPPORT_H
#define TESTS_UNIT_EXPR_SUPPORT_H

#include "expr/expr.h"
#include "unit/schema_support.h"

static const char expr_kinds[] =
	"kinds:\n"
	"  method:\n"
	"    {clause: [], plural: methods, title: M, titles: M, doc: d, id: none, name: none, "
	"fields: {\n"
	"      score: {type: expression, params: {a: number, b: number}, result: number, doc: d},\n"
	"      accept: {type: level, of: method.level, doc: d},\n"
	"      level: {type: block, many: true, head: id, name: optional, doc: d, fields: {\n"
	"        id: {type: string, required: true, doc: d},\n"
	"        from: {type: number, required: true, doc: d}}},\n"
	"      scale: {type: block, many: true, doc: d, fields: {\n"
	"        mark: {type: block, many: true, doc: d, fields: {at: {type: int, doc: d}}}}}}}\n"
	"  scope: {clause: [], plural: scopes, title: S, titles: S, doc: d, id: none, name: none, "
	"fields: {note: {type: string, doc: d}}}\n"
	"  role: {clause: [], plural: roles, title: R, titles: R, doc: d, id: required, name: "
	"required, fields: {mail: {type: email, doc: d}}}\n"
	"  ladder: {clause: [], plural: ladders, title: L, titles: L, doc: d, id: required, name: "
	"required, fields: {rung: {type: block, many: true, required: true, head: id, doc: d, "
	"fields: {id: {type: string, required: true, doc: d}}}}}\n"
	"  item:\n"
	"    {clause: [], plural: items, title: I, titles: I, doc: d, id: required, name: "
	"required, fields: {\n"
	"      owner: {type: ref, to: [role], inverse: owned, doc: d},\n"
	"      size: {type: int, min: 0, max: 100, doc: d},\n"
	"      must: {type: int, required: true, doc: d},\n"
	"      state: {type: enum, values: [planned, done], doc: d},\n"
	"      level: {type: level, of: method.level, doc: d},\n"
	"      cost: {type: money, doc: d},\n"
	"      due: {type: date, doc: d},\n"
	"      text: {type: text, doc: d},\n"
	"      version: {type: version, doc: d},\n"
	"      tags: {type: string, many: true, doc: d},\n"
	"      ready: {type: bool, doc: d},\n"
	"      share: {type: percent, min: 0, max: 100, doc: d},\n"
	"      ratio: {type: number, doc: d},\n"
	"      every: {type: duration, doc: d},\n"
	"      sides: {type: enum, values: [left, right, top], many: true, doc: d},\n"
	"      needs: {type: ref, to: [item], many: true, inverse: needed, doc: d},\n"
	"      about: {type: ref, to: [role, item], doc: d},\n"
	"      step: {type: level, of: ladder.rung, doc: d},\n"
	"      part: {type: block, many: true, doc: d, fields: {\n"
	"        by: {type: ref, to: [role], many: true, doc: d},\n"
	"        due: {type: date, doc: d}}}}}\n";

static const char expr_sources[] =
	"method {\n  level low \"Low\" { from 1 }\n  level high \"High\" { from 10 }\n  accept "
	"low\n}\n"
	"role boss \"The boss\" { mail \"b@x.org\" }\n"
	"role aide \"The aide\" { }\n"
	"ladder l1 \"One\" {\n  rung r1 { }\n  rung r2 { }\n}\n"
	"ladder l2 \"Two\" {\n  rung r3 { }\n}\n"
	"item a \"First\" {\n  must 1\n  owner boss\n  size 40\n  state planned\n  level high\n  "
	"cost 5000 EUR\n"
	"  due 2026-01-31\n  version 2.10\n  tags \"x\", \"y\"\n"
	"  part { by boss, aide; due 2026-03-01 }\n  part { by boss }\n}\n"
	"item b \"Second\" {\n  must 2\n  owner boss\n  cost 10 GBP\n  text \"Two words\"\n"
	"  ready yes\n  share 50 %\n  ratio 0.5\n  every 12 months\n  sides left, top\n"
	"  needs a, c\n  about role boss\n  step r2\n}\n"
	"item c \"Third\" {\n  must 3\n  needs a\n  about item a\n  part { }\n"
	"  text \"See [[item a]].\"\n}\n";

/* The model of the sources; mistakes in them are in the sink. */
static inline const struct model *
expr_model_of(struct world *w, const char *sources)
{
	struct str kinds = {expr_kinds, sizeof(expr_kinds) - 1};
	struct str text = {arena_strndup(w->arena, sources, strlen(sources)), strlen(sources)};
	struct yaml *file =
		yaml_parse(w->arena, sources_add(w->sources, "kinds.yaml", kinds, false), w->sink);
	struct model_input *input = arena_alloc(w->arena, sizeof(*input));

	input->language = language_read(w->arena, w->names, &file, 1, w->sink);
	if (sink_total(w->sink) > 0)
		fail_msg("the kinds are wrong:\n%s", world_said(w));
	input->trees = arena_array(w->arena, 1, sizeof(*input->trees));
	input->trees[0] =
		tree_parse(w->arena, sources_add(w->sources, "main.isms", text, false), w->sink);
	input->tree_count = 1;
	input->as_of = 20454; /* 2026-01-01 */
	return model_build(w->arena, input, w->sources, w->sink);
}

static inline const struct model *
expr_model(struct world *w)
{
	const struct model *m = expr_model_of(w, expr_sources);

	if (sink_total(w->sink) > 0)
		fail_msg("the fixture is wrong:\n%s", world_said(w));
	return m;
}

/* The tokens of an expression that stands alone. */
static inline struct tree *
expr_tree(struct world *w, const char *text)
{
	struct str s = {arena_strndup(w->arena, text, strlen(text)), strlen(text)};
	struct text_piece *piece = arena_alloc(w->arena, sizeof(*piece));
	struct text_map *map = arena_alloc(w->arena, sizeof(*map));

	*map = (struct text_map){sources_add(w->sources, "expression", s, false)->id, 1, piece};
	return tree_fragment(w->arena, s, map, w->sink);
}

static inline struct compiled *
expr_make(struct world *w, const struct scope *scope, const char *text)
{
	struct tree *tree = expr_tree(w, text);

	return expr_compile(w->arena, tree, 0, tree->token_count, scope, NULL, w->sink);
}

/* The one entity of that kind and id. */
static inline struct entity *
expr_entity(struct world *w, const struct model *m, const char *kind, const char *id)
{
	return model_find(m, language_kind(m->language, str_of(kind)), names_of(w->names, id));
}

static inline struct expr_type
expr_kind_type(struct world *w, const struct model *m, const char *name)
{
	struct expr_type t;

	if (!expr_type_named(w->arena, m, str_of(name), &t))
		fail_msg("no type %s", name);
	return t;
}

/* The value as text, "-" when absent, "!" and a fault's number. */
static inline const char *
expr_value(struct world *w, struct evaluator *e, const struct compiled *c)
{
	struct result r = expr_eval(e, c);
	struct buf out = {0};

	if (evaluator_fault(e) != FAULT_NONE)
		return arena_printf(w->arena, "!%d", (int)evaluator_fault(e));
	if (!r.present)
		return "-";
	result_format(&r, &out);
	const char *said = arena_strndup(w->arena, out.ptr != NULL ? out.ptr : "", out.len);
	buf_free(&out);
	return said;
}

/* The code of the only mistake there is. */
static inline const char *
expr_mistake(struct world *w)
{
	uint32_t count;
	struct diag **list = sink_sorted(w->sink, w->sources, &count);

	return count == 1 ? list[0]->name : arena_printf(w->arena, "%u mistakes", (unsigned)count);
}

/* The value of an expression within a scope, or the code of its mistake. */
static inline const char *
expr_says_in(struct world *w, struct evaluator *e, const struct scope *scope, const char *text)
{
	uint32_t before = sink_total(w->sink);
	struct compiled *c = expr_make(w, scope, text);

	if (c == NULL)
		return expr_mistake(w);
	if (sink_total(w->sink) > before)
		return "compiled with a mistake";
	return expr_value(w, e, c);
}

/* The same of the fixture's model. */
static inline const char *
expr_says(struct world *w, const char *text)
{
	const struct model *m = expr_model(w);

	return expr_says_in(w, evaluator_new(w->arena, m, 1), scope_global(w->arena, m), text);
}

struct expr_row {
	const char *text, *says;
};

static inline void
expr_check_rows(const struct expr_row *rows, size_t count)
{
	bool failed = false;

	for (size_t i = 0; i < count; i++) {
		void *state = NULL;
		world_setup(&state);
		const char *said = expr_says(state, rows[i].text);
		if (strcmp(said, rows[i].says) != 0) {
			print_error("%s\n  gives %s, not %s\n%s", rows[i].text, said, rows[i].says,
				world_said(state));
			failed = true;
		}
		world_teardown(&state);
	}
	assert_false(failed);
}

/* A test that is a table of expressions and what they give. */
#define ROWS(name, ...)                                                                            \
	static void name(void **state)                                                             \
	{                                                                                          \
		static const struct expr_row rows[] = {__VA_ARGS__};                               \
		(void)state;                                                                       \
		expr_check_rows(rows, sizeof(rows) / sizeof(rows[0]));                             \
	}

#endif
