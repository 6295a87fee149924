/* Words that would settle a finding → where they go: fields into the finding's entity, or in the place of fields that are
 * there; declarations into the one that bears the id already, or beside others of their kind. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "commands/next.h"
#include "syntax/tree.h"

struct writer {
	struct compilation *c;
	struct step *step;
	const struct tree *tree; /* of the words */
	VEC(struct step_words) words;
	VEC(struct step_edit) edits;
};

static struct str
item_text(const struct tree *t, const struct item *item)
{
	struct span span = tree_item_extent(t, item);

	return (struct str){t->text.ptr + span.start, span.end - span.start};
}

/* Blanks at the begin of the line in which the offset lies. */
static struct str
indentation(struct str text, uint32_t offset)
{
	uint32_t start = offset, end;

	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	for (end = start; end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t');)
		end++;
	return (struct str){text.ptr + start, end - start};
}

/* The text with other blanks before its lines but the first: those of `old` become those of `new`, and `more`. */
static void
add_lines(struct buf *out, struct str text, size_t old, struct str new, const char *more)
{
	size_t at = 0;

	while (at < text.len) {
		buf_putc(out, text.ptr[at]);
		if (text.ptr[at++] != '\n')
			continue;
		size_t skip = 0;
		while (skip < old && at + skip < text.len && text.ptr[at + skip] == ' ')
			skip++;
		at += skip;
		if (at < text.len && text.ptr[at] != '\n') {
			buf_str(out, new);
			buf_puts(out, more);
		}
	}
}

static const char *
keep(struct writer *w, struct buf *text)
{
	const char *kept =
		arena_strndup(w->c->arena, text->ptr != NULL ? text->ptr : "", text->len);

	buf_free(text);
	return kept;
}

static void
add_edit(struct writer *w, struct span span, const char *text)
{
	*VEC_PUSH(w->c->arena, &w->edits) = (struct step_edit){span, text};
}

/* The child of an entity's block that gives that field, or NULL. */
static const struct item *
given(const struct entity *e, struct str field)
{
	const struct tree *t = e->tree;

	for (uint32_t i = t->items[e->item].child; i != ITEM_NONE; i = t->items[i].next) {
		if (str_eq(tree_token_text(t, t->items[i].word), field))
			return &t->items[i];
	}
	return NULL;
}

static const struct field *
field_of(const struct writer *w, const struct entity *e, struct str word)
{
	const struct name *n = names_find(w->c->language->names, word);
	const struct field *f = n != NULL ? kind_field(w->c->language, e->kind, n) : NULL;

	return f != NULL && (f->flags & (FIELD_INVERSE | FIELD_IMPLICIT)) == 0 ? f : NULL;
}

/* Shows words; those for the same place as the last ones are shown with them. */
static void
show(struct writer *w, struct step_words words)
{
	if (w->words.len > 0) {
		struct step_words *last = &w->words.ptr[w->words.len - 1];
		if (strcmp(last->where, words.where) == 0 && last->instead == NULL &&
			words.instead == NULL) {
			last->text = arena_printf(w->c->arena, "%s\n%s", last->text, words.text);
			return;
		}
	}
	*VEC_PUSH(w->c->arena, &w->words) = words;
}

static void
show_in(struct writer *w, const struct entity *e, const char *text, const char *instead)
{
	const struct source *source = sources_get(w->c->sources, e->tree->source);

	show(w, (struct step_words){
			.where = arena_printf(w->c->arena, "in %s", entity_name(w->c->arena, e)),
			.path = source->path,
			.line = source_place(w->c->sources, source->id, e->span.start).line,
			.text = text,
			.instead = instead});
}

/* Puts text into the block of an entity, which is made when there is none. */
static void
insert(struct writer *w, const struct entity *e, struct str text, size_t old)
{
	const struct tree *t = e->tree;
	const struct item *item = &t->items[e->item];
	struct span whole = tree_item_extent(t, item);
	struct str blanks = indentation(t->text, whole.start);
	struct buf out = {0};
	bool open = item->open != ITEM_NONE;
	uint32_t at = open ? tree_token_span(t, item->open).end : whole.end;

	buf_printf(&out, "%s\n%.*s  ", open ? "" : " {", (int)blanks.len, blanks.ptr);
	add_lines(&out, text, old, blanks, "  ");
	if (!open)
		buf_printf(&out, "\n%.*s}", (int)blanks.len, blanks.ptr);
	add_edit(w, (struct span){t->source, at, at}, keep(w, &out));
}

/* One field for an entity of the project. */
static void
write_field(struct writer *w, const struct entity *e, const struct item *item)
{
	struct str text = item_text(w->tree, item);
	struct str word = tree_token_text(w->tree, item->word);
	const struct field *f = field_of(w, e, word);
	const struct item *old = given(e, word);
	size_t indent = indentation(w->tree->text, tree_item_extent(w->tree, item).start).len;
	struct buf shown = {0};

	add_lines(&shown, text, indent, STR(""), "");
	if (old == NULL || f == NULL || (f->flags & FIELD_MANY) != 0) {
		show_in(w, e, keep(w, &shown), NULL);
		insert(w, e, text, indent);
		return;
	}
	struct str was = item_text(e->tree, old);
	if (str_eq(was, text)) {
		buf_free(&shown);
		return;
	}
	struct span place = tree_item_extent(e->tree, old);
	struct buf out = {0};
	add_lines(&out, text, indent, indentation(e->tree->text, place.start), "");
	show_in(w, e, keep(w, &shown), arena_strndup(w->c->arena, was.ptr, was.len));
	add_edit(w, place, keep(w, &out));
}

/* The entity that a declaration among the words means, if the project has it. */
static const struct entity *
existing(const struct writer *w, const struct kind *kind, const struct item *item)
{
	const struct entity *e;
	uint32_t id = tree_skip(w->tree, item->args, item->args_end);

	if (kind->id == KIND_ID_NONE) {
		e = model_single(w->c->model, kind);
	} else {
		const struct name *n = id < item->args_end ? names_find(w->c->language->names,
								     tree_token_text(w->tree, id))
							   : NULL;
		e = n != NULL ? model_find(w->c->model, kind, n) : NULL;
	}
	return e != NULL && e->tree != NULL ? e : NULL;
}

static bool
of_project(const struct writer *w, const struct tree *t)
{
	return t != NULL && !sources_get(w->c->sources, t->source)->built_in;
}

/* Whether two kinds answer the same chapter: "8.1" and "8.2", "A.5.9" and "A.8.1". */
static bool
same_chapter(const struct kind *x, const struct kind *y)
{
	if (x->clause_count == 0 || y->clause_count == 0)
		return false;
	size_t n = strcspn(x->clauses[0], ".");
	return n == strcspn(y->clauses[0], ".") && memcmp(x->clauses[0], y->clauses[0], n) == 0;
}

/* A file in which something of the same chapter stands; the last resort is the first file. */
static const struct tree *
file_nearby(const struct writer *w, const struct kind *kind)
{
	const struct model *m = w->c->model;

	for (uint32_t i = 0; i < m->entity_count; i++) {
		const struct entity *e = m->entities[i];

		if (e->kind->block_of == NULL && of_project(w, e->tree) &&
			same_chapter(e->kind, kind))
			return e->tree;
	}
	return w->c->tree_count > w->c->built_in_count ? w->c->trees[w->c->built_in_count] : NULL;
}

/* The project's file in which others of the kind stand, or else the first with a comment that begins so. */
static const struct tree *
file_for(const struct writer *w, const struct kind *kind)
{
	const struct compilation *c = w->c;
	const struct entity_list *list = &c->model->by_kind[kind->index];
	const char *comment = arena_printf(c->arena, "\n# %s ", kind->name->text);

	for (uint32_t i = list->count; i-- > 0;) {
		if (of_project(w, list->ptr[i]->tree))
			return list->ptr[i]->tree;
	}
	for (uint32_t i = c->built_in_count; i < c->tree_count; i++) {
		if (strstr(c->trees[i]->text.ptr, comment) != NULL)
			return c->trees[i];
	}
	return file_nearby(w, kind);
}

static void
declare(struct writer *w, const struct kind *kind, const char *text)
{
	const struct tree *t = file_for(w, kind);
	const struct source *source = t != NULL ? sources_get(w->c->sources, t->source) : NULL;

	show(w, (struct step_words){.where = "as a declaration of its own",
			.path = source != NULL ? source->path : NULL,
			.text = text});
	if (t == NULL)
		return;
	uint32_t end = (uint32_t)t->text.len;
	add_edit(w, (struct span){t->source, end, end},
		arena_printf(w->c->arena, "%s\n%s\n",
			end > 0 && t->text.ptr[end - 1] != '\n' ? "\n" : "", text));
}

static void
write_declaration(struct writer *w, const struct kind *kind, const struct item *item,
	const struct entity *replaced)
{
	const struct tree *t = w->tree;
	struct str text = item_text(t, item);
	const struct entity *e = existing(w, kind, item);

	if (e != NULL) {
		for (uint32_t i = item->child; i != ITEM_NONE; i = t->items[i].next)
			write_field(w, e, &t->items[i]);
	} else if (replaced != NULL) {
		struct span whole =
			tree_item_extent(replaced->tree, &replaced->tree->items[replaced->item]);
		const char *shown = arena_strndup(w->c->arena, text.ptr, text.len);
		const struct source *source = sources_get(w->c->sources, replaced->tree->source);

		show(w, (struct step_words){.where = arena_printf(w->c->arena, "in place of %s",
						    entity_name(w->c->arena, replaced)),
				.path = source->path,
				.line = source_place(w->c->sources, source->id, whole.start).line,
				.text = shown});
		add_edit(w, whole, shown);
	} else {
		declare(w, kind, arena_strndup(w->c->arena, text.ptr, text.len));
	}
}

/* The entity, or the one that holds it, to which the item is a field; NULL when it is a declaration of its own. */
static const struct entity *
holder_of(const struct writer *w, const struct entity *e, const struct item *item)
{
	struct str word = tree_token_text(w->tree, item->word);

	for (; e != NULL; e = e->parent) {
		const struct field *f = field_of(w, e, word);

		/* Only a block has a block: `asset x { }` for a risk declares the asset. */
		if (f != NULL && (item->open == ITEM_NONE || f->type == TYPE_BLOCK))
			return e;
	}
	return NULL;
}

/* What stands only in a catalogue gets an entry. */
static void
declare_with(struct writer *w, const struct entity *e, struct str words)
{
	struct buf out = {0};

	buf_printf(&out, "%s %s {\n  ", e->kind->name->text, e->id->text);
	add_lines(&out, words, 0, STR("  "), "");
	buf_puts(&out, "\n}");
	declare(w, e->kind, keep(w, &out));
}

void
next_place(struct compilation *c, struct step *step, const struct finding *f, const char *words)
{
	struct str text = str_trim(str_of(words));
	struct source *source = sources_add(c->sources, "ismsc:words",
		(struct str){arena_strndup(c->arena, text.ptr, text.len), text.len}, true);
	struct writer w = {.c = c, .step = step};
	const struct entity *root =
		f->entity != NULL ? entity_root((struct entity *)(uintptr_t)f->entity) : NULL;

	w.tree = tree_parse(c->arena, source, sink_new(c->arena));
	for (uint32_t i = w.tree->first; i != ITEM_NONE; i = w.tree->items[i].next) {
		const struct item *item = &w.tree->items[i];
		struct str word = tree_token_text(w.tree, item->word);
		const struct kind *kind = language_kind(c->language, word);
		const struct entity *holder = holder_of(&w, f->entity, item);

		if (holder != NULL && root->tree == NULL) {
			declare_with(&w, root, w.tree->text);
			break;
		}
		if (root != NULL && kind == root->kind && root->tree != NULL)
			write_declaration(&w, kind, item, root);
		else if (holder != NULL)
			write_field(&w, holder, item);
		else if (kind != NULL)
			write_declaration(&w, kind, item, NULL);
	}
	step->words = w.words.ptr;
	step->words_count = w.words.len;
	step->edits = w.edits.ptr;
	step->edit_count = w.edits.len;
}
