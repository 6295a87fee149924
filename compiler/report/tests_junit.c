/* Tests of rules → the XML of JUnit: a suite for each file with a case for each test, one for the rules themselves, and one whose output
 * lists what was not exercised. No times: the same tests give the same bytes. */
#include <string.h>

#include "report/tests_internal.h"

/* Text for XML: markup escaped; what XML cannot hold was made visible by report_escape. */
static void
put_xml(struct buf *out, struct str text)
{
	struct buf safe = {0};

	report_escape(&safe, text);
	for (size_t i = 0; i < safe.len; i++) {
		switch (safe.ptr[i]) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		default:
			buf_putc(out, safe.ptr[i]);
		}
	}
	buf_free(&safe);
}

static void
put_attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	put_xml(out, value);
	buf_putc(out, '"');
}

static void
open_suite(struct buf *out, const char *name, uint32_t tests, uint32_t failures)
{
	buf_puts(out, " <testsuite");
	put_attribute(out, "name", str_of(name));
	buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n",
		(unsigned)tests, (unsigned)failures);
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
	buf_putc(out, '>');
	for (uint32_t i = 0; i < c->line_count; i++) {
		buf_printf(out, "%s%c ", i > 0 ? "\n" : "", c->lines[i].sign);
		put_xml(out, c->lines[i].text);
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
	open_suite(out, path, end - first, failed);
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
	open_suite(out, "rules", r->rule_count, failed);
	for (uint32_t i = 0; i < r->rule_count; i++) {
		const struct tests_rule *rule = &r->rules[i];
		const char *unseen = tests_unseen(rule);

		open_case(out, rule->id, STR("fails and passes"), &rule->place);
		if (unseen != NULL)
			buf_printf(out, ">\n   <failure message=\"%s\"/>\n  </testcase>\n", unseen);
		else
			buf_puts(out, "/>\n");
	}
	buf_puts(out, " </testsuite>\n");
}

static void
put_coverage(struct buf *out, const struct tests_report *r)
{
	struct buf text = {0};

	tests_coverage(&text, r);
	open_suite(out, "coverage", 0, 0);
	buf_puts(out, "  <system-out>");
	for (size_t at = 0; at < text.len;) {
		const char *newline = memchr(text.ptr + at, '\n', text.len - at);
		size_t len = newline != NULL ? (size_t)(newline - text.ptr) - at : text.len - at;

		put_xml(out, (struct str){text.ptr + at, len});
		buf_putc(out, '\n');
		at += len + 1;
	}
	buf_puts(out, "</system-out>\n </testsuite>\n");
	buf_free(&text);
}

void
tests_junit(struct buf *out, const struct tests_report *r)
{
	struct tests_counts n = report_tests_count(r);

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	put_attribute(out, "name", STR("ismsc test"));
	buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\">\n",
		(unsigned)(r->case_count + r->rule_count), (unsigned)n.failed);
	for (uint32_t i = 0; i < r->case_count;)
		i = put_file(out, r, i);
	put_rules(out, r);
	if (r->cover)
		put_coverage(out, r);
	buf_puts(out, "</testsuites>\n");
}
