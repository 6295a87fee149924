/* Pass 2: the items inside a declaration become the slots of its entity, checked against the kind. Blocks become entities that are bound in
 * their turn, so that no depth of nesting needs recursion. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "model/build.h"

struct value *
slot_add(struct builder *b, struct entity *e, const struct field *f, struct span span)
{
	struct slot *slot = &e->slots[f->index];

	/* Grows by doubling: at 0, 1, 2, 4, 8 … values. */
	if ((slot->count & (slot->count - 1)) == 0)
		slot->values = arena_grow(b->arena, slot->values, slot->count, slot->count > 0 ? (size_t)slot->count * 2 : 1,
			sizeof *slot->values);
	if (slot->count == 0)
		slot->span = span;
	struct value *v = &slot->values[slot->count++];
	*v = (struct value){ .type = f->type, .span = span };
	return v;
}

static void
unknown_field(struct builder *b, const struct entity *e, const struct item *item)
{
	struct span span = tree_token_span(e->tree, item->word);
	struct str word = tree_token_text(e->tree, item->word);
	struct suggest s = suggest_start(word);

	for (uint32_t i = 0; i < e->kind->field_count; i++) {
		const struct field *f = e->kind->fields[i];
		bool own = (f->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) == 0 && f->computed == NULL;
		if (own)
			suggest_offer(&s, name_str(f->name));
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_FIELD, span, "%s has no field `%.*s`", e->kind->name->text,
		(int)word.len, word.ptr);
	struct str best = suggest_best(&s);
	if (best.len == 0)
		return;
	const struct name *name = names_find(b->input->language->names, best);
	*VEC_PUSH(b->arena, &b->meant) = kind_field(b->input->language, e->kind, name);
	diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	if (suggest_certain(&s))
		diag_fix(b->sink, d, span, arena_strndup(b->arena, best.ptr, best.len));
}

/* The field that an item sets; NULL after a message. */
static const struct field *
field_of(struct builder *b, struct entity *e, const struct item *item)
{
	const struct name *name = names_find(b->input->language->names, tree_token_text(e->tree, item->word));
	const struct field *f = name != NULL ? kind_field(b->input->language, e->kind, name) : NULL;

	if (f == NULL) {
		unknown_field(b, e, item);
		return NULL;
	}
	if ((f->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) != 0 || f->computed != NULL) {
		diag_add(b->sink, DIAG_READ_ONLY_FIELD, tree_token_span(e->tree, item->word),
			"`%s` is computed and cannot be set", f->name->text);
		return NULL;
	}
	const struct slot *slot = &e->slots[f->index];
	if (slot->count > 0 && (f->flags & FIELD_MANY) == 0) {
		struct diag *d = diag_add(b->sink, DIAG_DUPLICATE_FIELD, tree_token_span(e->tree, item->word),
			"`%s` is set twice", f->name->text);
		diag_relate(b->sink, d, slot->span, "first set here");
		return NULL;
	}
	return f;
}

/* Words behind a block's name fill its head field, a string its title. */
static void
bind_head(struct builder *b, struct entity *block, const struct field *f, const struct item *item)
{
	uint32_t at = tree_skip(block->tree, item->args, item->args_end);
	const struct field *head = f->block->head;

	if (head != NULL && at < item->args_end && block->tree->tokens[at].kind == TOKEN_WORD) {
		block->span = tree_token_span(block->tree, at);
		block->id = names_get(b->input->language->names, tree_token_text(block->tree, at));
		bind_value(b, block, head, &at, item->args_end);
	}
	if (f->block->titled != KIND_TITLE_NONE && at < item->args_end && block->tree->tokens[at].kind == TOKEN_STRING) {
		block->title = tree_string(b->arena, block->tree, at, NULL);
		at = tree_skip(block->tree, at + 1, item->args_end);
	} else if (f->block->titled == KIND_TITLE_REQUIRED && !item->broken) {
		diag_add(b->sink, DIAG_MISSING_TITLE, block->span, "`%s` needs a title in quotes", f->name->text);
	}
	if (at < item->args_end && !item->broken)
		diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(block->tree, at), "%s is not expected here",
			token_title((enum token_kind)block->tree->tokens[at].kind));
}

