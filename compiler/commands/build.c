/* build: checks the project, then renders its documents into the output folder. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "pipeline.h"
#include "render/render.h"
#include "report/report.h"

static void
report(struct compilation *c, const char *color)
{
	struct report_options options = {.format = "text",
		.color = options_color(color, 2),
		.limit_per_file = 100,
		.limit_total = 1000};
	struct buf out = {0};

	report_write(&out, c->sink, c->sources, &options);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, stderr);
	buf_free(&out);
}

int
command_build(int argc, char **argv)
{
	const char *dir = ".";
	const char *output = NULL;
	const char *color = "auto";
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{'o', "output", "DIR",
			"where the documents go (default: out in the project's folder)",
			OPTION_TEXT, &output},
		{0, "color", "WHEN", "auto, always or never", OPTION_TEXT, &color},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (options_read(
		    "build [option]... [DOCUMENT]...", rows, argc, argv, args, &count, &status)) {
		struct compilation *c = compile(a, dir);
		struct render_result result = {0};
		if (c->model != NULL) {
			struct render_options options = {
				.output = output != NULL ? output : path_join(a, dir, "out"),
				.only = args,
				.only_count = count,
				.draft = sink_count(c->sink, SEVERITY_ERROR) > 0};
			result = render_site(a, c->model, c->project, NULL, compile_designs(c),
				&options, c->sink);
		}
		report(c, color);
		status = result.failed                             ? STATUS_FAILURE
			 : c->unreadable                           ? STATUS_USAGE
			 : sink_count(c->sink, SEVERITY_ERROR) > 0 ? STATUS_FINDINGS
								   : STATUS_CLEAN;
	}
	arena_free(a);
	return (int)status;
}
