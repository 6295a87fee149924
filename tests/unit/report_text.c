/* Findings as text: places, carets, cutting, and that nothing quoted can forge a line or a terminal. */
#include "support.h"

#include "base/utf8.h"
#include "report/report.h"

struct fixture {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
	struct buf out;
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof(*f));

	f->arena = a;
	f->sources = sources_new(a);
	f->sink = sink_new(a);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	buf_free(&f->out);
	arena_free(f->arena);
	return 0;
}

static uint32_t
source(struct fixture *f, const char *text)
{
	return sources_add(f->sources, "a.isms", str_of(text), false)->id;
}

static const char *
written(struct fixture *f)
{
	buf_free(&f->out);
	report_write(&f->out, f->sink, f->sources, &(struct report_options){0});
	return f->out.ptr == NULL ? "" : f->out.ptr;
}

static void
nothing_to_say_is_silent(void **state)
{
	assert_string_equal(written(*state), "");
}

static void
a_finding_as_specified(void **state)
{
	struct fixture *f = *state;
	uint32_t id = source(f, "\n  risk R-001 \"Stuffing\" {\n}\n");
	struct diag *d = diag_add_rule(f->sink, "untreated_risk", SEVERITY_ERROR, "6.1.3",
		(struct span){id, 8, 13}, "risk R-001 has no treatment");

	d->why = "risks above the acceptance criterion are treated";
	diag_help(f->sink, d, "add a `treat` block");
	assert_string_equal(written(f),
		"a.isms:2:8: error: risk R-001 has no treatment [untreated_risk]\n"
		"    2 |   risk R-001 \"Stuffing\" {\n"
		"      |        ^^^^^\n"
		"   = clause 6.1.3: risks above the acceptance criterion are treated\n"
		"   = help: add a `treat` block\n"
		"1 error\n");
}

static void
related_places_and_fixes(void **state)
{
	struct fixture *f = *state;
	uint32_t id = source(f, "a one\na two\n");
	struct diag *d = diag_add_rule(
		f->sink, "twice", SEVERITY_WARNING, NULL, (struct span){id, 6, 7}, "`a` again");

	diag_relate(f->sink, d, (struct span){id, 0, 1}, "first here");
	diag_relate(f->sink, d, (struct span){0}, "by hand");
	diag_fix(f->sink, d, (struct span){id, 6, 7}, "b");
	assert_string_equal(written(f), "a.isms:2:1: warning: `a` again [twice]\n"
					"    2 | a two\n"
					"      | ^\n"
					"   = fix: replace `a` by `b`\n"
					"   = note: a.isms:1:1: first here\n"
					"    1 | a one\n"
					"      | ^\n"
					"   = note: by hand\n"
					"1 warning\n");
}

static void
fixes_insert_and_remove(void **state)
{
	struct fixture *f = *state;
	uint32_t id = source(f, "abc");
	struct diag *d =
		diag_add_rule(f->sink, "1", SEVERITY_NOTE, NULL, (struct span){id, 0, 1}, "m");

	diag_fix(f->sink, d, (struct span){id, 1, 1}, "x\n");
	d = diag_add_rule(f->sink, "2", SEVERITY_NOTE, NULL, (struct span){id, 0, 1}, "m");
	diag_fix(f->sink, d, (struct span){id, 0, 1}, "");
	written(f);
	assert_non_null(strstr(f->out.ptr, "   = fix: insert `x\\n` at a.isms:1:2\n"));
	assert_non_null(strstr(f->out.ptr, "   = fix: remove `a`\n"));
}

static void
no_excerpt_without_a_source_of_the_user(void **state)
{
	struct fixture *f = *state;

	sources_add(f->sources, "ismsc:rules/x.isms", STR("rule"), true);
	diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL, (struct span){1, 0, 4}, "built in");
	diag_add_rule(f->sink, "r", SEVERITY_UNDECIDED, NULL, (struct span){0}, "nowhere");
	diag_add_rule(
		f->sink, "r", SEVERITY_UNDECIDED, NULL, (struct span){77, 1, 2}, "unknown source");
	assert_string_equal(written(f), "undecided: nowhere [r]\n"
					"undecided: unknown source [r]\n"
					"ismsc:rules/x.isms:1:1: error: built in [r]\n"
					"1 error, 2 to be decided\n");
}

/* Tabs go to columns of eight, wide characters take two, escapes as many as they show. */
static void
carets_stand_below_the_span(void **state)
{
	struct fixture *f = *state;
	uint32_t id = source(f, "\tx\n日本x\na\x1b\xff x\nxe\xcc\x81z\n");

	diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, (struct span){id, 1, 2}, "m");
	diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, (struct span){id, 6, 9}, "m");
	diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, (struct span){id, 15, 16}, "m");
	diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, (struct span){id, 18, 21}, "m");
	assert_string_equal(written(f), "a.isms:1:2: note: m [r]\n"
					"    1 |         x\n"
					"      |         ^\n"
					"a.isms:2:2: note: m [r]\n"
					"    2 | 日本x\n"
					"      |   ^^\n"
					"a.isms:3:5: note: m [r]\n"
					"    3 | a\\x1b\\xff x\n"
					"      |           ^\n"
					"a.isms:4:2: note: m [r]\n"
					"    4 | xe\xcc\x81z\n"
					"      |  ^\n"
					"4 notes\n");
}

