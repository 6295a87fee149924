/* md4c's blocks → nodes. Headings become nested sections without gaps in their levels; within items and quotations,
 * where DocBook has no sections, they become a strong paragraph. */
#include <string.h>

#include "model/prose_build.h"

/* Levels that a block takes at most before its text: a table, its row, its cell, and one span. */
#define BLOCK_ROOM 4

static void
open_heading(struct prose_builder *b, unsigned level)
{
	b->heading.strong = b->at->kind != PROSE_ROOT && b->at->kind != PROSE_SECTION;
	if (b->heading.strong) {
		prose_open(b, PROSE_PARAGRAPH);
		prose_open(b, PROSE_STRONG);
		return;
	}
	b->heading.at = b->at;
	b->heading.last = b->at->last;
	b->heading.depth = b->depth;
	b->heading.sections = b->sections;
	memcpy(b->heading.levels, b->levels, sizeof(b->levels));
	while (b->sections > 0 && b->levels[b->sections - 1] >= level) {
		b->sections--;
		prose_close(b);
	}
	b->heading.before = b->at->last;
	b->levels[b->sections++] = (uint8_t)level;
	prose_open(b, PROSE_SECTION)->level = (uint8_t)b->sections;
	prose_open(b, PROSE_TITLE);
}

static void
cut_behind(struct prose_node *parent, struct prose_node *last)
{
	parent->last = last;
	if (last != NULL)
		last->next = NULL;
	else
		parent->child = NULL;
}

/* A heading without words makes no section: all is as if it were not there. */
static void
close_heading(struct prose_builder *b)
{
	if (b->heading.strong) {
		if (b->at->child->child == NULL)
			cut_behind(b->at, NULL);
		prose_close(b);
		return;
	}
	if (b->at->child != NULL) {
		prose_close(b);
		return;
	}
	cut_behind(b->at->parent->parent, b->heading.before);
	cut_behind(b->heading.at, b->heading.last);
	b->at = b->heading.at;
	b->depth = b->heading.depth;
	b->sections = b->heading.sections;
	memcpy(b->levels, b->heading.levels, sizeof(b->levels));
}

static int
open_table(struct prose_builder *b, const MD_BLOCK_TABLE_DETAIL *detail)
{
	if (detail->col_count > PROSE_COLUMNS) {
		b->limit = "a table has more than 64 columns";
		return 1;
	}
	prose_open(b, PROSE_TABLE)->number = detail->col_count;
	return 0;
}

/* DocBook wants a body: a table of nothing but a head is one without a head. */
static void
close_table(struct prose_builder *b)
{
	bool body = false;

	for (const struct prose_node *row = b->at->child; row != NULL; row = row->next)
		body = body || !row->header;
	for (struct prose_node *row = b->at->child; !body && row != NULL; row = row->next) {
		row->header = false;
		for (struct prose_node *cell = row->child; cell != NULL; cell = cell->next)
			cell->header = false;
	}
	prose_close(b);
}

static void
open_cell(struct prose_builder *b, const MD_BLOCK_TD_DETAIL *detail)
{
	static const char aligns[] = {[MD_ALIGN_DEFAULT] = 0,
		[MD_ALIGN_LEFT] = 'l',
		[MD_ALIGN_CENTER] = 'c',
		[MD_ALIGN_RIGHT] = 'r'};

	if (b->columns == PROSE_COLUMNS)
		return;
	b->aligns[b->columns++] = aligns[detail->align];
	b->cells++;
	b->in_cell = true;
}

static void
close_cell(struct prose_builder *b)
{
	if (b->at->kind == PROSE_CELL)
		prose_close(b);
	b->in_cell = false;
}

/* Cells behind the last one with words in it need no nodes, but a row needs one cell. */
static void
close_row(struct prose_builder *b)
{
	if (b->at->child == NULL) {
		prose_open(b, PROSE_CELL)->header = b->header;
		prose_close(b);
	}
	b->cells = b->columns = 0;
	prose_close(b);
}

