/* Prose by md4c: its events become a tree of our own that is always well nested: headings become sections, bare text in items, cells and
 * quotes is put into paragraphs, and [[…]] and {{ … }} become nodes. */
#include "model/prose.h"

#include <md4c.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "base/vec.h"

#define LIMIT ((size_t)16 << 20)
#define DEPTH 40

struct reader {
	struct arena *arena;
	struct sink *sink;
	struct prose *prose;
	const struct text_map *map;
	struct str text;
	struct prose_node *at; /* where children go */
	struct prose_node *code; /* the code block being read, whose text is gathered */
	struct buf gathered;
	struct buf plain;
	struct prose_node *image;
	uint32_t skipped; /* levels below the bound */
	bool html;	  /* inside an HTML block */
	bool in_code;	  /* inside a code span */
	VEC(struct prose_node *) refs;
	VEC(struct prose_node *) inserts;
	VEC(struct prose_node *) links;
};

static struct span
span_of(const struct reader *r, const char *from, size_t len)
{
	if (from < r->text.ptr || from > r->text.ptr + r->text.len)
		return (struct span){ 0, 0, 0 };
	uint32_t start = (uint32_t)(from - r->text.ptr);
	return text_map_span(r->map, start, start + (uint32_t)len);
}

static struct prose_node *
add(struct reader *r, enum prose_kind kind)
{
	struct prose_node *n = arena_alloc(r->arena, sizeof *n);

	n->kind = kind;
	n->parent = r->at;
	if (r->at->last != NULL)
		r->at->last->next = n;
	else
		r->at->child = n;
	r->at->last = n;
	return n;
}

static bool
is_inline(enum prose_kind kind)
{
	return kind >= PROSE_TEXT || kind == PROSE_PARAGRAPH || kind == PROSE_TITLE || kind == PROSE_CELL;
}

static void
open_inline_home(struct reader *r)
{
	if (!is_inline(r->at->kind))
		r->at = add(r, PROSE_PARAGRAPH);
}

/* Blocks end a paragraph that we opened for bare text. */
static void
close_implied(struct reader *r)
{
	if (r->at->kind == PROSE_PARAGRAPH)
		r->at = r->at->parent;
}

/* A heading of level n closes the sections of its level and below; levels that were left out are not made up. */
static void
open_section(struct reader *r, unsigned level)
{
	while (r->at->kind == PROSE_SECTION && r->at->level >= level)
		r->at = r->at->parent;
	r->at = add(r, PROSE_SECTION);
	r->at->level = (uint8_t)level;
	r->at = add(r, PROSE_TITLE);
}

static struct str
attribute(struct reader *r, const MD_ATTRIBUTE *a)
{
	return (struct str){ arena_strndup(r->arena, a->text != NULL ? a->text : "", a->size), a->size };
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *r = context;
	uint32_t depth = 0;

	close_implied(r);
	for (const struct prose_node *n = r->at; n != NULL; n = n->parent)
		depth++;
	if (r->skipped > 0 || depth > DEPTH) {
		r->skipped++;
		return 0;
	}
	switch (type) {
	case MD_BLOCK_H: {
		/* Headings inside lists and quotes have no sections to open. */
		if (r->at->kind == PROSE_SECTION || r->at->kind == PROSE_ROOT)
			open_section(r, ((MD_BLOCK_H_DETAIL *)detail)->level);
		else
			r->at = add(r, PROSE_PARAGRAPH);
		break;
	}
	case MD_BLOCK_P:
		r->at = add(r, PROSE_PARAGRAPH);
		break;
	case MD_BLOCK_UL:
		r->at = add(r, PROSE_BULLETS);
		break;
	case MD_BLOCK_OL:
		r->at = add(r, PROSE_NUMBERS);
		r->at->number = ((MD_BLOCK_OL_DETAIL *)detail)->start;
		break;
	case MD_BLOCK_LI:
		r->at = add(r, PROSE_ITEM);
		break;
	case MD_BLOCK_QUOTE:
		r->at = add(r, PROSE_QUOTE);
		break;
	case MD_BLOCK_CODE:
		r->code = add(r, PROSE_CODE_BLOCK);
		r->code->target = attribute(r, &((MD_BLOCK_CODE_DETAIL *)detail)->lang);
		break;
	case MD_BLOCK_HTML:
		r->html = true;
		break;
	case MD_BLOCK_TABLE:
		r->at = add(r, PROSE_TABLE);
		r->at->number = ((MD_BLOCK_TABLE_DETAIL *)detail)->col_count;
		break;
	case MD_BLOCK_TR:
		r->at = add(r, PROSE_ROW);
		break;
	case MD_BLOCK_TH:
		r->at->header = true;
		/* fall through */
	case MD_BLOCK_TD: {
		static const char aligns[] = { [MD_ALIGN_DEFAULT] = 0, [MD_ALIGN_LEFT] = 'l', [MD_ALIGN_CENTER] = 'c',
			[MD_ALIGN_RIGHT] = 'r' };
		r->at = add(r, PROSE_CELL);
		r->at->align = aligns[((MD_BLOCK_TD_DETAIL *)detail)->align];
		break;
	}
	default:
		break;
	}
	return 0;
}

