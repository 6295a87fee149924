/* Pass 3: levels find their members, the other side of each reference gets its inverse, and files are looked at. */
#include "base/map.h"
#include "model/build.h"

static void
resolve_level(struct builder *b, const struct pending_level *p)
{
	struct value *v = &p->entity->slots[p->field->index].values[p->value];
	struct str word = v->string;
	const struct kind *members = p->field->level_of != NULL ? p->field->level_of->block : NULL;
	const struct entity_list *list =
		members != NULL ? &b->model->by_kind[members->index] : NULL;
	const struct name *name = names_find(b->language->names, word);
	struct suggest s = suggest_start(word);
	struct diag *d;

	/* A field of a kind file that does not say whose levels it takes was reported there. */
	if (v->bad || members == NULL) {
		v->bad = true;
		v->entity = NULL;
		return;
	}
	v->entity = model_find(b->model, members, name);
	if (v->entity != NULL)
		return;
	v->bad = true;
	/* The members may be what could not be read. */
	if (b->model->broken && list->count == 0)
		return;
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->ptr[i]->id != NULL)
			build_offer(b, &s, name_str(list->ptr[i]->id));
	}
	d = diag_add(b->sink, DIAG_UNKNOWN_REFERENCE, v->span, "there is no level `%.*s`",
		yaml_shown(word), word.ptr);
	yaml_suggest(b->sink, d, &s, v->span,
		arena_printf(b->arena, "levels are the blocks `%s` of `%s`", members->name->text,
			kind_path(b->arena, p->field->level_of->owner)));
}

/* Adds the declared entity that a reference lies in to the inverse of what it names. Entities come in the order of their
 * place, and the references of one lie together, so that the order is that of the places and twice the same is
 * seen at once. */
static void
invert(struct builder *b, struct entity *e, const struct field *f)
{
	const struct slot *from = &e->slots[f->index];

	for (uint32_t i = 0; i < from->count; i++) {
		struct entity *target = from->values[i].entity;
		const struct field *back;
		struct value v = {.type = TYPE_REF, .span = from->values[i].span};
		const struct slot *slot;

		if (from->values[i].bad || target == NULL)
			continue;
		back = kind_field(b->language, target->kind, f->inverse);
		if (back == NULL || back->inverse_of != f)
			continue;
		v.entity = entity_root(e);
		slot = &target->slots[back->index];
		if (slot->count == 0 || slot->values[slot->count - 1].entity != v.entity)
			build_values(b, target, back, &v, 1, v.span);
	}
}

void
resolve_all(struct builder *b)
{
	for (uint32_t i = 0; i < b->levels.len; i++)
		resolve_level(b, &b->levels.ptr[i]);
	for (uint32_t i = 0; i < b->entities.len; i++) {
		struct entity *e = b->entities.ptr[i];

		for (uint32_t f = 0; f < e->kind->field_count; f++) {
			const struct field *field = e->kind->fields[f];

			if (field->type == TYPE_REF && field->inverse != NULL)
				invert(b, e, field);
			else if (field->type == TYPE_PATH)
				resolve_file(b, e, field);
		}
	}
}
