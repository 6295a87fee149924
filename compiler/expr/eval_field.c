/* Navigation: fields of entities are slots of arrays; over lists it maps, flattens, and leaves out entities that came before. */
#include <string.h>

#include "base/arena.h"
#include "expr/machine.h"
#include "model/prose.h"

void
entity_read(struct entity *e, struct result *out)
{
	out->present = true;
	out->list = false;
	out->shape = SHAPE_ENTITY;
	out->span = e->span;
	out->entity = e;
}

struct result
result_entity(struct entity *e)
{
	struct result r = {.present = true};

	entity_read(e, &r);
	return r;
}

/* What is no reference: its bytes lie in both structs alike. */
static void
read_plain(const struct value *v, struct result *out)
{
	switch (v->type) {
	case TYPE_BOOL:
		out->shape = SHAPE_BOOL;
		out->boolean = v->boolean;
		break;
	case TYPE_INT:
		out->shape = SHAPE_INT;
		out->integer = v->integer;
		break;
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		out->shape = SHAPE_NUMBER;
		out->number = v->number;
		break;
	case TYPE_DATE:
		out->shape = SHAPE_DATE;
		out->date = v->date;
		break;
	case TYPE_DURATION:
		out->shape = SHAPE_DURATION;
		out->duration = v->duration;
		break;
	case TYPE_MONEY:
		out->shape = SHAPE_MONEY;
		out->money = v->money;
		break;
	case TYPE_TEXT:
		out->shape = SHAPE_STRING;
		out->string = v->prose != NULL ? v->prose->plain : STR("");
		out->prose = v->prose;
		break;
	default:
		out->shape = v->type == TYPE_VERSION ? SHAPE_VERSION : SHAPE_STRING;
		out->string = v->string;
		out->prose = NULL;
	}
}

void
value_read(const struct value *v, const struct field *f, struct result *out)
{
	out->present = true;
	out->list = false;
	out->span = v->span;
	switch (v->type) {
	case TYPE_ENUM:
		out->shape = SHAPE_ENUM;
		out->member.field = f;
		out->member.member = v->member;
		break;
	case TYPE_LEVEL:
	case TYPE_REF:
	case TYPE_BLOCK:
		out->shape = v->type == TYPE_LEVEL ? SHAPE_LEVEL : SHAPE_ENTITY;
		out->entity = v->entity;
		out->present = v->entity != NULL;
		break;
	case TYPE_EXPRESSION:
		out->shape = SHAPE_EXPRESSION;
		out->expression = v->expression;
		break;
	default:
		read_plain(v, out);
	}
}

void
item_read(const struct result *list, uint32_t i, struct result *out)
{
	switch ((enum list_view)list->view) {
	case LIST_ENTITIES:
		entity_read(((struct entity *const *)list->items.base)[i], out);
		return;
	case LIST_VALUES:
		value_read((const struct value *)list->items.base + i, NULL, out);
		return;
	case LIST_RESULTS:
		break;
	}
	*out = ((const struct result *)list->items.base)[i];
}

struct result
result_item(const struct result *list, uint32_t i)
{
	struct result r;

	item_read(list, i, &r);
	return r;
}

static struct result
implicit(const struct entity *e, const struct field *f)
{
	struct result r = {.present = true, .shape = SHAPE_STRING, .span = e->span, .prose = NULL};

	switch (f->name->text[0]) {
	case 'i':
		r.present = e->id != NULL;
		r.string = e->id != NULL ? name_str(e->id) : STR("");
		break;
	case 't':
		r.string = e->kind->block_of != NULL ? e->title : entity_title(e);
		r.present = r.string.len > 0;
		break;
	case 'd':
		r.shape = SHAPE_BOOL;
		r.boolean = e->declared;
		break;
	default:
		r.string = name_str(e->kind->name);
	}
	return r;
}

/* Members know their field, so that a list of them cannot stay in the model. */
static bool
load_members(
	struct evaluator *e, const struct slot *slot, const struct field *f, struct result *out)
{
	struct result *items = scratch_alloc(e, slot->count * sizeof(*items));

	if (items == NULL)
		return false;
	for (uint32_t i = 0; i < slot->count; i++)
		value_read(&slot->values[i], f, &items[i]);
	out->view = LIST_RESULTS;
	out->items.base = items;
	return true;
}

static bool
load_list(struct evaluator *e, const struct slot *slot, const struct field *f, struct result *out)
{
	for (uint32_t i = 0; i < slot->count; i++) {
		if (slot->values[i].bad) {
			e->fault = FAULT_UNKNOWN;
			return false;
		}
	}
	out->shape = SHAPE_ERROR;
	if (slot->count > 0)
		value_read(&slot->values[0], f, out);
	out->present = out->list = true;
	out->view = LIST_VALUES;
	out->span = slot->span;
	out->items.base = slot->values;
	out->items.count = slot->count;
	return slot->count == 0 || f->type != TYPE_ENUM || load_members(e, slot, f, out);
}

/* Where an entity's field is kept; NULL with a fault when nothing can be told of it. *field is set in any case. */
static inline const struct slot *
find_slot(struct evaluator *e, const struct entity *entity, const struct access *access,
	const struct field **field)
{
	uint32_t row = 0;

	while (row < access->count && access->rows[row].kind != entity->kind)
		row++;
	if (row == access->count) {
		e->fault = FAULT_UNKNOWN;
		return NULL;
	}
	const struct field *f = *field = access->rows[row].field;
	const struct slot *slot = &entity->slots[f->index];
	if ((f->flags & FIELD_IMPLICIT) != 0)
		return slot;
	/* What is absent may only have been unreadable, or was reported; so may the rest of a list. */
	bool unread = entity->broken ||
		      ((f->flags & FIELD_INVERSE) != 0 ? e->model->broken : access->rows[row].sure);
	if ((slot->count == 0 ? unread : slot->values[0].bad) || (entity->broken && access->many)) {
		e->fault = FAULT_UNKNOWN;
		return NULL;
	}
	return slot;
}

