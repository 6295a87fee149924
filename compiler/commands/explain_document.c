/* explain: a document of the set, from templates/documents.yaml: what it answers and what it shows. */
#include "base/arena.h"
#include "commands/explain.h"
#include "schema/yaml.h"

static void
about_list(const struct explain *e, const struct yaml *document, const char *key, const char *label)
{
	const struct yaml *list = yaml_get(document, key), *entry = NULL;
	size_t column = 0;

	while (list != NULL &&
		(entry = yaml_next_text(list, entry, "an entry", e->c->sink)) != NULL)
		explain_list_add(e->out, &column, label, entry->text);
	explain_list_end(e->out, &column);
}

static const struct yaml *
all_documents(const struct explain *e)
{
	return e->designs != NULL ? yaml_get(e->designs, "documents") : NULL;
}

bool
explain_document(struct explain *e)
{
	const struct yaml *all = all_documents(e);
	const struct yaml *document =
		all != NULL ? yaml_get(all, arena_strndup(e->arena, e->id.ptr, e->id.len)) : NULL;
	const struct yaml *title = document != NULL ? yaml_get(document, "title") : NULL;

	if (document == NULL)
		return false;
	buf_printf(e->out, "%.*s (document)", (int)e->id.len, e->id.ptr);
	if (title != NULL && title->kind == YAML_SCALAR)
		buf_printf(e->out, ": %.*s", (int)title->text.len, title->text.ptr);
	buf_putc(e->out, '\n');
	about_list(e, document, "clauses", "Answers");
	about_list(e, document, "home", "Kinds");
	about_list(e, document, "each", "One for each");
	about_list(e, document, "uses", "Draws on");
	return true;
}

void
explain_offer_documents(const struct explain *e, struct suggest *s)
{
	const struct yaml *all = all_documents(e);

	for (const struct yaml *d = all != NULL ? all->child : NULL; d != NULL; d = d->next)
		suggest_offer(s, d->key);
}
