/* Bytes → tokens. */
#include "syntax_support.h"

static void
words_hold_joints_but_do_not_end_in_them(void **state)
{
	assert_tokens(state, "A.8.5 R-001 2026-12-15 2.1 in_progress iso27001-2013:A.9.2.3",
		"WORD|A.8.5 WORD|R-001 WORD|2026-12-15 WORD|2.1 WORD|in_progress "
		"WORD|iso27001-2013:A.9.2.3");
	assert_tokens(state, "x. y- z: a:: b",
		"WORD|x DOT|. WORD|y MINUS|- WORD|z COLON|: WORD|a "
		"COLON|: COLON|: WORD|b");
	assert_tokens(state, "a--b a.-b a:b:c", "WORD|a--b WORD|a.-b WORD|a:b:c");
	assert_tokens(state, "a:-", "WORD|a COLON|: MINUS|-");
	assert_tokens(state, "f(x).name", "WORD|f LPAREN|( WORD|x RPAREN|) DOT|. WORD|name");
	assert_tokens(
		state, "any x in xs: x.y", "WORD|any WORD|x WORD|in WORD|xs COLON|: WORD|x.y");
	assert_tokens(state, "xs:(y)", "WORD|xs COLON|: LPAREN|( WORD|y RPAREN|)");
}

static void
minus_is_a_sign_unless_inside_a_word(void **state)
{
	assert_tokens(state, "a - b", "WORD|a MINUS|- WORD|b");
	assert_tokens(state, "a-b", "WORD|a-b");
	assert_tokens(state, "-3 a -b", "MINUS|- WORD|3 WORD|a MINUS|- WORD|b");
}

static void
letters_of_all_scripts_make_words(void **state)
{
	assert_tokens(state, "größe Δ 監査 аудит нормы.2 é",
		"WORD|größe WORD|Δ WORD|監査 WORD|аудит "
		"WORD|нормы.2 WORD|é");
	assert_tokens(state, "e\u0301", "WORD|e\u0301");
	assert_tokens(state, "a:é é:a", "WORD|a:é WORD|é:a");
	assert_tokens(state, "a🔥b", "WORD|a BAD|🔥 WORD|b");
	assert_tokens(state, "a–b", "WORD|a BAD|– WORD|b");
}

static void
signs_of_one_and_two_characters(void **state)
{
	assert_tokens(state, "a == = != < <= > >= + * / % , ; [ ] { }",
		"WORD|a EQ|== ASSIGN|= NE|!= LT|< LE|<= GT|> GE|>= PLUS|+ STAR|* SLASH|/ PERCENT|% "
		"COMMA|, SEMICOLON|; LBRACKET|[ RBRACKET|] OPEN|{ CLOSE|}");
	assert_tokens(state, "a===b", "WORD|a EQ|== ASSIGN|= WORD|b");
}

static void
comments_and_ends_of_lines_are_tokens(void **state)
{
	assert_tokens(state, "a # b \"c\n#\n", "WORD|a COMMENT|# b \"c NEWLINE COMMENT|# NEWLINE");
	assert_tokens(state, "a#b", "WORD|a COMMENT|#b");
	assert_tokens(state, "a\r\n#b\r\n\"c\"\r\n",
		"WORD|a NEWLINE COMMENT|#b NEWLINE STRING|\"c\" NEWLINE");
}

static void
strings_end_at_their_quote(void **state)
{
	assert_tokens(state, "\"a \\\" {b}\" \"\"", "STRING|\"a \\\" {b}\" STRING|\"\"");
	assert_tokens(state, "\"a\\\\\" b", "STRING|\"a\\\\\" WORD|b");
	assert_tokens(state, "\"a # b\"", "STRING|\"a # b\"");
}

