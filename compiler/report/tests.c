/* Tests of rules → text: those that failed with what they expected and what was found, what no test exercised, and the counts. */
#include "report/tests.h"

#include <string.h>

#include "report/tests_internal.h"

const char *
tests_unseen(const struct tests_rule *rule)
{
	if (rule->fails && rule->passes)
		return NULL;
	return rule->fails    ? "no test makes it pass"
	       : rule->passes ? "no test makes it fail"
			      : "no test makes it fail or pass";
}

const char *
tests_unexercised(const struct tests_condition *c)
{
	if (c->implied || (c->yes && c->no))
		return NULL;
	return !c->asked ? "never asked"
	       : c->yes  ? "never false"
	       : c->no   ? "never true"
			 : "never told";
}

struct tests_counts
report_tests_count(const struct tests_report *r)
{
	struct tests_counts n = {0};

	for (uint32_t i = 0; i < r->case_count; i++) {
		n.passed += r->cases[i].passed;
		n.failed += !r->cases[i].passed;
	}
	for (uint32_t i = 0; i < r->rule_count; i++) {
		bool seen = tests_unseen(&r->rules[i]) == NULL;

		n.rules += seen;
		n.failed += !seen;
	}
	for (uint32_t i = 0; i < r->condition_count; i++)
		n.conditions += r->conditions[i].yes && r->conditions[i].no;
	for (uint32_t i = 0; i < r->function_count; i++)
		n.functions += r->functions[i].used;
	return n;
}

static void
put_place(struct buf *out, const struct tests_place *at, bool column)
{
	if (at->path == NULL)
		return;
	report_escape(out, str_of(at->path));
	buf_printf(out, ":%u", (unsigned)at->line);
	if (column)
		buf_printf(out, ":%u", (unsigned)at->column);
	buf_puts(out, ": ");
}

static void
put_case(struct buf *out, const struct tests_case *c)
{
	buf_puts(out, "FAILED ");
	put_place(out, &c->place, false);
	report_escape(out, str_of(c->rule));
	if (c->title.len > 0) {
		buf_puts(out, " \"");
		report_escape(out, c->title);
		buf_putc(out, '"');
	}
	buf_putc(out, '\n');
	for (uint32_t i = 0; i < c->line_count; i++) {
		buf_printf(out, "    %c ", c->lines[i].sign);
		report_escape(out, c->lines[i].text);
		buf_putc(out, '\n');
	}
}

void
tests_words(struct buf *out, struct str words)
{
	bool blank = false;

	for (size_t i = 0; i < words.len; i++) {
		char c = words.ptr[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			blank = true;
			continue;
		}
		if (blank)
			buf_putc(out, ' ');
		blank = false;
		buf_putc(out, c);
	}
}

void
tests_coverage(struct buf *out, const struct tests_report *r)
{
	for (uint32_t i = 0; i < r->condition_count; i++) {
		const struct tests_condition *c = &r->conditions[i];
		struct buf words = {0};

		if (tests_unexercised(c) == NULL)
			continue;
		tests_words(&words, c->words);
		put_place(out, &c->place, true);
		buf_printf(out, "%s: ", tests_unexercised(c));
		report_escape(out, (struct str){words.ptr, words.len});
		buf_puts(out, " [");
		report_escape(out, str_of(c->within));
		buf_puts(out, "]\n");
		buf_free(&words);
	}
	for (uint32_t i = 0; i < r->function_count; i++) {
		const struct tests_function *f = &r->functions[i];

		if (f->used)
			continue;
		put_place(out, &f->place, true);
		buf_puts(out, "no test uses the function [");
		report_escape(out, str_of(f->name));
		buf_puts(out, "]\n");
	}
	struct tests_counts n = report_tests_count(r);
	buf_printf(out,
		"coverage: %u of %u rules fail and pass, %u of %u functions are used, "
		"%u of %u conditions were true and false\n",
		(unsigned)n.rules, (unsigned)r->rule_count, (unsigned)n.functions,
		(unsigned)r->function_count, (unsigned)n.conditions, (unsigned)r->condition_count);
}

static void
put_text(struct buf *out, const struct tests_report *r)
{
	struct tests_counts n = report_tests_count(r);

	for (uint32_t i = 0; i < r->case_count; i++) {
		if (!r->cases[i].passed)
			put_case(out, &r->cases[i]);
	}
	for (uint32_t i = 0; i < r->rule_count; i++) {
		const struct tests_rule *rule = &r->rules[i];

		if (tests_unseen(rule) == NULL)
			continue;
		buf_puts(out, "FAILED ");
		put_place(out, &rule->place, false);
		report_escape(out, str_of(rule->id));
		buf_printf(out, ": %s\n", tests_unseen(rule));
	}
	if (r->cover)
		tests_coverage(out, r);
	buf_printf(out, "%u passed, %u failed\n", (unsigned)n.passed, (unsigned)n.failed);
}

void
report_tests(struct buf *out, const struct tests_report *r, const char *format)
{
	if (strcmp(format, "json") == 0)
		tests_json(out, r);
	else if (strcmp(format, "junit") == 0)
		tests_junit(out, r);
	else
		put_text(out, r);
}
