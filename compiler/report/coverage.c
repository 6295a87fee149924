/* Coverage → one JSON document in ASCII: `tables`, each with `items`, rules asked of all of them, and counts. */
#include "report/coverage.h"

#include <jansson.h>

#include "report/put.h"

static json_t *
ids(const struct coverage_ids *list)
{
	json_t *array = put_made(json_array());

	for (uint32_t i = 0; i < list->count; i++)
		put_add(array, json_string(list->ptr[i]));
	return array;
}

static json_t *
line(const struct coverage_line *l)
{
	json_t *object = put_made(json_object());

	put_set(object, "id", json_string(l->id));
	put_set(object, "kind", json_string(l->kind));
	put_set(object, "title", json_stringn(l->title.ptr, l->title.len));
	put_set(object, "depth", json_integer(l->depth));
	put_set(object, "parts", json_boolean(l->has_parts));
	put_set(object, "rules", ids(&l->rules));
	put_set(object, "documents", ids(&l->documents));
	put_set(object, "reason", put_string_or_null(l->reason));
	put_set(object, "accounted", json_boolean(l->accounted));
	if (l->state == NULL)
		return object;
	put_set(object, "state", json_string(l->state));
	put_set(object, "asked", json_integer(l->asked));
	put_set(object, "not_asked", json_integer(l->unasked));
	put_set(object, "findings", json_integer(l->findings));
	put_set(object, "worst", put_string_or_null(l->worst));
	put_set(object, "waived", json_integer(l->waived));
	return object;
}

static json_t *
sheet(const struct coverage_sheet *s)
{
	json_t *object = put_made(json_object()), *items = put_made(json_array());

	for (uint32_t i = 0; i < s->line_count; i++)
		put_add(items, line(&s->lines[i]));
	put_set(object, "title", json_stringn(s->title.ptr, s->title.len));
	put_set(object, "rules_of_all", ids(&s->general));
	put_set(object, "items", items);
	put_set(object, "checked", json_integer(s->checked));
	put_set(object, "explained", json_integer(s->explained));
	put_set(object, "open", json_integer(s->open));
	return object;
}

void
report_coverage(struct buf *out, const struct coverage_sheet *sheets, uint32_t count)
{
	json_t *document = put_made(json_object()), *tables = put_made(json_array());

	for (uint32_t i = 0; i < count; i++)
		put_add(tables, sheet(&sheets[i]));
	put_set(document, "tables", tables);
	put_write(out, document);
}
