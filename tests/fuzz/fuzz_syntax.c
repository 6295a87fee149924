/* Any bytes as a source file: tokens, tree, strings, dump. */
#include "fuzz.h"

#include "syntax/tree.h"

/* The tokens ascend and lie in the text; each string's map leads back into it. */
static void
check_tokens(const struct fuzz *f, const struct tree *t)
{
	uint64_t end = 0;

	for (uint32_t i = 0; i < t->token_count; i++) {
		const struct token *token = &t->tokens[i];
		struct text_map map = {0};
		struct str text;

		fuzz_claim(token->start >= end);
		end = (uint64_t)token->start + token->len;
		fuzz_claim(end <= t->text.len);
		fuzz_span(f, tree_token_span(t, i));
		if (token->kind != TOKEN_STRING && token->kind != TOKEN_TEXT)
			continue;
		text = tree_string(f->arena, t, i, &map);
		fuzz_claim(text.len <= token->len);
		fuzz_span(f, text_map_span(&map, 0, (uint32_t)text.len));
		fuzz_span(f, text_map_span(&map, (uint32_t)text.len / 2, (uint32_t)text.len));
	}
}

/* Each item lies in its parent, and every one is met once on the way through the tree. */
static void
check_items(const struct fuzz *f, const struct tree *t)
{
	uint32_t met = 0;

	for (uint32_t i = t->first; i != ITEM_NONE;) {
		const struct item *item = &t->items[i];
		struct span extent = tree_item_extent(t, item);

		fuzz_claim(i < t->item_count && ++met <= t->item_count);
		fuzz_span(f, tree_item_span(t, item));
		fuzz_span(f, extent);
		fuzz_claim(item->args <= item->args_end && item->args_end <= t->token_count);
		if (item->parent != ITEM_NONE) {
			struct span outer = tree_item_extent(t, &t->items[item->parent]);

			fuzz_claim(outer.start <= extent.start && extent.end <= outer.end);
		}
		if (item->child != ITEM_NONE) {
			i = item->child;
			continue;
		}
		while (i != ITEM_NONE && t->items[i].next == ITEM_NONE)
			i = t->items[i].parent;
		if (i != ITEM_NONE)
			i = t->items[i].next;
	}
	fuzz_claim(met == t->item_count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f = fuzz_open(data, size, "input.isms");
	struct tree *t = tree_parse(f.arena, f.source, f.sink);
	struct buf out = {0};

	check_tokens(&f, t);
	check_items(&f, t);
	tree_dump(t, f.sources, &out);
	buf_free(&out);
	/* What is broken was reported. */
	if (t->broken)
		fuzz_claim(sink_has_error_in(f.sink, f.source->id));
	fuzz_close(&f);
	return 0;
}
