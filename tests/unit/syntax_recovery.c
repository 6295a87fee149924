/* Mistakes: each gives one message at the right place, and what stands around it is read all the same. */
#include "syntax_support.h"

static void
bytes_that_are_no_text_are_told_by_the_run(void **state)
{
	assert_diags(state, "a \"b\xff\xfe\xfdz\"", "1:5-1:8 bad_utf8\n");
	assert_diags(state, "# \xc3(\n\xe2\x82 a b", "1:3-1:4 bad_utf8\n2:1-2:2 bad_utf8\n");
	assert_diags(state, "a \x01\x02 b", "1:3-1:5 bad_character\n");
	assert_diags(state, "a \"\"\"\n\x1b[0m\n\"\"\"", "2:1-2:2 bad_character\n");
	assert_diags(state, "a \"b\u202e c\"", "1:5-1:6 bidi_control\n");
	assert_diags(state, "a b\rc", "1:4-1:5 bad_character\n");
	assert_diags(state, "a \"\uffff\"", "1:4-1:5 bad_character\n");
	struct parsed p = parse_bytes(*state, "a \0\0b", 5);
	assert_string_equal(diags_of(&p), "1:3-1:5 bad_character\n");
	p = parse_bytes(*state,
		"\xff\xfe"
		"a\0b\0\"\0",
		8);
	assert_string_equal(diags_of(&p), "1:1-1:3 bad_utf8\n");
}

static void
a_file_full_of_such_bytes_is_told_briefly(void **state)
{
	struct buf b = {0};

	for (int i = 0; i < 500; i++)
		buf_puts(&b, "\xff a } ");
	struct parsed p = parse(*state, b.ptr);
	assert_int_equal(sink_total(p.sink), 21);
	buf_free(&b);
}

static void
characters_without_a_meaning(void **state)
{
	assert_diags(state, "a @ b\nc $d\n", "1:3-1:4 stray_character\n2:3-2:4 stray_character\n");
	assert_diags(state, "a && b", "1:3-1:5 stray_character\n");
	assert_diags(state, "a\u00a0b", "1:2-1:3 stray_character\n");
	assert_diags(state, "a \u201cb c\u201d", "1:3-1:8 wrong_quotes\n");
	assert_diags(state, "a 'b c'\nd 'e", "1:3-1:8 wrong_quotes\n2:3-2:4 stray_character\n");
	assert_diags(state, "a b@c.org", "1:3-1:10 unquoted_address\n");
	assert_diags(state, "a https://b.c/d?e=f&g#h i", "1:3-1:24 unquoted_address\n");
}

static void
unclosed_strings_end_with_their_line(void **state)
{
	assert_diags(state, "a \"b\nc d\n", "1:3-1:5 unclosed_string\n");
	assert_dump(state, "a \"b {\n  c d\n}\n", "1:1 a (broken) STRING \"b\n2:3   c WORD d\n");
	assert_dump(
		state, "a { b \"c; d e }\nf", "1:1 a\n1:5   b (broken) STRING \"c; d e\n2:1 f\n");
	assert_diags(state, "a { b \"c {d} e }\nf", "1:7-1:15 unclosed_string\n");
	assert_diags(state, "a \"b\n  c d\"\ne f\n", "1:3-1:5 unclosed_string\n");
	assert_diags(state, "a \"b\n  c \"d\"\ne f\n", "1:3-1:5 unclosed_string\n");
	assert_diags(state, "a \"b\\", "1:3-1:6 unclosed_string\n");
}

static void
a_missing_quote_is_found_in_its_line(void **state)
{
	assert_dump(state, "a \"b { c \"d\" }\ne\n",
		"1:1 a (broken) STRING \"b\n1:8   c STRING \"d\"\n2:1 e\n");
	assert_diags(state, "a \"b { c \"d\" }\ne\n", "1:3-1:5 unclosed_string\n");
	assert_diags(state, "a { b \"c; d \"e\" }\n", "1:7-1:9 unclosed_string\n");
	assert_diags(state, "a b {c.d}, e (f's\"\ng h\n", "1:18-1:19 unclosed_string\n");
	assert_dump(state, "a { b c d\" }\ne\n", "1:1 a\n1:5   b (broken) BAD c d\"\n2:1 e\n");
}

