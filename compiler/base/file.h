/* Files and folders: read whole, walk, stay inside a root, write atomically. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

enum file_status {
	FILE_OK,
	FILE_MISSING,
	FILE_UNREADABLE, /* permission, a folder, a device, an input error; errno is set */
	FILE_OUTSIDE, /* leads out of the root by "..", an absolute path or a symbolic link */
	FILE_TOO_LARGE, /* over FILE_LIMIT */
};

#define FILE_LIMIT ((size_t)1 << 30)

/* Reads a regular file whole, NUL behind it, into the arena. */
enum file_status file_read(struct arena *a, const char *path, struct str *out);
/* The same for `relative` below `root`, refusing whatever lies outside of it once links are followed. */
enum file_status file_read_within(
	struct arena *a, const char *root, const char *relative, struct str *out);

/* Opens a regular file for reading in the same way, however large; the caller closes it. */
enum file_status file_open_within(struct arena *a, const char *root, const char *relative, int *fd);

/* All regular files below root/folder whose name ends in `suffix`, as paths relative to root, sorted by bytes.
 * A regular file of that suffix stands for itself. Names that begin with "." and folders in `skip` (relative to root, NULL-terminated list or NULL) are left out.
 * What lies there and cannot be read is reported by calling `bad(context, path, status)`, errno being set or 0: a link that leaves
 * the root or leads nowhere, a cycle of links, a device, a folder without permission, a missing start. Each folder is entered once. */
const char **file_walk(struct arena *a, const char *root, const char *folder, const char *suffix,
	const char *const *skip,
	void (*bad)(void *context, const char *path, enum file_status status), void *context,
	size_t *count);

/* Makes a folder and its parents. False with errno. */
bool file_make_dir(const char *path);
/* Writes bytes to a temporary file beside `path`, flushes, renames: either the old or the new file stands. Leaves
 * the file alone when its bytes are the same already (*changed tells). Signals that end the process wait while the
 * temporary file exists. False with errno; the temporary file is gone then. */
bool file_write(const char *path, const char *bytes, size_t len, bool *changed);
bool file_exists(const char *path);
bool file_is_folder(const char *path);
/* Whether `path` is there and, its links followed, lies neither below `root` nor is it. */
bool file_leads_out(const char *root, const char *path);
/* dir + "/" + name, in the arena; `name` alone when dir is "." or empty. */
char *path_join(struct arena *a, const char *dir, const char *name);
/* Resolves "." and ".." by text; NULL when it would leave its start. */
char *path_normal(struct arena *a, const char *path);

#endif
