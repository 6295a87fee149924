/* Pass 1 for the catalogues: every item becomes an entity, and so does every entry that the project keeps for an item
 * of its standard, whether it is declared or not. Items of the standard have their bare id, those of further editions
 * one with their catalogue ("iso27001-2013:A.9.2.3"). */
#include "base/map.h"
#include "model/build.h"

/* An entity for the item; `qualified` is its id with its catalogue. */
static void
add_entity(struct builder *b, const struct kind *kind, const struct catalogue_item *item, bool home,
	const struct name *qualified)
{
	struct entity *e = build_entity(b, kind);

	e->id = home ? item->id : qualified;
	e->title = item->title;
	e->span = item->span;
	e->source = item;
	declare_enter(b, e);
	if (home)
		map_put2(b->model->index, kind, qualified, e);
}

static void
declare_catalogue(struct builder *b, const struct catalogue *catalogue)
{
	for (uint32_t i = 0; i < catalogue->item_count; i++) {
		const struct catalogue_item *item = &catalogue->items[i];
		bool home = b->home[item->kind->index] == catalogue;
		const struct name *qualified = names_of(b->language->names,
			arena_printf(b->arena, "%s:%s", catalogue->id->text, item->id->text));

		add_entity(b, item->kind, item, home, qualified);
		for (uint32_t k = 0; home && k < b->kind_count; k++) {
			if (b->kinds[k]->id == KIND_ID_CATALOGUE &&
				b->kinds[k]->items == item->kind)
				add_entity(b, b->kinds[k], item, true, qualified);
		}
	}
}

void
declare_items(struct builder *b)
{
	for (uint32_t c = 0; c < b->input->catalogue_count; c++)
		declare_catalogue(b, b->input->catalogues[c]);
}

static void
bad_field(struct builder *b, const struct field *f, const struct yaml *node)
{
	diag_add(b->sink, DIAG_BAD_VALUE, yaml_place(node), "`%s` takes %s", f->name->text,
		reader_expected(b, f));
}

static void
read_member(struct builder *b, const struct field *f, const struct yaml *node, struct value *v)
{
	struct suggest s = suggest_start(node->text);

	for (v->member = 0; v->member < f->value_count; v->member++) {
		if (str_eq(node->text, name_str(f->values[v->member].name)))
			return;
		build_offer(b, &s, name_str(f->values[v->member].name));
	}
	v->member = 0;
	v->bad = true;
	yaml_suggest(b->sink,
		diag_add(b->sink, DIAG_UNKNOWN_MEMBER, yaml_place(node), "`%s` cannot be `%.*s`",
			f->name->text, yaml_shown(node->text), node->text.ptr),
		&s, yaml_inner(node), NULL);
}

static bool
read_plain(struct builder *b, const struct field *f, const struct yaml *node, struct value *v)
{
	switch (f->type) {
	case TYPE_BOOL:
		return yaml_bool(node, &v->boolean);
	case TYPE_INT:
		return integer_parse(node->text, &v->integer);
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		return number_parse(node->text, &v->number);
	case TYPE_DATE:
		return date_parse(node->text, &v->date);
	case TYPE_STRING:
	case TYPE_VERSION:
	case TYPE_URL:
		v->string = node->text;
		return true;
	case TYPE_REF:
		v->entity = resolve_reference(
			b, f, (struct str){"", 0}, node->span, node->text, yaml_inner(node));
		v->bad = v->entity == NULL;
		return true;
	default:
		return false;
	}
}

static void
read_field(struct builder *b, struct entity *e, const struct field *f, const struct yaml *node)
{
	const struct yaml *at = node->kind == YAML_LIST ? node->child : node;

	for (; at != NULL; at = node->kind == YAML_LIST ? at->next : NULL) {
		struct value v = {.type = f->type, .span = yaml_place(at)};

		if (at->kind == YAML_NULL)
			continue;
		if (at->kind == YAML_SCALAR && f->type == TYPE_ENUM) {
			read_member(b, f, at, &v);
		} else if (at->kind != YAML_SCALAR || !read_plain(b, f, at, &v)) {
			bad_field(b, f, at);
			v.bad = true;
		}
		build_values(b, e, f, &v, 1, v.span);
		if ((f->flags & FIELD_MANY) == 0)
			return;
	}
}

void
bind_item_fields(struct builder *b, struct entity *e)
{
	const struct kind *kind = e->kind;

	for (uint32_t i = 0; i < kind->source_field_count; i++) {
		const struct field *f = kind->source_fields[i].field;
		const struct yaml *node =
			yaml_path(e->source->node, str_of(kind->source_fields[i].path));

		if (f != NULL && node != NULL)
			read_field(b, e, f, node);
	}
}
