/* Comprehensions: any, all, none, count, sum, min, max, avg, first, list over a list; and `let`. */
#include "base/arena.h"
#include "expr/check.h"
#include "expr/narrow.h"

static bool
can_add(enum shape shape)
{
	return shape == SHAPE_INT || shape == SHAPE_NUMBER || shape == SHAPE_MONEY ||
	       shape == SHAPE_DURATION;
}

static void
say_cannot(struct checker *c, enum which which, const struct expr_type *element, struct span span)
{
	static const char *const does[] = {
		[EACH_SUM] = "`sum` adds up numbers, durations or amounts",
		[EACH_AVG] = "`avg` takes numbers or amounts",
		[EACH_MIN] = "`min` takes what has an order",
		[EACH_MAX] = "`max` takes what has an order",
		[EACH_LIST] = "a list holds single values",
		[EACH_DISTINCT] = "a list holds single values",
		[EACH_FIRST] = "a list holds single values"};
	struct expr_type plain = *element;

	plain.optional = false;
	struct diag *d = check_fail(
		c, DIAG_WRONG_TYPE, span, "%s, not %s", does[which], type_text(c->arena, &plain));
	if (element->list)
		diag_help(c->sink, d, "a path through a list gives one list of all: `items.tags`");
	else if (element->shape == SHAPE_ENTITY &&
		 (which == EACH_SUM || which == EACH_AVG || which == EACH_MIN || which == EACH_MAX))
		diag_help(c->sink, d, "name the field whose values are meant");
}

bool
check_gives(struct checker *c, enum which which, const struct expr_type *element, struct span span,
	struct expr_type *out)
{
	bool fine = true;

	*out = *element;
	switch (which) {
	case EACH_ANY:
	case EACH_ALL:
	case EACH_NONE:
		*out = type_of(SHAPE_BOOL);
		return true;
	case EACH_COUNT:
		*out = type_of(SHAPE_INT);
		return true;
	case EACH_LIST:
	case EACH_DISTINCT:
		out->list = true;
		fine = element->shape != SHAPE_EXPRESSION;
		break;
	case EACH_FIRST:
		out->optional = true;
		break;
	case EACH_SUM:
		fine = can_add(element->shape);
		break;
	case EACH_AVG:
		fine = can_add(element->shape) && element->shape != SHAPE_DURATION;
		if (element->shape == SHAPE_INT)
			out->shape = SHAPE_NUMBER;
		out->optional = true;
		break;
	case EACH_MIN:
	case EACH_MAX:
		fine = element->shape != SHAPE_STRING && type_has_order(element);
		out->optional = true;
		break;
	}
	if (!element->list && fine)
		return true;
	say_cannot(c, which, element, span);
	return false;
}

void
check_no_list(struct checker *c, struct span span, const struct expr_type *t)
{
	struct diag *d = check_fail(c, DIAG_WRONG_TYPE, span,
		"a list is expected here, and this is %s", type_text(c->arena, t));

	if (t->shape == SHAPE_ENTITY && t->kind_count == 1 && t->kinds[0]->plural != NULL)
		diag_help(c->sink, d, "all of them are `%s`", t->kinds[0]->plural->text);
}

/* The condition and the body, in which the variable is bound. A condition of the body must name it: `where` may only guard. */
static bool
check_inner(struct checker *c, struct ast *n, struct expr_type *element, bool *maybe)
{
	const struct fact *before = c->facts;
	bool condition = n->which == EACH_ANY || n->which == EACH_ALL || n->which == EACH_NONE ||
			 n->which == EACH_COUNT || n->which == EACH_FIRST;
	bool fine = true;

	if (n->where != NULL) {
		struct expr_type t = check_condition(c, n->where, maybe);

		fine = !type_is_error(&t);
		c->facts = facts_join(c->arena, n->where->yes, c->facts);
	}
	if (n->body != NULL) {
		bool used = n->variable->used;

		n->variable->used = false;
		struct expr_type t = condition ? check_condition(c, n->body, maybe)
					       : check_operand(c, n->body, NULL, maybe);

		fine = fine && !type_is_error(&t);
		if (!condition) {
			n->variable->used = n->variable->used || used;
			*element = t;
		}
	}
	c->facts = before;
	return fine &&
	       !(condition && n->where != NULL && n->body != NULL && check_where_decides(c, n));
}

