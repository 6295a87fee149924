/* All mutants → which are noticed: chosen, shared among processes, counted by clause. */
#include "mutate/mutate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/workers.h"
#include "mutate/trial.h"

#define SEED UINT64_C(0x9e3779b97f4a7c15)

const char *
mutant_name(struct arena *a, const struct mutant *m)
{
	return arena_printf(a, "%.*s %s%s%s", (int)m->operator->name.len, m->operator->name.ptr,
		kind_path(a, m->kind), m->field != NULL ? "." : "",
		m->field != NULL ? m->field->name->text : "");
}

bool
mutant_noticed(const struct mutant *m)
{
	return m->found && m->severity > SEVERITY_NOTE;
}

bool
mutant_alarms(const struct mutant *m)
{
	return m->clause.len == 0 && m->found && m->by_rule && m->severity == SEVERITY_ERROR;
}

static bool
is_chosen(struct arena *scratch, const struct mutant *m, const char *filter)
{
	if (*filter == '\0' || strstr(mutant_name(scratch, m), filter) != NULL)
		return true;
	return str_is(m->clause, filter);
}

/* Of what is left, so many by chance: each is as likely as any other. */
static void
choose(struct mutants *all, const struct mutate_options *options)
{
	struct arena *scratch = arena_new();
	uint64_t chance = SEED;
	uint32_t left = 0, kept = 0;

	for (uint32_t i = 0; i < all->list.len; i++) {
		if (is_chosen(scratch, &all->list.ptr[i], options->filter))
			all->list.ptr[left++] = all->list.ptr[i];
	}
	arena_free(scratch);
	all->list.len = left;
	if (options->sample == 0 || options->sample >= left)
		return;
	for (uint32_t i = 0; kept < options->sample; i++) {
		chance ^= chance << 13;
		chance ^= chance >> 7;
		chance ^= chance << 17;
		if ((chance >> 11) % (left - i) < options->sample - kept)
			all->list.ptr[kept++] = all->list.ptr[i];
	}
	all->list.len = kept;
}

struct job {
	struct baseline base;
	struct mutants *mutants;
	bool *mine; /* those that this process tried, once it is another one */
};

static void
begin(void *context)
{
	struct job *j = context;

	j->mine = arena_array(j->base.c->arena, j->mutants->list.len, sizeof(*j->mine));
}

static void
run(void *context, uint32_t i)
{
	struct job *j = context;

	mutant_try(&j->base, &j->mutants->list.ptr[i]);
	if (j->mine != NULL)
		j->mine[i] = true;
}

static void
tell(void *context, struct buf *out)
{
	struct job *j = context;

	for (uint32_t i = 0; i < j->mutants->list.len; i++) {
		const struct mutant *m = &j->mutants->list.ptr[i];

		if (j->mine[i])
			buf_printf(out, "%u %d %d %d %s\n", (unsigned)i, m->found, m->by_rule,
				(int)m->severity, m->found ? m->name : "-");
	}
}

static void
hear(void *context, struct str told)
{
	struct job *j = context;
	const char *at = told.ptr;

	while (at < told.ptr + told.len) {
		const char *end = memchr(at, '\n', (size_t)(told.ptr + told.len - at));
		char *rest;
		struct mutant *m = &j->mutants->list.ptr[strtoul(at, &rest, 10)];

		m->tried = true;
		m->found = strtol(rest, &rest, 10) != 0;
		m->by_rule = strtol(rest, &rest, 10) != 0;
		m->severity = (enum severity)strtol(rest, &rest, 10);
		m->name = names_get(
			j->base.c->names, (struct str){rest + 1, (size_t)(end - rest - 1)})
				  ->text;
		at = end + 1;
	}
}

static int
by_clause(const void *a, const void *b)
{
	const struct mutate_clause *x = a, *y = b;

	return version_compare(x->clause, y->clause);
}

static struct mutate_clause *
clause_of(struct arena *a, struct mutation *out, struct str clause)
{
	for (uint32_t i = 0; i < out->clause_count; i++) {
		if (str_eq(out->clauses[i].clause, clause))
			return &out->clauses[i];
	}
	out->clauses = arena_grow(a, out->clauses, out->clause_count, out->clause_count + (size_t)1,
		sizeof(*out->clauses));
	out->clauses[out->clause_count].clause = clause;
	return &out->clauses[out->clause_count++];
}

static void
add(struct mutate_clause *to, const struct mutant *m)
{
	to->broken++;
	to->noticed += mutant_noticed(m);
	to->by_error += m->found && m->severity == SEVERITY_ERROR;
	to->explained += m->survivor != NULL;
}

static void
count(struct compilation *c, struct mutation *out)
{
	for (uint32_t i = 0; i < out->mutants.list.len; i++) {
		struct mutant *m = &out->mutants.list.ptr[i];
		const struct entity *root = m->entity;

		while (root->parent != NULL)
			root = root->parent;
		if (m->clause.len == 0) {
			out->harmless++;
			out->alarms += mutant_alarms(m);
			out->warned += m->found && m->by_rule && m->severity == SEVERITY_WARNING;
			out->refused += m->found && !m->by_rule && m->severity == SEVERITY_ERROR;
			continue;
		}
		if (!mutant_noticed(m))
			m->survivor = duties_survivor(
				out->duties, m->kind, m->field, m->operator, root->id);
		if (m->survivor != NULL)
			m->survivor->used++;
		out->by_language += mutant_noticed(m) && !m->by_rule;
		add(&out->total, m);
		add(clause_of(c->arena, out, m->clause), m);
	}
	if (out->clause_count > 0)
		qsort(out->clauses, out->clause_count, sizeof(*out->clauses), by_clause);
}

static void
tell_unused(struct sink *sink, const struct duties *d)
{
	for (uint32_t i = 0; i < d->survivor_count; i++) {
		if (d->survivors[i].used == 0)
			diag_add(sink, DIAG_SURVIVOR_UNUSED, d->survivors[i].span,
				"nothing that this explains goes unnoticed");
	}
}

bool
mutate_run(struct compilation *c, const struct mutate_options *options, struct mutation *out)
{
	struct job j = {.mutants = &out->mutants};
	struct work work = {&j, begin, run, tell, hear};

	*out = (struct mutation){.told = sink_new(c->arena)};
	out->duties = duties_read(c, out->told);
	if (sink_count(out->told, SEVERITY_ERROR) > 0)
		return true;
	baseline_take(&j.base, c);
	mutants_find(c, out->duties, &out->mutants);
	choose(&out->mutants, options);
	out->whole = options->sample == 0 && *options->filter == '\0';
	uint32_t *order = arena_array(c->arena, out->mutants.list.len + (size_t)1, sizeof(*order));
	for (uint32_t i = 0; i < out->mutants.list.len; i++)
		order[i] = i;
	bool told = work_share(&work, order, out->mutants.list.len, options->processes);
	count(c, out);
	if (out->whole)
		tell_unused(out->told, out->duties);
	return told;
}
