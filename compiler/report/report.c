/* The formats, and the summary. */
#include "report/report.h"

#include <string.h>

#include "base/arena.h"
#include "report/internal.h"

const char *const *
report_formats(void)
{
	static const char *const formats[] = {"text", "json", "sarif", "github", "junit", NULL};

	return formats;
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

static void
write_text(struct buf *out, const struct report *r)
{
	const struct report_options *options = r->options;
	size_t start;

	if (sink_total(r->sink) > 0)
		report_text(out, &r->cut, r->sources, options->color);
	if (options->summary)
		report_table(out, r);
	start = out->len;
	report_summary(out, r->sink);
	if (r->cut.left_out > 0)
		buf_printf(out, "; %u of them not shown", (unsigned)r->cut.left_out);
	if (options->known > 0)
		buf_printf(out, "%s%u known %s not shown", out->len > start ? "; " : "",
			(unsigned)options->known,
			options->known == 1 ? "finding is" : "findings are");
	if (options->gone > 0)
		buf_printf(out, "%s%u of the baseline %s gone", out->len > start ? "; " : "",
			(unsigned)options->gone, options->gone == 1 ? "is" : "are");
	if (out->len > start)
		buf_putc(out, '\n');
}

static bool
is_format(const struct report_options *options, const char *format)
{
	return options->format != NULL && strcmp(options->format, format) == 0;
}

void
report_write(struct buf *out, struct sink *sink, struct sources *sources,
	const struct report_options *options)
{
	static const struct report_facts nothing = {0};
	struct arena *a = arena_new();
	struct report_options whole = *options;
	struct report r = {.arena = a,
		.sink = sink,
		.sources = sources,
		.options = options,
		.facts = options->facts != NULL ? options->facts : &nothing};

	/* What is read by programs that count it is not cut for people. */
	if (is_format(options, "sarif") || is_format(options, "junit"))
		whole.limit_per_file = whole.limit_total = UINT32_MAX;
	r.cut = report_cut(a, sink, sources, &whole);
	if (is_format(options, "json"))
		report_json(out, &r);
	else if (is_format(options, "sarif"))
		report_sarif(out, &r);
	else if (is_format(options, "github"))
		report_github(out, &r);
	else if (is_format(options, "junit"))
		report_junit(out, &r);
	else
		write_text(out, &r);
	arena_free(a);
}
