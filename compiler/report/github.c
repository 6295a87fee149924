/* Findings → workflow commands of GitHub Actions, one a line: `::error file=…,line=…::message`. Data has %, CR and LF
 * escaped, properties `:` and `,` besides; everything else that could forge a line is visible as in the text. */
#include <string.h>

#include "report/internal.h"

/* The severities of GitHub. */
static const char *const levels[] = {[SEVERITY_NOTE] = "notice",
	[SEVERITY_UNDECIDED] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error"};

static void
add_data(struct buf *out, struct str text, bool property)
{
	struct buf visible = {0};

	report_escape(&visible, text);
	for (size_t i = 0; i < visible.len; i++) {
		char c = visible.ptr[i];

		if (c == '%')
			buf_puts(out, "%25");
		else if (property && c == ':')
			buf_puts(out, "%3A");
		else if (property && c == ',')
			buf_puts(out, "%2C");
		else
			buf_putc(out, c);
	}
	buf_free(&visible);
}

/* The name of a file: what breaks a line is a part of it. */
static void
add_path(struct buf *out, const char *path)
{
	for (size_t n; *path != '\0'; path += n) {
		n = strcspn(path, "\r\n");
		add_data(out, (struct str){path, n}, true);
		if (n == 0)
			buf_printf(out, "%%%02X", (unsigned)path[n++]);
	}
}

static void
add_property(struct buf *out, const char *name, const char *prefix, const char *value)
{
	buf_printf(out, "%s=", name);
	add_data(out, str_of(prefix), true);
	add_data(out, str_of(value), true);
}

/* Columns count only within one line, and both ends belong to it. */
static void
add_place(struct buf *out, const struct report *r, struct span span)
{
	const struct source *source = sources_get(r->sources, span.source);
	struct place start, end;

	if (source == NULL || source->built_in)
		return;
	start = source_place(r->sources, span.source, span.start);
	end = source_place(r->sources, span.source, span.end > span.start ? span.end : span.start);
	buf_puts(out, "file=");
	add_path(out, r->options->prefix != NULL ? r->options->prefix : "");
	add_path(out, source->path);
	buf_printf(out, ",line=%u,endLine=%u", (unsigned)start.line, (unsigned)end.line);
	if (start.line == end.line)
		buf_printf(out, ",col=%u,endColumn=%u", (unsigned)start.column,
			(unsigned)(end.column > start.column ? end.column - 1 : end.column));
	buf_putc(out, ',');
}

static void
add_finding(struct buf *out, const struct report *r, const struct diag *d)
{
	struct buf clause = {0};

	buf_printf(out, "::%s ", levels[d->severity]);
	add_place(out, r, d->span);
	add_property(
		out, "title", d->severity == SEVERITY_UNDECIDED ? "to be decided: " : "", d->name);
	buf_puts(out, "::");
	add_data(out, str_of(d->message), false);
	report_clause_line(&clause, d);
	if (clause.len > 0) {
		buf_puts(out, "%0A");
		add_data(out, (struct str){clause.ptr, clause.len}, false);
	}
	if (d->help != NULL) {
		buf_puts(out, "%0Ahelp: ");
		add_data(out, str_of(d->help), false);
	}
	buf_putc(out, '\n');
	buf_free(&clause);
}

void
report_github(struct buf *out, const struct report *r)
{
	size_t start;

	for (uint32_t i = 0; i < r->cut.count; i++)
		add_finding(out, r, r->cut.shown[i]);
	start = out->len;
	report_summary(out, r->sink);
	if (r->cut.left_out > 0)
		buf_printf(out, "; %u of them not shown", (unsigned)r->cut.left_out);
	if (out->len > start)
		buf_putc(out, '\n');
}
