/* Comparisons whose result is known before any source is read: they check nothing, and are refused. */
#include <float.h>
#include <math.h>

#include "base/arena.h"
#include "expr/builtin.h"
#include "expr/check.h"
#include "expr/machine.h"

/* What a node's value lies between. */
struct bounds {
	double min, max;
	const char *why_min, *why_max;
};

static bool
is_call(const struct ast *n, const char *name)
{
	const struct builtin *b = n->kind == AST_CALL && !n->user ? n->callee : NULL;

	return b != NULL && str_is(str_of(b->name), name);
}

static bool
is_count(const struct ast *n)
{
	if (n->kind == AST_EACH)
		return n->which == EACH_COUNT;
	return is_call(n, "len") || is_call(n, "count") || is_call(n, "words");
}

/* Whether a list is a field that each entity fills. */
static bool
never_empty(const struct ast *n)
{
	const struct step *last;

	if (n->kind != AST_PATH || n->step_count == n->first_step || !n->type.list)
		return false;
	last = &n->steps[n->step_count - 1];
	return !last->from_list && last->access != NULL && last->access->sure;
}

static const struct field *
last_field(const struct ast *n)
{
	if (n->kind != AST_PATH || n->step_count == n->first_step ||
		n->steps[n->step_count - 1].access == NULL ||
		n->steps[n->step_count - 1].access->count != 1)
		return NULL;
	return n->steps[n->step_count - 1].access->rows[0].field;
}

/* What the levels are is known from the sources, unless those could not be read. */
static bool
level_bounds(struct checker *c, const struct ast *n, struct bounds *b)
{
	const struct entity_list *list = &c->model->by_kind[type_level_kind(n->type.field)->index];

	if (c->model->broken || list->count == 0 || !type_has_order(&n->type))
		return false;
	const struct entity *first = list->ptr[0], *last = list->ptr[list->count - 1];
	if (first->id == NULL || last->id == NULL)
		return false;
	b->min = first->number;
	b->max = last->number;
	b->why_min = arena_printf(c->arena, "`%s` is the first level", first->id->text);
	b->why_max = arena_printf(c->arena, "`%s` is the last level", last->id->text);
	return true;
}

static bool
find_bounds(struct checker *c, const struct ast *n, struct bounds *b)
{
	const struct field *f = last_field(n);

	*b = (struct bounds){-DBL_MAX, DBL_MAX, NULL, NULL};
	if (is_count(n)) {
		const struct ast *of = n->kind == AST_CALL   ? n->items[0]
				       : n->where || n->body ? n
							     : n->list;

		b->min = never_empty(of) ? 1 : 0;
		b->why_min = b->min > 0 ? "there is always one at least: the field is required"
					: "a count is never less than 0";
		return true;
	}
	if (n->type.shape == SHAPE_LEVEL)
		return level_bounds(c, n, b);
	if (f == NULL)
		return type_is_number(&n->type);
	if (n->type.shape == SHAPE_ENUM) {
		b->min = 0;
		b->max = (double)f->value_count - 1;
		b->why_min =
			arena_printf(c->arena, "`%s` is its first member", f->values[0].name->text);
		b->why_max = arena_printf(c->arena, "`%s` is its last member",
			f->values[f->value_count - 1].name->text);
		return f->value_count > 0;
	}
	if (!type_is_number(&n->type))
		return false;
	if (f->has_min) {
		b->min = f->min;
		b->why_min = arena_printf(c->arena, "`%s` is at least %g", f->name->text, f->min);
	}
	if (f->has_max) {
		b->max = f->max;
		b->why_max = arena_printf(c->arena, "`%s` is at most %g", f->name->text, f->max);
	}
	return true;
}

static bool
constant_number(const struct ast *n, double *out)
{
	struct result value;

	if (!check_constant_value(n, &value))
		return false;
	if (value.shape == SHAPE_ENUM)
		*out = value.member.member;
	else if (value.shape == SHAPE_LEVEL)
		*out = value.entity->number;
	else if (value.shape == SHAPE_INT || value.shape == SHAPE_NUMBER)
		*out = value_number(&value);
	else
		return false;
	return true;
}

/* b op x for all values within the bounds: 1 always, 0 never, -1 depends. */
static int
decide(const struct bounds *b, enum op op, double x, const char **why)
{
	switch (op) {
	case OP_LT:
		*why = b->max < x ? b->why_max : b->why_min;
		return b->max < x ? 1 : b->min >= x ? 0 : -1;
	case OP_LE:
		*why = b->max <= x ? b->why_max : b->why_min;
		return b->max <= x ? 1 : b->min > x ? 0 : -1;
	case OP_GT:
		*why = b->min > x ? b->why_min : b->why_max;
		return b->min > x ? 1 : b->max <= x ? 0 : -1;
	case OP_GE:
		*why = b->min >= x ? b->why_min : b->why_max;
		return b->min >= x ? 1 : b->max < x ? 0 : -1;
	case OP_EQ:
	case OP_NE:
		*why = b->max < x ? b->why_max : b->why_min;
		return b->max < x || b->min > x ? op == OP_NE : -1;
	default:
		return -1;
	}
}

/* -1 when it depends on the sources. */
static int
decide_number(struct checker *c, const struct ast *n, enum op op, double x, const char **why)
{
	struct bounds b;

	if (!find_bounds(c, n, &b))
		return -1;
	if (n->type.shape == SHAPE_INT && floor(x) != x && (op == OP_EQ || op == OP_NE)) {
		*why = arena_printf(c->arena, "a whole number is never %g", x);
		return op == OP_NE;
	}
	return decide(&b, op, x, why);
}

