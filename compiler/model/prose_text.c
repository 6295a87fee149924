/* md4c's texts → text nodes. md4c hands over pointers into its input, so that each piece knows its place; what it made
 * itself (the indentation of code, a replaced NUL) counts as standing behind the text before it. */
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "model/prose_build.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* Where bytes lie in the text that is parsed; false when they are md4c's own. */
static bool
find_offset(const struct prose_builder *b, const char *bytes, size_t size, uint32_t *offset)
{
	uintptr_t base = (uintptr_t)b->input, at = (uintptr_t)bytes;

	if (at < base || at - base > b->text.len || size > b->text.len - (at - base))
		return false;
	*offset = (uint32_t)(at - base);
	return true;
}

static void
run_add(struct prose_builder *b, struct str s, uint32_t start, uint32_t end)
{
	struct prose_run *r = &b->run;
	uint32_t at = (uint32_t)r->bytes.len;

	if (s.len == 0)
		return;
	if (at == 0)
		r->start = start;
	r->end = end;
	b->last = end;
	if (r->pieces.len == 0 || start - r->pieces.ptr[r->pieces.len - 1].offset !=
					  at - r->pieces.ptr[r->pieces.len - 1].at)
		*VEC_PUSH(b->arena, &r->pieces) = (struct text_piece){at, start};
	buf_add(&r->bytes, s.ptr, s.len);
}

/* A piece of the text by its place. */
static void
run_add_text(struct prose_builder *b, uint32_t start, uint32_t end)
{
	run_add(b, (struct str){b->text.ptr + start, end - start}, start, end);
}

/* The place of what stands nowhere in the text: that of the next byte, or of the last one. */
static uint32_t
made_place(const struct prose_builder *b)
{
	return b->last > 0 && b->last >= b->text.len ? (uint32_t)b->text.len - 1 : b->last;
}

/* Bytes that stand nowhere in the text, all at one place. */
static void
run_add_made(struct prose_builder *b, struct str s)
{
	uint32_t last = b->last, place = made_place(b);

	for (size_t i = 0; i < s.len; i++)
		run_add(b, (struct str){s.ptr + i, 1}, place, last);
	b->last = last;
}

static bool
is_xml(uint32_t cp)
{
	return (cp >= 0x20 || cp == '\t' || cp == '\n') && !(cp >= 0x7f && cp < 0xa0) &&
	       !(cp >= 0xd800 && cp < 0xe000) && cp != 0xfffe && cp != 0xffff && cp <= 0x10ffff;
}

/* Whether nothing in it needs replacing: the common case, told without decoding. */
static bool
is_clean(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.ptr[i];
		uint32_t cp = c;
		size_t n = c < 0x80 ? 1 : utf8_decode(s.ptr + i, s.len - i, &cp);

		if (n == 0 || !is_xml(cp))
			return false;
		i += n;
	}
	return true;
}

/* A copy with a replacement character for whatever XML may not hold. */
static struct str
clean(struct arena *a, struct str s)
{
	struct str out = {arena_raw(a, s.len * 3 + 1), 0};
	char *to = (char *)(uintptr_t)out.ptr;

	for (size_t i = 0; i < s.len;) {
		uint32_t cp = 0;
		size_t n = utf8_decode(s.ptr + i, s.len - i, &cp);

		if (n == 0 || !is_xml(cp)) {
			memcpy(to + out.len, REPLACEMENT, 3);
			out.len += 3;
		} else {
			memcpy(to + out.len, s.ptr + i, n);
			out.len += n;
		}
		i += n == 0 ? 1 : n;
	}
	return out;
}

struct str
prose_take(struct prose_builder *b, struct span *span)
{
	struct prose_run *r = &b->run;
	struct str s = {r->bytes.ptr, r->bytes.len};

	*span = prose_span(b, r->start, r->end);
	if (s.len == 0)
		return (struct str){"", 0};
	if (!is_clean(s))
		s = clean(b->arena, s);
	else if (r->pieces.len == 1 && r->end - r->start == s.len &&
		 memcmp(b->text.ptr + r->start, s.ptr, s.len) == 0)
		s.ptr = b->text.ptr + r->start; /* as it stands: no copy */
	else
		s.ptr = arena_strndup(b->arena, s.ptr, s.len);
	r->bytes.len = 0;
	r->pieces.len = 0;
	return s;
}

