/* test --mutate: breaks a project in many small ways, and prints by clause how many of them are noticed, and which are not. */
#include "commands/mutate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/workers.h"
#include "commands/options.h"
#include "commands/say.h"
#include "mutate/mutate.h"
#include "pipeline.h"
#include "report/mutation.h"
#include "report/report.h"

static bool
read_number(const char *option, const char *text, uint32_t *out)
{
	char *end;
	unsigned long n;

	errno = 0;
	n = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || errno != 0 || n > 100000000) {
		say("`--%s` is a number, not `%s`", option, text);
		return false;
	}
	*out = (uint32_t)n;
	return true;
}

static void
put_row(struct buf *out, const char *name, const struct mutate_clause *k)
{
	buf_printf(out, "%-10s %8u %8u %8u %9u\n", name, (unsigned)k->broken, (unsigned)k->noticed,
		(unsigned)k->by_error, (unsigned)(k->broken - k->noticed));
}

static void
put_mutant(struct buf *out, struct compilation *c, const struct mutant *m)
{
	const struct source *source = sources_get(c->sources, m->place.source);
	struct place at = source_place(c->sources, m->place.source, m->place.start);

	buf_printf(out, "%s:%u:%u: %s (%s)", source->shown, (unsigned)at.line, (unsigned)at.column,
		mutant_name(c->arena, m), entity_name(c->arena, m->entity));
}

static void
put_explained(struct buf *out, struct compilation *c, const struct survivor *s)
{
	buf_printf(out, "explained: %u of %.*s %s%s%s: ", (unsigned)s->used,
		(int)s->operator->name.len, s->operator->name.ptr, kind_path(c->arena, s->kind),
		s->field != NULL ? "." : "", s->field != NULL ? s->field->name->text : "");
	report_escape(out, s->because);
	buf_putc(out, '\n');
}

static void
put_text(struct buf *out, struct compilation *c, const struct mutation *r)
{
	uint32_t rate = r->total.broken > 0 ? r->total.noticed * 1000u / r->total.broken : 1000;

	for (uint32_t i = 0; i < r->mutants.list.len; i++) {
		const struct mutant *m = &r->mutants.list.ptr[i];

		if (mutant_alarms(m)) {
			buf_puts(out, "FALSE ALARM ");
			put_mutant(out, c, m);
			buf_printf(out, ": harmless, and gives an error [%s]\n", m->name);
		} else if (m->clause.len > 0 && !mutant_noticed(m) && m->survivor == NULL) {
			buf_puts(out, "UNNOTICED ");
			put_mutant(out, c, m);
			buf_printf(out, ": breaks %.*s\n", (int)m->clause.len, m->clause.ptr);
		}
	}
	for (uint32_t i = 0; i < r->duties->survivor_count; i++) {
		const struct survivor *s = &r->duties->survivors[i];

		if (s->used > 0)
			put_explained(out, c, s);
	}
	buf_printf(out, "%-10s %8s %8s %8s %9s\n", "clause", "broken", "noticed", "by error",
		"unnoticed");
	for (uint32_t i = 0; i < r->clause_count; i++)
		put_row(out,
			arena_strndup(c->arena, r->clauses[i].clause.ptr, r->clauses[i].clause.len),
			&r->clauses[i]);
	put_row(out, "all", &r->total);
	buf_printf(out,
		"%u of %u breakages noticed (%u.%u %%), %u by no rule but by the language; "
		"%u unnoticed with a reason\n",
		(unsigned)r->total.noticed, (unsigned)r->total.broken, (unsigned)(rate / 10),
		(unsigned)(rate % 10), (unsigned)r->by_language, (unsigned)r->total.explained);
	buf_printf(out,
		"%u harmless changes: %u false alarms; %u with a warning, %u no longer well "
		"formed\n",
		(unsigned)r->harmless, (unsigned)r->alarms, (unsigned)r->warned,
		(unsigned)r->refused);
}

