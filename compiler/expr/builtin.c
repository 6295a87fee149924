/* The built-in functions: what they do. Their types are in builtin.def. */
#include "expr/builtin.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "expr/machine.h"

#define ARGS                                                                                       \
	struct machine *m, const struct builtin *b, enum shape shape, const struct result *args,   \
		struct result *out

static bool
run_len(ARGS)
{
	(void)b;
	(void)shape;
	if (args->list) {
		set_integer(out, args->items.count);
		return true;
	}
	set_integer(out, (int64_t)utf8_count(args->string));
	return machine_spend(m, (int64_t)args->string.len / 64);
}

/* The same as the comprehension without a condition. */
static bool
run_list(ARGS)
{
	struct loop l = {.list = *args};

	if (b->which == EACH_COUNT) {
		set_integer(out, args->items.count);
		return true;
	}
	if (!machine_spend(m, args->items.count))
		return false;
	while (l.index < l.list.items.count) {
		struct result item = result_item(args, l.index++);

		if (!loop_step(m, &l, b->which, &item))
			return false;
	}
	loop_total(&l, b->which, out);
	if (l.count == 0)
		out->shape = shape;
	return true;
}

uint32_t
value_hash(const struct result *r)
{
	uint64_t h = 0;
	double x;

	switch (r->shape) {
	case SHAPE_STRING:
		return str_hash(r->string);
	case SHAPE_INT:
	case SHAPE_NUMBER:
		x = value_number(r);
		x = x == 0 ? 0 : x;
		memcpy(&h, &x, sizeof(h));
		break;
	case SHAPE_DATE:
		h = (uint64_t)(uint32_t)r->date;
		break;
	case SHAPE_ENUM:
		h = r->member.member;
		break;
	case SHAPE_LEVEL:
	case SHAPE_ENTITY:
		h = r->entity->index;
		break;
	case SHAPE_MONEY:
		h = (uint64_t)r->money.minor;
		break;
	case SHAPE_DURATION:
		x = duration_days(r->duration);
		x = x == 0 ? 0 : x;
		memcpy(&h, &x, sizeof(h));
		break;
	default:
		/* Versions that differ in writing may be equal: they are all compared. */
		break;
	}
	/* The low bits of a small whole number's double are all zero. */
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h >> 32);
}

static bool
distinct_add(struct machine *m, struct loop *l, uint32_t *table, uint32_t mask,
	const struct result *item)
{
	uint32_t at = value_hash(item) & mask;

	for (; table[at] != 0; at = (at + 1) & mask) {
		const struct result *other = &l->items[table[at] - 1];
		bool same = false;

		if (!machine_spend(m, 1))
			return false;
		/* Amounts in different currencies differ; that is no mistake here. */
		if (item->shape == SHAPE_MONEY &&
			strncmp(item->money.currency, other->money.currency, 3) != 0)
			continue;
		if (!value_equal(m->e, item, other, &same))
			return false;
		if (same)
			return true;
	}
	if (!loop_step(m, l, EACH_DISTINCT, item))
		return false;
	table[at] = (uint32_t)l->count;
	return true;
}

static bool
run_distinct(ARGS)
{
	struct loop l = {.list = *args};
	uint32_t size = 8;

	(void)shape;
	while (size < args->items.count && size < (uint32_t)1 << 30)
		size *= 2;
	size *= 2;
	uint32_t *table = scratch_alloc(m->e, size * sizeof(*table));
	if (table == NULL)
		return false;
	memset(table, 0, size * sizeof(*table));
	for (uint32_t i = 0; i < args->items.count; i++) {
		struct result item = result_item(args, i);

		if (!machine_spend(m, 1) || !distinct_add(m, &l, table, size - 1, &item))
			return false;
	}
	loop_total(&l, b->which, out);
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
run_words(ARGS)
{
	struct str s = args->string;
	int64_t count = 0;
	bool before = true;

	(void)b;
	(void)shape;
	for (size_t i = 0; i < s.len; i++) {
		bool blank = is_blank(s.ptr[i]);

		count += before & !blank;
		before = blank;
	}
	set_integer(out, count);
	return machine_spend(m, (int64_t)s.len / 64);
}

/* The other case of a letter of the Latin, Greek and Cyrillic alphabets; others have none here. */
static uint32_t
other_case(uint32_t c, bool up)
{
	static const struct {
		uint32_t first, last, shift;
	} rows[] = {{'A', 'Z', 32}, {0xc0, 0xd6, 32}, {0xd8, 0xde, 32}, {0x391, 0x3a1, 32},
		{0x3a3, 0x3ab, 32}, {0x400, 0x40f, 80}, {0x410, 0x42f, 32}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint32_t shift = rows[i].shift;

		if (!up && c >= rows[i].first && c <= rows[i].last)
			return c + shift;
		if (up && c >= rows[i].first + shift && c <= rows[i].last + shift)
			return c - shift;
	}
	bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
	bool even_upper = (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) ||
			  (c >= 0x14a && c <= 0x177);
	bool is_upper = odd_upper ? c % 2 == 1 : c % 2 == 0;
	if ((odd_upper || even_upper) && is_upper == !up)
		return up ? c - 1 : c + 1;
	return c;
}

static bool
change_case(struct machine *m, struct str s, bool up, struct result *out)
{
	struct buf text = {0};

	if (!machine_spend(m, (int64_t)s.len / 16))
		return false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c;
		char bytes[4];
		size_t n = utf8_decode(s.ptr + at, s.len - at, &c);

		if (n == 0) {
			buf_putc(&text, s.ptr[at++]);
			continue;
		}
		at += n;
		buf_add(&text, bytes, utf8_encode(other_case(c, up), bytes));
	}
	return scratch_text(m->e, &text, out);
}

