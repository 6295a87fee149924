/* The findings of a project → those of isms.yaml and of its kind files: what a verb that tells of the language has relied on. */
#include "commands/language.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/diag.h"
#include "report/report.h"

/* Sources are numbered as they are read. What has no place is of the language where the reading ended with it. */
static bool
is_of_language(void *context, const struct diag *d)
{
	const struct compilation *c = context;

	if (span_is(d->span))
		return d->span.source <= c->language_sources;
	return c->language_unreadable;
}

enum status
language_status(struct compilation *c)
{
	struct report_options options = {.format = "text",
		.color = options_color(NULL, 2),
		.limit_per_file = REPORT_LIMIT_PER_FILE,
		.limit_total = REPORT_LIMIT_TOTAL};
	struct buf out = {0};

	sink_keep(c->sink, c->sources, is_of_language, c);
	report_write(&out, c->sink, c->sources, &options);
	if (out.len > 0)
		fwrite(out.ptr, 1, out.len, stderr);
	buf_free(&out);
	if (c->language_unreadable)
		return STATUS_USAGE;
	return sink_count(c->sink, SEVERITY_ERROR) > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}
