/* The data built into the program: kinds, catalogues, rules, templates, the starter project. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

#include "base/str.h"

struct embedded {
	const char *path; /* as in the source tree: "schemas/language/4-context.yaml" */
	const char *bytes; /* followed by a NUL */
	size_t len;
};

/* All of them, sorted by path; generated into out/ by the Makefile. */
extern const struct embedded embedded_files[];
extern const size_t embedded_count;

/* The file of that path, or NULL. */
const struct embedded *embedded_find(struct str path);

#endif
