/* Hash map from one or two pointers to a pointer, by open addressing. The null pointer is a key like any other. */
#include "base/map.h"

#include "base/arena.h"

struct entry {
	const void *key1;
	const void *key2;
	void *value;
	bool used;
};

struct map {
	struct arena *arena;
	struct entry *entries;
	uint32_t len;
	uint32_t cap; /* a power of two, or 0 */
};

struct map *
map_new(struct arena *a)
{
	struct map *m = arena_alloc(a, sizeof(*m));

	m->arena = a;
	return m;
}

static uint32_t
hash(const void *key1, const void *key2)
{
	uint64_t h = (uint64_t)(uintptr_t)key1 * UINT64_C(0x9e3779b97f4a7c15);

	h ^= h >> 29;
	h += (uint64_t)(uintptr_t)key2;
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	h *= UINT64_C(0x94d049bb133111eb);
	return (uint32_t)(h >> 32);
}

static struct entry *
find(const struct map *m, const void *key1, const void *key2)
{
	uint32_t i = hash(key1, key2) & (m->cap - 1);

	while (m->entries[i].used && (m->entries[i].key1 != key1 || m->entries[i].key2 != key2))
		i = (i + 1) & (m->cap - 1);
	return &m->entries[i];
}

static void
grow(struct map *m)
{
	struct entry *old = m->entries;
	uint32_t cap = m->cap;

	if (cap > UINT32_MAX / 2)
		arena_exhausted();
	m->cap = cap == 0 ? 16 : cap * 2;
	m->entries = arena_array(m->arena, m->cap, sizeof(*m->entries));
	for (uint32_t i = 0; i < cap; i++) {
		if (old[i].used)
			*find(m, old[i].key1, old[i].key2) = old[i];
	}
}

void
map_put(struct map *m, const void *key, void *value)
{
	map_put2(m, key, NULL, value);
}

void *
map_get(const struct map *m, const void *key)
{
	return map_get2(m, key, NULL);
}

void
map_put2(struct map *m, const void *key1, const void *key2, void *value)
{
	struct entry *e;

	if (m->len >= m->cap / 2)
		grow(m);
	e = find(m, key1, key2);
	if (!e->used)
		m->len++;
	*e = (struct entry){key1, key2, value, true};
}

void *
map_get2(const struct map *m, const void *key1, const void *key2)
{
	return m->len == 0 ? NULL : find(m, key1, key2)->value;
}

uint32_t
map_len(const struct map *m)
{
	return m->len;
}
