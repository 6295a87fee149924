/* Types: what a field holds, which of two fit together, and how a message names them. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "expr/check.h"

struct expr_type
type_of(enum shape shape)
{
	return (struct expr_type){.shape = shape};
}

struct expr_type
type_error(void)
{
	return type_of(SHAPE_ERROR);
}

struct expr_type
type_entity(struct arena *a, const struct kind *kind)
{
	const struct kind **kinds = arena_array(a, 1, sizeof(*kinds));

	kinds[0] = kind;
	return (struct expr_type){.shape = SHAPE_ENTITY, .kinds = kinds, .kind_count = 1};
}

bool
type_is_error(const struct expr_type *t)
{
	return t->shape == SHAPE_ERROR;
}

bool
type_is_number(const struct expr_type *t)
{
	return (t->shape == SHAPE_INT || t->shape == SHAPE_NUMBER) && !t->list;
}

const struct kind *
type_level_kind(const struct field *f)
{
	return f->level_of != NULL ? f->level_of->block : NULL;
}

/* Blocks of one field have the order in which they are written, unless there are many that hold such blocks. */
static bool
blocks_are_ordered(const struct field *blocks)
{
	while (blocks != NULL && blocks->owner->block_of != NULL) {
		blocks = blocks->owner->block_of;
		if ((blocks->flags & FIELD_MANY) != 0)
			return false;
	}
	return blocks != NULL && blocks->owner->id == KIND_ID_NONE;
}

bool
type_has_order(const struct expr_type *t)
{
	switch (t->shape) {
	case SHAPE_BOOL:
	case SHAPE_EXPRESSION:
	case SHAPE_ERROR:
		return false;
	case SHAPE_ENTITY:
		return t->kind_count == 1 && blocks_are_ordered(t->kinds[0]->block_of);
	case SHAPE_LEVEL:
		return blocks_are_ordered(t->field->level_of);
	default:
		return true;
	}
}

struct expr_type
type_element(struct expr_type list)
{
	list.list = false;
	list.optional = false;
	return list;
}

static bool
same_members(const struct field *a, const struct field *b)
{
	if (a == b || a->values == b->values)
		return true;
	if (a->value_count != b->value_count)
		return false;
	for (uint32_t i = 0; i < a->value_count; i++) {
		if (a->values[i].name != b->values[i].name)
			return false;
	}
	return true;
}

static bool
has_kind(const struct expr_type *t, const struct kind *kind)
{
	for (uint32_t i = 0; i < t->kind_count; i++) {
		if (t->kinds[i] == kind)
			return true;
	}
	return false;
}

static bool
common_kind(const struct expr_type *a, const struct expr_type *b)
{
	for (uint32_t i = 0; i < a->kind_count; i++) {
		if (has_kind(b, a->kinds[i]))
			return true;
	}
	return false;
}

bool
type_alike(const struct expr_type *a, const struct expr_type *b)
{
	if (a->list != b->list)
		return false;
	if (type_is_number(a) && type_is_number(b))
		return true;
	if (a->shape == SHAPE_LEVEL && b->shape == SHAPE_ENTITY)
		return has_kind(b, type_level_kind(a->field));
	if (b->shape == SHAPE_LEVEL && a->shape == SHAPE_ENTITY)
		return has_kind(a, type_level_kind(b->field));
	if (a->shape != b->shape)
		return false;
	switch (a->shape) {
	case SHAPE_ENUM:
		return same_members(a->field, b->field);
	case SHAPE_LEVEL:
		return type_level_kind(a->field) == type_level_kind(b->field);
	case SHAPE_ENTITY:
		return common_kind(a, b);
	case SHAPE_EXPRESSION:
		return false;
	default:
		return true;
	}
}

/* All kinds of both. */
static void
unify_kinds(struct arena *a, const struct expr_type *x, const struct expr_type *y,
	struct expr_type *out)
{
	const struct kind **kinds =
		arena_array(a, (size_t)x->kind_count + y->kind_count, sizeof(*kinds));
	uint32_t count = 0;

