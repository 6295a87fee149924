/* Loaded files, and from byte offsets to lines and columns. The tables of a source are made when first asked for:
 * where each line starts, and how many characters lie before every 4096th byte, so that a column costs the same
 * on a short line and on one of a gigabyte. */
#include "base/source.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

#define STEP 4096

struct entry {
	struct source source; /* first: a pointer to one is a pointer to the other */
	bool indexed;
	uint32_t lines;
	uint32_t *starts; /* of each line */
	uint32_t *counts; /* characters before byte i * STEP */
};

struct sources {
	struct arena *arena;
	VEC(struct entry *) list;
};

struct sources *
sources_new(struct arena *a)
{
	struct sources *s = arena_alloc(a, sizeof(*s));

	s->arena = a;
	return s;
}

/* A path may hold any byte but NUL, also those that no document may. */
static const char *
show(struct arena *a, const char *path)
{
	size_t at = 0, len = 0;
	bool text = utf8_check(str_of(path), &at) == UTF8_OK;

	if (text && strpbrk(path, "\t\n\r") == NULL)
		return path;
	char *out = arena_alloc(a, strlen(path) * 4 + 1);
	for (const char *p = path; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x20 || c == 0x7f || (!text && c >= 0x80))
			len += (size_t)snprintf(out + len, 5, "\\x%02x", (unsigned)c);
		else
			out[len++] = *p;
	}
	return out;
}

struct source *
sources_add(struct sources *s, const char *path, struct str text, bool built_in)
{
	struct entry *e = arena_alloc(s->arena, sizeof(*e));

	*VEC_PUSH(s->arena, &s->list) = e;
	e->source.id = s->list.len;
	e->source.path = arena_strndup(s->arena, path, strlen(path));
	e->source.shown = show(s->arena, e->source.path);
	e->source.text = text;
	e->source.built_in = built_in;
	return &e->source;
}

const struct source *
sources_get(const struct sources *s, uint32_t id)
{
	return id == 0 || id > s->list.len ? NULL : &s->list.ptr[id - 1]->source;
}

uint32_t
sources_len(const struct sources *s)
{
	return s->list.len;
}

/* Characters among these bytes: all bytes but those that continue one. */
static uint32_t
count_characters(const char *bytes, uint32_t len)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < len; i++)
		count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return count;
}

static void
index_source(struct sources *s, struct entry *e)
{
	const char *text = e->source.text.ptr;
	uint32_t len = (uint32_t)e->source.text.len;
	uint32_t lines = 1, at = 0, count = 0;

	for (const char *p = text;
		len > 0 && (p = memchr(p, '\n', (size_t)(text + len - p))) != NULL; p++)
		lines++;
	e->starts = arena_array(s->arena, lines, sizeof(*e->starts));
	e->lines = 1;
	for (const char *p = text;
		len > 0 && (p = memchr(p, '\n', (size_t)(text + len - p))) != NULL; p++)
		e->starts[e->lines++] = (uint32_t)(p - text) + 1;
	e->counts = arena_array(s->arena, (size_t)len / STEP + 1, sizeof(*e->counts));
	for (uint32_t i = 1; i <= len / STEP; i++) {
		count += count_characters(text + at, STEP);
		at += STEP;
		e->counts[i] = count;
	}
	e->indexed = true;
}

static struct entry *
entry_get(struct sources *s, uint32_t id)
{
	struct entry *e;

	if (id == 0 || id > s->list.len)
		return NULL;
	e = s->list.ptr[id - 1];
	if (!e->indexed)
		index_source(s, e);
	return e;
}

static uint32_t
characters_before(const struct entry *e, uint32_t offset)
{
	uint32_t base = offset / STEP * STEP;

	return e->counts[offset / STEP] +
	       count_characters(e->source.text.ptr + base, offset - base);
}

/* The line, from 0, in which an offset lies. */
static uint32_t
line_of(const struct entry *e, uint32_t offset)
{
	uint32_t low = 0, high = e->lines;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (e->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct place
source_place(struct sources *s, uint32_t id, uint32_t offset)
{
	struct entry *e = entry_get(s, id);
	uint32_t line;

	if (e == NULL)
		return (struct place){1, 1};
	if (offset > e->source.text.len)
		offset = (uint32_t)e->source.text.len;
	line = line_of(e, offset);
	uint32_t start = e->starts[line];
	/* Only a very long line needs the counts. */
	uint32_t before = offset - start < STEP
				  ? count_characters(e->source.text.ptr + start, offset - start)
				  : characters_before(e, offset) - characters_before(e, start);
	return (struct place){line + 1, before + 1};
}

struct str
source_line(struct sources *s, uint32_t id, uint32_t line)
{
	struct entry *e = entry_get(s, id);
	size_t end;
	struct str text;

	if (e == NULL || line == 0 || line > e->lines)
		return (struct str){"", 0};
	end = line == e->lines ? e->source.text.len : e->starts[line] - 1;
	text = (struct str){e->source.text.ptr + e->starts[line - 1], end - e->starts[line - 1]};
	if (line < e->lines && text.len > 0 && text.ptr[text.len - 1] == '\r')
		text.len--;
	return text;
}

struct str
source_text(const struct sources *s, struct span span)
{
	const struct source *source = sources_get(s, span.source);

	if (source == NULL || span.start > source->text.len || span.end < span.start)
		return (struct str){"", 0};
	if (span.end > source->text.len)
		span.end = (uint32_t)source->text.len;
	return (struct str){source->text.ptr + span.start, span.end - span.start};
}

struct span
span_join(struct span a, struct span b)
{
	if (!span_is(a))
		return b;
	if (!span_is(b) || a.source != b.source)
		return a;
	if (b.start < a.start)
		a.start = b.start;
	if (b.end > a.end)
		a.end = b.end;
	return a;
}

bool
span_is(struct span s)
{
	return s.source != 0;
}

static uint32_t
map_offset(const struct text_map *m, uint32_t at)
{
	uint32_t low = 0, high = m->len;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (m->pieces[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return m->pieces[low].offset + (at > m->pieces[low].at ? at - m->pieces[low].at : 0);
}

struct span
text_map_span(const struct text_map *m, uint32_t start, uint32_t end)
{
	struct span span = {m->source, 0, 0};

	if (m->len == 0)
		return span;
	span.start = map_offset(m, start);
	/* The end lies behind the last byte, not before the next piece, which may be lines away. */
	span.end = end > start ? map_offset(m, end - 1) + 1 : span.start;
	return span;
}
