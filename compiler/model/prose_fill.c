/* Plain words with gaps for what is inserted → with the values in their places. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "model/prose.h"

#define GAP_LENGTH (sizeof(PROSE_GAP) - 1)

struct filling {
	struct arena *arena;
	const struct prose *prose;
	struct buf plain;
	VEC(struct text_piece) pieces;
	uint32_t next; /* of the old pieces */
};

/* The plain words from..to with their places. */
static void
keep(struct filling *f, uint32_t from, uint32_t to)
{
	const struct text_map *map = &f->prose->plain_map;
	uint32_t at = (uint32_t)f->plain.len;

	if (from == to)
		return;
	*VEC_PUSH(f->arena, &f->pieces) =
		(struct text_piece){at, text_map_span(map, from, from).start};
	while (f->next < map->len && map->pieces[f->next].at <= from)
		f->next++;
	for (; f->next < map->len && map->pieces[f->next].at < to; f->next++)
		*VEC_PUSH(f->arena, &f->pieces) = (struct text_piece){
			at + (map->pieces[f->next].at - from), map->pieces[f->next].offset};
	buf_add(&f->plain, f->prose->plain.ptr + from, to - from);
}

/* A value stands where it is inserted: its last byte at the end of the expression, all others at its start. */
static void
put(struct filling *f, const struct prose_node *node)
{
	for (size_t i = 0; i < node->value.len; i++) {
		bool last = i > 0 && i + 1 == node->value.len && node->span.end > 0;

		*VEC_PUSH(f->arena, &f->pieces) = (struct text_piece){
			(uint32_t)f->plain.len, last ? node->span.end - 1 : node->span.start};
		buf_putc(&f->plain, node->value.ptr[i]);
	}
}

/* Whether something is to be put in, and places in the whole can still be told. */
static bool
is_wanted(const struct prose *prose)
{
	uint64_t len = prose->plain.len;
	bool any = false;

	for (uint32_t i = 0; i < prose->insert_count; i++) {
		len += prose->inserts[i]->value.len;
		any = any || prose->inserts[i]->value.len > 0;
	}
	return any && len < UINT32_MAX;
}

void
prose_fill(struct arena *a, struct prose *prose)
{
	struct filling f = {.arena = a, .prose = prose};
	uint32_t from = 0;

	if (!is_wanted(prose))
		return;
	for (uint32_t i = 0; i < prose->insert_count; i++) {
		const struct prose_node *node = prose->inserts[i];

		if (node->value.len == 0)
			continue;
		keep(&f, from, node->number);
		put(&f, node);
		from = node->number + (uint32_t)GAP_LENGTH;
	}
	keep(&f, from, (uint32_t)prose->plain.len);
	prose->plain = (struct str){arena_strndup(a, f.plain.ptr, f.plain.len), f.plain.len};
	prose->plain_map.len = f.pieces.len;
	prose->plain_map.pieces = f.pieces.ptr;
	buf_free(&f.plain);
}
