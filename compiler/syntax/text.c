/* STRING and TEXT tokens → the bytes that they stand for, with a map back to the source. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/lexer.h"
#include "syntax/tree.h"

/* Blanks that make code of a line of prose. */
#define CODE_INDENT 4

struct writer {
	struct arena *arena;
	bool mapped;
	char *out;
	uint32_t len;
	VEC(struct text_piece) pieces;
};

/* What follows comes from that offset on. */
static void
piece(struct writer *w, uint32_t offset)
{
	struct text_piece *last = w->pieces.len > 0 ? &w->pieces.ptr[w->pieces.len - 1] : NULL;

	if (!w->mapped || (last != NULL && w->len - last->at == offset - last->offset))
		return;
	if (last != NULL && last->at == w->len)
		last->offset = offset;
	else
		*VEC_PUSH(w->arena, &w->pieces) = (struct text_piece){w->len, offset};
}

static void
add(struct writer *w, const char *bytes, size_t len)
{
	memcpy(w->out + w->len, bytes, len);
	w->len += (uint32_t)len;
}

/* The number in `{…}`; its bytes with the braces, or 0. */
static size_t
read_number(const char *s, size_t len, uint32_t *value)
{
	size_t n = 1;

	*value = 0;
	if (len < 3 || s[0] != '{')
		return 0;
	for (; n < len && n <= 6 && s[n] != '}'; n++) {
		char c = s[n];
		int digit = c >= '0' && c <= '9'   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;

		if (digit < 0)
			return 0;
		*value = *value * 16 + (uint32_t)digit;
	}
	return n > 1 && n < len && s[n] == '}' ? n + 1 : 0;
}

size_t
escape_read(const char *s, size_t len, uint32_t *cp)
{
	char bytes[4];
	size_t size, taken;

	if (len < 2)
		return 0;
	switch (s[1]) {
	case '"':
	case '\\':
		*cp = (unsigned char)s[1];
		return 2;
	case 'n':
		*cp = '\n';
		return 2;
	case 't':
		*cp = '\t';
		return 2;
	case 'u':
		taken = read_number(s + 2, len - 2, cp);
		if (taken == 0 || *cp > 0x10ffff || (*cp >= 0xd800 && *cp <= 0xdfff))
			return 0;
		if (char_look(bytes, utf8_encode(*cp, bytes), &size) != CHAR_FINE)
			return 0;
		return taken + 2;
	default:
		return 0;
	}
}

static void
read_string(struct writer *w, const struct tree *t, uint32_t start, uint32_t end)
{
	const char *s = t->text.ptr;

	piece(w, start);
	while (start < end) {
		const char *slash = memchr(s + start, '\\', end - start);
		uint32_t stop = slash != NULL ? (uint32_t)(slash - s) : end;
		char bytes[4];
		uint32_t cp;
		size_t taken;

		add(w, s + start, stop - start);
		if (stop == end)
			return;
		taken = escape_read(slash, end - stop, &cp);
		if (taken == 0) {
			add(w, slash, 1);
			start = stop + 1;
			continue;
		}
		piece(w, stop);
		add(w, bytes, utf8_encode(cp, bytes));
		start = stop + (uint32_t)taken;
		piece(w, start);
	}
}

static uint32_t
count_blanks(const char *s, const char *end)
{
	const char *p = s;

	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return (uint32_t)(p - s);
}

static bool
is_blank_line(const char *s, const char *end)
{
	s += count_blanks(s, end);
	return s == end || (*s == '\r' && s + 1 == end);
}

/* The end of the line, before its newline. */
static const char *
line_end(const char *s, const char *end)
{
	const char *newline = memchr(s, '\n', (size_t)(end - s));

	return newline != NULL ? newline : end;
}

