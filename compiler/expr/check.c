/* Parsed expression → the same with types, or mistakes with their places. An error type absorbs: one mistake, one message.
 * Recursion is bounded by the depth of the tree, which the parser bounds. */
#include "expr/check.h"

#include <stdarg.h>

#include "base/arena.h"
#include "expr/builtin.h"
#include "expr/narrow.h"

struct diag *
check_fail(struct checker *c, enum diag_code code, struct span span, const char *fmt, ...)
{
	va_list args;
	char *message;

	c->failed = true;
	va_start(args, fmt);
	message = arena_vprintf(c->arena, fmt, args);
	va_end(args);
	return diag_add(c->sink, code, span, "%s", message);
}

void
check_offer(struct checker *c, struct suggest *s, struct str name)
{
	if (c->scope->globals->offers == 0)
		return;
	c->scope->globals->offers--;
	suggest_offer(s, name);
}

void
check_suggest(struct checker *c, struct diag *d, const struct suggest *s, struct span span,
	const char *help)
{
	struct str best = suggest_best(s);

	if (best.len > 0)
		diag_help(c->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	else if (help != NULL)
		diag_help(c->sink, d, "%s", help);
	if (suggest_certain(s))
		diag_fix(c->sink, d, span, arena_strndup(c->arena, best.ptr, best.len));
}

/* Each item is checked knowing what those before it prove. */
static struct expr_type
check_chain(struct checker *c, struct ast *n)
{
	const struct fact *before = c->facts;
	struct expr_type t = type_of(SHAPE_BOOL);
	bool failed = false, maybe = false;

	for (uint32_t i = 0; i < n->item_count; i++) {
		struct ast *item = n->items[i];
		struct expr_type it = check_condition(c, item, &maybe);

		failed |= type_is_error(&it);
		for (uint32_t k = 0; k < i && !failed; k++) {
			if (check_same(n->items[k], item)) {
				check_fail(c, DIAG_VACUOUS, item->span,
					"the same condition stands before");
				failed = true;
			}
		}
		c->facts =
			facts_join(c->arena, n->kind == AST_AND ? item->yes : item->no, c->facts);
	}
	c->facts = before;
	if (failed || check_chain_vacuous(c, n))
		return type_error();
	t.optional = maybe;
	return t;
}

static struct expr_type
check_not(struct checker *c, struct ast *n)
{
	bool maybe = false;
	struct expr_type t = check_condition(c, n->left, &maybe);

	t.optional = maybe;
	return t;
}

static struct expr_type
check_exists(struct checker *c, struct ast *n)
{
	struct expr_type t = check(c, n->left, NULL);
	struct diag *d;

	if (type_is_error(&t))
		return t;
	bool path = n->left->kind == AST_PATH;
	bool known =
		path && facts_know(c->facts, n->left, n->left->step_count - n->left->first_step);
	const struct step *last = path && n->left->step_count > n->left->first_step
					  ? &n->left->steps[n->left->step_count - 1]
					  : NULL;
	bool sure = !t.list && !t.optional;
	if (t.list && !t.optional && last != NULL && last->access != NULL && last->access->sure &&
		!last->from_list)
		sure = true;
	if (known || sure) {
		const char *text = check_text(
			c, n->left, path ? n->left->step_count - n->left->first_step : 0);
		d = check_fail(c, DIAG_VACUOUS, n->span,
			"%s%s%s always exists here, so that the answer is always %s",
			text != NULL ? "`" : "", text != NULL ? text : "this",
			text != NULL ? "`" : "", n->negated ? "no" : "yes");
		if (known)
			diag_help(c->sink, d,
				"a guard before it asks for it already: remove one of the two");
		else if (last != NULL && last->access != NULL &&
			 (last->access->rows[0].field->flags & FIELD_REQUIRED) != 0)
			diag_help(c->sink, d,
				"remove the question: a declaration without `%.*s` is an error of "
				"its "
				"own",
				(int)last->text.len, last->text.ptr);
		else
			diag_help(c->sink, d, "remove the question");
		return type_error();
	}
	return type_of(SHAPE_BOOL);
}

static struct expr_type
check_else(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	bool needs = check_needs_type(c, n->left);
	struct expr_type right = type_error();

	if (needs && expected == NULL)
		right = check(c, n->right, NULL);
	struct expr_type left = check(c, n->left,
		expected != NULL ? expected
		: needs          ? &right
				 : NULL);
	if (!needs || expected != NULL)
		right = check(c, n->right, type_is_error(&left) ? expected : &left);
	if (type_is_error(&left) || type_is_error(&right))
		return type_error();
	if (!left.optional) {
		const char *text =
			check_text(c, n->left, n->left->step_count - n->left->first_step);
		struct diag *d = check_fail(c, DIAG_VACUOUS, n->span,
			"`else` has no effect: %s%s%s is never absent here",
			text != NULL ? "`" : "", text != NULL ? text : "what stands before it",
			text != NULL ? "`" : "");
		diag_help(c->sink, d, "remove the `else` and what follows it");
		return type_error();
	}
	struct expr_type t;
	if (!type_unify(c->arena, &left, &right, &t)) {
		struct expr_type plain = left;
		plain.optional = false;
		right.optional = false;
		check_fail(c, DIAG_UNLIKE_TYPES, n->right->span,
			"this is %s, and stands for %s where that is absent",
			type_text(c->arena, &right), type_text(c->arena, &plain));
		return type_error();
	}
	if (check_same(n->left, n->right)) {
		check_fail(c, DIAG_VACUOUS, n->right->span,
			"this is what stands before `else`: it is absent as well");
		return type_error();
	}
	t.optional = right.optional;
	return t;
}

static struct expr_type
check_if(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	const struct fact *before = c->facts;
	bool maybe = false;
	struct expr_type t = check_condition(c, n->third, &maybe);
	bool failed = type_is_error(&t);

	bool swap = expected == NULL && check_needs_type(c, n->left);
	struct ast *first = swap ? n->right : n->left, *second = swap ? n->left : n->right;
	c->facts = facts_join(c->arena, swap ? n->third->no : n->third->yes, before);
	struct expr_type one = check(c, first, expected);
	c->facts = facts_join(c->arena, swap ? n->third->yes : n->third->no, before);
	struct expr_type two = check(c, second,
		expected != NULL      ? expected
		: type_is_error(&one) ? NULL
				      : &one);
	c->facts = before;
	if (failed || type_is_error(&one) || type_is_error(&two))
		return type_error();
	if (!type_unify(c->arena, &one, &two, &t)) {
		struct expr_type yes = n->left->type, no = n->right->type;

		yes.optional = no.optional = false;
		check_fail(c, DIAG_UNLIKE_TYPES, n->right->span,
			"this is %s, but what stands before `else` is %s", type_text(c->arena, &no),
			type_text(c->arena, &yes));
		return type_error();
	}
	if (check_same(n->left, n->right)) {
		check_fail(c, DIAG_VACUOUS, n->right->span, "both branches are the same");
		return type_error();
	}
	t.optional = one.optional || two.optional || maybe;
	return t;
}

/* A literal; a number or a day may be an id or version where one is expected. */
static struct expr_type
check_literal(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	struct suggest s = suggest_start(n->word);

	if (expected != NULL && n->word.len > 0 && n->value.shape != SHAPE_BOOL &&
		n->value.shape != expected->shape && check_word(c, n, expected, &s))
		return n->type;
	return type_of(n->value.shape);
}

static struct expr_type
check_list(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	struct expr_type element = expected != NULL ? type_element(*expected) : type_error();
	struct expr_type t = element;
	bool maybe = false, failed = false;

	if (n->item_count == 0 && (expected == NULL || !expected->list)) {
		check_fail(c, DIAG_WRONG_TYPE, n->span, "nothing says what this list would hold");
		return type_error();
	}
	for (uint32_t i = 0; i < n->item_count; i++) {
		struct expr_type it = check_operand(c, n->items[i],
			expected != NULL ? &element
			: i > 0          ? &t
					 : NULL,
			&maybe);

		if (!type_is_error(&it) && it.list) {
			check_fail(
				c, DIAG_WRONG_TYPE, n->items[i]->span, "lists do not hold lists");
			it = type_error();
		}
		failed |= type_is_error(&it);
		if (failed)
			continue;
		if (i == 0) {
			t = it;
		} else if (!type_unify(c->arena, &t, &it, &t)) {
			check_fail(c, DIAG_UNLIKE_TYPES, n->items[i]->span,
				"this list holds %s, and this is %s", type_text(c->arena, &t),
				type_text(c->arena, &it));
			failed = true;
		}
	}
	if (failed)
		return type_error();
	t.list = true;
	t.optional = maybe;
	return t;
}

static struct expr_type
check_kind(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	switch (n->kind) {
	case AST_LITERAL:
		return check_literal(c, n, expected);
	case AST_LIST:
		return check_list(c, n, expected);
	case AST_PATH:
		return check_path(c, n, expected);
	case AST_CALL:
		return check_call(c, n);
	case AST_NOT:
		return check_not(c, n);
	case AST_NEGATE:
		return check_negate(c, n);
	case AST_EXISTS:
		return check_exists(c, n);
	case AST_AND:
	case AST_OR:
		return check_chain(c, n);
	case AST_COMPARE:
		return check_compare(c, n);
	case AST_IN:
		return check_in(c, n);
	case AST_MATCHES:
	case AST_CONTAINS:
	case AST_STARTS:
	case AST_ENDS:
		return check_text_test(c, n);
	case AST_ELSE:
		return check_else(c, n, expected);
	case AST_ARITH:
		return check_arith(c, n);
	case AST_IF:
		return check_if(c, n, expected);
	case AST_LET:
		return check_let(c, n);
	case AST_EACH:
		return check_each(c, n);
	case AST_ERROR:
		break;
	}
	c->failed = true;
	return type_error();
}

struct expr_type
check(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	if (expected != NULL && type_is_error(expected))
		expected = NULL;
	n->type = check_kind(c, n, expected);
	if (!type_is_error(&n->type))
		narrow(c->arena, n);
	return n->type;
}
