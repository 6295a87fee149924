/* test: runs the tests of rules that a project declares, and tells which rules no test has seen fail or pass. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "commands/commands.h"
#include "commands/mutate.h"
#include "commands/options.h"
#include "model/model.h"
#include "pipeline.h"
#include "report/report.h"
#include "rules/rules.h"
#include "syntax/tree.h"

#define MISTAKEN "    the test itself has a mistake, which `ismsc check` tells\n"

struct tally {
	uint32_t passed, failed;
};

static void
put_result(struct buf *out, const struct compilation *c, const struct case_result *r)
{
	const struct source *source = sources_get(c->sources, r->test->span.source);
	struct place at = source_place(c->sources, r->test->span.source, r->test->span.start);

	buf_printf(out, "FAILED %s:%u: %s", source->path, (unsigned)at.line,
		r->test->id != NULL ? r->test->id->text : r->test->kind->name->text);
	if (r->test->title.len > 0)
		buf_printf(out, " \"%.*s\"", (int)r->test->title.len, r->test->title.ptr);
	buf_printf(out, "\n%s", r->difference);
}

/* A rule that no test makes fail may be one that cannot fail. Of the rules built in only `all` asks. */
static void
put_unseen(struct buf *out, const struct compilation *c, const struct case_result *results,
	uint32_t count, bool all, struct tally *tally)
{
	for (uint32_t i = 0; i < c->verdict->rule_count; i++) {
		const struct rule *rule = &c->verdict->rules[i];
		const struct source *source = sources_get(c->sources, rule->span.source);
		bool failed = false, passed = false;

		if (!all && source->built_in)
			continue;
		for (uint32_t k = 0; k < count; k++) {
			if (results[k].rule == rule && results[k].passed) {
				failed = failed || results[k].found;
				passed = passed || (results[k].asked && !results[k].found);
			}
		}
		if (failed && passed)
			continue;
		tally->failed++;
		buf_printf(out, "FAILED %s: no test makes it %s\n", rule->id,
			failed   ? "pass"
			: passed ? "fail"
				 : "fail or pass");
	}
}

/* Whether something in the declaration of the test is wrong: it may expect less than it says, so it has not passed. */
static bool
has_mistake(const struct entity *test, struct diag **mistakes, uint32_t count)
{
	const struct tree *t = test->tree;
	const struct item *item = &t->items[test->item];
	uint32_t last = item->close != ITEM_NONE ? item->close : item->word;
	uint32_t start = tree_token_span(t, item->word).start;
	uint32_t end = tree_token_span(t, last).end;

	for (uint32_t i = 0; i < count; i++) {
		const struct diag *d = mistakes[i];

		if (d->code != DIAG_RULE && d->severity == SEVERITY_ERROR &&
			d->span.source == test->span.source && d->span.start >= start &&
			d->span.end <= end)
			return true;
	}
	return false;
}

static int
run(const char *dir, const char *filter, bool all)
{
	struct arena *a = arena_new();
	struct compilation *c = compile(a, dir);
	struct buf out = {0};
	struct tally tally = {0};
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (c->verdict == NULL || c->model->broken || c->unreadable) {
		struct report_options options = {
			.format = "text", .limit_per_file = 100, .limit_total = 1000};
		report_write(&out, c->sink, c->sources, &options);
		fwrite(out.ptr, 1, out.len, stderr);
		status = c->unreadable ? STATUS_USAGE : STATUS_FINDINGS;
	} else {
		struct case_result *results = rules_test(a, c->model, c->verdict, filter, &count);
		uint32_t mistake_count;
		struct diag **mistakes = sink_sorted(c->sink, c->sources, &mistake_count);
		for (uint32_t i = 0; i < count; i++) {
			if (results[i].passed &&
				has_mistake(results[i].test, mistakes, mistake_count)) {
				results[i].passed = false;
				results[i].difference = MISTAKEN;
			}
			if (results[i].passed)
				tally.passed++;
			else
				put_result(&out, c, &results[i]);
		}
		tally.failed = count - tally.passed;
		if (*filter == '\0')
			put_unseen(&out, c, results, count, all, &tally);
		buf_printf(&out, "%u passed, %u failed\n", (unsigned)tally.passed,
			(unsigned)tally.failed);
		fwrite(out.ptr, 1, out.len, stdout);
		status = tally.failed > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
		if (count == 0 && *filter != '\0') {
			fprintf(stderr, "ismsc: no rule whose id contains `%s` has a test\n",
				filter);
			status = STATUS_USAGE;
		}
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		status = STATUS_FAILURE;
	buf_free(&out);
	arena_free(a);
	return (int)status;
}

int
command_test(int argc, char **argv)
{
	const char *dir = ".";
	const char *filter = "";
	static const char *const formats[] = {"text", "json", NULL};
	const char *sample = "0", *jobs = "0", *format = "text";
	bool all = false, mutate = false;
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder (default: the current one)",
			OPTION_TEXT, &dir},
		{0, "filter", "TEXT", "only tests of rules whose id contains the text", OPTION_TEXT,
			&filter},
		{0, "all", NULL, "ask for tests of the rules built in, too", OPTION_FLAG, &all},
		{0, "mutate", NULL, "break the ISMS in many small ways; which does nobody notice?",
			OPTION_FLAG, &mutate},
		{0, "sample", "N", "with --mutate: only so many ways", OPTION_TEXT, &sample},
		{'j', "jobs", "N", "with --mutate: processes (default: as many as processors)",
			OPTION_TEXT, &jobs},
		{0, "format", "FORMAT", "with --mutate: text or json", OPTION_TEXT, &format},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (options_read("test [option]...", rows, argc, argv, args, &count, &status) &&
		options_one_of("format", format, formats))
		status = mutate ? (enum status)command_mutate(&(struct mutate_request){
				dir, filter, sample, jobs, format})
				: (enum status)run(dir, filter, all);
	arena_free(a);
	return (int)status;
}
