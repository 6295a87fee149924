/* Files → the output folder. A build that is killed leaves old or new files, never half ones; the next build mends the rest. */
#include "render/publish.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/vec.h"

#define MANIFEST "manifest.txt"

static void
fail(struct publication *p, const char *path)
{
	diag_add(p->sink, DIAG_WRITE, (struct span){0, 0, 0}, "cannot write `%s`: %s", path,
		strerror(errno));
	p->failed = true;
}

void
publish_start(struct publication *p, struct arena *a, const char *root, struct sink *sink)
{
	*p = (struct publication){.arena = a, .root = root, .sink = sink, .folders = names_new(a)};
	if (!file_make_dir(root))
		fail(p, root);
}

/* The folder of a file. A link that leads out of the output folder is not followed: files below it are somebody else's. */
static bool
make_folder(struct publication *p, const char *relative)
{
	const char *slash = strrchr(relative, '/');
	const char *folder =
		slash != NULL ? arena_strndup(p->arena, relative, (size_t)(slash - relative)) : "";

	if (names_find(p->folders, str_of(folder)) != NULL)
		return true;
	for (const char *at = folder; *folder != '\0' && at != NULL;) {
		at = strchr(at + 1, '/');
		const char *part = at != NULL
					   ? arena_strndup(p->arena, folder, (size_t)(at - folder))
					   : folder;
		const char *path = path_join(p->arena, p->root, part);
		if (file_leads_out(p->root, path))
			errno = ELOOP;
		else if (file_make_dir(path))
			continue;
		fail(p, path);
		return false;
	}
	names_of(p->folders, folder);
	return true;
}

void
publish_file(struct publication *p, const char *relative, const char *bytes, size_t len)
{
	if (p->failed)
		return;
	char *path = path_join(p->arena, p->root, relative);
	bool changed = false;

	if (!make_folder(p, relative))
		return;
	if (!file_write(path, bytes, len, &changed)) {
		fail(p, path);
		return;
	}
	p->written += changed;
	p->unchanged += !changed;
	*VEC_PUSH(p->arena, &p->files) = relative;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
published(const struct publication *p, const char *path)
{
	return bsearch(&path, p->files.ptr, p->files.len, sizeof *p->files.ptr, compare) != NULL;
}

static bool
folder_leads_out(const struct publication *p, const char *full)
{
	const char *slash = strrchr(full, '/');

	return slash != NULL &&
	       file_leads_out(p->root, arena_strndup(p->arena, full, (size_t)(slash - full)));
}

/* A manifest is only believed about the folders that are written here. */
static bool
ours(const char *path)
{
	return strncmp(path, "docbook/", 8) == 0 || strncmp(path, "html/", 5) == 0;
}

/* Removes what the former manifest names and this build did not make. Only paths that stay inside are believed. */
static void
remove_stale(struct publication *p, struct str manifest)
{
	const char *at = manifest.ptr;
	const char *end = manifest.ptr + manifest.len;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t len = newline != NULL ? (size_t)(newline - at) : (size_t)(end - at);
		const char *path = arena_strndup(p->arena, at, len);
		const char *inside = path_normal(p->arena, path);
		at += len + 1;
		if (inside == NULL || !ours(inside) || published(p, path))
			continue;
		char *full = path_join(p->arena, p->root, inside);
		if (!folder_leads_out(p, full) && unlink(full) == 0)
			p->removed++;
	}
}

void
publish_finish(struct publication *p, bool partial)
{
	struct str old = {0};
	struct buf text = {0};
	bool changed = false;

	if (p->failed || partial)
		return;
	char *path = path_join(p->arena, p->root, MANIFEST);
	if (p->files.len > 0)
		qsort(p->files.ptr, p->files.len, sizeof *p->files.ptr, compare);
	if (file_read(p->arena, path, &old) == FILE_OK)
		remove_stale(p, old);
	for (uint32_t i = 0; i < p->files.len; i++)
		buf_printf(&text, "%s\n", p->files.ptr[i]);
	if (!file_write(path, text.ptr != NULL ? text.ptr : "", text.len, &changed))
		fail(p, path);
	buf_free(&text);
}
