/* --baseline, --write-baseline and --since: what of the findings is known. */
#include "commands/known.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "commands/facts.h"
#include "commands/say.h"
#include "history/history.h"
#include "model/model.h"
#include "report/baseline.h"
#include "rules/rules.h"

static struct tallies *
read_baseline(struct arena *a, const char *path)
{
	struct str text;
	const char *why = NULL;
	enum file_status status = file_read(a, path, &text);

	if (status != FILE_OK) {
		say("the baseline `%s` cannot be read: %s", path,
			status == FILE_MISSING     ? "there is no such file"
			: status == FILE_TOO_LARGE ? "it is larger than 1 GiB"
						   : strerror(errno != 0 ? errno : EINVAL));
		return NULL;
	}
	struct tallies *t = baseline_read(a, text, &why);
	if (t == NULL)
		say("`%s` is no baseline that `--write-baseline` wrote: %s", path, why);
	return t;
}

/* Whether a file was there and could not be read: objects are missing from the repository, or broken. */
static bool
lacks_file(const struct compilation *c)
{
	uint32_t count;
	struct diag **list = sink_sorted(c->sink, c->sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		if (list[i]->code == DIAG_FILE_UNREADABLE)
			return true;
	}
	return false;
}

/* What is found in the project as it was, by the program, the rules and the day of the project as it is. */
static struct tallies *
read_since(const struct compilation *c, const char *rev, const struct store *store)
{
	struct compilation *old = compile_store(c->arena, c->root, store, c->as_of);
	struct tallies *t = tallies_new(c->arena);

	facts_documents(old);
	facts_within(old);
	if (lacks_file(old)) {
		say("the revision `%s` cannot be read whole, so nothing tells what is "
		    "new",
			rev);
		return NULL;
	}
	baseline_add(t, old->sink, old->sources);
	return t;
}

enum status
known_read(struct arena *a, const char *dir, const struct known_options *options, struct known *out)
{
	*out = (struct known){.compared = options->baseline != NULL || options->since != NULL ||
					  options->write != NULL};
	if (options->baseline != NULL && options->write != NULL) {
		say("a baseline is either read or written: `--write-baseline` puts down "
		    "all findings");
		return STATUS_USAGE;
	}
	if (options->baseline != NULL) {
		out->baseline = read_baseline(a, options->baseline);
		if (out->baseline == NULL)
			return STATUS_USAGE;
	}
	/* A project that is not there is told of by its check. */
	if (options->since != NULL && file_is_folder(dir)) {
		const char *why = NULL;

		out->store = arena_alloc(a, sizeof(*out->store));
		if (!history_store(a, dir, options->since, out->store, &why)) {
			say("%s", why);
			return STATUS_USAGE;
		}
	}
	return STATUS_CLEAN;
}

enum status
known_compare(const struct compilation *c, const struct known_options *options, struct known *known)
{
	if (known->store == NULL)
		return STATUS_CLEAN;
	known->since = read_since(c, options->since, known->store);
	return known->since != NULL ? STATUS_CLEAN : STATUS_USAGE;
}

/* Why not everything was asked, so that what was not found may be there; NULL when all was. */
static const char *
gap_of(const struct compilation *c)
{
	if (c->unreadable || c->verdict == NULL || c->model->broken)
		return "not everything could be read";
	for (uint32_t i = 0; i < c->verdict->rule_count; i++) {
		if (c->verdict->rules[i].state == RULE_NOT_RUN)
			return "not every rule could be run";
		if (c->verdict->rules[i].unknown > 0)
			return "mistakes in the sources kept rules from asking about all";
	}
	return NULL;
}

static bool
is_cut_short(const struct compilation *c)
{
	uint32_t count;

	sink_sorted(c->sink, c->sources, &count);
	return count < sink_total(c->sink);
}

/* Where a path that somebody named leads: links are followed, for the file they lead to is meant. NULL after a message. */
static const char *
target_of(struct arena *a, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return path;
	if (!S_ISREG(st.st_mode)) {
		say("the baseline `%s` is no ordinary file", path);
		return NULL;
	}
	char *real = realpath(path, NULL);
	const char *target = real != NULL ? arena_strndup(a, real, strlen(real)) : path;
	free(real);
	return target;
}

static enum status
write_baseline(struct compilation *c, const char *path, struct known *known)
{
	struct buf out = {0};
	bool changed;

	const char *gap = is_cut_short(c) ? "there are more findings than are kept" : gap_of(c);
	if (gap != NULL) {
		say("no baseline was written, because %s; mend that first", gap);
		return STATUS_FINDINGS;
	}
	path = target_of(c->arena, path);
	if (path == NULL)
		return STATUS_USAGE;
	known->baseline = tallies_new(c->arena);
	baseline_add(known->baseline, c->sink, c->sources);
	baseline_write(&out, known->baseline);
	bool written = file_write(path, out.ptr, out.len, &changed);
	if (!written)
		say("the baseline `%s` cannot be written: %s", path, strerror(errno));
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
		known->hidden +=
			baseline_hide(known->baseline, c->sink, c->sources, gap_of(c) == NULL);
		known->gone = baseline_left(known->baseline);
	}
	if (known->since != NULL)
		known->hidden +=
			baseline_hide(known->since, c->sink, c->sources, gap_of(c) == NULL);
	return status;
}
