/* What the formats of tests share. For tests*.c only. */
#ifndef REPORT_TESTS_INTERNAL_H
#define REPORT_TESTS_INTERNAL_H

#include "report/internal.h"
#include "report/tests.h"

/* What no test has seen a rule do, or NULL. */
const char *tests_unseen(const struct tests_rule *rule);
/* What a condition never was, or NULL when there is nothing to tell. */
const char *tests_unexercised(const struct tests_condition *c);
/* Words of a source in one line. */
void tests_words(struct buf *out, struct str words);
/* What was not exercised, a line for each, and how much was. */
void tests_coverage(struct buf *out, const struct tests_report *r);

void tests_json(struct buf *out, const struct tests_report *r);
void tests_junit(struct buf *out, const struct tests_report *r);

#endif
