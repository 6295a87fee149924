/* Bytes → tokens. For the files of this folder only. */
#ifndef SYNTAX_LEXER_H
#define SYNTAX_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "syntax/token.h"

struct arena;

#define TOKEN_LEN_MAX ((1u << 27) - 1)

struct lexed {
	struct token *tokens; /* the last one is TOKEN_END */
	uint32_t count;
	const uint32_t *faults; /* tokens with something wrong in them, ascending; for complain.c */
	uint32_t fault_count;
	bool doubtful_text; /* a text is not closed, or begins where none can */
	bool unbalanced; /* `{` and `}` do not pair */
};

/* The tokens of a text, which a NUL must follow. Never fails: what is wrong is a token in `faults`. `careful` ends
 * a text in triple quotes where it seems to lack its closing ones; for files with a doubtful text. */
struct lexed lexer_run(struct arena *a, struct str text, bool careful);

/* What a byte or character is, outside of the grammar: bytes it takes (at least 1), and whether a source may hold it. */
enum char_state {
	CHAR_FINE,
	CHAR_INVALID, /* not UTF-8 */
	CHAR_NUL,
	CHAR_CONTROL, /* also a carriage return without a newline, and U+FFFE, U+FFFF */
	CHAR_BIDI,
};
enum char_state char_look(const char *s, size_t len, size_t *size);

/* Bytes of the letter beyond ASCII that s begins with, or 0. */
size_t letter_len(const char *s, size_t len);

/* The escape that s begins with, a backslash: its bytes and what it stands for; 0 when there is no such escape. */
size_t escape_read(const char *s, size_t len, uint32_t *cp);

/* The inside of a TEXT token, and the indentation that all its lines share. */
struct text_layout {
	uint32_t start; /* first byte of the text, from the first byte behind the opening quotes */
	uint32_t indent;
	uint32_t
		torn; /* offset of a line whose tabs and blanks contradict the lines above, or UINT32_MAX */
	uint32_t
		outdented; /* offset of a line so much further left than the first one that this would become code, or UINT32_MAX */
};
struct text_layout text_layout(struct str inside);

#endif
