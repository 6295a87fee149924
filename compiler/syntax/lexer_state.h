/* The lexer's state and its table of bytes. For lexer.c and quoted.c only. */
#ifndef SYNTAX_LEXER_STATE_H
#define SYNTAX_LEXER_STATE_H

#include "syntax/lexer.h"

struct buf;

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
};

extern const uint8_t lexer_bytes[256];

struct lexer {
	const char *text;
	const char *end;
	struct buf *tokens; /* struct token */
	struct buf *faults; /* uint32_t */
	const char *text_end; /* behind the last text, or what was taken for one */
	const char *line_mended; /* the end of a line that was read anew */
	uint32_t depth;
	bool careful;
	bool fault; /* something is wrong in the token being read */
	bool doubtful_text;
	bool unbalanced;
};

static inline unsigned char
byte_at(const char *p)
{
	return (unsigned char)*p;
}

static inline bool
is_in(const char *p, int where)
{
	return (lexer_bytes[byte_at(p)] & where) != 0;
}

static inline int
class_at(const char *p)
{
	return lexer_bytes[byte_at(p)] & CLASS;
}

static inline bool
is_word_char(const struct lexer *l, const char *p)
{
	return is_in(p, IN_WORD) || (byte_at(p) >= 0x80 && letter_len(p, (size_t)(l->end - p)) > 0);
}

/* Adds a token; what was found wrong in it counts for it alone. */
void lexer_push(struct lexer *l, enum token_kind kind, const char *start, const char *end);

/* Takes back all tokens from that index on. */
void lexer_drop(struct lexer *l, size_t count);
const struct token *lexer_tokens(const struct lexer *l, size_t *count);

/* Read one token from `start` on and return the place behind it. */
const char *lex_string(struct lexer *l, const char *start);
const char *lex_text(struct lexer *l, const char *start);
const char *lex_comment(struct lexer *l, const char *start);

#endif
