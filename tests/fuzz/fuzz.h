/* Shared by the fuzz targets: an input becomes a source, and all that was reported is written in both formats. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/utf8.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
	const struct source *source;
};

/* The bytes are copied with a NUL and not a byte more, so that reading on is seen. */
static inline struct fuzz
fuzz_open(const uint8_t *data, size_t size, const char *name)
{
	struct arena *a = arena_new();
	struct fuzz f = {a, sources_new(a), sink_new(a), NULL};
	struct str text = {arena_strndup(a, (const char *)data, size), size};

	f.source = sources_add(f.sources, name, text, false);
	return f;
}

/* A claim that must hold whatever the input is. */
#define fuzz_claim(holds)                                                                          \
	do {                                                                                       \
		if (!(holds)) {                                                                    \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds); \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* Whether a span lies in its source, and does not end before it starts. */
static inline void
fuzz_span(const struct fuzz *f, struct span span)
{
	const struct source *source = sources_get(f->sources, span.source);

	if (!span_is(span))
		return;
	fuzz_claim(source != NULL && span.start <= span.end && span.end <= source->text.len);
}

/* What is reported must have places that exist, and print without a control character or a wrong byte. */
static inline void
fuzz_close(struct fuzz *f)
{
	struct buf out = {0};
	uint32_t count;
	struct diag **all = sink_sorted(f->sink, f->sources, &count);
	size_t pos = 0;

	for (uint32_t i = 0; i < count; i++) {
		fuzz_span(f, all[i]->span);
		if (all[i]->fix_text != NULL)
			fuzz_span(f, all[i]->fix);
		for (const struct diag_related *r = all[i]->related; r != NULL; r = r->next)
			fuzz_span(f, r->span);
	}
	report_write(&out, f->sink, f->sources, &(struct report_options){.limit_total = 20});
	if (out.len > 0)
		fuzz_claim(utf8_check((struct str){out.ptr, out.len}, &pos) == UTF8_OK);
	buf_free(&out);
	report_write(&out, f->sink, f->sources,
		&(struct report_options){.format = "json", .limit_total = 20});
	buf_free(&out);
	arena_free(f->arena);
}

#endif
