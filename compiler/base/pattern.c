/* Patterns by pcre2. A match may take so many steps and no more, with and without the compiler of pcre2, so that no
 * pattern and no text can stall the program. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/pattern.h"

#include <pcre2.h>

#include "base/arena.h"

#define MATCH_LIMIT 1000000
#define DEPTH_LIMIT 250000
#define HEAP_LIMIT 65536 /* KiB */
#define LENGTH_LIMIT 65536

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;
};

static void
release(void *object)
{
	struct pattern *p = object;

	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
}

static pcre2_code *
compile(struct str text, int *error, size_t *offset)
{
	const uint32_t options =
		PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_MATCH_INVALID_UTF;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *code;

	if (context == NULL)
		arena_exhausted();
	pcre2_set_max_pattern_length(context, LENGTH_LIMIT);
	code = pcre2_compile((PCRE2_SPTR)(text.len == 0 ? "" : text.ptr), text.len, options, error,
		offset, context);
	pcre2_compile_context_free(context);
	return code;
}

struct pattern *
pattern_compile(struct arena *a, struct str text, const char **message, size_t *offset)
{
	struct pattern *p;
	pcre2_code *code;
	int error;

	code = compile(text, &error, offset);
	if (code == NULL) {
		unsigned char reason[256];
		int len = pcre2_get_error_message(error, reason, sizeof(reason));

		*message = len < 0 ? "the pattern is wrong"
				   : arena_strndup(a, (char *)reason, (size_t)len);
		if (*offset > text.len)
			*offset = text.len;
		return NULL;
	}
	p = arena_alloc(a, sizeof(*p));
	p->code = code;
	p->limits = pcre2_match_context_create(NULL);
	if (p->limits == NULL)
		arena_exhausted();
	pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(p->limits, HEAP_LIMIT);
	/* Where it is not available, the interpreter matches: the results are the same. What the tools that watch the
	 * memory see of generated code are words that it reads across the end of a text. */
#ifndef ARENA_MALLOC
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
#endif
	arena_own(a, p, release);
	return p;
}

enum pattern_result
pattern_match(const struct pattern *p, struct str subject)
{
	size_t start, end;

	return pattern_find(p, subject, &start, &end);
}

enum pattern_result
pattern_find(const struct pattern *p, struct str subject, size_t *start, size_t *end)
{
	PCRE2_SPTR text = (PCRE2_SPTR)(subject.len == 0 ? "" : subject.ptr);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int result;

	if (data == NULL)
		arena_exhausted();
	result = pcre2_match(p->code, text, subject.len, 0, 0, data, p->limits);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
		result = pcre2_match(p->code, text, subject.len, 0, PCRE2_NO_JIT, data, p->limits);
	if (result >= 0) {
		const size_t *offsets = pcre2_get_ovector_pointer(data);

		/* \K in a lookaround can put the start behind the end. */
		*start = offsets[0] < offsets[1] ? offsets[0] : offsets[1];
		*end = offsets[1];
	}
	pcre2_match_data_free(data);
	if (result == PCRE2_ERROR_NOMEMORY)
		arena_exhausted();
	if (result >= 0)
		return PATTERN_YES;
	return result == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_LIMIT;
}
