/* Pass 2: the items of each block become the slots of its entity, checked against the kind. Blocks in blocks wait on a
 * stack of their own.
 *
 *   field = NAME value { "," value } END ;
 */
#include "model/build.h"

static void
read_only(struct builder *b, const struct entity *e, const struct field *f, struct span span)
{
	struct diag *d;

	if (f->inverse_of != NULL) {
		d = diag_add(b->sink, DIAG_READ_ONLY_FIELD, span, "`%s` is not written in %s %s",
			f->name->text, build_article(e->kind->name), e->kind->name->text);
		diag_help(b->sink, d, "it follows from `%s` of %s", f->inverse_of->name->text,
			kind_path(b->arena, f->inverse_of->owner));
	} else if (f->computed != NULL) {
		d = diag_add(
			b->sink, DIAG_READ_ONLY_FIELD, span, "`%s` is computed", f->name->text);
		diag_help(b->sink, d, "it is `%s`", f->computed);
	} else {
		d = diag_add(b->sink, DIAG_READ_ONLY_FIELD, span, "`%s` is no field to write",
			f->name->text);
		diag_help(b->sink, d, "id and title stand behind the name of the kind");
	}
}

static bool
is_written(const struct field *f)
{
	return (f->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) == 0 && f->computed == NULL;
}

/* Something stands there for the field, but nothing that can be used: whoever asks for it stays silent. */
static void
put_bad(struct builder *b, struct entity *e, const struct field *f)
{
	struct value v = {.type = f->type, .bad = true};

	if (e->slots[f->index].count == 0)
		build_values(b, e, f, &v, 1, (struct span){0, 0, 0});
}

static void
unknown_field(struct builder *b, struct entity *e, const struct item *item)
{
	struct span span = tree_token_span(e->tree, item->word);
	struct str word = tree_token_text(e->tree, item->word);
	struct suggest s = suggest_start(word);
	const char *kind = kind_path(b->arena, e->kind);
	const struct field *f;
	struct diag *d;

	for (uint32_t i = 0; i < e->kind->field_count; i++) {
		if (is_written(e->kind->fields[i]))
			build_offer(b, &s, name_str(e->kind->fields[i]->name));
	}
	d = diag_add(b->sink, DIAG_UNKNOWN_FIELD, span, "`%s` has no field `%.*s`", kind,
		yaml_shown(word), word.ptr);
	if (language_kind(b->language, word) != NULL && item->open != ITEM_NONE)
		diag_help(b->sink, d,
			"a declaration cannot stand in another one: is a `}` missing before it?");
	else
		yaml_suggest(b->sink, d, &s, span,
			arena_printf(b->arena, "`ismsc explain %s` lists its fields",
				kind_root(e->kind)->name->text));
	if (suggest_best(&s).len == 0)
		return;
	f = kind_field(b->language, e->kind, names_find(b->language->names, suggest_best(&s)));
	if (f != NULL)
		put_bad(b, e, f);
}

static const struct field *
bind_field(struct builder *b, struct entity *e, const struct item *item)
{
	const struct name *name =
		names_find(b->language->names, tree_token_text(e->tree, item->word));
	const struct field *f = name == NULL ? NULL : kind_field(b->language, e->kind, name);
	struct slot *slot;

	if (f == NULL) {
		if (!item->broken)
			unknown_field(b, e, item);
		return NULL;
	}
	if (!is_written(f)) {
		read_only(b, e, f, tree_token_span(e->tree, item->word));
		return NULL;
	}
	slot = &e->slots[f->index];
	if (slot->count == 1 && !span_is(slot->span))
		slot->count = 0; /* what put_bad left */
	if (span_is(slot->span) && (f->flags & FIELD_MANY) == 0) {
		struct diag *d = diag_add(b->sink, DIAG_DUPLICATE_FIELD,
			tree_token_span(e->tree, item->word), "`%s` is set twice", f->name->text);

		diag_relate(b->sink, d, slot->span, "first set here");
		diag_help(b->sink, d, "`%s` holds one value: remove one of them", f->name->text);
		return NULL;
	}
	return f;
}

/* After one value: whether another one follows. */
static bool
next_value(struct reader *r, bool bad)
{
	bool many = (r->field->flags & FIELD_MANY) != 0;
	bool told = bad;

	if (r->comma_missing) {
		r->comma_missing = false;
		return true;
	}
	if (r->at < r->end && !reader_is(r, TOKEN_COMMA) && !bad) {
		struct diag *d = diag_add(r->b->sink, DIAG_EXTRA_ARGUMENT, reader_span(r),
			"%s is not expected here",
			token_title((enum token_kind)r->tree->tokens[r->at].kind));
		diag_help(r->b->sink, d,
			many ? "the values of `%s` are separated by commas"
			     : "`%s` holds one value",
			r->field->name->text);
		told = true;
	}
	while (r->at < r->end && !reader_is(r, TOKEN_COMMA))
		reader_next(r);
	if (r->at == r->end)
		return false;
	if (!many) {
		if (!told)
			diag_add(r->b->sink, DIAG_EXTRA_ARGUMENT, reader_span(r),
				"`%s` holds one value", r->field->name->text);
		return false;
	}
	reader_next(r);
	if (r->at < r->end)
		return true;
	diag_add(r->b->sink, DIAG_MISSING_VALUE, tree_token_span(r->tree, r->end - 1),
		"a value is missing behind this comma");
	return false;
}

