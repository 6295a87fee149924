/* Arithmetic: which types + - * / and unary - take and give.
 * A quotient is optional, because a division by zero has no value. */
#include "base/arena.h"
#include "expr/check.h"

static const char op_signs[] = {[OP_ADD] = '+', [OP_SUB] = '-', [OP_MUL] = '*', [OP_DIV] = '/'};

/* The sum or difference of two shapes; SHAPE_ERROR when there is none. */
static enum shape
add_shape(enum op op, enum shape l, enum shape r)
{
	bool add = op == OP_ADD;

	if (l == SHAPE_INT && r == SHAPE_INT)
		return SHAPE_INT;
	if ((l == SHAPE_INT || l == SHAPE_NUMBER) && (r == SHAPE_INT || r == SHAPE_NUMBER))
		return SHAPE_NUMBER;
	if (l == r && (l == SHAPE_DURATION || l == SHAPE_MONEY || (add && l == SHAPE_STRING)))
		return l;
	if (l == SHAPE_DATE && r == SHAPE_DURATION)
		return SHAPE_DATE;
	if (add && l == SHAPE_DURATION && r == SHAPE_DATE)
		return SHAPE_DATE;
	if (!add && l == SHAPE_DATE && r == SHAPE_DATE)
		return SHAPE_DURATION;
	return SHAPE_ERROR;
}

static enum shape
mul_shape(enum shape l, enum shape r)
{
	if (l == SHAPE_INT && r == SHAPE_INT)
		return SHAPE_INT;
	if ((l == SHAPE_INT || l == SHAPE_NUMBER) && (r == SHAPE_INT || r == SHAPE_NUMBER))
		return SHAPE_NUMBER;
	if ((l == SHAPE_DURATION && r == SHAPE_INT) || (l == SHAPE_INT && r == SHAPE_DURATION))
		return SHAPE_DURATION;
	if ((l == SHAPE_MONEY && (r == SHAPE_INT || r == SHAPE_NUMBER)) ||
		(r == SHAPE_MONEY && (l == SHAPE_INT || l == SHAPE_NUMBER)))
		return SHAPE_MONEY;
	return SHAPE_ERROR;
}

static enum shape
div_shape(enum shape l, enum shape r)
{
	bool number = r == SHAPE_INT || r == SHAPE_NUMBER;

	if ((l == SHAPE_INT || l == SHAPE_NUMBER) && number)
		return SHAPE_NUMBER;
	if (l == SHAPE_MONEY && number)
		return SHAPE_MONEY;
	return SHAPE_ERROR;
}

static bool
have(const struct expr_type *l, const struct expr_type *r, enum shape a, enum shape b)
{
	return (l->shape == a && r->shape == b) || (l->shape == b && r->shape == a);
}

static void
say_wrong(struct checker *c, struct ast *n, const struct expr_type *l, const struct expr_type *r)
{
	bool add = n->op == OP_ADD || n->op == OP_SUB;
	struct diag *d = check_fail(c, DIAG_WRONG_TYPE, n->span, "`%c` does not take %s and %s",
		op_signs[n->op], type_text(c->arena, l), type_text(c->arena, r));

	if (l->list || r->list)
		diag_help(c->sink, d, "`sum(…)` adds up a list, `x in list` asks for an element");
	else if (add &&
		 (have(l, r, SHAPE_DATE, SHAPE_INT) || have(l, r, SHAPE_DURATION, SHAPE_INT)))
		diag_help(c->sink, d, "say of what: `30 days`, `2 months`");
	else if (add && have(l, r, SHAPE_DATE, SHAPE_DATE))
		diag_help(c->sink, d, "the time from one day to another is `later - earlier`");
	else if (add &&
		 (have(l, r, SHAPE_MONEY, SHAPE_INT) || have(l, r, SHAPE_MONEY, SHAPE_NUMBER)))
		diag_help(c->sink, d, "give the currency: `100 EUR`");
	else if (n->op == OP_ADD && (l->shape == SHAPE_STRING || r->shape == SHAPE_STRING))
		diag_help(c->sink, d, "`text(…)` makes a text of a value");
	else if (n->op == OP_MUL && have(l, r, SHAPE_DURATION, SHAPE_NUMBER))
		diag_help(c->sink, d, "durations are taken whole times: `round(…)`");
	else if (l->shape == SHAPE_LEVEL || r->shape == SHAPE_LEVEL)
		diag_help(c->sink, d, "reckon with a field of the level");
}

struct expr_type
check_arith(struct checker *c, struct ast *n)
{
	bool maybe = false;
	struct expr_type l = check_operand(c, n->left, NULL, &maybe);
	struct expr_type r = check_operand(c, n->right, NULL, &maybe);
	struct expr_type t = type_error();

	if (type_is_error(&l) || type_is_error(&r))
		return t;
	if (!l.list && !r.list)
		t.shape = n->op == OP_MUL   ? mul_shape(l.shape, r.shape)
			  : n->op == OP_DIV ? div_shape(l.shape, r.shape)
					    : add_shape(n->op, l.shape, r.shape);
	if (t.shape == SHAPE_ERROR) {
		say_wrong(c, n, &l, &r);
		return t;
	}
	t.optional = maybe || n->op == OP_DIV;
	return t;
}

struct expr_type
check_negate(struct checker *c, struct ast *n)
{
	bool maybe = false;
	struct expr_type t = check_operand(c, n->left, NULL, &maybe);

	if (type_is_error(&t))
		return t;
	if (t.list || (t.shape != SHAPE_INT && t.shape != SHAPE_NUMBER &&
			      t.shape != SHAPE_DURATION && t.shape != SHAPE_MONEY)) {
		check_fail(c, DIAG_WRONG_TYPE, n->span, "`-` does not take %s",
			type_text(c->arena, &t));
		return type_error();
	}
	t.optional = maybe;
	return t;
}
