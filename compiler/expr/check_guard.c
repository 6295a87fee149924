/* What must be said before a value is used: that it exists, that it is a condition, that a name is free. The messages tell what may be
 * absent, why, and how to ask for it. */
#include "base/arena.h"
#include "expr/builtin.h"
#include "expr/check.h"
#include "expr/narrow.h"

bool
check_free(struct checker *c, const struct step *name)
{
	struct str word = name->text;
	const char *what = NULL;

	if (scope_free(c->scope, word))
		return true;
	if (scope_variable(c->scope, word) != NULL)
		what = "a variable";
	else if (scope_collection(c->scope, word) != NULL)
		what = "a collection";
	else if (scope_single(c->scope, word) != NULL)
		what = "a kind that exists once";
	else
		what = parse_is_reserved(word) ? "a word of the language" : "a function";
	struct diag *d = check_fail(c, DIAG_NAME_TAKEN, name->span, "`%.*s` is %s already",
		(int)word.len, word.ptr, what);
	diag_help(c->sink, d, "choose another name");
	return false;
}

const char *
check_text(struct checker *c, const struct ast *n, uint32_t count)
{
	const struct step *last;

	if (n->kind != AST_PATH || n->left != NULL || n->word.len == 0)
		return NULL;
	uint32_t behind = n->first_step + count;
	last = &n->steps[behind > 0 ? behind - 1 : 0];
	size_t len = (size_t)(last->text.ptr + last->text.len - n->word.ptr);
	/* A path that goes on behind a blank or comment is none of one word. */
	if (last->text.ptr < n->word.ptr || len > n->word.len || len > 60)
		return NULL;
	return arena_strndup(c->arena, n->word.ptr, len);
}

static bool
is_optional(struct checker *c, const struct step *step)
{
	for (uint32_t i = 0; i < step->access->count; i++) {
		const struct field *f = step->access->rows[i].field;

		if ((f->flags & FIELD_MANY) == 0 && expr_type_of_field(c->arena, f).optional)
			return true;
	}
	return false;
}

/* How many fields of a path lead to the first and to the last thing on it that may be absent. */
static void
find_optional(struct checker *c, const struct ast *n, uint32_t *first, uint32_t *last)
{
	uint32_t count = n->step_count - n->first_step;
	bool found = false;

	*first = *last = count;
	if ((n->root_kind == ROOT_SINGLE ||
		    (n->root_kind == ROOT_VARIABLE && n->variable->type.optional)) &&
		!facts_know(c->facts, n, 0)) {
		*first = *last = 0;
		found = true;
	}
	for (uint32_t i = 1; i <= count; i++) {
		const struct step *step = &n->steps[n->first_step + i - 1];

		if (step->access == NULL || step->from_list || !is_optional(c, step) ||
			facts_know(c->facts, n, i))
			continue;
		*first = found ? *first : i;
		*last = i;
		found = true;
	}
}

/* A path: what on it may be absent, and a guard that is enough. */
static void
say_path(struct checker *c, struct ast *n, const char *text)
{
	uint32_t first, last;

	find_optional(c, n, &first, &last);
	const char *missing = check_text(c, n, first), *guard = check_text(c, n, last);
	uint32_t count = n->step_count - n->first_step;
	struct diag *d;
	if (missing == NULL || guard == NULL) {
		missing = guard = text;
		first = count;
	}
	if (first == count)
		d = check_fail(c, DIAG_UNGUARDED, n->span, "`%s` may be absent here", text);
	else if (first == 0 && n->root_kind == ROOT_SINGLE)
		d = check_fail(c, DIAG_UNGUARDED, n->span,
			"`%s` may be absent here, as there may be no `%s`", text, missing);
	else
		d = check_fail(c, DIAG_UNGUARDED, n->span,
			"`%s` may be absent here, as `%s` may be", text, missing);
	diag_help(c->sink, d, "guard it with `exists %s and …`, or give `%s else %s`", guard, text,
		n->type.list ? "[]" : "…");
}