static void
odd_spans_have_a_caret(void **state)
{
	struct fixture *f = *state;
	uint32_t id = source(f, "ab  \nc\n");
	static const struct span spans[] = {{1, 2, 2}, {1, 1, 7}, {1, 7, 7}, {1, 99, 999},
		{1, 5, 2}, {1, 4, 5}, {1, UINT32_MAX, UINT32_MAX}};

	assert_int_equal(id, 1);
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		f->sink = sink_new(f->arena);
		diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, spans[i], "m");
		written(f);
		assert_non_null(strchr(f->out.ptr, '^'));
	}
	f->sink = sink_new(f->arena);
	diag_add_rule(f->sink, "r", SEVERITY_NOTE, NULL, (struct span){id, 1, 7}, "m");
	assert_string_equal(written(f), "a.isms:1:2: note: m [r]\n"
					"    1 | ab\n"
					"      |  ^\n"
					"1 note\n");
}

/* In the place of each string that a finding holds. */
static void
nothing_quoted_forges_a_line(void **state)
{
	static const char evil[] = "x\nb.isms:1:1: error: forged [r]\r\x1b[2J\x1b]0;t\x07\xc2\x9b"
				   "31m\xe2\x80\xae\xe2\x80\xa8\xff\x7f\t";
	struct fixture *f = *state;
	uint32_t id = sources_add(f->sources, evil, str_of(evil), false)->id;
	struct diag *d = diag_add_rule(
		f->sink, evil, SEVERITY_ERROR, evil, (struct span){id, 0, 1}, "%s", evil);

	d->why = evil;
	d->entity = evil;
	diag_help(f->sink, d, "%s", evil);
	diag_fix(f->sink, d, (struct span){id, 0, sizeof(evil) - 1}, evil);
	diag_relate(f->sink, d, (struct span){id, 0, 1}, "%s", evil);
	diag_relate(f->sink, d, (struct span){id, 5, 6}, "%s", evil);
	written(f);
	for (char *line = strtok(f->out.ptr, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		size_t pos = 0;

		assert_int_equal(utf8_check(str_of(line), &pos), UTF8_OK);
		assert_null(strchr(line, '\t'));
		assert_null(strchr(line, '\r'));
		assert_null(strstr(line, "\xe2\x80\xa8"));
		assert_int_not_equal(strncmp(line, "b.isms", 6), 0);
	}
}

static void
long_lines_are_cut_around_the_span(void **state)
{
	struct fixture *f = *state;
	const size_t len = 20 << 20;
	char *text = arena_array(f->arena, len + 1, 1);
	uint32_t id;

	memset(text, 'a', len);
	memset(text + len / 2, 'B', 3);
	id = sources_add(f->sources, "a", (struct str){text, len}, false)->id;
	for (uint32_t i = 0; i < 100; i++)
		diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL,
			(struct span){id, (uint32_t)len / 2, (uint32_t)len / 2 + 3}, "%u",
			(unsigned)i);
	diag_add_rule(
		f->sink, "r", SEVERITY_ERROR, NULL, (struct span){id, 0, (uint32_t)len}, "all");
	diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL,
		(struct span){id, (uint32_t)len, (uint32_t)len}, "end");
	written(f);
	for (char *line = strtok(f->out.ptr, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		char *mark = strstr(line, "BBB");

		assert_true(utf8_width(str_of(line)) <= 180);
		if (mark != NULL) {
			size_t column = utf8_width((struct str){line, (size_t)(mark - line)});

			line = strtok(NULL, "\n");
			assert_int_equal(strspn(line + 8, " ") + 8, column);
			assert_string_equal(line + column, "^^^");
		}
	}
}

/* Characters that take no column must not make the excerpt endless. */
static void
combining_marks_are_bounded(void **state)
{
	struct fixture *f = *state;
	const size_t len = 1 << 20;
	char *text = arena_array(f->arena, len + 1, 1);

	for (size_t i = 0; i < len; i += 2)
		memcpy(text + i, "\xcc\x81", 2);
	source(f, text);
	diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL, (struct span){1, 700000, 700002}, "m");
	written(f);
	assert_true(f->out.len < 20000);
}

static void
colour_only_when_wanted(void **state)
{
	struct fixture *f = *state;
	struct buf out = {0};
	uint32_t id = source(f, "abc");

	diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL, (struct span){id, 0, 1}, "m");
	assert_null(strchr(written(f), '\033'));
	report_write(&out, f->sink, f->sources, &(struct report_options){.color = true});
	assert_non_null(strstr(out.ptr, "\033[1;31m^\033[0m\n"));
	assert_non_null(strstr(out.ptr, "\033[1;31merror:\033[0m m"));
	buf_free(&out);
}

static void
many_related_places_are_counted(void **state)
{
	struct fixture *f = *state;
	struct diag *d = diag_add_rule(f->sink, "r", SEVERITY_ERROR, NULL, (struct span){0}, "m");

	for (int i = 0; i < 100; i++)
		diag_relate(f->sink, d, (struct span){0}, "here");
	written(f);
	assert_non_null(strstr(f->out.ptr, "   = note: and 92 more places\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_to_say_is_silent),
		TEST(a_finding_as_specified),
		TEST(related_places_and_fixes),
		TEST(fixes_insert_and_remove),
		TEST(no_excerpt_without_a_source_of_the_user),
		TEST(carets_stand_below_the_span),
		TEST(odd_spans_have_a_caret),
		TEST(nothing_quoted_forges_a_line),
		TEST(long_lines_are_cut_around_the_span),
		TEST(combining_marks_are_bounded),
		TEST(colour_only_when_wanted),
		TEST(many_related_places_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
