/* Words that mean nothing: what was probably meant. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "expr/builtin.h"
#include "expr/check.h"

/* Other places told of one unknown id or field. */
#define PLACES 8
/* Members or ids that a message may tell. */
#define TOLD 8

void
no_fields(struct checker *c, const struct expr_type *base, const struct step *step)
{
	struct expr_type plain = *base;

	plain.optional = false;
	struct diag *d = check_fail(
		c, DIAG_UNKNOWN_FIELD, step->span, "%s has no fields", type_text(c->arena, &plain));
	if (builtin_find(step->text) != NULL)
		diag_help(c->sink, d, "it is a function: `%.*s(…)`", (int)step->text.len,
			step->text.ptr);
	else if (base->shape == SHAPE_STRING &&
		 (str_is(step->text, "length") || str_is(step->text, "size")))
		diag_help(c->sink, d, "write `len(…)`");
}

/* The part before a sign that stands within a word; empty when there is none. */
static struct str
before(struct str word, char sign)
{
	const char *at = word.len > 0 ? memchr(word.ptr, sign, word.len) : NULL;

	return at != NULL ? (struct str){word.ptr, (size_t)(at - word.ptr)} : STR("");
}

static bool
has_field(const struct checker *c, const struct kind *kind, struct str word)
{
	const struct name *name = names_find(c->model->language->names, word);

	return name != NULL && kind_field(c->model->language, kind, name) != NULL;
}

/* A field that an expression misspells twice is told once, with its other places. */
static bool
field_was_told(struct checker *c, const struct kind *kind, const struct step *step)
{
	for (struct told_field *f = c->told; f != NULL; f = f->next) {
		if (f->kind != kind || !str_eq(f->text, step->text))
			continue;
		c->failed = true;
		if (f->diag->span.start != step->span.start && f->count++ < PLACES)
			diag_relate(c->sink, f->diag, step->span, "named here, too");
		return true;
	}
	return false;
}

static void
note_told(struct checker *c, const struct kind *kind, const struct step *step, struct diag *d)
{
	struct told_field *f = arena_alloc(c->arena, sizeof(*f));

	*f = (struct told_field){.kind = kind, .text = step->text, .diag = d, .next = c->told};
	c->told = f;
}

void
unknown_field(struct checker *c, const struct expr_type *base, const struct step *step,
	const struct kind *kind)
{
	struct suggest s = suggest_start(step->text);
	struct expr_type all = type_element(*base);
	int len = (int)step->text.len;
	struct diag *d;

	if (step->text.len == 0) {
		check_fail(c, DIAG_UNKNOWN_FIELD, step->span, "a field's name is missing here");
		return;
	}
	if (field_was_told(c, kind, step))
		return;
	if (base->kind_count > 1)
		d = check_fail(c, DIAG_UNKNOWN_FIELD, step->span,
			"this may be %s, and `%s` has no field `%.*s`", type_text(c->arena, &all),
			kind_path(c->arena, kind), len, step->text.ptr);
	else
		d = check_fail(c, DIAG_UNKNOWN_FIELD, step->span, "`%s` has no field `%.*s`",
			kind_path(c->arena, kind), len, step->text.ptr);
	note_told(c, kind, step, d);
	for (uint32_t i = 0; i < kind->field_count; i++)
		check_offer(c, &s, name_str(kind->fields[i]->name));
	if (has_field(c, kind, before(step->text, '-')))
		diag_help(
			c->sink, d, "a subtraction is written with blanks on both sides: `a - b`");
	else if (has_field(c, kind, before(step->text, ':')))
		diag_help(c->sink, d, "a blank has to stand behind `:`");
	else if (suggest_best(&s).len == 0 && builtin_find(step->text) != NULL)
		diag_help(c->sink, d, "it is a function: `%.*s(…)`", len, step->text.ptr);
	else
		check_suggest(c, d, &s, step->span,
			base->kind_count > 1
				? "only fields that all of them have can be asked for"
				: arena_printf(c->arena, "`ismsc explain %s` lists its fields",
					  kind_root(kind)->name->text));
}

/* "`low`, `medium` and `high`" of a few ids; NULL of many. */
static const char *
few_ids(struct checker *c, const struct entity_list *list)
{
	const char *text = "";

	if (list->count == 0 || list->count > TOLD)
		return NULL;
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->ptr[i]->id == NULL)
			return NULL;
		text = arena_printf(c->arena, "%s%s`%s`", text,
			i == 0                 ? ""
			: i + 1 == list->count ? " and "
					       : ", ",
			list->ptr[i]->id->text);
	}
	return text;
}

