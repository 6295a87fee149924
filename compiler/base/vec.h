/* Growing arrays in an arena. A vector is any struct with `ptr`, `len` and `cap`:
 *   struct { struct token *ptr; uint32_t len, cap; } tokens;
 *   *VEC_PUSH(arena, &tokens) = token;
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stdint.h>

#include "base/arena.h"

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *ptr;                                                                         \
		uint32_t len;                                                                      \
		uint32_t cap;                                                                      \
	}

/* A larger `ptr` with room behind `len` elements of `size` bytes; *cap becomes its capacity. For VEC_PUSH. */
void *vec_grow(struct arena *a, void *ptr, uint32_t *cap, uint32_t len, size_t size)
	__attribute__((returns_nonnull));

/* A pointer to a new last element, zeroed. */
#define VEC_PUSH(a, v)                                                                             \
	((v)->len == (v)->cap ? (void)((v)->ptr = vec_grow((a), (v)->ptr, &(v)->cap, (v)->len,     \
					       sizeof *(v)->ptr))                                  \
			      : (void)0,                                                           \
		(v)->ptr + (v)->len++)

#endif
