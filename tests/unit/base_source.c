/* Places in sources, and the sink of diagnostics. */
#include "support.h"

#include "base/diag.h"
#include "base/source.h"

static void
assert_place(struct sources *s, uint32_t id, uint32_t offset, uint32_t line, uint32_t column)
{
	struct place p = source_place(s, id, offset);

	assert_int_equal(p.line, line);
	assert_int_equal(p.column, column);
}

static void
columns_are_characters(void **state)
{
	struct sources *s = sources_new(*state);

	sources_add(s, "a", STR("ab\n日本x\r\n\nend"), false);
	assert_place(s, 1, 0, 1, 1);
	assert_place(s, 1, 2, 1, 3);
	assert_place(s, 1, 3, 2, 1);
	assert_place(s, 1, 6, 2, 2);
	assert_place(s, 1, 9, 2, 3);
	assert_place(s, 1, 12, 3, 1);
	assert_place(s, 1, 13, 4, 1);
	assert_place(s, 1, 16, 4, 4);
	assert_place(s, 1, UINT32_MAX, 4, 4);
	assert_str_is(source_line(s, 1, 2), "日本x");
	assert_str_is(source_line(s, 1, 3), "");
	assert_str_is(source_line(s, 1, 4), "end");
	assert_str_is(source_line(s, 1, 0), "");
	assert_str_is(source_line(s, 1, 5), "");
}

static void
empty_and_unknown_sources(void **state)
{
	struct sources *s = sources_new(*state);

	assert_int_equal(sources_len(s), 0);
	assert_null(sources_get(s, 0));
	assert_null(sources_get(s, 1));
	assert_int_equal(sources_add(s, "empty", STR(""), true)->id, 1);
	assert_place(s, 1, 0, 1, 1);
	assert_place(s, 1, 5, 1, 1);
	assert_place(s, 7, 5, 1, 1);
	assert_str_is(source_line(s, 1, 1), "");
	sources_add(s, "newline", STR("\n"), false);
	assert_place(s, 2, 1, 2, 1);
	assert_str_is(source_line(s, 2, 2), "");
	assert_str_is(source_text(s, (struct span){2, 0, 9}), "\n");
	assert_str_is(source_text(s, (struct span){2, 9, 12}), "");
	assert_str_is(source_text(s, (struct span){2, 1, 0}), "");
	assert_str_is(source_text(s, (struct span){0, 0, 1}), "");
	assert_int_equal(sources_len(s), 2);
}

/* Across the steps of the table, on a line longer than several of them, against plain counting. */
static void
long_lines_count_right(void **state)
{
	struct sources *s = sources_new(*state);
	size_t len = 30001;
	char *text = arena_array(*state, len + 1, 1);
	uint32_t column = 1;

	for (size_t i = 0; i < len; i += 3)
		memcpy(text + i, i % 2 == 0 ? "日" : "abc", i + 3 <= len ? 3 : len - i);
	sources_add(s, "long", (struct str){text, len}, false);
	for (uint32_t i = 0; i < len; i++) {
		if (((unsigned char)text[i] & 0xc0) == 0x80)
			continue;
		assert_place(s, 1, i, 1, column);
		column++;
	}
}

static void
spans_join(void **state)
{
	struct span a = {1, 5, 9}, none = {0}, joined;

	(void)state;
	joined = span_join(a, (struct span){1, 2, 6});
	assert_int_equal(joined.start, 2);
	assert_int_equal(joined.end, 9);
	assert_int_equal(span_join(none, a).start, 5);
	assert_int_equal(span_join(a, none).end, 9);
	assert_int_equal(span_join(a, (struct span){2, 0, 99}).end, 9);
	assert_false(span_is(none));
}

static void
text_maps_lead_back(void **state)
{
	/* "ab" from 10, then "cd" from 20: what lay between is no part of the text. */
	struct text_piece pieces[] = {{0, 10}, {2, 20}};
	struct text_map m = {3, 2, pieces};
	struct span span = text_map_span(&m, 1, 2);

	(void)state;
	assert_int_equal(span.source, 3);
	assert_int_equal(span.start, 11);
	assert_int_equal(span.end, 12);
	span = text_map_span(&m, 1, 4);
	assert_int_equal(span.start, 11);
	assert_int_equal(span.end, 22);
	span = text_map_span(&m, 2, 2);
	assert_int_equal(span.start, 20);
	assert_int_equal(span.end, 20);
}

