/* Words with dots between them: what the first one is, and which fields the others are. */
#include "base/arena.h"
#include "base/map.h"
#include "expr/check.h"
#include "expr/narrow.h"

static const struct name *
find_name(const struct checker *c, struct str s)
{
	return names_find(c->model->language->names, s);
}

static const struct field *
find_field(const struct checker *c, const struct kind *kind, const struct name *name)
{
	return name != NULL ? kind_field(c->model->language, kind, name) : NULL;
}

/* Whether an entity without the field was reported; of a list, one that is empty. */
static bool
is_sure(const struct field *f, const struct expr_type *t)
{
	if ((f->flags & FIELD_MANY) == 0)
		return !t->optional;
	return (f->flags & FIELD_REQUIRED) != 0 && f->strings == NULL && !f->owner->built_in &&
	       f->owner->id != KIND_ID_CATALOGUE;
}

const struct access *
check_field(
	struct checker *c, const struct expr_type *base, struct step *step, struct expr_type *out)
{
	struct access *access;

	if (base->shape == SHAPE_LEVEL) {
		struct expr_type block = type_entity(c->arena, type_level_kind(base->field));

		return check_field(c, &block, step, out);
	}
	if (base->shape != SHAPE_ENTITY) {
		no_fields(c, base, step);
		return NULL;
	}
	access =
		arena_alloc(c->arena, sizeof(*access) + base->kind_count * sizeof(access->rows[0]));
	access->sure = true;
	step->name = find_name(c, step->text);
	for (uint32_t i = 0; i < base->kind_count; i++) {
		const struct field *f = find_field(c, base->kinds[i], step->name);
		struct expr_type t;

		if (f == NULL) {
			unknown_field(c, base, step, base->kinds[i]);
			return NULL;
		}
		t = expr_type_of_field(c->arena, f);
		access->rows[i].kind = base->kinds[i];
		access->rows[i].field = f;
		access->rows[i].sure = is_sure(f, &t);
		access->sure = access->sure && access->rows[i].sure;
		if (i == 0) {
			*out = t;
		} else if (!type_unify(c->arena, out, &t, out)) {
			check_fail(c, DIAG_UNKNOWN_FIELD, step->span,
				"`%.*s` is %s of `%s`, but %s of `%s`", (int)step->text.len,
				step->text.ptr, type_text(c->arena, out),
				base->kinds[0]->name->text, type_text(c->arena, &t),
				base->kinds[i]->name->text);
			return NULL;
		}
	}
	access->count = base->kind_count;
	/* An entity has at least one kind, so the loop has set it. NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
	access->many = out->list;
	return access;
}

/* The fields behind the root, whose type is `t`. */
static struct expr_type
check_steps(struct checker *c, struct ast *n, struct expr_type t)
{
	for (uint32_t i = n->first_step; i < n->step_count; i++) {
		struct step *step = &n->steps[i];
		struct expr_type element = type_element(t), field;

		step->access = check_field(c, &element, step, &field);
		if (step->access == NULL)
			return type_error();
		step->from_list = t.list;
		field.optional = t.list ? t.optional : t.optional || field.optional;
		field.list = t.list || field.list;
		t = field;
		if (facts_know(c->facts, n, i - n->first_step + 1))
			t.optional = false;
	}
	return t;
}

/* KIND.ID, where the id may hold dots itself: the longest that exists. */
static struct entity *
find_entity(struct checker *c, struct ast *n, const struct kind *kind)
{
	const char *start = n->word.ptr + n->steps[0].text.len + 1;

	for (uint32_t last = n->step_count; last > 1; last--) {
		struct str end = n->steps[last - 1].text;
		struct str id = {start, (size_t)(end.ptr + end.len - start)};
		struct entity *e = end.ptr + end.len <= n->word.ptr + n->word.len
					   ? check_entity(c, kind, id)
					   : NULL;

		if (e != NULL) {
			n->first_step = last;
			return e;
		}
	}
	return NULL;
}

static struct expr_type
check_kind_id(struct checker *c, struct ast *n, const struct kind *kind)
{
	struct entity *e = find_entity(c, n, kind);

	if (e == NULL) {
		unknown_id(c, kind, &n->steps[1]);
		return type_error();
	}
	n->root_kind = ROOT_CONSTANT;
	n->root = e;
	n->value = result_entity(e);
	return type_entity(c->arena, kind);
}

/* What the first word is by itself; false when nothing. */
static bool
check_root(struct checker *c, struct ast *n, struct expr_type *t)
{
	struct str word = n->steps[0].text;
	const struct kind *kind = NULL;

	n->first_step = 1;
	n->variable = scope_variable(c->scope, word);
	if (n->variable != NULL) {
		n->root_kind = ROOT_VARIABLE;
		n->root = n->variable;
		n->variable->used = true;
		*t = n->variable->type;
	} else if ((n->variable = scope_self_variable(c->scope, &kind)) != NULL &&
		   find_field(c, kind, find_name(c, word)) != NULL) {
		n->root_kind = ROOT_VARIABLE;
		n->root = n->variable;
		n->first_step = 0;
		*t = n->variable->type;
	} else if (str_is(word, "today") && !c->closed) {
		n->root_kind = ROOT_TODAY;
		*t = type_of(SHAPE_DATE);
	} else if ((kind = scope_collection(c->scope, word)) != NULL) {
		n->root_kind = ROOT_LIST;
		n->root = kind;
		*t = type_entity(c->arena, kind);
		t->list = true;
	} else if ((kind = scope_single(c->scope, word)) != NULL) {
		n->root_kind = ROOT_SINGLE;
		n->root = kind;
		*t = type_entity(c->arena, kind);
		t->optional = true;
	} else {
		return false;
	}
	return true;
}

/* A kind's name with an id behind it; NULL when the path is none. */
static const struct kind *
kind_with_id(const struct checker *c, const struct ast *n)
{
	const struct kind *kind = c->closed || n->word.len == 0
					  ? NULL
					  : language_kind(c->model->language, n->steps[0].text);

	if (kind == NULL || kind->id == KIND_ID_NONE || kind->id == KIND_ID_REPEATABLE ||
		n->word.len <= n->steps[0].text.len)
		return NULL;
	return kind;
}

bool
check_needs_type(struct checker *c, const struct ast *n)
{
	struct ast copy = *n;
	struct expr_type t;

	if (n->kind == AST_LITERAL)
		return n->word.len > 0 && n->value.shape != SHAPE_BOOL;
	if (n->kind == AST_LIST)
		return n->item_count == 0 || check_needs_type(c, n->items[0]);
	if (n->kind == AST_IF)
		return check_needs_type(c, n->left) && check_needs_type(c, n->right);
	return n->kind == AST_PATH && n->left == NULL && kind_with_id(c, n) == NULL &&
	       !check_root(c, &copy, &t);
}

struct expr_type
check_path(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	struct expr_type t;

	if (n->left != NULL) {
		t = check(c, n->left, NULL);
		if (type_is_error(&t))
			return t;
		return check_steps(c, n, t);
	}
	struct suggest s = suggest_start(n->word);
	bool member = expected != NULL &&
		      (expected->shape == SHAPE_ENUM || expected->shape == SHAPE_LEVEL);
	/* A member beside a field of its type wins over a collection of that name, not over a variable. */
	if (member && scope_variable(c->scope, n->steps[0].text) == NULL) {
		const struct kind *self = NULL;
		bool field = scope_self_variable(c->scope, &self) != NULL &&
			     find_field(c, self, find_name(c, n->steps[0].text)) != NULL;

		if (!field && check_word(c, n, expected, &s))
			return n->type;
	}
	if (check_root(c, n, &t)) {
		if (facts_know(c->facts, n, 0))
			t.optional = false;
		return check_steps(c, n, t);
	}
	const struct kind *kind = kind_with_id(c, n);
	if (kind != NULL) {
		t = check_kind_id(c, n, kind);
		return type_is_error(&t) ? t : check_steps(c, n, t);
	}
	n->first_step = n->step_count;
	if (expected != NULL && check_word(c, n, expected, &s))
		return n->type;
	unknown_word(c, n, expected, &s);
	return type_error();
}
