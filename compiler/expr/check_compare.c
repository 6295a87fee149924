/* Comparisons: == != < <= > >=, in, matches, contains, starts_with, ends_with. */
#include <string.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "expr/check.h"

static const char *const op_names[] = {
	[OP_EQ] = "==",
	[OP_NE] = "!=",
	[OP_LT] = "<",
	[OP_LE] = "<=",
	[OP_GT] = ">",
	[OP_GE] = ">=",
};

/* Types of both, the one that tells the other what a bare word means first. */
static void
check_both(struct checker *c, struct ast *n, bool *maybe)
{
	bool swap = check_needs_type(c, n->left) && !check_needs_type(c, n->right);
	struct ast *first = swap ? n->right : n->left, *second = swap ? n->left : n->right;
	struct expr_type t = check_operand(c, first, NULL, maybe);

	if (type_is_error(&t)) {
		/* A bare word would be one more mistake that is none. */
		if (check_needs_type(c, second))
			second->type = type_error();
		else
			check_operand(c, second, NULL, maybe);
		return;
	}
	check_operand(c, second, &t, maybe);
}

/* "`i.due` (a date)", "a date". */
static const char *
what_is(struct checker *c, const struct ast *n)
{
	const char *text = check_text(c, n, n->step_count - n->first_step);
	struct expr_type plain = n->type;

	plain.optional = false;
	if (text == NULL)
		return type_text(c->arena, &plain);
	return arena_printf(c->arena, "`%s` (%s)", text, type_text(c->arena, &plain));
}

/* A text in quotes beside something that is written without. */
static void
help_quotes(
	struct checker *c, struct diag *d, const struct ast *literal, const struct expr_type *other)
{
	struct str text = literal->value.string;
	int len = (int)(text.len < 40 ? text.len : 40);

	switch (other->shape) {
	case SHAPE_BOOL:
	case SHAPE_STRING:
	case SHAPE_EXPRESSION:
	case SHAPE_ERROR:
		return;
	case SHAPE_DATE:
		diag_help(c->sink, d, "a day stands without quotes: `2026-12-15`");
		return;
	case SHAPE_ENTITY:
		diag_help(c->sink, d,
			"write the id as it is, without quotes: `%.*s`; or compare `.id`", len,
			text.ptr);
		return;
	default:
		diag_help(c->sink, d, "write it without quotes: `%.*s`", len, text.ptr);
	}
}

static void
help_literal(
	struct checker *c, struct diag *d, const struct ast *literal, const struct expr_type *other)
{
	enum shape shape = literal->value.shape;

	if (shape == SHAPE_STRING)
		help_quotes(c, d, literal, other);
	else if (other->shape == SHAPE_STRING && literal->word.len > 0)
		diag_help(c->sink, d, "a text stands in double quotes: `\"%.*s\"`",
			(int)literal->word.len, literal->word.ptr);
	else if (other->shape == SHAPE_DATE && shape == SHAPE_DURATION)
		diag_help(c->sink, d, "a day so long ago is `today - 30 days`");
	else if (other->shape == SHAPE_DURATION && shape == SHAPE_INT)
		diag_help(c->sink, d, "say of what: `%.*s days`, `%.*s months`",
			(int)literal->word.len, literal->word.ptr, (int)literal->word.len,
			literal->word.ptr);
	else if (other->shape == SHAPE_MONEY && type_is_number(&literal->type))
		diag_help(c->sink, d, "give the currency: `%.*s EUR`", (int)literal->word.len,
			literal->word.ptr);
	else if (other->shape == SHAPE_LEVEL)
		diag_help(c->sink, d,
			"a level is compared with a level, or one of its fields with a value");
}

static void
unlike(struct checker *c, struct ast *n)
{
	const struct expr_type *l = &n->left->type, *r = &n->right->type;
	const struct ast *literal = n->right->kind == AST_LITERAL ? n->right : n->left;
	struct diag *d = check_fail(c, DIAG_UNLIKE_TYPES, n->span, "%s cannot be compared with %s",
		what_is(c, n->left), what_is(c, n->right));

	if (l->list != r->list)
		diag_help(c->sink, d,
			"`x in list` asks whether a list holds something, `any x in list: …` "
			"whether an element is so");
	else if (l->list)
		diag_help(c->sink, d, "lists are compared by their elements: `all x in a: x in b`");
	else if (l->shape == SHAPE_EXPRESSION || r->shape == SHAPE_EXPRESSION)
		diag_help(c->sink, d, "call it with its arguments in ( )");
	else if (literal->kind == AST_LITERAL)
		help_literal(c, d, literal, literal == n->right ? l : r);
	if (n->left->kind == AST_EXISTS)
		diag_help(c->sink, d, "`exists x and x %s …` asks both", op_names[n->op]);
}

