/* Findings as JSON, and the limits of both formats. */
#include "support.h"

#include <jansson.h>

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

static json_t *
parsed(struct fixture *f, uint32_t per_file, uint32_t total)
{
	json_t *document;

	buf_free(&f->out);
	report_write(&f->out, f->sink, f->sources,
		&(struct report_options){
			.format = "json", .limit_per_file = per_file, .limit_total = total});
	for (size_t i = 0; i < f->out.len; i++)
		assert_true(
			f->out.ptr[i] == '\n' || (f->out.ptr[i] >= 0x20 && f->out.ptr[i] < 0x7f));
	document = json_loads(f->out.ptr, 0, NULL);
	assert_non_null(document);
	return document;
}

static const char *
text_of(json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static json_int_t
number_of(json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static void
an_empty_report_is_a_document(void **state)
{
	json_t *document = parsed(*state, 0, 0);

	assert_int_equal(json_array_size(json_object_get(document, "findings")), 0);
	assert_true(json_is_array(json_object_get(document, "findings")));
	assert_int_equal(number_of(json_object_get(document, "counts"), "errors"), 0);
	json_decref(document);
}

static void
all_facts_are_there(void **state)
{
	struct fixture *f = *state;
	uint32_t id = sources_add(f->sources, "ä.isms", STR("a\n日本 x\n"), false)->id;
	struct diag *d = diag_add_rule(
		f->sink, "r1", SEVERITY_WARNING, "6.1.3", (struct span){id, 5, 10}, "é\xff");
	json_t *document, *finding, *part;

	d->why = "why";
	d->entity = "risk R-1";
	diag_help(f->sink, d, "help");
	diag_fix(f->sink, d, (struct span){id, 9, 10}, "\"\n");
	diag_relate(f->sink, d, (struct span){id, 0, 1}, "there");
	document = parsed(f, 0, 0);
	finding = json_array_get(json_object_get(document, "findings"), 0);
	assert_string_equal(text_of(finding, "path"), "ä.isms");
	assert_int_equal(number_of(finding, "line"), 2);
	assert_int_equal(number_of(finding, "column"), 2);
	assert_int_equal(number_of(finding, "end_line"), 2);
	assert_int_equal(number_of(finding, "end_column"), 5);
	assert_string_equal(text_of(finding, "severity"), "warning");
	assert_string_equal(text_of(finding, "code"), "r1");
	assert_string_equal(text_of(finding, "message"), "é\xef\xbf\xbd");
	assert_string_equal(text_of(finding, "clause"), "6.1.3");
	assert_string_equal(text_of(finding, "why"), "why");
	assert_string_equal(text_of(finding, "entity"), "risk R-1");
	assert_string_equal(text_of(finding, "help"), "help");
	part = json_object_get(finding, "fix");
	assert_string_equal(text_of(part, "text"), "\"\n");
	assert_int_equal(number_of(part, "column"), 4);
	part = json_array_get(json_object_get(finding, "related"), 0);
	assert_string_equal(text_of(part, "text"), "there");
	assert_int_equal(number_of(part, "line"), 1);
	json_decref(document);
}

static void
what_is_not_there_is_null(void **state)
{
	static const char *const keys[] = {"path", "line", "column", "end_line", "end_column",
		"clause", "why", "entity", "help", "fix"};
	struct fixture *f = *state;
	json_t *document, *finding;

	diag_add_rule(f->sink, "r", SEVERITY_UNDECIDED, NULL, (struct span){0}, "m");
	document = parsed(f, 0, 0);
	finding = json_array_get(json_object_get(document, "findings"), 0);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_true(json_is_null(json_object_get(finding, keys[i])));
	assert_int_equal(json_array_size(json_object_get(finding, "related")), 0);
	json_decref(document);
}

static void
fill(struct fixture *f, uint32_t files, int warnings, int errors)
{
	for (uint32_t id = 1; id <= files; id++) {
		sources_add(
			f->sources, arena_printf(f->arena, "%u", (unsigned)id), STR("text"), false);
		for (int i = 0; i < warnings + errors; i++)
			diag_add_rule(f->sink, "r",
				i < warnings ? SEVERITY_WARNING : SEVERITY_ERROR, NULL,
				(struct span){id, (uint32_t)(i < warnings ? 0 : 3), 4}, "%d", i);
	}
}

static size_t
occurrences(const char *text, const char *part)
{
	size_t count = 0;

	while ((text = strstr(text, part)) != NULL) {
		count++;
		text += strlen(part);
	}
	return count;
}

static void
errors_stay_when_a_file_is_cut(void **state)
{
	struct fixture *f = *state;
	json_t *document;

	fill(f, 1, 5, 3);
	document = parsed(f, 4, 0);
	assert_int_equal(json_array_size(json_object_get(document, "findings")), 4);
	assert_int_equal(occurrences(f->out.ptr, "\"severity\": \"error\""), 3);
	assert_int_equal(number_of(json_object_get(document, "counts"), "warnings"), 5);
	assert_int_equal(number_of(json_object_get(document, "counts"), "left_out"), 4);
	json_decref(document);
}

/* The warnings of the first file do not push out the errors of the last. */
static void
errors_stay_when_the_whole_is_cut(void **state)
{
	struct fixture *f = *state;
	json_t *document;

	fill(f, 3, 5, 2);
	document = parsed(f, 0, 7);
	assert_int_equal(json_array_size(json_object_get(document, "findings")), 7);
	assert_int_equal(occurrences(f->out.ptr, "\"severity\": \"error\""), 6);
	json_decref(document);
}

static void
default_limits(void **state)
{
	struct fixture *f = *state;
	json_t *document;

	fill(f, 12, 60, 60);
	document = parsed(f, 0, 0);
	assert_int_equal(json_array_size(json_object_get(document, "findings")), 1000);
	assert_int_equal(occurrences(f->out.ptr, "\"severity\": \"error\""), 720);
	assert_int_equal(number_of(json_object_get(document, "counts"), "left_out"), 440);
	json_decref(document);
	document = parsed(f, UINT32_MAX, UINT32_MAX);
	assert_int_equal(json_array_size(json_object_get(document, "findings")), 1440);
	json_decref(document);
}

static void
text_says_what_is_left_out(void **state)
{
	struct fixture *f = *state;

	fill(f, 2, 3, 1);
	report_write(&f->out, f->sink, f->sources, &(struct report_options){.limit_per_file = 2});
	assert_int_equal(occurrences(f->out.ptr, "\n1: 2 more not shown\n"), 1);
	assert_int_equal(occurrences(f->out.ptr, "\n2: 2 more not shown\n"), 1);
	assert_int_equal(
		occurrences(f->out.ptr, "\n2 errors, 6 warnings; 4 of them not shown\n"), 1);
	assert_int_equal(occurrences(f->out.ptr, ": error: "), 2);
}

static void
formats_are_known_by_name(void **state)
{
	(void)state;
	const char *const *formats = report_formats();
	assert_string_equal(formats[0], "text");
	assert_string_equal(formats[1], "json");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_report_is_a_document),
		TEST(all_facts_are_there),
		TEST(what_is_not_there_is_null),
		TEST(errors_stay_when_a_file_is_cut),
		TEST(errors_stay_when_the_whole_is_cut),
		TEST(default_limits),
		TEST(text_says_what_is_left_out),
		cmocka_unit_test(formats_are_known_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
