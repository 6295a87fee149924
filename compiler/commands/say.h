/* What a verb says itself, apart from findings: a line on standard error. */
#ifndef COMMANDS_SAY_H
#define COMMANDS_SAY_H

#include "base/str.h"

/* Writes "ismsc: …" and a newline. Whatever is quoted in it, such as a path or the name of a revision, stays on the line and
 * reaches no terminal as a control. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* The same of a word that nobody knows, with the one that may be meant behind `mark`, where there is one. */
void say_unknown(struct str meant, const char *mark, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
