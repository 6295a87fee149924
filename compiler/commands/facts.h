/* What a compilation tells the reports besides its findings. */
#ifndef COMMANDS_FACTS_H
#define COMMANDS_FACTS_H

#include "pipeline.h"
#include "report/report.h"

/* The rules, waived findings and clauses, in the compilation's arena. */
struct report_facts facts_of(const struct compilation *c);

/* Notes for each finding that names no entity in which declaration it lies. */
void facts_within(const struct compilation *c);

/* Notes what the set of documents finds in the project, which `build` would note. */
void facts_documents(struct compilation *c);

#endif