static void
sorted_by_path_and_once(void **state)
{
	struct sources *s = sources_new(*state);
	struct sink *sink = sink_new(*state), *other = sink_new(*state);
	uint32_t count;
	struct diag **all;

	sources_add(s, "z", STR("text"), false);
	sources_add(s, "a", STR("text"), false);
	diag_add(sink, DIAG_FILE_MISSING, (struct span){1, 0, 1}, "in z");
	diag_add(sink, DIAG_FILE_MISSING, (struct span){2, 3, 4}, "late in a");
	diag_add(other, DIAG_FILE_MISSING, (struct span){2, 1, 2}, "early in a");
	diag_add(other, DIAG_FILE_MISSING, (struct span){1, 0, 1}, "in z");
	diag_add(other, DIAG_FILE_MISSING, (struct span){0, 0, 0}, "nowhere");
	diag_add_rule(
		other, "rule", SEVERITY_WARNING, "6.1", (struct span){2, 1, 2}, "%s", "of a rule");
	sink_join(sink, other);
	assert_int_equal(sink_total(other), 0);
	assert_int_equal(sink_total(sink), 6);
	all = sink_sorted(sink, s, &count);
	assert_int_equal(count, 5);
	assert_string_equal(all[0]->message, "nowhere");
	assert_string_equal(all[1]->message, "early in a");
	assert_string_equal(all[2]->message, "of a rule");
	assert_string_equal(all[3]->message, "late in a");
	assert_string_equal(all[4]->message, "in z");
	assert_int_equal(sink_count(sink, SEVERITY_ERROR), 4);
	assert_int_equal(sink_count(sink, SEVERITY_WARNING), 1);
	assert_true(sink_has_error_in(sink, 2));
	assert_false(sink_has_error_in(sink, 3));
}

static void
empty_sink(void **state)
{
	struct sink *sink = sink_new(*state);
	uint32_t count = 9;

	sink_sorted(sink, sources_new(*state), &count);
	assert_int_equal(count, 0);
	assert_int_equal(sink_total(sink), 0);
}

/* Many findings and many related places take no quadratic time. */
static void
many_of_everything(void **state)
{
	struct sources *s = sources_new(*state);
	struct sink *sink = sink_new(*state);
	uint32_t count;
	struct diag *d = diag_add(sink, DIAG_FILE_MISSING, (struct span){0}, "first");

	for (int i = 0; i < 200000; i++) {
		diag_relate(sink, d, (struct span){0}, "%d", i);
		diag_add(sink, DIAG_FILE_MISSING, (struct span){0}, "%d", i % 1000);
	}
	assert_string_equal(d->related->text, "0");
	assert_string_equal(d->related->next->next->text, "2");
	sink_sorted(sink, s, &count);
	assert_int_equal(count, 1001);
}

static void
codes_are_found_by_name(void **state)
{
	(void)state;
	for (int i = 0; i < DIAG_RULE; i++) {
		const struct diag_info *info = diag_info((enum diag_code)i);

		assert_ptr_equal(diag_find(str_of(info->name)), info);
		assert_true(strlen(info->title) > 0 && strlen(info->explanation) > 0);
	}
	assert_null(diag_find(STR("no_such_code")));
	assert_null(diag_info(DIAG_COUNT));
	assert_string_equal(severity_name(SEVERITY_UNDECIDED), "undecided");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			columns_are_characters, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			empty_and_unknown_sources, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			long_lines_count_right, support_arena, support_arena_free),
		cmocka_unit_test(spans_join),
		cmocka_unit_test(text_maps_lead_back),
		cmocka_unit_test_setup_teardown(
			sorted_by_path_and_once, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(empty_sink, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			many_of_everything, support_arena, support_arena_free),
		cmocka_unit_test(codes_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
