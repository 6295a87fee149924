/* explain: an item of a catalogue (a clause, a control): what it asks for, where it is stated, what checks it, which documents
 * show it. */
#include <string.h>

#include "base/arena.h"
#include "commands/explain.h"
#include "model/model.h"

/* A value of the item's own fields, in words; prose and references do not occur in catalogues. */
static void
about_value(struct buf *out, const struct field *f, const struct value *v)
{
	switch (v->type) {
	case TYPE_STRING:
		buf_str(out, v->string);
		break;
	case TYPE_ENUM:
		buf_puts(out, f->values[v->member].name->text);
		break;
	case TYPE_BOOL:
		buf_puts(out, v->boolean ? "yes" : "no");
		break;
	default:
		break;
	}
}

static void
about_fields(struct buf *out, const struct entity *item)
{
	for (uint32_t i = 0; i < item->kind->field_count; i++) {
		const struct field *f = item->kind->fields[i];
		const struct slot *s = &item->slots[i];

		if ((f->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) != 0 || s->count == 0)
			continue;
		buf_printf(out, "%s: ", f->title);
		for (uint32_t k = 0; k < s->count; k++) {
			buf_puts(out, k > 0 ? ", " : "");
			about_value(out, f, &s->values[k]);
		}
		buf_putc(out, '\n');
	}
}

/* The kinds that state something of it, and the kind whose entry has its id. */
static void
about_kinds(const struct explain *e, const struct entity *item)
{
	size_t column = 0;

	for (uint32_t i = 0; i < e->c->language->kind_count; i++) {
		const struct kind *k = e->c->language->kinds[i];
		bool states = k->items == item->kind;

		for (uint32_t n = 0; n < k->clause_count && !states; n++)
			states = explain_clauses_meet(str_of(k->clauses[n]), name_str(item->id));
		if (states && k->block_of == NULL)
			explain_list_add(e->out, &column, "Kinds", name_str(k->name));
	}
	explain_list_end(e->out, &column);
}

/* Whether a text speaks of the clause: its id between what is no part of an id. "6.1.3" is not in "6.1.30". */
static bool
speaks_of(const char *text, const struct name *id)
{
	for (const char *at = text; (at = strstr(at, id->text)) != NULL; at++) {
		const char *end = at + id->len;
		bool starts = at == text || strchr(" (,;", at[-1]) != NULL;
		bool ends = *end == '\0' || strchr(" ),;:", *end) != NULL ||
			    (*end == '.' && (end[1] < '0' || end[1] > '9'));

		if (starts && ends)
			return true;
	}
	return false;
}

/* The fields whose description names it. */
static void
about_stating_fields(const struct explain *e, const struct entity *item)
{
	size_t column = 0;

	for (uint32_t i = 0; i < e->c->language->kind_count; i++) {
		const struct kind *k = e->c->language->kinds[i];

		for (uint32_t n = 0; n < k->field_count; n++) {
			const struct field *f = k->fields[n];

			if (f->doc == NULL || f->owner != k ||
				(f->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) != 0 ||
				!speaks_of(f->doc, item->id))
				continue;
			explain_list_add(e->out, &column, "Fields",
				str_of(arena_printf(
					e->arena, "%s.%s", kind_path(e->arena, k), f->name->text)));
		}
	}
	explain_list_end(e->out, &column);
}

static bool
is_asked(const struct explain *e, const struct entity *item)
{
	return item->kind->built_in && item->kind->block_of == NULL && item->id != NULL &&
	       str_eq(name_str(item->id), e->id);
}

static const struct catalogue *
catalogue_of(const struct model *m, const struct entity *item)
{
	for (uint32_t i = 0; i < m->catalogue_count; i++) {
		const struct catalogue *c = m->catalogues[i];

		if (item->source >= c->items && item->source < c->items + c->item_count)
			return c;
	}
	return NULL;
}

bool
explain_item(struct explain *e)
{
	const struct model *m = e->c->model;
	bool found = false;

	for (uint32_t i = 0; m != NULL && i < m->entity_count; i++) {
		const struct entity *item = m->entities[i];
		size_t column = 0;

		if (!is_asked(e, item))
			continue;
		const struct catalogue *c = catalogue_of(m, item);
		buf_printf(e->out, "%s%s (%s%s%.*s): %.*s\n", found ? "\n" : "", item->id->text,
			item->kind->title, c != NULL ? " of " : "",
			c != NULL ? (int)c->title.len : 0, c != NULL ? c->title.ptr : "",
			(int)item->title.len, item->title.ptr);
		about_fields(e->out, item);
		about_kinds(e, item);
		about_stating_fields(e, item);
		explain_rules_of(e, name_str(item->id), &column);
		explain_list_end(e->out, &column);
		explain_documents_of(e, item->id->text, item->kind);
		found = true;
	}
	return found;
}

void
explain_offer_items(const struct explain *e, struct suggest *s)
{
	const struct model *m = e->c->model;

	for (uint32_t i = 0; m != NULL && i < m->entity_count; i++) {
		if (m->entities[i]->kind->built_in && m->entities[i]->id != NULL)
			suggest_offer(s, name_str(m->entities[i]->id));
	}
}
