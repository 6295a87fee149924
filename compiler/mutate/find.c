/* A compilation → its mutants: each entity with its block, its items, their values. What each change breaks is said by the duties;
 * what no duty names is said to be harmless by the operators that are tried on everything. */
#include "base/arena.h"
#include "base/map.h"
#include "mutate/fit.h"
#include "mutate/mutant.h"
#include "syntax/tree.h"

uint32_t
finder_tree(const struct finder *f, const struct entity *e)
{
	return (uint32_t)(uintptr_t)map_get(f->trees, e->tree) - 1;
}

struct edit
finder_drop(const struct finder *f, const struct entity *e, const struct item *item)
{
	const struct tree *t = e->tree;
	struct span extent = tree_item_extent(t, item);
	uint32_t last = item->close != ITEM_NONE      ? item->close
			: item->args_end > item->word ? item->args_end - 1
						      : item->word;

	if (last + 1 < t->token_count && t->tokens[last + 1].kind == TOKEN_SEMICOLON)
		extent.end = t->tokens[last + 1].start + 1;
	return (struct edit){finder_tree(f, e), extent.start, extent.end, STR("")};
}

/* What the absence of a field breaks that the language itself asks for. */
static struct str
required_clause(const struct field *field)
{
	const struct kind *root = kind_root(field->owner);

	return str_of(root->clause_count > 0 ? root->clauses[0] : "");
}

void
finder_add(struct finder *f, const struct operator* o, const struct duty *d, struct entity *holder,
	const struct field *field, struct span place, const struct edit *edits, uint32_t count)
{
	struct arena *a = f->c->arena;
	struct mutant m = {.operator= o,
		.kind = holder->kind,
		.field = field,
		.entity = holder,
		.place = place,
		.edit_count = count};
	struct edit *copy = arena_array(a, count, sizeof(*copy));

	if (d != NULL && fit_holds(f->evaluator, d->when, holder, f->it))
		m.clause = d->clause;
	else if (!o->harmless)
		return;
	if (d == NULL && o->edit == EDIT_DROP && field != NULL &&
		(field->flags & FIELD_REQUIRED) != 0)
		m.clause = required_clause(field);
	for (uint32_t i = 0; i < count; i++)
		copy[i] = edits[i];
	m.edits = copy;
	*VEC_PUSH(a, &f->out->list) = m;
}

void
finder_general(struct finder *f, enum edit_kind edit, struct entity *holder,
	const struct field *field, struct span place, const struct edit *edits, uint32_t count)
{
	const struct operator* o = duties_general(f->duties, edit);
	const struct duty *d = duties_on(f->duties, holder->kind, field);

	while (d != NULL && d->operator->edit != edit)
		d = d->next;
	if (d != NULL || o != NULL)
		finder_add(f, d != NULL ? d->operator : o, d, holder, field, place, edits, count);
}

void
finder_arguments(
	struct finder *f, const struct tree *t, const struct item *item, struct arguments *out)
{
	uint32_t at = tree_skip(t, item->args, item->args_end), depth = 0;
	struct argument now = {at, at};

	for (; at < item->args_end; at = tree_skip(t, at + 1, item->args_end)) {
		uint32_t kind = t->tokens[at].kind;

		depth += kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET;
		depth -= (kind == TOKEN_RPAREN || kind == TOKEN_RBRACKET) && depth > 0;
		if (kind != TOKEN_COMMA || depth > 0) {
			now.end = at + 1;
			continue;
		}
		*VEC_PUSH(f->c->arena, &out->list) = now;
		now.first = tree_skip(t, at + 1, item->args_end);
	}
	if (now.end > now.first)
		*VEC_PUSH(f->c->arena, &out->list) = now;
}

static const struct field *
field_of(const struct finder *f, const struct entity *e, const struct item *item)
{
	const struct name *name = names_find(f->c->names, tree_token_text(e->tree, item->word));

	return name != NULL ? kind_field(f->c->language, e->kind, name) : NULL;
}

