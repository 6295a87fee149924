/* Values that are found once and looked up from then on, for evaluators whose model stays as it is; and the members of a list that are
 * of one kind. */
#include <stdlib.h>

#include "base/arena.h"
#include "expr/machine.h"

struct kept {
	bool known;
	bool vacuous;
	struct result value;
};

void
evaluator_keep(struct evaluator *e)
{
	e->keeps = true;
}

bool
run_once(struct machine *m, const struct instruction *i)
{
	struct evaluator *e = m->e;

	if (!e->keeps)
		return true;
	if (i->second < e->kept_cap && e->kept[i->second].known) {
		const struct kept *k = &e->kept[i->second];

		*m->sp++ = k->value;
		e->vacuous = e->vacuous || (k->vacuous && m->loops == e->loops);
		m->ip = m->c->code + i->n;
		return true;
	}
	e->keeping++;
	return true;
}

bool
run_keep(struct machine *m, const struct instruction *i)
{
	struct evaluator *e = m->e;

	if (!e->keeps)
		return true;
	if (i->second >= e->kept_cap) {
		uint32_t cap = (uint32_t)i->second * 2 + 64;

		e->kept = arena_grow(e->arena, e->kept, e->kept_cap, cap, sizeof(*e->kept));
		e->kept_cap = cap;
	}
	/* The loop that has just ended is still to be seen. */
	const struct instruction *last = i - 1;
	bool asks = last->code == CODE_LOOP_END &&
		    (last->flags == EACH_ALL || last->flags == EACH_NONE);

	e->kept[i->second] = (struct kept){true, asks && !m->loops->asked, m->sp[-1]};
	e->keeping--;
	return true;
}

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
