/* The nearest name by edit distance (optimal string alignment), counted in halves: 2 for an insertion, deletion,
 * replacement or swap of neighbours, 1 for a difference in case. Long names are not compared: a wanted name of more
 * than LIMIT characters has no suggestion. */
#include "base/suggest.h"

#include <string.h>

#include "base/utf8.h"

#define LIMIT 64

struct suggest
suggest_start(struct str wanted)
{
	return (struct suggest){.wanted = wanted, .distance = SIZE_MAX};
}

/* The characters of s, or SIZE_MAX when there are more than LIMIT. */
static size_t
characters(struct str s, uint32_t out[LIMIT])
{
	size_t count = 0, at = 0;

	if (s.len > LIMIT * (size_t)4)
		return SIZE_MAX;
	while (at < s.len) {
		uint32_t cp;
		size_t len = utf8_decode(s.ptr + at, s.len - at, &cp);

		if (count == LIMIT)
			return SIZE_MAX;
		out[count++] = cp;
		at += len == 0 ? 1 : len;
	}
	return count;
}

static uint32_t
lower(uint32_t cp)
{
	return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
cost(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	return lower(a) == lower(b) ? 1 : 2;
}

static size_t
edit_distance(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
	size_t rows[3][LIMIT + 1];
	size_t *before = rows[0], *above = rows[1], *here = rows[2];

	for (size_t j = 0; j <= b_len; j++)
		above[j] = 2 * j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *reuse = before;

		here[0] = 2 * i;
		for (size_t j = 1; j <= b_len; j++) {
			here[j] = least(above[j] + 2, here[j - 1] + 2);
			here[j] = least(here[j], above[j - 1] + cost(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				here[j] = least(here[j], before[j - 2] + 2);
		}
		before = above;
		above = here;
		here = reuse;
	}
	return above[b_len];
}

static bool
differ_in_case_only(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
	if (a_len != b_len)
		return false;
	for (size_t i = 0; i < a_len; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

void
suggest_offer(struct suggest *s, struct str candidate)
{
	uint32_t wanted[LIMIT], offered[LIMIT];
	size_t wanted_len = characters(s->wanted, wanted);
	size_t offered_len = characters(candidate, offered);
	size_t gap, distance;

	if (wanted_len == SIZE_MAX || offered_len == SIZE_MAX || candidate.len == 0)
		return;
	gap = wanted_len > offered_len ? wanted_len - offered_len : offered_len - wanted_len;
	/* Too far to be meant, or farther than the best. */
	if (gap * 3 > wanted_len || 2 * gap > s->distance)
		return;
	distance = edit_distance(wanted, wanted_len, offered, offered_len);
	if (distance > s->distance)
		return;
	/* Letters of another case alone are always meant, however many. */
	if (distance * 3 > wanted_len * 2 &&
		!differ_in_case_only(wanted, wanted_len, offered, offered_len))
		return;
	if (distance == s->distance) {
		s->tie = s->tie || !str_eq(candidate, s->best);
		/* So that the order of the offers does not matter. */
		if (str_cmp(candidate, s->best) < 0)
			s->best = candidate;
		return;
	}
	s->best = candidate;
	s->distance = distance;
	s->tie = false;
}

struct str
suggest_best(const struct suggest *s)
{
	return s->best;
}

bool
suggest_certain(const struct suggest *s)
{
	return s->best.len > 0 && s->distance > 0 && s->distance <= 2 && !s->tie;
}
