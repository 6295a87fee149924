/* Any bytes as an expression over a small model: parsed, checked, compiled, evaluated, printed. Also the first line as the
 * binding of a rule and the rest as its requirement, asked of each element, and each string in it as a message. The
 * language and the model are made once; an input sees them through sources of its own. */
#include "fuzz.h"

#include "base/embed.h"
#include "expr/expr.h"
#include "model/model.h"
#include "schema/yaml.h"
#include "syntax/tree.h"

#define KINDS "schemas/language/"
#define VARIABLES 64
#define STEPS 200000
#define ELEMENTS 8

static const char project[] =
	"method {\n"
	"  likelihood 1 \"Rare\" { means \"Seldom\"; per_year 0.1 }\n"
	"  likelihood 2 \"Often\" { means \"Yearly\"; per_year 1 }\n"
	"  impact 1 \"Small\" { means \"A day\"; loss 1000 EUR }\n"
	"  impact 2 \"Large\" { means \"A month\"; loss 50000 EUR }\n"
	"  score likelihood * impact\n"
	"  level low \"Low\" { from 1; to 2 }\n"
	"  level high \"High\" { from 3; to 4 }\n"
	"  accept low\n"
	"}\n"
	"role boss \"Boss\" { top_management yes }\n"
	"risk R-001 \"First\" {\n"
	"  owner boss\n"
	"  likelihood 2\n"
	"  impact 2\n"
	"  exposure 420000 EUR\n"
	"  identified 2025-11-18\n"
	"  treat modify { plan \"Do it\"; owner boss; due 2026-12-15; cost 680 EUR }\n"
	"}\n"
	"risk R-002 \"Second\" { likelihood 1; impact 1 }\n";

static struct {
	struct arena *arena;
	struct sources *sources;
	struct model *model;
} world;

static bool
no_file(void *context, struct str relative)
{
	(void)context;
	(void)relative;
	return false;
}

static bool
read_no_file(void *context, struct str relative, struct span where, const struct source **out)
{
	(void)context;
	(void)relative;
	(void)where;
	(void)out;
	return false;
}

/* Made at the first input, and kept until the end. */
static void
make_world(void)
{
	struct arena *a = world.arena = arena_new();
	struct sink *sink = sink_new(a);
	struct yaml **files = arena_array(a, embedded_count, sizeof(*files));
	struct model_input input = {.as_of = 20000, .read = read_no_file, .exists = no_file};
	uint32_t count = 0;

	world.sources = sources_new(a);
	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];

		if (strncmp(e->path, KINDS, strlen(KINDS)) == 0)
			files[count++] = yaml_parse(a,
				sources_add(world.sources, e->path, (struct str){e->bytes, e->len},
					true),
				sink);
	}
	input.language = language_read(a, names_new(a), files, count, sink);
	input.trees = arena_array(a, 1, sizeof(*input.trees));
	input.trees[0] = tree_parse(a,
		sources_add(world.sources, "world.isms", (struct str){project, sizeof(project) - 1},
			true),
		sink);
	input.tree_count = 1;
	world.model = model_build(a, &input, world.sources, sink);
	fuzz_claim(sink_count(sink, SEVERITY_ERROR) == 0);
}

/* The sources of an input: those of the world with the same ids, then the input. */
static struct fuzz
open_input(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct fuzz f = {a, sources_new(a), sink_new(a), NULL};

	for (uint32_t id = 1; id <= sources_len(world.sources); id++) {
		const struct source *source = sources_get(world.sources, id);

		sources_add(f.sources, source->path, source->text, source->built_in);
	}
	f.source = sources_add(f.sources, "input",
		(struct str){arena_strndup(a, (const char *)data, size), size}, false);
	return f;
}

static struct evaluator *
new_evaluator(const struct fuzz *f)
{
	struct evaluator *e = evaluator_new(f->arena, world.model, VARIABLES);

	evaluator_budget(e, STEPS);
	return e;
}

/* The value once more is the same, and can be shown. */
static void
evaluate(const struct fuzz *f, struct evaluator *e, const struct compiled *c)
{
	struct result result = expr_eval(e, c), again;
	struct buf out = {0}, second = {0};
	struct span span;

	if (evaluator_exhausted(e))
		return;
	if (!result.present)
		fuzz_claim(expr_type_of(c).optional || evaluator_fault(e) != FAULT_NONE);
	fuzz_span(f, result.span);
	result_format(&result, &out);
	result_format_prose(&result, &out);
	again = expr_eval(e, c);
	if (!evaluator_exhausted(e)) {
		result_format(&again, &second);
		result_format_prose(&again, &second);
		fuzz_claim(out.len == second.len &&
			   (out.len == 0 || memcmp(out.ptr, second.ptr, out.len) == 0));
	}
	if (expr_at(e, c, &span))
		fuzz_span(f, span);
	buf_free(&out);
	buf_free(&second);
}

/* `for` and `require` of a rule: the first line, and what stands behind it. */
static void
try_rule(const struct fuzz *f, const struct tree *t, const struct scope *scope, uint32_t end)
{
	struct evaluator *e = new_evaluator(f), *inner = new_evaluator(f);
	struct compiled *require;
	struct binding binding;
	struct result list;
	uint32_t line = 0;

	while (line < end && t->tokens[line].kind != TOKEN_NEWLINE)
		line++;
	if (!binding_compile(f->arena, t, 0, line, scope, &binding, f->sink))
		return;
	require = line < end ? expr_compile_condition(
				       f->arena, t, line + 1, end, binding.inner, f->sink)
			     : NULL;
	list = expr_eval(e, binding.list);
	if (evaluator_exhausted(e) || !list.present || !list.list)
		return;
	for (uint32_t i = 0; i < list.items.count && i < ELEMENTS; i++) {
		evaluator_set(inner, binding.variable, result_item(&list, i));
		if (binding.where != NULL) {
			struct result holds = expr_eval(inner, binding.where);

			if (evaluator_exhausted(inner))
				return;
			if (!holds.present || !holds.boolean)
				continue;
		}
		if (require != NULL)
			evaluate(f, inner, require);
		evaluator_reset(inner);
	}
}

static void
try_messages(const struct fuzz *f, const struct tree *t, const struct scope *scope)
{
	for (uint32_t i = 0; i < t->token_count; i++) {
		struct message *m;

		if (t->tokens[i].kind != TOKEN_STRING && t->tokens[i].kind != TOKEN_TEXT)
			continue;
		m = message_compile(f->arena, t, i, scope, f->sink);
		if (m != NULL)
			message_eval(new_evaluator(f), m, f->arena);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compiled *c;
	struct scope *scope;
	struct tree *t;
	struct fuzz f;
	uint32_t end;

	if (world.arena == NULL)
		make_world();
	f = open_input(data, size);
	t = tree_parse(f.arena, f.source, f.sink);
	scope = scope_global(f.arena, world.model);
	/* Without the token of the file's end. */
	end = t->token_count > 0 ? t->token_count - 1 : 0;
	c = expr_compile(f.arena, t, 0, end, scope, NULL, f.sink);
	if (c != NULL)
		evaluate(&f, new_evaluator(&f), c);
	else
		fuzz_claim(sink_total(f.sink) > 0);
	try_rule(&f, t, scope, end);
	try_messages(&f, t, scope);
	fuzz_close(&f);
	return 0;
}
