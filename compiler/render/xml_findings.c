/* Findings, waivers and rules as elements of the XML model. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "render/xml_model.h"

static void
put_place(struct xml_context *x, xmlNode *node, struct span span)
{
	const struct source *source = sources_get(x->sources, span.source);

	if (source == NULL || source->built_in)
		return;
	struct place at = source_place(x->sources, span.source, span.start);
	xml_attr(node, "place", arena_printf(x->arena, "%s:%u", source->shown, (unsigned)at.line));
}

static void
put_waiver(xmlNode *node, const struct model *m, const struct waiver *w)
{
	const struct kind *kind = w->entity->kind;
	const struct field *until =
		kind_field(m->language, kind, names_of(m->language->names, "until"));
	const struct field *because =
		kind_field(m->language, kind, names_of(m->language->names, "because"));
	const struct slot *slot = until != NULL ? entity_slot(w->entity, until) : NULL;

	xml_attr(node, "waived", "yes");
	if (slot != NULL && slot->count > 0 && !slot->values[0].bad) {
		char date[11];
		date_format(slot->values[0].date, date);
		xml_attr_str(node, "until", str_of(date));
	}
	slot = because != NULL ? entity_slot(w->entity, because) : NULL;
	if (slot != NULL && slot->count > 0 && !slot->values[0].bad &&
		slot->values[0].type != TYPE_TEXT)
		xml_attr_str(node, "because", slot->values[0].string);
}

static void
put_finding(
	struct xml_context *x, xmlNode *list, const struct finding *f, const struct document *from)
{
	xmlNode *node = xml_child(list, "finding");

	xml_attr(node, "rule", f->rule->id);
	xml_attr(node, "severity", severity_name(f->rule->severity));
	if (f->rule->clause_count > 0)
		xml_attr(node, "clause", f->rule->clauses[0]);
	put_place(x, node, f->span);
	if (f->waiver != NULL)
		put_waiver(node, x->model, f->waiver);
	if (f->entity != NULL) {
		/* A block such as a treatment says little without what it belongs to. */
		const struct entity *holder = f->entity;
		while (holder->parent != NULL)
			holder = holder->parent;
		if (holder != f->entity)
			xml_ref(x, xml_child(node, "holder"), holder, from, STR(""));
		xmlNode *about = xml_child(node, "about");
		if (from != NULL && entity_title(f->entity).len > 0)
			xml_attr(about, "titled", "yes");
		xml_ref(x, about, f->entity, from, STR(""));
	}
	xml_text(xml_child(node, "message"), str_of(f->message));
	if (f->rule->help != NULL)
		xml_text(xml_child(node, "help"), str_of(f->rule->help));
}

static void
put_counts(xmlNode *list, const uint32_t counts[SEVERITY_ERROR + 1], uint32_t waived)
{
	xml_attr_int(list, "errors", counts[SEVERITY_ERROR]);
	xml_attr_int(list, "warnings", counts[SEVERITY_WARNING]);
	xml_attr_int(list, "notes", counts[SEVERITY_NOTE]);
	xml_attr_int(list, "undecided", counts[SEVERITY_UNDECIDED]);
	xml_attr_int(list, "waived", waived);
}

/* Whether a rule of one of the document's clauses found it, about an entity of a kind the document uses. */
static bool
of_clauses(const struct design *d, const struct finding *f)
{
	const struct entity *e = f->entity;
	bool used = false, answered = false;

	while (e != NULL && e->parent != NULL)
		e = e->parent;
	for (uint32_t k = 0; e != NULL && k < d->use_count; k++)
		used = used || d->uses[k] == e->kind;
	for (uint32_t i = 0; i < f->rule->clause_count; i++)
		for (uint32_t k = 0; k < d->clause_count; k++)
			answered = answered || strcmp(d->clauses[k], f->rule->clauses[i]) == 0;
	return used && answered;
}

static bool
shows(const struct xml_context *x, const struct document *document, const struct finding *f)
{
	if (document == NULL || document->design->findings == FINDINGS_ALL)
		return true;
	if (f->entity != NULL && document_of(x->set, f->entity) == document)
		return true;
	return document->design->findings == FINDINGS_CLAUSES && of_clauses(document->design, f);
}

void
xml_findings(struct xml_context *x, xmlNode *parent, const struct document *document)
{
	/* Where no rules ran nothing is said, least of all that there are no findings. */
	if (x->verdict == NULL)
		return;
	xmlNode *list = xml_child(parent, "findings");
	uint32_t counts[SEVERITY_ERROR + 1] = {0};
	uint32_t waived = 0;

	for (uint32_t i = 0; i < x->verdict->finding_count; i++) {
		const struct finding *f = &x->verdict->findings[i];
		if (!shows(x, document, f))
			continue;
		if (f->waiver != NULL)
			waived++;
		else
			counts[f->rule->severity]++;
		put_finding(x, list, f, document);
	}
	put_counts(list, counts, waived);
}

/* A page of mistakes helps nobody; the count tells of the rest. */
#define MISTAKES_SHOWN 200

void
xml_mistakes(struct xml_context *x, xmlNode *parent)
{
	uint32_t count = 0, shown = 0, left_out = 0;
	struct diag **all = sink_sorted(x->sink, x->sources, &count);
	xmlNode *list = xml_child(parent, "mistakes");

	for (uint32_t i = 0; i < count; i++) {
		const struct diag *d = all[i];
		if (d->code == DIAG_RULE)
			continue;
		if (shown == MISTAKES_SHOWN) {
			left_out++;
			continue;
		}
		shown++;
		xmlNode *node = xml_child(list, "mistake");
		xml_attr(node, "code", d->name);
		xml_attr(node, "severity", severity_name(d->severity));
		put_place(x, node, d->span);
		xml_text(xml_child(node, "message"), str_of(d->message));
		if (d->help != NULL)
			xml_text(xml_child(node, "help"), str_of(d->help));
	}
	xml_attr_int(list, "left-out", left_out);
}

static const char *
state_name(enum rule_state state)
{
	static const char *const names[] = {[RULE_RAN] = "ran",
		[RULE_NOT_EXERCISED] = "not_exercised",
		[RULE_NOT_RUN] = "not_run",
		[RULE_OFF] = "off"};

	return names[state];
}

void
xml_rules(struct xml_context *x, xmlNode *parent, const struct document *from)
{
	(void)from;
	if (x->verdict == NULL)
		return;
	xmlNode *list = xml_child(parent, "rules");

	for (uint32_t i = 0; i < x->verdict->rule_count; i++) {
		const struct rule *r = &x->verdict->rules[i];
		xmlNode *node = xml_child(list, "rule");
		xml_attr(node, "id", r->id);
		xml_attr(node, "title", r->title != NULL ? r->title : "");
		xml_attr(node, "severity", severity_name(r->severity));
		xml_attr(node, "pack", r->pack != NULL ? r->pack : "");
		struct buf clauses = {0};
		for (uint32_t c = 0; c < r->clause_count; c++)
			buf_printf(&clauses, "%s%s", c > 0 ? " " : "", r->clauses[c]);
		xml_attr_str(node, "clauses",
			(struct str){clauses.ptr != NULL ? clauses.ptr : "", clauses.len});
		buf_free(&clauses);
		xml_attr(node, "state", state_name(r->state));
		xml_attr_int(node, "subjects", r->subjects);
		xml_attr_int(node, "findings", r->findings);
		xml_attr_int(node, "waived", r->waived);
		if (r->change_reason != NULL)
			xml_attr(node, "changed", r->change_reason);
	}
}
