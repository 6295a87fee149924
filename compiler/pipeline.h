/* The stages in order: what check, build and every other verb share. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/store.h"
#include "schema/kind.h"
#include "schema/project.h"

struct arena;
struct catalogue;
struct model;
struct names;
struct sink;
struct tree;
struct verdict;
struct yaml;

/* One compilation: everything in it lives in its arena. */
struct compilation {
	struct arena *arena;
	struct names *names;
	struct sources *sources;
	struct sink *sink;
	const char *root; /* the project's folder */
	struct store store; /* where its files come from */
	int32_t as_of; /* the day that counts as today, in days since 1970-01-01 */
	bool dated; /* whoever asked for this says the day, not the project */
	struct language *language;
	uint32_t language_sources; /* so many of the sources are isms.yaml and what states kinds */
	bool language_unreadable; /* one of these could not be read */
	struct project *project;
	struct tree **
		trees; /* the rules built in, then the project's files, each in the order of their paths */
	uint32_t tree_count;
	uint32_t built_in_count; /* of the trees: those of the rules built in */
	struct catalogue **catalogues; /* the project's standards */
	uint32_t catalogue_count;
	struct model *model; /* NULL when the project could not be read */
	struct verdict
		*verdict; /* what the rules found; NULL without a model, or when it is not whole */
	bool unreadable; /* the project or a file of it could not be read: exit status 2 */
};

/* Reads kinds, project and sources of the folder `root`. Mistakes are in the sink; the result is whole all the same. Never NULL. */
struct compilation *compile(struct arena *a, const char *root);
/* The same of files that come from elsewhere than the folder, such as from a revision, as of a day whatever they say of it. */
struct compilation *compile_store(
	struct arena *a, const char *root, const struct store *store, int32_t as_of);
/* The same without any project: the kinds, standards and rules built in. */
struct compilation *compile_built_in(struct arena *a);

/* Bytes start..end of tree `tree` become `with`. */
struct edit {
	uint32_t tree;
	uint32_t start, end;
	struct str with;
};

/* The same project with the texts of some files edited, in memory: only these are read anew; all else is shared with `c`, which must
 * live as long. Edits are ordered by tree and place and do not overlap. Mistakes of files that were not edited are not told again. */
struct compilation *compile_edited(
	struct arena *a, const struct compilation *c, const struct edit *edits, uint32_t count);

/* templates/documents.yaml: the designs of the documents. NULL when it cannot be read, which is in the sink. */
const struct yaml *compile_designs(struct compilation *c);

#endif
