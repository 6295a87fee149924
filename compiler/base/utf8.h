/* UTF-8: decoding, validation, width. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum utf8_fault {
	UTF8_OK,
	UTF8_INVALID, /* not UTF-8 (overlong, surrogate, cut off, beyond U+10FFFF) */
	UTF8_NUL, /* a NUL byte */
	UTF8_CONTROL, /* a control character other than tab, newline, carriage return */
	UTF8_BIDI, /* a bidirectional control (U+061C, 200E, 200F, 202A-202E, 2066-2069) */
};

/* Decodes one character at s[0..len); returns its bytes (0 when invalid) and sets *cp. */
size_t utf8_decode(const char *s, size_t len, uint32_t *cp);
/* Writes a character; returns its bytes (at most 4). */
size_t utf8_encode(uint32_t cp, char out[4]);
/* The first fault at or after *pos; moves *pos to it. UTF8_OK when there is none. */
enum utf8_fault utf8_check(struct str s, size_t *pos);
/* Whether it is a bidirectional control, which reorders what a reader sees. */
bool utf8_is_bidi(uint32_t cp);
/* The small letter of a capital of the Latin, Greek or Cyrillic script; any other character as it is. */
uint32_t utf8_lower(uint32_t cp);
/* Columns that the text takes on a terminal. */
size_t utf8_width(struct str s);
/* Columns of one character: 0, 1 or 2. */
unsigned utf8_columns(uint32_t cp);
/* Characters (code points); a byte that belongs to none counts as one. */
size_t utf8_count(struct str s);

#endif