/* The word of what has no value for an empty list; NULL. */
static const char *
empty_word(const struct ast *n)
{
	static const char *const words[] = {
		[EACH_MIN] = "min", [EACH_MAX] = "max", [EACH_AVG] = "avg", [EACH_FIRST] = "first"};
	const struct builtin *b = n->kind == AST_CALL && !n->user ? n->callee : NULL;

	if (n->kind == AST_EACH && n->which >= EACH_MIN && n->which <= EACH_FIRST)
		return words[n->which];
	return b != NULL && b->gives == GIVES_EACH ? b->name : NULL;
}

static void
say_value(struct checker *c, struct ast *n)
{
	const char *word;
	struct diag *d;

	/* A field of what may be absent. */
	while (n->kind == AST_PATH && n->left != NULL && n->left->type.optional)
		n = n->left;
	word = empty_word(n);
	if (n->kind == AST_ARITH && n->op == OP_DIV) {
		d = check_fail(c, DIAG_UNGUARDED, n->span,
			"a division by zero has no value, and nothing says what counts then");
		diag_help(c->sink, d, "write `(a / b) else …`");
	} else if (word != NULL) {
		d = check_fail(c, DIAG_UNGUARDED, n->span,
			"`%s` has no value when there is nothing in the list", word);
		diag_help(c->sink, d,
			n->kind == AST_CALL ? "say what counts then: `%s(…) else …`"
					    : "say what counts then: `(%s …) else …`",
			word);
	} else if (n->kind == AST_CALL && n->user) {
		const struct function *f = n->callee;

		d = check_fail(c, DIAG_UNGUARDED, n->span, "`%.*s` may give no value",
			(int)f->name.len, f->name.ptr);
		diag_help(c->sink, d, "say what counts then: `%.*s(…) else …`", (int)f->name.len,
			f->name.ptr);
	} else {
		d = check_fail(c, DIAG_UNGUARDED, n->span, "this value may be absent");
		diag_help(c->sink, d, "say what counts then: `(…) else …`");
	}
}

struct expr_type
check_guarded(struct checker *c, struct ast *n, bool *maybe)
{
	struct expr_type t = n->type;

	if (type_is_error(&t) || !t.optional)
		return t;
	t.optional = false;
	if (c->lenient) {
		*maybe = true;
		return t;
	}
	const char *text = check_text(c, n, n->step_count - n->first_step);
	if (text != NULL)
		say_path(c, n, text);
	else
		say_value(c, n);
	n->type = type_error();
	return n->type;
}

struct expr_type
check_operand(struct checker *c, struct ast *n, const struct expr_type *expected, bool *maybe)
{
	check(c, n, expected);
	return check_guarded(c, n, maybe);
}

/* Something else stands where a condition is asked for. */
static void
say_no_condition(struct checker *c, struct ast *n)
{
	struct expr_type plain = n->type;
	const char *text = check_text(c, n, n->step_count - n->first_step);
	bool ask = n->type.optional || n->type.list;

	plain.optional = false;
	struct diag *d = check_fail(c, DIAG_WRONG_TYPE, n->span,
		"a condition is expected here, and this is %s", type_text(c->arena, &plain));
	if (ask)
		diag_help(c->sink, d, "`exists %s` asks whether there is one",
			text != NULL ? text : "…");
	else if (type_is_number(&plain))
		diag_help(c->sink, d, "compare it: `%s > 0`", text != NULL ? text : "…");
}

struct expr_type
check_condition(struct checker *c, struct ast *n, bool *maybe)
{
	struct expr_type wanted = type_of(SHAPE_BOOL);
	struct expr_type t = check(c, n, &wanted);

	if (type_is_error(&t))
		return t;
	if (t.shape != SHAPE_BOOL || t.list) {
		say_no_condition(c, n);
		return n->type = type_error();
	}
	t = check_guarded(c, n, maybe);
	if (type_is_error(&t))
		return t;
	if (check_constant(n)) {
		if (n->kind == AST_LITERAL)
			check_fail(c, DIAG_VACUOUS, n->span, "this condition is always %s",
				n->value.boolean ? "true" : "false");
		else
			check_fail(c, DIAG_VACUOUS, n->span, "this condition is always the same");
		return n->type = type_error();
	}
	return t;
}
