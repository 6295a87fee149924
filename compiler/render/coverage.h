/* The coverage of a standard: for each item of its catalogues which rules check it and which documents show it, or why nothing
 * can be checked. What is to be accounted for, and the reasons, are data: schemas/catalogues/coverage.yaml. */
#ifndef RENDER_COVERAGE_H
#define RENDER_COVERAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "render/document.h"
#include "rules/rules.h"

struct map;

/* What became of an item in the project, by its own rules and those of its parts. */
enum coverage_state {
	COVERAGE_FINE, /* every rule had something to ask about, and found nothing */
	COVERAGE_PARTLY, /* nothing found, but not every rule had something to ask about */
	COVERAGE_FINDINGS,
	COVERAGE_WAIVED, /* what was found is waived */
	COVERAGE_NOT_EXERCISED, /* no rule had anything to ask about: never counts as fine */
	COVERAGE_NOT_RUN, /* its rules are switched off, or could not be run */
	COVERAGE_NOT_CHECKED, /* there is no rule; a reason, unless it is not accounted for */
};

struct coverage_row {
	const struct entity *item;
	uint32_t depth; /* how many rows it is part of */
	uint32_t parts; /* rows behind it that are part of it */
	const struct rule **rules; /* that are about it, by id; those about its parts are theirs */
	uint32_t rule_count;
	/* Of these rules, those that other items lend it: they are asked of an item that names this one. */
	struct coverage_loan {
		const struct rule *rule;
		const struct entity *of;
	} * loans;
	uint32_t loan_count;
	const struct design **designs; /* of the documents that show it */
	uint32_t design_count;
	const char *reason; /* why nothing can be checked, or NULL */
	bool accounted; /* it has a rule or a reason, or all its parts have */
	enum coverage_state state;
	uint32_t asked,
		unasked; /* rules, its parts' as well: with and without something to ask about */
	uint32_t findings, waived;
	enum severity worst; /* of the findings */
};

struct coverage_table {
	const struct kind *kind; /* of the items; of the whole ones, where some are parts */
	const struct rule *
		*general; /* that are asked of the project's entry for each item, whichever it is */
	uint32_t general_count;
	struct coverage_row *rows; /* in the order of the catalogue, parts behind the whole */
	uint32_t row_count;
	uint32_t checked, explained,
		open; /* rows by rule, by reason only, by neither; not those that only have parts */
};

struct coverage {
	struct coverage_table *tables;
	uint32_t table_count;
	struct map *rows; /* struct name of an id -> struct coverage_row */
};

/* Holds the rules of the verdict and the documents against the items of the model. Mistakes in the data are reported. Never
 * NULL; without a verdict it has no tables. */
struct coverage *coverage_make(struct arena *a, const struct model *m,
	const struct verdict *verdict, const struct document_set *set, struct sources *sources,
	struct sink *sink);
/* Sets the states of all rows. */
void coverage_judge(struct arena *a, struct coverage *c, const struct verdict *verdict);
/* "fine", "not_exercised" */
const char *coverage_state_name(enum coverage_state state);

#endif
