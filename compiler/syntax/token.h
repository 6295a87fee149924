/* Tokens: what the lexer makes of a file. Comments and newlines are tokens, blanks are the gaps between them. */
#ifndef SYNTAX_TOKEN_H
#define SYNTAX_TOKEN_H

#include <stdint.h>

#include "base/source.h"

enum token_kind {
#define T(NAME, title) TOKEN_##NAME,
#include "syntax/token.def"
#undef T
	TOKEN_KINDS
};

/* Twelve bytes would do for a span, but a file has one source: start and length are enough. */
struct token {
	uint32_t start;
	uint32_t len : 27; /* longer tokens are an error and are cut */
	uint32_t kind : 5;
};

/* How a message names the kind: "a word", "`{`". */
const char *token_title(enum token_kind kind);

#endif
