/* The elements of a list that are of one kind, and those whose field has one value: what a loop would leave out is not gone through. */
#include <stdlib.h>

#include "base/arena.h"
#include "expr/machine.h"

/* Elements by the hash of a value: the first of each bucket, and behind each the next; numbers from 1. */
struct lookup_table {
	uint32_t *first, *next;
	uint32_t mask;
};

static int
by_number(const void *a, const void *b)
{
	uint32_t x = (*(struct entity *const *)a)->number, y = (*(struct entity *const *)b)->number;

	return x < y ? -1 : x > y;
}

/* In the order of the collection and each once, as if that had been gone through. */
bool
run_within(struct machine *m, const struct instruction *i)
{
	struct result *list = m->sp - 1;
	uint32_t count = list->items.count, kept = 0;

	if (!list->present)
		return true;
	struct entity **out = scratch_alloc(m->e, ((size_t)count + 1) * sizeof(struct entity *));
	if (out == NULL || !machine_spend(m, 1 + count / 4))
		return false;
	for (uint32_t k = 0; k < count; k++) {
		struct result item;

		item_read(list, k, &item);
		if (item.present && item.entity->kind == i->p)
			out[kept++] = item.entity;
	}
	qsort(out, kept, sizeof(struct entity *), by_number);
	count = 0;
	for (uint32_t k = 0; k < kept; k++) {
		if (count == 0 || out[count - 1] != out[k])
			out[count++] = out[k];
	}
	list->view = LIST_ENTITIES;
	list->shape = SHAPE_ENTITY;
	list->items.base = out;
	list->items.count = count;
	return true;
}

/* The value that the fields lead to from an element; without one *out is absent. False when it cannot be told. */
static bool
key_of(struct evaluator *e, const struct lookup *l, const struct result *element,
	struct result *out)
{
	*out = *element;
	for (uint32_t k = 0; k < l->count && out->present; k++) {
		const struct entity *from = out->entity;

		if (!load_field(e, from, l->fields[k], out)) {
			e->fault = FAULT_NONE;
			return false;
		}
	}
	return true;
}

/* NULL when the value of an element cannot be told: then all are gone through. */
static struct lookup_table *
make_table(struct evaluator *e, const struct lookup *l, const struct result *list)
{
	struct lookup_table *t = arena_alloc(e->arena, sizeof(*t));
	uint32_t count = list->items.count, size = 8;

	while (size < count && size < (uint32_t)1 << 30)
		size *= 2;
	t->mask = size - 1;
	t->first = arena_array(e->arena, size, sizeof(*t->first));
	t->next = arena_array(e->arena, count + (size_t)1, sizeof(*t->next));
	/* The last first, so that each bucket is in the order of the list. */
	for (uint32_t k = count; k > 0; k--) {
		struct result element, key;

		item_read(list, k - 1, &element);
		if (!key_of(e, l, &element, &key))
			return NULL;
		if (!key.present)
			continue;
		uint32_t *bucket = &t->first[value_hash(&key) & t->mask];
		t->next[k] = *bucket;
		*bucket = k;
	}
	return t;
}

static bool
find_elements(struct machine *m, const struct lookup_table *t, const struct result *key,
	struct result *list)
{
	uint32_t start = t->first[value_hash(key) & t->mask], count = 0;

	for (uint32_t k = start; k != 0; k = t->next[k])
		count++;
	struct result *out = scratch_alloc(m->e, ((size_t)count + 1) * sizeof(*out));
	if (out == NULL || !machine_spend(m, 1 + count / 4))
		return false;
	count = 0;
	for (uint32_t k = start; k != 0; k = t->next[k])
		item_read(list, k - 1, &out[count++]);
	list->view = LIST_RESULTS;
	list->items.base = out;
	list->items.count = count;
	return true;
}

/* Below the value lies the list, which is the same each time. The condition itself is asked of what is left. */
bool
run_lookup(struct machine *m, const struct instruction *i)
{
	const struct lookup *l = i->p;
	struct evaluator *e = m->e;
	struct result *list = m->sp - 2;
	const struct result *key = m->sp - 1;

	m->sp--;
	if (!e->keeps || !list->present || !key->present || list->items.count < 8)
		return true;
	struct kept *k = kept_get(e, l->slot);
	if (!k->known) {
		if (!machine_spend(m, list->items.count))
			return false;
		k->known = true;
		k->table = make_table(e, l, list);
	}
	return k->table == NULL || find_elements(m, k->table, key, list);
}
