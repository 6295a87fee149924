/* What came of mutation → one JSON document in ASCII: `mutants` in the order of the sources, `clauses`, `counts`. */
#include "report/mutation.h"

#include <jansson.h>

#include "report/put.h"

static json_t *
mutant(const struct report_mutant *m, struct sources *sources)
{
	const struct source *source = sources_get(sources, m->place.source);
	struct place at = source_place(sources, m->place.source, m->place.start);
	json_t *object = put_made(json_object());

	put_set(object, "change", put_string_or_null(m->change));
	put_set(object, "entity", put_string_or_null(m->entity));
	put_set(object, "path", put_string_or_null(source != NULL ? source->path : NULL));
	put_set(object, "line", json_integer(at.line));
	put_set(object, "column", json_integer(at.column));
	put_set(object, "breaks", put_string_or_null(m->breaks));
	put_set(object, "noticed", json_boolean(m->noticed));
	put_set(object, "false_alarm", json_boolean(m->alarm));
	put_set(object, "severity", put_string_or_null(m->severity));
	put_set(object, "code", put_string_or_null(m->code));
	put_set(object, "because", put_string_or_null(m->because));
	return object;
}

static json_t *
breakages(const struct report_breakages *b)
{
	json_t *object = put_made(json_object());

	if (b->clause != NULL)
		put_set(object, "clause", put_string_or_null(b->clause));
	put_set(object, "broken", json_integer(b->broken));
	put_set(object, "noticed", json_integer(b->noticed));
	put_set(object, "by_error", json_integer(b->by_error));
	put_set(object, "explained", json_integer(b->explained));
	return object;
}

void
report_mutation(struct buf *out, const struct report_mutation *m, struct sources *sources)
{
	json_t *document = put_made(json_object()), *mutants = put_made(json_array()),
	       *clauses = put_made(json_array()), *counts = breakages(&m->total);

	for (uint32_t i = 0; i < m->mutant_count; i++)
		put_add(mutants, mutant(&m->mutants[i], sources));
	for (uint32_t i = 0; i < m->clause_count; i++)
		put_add(clauses, breakages(&m->clauses[i]));
	put_set(counts, "by_language", json_integer(m->by_language));
	put_set(counts, "harmless", json_integer(m->harmless));
	put_set(counts, "false_alarms", json_integer(m->alarms));
	put_set(counts, "warned", json_integer(m->warned));
	put_set(counts, "refused", json_integer(m->refused));
	put_set(document, "mutants", mutants);
	put_set(document, "clauses", clauses);
	put_set(document, "counts", counts);
	put_write(out, document);
}
