/* A tree → text: every item and comment on a line of its own, with its place and the kind of each token. */
#include "base/buf.h"
#include "base/source.h"
#include "syntax/tree.h"

static const char *const names[] = {
#define T(NAME, title) #NAME,
#include "syntax/token.def"
#undef T
};

static void
begin_line(const struct tree *t, struct sources *sources, struct buf *out, uint32_t token,
	uint32_t depth)
{
	struct place place = source_place(sources, t->source, t->tokens[token].start);

	if (out->len > 0 && out->ptr[out->len - 1] != '\n')
		buf_putc(out, '\n');
	buf_printf(out, "%u:%u ", (unsigned)place.line, (unsigned)place.column);
	for (uint32_t i = 0; i < depth; i++)
		buf_puts(out, "  ");
}

/* A token's bytes, on one line. */
static void
add_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c == '\n')
			buf_puts(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else
			buf_putc(out, (char)c);
	}
}

static uint32_t
depth_of(const struct tree *t, const struct item *item)
{
	uint32_t depth = 0;

	for (uint32_t up = item->parent; up != ITEM_NONE; up = t->items[up].parent)
		depth++;
	return depth;
}

void
tree_dump(const struct tree *t, struct sources *sources, struct buf *out)
{
	const struct item *item = NULL;
	uint32_t next = 0, depth = 0;

	for (uint32_t i = 0; i < t->token_count; i++) {
		enum token_kind kind = (enum token_kind)t->tokens[i].kind;
		struct str text = tree_token_text(t, i);

		if (next < t->item_count && t->items[next].word == i) {
			item = &t->items[next++];
			depth = depth_of(t, item);
			begin_line(t, sources, out, i, depth);
			add_text(out, text);
			depth += item->open != ITEM_NONE;
			if (item->broken)
				buf_puts(out, " (broken)");
		} else if (kind == TOKEN_COMMENT) {
			begin_line(t, sources, out, i, depth);
			add_text(out, text);
			buf_putc(out, '\n');
		} else if (kind > TOKEN_STRING ? kind < TOKEN_OPEN || kind > TOKEN_SEMICOLON
					       : kind >= TOKEN_WORD) {
			if (item == NULL || i >= item->args_end || i < item->args ||
				out->ptr[out->len - 1] == '\n')
				begin_line(t, sources, out, i, depth);
			buf_printf(out, " %s ", names[kind]);
			add_text(out, text);
		}
	}
	if (out->len > 0 && out->ptr[out->len - 1] != '\n')
		buf_putc(out, '\n');
}
