/* The model: entities with typed values, all references resolved. Built in passes (declare, bind, resolve), then sealed. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"
#include "base/source.h"
#include "base/str.h"
#include "model/value.h"
#include "schema/catalogue.h"
#include "schema/kind.h"

struct arena;
struct sink;
struct sources;
struct tree;

/* The values of one field of one entity, in the order written. */
struct slot {
	struct value *values;
	uint32_t count;
	struct span span; /* the field's word, or the whole field when written once */
};

struct entity {
	/* First what evaluation reads of each: it comes in with one line of the cache. */
	const struct kind *kind;
	struct slot *
		slots; /* one for each field of the kind, by field index; implicit fields' slots stay empty */
	uint32_t index; /* among all entities of the model */
	uint32_t number; /* among its kind, or among its siblings in the same field, from 0 */
	bool declared; /* false for catalogue items' entities that no source declares */
	bool broken; /* a syntax error in it: absence proves nothing, rules skip it */
	struct entity *parent; /* of a block: the entity or block that holds it */
	struct span span; /* what a finding points at: the id, or the kind's word */
	const struct name *id; /* NULL for singletons and blocks without a head or id */
	struct str title; /* of a block: its string, may be empty */
	const struct tree *tree; /* NULL for catalogue items and undeclared ones */
	uint32_t item; /* in the tree */
	const struct catalogue_item *source; /* the catalogue's item, or NULL */
};

struct entity_list {
	struct entity **ptr;
	uint32_t count;
};

struct model {
	struct arena *arena;
	const struct language *language;
	struct sources *sources;
	struct sink *sink;
	struct entity **entities; /* all, blocks included, by index */
	uint32_t entity_count;
	struct entity_list
		*by_kind; /* by kind index: in order of file and place; blocks included */
	struct map *index; /* (struct kind, struct name) -> struct entity */
	struct catalogue **catalogues; /* the project's standards, the first is the main one */
	uint32_t catalogue_count;
	int32_t as_of; /* days since 1970-01-01 */
	bool broken; /* a file had errors in its syntax: what is absent may only have been unreadable */
};

/* Reads a file of the project, for `text from "…"`; reports and returns false when it cannot. */
typedef bool model_read_fn(
	void *context, struct str relative, struct span where, const struct source **out);

/* Looks at a file of the project, which must be a regular one; `digest` (DIGEST_TEXT bytes, or NULL) becomes its SHA-256.
 * errno tells more of FILE_UNREADABLE. */
typedef enum file_status model_file_fn(void *context, struct str relative, char *digest);

struct model_input {
	const struct language *language;
	struct tree **trees; /* sorted by path; rule files built in come along as trees too */
	uint32_t tree_count;
	struct catalogue **catalogues;
	uint32_t catalogue_count;
	int32_t as_of;
	bool cut; /* a file could not be read: ids that nothing bears may stand in it */
	model_read_fn *read;
	model_file_fn *file; /* NULL: files are not looked at */
	bool (*exists)(
		void *context, struct str relative); /* whether a file of the project exists */
	void *context;
};

/* Builds the model; all mistakes are reported. Never NULL. Linear in the input. */
struct model *model_build(struct arena *a, const struct model_input *input, struct sources *sources,
	struct sink *sink);

/* The entity of that kind and id, or NULL. */
struct entity *model_find(const struct model *m, const struct kind *kind, const struct name *id);
/* The one entity of a kind that exists once, or NULL. */
struct entity *model_single(const struct model *m, const struct kind *kind);
const struct slot *entity_slot(const struct entity *e, const struct field *f);
/* The declared entity that a block lies in; itself when it is none. */
struct entity *entity_root(struct entity *e);
/* "risk R-001", "scope", "treat modify of risk R-001", in the arena. */
const char *entity_name(struct arena *a, const struct entity *e);
/* The title, or its id, or its kind's title. */
struct str entity_title(const struct entity *e);

#endif
