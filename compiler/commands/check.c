/* check: reads the project, reports everything it finds. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "commands/commands.h"
#include "commands/next.h"
#include "commands/options.h"
#include "commands/profile.h"
#include "pipeline.h"
#include "report/report.h"
#include "syntax/tree.h"

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

int
command_check(int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", NULL};
	const char *dir = ".";
	const char *format = "text";
	const char *color = "auto";
	bool strict = false;
	bool dump = false;
	bool profile = false;
	bool next = false;
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{0, "format", "FORMAT", "text or json", OPTION_TEXT, &format},
		{0, "color", "WHEN", "auto, always or never", OPTION_TEXT, &color},
		{0, "strict", NULL, "warnings count like errors", OPTION_FLAG, &strict},
		{0, "next", NULL, "the next thing to do, in place of the findings", OPTION_FLAG,
			&next},
		{0, "profile", NULL, "what each rule cost, in place of the findings", OPTION_FLAG,
			&profile},
		{0, "dump-tree", NULL, "print the tree of every file", OPTION_FLAG, &dump},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("check [option]...", rows, argc, argv, args, &count, &status) &&
		options_one_of("format", format, formats) && options_color_is(color)) {
		bool json = strcmp(format, "json") == 0;
		struct compilation *c = compile(a, dir);
		for (uint32_t i = c->built_in_count; dump && i < c->tree_count; i++)
			tree_dump(c->trees[i], c->sources, &out);
		if (out.len > 0)
			fwrite(out.ptr, 1, out.len, stdout);
		out.len = 0;
		struct report_options options = {.color = options_color(color, json ? 1 : 2),
			.format = format,
			.limit_per_file = 100,
			.limit_total = 1000};
		if (next)
			next_write(&out, c, format, options_color(color, 1));
		else if (profile)
			profile_write(&out, a, c->verdict, format);
		else
			report_write(&out, c->sink, c->sources, &options);
		if (out.len > 0)
			fwrite(out.ptr, 1, out.len, json || next || profile ? stdout : stderr);
		status = fflush(stdout) == 0 && !ferror(stdout) ? status_of(c, strict)
								: STATUS_FAILURE;
	}
	buf_free(&out);
	arena_free(a);
	return (int)status;
}
