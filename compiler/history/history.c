/* A folder and the name of a revision → the tree of the project in that revision. The folder may lie anywhere in the
 * repository, in a linked work tree, and the repository may be shallow. */
#include "history/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "history/snapshot.h"

static void
release(void *object)
{
	struct snapshot *s = object;

	git_tree_free(s->tree);
	git_repository_free(s->repository);
	git_libgit2_shutdown();
}

/* The last error of libgit2 in printable characters. */
static const char *
reason(struct arena *a)
{
	const git_error *error = git_error_last();
	char *text = arena_printf(a, "%s",
		error != NULL && error->message != NULL ? error->message : "unknown error");

	for (char *p = text; *p != '\0'; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	}
	return text;
}

/* Where the project lies in the repository: "isms/", or "" for all of it. NULL when it lies outside of the work tree. */
static const char *
prefix_of(struct arena *a, const char *root, const char *work_tree)
{
	char *real_root = realpath(*root != '\0' ? root : ".", NULL);
	char *real_tree = realpath(work_tree, NULL);
	const char *prefix = NULL;

	if (real_root != NULL && real_tree != NULL) {
		size_t len = strlen(real_tree);

		while (len > 0 && real_tree[len - 1] == '/')
			len--;
		if (strncmp(real_root, real_tree, len) == 0 && real_root[len] == '\0')
			prefix = "";
		else if (strncmp(real_root, real_tree, len) == 0 && real_root[len] == '/')
			prefix = arena_printf(a, "%s/", real_root + len + 1);
	}
	free(real_root);
	free(real_tree);
	return prefix;
}

static bool
open_repository(struct arena *a, struct snapshot *s, const char *root, const char **why)
{
	int status = git_repository_open_ext(&s->repository, root, 0, NULL);

	if (status == GIT_ENOTFOUND) {
		*why = arena_printf(a, "`%s` lies in no git repository", root);
		return false;
	}
	if (status != 0) {
		*why = arena_printf(a, "the git repository cannot be read: %s", reason(a));
		return false;
	}
	const char *work_tree = git_repository_workdir(s->repository);
	s->prefix = work_tree != NULL ? prefix_of(a, root, work_tree) : NULL;
	if (s->prefix == NULL) {
		*why = arena_printf(a, "`%s` lies in no work tree of its git repository", root);
		return false;
	}
	return true;
}

/* `a...b`: the last commit that both have. */
static int
find_parting(git_object **out, struct snapshot *s, const char *rev)
{
	git_revspec ends;
	git_oid base;
	int status = git_revparse(&ends, s->repository, rev);

	if (status != 0)
		return status;
	status = git_merge_base(
		&base, s->repository, git_object_id(ends.from), git_object_id(ends.to));
	git_object_free(ends.from);
	git_object_free(ends.to);
	return status == 0 ? git_object_lookup(out, s->repository, &base, GIT_OBJECT_COMMIT)
			   : status;
}

/* `a..b` names many revisions. False with the reason. */
static bool
is_one(struct arena *a, const char *rev, const char **why)
{
	const char *dots = strstr(rev, "..");

	if (dots == NULL || dots[2] == '.')
		return true;
	const char *from = dots > rev ? arena_strndup(a, rev, (size_t)(dots - rev)) : "HEAD";
	*why = arena_printf(a,
		"`%s` is a range, and one revision is wanted: `%s`, or `%s...%s` for where the two "
		"parted",
		rev, from, from, dots[2] != '\0' ? dots + 2 : "HEAD");
	return false;
}

/* Sets the commit and its tree, of the whole repository. */
static bool
find_revision(struct arena *a, struct snapshot *s, const char *rev, const char **why)
{
	git_object *object = NULL, *commit = NULL;
	int status = git_revparse_single(&object, s->repository, rev);

	if (status != 0 && !is_one(a, rev, why))
		return false;
	if (status != 0 && strstr(rev, "...") != NULL)
		status = find_parting(&object, s, rev);
	if (status == 0)
		status = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	git_object_free(object);
	if (status == 0) {
		git_oid_cpy(&s->commit, git_object_id(commit));
		status = git_commit_tree(&s->tree, (git_commit *)commit);
	}
	git_object_free(commit);
	if (status == 0)
		return true;
	const char *said = reason(a);
	*why = arena_printf(a, "there is no revision `%s` in this repository (%s)%s", rev, said,
		git_repository_is_shallow(s->repository) == 1
			? "; its history was cut off when it was cloned: `git fetch --unshallow` "
			  "gets the rest"
			: "");
	return false;
}

/* From the tree of the repository to that of the project, which the revision may not have. */
static bool
enter_project(struct arena *a, struct snapshot *s, const char **why)
{
	char *path = arena_strndup(a, s->prefix, strlen(s->prefix));
	git_tree *whole = s->tree;
	git_tree_entry *entry = NULL;
	int status;

	if (*path == '\0')
		return true;
	path[strlen(path) - 1] = '\0';
	s->tree = NULL;
	status = git_tree_entry_bypath(&entry, whole, path);
	bool there = status != GIT_ENOTFOUND;
	/* A tree that is named and not found is missing from the repository. */
	if (status == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		status = git_tree_lookup(&s->tree, s->repository, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	git_tree_free(whole);
	if (status == 0 || !there)
		return true;
	*why = arena_printf(a, "the revision cannot be read: %s", reason(a));
	return false;
}

bool
history_store(
	struct arena *a, const char *root, const char *rev, struct store *out, const char **why)
{
	struct snapshot *s = arena_alloc(a, sizeof(*s));

	if (git_libgit2_init() < 0) {
		*why = "libgit2 cannot be started";
		return false;
	}
	arena_own(a, s, release);
	if (!open_repository(a, s, root, why) || !find_revision(a, s, rev, why) ||
		!enter_project(a, s, why))
		return false;
	*out = snapshot_store(s);
	return true;
}