/* An id that nothing bears is told once, with some of the other places that name it. */
struct unknown_id {
	struct sink *sink;
	struct diag *diag; /* in the sink's arena: it stays where it is */
	uint32_t count; /* of other places */
};

static bool
was_told(struct checker *c, const struct kind *kind, const struct step *id, struct unknown_id **out)
{
	const struct name *name = names_get(c->model->language->names, id->text);
	struct globals *g = c->scope->globals;
	struct unknown_id *u = map_get2(g->unknown, kind, name);

	if (u != NULL && u->sink == c->sink) {
		if (u->diag->span.start != id->span.start && u->count++ < PLACES)
			diag_relate(c->sink, u->diag, id->span, "named here, too");
		return true;
	}
	*out = u = arena_alloc(g->arena, sizeof(*u));
	u->sink = c->sink;
	map_put2(g->unknown, kind, name, u);
	return false;
}

void
unknown_id(struct checker *c, const struct kind *kind, const struct step *id)
{
	const struct entity_list *list = &c->model->by_kind[kind->index];
	struct suggest s = suggest_start(id->text);
	const char *few = few_ids(c, list);

	struct unknown_id *told;

	c->failed = true;
	if (c->model->broken || was_told(c, kind, id, &told))
		return;
	for (uint32_t i = 0; i < list->count && c->scope->globals->offers > 0; i++) {
		if (list->ptr[i]->id != NULL)
			check_offer(c, &s, name_str(list->ptr[i]->id));
	}
	struct diag *d = check_fail(c, DIAG_UNKNOWN_REFERENCE, id->span, "there is no %s `%.*s`",
		kind->name->text, (int)id->text.len, id->text.ptr);
	told->diag = d;
	check_suggest(c, d, &s, id->span,
		few != NULL ? arena_printf(
				      c->arena, "there %s %s", list->count == 1 ? "is" : "are", few)
			    : NULL);
}

static void
offer_names(struct checker *c, struct suggest *s, bool kinds)
{
	const struct language *l = c->model->language;
	const struct kind *self = NULL;

	for (const struct scope *at = c->scope; at != NULL; at = at->outer) {
		if (at->variable != NULL && at->self == NULL)
			check_offer(c, s, at->variable->name);
	}
	if (scope_self_variable(c->scope, &self) != NULL) {
		for (uint32_t i = 0; i < self->field_count; i++)
			check_offer(c, s, name_str(self->fields[i]->name));
	}
	for (uint32_t i = 0; i < l->kind_count && !c->closed; i++) {
		const struct kind *kind = l->kinds[i];

		if (kind->block_of != NULL)
			continue;
		if (kind->plural != NULL)
			check_offer(c, s, name_str(kind->plural));
		if (kind->id == KIND_ID_NONE || kinds)
			check_offer(c, s, name_str(kind->name));
	}
	if (!c->closed)
		check_offer(c, s, STR("today"));
}

static const char *
other_kind(struct checker *c, const struct kind *kind)
{
	struct expr_type t = type_entity(c->arena, kind);

	return arena_printf(
		c->arena, "there is %s of that id, which is another kind", type_text(c->arena, &t));
}

/* The members there are, or what else bears the id. */
static const char *
help_member(struct checker *c, struct str word, const struct expr_type *t)
{
	const struct language *l = c->model->language;
	const struct name *name = names_find(l->names, word);
	const char *text = "";

	if (t->shape == SHAPE_LEVEL) {
		text = few_ids(c, &c->model->by_kind[type_level_kind(t->field)->index]);
		return text != NULL ? arena_printf(c->arena, "its levels are %s", text) : NULL;
	}
	for (uint32_t i = 0; t->shape == SHAPE_ENUM && i < t->field->value_count; i++) {
		if (t->field->value_count > 2 * TOLD)
			return NULL;
		text = arena_printf(c->arena, "%s%s`%s`", text,
			i == 0                           ? ""
			: i + 1 == t->field->value_count ? " and "
							 : ", ",
			t->field->values[i].name->text);
	}
	if (t->shape == SHAPE_ENUM)
		return arena_printf(c->arena, "its members are %s", text);
	for (uint32_t i = 0; i < l->kind_count && name != NULL; i++) {
		const struct kind *kind = l->kinds[i];

		if (kind->block_of == NULL && model_find(c->model, kind, name) != NULL)
			return other_kind(c, kind);
	}
	return NULL;
}

/* Beside a member, level or reference. */
static void
unknown_member(
	struct checker *c, struct ast *n, const struct expr_type *expected, struct suggest *s)
{
	struct expr_type plain = type_element(*expected);
	int len = (int)n->word.len;
	struct diag *d;

