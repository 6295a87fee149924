/* The regular files below a folder, without recursion: real folders first, then what symbolic links lead to, in the
 * order of their names. Every folder is entered once, so links cannot make the walk endless or multiply it. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"

struct walk {
	struct arena *arena;
	const char *root;
	char *real_root;
	const char *suffix;
	const char *const *skip;
	void (*bad)(void *context, const char *path, enum file_status status);
	void *context;
	struct map *entered; /* by device and inode */
	VEC(const char *) files;
	VEC(const char *) folders; /* still to be entered */
	VEC(const char *) links; /* to folders, entered when nothing else is left */
};

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Tells of a bad entry, and leaves errno for the one who is told. */
static void
report(const struct walk *w, const char *path, enum file_status status, int error)
{
	errno = error;
	if (w->bad != NULL)
		w->bad(w->context, path, status);
}

static bool
lies_below(const char *root, const char *path)
{
	size_t len = strlen(root);

	return strncmp(root, path, len) == 0 &&
	       (path[len] == '/' || path[len] == '\0' || root[len - 1] == '/');
}

static bool
is_skipped(const struct walk *w, const char *path)
{
	for (const char *const *s = w->skip; s != NULL && *s != NULL; s++) {
		size_t len = strlen(*s);

		while (len > 0 && (*s)[len - 1] == '/')
			len--;
		if (strlen(path) == len && strncmp(*s, path, len) == 0)
			return true;
	}
	return false;
}

/* A link: a file of the suffix is listed, a folder kept for later; what leaves the root or leads nowhere is reported. */
static void
visit_link(struct walk *w, const char *path, const char *full)
{
	bool wanted = str_ends(str_of(path), w->suffix);
	char *real = realpath(full, NULL);
	struct stat st;

	if (real == NULL || stat(real, &st) != 0) {
		if (errno == ELOOP)
			report(w, path, FILE_UNREADABLE, ELOOP);
		else if (wanted)
			report(w, path, errno == ENOENT ? FILE_MISSING : FILE_UNREADABLE, errno);
	} else if (!lies_below(w->real_root, real)) {
		if (wanted || S_ISDIR(st.st_mode))
			report(w, path, FILE_OUTSIDE, 0);
	} else if (S_ISDIR(st.st_mode)) {
		*VEC_PUSH(w->arena, &w->links) = path;
	} else if (wanted && S_ISREG(st.st_mode)) {
		*VEC_PUSH(w->arena, &w->files) = path;
	} else if (wanted) {
		report(w, path, FILE_UNREADABLE, EINVAL);
	}
	free(real);
}

static void
visit(struct walk *w, const char *path)
{
	const char *full = path_join(w->arena, w->root, path);
	struct stat st;

	if (lstat(full, &st) != 0) {
		if (errno != ENOENT)
			report(w, path, FILE_UNREADABLE, errno);
	} else if (S_ISLNK(st.st_mode)) {
		if (!is_skipped(w, path))
			visit_link(w, path, full);
	} else if (S_ISDIR(st.st_mode)) {
		if (!is_skipped(w, path))
			*VEC_PUSH(w->arena, &w->folders) = path;
	} else if (str_ends(str_of(path), w->suffix)) {
		if (S_ISREG(st.st_mode))
			*VEC_PUSH(w->arena, &w->files) = path;
		else
			report(w, path, FILE_UNREADABLE, EINVAL);
	}
}

/* False when the folder was entered before. */
static bool
enter_once(struct walk *w, const char *full)
{
	struct stat st;

	if (stat(full, &st) != 0)
		return true;
	if (map_get2(w->entered, (void *)(uintptr_t)st.st_dev, (void *)(uintptr_t)st.st_ino) !=
		NULL)
		return false;
	map_put2(w->entered, (void *)(uintptr_t)st.st_dev, (void *)(uintptr_t)st.st_ino, w);
	return true;
}

static void
walk_folder(struct walk *w, const char *path)
{
	const char *full = path_join(w->arena, w->root, path);
	const struct dirent *entry;
	DIR *dir;

	if (!enter_once(w, full))
		return;
	dir = opendir(full);
	if (dir == NULL) {
		report(w, path, FILE_UNREADABLE, errno);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.')
			visit(w, path_join(w->arena, path, entry->d_name));
	}
	closedir(dir);
}

/* A link to a folder that it lies in itself. */
static bool
is_cycle(const struct walk *w, const char *link)
{
	const char *full = path_join(w->arena, w->root, link);
	const char *slash = strrchr(full, '/');
	char *parent = arena_strndup(w->arena, full, slash == NULL ? 0 : (size_t)(slash - full));
	char *real_parent = realpath(parent[0] == '\0' ? slash == NULL ? "." : "/" : parent, NULL);
	char *target = realpath(full, NULL);
	bool cycle = target != NULL && real_parent != NULL && lies_below(target, real_parent);

	free(real_parent);
	free(target);
	return cycle;
}

static void
walk_all(struct walk *w, const char *folder)
{
	const char *const *skip = w->skip;
	uint32_t next_link = 0;

	/* What is named as the start is wanted, whatever its name. */
	w->skip = NULL;
	visit(w, folder);
	w->skip = skip;
	for (;;) {
		while (w->folders.len > 0)
			walk_folder(w, w->folders.ptr[--w->folders.len]);
		if (next_link == w->links.len)
			break;
		/* What was found meanwhile joins the rest in order. */
		qsort(w->links.ptr + next_link, w->links.len - next_link, sizeof(*w->links.ptr),
			compare_paths);
		const char *link = w->links.ptr[next_link++];

		if (is_cycle(w, link))
			report(w, link, FILE_UNREADABLE, ELOOP);
		else
			walk_folder(w, link);
	}
	if (w->files.len > 1)
		qsort(w->files.ptr, w->files.len, sizeof(*w->files.ptr), compare_paths);
}

/* The folder to start from, as a normal path; NULL when there is none below the root. */
static const char *
start_folder(struct walk *w, const char *folder)
{
	const char *path = folder[0] == '/' ? NULL : path_normal(w->arena, folder);
	enum file_status status = FILE_OK;
	struct stat st;
	char *real;

	if (path == NULL) {
		report(w, folder, FILE_OUTSIDE, 0);
		return NULL;
	}
	real = realpath(path_join(w->arena, w->root, path), NULL);
	if (real == NULL || w->real_root == NULL || stat(real, &st) != 0)
		status = errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_UNREADABLE;
	else if (!lies_below(w->real_root, real))
		status = FILE_OUTSIDE;
	if (status != FILE_OK)
		report(w, path, status, errno);
	free(real);
	return status == FILE_OK ? path : NULL;
}

const char **
file_walk(struct arena *a, const char *root, const char *folder, const char *suffix,
	const char *const *skip,
	void (*bad)(void *context, const char *path, enum file_status status), void *context,
	size_t *count)
{
	struct walk w = {.arena = a,
		.root = root,
		.suffix = suffix,
		.skip = skip,
		.bad = bad,
		.context = context};

	w.entered = map_new(a);
	w.real_root = realpath(root[0] == '\0' ? "." : root, NULL);
	folder = start_folder(&w, folder);
	if (folder != NULL)
		walk_all(&w, folder);
	free(w.real_root);
	*count = w.files.len;
	return w.files.ptr;
}
