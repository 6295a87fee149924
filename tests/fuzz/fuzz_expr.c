/* Any bytes as an expression over a small model: parsed, checked, compiled, evaluated, printed. Also as a binding, and each
 * string in it as a message. The language and the model are made once; an input sees them through sources of its own. */
#include "fuzz.h"

#include "base/embed.h"
#include "expr/expr.h"
#include "model/model.h"
#include "schema/yaml.h"
#include "syntax/tree.h"

#define KINDS "schemas/language/"
#define VARIABLES 64

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

static void
evaluate(const struct fuzz *f, const struct compiled *c)
{
	struct evaluator *e = evaluator_new(f->arena, world.model, VARIABLES);
	struct result result = expr_eval(e, c);
	struct buf out = {0};
	struct span span;

	if (evaluator_exhausted(e))
		return;
	fuzz_span(f, result.span);
	result_format(&result, &out);
	result_format_prose(&result, &out);
	if (expr_at(e, c, &span))
		fuzz_span(f, span);
	buf_free(&out);
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
			message_eval(evaluator_new(f->arena, world.model, VARIABLES), m, f->arena);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct compiled *c;
	struct binding binding;
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
		evaluate(&f, c);
	else
		fuzz_claim(sink_total(f.sink) > 0);
	binding_compile(f.arena, t, 0, end, scope, &binding, f.sink);
	try_messages(&f, t, scope);
	fuzz_close(&f);
	return 0;
}
