/* What conditions come to while expressions run: true, false, both. Only tests of rules ask; elsewhere no code notes anything. */
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "expr/machine.h"

struct cover {
	struct arena *arena;
	VEC(struct map *) by_source; /* by the source's id: (start, end) -> struct condition */
	VEC(struct condition *) all;
};

struct cover *
cover_new(struct arena *a)
{
	struct cover *c = arena_alloc(a, sizeof(*c));

	c->arena = a;
	return c;
}

struct condition *
cover_get(struct cover *c, struct span span)
{
	const void *start = (const void *)(uintptr_t)span.start;
	const void *end = (const void *)(uintptr_t)span.end;

	while (c->by_source.len <= span.source)
		*VEC_PUSH(c->arena, &c->by_source) = map_new(c->arena);
	struct map *map = c->by_source.ptr[span.source];
	struct condition *found = map_get2(map, start, end);
	if (found != NULL)
		return found;
	found = arena_alloc(c->arena, sizeof(*found));
	found->span = span;
	map_put2(map, start, end, found);
	*VEC_PUSH(c->arena, &c->all) = found;
	return found;
}

uint32_t
cover_len(const struct cover *c)
{
	return c->all.len;
}

struct condition *
cover_at(const struct cover *c, uint32_t i)
{
	return c->all.ptr[i];
}

bool
run_seen(struct machine *m, const struct instruction *i)
{
	const struct result *top = m->sp - 1;

	i->seen->asked = true;
	if (top->present && !top->list && top->shape == SHAPE_BOOL) {
		i->seen->yes = i->seen->yes || top->boolean;
		i->seen->no = i->seen->no || !top->boolean;
	}
	return true;
}
