/* String views, and the table of interned names: open addressing over pointers to names that live in the arena. */
#include "base/str.h"

#include <string.h>

#include "base/arena.h"

struct names {
	struct arena *arena;
	const struct name **slots;
	uint32_t len;
	uint32_t cap; /* a power of two */
};

struct str
str_of(const char *cstring)
{
	return (struct str){cstring, cstring == NULL ? 0 : strlen(cstring)};
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool
str_is(struct str a, const char *cstring)
{
	return str_eq(a, str_of(cstring));
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && (len == 0 || memcmp(s.ptr, prefix, len) == 0);
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && (len == 0 || memcmp(s.ptr + (s.len - len), suffix, len) == 0);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

int
str_cmp(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ h >> 32;
}

uint32_t
str_hash(struct str s)
{
	uint64_t h = mix(s.len + UINT64_C(0x9e3779b97f4a7c15));

	while (s.len > 0) {
		size_t len = s.len < 8 ? s.len : 8;
		uint64_t part = 0;

		/* Byte by byte, so that the hash is the same on any machine. */
		for (size_t i = 0; i < len; i++)
			part |= (uint64_t)(unsigned char)s.ptr[i] << (8 * i);
		h = mix(h ^ part);
		s.ptr += len;
		s.len -= len;
	}
	return (uint32_t)h;
}

struct names *
names_new(struct arena *a)
{
	struct names *t = arena_alloc(a, sizeof(*t));

	t->arena = a;
	t->cap = 256;
	t->slots = arena_array(a, t->cap, sizeof(*t->slots));
	return t;
}

/* The slot of that text, or the empty one where it belongs. */
static const struct name **
find_slot(const struct names *t, struct str s, uint32_t hash)
{
	uint32_t i = hash & (t->cap - 1);

	while (t->slots[i] != NULL) {
		const struct name *n = t->slots[i];

		if (n->hash == hash && str_eq(name_str(n), s))
			break;
		i = (i + 1) & (t->cap - 1);
	}
	return &t->slots[i];
}

static void
grow(struct names *t)
{
	const struct name **old = t->slots;
	uint32_t cap = t->cap;

	if (cap > UINT32_MAX / 2)
		arena_exhausted();
	t->cap = cap * 2;
	t->slots = arena_array(t->arena, t->cap, sizeof(*t->slots));
	for (uint32_t i = 0; i < cap; i++) {
		if (old[i] == NULL)
			continue;
		uint32_t at = old[i]->hash & (t->cap - 1);

		while (t->slots[at] != NULL)
			at = (at + 1) & (t->cap - 1);
		t->slots[at] = old[i];
	}
}

const struct name *
names_get(struct names *t, struct str s)
{
	uint32_t hash = str_hash(s);
	const struct name **slot = find_slot(t, s, hash);
	struct name *n;

	if (*slot != NULL)
		return *slot;
	if (s.len >= UINT32_MAX)
		arena_exhausted();
	if (t->len >= t->cap / 2) {
		grow(t);
		slot = find_slot(t, s, hash);
	}
	n = arena_alloc(t->arena, sizeof(*n) + s.len + 1);
	n->len = (uint32_t)s.len;
	n->hash = hash;
	if (s.len > 0)
		memcpy(n->text, s.ptr, s.len);
	*slot = n;
	t->len++;
	return n;
}

const struct name *
names_of(struct names *t, const char *cstring)
{
	return names_get(t, str_of(cstring));
}

const struct name *
names_find(const struct names *t, struct str s)
{
	return *find_slot(t, s, str_hash(s));
}

struct str
name_str(const struct name *n)
{
	return (struct str){n->text, n->len};
}
