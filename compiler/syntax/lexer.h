/* Bytes → tokens. For the files of this folder only. */
#ifndef SYNTAX_LEXER_H
#define SYNTAX_LEXER_H

#include "syntax/tree.h"

/* Fills tree->tokens; the last one is TOKEN_END. Faults of the bytes go to the sink. */
void lex(struct arena *a, struct tree *tree, const struct source *source, struct sink *sink);

/* Reports the escapes of a STRING token that do not exist. */
void string_check(const struct tree *tree, uint32_t token, struct sink *sink);

#endif
