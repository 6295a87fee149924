/* Mutation: an ISMS broken in many small ways, in memory, and which of them nobody notices. */
#ifndef MUTATE_MUTATE_H
#define MUTATE_MUTATE_H

#include "mutate/mutant.h"

struct mutate_options {
	const char *filter; /* only mutants whose name contains it: "drop risk.owner", a clause */
	uint32_t sample; /* so many of them, spread by chance, the same in each run; 0 is all */
	uint32_t processes;
};

/* What it came to for one clause. */
struct mutate_clause {
	struct str clause;
	uint32_t broken, noticed, by_error, explained;
};

struct mutation {
	struct mutants mutants; /* those tried */
	struct duties *duties;
	struct mutate_clause *clauses; /* in order */
	uint32_t clause_count;
	struct mutate_clause total;
	uint32_t by_language; /* noticed, but by no rule */
	uint32_t harmless, alarms; /* harmless ones, and those of them that a rule calls an error */
	uint32_t warned,
		refused; /* those that a rule warns of, and those that are no longer well formed */
	bool whole; /* all were tried */
	struct sink *told; /* mistakes in the lists, and survivors that explain nothing */
};

/* Finds, tries and counts the mutants of a compilation that has a verdict; where a list has mistakes, none is tried. Survivors that
 * explain nothing are told of when all were tried. False when a process ended before it could tell. */
bool mutate_run(struct compilation *c, const struct mutate_options *options, struct mutation *out);
/* "drop risk.owner", in the arena. */
const char *mutant_name(struct arena *a, const struct mutant *m);
/* A breakage is noticed when something graver than a note is found. */
bool mutant_noticed(const struct mutant *m);
/* A harmless change that a rule calls an error. */
bool mutant_alarms(const struct mutant *m);

#endif
