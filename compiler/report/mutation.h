/* What came of mutation, as JSON for machines. */
#ifndef REPORT_MUTATION_H
#define REPORT_MUTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/source.h"

/* One change of the sources. What it lacks is NULL. */
struct report_mutant {
	const char *change; /* "drop risk.owner" */
	const char *entity; /* "risk R-001" */
	const char *breaks; /* a clause; NULL: harmless */
	bool noticed, alarm;
	const char *severity, *code; /* of the gravest new finding */
	const char *because; /* why it is unnoticed */
	struct span place;
};

/* The counts of one clause, or of all. */
struct report_breakages {
	const char *clause;
	uint32_t broken, noticed, by_error, explained;
};

struct report_mutation {
	const struct report_mutant *mutants;
	uint32_t mutant_count;
	const struct report_breakages *clauses;
	uint32_t clause_count;
	struct report_breakages total;
	uint32_t by_language, harmless, alarms, warned, refused;
};

/* Appends one JSON document. */
void report_mutation(struct buf *out, const struct report_mutation *m, struct sources *sources);

#endif
