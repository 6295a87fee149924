/* Calls: built-in functions, functions of the project, fields of type expression. */
#include "base/arena.h"
#include "expr/builtin.h"
#include "expr/check.h"

static bool
check_count(struct checker *c, struct ast *n, uint32_t wanted, const char *name)
{
	if (n->item_count == wanted)
		return true;
	check_fail(c, DIAG_WRONG_ARGUMENTS, n->span, "`%s` takes %u argument%s, not %u", name,
		(unsigned)wanted, wanted == 1 ? "" : "s", (unsigned)n->item_count);
	return false;
}

/* Whether an argument is what the letter says; what is wanted in words. */
static bool
takes(char letter, const struct expr_type *t, const char **wanted)
{
	switch (letter) {
	case 's':
	case 'r':
		*wanted = "a text";
		return t->shape == SHAPE_STRING && !t->list;
	case 'p':
		*wanted = "a field of type text";
		return t->shape == SHAPE_STRING && !t->list && t->field != NULL &&
		       t->field->type == TYPE_TEXT;
	case 'n':
		*wanted = "a number";
		return type_is_number(t);
	case 'd':
		*wanted = "a date";
		return t->shape == SHAPE_DATE && !t->list;
	case 'u':
		*wanted = "a duration";
		return t->shape == SHAPE_DURATION && !t->list;
	case 'e':
		*wanted = "something that is declared";
		return (t->shape == SHAPE_ENTITY || t->shape == SHAPE_LEVEL) && !t->list;
	case 'c':
		*wanted = "a text or a list";
		return t->list || t->shape == SHAPE_STRING;
	case 'l':
		*wanted = "a list";
		return t->list;
	case 'S':
		*wanted = "a list of texts";
		return t->list && t->shape == SHAPE_STRING;
	default:
		*wanted = "a single value";
		return !t->list && t->shape != SHAPE_EXPRESSION;
	}
}

/* What is made of a text refers to nothing. The parameter of a function may be the text itself. */
static bool
is_made(char letter, const struct ast *n)
{
	return letter == 'p' && n->type.field == NULL && n->kind != AST_PATH;
}

static struct expr_type
check_builtin(struct checker *c, struct ast *n, const struct builtin *b)
{
	struct expr_type first = type_error(), t;
	bool maybe = false, fine = true;
	uint32_t count = 0;

	while (b->takes[count] != '\0')
		count++;
	if (!check_count(c, n, count, b->name))
		return type_error();
	n->callee = b;
	for (uint32_t i = 0; i < count; i++) {
		struct expr_type at = check_operand(c, n->items[i], NULL, &maybe);
		const char *wanted = "";

		if (type_is_error(&at)) {
			fine = false;
		} else if (!takes(b->takes[i], &at, &wanted) || is_made(b->takes[i], n->items[i])) {
			check_fail(c, DIAG_WRONG_TYPE, n->items[i]->span,
				"`%s` takes %s here, and this is %s", b->name, wanted,
				type_text(c->arena, &at));
			fine = false;
		} else if (b->takes[i] == 'r') {
			fine = check_pattern(c, n, n->items[i]) && fine;
		} else if (i == 0) {
			first = at;
		}
	}
	if (!fine)
		return type_error();
	t = b->gives == GIVES_SAME ? first : type_of(b->shape);
	if (b->gives == GIVES_EACH) {
		struct expr_type element = type_element(first);

		if (!check_gives(c, b->which, &element, n->items[0]->span, &t))
			return type_error();
	}
	t.optional = t.optional || maybe || b->gives == GIVES_MAYBE;
	return t;
}

/* One argument of a function whose parameters have types. */
static bool
check_argument(struct checker *c, struct ast *n, const struct expr_type *wanted, bool *maybe)
{
	struct expr_type t = check_operand(c, n, wanted, maybe);

	if (type_is_error(&t))
		return false;
	if (type_fits(&t, wanted))
		return true;
	check_fail(c, DIAG_WRONG_TYPE, n->span, "%s is expected here, and this is %s",
		type_text(c->arena, wanted), type_text(c->arena, &t));
	return false;
}

static struct expr_type
check_user(struct checker *c, struct ast *n, const struct function *f)
{
	struct expr_type t = expr_type_of(f->body);
	bool maybe = false, fine = true;

	if (!check_count(c, n, f->param_count, arena_strndup(c->arena, f->name.ptr, f->name.len)))
		return type_error();
	for (uint32_t i = 0; i < f->param_count; i++)
		fine = check_argument(c, n->items[i], &f->params[i], &maybe) && fine;
	n->callee = f;
	n->user = true;
	t.optional = t.optional || maybe;
	return fine ? t : type_error();
}

/* A field of type expression: `method.score(likelihood, impact)`. */
static struct expr_type
check_field_call(struct checker *c, struct ast *n)
{
	struct expr_type t = check(c, n->left, NULL);
	bool maybe = false, fine = true;

	if (type_is_error(&t))
		return t;
	const struct field *f = t.field;
	if (t.shape != SHAPE_EXPRESSION || t.list || !f->has_result) {
		t.optional = false;
		struct diag *d = check_fail(c, DIAG_WRONG_TYPE, n->left->span,
			"this is %s and cannot be called", type_text(c->arena, &t));
		diag_help(c->sink, d, "leave out `(` and `)`");
		return type_error();
	}
	check_guarded(c, n->left, &maybe);
	if (type_is_error(&n->left->type) || !check_count(c, n, f->param_count, f->name->text))
		return type_error();
	for (uint32_t i = 0; i < f->param_count; i++) {
		struct expr_type wanted;

		if (!expr_type_named(
			    c->arena, c->model, str_of(type_name(f->params[i].type)), &wanted))
			return type_error();
		fine = check_argument(c, n->items[i], &wanted, &maybe) && fine;
	}
	if (!fine || !expr_type_named(c->arena, c->model, str_of(type_name(f->result)), &t))
		return type_error();
	t.optional = maybe;
	return t;
}

struct expr_type
check_call(struct checker *c, struct ast *n)
{
	struct ast *callee = n->left;

	if (callee->left != NULL || callee->step_count > 1)
		return check_field_call(c, n);
	const struct kind *self = NULL;
	const struct name *name = names_find(c->model->language->names, callee->word);
	bool field = scope_self_variable(c->scope, &self) != NULL && name != NULL &&
		     kind_field(c->model->language, self, name) != NULL;
	const struct function *f = scope_find_function(c->scope, callee->word);
	if (f != NULL)
		return check_user(c, n, f);
	const struct builtin *b = builtin_find(callee->word);
	if (b != NULL)
		return check_builtin(c, n, b);
	if (field)
		return check_field_call(c, n);
	unknown_function(c, n);
	return type_error();
}
