/* Checked expression → code. Every node leaves one value on the stack; recursion is bounded by the depth of the tree. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "expr/builtin.h"
#include "expr/check.h"
#include "expr/machine.h"
#include "expr/scope.h"

struct emitter {
	struct arena *arena;
	const struct model *model;
	VEC(struct instruction) code;
	VEC(const struct access *) reads;
	bool lenient;
	uint32_t depth, most; /* values on the stack */
	uint32_t loops, most_loops;
	uint32_t variables;
	/* The most that any callee takes besides. */
	uint32_t call_stack, call_variables, call_loops, call_depth;
};

static void emit_node(struct emitter *e, const struct ast *n);

static uint32_t
add(struct emitter *e, enum code code, unsigned flags, uint32_t n, const void *p)
{
	struct instruction *i = VEC_PUSH(e->arena, &e->code);

	i->code = (uint16_t)code;
	i->flags = (uint16_t)flags;
	i->n = n;
	i->p = p;
	return e->code.len - 1;
}

static void
push(struct emitter *e)
{
	if (++e->depth > e->most)
		e->most = e->depth;
}

static void
pop(struct emitter *e, uint32_t count)
{
	e->depth -= count;
}

static void
land(struct emitter *e, uint32_t jump)
{
	e->code.ptr[jump].n = e->code.len;
}

static void
constant(struct emitter *e, struct result value)
{
	struct result *copy = arena_alloc(e->arena, sizeof(*copy));

	*copy = value;
	add(e, CODE_CONST, 0, 0, copy);
	push(e);
}

static void
use_variable(struct emitter *e, uint32_t number)
{
	if (number + 1 > e->variables)
		e->variables = number + 1;
}

/* Where sources could not be read, what is not there proves nothing. */
static void
unknown(struct emitter *e)
{
	add(e, CODE_UNKNOWN, 0, 0, NULL);
	push(e);
}

static void
emit_collection(struct emitter *e, const struct kind *kind)
{
	const struct entity_list *list = &e->model->by_kind[kind->index];
	struct result r = {
		.present = true, .list = true, .view = LIST_ENTITIES, .shape = SHAPE_ENTITY};

	r.items.base = list->ptr;
	r.items.count = list->count;
	if (list->count == 0 && e->model->broken)
		unknown(e);
	else
		constant(e, r);
}

static void
emit_root(struct emitter *e, const struct ast *n)
{
	switch (n->root_kind) {
	case ROOT_VARIABLE:
		use_variable(e, n->variable->number);
		add(e, CODE_VARIABLE, 0, n->variable->number, NULL);
		push(e);
		break;
	case ROOT_LIST:
		emit_collection(e, n->root);
		break;
	case ROOT_SINGLE: {
		struct entity *one = model_single(e->model, n->root);

		if (one == NULL && e->model->broken)
			unknown(e);
		else if (one == NULL)
			constant(e, (struct result){.shape = SHAPE_ENTITY});
		else
			constant(e, result_entity(one));
		break;
	}
	case ROOT_TODAY:
		constant(e, (struct result){
				    .present = true, .shape = SHAPE_DATE, .date = e->model->as_of});
		break;
	case ROOT_CONSTANT:
		constant(e, n->value);
		break;
	case ROOT_NONE:
		emit_node(e, n->left);
		break;
	}
}

/* A field of what is known by now is read by now. Computed ones are not known yet. False when it has to wait. */
static bool
read_now(struct emitter *e, const struct step *step)
{
	const struct instruction *last = &e->code.ptr[e->code.len - 1];
	const struct result *of = last->p;
	struct evaluator reading = {.model = e->model};
	struct result value = {0};

	if (step->from_list || last->code != CODE_CONST || of->list || !of->present ||
		of->shape != SHAPE_ENTITY)
		return false;
	for (uint32_t i = 0; i < step->access->count; i++) {
		const struct field *f = step->access->rows[i].field;

		/* The words of a text may change while insertions are made. */
		if (f->computed != NULL || f->type == TYPE_TEXT ||
			(step->access->many && f->type == TYPE_ENUM))
			return false;
	}
	bool known = load_field(&reading, of->entity, step->access, &value);
	e->code.len--;
	pop(e, 1);
	if (known)
		constant(e, value);
	else
		unknown(e);
	return true;
}

static void
emit_path(struct emitter *e, const struct ast *n)
{
	emit_root(e, n);
	for (uint32_t i = n->first_step; i < n->step_count; i++) {
		const struct step *step = &n->steps[i];
		struct instruction *last = &e->code.ptr[e->code.len - 1];

		*VEC_PUSH(e->arena, &e->reads) = step->access;
		if (n->root_kind != ROOT_NONE && read_now(e, step))
			continue;
		if (!step->from_list && last->code == CODE_VARIABLE && i == n->first_step) {
			last->code = CODE_VARIABLE_FIELD;
			last->p = step->access;
		} else {
			add(e, step->from_list ? CODE_FIELDS : CODE_FIELD, 0, 0, step->access);
		}
	}
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
		constant(e, list);
		return;
	}
	emit_items(e, n);
	add(e, CODE_LIST, 0, n->item_count, NULL);
	pop(e, n->item_count);
	push(e);
}

