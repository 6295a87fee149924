/* The nodes of a prose tree: opened, filled and closed so that what comes out can always be written as DocBook. Bare
 * text among blocks gets a paragraph, what may not be empty gets an empty one, cells are made when there is something
 * to put into them. */
#include "model/prose_build.h"

bool
prose_is_container(enum prose_kind kind)
{
	return kind == PROSE_ROOT || kind == PROSE_SECTION || kind == PROSE_ITEM ||
	       kind == PROSE_QUOTE;
}

static struct prose_node *
add_node(struct prose_builder *b, enum prose_kind kind)
{
	struct prose_node *node = arena_alloc(b->arena, sizeof(*node));

	node->kind = kind;
	node->parent = b->at;
	if (b->at->last != NULL)
		b->at->last->next = node;
	else
		b->at->child = node;
	b->at->last = node;
	return node;
}

struct prose_node *
prose_open(struct prose_builder *b, enum prose_kind kind)
{
	struct prose_node *node = add_node(b, kind);

	b->at = node;
	b->depth++;
	return node;
}

/* Sections, items and quotations hold at least one block that is more than a rule. */
static void
fill(struct prose_builder *b)
{
	for (const struct prose_node *n = b->at->child; n != NULL; n = n->next) {
		if (n->kind != PROSE_RULE && n->kind != PROSE_TITLE)
			return;
	}
	add_node(b, PROSE_PARAGRAPH)->span = b->at->span;
}

void
prose_close(struct prose_builder *b)
{
	struct prose_node *node = b->at;

	if (node->kind == PROSE_SECTION || node->kind == PROSE_ITEM || node->kind == PROSE_QUOTE)
		fill(b);
	if (node->kind == PROSE_PARAGRAPH || node->kind == PROSE_TITLE || node->kind == PROSE_CELL)
		prose_plain_break(b);
	/* The place of what holds others reaches from its first to its last. */
	for (const struct prose_node *n = node->child; n != NULL; n = n->next) {
		if (n == node->child || n->next == NULL)
			node->span = span_join(node->span, n->span);
	}
	b->at = node->parent;
	b->depth--;
}

static void
open_cells(struct prose_builder *b)
{
	while (b->cells > 0) {
		struct prose_node *cell = prose_open(b, PROSE_CELL);

		cell->align = b->aligns[b->columns - b->cells];
		cell->header = b->header;
		if (--b->cells > 0)
			prose_close(b);
	}
}

void
prose_inline(struct prose_builder *b)
{
	if (b->at->kind == PROSE_ROW && b->in_cell)
		open_cells(b);
	if (prose_is_container(b->at->kind))
		b->implicit = prose_open(b, PROSE_PARAGRAPH);
}

struct prose_node *
prose_leaf(struct prose_builder *b, enum prose_kind kind, uint32_t start, uint32_t end)
{
	struct prose_node *node;

	if (kind != PROSE_RULE && kind != PROSE_CODE_BLOCK)
		prose_inline(b);
	node = add_node(b, kind);
	node->span = prose_span(b, start, end);
	return node;
}

void
prose_end_text(struct prose_builder *b)
{
	prose_end_spans(b);
	if (b->implicit != NULL && b->at == b->implicit)
		prose_close(b);
	b->implicit = NULL;
}
