/* `survivors: [ { field: KIND.FIELD, operator: NAME, on: [ID], because: TEXT } ]` → breakages that no rule can notice. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "mutate/reader.h"
#include "pipeline.h"

static void
tell_unknown_id(struct duty_reader *r, const struct yaml *node, const struct survivor *s)
{
	const struct kind *kind = kind_root(s->kind);
	const struct name *id = names_find(r->c->names, node->text);
	const struct entity_list *all = &r->c->model->by_kind[kind->index];
	struct suggest near = suggest_start(node->text);

	if (id != NULL && model_find(r->c->model, kind, id) != NULL)
		return;
	for (uint32_t i = 0; i < all->count; i++) {
		if (all->ptr[i]->id != NULL)
			suggest_offer(&near, name_str(all->ptr[i]->id));
	}
	duty_unknown(r, &near, yaml_inner(node),
		arena_printf(r->arena, "there is no %s", kind->name->text));
}

static void
read_ids(struct duty_reader *r, const struct yaml *list, struct survivor *s)
{
	VEC(struct str) ids = {0};
	const struct yaml *at = NULL;

	if (list == NULL)
		return;
	if (list->kind == YAML_LIST && list->count == 0)
		diag_add(r->sink, DIAG_MUTATION_LACK, yaml_place(list),
			"`on` names nothing; without it all are meant");
	while ((at = yaml_next_text(list, at, "an id", r->sink)) != NULL) {
		*VEC_PUSH(r->arena, &ids) = at->text;
		tell_unknown_id(r, at, s);
	}
	s->ids = ids.ptr;
	s->id_count = ids.len;
}

/* The kind and the field of `KIND.FIELD`, or of a kind alone. */
static bool
read_place(struct duty_reader *r, const struct yaml *node, struct survivor *s)
{
	const char *dot = memchr(node->text.ptr, '.', node->text.len);
	size_t len = dot != NULL ? (size_t)(dot - node->text.ptr) : node->text.len;

	s->kind = duty_kind(r, (struct str){node->text.ptr, len}, node->span);
	if (s->kind == NULL || dot == NULL)
		return s->kind != NULL;
	return duty_field(r, (struct str){dot + 1, node->text.len - len - 1}, node->span, &s->kind,
		&s->field);
}

static void
read_survivor(struct duty_reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"field", "operator", "on", "because", NULL};
	static const char *const needed[] = {"field", "operator", "because"};
	struct survivor s = {.span = node->span};
	struct str text;

	if (!yaml_expect(node, YAML_MAP, "a survivor", r->sink))
		return;
	yaml_check_keys(node, keys, "a survivor", r->sink);
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		const struct yaml *value = yaml_get(node, needed[i]);

		if (value == NULL) {
			diag_add(r->sink, DIAG_MUTATION_LACK, node->span, "a survivor lacks `%s`",
				needed[i]);
			return;
		}
		if (!yaml_text(value, needed[i], &text, r->sink))
			return;
	}
	s.because = yaml_get(node, "because")->text;
	s.span = yaml_get(node, "field")->span;
	s.operator= duty_operator(
		r, yaml_get(node, "operator")->text, yaml_get(node, "operator")->span);
	if (!read_place(r, yaml_get(node, "field"), &s))
		return;
	read_ids(r, yaml_get(node, "on"), &s);
	if (s.operator!= NULL)
		*VEC_PUSH(r->arena, &r->survivors) = s;
}

void
duty_survivors(struct duty_reader *r, const struct yaml *list)
{
	if (list == NULL || !yaml_expect(list, YAML_LIST, "`survivors`", r->sink))
		return;
	for (const struct yaml *at = list->child; at != NULL; at = at->next)
		read_survivor(r, at);
}
