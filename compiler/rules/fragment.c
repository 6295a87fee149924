/* A text made of a part of a source → its tokens, with places in that source. The text is laid beside the source again: where
 * they differ, the source has an escape, the end of a line with what begins the next one, or a doubled quote. */
#include "rules/fragment.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "syntax/tree.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Bytes of the escape at the start of `s`, which is a backslash: `\n`, `\u{e9}`, `\u00e9`, `\xe9`. */
static size_t
escape_length(struct str s)
{
	size_t at = 2;

	if (s.len < 2)
		return s.len;
	if (s.ptr[1] == 'x')
		at = 4;
	else if (s.ptr[1] == 'U')
		at = 10;
	else if (s.ptr[1] == 'u' && s.len > 2 && s.ptr[2] != '{')
		at = 6;
	else if (s.ptr[1] == 'u')
		while (at < s.len && s.ptr[at - 1] != '}')
			at++;
	return at < s.len ? at : s.len;
}

/* Bytes of the character at the start of `s`. */
static size_t
character_length(struct str s)
{
	uint32_t cp;
	size_t n = utf8_decode(s.ptr, s.len, &cp);

	return n > 0 ? n : 1;
}

/* Blanks in the source, and what begins the line of a quotation. */
static size_t
blank_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && (is_blank(s.ptr[n]) || s.ptr[n] == '>'))
		n++;
	return n;
}

/* Where the parts of `text` stand in `source`, whose first byte has the place `start`. */
static const struct text_map *
align(struct arena *a, struct str text, struct str source, struct span start)
{
	struct text_map *map = arena_alloc(a, sizeof(*map));
	VEC(struct text_piece) pieces = {0};
	size_t at = 0, from = 0;
	bool apart = true;

	while (at < text.len) {
		struct str rest = {source.ptr + from, source.len - from};
		bool same = rest.len > 0 && text.ptr[at] == rest.ptr[0];
		bool blank = rest.len > 0 && is_blank(text.ptr[at]) && is_blank(rest.ptr[0]);
		bool escape = rest.len > 0 && rest.ptr[0] == '\\';

		/* A quote behind a quote, or the backslash of a line's end. */
		if (!same && !blank && rest.len > 0 &&
			(!escape || (rest.len > 1 && rest.ptr[1] == text.ptr[at]))) {
			from++;
			apart = true;
			continue;
		}
		if (apart || rest.len == 0)
			*VEC_PUSH(a, &pieces) =
				(struct text_piece){(uint32_t)at, start.start + (uint32_t)from};
		apart = !same;
		if (same || blank)
			at++;
		else
			at += character_length((struct str){text.ptr + at, text.len - at});
		if (rest.len > 0)
			from += same ? 1 : blank ? blank_length(rest) : escape_length(rest);
	}
	if (pieces.len == 0)
		*VEC_PUSH(a, &pieces) = (struct text_piece){0, start.start};
	*map = (struct text_map){start.source, pieces.len, pieces.ptr};
	return map;
}

struct tree *
fragment_read(struct arena *a, const struct sources *sources, struct str text, struct span span,
	struct sink *sink)
{
	struct str source =
		sources_get(sources, span.source) != NULL ? source_text(sources, span) : STR("");

	return tree_fragment(a, text, align(a, text, source, span), sink);
}