static void
no_order(struct checker *c, struct ast *n)
{
	struct expr_type plain = n->left->type;
	const struct kind *block = plain.shape == SHAPE_LEVEL ? type_level_kind(plain.field)
				   : plain.kind_count == 1    ? plain.kinds[0]
							      : NULL;

	plain.optional = false;
	struct diag *d =
		check_fail(c, DIAG_WRONG_TYPE, n->span, "`%s` needs an order, and %s has none",
			op_names[n->op], type_text(c->arena, &plain));
	if (block != NULL && block->block_of != NULL)
		diag_help(c->sink, d, "each `%s` has blocks `%s` of its own",
			block->block_of->owner->name->text, block->name->text);
}

struct expr_type
check_compare(struct checker *c, struct ast *n)
{
	struct expr_type t = type_of(SHAPE_BOOL);
	bool maybe = false;

	check_both(c, n, &maybe);
	const struct expr_type *l = &n->left->type, *r = &n->right->type;
	if (type_is_error(l) || type_is_error(r))
		return type_error();
	if (l->list || !type_alike(l, r)) {
		unlike(c, n);
		return type_error();
	}
	if (n->op != OP_EQ && n->op != OP_NE && !type_has_order(l)) {
		no_order(c, n);
		return type_error();
	}
	t.optional = maybe;
	bool failed = c->failed;
	c->failed = false;
	check_vacuous(c, n);
	if (c->failed)
		return type_error();
	c->failed = failed;
	return t;
}

/* `x in XS`, and `XS contains x`. */
static struct expr_type
check_membership(
	struct checker *c, struct ast *n, struct ast *element, struct ast *list, bool maybe)
{
	struct expr_type t = type_of(SHAPE_BOOL), inner = type_element(list->type);

	if (type_is_error(&element->type) || type_is_error(&list->type))
		return type_error();
	if (!list->type.list) {
		struct diag *d = check_fail(c, DIAG_WRONG_TYPE, list->span,
			"`%s` takes a list here, and this is %s",
			n->kind == AST_IN ? "in" : "contains", type_text(c->arena, &list->type));
		if (n->kind == AST_IN)
			diag_help(c->sink, d, "a list of its own is written `[a, b]`");
		return type_error();
	}
	if (element->type.list || !type_alike(&element->type, &inner)) {
		struct diag *d = check_fail(c, DIAG_UNLIKE_TYPES, n->span, "%s is never in %s",
			what_is(c, element), what_is(c, list));

		if (element->kind == AST_LITERAL && !inner.list)
			help_literal(c, d, element, &inner);
		return type_error();
	}
	bool failed = c->failed;
	c->failed = false;
	check_vacuous_in(c, n, element, list);
	if (c->failed)
		return type_error();
	c->failed = failed;
	t.optional = maybe;
	return t;
}

struct expr_type
check_in(struct checker *c, struct ast *n)
{
	bool maybe = false;
	bool first_left = !check_needs_type(c, n->left);
	struct ast *one = first_left ? n->left : n->right, *two = first_left ? n->right : n->left;
	struct expr_type t = check_operand(c, one, NULL, &maybe);

	if (type_is_error(&t)) {
		if (!check_needs_type(c, two))
			check_operand(c, two, NULL, &maybe);
		return type_error();
	}
	t.list = first_left;
	check_operand(c, two, &t, &maybe);
	return check_membership(c, n, n->left, n->right, maybe);
}

/* Whether it matches the empty text and nothing in it asks what stands around: then it does so everywhere. */
static bool
matches_all(const struct pattern *pattern, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("^$\\", text.ptr[i]) != NULL ||
			(text.ptr[i] == '(' && i + 1 < text.len && text.ptr[i + 1] == '?'))
			return false;
	}
	return pattern_match(pattern, STR("")) == PATTERN_YES;
}

