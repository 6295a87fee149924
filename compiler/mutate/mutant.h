/* Mutants: one small change of the sources each, what it is said to break, and what came of it. */
#ifndef MUTATE_MUTANT_H
#define MUTATE_MUTANT_H

#include "base/vec.h"
#include "mutate/duty.h"
#include "pipeline.h"
#include "syntax/tree.h"

struct mutant {
	const struct operator* operator;
	struct str clause; /* what it breaks; empty: it is harmless */
	const struct kind *kind; /* kind or block that has the field */
	const struct field *field; /* NULL: the declaration itself */
	const struct entity *entity; /* what has the field */
	struct span place; /* in the sources as they are */
	const struct edit *edits;
	uint32_t edit_count;

	/* What came of it. */
	bool tried;
	bool found; /* there is a finding that was not there before */
	bool by_rule; /* the gravest one is a rule's */
	enum severity severity; /* of the gravest one */
	const char *name; /* its code, or the rule's id */
	struct survivor *survivor; /* unnoticed, with a reason */
};

struct mutants {
	VEC(struct mutant) list;
};

/* All mutants of a compilation, in the order of the sources. */
void mutants_find(struct compilation *c, const struct duties *d, struct mutants *out);

/* For find*.c only. */
struct finder {
	struct compilation *c;
	const struct duties *duties;
	struct evaluator *evaluator;
	struct entity *
		it; /* the block, or what the reference leads to, that a change is about; or NULL */
	struct map *trees; /* struct tree -> its number from 1 */
	struct map *references; /* struct entity -> struct references, once asked for */
	struct mutants *out;
};

/* Adds a mutant if `d` (may be NULL) or the operator says what becomes of it; `edits` are copied. */
void finder_add(struct finder *f, const struct operator* o, const struct duty *d,
	struct entity *holder, const struct field *field, struct span place,
	const struct edit *edits, uint32_t count);
/* The same with an operator of that edit: the one that a duty names, or the one for everything. */
void finder_general(struct finder *f, enum edit_kind edit, struct entity *holder,
	const struct field *field, struct span place, const struct edit *edits, uint32_t count);
/* The number of an entity's tree. */
uint32_t finder_tree(const struct finder *f, const struct entity *e);
/* An edit that takes an item away, with the `;` behind it. */
struct edit finder_drop(const struct finder *f, const struct entity *e, const struct item *item);

/* The values of an item: tokens first..end, between two commas. */
struct argument {
	uint32_t first, end;
};
struct arguments {
	VEC(struct argument) list;
};
void finder_arguments(
	struct finder *f, const struct tree *t, const struct item *item, struct arguments *out);

/* find_value.c: the mutants of an item's values, and of the value that heads a block. */
void finder_values(
	struct finder *f, struct entity *e, const struct field *field, const struct item *item);
void finder_head(struct finder *f, struct entity *e);
/* find_delete.c: the declaration goes, and every reference to it. */
void finder_delete(struct finder *f, struct entity *e);

#endif
