/* Large pages by madvise (Linux) and the heap of glibc; elsewhere memory comes as it comes. */
#include "base/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* What is asked for at once; it takes no memory before it is written. */
#define ROOM ((size_t)256 << 20)

static void
make_large(const char *from, const char *to)
{
#ifdef MADV_HUGEPAGE
	uintptr_t first =
		((uintptr_t)from + HEAP_LARGE_PAGE - 1) / HEAP_LARGE_PAGE * HEAP_LARGE_PAGE;

	/* Refused, the pages stay small. */
	if (first < (uintptr_t)to)
		madvise((void *)first, (uintptr_t)to - first, MADV_HUGEPAGE);
#else
	(void)from;
	(void)to;
#endif
}

static char *
map(size_t size)
{
	char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at != MAP_FAILED ? at : NULL;
}

static size_t
beyond_page(const char *at)
{
	return (uintptr_t)at % HEAP_LARGE_PAGE;
}

/* Mappings lie side by side, so that one after a page's begin is the rule; else twice as much has one within. */
void *
heap_large_block(void)
{
	char *block = map(HEAP_LARGE_PAGE);

	if (block != NULL && beyond_page(block) > 0) {
		munmap(block, HEAP_LARGE_PAGE);
		block = map(2 * HEAP_LARGE_PAGE);
		if (block == NULL)
			return NULL;
		size_t before = HEAP_LARGE_PAGE - beyond_page(block);
		munmap(block, before);
		munmap(block + before + HEAP_LARGE_PAGE, HEAP_LARGE_PAGE - before);
		block += before;
	}
	if (block != NULL)
		make_large(block, block + HEAP_LARGE_PAGE);
	return block;
}

void
heap_free_block(void *block)
{
	munmap(block, HEAP_LARGE_PAGE);
}

void
heap_grow_large(void)
{
#if defined(M_TOP_PAD) && defined(M_TRIM_THRESHOLD)
	void *parts[8];
	unsigned count = 0;
	const char *end = sbrk(0);

	mallopt(M_TOP_PAD, (int)ROOM);
	mallopt(M_TRIM_THRESHOLD, (int)(2 * ROOM));
	/* Pieces too small for a mapping of their own, until the heap had to grow. */
	while (count < sizeof parts / sizeof *parts && sbrk(0) == end)
		parts[count++] = malloc((size_t)96 << 10);
	make_large(end, sbrk(0));
	/* Where the heap may not grow so far, it grows by little as it ever did. */
	mallopt(M_TOP_PAD, 128 << 10);
	while (count > 0)
		free(parts[--count]);
#endif
}
