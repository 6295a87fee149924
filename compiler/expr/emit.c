/* Checked expression → code. Every node leaves one value on the stack; recursion is bounded by the depth of the tree. */
#include "expr/emit.h"
#include "base/arena.h"
#include "base/diag.h"
#include "expr/builtin.h"
#include "expr/check.h"
#include "expr/scope.h"

uint32_t
emit_add(struct emitter *e, enum code code, unsigned flags, uint32_t n, const void *p)
{
	struct instruction *i = VEC_PUSH(e->arena, &e->code);

	i->code = (uint16_t)code;
	i->flags = (uint16_t)flags;
	i->n = n;
	i->p = p;
	return e->code.len - 1;
}

void
emit_push(struct emitter *e)
{
	if (++e->depth > e->most)
		e->most = e->depth;
}

void
emit_pop(struct emitter *e, uint32_t count)
{
	e->depth -= count;
}

void
emit_constant(struct emitter *e, struct result value)
{
	struct result *copy = arena_alloc(e->arena, sizeof(*copy));

	*copy = value;
	emit_add(e, CODE_CONST, 0, 0, copy);
	emit_push(e);
}

void
emit_variable(struct emitter *e, uint32_t number)
{
	if (number + 1 > e->variables)
		e->variables = number + 1;
}

static void
land(struct emitter *e, uint32_t jump)
{
	e->code.ptr[jump].n = e->code.len;
}

/* Notes what the value on top comes to. */
static void
emit_seen(struct emitter *e, const struct ast *n, bool told)
{
	if (e->cover == NULL)
		return;
	struct condition *seen = cover_get(e->cover, n->span);

	seen->told = seen->told || told;
	uint32_t at = emit_add(e, CODE_SEEN, 0, 0, NULL);
	e->code.ptr[at].seen = seen;
}

/* What others join is told by them; a constant decides nothing. */
static bool
is_simple(const struct ast *n)
{
	switch (n->kind) {
	case AST_LITERAL:
	case AST_AND:
	case AST_OR:
	case AST_NOT:
	case AST_IF:
	case AST_LET:
		return false;
	default:
		return n->type.shape == SHAPE_BOOL && !n->type.list;
	}
}

void
emit_condition(struct emitter *e, const struct ast *n)
{
	emit_node(e, n);
	if (is_simple(n))
		emit_seen(e, n, true);
}

/* A part whose value is that of the whole. */
static void
emit_part(struct emitter *e, const struct ast *n)
{
	if (n->type.shape == SHAPE_BOOL)
		emit_condition(e, n);
	else
		emit_node(e, n);
}

static void
emit_items(struct emitter *e, const struct ast *n)
{
	for (uint32_t i = 0; i < n->item_count; i++)
		emit_node(e, n->items[i]);
}

static void
emit_list(struct emitter *e, const struct ast *n)
{
	struct result list = {.present = true, .list = true, .view = LIST_RESULTS};
	struct result *items = arena_array(e->arena, n->item_count, sizeof(*items));
	uint32_t known = 0;

	while (known < n->item_count && check_constant_value(n->items[known], &items[known]))
		known++;
	if (known == n->item_count && known > 0) {
		list.shape = items[0].shape;
		list.items.base = items;
		list.items.count = known;
		emit_constant(e, list);
		return;
	}
	emit_items(e, n);
	emit_add(e, CODE_LIST, 0, n->item_count, NULL);
	emit_pop(e, n->item_count);
	emit_push(e);
}

/* Each item but the last jumps to the end when it decides. */
static void
emit_chain(struct emitter *e, const struct ast *n)
{
	VEC(uint32_t) jumps = {0};

	for (uint32_t i = 0; i < n->item_count; i++) {
		emit_condition(e, n->items[i]);
		if (i + 1 == n->item_count)
			break;
		*VEC_PUSH(e->arena, &jumps) =
			emit_add(e, n->kind == AST_AND ? CODE_AND : CODE_OR, 0, 0, NULL);
		emit_pop(e, 1);
	}
	for (uint32_t i = 0; i < jumps.len; i++)
		land(e, jumps.ptr[i]);
}

static void
emit_if(struct emitter *e, const struct ast *n)
{
	emit_condition(e, n->third);
	uint32_t unless = emit_add(e, CODE_UNLESS, 0, 0, NULL);
	emit_pop(e, 1);
	emit_part(e, n->left);
	emit_pop(e, 1);
	uint32_t end = emit_add(e, CODE_JUMP, 0, 0, NULL);
	land(e, unless);
	emit_part(e, n->right);
	if (e->lenient) {
		uint32_t over = emit_add(e, CODE_JUMP, 0, 0, NULL);

		e->code.ptr[unless].second = e->code.len;
		emit_pop(e, 1);
		emit_constant(e, (struct result){.shape = n->type.shape, .list = n->type.list});
		land(e, over);
	}
	land(e, end);
}

