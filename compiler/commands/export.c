/* export: the whole checked model as XML. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "pipeline.h"
#include "render/render.h"
#include "report/report.h"

int
command_export(int argc, char **argv)
{
	const char *dir = ".";
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("export [option]...", rows, argc, argv, args, &count, &status)) {
		struct compilation *c = compile(a, dir);
		struct report_options options = {.format = "text",
			.color = options_color(NULL, 2),
			.limit_per_file = 100,
			.limit_total = 1000};
		report_write(&out, c->sink, c->sources, &options);
		if (out.len > 0)
			fwrite(out.ptr, 1, out.len, stderr);
		out.len = 0;
		if (c->model != NULL && !c->unreadable) {
			render_model(a, c->model, c->project, c->verdict, NULL, &out, c->sink);
			fwrite(out.ptr, 1, out.len, stdout);
			status = fflush(stdout) != 0                       ? STATUS_FAILURE
				 : sink_count(c->sink, SEVERITY_ERROR) > 0 ? STATUS_FINDINGS
									   : STATUS_CLEAN;
		}
	}
	buf_free(&out);
	arena_leave(a);
	return (int)status;
}