static bool
run_lower(ARGS)
{
	(void)b;
	(void)shape;
	return change_case(m, args->string, false, out);
}

static bool
run_upper(ARGS)
{
	(void)b;
	(void)shape;
	return change_case(m, args->string, true, out);
}

static bool
run_trim(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	*out = *args;
	out->string = str_trim(args->string);
	return true;
}

static bool
run_text(ARGS)
{
	struct buf text = {0};

	(void)b;
	(void)shape;
	result_format(args, &text);
	return machine_spend(m, (int64_t)text.len / 64) ? scratch_text(m->e, &text, out)
							: (buf_free(&text), false);
}

static bool
run_join(ARGS)
{
	struct buf text = {0};

	(void)b;
	(void)shape;
	if (!machine_spend(m, args->items.count))
		return false;
	for (uint32_t i = 0; i < args->items.count; i++) {
		struct result item = result_item(args, i);

		if (i > 0)
			buf_str(&text, args[1].string);
		buf_str(&text, item.string);
		if (!machine_spend(m, (int64_t)(args[1].string.len + item.string.len) / 64) ||
			text.len > (size_t)64 << 20) {
			buf_free(&text);
			return machine_fault(m, FAULT_EXHAUSTED);
		}
	}
	return scratch_text(m->e, &text, out);
}

static void
set_whole(struct result *out, double x)
{
	set_integer(out, x >= 9223372036854775807.0    ? INT64_MAX
			 : x <= -9223372036854775808.0 ? INT64_MIN
						       : (int64_t)x);
}

static bool
run_round(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	if (args->shape == SHAPE_INT)
		*out = *args;
	else
		set_whole(out, round(args->number));
	return true;
}

static bool
run_floor(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	if (args->shape == SHAPE_INT)
		*out = *args;
	else
		set_whole(out, floor(args->number));
	return true;
}

static bool
run_ceil(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	if (args->shape == SHAPE_INT)
		*out = *args;
	else
		set_whole(out, ceil(args->number));
	return true;
}

static bool
run_abs(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	*out = *args;
	if (args->shape == SHAPE_NUMBER)
		out->number = fabs(args->number);
	else if (args->integer < 0)
		out->integer = args->integer == INT64_MIN ? INT64_MAX : -args->integer;
	return true;
}

static bool
run_days(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	set_whole(out, round(duration_days(args->duration)));
	return true;
}

static bool
run_year(ARGS)
{
	int year, month, day;

	(void)m;
	(void)b;
	(void)shape;
	date_civil(args->date, &year, &month, &day);
	set_integer(out, year);
	return true;
}

static bool
run_month(ARGS)
{
	int year, month, day;

	(void)m;
	(void)b;
	(void)shape;
	date_civil(args->date, &year, &month, &day);
	set_integer(out, month);
	return true;
}

static struct result
text_result(struct str s)
{
	return (struct result){.present = true, .shape = SHAPE_STRING, .string = s};
}

static bool
run_kind(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	*out = text_result(name_str(args->entity->kind->name));
	return true;
}

static bool
run_title(ARGS)
{
	(void)m;
	(void)b;
	(void)shape;
	*out = text_result(entity_title(args->entity));
	return true;
}

static const struct builtin builtins[] = {
#define B(name, takes, gives, shape, which, run) {name, takes, gives, shape, which, run},
#include "expr/builtin.def"
#undef B
};

const struct builtin *
builtin_at(uint32_t i)
{
	return i < sizeof(builtins) / sizeof(builtins[0]) ? &builtins[i] : NULL;
}

const struct builtin *
builtin_find(struct str name)
{
	for (uint32_t i = 0; builtin_at(i) != NULL; i++) {
		if (str_is(name, builtins[i].name))
			return &builtins[i];
	}
	return NULL;
}

bool
run_builtin(struct machine *m, const struct instruction *i)
{
	const struct builtin *b = i->p;
	struct result *args = m->sp - i->n;
	struct result out;

	for (uint32_t k = 0; k < i->n; k++) {
		if (!args[k].present)
			return machine_absent(m, i->n, (enum shape)i->flags);
	}
	if (!machine_spend(m, 1) || !b->run(m, b, (enum shape)i->flags, args, &out))
		return false;
	*args = out;
	m->sp = args + 1;
	return true;
}
