/* Facts: what a condition proves to exist. For the files of this folder only. */
#ifndef EXPR_NARROW_H
#define EXPR_NARROW_H

#include "expr/ast.h"

struct arena;

/* All facts of both; shares `y`. */
const struct fact *facts_join(struct arena *a, const struct fact *x, const struct fact *y);
/* The facts that both have. */
const struct fact *facts_common(struct arena *a, const struct fact *x, const struct fact *y);
/* Whether the first `count` fields of a checked path are known to exist. */
bool facts_know(const struct fact *facts, const struct ast *path, uint32_t count);
/* `tail` and that a checked path exists, with all that leads to it. */
const struct fact *facts_path(struct arena *a, const struct ast *path, const struct fact *tail);
/* Sets n->yes and n->no of a checked condition from those of its parts. */
void narrow(struct arena *a, struct ast *n);

#endif