static void
say_decided(struct checker *c, struct span span, bool always, const char *why)
{
	check_fail(c, DIAG_VACUOUS, span, "this is %s true%s%s", always ? "always" : "never",
		why != NULL ? ": " : "", why != NULL ? why : "");
}

/* `kind(x)` and `x.kind`: the kinds that x may be. */
static bool
asks_kind(struct checker *c, const struct ast *n, struct expr_type *of)
{
	const struct access *access;

	if (is_call(n, "kind")) {
		*of = type_element(n->items[0]->type);
		return of->shape == SHAPE_ENTITY;
	}
	if (n->kind != AST_PATH || n->step_count == n->first_step)
		return false;
	access = n->steps[n->step_count - 1].access;
	if (access == NULL || (access->rows[0].field->flags & FIELD_IMPLICIT) == 0 ||
		!str_is(name_str(access->rows[0].field->name), "kind"))
		return false;
	*of = type_of(SHAPE_ENTITY);
	of->kinds = arena_array(c->arena, access->count, sizeof(*of->kinds));
	for (uint32_t i = 0; i < access->count; i++)
		of->kinds[of->kind_count++] = access->rows[i].kind;
	return true;
}

/* `kind(x) == "risk"` where x is none, or nothing else; reports it. */
static bool
check_kind_word(struct checker *c, const struct ast *n, const struct ast *word)
{
	struct expr_type of;
	struct suggest s;

	if (word->kind != AST_LITERAL || word->value.shape != SHAPE_STRING || !asks_kind(c, n, &of))
		return false;
	s = suggest_start(word->value.string);
	for (uint32_t i = 0; i < of.kind_count; i++) {
		struct str name = name_str(of.kinds[i]->name);

		suggest_offer(&s, name);
		if (!str_eq(name, word->value.string))
			continue;
		if (of.kind_count == 1)
			check_fail(c, DIAG_VACUOUS, word->span, "this is nothing but %s",
				type_text(c->arena, &of));
		return of.kind_count == 1;
	}
	struct diag *d = check_fail(
		c, DIAG_VACUOUS, word->span, "this can only be %s", type_text(c->arena, &of));
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(c->sink, d, "did you mean `\"%.*s\"`?", (int)best.len, best.ptr);
	return true;
}

/* 0.8 beside a field that counts in percent. */
static bool
check_percent(struct checker *c, const struct ast *n, const struct ast *number)
{
	const struct field *f = last_field(n);

	if (f == NULL || f->type != TYPE_PERCENT || number->kind != AST_LITERAL ||
		number->value.shape != SHAPE_NUMBER || number->word.len == 0 ||
		number->value.number >= 1)
		return false;
	struct diag *d = check_fail(c, DIAG_UNLIKE_TYPES, number->span,
		"`%s` counts in percent, of which this is less than one", f->name->text);
	diag_help(c->sink, d, "is `%g %%` meant?", number->value.number * 100);
	return true;
}

void
check_vacuous(struct checker *c, struct ast *n)
{
	const char *why = NULL;
	double x;
	int decided = -1;

	if (check_constant(n->left) && check_constant(n->right)) {
		check_fail(c, DIAG_VACUOUS, n->span, "both sides are constants");
		return;
	}
	if (check_same(n->left, n->right)) {
		check_fail(c, DIAG_VACUOUS, n->span, "both sides are the same");
		return;
	}
	if (check_kind_word(c, n->left, n->right) || check_kind_word(c, n->right, n->left) ||
		check_percent(c, n->left, n->right) || check_percent(c, n->right, n->left))
		return;
	if (constant_number(n->right, &x))
		decided = decide_number(c, n->left, n->op, x, &why);
	else if (constant_number(n->left, &x))
		decided = decide_number(c, n->right, check_mirror(n->op), x, &why);
	if (decided >= 0)
		say_decided(c, n->span, decided == 1, why);
}

/* Whether a list of constants names every member that the element may be. */
static bool
names_all(const struct ast *element, const struct ast *list)
{
	const struct field *f = element->type.field;

	if (element->type.shape != SHAPE_ENUM)
		return false;
	for (uint32_t m = 0; m < f->value_count; m++) {
		bool named = false;

		for (uint32_t i = 0; i < list->item_count; i++) {
			struct result value;

			named = named || (check_constant_value(list->items[i], &value) &&
						 value.member.member == m);
		}
		if (!named)
			return false;
	}
	return true;
}

void
check_vacuous_in(struct checker *c, struct ast *n, struct ast *element, struct ast *list)
{
	if (list->kind == AST_LIST && list->item_count == 0) {
		check_fail(c, DIAG_VACUOUS, n->span, "nothing is in an empty list");
		return;
	}
	if (check_constant(element) && check_constant(list)) {
		check_fail(c, DIAG_VACUOUS, n->span, "both sides are constants");
		return;
	}
	if (list->kind != AST_LIST)
		return;
	for (uint32_t i = 0; i < list->item_count; i++) {
		struct ast *item = list->items[i];
		const char *why = NULL;
		double x;

		if (check_same(element, item)) {
			check_fail(c, DIAG_VACUOUS, item->span, "this is what is asked for itself");
			return;
		}
		if (check_kind_word(c, element, item) || check_percent(c, element, item))
			return;
		if (constant_number(item, &x) && decide_number(c, element, OP_EQ, x, &why) == 0) {
			check_fail(c, DIAG_VACUOUS, item->span, "it is never this: %s", why);
			return;
		}
		for (uint32_t k = 0; k < i; k++) {
			if (check_same(list->items[k], item)) {
				check_fail(c, DIAG_VACUOUS, item->span,
					"this stands in the list already");
				return;
			}
		}
	}
	if (names_all(element, list))
		check_fail(c, DIAG_VACUOUS, list->span, "every member of `%s` is in this list",
			element->type.field->name->text);
}
