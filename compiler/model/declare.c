/* Pass 1: every declaration of every file becomes an entity; so does every item of the catalogues. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/suggest.h"
#include "model/build.h"
#include "schema/yaml.h"

struct entity *
build_entity(struct builder *b, const struct kind *kind)
{
	struct entity *e = arena_alloc(b->arena, sizeof *e);

	e->kind = kind;
	e->index = b->entities.len;
	e->slots = arena_array(b->arena, kind->field_count, sizeof *e->slots);
	*VEC_PUSH(b->arena, &b->entities) = e;
	return e;
}

static void
unknown_kind(struct builder *b, const struct tree *t, const struct item *item)
{
	struct span span = tree_token_span(t, item->word);
	struct str word = tree_token_text(t, item->word);
	struct suggest s = suggest_start(word);

	for (uint32_t i = 0; i < b->input->language->kind_count; i++) {
		const struct kind *k = b->input->language->kinds[i];
		if (k->block_of == NULL && !k->built_in)
			suggest_offer(&s, name_str(k->name));
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_KIND, span, "there is no kind `%.*s`", (int)word.len, word.ptr);
	struct str best = suggest_best(&s);
	if (best.len == 0)
		return;
	diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	if (suggest_certain(&s))
		diag_fix(b->sink, d, span, arena_strndup(b->arena, best.ptr, best.len));
}

static bool
is_reserved(struct str id)
{
	static const char *const words[] = { "from", "and", "or", "not", "in", "if", "then", "else", "any", "all", "none", "count",
		"sum", "min", "max", "avg", "first", "list", "distinct", "exists", "missing", "where", "let", "matches", "contains",
		"starts_with", "ends_with", "today", "true", "false" };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_is(id, words[i]))
			return true;
	}
	return false;
}

static void
unknown_item(struct builder *b, const struct kind *kind, struct span span, struct str id)
{
	struct suggest s = suggest_start(id);

	for (uint32_t c = 0; c < b->input->catalogue_count; c++) {
		const struct catalogue *catalogue = b->input->catalogues[c];
		for (uint32_t i = 0; i < catalogue->item_count; i++) {
			if (catalogue->items[i].kind == kind->items)
				suggest_offer(&s, name_str(catalogue->items[i].id));
		}
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_ITEM, span, "the standard has no `%.*s`", (int)id.len, id.ptr);
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
}

/* Enters an entity under its id; an id that is taken is told with the first place. */
static void
enter(struct builder *b, struct entity *e)
{
	const struct name *id = e->id != NULL ? e->id : e->kind->name;
	struct entity *first = map_get2(b->model->index, e->kind, id);

	if (first == NULL || e->kind->id == KIND_ID_REPEATABLE) {
		if (first == NULL)
			map_put2(b->model->index, e->kind, id, e);
		return;
	}
	struct diag *d = e->id != NULL
		? diag_add(b->sink, DIAG_DUPLICATE_ID, e->span, "%s `%s` is declared twice", e->kind->name->text, id->text)
		: diag_add(b->sink, DIAG_DUPLICATE_ID, e->span, "`%s` is declared twice", id->text);
	diag_relate(b->sink, d, first->span, "first declared here");
	e->broken = true;
}

/* The entity of a catalogue item exists already; the declaration fills it. NULL when there is no such item. */
static struct entity *
fill_item(struct builder *b, const struct kind *kind, struct span span, const struct name *id)
{
	struct entity *e = map_get2(b->model->index, kind, id);

	if (e == NULL) {
		unknown_item(b, kind, span, name_str(id));
		return NULL;
	}
	if (e->declared) {
		struct diag *d = diag_add(b->sink, DIAG_DUPLICATE_ID, span, "%s `%s` is declared twice", kind->name->text,
			id->text);
		diag_relate(b->sink, d, e->span, "first declared here");
		return NULL;
	}
	return e;
}

/* The id of a declaration: its first argument where the kind has ids. NULL after a message, or where there is none. */
static const struct name *
read_id(struct builder *b, const struct kind *kind, const struct tree *t, const struct item *item, uint32_t *at)
{
	if (kind->id == KIND_ID_NONE)
		return NULL;
	if (*at == item->args_end || t->tokens[*at].kind != TOKEN_WORD) {
		struct diag *d = diag_add(b->sink, DIAG_MISSING_ID, tree_token_span(t, item->word), "%s needs an id",
			kind->name->text);
		if (kind->example != NULL)
			diag_help(b->sink, d, "for example `%.*s`", (int)strcspn(kind->example, "\n"), kind->example);
		return NULL;
	}
	struct str text = tree_token_text(t, *at);
	if (is_reserved(text)) {
		diag_add(b->sink, DIAG_RESERVED_ID, tree_token_span(t, *at), "`%.*s` is a word of the rule language",
			(int)text.len, text.ptr);
		return NULL;
	}
	const struct name *id = names_get(b->input->language->names, text);
	*at = tree_skip(t, *at + 1, item->args_end);
	return id;
}

