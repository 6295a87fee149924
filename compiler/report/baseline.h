/* Findings that are known already: counted, kept in a file, and taken out of what is shown. */
#ifndef REPORT_BASELINE_H
#define REPORT_BASELINE_H

#include "base/buf.h"
#include "report/identity.h"

/* Counts all findings of a sink. */
void baseline_add(struct tallies *t, struct sink *sink, const struct sources *sources);

/* Appends the file of a baseline: JSON, sorted, one finding a line or two, so that reviewers see what changes. */
void baseline_write(struct buf *out, struct tallies *t);

/* Reads such a file. NULL when it is none; *why tells in words then, in `a`. */
struct tallies *baseline_read(struct arena *a, struct str text, const char **why);

/* Takes the known findings out of the sink, and returns how many. What was used up in `t` is gone from it. Where not everything
 * could be read (`whole` is false) mistakes of the sources stay: because of them rules did not run. */
uint32_t baseline_hide(
	struct tallies *t, struct sink *sink, const struct sources *sources, bool whole);

/* How many findings `t` still holds. */
uint32_t baseline_left(struct tallies *t);

#endif