void
prose_plain_run(struct prose_builder *b)
{
	const struct prose_run *r = &b->run;

	for (uint32_t i = 0; i < r->pieces.len; i++) {
		uint32_t at = r->pieces.ptr[i].at;
		uint32_t end =
			i + 1 < r->pieces.len ? r->pieces.ptr[i + 1].at : (uint32_t)r->bytes.len;

		prose_plain_add(
			b, (struct str){r->bytes.ptr + at, end - at}, r->pieces.ptr[i].offset);
	}
}

void
prose_plain_add(struct prose_builder *b, struct str s, uint32_t offset)
{
	uint32_t at = (uint32_t)b->plain.len;
	uint32_t last = b->plain_pieces.len - 1;

	if (s.len == 0 || b->plain.len + s.len > UINT32_MAX)
		return;
	if (b->plain_pieces.len == 0 ||
		offset - b->plain_pieces.ptr[last].offset != at - b->plain_pieces.ptr[last].at)
		*VEC_PUSH(b->arena, &b->plain_pieces) = (struct text_piece){at, offset};
	buf_add(&b->plain, s.ptr, s.len);
}

void
prose_plain_break(struct prose_builder *b)
{
	if (b->plain.len > 0 && b->plain.ptr[b->plain.len - 1] != '\n')
		prose_plain_add(b, STR("\n"), made_place(b));
}

static bool
is_blank(struct str s)
{
	return str_trim(s).len == 0;
}

void
prose_flush(struct prose_builder *b)
{
	struct str s = {b->run.bytes.ptr, b->run.bytes.len};
	struct prose_node *node;

	if (s.len == 0 || b->images > 0)
		return;
	if (prose_is_container(b->at->kind) && is_blank(s)) {
		b->run.bytes.len = b->run.pieces.len = 0;
		return;
	}
	prose_plain_run(b);
	node = prose_leaf(b, PROSE_TEXT, b->run.start, b->run.end);
	node->text = prose_take(b, &node->span);
}

/* What is wrong with brackets of references and insertions that have no end, or no beginning. */
static const struct {
	char bracket[4];
	enum diag_code code;
	const char *message;
	const char *help;
} loose_brackets[] = {
	{"[", DIAG_BAD_REFERENCE, "this reference is not closed",
		"close it with `]]` within two lines; for the brackets themselves write `\\[\\[`"},
	{"{", DIAG_BAD_INSERTION, "this insertion is not closed",
		"close it with `}}` within two lines; for the braces themselves write `\\{\\{`"},
	{"]", DIAG_BAD_REFERENCE, "this `]]` closes no reference",
		"write `[[` where it begins; for the brackets themselves write `\\]\\]`"},
	{"}", DIAG_BAD_INSERTION, "this `}}` closes no insertion",
		"write `{{` where it begins; for the braces themselves write `\\}\\}`"},
};

/* Whether brackets at `at` end what begins before them in their line: that was told, or it is escaped. */
static bool
is_opened(const struct prose_builder *b, uint32_t at)
{
	const char *text = b->text.ptr;
	char close = text[at], open = close == ']' ? '[' : '{';

	for (; at >= 2 && text[at - 1] != '\n'; at--) {
		if (text[at - 1] == open && text[at - 2] == open)
			return true;
		if (text[at - 1] == close && text[at - 2] == close)
			return false;
	}
	return false;
}

static void
check_loose(struct prose_builder *b, uint32_t start, uint32_t end)
{
	for (uint32_t i = start; i + 1 < end; i++) {
		char c = b->text.ptr[i];

		if (strchr("[]{}", c) == NULL || b->text.ptr[i + 1] != c ||
			((c == ']' || c == '}') && is_opened(b, i)))
			continue;
		for (size_t k = 0; k < sizeof(loose_brackets) / sizeof(loose_brackets[0]); k++) {
			if (loose_brackets[k].bracket[0] == c)
				prose_complain(b, loose_brackets[k].code, prose_span(b, i, i + 2),
					loose_brackets[k].help, "%s", loose_brackets[k].message);
		}
		while (i + 1 < end && b->text.ptr[i + 1] == c)
			i++;
	}
}

/* Text of the input in which references and insertions become nodes. */
static void
add_normal(struct prose_builder *b, uint32_t start, uint32_t end)
{
	while (b->region < b->regions.len && b->regions.ptr[b->region].end <= start)
		b->region++;
	for (uint32_t i = b->region; i < b->regions.len && b->regions.ptr[i].start < end; i++) {
		const struct prose_region *r = &b->regions.ptr[i];

		if (r->start < start)
			continue;
		check_loose(b, start, r->start);
		run_add_text(b, start, r->start);
		if (b->images > 0)
			run_add_text(b, r->start, r->end < end ? r->end : end);
		else
			prose_region_node(b, r);
		start = r->end < end ? r->end : end;
		b->region = i + 1;
	}
	check_loose(b, start, end);
	run_add_text(b, start, end);
}

