/* Bytes → tokens, in one pass. Blanks are the gaps between tokens; comments and ends of lines are tokens, so nothing is lost.
 *
 *   WORD = letters, digits, `_`, and `-` `.` `:` between two of them
 */
#include "syntax/lexer.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "base/vec.h"

#define MAX_TOKEN ((1u << 27) - 1)
/* Faults of one file that are told one by one. */
#define MAX_FAULTS 50

static const char *const titles[] = {
#define T(NAME, title) title,
#include "syntax/token.def"
#undef T
};

const char *
token_title(enum token_kind kind)
{
	return titles[kind];
}

struct lexer {
	struct arena *arena;
	struct sink *sink;
	const char *text;
	uint32_t len;
	uint32_t at;
	uint32_t source;
	VEC(struct token) tokens;
};

static struct span
span_of(const struct lexer *l, uint32_t start, uint32_t end)
{
	return (struct span){ l->source, start, end };
}

static void
push(struct lexer *l, enum token_kind kind, uint32_t start, uint32_t end)
{
	uint32_t len = end - start;

	if (len > MAX_TOKEN) {
		diag_add(l->sink, DIAG_TOKEN_TOO_LONG, span_of(l, start, start + 1), "%s is longer than 100 MB",
			token_title(kind));
		len = MAX_TOKEN;
	}
	*VEC_PUSH(l->arena, &l->tokens) = (struct token){ start, len & MAX_TOKEN, (uint32_t)kind & 31 };
}

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
}

static uint32_t
word_end(const struct lexer *l, uint32_t at)
{
	uint32_t end = at;

	for (;;) {
		while (end < l->len && is_letter((unsigned char)l->text[end]))
			end++;
		/* Joints count only with a letter behind them; several in a row ("a--b") are one joint. */
		uint32_t next = end;
		while (next < l->len && (l->text[next] == '-' || l->text[next] == '.'))
			next++;
		if (next == end && next < l->len && l->text[next] == ':')
			next++;
		if (next == end || next >= l->len || !is_letter((unsigned char)l->text[next]))
			return end;
		end = next;
	}
}

static void
lex_string(struct lexer *l)
{
	uint32_t start = l->at;
	uint32_t end = start + 1;

	while (end < l->len && l->text[end] != '"' && l->text[end] != '\n')
		end += l->text[end] == '\\' && end + 1 < l->len && l->text[end + 1] != '\n' ? 2 : 1;
	if (end < l->len && l->text[end] == '"') {
		push(l, TOKEN_STRING, start, end + 1);
		l->at = end + 1;
		return;
	}
	if (end > l->len)
		end = l->len;
	/* A `{` at the end of the line opens the block all the same: one mistake, one message. */
	uint32_t last = end;
	while (last > start + 1 && (l->text[last - 1] == ' ' || l->text[last - 1] == '\r'))
		last--;
	if (last > start + 1 && l->text[last - 1] == '{')
		end = last - 1;
	struct diag *d = diag_add(l->sink, DIAG_UNCLOSED_STRING, span_of(l, start, start + 1),
		"this string is not closed on its line");
	diag_help(l->sink, d, "close it with `\"`, or use three quotes for a text of several lines");
	push(l, TOKEN_BAD, start, end);
	l->at = end;
}

/* Whether a line looks like a declaration at top level: a word in its first column and a `{` at its end. */
static bool
is_declaration(const struct lexer *l, uint32_t at)
{
	const char *line = l->text + at;
	const char *end = memchr(line, '\n', l->len - at);
	size_t len = end != NULL ? (size_t)(end - line) : l->len - at;

	while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t' || line[len - 1] == '\r'))
		len--;
	return len > 1 && line[0] >= 'a' && line[0] <= 'z' && line[len - 1] == '{';
}

/* Behind an unclosed text: where the next declaration begins, so that the rest of the file is still read. */
static uint32_t
resume_at(const struct lexer *l, uint32_t at)
{
	while (at < l->len) {
		const char *newline = memchr(l->text + at, '\n', l->len - at);
		if (newline == NULL)
			return l->len;
		at = (uint32_t)(newline - l->text) + 1;
		if (at < l->len && is_declaration(l, at))
			return at;
	}
	return l->len;
}

static void
lex_text(struct lexer *l)
{
	uint32_t start = l->at;

	for (uint32_t at = start + 3; at + 2 < l->len; at++) {
		const char *quote = memchr(l->text + at, '"', l->len - at);
		if (quote == NULL)
			break;
		at = (uint32_t)(quote - l->text);
		if (at + 2 < l->len && quote[1] == '"' && quote[2] == '"') {
			push(l, TOKEN_TEXT, start, at + 3);
			l->at = at + 3;
			return;
		}
	}
	diag_add(l->sink, DIAG_UNCLOSED_TEXT, span_of(l, start, start + 3), "this text is not closed by `\"\"\"`");
	uint32_t end = resume_at(l, start);
	/* The end of the line before it still ends the item. */
	if (end < l->len)
		end--;
	push(l, TOKEN_BAD, start, end);
	l->at = end;
}

