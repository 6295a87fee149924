/* build: checks the project, then renders its documents into the output folder. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "pipeline.h"
#include "render/prepare.h"
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

/* Where the documents go. What a project brings along may not send them elsewhere; only the caller may. */
static const char *
output_folder(struct compilation *c, const char *wanted)
{
	const char *folder = wanted != NULL ? wanted : path_join(c->arena, c->root, "out");

	if (wanted != NULL || !file_leads_out(c->root, folder))
		return folder;
	struct diag *d = diag_add(c->sink, DIAG_FILE_OUTSIDE, (struct span){0, 0, 0},
		"`out` leads out of the project");
	diag_help(c->sink, d, "name the folder with `--output`");
	return NULL;
}

static enum status
build(struct compilation *c, struct preparation *prepared, const char *output, uint32_t jobs,
	const char *const *only, uint32_t only_count)
{
	struct render_options options = {.root = c->root,
		.output = NULL,
		.jobs = jobs,
		.only = only,
		.only_count = only_count,
		.draft = sink_count(c->sink, SEVERITY_ERROR) > 0};
	const struct yaml *designs = compile_designs(c);

	if (c->unreadable || c->model == NULL || designs == NULL)
		return STATUS_USAGE;
	options.output = output_folder(c, output);
	if (options.output == NULL)
		return STATUS_USAGE;
	options.stylesheets = prepare_take(prepared, c->sink);
	struct render_result result =
		render_site(c->arena, c->model, c->project, c->verdict, designs, &options, c->sink);
	if (result.failed)
		return STATUS_FAILURE;
	if (result.unknown)
		return STATUS_USAGE;
	if (isatty(1))
		printf("%s/html/index.html: %u documents, %u files changed\n", options.output,
			(unsigned)result.documents, (unsigned)result.written);
	return options.draft || sink_count(c->sink, SEVERITY_ERROR) > 0 ? STATUS_FINDINGS
									: STATUS_CLEAN;
}

/* Ends as the signal would have, with a word about what stands; it comes between two files, never within one. */
static void
interrupted(int number)
{
	static const char message[] = "ismsc: interrupted: each file is whole, old or new; the "
				      "next build makes the rest\n";
	ssize_t put = write(2, message, sizeof(message) - 1);

	(void)put;
	signal(number, SIG_DFL);
	raise(number);
}

/* With sigaction, since a second signal on the heels of the first must not end the program before its word is said. */
static void
watch_interruption(void)
{
	struct sigaction old, action = {.sa_handler = interrupted};

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		sigaction(SIGINT, &action, NULL);
}

int
command_build(int argc, char **argv)
{
	const char *dir = ".";
	const char *output = NULL;
	const char *color = "auto";
	const char *jobs = "0";
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{'o', "output", "DIR",
			"where the documents go (default: out in the project's folder)",
			OPTION_TEXT, &output},
		{'j', "jobs", "N",
			"processes that render (default: as many as there are processors)",
			OPTION_TEXT, &jobs},
		{0, "color", "WHEN", "auto, always or never", OPTION_TEXT, &color},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	uint32_t processes = 0;
	enum status status = STATUS_USAGE;

	if (options_read(
		    "build [option]... [DOCUMENT]...", rows, argc, argv, args, &count, &status) &&
		options_jobs(jobs, &processes) && options_color_is(color)) {
		watch_interruption();
		struct preparation *prepared = prepare_start(a, count == 0);
		struct compilation *c = compile(a, dir);
		status = build(c, prepared, output, processes, args, count);
		report(c, color);
		prepare_take(prepared, c->sink);
	}
	arena_leave(a);
	return (int)status;
}
