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

enum claim_kind {
	CLAIM_TRUTH, /* the subject, a condition, is true or not */
	CLAIM_PRESENCE, /* the subject has a value or not */
	CLAIM_VALUE, /* the subject's value is one of those, none of those, before or behind the only one */
	CLAIM_ORDER, /* the subject, a comparison, has one of the outcomes */
};

/* What a condition says of one thing. */
struct claim {
	enum claim_kind kind;
	const struct ast *subject;
	bool yes; /* TRUTH, PRESENCE */
	enum op op; /* VALUE, ORDER */
	struct ast *const *values; /* VALUE */
	uint32_t count;
};

static bool
are_values(struct ast *const *items, uint32_t count)
{
	struct result value;

	for (uint32_t i = 0; i < count; i++) {
		if (!check_constant_value(items[i], &value))
			return false;
	}
	return count > 0;
}

/* What a condition that holds, or does not, says. */
static struct claim
read_claim(const struct ast *n, bool holds)
{
	while (n->kind == AST_NOT) {
		holds = !holds;
		n = n->left;
	}
	bool yes = holds != n->negated;
	struct claim c = {.subject = n, .yes = yes};
	if (n->kind == AST_EXISTS) {
		c.kind = CLAIM_PRESENCE;
		c.subject = n->left;
	} else if (n->kind == AST_IN && n->right->kind == AST_LIST &&
		   are_values(n->right->items, n->right->item_count)) {
		c = (struct claim){CLAIM_VALUE, n->left, yes, yes ? OP_EQ : OP_NE, n->right->items,
			n->right->item_count};
	} else if (n->kind == AST_COMPARE) {
		bool right = are_values((struct ast *const *)&n->right, 1);
		bool left = !right && are_values((struct ast *const *)&n->left, 1);
		enum op op = left ? check_mirror(n->op) : n->op;

		c.kind = right || left ? CLAIM_VALUE : CLAIM_ORDER;
		c.op = holds ? op : opposite(op);
		c.subject = right ? n->left : left ? n->right : n;
		c.values = right ? (struct ast *const *)&n->right : (struct ast *const *)&n->left;
		c.count = right || left ? 1 : 0;
	}
	return c;
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

/* The outcomes of a comparison: less, equal, more. */
static unsigned
outcomes(enum op op)
{
	static const unsigned sets[] = {
		[OP_EQ] = 2, [OP_NE] = 5, [OP_LT] = 1, [OP_LE] = 3, [OP_GT] = 4, [OP_GE] = 6};

	return sets[op];
}

/* Two comparisons of the same things that have no outcome in common. */
static bool
orders_contradict(const struct claim *a, const struct claim *b)
{
	const struct ast *x = a->subject, *y = b->subject;

	if (check_same(x->left, y->left) && check_same(x->right, y->right))
		return (outcomes(a->op) & outcomes(b->op)) == 0;
	if (check_same(x->left, y->right) && check_same(x->right, y->left))
		return (outcomes(a->op) & outcomes(check_mirror(b->op))) == 0;
	return false;
}

/* `x in y` and `x not in y` ask the same. */
static bool
same_question(const struct ast *a, const struct ast *b)
{
	if (a->kind == AST_IN && b->kind == AST_IN)
		return check_same(a->left, b->left) && check_same(a->right, b->right);
	return check_same(a, b);
}

static bool
contradict(const struct claim *a, const struct claim *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == CLAIM_ORDER)
		return orders_contradict(a, b);
	if (!same_question(a->subject, b->subject))
		return false;
	if (a->kind != CLAIM_VALUE)
		return a->yes != b->yes;
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

	if (c->kind != CLAIM_VALUE || c->op != OP_NE || c->subject->type.shape != SHAPE_ENUM)
		return false;
	for (uint32_t m = 0; m < f->value_count; m++) {
		bool excluded = false;

		for (uint32_t i = 0; i <= last; i++) {
			const struct claim *one = &claims[i];

			if (one->kind != CLAIM_VALUE || one->op != OP_NE ||
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
	bool all = n->kind == AST_AND;

	for (uint32_t i = 0; i < n->item_count; i++) {
		const struct ast *other = NULL;

		claims[i] = read_claim(n->items[i], all);
		for (uint32_t k = 0; k < i && other == NULL; k++) {
			if (contradict(&claims[k], &claims[i]))
				other = n->items[k];
		}
		if (other == NULL && i > 0 && all_excluded(claims, i))
			other = n->items[i - 1];
		if (other == NULL)
			continue;
		struct diag *d = check_fail(c, DIAG_VACUOUS, n->items[i]->span,
			all ? "this is never true together with what stands before it"
			    : "this is true whenever what stands before it is not, so that one of "
			      "them always is");
		diag_relate(c->sink, d, other->span, "what stands before it");
		diag_help(c->sink, d, all ? "is `or` meant?" : "is `and` meant?");
		return true;
	}
	return false;
}

/* The conditions that all hold when one does. */
static struct ast *const *
conditions(struct ast *const *n, uint32_t *count)
{
	*count = (*n)->kind == AST_AND ? (*n)->item_count : 1;
	return (*n)->kind == AST_AND ? (*n)->items : n;
}

bool
check_where_decides(struct checker *c, struct ast *n)
{
	bool all = n->which == EACH_ALL;
	uint32_t wheres, bodies;
	struct ast *const *where = conditions((struct ast *const *)&n->where, &wheres);
	struct ast *const *body = conditions((struct ast *const *)&n->body, &bodies);

	/* For `all` to be sure, each of the conditions would have to be. */
	if (all && bodies > 1)
		return false;
	for (uint32_t i = 0; i < bodies; i++) {
		struct claim asked = read_claim(body[i], !all);

		for (uint32_t k = 0; k < wheres; k++) {
			struct claim chosen = read_claim(where[k], true);

			if (!contradict(&chosen, &asked))
				continue;
			struct diag *d = check_fail(c, DIAG_VACUOUS, body[i]->span,
				"this is %s true of what `where` chooses",
				all ? "always" : "never");
			diag_relate(c->sink, d, where[k]->span, "what is chosen");
			return true;
		}
	}
	return false;
}
