/* A bare word beside something whose type is known: a member, a level, an id, a version. */
#include "base/arena.h"
#include "base/map.h"
#include "expr/check.h"

struct entity *
check_entity(struct checker *c, const struct kind *kind, struct str id)
{
	const struct name *name = names_find(c->model->language->names, id);

	return name != NULL ? model_find(c->model, kind, name) : NULL;
}

static void
set_constant(struct ast *n, struct expr_type t, struct result value)
{
	n->type = t;
	n->value = value;
	n->value.present = true;
	n->value.shape = t.shape;
	if (n->kind != AST_PATH)
		return;
	n->root_kind = ROOT_CONSTANT;
	n->root = NULL;
	n->first_step = n->step_count;
}

static bool
find_member(struct ast *n, const struct expr_type *t, struct suggest *s)
{
	for (uint32_t i = 0; i < t->field->value_count; i++) {
		struct str name = name_str(t->field->values[i].name);
		struct result value = {.present = true};

		if (str_eq(name, n->word)) {
			value.member.field = t->field;
			value.member.member = i;
			set_constant(n, *t, value);
			return true;
		}
		suggest_offer(s, name);
	}
	return false;
}

static bool
find_level(struct checker *c, struct ast *n, const struct expr_type *t, struct suggest *s)
{
	const struct entity_list *list = &c->model->by_kind[type_level_kind(t->field)->index];

	for (uint32_t i = 0; i < list->count; i++) {
		struct result value = {.present = true};

		if (list->ptr[i]->id == NULL)
			continue;
		if (str_eq(name_str(list->ptr[i]->id), n->word)) {
			value.entity = list->ptr[i];
			set_constant(n, *t, value);
			return true;
		}
		check_offer(c, s, name_str(list->ptr[i]->id));
	}
	return false;
}

/* Of blocks, only levels can be found by their ids. */
static bool
find_id(struct checker *c, struct ast *n, const struct expr_type *t, struct suggest *s)
{
	struct entity *found = NULL;

	for (uint32_t i = 0; i < t->kind_count; i++) {
		struct entity *e = check_entity(c, t->kinds[i], n->word);

		if (e == NULL)
			continue;
		if (found != NULL) {
			struct diag *d = check_fail(c, DIAG_AMBIGUOUS_REFERENCE, n->span,
				"`%.*s` may be %s or %s", (int)n->word.len, n->word.ptr,
				found->kind->name->text, e->kind->name->text);
			diag_help(c->sink, d, "write `%s.%.*s` or `%s.%.*s`",
				found->kind->name->text, (int)n->word.len, n->word.ptr,
				e->kind->name->text, (int)n->word.len, n->word.ptr);
			n->type = type_error();
			return true;
		}
		found = e;
	}
	if (found != NULL) {
		set_constant(n, type_entity(c->arena, found->kind), result_entity(found));
		return true;
	}
	for (uint32_t i = 0; i < t->kind_count; i++) {
		const struct entity_list *list = &c->model->by_kind[t->kinds[i]->index];

		for (uint32_t e = 0; e < list->count && c->scope->globals->offers > 0; e++) {
			const struct name *id = list->ptr[e]->id;

			if (id != NULL && model_find(c->model, t->kinds[i], id) != NULL)
				check_offer(c, s, name_str(id));
		}
	}
	return false;
}

bool
check_word(struct checker *c, struct ast *n, const struct expr_type *expected, struct suggest *s)
{
	struct expr_type t = type_element(*expected);

	switch (t.shape) {
	case SHAPE_ENUM:
		return find_member(n, &t, s);
	case SHAPE_LEVEL:
		return !c->closed && find_level(c, n, &t, s);
	case SHAPE_ENTITY:
		return !c->closed && find_id(c, n, &t, s);
	case SHAPE_VERSION:
		if (n->kind == AST_LITERAL && n->value.shape == SHAPE_DATE)
			return false;
		if (n->kind == AST_PATH &&
			(n->word.len == 0 || n->word.ptr[0] < '0' || n->word.ptr[0] > '9'))
			return false;
		if (!version_valid(n->word))
			return false;
		set_constant(n, t, (struct result){.string = n->word});
		return true;
	default:
		return false;
	}
}