/* Each item but the last jumps to the end when it decides. */
static void
emit_chain(struct emitter *e, const struct ast *n)
{
	VEC(uint32_t) jumps = {0};

	for (uint32_t i = 0; i < n->item_count; i++) {
		emit_node(e, n->items[i]);
		if (i + 1 == n->item_count)
			break;
		*VEC_PUSH(e->arena, &jumps) =
			add(e, n->kind == AST_AND ? CODE_AND : CODE_OR, 0, 0, NULL);
		pop(e, 1);
	}
	for (uint32_t i = 0; i < jumps.len; i++)
		land(e, jumps.ptr[i]);
}

static void
emit_if(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->third);
	uint32_t unless = add(e, CODE_UNLESS, 0, 0, NULL);
	pop(e, 1);
	emit_node(e, n->left);
	pop(e, 1);
	uint32_t end = add(e, CODE_JUMP, 0, 0, NULL);
	land(e, unless);
	emit_node(e, n->right);
	if (e->lenient) {
		uint32_t over = add(e, CODE_JUMP, 0, 0, NULL);

		e->code.ptr[unless].second = e->code.len;
		pop(e, 1);
		constant(e, (struct result){.shape = n->type.shape, .list = n->type.list});
		land(e, over);
	}
	land(e, end);
}

static void
emit_each(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->list);
	use_variable(e, n->variable->number);
	add(e, CODE_LOOP, n->which, n->variable->number, NULL);
	pop(e, 1);
	if (++e->loops > e->most_loops)
		e->most_loops = e->loops;
	uint32_t next = add(e, CODE_NEXT, n->which, 0, NULL);
	if (n->where != NULL) {
		emit_node(e, n->where);
		add(e, CODE_WHERE, 0, next, NULL);
		pop(e, 1);
	}
	bool filter = (n->which == EACH_COUNT || n->which == EACH_FIRST) && n->body != NULL;
	if (filter) {
		emit_node(e, n->body);
		add(e, CODE_WHERE, 0, next, NULL);
		pop(e, 1);
	}
	if (n->body != NULL && !filter) {
		emit_node(e, n->body);
	} else {
		add(e, CODE_VARIABLE, 0, n->variable->number, NULL);
		push(e);
	}
	add(e, CODE_STEP, n->which, next, NULL);
	pop(e, 1);
	land(e, next);
	add(e, CODE_LOOP_END, n->which, n->type.shape, NULL);
	e->loops--;
	push(e);
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
		add(e, CODE_CALL_FIELD, 0, n->item_count, NULL);
		pop(e, n->item_count);
		if (e->call_stack < CALL_STACK)
			e->call_stack = CALL_STACK;
		if (e->call_variables < CALL_STACK)
			e->call_variables = CALL_STACK;
		if (e->call_loops < CALL_STACK)
			e->call_loops = CALL_STACK;
		return;
	}
	emit_items(e, n);
	if (n->user) {
		const struct function *f = n->callee;

		note_callee(e, f->body);
		add(e, CODE_FUNCTION, 0, n->item_count, f->body);
	} else {
		add(e, CODE_BUILTIN, n->type.shape, n->item_count, n->callee);
	}
	pop(e, n->item_count);
	push(e);
}

static void
emit_let(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->left);
	use_variable(e, n->variable->number);
	add(e, CODE_BIND, 0, n->variable->number, NULL);
	pop(e, 1);
	emit_node(e, n->right);
}

static void
emit_unary(struct emitter *e, const struct ast *n, enum code code)
{
	emit_node(e, n->left);
	add(e, code, 0, 0, NULL);
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
		add(e, n->negated ? CODE_MISSING : CODE_EXISTS, 0, 0, NULL);
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
		add(e, CODE_COMPARE, n->op, 0, NULL);
	}
	pop(e, 1);
}

static void
emit_binary(struct emitter *e, const struct ast *n, enum code code, unsigned flags)
{
	emit_node(e, n->left);
	emit_node(e, n->right);
	add(e, code, flags, 0, NULL);
	pop(e, 1);
}

static void
emit_else(struct emitter *e, const struct ast *n)
{
	emit_node(e, n->left);
	uint32_t jump = add(e, CODE_ELSE, 0, 0, NULL);
	pop(e, 1);
	emit_node(e, n->right);
	land(e, jump);
}

static void
emit_operator(struct emitter *e, const struct ast *n)
{
	switch (n->kind) {
	case AST_NOT:
		emit_unary(e, n, CODE_NOT);
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
		add(e, CODE_MATCHES, 0, 0, n->pattern);
		break;
	default:
		emit_binary(e, n, CODE_ARITH, n->op);
	}
}

static void
emit_node(struct emitter *e, const struct ast *n)
{
	switch (n->kind) {
	case AST_LITERAL:
		constant(e, n->value);
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

struct compiled *
emit(struct arena *a, struct ast *root, const struct scope *scope, struct sink *sink)
{
	struct emitter e = {
		.arena = a,
		.model = scope->globals->model,
		.lenient = scope->lenient,
		.variables = scope->variables,
	};
	struct compiled *c = arena_alloc(a, sizeof(*c));

	emit_node(&e, root);
	add(&e, CODE_RETURN, 0, 0, NULL);
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
