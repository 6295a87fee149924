/* explain: a rule with its reason, its help and its text; and which rules check a clause. */
#include <string.h>

#include "base/source.h"
#include "commands/explain.h"
#include "rules/rules.h"
#include "syntax/tree.h"

/* The declaration as it is written, found by the place of its id. */
static void
about_text(const struct explain *e, const struct rule *r)
{
	for (uint32_t i = 0; i < e->c->tree_count; i++) {
		const struct tree *t = e->c->trees[i];

		if (t->source != r->span.source)
			continue;
		for (uint32_t n = t->first; n != ITEM_NONE; n = t->items[n].next) {
			struct span whole = tree_item_extent(t, &t->items[n]);

			if (whole.start <= r->span.start && r->span.end <= whole.end) {
				buf_puts(e->out, "\n");
				buf_str(e->out, source_text(e->c->sources, whole));
				buf_puts(e->out, "\n");
				return;
			}
		}
	}
}

static void
about_state(const struct explain *e, const struct rule *r)
{
	switch (r->state) {
	case RULE_RAN:
		buf_printf(e->out, "Here: asked %u times, %u findings, %u waived\n", r->subjects,
			r->findings, r->waived);
		break;
	case RULE_NOT_EXERCISED:
		buf_puts(e->out,
			"Here: not exercised, because nothing is there that it asks about\n");
		break;
	case RULE_NOT_RUN:
		buf_puts(e->out, "Here: not run, because of other mistakes\n");
		break;
	case RULE_OFF:
		buf_puts(e->out, "Here: switched off\n");
		break;
	}
}

static void
about_rule(const struct explain *e, const struct rule *r)
{
	const struct source *source = sources_get(e->c->sources, r->span.source);
	size_t column = 0;

	buf_printf(e->out, "%s (rule, %s): %s\n", r->id, severity_name(r->declared_severity),
		r->title);
	for (uint32_t i = 0; i < r->item_count; i++)
		explain_list_add(e->out, &column, "Clauses", str_of(r->items[i]));
	explain_list_end(e->out, &column);
	if (r->pack != NULL)
		buf_printf(e->out, "Pack: %s\n", r->pack);
	if (source != NULL)
		buf_printf(e->out, "Declared: %s:%u\n", source->shown,
			source_place(e->c->sources, source->id, r->span.start).line);
	if (r->because != NULL)
		buf_printf(e->out, "Why: %s\n", r->because);
	if (r->help != NULL)
		buf_printf(e->out, "What to do: %s\n", r->help);
	if (r->change_reason != NULL)
		buf_printf(e->out, "The project makes it %s: %s\n",
			r->state == RULE_OFF ? "off" : severity_name(r->severity),
			r->change_reason);
	if (e->c->project->present || e->c->tree_count > e->c->built_in_count)
		about_state(e, r);
	about_text(e, r);
}

bool
explain_rule(struct explain *e)
{
	const struct verdict *v = e->c->verdict;

	for (uint32_t i = 0; v != NULL && i < v->rule_count; i++) {
		if (str_is(e->id, v->rules[i].id)) {
			about_rule(e, &v->rules[i]);
			return true;
		}
	}
	return false;
}

void
explain_rules_of(const struct explain *e, struct str clause, size_t *column)
{
	const struct verdict *v = e->c->verdict;

	for (uint32_t i = 0; v != NULL && i < v->rule_count; i++) {
		const struct rule *r = &v->rules[i];
		bool checks = false;

		for (uint32_t n = 0; n < r->item_count && !checks; n++)
			checks = explain_clauses_meet(str_of(r->items[n]), clause);
		if (checks)
			explain_list_add(e->out, column, "Rules", str_of(r->id));
	}
}

void
explain_offer_rules(const struct explain *e, struct suggest *s)
{
	const struct verdict *v = e->c->verdict;

	for (uint32_t i = 0; v != NULL && i < v->rule_count; i++)
		suggest_offer(s, str_of(v->rules[i].id));
}
