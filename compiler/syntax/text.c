/* STRING and TEXT tokens → the bytes that they stand for, with a map back to the source. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/lexer.h"
#include "syntax/tree.h"

struct writer {
	struct arena *arena;
	char *out;
	uint32_t len;
	VEC(struct text_piece) pieces;
};

/* The following bytes come from that offset on. */
static void
piece(struct writer *w, uint32_t offset)
{
	*VEC_PUSH(w->arena, &w->pieces) = (struct text_piece){ w->len, offset };
}

static struct str
finish(struct writer *w, const struct tree *t, struct text_map *map)
{
	w->out[w->len] = '\0';
	if (map != NULL) {
		if (w->pieces.len == 0)
			piece(w, 0);
		*map = (struct text_map){ t->source, w->pieces.len, w->pieces.ptr };
	}
	return (struct str){ w->out, w->len };
}

static uint32_t
hexadecimal(const char *s, uint32_t len, uint32_t *value)
{
	uint32_t n = 0;

	*value = 0;
	for (; n < len && n < 6; n++) {
		char c = s[n];
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
			: c >= 'a' && c <= 'f'	      ? (uint32_t)(c - 'a') + 10
			: c >= 'A' && c <= 'F'	      ? (uint32_t)(c - 'A') + 10
						      : 16;
		if (digit == 16)
			break;
		*value = *value * 16 + digit;
	}
	return n;
}

/* One escape behind its backslash; returns the bytes it takes, or 0 when there is no such escape. */
static uint32_t
escape(const char *s, uint32_t len, char out[4], uint32_t *out_len)
{
	uint32_t cp = 0;

	*out_len = 1;
	if (len == 0)
		return 0;
	switch (s[0]) {
	case '"':
	case '\\':
		out[0] = s[0];
		return 1;
	case 'n':
		out[0] = '\n';
		return 1;
	case 't':
		out[0] = '\t';
		return 1;
	case 'u':
		break;
	default:
		return 0;
	}
	if (len < 4 || s[1] != '{')
		return 0;
	uint32_t digits = hexadecimal(s + 2, len - 2, &cp);
	if (digits == 0 || digits + 2 >= len || s[digits + 2] != '}' || cp > 0x10ffff || cp < 0x20 ||
		(cp >= 0xd800 && cp < 0xe000) || utf8_is_bidi(cp))
		return 0;
	*out_len = (uint32_t)utf8_encode(cp, out);
	return digits + 3;
}

void
string_check(const struct tree *t, uint32_t token, struct sink *sink)
{
	struct span span = tree_token_span(t, token);
	const char *s = t->text.ptr;

	for (uint32_t i = span.start + 1; i + 1 < span.end; i++) {
		char bytes[4];
		uint32_t n = 0;
		if (s[i] != '\\')
			continue;
		uint32_t taken = escape(s + i + 1, span.end - 1 - (i + 1), bytes, &n);
		if (taken == 0) {
			struct diag *d = diag_add(sink, DIAG_BAD_ESCAPE, (struct span){ t->source, i, i + 2 },
				"there is no such escape");
			diag_help(sink, d, "a backslash itself is written `\\\\`");
			taken = 1;
		}
		i += taken;
	}
}

static struct str
read_string(struct writer *w, const struct tree *t, uint32_t start, uint32_t len, struct text_map *map)
{
	const char *s = t->text.ptr + start;

	piece(w, start);
	for (uint32_t i = 0; i < len;) {
		char bytes[4];
		uint32_t n = 0;
		uint32_t taken = s[i] == '\\' ? escape(s + i + 1, len - i - 1, bytes, &n) : 0;
		if (taken == 0) {
			w->out[w->len++] = s[i++];
			continue;
		}
		piece(w, start + i);
		memcpy(w->out + w->len, bytes, n);
		w->len += n;
		i += taken + 1;
		piece(w, start + i);
	}
	return finish(w, t, map);
}

static uint32_t
line_length(const char *s, uint32_t len)
{
	const char *newline = memchr(s, '\n', len);

	return newline != NULL ? (uint32_t)(newline - s) + 1 : len;
}

static uint32_t
blanks(const char *s, uint32_t len)
{
	uint32_t n = 0;

	while (n < len && (s[n] == ' ' || s[n] == '\t'))
		n++;
	return n;
}

static bool
blank_line(const char *s, uint32_t len)
{
	uint32_t n = blanks(s, len);

	return n == len || s[n] == '\n' || s[n] == '\r';
}

/* The blanks that all lines with words begin with. */
static uint32_t
common_indent(const char *s, uint32_t len)
{
	const char *model = NULL;
	uint32_t common = 0;

	for (uint32_t at = 0; at < len; at += line_length(s + at, len - at)) {
		uint32_t line = line_length(s + at, len - at);
		if (blank_line(s + at, line))
			continue;
		uint32_t n = blanks(s + at, line);
		if (model == NULL) {
			model = s + at;
			common = n;
		}
		uint32_t same = 0;
		while (same < common && same < n && s[at + same] == model[same])
			same++;
		common = same;
	}
	return common;
}

static struct str
read_text(struct writer *w, const struct tree *t, uint32_t start, uint32_t len, struct text_map *map)
{
	const char *s = t->text.ptr + start;

	/* The rest of the opening line is no line of the text when nothing stands there. */
	uint32_t first = line_length(s, len);
	uint32_t at = first < len && blank_line(s, first) ? first : 0;
	uint32_t indent = at > 0 ? common_indent(s + at, len - at) : 0;
	while (at < len) {
		uint32_t line = line_length(s + at, len - at);
		bool blank = blank_line(s + at, line);
		uint32_t skip = blank ? line - (s[at + line - 1] == '\n') : indent;
		uint32_t keep = line - skip;
		piece(w, start + at + skip);
		memcpy(w->out + w->len, s + at + skip, keep);
		w->len += keep;
		if (keep >= 2 && w->out[w->len - 1] == '\n' && w->out[w->len - 2] == '\r')
			w->out[--w->len - 1] = '\n';
		at += line;
	}
	return finish(w, t, map);
}

struct str
tree_string(struct arena *a, const struct tree *t, uint32_t token, struct text_map *map)
{
	const struct token *k = &t->tokens[token];
	uint32_t quotes = k->kind == TOKEN_TEXT ? 3 : 1;
	struct writer w = { .arena = a };

	if ((k->kind != TOKEN_TEXT && k->kind != TOKEN_STRING) || k->len < 2 * quotes)
		return (struct str){ "", 0 };
	w.out = arena_alloc(a, k->len + 1);
	if (k->kind == TOKEN_TEXT)
		return read_text(&w, t, k->start + quotes, k->len - 2 * quotes, map);
	return read_string(&w, t, k->start + quotes, k->len - 2 * quotes, map);
}
