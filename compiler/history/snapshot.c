/* A tree of git as a store of files: what a checkout of it would hold. Symbolic links are followed within the project, and
 * what attributes ask for (ends of lines) is done as a checkout does it. */
#include "history/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

#define LINKS 40 /* followed for one path, as most systems do */

/* An entry by its path without links; NULL with the status. */
static enum file_status
find(const struct snapshot *s, const char *path, git_tree_entry **out)
{
	int status = s->tree != NULL ? git_tree_entry_bypath(out, s->tree, path) : GIT_ENOTFOUND;

	if (status == 0)
		return FILE_OK;
	*out = NULL;
	errno = status == GIT_ENOTFOUND ? ENOENT : EIO;
	return status == GIT_ENOTFOUND ? FILE_MISSING : FILE_UNREADABLE;
}

/* What a symbolic link says. */
static enum file_status
read_link(const struct snapshot *s, struct arena *a, const git_tree_entry *entry, const char **out)
{
	git_blob *blob = NULL;

	if (git_blob_lookup(&blob, s->repository, git_tree_entry_id(entry)) != 0) {
		errno = EIO;
		return FILE_UNREADABLE;
	}
	*out = arena_strndup(a, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
	git_blob_free(blob);
	return FILE_OK;
}

/* A path being resolved: the part that has no links, and what is still to follow. */
struct resolving {
	const char *done; /* "" is the project's folder */
	const char *rest;
	uint32_t links;
};

/* Takes the first name of the rest; false at its end. */
static bool
next_name(struct arena *a, struct resolving *r, const char **name)
{
	size_t len;

	r->rest += strspn(r->rest, "/");
	len = strcspn(r->rest, "/");
	*name = arena_strndup(a, r->rest, len);
	r->rest += len;
	return len > 0;
}

/* One step into the name; *entry is what the whole path is so far, or NULL for the project's folder. */
static enum file_status
step(const struct snapshot *s, struct arena *a, struct resolving *r, const char *name,
	git_tree_entry **entry)
{
	const char *path, *target;
	enum file_status status;

	if (strcmp(name, ".") == 0)
		return FILE_OK;
	if (strcmp(name, "..") == 0) {
		const char *slash = strrchr(r->done, '/');
		if (*r->done == '\0')
			return FILE_OUTSIDE;
		r->done = arena_strndup(a, r->done, slash != NULL ? (size_t)(slash - r->done) : 0);
		git_tree_entry_free(*entry);
		*entry = NULL;
		return *r->done != '\0' ? find(s, r->done, entry) : FILE_OK;
	}
	if (*entry != NULL && git_tree_entry_type(*entry) != GIT_OBJECT_TREE)
		return FILE_MISSING;
	path = *r->done != '\0' ? arena_printf(a, "%s/%s", r->done, name) : name;
	git_tree_entry_free(*entry);
	status = find(s, path, entry);
	if (status != FILE_OK || git_tree_entry_filemode(*entry) != GIT_FILEMODE_LINK) {
		r->done = path;
		return status;
	}
	status = read_link(s, a, *entry, &target);
	git_tree_entry_free(*entry);
	*entry = NULL;
	if (status != FILE_OK)
		return status;
	if (*target == '/')
		return FILE_OUTSIDE;
	if (++r->links > LINKS) {
		errno = ELOOP;
		return FILE_UNREADABLE;
	}
	r->rest = arena_printf(a, "%s/%s", target, r->rest);
	return *r->done != '\0' ? find(s, r->done, entry) : FILE_OK;
}

/* Follows all links of a path. *entry, which the caller frees, is NULL for the project's folder itself; *real is its path. */
static enum file_status
resolve(const struct snapshot *s, struct arena *a, const char *path, git_tree_entry **entry,
	const char **real)
{
	struct resolving r = {.done = "", .rest = path};
	enum file_status status = *path == '/' ? FILE_OUTSIDE : FILE_OK;
	const char *name;

	*entry = NULL;
	errno = 0;
	while (status == FILE_OK && next_name(a, &r, &name))
		status = step(s, a, &r, name, entry);
	if (status == FILE_OK && s->tree == NULL) {
		errno = ENOENT;
		status = FILE_MISSING;
	}
	if (status != FILE_OK) {
		git_tree_entry_free(*entry);
		*entry = NULL;
	}
	*real = r.done;
	return status;
}

static bool
is_folder(const git_tree_entry *entry)
{
	return entry == NULL || git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

/* The bytes of a file as a checkout would write them. */
static enum file_status
content(const struct snapshot *s, struct arena *a, const git_tree_entry *entry, const char *path,
	struct str *out)
{
	git_blob_filter_options options;
	git_blob *blob = NULL;
	git_buf buf = GIT_BUF_INIT;
	enum file_status status = FILE_OK;

	git_blob_filter_options_init(&options, GIT_BLOB_FILTER_OPTIONS_VERSION);
	options.flags |= GIT_BLOB_FILTER_ATTRIBUTES_FROM_COMMIT;
	git_oid_cpy(&options.attr_commit_id, &s->commit);
	if (git_blob_lookup(&blob, s->repository, git_tree_entry_id(entry)) != 0 ||
		git_blob_filter(&buf, blob, arena_printf(a, "%s%s", s->prefix, path), &options) !=
			0) {
		errno = EIO;
		status = FILE_UNREADABLE;
	} else if (buf.size > FILE_LIMIT) {
		status = FILE_TOO_LARGE;
	} else {
		char *bytes = arena_raw(a, buf.size + 1);
		if (buf.size > 0)
			memcpy(bytes, buf.ptr, buf.size);
		bytes[buf.size] = '\0';
		*out = (struct str){bytes, buf.size};
	}
	git_buf_dispose(&buf);
	git_blob_free(blob);
	return status;
}

static enum file_status
read_file(void *context, struct arena *a, const char *path, struct str *out)
{
	const struct snapshot *s = context;
	git_tree_entry *entry;
	const char *real;
	enum file_status status = resolve(s, a, path, &entry, &real);

	if (status != FILE_OK)
		return status;
	if (is_folder(entry)) {
		errno = EISDIR;
		status = FILE_UNREADABLE;
	} else if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) {
		status = FILE_MISSING; /* of another repository, which a checkout leaves empty */
	} else {
		status = content(s, a, entry, real, out);
	}
	git_tree_entry_free(entry);
	return status;
}

static enum file_status
look(void *context, struct arena *a, const char *path, char digest[DIGEST_TEXT])
{
	struct str bytes;
	enum file_status status = read_file(context, a, path, &bytes);

	if (status == FILE_OK && digest != NULL)
		digest_bytes(bytes, digest);
	return status;
}

static bool
exists(void *context, struct arena *a, const char *path)
{
	git_tree_entry *entry;
	const char *real;
	bool there = resolve(context, a, path, &entry, &real) == FILE_OK;

	git_tree_entry_free(entry);
	return there;
}

/* The same walk as that of a folder: real folders first, then what links lead to, each folder once. */
struct walk {
	struct snapshot *snapshot;
	struct arena *arena;
	const char *suffix;
	const char *const *skip;
	store_bad_fn *bad;
	void *bad_context;
	struct names *names;
	struct map *entered; /* by the name of the real path */
	VEC(const char *) files;
	VEC(const char *) folders;
	VEC(const char *) links; /* to folders */
};

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
tell(const struct walk *w, const char *path, enum file_status status)
{
	if (w->bad != NULL)
		w->bad(w->bad_context, path, status);
}

static bool
is_skipped(const struct walk *w, const char *path)
{
	for (const char *const *s = w->skip; s != NULL && *s != NULL; s++) {
		if (strcmp(*s, path) == 0)
			return true;
	}
	return false;
}

static void
visit(struct walk *w, const char *path, git_filemode_t mode)
{
	bool wanted = str_ends(str_of(path), w->suffix);
	git_tree_entry *entry;
	const char *real;

	if ((mode == GIT_FILEMODE_TREE || mode == GIT_FILEMODE_LINK) && is_skipped(w, path))
		return;
	if (mode == GIT_FILEMODE_TREE) {
		*VEC_PUSH(w->arena, &w->folders) = path;
	} else if (mode == GIT_FILEMODE_LINK) {
		enum file_status status = resolve(w->snapshot, w->arena, path, &entry, &real);

		if (status != FILE_OK && (wanted || errno == ELOOP))
			tell(w, path, status);
		else if (status == FILE_OK && is_folder(entry))
			*VEC_PUSH(w->arena, &w->links) = path;
		else if (status == FILE_OK && wanted)
			*VEC_PUSH(w->arena, &w->files) = path;
		git_tree_entry_free(entry);
	} else if (wanted && mode != GIT_FILEMODE_COMMIT) {
		*VEC_PUSH(w->arena, &w->files) = path;
	}
}

/* All entries of a folder, which lies at `real` and is known as `path`. */
static void
visit_all(struct walk *w, const char *path, const git_tree *tree)
{
	for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
		const char *name = git_tree_entry_name(entry);

		if (name[0] != '.')
			visit(w, path_join(w->arena, path, name), git_tree_entry_filemode(entry));
	}
}

