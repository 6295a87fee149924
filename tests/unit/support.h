/* Shared by the unit tests: cmocka, and a folder of its own for a test that needs files. */
#ifndef UNIT_SUPPORT_H
#define UNIT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

#define assert_str_is(s, text)                                                                     \
	do {                                                                                       \
		struct str str_ = (s);                                                             \
		assert_int_equal(str_.len, strlen(text));                                          \
		if (str_.len > 0)                                                                  \
			assert_memory_equal(str_.ptr, text, str_.len);                             \
	} while (0)

/* For what would take minutes under a tool that is fifty times slower, where UNIT_SLOW is set. */
static inline void
support_skip_slow(void)
{
	if (getenv("UNIT_SLOW") != NULL)
		skip();
}

/* Setup and teardown: *state is an arena. */
static inline int
support_arena(void **state)
{
	*state = arena_new();
	return 0;
}

static inline int
support_arena_free(void **state)
{
	arena_free(*state);
	return 0;
}

/* A new, empty folder below TMPDIR; support_remove removes it with all that is in it. */
static inline char *
support_folder(struct arena *a)
{
	const char *tmp = getenv("TMPDIR");
	char *path = arena_printf(a, "%s/ismsc-unit-XXXXXX", tmp != NULL ? tmp : "/tmp");

	if (mkdtemp(path) == NULL)
		abort();
	return path;
}

static inline void
support_remove(struct arena *a, const char *folder)
{
	if (system(arena_printf(a, "chmod -R u+rwx '%s' && rm -rf '%s'", folder, folder)) != 0)
		abort();
}

static inline void
support_put(struct arena *a, const char *folder, const char *name, const char *text)
{
	FILE *f = fopen(arena_printf(a, "%s/%s", folder, name), "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

#endif
