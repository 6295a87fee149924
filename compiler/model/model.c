/* The passes in order: declare, bind, resolve. */
#include "model/model.h"

#include "base/arena.h"
#include "base/map.h"
#include "model/build.h"

/* Lists of entities by kind, in the order of files and places. */
static void
sort_by_kind(struct builder *b)
{
	struct model *m = b->model;

	for (uint32_t i = 0; i < b->entities.len; i++)
		m->by_kind[b->entities.ptr[i]->kind->index].count++;
	for (uint32_t k = 0; k < b->input->language->kind_count; k++) {
		m->by_kind[k].ptr = arena_array(b->arena, m->by_kind[k].count, sizeof(struct entity *));
		m->by_kind[k].count = 0;
	}
	for (uint32_t i = 0; i < b->entities.len; i++) {
		struct entity *e = b->entities.ptr[i];
		struct entity_list *list = &m->by_kind[e->kind->index];
		if (e->parent == NULL)
			e->number = list->count;
		list->ptr[list->count++] = e;
	}
}

struct model *
model_build(struct arena *a, const struct model_input *input, struct sources *sources, struct sink *sink)
{
	struct model *m = arena_alloc(a, sizeof *m);
	struct builder b = { .arena = a, .input = input, .model = m, .sink = sink, .sources = sources };

	m->arena = a;
	m->language = input->language;
	m->sources = sources;
	m->sink = sink;
	m->catalogues = input->catalogues;
	m->catalogue_count = input->catalogue_count;
	m->as_of = input->as_of;
	m->index = map_new(a);
	m->by_kind = arena_array(a, input->language->kind_count, sizeof *m->by_kind);
	declare_all(&b);
	bind_all(&b);
	sort_by_kind(&b);
	resolve_all(&b);
	m->entities = b.entities.ptr;
	m->entity_count = b.entities.len;
	return m;
}