static void
walk_folder(struct walk *w, const char *path)
{
	struct snapshot *s = w->snapshot;
	git_tree *tree = NULL;
	git_tree_entry *entry;
	const char *real;
	enum file_status status = resolve(s, w->arena, path, &entry, &real);
	const struct name *name = names_of(w->names, real);

	if (status == FILE_OK && map_get(w->entered, name) == NULL) {
		map_put(w->entered, name, w);
		if (entry == NULL) {
			visit_all(w, path, s->tree);
		} else if (git_tree_lookup(&tree, s->repository, git_tree_entry_id(entry)) == 0) {
			visit_all(w, path, tree);
			git_tree_free(tree);
		} else {
			errno = EIO;
			status = FILE_UNREADABLE;
		}
	}
	if (status != FILE_OK)
		tell(w, path, status);
	git_tree_entry_free(entry);
}

/* What the walk starts with: a folder, or a file that stands for itself. */
static void
start(struct walk *w, const char *folder)
{
	const char *path = *folder != '/' ? path_normal(w->arena, folder) : NULL;
	git_tree_entry *entry;
	const char *real;
	enum file_status status;

	if (path == NULL) {
		errno = 0;
		tell(w, folder, FILE_OUTSIDE);
		return;
	}
	status = resolve(w->snapshot, w->arena, path, &entry, &real);
	if (status != FILE_OK)
		tell(w, path, status);
	else if (is_folder(entry))
		*VEC_PUSH(w->arena, &w->folders) = path;
	else
		visit(w, path, git_tree_entry_filemode(entry));
	git_tree_entry_free(entry);
}

static const char **
walk(void *context, struct arena *a, const char *folder, const char *suffix,
	const char *const *skip, store_bad_fn *bad, void *bad_context, size_t *count)
{
	struct walk w = {.snapshot = context,
		.arena = a,
		.suffix = suffix,
		.skip = skip,
		.bad = bad,
		.bad_context = bad_context,
		.names = names_new(a),
		.entered = map_new(a)};
	uint32_t next_link = 0;

	start(&w, folder);
	for (;;) {
		while (w.folders.len > 0)
			walk_folder(&w, w.folders.ptr[--w.folders.len]);
		if (next_link == w.links.len)
			break;
		qsort(w.links.ptr + next_link, w.links.len - next_link, sizeof(*w.links.ptr),
			compare_paths);
		walk_folder(&w, w.links.ptr[next_link++]);
	}
	if (w.files.len > 1)
		qsort(w.files.ptr, w.files.len, sizeof(*w.files.ptr), compare_paths);
	*count = w.files.len;
	return w.files.ptr;
}

struct store
snapshot_store(struct snapshot *s)
{
	return (struct store){
		.context = s, .read = read_file, .look = look, .exists = exists, .walk = walk};
}