/* The kind of a token of one or two characters, and its length. */
static enum token_kind
operator_at(const struct lexer *l, uint32_t *len)
{
	char c = l->text[l->at];
	char next = l->at + 1 < l->len ? l->text[l->at + 1] : '\0';
	static const struct {
		char text[3];
		enum token_kind kind;
	} rows[] = { { "==", TOKEN_EQ }, { "!=", TOKEN_NE }, { "<=", TOKEN_LE }, { ">=", TOKEN_GE }, { "<", TOKEN_LT },
		{ ">", TOKEN_GT }, { "=", TOKEN_ASSIGN }, { "{", TOKEN_OPEN }, { "}", TOKEN_CLOSE }, { ";", TOKEN_SEMICOLON },
		{ ",", TOKEN_COMMA }, { ":", TOKEN_COLON }, { "(", TOKEN_LPAREN }, { ")", TOKEN_RPAREN },
		{ "[", TOKEN_LBRACKET }, { "]", TOKEN_RBRACKET }, { "+", TOKEN_PLUS }, { "-", TOKEN_MINUS },
		{ "*", TOKEN_STAR }, { "/", TOKEN_SLASH }, { "%", TOKEN_PERCENT }, { ".", TOKEN_DOT } };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (rows[i].text[0] == c && (rows[i].text[1] == '\0' || rows[i].text[1] == next)) {
			*len = rows[i].text[1] == '\0' ? 1 : 2;
			return rows[i].kind;
		}
	}
	*len = 1;
	return TOKEN_BAD;
}

static void
lex_one(struct lexer *l)
{
	char c = l->text[l->at];
	uint32_t end = l->at + 1;

	if (is_letter((unsigned char)c)) {
		end = word_end(l, l->at);
		push(l, TOKEN_WORD, l->at, end);
	} else if (c == '"') {
		if (l->at + 2 < l->len && l->text[l->at + 1] == '"' && l->text[l->at + 2] == '"')
			lex_text(l);
		else
			lex_string(l);
		return;
	} else if (c == '\n') {
		push(l, TOKEN_NEWLINE, l->at, end);
	} else if (c == '#') {
		const char *newline = memchr(l->text + l->at, '\n', l->len - l->at);
		end = newline != NULL ? (uint32_t)(newline - l->text) : l->len;
		push(l, TOKEN_COMMENT, l->at, end);
	} else {
		uint32_t len = 1;
		enum token_kind kind = operator_at(l, &len);
		end = l->at + len;
		push(l, kind, l->at, end);
	}
	l->at = end;
}

/* Tells of bytes that are no UTF-8 and of characters that sources may not have; runs are told once. */
static void
check_bytes(struct lexer *l, struct str text)
{
	static const enum diag_code codes[] = { [UTF8_INVALID] = DIAG_BAD_UTF8, [UTF8_NUL] = DIAG_BAD_CHARACTER,
		[UTF8_CONTROL] = DIAG_BAD_CHARACTER, [UTF8_BIDI] = DIAG_BIDI_CONTROL };
	static const char *const words[] = { [UTF8_INVALID] = "these bytes are no UTF-8", [UTF8_NUL] = "a NUL byte",
		[UTF8_CONTROL] = "a control character", [UTF8_BIDI] = "a bidirectional control character" };
	size_t at = 0;
	size_t end = 0;
	enum utf8_fault last = UTF8_OK;
	struct diag *run = NULL;

	for (uint32_t told = 0; told < MAX_FAULTS;) {
		enum utf8_fault fault = utf8_check(text, &at);
		uint32_t cp = 0;
		if (fault == UTF8_OK)
			return;
		size_t n = fault == UTF8_INVALID ? 1 : utf8_decode(text.ptr + at, text.len - at, &cp);
		n = n > 0 ? n : 1;
		if (run != NULL && at == end && fault == last) {
			run->span.end += (uint32_t)n;
		} else {
			run = diag_add(l->sink, codes[fault], span_of(l, (uint32_t)at, (uint32_t)(at + n)), "%s",
				words[fault]);
			told++;
		}
		last = fault;
		at += n;
		end = at;
	}
}

void
lex(struct arena *a, struct tree *tree, const struct source *source, struct sink *sink)
{
	struct lexer l = { .arena = a, .sink = sink, .text = source->text.ptr, .len = (uint32_t)source->text.len,
		.source = source->id };

	check_bytes(&l, source->text);
	if (str_starts(source->text, "\xef\xbb\xbf"))
		l.at = 3;
	while (l.at < l.len) {
		char c = l.text[l.at];
		if (c == ' ' || c == '\t' || c == '\r')
			l.at++;
		else
			lex_one(&l);
	}
	push(&l, TOKEN_END, l.len, l.len);
	tree->tokens = l.tokens.ptr;
	tree->token_count = l.tokens.len;
}
