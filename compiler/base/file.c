/* Reading: a file whole, and a file below a root that cannot lead out of it. Below a root every component is opened
 * without following links; when one is a link the path is resolved, must still lie below the resolved root, and is
 * opened component by component again, so that nothing outside is opened even when links change meanwhile. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

char *
path_join(struct arena *a, const char *dir, const char *name)
{
	size_t len = strlen(dir);

	if (len == 0 || strcmp(dir, ".") == 0)
		return arena_strndup(a, name, strlen(name));
	return arena_printf(a, dir[len - 1] == '/' ? "%s%s" : "%s/%s", dir, name);
}

char *
path_normal(struct arena *a, const char *path)
{
	bool absolute = path[0] == '/';
	char *out = arena_raw(a, strlen(path) + 2);
	size_t len = 0, floor;

	if (absolute)
		out[len++] = '/';
	floor = len;
	while (*path != '\0') {
		size_t part = strcspn(path, "/");

		if (part == 2 && path[0] == '.' && path[1] == '.') {
			if (len == floor && !absolute)
				return NULL;
			while (len > floor && out[len - 1] != '/')
				len--;
			if (len > floor)
				len--;
		} else if (part > 0 && !(part == 1 && path[0] == '.')) {
			if (len > floor)
				out[len++] = '/';
			memcpy(out + len, path, part);
			len += part;
		}
		path += part + (path[part] == '/');
	}
	if (len == 0)
		out[len++] = '.';
	out[len] = '\0';
	return out;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool
file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum file_status
status_of_errno(void)
{
	return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_UNREADABLE;
}

/* Reads until the end; the size is what fstat said, but files may grow, and those of /proc say 0. */
static enum file_status
read_all(struct arena *a, int fd, size_t size, struct str *out)
{
	size_t cap = size + 1, len = 0;
	char *bytes = arena_raw(a, cap);

	for (;;) {
		ssize_t got;

		if (len == cap) {
			bytes = arena_grow(a, bytes, cap, cap * 2, 1);
			cap *= 2;
		}
		got = read(fd, bytes + len, cap - len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return FILE_UNREADABLE;
		if (got == 0)
			break;
		len += (size_t)got;
		if (len > FILE_LIMIT)
			return FILE_TOO_LARGE;
	}
	bytes[len] = '\0';
	*out = (struct str){bytes, len};
	return FILE_OK;
}

/* Whether an open file is a regular one; its size. */
static enum file_status
check_regular(int fd, size_t *size)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return FILE_UNREADABLE;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return FILE_UNREADABLE;
	}
	*size = (size_t)st.st_size;
	return FILE_OK;
}

/* Reads an open file when it is a regular one, and closes it. */
static enum file_status
read_regular(struct arena *a, int fd, struct str *out)
{
	size_t size = 0;
	enum file_status status = check_regular(fd, &size);
	int error;

	if (status == FILE_OK)
		status = size > FILE_LIMIT ? FILE_TOO_LARGE : read_all(a, fd, size, out);
	error = errno;
	close(fd);
	errno = error;
	return status;
}

enum file_status
file_read(struct arena *a, const char *path, struct str *out)
{
	struct stat st;
	int fd;

	if (stat(path, &st) != 0)
		return status_of_errno();
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return FILE_UNREADABLE;
	}
	/* Not blocking, should a FIFO have taken its place by now. */
	fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return status_of_errno();
	return read_regular(a, fd, out);
}

/* Opens a normal path below the folder without following any link; -1 with errno. `path` is cut and mended. */
static int
open_without_links(int folder, char *path)
{
	int fd = folder;
	struct stat st;

	for (;;) {
		size_t part = strcspn(path, "/");
		bool last = path[part] == '\0';
		int next, error;

		path[part] = '\0';
		if (fstatat(fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
			next = -1;
		else if (S_ISLNK(st.st_mode))
			next = (errno = ELOOP, -1);
		else if (last && !S_ISREG(st.st_mode))
			next = (errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL, -1);
		else
			next = openat(fd, path,
				O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC |
					(last ? 0 : O_DIRECTORY));
		error = errno;
		if (!last)
			path[part] = '/';
		if (fd != folder)
			close(fd);
		errno = error;
		if (next < 0 || last)
			return next;
		fd = next;
		path += part + 1;
	}
}

/* The part of a resolved path below the resolved root; NULL when it lies elsewhere. */
static char *
below(const char *root, char *path)
{
	size_t len = strlen(root);

	if (strncmp(root, path, len) != 0)
		return NULL;
	if (len > 0 && root[len - 1] == '/')
		return path + len;
	return path[len] == '/' ? path + len + 1 : NULL;
}

bool
file_leads_out(const char *root, const char *path)
{
	char *real_root = realpath(root, NULL), *real = realpath(path, NULL);
	bool out = real_root != NULL && real != NULL && strcmp(real_root, real) != 0 &&
		   below(real_root, real) == NULL;

	free(real_root);
	free(real);
	return out;
}

/* The same through links, all of which must end below the root. */
static enum file_status
open_resolved(const char *root, int folder, const char *full, int *fd)
{
	char *real_root = realpath(root, NULL), *real = realpath(full, NULL);
	enum file_status status = FILE_OK;
	char *rest;
	int error;

	if (real_root == NULL || real == NULL) {
		status = status_of_errno();
	} else if ((rest = below(real_root, real)) == NULL) {
		status = FILE_OUTSIDE;
	} else {
		*fd = open_without_links(folder, rest);
		if (*fd < 0)
			status = status_of_errno();
	}
	error = errno;
	free(real_root);
	free(real);
	errno = error;
	return status;
}

/* Opens what lies there below the root, without waiting for a FIFO. */
static enum file_status
open_within(struct arena *a, const char *root, const char *relative, int *fd)
{
	enum file_status status = FILE_OK;
	char *path = relative[0] == '/' ? NULL : path_normal(a, relative);
	int folder, error;

	if (path == NULL)
		return FILE_OUTSIDE;
	folder = open(root[0] == '\0' ? "." : root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return status_of_errno();
	*fd = open_without_links(folder, path);
	if (*fd < 0)
		status = errno == ELOOP ? open_resolved(root[0] == '\0' ? "." : root, folder,
						  path_join(a, root, path), fd)
					: status_of_errno();
	error = errno;
	close(folder);
	errno = error;
	return status;
}

enum file_status
file_open_within(struct arena *a, const char *root, const char *relative, int *fd)
{
	enum file_status status = open_within(a, root, relative, fd);
	size_t size;
	int error;

	if (status != FILE_OK)
		return status;
	status = check_regular(*fd, &size);
	error = errno;
	if (status != FILE_OK)
		close(*fd);
	errno = error;
	return status;
}

enum file_status
file_read_within(struct arena *a, const char *root, const char *relative, struct str *out)
{
	int fd;
	enum file_status status = open_within(a, root, relative, &fd);

	return status == FILE_OK ? read_regular(a, fd, out) : status;
}
