/* `waive` declarations against the findings of the rules that ran: what is silenced, and which waivers should not be there. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/suggest.h"
#include "rules/rule.h"

static void
unknown_rule(struct rule_maker *m, const struct verdict *v, const struct entity *e)
{
	struct suggest s = suggest_start(name_str(e->id));

	for (uint32_t i = 0; i < v->rule_count; i++)
		suggest_offer(&s, str_of(v->rules[i].id));
	struct str best = suggest_best(&s);
	struct diag *d =
		diag_add(m->sink, DIAG_UNKNOWN_RULE, e->span, "there is no rule `%s`", e->id->text);
	if (best.len == 0)
		return;
	diag_help(m->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	if (suggest_certain(&s))
		diag_fix(m->sink, d, e->span, arena_strndup(m->arena, best.ptr, best.len));
}

static void
read_waiver(struct rule_maker *m, const struct verdict *v, struct entity *e, struct waiver *w)
{
	const struct slot *until = rule_slot(m, e, "until");
	const struct slot *granted = rule_slot(m, e, "granted");

	*w = (struct waiver){.entity = e, .rule = verdict_rule(v, name_str(e->id))};
	if (w->rule == NULL) {
		if (!e->broken)
			unknown_rule(m, v, e);
		return;
	}
	if (granted != NULL && granted->values[0].date > m->model->as_of) {
		char date[11];
		date_format(granted->values[0].date, date);
		w->early = true;
		diag_add(m->sink, DIAG_WAIVER_EARLY, granted->values[0].span,
			"the waiver of `%s` is said to have been granted on %s, a day that has not "
			"come",
			w->rule->id, date);
	}
	if (until != NULL && until->values[0].date < m->model->as_of) {
		char date[11];
		date_format(until->values[0].date, date);
		w->expired = true;
		diag_help(m->sink,
			diag_add(m->sink, DIAG_WAIVER_EXPIRED, until->values[0].span,
				"the waiver of `%s` ended on %s", w->rule->id, date),
			"mend what the rule found, or decide anew: waive it again with a reason of "
			"today");
	}
}

/* Whether a waiver counts: one that is broken, has ended or gives no end or reason silences nothing. */
static bool
counts(const struct rule_maker *m, const struct waiver *w)
{
	const struct slot *because = rule_slot(m, w->entity, "because");
	const struct slot *on = rule_slot(m, w->entity, "on");
	const struct name *n = names_of(m->model->language->names, "on");
	const struct field *f = kind_field(m->model->language, w->entity->kind, n);

	/* `on` that names nothing readable must not turn into a waiver for everything. */
	if (on == NULL && f != NULL && span_is(entity_slot(w->entity, f)->span))
		return false;
	return w->rule != NULL && !w->expired && !w->early && !w->entity->broken &&
	       because != NULL && rule_slot(m, w->entity, "by") != NULL &&
	       rule_slot(m, w->entity, "until") != NULL;
}

/* Notes what the waiver speaks of, or the whole ISMS; where several do the first counts. */
static void
cover(struct rule_maker *m, struct map *covered, struct waiver *w)
{
	const struct slot *on = rule_slot(m, w->entity, "on");

	if (on == NULL && map_get2(covered, w->rule, m) == NULL)
		map_put2(covered, w->rule, m, w);
	for (uint32_t i = 0; on != NULL && i < on->count; i++) {
		const struct value *v = &on->values[i];

		if (!v->bad && map_get2(covered, w->rule, v->entity) == NULL)
			map_put2(covered, w->rule, v->entity, w);
	}
}

static void
tell_unused(struct rule_maker *m, const struct waiver *w)
{
	if (!counts(m, w) || w->used > 0 ||
		(w->rule->state != RULE_RAN && w->rule->state != RULE_NOT_EXERCISED))
		return;
	struct diag *d = diag_add(m->sink, DIAG_WAIVER_UNUSED, w->entity->span,
		"rule `%s` finds nothing here that this waiver could tolerate", w->rule->id);
	diag_help(m->sink, d, "take the waiver out");
}

void
rules_waive(struct rule_maker *m, struct verdict *v)
{
	const struct kind *kind = language_kind(m->model->language, STR("waive"));

	if (kind == NULL)
		return;
	const struct entity_list *list = &m->model->by_kind[kind->index];
	v->waivers = arena_array(m->arena, list->count + (size_t)1, sizeof(*v->waivers));
	for (uint32_t i = 0; i < list->count; i++) {
		/* One that names no rule was reported. */
		if (list->ptr[i]->id != NULL)
			read_waiver(m, v, list->ptr[i], &v->waivers[v->waiver_count++]);
	}
	struct map *covered = map_new(m->arena);
	for (uint32_t i = 0; i < v->waiver_count; i++) {
		if (counts(m, &v->waivers[i]))
			cover(m, covered, &v->waivers[i]);
	}
	for (uint32_t i = 0; i < v->finding_count; i++) {
		struct finding *f = &v->findings[i];
		const void *about = f->entity != NULL ? (void *)entity_root(f->entity) : m;
		struct waiver *w = map_get2(covered, f->rule, about);

		if (w != NULL) {
			w->used++;
			f->waiver = w;
		}
	}
	for (uint32_t i = 0; i < v->waiver_count; i++)
		tell_unused(m, &v->waivers[i]);
}
