/* `figure(TEXT, UNIT, SUBJECT, NUMBER)`: a number in the unit that a sentence of the text gives when it speaks of the subject; one
 * that differs from NUMBER before one that does not. A sentence speaks of a subject when it has half of its long words. */
#include <string.h>

#include "expr/builtin.h"
#include "expr/machine.h"
#include "model/prose.h"

/* Words are alike by their first letters: `password`, `passwords`. */
#define STEM 5

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool
is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
alike(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

/* Whether a word that begins so is in the sentence. */
static bool
has_stem(struct str sentence, const char *stem)
{
	for (size_t i = 0; i + STEM <= sentence.len; i++) {
		if ((i == 0 || !is_letter(sentence.ptr[i - 1])) &&
			alike(sentence.ptr + i, stem, STEM))
			return true;
	}
	return false;
}

static bool
speaks_of(struct str sentence, struct str subject)
{
	size_t words = 0, there = 0;

	for (size_t i = 0; i < subject.len;) {
		size_t end = i;

		while (end < subject.len && is_letter(subject.ptr[end]))
			end++;
		if (end - i >= STEM) {
			words++;
			there += has_stem(sentence, subject.ptr + i);
		}
		i = end + 1;
	}
	return words > 0 && there * 2 >= words;
}

static bool
ends_sentence(struct str text, size_t at)
{
	char c = text.ptr[at];

	if (c == '\n' || c == '|')
		return true;
	return (c == '.' || c == '!' || c == '?') &&
	       (at + 1 == text.len || text.ptr[at + 1] == ' ' || text.ptr[at + 1] == '\n');
}

static struct str
sentence_around(struct str text, size_t at)
{
	size_t start = at, end = at;

	while (start > 0 && !ends_sentence(text, start - 1))
		start--;
	while (end < text.len && !ends_sentence(text, end))
		end++;
	return (struct str){text.ptr + start, end - start};
}

/* Whether the unit stands here, in the singular or plural. */
static bool
is_unit(struct str text, size_t at, struct str unit)
{
	size_t len = unit.len;

	if (len > 1 && lower(unit.ptr[len - 1]) == 's')
		len--;
	if (text.len - at < len || !alike(text.ptr + at, unit.ptr, len))
		return false;
	at += len;
	if (at < text.len && lower(text.ptr[at]) == 's')
		at++;
	return at == text.len || !is_letter(text.ptr[at]);
}

/* The number that ends before `at`, but for one blank or hyphen; its first byte. False when there is none. */
static bool
number_before(struct str text, size_t at, size_t *start, double *number)
{
	char digits[32];
	size_t len = 0, end = at;

	if (end >= 2 && memcmp(text.ptr + end - 2, "\xc2\xa0", 2) == 0)
		end -= 2;
	else if (end >= 1 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '-'))
		end--;
	for (at = end; at > 0 &&
		       (is_digit(text.ptr[at - 1]) ||
			       (at < end && (text.ptr[at - 1] == '.' || text.ptr[at - 1] == ',')));
		at--)
		;
	/* No part of a longer thing: `R-14`, `A5`, `10-14`. */
	if (at == end || end - at >= sizeof(digits) || !is_digit(text.ptr[at]) ||
		(at > 0 && (is_letter(text.ptr[at - 1]) || text.ptr[at - 1] == '-')))
		return false;
	for (size_t i = at; i < end; i++) {
		if (text.ptr[i] != ',')
			digits[len++] = text.ptr[i];
	}
	*start = at;
	return number_parse((struct str){digits, len}, number);
}

bool
run_figure(struct machine *m, const struct builtin *b, enum shape shape, const struct result *args,
	struct result *out)
{
	struct str text = args[0].string, unit = args[1].string, subject = args[2].string;
	const struct prose *prose = args[0].prose;
	double wanted = value_number(&args[3]);
	bool found = false;

	(void)b;
	*out = (struct result){.shape = shape};
	if (!machine_spend(m, (int64_t)text.len / 64))
		return false;
	for (size_t at = 1; unit.len > 0 && at < text.len; at++) {
		size_t start;
		double number;

		if (is_letter(text.ptr[at - 1]) || !is_unit(text, at, unit) ||
			!number_before(text, at, &start, &number) || (found && number == wanted))
			continue;
		struct str sentence = sentence_around(text, start);
		if (!machine_spend(m, 1 + (int64_t)(sentence.len * subject.len / 64)))
			return false;
		if (!speaks_of(sentence, subject))
			continue;
		size_t end = text.len - at < unit.len ? text.len : at + unit.len;
		found = true;
		*out = (struct result){.present = true, .shape = shape, .number = number};
		if (prose != NULL && text.ptr == prose->plain.ptr)
			out->span =
				text_map_span(&prose->plain_map, (uint32_t)start, (uint32_t)end);
		if (number != wanted)
			break;
	}
	return true;
}
