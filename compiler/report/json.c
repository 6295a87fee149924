/* Findings → one JSON document in ASCII: `findings` in order, `counts`, and what became of each clause. What a finding lacks is null; bytes that
 * are no UTF-8 become U+FFFD. */
#include "report/internal.h"
#include "report/put.h"

static void
set_place(json_t *object, struct sources *sources, struct span span)
{
	const struct source *source = sources_get(sources, span.source);
	struct place start, end;

	if (source == NULL) {
		put_set(object, "path", json_null());
		put_set(object, "line", json_null());
		put_set(object, "column", json_null());
		put_set(object, "end_line", json_null());
		put_set(object, "end_column", json_null());
		return;
	}
	start = source_place(sources, span.source, span.start);
	end = source_place(sources, span.source, span.end > span.start ? span.end : span.start);
	put_set(object, "path", put_string(str_of(source->path)));
	put_set(object, "line", json_integer(start.line));
	put_set(object, "column", json_integer(start.column));
	put_set(object, "end_line", json_integer(end.line));
	put_set(object, "end_column", json_integer(end.column));
}

static json_t *
fix(const struct diag *d, struct sources *sources)
{
	json_t *object;

	if (d->fix_text == NULL)
		return json_null();
	object = put_made(json_object());
	set_place(object, sources, d->fix);
	put_set(object, "text", put_string(str_of(d->fix_text)));
	return object;
}

static json_t *
related(const struct diag *d, struct sources *sources)
{
	json_t *array = put_made(json_array());

	for (const struct diag_related *r = d->related; r != NULL; r = r->next) {
		json_t *object = put_made(json_object());

		set_place(object, sources, r->span);
		put_set(object, "text", put_string(str_of(r->text)));
		put_add(array, object);
	}
	return array;
}

static json_t *
finding(const struct diag *d, struct sources *sources)
{
	json_t *object = put_made(json_object());

	set_place(object, sources, d->span);
	put_diag(object, d);
	put_set(object, "fix", fix(d, sources));
	put_set(object, "related", related(d, sources));
	return object;
}

static json_t *
clause(const struct clause_row *row)
{
	json_t *object = put_made(json_object());

	put_set(object, "clause", put_string_or_null(row->id));
	put_set(object, "title", put_string_or_null(row->title));
	put_set(object, "rules", put_number(row->rules));
	put_set(object, "passed", put_number(row->passed));
	put_set(object, "errors", put_number(row->found[SEVERITY_ERROR]));
	put_set(object, "warnings", put_number(row->found[SEVERITY_WARNING]));
	put_set(object, "undecided", put_number(row->found[SEVERITY_UNDECIDED]));
	put_set(object, "notes", put_number(row->found[SEVERITY_NOTE]));
	put_set(object, "waived", put_number(row->waived));
	put_set(object, "not_exercised", put_number(row->not_exercised));
	put_set(object, "not_run", put_number(row->not_run));
	put_set(object, "off", put_number(row->off));
	put_set(object, "known", put_number(row->known));
	return object;
}

void
report_json(struct buf *out, const struct report *r)
{
	json_t *document = put_made(json_object()), *findings = put_made(json_array()),
	       *counts = put_made(json_object()), *clauses = put_made(json_array());
	uint32_t clause_count;
	const struct clause_row *rows = report_clauses(r, &clause_count);

	for (uint32_t i = 0; i < r->cut.count; i++)
		put_add(findings, finding(r->cut.shown[i], r->sources));
	put_set(document, "findings", findings);
	put_set(counts, "errors", put_number(sink_count(r->sink, SEVERITY_ERROR)));
	put_set(counts, "warnings", put_number(sink_count(r->sink, SEVERITY_WARNING)));
	put_set(counts, "undecided", put_number(sink_count(r->sink, SEVERITY_UNDECIDED)));
	put_set(counts, "notes", put_number(sink_count(r->sink, SEVERITY_NOTE)));
	put_set(counts, "left_out", put_number(r->cut.left_out));
	if (r->options->compared)
		put_set(counts, "known", put_number(r->options->known));
	put_set(document, "counts", counts);
	for (uint32_t i = 0; i < clause_count; i++)
		put_add(clauses, clause(&rows[i]));
	put_set(document, "clauses", clauses);
	put_write(out, document);
}
