/* Computed fields → values in their slots, and fields that hold expressions with parameters → compiled, so that others can call
 * them. What cannot be told because something it needs could not be read leaves a bad value: whoever reads it stays silent. */
#include "rules/derive.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "rules/rules.h"

/* Steps that all fields may take together: some, and some for each entity. */
#define STEPS INT64_C(100000000)
#define STEPS_EACH 1000

/* The scope of a field's expressions: its parameters; NULL when it takes none and gives nothing. */
static const struct scope *
formula_scope(struct derivation *d, const struct field *f, struct expr_type *result)
{
	struct scope *scope = scope_closed(d->arena, d->model);
	uint32_t number;

	if (!f->has_result ||
		!expr_type_named(d->arena, d->model, str_of(type_name(f->result)), result))
		return NULL;
	for (uint32_t i = 0; i < f->param_count; i++) {
		struct expr_type t;

		if (!expr_type_named(d->arena, d->model, str_of(type_name(f->params[i].type)), &t))
			return NULL;
		scope = scope_bind(d->arena, scope, name_str(f->params[i].name), t, &number);
	}
	return scope;
}

static void
compile_formulas(struct derivation *d, const struct kind *kind, const struct field *f)
{
	const struct entity_list *list = &d->model->by_kind[kind->index];
	struct expr_type result;
	const struct scope *scope =
		f->type == TYPE_EXPRESSION ? formula_scope(d, f, &result) : NULL;

	for (uint32_t i = 0; scope != NULL && i < list->count; i++) {
		const struct slot *slot = &list->ptr[i]->slots[f->index];

		for (uint32_t k = 0; k < slot->count; k++) {
			struct expression *x = slot->values[k].expression;

			if (slot->values[k].bad || x == NULL || x->tree == NULL)
				continue;
			x->compiled = expr_compile(
				d->arena, x->tree, x->first, x->end, scope, &result, d->sink);
		}
	}
}

/* The number among the fields that it is computed from, if there is one, and one only. */
static const struct field *
only_number(const struct computed *c)
{
	const struct field *f = c->inputs.ptr[0];
	bool number = f->type == TYPE_INT || f->type == TYPE_NUMBER || f->type == TYPE_PERCENT;

	return c->inputs.len == 1 && number && (f->flags & FIELD_MANY) == 0 ? f : NULL;
}

static double
number_of(const struct value *v)
{
	return v->type == TYPE_INT ? (double)v->integer : v->number;
}

/* The same number in an entity and its blocks has one cause. */
static bool
was_told(struct derivation *d, struct entity *e, double number)
{
	uint64_t bits = 0;
	const void *key;

	memcpy(&bits, &number, sizeof(bits));
	key = (const void *)(uintptr_t)(bits + 1);
	if (map_get2(d->told, entity_root(e), key) != NULL)
		return true;
	map_put2(d->told, entity_root(e), key, e);
	return false;
}

static void
tell_outside(struct derivation *d, const struct computed *c, struct entity *e)
{
	const struct field *levels = c->field->level_of;
	const struct field *input = only_number(c);
	const char *owner = kind_path(d->arena, levels->owner);
	double number = input != NULL ? number_of(&e->slots[input->index].values[0]) : 0;
	struct result r = {.present = true, .shape = SHAPE_NUMBER, .number = number};
	struct buf text = {0};
	struct diag *diag;

	if (was_told(d, e, number))
		return;
	result_format(&r, &text);
	if (input != NULL)
		diag = diag_add(d->sink, DIAG_OUTSIDE_LEVELS, e->span,
			"`%s` of %s is %s, which lies in no `%s` of `%s`", input->name->text,
			entity_name(d->arena, e), text.ptr, levels->name->text, owner);
	else
		diag = diag_add(d->sink, DIAG_OUTSIDE_LEVELS, e->span, "%s lies in no `%s` of `%s`",
			entity_name(d->arena, e), levels->name->text, owner);
	buf_free(&text);
	diag_help(d->sink, diag,
		"correct what it is computed from, or let the levels reach so far and have no "
		"gaps");
	diag_relate(d->sink, diag, d->model->by_kind[levels->block->index].ptr[0]->span,
		"the first level");
}

