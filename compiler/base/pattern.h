/* Patterns (pcre2), bounded in time and depth. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct pattern;

enum pattern_result { PATTERN_NO, PATTERN_YES, PATTERN_LIMIT /* gave up: too costly */ };

/* Compiles a UTF-8 pattern, owned by the arena. NULL when it is wrong: then *message (in the arena) and *offset tell. */
struct pattern *pattern_compile(
	struct arena *a, struct str text, const char **message, size_t *offset);
/* Searches anywhere in `subject`. */
enum pattern_result pattern_match(const struct pattern *p, struct str subject);
/* The same, telling where the match lies. */
enum pattern_result pattern_find(
	const struct pattern *p, struct str subject, size_t *start, size_t *end);

#endif
