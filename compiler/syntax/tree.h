/* The lossless tree of one file: all its tokens, and the items that the grammar makes of them.
 *
 *   file  = { item } ;
 *   item  = WORD { arg } ( block | END ) ;
 *   block = "{" { item } "}" ;
 *   END   = newline | ";" | before "}" ;
 *
 * A newline ends no item behind `,`, behind an operator (but `%`, as in `40 %`) or a word such as `and`, nor inside
 * ( ) or [ ]. The last token is TOKEN_END.
 */
#ifndef SYNTAX_TREE_H
#define SYNTAX_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "syntax/token.h"

struct arena;
struct sink;
struct sources;

#define ITEM_NONE UINT32_MAX

/* One item. Its arguments are the tokens args..args_end without newlines and comments in between
 * (these may occur there: skip them with tree_skip). In a broken one, BAD tokens may be among
 * them. An item whose `{` was missing has in `open` the token before which it should stand. */
struct item {
	uint32_t word; /* token: the item's first word */
	uint32_t args; /* token: first argument */
	uint32_t args_end; /* token behind the last argument */
	uint32_t open; /* token `{`, or ITEM_NONE without a block */
	uint32_t close; /* token `}`, or ITEM_NONE */
	uint32_t parent; /* item, or ITEM_NONE at top level */
	uint32_t child; /* first item of the block, or ITEM_NONE */
	uint32_t next; /* next item of the same block, or ITEM_NONE */
	bool broken; /* a syntax error lies in the item: its reader stays silent about what is missing */
};

struct tree {
	uint32_t source;
	struct str text; /* the file's bytes */
	struct token *tokens;
	uint32_t token_count;
	struct item *items; /* in the order of the file */
	uint32_t item_count;
	uint32_t first; /* first top-level item, or ITEM_NONE */
	bool broken; /* a syntax error lies somewhere in the file */
	bool cut; /* what stands behind some place was not read, or the file seems to break off in the middle */
	const struct text_map *map; /* of a fragment: where its text came from; else NULL */
};

/* Parses a file whole; every error goes to the sink and parsing goes on behind it.
 * The tree lives in `a`; never NULL. Blocks deeper than 64 are an error and are skipped. */
struct tree *tree_parse(struct arena *a, const struct source *source, struct sink *sink);

/* The tokens of a text that is part of a source (an expression in a string, in prose, in a kind file), without items.
 * `map` gives places of the text in its source; both live as long as the tree. Never NULL. */
struct tree *tree_fragment(
	struct arena *a, struct str text, const struct text_map *map, struct sink *sink);

/* The place of text[start..end) of the tree. */
struct span tree_span(const struct tree *t, uint32_t start, uint32_t end);
struct span tree_token_span(const struct tree *t, uint32_t token);
struct str tree_token_text(const struct tree *t, uint32_t token);
/* From the item's word to its last argument, without the block. */
struct span tree_item_span(const struct tree *t, const struct item *item);
/* The whole item with its block. */
struct span tree_item_extent(const struct tree *t, const struct item *item);
/* The first token at or behind `token` and before `end` that is no newline and no comment; `end` when none. */
uint32_t tree_skip(const struct tree *t, uint32_t token, uint32_t end);

/* The bytes that a STRING or TEXT token stands for: escapes resolved, common indentation removed; *map (may be NULL)
 * tells where each part came from, in the tree's text. Errors in escapes were reported by tree_parse already. */
struct str tree_string(struct arena *a, const struct tree *t, uint32_t token, struct text_map *map);

/* The tokens and items as text, for tests and people. */
struct buf;
void tree_dump(const struct tree *t, struct sources *sources, struct buf *out);

#endif