/* Whether a path with that root stands anywhere in a node. */
static bool
mentions(const struct ast *n, const void *root)
{
	const struct ast *const parts[] = {n->left, n->right, n->third, n->list, n->where, n->body};

	if (n->kind == AST_PATH && n->left == NULL && n->root == root)
		return true;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i] != NULL && mentions(parts[i], root))
			return true;
	}
	for (uint32_t i = 0; i < n->item_count; i++) {
		if (mentions(n->items[i], root))
			return true;
	}
	return false;
}

/* `all x in xs: A and B` where B says nothing of x: it was meant to stand beside the comprehension, and counts for nothing when the list is
 * empty. A guard of what comes after it may stand there. Reports it. */
static bool
check_beside(struct checker *c, struct ast *n)
{
	const struct ast *body = n->body;

	if (body == NULL ||
		!((n->which == EACH_ALL && body->kind == AST_AND) ||
			((n->which == EACH_ANY || n->which == EACH_NONE) && body->kind == AST_OR)))
		return false;
	for (uint32_t i = 0; i < body->item_count; i++) {
		const struct ast *item = body->items[i];
		bool guards = false;

		for (uint32_t k = i + 1; k < body->item_count && item->kind == AST_EXISTS; k++)
			guards = guards || (item->left->root != NULL &&
						   mentions(body->items[k], item->left->root));
		if (guards || mentions(item, n->variable))
			continue;
		struct diag *d = check_fail(c, DIAG_VACUOUS, item->span,
			"this says nothing of `%.*s`, and is not asked when the list is empty",
			(int)n->name.text.len, n->name.text.ptr);
		diag_help(c->sink, d, "end the comprehension before it: put ( ) around it");
		return true;
	}
	return false;
}

struct expr_type
check_each(struct checker *c, struct ast *n)
{
	const struct scope *outer = c->scope;
	bool maybe = false;
	struct expr_type list = check_operand(c, n->list, NULL, &maybe);
	uint32_t number;

	if (type_is_error(&list))
		return list;
	if (!list.list) {
		check_no_list(c, n->list->span, &list);
		return type_error();
	}
	if (!check_free(c, &n->name))
		return type_error();
	struct expr_type element = type_element(list);
	struct scope *inner = scope_bind(c->arena, outer, n->name.text, element, &number);
	n->variable = inner->variable;
	c->scope = inner;
	bool fine = check_inner(c, n, &element, &maybe);
	c->scope = outer;
	if (!fine)
		return type_error();
	if ((n->where != NULL || n->body != NULL) && !n->variable->used) {
		struct diag *d = check_fail(c, DIAG_VACUOUS, n->name.span,
			"nothing is asked of `%.*s`", (int)n->name.text.len, n->name.text.ptr);
		diag_help(c->sink, d, "what follows is the same for all of them");
		return type_error();
	}
	struct expr_type t;
	if (check_beside(c, n))
		return type_error();
	if (!check_gives(
		    c, n->which, &element, n->body != NULL ? n->body->span : n->list->span, &t))
		return type_error();
	t.optional = t.optional || maybe;
	return t;
}

struct expr_type
check_let(struct checker *c, struct ast *n)
{
	const struct scope *outer = c->scope;
	struct expr_type t = check(c, n->left, NULL);
	uint32_t number;

	if (type_is_error(&t) || !check_free(c, &n->name))
		return type_error();
	struct scope *inner = scope_bind(c->arena, outer, n->name.text, t, &number);
	n->variable = inner->variable;
	c->scope = inner;
	t = check(c, n->right, NULL);
	c->scope = outer;
	if (!type_is_error(&t) && !n->variable->used) {
		struct diag *d = check_fail(c, DIAG_VACUOUS, n->name.span, "`%.*s` is not used",
			(int)n->name.text.len, n->name.text.ptr);
		diag_help(c->sink, d, "remove the `let`, or ask for `%.*s` behind `in`",
			(int)n->name.text.len, n->name.text.ptr);
		return type_error();
	}
	return t;
}
