/* Loops that need not be run, or not over all: what depends on no variable is found once, though a rule asks of thousands of entities;
 * `x in XS where x in LIST` goes through the list, and `x in XS where x.field == value` through those that have the value. */
#include "base/arena.h"
#include "expr/emit.h"
#include "expr/scope.h"

static bool names(const struct ast *n, uint32_t first, uint32_t end);

static bool
items_name(const struct ast *n, uint32_t first, uint32_t end)
{
	for (uint32_t i = 0; i < n->item_count; i++) {
		if (names(n->items[i], first, end))
			return true;
	}
	return false;
}

/* Whether it names one of the variables first..end. */
static bool
names(const struct ast *n, uint32_t first, uint32_t end)
{
	if (n == NULL)
		return false;
	if (n->kind == AST_PATH && n->root_kind == ROOT_VARIABLE && n->variable->number >= first &&
		n->variable->number < end)
		return true;
	return names(n->left, first, end) || names(n->right, first, end) ||
	       names(n->third, first, end) || names(n->list, first, end) ||
	       names(n->where, first, end) || names(n->body, first, end) ||
	       items_name(n, first, end);
}

/* What goes through a list; all else costs no more than to look its value up. */
static bool
is_dear(const struct ast *n)
{
	if (n->kind == AST_PATH)
		return (n->root_kind == ROOT_LIST || n->root_kind == ROOT_NONE) &&
		       n->first_step < n->step_count;
	return n->kind == AST_EACH || (n->kind == AST_CALL && !n->user);
}

bool
emit_once_begin(struct emitter *e, const struct ast *n, uint32_t *once)
{
	if (e->bound == 0 || !is_dear(n) || names(n, 0, e->bound))
		return false;
	*once = emit_add(e, CODE_ONCE, 0, 0, NULL);
	e->code.ptr[*once].second = e->globals->kept++;
	return true;
}

void
emit_once_end(struct emitter *e, uint32_t once)
{
	uint32_t keep = emit_add(e, CODE_KEEP, 0, 0, NULL);

	e->code.ptr[keep].second = e->code.ptr[once].second;
	e->code.ptr[once].n = e->code.len;
}

/* The condition of the elements that count; NULL. `none` has asked an element that its body denies. */
static const struct ast *
condition_of(const struct ast *n)
{
	bool filters = n->which == EACH_ANY || n->which == EACH_COUNT || n->which == EACH_FIRST;

	return n->where != NULL ? n->where : filters ? n->body : NULL;
}

/* Whether it is the variable of `each` itself, or fields of it of which each has one value. */
static bool
is_own(const struct ast *n, const struct ast *each, bool fields)
{
	if (n->kind != AST_PATH || n->left != NULL || n->root_kind != ROOT_VARIABLE ||
		n->variable != each->variable || (n->first_step < n->step_count) != fields)
		return false;
	for (uint32_t i = n->first_step; i < n->step_count; i++) {
		if (n->steps[i].from_list || n->steps[i].access->many)
			return false;
	}
	return true;
}

/* `x in XS where x in LIST`: emits the list. */
static bool
emit_within(struct emitter *e, const struct ast *n, const struct ast *c)
{
	const struct ast *all = n->list;

	if (c->kind != AST_IN || c->negated || all->kind != AST_PATH ||
		all->root_kind != ROOT_LIST || all->first_step < all->step_count)
		return false;
	if (!is_own(c->left, n, false) || c->right->type.shape != SHAPE_ENTITY ||
		c->right->type.optional ||
		names(c->right, n->variable->number, n->variable->number + 1))
		return false;
	emit_node(e, c->right);
	emit_add(e, CODE_WITHIN, 0, 0, all->root);
	return true;
}

/* Of `x.field == value`, the value: a path, which gives nothing where it leads to nothing. */
static const struct ast *
value_of(const struct ast *c, const struct ast *each, const struct ast **own)
{
	if (c->kind != AST_COMPARE || c->op != OP_EQ)
		return NULL;
	*own = is_own(c->left, each, true) ? c->left : c->right;
	const struct ast *value = *own == c->left ? c->right : c->left;
	uint32_t number = each->variable->number;

	if (!is_own(*own, each, true) || value->kind != AST_PATH || value->left != NULL ||
		value->root_kind != ROOT_VARIABLE || names(value, number, number + 1) ||
		value->type.list || value->type.shape != (*own)->type.shape)
		return NULL;
	return value;
}

/* `x in XS where x.field == value`: emits those of XS that have the value, if XS is always the same. */
static bool
emit_lookup(struct emitter *e, const struct ast *n, const struct ast *c)
{
	const struct ast *own, *value = value_of(c, n, &own);

	if (value == NULL || n->list->type.shape != SHAPE_ENTITY || names(n->list, 0, e->bound))
		return false;
	uint32_t count = own->step_count - own->first_step;
	struct lookup *l = arena_alloc(e->arena, sizeof(*l) + count * sizeof(l->fields[0]));

	l->slot = e->globals->kept++;
	l->count = count;
	for (uint32_t i = 0; i < count; i++)
		l->fields[i] = own->steps[own->first_step + i].access;
	emit_node(e, n->list);
	emit_node(e, value);
	emit_add(e, CODE_LOOKUP, 0, 0, l);
	emit_pop(e, 1);
	return true;
}

const struct ast *
emit_chosen(struct emitter *e, const struct ast *n)
{
	const struct ast *c = condition_of(n);

	/* What conditions come to is told of all elements; and where sources could not be read, none may be passed over. */
	if (c != NULL && e->cover == NULL && !e->model->broken) {
		uint32_t count = c->kind == AST_AND ? c->item_count : 1;
		struct ast *const *items = c->kind == AST_AND ? c->items : NULL;
		const struct ast *first = items != NULL ? items[0] : c;

		if (emit_within(e, n, first))
			return first;
		for (uint32_t i = 0; i < count; i++) {
			if (emit_lookup(e, n, items != NULL ? items[i] : c))
				return NULL;
		}
	}
	emit_node(e, n->list);
	return NULL;
}
