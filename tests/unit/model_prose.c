/* Prose: the shape of the tree, exact places, and whatever Markdown hostile people write. */
#include "support.h"

#include "base/buf.h"
#include "base/diag.h"
#include "model/prose.h"

struct fixture {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
	struct prose *prose;
	uint32_t source;
};

static const char *const names[] = {
	[PROSE_ROOT] = "root",
	[PROSE_SECTION] = "section",
	[PROSE_TITLE] = "title",
	[PROSE_PARAGRAPH] = "p",
	[PROSE_BULLETS] = "ul",
	[PROSE_NUMBERS] = "ol",
	[PROSE_ITEM] = "li",
	[PROSE_QUOTE] = "quote",
	[PROSE_CODE_BLOCK] = "pre",
	[PROSE_RULE] = "hr",
	[PROSE_TABLE] = "table",
	[PROSE_ROW] = "row",
	[PROSE_CELL] = "cell",
	[PROSE_TEXT] = "text",
	[PROSE_EMPHASIS] = "em",
	[PROSE_STRONG] = "strong",
	[PROSE_STRIKE] = "strike",
	[PROSE_CODE] = "code",
	[PROSE_LINK] = "link",
	[PROSE_IMAGE] = "image",
	[PROSE_BREAK] = "br",
	[PROSE_REF] = "ref",
	[PROSE_INSERT] = "insert",
};

/* Parses a text that stands in a source behind ten bytes of something else. */
static struct fixture
parse_bytes(struct arena *a, const char *text, size_t len)
{
	struct fixture f = {.arena = a, .sources = sources_new(a), .sink = sink_new(a)};
	char *bytes = arena_alloc(a, len + 11);
	struct text_piece *piece = arena_alloc(a, sizeof(*piece));
	struct text_map *map = arena_alloc(a, sizeof(*map));

	memcpy(bytes, "0123456789", 10);
	memcpy(bytes + 10, text, len);
	f.source = sources_add(f.sources, "a.isms", (struct str){bytes, len + 10}, false)->id;
	*piece = (struct text_piece){0, 10};
	*map = (struct text_map){f.source, 1, piece};
	f.prose = prose_parse(a, (struct str){bytes + 10, len}, map, f.sink);
	return f;
}

static struct fixture
parse(void **state, const char *text)
{
	return parse_bytes(*state, text, strlen(text));
}

static void
dump_open(struct buf *out, const struct prose_node *n)
{
	buf_printf(out, "(%s", names[n->kind]);
	if (n->kind == PROSE_TEXT || n->kind == PROSE_CODE || n->kind == PROSE_CODE_BLOCK ||
		n->kind == PROSE_INSERT || n->kind == PROSE_IMAGE)
		buf_printf(out, " %.*s", (int)n->text.len, n->text.ptr);
	if (n->kind == PROSE_REF)
		buf_printf(out, " %.*s/%.*s/%.*s", (int)n->kind_word.len, n->kind_word.ptr,
			(int)n->id_word.len, n->id_word.ptr, (int)n->text.len, n->text.ptr);
	if (n->kind == PROSE_LINK || n->kind == PROSE_IMAGE)
		buf_printf(out, " <%.*s>", (int)n->target.len, n->target.ptr);
	if (n->kind == PROSE_ROW && n->header)
		buf_puts(out, "*");
	if (n->kind == PROSE_SECTION)
		buf_printf(out, "%d", n->level);
	if (n->kind == PROSE_CELL && n->align != 0)
		buf_printf(out, ":%c", n->align);
}

/* The tree in one line. */
static const char *
dump(struct fixture f)
{
	struct buf out = {0};
	const struct prose_node *n = f.prose->root->child;
	const char *text;

	while (n != NULL) {
		dump_open(&out, n);
		if (n->child != NULL) {
			n = n->child;
			continue;
		}
		buf_putc(&out, ')');
		while (n->next == NULL && n->parent != f.prose->root) {
			n = n->parent;
			buf_putc(&out, ')');
		}
		n = n->next;
	}
	text = arena_strndup(f.arena, out.ptr == NULL ? "" : out.ptr, out.len);
	buf_free(&out);
	return text;
}

static const char *
source_of(struct fixture f, struct span span)
{
	struct str s = source_text(f.sources, span);

	return arena_strndup(f.arena, s.ptr, s.len);
}

static const char *
only_mistake(struct fixture f, const char **where)
{
	uint32_t count;
	struct diag **diags = sink_sorted(f.sink, f.sources, &count);

	*where = "";
	if (count != 1)
		return "not one mistake";
	*where = source_of(f, diags[0]->span);
	return diags[0]->name;
}

