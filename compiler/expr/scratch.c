/* The memory of an evaluation: chunks from the arena, cut from the front and used anew after a reset. */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "expr/machine.h"

#define CHUNK ((size_t)16 << 10)
#define LIMIT ((size_t)256 << 20)

static void
next_chunk(struct evaluator *e, size_t size)
{
	struct chunk **link = e->chunk != NULL ? &e->chunk->next : &e->chunks;

	e->at = 0;
	for (; *link != NULL; link = &(*link)->next) {
		if ((*link)->size >= size) {
			e->chunk = *link;
			return;
		}
	}
	size_t wanted = e->taken < CHUNK ? CHUNK : e->taken;
	if (wanted > (size_t)1 << 20)
		wanted = (size_t)1 << 20;
	if (wanted < size)
		wanted = size;
	*link = arena_raw(e->arena, sizeof(**link) + wanted);
	(*link)->next = NULL;
	(*link)->size = wanted;
	e->chunk = *link;
}

void *
scratch_alloc(struct evaluator *e, size_t size)
{
	size = (size + 15) & ~(size_t)15;
	if (size > LIMIT || e->taken + size > LIMIT) {
		e->fault = FAULT_EXHAUSTED;
		return NULL;
	}
	e->taken += size;
	if (e->keeping > 0)
		return arena_raw(e->arena, size);
	if (e->chunk == NULL || e->chunk->size - e->at < size)
		next_chunk(e, size);
	void *p = e->chunk->bytes + e->at;
	e->at += size;
	return p;
}

void
evaluator_reset(struct evaluator *e)
{
	e->chunk = e->chunks;
	e->at = 0;
	e->taken = 0;
}

bool
scratch_text(struct evaluator *e, struct buf *text, struct result *out)
{
	char *p = scratch_alloc(e, text->len + 1);

	if (p != NULL) {
		if (text->len > 0)
			memcpy(p, text->ptr, text->len);
		p[text->len] = '\0';
		*out = (struct result){
			.present = true, .shape = SHAPE_STRING, .string = {p, text->len}};
	}
	buf_free(text);
	return p != NULL;
}
