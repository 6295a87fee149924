/* Scopes: which names an expression may use, and what is known to exist. */
#include "expr/scope.h"

#include "base/arena.h"
#include "base/map.h"
#include "expr/builtin.h"
#include "expr/code.h"
#include "expr/narrow.h"

/* Names compared for suggestions by all expressions together: each takes a fraction of a microsecond. */
#define OFFERS 2000000

static struct scope *
scope_new(struct arena *a, const struct scope *outer)
{
	struct scope *s = arena_alloc(a, sizeof(*s));

	s->outer = outer;
	if (outer != NULL) {
		s->globals = outer->globals;
		s->variables = outer->variables;
		s->lenient = outer->lenient;
	}
	return s;
}

struct scope *
scope_global(struct arena *a, const struct model *m)
{
	struct scope *s = scope_new(a, NULL);

	s->globals = arena_alloc(a, sizeof(*s->globals));
	s->globals->arena = a;
	s->globals->model = m;
	s->globals->functions = map_new(a);
	s->globals->unknown = map_new(a);
	s->globals->offers = OFFERS;
	return s;
}

struct scope *
scope_closed(struct arena *a, const struct model *m)
{
	struct scope *s = scope_global(a, m);

	s->globals->closed = true;
	return s;
}

struct cover *
scope_cover(struct scope *global, struct cover *cover)
{
	struct cover *before = global->globals->cover;

	global->globals->cover = cover;
	return before;
}

struct scope *
scope_lenient(struct arena *a, const struct scope *outer)
{
	struct scope *s = scope_new(a, outer);

	s->lenient = true;
	return s;
}

struct scope *
scope_bind(struct arena *a, const struct scope *outer, struct str name, struct expr_type type,
	uint32_t *number)
{
	struct scope *s = scope_new(a, outer);

	s->variable = arena_alloc(a, sizeof(*s->variable));
	*s->variable = (struct variable){.name = name, .type = type, .number = s->variables};
	*number = s->variables++;
	return s;
}

bool
scope_used(const struct scope *bound)
{
	return bound->variable != NULL && bound->variable->used;
}

struct scope *
scope_assume(
	struct arena *a, const struct scope *outer, const struct compiled *condition, bool holds)
{
	struct scope *s = scope_new(a, outer);

	if (condition != NULL)
		s->facts = holds ? condition->root->yes : condition->root->no;
	return s;
}

struct scope *
scope_self(struct arena *a, const struct scope *outer, const struct kind *kind)
{
	const struct kind **kinds = arena_array(a, 1, sizeof(*kinds));
	uint32_t number;

	kinds[0] = kind;
	struct scope *s = scope_bind(a, outer, STR(""),
		(struct expr_type){.shape = SHAPE_ENTITY, .kinds = kinds, .kind_count = 1},
		&number);
	s->self = kind;
	s->lenient = true;
	return s;
}

struct variable *
scope_variable(const struct scope *s, struct str name)
{
	for (; s != NULL; s = s->outer) {
		if (s->variable != NULL && s->self == NULL && str_eq(s->variable->name, name))
			return s->variable;
	}
	return NULL;
}

struct variable *
scope_self_variable(const struct scope *s, const struct kind **kind)
{
	for (; s != NULL; s = s->outer) {
		if (s->self != NULL) {
			*kind = s->self;
			return s->variable;
		}
	}
	return NULL;
}

const struct fact *
scope_facts(struct arena *a, const struct scope *s)
{
	const struct fact *all = NULL;

	for (; s != NULL; s = s->outer)
		all = all == NULL ? s->facts : facts_join(a, s->facts, all);
	return all;
}

static const struct name *
find_name(const struct scope *s, struct str name)
{
	return names_find(s->globals->model->language->names, name);
}

const struct function *
scope_find_function(const struct scope *s, struct str name)
{
	const struct name *n = find_name(s, name);

	return n != NULL ? map_get(s->globals->functions, n) : NULL;
}

const struct kind *
scope_collection(const struct scope *s, struct str name)
{
	const struct name *n = find_name(s, name);

	return n != NULL && !s->globals->closed ? map_get(s->globals->model->language->by_plural, n)
						: NULL;
}

const struct kind *
scope_single(const struct scope *s, struct str name)
{
	const struct kind *kind =
		s->globals->closed ? NULL : language_kind(s->globals->model->language, name);

	return kind != NULL && kind->id == KIND_ID_NONE ? kind : NULL;
}

bool
scope_free(const struct scope *s, struct str name)
{
	return !parse_is_reserved(name) && scope_variable(s, name) == NULL &&
	       scope_collection(s, name) == NULL && scope_single(s, name) == NULL &&
	       scope_find_function(s, name) == NULL && builtin_find(name) == NULL;
}

bool
scope_function(struct scope *global, struct str name, const struct expr_type *params,
	uint32_t param_count, const struct compiled *body)
{
	struct globals *g = global->globals;
	struct function *f;

	if (!scope_free(global, name))
		return false;
	f = arena_alloc(g->arena, sizeof(*f));
	*f = (struct function){name, params, param_count, body, g->first};
	g->first = f;
	map_put(g->functions, names_get(g->model->language->names, name), f);
	return true;
}
