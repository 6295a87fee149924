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
	"        from: {type: number, required: true, doc: d}}}}}\n"
	"  scope: {clause: [], plural: scopes, title: S, titles: S, doc: d, id: none, name: none, "
	"fields: {note: {type: string, doc: d}}}\n"
	"  role: {clause: [], plural: roles, title: R, titles: R, doc: d, id: required, name: "
	"required, fields: {mail: {type: email, doc: d}}}\n"
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
	"      part: {type: block, many: true, doc: d, fields: {\n"
	"        by: {type: ref, to: [role], many: true, doc: d},\n"
	"        due: {type: date, doc: d}}}}}\n";

static const char expr_sources[] =
	"method {\n  level low \"Low\" { from 1 }\n  level high \"High\" { from 10 }\n  accept "
	"low\n}\n"
	"role boss \"The boss\" { mail \"b@x.org\" }\n"
	"role aide \"The aide\" { }\n"
	"item a \"First\" {\n  must 1\n  owner boss\n  size 40\n  state planned\n  level high\n  "
	"cost 5000 EUR\n"
	"  due 2026-01-31\n  version 2.10\n  tags \"x\", \"y\"\n"
	"  part { by boss, aide; due 2026-03-01 }\n  part { by boss }\n}\n"
	"item b \"Second\" { must 2; owner boss; cost 10 GBP; text \"Two words\" }\n"
	"item c \"Third\" { must 3 }\n";

static inline const struct model *
expr_model(struct world *w)
{
	struct str text = {expr_kinds, sizeof(expr_kinds) - 1};
	struct yaml *file =
		yaml_parse(w->arena, sources_add(w->sources, "kinds.yaml", text, false), w->sink);
	struct model_input *input = arena_alloc(w->arena, sizeof(*input));

	input->language = language_read(w->arena, w->names, &file, 1, w->sink);
	input->trees = arena_array(w->arena, 1, sizeof(*input->trees));
	input->trees[0] = tree_parse(w->arena,
		sources_add(w->sources, "main.isms",
			(struct str){expr_sources, sizeof(expr_sources) - 1}, false),
		w->sink);
	input->tree_count = 1;
	input->as_of = 20454; /* 2026-01-01 */
	const struct model *m = model_build(w->arena, input, w->sources, w->sink);
	if (sink_total(w->sink) > 0)
		fail_msg("the fixture is wrong:\n%s", world_said(w));
	return m;
}

/* The value of an expression as text ("-" when absent, "!" and a fault's number), or the code of its first mistake. */
static inline const char *
expr_says(struct world *w, const char *text)
{
	const struct model *m = expr_model(w);
	struct str s = {arena_strndup(w->arena, text, strlen(text)), strlen(text)};
	struct text_piece *piece = arena_alloc(w->arena, sizeof(*piece));
	struct text_map *map = arena_alloc(w->arena, sizeof(*map));
	*map = (struct text_map){sources_add(w->sources, "expression", s, false)->id, 1, piece};
	struct tree *tree = tree_fragment(w->arena, s, map, w->sink);
	struct compiled *c = expr_compile(
		w->arena, tree, 0, tree->token_count, scope_global(w->arena, m), NULL, w->sink);
	uint32_t count;
	struct diag **list = sink_sorted(w->sink, w->sources, &count);

	if (c == NULL)
		return count == 1 ? list[0]->name
				  : arena_printf(w->arena, "%u mistakes", (unsigned)count);
	if (count > 0)
		return "compiled with a mistake";
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	struct result r = expr_eval(e, c);
	if (evaluator_fault(e) != FAULT_NONE)
		return arena_printf(w->arena, "!%d", (int)evaluator_fault(e));
	if (!r.present)
		return "-";
	struct buf out = {0};
	result_format(&r, &out);
	const char *said = arena_strndup(w->arena, out.ptr != NULL ? out.ptr : "", out.len);
	buf_free(&out);
	return said;
}

#endif