static void
shape(void **state)
{
	assert_string_equal(dump(parse(state, "a *b* **c** ~~d~~ `e`")),
		"(p(text a )(em(text b))(text  )(strong(text c))(text  )(strike(text d))(text  "
		")(code e))");
	assert_string_equal(
		dump(parse(state, "a\nb\n\nc  \nd")), "(p(text a\nb))(p(text c)(br)(text d))");
	assert_string_equal(dump(parse(state, "- a\n- b\n  1. c\n")),
		"(ul(li(p(text a)))(li(p(text b))(ol(li(p(text c))))))");
	assert_string_equal(dump(parse(state, "> a\n\n---\n\n```sh\nx\n y\n```\n")),
		"(quote(p(text a)))(hr)(pre x\n y\n)");
	assert_string_equal(dump(parse(state, "[a *b*](https://c.d/)")),
		"(p(link <https://c.d/>(text a )(em(text b))))");
	assert_string_equal(
		dump(parse(state, "![a *b*](c.png) d")), "(p(image a b <c.png>)(text  d))");
	assert_string_equal(dump(parse(state, "a &amp; b&#x20AC; &nosuch; \\*c")),
		"(p(text a & b\xe2\x82\xac &nosuch; *c))");
	assert_string_equal(dump(parse(state, "")), "");
}

static void
sections(void **state)
{
	assert_string_equal(dump(parse(state, "x\n# A\ny\n## B\n# C\nz")),
		"(p(text x))(section1(title(text A))(p(text y))(section2(title(text B))(p)))"
		"(section1(title(text C))(p(text z)))");
	/* No gaps, and nothing above the first level. */
	assert_string_equal(dump(parse(state, "### A\na\n###### B\nb\n#### C\nc\n# D\nd")),
		"(section1(title(text A))(p(text a))(section2(title(text B))(p(text b)))"
		"(section2(title(text C))(p(text c))))(section1(title(text D))(p(text d)))");
	assert_string_equal(
		dump(parse(state, "## A\n#\nb")), "(section1(title(text A))(p(text b)))");
	assert_string_equal(dump(parse(state, "- x\n\n  # A\n  b\n")),
		"(ul(li(p(text x))(p(strong(text A)))(p(text b))))");
	assert_string_equal(dump(parse(state, "a\nb\n===\n")), "(section1(title(text a\nb))(p))");
}

static void
tables(void **state)
{
	assert_string_equal(dump(parse(state, "|a|b|\n|:--|--:|\n|c|[[d\\|e]]|\n")),
		"(table(row*(cell:l(text a))(cell:r(text b)))(row(cell:l(text c))(cell:r(ref "
		"/d/e))))");
	/* A table of nothing but a head, cells without words, rows that are too short. */
	assert_string_equal(dump(parse(state, "|a|b|\n|---|---|\n")),
		"(table(row(cell(text a))(cell(text b))))");
	assert_string_equal(dump(parse(state, "|a|b|c|\n|---|---|---|\n| |d|\n|||\n")),
		"(table(row*(cell(text a))(cell(text b))(cell(text c)))(row(cell)(cell(text "
		"d)))(row(cell)))");
}

static void
references(void **state)
{
	struct fixture f =
		parse(state, "See [[A.5.15]], [[risk R-001|the *portal* risk]] and {{ a * b }}.");

	assert_string_equal(dump(f),
		"(p(text See )(ref /A.5.15/)(text , )(ref risk/R-001/the *portal* "
		"risk)(text  and )(insert a * b)(text .))");
	assert_int_equal(f.prose->ref_count, 2);
	assert_int_equal(f.prose->insert_count, 1);
	assert_int_equal(sink_total(f.sink), 0);
	assert_string_equal(source_of(f, f.prose->refs[0]->span), "A.5.15");
	assert_string_equal(source_of(f, f.prose->refs[1]->span), "risk R-001");
	assert_string_equal(source_of(f, f.prose->inserts[0]->span), "a * b");
	/* Nothing within is Markdown, and nothing within code is a reference. */
	assert_string_equal(dump(parse(state, "*[[a_b_c|x*y]]* `[[d]]` <!")),
		"(p(em(ref /a_b_c/x*y))(text  )(code [[d]])(text  <!))");
	assert_string_equal(dump(parse(state, "    {{ a }}\n")), "(pre {{ a }}\n)");
	assert_string_equal(dump(parse(state, "\\[[a]] \\[\\[b]] [[[c]]]")),
		"(p(text [[a]] [[b]] [)(ref /c/)(text ]))");
	/* Over the end of a line, also in a quotation. */
	assert_string_equal(dump(parse(state, "> [[risk\n> R-1|the\n> x")),
		"(quote(p(text [[risk\nR-1|the\nx)))");
	assert_string_equal(dump(parse(state, "> [[R-1|the\n> risk]] b")),
		"(quote(p(ref /R-1/the risk)(text  b)))");
	assert_string_equal(
		dump(parse(state, "[[a]](b) [[c]: d")), "(p(ref /a/)(text (b\x29 [[c]: d))");
	assert_string_equal(dump(parse(state, "# The [[a]]\n\nb")),
		"(section1(title(text The )(ref /a/))(p(text b)))");
	assert_string_equal(dump(parse(state, "{{ \"}}\" }} [x {{ y }}](z)")),
		"(p(insert \"}}\")(text  )(link <z>(text x )(insert y)))");
}

