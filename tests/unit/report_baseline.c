/* Findings that are known: their identities, the file, and what is taken out of a sink. */
#include "support.h"

#include "base/digest.h"
#include "report/baseline.h"

struct fixture {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof(*f));

	f->arena = a;
	f->sources = sources_new(a);
	sources_add(f->sources, "a.isms", STR("text\ntext\n"), false);
	f->sink = sink_new(a);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

static void
find(struct fixture *f, const char *rule, const char *entity, const char *about,
	const char *message, uint32_t at)
{
	struct diag *d = diag_add_rule(
		f->sink, rule, SEVERITY_ERROR, NULL, (struct span){1, at, at + 1}, "%s", message);

	d->entity = entity;
	d->about = about;
}

/* What the sink holds, written and read again. */
static struct tallies *
written_and_read(struct fixture *f)
{
	struct tallies *t = tallies_new(f->arena);
	struct buf out = {0};
	const char *why = NULL;

	baseline_add(t, f->sink, f->sources);
	baseline_write(&out, t);
	t = baseline_read(f->arena, (struct str){out.ptr, out.len}, &why);
	assert_non_null(t);
	buf_free(&out);
	return t;
}

static void
places_and_messages_do_not_count(void **state)
{
	struct fixture *f = *state;
	find(f, "owned", "risk R-1", "", "for 3 days", 0);
	struct tallies *t = written_and_read(f);

	f->sink = sink_new(f->arena);
	find(f, "owned", "risk R-1", "", "for 4 days", 5);
	assert_int_equal(baseline_hide(t, f->sink, f->sources, true), 1);
	assert_int_equal(sink_total(f->sink), 0);
	assert_int_equal(sink_count(f->sink, SEVERITY_ERROR), 0);
	assert_false(sink_has_error_in(f->sink, 1));
}

static void
all_else_does(void **state)
{
	struct fixture *f = *state;
	find(f, "owned", "risk R-1", "asset a", "x", 0);
	struct tallies *t = written_and_read(f);

	f->sink = sink_new(f->arena);
	find(f, "other", "risk R-1", "asset a", "x", 0);
	find(f, "owned", "risk R-2", "asset a", "x", 0);
	find(f, "owned", NULL, "asset a", "x", 1);
	find(f, "owned", "risk R-1", "asset b", "x", 2);
	find(f, "owned", "risk R-1", NULL, "x", 3);
	assert_int_equal(baseline_hide(t, f->sink, f->sources, true), 0);
	assert_int_equal(sink_total(f->sink), 5);
	assert_int_equal(baseline_left(t), 1);
}

static void
the_message_tells_where_nothing_else_does(void **state)
{
	struct fixture *f = *state;
	diag_add(f->sink, DIAG_FILE_MISSING, (struct span){1, 0, 1}, "`a` does not exist");
	struct tallies *t = written_and_read(f);

	f->sink = sink_new(f->arena);
	diag_add(f->sink, DIAG_FILE_MISSING, (struct span){1, 5, 6}, "`a` does not exist");
	diag_add(f->sink, DIAG_FILE_MISSING, (struct span){1, 0, 1}, "`b` does not exist");
	assert_int_equal(baseline_hide(t, f->sink, f->sources, true), 1);
	assert_int_equal(sink_total(f->sink), 1);
}

static void
as_many_are_known_as_there_were(void **state)
{
	struct fixture *f = *state;
	find(f, "owned", "risk R-1", "", "x", 0);
	find(f, "owned", "risk R-1", "", "x", 1);
	struct tallies *t = written_and_read(f);

	f->sink = sink_new(f->arena);
	for (uint32_t i = 0; i < 3; i++)
		find(f, "owned", "risk R-1", "", "x", i);
	assert_int_equal(baseline_hide(t, f->sink, f->sources, true), 2);
	assert_int_equal(sink_total(f->sink), 1);
	assert_int_equal(baseline_left(t), 0);
}

/* Rules did not run because of them. */
static void
mistakes_stay_while_not_all_is_read(void **state)
{
	struct fixture *f = *state;
	diag_add(f->sink, DIAG_UNCLOSED_BLOCK, (struct span){1, 0, 1}, "x");
	find(f, "owned", "risk R-1", "", "x", 0);
	struct tallies *t = written_and_read(f);

	assert_int_equal(baseline_hide(t, f->sink, f->sources, false), 1);
	assert_int_equal(sink_count(f->sink, SEVERITY_ERROR), 1);
	assert_true(sink_has_error_in(f->sink, 1));
	assert_int_equal(baseline_hide(t, f->sink, f->sources, true), 1);
}

static void
a_file_that_is_none(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = {"", "x", "[]", "{}", "{\"findings\": []}",
		"{\"ismsc_baseline\": 1}", "{\"ismsc_baseline\": 1, \"findings\": {}}",
		"{\"ismsc_baseline\": 1, \"ismsc_baseline\": 1, \"findings\": []}",
		"{\"ismsc_baseline\": 1, \"findings\": [null]}"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const char *why = NULL;
		assert_null(baseline_read(f->arena, str_of(bad[i]), &why));
		assert_non_null(why);
	}
}

static void
bytes_have_a_digest(void **state)
{
	char digest[DIGEST_TEXT];

	(void)state;
	digest_bytes(STR("abc"), digest);
	assert_string_equal(
		digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_bytes((struct str){NULL, 0}, digest);
	assert_string_equal(
		digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(places_and_messages_do_not_count),
		TEST(all_else_does),
		TEST(the_message_tells_where_nothing_else_does),
		TEST(as_many_are_known_as_there_were),
		TEST(mistakes_stay_while_not_all_is_read),
		TEST(a_file_that_is_none),
		TEST(bytes_have_a_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
