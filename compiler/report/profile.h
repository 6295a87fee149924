/* What rules cost, as a table for people or as JSON for machines. */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include <stdint.h>

#include "base/buf.h"

/* One rule. Entities and steps are the same in every run; the time is this run's. */
struct cost {
	const char *rule;
	uint64_t nanoseconds;
	int64_t steps; /* elements gone through, fields and texts read */
	uint32_t entities; /* that `for` offered, before its condition */
	uint32_t asked; /* times that `require` was asked */
	uint32_t findings; /* waived ones too */
};

/* Sorts by cost, dearest first, and appends all rows, their sum, and the time of all with what is no rule's own; the format is "text" or "json". */
void report_profile(struct buf *out, struct cost *costs, uint32_t count, uint64_t nanoseconds,
	const char *format);

#endif