static void
put_strings(struct builder *b, struct entity *e, const struct field *f, struct span span)
{
	const struct field *to = f->strings;
	const struct slot *slot = &e->slots[to->index];
	uint32_t count = b->strings.len;

	if (count + slot->count > 1 && (to->flags & FIELD_MANY) == 0) {
		diag_help(b->sink,
			diag_add(b->sink, DIAG_DUPLICATE_FIELD, b->strings.ptr[count - 1].span,
				"`%s` is set twice", to->name->text),
			"strings of `%s` are its value, and it holds one", f->name->text);
		count = slot->count == 0 ? 1 : 0;
	}
	build_values(b, e, to, b->strings.ptr, count, span);
}

void
bind_values(struct builder *b, struct entity *e, const struct field *f, uint32_t at, uint32_t end,
	struct span span)
{
	struct reader r = {.b = b, .entity = e, .field = f, .tree = e->tree, .at = at, .end = end};
	bool more = true;

	b->values.len = b->strings.len = 0;
	while (more) {
		struct value v = {.type = f->type, .span = reader_span(&r)};

		bind_value(&r, &v);
		/* Strings that went elsewhere leave no value here. */
		if (v.type != TYPE_COUNT)
			*VEC_PUSH(b->arena, &b->values) = v;
		more = next_value(&r, v.bad);
	}
	for (uint32_t i = 0; i < b->values.len && f->type == TYPE_LEVEL; i++)
		*VEC_PUSH(b->arena, &b->levels) =
			(struct pending_level){e, f, e->slots[f->index].count + i};
	build_values(b, e, f, b->values.ptr, b->values.len, span);
	if (b->strings.len > 0)
		put_strings(b, e, f, span);
}

static void
bind_expression(struct builder *b, struct entity *e, const struct field *f, const struct item *item)
{
	struct expression *x = arena_alloc(b->arena, sizeof(*x));
	struct value v = {.type = TYPE_EXPRESSION, .expression = x};

	x->tree = e->tree;
	x->first = tree_skip(e->tree, item->args, item->args_end);
	x->end = item->args_end;
	v.span =
		span_join(tree_token_span(e->tree, x->first), tree_token_span(e->tree, x->end - 1));
	build_values(b, e, f, &v, 1, tree_item_span(e->tree, item));
}

/* The title of a block: a string at the end of what stands behind its name. Returns where the rest ends. */
static uint32_t
bind_title(struct builder *b, struct entity *block, const struct item *item)
{
	const struct kind *kind = block->kind;
	uint32_t end = item->args_end;
	uint32_t args = tree_skip(block->tree, item->args, end);
	struct diag *d;

	if (kind->titled == KIND_TITLE_NONE)
		return end;
	if (args < end && block->tree->tokens[end - 1].kind == TOKEN_STRING) {
		block->title = build_string(b, block->tree, end - 1);
		build_blank(b, block->title, tree_token_span(block->tree, end - 1), "title");
		build_placeholder(b, block->title, tree_token_span(block->tree, end - 1), "title");
		return end - 1;
	}
	if (kind->titled == KIND_TITLE_REQUIRED && !item->broken) {
		d = diag_add(b->sink, DIAG_MISSING_TITLE, block->span, "`%s` has no title",
			kind->name->text);
		diag_help(b->sink, d, "write `%s \"…\"`", kind->name->text);
	}
	return end;
}

/* What stands between a block's name and its title fills its head; a word there is its id. */
static void
bind_head(struct builder *b, struct entity *block, const struct item *item, uint32_t end)
{
	const struct tree *t = block->tree;
	const struct field *head = block->kind->head;
	uint32_t at = tree_skip(t, item->args, end);
	uint32_t last = at;
	struct diag *d;

	if (at >= end || item->broken)
		return;
	if (head == NULL) {
		d = diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(t, at),
			"%s is not expected here",
			token_title((enum token_kind)t->tokens[at].kind));
		diag_help(b->sink, d, "what is said about `%s` stands in its block: `%s { … }`",
			block->kind->name->text, block->kind->name->text);
		return;
	}
	for (uint32_t next = at; next < end; next = tree_skip(t, next + 1, end))
		last = next;
	if (t->tokens[last].kind == TOKEN_WORD)
		block->id = names_get(b->language->names, tree_token_text(t, last));
	block->span = tree_token_span(t, last);
	bind_values(b, block, head, at, end, span_join(tree_token_span(t, at), block->span));
	if (b->has_levels[block->kind->index] && block->id != NULL)
		declare_enter(b, block);
}

