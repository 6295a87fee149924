/* Which characters beyond ASCII may stand in a word: the letters of all scripts, by binary search in letters.def. */
#include <stddef.h>

#include "base/utf8.h"
#include "syntax/lexer.h"

static const struct range {
	uint32_t first;
	uint32_t last;
} ranges[] = {
#define R(first, last) {first, last},
#include "syntax/letters.def"
#undef R
};

static bool
is_letter(uint32_t cp)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(ranges[0]);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cp > ranges[middle].last)
			low = middle + 1;
		else if (cp < ranges[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

size_t
letter_len(const char *s, size_t len)
{
	uint32_t cp;
	size_t n = utf8_decode(s, len, &cp);

	return n > 0 && is_letter(cp) ? n : 0;
}
