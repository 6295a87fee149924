/* Strings, texts and comments: what lies between quotes, and where it seems to when one is missing. */
#include <string.h>

#include "base/buf.h"
#include "syntax/lexer_state.h"
#include "syntax/recover.h"

/* Behind one character inside a comment, string or text; what a source may not hold makes the token faulty. */
static const char *
pass_char(struct lexer *l, const char *p)
{
	size_t size;

	if (char_look(p, (size_t)(l->end - p), &size) != CHAR_FINE)
		l->fault = true;
	return p + size;
}

static bool
ends_line(const struct lexer *l, const char *p)
{
	return p == l->end || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

/* Whether quotes stand right behind a word, as closing ones do. */
static bool
seems_to_close(const struct lexer *l, const char *quotes)
{
	return quotes > l->text && byte_at(quotes - 1) > ' ' && strchr(",;{([", quotes[-1]) == NULL;
}

/* Takes back the tokens that are words of a string whose opening quote is missing: all of the line behind its first
 * word, or behind the first one in a block that is open there. Returns where they began. */
static const char *
string_start(struct lexer *l, const char *quote)
{
	size_t count, depth = 0, i;
	const struct token *tokens = lexer_tokens(l, &count);
	const char *start = quote;

	for (i = count; i > 0; i--) {
		enum token_kind kind = (enum token_kind)tokens[i - 1].kind;

		if (kind == TOKEN_NEWLINE || kind == TOKEN_TEXT ||
			(kind == TOKEN_OPEN && depth == 0))
			break;
		if (kind == TOKEN_CLOSE)
			depth++;
		else if (kind == TOKEN_OPEN)
			depth--;
	}
	if (depth > 0)
		return quote;
	if (i < count && tokens[i].kind == TOKEN_WORD)
		i++;
	if (i < count) {
		start = l->text + tokens[i].start;
		lexer_drop(l, i);
	}
	l->fault = true;
	return start;
}

/* A string is not closed at the end of its line. When an earlier one on the line ends in what looks like the opening
 * quote of another, that one was not closed: goes back to its end, once in a line. NULL when there is none. */
static const char *
mend_line(struct lexer *l, const char *line)
{
	size_t count, found;
	const struct token *tokens = lexer_tokens(l, &count);
	const char *start = NULL, *cut = NULL;

	found = count;
	if (l->line_mended == line)
		return NULL;
	for (size_t i = count; i > 0; i--) {
		const struct token *k = &tokens[i - 1];
		const char *text = l->text + k->start, *end;

		if (k->kind == TOKEN_NEWLINE || k->kind == TOKEN_TEXT)
			break;
		if (k->kind != TOKEN_STRING ||
			(end = recover_string_cut(text, text + k->len)) == NULL)
			continue;
		found = i - 1;
		start = text;
		cut = end;
	}
	l->line_mended = line;
	if (cut == NULL)
		return NULL;
	lexer_drop(l, found);
	l->fault = true;
	lexer_push(l, TOKEN_STRING, start, cut);
	return cut;
}

const char *
lex_string(struct lexer *l, const char *start)
{
	const char *p = start + 1, *mended;

	for (;;) {
		while (is_in(p, IN_STRING))
			p++;
		if (*p == '"') {
			lexer_push(l, TOKEN_STRING, start, p + 1);
			return p + 1;
		}
		if (ends_line(l, p))
			break;
		if (*p == '\\') {
			uint32_t cp;
			size_t size = escape_read(p, (size_t)(l->end - p), &cp);

			l->fault = l->fault || size == 0;
			p += size > 0 ? size : 1;
		} else {
			p = pass_char(l, p);
		}
	}
	if ((mended = mend_line(l, p)) != NULL)
		return mended;
	p = recover_string_end(start, p, l->end);
	l->fault = true;
	if (p == start + 1 && seems_to_close(l, start))
		lexer_push(l, TOKEN_BAD, string_start(l, start), p);
	else
		lexer_push(l, TOKEN_STRING, start, p);
	return p;
}

/* Behind the closing quotes, the last three of the first run of three or more; NULL when there are none. */
static const char *
text_close(struct lexer *l, const char *p)
{
	for (;;) {
		const char *run;

		while (is_in(p, IN_TEXT))
			p++;
		if (*p != '"') {
			if (p == l->end)
				return NULL;
			p = pass_char(l, p);
			continue;
		}
		for (run = p; *p == '"'; p++)
			;
		if (p - run >= 3)
			return p;
	}
}

/* Whether an item goes on in the next line behind such a token. Not all of them: prose ends in `.` and `:`, too. */
static bool
is_open_ended(enum token_kind kind)
{
	return kind == TOKEN_COMMA || kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET ||
	       (kind >= TOKEN_EQ && kind <= TOKEN_SLASH);
}

/* Whether a text would begin a line on which no item goes on: its quotes were probably meant to close one. */
static bool
is_astray(const struct lexer *l)
{
	size_t i;
	const struct token *tokens = lexer_tokens(l, &i);
	bool newline = false;

	for (; i > 0; i--) {
		enum token_kind kind = (enum token_kind)tokens[i - 1].kind;

		if (kind != TOKEN_NEWLINE && kind != TOKEN_COMMENT)
			return newline && !is_open_ended(kind);
		newline = newline || kind == TOKEN_NEWLINE;
	}
	return true;
}

/* Takes back the tokens that are words of a text whose opening quotes are missing; returns where they began. */
static const char *
text_start(struct lexer *l, const char *quotes)
{
	const char *start = recover_text_start(l->text_end, quotes);
	size_t count;
	const struct token *tokens = lexer_tokens(l, &count);

	while (count > 0 && tokens[count - 1].start >= (size_t)(start - l->text))
		count--;
	/* A string that runs over the ends of lines may reach beyond the place. */
	if (count > 0 && l->text + tokens[count - 1].start + tokens[count - 1].len > start)
		start = l->text + tokens[count - 1].start + tokens[count - 1].len;
	lexer_drop(l, count);
	return start;
}

/* Whether what follows closing quotes can follow a text. */
static bool
seems_closed(const struct lexer *l, const char *close)
{
	while (close < l->end && (*close == ' ' || *close == '\t'))
		close++;
	return ends_line(l, close) || strchr(",;#}", *close) != NULL;
}

/* Behind the closing quotes of a text, where those at `close` seem to stand in the middle of it. */
static const char *
text_close_late(struct lexer *l, const char *close)
{
	const char *late;

	if (seems_closed(l, close) || recover_text_end(l->text, close - 3, l->end) != NULL)
		return close;
	late = text_close(l, close);
	if (late == NULL || !seems_closed(l, late))
		return close;
	l->fault = true;
	return late;
}

static const char *
lex_text_from(struct lexer *l, const char *start)
{
	const char *close = l->careful ? recover_text_end(l->text, start, l->end) : NULL;
	struct text_layout layout;
	struct str inside;

	l->fault = close != NULL;
	if (close == NULL)
		close = text_close(l, start + 3);
	if (close != NULL && l->careful && !l->fault)
		close = text_close_late(l, close);
	if (close == NULL) {
		l->fault = true;
		l->doubtful_text = true;
		close = l->end;
	} else if (!l->fault) {
		inside = (struct str){start + 3, (size_t)(close - start) - 6};
		layout = text_layout(inside);
		l->fault = layout.torn != UINT32_MAX || layout.outdented != UINT32_MAX;
	}
	lexer_push(l, TOKEN_TEXT, start, close);
	return close;
}

const char *
lex_text(struct lexer *l, const char *start)
{
	bool astray = is_astray(l);

	if (l->careful && (astray || (seems_to_close(l, start) &&
					     (ends_line(l, start + 3) ||
						     strchr(" \t;,}", start[3]) != NULL)))) {
		const char *from = text_start(l, start);

		l->fault = true;
		lexer_push(l, TOKEN_BAD, from, start + 3);
		l->text_end = start + 3;
	} else {
		l->doubtful_text = l->doubtful_text || astray;
		l->text_end = lex_text_from(l, start);
	}
	return l->text_end;
}

const char *
lex_comment(struct lexer *l, const char *start)
{
	const char *p = start;

	for (;;) {
		while (is_in(p, IN_COMMENT))
			p++;
		if (ends_line(l, p))
			break;
		p = pass_char(l, p);
	}
	lexer_push(l, TOKEN_COMMENT, start, p);
	return p;
}
