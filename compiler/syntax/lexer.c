/* The bytes of a file → its tokens, in one pass over a table of what each byte is. Blanks become the gaps between
 * tokens; comments and ends of lines are tokens, so nothing is lost. Says nothing about mistakes, only marks the
 * tokens that hold one:
 *
 *   WORD   = letters, digits, `_`, and `-`, `.`, `:` between two of them
 *   STRING = `"` … `"` on one line        TEXT = `"""` … `"""`
 */
#include "syntax/lexer.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/recover.h"

/* What a byte is: a class in the low bits, and in the others where it may stand without a second look. */
enum {
	IN_WORD = 0x10,
	IN_COMMENT = 0x20,
	IN_STRING = 0x40,
	IN_TEXT = 0x80,
	CLASS = 0x0f,
	CLASS_BAD = 0, /* a control character */
	CLASS_BLANK,
	CLASS_NEWLINE,
	CLASS_RETURN,
	CLASS_HASH,
	CLASS_QUOTE,
	CLASS_WORD,
	CLASS_SIGN, /* a token of one character, by `signs` */
	CLASS_COMPARE, /* the same, or of two with `=` behind it */
	CLASS_ODD, /* no token begins with it */
	CLASS_HIGH, /* part of a character beyond ASCII */

	ANYWHERE = IN_COMMENT | IN_STRING | IN_TEXT,
	Bad = CLASS_BAD,
	Bla = CLASS_BLANK | ANYWHERE,
	New = CLASS_NEWLINE | IN_TEXT,
	Ret = CLASS_RETURN,
	Has = CLASS_HASH | ANYWHERE,
	Quo = CLASS_QUOTE | IN_COMMENT,
	Wor = CLASS_WORD | IN_WORD | ANYWHERE,
	Sig = CLASS_SIGN | ANYWHERE,
	Com = CLASS_COMPARE | ANYWHERE,
	Odd = CLASS_ODD | ANYWHERE,
	Bsl = CLASS_ODD | IN_COMMENT | IN_TEXT,
	Hig = CLASS_HIGH,
};

/* clang-format off */
static const uint8_t bytes[256] = {
	Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bla, New, Bad, Bad, Ret, Bad, Bad,
	Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad, Bad,
	/*   !    "    #    $    %    &    '    (    )    *    +    ,    -    .    / */
	Bla, Com, Quo, Has, Odd, Sig, Odd, Odd, Sig, Sig, Sig, Sig, Sig, Sig, Sig, Sig,
	Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Sig, Sig, Com, Com, Com, Odd,
	Odd, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor,
	Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Sig, Bsl, Sig, Odd, Wor,
	Odd, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor,
	Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Wor, Sig, Odd, Sig, Odd, Bad,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
	Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig, Hig,
};
/* clang-format on */

static const uint8_t signs[128] = {
	['{'] = TOKEN_OPEN,
	['}'] = TOKEN_CLOSE,
	[';'] = TOKEN_SEMICOLON,
	[','] = TOKEN_COMMA,
	[':'] = TOKEN_COLON,
	['('] = TOKEN_LPAREN,
	[')'] = TOKEN_RPAREN,
	['['] = TOKEN_LBRACKET,
	[']'] = TOKEN_RBRACKET,
	['='] = TOKEN_ASSIGN,
	['!'] = TOKEN_BAD,
	['<'] = TOKEN_LT,
	['>'] = TOKEN_GT,
	['+'] = TOKEN_PLUS,
	['-'] = TOKEN_MINUS,
	['*'] = TOKEN_STAR,
	['/'] = TOKEN_SLASH,
	['%'] = TOKEN_PERCENT,
	['.'] = TOKEN_DOT,
};

struct lexer {
	const char *text;
	const char *end;
	struct buf *tokens; /* struct token */
	struct buf *faults; /* uint32_t */
	uint32_t depth;
	bool careful;
	bool fault; /* something is wrong in the token being read */
	bool doubtful_text;
	bool unbalanced;
};

static unsigned char
byte_at(const char *p)
{
	return (unsigned char)*p;
}

static bool
is_in(const char *p, int where)
{
	return (bytes[byte_at(p)] & where) != 0;
}

static int
class_at(const char *p)
{
	return bytes[byte_at(p)] & CLASS;
}

