/* Findings as text for people or as JSON for machines. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

#define REPORT_LIMIT_PER_FILE 100
#define REPORT_LIMIT_TOTAL 1000

struct report_options {
	bool color;
	const char *format; /* "text" or "json"; NULL is text */
	uint32_t limit_per_file; /* findings shown; 0 is the default, UINT32_MAX none */
	uint32_t limit_total;
};

/* Appends all findings, sorted, within the limits; as text with the summary as last line. As text, nothing at all
 * when there is no finding; as JSON always one document. Whatever the findings quote, the output stays printable:
 * no byte of theirs reaches a terminal as a control, or starts a line. */
void report_write(struct buf *out, struct sink *sink, struct sources *sources,
	const struct report_options *options);

/* Appends "3 errors, 1 warning, 2 to be decided", or nothing when there is nothing; no newline. */
void report_summary(struct buf *out, const struct sink *sink);

/* Whether report_write knows a format of that name. */
bool report_has_format(const char *format);

#endif
