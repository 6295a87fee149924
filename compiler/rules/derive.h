/* Computed fields from within: which there are, in which order, their values. For derive*.c only. */
#ifndef RULES_DERIVE_H
#define RULES_DERIVE_H

#include "base/vec.h"
#include "expr/expr.h"

/* A computed field of a kind or block. */
struct computed {
	const struct kind *kind;
	struct field *field;
	const struct tree *tree;
	const struct compiled *compiled; /* NULL after a mistake */
	VEC(uint32_t) reads; /* computed fields, by number */
	VEC(const struct field *) inputs; /* fields of the same entity */
	bool ordered;
};

struct derivation {
	struct arena *arena;
	struct model *model;
	struct sink *sink;
	const struct scope *scope;
	VEC(struct computed) fields;
	struct map *numbers; /* struct field -> its number, from 1 */
	VEC(uint32_t) order;
	struct map
		*told; /* (declared entity, a number of it) that lies in no level, and was told */
};

/* derive_order.c: finds all computed fields, compiles them, and puts those that can be computed into `order`; mistakes and
 * cycles are reported. */
void derive_compile(struct derivation *d);
/* derive_value.c: stores a result that is present as the values of a slot. `room` takes a single value. */
void derive_store(struct arena *a, const struct field *f, const struct result *r, struct slot *slot,
	struct value *room);

#endif