static void
texts_end_at_the_last_three_quotes_of_a_run(void **state)
{
	assert_tokens(state, "a \"\"\"\n b \"c\" \"\"d\"\"\n\"\"\" e",
		"WORD|a TEXT|\"\"\"\n b \"c\" \"\"d\"\"\n\"\"\" WORD|e");
	assert_tokens(state, "a \"\"\"b \"c\"\"\"\" d", "WORD|a TEXT|\"\"\"b \"c\"\"\"\" WORD|d");
	assert_tokens(state, "a \"\"\"\"\"\" b", "WORD|a TEXT|\"\"\"\"\"\" WORD|b");
}

static void
a_byte_order_mark_at_the_start_is_skipped(void **state)
{
	struct parsed p = parse(*state, "\xef\xbb\xbfrisk a");

	assert_string_equal(tokens_of(&p), "WORD|risk WORD|a");
	assert_int_equal(sink_total(p.sink), 0);
	assert_int_equal(p.tree->tokens[0].start, 3);
	assert_diags(state,
		"risk \xef\xbb\xbf"
		"a",
		"1:6-1:7 stray_character\n");
}

/* Tokens ascend, do not overlap, and leave only blanks (and a byte order mark) between them. */
static void
check_lossless(struct arena *a, const char *bytes, size_t len)
{
	struct parsed p = parse_bytes(a, bytes, len);
	uint32_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	for (uint32_t i = 0; i < p.tree->token_count; i++) {
		const struct token *k = &p.tree->tokens[i];

		assert_true(k->start >= at);
		for (; at < k->start; at++)
			assert_true(bytes[at] == ' ' || bytes[at] == '\t');
		at = k->start + k->len;
		assert_true(k->len > 0 || k->kind == TOKEN_END);
	}
	assert_int_equal(at, len);
	assert_int_equal(p.tree->tokens[p.tree->token_count - 1].kind, TOKEN_END);
}

static void
every_byte_belongs_to_a_token_or_is_blank(void **state)
{
	static const char *const texts[] = {"", " ", "\n", "risk a { b \"c\" # d\n }\n",
		"\xef\xbb\xbf\ta", "a \"b", "a \"\"\"b", "\"", "\"\"\"", "\"\"\"\"\"", "\\", "\r",
		"a\r\nb\rc", "\xff\xfe", "é\xc3", "'a' \xe2\x80\x9c", "a \"\\", "a \"\\u{12"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_lossless(*state, texts[i], strlen(texts[i]));
}

static void
any_bytes_are_lossless_and_place_their_complaints(void **state)
{
	static const char alphabet[] =
		"a1._-:;,{}()[]\"\"\"\\ \n\r\t#=<>!@'\xc3\xa9\xe2\x80\x9c\xff";
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena *a = arena_new();
		char bytes[64];
		size_t len = (size_t)round % sizeof(bytes);

		for (size_t i = 0; i < len; i++) {
			seed = seed * 1103515245u + 12345u;
			/* The last character of the alphabet is its NUL, which is wanted too. */
			bytes[i] = alphabet[(seed >> 16) % sizeof(alphabet)];
		}
		check_lossless(a, bytes, len);
		struct parsed p = parse_bytes(a, bytes, len);
		uint32_t count;
		struct diag **all = sink_sorted(p.sink, p.sources, &count);
		for (uint32_t i = 0; i < count; i++) {
			assert_true(all[i]->span.start <= all[i]->span.end);
			assert_true(all[i]->span.end <= len);
		}
		assert_int_equal(p.tree->broken, count > 0);
		arena_free(a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_hold_joints_but_do_not_end_in_them),
		TEST(minus_is_a_sign_unless_inside_a_word),
		TEST(letters_of_all_scripts_make_words),
		TEST(signs_of_one_and_two_characters),
		TEST(comments_and_ends_of_lines_are_tokens),
		TEST(strings_end_at_their_quote),
		TEST(texts_end_at_the_last_three_quotes_of_a_run),
		TEST(a_byte_order_mark_at_the_start_is_skipped),
		TEST(every_byte_belongs_to_a_token_or_is_blank),
		TEST(any_bytes_are_lossless_and_place_their_complaints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
