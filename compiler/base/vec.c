/* Growth of the arrays in an arena: by half of their length, so that growing costs a constant per element. */
#include "base/vec.h"

void *
vec_grow(struct arena *a, void *ptr, uint32_t *cap, uint32_t len, size_t size)
{
	uint32_t want = len < 8 ? 8 : len > UINT32_MAX / 3 * 2 ? UINT32_MAX : len + len / 2;

	if (len == UINT32_MAX)
		arena_exhausted();
	ptr = arena_grow(a, ptr, len, want, size);
	*cap = want;
	return ptr;
}
