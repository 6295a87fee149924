/* An entity → the variables that expressions of duties use, and a value → the words that state it in a source. */
#include "mutate/fit.h"

#include "base/arena.h"

/* In the order in which fit_scope binds them. */
enum { SELF, UP, ROOT, IT, VARIABLES };

static struct expr_type
type_of(struct arena *a, const struct kind *kind)
{
	const struct kind **kinds = arena_array(a, 1, sizeof(*kinds));

	kinds[0] = kind;
	return (struct expr_type){.shape = SHAPE_ENTITY, .kinds = kinds, .kind_count = 1};
}

/* What a reference leads to. */
static struct expr_type
type_of_one(struct arena *a, const struct field *field)
{
	struct expr_type t = expr_type_of_field(a, field);

	t.list = false;
	t.optional = true;
	return t;
}

const struct scope *
fit_scope(struct arena *a, const struct scope *global, const struct kind *kind,
	const struct field *field)
{
	const struct kind *up = kind->block_of != NULL ? kind->block_of->owner : kind;
	const struct scope *scope = scope_self(a, global, kind);
	uint32_t number;

	scope = scope_bind(a, scope, STR("up"), type_of(a, up), &number);
	scope = scope_bind(a, scope, STR("root"), type_of(a, kind_root(kind)), &number);
	if (field != NULL && field->type == TYPE_BLOCK)
		scope = scope_bind(a, scope, STR("it"), type_of(a, field->block), &number);
	if (field != NULL && field->type == TYPE_REF)
		scope = scope_bind(a, scope, STR("it"), type_of_one(a, field), &number);
	return scope;
}

struct evaluator *
fit_evaluator(struct arena *a, const struct model *m)
{
	return evaluator_new(a, m, VARIABLES);
}

static void
bind(struct evaluator *v, struct entity *e)
{
	evaluator_reset(v);
	evaluator_budget(v, 10000000);
	evaluator_set(v, SELF, result_entity(e));
	evaluator_set(v, UP, result_entity(e->parent != NULL ? e->parent : e));
	evaluator_set(v, ROOT, result_entity(entity_root(e)));
}

bool
fit_holds(
	struct evaluator *v, const struct compiled *condition, struct entity *e, struct entity *it)
{
	if (condition == NULL)
		return true;
	bind(v, e);
	evaluator_set(v, IT, it != NULL ? result_entity(it) : (struct result){.present = false});
	return expr_holds(v, condition);
}

static void
put_string(struct buf *out, struct str s)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_putc(out, '\\');
		if (s.ptr[i] == '\n')
			buf_puts(out, "\\n");
		else
			buf_putc(out, s.ptr[i]);
	}
	buf_putc(out, '"');
}

bool
fit_value(struct evaluator *v, const struct compiled *value, struct entity *e, struct buf *out)
{
	if (value == NULL)
		return false;
	bind(v, e);
	struct result r = expr_eval(v, value);
	if (evaluator_fault(v) != FAULT_NONE || !r.present || r.list)
		return false;
	if (r.shape == SHAPE_STRING)
		put_string(out, r.string);
	else if (r.shape == SHAPE_BOOL)
		buf_puts(out, r.boolean ? "yes" : "no");
	else
		result_format(&r, out);
	return true;
}