static void
close_code(struct prose_builder *b)
{
	struct prose_node *code = prose_leaf(b, PROSE_CODE_BLOCK, b->run.start, b->run.end);

	code->target = (struct str){"", 0};
	prose_plain_run(b);
	code->text = prose_take(b, &code->span);
	prose_plain_break(b);
	b->in_code = false;
}

/* Whether the block is too deep for the tree; then its text stays, without its form. */
static bool
is_skipped(struct prose_builder *b, MD_BLOCKTYPE type)
{
	bool part = type == MD_BLOCK_LI || type == MD_BLOCK_THEAD || type == MD_BLOCK_TBODY ||
		    type == MD_BLOCK_TR || type == MD_BLOCK_TH || type == MD_BLOCK_TD;

	if (b->skipped == 0 && (part || b->depth + BLOCK_ROOM <= PROSE_DEPTH))
		return false;
	prose_tell_depth(b);
	b->skipped++;
	return true;
}

int
prose_enter_block(MD_BLOCKTYPE type, void *detail, void *builder)
{
	struct prose_builder *b = builder;

	if (type == MD_BLOCK_DOC)
		return 0;
	prose_end_text(b);
	if (is_skipped(b, type))
		return 0;
	switch (type) {
	case MD_BLOCK_QUOTE:
		prose_open(b, PROSE_QUOTE);
		break;
	case MD_BLOCK_UL:
		prose_open(b, PROSE_BULLETS);
		break;
	case MD_BLOCK_OL:
		prose_open(b, PROSE_NUMBERS)->number = ((MD_BLOCK_OL_DETAIL *)detail)->start;
		break;
	case MD_BLOCK_LI:
		prose_open(b, PROSE_ITEM);
		break;
	case MD_BLOCK_HR:
		prose_leaf(b, PROSE_RULE, b->last, b->last);
		break;
	case MD_BLOCK_H:
		open_heading(b, ((MD_BLOCK_H_DETAIL *)detail)->level);
		break;
	case MD_BLOCK_CODE:
		b->in_code = true;
		break;
	case MD_BLOCK_HTML:
		b->in_html = true;
		b->html_told = false;
		prose_open(b, PROSE_PARAGRAPH);
		break;
	case MD_BLOCK_P:
		prose_open(b, PROSE_PARAGRAPH);
		break;
	case MD_BLOCK_TABLE:
		return open_table(b, detail);
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
		b->header = type == MD_BLOCK_THEAD;
		break;
	case MD_BLOCK_TR:
		prose_open(b, PROSE_ROW)->header = b->header;
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		open_cell(b, detail);
		break;
	default:
		break;
	}
	return 0;
}

/* The language of a code block: the first word behind its fence. */
static void
set_language(struct prose_builder *b, const MD_BLOCK_CODE_DETAIL *detail)
{
	struct span span;

	if (detail->lang.size > 0)
		b->at->last->target = prose_attribute(b, &detail->lang, &span);
}

int
prose_leave_block(MD_BLOCKTYPE type, void *detail, void *builder)
{
	struct prose_builder *b = builder;

	if (type == MD_BLOCK_DOC) {
		prose_end_text(b);
		return 0;
	}
	if (type != MD_BLOCK_CODE || b->skipped > 0)
		prose_end_text(b);
	if (b->skipped > 0) {
		b->skipped--;
		return 0;
	}
	switch (type) {
	case MD_BLOCK_H:
		close_heading(b);
		break;
	case MD_BLOCK_CODE:
		close_code(b);
		set_language(b, detail);
		break;
	case MD_BLOCK_TABLE:
		close_table(b);
		break;
	case MD_BLOCK_TR:
		close_row(b);
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		close_cell(b);
		break;
	case MD_BLOCK_HTML:
		b->in_html = false;
		prose_close(b);
		break;
	case MD_BLOCK_QUOTE:
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
	case MD_BLOCK_LI:
	case MD_BLOCK_P:
		prose_close(b);
		break;
	default:
		break;
	}
	return 0;
}
