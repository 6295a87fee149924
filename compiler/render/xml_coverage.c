/* The coverage of the standard as an element of the XML model: its tables, a row for each item. */
#include "base/arena.h"
#include "base/diag.h"
#include "render/coverage.h"
#include "render/xml_model.h"

struct writer {
	struct xml_context *x;
	const struct document *from;
	const struct document **documents; /* by design: the one made by it, if it makes one */
};

static void
put_rules(struct writer *w, xmlNode *parent, const char *name, const struct rule **rules,
	uint32_t count)
{
	if (count == 0)
		return;
	xmlNode *list = xml_child(parent, name);
	for (uint32_t i = 0; i < count; i++)
		xml_ref(w->x, list, rules[i]->entity, w->from, STR(""));
}

static void
put_documents(struct writer *w, xmlNode *parent, const struct coverage_row *row)
{
	for (uint32_t i = 0; i < row->design_count; i++) {
		const struct design *d = row->designs[i];
		const struct document *made = w->documents[d - w->x->set->designs];
		xmlNode *node = xml_child(parent, "document");

		if (made != NULL) {
			xml_attr(node, "id", made->id);
			xml_attr(node, "title", made->title);
			xml_attr(node, "href",
				arena_printf(w->x->arena, "%s%s.xml", w->from->up, made->id));
		} else {
			xml_attr(node, "title",
				d->each != NULL
					? d->each->titles
					: arena_strndup(w->x->arena, d->title.ptr, d->title.len));
		}
	}
}

static void
put_row(struct writer *w, xmlNode *table, const struct coverage_row *row)
{
	xmlNode *node = xml_child(table, "row");
	const struct document *home = document_of(w->x->set, row->item);

	xml_attr(node, "id", row->item->id->text);
	xml_attr_str(node, "title", row->item->title);
	xml_attr(node, "key", xml_anchor(w->x, row->item));
	if (home == w->from)
		xml_attr(node, "home", "yes");
	xml_attr_int(node, "depth", row->depth);
	xml_attr_int(node, "parts", row->parts);
	xml_attr(node, "state", coverage_state_name(row->state));
	xml_attr_int(node, "asked", row->asked);
	xml_attr_int(node, "unasked", row->unasked);
	xml_attr_int(node, "findings", row->findings);
	if (row->findings > 0)
		xml_attr(node, "severity", severity_name(row->worst));
	xml_attr_int(node, "waived", row->waived);
	if (!row->accounted)
		xml_attr(node, "open", "yes");
	if (row->reason != NULL)
		xml_text(xml_child(node, "reason"), str_of(row->reason));
	put_rules(w, node, "rules", row->rules, row->rule_count);
	put_documents(w, node, row);
}

static void
put_table(struct writer *w, xmlNode *parent, const struct coverage_table *t)
{
	xmlNode *node = xml_child(parent, "table");

	xml_attr(node, "kind", t->kind->name->text);
	xml_attr(node, "title", t->kind->title);
	xml_attr(node, "titles", t->kind->titles);
	xml_attr_int(node, "checked", t->checked);
	xml_attr_int(node, "explained", t->explained);
	xml_attr_int(node, "open", t->open);
	put_rules(w, node, "general", t->general, t->general_count);
	for (uint32_t i = 0; i < t->row_count; i++)
		put_row(w, node, &t->rows[i]);
}

void
xml_coverage(struct xml_context *x, xmlNode *parent, const struct document *from)
{
	const struct document_set *set = x->set;
	struct writer w = {.x = x, .from = from};

	if (x->verdict == NULL)
		return;
	struct coverage *c =
		coverage_make(x->arena, x->model, x->verdict, set, x->sources, x->sink);
	w.documents = arena_array(x->arena, set->design_count + (size_t)1, sizeof(*w.documents));
	for (uint32_t i = 0; i < set->document_count; i++) {
		const struct design *d = set->documents[i].design;
		if (d->each == NULL || d->only != NULL)
			w.documents[d - set->designs] = &set->documents[i];
	}
	xmlNode *node = xml_child(parent, "coverage");
	for (uint32_t i = 0; i < c->table_count; i++)
		put_table(&w, node, &c->tables[i]);
}
