/* Values that are found once and looked up from then on, for evaluators whose model stays as it is. */
#include "base/arena.h"
#include "expr/machine.h"

void
evaluator_keep(struct evaluator *e)
{
	e->keeps = true;
}

struct kept *
kept_get(struct evaluator *e, uint32_t slot)
{
	if (slot >= e->kept_cap) {
		uint32_t cap = slot * 2 + 64;

		e->kept = arena_grow(e->arena, e->kept, e->kept_cap, cap, sizeof(*e->kept));
		e->kept_cap = cap;
	}
	return &e->kept[slot];
}

bool
run_once(struct machine *m, const struct instruction *i)
{
	struct evaluator *e = m->e;

	if (!e->keeps)
		return true;
	const struct kept *k = kept_get(e, (uint32_t)i->second);
	if (!k->known) {
		e->keeping++;
		return true;
	}
	*m->sp++ = k->value;
	e->vacuous = e->vacuous || (k->vacuous && m->loops == e->loops);
	m->ip = m->c->code + i->n;
	return true;
}

bool
run_keep(struct machine *m, const struct instruction *i)
{
	struct evaluator *e = m->e;

	if (!e->keeps)
		return true;
	/* The loop that has just ended is still to be seen. */
	const struct instruction *last = i - 1;
	bool asks = last->code == CODE_LOOP_END &&
		    (last->flags == EACH_ALL || last->flags == EACH_NONE);
	struct kept *k = kept_get(e, (uint32_t)i->second);

	k->known = true;
	k->vacuous = asks && !m->loops->asked;
	k->value = m->sp[-1];
	e->keeping--;
	return true;
}
