/* Conditions → what their being true, or false, proves to exist: the guards `exists x and …`, `missing x or …`,
 * `if exists x then …`, `(x else false) and …`. */
#include "expr/narrow.h"

#include "base/arena.h"

static bool
same_fact(const struct fact *a, const struct fact *b)
{
	if (a->root != b->root || a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++) {
		if (a->names[i] != b->names[i])
			return false;
	}
	return true;
}

static const struct fact *
push(struct arena *a, const struct fact *f, const struct fact *tail)
{
	struct fact *copy = arena_alloc(a, sizeof(*copy));

	*copy = *f;
	copy->next = tail;
	return copy;
}

const struct fact *
facts_join(struct arena *a, const struct fact *x, const struct fact *y)
{
	if (y == NULL)
		return x;
	for (; x != NULL; x = x->next)
		y = push(a, x, y);
	return y;
}

const struct fact *
facts_common(struct arena *a, const struct fact *x, const struct fact *y)
{
	const struct fact *common = NULL;

	for (; x != NULL; x = x->next) {
		for (const struct fact *f = y; f != NULL; f = f->next) {
			if (same_fact(x, f)) {
				common = push(a, x, common);
				break;
			}
		}
	}
	return common;
}

bool
facts_know(const struct fact *facts, const struct ast *path, uint32_t count)
{
	for (; facts != NULL; facts = facts->next) {
		if (facts->root != path->root || facts->count != count)
			continue;
		uint32_t i = 0;
		while (i < count && facts->names[i] == path->steps[path->first_step + i].name)
			i++;
		if (i == count)
			return true;
	}
	return false;
}

const struct fact *
facts_path(struct arena *a, const struct ast *path, const struct fact *tail)
{
	if (path->kind != AST_PATH || path->root == NULL)
		return tail;
	uint32_t count = path->step_count - path->first_step;
	const struct name **names = arena_array(a, count + 1, sizeof(*names));
	for (uint32_t i = 0; i < count; i++)
		names[i] = path->steps[path->first_step + i].name;
	for (uint32_t i = 0; i <= count; i++) {
		struct fact f = {path->root, i, names, NULL};

		tail = push(a, &f, tail);
	}
	return tail;
}

/* `and` is true when all are; false proves what the falsehood of each proves. `or` is its mirror. */
static void
narrow_chain(struct arena *a, struct ast *n)
{
	for (uint32_t i = 0; i < n->item_count; i++) {
		const struct ast *item = n->items[i];
		const struct fact **all = n->kind == AST_AND ? &n->yes : &n->no;
		const struct fact **each = n->kind == AST_AND ? &n->no : &n->yes;
		const struct fact *strong = n->kind == AST_AND ? item->yes : item->no;
		const struct fact *weak = n->kind == AST_AND ? item->no : item->yes;

		*all = facts_join(a, strong, *all);
		*each = i == 0 ? weak : facts_common(a, *each, weak);
	}
}

void
narrow(struct arena *a, struct ast *n)
{
	const struct ast *l = n->left;

	switch (n->kind) {
	case AST_EXISTS:
		if (n->negated)
			n->no = facts_path(a, l, NULL);
		else
			n->yes = facts_path(a, l, NULL);
		break;
	case AST_NOT:
		n->yes = l->no;
		n->no = l->yes;
		break;
	case AST_AND:
	case AST_OR:
		narrow_chain(a, n);
		break;
	case AST_ELSE:
		/* What counts when it is absent is the other of the two. */
		if (n->right->kind != AST_LITERAL || n->right->value.shape != SHAPE_BOOL)
			break;
		if (n->right->value.boolean)
			n->no = facts_path(a, l, NULL);
		else
			n->yes = facts_path(a, l, NULL);
		break;
	case AST_IF:
		n->yes = facts_common(a, facts_join(a, n->third->yes, l->yes),
			facts_join(a, n->third->no, n->right->yes));
		n->no = facts_common(a, facts_join(a, n->third->yes, l->no),
			facts_join(a, n->third->no, n->right->no));
		break;
	default:
		break;
	}
}
