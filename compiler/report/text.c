/* Findings → text: `path:line:col: severity: message [code]`, the excerpt, and what there is to add, each on a line
 * that begins with `   = `. All that is quoted is escaped, so a line of the report is always ours. */
#include <string.h>

#include "report/internal.h"

#define RELATED_LIMIT 8
/* Findings of one rule without a place that are shown one by one. */
#define ALIKE_SHOWN 3

#define FIX_LIMIT 200

struct style {
	const char *bold;
	const char *severity[4];
	const char *off;
};

static const struct style plain = {"", {"", "", "", ""}, ""};
static const struct style colored = {
	"\033[1m", {"\033[1;34m", "\033[1;36m", "\033[1;33m", "\033[1;31m"}, "\033[0m"};

static void
add_escaped(struct buf *out, const char *text)
{
	report_escape(out, str_of(text));
}

/* "path:line:col", or nothing and false for no place. */
static bool
add_place(struct buf *out, struct sources *sources, struct span span)
{
	const struct source *source = sources_get(sources, span.source);
	struct place place;

	if (source == NULL)
		return false;
	place = source_place(sources, span.source, span.start);
	add_escaped(out, source->path);
	buf_printf(out, ":%u:%u", (unsigned)place.line, (unsigned)place.column);
	return true;
}

static void
add_head(struct buf *out, const struct diag *d, struct sources *sources, const struct style *style)
{
	buf_puts(out, style->bold);
	if (add_place(out, sources, d->span))
		buf_puts(out, ": ");
	buf_printf(out, "%s%s%s:%s ", style->off, style->severity[d->severity],
		severity_name(d->severity), style->off);
	add_escaped(out, d->message);
	buf_puts(out, " [");
	add_escaped(out, d->name);
	buf_puts(out, "]\n");
}

void
report_clause_line(struct buf *out, const struct diag *d)
{
	if (d->clause != NULL)
		buf_puts(out, "clause ");
	/* The reason mostly begins with the clause itself, and more exactly: "6.1.3 d: …". */
	bool named = d->clause != NULL && d->why != NULL && str_starts(str_of(d->why), d->clause);
	if (d->clause != NULL && !named)
		add_escaped(out, d->clause);
	if (d->clause != NULL && d->why != NULL && !named)
		buf_puts(out, ": ");
	if (d->why != NULL)
		add_escaped(out, d->why);
}

static void
add_clause(struct buf *out, const struct diag *d)
{
	if (d->clause == NULL && d->why == NULL)
		return;
	buf_puts(out, "   = ");
	report_clause_line(out, d);
	buf_putc(out, '\n');
}

static void
add_quoted(struct buf *out, struct str text)
{
	size_t at = 0, width = 0, len;

	buf_putc(out, '`');
	while (at < text.len && width < FIX_LIMIT && at < (size_t)4 * FIX_LIMIT) {
		width += report_escape_one(out, (struct str){text.ptr + at, text.len - at}, &len);
		at += len;
	}
	buf_puts(out, at < text.len ? "…`" : "`");
}

static void
add_fix(struct buf *out, const struct diag *d, struct sources *sources)
{
	struct str old, new;

	if (d->fix_text == NULL)
		return;
	old = source_text(sources, d->fix);
	new = str_of(d->fix_text);
	buf_puts(out, "   = fix: ");
	if (old.len == 0) {
		buf_puts(out, "insert ");
		add_quoted(out, new);
	} else if (new.len == 0) {
		buf_puts(out, "remove ");
		add_quoted(out, old);
	} else {
		buf_puts(out, "replace ");
		add_quoted(out, old);
		buf_puts(out, " by ");
		add_quoted(out, new);
	}
	if (d->fix.source != d->span.source || d->fix.start != d->span.start) {
		buf_puts(out, " at ");
		add_place(out, sources, d->fix);
	}
	buf_putc(out, '\n');
}

static void
add_related(
	struct buf *out, const struct diag *d, struct sources *sources, const struct style *style)
{
	uint32_t count = 0;

	for (const struct diag_related *r = d->related; r != NULL; r = r->next) {
		if (++count > RELATED_LIMIT)
			continue;
		buf_puts(out, "   = note: ");
		if (add_place(out, sources, r->span))
			buf_puts(out, ": ");
		add_escaped(out, r->text);
		buf_putc(out, '\n');
		report_excerpt(out, sources, r->span, style->severity[SEVERITY_NOTE], style->off);
	}
	if (count > RELATED_LIMIT)
		buf_printf(
			out, "   = note: and %u more places\n", (unsigned)(count - RELATED_LIMIT));
}

static void
add_left_out(struct buf *out, const struct cut *cut, uint32_t i, const struct sources *sources)
{
	uint32_t id = cut->shown[i]->span.source;
	const struct source *source = sources_get(sources, id);

	if (source == NULL || cut->left_out_in[id] == 0)
		return;
	if (i + 1 < cut->count && cut->shown[i + 1]->span.source == id)
		return;
	add_escaped(out, source->path);
	buf_printf(out, ": %u more not shown\n", (unsigned)cut->left_out_in[id]);
}

/* Of findings without a place that say the same of many, the first ones are shown. Returns how many more follow behind `i`. */
static uint32_t
alike(const struct cut *cut, uint32_t i)
{
	const struct diag *d = cut->shown[i];
	uint32_t before = 0, after = 0;

	if (span_is(d->span))
		return 0;
	while (before < i && strcmp(cut->shown[i - before - 1]->name, d->name) == 0)
		before++;
	if (before + 1 < ALIKE_SHOWN)
		return 0;
	while (i + after + 1 < cut->count && !span_is(cut->shown[i + after + 1]->span) &&
		strcmp(cut->shown[i + after + 1]->name, d->name) == 0)
		after++;
	return after;
}

void
report_text(struct buf *out, const struct cut *cut, struct sources *sources, bool color)
{
	const struct style *style = color ? &colored : &plain;

	for (uint32_t i = 0; i < cut->count; i++) {
		const struct diag *d = cut->shown[i];

		add_head(out, d, sources, style);
		report_excerpt(out, sources, d->span, style->severity[d->severity], style->off);
		add_clause(out, d);
		if (d->help != NULL) {
			buf_puts(out, "   = help: ");
			add_escaped(out, d->help);
			buf_putc(out, '\n');
		}
		add_fix(out, d, sources);
		add_related(out, d, sources, style);
		add_left_out(out, cut, i, sources);
		uint32_t more = alike(cut, i);
		if (more > 1) {
			buf_printf(out, "… and %u more of this kind [", (unsigned)more);
			add_escaped(out, d->name);
			buf_puts(out, "]\n");
			i += more;
		}
	}
}
