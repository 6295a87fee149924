/* Mistakes → diagnostics, as many of one file as somebody would read. */
#include "syntax/trouble.h"

#include <stdarg.h>

#include "base/arena.h"

#define LIMIT 1000

struct diag *
trouble_add(
	struct trouble *t, enum diag_code code, uint32_t start, uint32_t end, const char *fmt, ...)
{
	struct span span = {t->tree->source, start, end};
	va_list args;
	char *message;

	t->tree->broken = true;
	if (t->silent)
		return NULL;
	if (t->count++ == LIMIT) {
		t->silent = true;
		diag_add(t->sink, DIAG_TOO_MANY_ERRORS, span,
			"more than %d syntax errors in this file: the rest is not listed", LIMIT);
		return NULL;
	}
	va_start(args, fmt);
	message = arena_vprintf(t->arena, fmt, args);
	va_end(args);
	return diag_add(t->sink, code, span, "%s", message);
}

void
trouble_help(struct trouble *t, struct diag *d, const char *help)
{
	if (d != NULL)
		diag_help(t->sink, d, "%s", help);
}

void
trouble_fix(struct trouble *t, struct diag *d, uint32_t start, uint32_t end, const char *text)
{
	if (d != NULL)
		diag_fix(t->sink, d, (struct span){t->tree->source, start, end}, text);
}