/* Lists, rows and quotes must hold something: an empty one gets an empty paragraph. */
static void
leave_node(struct reader *r)
{
	close_implied(r);
	if (r->at->child == NULL && (r->at->kind == PROSE_ITEM || r->at->kind == PROSE_QUOTE))
		add(r, PROSE_PARAGRAPH);
	if (r->at->parent != NULL)
		r->at = r->at->parent;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	(void)detail;
	if (r->skipped > 0) {
		r->skipped--;
		return 0;
	}
	switch (type) {
	case MD_BLOCK_CODE:
		r->code->text = (struct str){ arena_strndup(r->arena, r->gathered.ptr != NULL ? r->gathered.ptr : "", r->gathered.len),
			r->gathered.len };
		r->gathered.len = 0;
		r->code = NULL;
		break;
	case MD_BLOCK_HTML:
		r->html = false;
		break;
	case MD_BLOCK_H:
	case MD_BLOCK_P:
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		r->at = r->at->parent;
		buf_putc(&r->plain, '\n');
		break;
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
	case MD_BLOCK_LI:
	case MD_BLOCK_QUOTE:
	case MD_BLOCK_TABLE:
	case MD_BLOCK_TR:
		leave_node(r);
		break;
	default:
		break;
	}
	return 0;
}

/* Only addresses that a document may lead to. */
static bool
allowed(struct str target)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };

	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		if (str_starts(target, schemes[i]))
			return true;
	}
	return memchr(target.ptr, ':', target.len) == NULL && !str_starts(target, "//") && !str_starts(target, "/");
}

static void
open_link(struct reader *r, enum prose_kind kind, const MD_ATTRIBUTE *target)
{
	struct prose_node *n = add(r, kind);

	n->target = attribute(r, target);
	n->span = span_of(r, target->text, target->size);
	if (!allowed(n->target)) {
		diag_add(r->sink, DIAG_BAD_LINK, n->span, "a document may not link to `%.*s`", (int)n->target.len, n->target.ptr);
		n->target = STR("");
	}
	*VEC_PUSH(r->arena, &r->links) = n;
	r->at = n;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	if (r->skipped > 0)
		return 0;
	open_inline_home(r);
	switch (type) {
	case MD_SPAN_EM:
		r->at = add(r, PROSE_EMPHASIS);
		break;
	case MD_SPAN_STRONG:
		r->at = add(r, PROSE_STRONG);
		break;
	case MD_SPAN_DEL:
		r->at = add(r, PROSE_STRIKE);
		break;
	case MD_SPAN_CODE:
		r->in_code = true;
		break;
	case MD_SPAN_A:
		open_link(r, PROSE_LINK, &((MD_SPAN_A_DETAIL *)detail)->href);
		break;
	case MD_SPAN_IMG:
		open_link(r, PROSE_IMAGE, &((MD_SPAN_IMG_DETAIL *)detail)->src);
		break;
	default:
		break;
	}
	return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *r = context;

	(void)detail;
	if (r->skipped > 0)
		return 0;
	if (type == MD_SPAN_CODE)
		r->in_code = false;
	else if (r->at->parent != NULL)
		r->at = r->at->parent;
	return 0;
}

static void
put_text(struct reader *r, struct str s)
{
	struct prose_node *n = add(r, r->in_code ? PROSE_CODE : PROSE_TEXT);

	n->text = (struct str){ arena_strndup(r->arena, s.ptr, s.len), s.len };
	n->span = span_of(r, s.ptr, s.len);
	buf_add(&r->plain, s.ptr, s.len);
}

/* "kind id|label" between the brackets. False when it is no reference. */
static bool
put_ref(struct reader *r, struct str inside)
{
	const char *bar = memchr(inside.ptr, '|', inside.len);
	struct str name = str_trim((struct str){ inside.ptr, bar != NULL ? (size_t)(bar - inside.ptr) : inside.len });
	struct str label = bar != NULL ? str_trim((struct str){ bar + 1, (size_t)(inside.ptr + inside.len - bar - 1) }) : STR("");
	const char *blank = memchr(name.ptr, ' ', name.len);

	/* In tables the bar is escaped, and md4c leaves the backslash to us. */
	if (bar != NULL && name.len > 0 && name.ptr[name.len - 1] == '\\')
		name = str_trim((struct str){ name.ptr, name.len - 1 });
	if (name.len == 0)
		return false;
	struct prose_node *n = add(r, PROSE_REF);
	n->span = span_of(r, inside.ptr, inside.len);
	n->text = (struct str){ arena_strndup(r->arena, label.ptr, label.len), label.len };
	if (blank != NULL && blank < name.ptr + name.len) {
		n->kind_word = (struct str){ name.ptr, (size_t)(blank - name.ptr) };
		n->id_word = str_trim((struct str){ blank, (size_t)(name.ptr + name.len - blank) });
	} else {
		n->id_word = name;
	}
	*VEC_PUSH(r->arena, &r->refs) = n;
	buf_str(&r->plain, label.len > 0 ? label : n->id_word);
	return true;
}

