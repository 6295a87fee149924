/* Reading entities: their slots, their place among others, their names for people. */
#include "base/arena.h"
#include "base/map.h"
#include "model/model.h"

const struct slot *
entity_slot(const struct entity *e, const struct field *f)
{
	return &e->slots[f->index];
}

struct entity *
entity_root(struct entity *e)
{
	while (e->parent != NULL)
		e = e->parent;
	return e;
}

struct str
entity_title(const struct entity *e)
{
	if (e->title.len > 0)
		return e->title;
	return e->id != NULL ? name_str(e->id) : str_of(e->kind->title);
}

const char *
entity_name(struct arena *a, const struct entity *e)
{
	const char *name = NULL;

	for (; e != NULL; e = e->parent) {
		const char *own =
			e->id == NULL ? e->kind->name->text
				      : arena_printf(a, "%s %s", e->kind->name->text, e->id->text);

		name = name == NULL ? own : arena_printf(a, "%s of %s", name, own);
	}
	return name;
}

struct entity *
model_find(const struct model *m, const struct kind *kind, const struct name *id)
{
	return id == NULL ? NULL : map_get2(m->index, kind, id);
}

struct entity *
model_single(const struct model *m, const struct kind *kind)
{
	return kind->id == KIND_ID_NONE ? map_get2(m->index, kind, NULL) : NULL;
}
