/* The nearest valid name to a misspelt one. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

#include "base/str.h"

struct suggest {
	struct str wanted;
	struct str best;
	size_t distance;
	bool tie;
};

struct suggest suggest_start(struct str wanted);
/* Offers one valid name. Distance counts insertions, deletions, replacements, swaps of neighbours; case counts half. */
void suggest_offer(struct suggest *s, struct str candidate);
/* The best name near enough to be meant (a third of its length), or an empty view. */
struct str suggest_best(const struct suggest *s);
/* True when the best one is at distance 1 and no other is as near: certain enough for a fix. */
bool suggest_certain(const struct suggest *s);

#endif
