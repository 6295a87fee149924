/* Arenas: memory by lifetime. Everything in an arena is freed with it, nothing before. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new, empty arena. Ends the process with status 3 when there is no memory. */
struct arena *arena_new(void);

/* Frees the arena, all that was allocated in it, and calls what arena_own registered, last first. */
void arena_free(struct arena *a);

/* At the end of the process, in place of arena_free: the system takes all memory back at once. Where leaks are looked for
 * (ARENA_MALLOC) it is freed. */
void arena_leave(struct arena *a);

/* Frees all that was allocated in it, and releases what it owns; the arena is empty, and keeps some memory to begin anew with. */
void arena_reset(struct arena *a);

/* Zeroed memory of `size` bytes, aligned for any type; never NULL: the process ends with status 3
 * and a message when memory runs out. Built with ARENA_MALLOC each call is a malloc of its own. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));

/* The same without the zeroes, for bytes that are written at once. */
void *arena_raw(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));

/* Says that memory ran out and ends the process with status 3. */
_Noreturn void arena_exhausted(void);

/* Zeroed memory for `count` things of `size` bytes; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size) __attribute__((returns_nonnull));

/* Grows an array of `old` things to `count` things; may move it. The new part is zeroed. */
void *arena_grow(struct arena *a, void *ptr, size_t old, size_t count, size_t size);

/* A NUL-terminated copy of `len` bytes. */
char *arena_strndup(struct arena *a, const char *s, size_t len);

/* A formatted string in the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

char *arena_vprintf(struct arena *a, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Registers a foreign object: `release(object)` is called by arena_free. */
void arena_own(struct arena *a, void *object, void (*release)(void *));

/* Bytes handed out so far. */
size_t arena_used(const struct arena *a);

#endif
