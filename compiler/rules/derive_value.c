/* Results of expressions → values of fields, of the fields' types. */
#include <string.h>

#include "base/arena.h"
#include "model/prose.h"
#include "rules/derive.h"

static struct str
copy(struct arena *a, struct str s)
{
	return (struct str){arena_strndup(a, s.ptr, s.len), s.len};
}

/* A text as prose of one paragraph, in which no sign has a meaning. */
static struct prose *
make_prose(struct arena *a, struct str text)
{
	struct prose_node *nodes = arena_array(a, 3, sizeof(*nodes));
	struct prose *p = arena_alloc(a, sizeof(*p));

	nodes[0].kind = PROSE_ROOT;
	nodes[1].kind = PROSE_PARAGRAPH;
	nodes[2].kind = PROSE_TEXT;
	for (int i = 0; i < 2; i++) {
		nodes[i].child = nodes[i].last = &nodes[i + 1];
		nodes[i + 1].parent = &nodes[i];
	}
	nodes[2].text = text;
	p->root = nodes;
	p->plain = text;
	p->plain_map.pieces = arena_alloc(a, sizeof(*p->plain_map.pieces));
	p->plain_map.len = 1;
	return p;
}

static struct value
make_value(struct arena *a, const struct field *f, const struct result *r)
{
	struct value v = {.type = f->type};

	switch (f->type) {
	case TYPE_BOOL:
		v.boolean = r->boolean;
		break;
	case TYPE_INT:
		v.integer = r->integer;
		break;
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		v.number = r->shape == SHAPE_INT ? (double)r->integer : r->number;
		break;
	case TYPE_DATE:
		v.date = r->date;
		break;
	case TYPE_DURATION:
		v.duration = r->duration;
		break;
	case TYPE_MONEY:
		v.money = r->money;
		break;
	case TYPE_ENUM:
		v.member = r->member.member;
		break;
	case TYPE_REF:
	case TYPE_LEVEL:
		v.entity = r->entity;
		break;
	case TYPE_TEXT:
		v.prose = make_prose(a, copy(a, r->string));
		break;
	default:
		v.string = copy(a, r->string);
	}
	return v;
}

void
derive_store(struct arena *a, const struct field *f, const struct result *r, struct slot *slot,
	struct value *room)
{
	if (!r->list) {
		*room = make_value(a, f, r);
		slot->values = room;
		slot->count = 1;
		return;
	}
	slot->values = arena_array(a, r->items.count, sizeof(*slot->values));
	slot->count = 0;
	for (uint32_t i = 0; i < r->items.count; i++) {
		struct result item = result_item(r, i);

		if (item.present)
			slot->values[slot->count++] = make_value(a, f, &item);
	}
}
