/* CommonMark with tables → a tree of nodes with their places, by md4c's events. References and insertions are found
 * first and hidden from md4c (prose_region.c). What md4c would take too long for is refused before it starts. */
#include "model/prose_build.h"

#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"

#define TEXT_LIMIT ((size_t)16 << 20)
/* Lines without a blank one between them: md4c's time grows with the square of a paragraph's lines. */
#define LINES_LIMIT 4000
/* Mistakes of one prose that are told. */
#define TOLD_LIMIT 100

struct span
prose_span(const struct prose_builder *b, uint32_t start, uint32_t end)
{
	return b->map == NULL ? (struct span){0, 0, 0} : text_map_span(b->map, start, end);
}

void
prose_complain(struct prose_builder *b, enum diag_code code, struct span span, const char *help,
	const char *fmt, ...)
{
	struct diag *d;
	const char *message;
	va_list args;

	if (b->told++ >= TOLD_LIMIT)
		return;
	va_start(args, fmt);
	message = arena_vprintf(b->arena, fmt, args);
	va_end(args);
	d = diag_add(b->sink, code, span, "%s", message);
	if (help != NULL)
		diag_help(b->sink, d, "%s", help);
}

void
prose_tell_depth(struct prose_builder *b)
{
	if (!b->too_deep)
		prose_complain(b, DIAG_PROSE_DEPTH, prose_span(b, b->last, b->last),
			"write it with fewer lists, quotations and emphases in one another",
			"the text nests deeper than %d levels", PROSE_DEPTH);
	b->too_deep = true;
}

/* Why md4c is not to see the text, or NULL; *at is the place. */
static const char *
find_limit(struct str s, uint32_t *at)
{
	uint32_t lines = 0;
	bool blank = true;

	*at = 0;
	if (s.len > TEXT_LIMIT)
		return "it has more than 16 MiB";
	for (uint32_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '\n') {
			blank = blank && (s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\r');
			continue;
		}
		lines = blank ? 0 : lines + 1;
		blank = true;
		if (lines > LINES_LIMIT) {
			*at = i;
			return "it has more than 4000 lines without a blank one between them";
		}
	}
	return NULL;
}

/* The text as one paragraph, when it cannot be read. */
static void
give_up(struct prose_builder *b, uint32_t at)
{
	static const struct prose_node empty = {.kind = PROSE_ROOT};
	struct span span;

	prose_complain(b, DIAG_PROSE_TOO_LARGE, prose_span(b, at, at),
		"divide it into several texts, or simplify it", "this text is not read: %s",
		b->limit);
	*b->prose->root = empty;
	b->at = b->prose->root;
	b->depth = 0;
	b->implicit = NULL;
	b->images = b->skipped = b->sections = 0;
	b->in_code = b->in_cell = b->in_link = false;
	b->refs.len = b->inserts.len = b->links.len = 0;
	b->plain.len = b->plain_pieces.len = 0;
	b->run.bytes.len = b->run.pieces.len = 0;
	buf_str(&b->run.bytes,
		(struct str){b->text.ptr, b->text.len > TEXT_LIMIT ? 0 : b->text.len});
	if (b->run.bytes.len == 0)
		return;
	b->run.start = 0;
	b->run.end = (uint32_t)b->text.len;
	*VEC_PUSH(b->arena, &b->run.pieces) = (struct text_piece){0, 0};
	prose_open(b, PROSE_PARAGRAPH);
	prose_plain_run(b);
	prose_leaf(b, PROSE_TEXT, 0, 0)->text = prose_take(b, &span);
	prose_close(b);
}

/* The plain text's map leads to the parsed text; with that text's own map it leads to the source. */
static void
compose_map(struct prose_builder *b)
{
	const struct text_map *from = b->map;
	VEC(struct text_piece) out = {0};
	uint32_t next = 0;

	for (uint32_t i = 0; i < b->plain_pieces.len; i++) {
		const struct text_piece *p = &b->plain_pieces.ptr[i];
		uint32_t end = i + 1 < b->plain_pieces.len ? p[1].at : (uint32_t)b->plain.len;

		*VEC_PUSH(b->arena, &out) =
			(struct text_piece){p->at, prose_span(b, p->offset, p->offset).start};
		if (from == NULL)
			continue;
		/* Offsets ascend but for link definitions and the like. */
		if (next > 0 && from->pieces[next - 1].at > p->offset)
			next = 0;
		while (next < from->len && from->pieces[next].at <= p->offset)
			next++;
		for (; next < from->len && from->pieces[next].at - p->offset < end - p->at; next++)
			*VEC_PUSH(b->arena, &out) =
				(struct text_piece){p->at + (from->pieces[next].at - p->offset),
					from->pieces[next].offset};
	}
	if (out.len == 0)
		*VEC_PUSH(b->arena, &out) = (struct text_piece){0, prose_span(b, 0, 0).start};
	b->prose->plain_map = (struct text_map){from == NULL ? 0 : from->source, out.len, out.ptr};
}

static void
finish(struct prose_builder *b)
{
	struct prose *p = b->prose;

	while (b->at != p->root)
		prose_close(b);
	while (b->plain.len > 0 && b->plain.ptr[b->plain.len - 1] == '\n')
		b->plain.len--;
	p->plain = (struct str){"", 0};
	if (b->plain.len > 0)
		p->plain = (struct str){
			arena_strndup(b->arena, b->plain.ptr, b->plain.len), b->plain.len};
	p->root->span = prose_span(b, 0, b->text.len > UINT32_MAX ? 0 : (uint32_t)b->text.len);
	p->refs = b->refs.ptr;
	p->ref_count = b->refs.len;
	p->inserts = b->inserts.ptr;
	p->insert_count = b->inserts.len;
	p->links = b->links.ptr;
	p->link_count = b->links.len;
	compose_map(b);
	buf_free(&b->plain);
	buf_free(&b->run.bytes);
}

struct prose *
prose_parse(struct arena *a, struct str text, const struct text_map *map, struct sink *sink)
{
	static const MD_PARSER parser = {0, MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
		prose_enter_block, prose_leave_block, prose_enter_span, prose_leave_span,
		prose_text, NULL, NULL};
	struct prose_builder b = {.arena = a, .sink = sink, .map = map, .text = text};
	uint32_t at;

	b.prose = arena_alloc(a, sizeof(*b.prose));
	b.prose->root = arena_alloc(a, sizeof(*b.prose->root));
	b.prose->root->kind = PROSE_ROOT;
	b.at = b.prose->root;
	b.limit = find_limit(text, &at);
	if (b.limit == NULL && text.len > 0) {
		prose_find_regions(&b);
		if (md_parse(b.input, (MD_SIZE)text.len, &parser, &b) != 0 && b.limit == NULL)
			arena_exhausted();
	}
	if (b.limit != NULL)
		give_up(&b, at);
	finish(&b);
	return b.prose;
}
