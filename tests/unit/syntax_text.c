/* STRING and TEXT tokens → their bytes and where each came from. */
#include "syntax_support.h"

/* The string of the first argument of the first item. */
static struct str
string_of(struct parsed *p, struct text_map *map)
{
	return tree_string(p->arena, p->tree, p->tree->items[0].args, map);
}

#define assert_string(state, text, expected)                                                       \
	do {                                                                                       \
		struct parsed p_ = parse(*(state), text);                                          \
		assert_str_is(string_of(&p_, NULL), expected);                                     \
		assert_int_equal(sink_total(p_.sink), 0);                                          \
	} while (0)

static void
escapes_are_resolved(void **state)
{
	assert_string(state, "a \"\"", "");
	assert_string(state, "a \"b \\\"c\\\" \\\\ \\n\\t.\"", "b \"c\" \\ \n\t.");
	assert_string(state, "a \"\\u{e9}\\u{20AC}\\u{1F600}\\u{0000e9}\"", "é€😀é");
}

static void
impossible_characters_cannot_be_escaped(void **state)
{
	assert_diags(state, "a \"\\u{0}\"", "1:4-1:9 bad_escape\n");
	assert_diags(state, "a \"\\u{d800}\"", "1:4-1:12 bad_escape\n");
	assert_diags(state, "a \"\\u{110000}\"", "1:4-1:14 bad_escape\n");
	assert_diags(state, "a \"\\u{202e}\"", "1:4-1:12 bad_escape\n");
	assert_diags(state, "a \"\\u{}\"", "1:4-1:8 bad_escape\n");
	assert_diags(state, "a \"\\u{0000020}\"", "1:4-1:15 bad_escape\n");
	assert_diags(state, "a \"\\u20\"", "1:4-1:6 bad_escape\n");
	assert_diags(state, "a \"\\é\"", "1:4-1:6 bad_escape\n");
}

static void
common_indentation_is_removed(void **state)
{
	assert_string(state, "a \"\"\"\n    b\n      c\n\n    d\n    \"\"\"", "b\n  c\n\nd\n");
	assert_string(state, "a \"\"\"\n    b\n  \"\"\"", "b\n");
	assert_string(state, "a \"\"\"\n\t\tb\n\t\t\tc\n\t\t\"\"\"", "b\n\tc\n");
	assert_string(state, "a \"\"\"\n  b\n \n  c\"\"\"", "b\n\nc");
	assert_string(state, "a \"\"\"\nb\n  c\n\"\"\"", "b\n  c\n");
}

static void
words_on_the_opening_line_keep_their_place(void **state)
{
	assert_string(state, "a \"\"\"b\"\"\"", "b");
	assert_string(state, "a \"\"\"b\n    c\n    d\n    \"\"\"", "b\nc\nd\n");
	assert_string(state, "a \"\"\"\"\"\"", "");
	assert_string(state, "a \"\"\"  \"\"\"", "");
	assert_string(state, "a \"\"\"\n\"\"\"", "");
	assert_string(state, "a \"\"\"  \n  b\n\"\"\"", "b\n");
	assert_string(state, "a \"\"\"say \"b\"\"\"\"", "say \"b\"");
	assert_string(state, "a \"\"\"\n  b \\n \\\n  \"\"\"", "b \\n \\\n");
}

static void
carriage_returns_at_ends_of_lines_are_dropped(void **state)
{
	assert_string(state, "a \"\"\"\r\n  b\r\n\r\n  c\r\n  \"\"\"\r\n", "b\n\nc\n");
}

static void
tabs_and_blanks_may_not_contradict_each_other(void **state)
{
	assert_diags(state, "a \"\"\"\n\tb\n    c\n    \"\"\"", "3:1-3:5 mixed_indent\n");
	assert_diags(state, "a \"\"\"\n  b\n  \tc\n  \"\"\"", "");
	assert_diags(state, "a \"\"\"\n \tb\n\t c\n \"\"\"", "3:1-3:3 mixed_indent\n");
	assert_diags(state, "a \"\"\"\n  b\n\n\t\n  c\n  \"\"\"", "");
}

/* Every byte of the text maps to the same byte of the source, a newline to the end of its line. */
static void
check_map(struct parsed *p)
{
	struct text_map map;
	struct str text = string_of(p, &map);

	assert_int_equal(map.source, p->tree->source);
	assert_true(map.len >= 1);
	for (uint32_t i = 0; i < text.len; i++) {
		struct span span = text_map_span(&map, i, i + 1);

		assert_true(span.end <= p->tree->text.len);
		/* An escape counts as its first byte. */
		if (((unsigned char)text.ptr[i] & 0xc0) == 0x80)
			continue;
		if (text.ptr[i] == '\n')
			assert_non_null(strchr("\r\n\\", p->tree->text.ptr[span.start]));
		else if (p->tree->text.ptr[span.start] != '\\')
			assert_int_equal(p->tree->text.ptr[span.start], text.ptr[i]);
	}
}

static void
every_byte_maps_to_its_place(void **state)
{
	static const char *const texts[] = {"a \"b\"", "a \"\"", "a \"b\\nc\\u{20ac}d\\\\\"",
		"a \"\"\"\n    b\n      c\n\n    d\n    \"\"\"", "a \"\"\"b\n  c\n  \"\"\"",
		"a \"\"\"\r\n  b\r\n  c\r\n\"\"\"", "a \"\"\"\"\"\"", "a \"\"\"\nb\"\"\""};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct parsed p = parse(*state, texts[i]);

		check_map(&p);
	}
}

static void
a_map_tells_line_and_column(void **state)
{
	struct parsed p = parse(*state, "a \"\"\"\n    one\n    two three\n    \"\"\"");
	struct text_map map;
	struct str text = string_of(&p, &map);
	struct span span = text_map_span(&map, 8, 13);
	struct place place = source_place(p.sources, span.source, span.start);

	assert_str_is(text, "one\ntwo three\n");
	assert_str_is(source_text(p.sources, span), "three");
	assert_int_equal(place.line, 3);
	assert_int_equal(place.column, 9);
	span = text_map_span(&map, 0, 3);
	assert_str_is(source_text(p.sources, span), "one");
	p = parse(*state, "a \"x\\ty\"");
	string_of(&p, &map);
	assert_str_is(source_text(p.sources, text_map_span(&map, 2, 3)), "y");
}

static void
broken_strings_give_what_they_have(void **state)
{
	struct parsed p = parse(*state, "a \"b c");

	assert_str_is(string_of(&p, NULL), "b c");
	p = parse(*state, "a \"b\\q\"");
	assert_str_is(string_of(&p, NULL), "b\\q");
	p = parse(*state, "a \"\"\"\n  b\n");
	assert_str_is(string_of(&p, NULL), "b\n");
	p = parse(*state, "a \"b\\\"");
	assert_str_is(string_of(&p, NULL), "b\"");
	p = parse(*state, "a \"");
	assert_str_is(string_of(&p, NULL), "");
	p = parse(*state, "a b");
	assert_str_is(string_of(&p, NULL), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(escapes_are_resolved),
		TEST(impossible_characters_cannot_be_escaped),
		TEST(common_indentation_is_removed),
		TEST(words_on_the_opening_line_keep_their_place),
		TEST(carriage_returns_at_ends_of_lines_are_dropped),
		TEST(tabs_and_blanks_may_not_contradict_each_other),
		TEST(every_byte_maps_to_its_place),
		TEST(a_map_tells_line_and_column),
		TEST(broken_strings_give_what_they_have),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
