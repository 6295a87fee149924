/* Results → text for readers. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "expr/machine.h"
#include "model/prose.h"

/* Elements of a list that are shown. */
#define SHOWN 20

/* As few digits as tell it apart from its neighbours: 0.1, 12.5, 1000000, 1e+20. */
static void
format_number(double x, struct buf *out)
{
	char text[40];

	if (fabs(x) < 1e15 && floor(x) == x) {
		buf_printf(out, "%.0f", x == 0 ? 0 : x);
		return;
	}
	for (int digits = 6; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x);
		if (strtod(text, NULL) == x)
			break;
	}
	buf_puts(out, text);
}

/* What an entity is shown as in prose: a stated value where its kind has one, else its title. */
static bool
format_value_field(const struct entity *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->kind->field_count; i++) {
		const struct field *f = e->kind->fields[i];
		const struct slot *slot = &e->slots[i];

		if (!str_is(name_str(f->name), "value") || slot->count == 0 ||
			slot->values[0].bad || f->type == TYPE_REF || f->type == TYPE_BLOCK)
			continue;
		struct result r;
		value_read(&slot->values[0], f, &r);
		result_format_prose(&r, out);
		return true;
	}
	return false;
}

static void
format_entity(const struct entity *e, bool prose, struct buf *out)
{
	if (prose && format_value_field(e, out))
		return;
	if (!prose && e->id != NULL)
		buf_str(out, name_str(e->id));
	else if (!prose)
		buf_puts(out, e->kind->name->text);
	else
		buf_str(out, entity_title(e));
}

static void
format_member(const struct result *r, bool prose, struct buf *out)
{
	const struct enum_value *v = &r->member.field->values[r->member.member];

	buf_puts(out, prose && v->title != NULL ? v->title : v->name->text);
}

static void
format_one(const struct result *r, bool prose, struct buf *out)
{
	char text[64];

	switch (r->shape) {
	case SHAPE_BOOL:
		buf_puts(out, r->boolean ? "yes" : "no");
		break;
	case SHAPE_INT:
		buf_printf(out, "%" PRId64, r->integer);
		break;
	case SHAPE_NUMBER:
		format_number(r->number, out);
		break;
	case SHAPE_STRING:
	case SHAPE_VERSION:
		buf_str(out, r->string);
		break;
	case SHAPE_DATE:
		date_format(r->date, text);
		buf_puts(out, text);
		break;
	case SHAPE_DURATION:
		duration_format(r->duration, text);
		buf_puts(out, text);
		break;
	case SHAPE_MONEY:
		if (r->money.currency[0] == '\0') {
			buf_puts(out, "0");
			break;
		}
		money_format(r->money, text);
		buf_puts(out, text);
		break;
	case SHAPE_ENUM:
		format_member(r, prose, out);
		break;
	case SHAPE_LEVEL:
	case SHAPE_ENTITY:
		format_entity(r->entity, prose, out);
		break;
	case SHAPE_EXPRESSION:
	case SHAPE_ERROR:
		break;
	}
}

static void
format(const struct result *r, bool prose, struct buf *out)
{
	if (!r->present)
		return;
	if (!r->list) {
		format_one(r, prose, out);
		return;
	}
	for (uint32_t i = 0; i < r->items.count; i++) {
		struct result item = result_item(r, i);

		if (i > 0)
			buf_puts(out, ", ");
		if (!prose && i == SHOWN) {
			buf_printf(out, "and %u more", (unsigned)(r->items.count - SHOWN));
			return;
		}
		format_one(&item, prose, out);
	}
}

void
result_format(const struct result *r, struct buf *out)
{
	format(r, false, out);
}

void
result_format_prose(const struct result *r, struct buf *out)
{
	format(r, true, out);
}
