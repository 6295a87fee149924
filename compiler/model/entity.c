/* Reading entities: their slots, their names for people. */
#include "base/arena.h"
#include "base/map.h"
#include "model/model.h"

const struct slot *
entity_slot(const struct entity *e, const struct field *f)
{
	return e->slots != NULL ? &e->slots[f->index] : NULL;
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
	const char *name = "";

	for (; e != NULL; e = e->parent) {
		const char *own = e->id != NULL ? arena_printf(a, "%s %s", e->kind->name->text, e->id->text)
						: e->kind->name->text;
		name = *name != '\0' ? arena_printf(a, "%s of %s", name, own) : own;
	}
	return name;
}

struct entity *
model_find(const struct model *m, const struct kind *kind, const struct name *id)
{
	return map_get2(m->index, kind, id);
}

struct entity *
model_single(const struct model *m, const struct kind *kind)
{
	const struct entity_list *list = &m->by_kind[kind->index];

	return list->count > 0 ? list->ptr[0] : NULL;
}
