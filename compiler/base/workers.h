/* Work shared among processes: each begins as a copy of this one, so that nothing needs a lock. */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct work {
	void *context;
	/* In another process, before its first piece. */
	void (*begin)(void *context);
	/* Does piece `i`. */
	void (*run)(void *context, uint32_t i);
	/* In a process that is done: what it has to tell. */
	void (*tell)(void *context, struct buf *out);
	/* In this process: takes in what another one told. */
	void (*hear)(void *context, struct str told);
};

/* Does the pieces that `order` lists, in that order, each in whichever process is free; this one is one of `processes`. Returns
 * when all are done; false when a process ended before it could tell. Where none can be started, this one does everything. */
bool work_share(const struct work *w, const uint32_t *order, uint32_t count, uint32_t processes);
/* How many processes this machine runs at a time. */
uint32_t work_processors(void);

#endif
