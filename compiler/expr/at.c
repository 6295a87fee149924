/* Where a finding points: the deepest field of a path that has a value; within a text, what a pattern finds. */
#include "base/pattern.h"
#include "expr/machine.h"
#include "model/prose.h"

/* The field of an entity by its kind. */
static const struct field *
field_of(const struct access *access, const struct entity *entity)
{
	for (uint32_t i = 0; i < access->count; i++) {
		if (access->rows[i].kind == entity->kind)
			return access->rows[i].field;
	}
	return NULL;
}

static struct result
root_of(const struct evaluator *e, const struct ast *n)
{
	struct entity *one;

	switch (n->root_kind) {
	case ROOT_VARIABLE:
		if (n->variable->number < e->variable_cap)
			return e->variables[n->variable->number];
		break;
	case ROOT_SINGLE:
		one = model_single(e->model, n->root);
		if (one != NULL)
			return result_entity(one);
		break;
	case ROOT_CONSTANT:
		return n->value;
	default:
		break;
	}
	return (struct result){.present = false};
}

/* The place of the first match, where the value is prose that has one. */
static void
find_match(const struct ast *n, struct result *value)
{
	size_t start, end;

	if (n->kind != AST_MATCHES || !value->present || value->list ||
		value->shape != SHAPE_STRING || value->prose == NULL ||
		pattern_find(n->pattern, value->prose->plain, &start, &end) != PATTERN_YES)
		return;
	value->span = text_map_span(&value->prose->plain_map, (uint32_t)start, (uint32_t)end);
}

bool
expr_at(struct evaluator *e, const struct compiled *path, struct span *out)
{
	const struct ast *whole = path->root;
	const struct ast *n = whole->kind == AST_MATCHES ? whole->left : whole;

	if (n->kind != AST_PATH || n->left != NULL)
		return false;
	struct result at = root_of(e, n);
	if (!at.present)
		return false;
	bool found = false;
	for (uint32_t i = n->first_step;; i++) {
		if (i == n->step_count)
			find_match(whole, &at);
		if (span_is(at.span)) {
			*out = at.span;
			found = true;
		}
		if (at.list && at.present && at.items.count > 0)
			at = result_item(&at, 0);
		if (i == n->step_count || !at.present || at.list ||
			(at.shape != SHAPE_ENTITY && at.shape != SHAPE_LEVEL))
			return found;
		const struct field *f = field_of(n->steps[i].access, at.entity);
		if (f == NULL || (f->flags & FIELD_IMPLICIT) != 0 ||
			at.entity->slots[f->index].count == 0)
			return found;
		const struct slot *slot = &at.entity->slots[f->index];
		bool last = i + 1 == n->step_count;
		value_read(&slot->values[0], f, &at);
		/* The whole field where it is what the path asks for. */
		if (last && span_is(slot->span) && slot->count > 1)
			at.span = slot->span;
	}
}