	for (uint32_t i = 0; i < x->kind_count; i++)
		kinds[count++] = x->kinds[i];
	for (uint32_t i = 0; i < y->kind_count; i++) {
		if (!has_kind(x, y->kinds[i]))
			kinds[count++] = y->kinds[i];
	}
	out->kinds = kinds;
	out->kind_count = count;
}

bool
type_unify(struct arena *a, const struct expr_type *x, const struct expr_type *y,
	struct expr_type *out)
{
	struct expr_type t = *x; /* `out` may be one of the two */
	bool fine = true;

	if (x->list != y->list)
		return false;
	if (x->shape == SHAPE_ENTITY && y->shape == SHAPE_ENTITY) {
		unify_kinds(a, x, y, &t);
	} else if (x->shape == y->shape) {
		fine = type_alike(x, y);
	} else if ((x->shape == SHAPE_INT || x->shape == SHAPE_NUMBER) &&
		   (y->shape == SHAPE_INT || y->shape == SHAPE_NUMBER)) {
		t.shape = SHAPE_NUMBER;
	} else {
		fine = type_alike(x, y);
		t = x->shape == SHAPE_LEVEL ? *x : *y;
	}
	t.optional = x->optional || y->optional;
	if (fine)
		*out = t;
	return fine;
}

bool
type_fits(const struct expr_type *from, const struct expr_type *to)
{
	if (from->list != to->list)
		return false;
	if (from->shape == SHAPE_INT && to->shape == SHAPE_NUMBER)
		return true;
	if (from->shape == SHAPE_NUMBER && to->shape == SHAPE_INT)
		return false;
	if (from->shape == SHAPE_ENTITY && to->shape == SHAPE_ENTITY) {
		for (uint32_t i = 0; i < from->kind_count; i++) {
			if (!has_kind(to, from->kinds[i]))
				return false;
		}
		return true;
	}
	struct expr_type x = *from, y = *to;
	x.list = y.list = false;
	return type_alike(&x, &y);
}

static enum shape
shape_of(enum type type)
{
	switch (type) {
	case TYPE_BOOL:
		return SHAPE_BOOL;
	case TYPE_INT:
		return SHAPE_INT;
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		return SHAPE_NUMBER;
	case TYPE_DATE:
		return SHAPE_DATE;
	case TYPE_DURATION:
		return SHAPE_DURATION;
	case TYPE_MONEY:
		return SHAPE_MONEY;
	case TYPE_VERSION:
		return SHAPE_VERSION;
	case TYPE_ENUM:
		return SHAPE_ENUM;
	case TYPE_LEVEL:
		return SHAPE_LEVEL;
	case TYPE_REF:
	case TYPE_BLOCK:
		return SHAPE_ENTITY;
	case TYPE_EXPRESSION:
		return SHAPE_EXPRESSION;
	default:
		return SHAPE_STRING;
	}
}

/* Whether each entity has it, or its absence was reported. What catalogues say is not asked for their fields. */
static bool
is_sure(const struct field *f)
{
	bool from_catalogue = f->owner->built_in ||
			      (f->owner->id == KIND_ID_CATALOGUE && f->owner->block_of == NULL);

	if ((f->flags & FIELD_IMPLICIT) != 0) {
		bool title = str_is(name_str(f->name), "title");
		bool id = str_is(name_str(f->name), "id");

		if (f->owner->block_of != NULL)
			return f->owner->titled == KIND_TITLE_REQUIRED;
		return title || !id || f->owner->id != KIND_ID_NONE;
	}
	if (f->computed != NULL)
		return (f->flags & FIELD_TOTAL) != 0;
	return (f->flags & FIELD_REQUIRED) != 0 && f->strings == NULL && !from_catalogue;
}

