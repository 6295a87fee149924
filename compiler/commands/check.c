/* check: reads the project, reports everything it finds. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "commands/commands.h"
#include "commands/facts.h"
#include "commands/known.h"
#include "commands/next.h"
#include "commands/options.h"
#include "commands/profile.h"
#include "commands/say.h"
#include "pipeline.h"
#include "report/report.h"
#include "syntax/tree.h"

struct check {
	const char *dir;
	const char *format;
	const char *color;
	bool strict;
	bool summary;
	bool dump;
	bool next;
	bool profile;
	struct known_options known;
};

static enum status
status_of(const struct compilation *c, bool strict)
{
	if (c->unreadable)
		return STATUS_USAGE;
	if (sink_count(c->sink, SEVERITY_ERROR) > 0 ||
		(strict && sink_count(c->sink, SEVERITY_WARNING) > 0))
		return STATUS_FINDINGS;
	return STATUS_CLEAN;
}

/* "isms/" for the project's folder below the current one: other programs know files by their place in the repository.
 * Nothing for one that lies elsewhere. */
static const char *
prefix_of(struct arena *a, const char *dir)
{
	const char *below = dir;
	char here[4096];

	if (*dir == '/') {
		if (getcwd(here, sizeof(here)) == NULL)
			return "";
		/* "/" is the root alone. */
		size_t len = strcmp(here, "/") == 0 ? 0 : strlen(here);
		if (strncmp(dir, here, len) != 0 || dir[len] != '/')
			return "";
		for (below = dir + len; *below == '/';)
			below++;
	}
	below = path_normal(a, below);
	if (below == NULL || *below == '\0' || strcmp(below, ".") == 0)
		return "";
	return arena_printf(a, "%s/", below);
}

static void
dump_trees(const struct compilation *c)
{
	struct buf out = {0};

	for (uint32_t i = c->built_in_count; i < c->tree_count; i++)
		tree_dump(c->trees[i], c->sources, &out);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, stdout);
	buf_free(&out);
}

/* Text is for people, who read diagnostics; all else is the result that somebody asked for. */
static void
put_report(const struct check *check, const struct compilation *c, const struct known *known)
{
	bool text = strcmp(check->format, "text") == 0;
	struct report_facts facts = facts_of(c);
	struct report_options options = {.color = options_color(check->color, text ? 2 : 1),
		.format = check->format,
		.limit_per_file = REPORT_LIMIT_PER_FILE,
		.limit_total = REPORT_LIMIT_TOTAL,
		.facts = &facts,
		.strict = check->strict,
		.summary = check->summary,
		.prefix = prefix_of(c->arena, check->dir),
		.compared = known->compared,
		.known = known->hidden,
		.gone = known->gone};
	struct buf out = {0};

	report_write(&out, c->sink, c->sources, &options);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, text ? stderr : stdout);
	buf_free(&out);
}

/* What is asked for in place of the findings. */
static void
put_other(const struct check *check, struct compilation *c)
{
	struct buf out = {0};

	if (check->next)
		next_write(&out, c, check->format, options_color(check->color, 1));
	else
		profile_write(&out, c->arena, c->verdict, check->format);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, stdout);
	buf_free(&out);
}

/* The next thing to do and the costs of rules have two formats. */
static bool
other_format_is(const struct check *check)
{
	static const char *const formats[] = {"text", "json", NULL};

	bool known = check->known.since != NULL || check->known.baseline != NULL ||
		     check->known.write != NULL;

	if (check->next + check->profile + known > 1) {
		say("`--next` and `--profile` each stand alone, for they show no "
		    "findings");
		return false;
	}
	return !(check->next || check->profile) || options_one_of("format", check->format, formats);
}

static enum status
run(struct arena *a, const struct check *check)
{
	struct known known;
	enum status status = known_read(a, check->dir, &check->known, &known);

	if (status != STATUS_CLEAN)
		return status;
	struct compilation *c = compile(a, check->dir);
	facts_documents(c);
	status = known_compare(c, &check->known, &known);
	if (status != STATUS_CLEAN)
		return status;
	if (known.compared || strcmp(check->format, "sarif") == 0)
		facts_within(c);
	if (check->dump)
		dump_trees(c);
	if (check->next || check->profile) {
		put_other(check, c);
	} else {
		status = known_hide(c, &check->known, &known);
		put_report(check, c, &known);
	}
	if (status == STATUS_FAILURE || fflush(stdout) != 0 || ferror(stdout))
		return STATUS_FAILURE;
	return c->unreadable || status == STATUS_CLEAN ? status_of(c, check->strict) : status;
}

int
command_check(int argc, char **argv)
{
	struct check check = {.dir = ".", .format = "text", .color = "auto"};
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &check.dir},
		{0, "format", "FORMAT", "text, json, sarif, github or junit", OPTION_TEXT,
			&check.format},
		{0, "color", "WHEN", "auto, always or never", OPTION_TEXT, &check.color},
		{0, "strict", NULL, "warnings count like errors", OPTION_FLAG, &check.strict},
		{0, "summary", NULL, "add a table of the clauses to the text", OPTION_FLAG,
			&check.summary},
		{0, "since", "REV", "only what is new since a revision of git", OPTION_TEXT,
			&check.known.since},
		{0, "baseline", "FILE", "only what is new against known findings", OPTION_TEXT,
			&check.known.baseline},
		{0, "write-baseline", "FILE", "put down all findings as known", OPTION_TEXT,
			&check.known.write},
		{0, "next", NULL, "the next thing to do, in place of the findings", OPTION_FLAG,
			&check.next},
		{0, "profile", NULL, "what each rule cost, in place of the findings", OPTION_FLAG,
			&check.profile},
		{0, "dump-tree", NULL, "print the tree of every file", OPTION_FLAG, &check.dump},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (options_read("check [option]...", rows, argc, argv, args, &count, &status) &&
		options_one_of("format", check.format, report_formats()) &&
		options_color_is(check.color) && other_format_is(&check))
		status = run(a, &check);
	arena_leave(a);
	return (int)status;
}
