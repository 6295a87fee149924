/* Reading a tree: tokens and items as text and as places. */
#include "syntax/tree.h"

static const char *const titles[] = {
#define T(NAME, title) title,
#include "syntax/token.def"
#undef T
};

const char *
token_title(enum token_kind kind)
{
	return titles[kind];
}

struct span
tree_span(const struct tree *t, uint32_t start, uint32_t end)
{
	return t->map != NULL ? text_map_span(t->map, start, end)
			      : (struct span){t->source, start, end};
}

struct span
tree_token_span(const struct tree *t, uint32_t token)
{
	const struct token *k = &t->tokens[token];

	return tree_span(t, k->start, k->start + k->len);
}

struct str
tree_token_text(const struct tree *t, uint32_t token)
{
	const struct token *k = &t->tokens[token];

	return (struct str){t->text.ptr + k->start, k->len};
}

struct span
tree_item_span(const struct tree *t, const struct item *item)
{
	uint32_t last = item->args_end > item->word ? item->args_end - 1 : item->word;

	return span_join(tree_token_span(t, item->word), tree_token_span(t, last));
}

struct span
tree_item_extent(const struct tree *t, const struct item *item)
{
	struct span span = tree_item_span(t, item);

	/* A block without its `}` reaches as far as the last item in it. */
	while (item->close == ITEM_NONE && item->child != ITEM_NONE) {
		uint32_t last = item->child;

		while (t->items[last].next != ITEM_NONE)
			last = t->items[last].next;
		item = &t->items[last];
		span = span_join(span, tree_item_span(t, item));
	}
	if (item->close != ITEM_NONE)
		return span_join(span, tree_token_span(t, item->close));
	return item->open != ITEM_NONE ? span_join(span, tree_token_span(t, item->open)) : span;
}

uint32_t
tree_skip(const struct tree *t, uint32_t token, uint32_t end)
{
	while (token < end &&
		(t->tokens[token].kind == TOKEN_NEWLINE || t->tokens[token].kind == TOKEN_COMMENT))
		token++;
	return token;
}
