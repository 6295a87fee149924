/* Catalogues: a standard's YAML file becomes items of the kinds that say, under `source`, which list they are made
 * from. What else stands in the file is for others. */
#include "schema/catalogue.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "schema/yaml.h"

struct reader {
	struct arena *arena;
	const struct language *language;
	struct sink *sink;
	struct map *seen; /* (struct kind, struct name) -> struct span of the first */
	VEC(struct catalogue_item) items;
};

/* Whether the id is one word of the language, so that sources can name it. */
static bool
is_word(struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		char c = id.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			    c == '.' || c == '-' || c == '_'))
			return false;
	}
	return id.len > 0 && id.ptr[0] != '-' && id.ptr[0] != '.';
}

/* The text at a dotted path of an item, or NULL (reported). */
static const struct yaml *
text_at(struct reader *r, const struct yaml *node, const char *path)
{
	const struct yaml *at = yaml_path(node, str_of(path));
	struct str text;

	if (at == NULL) {
		diag_add(r->sink, DIAG_CATALOGUE_ITEM, node->span, "this item lacks `%s`", path);
		return NULL;
	}
	return yaml_text(at, "a text of an item", &text, r->sink) ? at : NULL;
}

static void
read_item(struct reader *r, const struct kind *kind, const struct yaml *node)
{
	const struct yaml *id, *title;
	const struct name *name;
	struct span *first;
	struct diag *d;

	if (!yaml_expect(node, YAML_MAP, "an item of a catalogue", r->sink))
		return;
	id = text_at(r, node, kind->source_id);
	title = text_at(r, node, kind->source_title);
	if (id == NULL || title == NULL)
		return;
	if (!is_word(id->text)) {
		d = diag_add(r->sink, DIAG_CATALOGUE_ITEM, id->span,
			"`%.*s` cannot be the id of an item", yaml_shown(id->text), id->text.ptr);
		diag_help(r->sink, d, "use letters, digits, `.`, `_` and `-`");
		return;
	}
	name = names_get(r->language->names, id->text);
	first = map_get2(r->seen, kind, name);
	if (first != NULL) {
		d = diag_add(r->sink, DIAG_CATALOGUE_ITEM, id->span, "item `%s` stands twice",
			name->text);
		diag_relate(r->sink, d, *first, "first here");
		return;
	}
	first = arena_alloc(r->arena, sizeof(*first));
	*first = id->span;
	map_put2(r->seen, kind, name, first);
	*VEC_PUSH(r->arena, &r->items) = (struct catalogue_item){
		.kind = kind, .id = name, .title = title->text, .node = node, .span = id->span};
}

/* Reads the list of each kind that is made from one. Whether there was any. */
static bool
read_lists(struct reader *r, const struct yaml *file)
{
	bool any = false;

	for (uint32_t i = 0; i < r->language->kind_count; i++) {
		const struct kind *kind = r->language->kinds[i];
		const struct yaml *list;

		if (kind->source_list == NULL)
			continue;
		list = yaml_get(file, kind->source_list);
		if (list == NULL)
			continue;
		any = true;
		if (!yaml_expect(list, YAML_LIST, "a list of items", r->sink))
			continue;
		for (const struct yaml *item = list->child; item != NULL; item = item->next)
			read_item(r, kind, item);
	}
	return any;
}

/* `meta: {id: …, name: …}`; without a name the id is shown. */
static bool
read_meta(struct catalogue *c, const struct yaml *file, struct names *names, struct sink *sink)
{
	const struct yaml *meta = yaml_get(file, "meta");
	const struct yaml *id, *name;
	struct str text;

	if (meta == NULL) {
		diag_help(sink,
			diag_add(sink, DIAG_CATALOGUE_SHAPE, file->span,
				"this is no catalogue: it lacks `meta`"),
			"begin it with `meta: {id: own-standard, name: \"Own standard\"}`");
		return false;
	}
	if (!yaml_expect(meta, YAML_MAP, "`meta`", sink))
		return false;
	id = yaml_get(meta, "id");
	name = yaml_get(meta, "name");
	if (id == NULL) {
		diag_add(sink, DIAG_CATALOGUE_SHAPE, meta->key_span, "`meta` lacks `id`");
		return false;
	}
	if (!yaml_text(id, "the id of a catalogue", &text, sink))
		return false;
	c->title = text;
	if (name != NULL && !yaml_text(name, "the name of a catalogue", &c->title, sink))
		return false;
	if (!is_word(text)) {
		diag_help(sink,
			diag_add(sink, DIAG_CATALOGUE_SHAPE, id->span,
				"`%.*s` cannot be the id of a catalogue", yaml_shown(text),
				text.ptr),
			"use letters, digits, `.`, `_` and `-`");
		return false;
	}
	c->id = names_get(names, text);
	return true;
}

struct catalogue *
catalogue_read(
	struct arena *a, const struct language *l, const struct yaml *file, struct sink *sink)
{
	struct catalogue *c = arena_alloc(a, sizeof(*c));
	struct reader r = {.arena = a, .language = l, .sink = sink, .seen = map_new(a)};

	if (!yaml_expect(file, YAML_MAP, "a catalogue", sink) ||
		!read_meta(c, file, l->names, sink))
		return NULL;
	if (!read_lists(&r, file)) {
		diag_add(sink, DIAG_CATALOGUE_SHAPE, file->span,
			"catalogue `%s` has no list that any kind is made from", c->id->text);
		return NULL;
	}
	c->items = r.items.ptr;
	c->item_count = r.items.len;
	c->root = file;
	return c;
}