static void
add_entity(struct prose_builder *b, uint32_t start, uint32_t end)
{
	struct str s = {b->text.ptr + start, end - start};
	uint32_t cp = prose_entity(s);
	char bytes[4];

	if (cp == 0) {
		add_normal(b, start, end);
		return;
	}
	if (utf8_is_bidi(cp)) {
		prose_complain(b, DIAG_BIDI_CONTROL, prose_span(b, start, end), NULL,
			"a bidirectional control character");
		cp = 0xfffd;
	}
	if (!is_xml(cp))
		cp = 0xfffd;
	run_add(b, (struct str){bytes, utf8_encode(cp, bytes)}, start, end);
}

/* Raw HTML is told once for a block, and for the tags that open something. */
static void
tell_html(struct prose_builder *b, uint32_t start, uint32_t end)
{
	bool closing = end - start > 1 && b->text.ptr[start + 1] == '/';

	if (b->in_html ? !b->html_told : !closing)
		prose_complain(b, DIAG_RAW_HTML, prose_span(b, start, end),
			"write it in Markdown; for the sign itself write `\\<`",
			"raw HTML is not allowed here");
	b->html_told = true;
}

static void
add_break(struct prose_builder *b)
{
	if (b->images > 0 || b->in_code || b->at->kind == PROSE_TITLE) {
		run_add_made(b, STR(" "));
		return;
	}
	prose_flush(b);
	prose_leaf(b, PROSE_BREAK, b->last, b->last);
	prose_plain_add(b, STR("\n"), made_place(b));
}

/* The end of a line within a paragraph, which has its place when nothing but blanks lies before it. */
static void
add_soft_break(struct prose_builder *b)
{
	uint32_t at = b->last;

	while (at < b->text.len && (b->text.ptr[at] == ' ' || b->text.ptr[at] == '\t'))
		at++;
	if (at == b->last && at < b->text.len && b->text.ptr[at] == '\n')
		run_add_text(b, at, at + 1);
	else
		run_add_made(b, STR("\n"));
}

int
prose_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *builder)
{
	struct prose_builder *b = builder;
	uint32_t start;

	if (type == MD_TEXT_BR) {
		add_break(b);
	} else if (type == MD_TEXT_SOFTBR) {
		add_soft_break(b);
	} else if (type == MD_TEXT_NULLCHAR) {
		run_add_made(b, STR(REPLACEMENT));
	} else if (!find_offset(b, text, size, &start)) {
		run_add_made(b, (struct str){text, size});
	} else if (type == MD_TEXT_ENTITY) {
		add_entity(b, start, start + size);
	} else if (type == MD_TEXT_HTML) {
		tell_html(b, start, start + size);
		run_add_text(b, start, start + size);
	} else if (type == MD_TEXT_CODE) {
		run_add_text(b, start, start + size);
	} else {
		add_normal(b, start, start + size);
	}
	return b->limit != NULL;
}

struct str
prose_attribute(struct prose_builder *b, const MD_ATTRIBUTE *attribute, struct span *span)
{
	struct buf out = {0};
	struct str s;
	uint32_t start;

	*span = (struct span){0, 0, 0};
	b->attributes += attribute->size;
	/* A definition that is used over and over makes the same target again each time. */
	if (b->attributes > b->text.len + (1u << 20))
		b->limit = "its link definitions are used too often";
	if (b->limit != NULL || attribute->size == 0)
		return (struct str){"", 0};
	if (find_offset(b, attribute->text, attribute->size, &start))
		*span = prose_span(b, start, start + attribute->size);
	for (unsigned i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
		MD_OFFSET at = attribute->substr_offsets[i];
		struct str part = {attribute->text + at, attribute->substr_offsets[i + 1] - at};
		uint32_t cp = attribute->substr_types[i] == MD_TEXT_ENTITY ? prose_entity(part) : 0;
		char bytes[4];

		if (cp != 0)
			part = (struct str){bytes, utf8_encode(cp, bytes)};
		else if (span_is(*span) && find_offset(b, part.ptr, part.len, &start))
			part.ptr = b->text.ptr + start;
		buf_str(&out, part);
	}
	s = (struct str){out.ptr, out.len};
	s = is_clean(s) ? (struct str){arena_strndup(b->arena, s.ptr, s.len), s.len}
			: clean(b->arena, s);
	buf_free(&out);
	return s;
}
