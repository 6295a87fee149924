/* Prose: CommonMark with GitHub tables (md4c) as a tree; references `[[…]]` and insertions `{{ … }}` are nodes of it. */
#ifndef MODEL_PROSE_H
#define MODEL_PROSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"

struct arena;
struct entity;
struct sink;
struct expression;

enum prose_kind {
	PROSE_ROOT,
	PROSE_SECTION, /* title: its first child, a PROSE_TITLE; level 1.. */
	PROSE_TITLE,
	PROSE_PARAGRAPH,
	PROSE_BULLETS,
	PROSE_NUMBERS, /* number: first */
	PROSE_ITEM, /* holds blocks only: bare text is wrapped into a paragraph */
	PROSE_QUOTE,
	PROSE_CODE_BLOCK, /* text: the code; info: the language */
	PROSE_RULE,
	PROSE_TABLE, /* number: columns */
	PROSE_ROW, /* header: in the head */
	PROSE_CELL, /* align: 'l' 'c' 'r' or 0 */
	PROSE_TEXT,
	PROSE_EMPHASIS,
	PROSE_STRONG,
	PROSE_STRIKE,
	PROSE_CODE,
	PROSE_LINK, /* target */
	PROSE_IMAGE, /* target; text: alternative */
	PROSE_BREAK,
	PROSE_REF, /* text: the label or empty; kind_word, id_word; entity after resolving */
	PROSE_INSERT, /* text: the expression's source; value: its rendering, after evaluation; number: its place in the plain words */
};

struct prose_node {
	enum prose_kind kind;
	struct span span;
	struct prose_node *child, *last, *next, *parent;
	struct str text;
	struct str target;
	const char *file; /* the file of the project that a relative target leads to, or NULL */
	struct str kind_word, id_word;
	struct entity *entity; /* PROSE_REF: what it names, NULL when unknown */
	struct expression *expression; /* PROSE_INSERT: set by rules/insert */
	struct str value;
	uint32_t number;
	uint8_t level;
	char align;
	bool header;
};

/* U+FFFC, the object replacement character. */
#define PROSE_GAP "\xef\xbf\xbc"

struct prose {
	struct prose_node *root;
	struct str
		plain; /* all words, blocks separated by newlines: for `words`, `matches`; PROSE_GAP for what is inserted, until prose_fill */
	struct text_map plain_map; /* where they came from; for patterns' spans */
	struct prose_node **refs; /* PROSE_REF nodes in order */
	uint32_t ref_count;
	struct prose_node **inserts;
	uint32_t insert_count;
	struct prose_node **links; /* PROSE_LINK and PROSE_IMAGE */
	uint32_t link_count;
};

/* Parses prose; `map` gives places of `text` in its source. Raw HTML, dangerous link targets (anything but http, https, mailto, tel
 * and relative paths), images from outside and nesting deeper than 40 are errors. Never NULL; linear time. */
struct prose *prose_parse(
	struct arena *a, struct str text, const struct text_map *map, struct sink *sink);
/* Puts the values of the insertions that have one into the plain words, once. The place of each is that of its insertion. */
void prose_fill(struct arena *a, struct prose *prose);

#endif
