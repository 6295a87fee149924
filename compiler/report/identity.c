/* Findings → their identities, counted. */
#include "report/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

struct tallies {
	struct arena *arena;
	struct names *names;
	struct map *index; /* name of the text -> number of the identity, from 1 */
	VEC(struct identity) list;
};

struct tallies *
tallies_new(struct arena *a)
{
	struct tallies *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->names = names_new(a);
	t->index = map_new(a);
	return t;
}

struct identity
identity_of(const struct diag *d)
{
	return (struct identity){.code = d->name,
		.entity = d->entity != NULL ? d->entity : d->within,
		.about = d->about != NULL ? d->about : d->message,
		.count = 1};
}

const char *
identity_text(struct arena *a, const struct identity *i)
{
	return arena_printf(a, "%s\n%s\n%s", i->code, i->entity != NULL ? i->entity : "",
		i->about != NULL ? i->about : "");
}

static struct identity *
find(const struct tallies *t, const struct identity *i)
{
	const struct name *name = names_find(t->names, str_of(identity_text(t->arena, i)));
	uintptr_t number = name != NULL ? (uintptr_t)map_get(t->index, name) : 0;

	return number > 0 ? &t->list.ptr[number - 1] : NULL;
}

uint32_t
tallies_add(struct tallies *t, const struct identity *i, uint32_t times)
{
	struct identity *found = find(t, i);

	if (found == NULL) {
		found = VEC_PUSH(t->arena, &t->list);
		*found = *i;
		found->count = 0;
		map_put(t->index, names_of(t->names, identity_text(t->arena, i)),
			(void *)(uintptr_t)t->list.len);
	}
	found->count = found->count > UINT32_MAX - times ? UINT32_MAX : found->count + times;
	return found->count;
}

bool
tallies_take(struct tallies *t, const struct identity *i)
{
	struct identity *found = find(t, i);

	if (found == NULL || found->count == 0)
		return false;
	found->count--;
	return true;
}

static int
by_text(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	if (order == 0)
		order = strcmp(
			x->entity != NULL ? x->entity : "", y->entity != NULL ? y->entity : "");
	return order != 0
		       ? order
		       : strcmp(x->about != NULL ? x->about : "", y->about != NULL ? y->about : "");
}

const struct identity *
tallies_list(struct tallies *t, uint32_t *count)
{
	struct identity *sorted = arena_array(t->arena, t->list.len + (size_t)1, sizeof(*sorted));

	if (t->list.len > 0)
		memcpy(sorted, t->list.ptr, t->list.len * sizeof(*sorted));
	if (t->list.len > 1)
		qsort(sorted, t->list.len, sizeof(*sorted), by_text);
	*count = t->list.len;
	return sorted;
}
