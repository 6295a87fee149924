/* One entity with all its fields as an element named after its kind. Blocks are written with an explicit stack. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"
#include "base/utf8.h"
#include "render/xml_model.h"
#include "syntax/tree.h"

/* Blocks nest as deep as the sources do, which the parser bounds. */
#define DEPTH 80
/* Bytes of a value that could not be read: a word or two, never a whole text. */
#define UNREAD_SHOWN 120

const char *
xml_anchor(struct xml_context *x, const struct entity *e)
{
	if (x->anchors[e->index] == NULL)
		x->anchors[e->index] = document_anchor(x->arena, e);
	return x->anchors[e->index];
}

/* Ids such as R-001 or A.8.5 are quoted by people; slugs such as patient_db are not. */
static bool
quoted(struct str id)
{
	bool digit = false;

	for (size_t i = 0; i < id.len; i++)
		digit = digit || (id.ptr[i] >= '0' && id.ptr[i] <= '9');
	return digit && !(id.ptr[0] >= 'a' && id.ptr[0] <= 'z') && utf8_count(id) < 16;
}

/* What a document calls an entity: its code, where it has one that people quote, and its title. */
static const char *
name_of(struct xml_context *x, struct str id, struct str title, bool code)
{
	if (id.len == 0 || str_eq(id, title) || (title.len > 0 && !code))
		return arena_strndup(x->arena, title.ptr != NULL ? title.ptr : "", title.len);
	if (title.len == 0)
		return arena_strndup(x->arena, id.ptr, id.len);
	return arena_printf(x->arena, "%.*s %.*s", (int)id.len, id.ptr, (int)title.len, title.ptr);
}

const struct xml_link *
xml_link(struct xml_context *x, const struct entity *e)
{
	struct str id = e->id != NULL ? name_str(e->id) : STR("");
	struct str title = entity_title(e);

	if (x->links[e->index] != NULL)
		return x->links[e->index];
	struct xml_link *l = arena_alloc(x->arena, sizeof *l);
	l->id = arena_strndup(x->arena, id.ptr, id.len);
	l->title = arena_strndup(x->arena, title.ptr != NULL ? title.ptr : "", title.len);
	l->name = name_of(x, id, title, quoted(id));
	/* People quote the code of most things, but the name of a document. */
	l->code = e->kind != x->set->control && quoted(id);
	l->anchor = xml_anchor(x, e);
	l->to = document_of(x->set, e);
	if (l->to != NULL)
		l->address = arena_printf(x->arena, "%s.xml#%s", l->to->id, l->anchor);
	/* A document leads to itself, rather than to its line in the register of documents. */
	l->page = x->set->controlled[e->index];
	if (l->page != NULL)
		l->page_address = arena_printf(x->arena, "%s.xml", l->page->id);
	x->links[e->index] = l;
	return l;
}

/* In the whole model a reference tells all of what it leads to; in a slice t:refs knows, by what the node is tied to. */
void
xml_ref(struct xml_context *x, xmlNode *parent, const struct entity *target,
	const struct document *from, struct str label)
{
	xmlNode *ref = xml_child(parent, "ref");
	const struct xml_link *link = xml_link(x, target);

	if (from == NULL)
		xml_attr_str(ref, "kind", name_str(target->kind->name));
	if (target->id != NULL)
		xml_attr_str(ref, "id", name_str(target->id));
	xml_attr(ref, "key", link->anchor);
	if (from == NULL) {
		xml_attr(ref, "title", link->title);
		if (link->to != NULL)
			xml_attr(ref, "href", link->address);
	} else {
		ref->_private = (void *)(uintptr_t)link;
	}
	xml_text(ref, label);
}

static void
number_text(xmlNode *node, double number)
{
	char text[64];

	/* Whole numbers without an exponent, others as short as they can be read back. */
	if (number > -1e15 && number < 1e15 && number == (double)(int64_t)number)
		snprintf(text, sizeof text, "%" PRId64, (int64_t)number);
	else
		snprintf(text, sizeof text, "%.6f", number);
	if (strchr(text, '.') != NULL) {
		size_t n = strlen(text);
		while (n > 1 && text[n - 1] == '0' && text[n - 2] != '.')
			text[--n] = '\0';
	}
	xml_text(node, str_of(text));
}