static void
put_insert(struct reader *r, struct str inside)
{
	struct prose_node *n = add(r, PROSE_INSERT);

	n->span = span_of(r, inside.ptr, inside.len);
	n->text = inside;
	n->value = inside;
	*VEC_PUSH(r->arena, &r->inserts) = n;
}

/* The end of what opens with two characters at s[at]; 0 when it does not end in this run. */
static size_t
closing(struct str s, size_t at, char c)
{
	for (size_t i = at + 2; i + 1 < s.len; i++) {
		if (s.ptr[i] == c && s.ptr[i + 1] == c)
			return i;
		if (s.ptr[i] == '\n')
			return 0;
	}
	return 0;
}

/* Plain text, cut at its references and insertions. */
static void
put_run(struct reader *r, struct str s)
{
	size_t done = 0;

	for (size_t i = 0; i + 1 < s.len; i++) {
		char c = s.ptr[i];
		if ((c != '[' && c != '{') || s.ptr[i + 1] != c)
			continue;
		size_t end = closing(s, i, c == '[' ? ']' : '}');
		if (end == 0)
			continue;
		if (i > done)
			put_text(r, (struct str){ s.ptr + done, i - done });
		struct str inside = { s.ptr + i + 2, end - i - 2 };
		if (c == '{')
			put_insert(r, inside);
		else if (!put_ref(r, inside))
			diag_add(r->sink, DIAG_BAD_REFERENCE, span_of(r, s.ptr + i, end + 2 - i), "this reference names nothing");
		i = end + 1;
		done = end + 2;
	}
	if (done < s.len)
		put_text(r, (struct str){ s.ptr + done, s.len - done });
}

/* The few entities that Markdown writers use; others stay as they are written. */
static struct str
entity_text(struct str s)
{
	static const struct {
		const char *name, *text;
	} rows[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&nbsp;", "\xc2\xa0" },
		{ "&ndash;", "\xe2\x80\x93" }, { "&mdash;", "\xe2\x80\x94" }, { "&hellip;", "\xe2\x80\xa6" }, { "&copy;", "\xc2\xa9" } };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (str_is(s, rows[i].name))
			return str_of(rows[i].text);
	}
	return s;
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *chars, MD_SIZE size, void *context)
{
	struct reader *r = context;
	struct str s = { chars, size };

	if (r->skipped > 0)
		return 0;
	if (r->code != NULL) {
		buf_add(&r->gathered, chars, size);
		buf_add(&r->plain, chars, size);
		return 0;
	}
	if (type == MD_TEXT_HTML) {
		if (str_trim(s).len > 0)
			diag_add(r->sink, DIAG_RAW_HTML, span_of(r, chars, size), "prose holds no HTML");
		return 0;
	}
	open_inline_home(r);
	switch (type) {
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		add(r, PROSE_BREAK);
		buf_putc(&r->plain, ' ');
		break;
	case MD_TEXT_ENTITY:
		put_text(r, entity_text(s));
		break;
	case MD_TEXT_NULLCHAR:
		break;
	default:
		if (r->in_code)
			put_text(r, s);
		else
			put_run(r, s);
	}
	return 0;
}

static uint32_t
count_words(struct str s)
{
	uint32_t n = 0;
	bool inside = false;

	for (size_t i = 0; i < s.len; i++) {
		bool blank = s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\t';
		n += !blank && !inside;
		inside = !blank;
	}
	return n;
}

struct prose *
prose_parse(struct arena *a, struct str source, const struct text_map *map, struct sink *sink)
{
	struct prose *p = arena_alloc(a, sizeof *p);
	struct reader r = { .arena = a, .sink = sink, .prose = p, .map = map, .text = source };
	MD_PARSER parser = { 0, MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, enter_block, leave_block, enter_span, leave_span, text,
		NULL, NULL };

	p->root = arena_alloc(a, sizeof *p->root);
	r.at = p->root;
	if (source.len > LIMIT)
		diag_add(sink, DIAG_PROSE_TOO_LARGE, text_map_span(map, 0, 1), "this text is larger than 16 MB");
	else
		md_parse(source.ptr, (MD_SIZE)source.len, &parser, &r);
	p->refs = r.refs.ptr;
	p->ref_count = r.refs.len;
	p->inserts = r.inserts.ptr;
	p->insert_count = r.inserts.len;
	p->links = r.links.ptr;
	p->link_count = r.links.len;
	p->plain = (struct str){ arena_strndup(a, r.plain.ptr != NULL ? r.plain.ptr : "", r.plain.len), r.plain.len };
	p->words = count_words(p->plain);
	p->plain_map = *map;
	buf_free(&r.plain);
	buf_free(&r.gathered);
	return p;
}
