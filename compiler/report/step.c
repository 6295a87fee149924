/* A step → text: the finding, the words to write and where, what to read; or one JSON document. */
#include "report/step.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/internal.h"
#include "report/put.h"

static void
add_count(struct buf *out, const struct step *s)
{
	const char *what = s->finding == NULL || s->open ? "open" : "to improve";

	if (s->in_all == 0)
		return;
	if (s->finding != NULL)
		buf_printf(out, ": %u %s here, %u in all", (unsigned)s->in_stage, what,
			(unsigned)s->in_all);
	else
		buf_printf(out, ": %u %s in all", (unsigned)s->in_all, what);
}

static void
add_lines(struct buf *out, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		buf_puts(out, n > 0 ? "  " : "");
		report_escape(out, (struct str){text, n});
		buf_putc(out, '\n');
		text += n + (text[n] != '\0');
	}
}

static void
add_words(struct buf *out, const struct step_words *w)
{
	buf_puts(out, "\nWrite ");
	report_escape(out, str_of(w->where));
	if (w->path != NULL) {
		buf_puts(out, ", ");
		report_escape(out, str_of(w->path));
		if (w->line > 0)
			buf_printf(out, ":%u", (unsigned)w->line);
	}
	if (w->instead != NULL) {
		buf_puts(out, ", in place of `");
		report_escape(out, str_of(w->instead));
		buf_puts(out, "`");
	}
	buf_puts(out, ", for example:\n\n");
	add_lines(out, w->text);
}

static void
add_settled(struct buf *out, const struct step *s, struct sources *sources)
{
	buf_puts(out, "\nThis is settled. Remove these lines, and the rules are strict from now "
		      "on:\n\n");
	for (uint32_t i = 0; i < s->settled_count; i++) {
		const struct source *source = sources_get(sources, s->settled[i].source);
		struct place place =
			source_place(sources, s->settled[i].source, s->settled[i].start);

		buf_puts(out, "  ");
		report_escape(out, str_of(source->path));
		buf_printf(out, ":%u: ", (unsigned)place.line);
		report_escape(out, source_text(sources, s->settled[i]));
		buf_putc(out, '\n');
	}
}

static void
step_text(struct buf *out, const struct step *s, struct sources *sources, bool color)
{
	if (s->stage == NULL) {
		buf_puts(out, "Nothing is left to be decided, and no rule finds anything.\n");
		return;
	}
	buf_printf(out, "Next: %s", s->stage);
	add_count(out, s);
	buf_putc(out, '\n');
	if (s->finding == NULL) {
		add_settled(out, s, sources);
		return;
	}
	struct diag *shown = s->finding;
	uint32_t *none = calloc(sources_len(sources) + (size_t)1, sizeof(*none));
	if (none == NULL)
		arena_exhausted();
	struct cut cut = {.shown = &shown, .count = 1, .left_out_in = none};
	buf_putc(out, '\n');
	report_text(out, &cut, sources, color);
	free(none);
	if (s->alike > 0)
		buf_printf(out, "… and %u more of this kind\n", (unsigned)s->alike);
	for (uint32_t i = 0; i < s->words_count; i++)
		add_words(out, &s->words[i]);
	for (uint32_t i = 0; i < s->learn_count; i++)
		buf_printf(
			out, "%s%s", i == 0 ? "\nTo learn more: ismsc explain " : " ", s->learn[i]);
	buf_puts(out, s->learn_count > 0 ? "\n" : "");
}

static void
put_place(json_t *object, struct sources *sources, struct span span)
{
	const struct source *source = sources_get(sources, span.source);

	if (source == NULL)
		return;
	struct place from = source_place(sources, span.source, span.start);
	struct place to = source_place(sources, span.source, span.end);
	put_set(object, "path", put_string(str_of(source->path)));
	put_set(object, "line", put_number(from.line));
	put_set(object, "column", put_number(from.column));
	put_set(object, "end_line", put_number(to.line));
	put_set(object, "end_column", put_number(to.column));
}

static json_t *
place_json(struct sources *sources, struct span span)
{
	if (!span_is(span))
		return put_made(json_null());
	json_t *object = put_made(json_object());
	put_place(object, sources, span);
	return object;
}

static json_t *
words_json(const struct step *s)
{
	json_t *list = put_made(json_array());

	for (uint32_t i = 0; i < s->words_count; i++) {
		const struct step_words *w = &s->words[i];
		json_t *object = put_made(json_object());

		put_set(object, "where", put_string(str_of(w->where)));
		put_set(object, "path", put_string_or_null(w->path));
		put_set(object, "line", put_number(w->line));
		put_set(object, "instead", put_string_or_null(w->instead));
		put_set(object, "text", put_string(str_of(w->text)));
		put_add(list, object);
	}
	return list;
}

static json_t *
edits_json(const struct step *s, struct sources *sources)
{
	json_t *list = put_made(json_array());

	for (uint32_t i = 0; i < s->edit_count; i++) {
		json_t *object = put_made(json_object());

		put_set(object, "place", place_json(sources, s->edits[i].span));
		put_set(object, "text", put_string(str_of(s->edits[i].text)));
		put_add(list, object);
	}
	return list;
}

static json_t *
settled_json(const struct step *s, struct sources *sources)
{
	json_t *list = put_made(json_array());

	for (uint32_t i = 0; i < s->settled_count; i++)
		put_add(list, place_json(sources, s->settled[i]));
	return list;
}

static json_t *
learn_json(const struct step *s)
{
	json_t *list = put_made(json_array());

	for (uint32_t i = 0; i < s->learn_count; i++)
		put_add(list, put_string(str_of(s->learn[i])));
	return list;
}

static json_t *
finding_json(const struct diag *d, struct sources *sources)
{
	if (d == NULL)
		return put_made(json_null());
	json_t *object = put_made(json_object());
	put_diag(object, d);
	put_set(object, "place", place_json(sources, d->span));
	return object;
}

static void
step_json(struct buf *out, const struct step *s, struct sources *sources)
{
	json_t *document = put_made(json_object());

	put_set(document, "stage", put_string_or_null(s->stage));
	put_set(document, "finding", finding_json(s->finding, sources));
	put_set(document, "alike", put_number(s->alike));
	put_set(document, "in_stage", put_number(s->in_stage));
	put_set(document, "in_all", put_number(s->in_all));
	put_set(document, "write", words_json(s));
	put_set(document, "edits", edits_json(s, sources));
	put_set(document, "learn", learn_json(s));
	put_set(document, "settled", settled_json(s, sources));
	put_write(out, document);
}

void
report_step(struct buf *out, const struct step *step, struct sources *sources, const char *format,
	bool color)
{
	if (strcmp(format, "json") == 0)
		step_json(out, step, sources);
	else
		step_text(out, step, sources, color);
}
