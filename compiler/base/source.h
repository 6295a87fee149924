/* Loaded files and places in them. A place is a byte offset; lines are found once, on demand. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct sources;

/* Bytes start..end of source `source` (1 is the first; 0 is no place at all). */
struct span {
	uint32_t source;
	uint32_t start;
	uint32_t end;
};

struct source {
	uint32_t id;
	const char *
		path; /* as shown to people: relative to the project, or below "ismsc:" when built in */
	const char *
		shown; /* the path, with bytes that are no text, or break a line, made visible: "a\\x0ab.isms" */
	struct str text; /* followed by a NUL */
	bool built_in;
};

struct place {
	uint32_t line; /* from 1 */
	uint32_t column; /* from 1, in characters */
};

struct sources *sources_new(struct arena *a);
/* Adds a text, which must outlive the sources and end with a NUL that is not counted. Texts of 4 GiB or more are cut by the caller. */
struct source *sources_add(struct sources *s, const char *path, struct str text, bool built_in);
/* By id; NULL for 0 or unknown. */
const struct source *sources_get(const struct sources *s, uint32_t id);
uint32_t sources_len(const struct sources *s);
/* Line and column of an offset. */
struct place source_place(struct sources *s, uint32_t id, uint32_t offset);
/* The text of a line (from 1), without its end. */
struct str source_line(struct sources *s, uint32_t id, uint32_t line);
struct str source_text(const struct sources *s, struct span span);

struct span span_join(struct span a, struct span b);
bool span_is(struct span s); /* false for no place */

/* A text made from a source (escapes resolved, indentation removed) and where each part came from. */
struct text_piece {
	uint32_t at; /* offset in the text from which this piece counts */
	uint32_t offset; /* offset in the source; within a piece both advance together */
};

struct text_map {
	uint32_t source;
	uint32_t len; /* pieces */
	struct text_piece *pieces; /* ascending; at least one */
};

/* The place in the source of text[start..end). */
struct span text_map_span(const struct text_map *m, uint32_t start, uint32_t end);

#endif
