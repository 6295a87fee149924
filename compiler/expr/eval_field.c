/* Navigation: fields of entities are slots of arrays; over lists it maps, flattens, and leaves out entities that came before. */
#include <string.h>

#include "base/arena.h"
#include "expr/machine.h"
#include "model/prose.h"

struct result
result_entity(struct entity *e)
{
	return (struct result){
		.present = true, .shape = SHAPE_ENTITY, .span = e->span, .entity = e};
}

struct result
value_result(const struct value *v, const struct field *f)
{
	struct result r = {.present = true, .span = v->span};

	switch (v->type) {
	case TYPE_BOOL:
		r.shape = SHAPE_BOOL;
		r.boolean = v->boolean;
		break;
	case TYPE_INT:
		r.shape = SHAPE_INT;
		r.integer = v->integer;
		break;
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		r.shape = SHAPE_NUMBER;
		r.number = v->number;
		break;
	case TYPE_DATE:
		r.shape = SHAPE_DATE;
		r.date = v->date;
		break;
	case TYPE_DURATION:
		r.shape = SHAPE_DURATION;
		r.duration = v->duration;
		break;
	case TYPE_MONEY:
		r.shape = SHAPE_MONEY;
		r.money = v->money;
		break;
	case TYPE_ENUM:
		r.shape = SHAPE_ENUM;
		r.member.field = f;
		r.member.member = v->member;
		break;
	case TYPE_LEVEL:
	case TYPE_REF:
	case TYPE_BLOCK:
		r.shape = v->type == TYPE_LEVEL ? SHAPE_LEVEL : SHAPE_ENTITY;
		r.entity = v->entity;
		r.present = v->entity != NULL;
		break;
	case TYPE_EXPRESSION:
		r.shape = SHAPE_EXPRESSION;
		r.expression = v->expression;
		break;
	case TYPE_TEXT:
		r.shape = SHAPE_STRING;
		r.string = v->prose != NULL ? v->prose->plain : STR("");
		break;
	default:
		r.shape = v->type == TYPE_VERSION ? SHAPE_VERSION : SHAPE_STRING;
		r.string = v->string;
	}
	return r;
}

struct result
result_item(const struct result *list, uint32_t i)
{
	switch ((enum list_view)list->view) {
	case LIST_ENTITIES:
		return result_entity(((struct entity *const *)list->items.base)[i]);
	case LIST_VALUES:
		return value_result((const struct value *)list->items.base + i, NULL);
	case LIST_RESULTS:
		break;
	}
	return ((const struct result *)list->items.base)[i];
}

static struct result
implicit(const struct entity *e, const struct field *f)
{
	struct result r = {.present = true, .shape = SHAPE_STRING, .span = e->span};

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
		items[i] = value_result(&slot->values[i], f);
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
	*out = (struct result){
		.present = true, .list = true, .view = LIST_VALUES, .span = slot->span};
	out->items.base = slot->values;
	out->items.count = slot->count;
	if (slot->count == 0)
		return true;
	out->shape = value_result(&slot->values[0], f).shape;
	return f->type != TYPE_ENUM || load_members(e, slot, f, out);
}

bool
load_field(struct evaluator *e, const struct entity *entity, const struct access *access,
	struct result *out)
{
	uint32_t row = 0;

	while (row < access->count && access->rows[row].kind != entity->kind)
		row++;
	if (row == access->count) {
		e->fault = FAULT_UNKNOWN;
		return false;
	}
	const struct field *f = access->rows[row].field;
	if ((f->flags & FIELD_IMPLICIT) != 0) {
		*out = implicit(entity, f);
		return true;
	}
	const struct slot *slot = &entity->slots[f->index];
	/* What is absent may only have been unreadable, or was reported; so may the rest of a list. */
	bool unread = entity->broken ||
		      ((f->flags & FIELD_INVERSE) != 0 ? e->model->broken : access->rows[row].sure);
	if ((slot->count == 0 && unread) || (access->many && entity->broken)) {
		e->fault = FAULT_UNKNOWN;
		return false;
	}
	if (access->many)
		return load_list(e, slot, f, out);
	if (slot->count == 0) {
		*out = (struct result){.present = false};
		return true;
	}
	if (slot->values[0].bad) {
		e->fault = FAULT_UNKNOWN;
		return false;
	}
	*out = value_result(&slot->values[0], f);
	return true;
}

static bool
replace_top(struct machine *m, const struct instruction *i, const struct access *access)
{
	struct result *top = m->sp - 1;

	(void)i;
	if (!top->present) {
		*top = (struct result){.list = access->many};
		return true;
	}
	return load_field(m->e, top->entity, access, top);
}

bool
run_field(struct machine *m, const struct instruction *i)
{
	return replace_top(m, i, i->p);
}

bool
run_variable_field(struct machine *m, const struct instruction *i)
{
	*m->sp++ = m->variables[i->n];
	return replace_top(m, i, i->p);
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
		struct result item = result_item(&r, i);

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
		struct result element = result_item(&base, k);

		if (!gather_field(&g, element.entity, access))
			return false;
	}
	m->sp[-1] = g.list;
	return true;
}
