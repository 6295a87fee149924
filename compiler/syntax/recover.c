/* Tokens that were not closed → where they were probably meant to end. Only ever asked about files that are wrong. */
#include "syntax/recover.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Bytes in which a string that runs over the end of its line may be closed. */
#define LATE_MAX 2000

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

/* Whether nothing but closing braces, semicolons and blanks stands there. */
static bool
only_closes(const char *p, const char *end)
{
	while (p < end && (*p == '}' || *p == ';' || is_blank(*p)))
		p++;
	return p == end;
}

static const char *
line_end(const char *p, const char *end)
{
	const char *newline = memchr(p, '\n', (size_t)(end - p));

	return newline != NULL ? newline : end;
}

/* Behind the quote that closes, some lines below `line`, a string that runs over the ends of lines. Such a quote
 * stands right behind a word and before a blank or the like; one that opens a string does not. NULL for none. */
static const char *
find_late_quote(const char *line, const char *end)
{
	const char *quote;

	if (end - line > LATE_MAX)
		end = line + LATE_MAX;
	quote = memchr(line, '"', (size_t)(end - line));
	if (quote == NULL || quote + 1 == end || is_blank(quote[-1]) || quote[-1] == '\n' ||
		strchr(" \t\r\n;,}", quote[1]) == NULL)
		return NULL;
	return quote + 1;
}

/* Where the braces at the end of an unclosed string begin that no brace in it opens, or its end. */
static const char *
find_braces(const char *start, const char *end)
{
	const char *last_close = end;
	size_t depth = 0;

	if (end > start + 1 && end[-1] == '{')
		return end - 1;
	while (last_close > start + 1 && only_closes(last_close - 1, last_close))
		last_close--;
	for (const char *p = start + 1; p < end; p++) {
		if (*p == '{')
			depth++;
		else if (*p == '}' && depth > 0)
			depth--;
		else if (*p == '}' && p >= last_close)
			return p;
	}
	return end;
}

const char *
recover_string_end(const char *start, const char *line, const char *end)
{
	const char *late = find_late_quote(line, end);

	if (late != NULL)
		return late;
	while (line > start + 1 && is_blank(line[-1]))
		line--;
	line = find_braces(start, line);
	while (line > start + 1 && (is_blank(line[-1]) || line[-1] == ';'))
		line--;
	return line;
}

const char *
recover_string_cut(const char *start, const char *end)
{
	const char *quote = end - 1, *cut;

	if (quote == start || (!is_blank(quote[-1]) && strchr("{(,;", quote[-1]) == NULL) ||
		(unsigned char)*end <= ' ' || strchr(",;})]", *end) != NULL)
		return NULL;
	for (cut = start + 1; cut < quote; cut++) {
		if ((*cut == '{' || *cut == ';') && is_blank(cut[1]))
			break;
	}
	while (cut > start + 1 && is_blank(cut[-1]))
		cut--;
	return cut;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && is_blank(*p))
		p++;
	return p;
}

/* The first three quotes in a row, or NULL. */
static const char *
find_quotes(const char *p, const char *end)
{
	while (end - p >= 3) {
		p = memchr(p, '"', (size_t)(end - p) - 2);
		if (p == NULL)
			return NULL;
		if (p[1] == '"' && p[2] == '"')
			return p;
		p++;
	}
	return NULL;
}

/* A word in the first column and a `{` behind it that opens a block, not an insertion. */
static bool
is_declaration(const char *line, const char *end)
{
	if (line == end || !is_id_char(*line) || *line == '-' || *line == '.')
		return false;
	for (const char *p = line + 1; p < end; p++) {
		if (*p == '{' && p[-1] != '{' && (p + 1 == end || is_blank(p[1]) || p[1] == '}'))
			return true;
	}
	return false;
}

/* `  word word """`: nothing but words before the quotes, so that they open a text. */
static bool
opens_text(const char *first, const char *quotes)
{
	if (quotes == NULL || first == quotes || !is_blank(quotes[-1]))
		return false;
	for (const char *p = first; p < quotes; p++) {
		if (!is_id_char(*p) && !is_blank(*p))
			return false;
	}
	return true;
}

const char *
recover_text_end(const char *file, const char *start, const char *end)
{
	const char *line = start;
	const char *stop = line_end(start, end);
	ptrdiff_t indent;

	if (find_quotes(start + 3, stop) != NULL)
		return NULL;
	while (line > file && line[-1] != '\n')
		line--;
	indent = skip_blanks(line, start) - line;
	while (stop < end) {
		const char *before = stop > start && stop[-1] == '\r' ? stop - 1 : stop;
		const char *first, *quotes;

		line = stop + 1;
		stop = line_end(line, end);
		first = skip_blanks(line, stop);
		quotes = find_quotes(first, stop);
		if (first == stop)
			continue;
		if (is_declaration(line, stop) || (*first == '}' && first - line < indent) ||
			(first - line <= indent && opens_text(first, quotes)))
			return before;
		if (quotes != NULL)
			return NULL;
	}
	return NULL;
}

/* Whether the last character before `end`, blanks aside, is that one. */
static bool
ends_in(const char *line, const char *end, char c)
{
	while (end > line && is_blank(end[-1]))
		end--;
	return end > line && end[-1] == c;
}

const char *
recover_text_start(const char *floor, const char *quotes)
{
	const char *line = quotes;
	ptrdiff_t indent;

	while (line > floor && line[-1] != '\n')
		line--;
	indent = skip_blanks(line, quotes) - line;
	while (line > floor) {
		const char *end = line - 1, *first;

		for (line = end; line > floor && line[-1] != '\n'; line--)
			;
		first = skip_blanks(line, end);
		if (first == end || first - line >= indent)
			continue;
		if (line == floor || ends_in(line, end, '{'))
			break;
		return end > line && end[-1] == '\r' ? end - 1 : end;
	}
	return quotes;
}

/* Bytes of the quote at p: `'`, or one of the typographic ones; 0 when it is none. *opens tells which may begin. */
static size_t
quote_len(const char *p, const char *end, bool *opens)
{
	static const char *const typographic[] = {"\xe2\x80\x9c", "\xe2\x80\x9e", "\xc2\xab",
		"\xe2\x80\x98", "\xe2\x80\x9d", "\xc2\xbb", "\xe2\x80\x99"};

	*opens = true;
	if (*p == '\'')
		return 1;
	for (size_t i = 0; i < sizeof(typographic) / sizeof(typographic[0]); i++) {
		size_t len = strlen(typographic[i]);

		*opens = i < 4;
		if ((size_t)(end - p) >= len && memcmp(p, typographic[i], len) == 0)
			return len;
	}
	return 0;
}

const char *
recover_quoted(const char *start, const char *end)
{
	bool opens;
	size_t len = quote_len(start, end, &opens);

	if (len == 0 || !opens)
		return NULL;
	for (const char *p = start + len; p < end && *p != '\n'; p++) {
		size_t closing = quote_len(p, end, &opens);

		/* Any typographic quote ends what a typographic one began. */
		if (closing > 0 && (closing == 1) == (len == 1))
			return p + closing;
	}
	return NULL;
}