static void
push_one(struct lexer *l, enum token_kind kind, size_t start, size_t len)
{
	struct token token = {(uint32_t)start, (uint32_t)len & TOKEN_LEN_MAX, (uint32_t)kind & 31};
	struct buf *b = l->tokens;

	if (l->fault) {
		uint32_t index = (uint32_t)(b->len / sizeof(token));

		buf_add(l->faults, (const char *)&index, sizeof(index));
	}
	/* The usual case without a call: most of the lexer's time would go there. */
	if (b->cap - b->len > sizeof(token)) {
		memcpy(b->ptr + b->len, &token, sizeof(token));
		b->len += sizeof(token);
	} else {
		buf_add(b, (const char *)&token, sizeof(token));
	}
}

static void
push(struct lexer *l, enum token_kind kind, const char *start, const char *end)
{
	size_t at = (size_t)(start - l->text);
	size_t len = (size_t)(end - start);

	/* What is too long is cut; a comment may be, since nobody reads it. */
	while (len > TOKEN_LEN_MAX) {
		l->fault = l->fault || kind != TOKEN_COMMENT;
		push_one(l, kind, at, TOKEN_LEN_MAX);
		kind = kind == TOKEN_COMMENT ? kind : TOKEN_BAD;
		at += TOKEN_LEN_MAX;
		len -= TOKEN_LEN_MAX;
	}
	push_one(l, kind, at, len);
	l->fault = false;
}

enum char_state
char_look(const char *s, size_t len, size_t *size)
{
	uint32_t cp;
	size_t pos = 0;

	*size = utf8_decode(s, len, &cp);
	if (*size == 0) {
		*size = 1;
		return CHAR_INVALID;
	}
	if (cp == '\r')
		return len > 1 && s[1] == '\n' ? CHAR_FINE : CHAR_CONTROL;
	if (cp == 0xfffe || cp == 0xffff)
		return CHAR_CONTROL;
	switch (utf8_check((struct str){s, *size}, &pos)) {
	case UTF8_OK:
		return CHAR_FINE;
	case UTF8_INVALID:
		return CHAR_INVALID;
	case UTF8_NUL:
		return CHAR_NUL;
	case UTF8_CONTROL:
		return CHAR_CONTROL;
	case UTF8_BIDI:
		break;
	}
	return CHAR_BIDI;
}

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
is_word_char(const struct lexer *l, const char *p)
{
	return is_in(p, IN_WORD) || (byte_at(p) >= 0x80 && letter_len(p, (size_t)(l->end - p)) > 0);
}

/* Behind the word that begins at p. Signs at its end do not belong to it. */
static const char *
word_end(const struct lexer *l, const char *p)
{
	const char *end = p;

	for (;;) {
		size_t size;

		while (is_in(p, IN_WORD))
			end = ++p;
		if (byte_at(p) >= 0x80 && (size = letter_len(p, (size_t)(l->end - p))) > 0)
			end = p += size;
		else if (*p == '-' || *p == '.')
			p++;
		else if (*p == ':' && p[-1] != ':' &&
			 (p[1] == '-' || p[1] == '.' || is_word_char(l, p + 1)))
			p++;
		else
			return end;
	}
}

