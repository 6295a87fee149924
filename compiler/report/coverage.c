/* Coverage → one JSON document in ASCII: `tables`, each with `items`, rules asked of all of them, and counts. */
#include "report/coverage.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"

static json_t *
made(json_t *value)
{
	if (value == NULL)
		arena_exhausted();
	return value;
}

static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, made(value)) != 0)
		arena_exhausted();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, made(value)) != 0)
		arena_exhausted();
}

static json_t *
string_or_null(const char *text)
{
	return text == NULL ? json_null() : json_string(text);
}

static json_t *
ids(const struct coverage_ids *list)
{
	json_t *array = made(json_array());

	for (uint32_t i = 0; i < list->count; i++)
		append(array, json_string(list->ptr[i]));
	return array;
}

static json_t *
line(const struct coverage_line *l)
{
	json_t *object = made(json_object());

	set(object, "id", json_string(l->id));
	set(object, "kind", json_string(l->kind));
	set(object, "title", json_stringn(l->title.ptr, l->title.len));
	set(object, "depth", json_integer(l->depth));
	set(object, "parts", json_boolean(l->has_parts));
	set(object, "rules", ids(&l->rules));
	set(object, "documents", ids(&l->documents));
	set(object, "reason", string_or_null(l->reason));
	set(object, "accounted", json_boolean(l->accounted));
	if (l->state == NULL)
		return object;
	set(object, "state", json_string(l->state));
	set(object, "asked", json_integer(l->asked));
	set(object, "not_asked", json_integer(l->unasked));
	set(object, "findings", json_integer(l->findings));
	set(object, "worst", string_or_null(l->worst));
	set(object, "waived", json_integer(l->waived));
	return object;
}

static json_t *
sheet(const struct coverage_sheet *s)
{
	json_t *object = made(json_object()), *items = made(json_array());

	for (uint32_t i = 0; i < s->line_count; i++)
		append(items, line(&s->lines[i]));
	set(object, "title", json_stringn(s->title.ptr, s->title.len));
	set(object, "rules_of_all", ids(&s->general));
	set(object, "items", items);
	set(object, "checked", json_integer(s->checked));
	set(object, "explained", json_integer(s->explained));
	set(object, "open", json_integer(s->open));
	return object;
}

void
report_coverage(struct buf *out, const struct coverage_sheet *sheets, uint32_t count)
{
	json_t *document = made(json_object()), *tables = made(json_array());

	for (uint32_t i = 0; i < count; i++)
		append(tables, sheet(&sheets[i]));
	set(document, "tables", tables);
	char *text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}
