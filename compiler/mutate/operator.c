/* `operators: { NAME: { edit: WORD, to: EXPRESSION, harmless: yes, doc: TEXT } }` → what is done to the sources. */
#include "base/arena.h"
#include "base/diag.h"
#include "mutate/reader.h"

static const char *const edits[] = {[EDIT_DELETE] = "delete",
	[EDIT_DROP] = "drop",
	[EDIT_DROP_ONE] = "drop_one",
	[EDIT_SET] = "set",
	[EDIT_OTHER] = "other",
	[EDIT_RETITLE] = "retitle",
	[EDIT_MOVE] = "move",
	[EDIT_KINDS] = NULL};

static bool
read_edit(struct duty_reader *r, const struct yaml *node, enum edit_kind *out)
{
	struct suggest s;
	struct str text;

	if (!yaml_text(node, "`edit`", &text, r->sink))
		return false;
	s = suggest_start(node->text);
	for (*out = 0; *out < EDIT_KINDS; (*out)++) {
		if (str_is(node->text, edits[*out]))
			return true;
		suggest_offer(&s, str_of(edits[*out]));
	}
	duty_unknown(r, &s, node->span, "there is no edit");
	return false;
}

bool
edit_is_computed(enum edit_kind edit)
{
	return edit == EDIT_SET || edit == EDIT_RETITLE;
}

/* False when an operator of that name is there, which is told. */
static bool
is_free(struct duty_reader *r, const struct yaml *node)
{
	for (uint32_t i = 0; i < r->operators.len; i++) {
		const struct operator* o = r->operators.ptr[i];

		if (!str_eq(o->name, node->key))
			continue;
		struct diag *d = diag_add(r->sink, DIAG_MUTATION_NAME, node->key_span,
			"operator `%.*s` is there already", yaml_shown(node->key), node->key.ptr);
		diag_relate(r->sink, d, o->span, "first here");
		diag_help(r->sink, d, "give it a name of its own");
		return false;
	}
	return true;
}

static void
read_operator(struct duty_reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"edit", "to", "harmless", "doc", NULL};
	const struct yaml *edit = yaml_get(node, "edit"), *to = yaml_get(node, "to"),
			  *harmless = yaml_get(node, "harmless"), *doc = yaml_get(node, "doc");
	struct operator* o = arena_alloc(r->arena, sizeof(*o));
	struct str text;

	if (!yaml_expect(node, YAML_MAP, "an operator", r->sink) || !is_free(r, node))
		return;
	uint32_t before = sink_total(r->sink);
	yaml_check_keys(node, keys, "an operator", r->sink);
	bool known = sink_total(r->sink) == before;
	*o = (struct operator){.name = node->key, .span = node->key_span};
	if (harmless != NULL && !yaml_bool(harmless, &o->harmless))
		diag_add(r->sink, DIAG_YAML_SHAPE, yaml_place(harmless),
			"`harmless` must be `yes` or `no`");
	if (doc != NULL)
		yaml_text(doc, "`doc`", &text, r->sink);
	if (edit == NULL && known)
		duty_lacks(r, node->key_span, "operator", node->key, "edit");
	if (edit == NULL || !read_edit(r, edit, &o->edit))
		return;
	if (to != NULL && !edit_is_computed(o->edit))
		diag_add(r->sink, DIAG_MUTATION_LACK, to->key_span,
			"`to` says nothing to the edit `%s`, which computes no value",
			edits[o->edit]);
	else if (to != NULL && yaml_text(to, "`to`", &o->to, r->sink))
		o->to_span = yaml_inner(to);
	*VEC_PUSH(r->arena, &r->operators) = o;
}

void
duty_operators(struct duty_reader *r, const struct yaml *map)
{
	if (map == NULL || !yaml_expect(map, YAML_MAP, "`operators`", r->sink))
		return;
	for (const struct yaml *at = map->child; at != NULL; at = at->next)
		read_operator(r, at);
}
