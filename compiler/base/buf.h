/* A growing byte buffer that stays NUL-terminated. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

#include "base/str.h"

struct buf {
	char *ptr;
	size_t len;
	size_t cap;
};

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_str(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *cstring);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Frees the bytes; the buffer is empty and usable again. */
void buf_free(struct buf *b);

#endif