static void
read_title(struct builder *b, struct entity *e, const struct tree *t, const struct item *item, uint32_t at)
{
	const struct kind *kind = e->kind;

	if (at < item->args_end && t->tokens[at].kind == TOKEN_STRING && kind->titled != KIND_TITLE_NONE) {
		e->title = tree_string(b->arena, t, at, NULL);
		at = tree_skip(t, at + 1, item->args_end);
	} else if (kind->titled == KIND_TITLE_REQUIRED && !item->broken) {
		struct diag *d = diag_add(b->sink, DIAG_MISSING_TITLE, e->span, "%s needs a title in quotes",
			entity_name(b->arena, e));
		if (kind->example != NULL)
			diag_help(b->sink, d, "for example `%.*s`", (int)strcspn(kind->example, "\n"), kind->example);
	}
	if (at < item->args_end && !item->broken)
		diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(t, at), "%s is not expected here",
			token_title((enum token_kind)t->tokens[at].kind));
}

static void
declare(struct builder *b, const struct tree *t, uint32_t index)
{
	const struct item *item = &t->items[index];
	const struct kind *kind = language_kind(b->input->language, tree_token_text(t, item->word));

	if (kind == NULL) {
		unknown_kind(b, t, item);
		return;
	}
	if (kind->built_in) {
		diag_add(b->sink, DIAG_BUILT_IN_KIND, tree_token_span(t, item->word), "%s comes from the catalogue",
			kind->name->text);
		return;
	}
	uint32_t at = tree_skip(t, item->args, item->args_end);
	uint32_t id_token = at;
	const struct name *id = read_id(b, kind, t, item, &at);
	if (kind->id != KIND_ID_NONE && id == NULL)
		return;
	struct span span = tree_token_span(t, id != NULL ? id_token : item->word);
	struct entity *e = kind->id == KIND_ID_CATALOGUE ? fill_item(b, kind, span, id) : build_entity(b, kind);
	if (e == NULL)
		return;
	e->id = id;
	e->span = span;
	e->tree = t;
	e->item = index;
	e->declared = true;
	e->broken = item->broken;
	if (kind->id != KIND_ID_CATALOGUE)
		enter(b, e);
	read_title(b, e, t, item, at);
}

/* A catalogue's value for a field: a scalar, or a list of scalars, by the field's type. */
static void
item_field(struct builder *b, struct entity *e, const struct field *f, const struct yaml *node)
{
	const struct yaml *scalar = node->kind == YAML_LIST ? node->child : node;

	for (; scalar != NULL; scalar = node->kind == YAML_LIST ? scalar->next : NULL) {
		if (scalar->kind != YAML_SCALAR)
			continue;
		struct value v = { .type = f->type, .span = scalar->span };
		if (f->type == TYPE_ENUM) {
			uint32_t i = 0;
			while (i < f->value_count && !str_eq(name_str(f->values[i].name), scalar->text))
				i++;
			if (i == f->value_count)
				continue;
			v.member = i;
		} else if (f->type == TYPE_BOOL) {
			if (!yaml_bool(scalar, &v.boolean))
				continue;
		} else if (f->type == TYPE_STRING) {
			v.string = scalar->text;
		} else {
			continue;
		}
		*slot_add(b, e, f, scalar->span) = v;
	}
}

static void
declare_item(struct builder *b, const struct catalogue_item *item)
{
	struct entity *e = build_entity(b, item->kind);

	e->id = item->id;
	e->title = item->title;
	e->span = item->span;
	e->source = item;
	e->declared = true;
	enter(b, e);
	for (uint32_t i = 0; i < item->kind->source_field_count; i++) {
		const struct field *f = item->kind->source_fields[i].field;
		const struct yaml *node = yaml_path(item->node, str_of(item->kind->source_fields[i].path));
		if (f != NULL && node != NULL)
			item_field(b, e, f, node);
	}
}

/* For every kind whose ids are items: one entity for each item of the main standard. */
static void
declare_items(struct builder *b, const struct catalogue *catalogue, bool main)
{
	for (uint32_t i = 0; i < catalogue->item_count; i++) {
		const struct catalogue_item *item = &catalogue->items[i];
		declare_item(b, item);
		for (uint32_t k = 0; main && k < b->input->language->kind_count; k++) {
			const struct kind *kind = b->input->language->kinds[k];
			if (kind->id != KIND_ID_CATALOGUE || kind->items != item->kind || kind->block_of != NULL)
				continue;
			struct entity *e = build_entity(b, kind);
			e->id = item->id;
			e->title = item->title;
			e->source = item;
			e->span = item->span;
			enter(b, e);
		}
	}
}

void
declare_all(struct builder *b)
{
	for (uint32_t c = 0; c < b->input->catalogue_count; c++)
		declare_items(b, b->input->catalogues[c], c == 0);
	for (uint32_t i = 0; i < b->input->tree_count; i++) {
		const struct tree *t = b->input->trees[i];
		b->model->broken |= t->broken;
		for (uint32_t item = t->first; item != ITEM_NONE; item = t->items[item].next)
			declare(b, t, item);
	}
}
