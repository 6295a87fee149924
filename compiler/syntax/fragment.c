/* A text that is part of a source → its tokens, with places in that source. */
#include "base/arena.h"
#include "base/diag.h"
#include "syntax/trouble.h"

struct tree *
tree_fragment(struct arena *a, struct str text, const struct text_map *map, struct sink *sink)
{
	struct tree *tree = arena_alloc(a, sizeof(*tree));
	/* The lexer wants a NUL behind its text, which may be a part of a longer one. */
	struct str copy = {arena_strndup(a, text.ptr, text.len), text.len};
	struct lexed lexed = lexer_run(a, copy, false);
	struct sink *own = sink_new(a);
	struct trouble trouble = {.arena = a, .sink = own, .tree = tree};
	struct sources *none = sources_new(a);
	uint32_t count;

	*tree = (struct tree){
		.source = map->source,
		.text = copy,
		.tokens = lexed.tokens,
		.token_count = lexed.count,
		.first = ITEM_NONE,
	};
	complain(&trouble, &lexed);
	/* What was said tells places in the text; fixes of it are no fixes of the source. */
	struct diag **list = sink_sorted(own, none, &count);
	for (uint32_t i = 0; i < count; i++) {
		list[i]->span = text_map_span(map, list[i]->span.start, list[i]->span.end);
		list[i]->fix_text = NULL;
	}
	tree->map = map;
	tree->broken = count > 0;
	sink_join(sink, own);
	return tree;
}