static bool
ends_line(const struct lexer *l, const char *p)
{
	return p == l->end || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

static const char *
lex_string(struct lexer *l, const char *start)
{
	const char *p = start + 1;

	for (;;) {
		while (is_in(p, IN_STRING))
			p++;
		if (*p == '"') {
			push(l, TOKEN_STRING, start, p + 1);
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
	l->fault = true;
	p = recover_string_end(start, p, l->end);
	push(l, TOKEN_STRING, start, p);
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

/* Whether a text would begin a line on which no item goes on: its quotes were probably meant to close one. */
static bool
is_astray(const struct lexer *l)
{
	const struct token *tokens = (const struct token *)(const void *)l->tokens->ptr;
	size_t i = l->tokens->len / sizeof(*tokens);
	bool newline = false;

	for (; i > 0; i--) {
		enum token_kind kind = (enum token_kind)tokens[i - 1].kind;

		if (kind != TOKEN_NEWLINE && kind != TOKEN_COMMENT)
			return newline && (kind < TOKEN_COMMA || kind == TOKEN_RPAREN ||
						  kind == TOKEN_RBRACKET);
		newline = newline || kind == TOKEN_NEWLINE;
	}
	return true;
}

static const char *
lex_text(struct lexer *l, const char *start)
{
	const char *close = l->careful ? recover_text_end(l->text, start, l->end) : NULL;
	struct str inside;

	l->doubtful_text = l->doubtful_text || is_astray(l);
	if (close == NULL)
		close = text_close(l, start + 3);
	else
		l->fault = true;
	if (close == NULL) {
		l->fault = true;
		l->doubtful_text = true;
		close = l->end;
	} else if (!l->fault) {
		inside = (struct str){start + 3, (size_t)(close - start) - 6};
		l->fault = text_layout(inside).torn != UINT32_MAX;
	}
	push(l, TOKEN_TEXT, start, close);
	return close;
}

static const char *
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
	push(l, TOKEN_COMMENT, start, p);
	return p;
}

/* A run of characters with which no token begins; a string in the wrong quotes is one such run. */
static const char *
lex_bad(struct lexer *l, const char *start)
{
	const char *p = recover_quoted(start, l->end);

	l->fault = true;
	if (p == NULL) {
		p = start + 1;
		while (p < l->end && (byte_at(p) & 0xc0) == 0x80)
			p++;
		while (p < l->end && recover_quoted(p, l->end) == NULL) {
			int class = class_at(p);
			bool bad = class == CLASS_BAD || class == CLASS_ODD ||
				   (class == CLASS_RETURN && p[1] != '\n') ||
				   (class == CLASS_HIGH && !is_word_char(l, p));

			if (!bad)
				break;
			p++;
		}
	}
	push(l, TOKEN_BAD, start, p);
	return p;
}

static const char *
lex_sign(struct lexer *l, const char *start)
{
	enum token_kind kind = (enum token_kind)signs[byte_at(start)];

	if (kind == TOKEN_OPEN) {
		l->depth++;
	} else if (kind == TOKEN_CLOSE) {
		l->unbalanced = l->unbalanced || l->depth == 0;
		l->depth -= l->depth > 0;
	}
	push(l, kind, start, start + 1);
	return start + 1;
}

static const char *
lex_compare(struct lexer *l, const char *start)
{
	enum token_kind kind;

	if (start[1] != '=')
		return *start == '!' ? lex_bad(l, start) : lex_sign(l, start);
	kind = *start == '='   ? TOKEN_EQ
	       : *start == '!' ? TOKEN_NE
	       : *start == '<' ? TOKEN_LE
			       : TOKEN_GE;
	push(l, kind, start, start + 2);
	return start + 2;
}

static const char *
lex_word(struct lexer *l, const char *start)
{
	const char *end = word_end(l, start);

	push(l, TOKEN_WORD, start, end);
	return end;
}

static const char *
lex_one(struct lexer *l, const char *p)
{
	switch (class_at(p)) {
	case CLASS_BLANK:
		return p + 1;
	case CLASS_WORD:
		return lex_word(l, p);
	case CLASS_RETURN:
		if (p[1] != '\n')
			return lex_bad(l, p);
		push(l, TOKEN_NEWLINE, p, p + 2);
		return p + 2;
	case CLASS_NEWLINE:
		push(l, TOKEN_NEWLINE, p, p + 1);
		return p + 1;
	case CLASS_HASH:
		return lex_comment(l, p);
	case CLASS_QUOTE:
		return p[1] == '"' && p[2] == '"' ? lex_text(l, p) : lex_string(l, p);
	case CLASS_SIGN:
		return lex_sign(l, p);
	case CLASS_COMPARE:
		return lex_compare(l, p);
	case CLASS_HIGH:
		return is_word_char(l, p) ? lex_word(l, p) : lex_bad(l, p);
	default:
		return lex_bad(l, p);
	}
}

static void
release(void *b)
{
	buf_free(b);
}

/* Tokens lie outside of the arena's blocks: their array grows without leaving copies behind. */
static struct buf *
owned_buf(struct arena *a)
{
	struct buf *b = arena_alloc(a, sizeof(*b));

	arena_own(a, b, release);
	return b;
}

struct lexed
lexer_run(struct arena *a, struct str text, bool careful)
{
	struct lexer l = {.text = text.ptr, .end = text.ptr + text.len, .careful = careful};
	const char *p = str_starts(text, "\xef\xbb\xbf") ? text.ptr + 3 : text.ptr;

	l.tokens = owned_buf(a);
	l.faults = owned_buf(a);
	while (p < l.end)
		p = lex_one(&l, p);
	push(&l, TOKEN_END, l.end, l.end);
	return (struct lexed){
		.tokens = (struct token *)(void *)l.tokens->ptr,
		.count = (uint32_t)(l.tokens->len / sizeof(struct token)),
		.faults = (const uint32_t *)(void *)l.faults->ptr,
		.fault_count = (uint32_t)(l.faults->len / sizeof(uint32_t)),
		.doubtful_text = l.doubtful_text,
		.unbalanced = l.unbalanced || l.depth > 0,
	};
}
