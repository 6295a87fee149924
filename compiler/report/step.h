/* The next thing to do in a project, for people or as JSON for machines. */
#ifndef REPORT_STEP_H
#define REPORT_STEP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* Words of the language to write at one place. */
struct step_words {
	const char *where; /* "in role ciso", "in place of asset example" */
	const char *path; /* of the file, or NULL: any */
	uint32_t line; /* or 0: at its end */
	const char *instead; /* what they take the place of, or NULL */
	const char *text; /* "" : only remove */
};

/* The same as an edit of a file: `text` takes the place of the span. */
struct step_edit {
	struct span span;
	const char *text;
};

struct step {
	const char *stage; /* NULL: nothing is left to do */
	struct diag *finding; /* NULL: only lines to remove */
	uint32_t alike; /* more findings of the same rule */
	uint32_t in_stage, in_all; /* open things, this one with them */
	bool open; /* an error or undecided: nothing that merely could be better */
	struct step_words *words;
	uint32_t words_count;
	struct step_edit *edits;
	uint32_t edit_count;
	const char **learn; /* what `ismsc explain` tells more of */
	uint32_t learn_count;
	struct span *settled; /* lines of the project file that have served their time */
	uint32_t settled_count;
};

/* Appends the step; the format is "text" or "json". */
void report_step(struct buf *out, const struct step *step, struct sources *sources,
	const char *format, bool color);

#endif
