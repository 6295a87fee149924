/* Loops that need not be run, or not over all: what depends on no variable is found once, though a rule asks of thousands of entities;
 * `x in XS where x in LIST` goes through the list. */
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
		return n->root_kind == ROOT_LIST && n->first_step < n->step_count;
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

/* The condition that has to hold first of an element that counts; NULL. `none` has asked an element that its body denies. */
static const struct ast *
first_condition(const struct ast *n)
{
	bool filters = n->which == EACH_ANY || n->which == EACH_COUNT || n->which == EACH_FIRST;
	const struct ast *c = n->where != NULL ? n->where : filters ? n->body : NULL;

	return c != NULL && c->kind == AST_AND ? c->items[0] : c;
}

const struct ast *
emit_within(struct emitter *e, const struct ast *n)
{
	const struct ast *c = first_condition(n), *all = n->list;
	uint32_t number = n->variable->number;

	/* What conditions come to is told of all elements; and where sources could not be read, none may be passed over. */
	if (c == NULL || e->cover != NULL || e->model->broken || c->kind != AST_IN || c->negated)
		return NULL;
	if (all->kind != AST_PATH || all->root_kind != ROOT_LIST ||
		all->first_step < all->step_count)
		return NULL;
	if (c->left->kind != AST_PATH || c->left->root_kind != ROOT_VARIABLE ||
		c->left->variable != n->variable || c->left->first_step < c->left->step_count)
		return NULL;
	if (c->right->type.shape != SHAPE_ENTITY || c->right->type.optional ||
		names(c->right, number, number + 1))
		return NULL;
	emit_node(e, c->right);
	emit_add(e, CODE_WITHIN, 0, 0, all->root);
	return c;
}
