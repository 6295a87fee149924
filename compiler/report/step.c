/* A step → text: the finding, the words to write and where, what to read; or one JSON document. */
#include "report/step.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/internal.h"

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

static json_t *
made(json_t *value)
{
	if (value == NULL)
		arena_exhausted();
	return value;
}

static json_t *
place_json(struct sources *sources, struct span span)
{
	const struct source *source = sources_get(sources, span.source);

	if (source == NULL)
		return made(json_null());
	struct place from = source_place(sources, span.source, span.start);
	struct place to = source_place(sources, span.source, span.end);
	return made(json_pack("{s:s, s:i, s:i, s:i, s:i}", "path", source->path, "line",
		(int)from.line, "column", (int)from.column, "end_line", (int)to.line, "end_column",
		(int)to.column));
}

static void
append(json_t *list, json_t *value)
{
	if (json_array_append_new(list, made(value)) != 0)
		arena_exhausted();
}

static json_t *
words_json(const struct step *s)
{
	json_t *list = made(json_array());

	for (uint32_t i = 0; i < s->words_count; i++) {
		const struct step_words *w = &s->words[i];

		append(list,
			json_pack("{s:s, s:s?, s:i, s:s?, s:s}", "where", w->where, "path", w->path,
				"line", (int)w->line, "instead", w->instead, "text", w->text));
	}
	return list;
}

static json_t *
edits_json(const struct step *s, struct sources *sources)
{
	json_t *list = made(json_array());

	for (uint32_t i = 0; i < s->edit_count; i++)
		append(list, json_pack("{s:o, s:s}", "place", place_json(sources, s->edits[i].span),
				     "text", s->edits[i].text));
	return list;
}

static json_t *
settled_json(const struct step *s, struct sources *sources)
{
	json_t *list = made(json_array());

	for (uint32_t i = 0; i < s->settled_count; i++)
		append(list, place_json(sources, s->settled[i]));
	return list;
}

static json_t *
learn_json(const struct step *s)
{
	json_t *list = made(json_array());

	for (uint32_t i = 0; i < s->learn_count; i++)
		append(list, json_string(s->learn[i]));
	return list;
}

static json_t *
finding_json(const struct diag *d, struct sources *sources)
{
	if (d == NULL)
		return made(json_null());
	return made(json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?, s:s?, s:o}", "severity",
		severity_name(d->severity), "code", d->name, "message", d->message, "clause",
		d->clause, "why", d->why, "entity", d->entity, "help", d->help, "place",
		place_json(sources, d->span)));
}

static void
step_json(struct buf *out, const struct step *s, struct sources *sources)
{
	json_t *document = made(json_pack("{s:s?, s:o, s:i, s:i, s:i, s:o, s:o, s:o, s:o}", "stage",
		s->stage, "finding", finding_json(s->finding, sources), "alike", (int)s->alike,
		"in_stage", (int)s->in_stage, "in_all", (int)s->in_all, "write", words_json(s),
		"edits", edits_json(s, sources), "learn", learn_json(s), "settled",
		settled_json(s, sources)));
	char *text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);

	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
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
