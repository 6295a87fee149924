/* All files of a folder, in the order of their bytes, with an explicit stack. Links are followed only inside the root, and each folder
 * is entered once, so that no cycle of links can hold the walk. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/vec.h"

struct visited {
	dev_t device;
	ino_t inode;
};

struct walk {
	struct arena *arena;
	const char *root;
	char real_root[PATH_MAX];
	const char *suffix;
	const char *const *skip;
	void (*bad)(void *context, const char *path, enum file_status status);
	void *context;
	VEC(const char *) folders;
	VEC(const char *) files;
	VEC(struct visited) seen;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
skipped(const struct walk *w, const char *path)
{
	for (uint32_t i = 0; w->skip != NULL && w->skip[i] != NULL; i++) {
		if (strcmp(w->skip[i], path) == 0)
			return true;
	}
	return false;
}

/* Folders are few; files are not looked up here. */
static bool
enter(struct walk *w, const struct stat *st)
{
	for (uint32_t i = 0; i < w->seen.len; i++) {
		if (w->seen.ptr[i].device == st->st_dev && w->seen.ptr[i].inode == st->st_ino)
			return false;
	}
	*VEC_PUSH(w->arena, &w->seen) = (struct visited){ st->st_dev, st->st_ino };
	return true;
}

static bool
inside(const struct walk *w, const char *path)
{
	char real[PATH_MAX];
	size_t len = strlen(w->real_root);

	if (realpath(path, real) == NULL)
		return true; /* its own fault is told when it is read */
	return len <= 1 || (strncmp(real, w->real_root, len) == 0 && (real[len] == '/' || real[len] == '\0'));
}

static void
take(struct walk *w, const char *relative, const char *name)
{
	char *path = path_join(w->arena, w->root, relative);
	struct stat st, link;

	if (lstat(path, &link) != 0)
		return;
	bool is_link = S_ISLNK(link.st_mode);
	if (stat(path, &st) != 0) {
		if (is_link && str_ends(str_of(name), w->suffix))
			w->bad(w->context, relative, errno == ELOOP ? FILE_UNREADABLE : FILE_MISSING);
		return;
	}
	if (S_ISDIR(st.st_mode)) {
		if (skipped(w, relative))
			return;
		if (is_link && !inside(w, path))
			w->bad(w->context, relative, FILE_OUTSIDE);
		else
			*VEC_PUSH(w->arena, &w->folders) = relative;
		return;
	}
	if (!str_ends(str_of(name), w->suffix))
		return;
	if (is_link && !inside(w, path))
		w->bad(w->context, relative, FILE_OUTSIDE);
	else if (!S_ISREG(st.st_mode))
		w->bad(w->context, relative, FILE_UNREADABLE);
	else
		*VEC_PUSH(w->arena, &w->files) = relative;
}

static void
walk_folder(struct walk *w, const char *folder)
{
	char *path = path_join(w->arena, w->root, folder);
	struct stat st;

	if (stat(path, &st) != 0 || !enter(w, &st))
		return;
	DIR *dir = opendir(path);
	if (dir == NULL) {
		w->bad(w->context, folder, FILE_UNREADABLE);
		return;
	}
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
		if (entry->d_name[0] != '.')
			take(w, path_join(w->arena, folder, entry->d_name), entry->d_name);
	}
	closedir(dir);
}

const char **
file_walk(struct arena *a, const char *root, const char *folder, const char *suffix, const char *const *skip,
	void (*bad)(void *context, const char *path, enum file_status status), void *context, size_t *count)
{
	struct walk w = { .arena = a, .root = root, .suffix = suffix, .skip = skip, .bad = bad, .context = context };

	if (realpath(root, w.real_root) == NULL)
		w.real_root[0] = '\0';
	*VEC_PUSH(a, &w.folders) = folder;
	for (uint32_t i = 0; i < w.folders.len; i++)
		walk_folder(&w, w.folders.ptr[i]);
	if (w.files.len > 0)
		qsort(w.files.ptr, w.files.len, sizeof *w.files.ptr, compare);
	*count = w.files.len;
	return w.files.ptr;
}
