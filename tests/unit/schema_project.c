/* isms.yaml: defaults, all keys, and every mistake. */
#include "schema/project.h"
#include "schema_support.h"

static struct project *
read(struct world *w, const char *text)
{
	return project_read(w->arena, world_yaml(w, text), w->sink);
}

static void
without_a_file_defaults_hold(void **state)
{
	struct world *w = *state;
	struct project *p = project_read(w->arena, NULL, w->sink);

	assert_false(p->present);
	assert_true(str_is(p->language, "en"));
	assert_int_equal(p->source_count, 1);
	assert_true(str_is(p->sources[0].path, "."));
	assert_true(str_is(p->standards[0].path, "iso27001-2022"));
	assert_int_equal(p->pack_count + p->kind_count + p->severity_count, 0);
	assert_true(read(w, "# nothing\n")->present);
	assert_string_equal(world_said(w), "");
}

static void
all_keys(void **state)
{
	struct world *w = *state;
	struct project *p = read(w, "ismsc: 0.1\n"
				    "title: \"ISMS of Northwind\"\n"
				    "organization: Northwind\n"
				    "language: de\n"
				    "as_of: 2026-11-01\n"
				    "sources: [context, planning]\n"
				    "standards: iso27001-2013\n"
				    "kinds:\n  - own/kinds.yaml\n"
				    "packs: [iso27001]\n"
				    "severity:\n  rule_a: {to: warning, because: Small}\n  rule_b: "
				    "{to: \"off\", because: \"Not us\"}\n"
				    "logo: logo.svg\n"
				    "accent: \"#1f5fA8\"\n");

	assert_string_equal(world_said(w), "");
	assert_true(str_is(p->title, "ISMS of Northwind"));
	assert_true(str_is(p->as_of, "2026-11-01"));
	assert_string_equal(world_text(w, p->as_of_span), "2026-11-01");
	assert_int_equal(p->source_count, 2);
	assert_true(str_is(p->standards[0].path, "iso27001-2013"));
	assert_string_equal(world_text(w, p->kinds[0].span), "own/kinds.yaml");
	assert_true(str_is(p->severities[0].rule, "rule_a"));
	assert_int_equal(p->severities[0].severity, SEVERITY_WARNING);
	assert_true(p->severities[1].off);
	assert_true(str_is(p->severities[1].because, "Not us"));
	assert_true(str_is(p->accent, "#1f5fA8"));
	assert_false(p->broken);
}

static void
each_mistake_is_told(void **state)
{
	static const char *const mistakes[][2] = {
		{"[]", "1:1 yaml_shape isms.yaml must be a map, this is a list\n"},
		{"titel: x", "1:1 yaml_key unknown key `titel` in isms.yaml\n"},
		{"title: [x]", "1:8 yaml_shape `title` must be a text\n"},
		{"title:", "1:1 yaml_shape `title` must be a text\n"},
		{"language: german", "1:11 project_value `german` is no language\n"},
		{"as_of: yesterday", "1:8 project_value `yesterday` is no date\n"},
		{"as_of: 2026-02-29", "1:8 project_value `2026-02-29` is no date\n"},
		{"as_of: 2026-13-01", "1:8 project_value `2026-13-01` is no date\n"},
		{"as_of: 99999999999999999999",
			"1:8 project_value `99999999999999999999` is no date\n"},
		{"as_of: 2028-02-29", ""},
		{"accent: #1f5fa8", "1:1 yaml_shape `accent` is empty\n"},
		{"accent: blue", "1:9 project_value `blue` is no colour\n"},
		{"ismsc: next", "1:8 project_value `next` is no version\n"},
		{"ismsc: 99.1",
			"1:8 project_newer the project needs ismsc 99.1, this is " ISMSC_VERSION
			"\n"},
		{"sources: {a: b}",
			"1:10 yaml_shape an entry of this list must be a list, this is a map\n"},
		{"sources: []", "1:10 project_value `sources` is empty\n"},
		{"sources: [a, [b], c]",
			"1:14 yaml_shape an entry of this list must be a text, this is a list\n"},
		{"severity: [a]", "1:11 yaml_shape `severity` must be a map, this is a list\n"},
		{"severity: {a: warning}",
			"1:15 project_severity a change of severity must be a map\n"},
		{"severity: {a: {to: warning}}",
			"1:12 project_severity the change of rule `a` lacks `because`\n"},
		{"severity: {a: {because: x}}",
			"1:12 project_severity the change of rule `a` lacks `to`\n"},
		{"severity: {a: {to: waring, because: x}}",
			"1:20 project_severity `waring` is no severity\n"},
		{"severity: {a: {to: note, because: [x]}}",
			"1:35 yaml_shape `because` must be a text\n"},
		{"severity: {a: {to: note, because: x, by: y}}",
			"1:38 yaml_key unknown key `by` in a change of severity\n"},
		{"severity: {a: {to: note, because: x}, a: {to: note, because: x}}",
			"1:39 yaml_duplicate key `a` stands twice\n"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		read(w, mistakes[i][0]);
		if (strcmp(world_said(w), mistakes[i][1]) != 0)
			fail_msg("%s\nsaid:     %sexpected: %s", mistakes[i][0], world_said(w),
				mistakes[i][1]);
		w->sink = sink_new(w->arena);
	}
}

static void
a_bad_value_leaves_the_default(void **state)
{
	struct world *w = *state;
	struct project *p =
		read(w, "language: 7\nsources: [\"\"]\nseverity: {a: 1}\ntitle: Kept\n");

	assert_true(str_is(p->language, "en"));
	assert_true(str_is(p->sources[0].path, "."));
	assert_int_equal(p->severity_count, 0);
	assert_true(str_is(p->title, "Kept"));
	assert_true(read(w, "- x\n")->broken);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_file_defaults_hold),
		TEST(all_keys),
		TEST(each_mistake_is_told),
		TEST(a_bad_value_leaves_the_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
