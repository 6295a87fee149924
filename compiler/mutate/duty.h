/* What breaks an ISMS and what leaves it whole, as data: schemas/mutations.yaml, and mutations.yaml of the project. */
#ifndef MUTATE_DUTY_H
#define MUTATE_DUTY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"
#include "model/model.h"

struct compilation;
struct compiled;
struct sink;

/* What an operator does to the sources. */
enum edit_kind {
	EDIT_DELETE, /* a declaration goes, and every reference to it */
	EDIT_DROP, /* a field goes, with all its values */
	EDIT_DROP_ONE, /* one of several values or blocks goes */
	EDIT_SET, /* a value becomes another one that is computed */
	EDIT_OTHER, /* the next value that the type allows */
	EDIT_RETITLE, /* a title becomes another one */
	EDIT_MOVE, /* two items of a block change places */
	EDIT_KINDS
};

struct operator
{
	struct str name;
	struct span span;
	enum edit_kind edit;
	struct str to; /* EDIT_SET, EDIT_RETITLE: an expression, or empty */
	struct span to_span;
	bool harmless; /* what no duty names stays whole */
};

/* One operator on one field of a kind or block. */
struct duty {
	const struct kind *kind;
	const struct field *field; /* NULL: a declaration itself */
	const struct operator* operator;
	struct str clause; /* what is broken; empty: nothing, it is harmless */
	struct compiled *when; /* NULL: always */
	struct compiled *to; /* EDIT_SET, EDIT_RETITLE */
	const struct duty *next; /* on the same field */
};

/* Breakages that no rule can notice, with the reason. */
struct survivor {
	const struct kind *kind;
	const struct field *field;
	const struct operator* operator;
	struct str *ids; /* of the declarations, or none for all */
	uint32_t id_count;
	struct str because;
	struct span span;
	uint32_t used;
};

struct duties {
	struct operator** operators;
	uint32_t operator_count;
	struct survivor *survivors;
	uint32_t survivor_count;
	bool unreadable; /* the project's file is there and cannot be read */
	struct map *by_field; /* (kind, field or kind) -> the last duty read */
};

/* Reads both files for a compilation; mistakes go to `sink`. Never NULL. */
struct duties *duties_read(struct compilation *c, struct sink *sink);
/* The operator of that edit that is tried on everything, or NULL. */
const struct operator* duties_general(const struct duties *d, enum edit_kind edit);
/* The duties on a field of a kind (NULL: on the declaration), in a list by `next`, or NULL. */
const struct duty *duties_on(
	const struct duties *d, const struct kind *kind, const struct field *field);
/* The survivor that an edit of this declaration's is listed as, or NULL. */
struct survivor *duties_survivor(const struct duties *d, const struct kind *kind,
	const struct field *field, const struct operator* operator, const struct name * id);

#endif
