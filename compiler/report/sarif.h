/* What the two files of SARIF share. */
#ifndef REPORT_SARIF_H
#define REPORT_SARIF_H

#include "report/internal.h"
#include "report/put.h"

/* The rules of a log: those of the project, and the sorts of mistakes that were met. */
struct sarif_rules;

struct sarif_rules *sarif_rules_new(const struct report *r);
/* The number of the rule that a finding is of, which is added when it is not there yet. */
uint32_t sarif_rules_index(struct sarif_rules *rules, const struct diag *d);
/* The tool with all rules; call when the results are made. */
json_t *sarif_tool(const struct sarif_rules *rules);
/* Whether all could be read, and what the project changed of the rules. */
json_t *sarif_invocations(const struct sarif_rules *rules);

/* A message: its text, in which nothing looks like a placeholder or a link. */
json_t *sarif_text(const char *text);
const char *sarif_level(enum severity severity);

#endif
