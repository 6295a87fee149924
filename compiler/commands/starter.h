/* The starter project: files built into the program that become a new project's once its own names are filled in. */
#ifndef COMMANDS_STARTER_H
#define COMMANDS_STARTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* What is the project's own. */
struct starter {
	struct str organization; /* one line, checked by starter_name_fault */
	struct str date; /* "2026-11-25" */
};

struct starter_file {
	const char *path; /* below the project's folder */
	struct str text;
};

/* All files of the starter, filled in, sorted by path; *count tells how many. NULL when the files built in are broken themselves. */
struct starter_file *starter_fill(struct arena *a, const struct starter *s, size_t *count);

/* What stops a name from standing in sources on one line, in words ("is empty"); NULL when nothing does. */
const char *starter_name_fault(struct str name);

#endif
