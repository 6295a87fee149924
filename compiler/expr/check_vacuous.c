/* Comparisons whose result is known before any source is read: they check nothing, and are refused. */
#include <float.h>
#include <math.h>

#include "base/arena.h"
#include "expr/builtin.h"
#include "expr/check.h"

bool
check_constant(const struct ast *n)
{
	if (n->kind == AST_NEGATE)
		return check_constant(n->left);
	return n->kind == AST_LITERAL || (n->kind == AST_PATH && n->root_kind == ROOT_CONSTANT &&
						 n->first_step == n->step_count);
}

bool
check_same(const struct ast *a, const struct ast *b)
{
	if (a->kind != AST_PATH || b->kind != AST_PATH || a->left != NULL || b->left != NULL)
		return false;
	uint32_t count = a->step_count - a->first_step;
	if (a->root_kind != b->root_kind || a->root != b->root || a->root_kind == ROOT_CONSTANT ||
		count != b->step_count - b->first_step)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (a->steps[a->first_step + i].name != b->steps[b->first_step + i].name)
			return false;
	}
	return true;
}

/* What a node's value lies between. */
struct bounds {
	double min, max;
	const char *why_min, *why_max;
};

static bool
is_count(const struct ast *n)
{
	const struct builtin *b = n->kind == AST_CALL && !n->user ? n->callee : NULL;

	if (n->kind == AST_EACH)
		return n->which == EACH_COUNT;
	return b != NULL && (str_is(str_of(b->name), "len") || str_is(str_of(b->name), "count") ||
				    str_is(str_of(b->name), "words"));
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

static bool
find_bounds(struct checker *c, const struct ast *n, struct bounds *b)
{
	const struct field *f = last_field(n);

	*b = (struct bounds){-DBL_MAX, DBL_MAX, NULL, NULL};
	if (is_count(n)) {
		b->min = 0;
		b->why_min = "a count is never less than 0";
		return true;
	}
	if (f == NULL)
		return false;
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
	return f->has_min || f->has_max;
}

static bool
constant_number(const struct ast *n, double *out)
{
	if (n->kind == AST_NEGATE && constant_number(n->left, out)) {
		*out = -*out;
		return true;
	}
	if (!check_constant(n) || n->kind == AST_NEGATE)
		return false;
	if (n->value.shape == SHAPE_ENUM)
		*out = n->value.member.member;
	else if (n->value.shape == SHAPE_INT)
		*out = (double)n->value.integer;
	else if (n->value.shape == SHAPE_NUMBER)
		*out = n->value.number;
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

static enum op
mirror(enum op op)
{
	switch (op) {
	case OP_LT:
		return OP_GT;
	case OP_LE:
		return OP_GE;
	case OP_GT:
		return OP_LT;
	case OP_GE:
		return OP_LE;
	default:
		return op;
	}
}

void
check_vacuous(struct checker *c, struct ast *n)
{
	struct bounds b;
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
	if (constant_number(n->right, &x) && find_bounds(c, n->left, &b))
		decided = decide(&b, n->op, x, &why);
	else if (constant_number(n->left, &x) && find_bounds(c, n->right, &b))
		decided = decide(&b, mirror(n->op), x, &why);
	if (decided >= 0)
		check_fail(c, DIAG_VACUOUS, n->span, "this is %s true%s%s",
			decided == 1 ? "always" : "never", why != NULL ? ": " : "",
			why != NULL ? why : "");
}
