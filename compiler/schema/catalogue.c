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

static void
tell_long(struct sink *sink, struct span span, size_t len)
{
	diag_help(sink,
		diag_add(sink, DIAG_LONG_ID, span,
			"an id has at most %d bytes, and this one has %zu", ID_MAX, len),
		"choose a short id, and say the rest in the title");
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

/* Whether the id of the item is new among those of its kind; reports it when not. */
static bool
is_new(struct reader *r, const struct kind *kind, const struct name *name, struct span span)
{
	struct span *first = map_get2(r->seen, kind, name);

	if (first != NULL) {
		struct diag *d = diag_add(
			r->sink, DIAG_CATALOGUE_ITEM, span, "item `%s` stands twice", name->text);
		diag_relate(r->sink, d, *first, "first here");
		return false;
	}
	first = arena_alloc(r->arena, sizeof(*first));
	*first = span;
	map_put2(r->seen, kind, name, first);
	return true;
}

/* An item; one that is part of another has its id before its own: "9.3.2.d.1". Its id, or NULL (reported). */
static const struct name *
read_item(struct reader *r, const struct kind *kind, const struct yaml *node,
	const struct name *above, size_t whole)
{
	const struct yaml *id, *title;
	const struct name *name;

	if (!yaml_expect(node, YAML_MAP, "an item of a catalogue", r->sink))
		return NULL;
	id = text_at(r, node, kind->source_id);
	title = text_at(r, node, kind->source_title);
	if (id == NULL || title == NULL)
		return NULL;
	if (!is_word(id->text)) {
		struct diag *d = diag_add(r->sink, DIAG_CATALOGUE_ITEM, id->span,
			"`%.*s` cannot be the id of an item", yaml_shown(id->text), id->text.ptr);
		diag_help(r->sink, d, "use letters, digits, `.`, `_` and `-`");
		return NULL;
	}
	name = above == NULL
		       ? names_get(r->language->names, id->text)
		       : names_of(r->language->names, arena_printf(r->arena, "%s.%.*s", above->text,
							      (int)id->text.len, id->text.ptr));
	if (name->len > ID_MAX) {
		tell_long(r->sink, id->span, name->len);
		return NULL;
	}
	if (!is_new(r, kind, name, id->span))
		return NULL;
	*VEC_PUSH(r->arena, &r->items) = (struct catalogue_item){.kind = kind,
		.id = name,
		.title = title->text,
		.node = node,
		.whole = whole,
		.span = id->span};
	return name;
}

/* The items within an element of a list: its parts, each followed by those within it. */
static void
read_parts(struct reader *r, const struct kind *kind, const struct yaml *element)
{
	const struct yaml *id = yaml_get(element, "id");
	const struct yaml *parts = yaml_get(element, kind->source_parts[0]);
	struct str text;

	if (parts == NULL || !yaml_expect(parts, YAML_LIST, "a list of items", r->sink) ||
		id == NULL || !yaml_text(id, "the id of an item", &text, r->sink))
		return;
	const struct name *whole = names_get(r->language->names, text);
	for (const struct yaml *part = parts->child; part != NULL; part = part->next) {
		const struct name *name = read_item(r, kind, part, whole, text.len);
		const struct yaml *within = name != NULL && kind->source_parts[1] != NULL
						    ? yaml_get(part, kind->source_parts[1])
						    : NULL;

		if (within == NULL || !yaml_expect(within, YAML_LIST, "a list of items", r->sink))
			continue;
		for (const struct yaml *at = within->child; at != NULL; at = at->next)
			read_item(r, kind, at, name, text.len);
	}
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
		for (const struct yaml *item = list->child; item != NULL; item = item->next) {
			if (kind->source_parts[0] == NULL)
				read_item(r, kind, item, NULL, 0);
			else if (item->kind == YAML_MAP)
				read_parts(r, kind, item);
		}
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
	if (text.len > ID_MAX) {
		tell_long(sink, id->span, text.len);
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
