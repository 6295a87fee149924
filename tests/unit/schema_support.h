/* Shared by the tests of schema/: a text becomes a source and a tree, what was reported becomes lines to compare. */
#ifndef TESTS_UNIT_SCHEMA_SUPPORT_H
#define TESTS_UNIT_SCHEMA_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"
#include "schema/yaml.h"

struct world {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
	struct names *names;
};

static inline int
world_setup(void **state)
{
	struct arena *a = arena_new();
	struct world *w = arena_alloc(a, sizeof(*w));

	*w = (struct world){a, sources_new(a), sink_new(a), names_new(a)};
	*state = w;
	return 0;
}

static inline int
world_teardown(void **state)
{
	arena_free(((struct world *)*state)->arena);
	return 0;
}

/* The bytes are copied, so that reading one too many is seen. */
static inline struct yaml *
world_bytes(struct world *w, const char *bytes, size_t len)
{
	struct str text = {arena_strndup(w->arena, bytes, len), len};

	return yaml_parse(w->arena, sources_add(w->sources, "file.yaml", text, false), w->sink);
}

static inline struct yaml *
world_yaml(struct world *w, const char *text)
{
	return world_bytes(w, text, strlen(text));
}

/* What was reported, by place: "2:3 yaml_key unknown key `x` in a field\n". */
static inline const char *
world_said(struct world *w)
{
	const char *said = "";
	uint32_t count;
	struct diag **list = sink_sorted(w->sink, w->sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct place at =
			source_place(w->sources, list[i]->span.source, list[i]->span.start);

		said = arena_printf(w->arena, "%s%u:%u %s %s\n", said, (unsigned)at.line,
			(unsigned)at.column, list[i]->name, list[i]->message);
	}
	return said;
}

/* The only diagnostic. */
static inline const struct diag *
world_only(struct world *w)
{
	uint32_t count;
	struct diag **list = sink_sorted(w->sink, w->sources, &count);

	if (count != 1)
		fail_msg("not one diagnostic:\n%s", world_said(w));
	return list[0];
}

/* What the source says at a span. */
static inline const char *
world_text(struct world *w, struct span span)
{
	struct str text = source_text(w->sources, span);

	return arena_strndup(w->arena, text.ptr, text.len);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, world_setup, world_teardown)

#endif
