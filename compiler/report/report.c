/* The formats, and the summary. */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "report/internal.h"

bool
report_has_format(const char *format)
{
	return strcmp(format, "text") == 0 || strcmp(format, "json") == 0;
}

static void
add_count(struct buf *out, size_t start, uint32_t count, const char *one, const char *many)
{
	if (count > 0)
		buf_printf(out, "%s%u %s", out->len > start ? ", " : "", (unsigned)count,
			count == 1 ? one : many);
}

void
report_summary(struct buf *out, const struct sink *sink)
{
	size_t start = out->len;

	add_count(out, start, sink_count(sink, SEVERITY_ERROR), "error", "errors");
	add_count(out, start, sink_count(sink, SEVERITY_WARNING), "warning", "warnings");
	add_count(
		out, start, sink_count(sink, SEVERITY_UNDECIDED), "to be decided", "to be decided");
	add_count(out, start, sink_count(sink, SEVERITY_NOTE), "note", "notes");
}

void
report_write(struct buf *out, struct sink *sink, struct sources *sources,
	const struct report_options *options)
{
	struct arena *a = arena_new();
	struct cut cut = report_cut(a, sink, sources, options);

	if (options->format != NULL && strcmp(options->format, "json") == 0) {
		report_json(out, &cut, sink, sources);
	} else if (sink_total(sink) > 0) {
		report_text(out, &cut, sources, options->color);
		report_summary(out, sink);
		if (cut.left_out > 0)
			buf_printf(out, "; %u of them not shown", (unsigned)cut.left_out);
		buf_putc(out, '\n');
	}
	arena_free(a);
}