/* Whether no other item of the block has its word. */
static bool
is_only(const struct tree *t, uint32_t first, const struct item *item)
{
	struct str word = tree_token_text(t, item->word);

	for (uint32_t i = first; i != ITEM_NONE; i = t->items[i].next) {
		if (&t->items[i] != item && str_eq(tree_token_text(t, t->items[i].word), word))
			return false;
	}
	return true;
}

static void
find_title(struct finder *f, struct entity *e)
{
	const struct operator* o = duties_general(f->duties, EDIT_RETITLE);
	const struct tree *t = e->tree;
	const struct item *item = &t->items[e->item];

	if (o == NULL || e->kind->titled == KIND_TITLE_NONE)
		return;
	for (uint32_t i = item->args; i < item->args_end; i++) {
		struct span at = tree_token_span(t, i);
		struct edit edit = {finder_tree(f, e), at.start, at.end, o->to};

		if (t->tokens[i].kind != TOKEN_STRING)
			continue;
		finder_general(f, EDIT_RETITLE, e, NULL, at, &edit, 1);
		return;
	}
}

static struct str
extent_text(const struct tree *t, const struct item *item, struct edit *edit)
{
	struct span at = tree_item_extent(t, item);

	edit->start = at.start;
	edit->end = at.end;
	return (struct str){t->text.ptr + at.start, at.end - at.start};
}

/* The first item and the last change places. */
static void
find_move(struct finder *f, struct entity *e)
{
	const struct tree *t = e->tree;
	uint32_t first = t->items[e->item].child, last = first;
	struct edit edits[2] = {{.tree = finder_tree(f, e)}, {.tree = finder_tree(f, e)}};

	while (last != ITEM_NONE && t->items[last].next != ITEM_NONE)
		last = t->items[last].next;
	if (last == first)
		return;
	edits[1].with = extent_text(t, &t->items[first], &edits[0]);
	edits[0].with = extent_text(t, &t->items[last], &edits[1]);
	finder_general(f, EDIT_MOVE, e, NULL, tree_item_span(t, &t->items[first]), edits, 2);
}

/* The block that an item became, or NULL. */
static struct entity *
block_at(const struct slot *slot, uint32_t item)
{
	for (uint32_t i = 0; i < slot->count; i++) {
		if (slot->values[i].entity != NULL && slot->values[i].entity->item == item)
			return slot->values[i].entity;
	}
	return NULL;
}

static void
find_in(struct finder *f, struct entity *e)
{
	const struct tree *t = e->tree;
	uint32_t first = t->items[e->item].child;

	for (uint32_t i = first; i != ITEM_NONE; i = t->items[i].next) {
		const struct item *item = &t->items[i];
		const struct field *field = field_of(f, e, item);
		bool only = is_only(t, first, item);
		struct edit edit = finder_drop(f, e, item);

		if (field == NULL || item->broken)
			continue;
		f->it = field->type == TYPE_BLOCK ? block_at(entity_slot(e, field), i) : NULL;
		finder_general(f, only ? EDIT_DROP : EDIT_DROP_ONE, e, field,
			tree_item_span(t, item), &edit, 1);
		if (field->type != TYPE_BLOCK && field->type != TYPE_EXPRESSION)
			finder_values(f, e, field, item);
	}
	f->it = NULL;
	finder_head(f, e);
	find_title(f, e);
	find_move(f, e);
	if (e->parent == NULL)
		finder_delete(f, e);
}

void
mutants_find(struct compilation *c, const struct duties *d, struct mutants *out)
{
	struct finder f = {.c = c,
		.duties = d,
		.evaluator = fit_evaluator(c->arena, c->model),
		.trees = map_new(c->arena),
		.out = out};

	for (uint32_t i = c->built_in_count; i < c->tree_count; i++)
		map_put(f.trees, c->trees[i], (void *)(uintptr_t)(i + 1));
	for (uint32_t i = 0; i < c->model->entity_count; i++) {
		struct entity *e = c->model->entities[i];

		/* A kind that answers no clause, such as one of the rule language, is no part of the ISMS. */
		if (e->tree != NULL && !e->broken && map_get(f.trees, e->tree) != NULL &&
			kind_root(e->kind)->clause_count > 0)
			find_in(&f, e);
	}
}
