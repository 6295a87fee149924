/* A growing byte buffer. It doubles, and ends the process when there is no memory, as an arena does. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Room for `more` bytes and the NUL. */
static void
reserve(struct buf *b, size_t more)
{
	size_t cap = b->cap < 64 ? 64 : b->cap;
	char *ptr;

	if (more < b->cap - b->len)
		return;
	if (more >= PTRDIFF_MAX - b->len)
		arena_exhausted();
	while (cap - b->len <= more)
		cap = cap > PTRDIFF_MAX / 2 ? PTRDIFF_MAX : cap * 2;
	ptr = realloc(b->ptr, cap);
	if (ptr == NULL)
		arena_exhausted();
	b->ptr = ptr;
	b->cap = cap;
}

void
buf_add(struct buf *b, const char *bytes, size_t len)
{
	reserve(b, len);
	if (len > 0)
		memcpy(b->ptr + b->len, bytes, len);
	b->len += len;
	b->ptr[b->len] = '\0';
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.ptr, s.len);
}

void
buf_puts(struct buf *b, const char *cstring)
{
	buf_add(b, cstring, strlen(cstring));
}

void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int len;

	reserve(b, 0);
	va_start(args, fmt);
	len = vsnprintf(b->ptr + b->len, b->cap - b->len, fmt, args);
	va_end(args);
	if (len < 0)
		arena_exhausted();
	if ((size_t)len >= b->cap - b->len) {
		reserve(b, (size_t)len);
		va_start(args, fmt);
		vsnprintf(b->ptr + b->len, b->cap - b->len, fmt, args);
		va_end(args);
	}
	b->len += (size_t)len;
}

void
buf_free(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){0};
}