static void
a_text_without_its_opening_quotes_is_no_code(void **state)
{
	assert_diags(state,
		"a {\n  b\n    It's [[c|d]]; {{ e }} \"f.\n\n    G:\n    \"\"\"\n  h \"\"\"\n    "
		"i\n    "
		"\"\"\"\n}\nj k\n",
		"6:5-6:8 unclosed_text\n");
	assert_diags(state, "a {\n  b c d.\"\"\"\n  e f\n}\n", "2:9-2:12 unclosed_text\n");
}

static void
unclosed_texts_end_before_the_next_declaration(void **state)
{
	const char *one = "policy p {\n  text \"\"\"\n    b c\n}\n\npolicy q {\n  text \"\"\"\n    "
			  "d\n    \"\"\"\n}\n";

	assert_diags(state, one, "2:8-2:11 unclosed_text\n");
	assert_dump(state, one,
		"1:1 policy WORD p\n"
		"2:3   text (broken) TEXT \"\"\"\\n    b c\n"
		"6:1 policy WORD q\n"
		"7:3   text TEXT \"\"\"\\n    d\\n    \"\"\"\n");
	assert_diags(state, "p {\n  a \"\"\"\n    b\n  c \"\"\"\n    d\n    \"\"\"\n}\n",
		"2:5-2:8 unclosed_text\n");
	assert_diags(state, "p {\n  a \"\"\"\n    b\n", "2:5-2:8 unclosed_text\n");
	assert_diags(state, "p {\n  a \"\"\"\n  b\n\nq r {\n  c d\n}\n",
		"1:3-1:4 unclosed_block\n2:5-2:8 unclosed_text\n");
}

static void
closed_texts_may_hold_declarations(void **state)
{
	assert_diags(
		state, "test t {\n  given \"\"\"\nrisk R-9 {\n  a 1\n}\n  text \"\"\"\n}\n", "");
}

static void
unclosed_blocks_are_found_by_indentation(void **state)
{
	assert_diags(state, "risk a {\n  b c\n\nrisk d {\n  e f\n}\n", "1:8-1:9 unclosed_block\n");
	assert_diags(state, "risk a {\n  b {\n    c d\n  e f\n}\nrisk g {\n  h i\n}\n",
		"2:5-2:6 unclosed_block\n");
	assert_diags(state, "risk a {\n  b {\n    c d\n}\nrisk g {\n  h i\n}\n",
		"2:5-2:6 unclosed_block\n");
	assert_diags(state, "risk a {\n  b {\n    c d\n", "2:5-2:6 unclosed_block\n");
	assert_dump(state, "risk a {\n  b {\n    c d\n  e f\n}\nrisk g {}\n",
		"1:1 risk WORD a\n2:3   b (broken)\n3:5     c WORD d\n4:3   e WORD f\n6:1 risk "
		"WORD g\n");
}

static void
blocks_that_pair_mean_the_same_whatever_their_layout(void **state)
{
	assert_dump(state, "a {\nb {\nc d\n}\n    }\ne f\n",
		"1:1 a\n2:1   b\n3:1     c WORD d\n6:1 e WORD f\n");
	assert_diags(state, "a {\n  b {\n c d\n    }\n  }\n", "");
}

static void
stray_closes_are_told_once(void **state)
{
	assert_diags(state, "a b\n}\nc {\n  d e\n}\n", "2:1-2:2 stray_close\n");
	assert_diags(state, "a {\n  b c\n  }\n  d e\n}\nf {\n  g h\n}\n", "3:3-3:4 stray_close\n");
}