static const char *
text_of(struct arena *a, struct str s)
{
	return s.len > 0 ? arena_strndup(a, s.ptr, s.len) : NULL;
}

static struct report_breakages
breakages_of(struct arena *a, const struct mutate_clause *k)
{
	return (struct report_breakages){
		text_of(a, k->clause), k->broken, k->noticed, k->by_error, k->explained};
}

static void
put_json(struct buf *out, struct compilation *c, const struct mutation *r)
{
	uint32_t count = r->mutants.list.len;
	struct report_mutant *mutants = arena_array(c->arena, count + (size_t)1, sizeof(*mutants));
	struct report_breakages *clauses =
		arena_array(c->arena, r->clause_count + (size_t)1, sizeof(*clauses));

	for (uint32_t i = 0; i < count; i++) {
		const struct mutant *m = &r->mutants.list.ptr[i];

		mutants[i] = (struct report_mutant){.change = mutant_name(c->arena, m),
			.entity = entity_name(c->arena, m->entity),
			.breaks = text_of(c->arena, m->clause),
			.noticed = mutant_noticed(m),
			.alarm = mutant_alarms(m),
			.severity = m->found ? severity_name(m->severity) : NULL,
			.code = m->found ? m->name : NULL,
			.because = m->survivor != NULL ? text_of(c->arena, m->survivor->because)
						       : NULL,
			.place = m->place};
	}
	for (uint32_t i = 0; i < r->clause_count; i++)
		clauses[i] = breakages_of(c->arena, &r->clauses[i]);
	report_mutation(out,
		&(struct report_mutation){mutants, count, clauses, r->clause_count,
			breakages_of(c->arena, &r->total), r->by_language, r->harmless, r->alarms,
			r->warned, r->refused},
		c->sources);
}

static void
put_findings(struct compilation *c, struct sink *sink)
{
	struct report_options options = {
		.format = "text", .limit_per_file = 100, .limit_total = 1000};
	struct buf out = {0};

	report_write(&out, sink, c->sources, &options);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, stderr);
	buf_free(&out);
}

static enum status
run(struct compilation *c, const struct mutate_options *options, bool json)
{
	struct mutation r;
	struct buf out = {0};

	if (c->verdict == NULL || c->model->broken || c->unreadable) {
		put_findings(c, c->sink);
		return c->unreadable ? STATUS_USAGE : STATUS_FINDINGS;
	}
	bool whole = mutate_run(c, options, &r);
	put_findings(c, r.told);
	if (r.mutants.list.len == 0 && sink_count(r.told, SEVERITY_ERROR) > 0)
		return r.duties->unreadable ? STATUS_USAGE : STATUS_FINDINGS;
	if (r.mutants.list.len == 0 && *options->filter != '\0') {
		say("nothing whose field or operator contains `%s` can be broken", options->filter);
		return STATUS_USAGE;
	}
	if (json)
		put_json(&out, c, &r);
	else
		put_text(&out, c, &r);
	fwrite(out.ptr, 1, out.len, stdout);
	buf_free(&out);
	if (!whole)
		return STATUS_FAILURE;
	return r.alarms > 0 || r.total.noticed + r.total.explained < r.total.broken ||
			       sink_count(r.told, SEVERITY_ERROR) > 0
		       ? STATUS_FINDINGS
		       : STATUS_CLEAN;
}

int
command_mutate(const struct mutate_request *request)
{
	struct mutate_options options = {.filter = request->filter};
	enum status status = STATUS_USAGE;
	struct arena *a = arena_new();

	if (read_number("sample", request->sample, &options.sample) &&
		read_number("jobs", request->jobs, &options.processes)) {
		if (options.processes == 0)
			options.processes = work_processors();
		status = run(
			compile(a, request->dir), &options, strcmp(request->format, "json") == 0);
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		status = STATUS_FAILURE;
	arena_leave(a);
	return (int)status;
}
