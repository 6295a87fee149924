/* `check --next`: the next sensible thing to do, in the order in which an ISMS is set up. */
#ifndef COMMANDS_NEXT_H
#define COMMANDS_NEXT_H

#include "base/buf.h"
#include "base/vec.h"
#include "pipeline.h"
#include "report/step.h"
#include "rules/rules.h"

/* Appends the next step in the format "text" or "json". */
void next_write(struct buf *out, struct compilation *c, const char *format, bool color);

/* next_words.c: tells where in the project the words go that would settle a finding. */
void next_place(
	struct compilation *c, struct step *step, const struct finding *f, const char *words);

#endif