static void
a_missing_brace_is_found_by_indentation(void **state)
{
	const char *text = "risk a\n  b c\n  d {\n    e f\n  }\n}\nrisk g {\n  h i\n}\n";

	assert_diags(state, text, "1:1-1:7 missing_open\n");
	assert_dump(state, text,
		"1:1 risk WORD a\n"
		"2:3   b WORD c\n"
		"3:3   d\n"
		"4:5     e WORD f\n"
		"7:1 risk WORD g\n"
		"8:3   h WORD i\n");
	assert_diags(state, "a {\n  b\n    c d\n  }\n  e f\n}\n", "2:3-2:4 missing_open\n");
	assert_diags(state, "a b\n{\n  c d\n}\n", "2:1-2:2 open_on_own_line\n");
	assert_diags(state, "{ a b }\nc d\n", "1:1-1:2 unexpected\n");
}

static void
parentheses_pair_within_an_item(void **state)
{
	assert_diags(state, "a (b\nc d\n", "1:3-1:4 unclosed_paren\n");
	assert_dump(state, "a (b\nc d\n", "1:1 a (broken) LPAREN ( WORD b\n2:1 c WORD d\n");
	assert_diags(state, "a { b (c }\nd", "1:7-1:8 unclosed_paren\n");
	assert_diags(state, "a (b {\n  c d\n}\n", "1:3-1:4 unclosed_paren\n");
	assert_diags(state, "a b)\nc d\n", "1:4-1:5 stray_paren\n");
	assert_diags(state, "a (b [c)\nd e\n", "1:6-1:7 unclosed_paren\n");
	assert_diags(state, "a (b]\n", "1:5-1:6 stray_paren\n");
}

static void
habits_of_other_languages(void **state)
{
	assert_diags(state, "a {\n  b: c\n  d = e\n}\n",
		"2:4-2:5 needless_sign\n3:5-3:6 needless_sign\n");
	assert_dump(state, "b: c\nd:\n  e f\n",
		"1:1 b\n1:2  COLON : WORD c\n2:1 d (broken)\n2:2  COLON :\n3:3 e WORD f\n");
	assert_diags(state, "a b, c,\n", "1:7-1:8 dangling_comma\n");
	assert_diags(state, "a { b c, }\n", "1:8-1:9 dangling_comma\n");
	assert_diags(state, "// b c\nd e\n", "1:1-1:2 unexpected\n");
	assert_diags(state, "\"a\"\n\"b\"\n- c\nd e\n", "1:1-1:4 unexpected\n");
	assert_diags(state, "a {\n<<<<<<< HEAD\n  b c\n=======\n  b d\n>>>>>>> x\n}\n",
		"2:1-2:8 merge_conflict\n");
}

static void
several_mistakes_are_all_told(void **state)
{
	assert_diags(state,
		"risk a {\n  b \"c\n  d (e\n}\n}\nrisk f \"\\q\" {\n  g @\n}\nrisk h {\n",
		"2:5-2:7 unclosed_string\n3:5-3:6 unclosed_paren\n5:1-5:2 stray_close\n"
		"6:9-6:11 bad_escape\n7:5-7:6 stray_character\n9:8-9:9 unclosed_block\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(bytes_that_are_no_text_are_told_by_the_run),
		TEST(a_file_full_of_such_bytes_is_told_briefly),
		TEST(characters_without_a_meaning),
		TEST(unclosed_strings_end_with_their_line),
		TEST(a_missing_quote_is_found_in_its_line),
		TEST(a_text_without_its_opening_quotes_is_no_code),
		TEST(unclosed_texts_end_before_the_next_declaration),
		TEST(closed_texts_may_hold_declarations),
		TEST(unclosed_blocks_are_found_by_indentation),
		TEST(blocks_that_pair_mean_the_same_whatever_their_layout),
		TEST(stray_closes_are_told_once),
		TEST(a_missing_brace_is_found_by_indentation),
		TEST(parentheses_pair_within_an_item),
		TEST(habits_of_other_languages),
		TEST(several_mistakes_are_all_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