struct text_layout
text_layout(struct str inside)
{
	struct text_layout layout = {0, UINT32_MAX, UINT32_MAX, UINT32_MAX};
	const char *end = inside.ptr + inside.len;
	const char *p = inside.ptr;
	const char *stop = line_end(p, end);
	const char *model = NULL; /* a line with the common indentation */

	/* Words on the opening line are the first line, and take no part in the indentation. */
	if (stop < end && is_blank_line(p, stop))
		layout.start = (uint32_t)(stop + 1 - p);
	while (stop < end) {
		uint32_t blanks, same = 0;

		p = stop + 1;
		stop = line_end(p, end);
		if (is_blank_line(p, stop))
			continue;
		blanks = count_blanks(p, stop);
		if (model == NULL) {
			model = p;
			layout.indent = blanks;
		}
		while (same < blanks && same < layout.indent && p[same] == model[same])
			same++;
		if (same < blanks && same < layout.indent && layout.torn == UINT32_MAX)
			layout.torn = (uint32_t)(p - inside.ptr);
		if (same < layout.indent)
			layout.outdented = (uint32_t)(p - inside.ptr);
		layout.indent = same;
	}
	if (layout.indent == UINT32_MAX)
		layout.indent = 0;
	if (layout.start == 0 || model == NULL ||
		count_blanks(model, end) < layout.indent + CODE_INDENT)
		layout.outdented = UINT32_MAX;
	return layout;
}

static void
read_text(struct writer *w, const struct tree *t, uint32_t start, uint32_t len)
{
	const char *inside = t->text.ptr + start;
	const char *end = inside + len;
	struct text_layout layout = text_layout((struct str){inside, len});
	const char *p = inside + layout.start;
	bool first = layout.start == 0;

	piece(w, start + layout.start);
	while (p < end) {
		const char *stop = line_end(p, end);
		const char *words = stop > p && stop < end && stop[-1] == '\r' ? stop - 1 : stop;
		const char *from = is_blank_line(p, stop) ? words : first ? p : p + layout.indent;

		piece(w, start + (uint32_t)(from - inside));
		add(w, from, (size_t)(words - from));
		if (stop < end) {
			piece(w, start + (uint32_t)(words - inside));
			add(w, "\n", 1);
		}
		p = stop + 1;
		first = false;
	}
}

/* The bytes between the quotes; a string that was not closed has none at its end. */
static void
find_inside(const struct tree *t, uint32_t token, uint32_t *start, uint32_t *end)
{
	const struct token *k = &t->tokens[token];
	const char *s = t->text.ptr;
	uint32_t quotes = k->kind == TOKEN_TEXT ? 3 : 1;
	uint32_t behind = k->start + k->len;
	uint32_t closing = 0;

	*start = k->start + quotes;
	*end = behind;
	if (quotes == 1) {
		bool escaped = false;

		for (uint32_t i = *start; i + 1 < behind; i++)
			escaped = s[i] == '\\' && !escaped;
		closing = behind > *start && s[behind - 1] == '"' && !escaped;
	} else if (behind >= *start + 3 && memcmp(s + behind - 3, "\"\"\"", 3) == 0) {
		closing = 3;
	}
	*end -= closing;
}

struct str
tree_string(struct arena *a, const struct tree *t, uint32_t token, struct text_map *map)
{
	const struct token *k = &t->tokens[token];
	struct writer w = {.arena = a, .mapped = map != NULL};
	uint32_t start = k->start, end = k->start;

	if (k->kind == TOKEN_STRING || k->kind == TOKEN_TEXT) {
		find_inside(t, token, &start, &end);
		/* Nothing gets longer: an escape has at least as many bytes as its character. */
		w.out = arena_raw(a, end - start + 1);
		if (k->kind == TOKEN_TEXT)
			read_text(&w, t, start, end - start);
		else
			read_string(&w, t, start, end);
		w.out[w.len] = '\0';
	}
	if (map != NULL) {
		if (w.pieces.len == 0)
			piece(&w, start);
		*map = (struct text_map){t->source, w.pieces.len, w.pieces.ptr};
	}
	return (struct str){w.out != NULL ? w.out : "", w.len};
}
