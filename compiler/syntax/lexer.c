/* The bytes of a file → its tokens, in one pass over a table of what each byte is. Blanks become the gaps between
 * tokens; comments and ends of lines are tokens, so nothing is lost. Says nothing about mistakes, only marks the
 * tokens that hold one:
 *
 *   WORD   = letters, digits, `_`, and `-`, `.`, `:` between two of them
 *   STRING = `"` … `"` on one line        TEXT = `"""` … `"""`
 */
#include "syntax/lexer_state.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "syntax/recover.h"

/* Short names for the rows of the table. */
enum {
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
const uint8_t lexer_bytes[256] = {
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

void
lexer_push(struct lexer *l, enum token_kind kind, const char *start, const char *end)
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

const struct token *
lexer_tokens(const struct lexer *l, size_t *count)
{
	*count = l->tokens->len / sizeof(struct token);
	return (const struct token *)(const void *)l->tokens->ptr;
}

void
lexer_drop(struct lexer *l, size_t count)
{
	size_t all;
	const struct token *tokens = lexer_tokens(l, &all);

	for (; all > count; all--) {
		if (tokens[all - 1].kind == TOKEN_OPEN && l->depth > 0)
			l->depth--;
		else if (tokens[all - 1].kind == TOKEN_CLOSE)
			l->depth++;
	}
	l->tokens->len = count * sizeof(*tokens);
	while (l->faults->len > 0) {
		uint32_t last;

		memcpy(&last, l->faults->ptr + l->faults->len - sizeof(last), sizeof(last));
		if (last < count)
			break;
		l->faults->len -= sizeof(last);
	}
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
	lexer_push(l, TOKEN_BAD, start, p);
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
	lexer_push(l, kind, start, start + 1);
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
	lexer_push(l, kind, start, start + 2);
	return start + 2;
}

static const char *
lex_word(struct lexer *l, const char *start)
{
	const char *end = word_end(l, start);

	lexer_push(l, TOKEN_WORD, start, end);
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
		lexer_push(l, TOKEN_NEWLINE, p, p + 2);
		return p + 2;
	case CLASS_NEWLINE:
		lexer_push(l, TOKEN_NEWLINE, p, p + 1);
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
	struct lexer l = {.text = text.ptr,
		.end = text.ptr + text.len,
		.text_end = text.ptr,
		.careful = careful};
	const char *p = str_starts(text, "\xef\xbb\xbf") ? text.ptr + 3 : text.ptr;

	l.tokens = owned_buf(a);
	l.faults = owned_buf(a);
	while (p < l.end)
		p = lex_one(&l, p);
	lexer_push(&l, TOKEN_END, l.end, l.end);
	return (struct lexed){
		.tokens = (struct token *)(void *)l.tokens->ptr,
		.count = (uint32_t)(l.tokens->len / sizeof(struct token)),
		.faults = (const uint32_t *)(void *)l.faults->ptr,
		.fault_count = (uint32_t)(l.faults->len / sizeof(uint32_t)),
		.doubtful_text = l.doubtful_text,
		.unbalanced = l.unbalanced || l.depth > 0,
	};
}
