/* References and insertions in prose: found before md4c reads the text, then made nodes where md4c hands over their
 * bytes as text.
 *
 *   reference = "[[" [ KIND ] ID [ "|" LABEL ] "]]" ;    ("\|" in tables)
 *   insertion = "{{" EXPRESSION "}}" ;
 */
#include <string.h>

#include "model/prose_build.h"

/* Longest content; longer ones are no references but text with a mistake in it. */
#define CONTENT_LIMIT 4000

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether the bracket at `at` is escaped: an odd number of backslashes before it. */
static bool
is_escaped(struct str s, uint32_t at)
{
	uint32_t n = 0;

	while (n < at && s.ptr[at - n - 1] == '\\')
		n++;
	return n % 2 == 1;
}

/* The end of the region whose content begins at `at`, or 0 when there is none: on the way lie code, another
 * beginning, or more than one end of a line. */
static uint32_t
region_end(struct str s, uint32_t at, bool insert)
{
	char open = insert ? '{' : '[', close = insert ? '}' : ']';
	uint32_t limit = s.len - at > CONTENT_LIMIT ? at + CONTENT_LIMIT : (uint32_t)s.len;
	bool quoted = false, newline = false;

	for (; at + 1 < limit; at++) {
		char c = s.ptr[at];

		if (insert && c == '"') {
			quoted = !quoted;
		} else if (quoted && c == '\\') {
			at++;
		} else if (c == '`' || c == '~') {
			return 0;
		} else if (c == '\n') {
			if (newline)
				return 0;
			newline = true;
		} else if (!quoted && c == open && s.ptr[at + 1] == open) {
			return 0;
		} else if (!quoted && c == close && s.ptr[at + 1] == close) {
			return at + 2;
		}
	}
	return 0;
}

void
prose_find_regions(struct prose_builder *b)
{
	struct str s = b->text;
	char *copy = NULL;

	for (uint32_t at = 0; at + 3 < s.len; at++) {
		char c = s.ptr[at];
		uint32_t end;

		if ((c != '[' && c != '{') || s.ptr[at + 1] != c || is_escaped(s, at))
			continue;
		/* Of three brackets the inner two count. */
		if (s.ptr[at + 2] == c)
			continue;
		end = region_end(s, at + 2, c == '{');
		if (end == 0)
			continue;
		*VEC_PUSH(b->arena, &b->regions) = (struct prose_region){at, end, c == '{'};
		if (copy == NULL)
			copy = arena_strndup(b->arena, s.ptr, s.len);
		memset(copy + at, 'x', end - at);
		at = end - 1;
	}
	b->input = copy != NULL ? copy : s.ptr;
}

/* A text without the ends of lines in it, and what begins a line of a quotation. */
static struct str
join_lines(struct prose_builder *b, struct str s)
{
	char *out;
	size_t len = 0;

	if (s.len == 0 || memchr(s.ptr, '\n', s.len) == NULL)
		return s;
	out = arena_strndup(b->arena, s.ptr, s.len);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '\n') {
			out[len++] = s.ptr[i];
			continue;
		}
		while (i + 1 < s.len && (is_blank(s.ptr[i + 1]) || s.ptr[i + 1] == '>'))
			i++;
		out[len++] = ' ';
	}
	return (struct str){out, len};
}

/* The first word of *s, which goes behind it and the blanks that follow. */
static struct str
take_word(struct str *s)
{
	struct str word = {s->ptr, 0};

	while (word.len < s->len && !is_blank(s->ptr[word.len]))
		word.len++;
	*s = str_trim((struct str){s->ptr + word.len, s->len - word.len});
	return word;
}

/* Splits "kind id|label"; false when that is not its form. The label as it stands goes to `target`. */
static bool
split_reference(struct prose_builder *b, struct str content, struct prose_node *node)
{
	const char *bar = memchr(content.ptr, '|', content.len);
	struct str left = content;

	if (bar != NULL) {
		left.len = (size_t)(bar - content.ptr);
		node->target = str_trim((struct str){bar + 1, content.len - left.len - 1});
		node->text = join_lines(b, node->target);
		if (left.len > 0 && left.ptr[left.len - 1] == '\\')
			left.len--;
	}
	left = str_trim(left);
	node->id_word = take_word(&left);
	if (left.len > 0) {
		node->kind_word = node->id_word;
		node->id_word = take_word(&left);
	}
	return left.len == 0 && node->id_word.len > 0;
}

static void
make_text(struct prose_builder *b, struct str s, uint32_t offset)
{
	struct prose_node *node = prose_leaf(b, PROSE_TEXT, offset, offset + (uint32_t)s.len);

	node->text = s;
	prose_plain_add(b, s, offset);
}

static void
make_reference(struct prose_builder *b, const struct prose_region *r, struct str content)
{
	struct prose_node parts = {0};
	struct str whole = {b->text.ptr + r->start, r->end - r->start};
	struct span span = prose_span(b, r->start, r->end);
	struct prose_node *node;
	uint32_t start, end;

	if (!split_reference(b, content, &parts)) {
		prose_complain(b, DIAG_BAD_REFERENCE, span,
			"write `[[id]]`, `[[kind id]]` or `[[id|words]]`; for the brackets "
			"themselves write `\\[[`",
			"this is no reference");
		make_text(b, whole, r->start);
		return;
	}
	if (b->in_link) {
		prose_complain(b, DIAG_BAD_REFERENCE, span, "end the link before the reference",
			"a reference cannot stand within a link");
		make_text(b, parts.text.len > 0 ? parts.text : parts.id_word, r->start);
		return;
	}
	start = (uint32_t)((parts.kind_word.len > 0 ? parts.kind_word : parts.id_word).ptr -
			   b->text.ptr);
	end = (uint32_t)(parts.id_word.ptr + parts.id_word.len - b->text.ptr);
	node = prose_leaf(b, PROSE_REF, start, end);
	node->text = parts.text;
	node->kind_word = parts.kind_word;
	node->id_word = parts.id_word;
	*VEC_PUSH(b->arena, &b->refs) = node;
	if (node->text.len > 0)
		prose_plain_add(b, node->text, (uint32_t)(parts.target.ptr - b->text.ptr));
	else
		prose_plain_add(b, node->id_word, (uint32_t)(node->id_word.ptr - b->text.ptr));
}

void
prose_region_node(struct prose_builder *b, const struct prose_region *r)
{
	struct str content =
		str_trim((struct str){b->text.ptr + r->start + 2, r->end - r->start - 4});
	struct prose_node *node;
	uint32_t start;

	prose_flush(b);
	b->last = r->end;
	if (!r->insert) {
		make_reference(b, r, content);
		return;
	}
	if (content.len == 0) {
		prose_complain(b, DIAG_BAD_INSERTION, prose_span(b, r->start, r->end),
			"write an expression between the braces, such as `{{ today }}`",
			"this insertion is empty");
		return;
	}
	start = (uint32_t)(content.ptr - b->text.ptr);
	node = prose_leaf(b, PROSE_INSERT, start, start + (uint32_t)content.len);
	node->text = join_lines(b, content);
	node->number = (uint32_t)b->plain.len;
	prose_plain_add(b, STR(PROSE_GAP), start);
	*VEC_PUSH(b->arena, &b->inserts) = node;
}
