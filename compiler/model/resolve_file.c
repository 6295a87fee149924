/* Fields that name files: each must be a regular file of the project, and what the hash beside it says. A file is looked
 * at once, however often it is named. */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/digest.h"
#include "base/map.h"
#include "model/build.h"

struct file {
	bool digested;
	enum file_status status;
	int error; /* errno, when it cannot be read */
	char digest[DIGEST_TEXT];
};

/* What is known of a file, with its hash when that is asked for. */
static const struct file *
look(struct builder *b, struct str path, bool digest)
{
	const char *normal = path_normal(b->arena, arena_strndup(b->arena, path.ptr, path.len));
	const struct name *name =
		names_get(b->language->names, normal == NULL ? path : str_of(normal));
	struct file *file = map_get(b->files, name);

	if (file != NULL && (file->digested || !digest || file->status != FILE_OK))
		return file;
	file = arena_alloc(b->arena, sizeof(*file));
	file->digested = digest;
	errno = 0;
	file->status = b->input->file(b->input->context, path, digest ? file->digest : NULL);
	file->error = errno;
	map_put(b->files, name, file);
	return file;
}

static void
tell_status(struct builder *b, struct value *v, const struct file *file)
{
	int len = yaml_shown(v->string);
	const char *path = v->string.ptr;
	struct diag *d;

	v->bad = true;
	switch (file->status) {
	case FILE_MISSING:
		d = diag_add(b->sink, DIAG_MISSING_LINK, v->span, "the project has no file `%.*s`",
			len, path);
		break;
	case FILE_OUTSIDE:
		d = diag_add(b->sink, DIAG_FILE_OUTSIDE, v->span, "`%.*s` leads out of the project",
			len, path);
		diag_help(b->sink, d, "keep a copy of the file in the project");
		return;
	default:
		if (file->error == EISDIR)
			d = diag_add(b->sink, DIAG_FILE_UNREADABLE, v->span,
				"`%.*s` is a folder, a file is expected", len, path);
		else
			d = diag_add(b->sink, DIAG_FILE_UNREADABLE, v->span,
				"`%.*s` cannot be read: %s", len, path,
				file->error == 0 ? "unknown error" : strerror(file->error));
		if (file->error != EISDIR)
			return;
	}
	diag_help(b->sink, d, "paths count from the project's folder");
}

static bool
same_digest(struct str written, const char *digest)
{
	if (written.len != DIGEST_TEXT - 1)
		return false;
	for (size_t i = 0; i < written.len; i++) {
		if (tolower((unsigned char)written.ptr[i]) != digest[i])
			return false;
	}
	return true;
}

static void
check_digest(struct builder *b, struct value *hash, struct str path, const struct file *file)
{
	struct diag *d;

	if (hash->bad || same_digest(hash->string, file->digest))
		return;
	hash->bad = true;
	d = diag_add(b->sink, DIAG_FILE_CHANGED, hash->span,
		"`%.*s` has changed since this hash was made", yaml_shown(path), path.ptr);
	d->clause = "7.5.3";
	d->why = "7.5.3 b: documented information is protected from being changed unnoticed";
	diag_help(b->sink, d,
		"its hash is `%s` now: learn who changed it and why, then write that, or bring "
		"back the file as it was",
		file->digest);
	diag_fix(b->sink, d, hash->span, arena_strndup(b->arena, file->digest, DIGEST_TEXT - 1));
}

void
resolve_file(struct builder *b, const struct entity *e, const struct field *f)
{
	const struct slot *slot = &e->slots[f->index];
	const struct slot *hash = f->hash != NULL ? &e->slots[f->hash->index] : NULL;

	if (b->input->file == NULL || (f->flags & FIELD_LOOSE) != 0)
		return;
	for (uint32_t i = 0; i < slot->count; i++) {
		struct value *v = &slot->values[i];
		const struct file *file;

		if (v->bad)
			continue;
		file = look(b, v->string, hash != NULL && hash->count > 0);
		if (file->status != FILE_OK)
			tell_status(b, v, file);
		else if (hash != NULL && hash->count > 0)
			check_digest(b, &hash->values[0], v->string, file);
	}
}
