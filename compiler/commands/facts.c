/* A compilation → the facts that reports are made of: rules, waived findings, clauses, and which declaration a finding lies in. */
#include "commands/facts.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "model/model.h"
#include "render/document.h"
#include "rules/rules.h"
#include "syntax/tree.h"

static enum report_state
state_of(enum rule_state state)
{
	switch (state) {
	case RULE_RAN:
		return REPORT_RAN;
	case RULE_NOT_EXERCISED:
		return REPORT_NOT_EXERCISED;
	case RULE_NOT_RUN:
		return REPORT_NOT_RUN;
	case RULE_OFF:
		return REPORT_OFF;
	}
	return REPORT_NOT_RUN;
}

/* Those of a pack that was not chosen are none of the project's; one that it switched off, with a reason, is. */
static void
add_rules(const struct compilation *c, struct report_facts *facts)
{
	const struct verdict *v = c->verdict;
	struct report_rule *rules = arena_array(c->arena, v->rule_count, sizeof(*rules));

	for (uint32_t i = 0; i < v->rule_count; i++) {
		const struct rule *r = &v->rules[i];

		if (r->state == RULE_OFF && r->change_reason == NULL)
			continue;
		rules[facts->rule_count++] = (struct report_rule){.id = r->id,
			.title = r->title,
			.because = r->because,
			.help = r->help,
			.pack = r->pack,
			.clauses = r->clauses,
			.clause_count = r->clause_count,
			.severity = r->severity,
			.declared_severity = r->declared_severity,
			.change_reason = r->change_reason,
			.state = state_of(r->state),
			.subjects = r->subjects,
			.findings = r->findings,
			.waived = r->waived};
	}
	facts->rules = rules;
}

/* A field of a waiver as text, or NULL. */
static const char *
field_text(const struct compilation *c, const struct entity *waiver, const char *name)
{
	const struct field *f = kind_field(c->language, waiver->kind, names_of(c->names, name));
	const struct slot *slot = f != NULL ? entity_slot(waiver, f) : NULL;

	if (slot == NULL || slot->count == 0 || slot->values[0].bad)
		return NULL;
	const struct value *v = &slot->values[0];
	if (v->type == TYPE_STRING)
		return arena_strndup(c->arena, v->string.ptr, v->string.len);
	if (v->type == TYPE_DATE) {
		char date[11];
		date_format(v->date, date);
		return arena_strndup(c->arena, date, 10);
	}
	if (v->type == TYPE_REF && v->entity != NULL)
		return entity_name(c->arena, v->entity);
	return NULL;
}

/* The same as the sink would hold if nobody had waived it. */
static struct diag
finding_of(const struct compilation *c, const struct finding *f)
{
	return (struct diag){.code = DIAG_RULE,
		.name = f->rule->id,
		.severity = f->rule->severity,
		.span = f->span,
		.message = f->message,
		.clause = f->rule->clause_count > 0 ? f->rule->clauses[0] : NULL,
		.why = f->rule->because,
		.entity = f->entity != NULL ? entity_name(c->arena, f->entity) : NULL,
		.about = f->about,
		.help = f->rule->help};
}

static void
add_waived(const struct compilation *c, struct report_facts *facts)
{
	const struct verdict *v = c->verdict;
	VEC(struct report_waived) list = {0};

	for (uint32_t i = 0; i < v->finding_count; i++) {
		const struct finding *f = &v->findings[i];

		if (f->waiver == NULL)
			continue;
		*VEC_PUSH(c->arena, &list) = (struct report_waived){.finding = finding_of(c, f),
			.waiver = f->waiver->entity->span,
			.because = field_text(c, f->waiver->entity, "because"),
			.by = field_text(c, f->waiver->entity, "by"),
			.until = field_text(c, f->waiver->entity, "until")};
	}
	facts->waived = list.ptr;
	facts->waived_count = list.len;
}

static void
add_clauses(const struct compilation *c, struct report_facts *facts)
{
	VEC(struct report_clause) list = {0};

	for (uint32_t i = 0; i < c->catalogue_count; i++) {
		const struct catalogue *catalogue = c->catalogues[i];

		for (uint32_t n = 0; n < catalogue->item_count; n++) {
			const struct catalogue_item *item = &catalogue->items[n];
			struct str title = item->title;

			*VEC_PUSH(c->arena, &list) = (struct report_clause){item->id->text,
				title.len > 0 ? arena_strndup(c->arena, title.ptr, title.len)
					      : NULL};
		}
	}
	facts->clauses = list.ptr;
	facts->clause_count = list.len;
}

struct report_facts
facts_of(const struct compilation *c)
{
	struct report_facts facts = {.version = ISMSC_VERSION,
		.project = c->project != NULL && c->project->present ? "isms.yaml" : NULL,
		.unreadable = c->unreadable};

	if (c->verdict != NULL) {
		add_rules(c, &facts);
		add_waived(c, &facts);
		add_clauses(c, &facts);
	}
	return facts;
}

/* Where a declaration stands. */
struct extent {
	struct span span;
	const struct entity *entity;
};

static int
by_place(const void *a, const void *b)
{
	const struct span *x = &((const struct extent *)a)->span;
	const struct span *y = &((const struct extent *)b)->span;

	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

/* The last one that begins at or before the place, when it holds it. */
static const struct entity *
holding(const struct extent *list, uint32_t count, struct span place)
{
	uint32_t low = 0, high = count;
	const struct extent wanted = {place, NULL};

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (by_place(&list[middle], &wanted) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || list[low - 1].span.source != place.source ||
		list[low - 1].span.end < place.start)
		return NULL;
	return list[low - 1].entity;
}

void
facts_within(const struct compilation *c)
{
	uint32_t count = 0, diag_count,
		 entity_count = c->model != NULL ? c->model->entity_count : 0;
	struct extent *list = arena_array(c->arena, entity_count, sizeof(*list));
	struct diag **all = sink_sorted(c->sink, c->sources, &diag_count);

	for (uint32_t i = 0; i < entity_count; i++) {
		const struct entity *e = c->model->entities[i];

		if (e->parent != NULL || e->tree == NULL || !e->declared)
			continue;
		list[count].entity = e;
		list[count++].span = tree_item_extent(e->tree, &e->tree->items[e->item]);
	}
	if (count > 1)
		qsort(list, count, sizeof(*list), by_place);
	for (uint32_t i = 0; i < diag_count; i++) {
		const struct entity *e = all[i]->entity == NULL && span_is(all[i]->span)
						 ? holding(list, count, all[i]->span)
						 : NULL;

		if (e != NULL)
			all[i]->within = entity_name(c->arena, e);
	}
}

void
facts_documents(struct compilation *c)
{
	if (c->model != NULL && !c->unreadable && !c->project->broken)
		document_set_make(c->arena, compile_designs(c), c->model, c->sink);
}
