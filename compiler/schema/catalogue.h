/* Catalogues: the standards as data. */
#ifndef SCHEMA_CATALOGUE_H
#define SCHEMA_CATALOGUE_H

#include <stdint.h>

#include "base/source.h"
#include "base/str.h"
#include "schema/kind.h"

struct arena;
struct sink;

/* One item of a standard: a clause, a control, an outcome. */
struct catalogue_item {
	const struct kind *kind;
	const struct name *id;
	struct str title;
	const struct yaml *node; /* its fields are read by the kind's source_fields */
	size_t whole; /* so many bytes of its id are that of the item it is part of; 0: of none */
	struct span span;
};

struct catalogue {
	const struct name *id; /* "iso27001-2022" */
	struct str title; /* "ISO/IEC 27001:2022" */
	struct catalogue_item *items;
	uint32_t item_count;
	const struct yaml *root;
};

/* Reads one catalogue file by the kinds that have a source. NULL when it is no catalogue (reported). */
struct catalogue *catalogue_read(
	struct arena *a, const struct language *l, const struct yaml *file, struct sink *sink);

#endif