static void
bind_block(struct builder *b, struct entity *e, const struct field *f, uint32_t index)
{
	const struct item *item = &e->tree->items[index];
	struct entity *block = build_entity(b, f->block);
	struct value v = {.type = TYPE_BLOCK, .entity = block};

	block->tree = e->tree;
	block->item = index;
	block->parent = e;
	block->declared = true;
	block->broken = item->broken;
	block->number = e->slots[f->index].count;
	block->span = v.span = tree_token_span(e->tree, item->word);
	build_values(b, e, f, &v, 1, tree_item_span(e->tree, item));
	bind_head(b, block, item, bind_title(b, block, item));
	*VEC_PUSH(b->arena, &b->frames) = (struct frame){block, item->child};
}

static void
missing_value(
	struct builder *b, const struct entity *e, const struct field *f, const struct item *item)
{
	struct diag *d = diag_add(b->sink, DIAG_MISSING_VALUE, tree_token_span(e->tree, item->word),
		"`%s` has no value", f->name->text);

	if (f->example != NULL)
		diag_help(b->sink, d, "for example: `%s %s`", f->name->text, f->example);
	else
		diag_help(b->sink, d, "it takes %s", reader_expected(b, f));
}

static void
bind_item(struct builder *b, struct entity *e, uint32_t index)
{
	const struct item *item = &e->tree->items[index];
	const struct field *f = bind_field(b, e, item);
	uint32_t at = tree_skip(e->tree, item->args, item->args_end);

	if (f == NULL)
		return;
	if (f->type == TYPE_BLOCK) {
		bind_block(b, e, f, index);
		return;
	}
	if (item->broken) {
		put_bad(b, e, f);
		return;
	}
	if (item->open != ITEM_NONE) {
		struct diag *d =
			diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(e->tree, item->open),
				"`%s` is followed by no block", f->name->text);

		diag_help(b->sink, d, "it takes %s", reader_expected(b, f));
		put_bad(b, e, f);
	} else if (at >= item->args_end) {
		missing_value(b, e, f, item);
		put_bad(b, e, f);
	} else if (f->type == TYPE_EXPRESSION) {
		bind_expression(b, e, f, item);
	} else {
		bind_values(b, e, f, at, item->args_end, tree_item_span(e->tree, item));
	}
}

static void
check_required(struct builder *b, const struct entity *e)
{
	for (uint32_t i = 0; i < e->kind->field_count && !e->broken; i++) {
		const struct field *f = e->kind->fields[i];
		struct diag *d;

		if ((f->flags & FIELD_REQUIRED) == 0 || e->slots[i].count > 0 ||
			span_is(e->slots[i].span))
			continue;
		d = diag_add(b->sink, DIAG_MISSING_FIELD, e->span, "%s has no `%s`",
			entity_name(b->arena, e), f->name->text);
		if (f->example != NULL)
			diag_help(b->sink, d, "for example: `%s %s`", f->name->text, f->example);
		else if (f->doc != NULL)
			diag_help(b->sink, d, "`%s`: %s It takes %s", f->name->text, f->doc,
				reader_expected(b, f));
		else
			diag_help(b->sink, d, "it takes %s", reader_expected(b, f));
	}
}

/* An entity with its blocks: the one on top of the stack goes on until its items are done. */
static void
bind_entity(struct builder *b, struct entity *root)
{
	*VEC_PUSH(b->arena, &b->frames) = (struct frame){root, root->tree->items[root->item].child};
	while (b->frames.len > 0) {
		struct frame *top = &b->frames.ptr[b->frames.len - 1];
		struct entity *e = top->entity;
		uint32_t item = top->next;

		if (item == ITEM_NONE) {
			check_required(b, e);
			/* What is missing may be what could not be read. */
			if (e->broken && e->parent != NULL)
				e->parent->broken = true;
			b->frames.len--;
			continue;
		}
		top->next = e->tree->items[item].next;
		e->broken = e->broken || e->tree->items[item].broken;
		bind_item(b, e, item);
	}
}

void
bind_all(struct builder *b)
{
	uint32_t declared = b->entities.len;

	for (uint32_t i = 0; i < declared; i++) {
		struct entity *e = b->entities.ptr[i];

		if (e->tree != NULL)
			bind_entity(b, e);
		else if (e->kind->built_in)
			bind_item_fields(b, e);
	}
}
