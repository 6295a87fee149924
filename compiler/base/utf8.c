/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
#include "base/utf8.h"

#include <string.h>

size_t
utf8_decode(const char *s, size_t len, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low = 0x80, high = 0xbf;
	uint32_t value;
	size_t size;

	*cp = 0xfffd;
	if (len == 0)
		return 0;
	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	size = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (len < size)
		return 0;
	/* The second byte decides about overlong forms, surrogates and the upper end. */
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (p[1] < low || p[1] > high)
		return 0;
	value = p[0] & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (p[i] & 0x3f);
	}
	*cp = value;
	return size;
}

size_t
utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool
utf8_is_bidi(uint32_t cp)
{
	return cp == 0x61c || cp == 0x200e || cp == 0x200f || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

uint32_t
utf8_lower(uint32_t cp)
{
	/* Capitals whose small letter lies `step` behind; of pairs only every other one is a capital. */
	static const struct {
		uint32_t first, last, step;
	} capitals[] = {{'A', 'Z', 32}, {0xc0, 0xd6, 32}, {0xd8, 0xde, 32}, {0x100, 0x12e, 1},
		{0x132, 0x136, 1}, {0x139, 0x147, 1}, {0x14a, 0x176, 1}, {0x179, 0x17d, 1},
		{0x391, 0x3a1, 32}, {0x3a3, 0x3ab, 32}, {0x400, 0x40f, 80}, {0x410, 0x42f, 32},
		{0x460, 0x480, 1}, {0x48a, 0x4be, 1}, {0x4d0, 0x52e, 1}};

	for (size_t i = 0; i < sizeof(capitals) / sizeof(capitals[0]); i++) {
		if (cp < capitals[i].first || cp > capitals[i].last)
			continue;
		bool pair = capitals[i].step == 1;
		return pair && (cp - capitals[i].first) % 2 != 0 ? cp : cp + capitals[i].step;
	}
	return cp;
}

static enum utf8_fault
fault_of(uint32_t cp)
{
	if (cp == 0)
		return UTF8_NUL;
	if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7f && cp < 0xa0))
		return UTF8_CONTROL;
	return utf8_is_bidi(cp) ? UTF8_BIDI : UTF8_OK;
}

/* Whether all eight bytes are printable ASCII, which most are. */
static bool
is_plain(const char *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	if ((word & ones * 0x80) != 0)
		return false;
	/* No byte under 0x20, and none that is 0x7f. */
	return ((word + ones * 0x60) & (~(word + ones) & ones * 0x80)) == ones * 0x80;
}

enum utf8_fault
utf8_check(struct str s, size_t *pos)
{
	size_t at = *pos;

	while (at < s.len) {
		enum utf8_fault fault;
		uint32_t cp;
		size_t len;

		if (s.len - at >= 8 && is_plain(s.ptr + at)) {
			at += 8;
			continue;
		}
		len = utf8_decode(s.ptr + at, s.len - at, &cp);
		fault = len == 0 ? UTF8_INVALID : fault_of(cp);
		if (fault != UTF8_OK) {
			*pos = at;
			return fault;
		}
		at += len;
	}
	*pos = s.len;
	return UTF8_OK;
}

size_t
utf8_count(struct str s)
{
	size_t count = 0, at = 0;

	while (at < s.len) {
		uint32_t cp;
		size_t len = utf8_decode(s.ptr + at, s.len - at, &cp);

		at += len == 0 ? 1 : len;
		count++;
	}
	return count;
}
