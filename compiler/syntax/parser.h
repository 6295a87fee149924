/* The parser's state, shared with the guesses about braces. For parser.c and balance.c only. */
#ifndef SYNTAX_PARSER_H
#define SYNTAX_PARSER_H

#include "base/vec.h"
#include "syntax/trouble.h"

#define DEPTH_MAX 64

struct buf;

/* An open block; frames[0] is the file. */
struct frame {
	uint32_t item; /* or ITEM_NONE: the file, or a block whose items nobody keeps */
	uint32_t open; /* token `{` */
	uint32_t last; /* newest item in it, or ITEM_NONE */
	uint32_t indent; /* of the line that opens it; known in unbalanced files only */
	bool dropped;
};

struct parser {
	struct arena *arena;
	struct tree *tree;
	struct trouble trouble;
	struct buf *items; /* struct item */
	struct item dropped; /* stands for all items that nobody keeps */
	const uint32_t *faults;
	uint32_t fault_count;
	uint32_t at; /* token */
	uint32_t line; /* first token of its line */
	struct frame frames[DEPTH_MAX + 1];
	uint32_t depth;
	bool spoiled; /* a character without a meaning stands before the item */
	bool astray; /* the last thing read was no item, and that was said */
	uint32_t url_end; /* offset behind the last bare address of a page */
	bool lost; /* the end of a block was skipped: no complaint that it is missing */
	VEC(uint32_t) parens; /* open ones of the current item */
	uint32_t paren_at; /* the first one in it that is wrong, or ITEM_NONE */
	enum diag_code paren_code;
	VEC(uint32_t) unclosed; /* parentheses up to unclosed_end that nothing closes */
	uint32_t unclosed_end;
	uint32_t unclosed_at;
	/* Of balance.c: */
	bool guess; /* braces do not pair, but the file is indented */
	bool doubt; /* they do not pair in this declaration */
	bool surplus; /* there are too many `}` in it */
	uint32_t stray; /* the last `}` that was one too many, or ITEM_NONE */
	uint32_t steps; /* left to search for a missing `{` */
	uint32_t indent_line; /* the line whose indentation is `indent` */
	uint32_t indent;
};

static inline enum token_kind
kind_at(const struct parser *p, uint32_t token)
{
	return (enum token_kind)p->tree->tokens[token].kind;
}

/* The item of that number; a stand-in for ITEM_NONE. */
struct item *parser_item(struct parser *p, uint32_t index);
uint32_t parser_item_count(const struct parser *p);
/* Ends all blocks above `depth` that lack their `}`, as was noticed at the current token: one message. */
void parser_unclosed(struct parser *p, uint32_t depth);

/* Complaints about a token; what is related to one, which may be NULL. */
struct diag *parser_complain(
	struct parser *p, enum diag_code code, uint32_t token, const char *message);
void parser_relate(struct parser *p, struct diag *d, uint32_t token, const char *text);
/* Whether the lexer found something wrong in a token. Tokens are asked about in ascending order. */
bool parser_faulty(struct parser *p, uint32_t token);
/* Goes on behind the current token, a newline. */
void parser_newline(struct parser *p);

/* { arg }: reads the arguments of an item from the current token to the one that ends them. */
void args_read(struct parser *p, struct item *item);
/* Whether such a token ends the arguments whatever stands before it. */
bool args_stop_at(enum token_kind kind);

/* Prepares guesses in a file whose braces do not pair. */
void balance_start(struct parser *p);
/* Before an item that begins a line: ends the blocks that its indentation says are over. */
void balance_item(struct parser *p);
/* Before a `}`: true when it was dealt with, since a `{` is missing or the `}` is one too many. */
bool balance_close(struct parser *p);
/* A `}` that closes nothing, at the current token: told, and passed. Always true. */
bool balance_stray(struct parser *p);
/* Blanks before the first token of the line of the parser's place, tabs reaching to columns of eight. */
uint32_t balance_indent(struct parser *p);

#endif
