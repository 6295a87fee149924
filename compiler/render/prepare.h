/* Stylesheets compiled beside the check of a project: rendering need not wait for them. */
#ifndef RENDER_PREPARE_H
#define RENDER_PREPARE_H

#include <stdbool.h>

struct arena;
struct preparation;
struct sink;
struct stylesheets;

/* Begins, in a thread of its own, to compile the stylesheets of all documents; where not `all` are wanted, none is compiled yet. Until prepare_take nobody else may use libxml2.
 * The thread is waited for before `a` is released. */
struct preparation *prepare_start(struct arena *a, bool all);
/* Waits and gives the stylesheets, which live as long as the arena; what could not be compiled is compiled when it is used, and
 * reported to `sink`. */
struct stylesheets *prepare_take(struct preparation *p, struct sink *sink);

#endif
