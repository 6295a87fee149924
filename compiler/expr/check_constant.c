/* What is known of nodes without any source: which are constants, and which two say the same.
 * Recursion is bounded by the depth of the tree. */
#include "expr/check.h"
#include "expr/machine.h"

static bool
all_constant(struct ast *const *items, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!check_constant(items[i]))
			return false;
	}
	return true;
}

/* What a function says of a declaration, the sources say. */
static bool
all_literal(const struct ast *call)
{
	for (uint32_t i = 0; i < call->item_count; i++) {
		if (call->items[i]->type.shape == SHAPE_ENTITY ||
			call->items[i]->type.shape == SHAPE_LEVEL)
			return false;
	}
	return all_constant(call->items, call->item_count);
}

bool
check_constant(const struct ast *n)
{
	switch (n->kind) {
	case AST_LITERAL:
		return true;
	case AST_PATH:
		return n->left == NULL && n->root_kind == ROOT_CONSTANT &&
		       n->first_step == n->step_count;
	case AST_NEGATE:
	case AST_NOT:
	case AST_EXISTS:
	case AST_MATCHES:
		return check_constant(n->left);
	case AST_LIST:
	case AST_AND:
	case AST_OR:
		return all_constant(n->items, n->item_count);
	case AST_CALL:
		return n->callee != NULL && !n->user && all_literal(n);
	case AST_COMPARE:
	case AST_IN:
	case AST_CONTAINS:
	case AST_STARTS:
	case AST_ENDS:
	case AST_ELSE:
	case AST_ARITH:
		return check_constant(n->left) && check_constant(n->right);
	case AST_IF:
		return check_constant(n->third) && check_constant(n->left) &&
		       check_constant(n->right);
	case AST_LET:
	case AST_EACH:
	case AST_ERROR:
		break;
	}
	return false;
}

static bool
same_value(const struct result *a, const struct result *b)
{
	struct evaluator none = {0};
	bool equal = false;

	if (a->shape != b->shape || !a->present || !b->present)
		return false;
	return value_equal(&none, a, b, &equal) && equal;
}

static bool
same_path(const struct ast *a, const struct ast *b)
{
	uint32_t count = a->step_count - a->first_step;

	if (count != b->step_count - b->first_step || (a->left == NULL) != (b->left == NULL))
		return false;
	if (a->left != NULL && !check_same(a->left, b->left))
		return false;
	if (a->left == NULL && (a->root_kind != b->root_kind || a->root != b->root))
		return false;
	if (a->root_kind == ROOT_CONSTANT && !same_value(&a->value, &b->value))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		if (a->steps[a->first_step + i].name != b->steps[b->first_step + i].name)
			return false;
	}
	return true;
}

static bool
same_items(const struct ast *a, const struct ast *b)
{
	if (a->item_count != b->item_count)
		return false;
	for (uint32_t i = 0; i < a->item_count; i++) {
		if (!check_same(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

bool
check_same(const struct ast *a, const struct ast *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case AST_LITERAL:
		return same_value(&a->value, &b->value);
	case AST_PATH:
		return same_path(a, b);
	case AST_NEGATE:
	case AST_NOT:
		return check_same(a->left, b->left);
	case AST_EXISTS:
		return a->negated == b->negated && check_same(a->left, b->left);
	case AST_LIST:
	case AST_AND:
	case AST_OR:
		return same_items(a, b);
	case AST_CALL:
		return a->callee == b->callee && a->user == b->user &&
		       (a->callee != NULL || check_same(a->left, b->left)) && same_items(a, b);
	case AST_MATCHES:
		return check_same(a->left, b->left) && check_same(a->right, b->right);
	case AST_COMPARE:
	case AST_IN:
	case AST_CONTAINS:
	case AST_STARTS:
	case AST_ENDS:
	case AST_ELSE:
	case AST_ARITH:
		return a->op == b->op && a->negated == b->negated && check_same(a->left, b->left) &&
		       check_same(a->right, b->right);
	case AST_IF:
		return check_same(a->third, b->third) && check_same(a->left, b->left) &&
		       check_same(a->right, b->right);
	case AST_LET:
	case AST_EACH:
	case AST_ERROR:
		break;
	}
	return false;
}

bool
check_constant_value(const struct ast *n, struct result *out)
{
	if (n->kind == AST_NEGATE && check_constant_value(n->left, out)) {
		struct evaluator none = {0};
		struct result minus;

		set_integer(&minus, -1);
		return value_arith(&none, OP_MUL, out, &minus, out);
	}
	if (n->kind != AST_LITERAL && (n->kind != AST_PATH || !check_constant(n)))
		return false;
	*out = n->value;
	return true;
}

enum op
check_mirror(enum op op)
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
