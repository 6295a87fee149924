/* Digits → numbers, without the locale and without hexadecimal, exponents or names. */
#include <stdint.h>

#include "model/value.h"

/* Digits that a number may have: as many as a double tells apart. */
#define DIGITS_LIMIT 15

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
integer_parse(struct str s, int64_t *out)
{
	size_t at = s.len > 0 && s.ptr[0] == '-' ? 1 : 0;
	int64_t n = 0;

	if (at == s.len)
		return false;
	for (size_t i = at; i < s.len; i++) {
		if (!is_digit(s.ptr[i]) || n > (INT64_MAX - 9) / 10)
			return false;
		n = n * 10 + (s.ptr[i] - '0');
	}
	*out = at == 1 ? -n : n;
	return true;
}

bool
number_parse(struct str s, double *out)
{
	size_t at = s.len > 0 && s.ptr[0] == '-' ? 1 : 0;
	int64_t digits = 0;
	double scale = 1;
	size_t count = 0;
	bool dot = false;

	for (size_t i = at; i < s.len; i++) {
		if (s.ptr[i] == '.' && !dot && i > at && i + 1 < s.len) {
			dot = true;
			continue;
		}
		if (!is_digit(s.ptr[i]))
			return false;
		if (digits > 0 || s.ptr[i] != '0')
			count++;
		if (count > DIGITS_LIMIT)
			return false;
		digits = digits * 10 + (s.ptr[i] - '0');
		if (dot)
			scale *= 10;
	}
	/* Both are exact, so the quotient is the nearest number to what is written. */
	if (at == s.len || scale > 1e22)
		return false;
	*out = (double)digits / scale;
	if (at == 1)
		*out = -*out;
	return true;
}
