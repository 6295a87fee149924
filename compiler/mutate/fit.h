/* Expressions of duties: the names they may use, and their values for one entity. */
#ifndef MUTATE_FIT_H
#define MUTATE_FIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "expr/expr.h"

/* Within `global`, the fields of an entity of that kind or block are names; `up` is what the block lies in and `root` the
 * declaration, where it is a block; `it` is the block, or what the reference leads to, that the change is about, where `field` (or NULL) holds
 * such. */
const struct scope *fit_scope(struct arena *a, const struct scope *global, const struct kind *kind,
	const struct field *field);

/* An evaluator for such expressions. */
struct evaluator *fit_evaluator(struct arena *a, const struct model *m);
/* Whether a condition holds for an entity, and for what the change is about (or NULL); without a condition it does. */
bool fit_holds(
	struct evaluator *v, const struct compiled *condition, struct entity *e, struct entity *it);
/* Adds the value as one would write it in a source; false when there is none. */
bool fit_value(
	struct evaluator *v, const struct compiled *value, struct entity *e, struct buf *out);

#endif
