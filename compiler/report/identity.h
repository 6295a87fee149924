/* What makes two findings the same though lines move and days pass: the rule or sort of mistake, the entity, and what else
 * it is about. Several may have the same identity: they are told apart by counting. */
#ifndef REPORT_IDENTITY_H
#define REPORT_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

/* How often each identity was seen. */
struct tallies;

struct identity {
	const char *code;
	const char *entity; /* or NULL */
	const char *about; /* or NULL */
	uint32_t count;
};

struct tallies *tallies_new(struct arena *a);
struct identity identity_of(const struct diag *d);
/* Counts it `times` more; returns how often it has been seen now. The texts must outlive the tallies. */
uint32_t tallies_add(struct tallies *t, const struct identity *i, uint32_t times);
/* Takes one away; false when there is none left. */
bool tallies_take(struct tallies *t, const struct identity *i);
/* All, sorted by code, entity and what they are about. */
const struct identity *tallies_list(struct tallies *t, uint32_t *count);
/* The same as one text, in `a`. */
const char *identity_text(struct arena *a, const struct identity *i);

#endif
