/* What the files of history/ share. */
#ifndef HISTORY_SNAPSHOT_H
#define HISTORY_SNAPSHOT_H

#include <git2.h>

#include "base/store.h"

/* The project's folder in one revision. */
struct snapshot {
	git_repository *repository;
	git_oid commit;
	git_tree *tree; /* NULL: there was none */
	const char *prefix; /* "isms/" in the repository, or "" */
};

/* The functions of a store; the context is a snapshot. */
struct store snapshot_store(struct snapshot *s);

#endif