static void
duration_value(xmlNode *node, struct duration d)
{
	char text[64];

	duration_format(d, text);
	xml_attr_int(node, "months", d.months);
	xml_attr_int(node, "days", d.days);
	xml_attr_int(node, "seconds", d.seconds);
	xml_text(node, str_of(text));
}

static void
money_value(xmlNode *node, struct money m)
{
	char text[64];
	uint64_t minor = m.minor < 0 ? 0 - (uint64_t)m.minor : (uint64_t)m.minor;

	snprintf(text, sizeof text, "%s%" PRIu64 ".%02" PRIu64, m.minor < 0 ? "-" : "", minor / 100,
		minor % 100);
	xml_attr_str(node, "amount", str_of(text));
	xml_attr(node, "currency", m.currency);
	money_format(m, text);
	xml_text(node, str_of(text));
}

static void
date_value(xmlNode *node, int32_t date)
{
	char text[11];

	date_format(date, text);
	xml_text(node, (struct str){text, 10});
}

/* How many blocks stand in the field that holds this one. */
static uint32_t
siblings(const struct entity *block)
{
	const struct entity *holder = block->parent;

	for (uint32_t i = 0; holder != NULL && i < holder->kind->field_count; i++) {
		const struct field *f = holder->kind->fields[i];
		const struct slot *slot = f->block == block->kind ? entity_slot(holder, f) : NULL;
		if (slot != NULL)
			return slot->count;
	}
	return 1;
}

/* The rank on a scale of five steps, from 1, whatever the number of levels. */
static int64_t
step_of(const struct entity *level)
{
	uint32_t count = siblings(level), last = count - 1;

	if (count < 2)
		return level->number > 4 ? 5 : 1 + (int64_t)level->number;
	return 1 + (8 * (int64_t)level->number + last) / (2 * (int64_t)last);
}

static void
level_value(xmlNode *node, const struct entity *level)
{
	if (level->id != NULL)
		xml_attr_str(node, "name", name_str(level->id));
	xml_attr_int(node, "rank", level->number);
	xml_attr_int(node, "step", step_of(level));
	xml_text(node, entity_title(level));
}

/* A value that is neither reference, block nor prose. */
static void
plain_value(xmlNode *parent, const struct field *f, const struct value *v)
{
	xmlNode *node = xml_child(parent, "value");

	switch (v->type) {
	case TYPE_BOOL:
		xml_text(node, v->boolean ? STR("yes") : STR("no"));
		break;
	case TYPE_INT:
		number_text(node, (double)v->integer);
		break;
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		number_text(node, v->number);
		break;
	case TYPE_DATE:
		date_value(node, v->date);
		break;
	case TYPE_DURATION:
		duration_value(node, v->duration);
		break;
	case TYPE_MONEY:
		money_value(node, v->money);
		break;
	case TYPE_ENUM:
		xml_attr_str(node, "name", name_str(f->values[v->member].name));
		xml_text(node, str_of(f->values[v->member].title));
		break;
	case TYPE_LEVEL:
		level_value(node, v->entity);
		break;
	default:
		xml_text(node, v->string);
	}
}

/* The tokens of an expression as they stand in the source. */
static void
expression_value(xmlNode *parent, const struct value *v)
{
	const struct expression *e = v->expression;

	if (e == NULL || e->tree == NULL || e->end <= e->first)
		return;
	struct span first = tree_token_span(e->tree, e->first);
	struct span last = tree_token_span(e->tree, e->end - 1);
	xml_text(xml_child(parent, "value"),
		(struct str){e->tree->text.ptr + first.start, last.end - first.start});
}

/* What could not be read is shown as it stands in the source: a document must not look as if nothing had been said. */
static void
unread_value(struct xml_context *x, xmlNode *parent, struct span span)
{
	const struct source *source = sources_get(x->sources, span.source);
	xmlNode *node = xml_child(parent, "unread");

	if (source == NULL || span.end <= span.start || span.end > source->text.len)
		return;
	size_t len = span.end - span.start;
	if (len > UNREAD_SHOWN || memchr(source->text.ptr + span.start, '\n', len) != NULL)
		return;
	xml_text(node, (struct str){source->text.ptr + span.start, len});
}

