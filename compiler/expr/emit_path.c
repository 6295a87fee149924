/* Paths → code: what they begin with, and a load for each field. What no evaluation can change is read here and is a constant. */
#include "expr/emit.h"
#include "expr/machine.h"

/* Where sources could not be read, what is not there proves nothing. */
static void
unknown(struct emitter *e)
{
	emit_add(e, CODE_UNKNOWN, 0, 0, NULL);
	emit_push(e);
}

/* A collection that may lack what could not be read answers no question. To ask each of those that were read is another thing:
 * then the collection is the whole expression. */
static void
emit_collection(struct emitter *e, const struct ast *n)
{
	const struct kind *kind = n->root;
	bool whole = n == e->root && n->first_step == n->step_count;
	const struct entity_list *list = &e->model->by_kind[kind->index];
	struct result r = {
		.present = true, .list = true, .view = LIST_ENTITIES, .shape = SHAPE_ENTITY};

	r.items.base = list->ptr;
	r.items.count = list->count;
	if (e->model->broken && (list->count == 0 || !whole))
		unknown(e);
	else
		emit_constant(e, r);
}

static void
emit_root(struct emitter *e, const struct ast *n)
{
	switch (n->root_kind) {
	case ROOT_VARIABLE:
		emit_variable(e, n->variable->number);
		emit_add(e, CODE_VARIABLE, 0, n->variable->number, NULL);
		emit_push(e);
		break;
	case ROOT_LIST:
		emit_collection(e, n);
		break;
	case ROOT_SINGLE: {
		struct entity *one = model_single(e->model, n->root);

		if (one == NULL && e->model->broken)
			unknown(e);
		else if (one == NULL)
			emit_constant(e, (struct result){.shape = SHAPE_ENTITY});
		else
			emit_constant(e, result_entity(one));
		break;
	}
	case ROOT_TODAY:
		emit_constant(
			e, (struct result){
				   .present = true, .shape = SHAPE_DATE, .date = e->model->as_of});
		break;
	case ROOT_CONSTANT:
		emit_constant(e, n->value);
		break;
	case ROOT_NONE:
		emit_node(e, n->left);
		break;
	}
}

/* A field of what is known by now is read by now. Computed ones are not known yet. False when it has to wait. */
static bool
read_now(struct emitter *e, const struct step *step)
{
	const struct instruction *last = &e->code.ptr[e->code.len - 1];
	const struct result *of = last->p;
	struct evaluator reading = {.model = e->model};
	struct result value = {0};

	if (step->from_list || last->code != CODE_CONST || of->list || !of->present ||
		of->shape != SHAPE_ENTITY)
		return false;
	for (uint32_t i = 0; i < step->access->count; i++) {
		const struct field *f = step->access->rows[i].field;

		/* The words of a text may change while insertions are made. */
		if (f->computed != NULL || f->type == TYPE_TEXT ||
			(step->access->many && f->type == TYPE_ENUM))
			return false;
	}
	bool known = load_field(&reading, of->entity, step->access, &value);
	e->code.len--;
	emit_pop(e, 1);
	if (known)
		emit_constant(e, value);
	else
		unknown(e);
	return true;
}

void
emit_path(struct emitter *e, const struct ast *n)
{
	emit_root(e, n);
	for (uint32_t i = n->first_step; i < n->step_count; i++) {
		const struct step *step = &n->steps[i];
		struct instruction *last = &e->code.ptr[e->code.len - 1];

		*VEC_PUSH(e->arena, &e->reads) = step->access;
		if (n->root_kind != ROOT_NONE && read_now(e, step))
			continue;
		if (!step->from_list && last->code == CODE_VARIABLE && i == n->first_step) {
			last->code = CODE_VARIABLE_FIELD;
			last->p = step->access;
		} else {
			emit_add(e, step->from_list ? CODE_FIELDS : CODE_FIELD, 0, 0, step->access);
		}
	}
}