/* Whether an entity has all that a level of it is computed from, and levels are declared, so that one of them should be found. */
static bool
wants_level(const struct derivation *d, const struct computed *c, const struct entity *e)
{
	const struct field *levels = c->field->level_of;

	if (c->field->type != TYPE_LEVEL || levels == NULL || c->inputs.len == 0 ||
		(c->field->flags & FIELD_MANY) != 0 ||
		d->model->by_kind[levels->block->index].count == 0)
		return false;
	for (uint32_t i = 0; i < c->inputs.len; i++) {
		if (e->slots[c->inputs.ptr[i]->index].count == 0)
			return false;
	}
	return true;
}

/* True when the field cannot be computed for others either. */
static bool
tell_fault(struct derivation *d, const struct computed *c, const struct entity *e, enum fault fault)
{
	const char *name = c->field->name->text;

	if (fault == FAULT_CURRENCY)
		diag_add(d->sink, DIAG_RULE_CURRENCY, e->span,
			"`%s` of %s cannot be computed from amounts in different currencies", name,
			entity_name(d->arena, e));
	if (fault != FAULT_EXHAUSTED && fault != FAULT_PATTERN)
		return false;
	diag_add(d->sink, DIAG_RULE_LIMIT, c->field->computed_span,
		"to compute `%s` of %s takes too long", name, entity_name(d->arena, e));
	return true;
}

/* The value of one entity's field. True when there can be none for the others. */
static bool
derive_one(struct derivation *d, const struct computed *c, struct evaluator *v, struct entity *e,
	struct value *room)
{
	struct slot *slot = &e->slots[c->field->index];
	enum fault fault;
	struct result r;

	evaluator_reset(v);
	evaluator_set(v, 0, result_entity(e));
	r = expr_eval(v, c->compiled);
	fault = evaluator_fault(v);
	if (fault == FAULT_NONE && r.present) {
		derive_store(d->arena, c->field, &r, slot, room);
		return false;
	}
	if (fault == FAULT_NONE && !wants_level(d, c, e))
		return false;
	if (fault == FAULT_NONE)
		tell_outside(d, c, e);
	slot->values = room;
	slot->count = 1;
	return tell_fault(d, c, e, fault);
}

static void
derive_field(struct derivation *d, const struct computed *c, struct evaluator *v)
{
	const struct entity_list *list = &d->model->by_kind[c->kind->index];
	struct value *room = arena_array(d->arena, list->count, sizeof(*room));
	bool stop = c->compiled == NULL;

	for (uint32_t i = 0; i < list->count; i++) {
		struct slot *slot = &list->ptr[i]->slots[c->field->index];

		room[i] = (struct value){.type = c->field->type, .bad = true};
		if (!stop) {
			stop = derive_one(d, c, v, list->ptr[i], &room[i]);
			continue;
		}
		slot->values = &room[i];
		slot->count = 1;
	}
}

void
rules_derive(struct arena *a, struct model *m, struct sink *sink)
{
	const struct language *l = m->language;
	struct derivation d = {.arena = a,
		.model = m,
		.sink = sink,
		.scope = scope_global(a, m),
		.numbers = map_new(a),
		.told = map_new(a)};
	struct evaluator *v = evaluator_new(a, m, 1);

	evaluator_budget(v, STEPS + (int64_t)m->entity_count * STEPS_EACH);
	for (uint32_t k = 0; k < l->kind_count; k++) {
		for (uint32_t i = 0; i < l->kinds[k]->field_count; i++)
			compile_formulas(&d, l->kinds[k], l->kinds[k]->fields[i]);
	}
	derive_compile(&d);
	for (uint32_t i = 0; i < d.order.len; i++)
		derive_field(&d, &d.fields.ptr[d.order.ptr[i]], v);
}
