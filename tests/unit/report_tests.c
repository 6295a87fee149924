/* Tests of rules as text, JSON and JUnit: what failed, what was not exercised, and texts that are none of ours. */
#include <jansson.h>

#include "report/tests.h"
#include "unit/support.h"

static const struct tests_line lines[] = {
	{'-', {"error at R-1 says “<b> & \"c\"”", 33}}, {'+', {"line 3: \x1b[31m\xff", 14}}};
static const struct tests_case cases[] = {
	{"one", {"Fine", 4}, {"a.isms", 3, 6}, true, NULL, 0},
	{"one", {"<&\n\"", 4}, {"a.isms", 9, 6}, false, lines, 2},
	{"two", {"", 0}, {"b.isms", 1, 6}, true, NULL, 0},
};
static const struct tests_rule rules[] = {
	{"one", {"r.isms", 1, 6}, true, true},
	{"two", {"r.isms", 5, 6}, false, true},
	{"three", {"r.isms", 9, 6}, true, false},
	{"four", {NULL, 0, 0}, false, false},
};
static const struct tests_condition conditions[] = {
	{{"r.isms", 2, 9}, "one", {"exists\n   r.owner", 17}, true, true, true, false},
	{{"r.isms", 3, 9}, "one", {"r.level <\n\t high", 16}, true, true, false, false},
	{{"r.isms", 6, 9}, "two", {"a", 1}, true, false, true, false},
	{{"r.isms", 7, 9}, "two", {"any x in b: c", 13}, false, false, false, false},
	{{"r.isms", 7, 21}, "two", {"c", 1}, false, false, false, true},
};
static const struct tests_function functions[] = {
	{"used", {"f.isms", 1, 10}, true}, {"idle", {"f.isms", 4, 10}, false}};

static struct tests_report
whole(void)
{
	return (struct tests_report){cases, 3, rules, 4, true, conditions, 5, functions, 2};
}

static void
as_text(void **state)
{
	struct tests_report r = whole();
	struct buf out = {0};

	(void)state;
	report_tests(&out, &r, "text");
	assert_string_equal(out.ptr,
		"FAILED a.isms:9: one \"<&\\n\"\"\n"
		"    - error at R-1 says “<b> & \"c\"”\n"
		"    + line 3: \\x1b[31m\\xff\n"
		"FAILED r.isms:5: two: no test makes it fail\n"
		"FAILED r.isms:9: three: no test makes it pass\n"
		"FAILED four: no test makes it fail or pass\n"
		"r.isms:3:9: never false: r.level < high [one]\n"
		"r.isms:6:9: never true: a [two]\n"
		"r.isms:7:9: never asked: any x in b: c [two]\n"
		"f.isms:4:10: no test uses the function [idle]\n"
		"coverage: 1 of 4 rules fail and pass, 1 of 2 functions are used, 1 of 5 "
		"conditions were true and false\n"
		"2 passed, 4 failed\n");
	buf_free(&out);
	r.cover = false;
	r.rule_count = 1;
	r.case_count = 1;
	report_tests(&out, &r, "text");
	assert_string_equal(out.ptr, "1 passed, 0 failed\n");
	buf_free(&out);
}