static void
mistakes(void **state)
{
	static const struct {
		const char *text, *name, *where, *tree;
	} rows[] = {
		{"a <b>c</b>", "raw_html", "<b>", "(p(text a <b>c</b>))"},
		{"<div>\nx\n</div>\n", "raw_html", "<div>", "(p(text <div>\nx\n</div>\n))"},
		{"a <!-- b --> c", "raw_html", "<!-- b -->", "(p(text a <!-- b --> c))"},
		{"[a](javascript:b)", "bad_link", "javascript:b", "(p(text a))"},
		{"[a](JaVaScript&#58;b)", "bad_link", "[a", "(p(text a))"},
		{"[a](<java\tscript:b>)", "bad_link", "java\tscript:b", "(p(text a))"},
		{"[a](//b.c)", "bad_link", "//b.c", "(p(text a))"},
		{"[a](#b)", "bad_link", "#b", "(p(text a))"},
		{"![a](https://b.c/d.png)", "bad_link", "https://b.c/d.png", "(p(text a))"},
		{"![a](data:b)", "bad_link", "data:b", "(p(text a))"},
		{"a [[b c d]]", "bad_reference", "[[b c d]]", "(p(text a )(text [[b c d]]))"},
		{"a [[]]", "bad_reference", "[[]]", "(p(text a )(text [[]]))"},
		{"a [[b", "bad_reference", "[[", "(p(text a [[b))"},
		{"[a [[b]]](c)", "bad_reference", "[[b]]", "(p(link <c>(text a )(text b)))"},
		{"a {{ b", "bad_insertion", "{{", "(p(text a {{ b))"},
		{"a {{ }}", "bad_insertion", "{{ }}", "(p(text a ))"},
		{"a&#x202e;b", "bidi_control", "&#x202e;",
			"(p(text a\xef\xbf\xbd"
			"b))"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture f = parse(state, rows[i].text);
		const char *where;

		assert_string_equal(only_mistake(f, &where), rows[i].name);
		assert_string_equal(where, rows[i].where);
		assert_string_equal(dump(f), rows[i].tree);
	}
}

static void
plain_text(void **state)
{
	struct fixture f =
		parse(state, "# One\nTwo *three*\nfo&amp;ur [[a|five six]]\n\n- `seven`\n");
	const char *at;

	assert_str_is(f.prose->plain, "One\nTwo three\nfo&ur five six\nseven");
	at = strstr(f.prose->plain.ptr, "three");
	uint32_t start = (uint32_t)(at - f.prose->plain.ptr);
	assert_string_equal(
		source_of(f, text_map_span(&f.prose->plain_map, start, start + 5)), "three");
	at = strstr(f.prose->plain.ptr, "ur five");
	start = (uint32_t)(at - f.prose->plain.ptr);
	assert_string_equal(
		source_of(f, text_map_span(&f.prose->plain_map, start, start + 2)), "ur");
}

static const char *
place_in_plain(struct fixture f, const char *words)
{
	const char *at = strstr(f.prose->plain.ptr, words);
	uint32_t start;

	if (at == NULL)
		return "nowhere";
	start = (uint32_t)(at - f.prose->plain.ptr);
	return source_of(
		f, text_map_span(&f.prose->plain_map, start, start + (uint32_t)strlen(words)));
}

/* What is inserted stands in the plain words at the place of its insertion, once it is known. */
static void
insertions_in_plain_text(void **state)
{
	struct fixture f = parse(state, "At *least* {{ n }} days.\n\n{{ all }}\n\nSee [[a]]{{b}}\n"
					"{{ lost }}, {{ end }}\n");
	static const char *const values[] = {"14", "one\ntwo", "!", "", "fin"};

	assert_str_is(f.prose->plain, "At least " PROSE_GAP " days.\n" PROSE_GAP "\nSee a" PROSE_GAP
				      "\n" PROSE_GAP ", " PROSE_GAP);
	assert_string_equal(place_in_plain(f, PROSE_GAP "\nSee"), "all }}\n\nSee");
	prose_fill(f.arena, f.prose);
	assert_string_equal(place_in_plain(f, "days."), "days.");
	assert_int_equal(f.prose->insert_count, 5);
	for (uint32_t i = 0; i < 5; i++)
		f.prose->inserts[i]->value = str_of(values[i]);
	prose_fill(f.arena, f.prose);
	assert_str_is(f.prose->plain, "At least 14 days.\none\ntwo\nSee a!\n" PROSE_GAP ", fin");
	assert_string_equal(place_in_plain(f, "least"), "least");
	assert_string_equal(place_in_plain(f, "14"), "n");
	assert_string_equal(place_in_plain(f, "least 14 days"), "least* {{ n }} days");
	assert_string_equal(place_in_plain(f, "days."), "days.");
	assert_string_equal(place_in_plain(f, "one\ntwo"), "all");
	assert_string_equal(place_in_plain(f, "See a"), "See [[a");
	assert_string_equal(place_in_plain(f, ", "), ", ");
	assert_string_equal(place_in_plain(f, "fin"), "end");
}

/* Through indentation that was removed, as of a text in three quotes. */
static void
places(void **state)
{
	struct arena *a = *state;
	struct sources *sources = sources_new(a);
	struct sink *sink = sink_new(a);
	const char *file = "    See\n    the [[x]]\n";
	struct source *source = sources_add(sources, "a.isms", str_of(file), false);
	struct text_piece pieces[] = {{0, 4}, {4, 12}};
	struct text_map map = {source->id, 2, pieces};
	struct prose *p = prose_parse(a, STR("See\nthe [[x]]\n"), &map, sink);

	assert_str_is(source_text(sources, p->refs[0]->span), "x");
	assert_str_is(p->plain, "See\nthe x");
	assert_str_is(source_text(sources, text_map_span(&p->plain_map, 4, 7)), "the");
	assert_str_is(source_text(sources, p->root->child->child->span), "See\n    the ");
}

/* Whether a node may stand within another, as DocBook has it. */
static bool
may_hold(const struct prose_node *parent, const struct prose_node *n)
{
	bool block = n->kind == PROSE_PARAGRAPH || n->kind == PROSE_BULLETS ||
		     n->kind == PROSE_NUMBERS || n->kind == PROSE_QUOTE ||
		     n->kind == PROSE_CODE_BLOCK || n->kind == PROSE_RULE || n->kind == PROSE_TABLE;

	switch (parent->kind) {
	case PROSE_ROOT:
		return block || n->kind == PROSE_SECTION;
	case PROSE_SECTION:
		return block || n->kind == PROSE_SECTION ||
		       (n->kind == PROSE_TITLE && parent->child == n);
	case PROSE_ITEM:
	case PROSE_QUOTE:
		return block;
	case PROSE_BULLETS:
	case PROSE_NUMBERS:
		return n->kind == PROSE_ITEM;
	case PROSE_TABLE:
		return n->kind == PROSE_ROW;
	case PROSE_ROW:
		return n->kind == PROSE_CELL;
	case PROSE_TITLE:
		return n->kind >= PROSE_TEXT && n->kind != PROSE_BREAK;
	case PROSE_TEXT:
	case PROSE_CODE:
	case PROSE_CODE_BLOCK:
	case PROSE_RULE:
	case PROSE_BREAK:
	case PROSE_REF:
	case PROSE_INSERT:
	case PROSE_IMAGE:
		return false;
	default:
		return n->kind >= PROSE_TEXT;
	}
}

static void
check_children(const struct prose_node *n)
{
	uint32_t count = 0, bodies = 0;
	bool sections = false;

	for (const struct prose_node *c = n->child; c != NULL; c = c->next) {
		assert_true(may_hold(n, c));
		assert_ptr_equal(c->parent, n);
		assert_true(c->next != NULL || n->last == c);
		count += c->kind != PROSE_RULE && c->kind != PROSE_TITLE;
		bodies += c->kind == PROSE_ROW && !c->header;
		assert_false(sections && c->kind != PROSE_SECTION);
		sections = sections || c->kind == PROSE_SECTION;
		if (n->kind == PROSE_SECTION || n->kind == PROSE_ROOT)
			assert_true(c->kind != PROSE_SECTION || c->level == n->level + 1);
	}
	if (n->kind == PROSE_SECTION || n->kind == PROSE_BULLETS || n->kind == PROSE_NUMBERS ||
		n->kind == PROSE_ITEM || n->kind == PROSE_QUOTE || n->kind == PROSE_ROW)
		assert_true(count > 0);
	if (n->kind == PROSE_TABLE)
		assert_true(bodies > 0);
	if (n->kind == PROSE_SECTION)
		assert_int_equal(n->child->kind, PROSE_TITLE);
}

static void
check_tree(struct fixture f)
{
	uint32_t depth = 0;
	const struct prose_node *n = f.prose->root;

	while (n != NULL) {
		check_children(n);
		assert_true(n->kind != PROSE_LINK || n->target.len > 0);
		assert_true(n->span.end <= sources_get(f.sources, f.source)->text.len);
		assert_true(depth <= 41);
		if (n->child != NULL) {
			n = n->child;
			depth++;
			continue;
		}
		while (n != NULL && n->next == NULL) {
			n = n->parent;
			depth--;
		}
		if (n != NULL)
			n = n->next;
	}
}

/* Short texts put together from pieces that mean something, in an order that is always the same. */
static void
hostile_pieces(void **state)
{
	static const char *const pieces[] = {"#", " ", "\n", "\n\n", "- ", "> ", "1. ", "|",
		"|a|b|\n|---|---|\n", "|---|---|\n", "a", "*", "**", "_", "`", "```", "[[", "]]",
		"{{", "}}", "[", "](", ")", "!", "<b>", "<", ">", "&amp;", "&#0;", "\\", "    ",
		"\t", "---\n", "===\n", "~~", "[a]: b\n", "[a]", "|a|b|\n", "\"", "\r\n",
		"\xc3\xa9", "\x01", "\xff", "=", ":", "{{x}}", "[[y|z]]", "<!--", "-->"};
	uint32_t seed = 27001;

	for (int round = 0; round < 4000; round++) {
		struct arena *a = arena_new();
		struct buf text = {0};

		for (int i = 0; i < 30; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_puts(&text, pieces[(seed >> 8) % (sizeof(pieces) / sizeof(pieces[0]))]);
		}
		check_tree(parse_bytes(a, text.ptr, text.len));
		buf_free(&text);
		arena_free(a);
	}
	(void)state;
}

/* Repeated many times over, nothing takes long and nothing overflows. */
static void
hostile_sizes(void **state)
{
	static const char *const pieces[] = {"> ", "- ", "*a ", "[", "[[", "[[a", "{{", "{{\"", "`",
		"[a](", "|", "#\n", "a\n", "|a\n", "- a\n", "&", "\\", "<", "<a ", "![", "**a_b",
		"\n", "[[a]]", "{{a}}", "[a](\n", "~", "\"", "1) ", "* * *\n"};

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct arena *a = arena_new();
		struct buf text = {0};

		while (text.len < 200000)
			buf_puts(&text, pieces[i]);
		check_tree(parse_bytes(a, text.ptr, text.len));
		buf_free(&text);
		arena_free(a);
	}
	(void)state;
}