	if (c->model->broken && expected->shape != SHAPE_ENUM)
		return;
	if (plain.shape == SHAPE_ENTITY)
		d = check_fail(c, DIAG_UNKNOWN_REFERENCE, n->span, "`%.*s` is not the id of %s",
			len, n->word.ptr, type_text(c->arena, &plain));
	else
		d = check_fail(c,
			plain.shape == SHAPE_ENUM ? DIAG_UNKNOWN_MEMBER : DIAG_UNKNOWN_REFERENCE,
			n->span, "`%.*s` is not %s", len, n->word.ptr, type_text(c->arena, &plain));
	if (suggest_best(s).len == 0) {
		struct suggest names = suggest_start(n->steps[0].text);

		offer_names(c, &names, false);
		if (suggest_best(&names).len > 0)
			*s = names;
	}
	check_suggest(c, d, s, n->span, help_member(c, n->word, &plain));
}

/* What people write who know another language, or forgot a blank; NULL. */
static const char *
help_habit(struct checker *c, struct ast *n, const struct expr_type *expected)
{
	struct str word = n->steps[0].text;
	const struct kind *kind = language_kind(c->model->language, word);

	if (before(n->word, ':').len > 0)
		return "a blank has to stand behind `:`";
	if (str_is(word, "yes") || str_is(word, "no"))
		return "in expressions it is `true` or `false`";
	if (str_is(word, "null") || str_is(word, "none") || str_is(word, "nil"))
		return "`missing x` asks whether there is no value";
	if (scope_find_function(c->scope, word) != NULL || builtin_find(word) != NULL)
		return arena_printf(
			c->arena, "it is a function: `%.*s(…)`", (int)word.len, word.ptr);
	if (kind != NULL && kind->plural != NULL)
		return arena_printf(c->arena, "all of them are `%s`", kind->plural->text);
	if (before(word, '-').len > 0)
		return "a subtraction is written with blanks on both sides: `a - b`";
	if (expected != NULL && expected->shape == SHAPE_STRING)
		return arena_printf(c->arena, "a text stands in double quotes: `\"%.*s\"`",
			(int)n->word.len, n->word.ptr);
	if (expected != NULL && expected->shape == SHAPE_VERSION)
		return "a version begins with a digit: `2.1`";
	return NULL;
}

void
unknown_word(struct checker *c, struct ast *n, const struct expr_type *expected, struct suggest *s)
{
	struct str word = n->steps[0].text;
	struct suggest names = suggest_start(word);

	c->failed = true;
	if (expected != NULL && (expected->shape == SHAPE_ENUM || expected->shape == SHAPE_LEVEL ||
					expected->shape == SHAPE_ENTITY)) {
		unknown_member(c, n, expected, s);
		return;
	}
	const char *help = help_habit(c, n, expected);
	struct diag *d = check_fail(c, DIAG_UNKNOWN_NAME, n->steps[0].span,
		"nothing is called `%.*s` here", (int)word.len, word.ptr);
	offer_names(c, &names, n->step_count > 1);
	if (help != NULL && (suggest_best(&names).len == 0 || before(n->word, ':').len > 0))
		diag_help(c->sink, d, "%s", help);
	else if (help != NULL && language_kind(c->model->language, word) != NULL)
		diag_help(c->sink, d, "%s", help);
	else
		check_suggest(c, d, &names, n->steps[0].span, NULL);
}

void
unknown_function(struct checker *c, struct ast *n)
{
	struct str name = n->left->word;
	struct suggest s = suggest_start(name);
	const char *what = scope_variable(c->scope, name) != NULL     ? "a variable"
			   : scope_collection(c->scope, name) != NULL ? "a collection"
			   : scope_single(c->scope, name) != NULL     ? "a kind that exists once"
			   : str_is(name, "today")                    ? "a day"
								      : NULL;

	for (uint32_t i = 0; builtin_at(i) != NULL; i++)
		check_offer(c, &s, str_of(builtin_at(i)->name));
	for (const struct function *f = c->scope->globals->first; f != NULL; f = f->next)
		check_offer(c, &s, f->name);
	if (what != NULL) {
		struct diag *d = check_fail(c, DIAG_UNKNOWN_NAME, n->left->span,
			"`%.*s` is %s, not a function", (int)name.len, name.ptr, what);
		diag_help(c->sink, d, "leave out `(` and `)`");
		return;
	}
	struct diag *d = check_fail(c, DIAG_UNKNOWN_NAME, n->left->span,
		"there is no function `%.*s`", (int)name.len, name.ptr);
	check_suggest(c, d, &s, n->left->span, NULL);
}
