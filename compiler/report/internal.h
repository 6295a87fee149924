/* What the files of report/ share. */
#ifndef REPORT_INTERNAL_H
#define REPORT_INTERNAL_H

#include "report/report.h"

/* The findings that are shown, in order, and how many are not. */
struct cut {
	struct diag **shown;
	uint32_t count;
	uint32_t left_out;
	uint32_t *left_out_in; /* by source id */
};

/* Chooses what is shown: errors before warnings before the rest, the first of each. The arrays live in `a`. */
struct cut report_cut(struct arena *a, struct sink *sink, const struct sources *sources,
	const struct report_options *options);

/* Appends text with whatever could forge a terminal's output made visible: "\n", "\x1b", "\u{202e}".
 * Returns the columns that it takes. */
size_t report_escape(struct buf *out, struct str s);
/* The same for one character, of which *len bytes were taken. */
size_t report_escape_one(struct buf *out, struct str s, size_t *len);

void report_text(struct buf *out, const struct cut *cut, struct sources *sources, bool color);
void report_json(
	struct buf *out, const struct cut *cut, const struct sink *sink, struct sources *sources);

/* The excerpt of a span: its line with the number, and carets below; nothing for what has none to show. */
void report_excerpt(struct buf *out, struct sources *sources, struct span span, const char *on,
	const char *off);

#endif
