/* Files: read whole, inside a root, written atomically. Nothing but regular files is opened. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static enum file_status
read_open(struct arena *a, int fd, struct str *out)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return FILE_UNREADABLE;
	if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return FILE_UNREADABLE;
	}
	if ((size_t)st.st_size > FILE_LIMIT)
		return FILE_TOO_LARGE;
	size_t size = (size_t)st.st_size;
	char *bytes = arena_alloc(a, size + 1);
	size_t len = 0;
	while (len < size) {
		ssize_t n = read(fd, bytes + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FILE_UNREADABLE;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	bytes[len] = '\0';
	*out = (struct str){ bytes, len };
	return FILE_OK;
}

enum file_status
file_read(struct arena *a, const char *path, struct str *out)
{
	/* Without O_NONBLOCK the opening of a FIFO would wait for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_UNREADABLE;
	enum file_status status = read_open(a, fd, out);
	int saved = errno;
	close(fd);
	errno = saved;
	return status;
}

/* Whether `path`, all links followed, lies in `root`, itself a real path. */
static bool
lies_within(const char *root, const char *path)
{
	size_t len = strlen(root);

	if (strcmp(root, "/") == 0)
		return true;
	return strncmp(root, path, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

enum file_status
file_read_within(struct arena *a, const char *root, const char *relative, struct str *out)
{
	char real_root[PATH_MAX];
	char real_path[PATH_MAX];

	if (*relative == '/' || path_normal(a, relative) == NULL)
		return FILE_OUTSIDE;
	if (realpath(root, real_root) == NULL)
		return FILE_MISSING;
	if (realpath(path_join(a, root, relative), real_path) == NULL)
		return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_UNREADABLE;
	if (!lies_within(real_root, real_path))
		return FILE_OUTSIDE;
	int fd = open(real_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	if (fd < 0)
		return FILE_UNREADABLE;
	enum file_status status = read_open(a, fd, out);
	int saved = errno;
	close(fd);
	errno = saved;
	return status;
}

bool
file_make_dir(const char *path)
{
	char part[PATH_MAX];
	size_t len = strlen(path);
	struct stat st;

	if (len == 0)
		return true;
	if (len >= sizeof part) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST)
			return false;
		part[i] = i < len ? '/' : '\0';
	}
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return true;
	errno = ENOTDIR;
	return false;
}

static bool
same_bytes(const char *path, const char *bytes, size_t len)
{
	struct stat st;
	char block[16384];
	size_t at = 0;

	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size != len)
		return false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	while (at < len) {
		ssize_t n = read(fd, block, sizeof block);
		if (n <= 0 || (size_t)n > len - at || memcmp(block, bytes + at, (size_t)n) != 0)
			break;
		at += (size_t)n;
	}
	close(fd);
	return at == len;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* The mode that a new file would have: mkstemp's 0600 is not for documents. */
static void
open_mode(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	fchmod(fd, 0666 & ~mask);
}

static bool
replace(const char *path, const char *bytes, size_t len)
{
	char part[PATH_MAX];

	if (snprintf(part, sizeof part, "%s.XXXXXX", path) >= (int)sizeof part) {
		errno = ENAMETOOLONG;
		return false;
	}
	int fd = mkstemp(part);
	if (fd < 0)
		return false;
	open_mode(fd);
	bool fine = write_all(fd, bytes, len);
	int saved = errno;
	if (close(fd) != 0 && fine) {
		fine = false;
		saved = errno;
	}
	if (fine && rename(part, path) == 0)
		return true;
	if (fine)
		saved = errno;
	unlink(part);
	errno = saved;
	return false;
}

bool
file_write(const char *path, const char *bytes, size_t len, bool *changed)
{
	sigset_t ending, before;

	*changed = false;
	if (same_bytes(path, bytes, len))
		return true;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGQUIT);
	sigaddset(&ending, SIGPIPE);
	sigprocmask(SIG_BLOCK, &ending, &before);
	*changed = replace(path, bytes, len);
	int saved = errno;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = saved;
	return *changed;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

char *
path_join(struct arena *a, const char *dir, const char *name)
{
	if (*dir == '\0' || strcmp(dir, ".") == 0)
		return arena_strndup(a, name, strlen(name));
	size_t len = strlen(dir);
	return arena_printf(a, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

char *
path_normal(struct arena *a, const char *path)
{
	char *out = arena_alloc(a, strlen(path) + 2);
	size_t len = 0;

	while (*path != '\0') {
		size_t n = strcspn(path, "/");
		if (n == 2 && path[0] == '.' && path[1] == '.') {
			if (len == 0)
				return NULL;
			while (len > 0 && out[--len] != '/')
				;
		} else if (n > 0 && !(n == 1 && path[0] == '.')) {
			if (len > 0)
				out[len++] = '/';
			memcpy(out + len, path, n);
			len += n;
		}
		path += n;
		while (*path == '/')
			path++;
	}
	out[len] = '\0';
	if (len == 0) {
		out[0] = '.';
		out[1] = '\0';
	}
	return out;
}
