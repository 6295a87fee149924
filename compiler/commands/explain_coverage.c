/* explain --coverage: every item of the standard with the rules that check it and the documents that show it, or why nothing can
 * be checked; in a project also what became of it. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "commands/explain.h"
#include "render/coverage.h"
#include "report/coverage.h"

static struct coverage_ids
rule_ids(struct arena *a, const struct rule **rules, uint32_t count)
{
	struct coverage_ids ids = {arena_array(a, count + (size_t)1, sizeof(*ids.ptr)), count};

	for (uint32_t i = 0; i < count; i++)
		ids.ptr[i] = rules[i]->id;
	return ids;
}

static struct coverage_ids
document_ids(struct arena *a, const struct coverage_row *row)
{
	struct coverage_ids ids = {
		arena_array(a, row->design_count + (size_t)1, sizeof(*ids.ptr)), row->design_count};

	for (uint32_t i = 0; i < row->design_count; i++) {
		const struct design *d = row->designs[i];
		ids.ptr[i] = arena_printf(a, "%.*s%s", (int)d->id.len, d->id.ptr,
			d->each != NULL && d->only == NULL ? "/*" : "");
	}
	return ids;
}

static struct coverage_sheet
make_sheet(struct arena *a, const struct coverage_table *t, bool project)
{
	struct coverage_sheet s = {.title = str_of(t->kind->titles),
		.general = rule_ids(a, t->general, t->general_count),
		.lines = arena_array(a, t->row_count + (size_t)1, sizeof(*s.lines)),
		.line_count = t->row_count,
		.checked = t->checked,
		.explained = t->explained,
		.open = t->open};

	for (uint32_t i = 0; i < t->row_count; i++) {
		const struct coverage_row *row = &t->rows[i];
		s.lines[i] = (struct coverage_line){.id = row->item->id->text,
			.kind = row->item->kind->name->text,
			.title = row->item->title,
			.depth = row->depth,
			.has_parts = row->parts > 0,
			.accounted = row->accounted,
			.rules = rule_ids(a, row->rules, row->rule_count),
			.documents = document_ids(a, row),
			.reason = row->reason,
			.state = project ? coverage_state_name(row->state) : NULL,
			.worst = row->findings > 0 ? severity_name(row->worst) : NULL,
			.asked = row->asked,
			.unasked = row->unasked,
			.findings = row->findings,
			.waived = row->waived};
	}
	return s;
}

static void
put_ids(struct buf *out, const char *label, const struct coverage_ids *ids)
{
	size_t column = 0;

	for (uint32_t i = 0; i < ids->count; i++)
		explain_list_add(out, &column, label, str_of(ids->ptr[i]));
	explain_list_end(out, &column);
}

static void
put_state(struct buf *out, const struct coverage_line *l)
{
	uint32_t all = l->asked + l->unasked;

	buf_puts(out, "  Here: ");
	if (strcmp(l->state, "findings") == 0)
		buf_printf(out, "%u %s, %u waived", l->findings,
			l->findings == 1 ? "finding" : "findings", l->waived);
	else if (strcmp(l->state, "waived") == 0)
		buf_printf(out, "all %u found waived", l->waived);
	else if (strcmp(l->state, "fine") == 0)
		buf_puts(out, "checked, nothing found");
	else if (strcmp(l->state, "partly") == 0)
		buf_printf(out, "nothing found; %u of %u rules had anything to ask about", l->asked,
			all);
	else if (strcmp(l->state, "not_exercised") == 0)
		buf_puts(out, "not exercised, because nothing is there that its rules ask about");
	else if (strcmp(l->state, "not_run") == 0)
		buf_puts(out, "its rules are switched off or could not be run");
	else
		buf_puts(out, "not checked");
	buf_putc(out, '\n');
}

static void
put_line(struct buf *out, const struct coverage_line *l)
{
	buf_printf(out, "\n%s %.*s\n", l->id, (int)l->title.len, l->title.ptr);
	put_ids(out, "  Rules", &l->rules);
	put_ids(out, "  Documents", &l->documents);
	if (l->reason != NULL)
		buf_printf(out, "  Not checked: %s\n", l->reason);
	else if (l->rules.count == 0)
		buf_puts(out, l->has_parts
				      ? "  Checked in its parts\n"
				      : "  Not accounted for: no rule, and no reason for none\n");
	if (l->state != NULL)
		put_state(out, l);
}

static void
put_sheet(struct buf *out, const struct coverage_sheet *s)
{
	buf_printf(out,
		"%s%.*s: %u checked by rules of their own, %u not for a reason, %u not accounted "
		"for\n",
		out->len > 0 ? "\n" : "", (int)s->title.len, s->title.ptr, s->checked, s->explained,
		s->open);
	put_ids(out, "Of each", &s->general);
	for (uint32_t i = 0; i < s->line_count; i++)
		put_line(out, &s->lines[i]);
}

bool
explain_coverage(struct explain *e, bool json)
{
	struct compilation *c = e->c;
	bool project = c->project->present || c->tree_count > c->built_in_count;
	struct document_set *set = document_set_make(e->arena, e->designs, c->model, c->sink);
	struct coverage *coverage =
		coverage_make(e->arena, c->model, c->verdict, set, c->sources, c->sink);
	struct coverage_sheet *sheets =
		arena_array(e->arena, coverage->table_count + (size_t)1, sizeof(*sheets));
	bool whole = true;

	for (uint32_t i = 0; i < coverage->table_count; i++) {
		sheets[i] = make_sheet(e->arena, &coverage->tables[i], project);
		whole = whole && sheets[i].open == 0;
		if (!json)
			put_sheet(e->out, &sheets[i]);
	}
	if (json)
		report_coverage(e->out, sheets, coverage->table_count);
	return whole;
}