bool
load_field(struct evaluator *e, const struct entity *entity, const struct access *access,
	struct result *out)
{
	const struct field *f;
	const struct slot *slot = find_slot(e, entity, access, &f);

	if (slot == NULL)
		return false;
	if ((f->flags & FIELD_IMPLICIT) != 0)
		*out = implicit(entity, f);
	else if (access->many)
		return load_list(e, slot, f, out);
	else if (slot->count == 0)
		out->present = out->list = false;
	else
		value_read(&slot->values[0], f, out);
	return true;
}

bool
run_field(struct machine *m, const struct instruction *i)
{
	struct result *top = m->sp - 1;
	const struct access *access = i->p;

	if (!top->present) {
		*top = (struct result){.list = access->many};
		return true;
	}
	return load_field(m->e, top->entity, access, top);
}

bool
run_variable_field(struct machine *m, const struct instruction *i)
{
	const struct result *variable = &m->variables[i->n];
	const struct access *access = i->p;
	struct result *out = m->sp++;

	if (!variable->present) {
		*out = (struct result){.list = access->many};
		return true;
	}
	return load_field(m->e, variable->entity, access, out);
}

/* Whether a slot that can be told of holds something. */
static bool
is_filled(const struct slot *slot, const struct field *f)
{
	bool refers = f->type == TYPE_REF || f->type == TYPE_LEVEL || f->type == TYPE_BLOCK;

	return slot->count > 0 && (!refers || slot->values[0].entity != NULL);
}

/* exists, missing: the field is only looked at. */
static bool
has_field(
	struct machine *m, const struct result *of, const struct instruction *i, struct result *out)
{
	const struct access *access = i->p;
	const struct field *f;
	bool has = false;

	if (of->present) {
		const struct entity *entity = of->entity;
		const struct slot *slot = find_slot(m->e, entity, access, &f);

		if (slot == NULL)
			return false;
		if ((f->flags & FIELD_IMPLICIT) != 0)
			has = implicit(entity, f).present;
		else
			has = is_filled(slot, f);
		for (uint32_t k = 1; access->many && k < slot->count; k++) {
			if (slot->values[k].bad)
				return machine_fault(m, FAULT_UNKNOWN);
		}
	}
	set_bool(out, has != (i->flags != 0));
	return true;
}

bool
run_has(struct machine *m, const struct instruction *i)
{
	return has_field(m, m->sp - 1, i, m->sp - 1);
}

bool
run_variable_has(struct machine *m, const struct instruction *i)
{
	m->sp++;
	return has_field(m, &m->variables[i->n], i, m->sp - 1);
}

/* A list that is being made of what the fields of many entities hold. */
struct gathering {
	struct machine *m;
	struct result list;
	uint32_t cap;
	bool entities;
};

static bool
gather(struct gathering *g, const struct result *r)
{
	struct evaluator *e = g->m->e;
	size_t size = g->entities ? sizeof(struct entity *) : sizeof(struct result);
	uint32_t count = g->list.items.count;

	if (g->entities) {
		if (e->stamps[r->entity->index] == e->stamp)
			return true;
		e->stamps[r->entity->index] = e->stamp;
	}
	if (count == g->cap) {
		uint32_t cap = g->cap == 0 ? 8 : g->cap * 2;
		void *more = scratch_alloc(e, cap * size);

		if (more == NULL)
			return false;
		if (count > 0)
			memcpy(more, g->list.items.base, count * size);
		g->list.items.base = more;
		g->cap = cap;
	}
	/* The memory is this list's own. */
	char *base = (char *)(uintptr_t)g->list.items.base;
	if (g->entities)
		((struct entity **)(void *)base)[count] = r->entity;
	else
		((struct result *)(void *)base)[count] = *r;
	g->list.items.count = count + 1;
	g->list.shape = r->shape;
	return true;
}

static void
new_stamp(struct evaluator *e)
{
	if (e->stamps == NULL)
		e->stamps = arena_array(e->arena, e->model->entity_count, sizeof(*e->stamps));
	if (++e->stamp == 0) {
		memset(e->stamps, 0, e->model->entity_count * sizeof(*e->stamps));
		e->stamp = 1;
	}
}

/* What one element's field holds. */
static bool
gather_field(struct gathering *g, const struct entity *entity, const struct access *access)
{
	struct result r;

	if (!load_field(g->m->e, entity, access, &r))
		return false;
	if (!r.present)
		return true;
	if (!r.list)
		return machine_spend(g->m, 1) && gather(g, &r);
	if (!machine_spend(g->m, 1 + r.items.count))
		return false;
	for (uint32_t i = 0; i < r.items.count; i++) {
		struct result item;

		item_read(&r, i, &item);
		if (!gather(g, &item))
			return false;
	}
	return true;
}

bool
run_fields(struct machine *m, const struct instruction *i)
{
	const struct access *access = i->p;
	enum type type = access->rows[0].field->type;
	struct gathering g = {.m = m, .entities = type == TYPE_REF || type == TYPE_BLOCK};
	struct result base = m->sp[-1];

	g.list = (struct result){.list = true, .present = base.present, .span = base.span};
	g.list.view = g.entities ? LIST_ENTITIES : LIST_RESULTS;
	if (g.entities)
		new_stamp(m->e);
	for (uint32_t k = 0; base.present && k < base.items.count; k++) {
		struct result element;

		item_read(&base, k, &element);
		if (!gather_field(&g, element.entity, access))
			return false;
	}
	m->sp[-1] = g.list;
	return true;
}
