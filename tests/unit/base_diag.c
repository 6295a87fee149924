/* The sink keeps as many diagnostics as anybody reads, and counts the rest. */
#include "support.h"

#include "base/diag.h"

/* More mistakes than anybody reads: the first are kept, all are counted, and warnings take no room from errors. */
static void
counts_beyond_the_limit(void **state)
{
	struct sink *sink = sink_new(*state);
	struct sources *sources = sources_new(*state);
	uint32_t file = sources_add(sources, "file", STR("text"), false)->id;
	uint32_t other = sources_add(sources, "other", STR("text"), false)->id;
	uint32_t count;

	for (uint32_t i = 0; i < SINK_LIMIT_IN_SOURCE + 500; i++) {
		struct diag *d = diag_add_rule(sink, "warn", SEVERITY_WARNING, NULL,
			(struct span){file, 0, 1}, "warning %u", (unsigned)i);

		diag_relate(sink, d, (struct span){file, 0, 1}, "here");
		diag_help(sink, d, "%s", "help");
		diag_fix(sink, d, (struct span){file, 0, 1}, "t");
	}
	assert_false(sink_has_error_in(sink, file));
	assert_int_equal(sink_beyond(sink, file), 500);
	diag_add(sink, DIAG_FILE_MISSING, (struct span){file, 0, 1}, "late");
	diag_add(sink, DIAG_FILE_MISSING, (struct span){other, 0, 1}, "elsewhere");
	assert_true(sink_has_error_in(sink, file));
	assert_int_equal(sink_beyond(sink, other), 0);
	assert_int_equal(sink_count(sink, SEVERITY_WARNING), SINK_LIMIT_IN_SOURCE + 500);
	assert_int_equal(sink_count(sink, SEVERITY_ERROR), 2);
	assert_int_equal(sink_total(sink), SINK_LIMIT_IN_SOURCE + 502);
	sink_sorted(sink, sources, &count);
	assert_int_equal(count, SINK_LIMIT_IN_SOURCE + 2);
	assert_int_equal(sink_total(sink), SINK_LIMIT_IN_SOURCE + 502);
}

/* Two sinks together keep no more than one, and lose no count. */
static void
counts_survive_joining(void **state)
{
	struct sink *sink = sink_new(*state), *from = sink_new(*state);
	const struct span place = {1, 0, 1};

	for (uint32_t i = 0; i < SINK_LIMIT_IN_SOURCE + 3; i++)
		diag_add(from, DIAG_FILE_MISSING, place, "%u", (unsigned)i);
	for (uint32_t i = 0; i < 7; i++)
		diag_add(sink, DIAG_FILE_MISSING, place, "own %u", (unsigned)i);
	sink_join(sink, from);
	assert_int_equal(sink_total(from), 0);
	assert_false(sink_has_error_in(from, 1));
	assert_int_equal(sink_total(sink), SINK_LIMIT_IN_SOURCE + 10);
	assert_int_equal(sink_beyond(sink, 1), 10);
	assert_int_equal(sink_count(sink, SEVERITY_ERROR), SINK_LIMIT_IN_SOURCE + 10);
}

/* All sources together have a limit as well. */
static void
counts_beyond_the_limit_of_all(void **state)
{
	struct sink *sink = sink_new(*state);

	for (uint32_t source = 1; source <= 20; source++) {
		for (uint32_t i = 0; i < SINK_LIMIT_IN_SOURCE; i++)
			diag_add(sink, DIAG_FILE_MISSING, (struct span){source, i, i}, "here");
	}
	assert_int_equal(sink_beyond(sink, 1), 0);
	assert_int_equal(sink_beyond(sink, 20), SINK_LIMIT_IN_SOURCE);
	assert_int_equal(sink_total(sink), 20 * SINK_LIMIT_IN_SOURCE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			counts_beyond_the_limit, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			counts_survive_joining, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			counts_beyond_the_limit_of_all, support_arena, support_arena_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
