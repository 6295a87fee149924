/* Tokens of a tree → compiled expression: parse, check, emit. */
#include "base/arena.h"
#include "base/diag.h"
#include "expr/check.h"
#include "expr/code.h"
#include "expr/narrow.h"

struct job {
	struct arena *arena;
	const struct scope *scope;
	const struct expr_type *expected;
	struct sink *sink;
	bool condition;
};

static bool
check_result(struct checker *c, struct ast *root, const struct job *job)
{
	bool maybe = false;

	if (job->condition) {
		struct expr_type t = check_condition(c, root, &maybe);

		if (!type_is_error(&t) && maybe)
			root->type.optional = true;
		return !c->failed;
	}
	struct expr_type t = check(c, root, job->expected);
	if (c->failed || type_is_error(&t))
		return false;
	if (job->expected == NULL)
		return true;
	if (!type_fits(&t, job->expected)) {
		struct expr_type plain = t, expected = *job->expected;

		plain.optional = expected.optional = false;
		check_fail(c, DIAG_WRONG_TYPE, root->span, "this is %s, and %s is expected",
			type_text(job->arena, &plain), type_text(job->arena, &expected));
		return false;
	}
	if (!job->expected->optional)
		check_guarded(c, root, &maybe);
	return !c->failed;
}

static struct compiled *
check_and_emit(const struct job *job, const struct tree *tree, struct ast *root)
{
	struct checker c = {
		.arena = job->arena,
		.model = job->scope->globals->model,
		.tree = tree,
		.scope = job->scope,
		.facts = scope_facts(job->arena, job->scope),
		.sink = job->sink,
		.lenient = job->scope->lenient,
		.closed = job->scope->globals->closed,
	};

	if (!check_result(&c, root, job))
		return NULL;
	struct compiled *compiled = emit(job->arena, root, job->scope, job->sink);
	if (compiled != NULL && c.closed &&
		(compiled->stack > CALL_STACK || compiled->variables > CALL_STACK)) {
		diag_add(job->sink, DIAG_EXPRESSION_TOO_LARGE, root->span,
			"this expression is too large for where it stands");
		return NULL;
	}
	return compiled;
}

static struct parser
start(const struct job *job, const struct tree *tree, uint32_t first, uint32_t end)
{
	struct parser p = {.arena = job->arena, .tree = tree, .sink = job->sink};

	p.end = end < tree->token_count ? end : tree->token_count;
	/* The token of the file's end is none of the expression. */
	while (p.end > first && tree->tokens[p.end - 1].kind == TOKEN_END)
		p.end--;
	p.at = tree_skip(tree, first < p.end ? first : p.end, p.end);
	return p;
}

static struct compiled *
compile(const struct job *job, const struct tree *tree, uint32_t first, uint32_t end)
{
	struct parser p = start(job, tree, first, end);
	struct ast *root = parse_expr(&p);

	return parse_done(&p) ? check_and_emit(job, tree, root) : NULL;
}

struct compiled *
expr_compile(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end,
	const struct scope *scope, const struct expr_type *expected, struct sink *sink)
{
	struct job job = {a, scope, expected, sink, false};

	return compile(&job, tree, first, end);
}

struct compiled *
expr_compile_condition(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end,
	const struct scope *scope, struct sink *sink)
{
	struct job job = {a, scope, NULL, sink, true};

	return compile(&job, tree, first, end);
}

/* binding = NAME "in" list [ "where" expr ] */
bool
binding_compile(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end,
	const struct scope *scope, struct binding *out, struct sink *sink)
{
	struct job job = {a, scope, NULL, sink, false};
	struct parser p = start(&job, tree, first, end);
	struct step name;
	struct ast *where = NULL;

	if (!parse_name(&p, &name))
		return false;
	if (!parse_accept_word(&p, "in")) {
		parse_fail(&p, "`in`");
		return false;
	}
	struct ast *list = parse_default(&p);
	if (!p.failed && parse_accept_word(&p, "where"))
		where = parse_expr(&p);
	if (!parse_done(&p))
		return false;
	struct checker naming = {.arena = a, .scope = scope, .sink = sink};
	if (!check_free(&naming, &name))
		return false;
	*out = (struct binding){.name = name.text, .name_span = name.span};
	out->list = check_and_emit(&job, tree, list);
	if (out->list == NULL)
		return false;
	struct expr_type t = out->list->type;
	if (!t.list) {
		check_no_list(&naming, list->span, &t);
		return false;
	}
	if (t.optional && !scope->lenient) {
		struct diag *d =
			diag_add(sink, DIAG_UNGUARDED, list->span, "this list may be absent");

		diag_help(sink, d, "say what counts then: `(…) else []`");
		return false;
	}
	out->bound = scope_bind(a, scope, name.text, type_element(t), &out->variable);
	out->inner = out->bound;
	if (where == NULL)
		return true;
	job.scope = out->bound;
	job.condition = true;
	out->where = check_and_emit(&job, tree, where);
	if (out->where == NULL)
		return false;
	out->inner = scope_assume(a, out->bound, out->where, true);
	return true;
}

struct expr_type
expr_type_of(const struct compiled *c)
{
	return c->type;
}

struct span
expr_span(const struct compiled *c)
{
	return c->span;
}

bool
expr_is_path(const struct compiled *c)
{
	const struct ast *n = c->root->kind == AST_MATCHES ? c->root->left : c->root;

	return n->kind == AST_PATH && n->left == NULL;
}

void
expr_fields(const struct compiled *c, void (*visit)(void *context, const struct field *f),
	void *context)
{
	for (uint32_t i = 0; i < c->length; i++) {
		if (c->code[i].code == CODE_FUNCTION)
			expr_fields(c->code[i].p, visit, context);
	}
	for (uint32_t i = 0; i < c->read_count; i++) {
		for (uint32_t r = 0; r < c->reads[i]->count; r++)
			visit(context, c->reads[i]->rows[r].field);
	}
}

/* The field that an instruction reads of something else than variable 0; NULL when it reads none. */
static const struct access *
reads_of_other(const struct instruction *i)
{
	switch ((enum code)i->code) {
	case CODE_FIELD:
	case CODE_FIELDS:
	case CODE_HAS:
		return i->p;
	case CODE_VARIABLE_FIELD:
	case CODE_VARIABLE_HAS:
		return i->n != 0 ? i->p : NULL;
	default:
		return NULL;
	}
}

/* A function has no such entity: what it reads belongs to others. */
bool
expr_reads_own(const struct compiled *c, const struct field *f)
{
	for (uint32_t i = 0; i < c->length; i++) {
		const struct access *access = reads_of_other(&c->code[i]);

		if (c->code[i].code == CODE_FUNCTION)
			return false;
		for (uint32_t r = 0; access != NULL && r < access->count; r++) {
			if (access->rows[r].field == f)
				return false;
		}
	}
	return true;
}
