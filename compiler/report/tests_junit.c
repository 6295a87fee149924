/* Tests of rules → the XML of JUnit: a suite for each file with a case for each test, one with a case for each rule, which fails when
 * tests have not seen it fail and pass; of coverage one with the conditions and functions, where what was not exercised is skipped.
 * No times: the same tests give the same bytes. */
#include <string.h>

#include "report/tests_internal.h"

struct counts {
	uint32_t covered; /* cases of the suite of coverage */
	uint32_t skipped;
};

static void
put_attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	report_escape_xml(out, value);
	buf_putc(out, '"');
}

static void
put_counts(struct buf *out, uint32_t tests, uint32_t failures, uint32_t skipped)
{
	buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n",
		(unsigned)tests, (unsigned)failures, (unsigned)skipped);
}

static void
open_suite(struct buf *out, const char *name, uint32_t tests, uint32_t failures, uint32_t skipped)
{
	buf_puts(out, " <testsuite");
	put_attribute(out, "name", str_of(name));
	put_counts(out, tests, failures, skipped);
}

static void
open_case(struct buf *out, const char *class, struct str name, const struct tests_place *at)
{
	buf_puts(out, "  <testcase");
	put_attribute(out, "classname", str_of(class));
	put_attribute(out, "name", name);
	if (at->path != NULL) {
		put_attribute(out, "file", str_of(at->path));
		buf_printf(out, " line=\"%u\"", (unsigned)at->line);
	}
}

static void
put_case(struct buf *out, const struct tests_case *c)
{
	open_case(out, c->rule, c->title.len > 0 ? c->title : str_of(c->rule), &c->place);
	if (c->passed) {
		buf_puts(out, "/>\n");
		return;
	}
	buf_puts(out, ">\n   <failure");
	put_attribute(out, "message",
		c->line_count > 0 ? c->lines[0].text : STR("it has not been run to its end"));
	buf_puts(out, " type=\"test\">");
	for (uint32_t i = 0; i < c->line_count; i++) {
		buf_printf(out, "%s%c ", i > 0 ? "\n" : "", c->lines[i].sign);
		report_escape_xml(out, c->lines[i].text);
	}
	buf_puts(out, "</failure>\n  </testcase>\n");
}

/* The tests from `first` that stand in the same file. Returns the first one that does not. */
static uint32_t
put_file(struct buf *out, const struct tests_report *r, uint32_t first)
{
	const char *path = r->cases[first].place.path;
	uint32_t end = first, failed = 0;

	for (; end < r->case_count && strcmp(r->cases[end].place.path, path) == 0; end++)
		failed += !r->cases[end].passed;
	open_suite(out, path, end - first, failed, 0);
	for (uint32_t i = first; i < end; i++)
		put_case(out, &r->cases[i]);
	buf_puts(out, " </testsuite>\n");
	return end;
}

static void
put_rules(struct buf *out, const struct tests_report *r)
{
	uint32_t failed = 0;

	if (r->rule_count == 0)
		return;
	for (uint32_t i = 0; i < r->rule_count; i++)
		failed += tests_unseen(&r->rules[i]) != NULL;
	open_suite(out, "rules", r->rule_count, failed, 0);
	for (uint32_t i = 0; i < r->rule_count; i++) {
		const struct tests_rule *rule = &r->rules[i];
		const char *unseen = tests_unseen(rule);

		open_case(out, rule->id, STR("fails and passes"), &rule->place);
		if (unseen != NULL)
			buf_printf(out,
				">\n   <failure message=\"%s\" type=\"untested\"/>\n  "
				"</testcase>\n",
				unseen);
		else
			buf_puts(out, "/>\n");
	}
	buf_puts(out, " </testsuite>\n");
}

static void
put_skipped(struct buf *out, const char *why)
{
	if (why != NULL)
		buf_printf(out, ">\n   <skipped message=\"%s\"/>\n  </testcase>\n", why);
	else
		buf_puts(out, "/>\n");
}

static void
put_condition(struct buf *out, const struct tests_condition *c)
{
	struct buf name = {0};

	buf_printf(&name, "%u:%u ", (unsigned)c->place.line, (unsigned)c->place.column);
	tests_words(&name, c->words);
	open_case(out, c->within, (struct str){name.ptr, name.len}, &c->place);
	put_skipped(out, tests_unexercised(c));
	buf_free(&name);
}

static void
put_coverage(struct buf *out, const struct tests_report *r, struct counts n)
{
	if (n.covered == 0)
		return;
	open_suite(out, "coverage", n.covered, 0, n.skipped);
	for (uint32_t i = 0; i < r->condition_count; i++) {
		if (!r->conditions[i].implied)
			put_condition(out, &r->conditions[i]);
	}
	for (uint32_t i = 0; i < r->function_count; i++) {
		const struct tests_function *f = &r->functions[i];

		open_case(out, f->name, STR("used"), &f->place);
		put_skipped(out, f->used ? NULL : "no test uses the function");
	}
	buf_puts(out, " </testsuite>\n");
}

static struct counts
count(const struct tests_report *r)
{
	struct counts n = {.covered = r->function_count};

	for (uint32_t i = 0; i < r->condition_count; i++) {
		n.covered += !r->conditions[i].implied;
		n.skipped += tests_unexercised(&r->conditions[i]) != NULL;
	}
	for (uint32_t i = 0; i < r->function_count; i++)
		n.skipped += !r->functions[i].used;
	return n;
}

void
tests_junit(struct buf *out, const struct tests_report *r)
{
	struct counts n = count(r);

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	put_attribute(out, "name", STR("ismsc test"));
	put_counts(out, r->case_count + r->rule_count + n.covered, report_tests_count(r).failed,
		n.skipped);
	for (uint32_t i = 0; i < r->case_count;)
		i = put_file(out, r, i);
	put_rules(out, r);
	put_coverage(out, r, n);
	buf_puts(out, "</testsuites>\n");
}