static void
limits(void **state)
{
	struct buf text = {0};
	const char *where;

	for (int i = 0; i < 5000; i++)
		buf_puts(&text, "a\n");
	assert_string_equal(
		only_mistake(parse_bytes(*state, text.ptr, text.len), &where), "prose_too_large");
	buf_free(&text);
	for (int i = 0; i < 65; i++)
		buf_puts(&text, "|a");
	buf_puts(&text, "|\n");
	for (int i = 0; i < 65; i++)
		buf_puts(&text, "|---");
	buf_puts(&text, "|\n|b|\n");
	check_tree(parse_bytes(*state, text.ptr, text.len));
	assert_string_equal(
		only_mistake(parse_bytes(*state, text.ptr, text.len), &where), "prose_too_large");
	buf_free(&text);
	buf_puts(&text, "[a]: /b");
	for (int i = 0; i < 4000; i++)
		buf_putc(&text, 'b');
	buf_puts(&text, "\n\n");
	for (int i = 0; i < 4000; i++)
		buf_puts(&text, "[a] ");
	check_tree(parse_bytes(*state, text.ptr, text.len));
	buf_free(&text);
	for (int i = 0; i < 60; i++)
		buf_puts(&text, "> ");
	buf_puts(&text, "a");
	struct fixture f = parse_bytes(*state, text.ptr, text.len);
	assert_string_equal(only_mistake(f, &where), "prose_depth");
	assert_non_null(strstr(dump(f), "(text a)"));
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shape, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(sections, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(tables, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(references, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(mistakes, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(plain_text, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			insertions_in_plain_text, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(places, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(hostile_pieces, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(hostile_sizes, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(limits, support_arena, support_arena_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
