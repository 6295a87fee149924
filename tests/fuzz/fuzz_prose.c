/* Any text as prose. Its characters were checked before it gets there, so other bytes are not tried. */
#include "fuzz.h"

#include "model/prose.h"

static bool
is_text(const struct source *source)
{
	size_t pos = 0;

	return utf8_check(source->text, &pos) == UTF8_OK;
}

static void
check_nodes(const struct fuzz *f, const struct prose_node *root)
{
	for (const struct prose_node *node = root; node != NULL;) {
		fuzz_span(f, node->span);
		for (const struct prose_node *child = node->child; child != NULL;
			child = child->next)
			fuzz_claim(child->parent == node &&
				   (child->next != NULL || child == node->last));
		if (node->child != NULL) {
			node = node->child;
			continue;
		}
		while (node != NULL && node->next == NULL)
			node = node->parent;
		if (node != NULL)
			node = node->next;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f = fuzz_open(data, size, "input.isms");

	if (is_text(f.source)) {
		struct text_piece piece = {0, 0};
		struct text_map map = {f.source->id, 1, &piece};
		struct prose *prose = prose_parse(f.arena, f.source->text, &map, f.sink);

		check_nodes(&f, prose->root);
		for (uint32_t i = 0; i < prose->ref_count; i++)
			fuzz_claim(prose->refs[i]->kind == PROSE_REF);
		for (uint32_t i = 0; i < prose->insert_count; i++)
			fuzz_claim(prose->inserts[i]->kind == PROSE_INSERT);
		if (prose->plain.len > 0) {
			fuzz_span(&f,
				text_map_span(&prose->plain_map, 0, (uint32_t)prose->plain.len));
			fuzz_span(
				&f, text_map_span(&prose->plain_map, (uint32_t)prose->plain.len / 2,
					    (uint32_t)prose->plain.len));
		}
	}
	fuzz_close(&f);
	return 0;
}
