/* The values of a field → mutants: one of several gone, a value that an expression gives, the next value that the type allows. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "mutate/fit.h"
#include "mutate/mutant.h"
#include "syntax/tree.h"

static struct span
span_of(const struct tree *t, struct argument g)
{
	return span_join(tree_token_span(t, g.first), tree_token_span(t, g.end - 1));
}

/* The value that stands at a place, or NULL. */
static const struct value *
value_at(const struct slot *slot, struct span at)
{
	for (uint32_t i = 0; i < slot->count; i++) {
		if (slot->values[i].span.start == at.start &&
			slot->values[i].span.source == at.source)
			return &slot->values[i];
	}
	return NULL;
}

static bool
names_entity(const struct slot *slot, const struct entity *e)
{
	for (uint32_t i = 0; i < slot->count; i++) {
		if (slot->values[i].entity == e)
			return true;
	}
	return false;
}

/* Another entity of the kind, the next in the order of the sources that the field does not name. */
static struct str
other_entity(const struct finder *f, const struct slot *slot, const struct entity *now)
{
	const struct entity_list *all = &f->c->model->by_kind[now->kind->index];

	for (uint32_t i = 1; i < all->count; i++) {
		const struct entity *e = all->ptr[(now->number + i) % all->count];

		if (e->id != NULL && e->tree != NULL && !names_entity(slot, e))
			return name_str(e->id);
	}
	return STR("");
}

static struct str
other_member(const struct field *field, const struct slot *slot, uint32_t now)
{
	for (uint32_t i = 1; i < field->value_count; i++) {
		uint32_t member = (now + i) % field->value_count;
		bool taken = false;

		for (uint32_t k = 0; k < slot->count; k++)
			taken = taken || slot->values[k].member == member;
		if (!taken)
			return name_str(field->values[member].name);
	}
	return STR("");
}

/* The word of another value, or an empty one. */
static struct str
other_value(const struct finder *f, const struct field *field, const struct slot *slot,
	const struct value *v)
{
	if (v->bad)
		return STR("");
	if (field->type == TYPE_BOOL)
		return v->boolean ? STR("no") : STR("yes");
	if (field->type == TYPE_ENUM)
		return other_member(field, slot, v->member);
	if (field->type == TYPE_REF && v->entity != NULL)
		return other_entity(f, slot, v->entity);
	return STR("");
}

/* What duties of a field do to a value: `whole` is what a computed one replaces. */
static void
find_changes(struct finder *f, struct entity *e, const struct field *field, struct span one,
	struct span whole, const struct value *v, struct span word)
{
	for (const struct duty *d = duties_on(f->duties, e->kind, field); d != NULL; d = d->next) {
		struct edit edit = {.tree = finder_tree(f, e)};
		struct buf text = {0};

		if (d->operator->edit == EDIT_OTHER && v != NULL) {
			edit.with = other_value(f, field, entity_slot(e, field), v);
			edit.start = word.start;
			edit.end = word.end;
		} else if (d->operator->edit == EDIT_SET && one.start == whole.start &&
			   fit_value(f->evaluator, d->to, e, &text)) {
			edit.with = (struct str){
				arena_strndup(f->c->arena, text.ptr, text.len), text.len};
			edit.start = whole.start;
			edit.end = whole.end;
		}
		buf_free(&text);
		if (edit.with.len > 0)
			finder_add(f, d->operator, d, e, field, one, &edit, 1);
	}
}

/* One of several goes, with a comma beside it. */
static void
find_less(struct finder *f, struct entity *e, const struct field *field,
	const struct arguments *all, uint32_t i)
{
	struct span at = span_of(e->tree, all->list.ptr[i]);
	struct edit edit = {finder_tree(f, e), at.start, at.end, STR("")};

	if (i + 1 < all->list.len)
		edit.end = span_of(e->tree, all->list.ptr[i + 1]).start;
	else
		edit.start = span_of(e->tree, all->list.ptr[i - 1]).end;
	const struct value *v = value_at(entity_slot(e, field), at);
	f->it = field->type == TYPE_REF && v != NULL && !v->bad ? v->entity : NULL;
	finder_general(f, EDIT_DROP_ONE, e, field, at, &edit, 1);
	f->it = NULL;
}

void
finder_values(
	struct finder *f, struct entity *e, const struct field *field, const struct item *item)
{
	const struct tree *t = e->tree;
	struct arguments all = {0};

	finder_arguments(f, t, item, &all);
	if (all.list.len == 0)
		return;
	struct span whole =
		span_join(span_of(t, all.list.ptr[0]), span_of(t, all.list.ptr[all.list.len - 1]));
	for (uint32_t i = 0; i < all.list.len; i++) {
		struct argument g = all.list.ptr[i];
		struct span at = span_of(t, g);
		bool string = t->tokens[g.first].kind == TOKEN_STRING && field->strings != NULL;

		if (string)
			find_changes(f, e, field->strings, at, at, NULL, at);
		else
			find_changes(f, e, field, at, field->strings != NULL ? at : whole,
				value_at(entity_slot(e, field), at), tree_token_span(t, g.end - 1));
		if (all.list.len > 1)
			find_less(f, e, field, &all, i);
	}
}

void
finder_head(struct finder *f, struct entity *e)
{
	const struct field *head = e->kind->head;
	const struct slot *slot = head != NULL ? entity_slot(e, head) : NULL;

	if (slot == NULL || slot->count != 1)
		return;
	struct span at = slot->values[0].span, word = at;
	for (uint32_t i = e->tree->items[e->item].args; i < e->tree->items[e->item].args_end; i++) {
		struct span token = tree_token_span(e->tree, i);

		if (token.end == at.end)
			word = token;
	}
	find_changes(f, e, head, at, at, &slot->values[0], word);
}