static void
as_junit(void **state)
{
	struct tests_report r = whole();
	struct buf out = {0};

	(void)state;
	report_tests(&out, &r, "junit");
	assert_string_equal(out.ptr,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"ismsc test\" tests=\"13\" failures=\"4\" errors=\"0\" "
		"skipped=\"4\">\n"
		" <testsuite name=\"a.isms\" tests=\"2\" failures=\"1\" errors=\"0\" "
		"skipped=\"0\">\n"
		"  <testcase classname=\"one\" name=\"Fine\" file=\"a.isms\" line=\"3\"/>\n"
		"  <testcase classname=\"one\" name=\"&lt;&amp;\\n&quot;\" file=\"a.isms\" "
		"line=\"9\">\n"
		"   <failure message=\"error at R-1 says “&lt;b&gt; &amp; &quot;c&quot;”\" "
		"type=\"test\">- error "
		"at R-1 says “&lt;b&gt; &amp; &quot;c&quot;”\n"
		"+ line 3: \\x1b[31m\\xff</failure>\n"
		"  </testcase>\n"
		" </testsuite>\n"
		" <testsuite name=\"b.isms\" tests=\"1\" failures=\"0\" errors=\"0\" "
		"skipped=\"0\">\n"
		"  <testcase classname=\"two\" name=\"two\" file=\"b.isms\" line=\"1\"/>\n"
		" </testsuite>\n"
		" <testsuite name=\"rules\" tests=\"4\" failures=\"3\" errors=\"0\" "
		"skipped=\"0\">\n"
		"  <testcase classname=\"one\" name=\"fails and passes\" file=\"r.isms\" "
		"line=\"1\"/>\n"
		"  <testcase classname=\"two\" name=\"fails and passes\" file=\"r.isms\" "
		"line=\"5\">\n"
		"   <failure message=\"no test makes it fail\" type=\"untested\"/>\n"
		"  </testcase>\n"
		"  <testcase classname=\"three\" name=\"fails and passes\" file=\"r.isms\" "
		"line=\"9\">\n"
		"   <failure message=\"no test makes it pass\" type=\"untested\"/>\n"
		"  </testcase>\n"
		"  <testcase classname=\"four\" name=\"fails and passes\">\n"
		"   <failure message=\"no test makes it fail or pass\" type=\"untested\"/>\n"
		"  </testcase>\n"
		" </testsuite>\n"
		" <testsuite name=\"coverage\" tests=\"6\" failures=\"0\" errors=\"0\" "
		"skipped=\"4\">\n"
		"  <testcase classname=\"one\" name=\"2:9 exists r.owner\" file=\"r.isms\" "
		"line=\"2\"/>\n"
		"  <testcase classname=\"one\" name=\"3:9 r.level &lt; high\" file=\"r.isms\" "
		"line=\"3\">\n"
		"   <skipped message=\"never false\"/>\n"
		"  </testcase>\n"
		"  <testcase classname=\"two\" name=\"6:9 a\" file=\"r.isms\" line=\"6\">\n"
		"   <skipped message=\"never true\"/>\n"
		"  </testcase>\n"
		"  <testcase classname=\"two\" name=\"7:9 any x in b: c\" file=\"r.isms\" "
		"line=\"7\">\n"
		"   <skipped message=\"never asked\"/>\n"
		"  </testcase>\n"
		"  <testcase classname=\"used\" name=\"used\" file=\"f.isms\" line=\"1\"/>\n"
		"  <testcase classname=\"idle\" name=\"used\" file=\"f.isms\" line=\"4\">\n"
		"   <skipped message=\"no test uses the function\"/>\n"
		"  </testcase>\n"
		" </testsuite>\n"
		"</testsuites>\n");
	buf_free(&out);
}

static void
as_json(void **state)
{
	struct tests_report r = whole();
	struct buf out = {0};
	const char *text;
	int a, b, c, yes, no;

	(void)state;
	report_tests(&out, &r, "json");
	json_t *d = json_loads(out.ptr, 0, NULL);
	assert_non_null(d);
	assert_int_equal(json_array_size(json_object_get(d, "tests")), 3);
	json_t *failed = json_array_get(json_object_get(d, "tests"), 1);
	assert_int_equal(json_unpack(failed, "{s:[s], s:[s!], s:[!], s:b, s:i}", "expected", &text,
				 "found", &text, "mistakes", "passed", &yes, "line", &a),
		0);
	assert_string_equal(text, "line 3: \x1b[31m\xef\xbf\xbd");
	assert_int_equal(yes, 0);
	assert_int_equal(a, 9);
	json_t *fourth = json_array_get(json_object_get(d, "rules"), 3);
	assert_true(json_is_null(json_object_get(fourth, "path")));
	json_t *second = json_array_get(json_object_get(d, "conditions"), 1);
	assert_int_equal(
		json_unpack(second, "{s:s, s:b, s:b}", "words", &text, "true", &yes, "false", &no),
		0);
	assert_string_equal(text, "r.level < high");
	assert_true(yes && !no);
	assert_int_equal(json_unpack(json_object_get(d, "counts"), "{s:i, s:i, s:i}", "failed", &a,
				 "rules_seen", &b, "conditions", &c),
		0);
	assert_int_equal(a * 100 + b * 10 + c, 415);
	json_decref(d);
	buf_free(&out);
	r.cover = false;
	report_tests(&out, &r, "json");
	assert_null(strstr(out.ptr, "conditions"));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_text), cmocka_unit_test(as_junit), cmocka_unit_test(as_json)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
