/* Expressions that stand within other texts: computed fields in kind files, insertions in prose, conditions in lists of mutations. */
#ifndef RULES_FRAGMENT_H
#define RULES_FRAGMENT_H

#include "base/source.h"
#include "base/str.h"

struct arena;
struct sink;
struct sources;
struct tree;

/* The tokens of `text`, which was made of what the source holds at `span` by resolving escapes and joining lines; its
 * tokens have their exact places there. Never NULL; broken after a mistake, which is reported. */
struct tree *fragment_read(struct arena *a, const struct sources *sources, struct str text,
	struct span span, struct sink *sink);

#endif
