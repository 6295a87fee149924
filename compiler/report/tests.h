/* What tests of rules came to, as text for people, as JSON, or as JUnit's XML. */
#ifndef REPORT_TESTS_H
#define REPORT_TESTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct tests_place {
	const char *path; /* NULL: no place */
	uint32_t line, column;
};

/* A line of the difference: `-` expected, `+` found, `!` a mistake. */
struct tests_line {
	char sign;
	struct str text;
};

struct tests_case {
	const char *rule;
	struct str title; /* or empty */
	struct tests_place place;
	bool passed;
	const struct tests_line *lines;
	uint32_t line_count;
};

/* A rule, and whether tests have seen it fail and pass: it is a failure when they have not. */
struct tests_rule {
	const char *id;
	struct tests_place place;
	bool fails, passes;
};

struct tests_condition {
	struct tests_place place;
	const char *within; /* the rule or function */
	struct str words;
	bool asked, yes, no;
	bool implied; /* what lies around it says it all */
};

struct tests_function {
	const char *name;
	struct tests_place place;
	bool used;
};

struct tests_report {
	const struct tests_case *cases;
	uint32_t case_count;
	const struct tests_rule *rules;
	uint32_t rule_count;
	bool cover; /* with what follows */
	const struct tests_condition *conditions;
	uint32_t condition_count;
	const struct tests_function *functions;
	uint32_t function_count;
};

struct tests_counts {
	uint32_t passed, failed; /* tests; rules not seen to fail and to pass count as failed */
	uint32_t rules; /* seen to fail and to pass */
	uint32_t conditions; /* seen true and false */
	uint32_t functions; /* used */
};
struct tests_counts report_tests_count(const struct tests_report *r);

/* Appends the whole. As text only what is to be told, and the counts as last line; `format` is text, json or junit. */
void report_tests(struct buf *out, const struct tests_report *r, const char *format);

#endif
