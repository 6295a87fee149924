/* Where a token that was not closed probably ends, so that one mistake costs one message. For the lexer only. */
#ifndef SYNTAX_RECOVER_H
#define SYNTAX_RECOVER_H

/* The end of a string that begins at `start` and is not closed up to `line`, the end of its line: in one of the next
 * lines where it seems to be closed there, or before the braces that seem to stand behind it. */
const char *recover_string_end(const char *start, const char *line, const char *end);

/* The end of a string that was closed, at `end`, by what looks like the opening quote of the next one: before the block
 * or the field that seems to begin in it. NULL when its end looks like one. */
const char *recover_string_cut(const char *start, const char *end);

/* The end of a text in triple quotes that seems to lack its closing ones: the end of the line before one that
 * cannot belong to it. NULL when it is closed before, or when no such line follows. */
const char *recover_text_end(const char *file, const char *start, const char *end);

/* Where a text began that closing quotes end but none open: at the end of the line above it that stands further
 * left, not before `floor`; at the quotes themselves when that cannot be told. */
const char *recover_text_start(const char *floor, const char *quotes);

/* Behind a string in single or typographic quotes that begins at `start` and ends on its line, or NULL. */
const char *recover_quoted(const char *start, const char *end);

#endif
