/* Patterns, and the built-in files. */
#include "support.h"

#include "base/embed.h"
#include "base/pattern.h"

static struct pattern *
compile(void **state, const char *text)
{
	const char *message;
	size_t offset;
	struct pattern *p = pattern_compile(*state, str_of(text), &message, &offset);

	assert_non_null(p);
	return p;
}

static void
matches_anywhere(void **state)
{
	struct pattern *p = compile(state, "R-[0-9]{3}");
	size_t start, end;

	assert_int_equal(pattern_match(p, STR("see R-001.")), PATTERN_YES);
	assert_int_equal(pattern_match(p, STR("R-01")), PATTERN_NO);
	assert_int_equal(pattern_match(p, (struct str){NULL, 0}), PATTERN_NO);
	assert_int_equal(pattern_find(p, STR("é R-001."), &start, &end), PATTERN_YES);
	assert_int_equal(start, 3);
	assert_int_equal(end, 8);
	assert_int_equal(pattern_match(compile(state, ""), STR("")), PATTERN_YES);
	assert_int_equal(pattern_match(compile(state, "^.$"), STR("日")), PATTERN_YES);
	assert_int_equal(pattern_match(compile(state, "\\w"), STR("é")), PATTERN_YES);
}

static void
wrong_patterns_are_told(void **state)
{
	static const char *const wrong[] = {
		"(", "[a", "a{2,1}", "*", "\\C", "\xff", "(?<n>a)(?<n>b)"};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *message = NULL;
		size_t offset = SIZE_MAX;

		assert_null(pattern_compile(*state, str_of(wrong[i]), &message, &offset));
		assert_true(strlen(message) > 0);
		assert_true(offset <= strlen(wrong[i]));
	}
}

static void
huge_patterns_are_refused(void **state)
{
	char *text = arena_array(*state, 200001, 1);
	const char *message;
	size_t offset;

	memset(text, '(', 200000);
	assert_null(pattern_compile(*state, str_of(text), &message, &offset));
	memset(text, 'a', 200000);
	assert_null(pattern_compile(*state, str_of(text), &message, &offset));
}

static void
costly_matches_are_given_up(void **state)
{
	char *text = arena_array(*state, 50001, 1);

	memset(text, 'a', 50000);
	assert_int_equal(
		pattern_match(compile(state, "(a+)+$b|(a|a)*c"), str_of(text)), PATTERN_LIMIT);
	assert_int_equal(pattern_match(compile(state, "(x+x+)+y"), str_of(text)), PATTERN_NO);
	/* Deep, not costly: the small stack of the compiled form does not decide. */
	assert_int_equal(pattern_match(compile(state, "^(?:a|b)*$"), str_of(text)), PATTERN_YES);
}

static void
invalid_subjects_do_not_stop_it(void **state)
{
	assert_int_equal(pattern_match(compile(state, "b"), STR("a\xff\xfe b")), PATTERN_YES);
	assert_int_equal(pattern_match(compile(state, "a.b"), STR("a\xff"
								  "b")),
		PATTERN_NO);
}

static void
each_built_in_file_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < embedded_count; i++) {
		assert_ptr_equal(embedded_find(str_of(embedded_files[i].path)), &embedded_files[i]);
		assert_int_equal(embedded_files[i].bytes[embedded_files[i].len], 0);
	}
	assert_null(embedded_find(STR("")));
	assert_null(embedded_find(STR("zzz")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			matches_anywhere, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			wrong_patterns_are_told, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			huge_patterns_are_refused, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			costly_matches_are_given_up, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			invalid_subjects_do_not_stop_it, support_arena, support_arena_free),
		cmocka_unit_test(each_built_in_file_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