bool
check_pattern(struct checker *c, struct ast *n, struct ast *text)
{
	const char *message = NULL;
	size_t offset = 0;

	if (text->kind != AST_LITERAL || text->value.shape != SHAPE_STRING) {
		struct diag *d = check_fail(c, DIAG_BAD_PATTERN, text->span,
			"a pattern stands here as a text in double quotes");
		diag_help(c->sink, d, "`contains` searches for a text that is computed");
		return false;
	}
	struct text_map map = {0};
	struct str s = tree_string(c->arena, c->tree, text->token, &map);
	n->pattern = pattern_compile(c->arena, s, &message, &offset);
	if (n->pattern == NULL) {
		uint32_t at = (uint32_t)(offset < s.len || offset == 0 ? offset : offset - 1);
		struct span inner = text_map_span(&map, at, at < s.len ? at + 1 : at);

		check_fail(c, DIAG_BAD_PATTERN, tree_span(c->tree, inner.start, inner.end),
			"the pattern is wrong here: %s", message);
		return false;
	}
	if (matches_all(n->pattern, s)) {
		struct diag *d =
			check_fail(c, DIAG_VACUOUS, text->span, "this pattern matches every text");
		diag_help(c->sink, d,
			"it is searched for anywhere in the text, and it is found where there is "
			"nothing: `^` and `$` bind it to the ends");
		return false;
	}
	return true;
}

static struct expr_type
check_matches(struct checker *c, struct ast *n, bool maybe)
{
	struct expr_type t = type_of(SHAPE_BOOL);

	if (!check_pattern(c, n, n->right))
		return type_error();
	if (check_constant(n->left)) {
		check_fail(c, DIAG_VACUOUS, n->span, "both sides are constants");
		return type_error();
	}
	t.optional = maybe;
	return t;
}

static struct expr_type
no_text(struct checker *c, const struct ast *n, const struct ast *side)
{
	static const char *const words[] = {[AST_MATCHES] = "matches",
		[AST_CONTAINS] = "contains",
		[AST_STARTS] = "starts_with",
		[AST_ENDS] = "ends_with"};
	bool list = n->kind == AST_CONTAINS && side == n->left;
	struct diag *d = check_fail(c, DIAG_WRONG_TYPE, side->span,
		"`%s` takes a text%s here, and this is %s", words[n->kind],
		list ? " or a list" : "", type_text(c->arena, &side->type));

	if (side->type.list)
		diag_help(c->sink, d, "`any x in list: x %s …` asks each of its elements",
			words[n->kind]);
	else if (side->kind == AST_LITERAL)
		help_literal(c, d, side, &(struct expr_type){.shape = SHAPE_STRING});
	else if (side->type.shape != SHAPE_EXPRESSION)
		diag_help(c->sink, d, "`text(…)` makes a text of it");
	return type_error();
}

struct expr_type
check_text_test(struct checker *c, struct ast *n)
{
	struct expr_type t = type_of(SHAPE_BOOL), text = type_of(SHAPE_STRING);
	bool maybe = false;
	struct expr_type l = check_operand(c, n->left, &text, &maybe);

	if (type_is_error(&l))
		return l;
	if (n->kind == AST_CONTAINS && l.list) {
		struct expr_type element = type_element(l);

		check_operand(c, n->right, &element, &maybe);
		return check_membership(c, n, n->right, n->left, maybe);
	}
	if (l.shape != SHAPE_STRING || l.list)
		return no_text(c, n, n->left);
	if (n->kind == AST_MATCHES)
		return check_matches(c, n, maybe);
	struct expr_type r = check_operand(c, n->right, &text, &maybe);
	if (type_is_error(&r))
		return r;
	if (r.shape != SHAPE_STRING || r.list)
		return no_text(c, n, n->right);
	if (n->right->kind == AST_LITERAL && n->right->value.string.len == 0) {
		check_fail(c, DIAG_VACUOUS, n->right->span, "every text holds the empty text");
		return type_error();
	}
	if (check_same(n->left, n->right) ||
		(check_constant(n->left) && check_constant(n->right))) {
		check_fail(c, DIAG_VACUOUS, n->span, "both sides are %s",
			check_constant(n->left) ? "constants" : "the same");
		return type_error();
	}
	t.optional = maybe;
	return t;
}
