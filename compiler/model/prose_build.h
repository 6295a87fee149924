/* For the prose_*.c files only: a prose tree under construction. Offsets count in the text that is parsed. */
#ifndef MODEL_PROSE_BUILD_H
#define MODEL_PROSE_BUILD_H

#include <md4c.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "model/prose.h"

/* Deepest node; md4c itself knows no bound. */
#define PROSE_DEPTH 40
#define PROSE_COLUMNS 64
#define PROSE_TARGET 4096

/* `[[…]]` or `{{…}}`. While md4c reads, its bytes are hidden, so that nothing in it is taken for Markdown. */
struct prose_region {
	uint32_t start;
	uint32_t end;
	bool insert;
};

/* Text that is one node in the end: pieces in the order they came. */
struct prose_run {
	struct buf bytes;
	VEC(struct text_piece) pieces; /* `offset` in the parsed text */
	uint32_t start, end; /* in the parsed text */
};

struct prose_builder {
	struct arena *arena;
	struct sink *sink;
	const struct text_map *map; /* or NULL */
	struct str text;
	const char *input; /* what md4c reads: the text, or a copy of it with the regions hidden */
	struct prose *prose;
	VEC(struct prose_region) regions;
	uint32_t region; /* the next one */

	struct prose_node *at; /* where the next node goes */
	uint32_t depth; /* of `at` */
	struct prose_node *implicit; /* paragraph opened for bare text */
	uint32_t skipped; /* blocks that are open in md4c but too deep for the tree */
	uint32_t skipped_spans; /* the same of spans */
	bool too_deep;

	uint8_t levels[6]; /* as written, of the open sections */
	uint32_t sections;
	struct {
		struct prose_node *at, *last, *before;
		uint8_t levels[6];
		uint32_t sections, depth;
		bool strong;
	} heading; /* how things stood before the open heading; `strong` for one that makes no section */

	bool header; /* in the head of a table */
	uint32_t columns; /* of the open row, so far */
	uint32_t cells; /* the last ones of them, which have no node yet */
	char aligns[PROSE_COLUMNS];
	bool in_cell;

	bool in_code; /* a block or a span */
	bool in_html; /* a block */
	bool html_told;
	uint32_t images; /* spans within an image, itself included */
	struct prose_node *image; /* the open image, NULL when its target is refused */
	bool in_link;
	struct prose_node *link; /* the open link, likewise */
	struct prose_target {
		struct span span; /* its place, if known */
		const char *problem; /* or NULL */
		uint32_t words; /* where the words of the link begin */
	} link_target, image_target;

	struct prose_run run; /* bare text, code or an image's words */
	uint32_t last; /* end of the last text */
	uint32_t told;
	size_t attributes; /* bytes of link targets md4c handed over */
	const char *limit; /* why parsing was given up, or NULL */
	struct buf plain;
	VEC(struct text_piece) plain_pieces; /* `offset` in the parsed text */
	VEC(struct prose_node *) refs, inserts, links;
};

/* The place of text[start..end) in the source. */
struct span prose_span(const struct prose_builder *b, uint32_t start, uint32_t end);
/* Reports a mistake, at most so many in one prose; help may be NULL. */
void prose_complain(struct prose_builder *b, enum diag_code code, struct span span,
	const char *help, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* prose_tree.c: opening and closing nodes. */
struct prose_node *prose_open(struct prose_builder *b, enum prose_kind kind);
void prose_close(struct prose_builder *b);
/* A node without children, in a paragraph of its own where only blocks may stand. */
struct prose_node *prose_leaf(
	struct prose_builder *b, enum prose_kind kind, uint32_t start, uint32_t end);
/* Makes ready for inline content: opens a paragraph or the waiting cells where needed. */
void prose_inline(struct prose_builder *b);
/* Ends the open spans and run, and the paragraph that was opened for bare text. */
void prose_end_text(struct prose_builder *b);
bool prose_is_container(enum prose_kind kind);
/* Reports once that the text nests too deep. */
void prose_tell_depth(struct prose_builder *b);

/* prose_block.c and prose_span.c: what md4c calls. */
int prose_enter_block(MD_BLOCKTYPE type, void *detail, void *builder);
int prose_leave_block(MD_BLOCKTYPE type, void *detail, void *builder);
int prose_enter_span(MD_SPANTYPE type, void *detail, void *builder);
int prose_leave_span(MD_SPANTYPE type, void *detail, void *builder);
/* Closes what md4c left open at the end of a block. */
void prose_end_spans(struct prose_builder *b);

/* prose_text.c */
int prose_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *builder);
/* The open run becomes a text node, if there is anything in it. */
void prose_flush(struct prose_builder *b);
/* The open run's text, with what XML may not hold replaced; the run is empty then. */
struct str prose_take(struct prose_builder *b, struct span *span);
/* md4c's attribute as text: entities decoded, and its place when that is in the text. */
struct str prose_attribute(
	struct prose_builder *b, const MD_ATTRIBUTE *attribute, struct span *span);
/* Ends a word or block in the plain text. */
void prose_plain_break(struct prose_builder *b);
void prose_plain_add(struct prose_builder *b, struct str s, uint32_t offset);
/* The same with the run, before it is taken: its bytes with their places. */
void prose_plain_run(struct prose_builder *b);

/* prose_region.c */
void prose_find_regions(struct prose_builder *b);
void prose_region_node(struct prose_builder *b, const struct prose_region *region);

/* prose_link.c: what is wrong with a link's target, as the end of "the link …", or NULL. */
const char *prose_target_problem(struct str target, bool image);

/* prose_entity.c: the character of "&amp;" or "&#38;", 0 when there is none. */
uint32_t prose_entity(struct str s);

#endif