static void
emit_each(struct emitter *e, const struct ast *n)
{
	const struct ast *outer = e->given;

	e->given = emit_chosen(e, n);
	emit_variable(e, n->variable->number);
	emit_add(e, CODE_LOOP, n->which, n->variable->number, NULL);
	emit_pop(e, 1);
	if (++e->loops > e->most_loops)
		e->most_loops = e->loops;
	uint32_t outside = e->bound;
	e->bound = n->variable->number + 1;
	uint32_t next = emit_add(e, CODE_NEXT, n->which, 0, NULL);
	if (n->where != NULL) {
		emit_condition(e, n->where);
		emit_add(e, CODE_WHERE, 0, next, NULL);
		emit_pop(e, 1);
	}
	bool filter = (n->which == EACH_COUNT || n->which == EACH_FIRST) && n->body != NULL;
	if (filter) {
		emit_condition(e, n->body);
		emit_add(e, CODE_WHERE, 0, next, NULL);
		emit_pop(e, 1);
	}
	if (n->body != NULL && !filter && n->which <= EACH_NONE) {
		emit_condition(e, n->body);
	} else if (n->body != NULL && !filter) {
		emit_node(e, n->body);
	} else {
		emit_add(e, CODE_VARIABLE, 0, n->variable->number, NULL);
		emit_push(e);
	}
	emit_add(e, CODE_STEP, n->which, next, NULL);
	emit_pop(e, 1);
	land(e, next);
	emit_add(e, CODE_LOOP_END, n->which, n->type.shape, NULL);
	e->bound = outside;
	e->given = outer;
	e->loops--;
	emit_push(e);
}

static void
note_callee(struct emitter *e, const struct compiled *c)
{
	if (c->stack > e->call_stack)
		e->call_stack = c->stack;
	if (c->variables > e->call_variables)
		e->call_variables = c->variables;
	if (c->loops > e->call_loops)
		e->call_loops = c->loops;
	if (c->depth + 1 > e->call_depth)
		e->call_depth = c->depth + 1;
}

static void
emit_call(struct emitter *e, const struct ast *n)
{
	if (n->callee == NULL) {
		emit_node(e, n->left);
		emit_items(e, n);
		emit_add(e, CODE_CALL_FIELD, 0, n->item_count, NULL);
		emit_pop(e, n->item_count);
		if (e->call_stack < CALL_STACK)
			e->call_stack = CALL_STACK;
		if (e->call_variables < CALL_STACK)
			e->call_variables = CALL_STACK;
		if (e->call_loops < CALL_STACK)
			e->call_loops = CALL_STACK;
		return;
	}
	if (n->pattern != NULL) {
		emit_node(e, n->items[0]);
		emit_add(e, CODE_FOUND, 0, 0, n->pattern);
		return;
	}
	emit_items(e, n);
	if (n->user) {
		const struct function *f = n->callee;

		note_callee(e, f->body);
		emit_add(e, CODE_FUNCTION, 0, n->item_count, f->body);
	} else {
		emit_add(e, CODE_BUILTIN, n->type.shape, n->item_count, n->callee);
	}
	emit_pop(e, n->item_count);
	emit_push(e);
}

static void
emit_let(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->left);
	emit_variable(e, n->variable->number);
	emit_add(e, CODE_BIND, 0, n->variable->number, NULL);
	emit_pop(e, 1);
	uint32_t outside = e->bound;
	e->bound = n->variable->number + 1;
	emit_part(e, n->right);
	e->bound = outside;
}

static void
emit_unary(struct emitter *e, const struct ast *n, enum code code)
{
	emit_node(e, n->left);
	emit_add(e, code, 0, 0, NULL);
}

/* Of a field that is only looked at, the value is not needed. */
static void
emit_exists(struct emitter *e, const struct ast *n)
{
	const struct ast *path = n->left;

	emit_node(e, path);
	struct instruction *last = &e->code.ptr[e->code.len - 1];
	if (path->kind == AST_PATH && path->step_count > path->first_step &&
		(last->code == CODE_FIELD || last->code == CODE_VARIABLE_FIELD)) {
		last->code = last->code == CODE_FIELD ? CODE_HAS : CODE_VARIABLE_HAS;
		last->flags = n->negated;
	} else {
		emit_add(e, n->negated ? CODE_MISSING : CODE_EXISTS, 0, 0, NULL);
	}
}

