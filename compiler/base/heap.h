/* Memory by large pages, where the system has them: it gives two megabytes about as fast as it gives sixteen kilobytes by small ones. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stddef.h>

/* The size of a large page, and of blocks that are to be one. */
#define HEAP_LARGE_PAGE ((size_t)2 << 20)

/* A block of HEAP_LARGE_PAGE bytes, a large page if there is one. NULL when memory runs out. */
void *heap_large_block(void);
void heap_free_block(void *block);
/* Has malloc take what it needs from now on from large pages, and keep what is freed: before much is allocated and freed by turns. */
void heap_grow_large(void);

#endif