struct expr_type
expr_type_of_field(struct arena *a, const struct field *f)
{
	struct expr_type t = {.shape = shape_of(f->type)};

	t.list = (f->flags & FIELD_MANY) != 0;
	t.optional = !t.list && !is_sure(f);
	if (f->type == TYPE_REF) {
		t.kinds = f->to;
		t.kind_count = f->to_count;
	} else if (f->type == TYPE_BLOCK) {
		bool list = t.list, optional = t.optional;

		t = type_entity(a, f->block);
		t.list = list;
		t.optional = optional;
	} else {
		t.field = f;
	}
	return t;
}

bool
expr_type_named(struct arena *a, const struct model *m, struct str name, struct expr_type *out)
{
	const struct name *n = names_find(m->language->names, name);
	const struct kind *kind = language_kind(m->language, name);
	const struct kind *many = n != NULL ? map_get(m->language->by_plural, n) : NULL;
	enum type type = type_find(name);

	if (kind != NULL || many != NULL) {
		*out = type_entity(a, kind != NULL ? kind : many);
		out->list = kind == NULL;
		return true;
	}
	if (type == TYPE_COUNT || type == TYPE_ENUM || type == TYPE_LEVEL || type == TYPE_REF ||
		type == TYPE_BLOCK || type == TYPE_EXPRESSION)
		return false;
	*out = type_of(shape_of(type));
	return true;
}

static const char *const shape_names[] = {
	[SHAPE_ERROR] = "something",
	[SHAPE_BOOL] = "truth value",
	[SHAPE_INT] = "whole number",
	[SHAPE_NUMBER] = "number",
	[SHAPE_STRING] = "text",
	[SHAPE_DATE] = "date",
	[SHAPE_DURATION] = "duration",
	[SHAPE_MONEY] = "amount of money",
	[SHAPE_VERSION] = "version",
	[SHAPE_EXPRESSION] = "expression",
};

static const char *
article(const char *word)
{
	return strchr("aeiou", word[0]) != NULL ? "an" : "a";
}

/* "a `role`", "a `role` or an `asset`", of a list "`role`". */
static void
describe_kinds(const struct expr_type *t, struct buf *out)
{
	uint32_t shown = t->kind_count < 5 ? t->kind_count : 3;

	for (uint32_t i = 0; i < shown; i++) {
		const char *name = t->kinds[i]->name->text;

		buf_puts(out, i == 0 ? "" : i + 1 == t->kind_count ? " or " : ", ");
		if (!t->list && (!t->optional || i > 0))
			buf_printf(out, "%s ", article(name));
		buf_printf(out, "`%s`", name);
	}
	if (shown < t->kind_count)
		buf_puts(out, " …");
}

void
expr_type_describe(const struct expr_type *t, struct buf *out)
{
	const char *many = t->list ? "s" : "";
	bool single = !t->list && !t->optional;

	buf_puts(out, t->list ? "a list of " : t->optional ? "an optional " : "");
	switch (t->shape) {
	case SHAPE_ENUM:
		buf_printf(
			out, "%smember%s of `%s`", single ? "a " : "", many, t->field->name->text);
		break;
	case SHAPE_LEVEL:
		buf_printf(out, "%slevel%s", single ? "a " : "", many);
		if (t->field->level_of != NULL)
			buf_printf(out, " of `%s`", t->field->level_of->owner->name->text);
		break;
	case SHAPE_ENTITY:
		describe_kinds(t, out);
		break;
	default:
		if (single && t->shape != SHAPE_ERROR)
			buf_printf(out, "%s ", article(shape_names[t->shape]));
		buf_printf(out, "%s%s", shape_names[t->shape],
			t->list && t->shape == SHAPE_MONEY ? "" : many);
	}
}

const char *
type_text(struct arena *a, const struct expr_type *t)
{
	struct buf b = {0};
	const char *text;

	expr_type_describe(t, &b);
	text = arena_strndup(a, b.ptr, b.len);
	buf_free(&b);
	return text;
}
