/* Conditions of one `and` or `or` that decide each other: `x == a and x == b`, `x != a or x != b`, `x > 3 or x <= 3`.
 * What is asked of an `or` is asked of its opposite: none of its items can hold. */
#include "base/arena.h"
#include "expr/check.h"
#include "expr/machine.h"

static enum op
opposite(enum op op)
{
	static const enum op ops[] = {[OP_EQ] = OP_NE,
		[OP_NE] = OP_EQ,
		[OP_LT] = OP_GE,
		[OP_LE] = OP_GT,
		[OP_GT] = OP_LE,
		[OP_GE] = OP_LT};

	return ops[op];
}

/* What a condition says of one thing: its value is one of those, none of those, before or behind one of them. */
struct claim {
	const struct ast *subject;
	bool presence; /* it says whether there is a value, `op` OP_EQ: there is */
	enum op op;
	struct ast *const *values;
	uint32_t count;
	bool truth; /* of a claim without values: the truth value itself */
};

/* False when the condition is of no such form. `holds` false: what its being false says. */
static bool
read_claim(const struct ast *n, bool holds, struct claim *out)
{
	struct result value;

	while (n->kind == AST_NOT) {
		holds = !holds;
		n = n->left;
	}
	*out = (struct claim){.subject = n->left, .op = OP_EQ};
	if (n->kind == AST_PATH) {
		out->subject = n;
		out->truth = holds;
		return true;
	}
	if (n->kind == AST_EXISTS) {
		out->presence = true;
		out->op = holds == n->negated ? OP_NE : OP_EQ;
		return true;
	}
	if (n->kind == AST_IN && n->right->kind == AST_LIST) {
		out->op = holds == n->negated ? OP_NE : OP_EQ;
		out->values = n->right->items;
		out->count = n->right->item_count;
		for (uint32_t i = 0; i < out->count; i++) {
			if (!check_constant_value(out->values[i], &value))
				return false;
		}
		return true;
	}
	if (n->kind != AST_COMPARE)
		return false;
	out->op = n->op;
	out->count = 1;
	if (check_constant_value(n->right, &value)) {
		out->values = (struct ast *const *)&n->right;
	} else if (check_constant_value(n->left, &value)) {
		out->subject = n->right;
		out->values = (struct ast *const *)&n->left;
		out->op = check_mirror(n->op);
	} else {
		return false;
	}
	out->op = holds ? out->op : opposite(out->op);
	return true;
}

/* The order of two constants; false when they have none. */
static bool
order_of(const struct ast *a, const struct ast *b, int *order)
{
	struct evaluator none = {0};
	struct result x, y;
	bool equal = false;

	if (!check_constant_value(a, &x) || !check_constant_value(b, &y))
		return false;
	if (x.shape != SHAPE_ENTITY)
		return value_order(&none, &x, &y, order);
	*order = 1;
	if (!value_equal(&none, &x, &y, &equal))
		return false;
	*order = equal ? 0 : 1;
	return true;
}

static bool
order_holds(int order, enum op op)
{
	switch (op) {
	case OP_EQ:
		return order == 0;
	case OP_NE:
		return order != 0;
	case OP_LT:
		return order < 0;
	case OP_LE:
		return order <= 0;
	case OP_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

/* Whether that value may satisfy the claim. */
static bool
satisfies(const struct ast *value, const struct claim *c)
{
	bool within = false;
	int order;

	for (uint32_t i = 0; i < c->count; i++) {
		if (!order_of(value, c->values[i], &order))
			return true;
		if (c->op != OP_EQ && c->op != OP_NE)
			return order_holds(order, c->op);
		within = within || order == 0;
	}
	return within == (c->op == OP_EQ);
}

static bool
one_of_excluded(const struct claim *some, const struct claim *other)
{
	for (uint32_t i = 0; i < some->count; i++) {
		if (satisfies(some->values[i], other))
			return false;
	}
	return true;
}

static bool
is_upper(enum op op)
{
	return op == OP_LT || op == OP_LE;
}

/* Whether no value lies below the one and above the other. */
static bool
apart(const struct claim *a, const struct claim *b)
{
	const struct claim *upper = is_upper(a->op) ? a : b, *lower = is_upper(a->op) ? b : a;
	bool strict = upper->op == OP_LT || lower->op == OP_GT;
	struct result high, low;
	int order;

	if (a->op == OP_NE || b->op == OP_NE || is_upper(a->op) == is_upper(b->op) ||
		!order_of(upper->values[0], lower->values[0], &order))
		return false;
	if (upper->op == OP_LT && lower->op == OP_GT && a->subject->type.shape == SHAPE_INT &&
		check_constant_value(upper->values[0], &high) &&
		check_constant_value(lower->values[0], &low) && high.shape == SHAPE_INT &&
		low.shape == SHAPE_INT && low.integer < INT64_MAX &&
		high.integer == low.integer + 1)
		return true;
	return order < 0 || (order == 0 && strict);
}

static bool
contradict(const struct claim *a, const struct claim *b)
{
	if (a->presence != b->presence || !check_same(a->subject, b->subject))
		return false;
	if (a->presence)
		return a->op != b->op;
	if (a->count == 0 || b->count == 0)
		return a->count == b->count && a->truth != b->truth;
	if (a->op == OP_EQ)
		return one_of_excluded(a, b);
	if (b->op == OP_EQ)
		return one_of_excluded(b, a);
	return apart(a, b);
}

/* Whether the claims before and at `last` together exclude every member that the subject may be. */
static bool
all_excluded(const struct claim *claims, uint32_t last)
{
	const struct claim *c = &claims[last];
	const struct field *f = c->subject->type.field;

	if (c->count == 0 || c->presence || c->op != OP_NE || c->subject->type.shape != SHAPE_ENUM)
		return false;
	for (uint32_t m = 0; m < f->value_count; m++) {
		bool excluded = false;

		for (uint32_t i = 0; i <= last; i++) {
			const struct claim *one = &claims[i];

			if (one->subject == NULL || one->presence || one->op != OP_NE ||
				!check_same(one->subject, c->subject))
				continue;
			for (uint32_t v = 0; v < one->count; v++)
				excluded = excluded || one->values[v]->value.member.member == m;
		}
		if (!excluded)
			return false;
	}
	return true;
}

bool
check_chain_vacuous(struct checker *c, struct ast *n)
{
	struct claim *claims = arena_array(c->arena, n->item_count, sizeof(*claims));
	bool and = n->kind == AST_AND;

	for (uint32_t i = 0; i < n->item_count; i++) {
		const struct ast *item = n->items[i], *other = NULL;

		if (!read_claim(item, and, &claims[i]))
			claims[i].subject = NULL;
		for (uint32_t k = 0; k < i && other == NULL; k++) {
			if (claims[i].subject != NULL && claims[k].subject != NULL &&
				contradict(&claims[k], &claims[i]))
				other = n->items[k];
		}
		if (other == NULL && claims[i].subject != NULL && i > 0 && all_excluded(claims, i))
			other = n->items[i - 1];
		if (other == NULL)
			continue;
		struct diag *d = check_fail(c, DIAG_VACUOUS, item->span,
			and? "this is never true together with what stands before it"
			   : "this is true whenever what stands before it is not, so that one of "
			     "them always is");
		diag_relate(c->sink, d, other->span, "what stands before it");
		diag_help(c->sink, d, and? "is `or` meant?" : "is `and` meant?");
		return true;
	}
	return false;
}