/* What a document needs to know of a field wherever it shows one: the type only where values are not shown as they stand. */
static void
put_field(xmlNode *element, const struct field *f)
{
	element->_private = (void *)(uintptr_t)f;
	if (f->type == TYPE_BOOL || f->type == TYPE_PERCENT || f->type == TYPE_URL ||
		f->type == TYPE_EMAIL || f->type == TYPE_EXPRESSION || f->type == TYPE_PATH ||
		f->type == TYPE_SHA256)
		xml_attr(element, "type", type_name(f->type));
	if (f->flags & FIELD_INVERSE)
		xml_attr(element, "inverse", "yes");
}

static void
field_values(struct xml_context *x, xmlNode *parent, const struct field *f, const struct slot *slot,
	const struct document *from)
{
	xmlNode *element = NULL;

	for (uint32_t i = 0; i < slot->count; i++) {
		const struct value *v = &slot->values[i];
		if (element == NULL) {
			element = xml_child(parent, f->name->text);
			if (from != NULL)
				put_field(element, f);
		}
		if (v->bad) {
			unread_value(x, element, v->span);
		} else if (v->type == TYPE_REF) {
			if (v->entity != NULL)
				xml_ref(x, element, v->entity, from, STR(""));
		} else if (v->type == TYPE_TEXT) {
			xml_prose(x, element, v->prose, from);
		} else if (v->type == TYPE_EXPRESSION) {
			expression_value(element, v);
		} else {
			plain_value(element, f, v);
		}
	}
}

/* Where an entity is shown, when that is another document than this one. */
static void
put_home(struct xml_context *x, xmlNode *node, const struct entity *e, const struct document *from)
{
	const struct document *to = from != NULL ? document_of(x->set, e) : NULL;

	if (to != NULL && to != from)
		xml_attr(node, "href",
			arena_printf(x->arena, "%s%s.xml#%s", from->up, to->id, xml_anchor(x, e)));
}

static xmlNode *
open_entity(
	struct xml_context *x, xmlNode *parent, const struct entity *e, const struct document *from)
{
	xmlNode *node = xml_child(parent, e->kind->name->text);

	if (e->id != NULL)
		xml_attr_str(node, e->parent != NULL ? "head" : "id", name_str(e->id));
	struct str title = e->parent != NULL ? e->title : entity_title(e);
	if (title.len > 0)
		xml_attr_str(node, "title", title);
	xml_attr(node, "key", xml_anchor(x, e));
	xml_attr_int(node, "n", (int64_t)e->number + 1);
	if (e->parent == NULL)
		put_home(x, node, e, from);
	/* No document asks for these. */
	if (e->parent == NULL && from == NULL) {
		xml_attr(node, "declared", e->declared ? "yes" : "no");
		const struct source *source = sources_get(x->sources, e->span.source);
		if (source != NULL && !source->built_in) {
			struct place at = source_place(x->sources, e->span.source, e->span.start);
			xml_attr(node, "place",
				arena_printf(x->arena, "%s:%u", source->shown, (unsigned)at.line));
		}
	}
	return node;
}

/* Where the walk through an entity and its blocks stands. */
struct frame {
	const struct entity *entity;
	xmlNode *node;
	uint32_t field, block;
};

void
xml_entity(struct xml_context *x, xmlNode *parent, const struct entity *e, const bool *shown,
	const struct document *from)
{
	struct frame stack[DEPTH];
	uint32_t depth = 1;

	stack[0] = (struct frame){e, open_entity(x, parent, e, from), 0, 0};
	while (depth > 0) {
		struct frame *top = &stack[depth - 1];
		if (top->field == top->entity->kind->field_count) {
			depth--;
			continue;
		}
		if (depth == 1 && shown != NULL && !shown[top->field]) {
			top->field++;
			continue;
		}
		const struct field *f = top->entity->kind->fields[top->field];
		const struct slot *slot = entity_slot(top->entity, f);
		if (slot == NULL || f->type != TYPE_BLOCK || top->block == slot->count) {
			if (slot != NULL && slot->count > 0 && f->type != TYPE_BLOCK)
				field_values(x, top->node, f, slot, from);
			top->field++;
			top->block = 0;
			continue;
		}
		const struct value *v = &slot->values[top->block++];
		if (v->bad || v->entity == NULL || depth == DEPTH)
			continue;
		stack[depth++] =
			(struct frame){v->entity, open_entity(x, top->node, v->entity, from), 0, 0};
		if (from != NULL)
			put_field(stack[depth - 1].node, f);
	}
}