static void
bind_block(struct builder *b, struct entity *e, const struct field *f, uint32_t index)
{
	const struct item *item = &e->tree->items[index];
	struct span span = tree_token_span(e->tree, item->word);
	struct entity *block = build_entity(b, f->block);

	block->tree = e->tree;
	block->item = index;
	block->parent = e;
	block->span = span;
	block->declared = true;
	block->broken = item->broken;
	block->number = e->slots[f->index].count;
	slot_add(b, e, f, span)->entity = block;
	bind_head(b, block, f, item);
	if (item->open == ITEM_NONE && item->args == item->args_end && !item->broken) {
		struct diag *d = diag_add(b->sink, DIAG_MISSING_VALUE, span, "`%s` needs a block", f->name->text);
		diag_help(b->sink, d, "write `%s { … }`", f->name->text);
	}
}

static void
bind_expression(struct builder *b, struct entity *e, const struct field *f, const struct item *item)
{
	struct expression *x = arena_alloc(b->arena, sizeof *x);

	x->tree = e->tree;
	x->first = tree_skip(e->tree, item->args, item->args_end);
	x->end = item->args_end;
	struct span span = span_join(tree_token_span(e->tree, x->first), tree_token_span(e->tree, x->end - 1));
	slot_add(b, e, f, span)->expression = x;
}

/* field value { "," value }, or field value value … where the field is a list. */
static void
bind_values(struct builder *b, struct entity *e, const struct field *f, const struct item *item)
{
	uint32_t end = item->args_end;
	uint32_t at = tree_skip(e->tree, item->args, end);
	uint32_t count = 0;

	while (at < end) {
		bind_value(b, e, f, &at, end);
		at = tree_skip(e->tree, at, end);
		count++;
		if (at == end)
			return;
		bool comma = e->tree->tokens[at].kind == TOKEN_COMMA;
		if (comma && (f->flags & FIELD_MANY) != 0) {
			at = tree_skip(e->tree, at + 1, end);
			continue;
		}
		struct diag *d = diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(e->tree, at),
			comma ? "`%s` holds one value" : "`%s` ends before this", f->name->text);
		if (!comma && (f->flags & FIELD_MANY) != 0)
			diag_help(b->sink, d, "values are separated by commas");
		return;
	}
}

static void
bind_item(struct builder *b, struct entity *e, uint32_t index)
{
	const struct item *item = &e->tree->items[index];
	const struct field *f = field_of(b, e, item);

	if (f == NULL)
		return;
	if (f->type == TYPE_BLOCK) {
		bind_block(b, e, f, index);
		return;
	}
	if (item->broken) {
		/* The mistake was told; the field is there all the same. */
		slot_add(b, e, f, tree_token_span(e->tree, item->word))->bad = true;
		return;
	}
	if (item->open != ITEM_NONE) {
		diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(e->tree, item->open), "`%s` has no block",
			f->name->text);
		return;
	}
	if (item->args == item->args_end) {
		struct diag *d = diag_add(b->sink, DIAG_MISSING_VALUE, tree_token_span(e->tree, item->word),
			"`%s` needs a value", f->name->text);
		if (f->example != NULL)
			diag_help(b->sink, d, "for example `%s %s`", f->name->text, f->example);
		return;
	}
	if (f->type == TYPE_EXPRESSION)
		bind_expression(b, e, f, item);
	else
		bind_values(b, e, f, item);
}

static bool
was_meant(const struct builder *b, const struct field *f)
{
	for (uint32_t i = 0; i < b->meant.len; i++) {
		if (b->meant.ptr[i] == f)
			return true;
	}
	return false;
}

static void
check_required(struct builder *b, const struct entity *e)
{
	if (e->broken)
		return;
	for (uint32_t i = 0; i < e->kind->field_count; i++) {
		const struct field *f = e->kind->fields[i];
		if ((f->flags & FIELD_REQUIRED) == 0 || e->slots[i].count > 0 || was_meant(b, f))
			continue;
		/* A string given to the field lies in its sibling. */
		if (f->strings != NULL && e->slots[f->strings->index].count > 0)
			continue;
		struct diag *d = diag_add(b->sink, DIAG_MISSING_FIELD, e->span, "%s has no `%s`", entity_name(b->arena, e),
			f->name->text);
		if (f->doc != NULL)
			diag_help(b->sink, d, "`%s`: %s", f->name->text, f->doc);
	}
}

void
bind_all(struct builder *b)
{
	/* Blocks are appended while the loop runs. */
	for (uint32_t i = 0; i < b->entities.len; i++) {
		struct entity *e = b->entities.ptr[i];
		if (e->tree == NULL)
			continue;
		const struct item *item = &e->tree->items[e->item];
		b->meant.len = 0;
		for (uint32_t child = item->child; child != ITEM_NONE; child = e->tree->items[child].next) {
			e->broken |= e->tree->items[child].broken;
			bind_item(b, e, child);
		}
		check_required(b, e);
	}
}
