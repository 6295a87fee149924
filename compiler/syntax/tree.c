/* Reading a tree: tokens, spans, and the tree as text. */
#include "syntax/tree.h"

#include "base/buf.h"
#include "base/source.h"

struct span
tree_token_span(const struct tree *t, uint32_t token)
{
	const struct token *k = &t->tokens[token];

	return (struct span){ t->source, k->start, k->start + k->len };
}

struct str
tree_token_text(const struct tree *t, uint32_t token)
{
	return (struct str){ t->text.ptr + t->tokens[token].start, t->tokens[token].len };
}

struct span
tree_item_span(const struct tree *t, const struct item *item)
{
	return span_join(tree_token_span(t, item->word), tree_token_span(t, item->args_end - 1));
}

struct span
tree_item_extent(const struct tree *t, const struct item *item)
{
	struct span span = tree_item_span(t, item);

	if (item->close != ITEM_NONE)
		return span_join(span, tree_token_span(t, item->close));
	return item->open != ITEM_NONE ? span_join(span, tree_token_span(t, item->open)) : span;
}

uint32_t
tree_skip(const struct tree *t, uint32_t token, uint32_t end)
{
	while (token < end && (t->tokens[token].kind == TOKEN_NEWLINE || t->tokens[token].kind == TOKEN_COMMENT))
		token++;
	return token;
}

void
tree_dump(const struct tree *t, struct sources *sources, struct buf *out)
{
	uint32_t depth = 0;
	uint32_t at = t->first;

	while (at != ITEM_NONE) {
		const struct item *item = &t->items[at];
		struct place place = source_place(sources, t->source, t->tokens[item->word].start);
		buf_printf(out, "%u:%u:", (unsigned)place.line, (unsigned)place.column);
		for (uint32_t i = 0; i <= depth; i++)
			buf_putc(out, ' ');
		buf_str(out, tree_token_text(t, item->word));
		for (uint32_t k = tree_skip(t, item->args, item->args_end); k < item->args_end;
			k = tree_skip(t, k + 1, item->args_end)) {
			buf_putc(out, ' ');
			buf_str(out, tree_token_text(t, k));
		}
		buf_puts(out, item->broken ? " !\n" : "\n");
		if (item->child != ITEM_NONE) {
			at = item->child;
			depth++;
			continue;
		}
		while (t->items[at].next == ITEM_NONE && t->items[at].parent != ITEM_NONE) {
			at = t->items[at].parent;
			depth--;
		}
		at = t->items[at].next;
	}
}