static void
emit_compare(struct emitter *e, const struct ast *n)
{
	const struct ast *r = n->right;

	emit_node(e, n->left);
	uint32_t at = e->code.len;
	emit_node(e, r);
	struct instruction *last = &e->code.ptr[at];
	if (e->code.len == at + 1 && last->code == CODE_CONST) {
		last->code = CODE_COMPARE_CONST;
		last->flags = (uint16_t)n->op;
	} else {
		emit_add(e, CODE_COMPARE, n->op, 0, NULL);
	}
	emit_pop(e, 1);
}

static void
emit_binary(struct emitter *e, const struct ast *n, enum code code, unsigned flags)
{
	emit_node(e, n->left);
	emit_node(e, n->right);
	emit_add(e, code, flags, 0, NULL);
	emit_pop(e, 1);
}

static void
emit_else(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->left);
	uint32_t jump = emit_add(e, CODE_ELSE, 0, 0, NULL);
	emit_pop(e, 1);
	emit_node(e, n->right);
	land(e, jump);
}

static void
emit_operator(struct emitter *e, const struct ast *n)
{
	switch (n->kind) {
	case AST_NOT:
		emit_condition(e, n->left);
		emit_add(e, CODE_NOT, 0, 0, NULL);
		break;
	case AST_NEGATE:
		emit_unary(e, n, CODE_NEGATE);
		break;
	case AST_EXISTS:
		emit_exists(e, n);
		break;
	case AST_COMPARE:
		emit_compare(e, n);
		break;
	case AST_IN:
		emit_binary(e, n, CODE_IN, n->negated);
		break;
	case AST_CONTAINS:
		emit_binary(e, n, CODE_CONTAINS, 0);
		break;
	case AST_STARTS:
		emit_binary(e, n, CODE_STARTS, 0);
		break;
	case AST_ENDS:
		emit_binary(e, n, CODE_ENDS, 0);
		break;
	case AST_MATCHES:
		emit_node(e, n->left);
		emit_add(e, CODE_MATCHES, 0, 0, n->pattern);
		break;
	default:
		emit_binary(e, n, CODE_ARITH, n->op);
	}
}

static void
emit_plain(struct emitter *e, const struct ast *n)
{
	switch (n->kind) {
	case AST_LITERAL:
		emit_constant(e, n->value);
		break;
	case AST_LIST:
		emit_list(e, n);
		break;
	case AST_PATH:
		emit_path(e, n);
		break;
	case AST_CALL:
		emit_call(e, n);
		break;
	case AST_AND:
	case AST_OR:
		emit_chain(e, n);
		break;
	case AST_ELSE:
		emit_else(e, n);
		break;
	case AST_IF:
		emit_if(e, n);
		break;
	case AST_LET:
		emit_let(e, n);
		break;
	case AST_EACH:
		emit_each(e, n);
		break;
	default:
		emit_operator(e, n);
	}
}

void
emit_node(struct emitter *e, const struct ast *n)
{
	if (n == e->given) {
		emit_constant(
			e, (struct result){.present = true, .shape = SHAPE_BOOL, .boolean = true});
		return;
	}
	uint32_t once;
	bool begun = emit_once_begin(e, n, &once);

	emit_plain(e, n);
	if (begun)
		emit_once_end(e, once);
}

struct compiled *
emit(struct arena *a, struct ast *root, const struct scope *scope, struct sink *sink)
{
	struct emitter e = {
		.arena = a,
		.model = scope->globals->model,
		.globals = scope->globals,
		.root = root,
		.cover = scope->globals->cover,
		.lenient = scope->lenient,
		.variables = scope->variables,
		.bound = scope->variables,
	};
	struct compiled *c = arena_alloc(a, sizeof(*c));

	emit_part(&e, root);
	emit_seen(&e, root, false);
	emit_add(&e, CODE_RETURN, 0, 0, NULL);
	if (e.call_depth > CALL_DEPTH) {
		diag_add(sink, DIAG_EXPRESSION_TOO_LARGE, root->span,
			"functions call one another more than %d deep", CALL_DEPTH);
		return NULL;
	}
	*c = (struct compiled){
		.code = e.code.ptr,
		.length = e.code.len,
		.reads = e.reads.ptr,
		.read_count = e.reads.len,
		.type = root->type,
		.root = root,
		.span = root->span,
		.lenient = scope->lenient,
		.frame = e.variables,
		.depth = e.call_depth,
		.stack = e.most + e.call_stack,
		.variables = e.variables + e.call_variables,
		.loops = e.most_loops + e.call_loops,
	};
	return c;
}
