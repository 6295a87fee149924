/* The coverage of a standard as JSON for programs. */
#ifndef REPORT_COVERAGE_H
#define REPORT_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* Ids, in order. */
struct coverage_ids {
	const char **ptr;
	uint32_t count;
};

/* An item of the standard, in words. */
struct coverage_line {
	const char *id, *kind;
	struct str title;
	uint32_t depth;
	bool has_parts, accounted;
	struct coverage_ids rules, documents;
	const char *reason; /* or NULL */
	/* Only in a project, else state is NULL. */
	const char *state;
	const char *worst; /* severity of the findings, or NULL */
	uint32_t asked, unasked, findings, waived;
};

struct coverage_sheet {
	struct str title; /* "Clauses" */
	struct coverage_ids general; /* rules that are asked of every item's entry */
	struct coverage_line *lines;
	uint32_t line_count;
	uint32_t checked, explained, open;
};

/* Appends one document: `tables`, each with its items and counts. */
void report_coverage(struct buf *out, const struct coverage_sheet *sheets, uint32_t count);

#endif
