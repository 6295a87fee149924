/* Inputs made to be slow, deep or large: read in linear time, with few messages. */
#include "syntax_support.h"

#include <time.h>

#define COUNT 200000
/* Far more than any of them takes, far less than a quadratic algorithm would. */
#define SECONDS 5.0

struct repeated {
	const char *before;
	const char *unit;
	const char *between;
	const char *unit2;
	const char *after;
};

static char *
repeat(const struct repeated *r, size_t *len)
{
	struct buf b = {0};

	buf_puts(&b, r->before);
	for (int i = 0; i < COUNT; i++)
		buf_puts(&b, r->unit);
	buf_puts(&b, r->between);
	for (int i = 0; i < COUNT; i++)
		buf_puts(&b, r->unit2);
	buf_puts(&b, r->after);
	*len = b.len;
	return b.ptr;
}

static void
repetitions_are_read_in_linear_time(void **state)
{
	static const struct repeated rows[] = {
		{"", "a {", "", "}", ""},
		{"", "a {\n", "", "", ""},
		{"", "a {}", "  a {", "", ""},
		{"", "{", "", "}", ""},
		{"", "}\n", "", "", ""},
		{"", "a\n{\n", "", "", ""},
		{"a ", "(", "\n", "", ""},
		{"a ", "([", "", ")", "\n"},
		{"a ", "[", "", ")", "\n"},
		{"", "a (\n", "", "", ""},
		{"", "a (b\n", "}\n", "", ""},
		{"", "\"", "", "", ""},
		{"", "a \"b\n", "", "", ""},
		{"a \"", "}", "", "", "\n"},
		{"a \"", "\\u", "", "", "\""},
		{"", "'", "", "", ""},
		{"", "\u201c", "", "", ""},
		{"", "a \"\"\"\n", "a \"\"\"", "", ""},
		{"", "\"\"\"\n", "", "", ""},
		{"a", "-.", "", "", ""},
		{"a", ":", "", "", ""},
		{"a ", "b@c ", "", "", ""},
		{"a ", "https://", "", "", ""},
		{"a https://", "?x", "", "", ""},
		{"", "\xff", "", "", ""},
		{"", "\xff a ", "", "", ""},
		{"", "a\u00a0b\n", "", "", ""},
		{"", "a ,\n,\n", "", "", ""},
		{"", "a b\n", "", "  }\n", ""},
		{"", "a b\n c d\n }\n", "", "", ""},
		{"", "a {\n b c\n", "", "", ""},
		{"", "<<<<<<< a\n", "", "", ""},
		{"a", "\u0301", "", "", ""},
		{"", "\n", "", "# ", ""},
		{"a \"\"\"\n", " \t", "b\n", "\tc\n", "\"\"\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *a = arena_new();
		size_t len;
		char *text = repeat(&rows[i], &len);
		clock_t start = clock();
		struct parsed p = parse_bytes(a, text, len);
		double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;

		if (seconds > SECONDS)
			fail_msg("%.1f seconds for row %zu, `%s`", seconds, i, rows[i].unit);
		assert_true(sink_total(p.sink) <= 1001);
		free(text);
		arena_free(a);
	}
}

static void
deep_nesting_is_told_once_and_skipped_to_its_end(void **state)
{
	static const struct repeated nest = {"", "a {", "", "}", "\nb c\nd {"};
	size_t len;
	char *text = repeat(&nest, &len);
	struct parsed p = parse_bytes(*state, text, len);

	assert_string_equal(diags_of(&p), "1:195-1:196 too_deep\n3:3-3:4 unclosed_block\n");
	assert_int_equal(p.tree->item_count, 67);
	free(text);
}

static void
too_many_mistakes_end_in_one_last_message(void **state)
{
	static const struct repeated strings = {"", "a \"b\n", "", "", ""};
	size_t len;
	char *text = repeat(&strings, &len);
	struct parsed p = parse_bytes(*state, text, len);
	uint32_t count;
	struct diag **all = sink_sorted(p.sink, p.sources, &count);

	assert_int_equal(count, 1001);
	assert_string_equal(all[1000]->name, "too_many_errors");
	/* All of the file was read nevertheless. */
	assert_int_equal(p.tree->item_count, COUNT);
	free(text);
}

static void
a_line_of_a_hundred_megabytes_is_one_token(void **state)
{
	size_t len = 100u << 20;
	char *text = malloc(len + 1);
	struct sources *sources = sources_new(*state);
	struct sink *sink = sink_new(*state);

	assert_non_null(text);
	memset(text, 'x', len);
	memcpy(text, "a \"", 3);
	text[len - 1] = '"';
	text[len] = '\0';
	struct tree *tree = tree_parse(
		*state, sources_add(sources, "a.isms", (struct str){text, len}, false), sink);
	assert_int_equal(tree->token_count, 3);
	assert_int_equal(sink_total(sink), 0);
	free(text);
}

static void
a_token_that_is_too_long_is_told_once(void **state)
{
	size_t len = 130u << 20;
	char *text = malloc(len + 1);
	struct sources *sources = sources_new(*state);
	struct sink *sink = sink_new(*state);
	uint32_t count;

	assert_non_null(text);
	memset(text, 'x', len);
	memcpy(text, "a b\nc ", 6);
	text[len] = '\0';
	struct tree *tree = tree_parse(
		*state, sources_add(sources, "a.isms", (struct str){text, len}, false), sink);
	struct diag **all = sink_sorted(sink, sources, &count);
	assert_int_equal(count, 1);
	assert_string_equal(all[0]->name, "token_too_long");
	assert_int_equal(tree->item_count, 2);
	assert_true(tree->items[1].broken);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(repetitions_are_read_in_linear_time),
		TEST(deep_nesting_is_told_once_and_skipped_to_its_end),
		TEST(too_many_mistakes_end_in_one_last_message),
		TEST(a_line_of_a_hundred_megabytes_is_one_token),
		TEST(a_token_that_is_too_long_is_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
