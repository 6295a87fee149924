/* Versions are text, compared by the numbers in them: 2.10 is later than 2.9, and 2 is 2.0.
 *
 *   version = [ "v" ] NUMBER { "." NUMBER } [ "-" LETTERS ]
 */
#include "model/value.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct str
skip(struct str s, size_t count)
{
	return (struct str){s.ptr + count, s.len - count};
}

static struct str
skip_v(struct str s)
{
	return s.len > 0 && (s.ptr[0] == 'v' || s.ptr[0] == 'V') ? skip(s, 1) : s;
}

static size_t
digits(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_digit(s.ptr[n]))
		n++;
	return n;
}

bool
version_valid(struct str s)
{
	s = skip_v(s);
	for (;;) {
		size_t n = digits(s);

		if (n == 0)
			return false;
		s = skip(s, n);
		if (s.len == 0)
			return true;
		if (s.ptr[0] != '.')
			break;
		s = skip(s, 1);
	}
	if (s.ptr[0] != '-' || s.len < 2)
		return false;
	for (size_t i = 1; i < s.len; i++) {
		if (!is_digit(s.ptr[i]) && !is_letter(s.ptr[i]) && s.ptr[i] != '.' &&
			s.ptr[i] != '-')
			return false;
	}
	return true;
}

/* The number that *s begins with, without leading zeros; *s goes behind it and its dot. */
static struct str
take_number(struct str *s)
{
	struct str number = {s->ptr, digits(*s)};

	*s = skip(*s, number.len);
	if (s->len > 0 && s->ptr[0] == '.')
		*s = skip(*s, 1);
	while (number.len > 0 && number.ptr[0] == '0')
		number = skip(number, 1);
	return number;
}

int
version_compare(struct str a, struct str b)
{
	a = skip_v(a);
	b = skip_v(b);
	while (digits(a) > 0 || digits(b) > 0) {
		struct str x = take_number(&a), y = take_number(&b);
		int order;

		if (x.len != y.len)
			return x.len < y.len ? -1 : 1;
		order = str_cmp(x, y);
		if (order != 0)
			return order < 0 ? -1 : 1;
	}
	/* What has a suffix ("2.0-draft") comes before what has none. */
	if ((a.len == 0) != (b.len == 0))
		return a.len == 0 ? 1 : -1;
	return str_cmp(a, b) < 0 ? -1 : str_cmp(a, b) > 0;
}
