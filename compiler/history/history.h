/* A revision of a git repository as a store of files, read within the process by libgit2. The only user of libgit2. */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include <stdbool.h>

#include "base/store.h"

struct arena;

/* What the project in the folder `root` was in revision `rev` of the repository that it lies in; it may have been absent, and is
 * empty then. False when there is no repository or no such revision; *why tells in words. All ends with the arena. */
bool history_store(
	struct arena *a, const char *root, const char *rev, struct store *out, const char **why);

#endif
