/* Kind files, second phase: all kinds and fields are known, so what they say of one another is looked up; then the
 * implicit fields and the inverses of references are made. */
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "schema/kind_reader.h"

static void
add_implicit(struct kind_reader *r, struct kind *kind)
{
	static const struct {
		const char *name;
		enum type type;
		const char *doc;
	} fields[] = {
		{"id", TYPE_STRING, "What it is referred to by."},
		{"title", TYPE_STRING, "Its name for people."},
		{"declared", TYPE_BOOL, "Whether a source declares it."},
		{"kind", TYPE_STRING, "The name of its kind."},
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct name *name = names_of(r->names, fields[i].name);
		struct field *f;

		if (kind->block_of != NULL && (i != 1 || kind->titled == KIND_TITLE_NONE ||
						      kind_field(r->language, kind, name) != NULL))
			continue;
		f = kind_add_field(r, kind, name);
		f->flags = FIELD_IMPLICIT;
		f->type = fields[i].type;
		f->doc = fields[i].doc;
	}
}

/* The field `inverse` of the kind that `f` leads to; it lists the declared entities whose `f` names it. */
static void
add_inverse(struct kind_reader *r, const struct field *f, struct kind *target)
{
	const struct kind *root = kind_root(f->owner);
	const struct field *first = kind_field(r->language, target, f->inverse);
	const struct kind **to;
	struct field *inverse;
	struct diag *d;

	if (first != NULL) {
		d = diag_add(r->main, DIAG_KIND_INVERSE, f->span,
			"`%s` has a field `%s` already, so it cannot be the inverse of `%s.%s`",
			target->name->text, f->inverse->text, kind_path(r->scratch, f->owner),
			f->name->text);
		diag_relate(r->main, d,
			first->inverse_of != NULL ? first->inverse_of->span : first->span,
			first->inverse_of != NULL ? "the inverse of this field" : "declared here");
		diag_help(r->main, d, "choose another name for the inverse");
		return;
	}
	inverse = kind_add_field(r, target, f->inverse);
	to = arena_array(r->arena, 1, sizeof(*to));
	to[0] = root;
	inverse->flags = FIELD_INVERSE | FIELD_MANY;
	inverse->type = TYPE_REF;
	inverse->to = to;
	inverse->to_count = 1;
	inverse->inverse_of = f;
	inverse->span = f->span;
	inverse->doc = arena_printf(r->arena, "Entities of kind `%s` that name it in `%s`.",
		root->name->text,
		f->owner == root ? f->name->text
				 : arena_printf(r->scratch, "%s.%s",
					   kind_path(r->scratch, f->owner) + root->name->len + 1,
					   f->name->text));
}

static void
resolve_head(struct kind_reader *r, const struct field_spec *spec)
{
	const struct yaml *node = yaml_get(spec->node, "head");
	struct str text;
	const struct field *head;

	if (node == NULL || spec->field->type != TYPE_BLOCK)
		return;
	r->sink = spec->sink;
	if (yaml_text(node, "`head`", &text, r->sink) &&
		(head = kind_find_field(r, spec->field->block, node)) != NULL) {
		if (head->type == TYPE_BLOCK || head->type == TYPE_TEXT ||
			head->type == TYPE_EXPRESSION || head->computed != NULL ||
			(head->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) != 0)
			diag_add(r->sink, DIAG_KIND_VALUE, node->span,
				"`%s` cannot be written behind the block's name", head->name->text);
		else
			spec->field->block->head = head;
	}
	r->sink = r->main;
}

/* Members of a level are told apart by the head of their block. */
static void
check_level(struct kind_reader *r, const struct field_spec *spec)
{
	const struct field *f = spec->field;

	if (f->type == TYPE_LEVEL && f->level_of != NULL && f->level_of->block->head == NULL)
		diag_help(spec->sink,
			diag_add(spec->sink, DIAG_KIND_VALUE, f->span,
				"the blocks `%s.%s` have no head that could name the levels of "
				"`%s`",
				kind_path(r->scratch, f->level_of->owner), f->level_of->name->text,
				f->name->text),
			"give that block a `head`");
}

static void
resolve_columns(struct kind_reader *r, const struct kind_spec *spec)
{
	const struct yaml *columns = yaml_get(spec->node, "columns");
	const struct yaml *item = NULL;
	struct kind *kind = spec->kind;

	if (columns == NULL)
		return;
	kind->columns = arena_array(r->arena, columns->count + 1, sizeof(*kind->columns));
	kind->column_count = 0;
	while ((item = yaml_next_text(columns, item, "a column", r->sink)) != NULL) {
		const struct field *f = kind_find_field(r, kind, item);

		if (f != NULL && kind_check_new(r, columns, f->name, item->span, "column"))
			kind->columns[kind->column_count++] = f;
	}
}

static void
resolve_label(struct kind_reader *r, const struct kind_spec *spec)
{
	const struct yaml *label = yaml_get(spec->node, "label");
	const struct yaml *item = NULL;

	while (label != NULL && (item = yaml_next_text(label, item, "a label", r->sink)) != NULL) {
		const struct field *f = kind_find_field(r, spec->kind, item);

		if (f == NULL)
			continue;
		if (f->type == TYPE_ENUM || f->type == TYPE_LEVEL || f->type == TYPE_BOOL)
			spec->kind->fields[f->index]->flags |= FIELD_LABEL;
		else
			diag_add(r->sink, DIAG_KIND_VALUE, item->span,
				"`%s` cannot be a label: it is of type `%s`", f->name->text,
				type_name(f->type));
	}
}

