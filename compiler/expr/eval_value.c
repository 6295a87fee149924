/* Values: order, equality, arithmetic. Whole numbers that grow too large stay at the largest, numbers are always finite, and a
 * division by zero has no value: nothing here compares silently with what is not there. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "expr/machine.h"

#define LAST_DAY 2932896 /* 9999-12-31 */
#define FIRST_DAY (-719162)

void
set_bool(struct result *out, bool x)
{
	out->present = true;
	out->list = false;
	out->shape = SHAPE_BOOL;
	out->span = (struct span){0, 0, 0};
	out->boolean = x;
}

void
set_integer(struct result *out, int64_t x)
{
	set_bool(out, true);
	out->shape = SHAPE_INT;
	out->integer = x;
}

void
set_number(struct result *out, double x)
{
	set_bool(out, true);
	out->shape = SHAPE_NUMBER;
	out->number = x > DBL_MAX ? DBL_MAX : x < -DBL_MAX ? -DBL_MAX : x;
	out->present = !isnan(x);
}

double
value_number(const struct result *r)
{
	return r->shape == SHAPE_INT ? (double)r->integer : r->number;
}

static int
order_doubles(double a, double b)
{
	return a < b ? -1 : a > b;
}

static int
order_integers(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static bool
order_money(struct evaluator *e, const struct result *a, const struct result *b, int *order)
{
	/* A sum of nothing has no currency. */
	bool none = a->money.currency[0] == '\0' || b->money.currency[0] == '\0';

	if (!none && memcmp(a->money.currency, b->money.currency, 3) != 0) {
		e->fault = FAULT_CURRENCY;
		return false;
	}
	*order = order_integers(a->money.minor, b->money.minor);
	return true;
}

static bool
like(enum shape a, enum shape b)
{
	if (a == SHAPE_INT || a == SHAPE_NUMBER)
		return b == SHAPE_INT || b == SHAPE_NUMBER;
	if (a == SHAPE_LEVEL || a == SHAPE_ENTITY)
		return b == SHAPE_LEVEL || b == SHAPE_ENTITY;
	return a == b;
}

bool
value_order(struct evaluator *e, const struct result *a, const struct result *b, int *order)
{
	*order = 0;
	if (!like(a->shape, b->shape)) {
		e->fault = FAULT_UNKNOWN;
		return false;
	}
	switch (a->shape) {
	case SHAPE_INT:
	case SHAPE_NUMBER:
		*order = a->shape == SHAPE_INT && b->shape == SHAPE_INT
				 ? order_integers(a->integer, b->integer)
				 : order_doubles(value_number(a), value_number(b));
		return true;
	case SHAPE_STRING:
		*order = str_cmp(a->string, b->string);
		return true;
	case SHAPE_VERSION:
		*order = version_compare(a->string, b->string);
		return true;
	case SHAPE_DATE:
		*order = order_integers(a->date, b->date);
		return true;
	case SHAPE_DURATION:
		*order = order_doubles(duration_days(a->duration), duration_days(b->duration));
		return true;
	case SHAPE_MONEY:
		return order_money(e, a, b, order);
	case SHAPE_ENUM:
		*order = order_integers(a->member.member, b->member.member);
		return true;
	case SHAPE_LEVEL:
	case SHAPE_ENTITY:
		*order = order_integers(a->entity->number, b->entity->number);
		return true;
	case SHAPE_BOOL:
		*order = (int)a->boolean - (int)b->boolean;
		return true;
	case SHAPE_EXPRESSION:
	case SHAPE_ERROR:
		break;
	}
	e->fault = FAULT_UNKNOWN;
	return false;
}

bool
value_equal(struct evaluator *e, const struct result *a, const struct result *b, bool *equal)
{
	int order = 0;

	if (like(a->shape, SHAPE_ENTITY) && like(b->shape, SHAPE_ENTITY)) {
		*equal = a->entity == b->entity;
		return true;
	}
	if (!value_order(e, a, b, &order))
		return false;
	*equal = order == 0;
	return true;
}

static int64_t
saturate(enum op op, int64_t a, int64_t b)
{
	int64_t out;
	bool over = op == OP_ADD   ? __builtin_add_overflow(a, b, &out)
		    : op == OP_SUB ? __builtin_sub_overflow(a, b, &out)
				   : __builtin_mul_overflow(a, b, &out);

	if (!over)
		return out;
	bool negative = op == OP_MUL ? (a < 0) != (b < 0) : a < 0;
	return negative ? INT64_MIN : INT64_MAX;
}

static int32_t
narrow_to_32(int64_t x)
{
	return (int32_t)(x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : x);
}

static int64_t
round_to_integer(double x)
{
	x = round(x);
	return x >= 9223372036854775807.0    ? INT64_MAX
	       : x <= -9223372036854775808.0 ? INT64_MIN
					     : (int64_t)x;
}

static struct result
durations(enum op op, const struct result *a, const struct result *b)
{
	struct result r = {.present = true, .shape = SHAPE_DURATION};
	const struct duration *x = &a->duration, *y = &b->duration;
	int64_t factor = a->shape == SHAPE_INT ? a->integer : b->integer;

	if (op == OP_MUL) {
		x = a->shape == SHAPE_INT ? y : x;
		r.duration.months = narrow_to_32(saturate(OP_MUL, x->months, factor));
		r.duration.days = narrow_to_32(saturate(OP_MUL, x->days, factor));
		r.duration.seconds = saturate(OP_MUL, x->seconds, factor);
		return r;
	}
	r.duration.months = narrow_to_32(saturate(op, x->months, y->months));
	r.duration.days = narrow_to_32(saturate(op, x->days, y->days));
	r.duration.seconds = saturate(op, x->seconds, y->seconds);
	return r;
}

/* A day; hours count once they make whole days. */
static struct result
date_plus(int32_t date, struct duration d, int sign)
{
	struct result r = {.present = true, .shape = SHAPE_DATE};
	int64_t days = (int64_t)d.days + d.seconds / 86400;

	d.days = narrow_to_32(days > 4000000 ? 4000000 : days < -4000000 ? -4000000 : days);
	d.seconds = 0;
	if (d.months > 120000)
		d.months = 120000;
	if (d.months < -120000)
		d.months = -120000;
	r.date = date_add(date, d, sign);
	if (r.date > LAST_DAY)
		r.date = LAST_DAY;
	if (r.date < FIRST_DAY)
		r.date = FIRST_DAY;
	return r;
}

static bool
moneys(struct evaluator *e, enum op op, const struct result *a, const struct result *b,
	struct result *out)
{
	struct result r = {.present = true, .shape = SHAPE_MONEY};
	int order;

	if (op == OP_ADD || op == OP_SUB) {
		if (!order_money(e, a, b, &order))
			return false;
		r.money = a->money.currency[0] != '\0' ? a->money : b->money;
		r.money.minor = saturate(op, a->money.minor, b->money.minor);
		*out = r;
		return true;
	}
	const struct result *money = a->shape == SHAPE_MONEY ? a : b;
	const struct result *factor = a->shape == SHAPE_MONEY ? b : a;
	double x = value_number(factor);
	r.money = money->money;
	if (op == OP_DIV && x == 0)
		r.present = false;
	else if (op == OP_MUL && factor->shape == SHAPE_INT)
		r.money.minor = saturate(OP_MUL, money->money.minor, factor->integer);
	else
		r.money.minor = round_to_integer(op == OP_MUL ? (double)money->money.minor * x
							      : (double)money->money.minor / x);
	*out = r;
	return true;
}

static void
numbers(enum op op, const struct result *a, const struct result *b, struct result *out)
{
	double x = value_number(a), y = value_number(b);

	if (op != OP_DIV && a->shape == SHAPE_INT && b->shape == SHAPE_INT) {
		int64_t whole = saturate(op, a->integer, b->integer);

		set_integer(out, whole);
		return;
	}
	switch (op) {
	case OP_ADD:
		set_number(out, x + y);
		break;
	case OP_SUB:
		set_number(out, x - y);
		break;
	case OP_MUL:
		set_number(out, x * y);
		break;
	default:
		set_number(out, y != 0 ? x / y : NAN);
	}
}

static bool
strings(struct evaluator *e, const struct result *a, const struct result *b, struct result *out)
{
	size_t len = a->string.len + b->string.len;
	char *p = scratch_alloc(e, len + 1);

	if (p == NULL)
		return false;
	if (a->string.len > 0)
		memcpy(p, a->string.ptr, a->string.len);
	if (b->string.len > 0)
		memcpy(p + a->string.len, b->string.ptr, b->string.len);
	p[len] = '\0';
	*out = (struct result){.present = true, .shape = SHAPE_STRING, .string = {p, len}};
	return true;
}

bool
value_arith(struct evaluator *e, enum op op, const struct result *a, const struct result *b,
	struct result *out)
{
	enum shape x = a->shape, y = b->shape;

	if (x == SHAPE_MONEY || y == SHAPE_MONEY)
		return moneys(e, op, a, b, out);
	if (x == SHAPE_STRING)
		return strings(e, a, b, out);
	if (x == SHAPE_DATE && y == SHAPE_DATE) {
		int32_t days = narrow_to_32((int64_t)a->date - b->date);

		*out = (struct result){.present = true, .shape = SHAPE_DURATION};
		out->duration.days = days;
	} else if (x == SHAPE_DATE) {
		*out = date_plus(a->date, b->duration, op == OP_ADD ? 1 : -1);
	} else if (y == SHAPE_DATE) {
		*out = date_plus(b->date, a->duration, 1);
	} else if (x == SHAPE_DURATION || y == SHAPE_DURATION) {
		*out = durations(op, a, b);
	} else {
		numbers(op, a, b, out);
	}
	return true;
}

bool
run_arith(struct machine *m, const struct instruction *i)
{
	struct result *a = m->sp - 2;
	const struct result *b = m->sp - 1;

	if (!a->present || !b->present)
		return machine_absent(m, 2, SHAPE_ERROR);
	if (!value_arith(m->e, (enum op)i->flags, a, b, a))
		return false;
	if (a->shape == SHAPE_STRING && !machine_spend(m, (int64_t)a->string.len / 64))
		return false;
	m->sp--;
	return true;
}

bool
run_negate(struct machine *m, const struct instruction *i)
{
	struct result *top = m->sp - 1;
	struct result minus;

	(void)i;
	if (!top->present)
		return machine_absent(m, 1, top->shape);
	set_integer(&minus, -1);
	return value_arith(m->e, OP_MUL, top, &minus, top);
}

static bool
compare(struct evaluator *e, enum op op, const struct result *a, const struct result *b, bool *yes)
{
	int order = 0;

	if (op == OP_EQ || op == OP_NE) {
		if (!value_equal(e, a, b, yes))
			return false;
		*yes = *yes == (op == OP_EQ);
		return true;
	}
	if (!value_order(e, a, b, &order))
		return false;
	*yes = op == OP_LT   ? order < 0
	       : op == OP_LE ? order <= 0
	       : op == OP_GT ? order > 0
			     : order >= 0;
	return true;
}

bool
run_compare(struct machine *m, const struct instruction *i)
{
	const struct result *a = m->sp - 2, *b = m->sp - 1;
	bool yes;

	if (!a->present || !b->present)
		return machine_absent(m, 2, SHAPE_BOOL);
	if (!compare(m->e, (enum op)i->flags, a, b, &yes))
		return false;
	m->sp--;
	set_bool(m->sp - 1, yes);
	return true;
}

/* The right side is known. */
bool
run_compare_const(struct machine *m, const struct instruction *i)
{
	struct result *top = m->sp - 1;
	bool yes;

	if (!top->present)
		return machine_absent(m, 1, SHAPE_BOOL);
	if (!compare(m->e, (enum op)i->flags, top, i->p, &yes))
		return false;
	set_bool(top, yes);
	return true;
}
