/* Writing: a temporary file beside the target that is renamed over it, so that either the old or the new one stands.
 * Signals that end the process wait while the temporary file exists, so none is left behind. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

#define NAME_SIZE 4096

bool
file_make_dir(const char *path)
{
	size_t len = strlen(path);
	char *part = malloc(len + 1);
	struct stat st;
	bool made = true;

	if (part == NULL)
		arena_exhausted();
	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len && made; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && errno != EEXIST) {
			made = false;
		} else if (stat(part, &st) != 0 || !S_ISDIR(st.st_mode)) {
			errno = ENOTDIR;
			made = false;
		}
		if (i < len)
			part[i] = '/';
	}
	free(part);
	return made;
}

static bool
same_bytes(int fd, const char *bytes, size_t len)
{
	char part[16384];
	size_t at = 0;

	while (at < len) {
		size_t want = len - at < sizeof(part) ? len - at : sizeof(part);
		ssize_t got = read(fd, part, want);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || memcmp(part, bytes + at, (size_t)got) != 0)
			return false;
		at += (size_t)got;
	}
	return true;
}

/* Whether the file has these bytes already. A link counts as another file: it is replaced, not followed. */
static bool
is_same(const char *path, const struct stat *st, const char *bytes, size_t len)
{
	bool same;
	int fd;

	if (!S_ISREG(st->st_mode) || (size_t)st->st_size != len)
		return false;
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return false;
	same = same_bytes(fd, bytes, len);
	close(fd);
	return same;
}

static bool
write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		len -= (size_t)put;
	}
	return true;
}

/* Creates a temporary file in the folder of `path`; its name goes to `name`. */
static int
open_temporary(const char *path, char name[NAME_SIZE])
{
	const char *slash = strrchr(path, '/');
	int folder = slash == NULL ? 0 : (int)(slash - path) + 1;

	if (slash != NULL && slash - path >= NAME_SIZE - 64) {
		errno = ENAMETOOLONG;
		return -1;
	}
	for (unsigned attempt = 0; attempt < 1000; attempt++) {
		int fd;

		snprintf(name, NAME_SIZE, "%.*s.ismsc-%ld-%u.tmp", folder, path, (long)getpid(),
			attempt);
		/* O_EXCL: what stands there already is somebody else's. */
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

static bool
replace(const char *path, const struct stat *old, const char *bytes, size_t len)
{
	char name[NAME_SIZE];
	int fd = open_temporary(path, name);
	bool done;
	int error;

	if (fd < 0)
		return false;
	done = write_all(fd, bytes, len);
	if (done && old != NULL) {
		/* Only where there is something to lose must the bytes reach the disk first. */
		done = fchmod(fd, old->st_mode & 07777) == 0 && fsync(fd) == 0;
	}
	error = errno;
	if (close(fd) != 0 && done) {
		error = errno;
		done = false;
	}
	if (done && rename(name, path) != 0) {
		error = errno;
		done = false;
	}
	if (!done)
		unlink(name);
	errno = error;
	return done;
}

bool
file_write(const char *path, const char *bytes, size_t len, bool *changed)
{
	struct stat st;
	sigset_t ending, before;
	bool exists = lstat(path, &st) == 0;
	int error;

	*changed = false;
	if (exists && is_same(path, &st, bytes, len))
		return true;
	if (exists && !S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGQUIT);
	sigaddset(&ending, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &ending, &before);
	*changed = replace(path, exists && S_ISREG(st.st_mode) ? &st : NULL, bytes, len);
	error = errno;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = error;
	return *changed;
}