static void
resolve_items(struct kind_reader *r, const struct kind_spec *spec)
{
	const struct yaml *node = yaml_get(spec->node, "items");
	const struct kind *items;
	struct str text;

	if (node == NULL)
		return;
	if (spec->kind->id != KIND_ID_CATALOGUE) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_KIND_MISPLACED, node->key_span,
				"`items` belongs to kinds with `id: catalogue`"),
			"write `id: catalogue`, or remove it");
		return;
	}
	if (!yaml_text(node, "`items`", &text, r->sink) ||
		(items = kind_find(r, node, text)) == NULL)
		return;
	if (items->built_in)
		spec->kind->items = items;
	else
		diag_add(r->sink, DIAG_KIND_VALUE, node->span,
			"`%s` is no kind of catalogue items (`built_in: true`)", items->name->text);
}

static void
read_source_fields(struct kind_reader *r, struct kind *kind, const struct yaml *fields)
{
	if (fields->kind == YAML_NULL || !yaml_expect(fields, YAML_MAP, "`fields`", r->sink))
		return;
	kind->source_fields =
		arena_array(r->arena, fields->count + 1, sizeof(*kind->source_fields));
	for (const struct yaml *at = fields->child; at != NULL; at = at->next) {
		struct yaml key = {.kind = YAML_SCALAR, .span = at->key_span, .text = at->key};
		const struct field *f = kind_find_field(r, kind, &key);
		struct str path;

		if (f == NULL || !yaml_text(at, "the way to a value", &path, r->sink))
			continue;
		kind->source_fields[kind->source_field_count].field = f;
		kind->source_fields[kind->source_field_count++].path = path.ptr;
	}
}

/* `parts: [shall, sub]`: the items lie in the elements of the list, at most two deep. */
static void
read_source_parts(struct kind_reader *r, struct kind *kind, const struct yaml *list)
{
	const size_t most = sizeof(kind->source_parts) / sizeof(kind->source_parts[0]);
	const struct yaml *key = NULL;
	size_t n = 0;

	while ((key = yaml_next_text(list, key, "the key of a list", r->sink)) != NULL) {
		if (n == most) {
			diag_add(r->sink, DIAG_KIND_VALUE, key->span,
				"`parts` takes at most %zu keys", most);
			return;
		}
		kind->source_parts[n++] = key->text.ptr;
	}
}

static void
resolve_source(struct kind_reader *r, const struct kind_spec *spec)
{
	static const char *const keys[] = {"list", "parts", "id", "title", "fields", NULL};
	const struct yaml *source = yaml_get(spec->node, "source");
	struct kind *kind = spec->kind;

	if (source == NULL || !yaml_expect(source, YAML_MAP, "`source`", r->sink))
		return;
	if (!kind->built_in) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_KIND_MISPLACED, source->key_span,
				"`source` belongs to kinds with `built_in: true`"),
			"write `built_in: true`, or remove it");
		return;
	}
	yaml_check_keys(source, keys, "`source`", r->sink);
	kind->source_id = "id";
	kind->source_title = "title";
	for (const struct yaml *at = source->child; at != NULL; at = at->next) {
		if (str_is(at->key, "list"))
			kind_read_text(r, at, &kind->source_list);
		else if (str_is(at->key, "parts"))
			read_source_parts(r, kind, at);
		else if (str_is(at->key, "id"))
			kind_read_text(r, at, &kind->source_id);
		else if (str_is(at->key, "title"))
			kind_read_text(r, at, &kind->source_title);
		else if (str_is(at->key, "fields"))
			read_source_fields(r, kind, at);
	}
	if (yaml_get(source, "list") == NULL)
		diag_add(r->sink, DIAG_KIND_MISSING, source->key_span, "`source` lacks `list`");
}

/* A collection that is also a kind's name could be either in an expression. */
static void
check_plural(struct kind_reader *r, const struct kind *kind)
{
	const struct kind *other =
		kind->plural == NULL ? NULL : map_get(r->language->by_name, kind->plural);

	if (other != NULL)
		diag_relate(r->main,
			diag_add(r->main, DIAG_KIND_DUPLICATE, kind->span,
				"the collection `%s` of kind `%s` bears the name of a kind",
				kind->plural->text, kind->name->text),
			other->span, "the kind");
}

void
kind_resolve(struct kind_reader *r)
{
	struct language *l = r->language;

	for (uint32_t i = 0; i < r->fields.len; i++)
		kind_refer(r, &r->fields.ptr[i]);
	for (uint32_t i = 0; i < r->fields.len; i++)
		resolve_head(r, &r->fields.ptr[i]);
	for (uint32_t i = 0; i < r->fields.len; i++)
		check_level(r, &r->fields.ptr[i]);
	for (uint32_t i = 0; i < l->kind_count; i++)
		add_implicit(r, l->kinds[i]);
	for (uint32_t i = 0; i < r->fields.len; i++) {
		const struct field *f = r->fields.ptr[i].field;

		for (uint32_t j = 0;
			f->inverse != NULL && !r->fields.ptr[i].template && j < f->to_count; j++)
			add_inverse(r, f, map_get(l->by_name, f->to[j]->name));
	}
	for (uint32_t i = 0; i < r->kinds.len; i++) {
		resolve_columns(r, &r->kinds.ptr[i]);
		resolve_label(r, &r->kinds.ptr[i]);
		resolve_items(r, &r->kinds.ptr[i]);
		resolve_source(r, &r->kinds.ptr[i]);
	}
	for (uint32_t i = 0; i < l->kind_count; i++)
		check_plural(r, l->kinds[i]);
}
