/* The complaints about one file: bounded in number, and silent once they would tell nothing new. */
#ifndef SYNTAX_TROUBLE_H
#define SYNTAX_TROUBLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "syntax/lexer.h"
#include "syntax/tree.h"

struct trouble {
	struct arena *arena;
	struct sink *sink;
	struct tree *tree;
	uint32_t count;
	uint32_t bytes; /* complaints about bytes that no source may hold */
	bool silent;
};

/* Adds a diagnostic at bytes start..end of the file, and marks the tree broken. NULL when there were too many. */
struct diag *trouble_add(struct trouble *t, enum diag_code code, uint32_t start, uint32_t end,
	const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* What to do about it. `d` may be NULL. */
void trouble_help(struct trouble *t, struct diag *d, const char *help);
/* Replacing bytes start..end by `text` mends it. `d` may be NULL. */
void trouble_fix(struct trouble *t, struct diag *d, uint32_t start, uint32_t end, const char *text);

/* Says what is wrong with the bytes between the quotes of a text: where they end too early, how they are indented. */
void complain_inside(struct trouble *t, uint32_t start, uint32_t end);

/* Says what is wrong in the tokens that the lexer marked. */
void complain(struct trouble *t, const struct lexed *lexed);

#endif
