/* What came of mutation → one JSON document in ASCII: `mutants` in the order of the sources, `clauses`, `counts`. */
#include "report/mutation.h"

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

/* Sources that are no UTF-8 do not get so far; a path may. */
static json_t *
string(const char *text)
{
	json_t *value = text != NULL ? json_string(text) : NULL;

	return value != NULL ? value : made(json_null());
}

static json_t *
mutant(const struct report_mutant *m, struct sources *sources)
{
	const struct source *source = sources_get(sources, m->place.source);
	struct place at = source_place(sources, m->place.source, m->place.start);
	json_t *object = made(json_object());

	set(object, "change", string(m->change));
	set(object, "entity", string(m->entity));
	set(object, "path", string(source != NULL ? source->path : NULL));
	set(object, "line", json_integer(at.line));
	set(object, "column", json_integer(at.column));
	set(object, "breaks", string(m->breaks));
	set(object, "noticed", json_boolean(m->noticed));
	set(object, "false_alarm", json_boolean(m->alarm));
	set(object, "severity", string(m->severity));
	set(object, "code", string(m->code));
	set(object, "because", string(m->because));
	return object;
}

static json_t *
breakages(const struct report_breakages *b)
{
	json_t *object = made(json_object());

	if (b->clause != NULL)
		set(object, "clause", string(b->clause));
	set(object, "broken", json_integer(b->broken));
	set(object, "noticed", json_integer(b->noticed));
	set(object, "by_error", json_integer(b->by_error));
	set(object, "explained", json_integer(b->explained));
	return object;
}

void
report_mutation(struct buf *out, const struct report_mutation *m, struct sources *sources)
{
	json_t *document = made(json_object()), *mutants = made(json_array()),
	       *clauses = made(json_array()), *counts = breakages(&m->total);

	for (uint32_t i = 0; i < m->mutant_count; i++)
		append(mutants, mutant(&m->mutants[i], sources));
	for (uint32_t i = 0; i < m->clause_count; i++)
		append(clauses, breakages(&m->clauses[i]));
	set(counts, "by_language", json_integer(m->by_language));
	set(counts, "harmless", json_integer(m->harmless));
	set(counts, "false_alarms", json_integer(m->alarms));
	set(counts, "warned", json_integer(m->warned));
	set(counts, "refused", json_integer(m->refused));
	set(document, "mutants", mutants);
	set(document, "clauses", clauses);
	set(document, "counts", counts);
	char *text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}
