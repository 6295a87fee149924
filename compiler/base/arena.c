/* Memory by lifetime: blocks that are cut from the front and freed together. Blocks come from malloc and are not
 * cleared; only what is handed out is zeroed, so an arena that is hardly used touches few pages. With ARENA_MALLOC
 * each allocation is a block of its own, so that sanitizers see where it ends. */
#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/heap.h"

#define BLOCK_FIRST ((size_t)16 << 10)
/* With its head a large page. */
#define BLOCK_LAST (HEAP_LARGE_PAGE - offsetof(struct block, bytes))
#define ALIGN (_Alignof(max_align_t))

struct block {
	struct block *next;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

struct owned {
	struct owned *next;
	void *object;
	void (*release)(void *);
};

struct arena {
	struct block *blocks;
	struct block *spare; /* of the last size, from before a reset */
	char *at;
	char *end;
	char *last; /* the newest allocation, which can grow in place */
	size_t block_size;
	size_t used;
	struct owned *owned;
};

_Noreturn void
arena_exhausted(void)
{
	static const char message[] = "ismsc: out of memory\n";

	if (write(STDERR_FILENO, message, sizeof(message) - 1) < 0)
		_exit(3);
	_exit(3);
}

struct arena *
arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		arena_exhausted();
	a->block_size = BLOCK_FIRST;
	return a;
}

static void
free_blocks(struct block *b)
{
	while (b != NULL) {
		struct block *next = b->next;

		if (b->size == BLOCK_LAST)
			heap_free_block(b);
		else
			free(b);
		b = next;
	}
}

static void
release_owned(struct arena *a)
{
	for (struct owned *o = a->owned; o != NULL; o = o->next)
		o->release(o->object);
	a->owned = NULL;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	release_owned(a);
	free_blocks(a->blocks);
	free_blocks(a->spare);
	free(a);
}

void
arena_leave(struct arena *a)
{
#ifdef ARENA_MALLOC
	arena_free(a);
#else
	(void)a;
#endif
}

void
arena_reset(struct arena *a)
{
	struct block *others = NULL;

	release_owned(a);
	for (struct block *b = a->blocks; b != NULL;) {
		struct block *next = b->next;
		struct block **list = b->size == BLOCK_LAST ? &a->spare : &others;

		b->next = *list;
		*list = b;
		b = next;
	}
	free_blocks(others);
	a->blocks = NULL;
	a->at = a->end = a->last = NULL;
	a->used = 0;
}

static struct block *
block_add(struct arena *a, size_t size)
{
	struct block *b = size == BLOCK_LAST ? a->spare : NULL;

	if (b != NULL)
		a->spare = b->next;
	else if (size == BLOCK_LAST)
		b = heap_large_block();
	else if (size <= PTRDIFF_MAX - sizeof(*b))
		b = malloc(sizeof(*b) + size);
	if (b == NULL)
		arena_exhausted();
	b->size = size;
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

#ifdef ARENA_MALLOC

void *
arena_raw(struct arena *a, size_t size)
{
	a->used += size;
	return block_add(a, size)->bytes;
}

#else

void *
arena_raw(struct arena *a, size_t size)
{
	char *p;

	if (size > PTRDIFF_MAX - ALIGN)
		arena_exhausted();
	size = size == 0 ? ALIGN : (size + ALIGN - 1) / ALIGN * ALIGN;
	a->used += size;
	if (size > (size_t)(a->end - a->at)) {
		/* What is large gets a block of its own; the current one stays in use. */
		if (size > a->block_size / 4 && size > BLOCK_FIRST)
			return block_add(a, size)->bytes;
		a->at = block_add(a, a->block_size)->bytes;
		a->end = a->at + a->block_size;
		a->block_size = a->block_size < BLOCK_LAST / 2 ? a->block_size * 2 : BLOCK_LAST;
	}
	p = a->at;
	a->at += size;
	a->last = p;
	return p;
}

#endif

void *
arena_alloc(struct arena *a, size_t size)
{
	void *p = arena_raw(a, size);

	return memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > PTRDIFF_MAX / size)
		arena_exhausted();
	return arena_alloc(a, count * size);
}

void *
arena_grow(struct arena *a, void *ptr, size_t old, size_t count, size_t size)
{
	size_t have, want;
	char *p;

	if (size != 0 && (count > PTRDIFF_MAX / size || old > PTRDIFF_MAX / size))
		arena_exhausted();
	have = old * size;
	want = count * size;
	if (want <= have && ptr != NULL)
		return ptr;
	if (ptr != NULL && ptr == a->last && want <= (size_t)(a->end - a->last)) {
		char *at = a->last + (want + ALIGN - 1) / ALIGN * ALIGN;

		if (at > a->end)
			at = a->end;
		if (at > a->at) {
			a->used += (size_t)(at - a->at);
			a->at = at;
		}
		memset(a->last + have, 0, want - have);
		return ptr;
	}
	p = arena_raw(a, want);
	if (ptr == NULL)
		have = 0;
	if (have > 0)
		memcpy(p, ptr, have);
	memset(p + have, 0, want - have);
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *copy;

	if (len >= PTRDIFF_MAX)
		arena_exhausted();
	copy = arena_raw(a, len + 1);
	if (len > 0)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = arena_vprintf(a, fmt, args);
	va_end(args);
	return text;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list args)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len < 0)
		arena_exhausted();
	text = arena_raw(a, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

void
arena_own(struct arena *a, void *object, void (*release)(void *))
{
	struct owned *o = arena_alloc(a, sizeof(*o));

	o->object = object;
	o->release = release;
	o->next = a->owned;
	a->owned = o;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}
