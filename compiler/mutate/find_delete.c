/* A declaration → the edits that make it as if it had never been: it goes, each reference to it goes, and what says nothing without
 * that reference. References within texts stay. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "mutate/mutant.h"
#include "syntax/tree.h"

struct reference {
	struct entity *holder;
	const struct field *field;
	struct span span;
};

struct references {
	VEC(struct reference) list;
};

struct edits {
	VEC(struct edit) list;
};

static void
note_slot(struct finder *f, struct entity *holder, const struct field *field)
{
	const struct slot *slot = entity_slot(holder, field);

	for (uint32_t i = 0; i < slot->count; i++) {
		const struct value *v = &slot->values[i];
		struct references *to;

		if (v->bad || v->entity == NULL)
			continue;
		to = map_get(f->references, v->entity);
		if (to == NULL) {
			to = arena_alloc(f->c->arena, sizeof(*to));
			map_put(f->references, v->entity, to);
		}
		*VEC_PUSH(f->c->arena, &to->list) = (struct reference){holder, field, v->span};
	}
}

/* Who refers to whom, for all at once. */
static void
find_references(struct finder *f)
{
	f->references = map_new(f->c->arena);
	for (uint32_t i = 0; i < f->c->model->entity_count; i++) {
		struct entity *e = f->c->model->entities[i];

		if (e->tree == NULL || map_get(f->trees, e->tree) == NULL)
			continue;
		for (uint32_t k = 0; k < e->kind->field_count; k++) {
			const struct field *field = e->kind->fields[k];

			if (field->type == TYPE_REF && field->computed == NULL &&
				(field->flags & FIELD_INVERSE) == 0)
				note_slot(f, e, field);
		}
	}
}

/* The item in the holder's block whose values include the place, or NULL: it is in the head. */
static const struct item *
item_at(const struct entity *holder, struct span at)
{
	const struct tree *t = holder->tree;

	for (uint32_t i = t->items[holder->item].child; i != ITEM_NONE; i = t->items[i].next) {
		struct span span = tree_item_span(t, &t->items[i]);

		if (span.start <= at.start && at.end <= span.end)
			return &t->items[i];
	}
	return NULL;
}

/* The values of the item that do not name it, with commas between; empty when none is left. */
static struct str
values_left(struct finder *f, const struct tree *t, const struct item *item,
	const struct references *to)
{
	struct arguments all = {0};
	struct buf text = {0};

	finder_arguments(f, t, item, &all);
	for (uint32_t i = 0; i < all.list.len; i++) {
		struct span at = span_join(tree_token_span(t, all.list.ptr[i].first),
			tree_token_span(t, all.list.ptr[i].end - 1));
		bool named = false;

		for (uint32_t k = 0; k < to->list.len; k++) {
			struct span r = to->list.ptr[k].span;

			named = named || (r.source == at.source && r.start == at.start);
		}
		if (named)
			continue;
		if (text.len > 0)
			buf_puts(&text, ", ");
		buf_add(&text, t->text.ptr + at.start, at.end - at.start);
	}
	struct str left = {
		text.len > 0 ? arena_strndup(f->c->arena, text.ptr, text.len) : "", text.len};
	buf_free(&text);
	return left;
}

/* The block that says nothing without the reference, or the item, or its value. */
static struct edit
edit_of(struct finder *f, const struct reference *r, const struct references *to)
{
	const struct tree *t = r->holder->tree;
	const struct item *item = item_at(r->holder, r->span);
	struct str left = item != NULL ? values_left(f, t, item, to) : STR("");

	if (left.len > 0) {
		uint32_t first = tree_skip(t, item->args, item->args_end);
		struct span end = tree_item_span(t, item);

		return (struct edit){
			finder_tree(f, r->holder), tree_token_span(t, first).start, end.end, left};
	}
	if (item == NULL || ((r->field->flags & FIELD_REQUIRED) != 0 && r->holder->parent != NULL))
		item = &t->items[r->holder->item];
	return finder_drop(f, r->holder, item);
}

static int
by_place(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	if (x->tree != y->tree)
		return x->tree < y->tree ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end == y->end ? 0 : x->end > y->end ? -1 : 1;
}

/* In order, without those that lie within others. */
static void
tidy(struct edits *all)
{
	uint32_t kept = 0;

	qsort(all->list.ptr, all->list.len, sizeof(struct edit), by_place);
	for (uint32_t i = 0; i < all->list.len; i++) {
		const struct edit *last = kept > 0 ? &all->list.ptr[kept - 1] : NULL;

		if (last == NULL || last->tree != all->list.ptr[i].tree ||
			all->list.ptr[i].start >= last->end)
			all->list.ptr[kept++] = all->list.ptr[i];
	}
	all->list.len = kept;
}

void
finder_delete(struct finder *f, struct entity *e)
{
	const struct duty *d = duties_on(f->duties, e->kind, NULL);
	struct edits all = {0};

	while (d != NULL && d->operator->edit != EDIT_DELETE)
		d = d->next;
	if (d == NULL)
		return;
	if (f->references == NULL)
		find_references(f);
	const struct references *to = map_get(f->references, e);
	*VEC_PUSH(f->c->arena, &all.list) = finder_drop(f, e, &e->tree->items[e->item]);
	for (uint32_t i = 0; to != NULL && i < to->list.len; i++)
		*VEC_PUSH(f->c->arena, &all.list) = edit_of(f, &to->list.ptr[i], to);
	tidy(&all);
	finder_add(f, d->operator, d, e, NULL, e->span, all.list.ptr, all.list.len);
}
