/* A message of a verb → one line on standard error, with what could forge a terminal's output made visible. */
#include "commands/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "report/report.h"

__attribute__((format(printf, 2, 0))) static void
add(struct buf *line, const char *fmt, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	size_t size = len > 0 ? (size_t)len + 1 : 1;
	char *text = calloc(size, 1);
	if (text == NULL)
		arena_exhausted();
	vsnprintf(text, size, fmt, args);
	buf_puts(line, "ismsc: ");
	report_escape(line, (struct str){text, size - 1});
	free(text);
}

static void
end(struct buf *line)
{
	buf_putc(line, '\n');
	fwrite(line->ptr, 1, line->len, stderr);
	buf_free(line);
}

void
say(const char *fmt, ...)
{
	struct buf line = {0};
	va_list args;

	va_start(args, fmt);
	add(&line, fmt, args);
	va_end(args);
	end(&line);
}

void
say_unknown(struct str meant, const char *mark, const char *fmt, ...)
{
	struct buf line = {0};
	va_list args;

	va_start(args, fmt);
	add(&line, fmt, args);
	va_end(args);
	if (meant.len > 0)
		buf_printf(&line, "; did you mean `%s%.*s`?", mark, (int)meant.len, meant.ptr);
	end(&line);
}
