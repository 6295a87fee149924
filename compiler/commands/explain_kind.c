/* explain: a kind with its fields, or one field by its way from the kind. */
#include "commands/explain.h"

static const char *
text_or(const char *text, const char *otherwise)
{
	return text != NULL ? text : otherwise;
}

static void
field_row(struct buf *out, const struct field *f)
{
	buf_printf(out, "  %-18s %-11s %s%s%s%s\n", f->name->text, type_name(f->type),
		text_or(f->doc, ""), (f->flags & FIELD_REQUIRED) != 0 ? " (required)" : "",
		(f->flags & FIELD_MANY) != 0 ? " (list)" : "",
		f->computed != NULL ? " (computed)" : "");
}

static void
field_rows(struct buf *out, const struct kind *k)
{
	buf_puts(out, "\nFields:\n");
	for (uint32_t i = 0; i < k->field_count; i++) {
		if ((k->fields[i]->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) == 0)
			field_row(out, k->fields[i]);
	}
}

static void
inverses(struct buf *out, const struct kind *k)
{
	size_t column = 0;

	for (uint32_t i = 0; i < k->field_count; i++) {
		if ((k->fields[i]->flags & FIELD_INVERSE) != 0)
			explain_list_add(
				out, &column, "In expressions also", name_str(k->fields[i]->name));
	}
	explain_list_end(out, &column);
}

static void
about_kind(struct explain *e, const struct kind *k)
{
	size_t column = 0;

	buf_printf(e->out, "%s (kind): %s\n", k->name->text, text_or(k->doc, k->title));
	for (uint32_t i = 0; i < k->clause_count; i++)
		explain_list_add(e->out, &column, "Clauses", str_of(k->clauses[i]));
	explain_list_end(e->out, &column);
	explain_documents_of(e, NULL, k);
	if (k->built_in)
		buf_puts(e->out, "From the catalogues; never declared\n");
	field_rows(e->out, k);
	inverses(e->out, k);
	if (k->example != NULL)
		buf_printf(e->out, "\nExample:\n\n%s", k->example);
}

static void
about_values(struct buf *out, const struct field *f)
{
	for (uint32_t i = 0; i < f->value_count; i++)
		buf_printf(out, "  %-18s %s%s%s\n", f->values[i].name->text, f->values[i].title,
			f->values[i].doc != NULL ? ": " : "", text_or(f->values[i].doc, ""));
}

static void
about_bounds(struct buf *out, const struct field *f)
{
	if (f->has_min && f->has_max)
		buf_printf(out, ", %.15g to %.15g", f->min, f->max);
	else if (f->has_min)
		buf_printf(out, ", at least %.15g", f->min);
	else if (f->has_max)
		buf_printf(out, ", at most %.15g", f->max);
	if (f->pattern_text != NULL)
		buf_printf(out, ", of the form %s", f->pattern_text);
}

static void
about_field(struct explain *e, const struct field *f)
{
	struct buf *out = e->out;

	buf_printf(out, "%.*s (field): %s\n", (int)e->id.len, e->id.ptr, text_or(f->doc, f->title));
	buf_printf(out, "Type: %s", type_name(f->type));
	for (uint32_t i = 0; i < f->to_count; i++)
		buf_printf(out, "%s%s", i == 0 ? " to " : ", ", f->to[i]->name->text);
	about_bounds(out, f);
	buf_printf(out, "%s%s%s\n", (f->flags & FIELD_REQUIRED) != 0 ? "; required" : "",
		(f->flags & FIELD_MANY) != 0 ? "; a list" : "",
		(f->flags & FIELD_INVERSE) != 0 ? "; read only" : "");
	about_values(out, f);
	if (f->strings != NULL)
		buf_printf(out, "A text in quotes goes to `%s`\n", f->strings->name->text);
	if (f->inverse != NULL)
		buf_printf(out, "The other way: `%s.%s`\n",
			f->to_count > 0 ? f->to[0]->name->text : "", f->inverse->text);
	if (f->level_of != NULL)
		buf_printf(out, "One of: %s\n", kind_path(e->arena, f->level_of->block));
	if (f->hash_of != NULL)
		buf_printf(out, "The hash of the file of `%s`\n", f->hash_of->name->text);
	if (f->computed != NULL)
		buf_printf(out, "Computed: %s\n", f->computed);
	if (f->example != NULL)
		buf_printf(out, "Example: %s %s\n", f->name->text, f->example);
	if (f->block != NULL)
		field_rows(out, f->block);
}

/* "risk.treat.owner": from the kind through blocks to a field. */
static bool
explain_path(struct explain *e, const struct kind *k, struct str rest)
{
	while (k != NULL) {
		size_t n = 0;

		while (n < rest.len && rest.ptr[n] != '.')
			n++;
		const struct name *name = names_find(e->c->names, (struct str){rest.ptr, n});
		const struct field *f = name != NULL ? kind_field(e->c->language, k, name) : NULL;
		if (f == NULL)
			return false;
		if (n == rest.len) {
			about_field(e, f);
			return true;
		}
		rest = (struct str){rest.ptr + n + 1, rest.len - n - 1};
		k = f->block;
	}
	return false;
}

bool
explain_kind(struct explain *e)
{
	const struct kind *kind = language_kind(e->c->language, e->id);
	size_t n = 0;

	if (kind != NULL) {
		about_kind(e, kind);
		return true;
	}
	while (n < e->id.len && e->id.ptr[n] != '.')
		n++;
	kind = n < e->id.len ? language_kind(e->c->language, (struct str){e->id.ptr, n}) : NULL;
	return kind != NULL &&
	       explain_path(e, kind, (struct str){e->id.ptr + n + 1, e->id.len - n - 1});
}

void
explain_offer_kinds(const struct explain *e, struct suggest *s)
{
	for (uint32_t i = 0; i < e->c->language->kind_count; i++) {
		if (e->c->language->kinds[i]->block_of == NULL)
			suggest_offer(s, name_str(e->c->language->kinds[i]->name));
	}
}
