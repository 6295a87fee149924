/* test: runs the tests of rules that a project declares, and tells which rules no test has seen fail or pass. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "commands/commands.h"
#include "commands/mutate.h"
#include "commands/options.h"
#include "commands/say.h"
#include "commands/test_report.h"
#include "model/model.h"
#include "report/report.h"

static enum status
run(struct arena *a, const char *dir, uint32_t processes, const char *format,
	const struct test_wish *wish)
{
	struct compilation *c = compile(a, dir);
	const struct test_options options = {wish->filter, processes, wish->cover};
	struct buf out = {0};

	if (c->verdict == NULL || c->model->broken || c->unreadable) {
		struct report_options as_text = {
			.format = "text", .limit_per_file = 100, .limit_total = 1000};
		report_write(&out, c->sink, c->sources, &as_text);
		fwrite(out.ptr, 1, out.len, stderr);
		buf_free(&out);
		return c->unreadable ? STATUS_USAGE : STATUS_FINDINGS;
	}
	struct test_outcome outcome = rules_test(a, c->model, c->verdict, c->sink, &options);
	struct tests_report report = test_report(c, &outcome, wish);
	report_tests(&out, &report, format);
	fwrite(out.ptr, 1, out.len, stdout);
	buf_free(&out);
	if (fflush(stdout) != 0 || ferror(stdout))
		return STATUS_FAILURE;
	if (outcome.cut_short) {
		say("a process that ran tests ended before its time; not all are told");
		return STATUS_FAILURE;
	}
	if (outcome.count == 0 && *wish->filter != '\0') {
		say("no rule whose id contains `%s` has a test", wish->filter);
		return STATUS_USAGE;
	}
	return report_tests_count(&report).failed > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* Rules are tested, or the ISMS is mutated; options of the one say nothing to the other. */
static bool
fits(bool mutate, bool sample, const struct test_wish *wish)
{
	if (mutate && (wish->all || wish->cover)) {
		say("`--mutate` goes with neither `--all` nor `--coverage`");
		return false;
	}
	if (sample && !mutate)
		say("`--sample` goes with `--mutate` only");
	return mutate || !sample;
}

int
command_test(int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", "junit", NULL};
	static const char *const mutate_formats[] = {"text", "json", NULL};
	const char *dir = ".";
	const char *format = "text";
	const char *jobs = "0", *sample = "0";
	bool mutate = false;
	struct test_wish wish = {.filter = ""};
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{'j', "jobs", "N", "processes that test (default: as many as there are processors)",
			OPTION_TEXT, &jobs},
		{0, "filter", "TEXT", "only tests of rules whose id contains the text", OPTION_TEXT,
			&wish.filter},
		{0, "all", NULL, "ask for tests of the rules built in, too", OPTION_FLAG,
			&wish.all},
		{0, "coverage", NULL, "tell what no test exercised", OPTION_FLAG, &wish.cover},
		{0, "mutate", NULL, "break the ISMS in many small ways; which does nobody notice?",
			OPTION_FLAG, &mutate},
		{0, "sample", "N", "with --mutate: only so many ways", OPTION_TEXT, &sample},
		{0, "format", "FORMAT", "text, json or junit", OPTION_TEXT, &format},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0, processes = 0;
	enum status status = STATUS_USAGE;

	if (options_read("test [option]...", rows, argc, argv, args, &count, &status) &&
		options_jobs(jobs, &processes) &&
		options_one_of("format", format, mutate ? mutate_formats : formats) &&
		fits(mutate, *sample != '\0' && strcmp(sample, "0") != 0, &wish))
		status = mutate ? (enum status)command_mutate(&(struct mutate_request){
					  dir, wish.filter, sample, jobs, format})
				: run(a, dir, processes, format, &wish);
	arena_leave(a);
	return (int)status;
}
