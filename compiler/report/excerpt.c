/* A span → its line of the source and carets below it, measured in columns of a terminal. A long line is cut around
 * the span; only the bytes near it are looked at. */
#include <stdio.h>

#include "base/utf8.h"
#include "report/internal.h"

#define TAB 8
#define WIDTH 160
#define NEAR 60 /* columns kept before a span that lies far to the right */
#define BYTES                                                                                      \
	4096 /* of one line at most: characters without width are no way to print without end */

struct window {
	struct buf text;
	size_t width;
	size_t from, to; /* columns of the span */
	bool from_seen;
};

/* Prints the line from `at` on until it ends or the window is full; returns where it stopped. */
static size_t
fill(struct window *w, struct str line, size_t at, size_t start, size_t end)
{
	size_t first = at, len;

	while (at < line.len && w->width < WIDTH && at - first < BYTES) {
		struct str rest = {line.ptr + at, line.len - at};
		size_t before = w->width;

		if (rest.ptr[0] == '\t') {
			len = 1;
			do {
				buf_putc(&w->text, ' ');
				w->width++;
			} while (w->width % TAB != 0);
		} else {
			w->width += report_escape_one(&w->text, rest, &len);
		}
		if (!w->from_seen && at + len > start) {
			w->from = before;
			w->from_seen = true;
		}
		if (at < end)
			w->to = w->width;
		at += len;
	}
	return at;
}

/* A place some columns before the span, at the begin of a character. */
static size_t
step_back(struct str line, size_t start)
{
	size_t at = start, columns = 0;

	while (at > 0 && columns < NEAR && start - at < BYTES / 2) {
		at--;
		if (((unsigned char)line.ptr[at] & 0xc0) != 0x80)
			columns++;
	}
	while (at < start && ((unsigned char)line.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* Makes the window on a line in which the span is bytes start..end. */
static void
look(struct window *w, struct str line, size_t start, size_t end)
{
	size_t stop = fill(w, line, 0, start, end);

	if (stop < line.len && (!w->from_seen || w->from > WIDTH / 2)) {
		size_t from = step_back(line, start);

		buf_free(&w->text);
		*w = (struct window){0};
		if (from > 0) {
			buf_puts(&w->text, "…");
			w->width = 1;
		}
		stop = fill(w, line, from, start, end);
	}
	if (!w->from_seen)
		w->from = w->width;
	if (stop < line.len)
		buf_puts(&w->text, "…");
	if (w->to <= w->from)
		w->to = w->from + 1;
}

void
report_excerpt(
	struct buf *out, struct sources *sources, struct span span, const char *on, const char *off)
{
	const struct source *source = sources_get(sources, span.source);
	struct window w = {0};
	struct place place;
	struct str line;
	size_t offset, end;
	char number[16];

	if (source == NULL || source->built_in)
		return;
	place = source_place(sources, span.source, span.start);
	line = source_line(sources, span.source, place.line);
	/* A place behind the text is that at its end. */
	offset = span.start < source->text.len ? span.start : source->text.len;
	offset -= (size_t)(line.ptr - source->text.ptr);
	if (offset > line.len)
		offset = line.len;
	end = span.end > span.start ? offset + (span.end - span.start) : offset;
	while (line.len > offset && line.len > 0 &&
		(line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
		line.len--;
	look(&w, line, offset, end < line.len ? end : line.len);
	int wide = snprintf(number, sizeof(number), "%5u", (unsigned)place.line);

	buf_printf(out, "%s |%s%s\n", number, w.text.len > 0 ? " " : "",
		w.text.len > 0 ? w.text.ptr : "");
	buf_printf(out, "%*s | %*s%s", wide, "", (int)w.from, "", on);
	for (size_t i = w.from; i < w.to; i++)
		buf_putc(out, '^');
	buf_printf(out, "%s\n", off);
	buf_free(&w.text);
}
