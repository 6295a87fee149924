/* --baseline, --write-baseline and --since: what of the findings is known. */
#include "commands/known.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "commands/facts.h"
#include "history/history.h"
#include "model/model.h"
#include "report/baseline.h"

static struct tallies *
read_baseline(struct arena *a, const char *path)
{
	struct str text;
	const char *why = NULL;
	enum file_status status = file_read(a, path, &text);

	if (status != FILE_OK) {
		fprintf(stderr, "ismsc: the baseline `%s` cannot be read: %s\n", path,
			status == FILE_MISSING     ? "there is no such file"
			: status == FILE_TOO_LARGE ? "it is larger than 1 GiB"
						   : strerror(errno != 0 ? errno : EINVAL));
		return NULL;
	}
	struct tallies *t = baseline_read(a, text, &why);
	if (t == NULL)
		fprintf(stderr, "ismsc: `%s` is no baseline that `--write-baseline` wrote: %s\n",
			path, why);
	return t;
}

/* What is found in the project as it was, by the program, the rules and the day of today. */
static struct tallies *
read_since(struct arena *a, const char *dir, const char *rev)
{
	struct store store;
	const char *why = NULL;

	if (!history_store(a, dir, rev, &store, &why)) {
		fprintf(stderr, "ismsc: %s\n", why);
		return NULL;
	}
	struct compilation *old = compile_store(a, dir, &store);
	struct tallies *t = tallies_new(a);
	facts_within(old);
	baseline_add(t, old->sink, old->sources);
	return t;
}

enum status
known_read(struct arena *a, const char *dir, const struct known_options *options, struct known *out)
{
	*out = (struct known){.compared = options->baseline != NULL || options->since != NULL ||
					  options->write != NULL};
	if (options->baseline != NULL && options->write != NULL) {
		fprintf(stderr,
			"ismsc: a baseline is either read or written: `--write-baseline` puts down "
			"all findings\n");
		return STATUS_USAGE;
	}
	if (options->baseline != NULL) {
		out->baseline = read_baseline(a, options->baseline);
		if (out->baseline == NULL)
			return STATUS_USAGE;
	}
	/* A project that is not there is told of by its check. */
	if (options->since != NULL && file_is_folder(dir)) {
		out->since = read_since(a, dir, options->since);
		if (out->since == NULL)
			return STATUS_USAGE;
	}
	return STATUS_CLEAN;
}

/* Whether all rules could be asked: only then is what was not found not there. */
static bool
is_whole(const struct compilation *c)
{
	return !c->unreadable && c->verdict != NULL && !c->model->broken;
}

static enum status
write_baseline(struct compilation *c, const char *path, struct known *known)
{
	struct buf out = {0};
	bool changed;

	if (!is_whole(c)) {
		fprintf(stderr,
			"ismsc: no baseline was written, because not everything could be read; "
			"mend that first\n");
		return STATUS_FINDINGS;
	}
	known->baseline = tallies_new(c->arena);
	baseline_add(known->baseline, c->sink, c->sources);
	baseline_write(&out, known->baseline);
	bool written = file_write(path, out.ptr, out.len, &changed);
	if (!written)
		fprintf(stderr, "ismsc: the baseline `%s` cannot be written: %s\n", path,
			strerror(errno));
	buf_free(&out);
	return written ? STATUS_CLEAN : STATUS_FAILURE;
}

enum status
known_hide(struct compilation *c, const struct known_options *options, struct known *known)
{
	enum status status = STATUS_CLEAN;

	if (options->write != NULL)
		status = write_baseline(c, options->write, known);
	if (status != STATUS_CLEAN)
		return status;
	if (known->baseline != NULL) {
		known->hidden += baseline_hide(known->baseline, c->sink, c->sources, is_whole(c));
		known->gone = baseline_left(known->baseline);
	}
	if (known->since != NULL)
		known->hidden += baseline_hide(known->since, c->sink, c->sources, is_whole(c));
	return status;
}
