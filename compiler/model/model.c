/* The passes in order: declare, bind, resolve. */
#include "model/model.h"

#include <string.h>

#include "base/map.h"
#include "model/build.h"

/* Names compared for suggestions in one model: each takes a fraction of a microsecond. */
#define OFFERS 4000000

struct entity *
build_entity(struct builder *b, const struct kind *kind)
{
	struct entity *e = arena_alloc(b->arena, sizeof(*e));

	e->kind = kind;
	e->index = b->entities.len;
	e->slots = arena_array(b->arena, kind->field_count, sizeof(*e->slots));
	*VEC_PUSH(b->arena, &b->entities) = e;
	return e;
}

/* Room for values grows by doubling: what there is follows from how many there are. */
static uint32_t
capacity(uint32_t count)
{
	uint32_t n = 1;

	while (n < count)
		n *= 2;
	return count == 0 ? 0 : n;
}

void
build_values(struct builder *b, struct entity *e, const struct field *f, const struct value *values,
	uint32_t count, struct span span)
{
	struct slot *slot = &e->slots[f->index];
	uint32_t need = capacity(slot->count + count);

	if (!span_is(slot->span))
		slot->span = span;
	if (count == 0)
		return;
	if (need > capacity(slot->count) || slot->values == NULL)
		slot->values = arena_grow(
			b->arena, slot->values, slot->count, need, sizeof(*slot->values));
	memcpy(slot->values + slot->count, values, count * sizeof(*values));
	slot->count += count;
}

struct str
build_string(struct builder *b, const struct tree *t, uint32_t token)
{
	struct str s = tree_token_text(t, token);

	/* Most strings stand in the source as they are. */
	if (t->tokens[token].kind == TOKEN_STRING && s.len >= 2 &&
		memchr(s.ptr, '\\', s.len) == NULL)
		return (struct str){s.ptr + 1, s.len - 2};
	return tree_string(b->arena, t, token, NULL);
}

void
build_offer(struct builder *b, struct suggest *s, struct str name)
{
	if (b->offers == 0)
		return;
	b->offers--;
	suggest_offer(s, name);
}

const char *
build_article(const struct name *kind)
{
	return strchr("aeiou", kind->text[0]) != NULL ? "an" : "a";
}

/* The lists of entities by kind, of those from `first` on; kinds have all of their entities there or none. */
static void
list_kinds(struct builder *b, uint32_t first)
{
	struct model *m = b->model;

	for (uint32_t i = first; i < b->entities.len; i++)
		m->by_kind[b->entities.ptr[i]->kind->index].count++;
	for (uint32_t k = 0; k < b->language->kind_count; k++) {
		struct entity_list *list = &m->by_kind[k];

		if (list->ptr != NULL || list->count == 0)
			continue;
		list->ptr = arena_array(b->arena, list->count, sizeof(struct entity *));
		list->count = 0;
	}
	for (uint32_t i = first; i < b->entities.len; i++) {
		struct entity *e = b->entities.ptr[i];
		struct entity_list *list = &m->by_kind[e->kind->index];

		if (e->parent == NULL)
			e->number = list->count;
		list->ptr[list->count++] = e;
	}
}

static void
prepare(struct builder *b)
{
	const struct language *l = b->language;

	b->kinds = arena_array(b->arena, l->kind_count, sizeof(*b->kinds));
	b->home = arena_array(b->arena, l->kind_count, sizeof(*b->home));
	b->has_levels = arena_array(b->arena, l->kind_count, sizeof(*b->has_levels));
	b->nameless = arena_array(b->arena, l->kind_count, sizeof(*b->nameless));
	b->missing_ids = map_new(b->arena);
	b->capitals = map_new(b->arena);
	b->lost = map_new(b->arena);
	b->files = map_new(b->arena);
	for (uint32_t k = 0; k < l->kind_count; k++) {
		const struct kind *kind = l->kinds[k];

		if (kind->block_of == NULL)
			b->kinds[b->kind_count++] = kind;
		for (uint32_t i = 0; i < kind->field_count; i++) {
			const struct field *f = kind->fields[i];

			if (f->type == TYPE_LEVEL && f->level_of != NULL)
				b->has_levels[f->level_of->block->index] = true;
		}
	}
	for (uint32_t c = b->input->catalogue_count; c > 0; c--) {
		const struct catalogue *catalogue = b->input->catalogues[c - 1];

		for (uint32_t i = 0; i < catalogue->item_count; i++)
			b->home[catalogue->items[i].kind->index] = catalogue;
	}
}

struct model *
model_build(struct arena *a, const struct model_input *input, struct sources *sources,
	struct sink *sink)
{
	struct model *m = arena_alloc(a, sizeof(*m));
	struct builder b = {.arena = a,
		.input = input,
		.language = input->language,
		.model = m,
		.sink = sink,
		.sources = sources,
		.offers = OFFERS,
		.cut = input->cut};
	uint32_t declared;

	m->arena = a;
	m->language = input->language;
	m->sources = sources;
	m->sink = sink;
	m->catalogues = input->catalogues;
	m->catalogue_count = input->catalogue_count;
	m->as_of = input->as_of;
	m->index = map_new(a);
	m->by_kind = arena_array(a, input->language->kind_count, sizeof(*m->by_kind));
	prepare(&b);
	declare_items(&b);
	declare_all(&b);
	declared = b.entities.len;
	list_kinds(&b, 0);
	bind_all(&b);
	list_kinds(&b, declared);
	resolve_all(&b);
	resolve_missing(&b);
	m->entities = b.entities.ptr;
	m->entity_count = b.entities.len;
	return m;
}
