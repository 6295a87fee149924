/* Findings → one JSON document in ASCII: `findings` in order, and `counts`. What a finding lacks is null; bytes that
 * are no UTF-8 become U+FFFD. */
#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "report/internal.h"

/* A value that was made, or the end when there is no memory. */
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

static json_t *
string(struct str s)
{
	struct buf text = {0};
	json_t *value;

	while (s.len > 0) {
		uint32_t cp;
		size_t len = utf8_decode(s.ptr, s.len, &cp);

		if (len == 0) {
			buf_puts(&text, "\xef\xbf\xbd");
			len = 1;
		} else {
			buf_add(&text, s.ptr, len);
		}
		s.ptr += len;
		s.len -= len;
	}
	value = json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);
	buf_free(&text);
	return value;
}

static json_t *
string_or_null(const char *text)
{
	return text == NULL ? json_null() : string(str_of(text));
}

static void
set_place(json_t *object, struct sources *sources, struct span span)
{
	const struct source *source = sources_get(sources, span.source);
	struct place start, end;

	if (source == NULL) {
		set(object, "path", json_null());
		set(object, "line", json_null());
		set(object, "column", json_null());
		set(object, "end_line", json_null());
		set(object, "end_column", json_null());
		return;
	}
	start = source_place(sources, span.source, span.start);
	end = source_place(sources, span.source, span.end > span.start ? span.end : span.start);
	set(object, "path", string(str_of(source->path)));
	set(object, "line", json_integer(start.line));
	set(object, "column", json_integer(start.column));
	set(object, "end_line", json_integer(end.line));
	set(object, "end_column", json_integer(end.column));
}

static json_t *
fix(const struct diag *d, struct sources *sources)
{
	json_t *object;

	if (d->fix_text == NULL)
		return json_null();
	object = made(json_object());
	set_place(object, sources, d->fix);
	set(object, "text", string(str_of(d->fix_text)));
	return object;
}

static json_t *
related(const struct diag *d, struct sources *sources)
{
	json_t *array = made(json_array());

	for (const struct diag_related *r = d->related; r != NULL; r = r->next) {
		json_t *object = made(json_object());

		set_place(object, sources, r->span);
		set(object, "text", string(str_of(r->text)));
		if (json_array_append_new(array, object) != 0)
			arena_exhausted();
	}
	return array;
}

static json_t *
finding(const struct diag *d, struct sources *sources)
{
	json_t *object = made(json_object());

	set_place(object, sources, d->span);
	set(object, "severity", json_string(severity_name(d->severity)));
	set(object, "code", string(str_of(d->name)));
	set(object, "message", string(str_of(d->message)));
	set(object, "clause", string_or_null(d->clause));
	set(object, "why", string_or_null(d->why));
	set(object, "entity", string_or_null(d->entity));
	set(object, "help", string_or_null(d->help));
	set(object, "fix", fix(d, sources));
	set(object, "related", related(d, sources));
	return object;
}

void
report_json(
	struct buf *out, const struct cut *cut, const struct sink *sink, struct sources *sources)
{
	json_t *document = made(json_object()), *findings = made(json_array()),
	       *counts = made(json_object());
	char *text;

	for (uint32_t i = 0; i < cut->count; i++) {
		if (json_array_append_new(findings, finding(cut->shown[i], sources)) != 0)
			arena_exhausted();
	}
	set(document, "findings", findings);
	set(counts, "errors", json_integer(sink_count(sink, SEVERITY_ERROR)));
	set(counts, "warnings", json_integer(sink_count(sink, SEVERITY_WARNING)));
	set(counts, "undecided", json_integer(sink_count(sink, SEVERITY_UNDECIDED)));
	set(counts, "notes", json_integer(sink_count(sink, SEVERITY_NOTE)));
	set(counts, "left_out", json_integer(cut->left_out));
	set(document, "counts", counts);
	text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}
