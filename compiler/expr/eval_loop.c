/* Comprehensions over lists that exist, and the tests of membership and of texts. No list is made where one is only gone through. */
#include <string.h>

#include "expr/machine.h"

bool
run_loop(struct machine *m, const struct instruction *i)
{
	const struct result *list = --m->sp;
	struct loop *l = m->loops++;

	l->list = *list;
	l->index = 0;
	l->variable = i->n;
	l->absent = !list->present;
	l->decided = l->asked = false;
	l->count = 0;
	l->cap = 0;
	l->total.present = false;
	if (l->absent && !m->c->lenient)
		return machine_fault(m, FAULT_UNKNOWN);
	if (l->absent)
		l->list.items.count = 0;
	return true;
}

bool
run_next(struct machine *m, const struct instruction *i)
{
	struct loop *l = m->loops - 1;

	if (l->index >= l->list.items.count) {
		m->ip = m->c->code + i->n;
		return true;
	}
	if (!machine_spend(m, 1))
		return false;
	item_read(&l->list, l->index++, &m->variables[l->variable]);
	return true;
}

static void
finish(struct loop *l)
{
	l->index = l->list.items.count;
}

/* A condition that is false leaves the element out; one without a value leaves the whole without. */
bool
run_where(struct machine *m, const struct instruction *i)
{
	struct loop *l = m->loops - 1;
	const struct result *top = --m->sp;

	if (!top->present) {
		if (!m->c->lenient)
			return machine_fault(m, FAULT_UNKNOWN);
		l->absent = true;
		finish(l);
	}
	if (!top->present || !top->boolean)
		m->ip = m->c->code + i->n;
	return true;
}

static bool
add_item(struct machine *m, struct loop *l, const struct result *value)
{
	if (l->count == l->cap) {
		uint32_t cap = l->cap == 0 ? 8 : l->cap * 2;
		struct result *more = scratch_alloc(m->e, cap * sizeof(*more));

		if (more == NULL)
			return false;
		if (l->count > 0)
			memcpy(more, l->items, (size_t)l->count * sizeof(*more));
		l->items = more;
		l->cap = cap;
	}
	l->items[l->count++] = *value;
	return true;
}

static bool
keep_extreme(struct machine *m, struct loop *l, enum which which, const struct result *value)
{
	int order = 0;

	if (l->count++ == 0) {
		l->total = *value;
		return true;
	}
	if (!value_order(m->e, value, &l->total, &order))
		return false;
	if (which == EACH_MIN ? order < 0 : order > 0)
		l->total = *value;
	return true;
}

bool
loop_step(struct machine *m, struct loop *l, enum which which, const struct result *value)
{
	switch (which) {
	case EACH_ANY:
	case EACH_ALL:
	case EACH_NONE:
		l->asked = true;
		if (value->boolean == (which != EACH_ALL)) {
			l->decided = true;
			finish(l);
		}
		return true;
	case EACH_COUNT:
		l->count++;
		return true;
	case EACH_FIRST:
		l->count++;
		l->total = *value;
		finish(l);
		return true;
	case EACH_MIN:
	case EACH_MAX:
		return keep_extreme(m, l, which, value);
	case EACH_SUM:
	case EACH_AVG:
		if (l->count++ == 0) {
			l->total = *value;
			l->total.span = (struct span){0, 0, 0};
			return true;
		}
		return value_arith(m->e, OP_ADD, &l->total, value, &l->total);
	case EACH_LIST:
	case EACH_DISTINCT:
		return add_item(m, l, value);
	}
	return true;
}

bool
run_step(struct machine *m, const struct instruction *i)
{
	struct loop *l = m->loops - 1;
	const struct result *top = --m->sp;

	if (!top->present) {
		if (!m->c->lenient)
			return machine_fault(m, FAULT_UNKNOWN);
		l->absent = true;
		finish(l);
	} else if (!loop_step(m, l, (enum which)i->flags, top)) {
		return false;
	}
	m->ip = m->c->code + i->n;
	return true;
}

static struct result
average(const struct loop *l)
{
	struct result r = l->total;

	if (l->count == 0)
		return (struct result){.shape = SHAPE_NUMBER};
	if (r.shape != SHAPE_MONEY) {
		set_number(&r, value_number(&l->total) / (double)l->count);
		return r;
	}
	r.money.minor = (r.money.minor + (r.money.minor < 0 ? -l->count : l->count) / 2) / l->count;
	return r;
}

void
loop_total(const struct loop *l, enum which which, struct result *out)
{
	switch (which) {
	case EACH_ANY:
	case EACH_ALL:
	case EACH_NONE:
		set_bool(out, l->decided == (which == EACH_ANY));
		return;
	case EACH_COUNT:
		set_integer(out, l->count);
		return;
	case EACH_AVG:
		*out = average(l);
		return;
	case EACH_SUM:
	case EACH_MIN:
	case EACH_MAX:
	case EACH_FIRST:
		*out = l->count > 0 ? l->total : (struct result){.present = which == EACH_SUM};
		return;
	case EACH_LIST:
	case EACH_DISTINCT:
		break;
	}
	*out = (struct result){.present = true, .list = true, .view = LIST_RESULTS};
	out->items.base = l->items;
	out->items.count = (uint32_t)l->count;
	out->shape = l->count > 0 ? l->items[0].shape : SHAPE_ERROR;
}

bool
run_loop_end(struct machine *m, const struct instruction *i)
{
	struct loop *l = --m->loops;
	enum which which = (enum which)i->flags;
	struct result *out = m->sp++;

	loop_total(l, which, out);
	if ((which == EACH_ALL || which == EACH_NONE) && !l->asked && l == m->e->loops)
		m->e->vacuous = true;
	/* A sum of nothing is zero of the type that it would have. */
	if (which == EACH_SUM && l->count == 0)
		out->shape = (enum shape)i->n;
	if (l->absent)
		*out = (struct result){.shape = out->shape, .list = out->list};
	return true;
}

static bool
find(struct machine *m, const struct result *list, const struct result *element, bool *found)
{
	*found = false;
	if (!machine_spend(m, 1 + list->items.count / 4))
		return false;
	for (uint32_t k = 0; k < list->items.count && !*found; k++) {
		struct result item;

		item_read(list, k, &item);
		if (!value_equal(m->e, element, &item, found))
			return false;
	}
	return true;
}

bool
run_in(struct machine *m, const struct instruction *i)
{
	const struct result *element = m->sp - 2, *list = m->sp - 1;
	bool found;

	if (!element->present || !list->present)
		return machine_absent(m, 2, SHAPE_BOOL);
	if (!find(m, list, element, &found))
		return false;
	m->sp--;
	set_bool(m->sp - 1, found != (i->flags != 0));
	return true;
}

static bool
holds(struct str text, struct str part)
{
	const char *at = text.ptr, *end = text.ptr + text.len;

	if (part.len == 0)
		return true;
	while ((size_t)(end - at) >= part.len) {
		at = memchr(at, part.ptr[0], (size_t)(end - at) - part.len + 1);
		if (at == NULL)
			return false;
		if (memcmp(at, part.ptr, part.len) == 0)
			return true;
		at++;
	}
	return false;
}

bool
run_contains(struct machine *m, const struct instruction *i)
{
	const struct result *text = m->sp - 2, *part = m->sp - 1;
	bool found;

	(void)i;
	if (!text->present || !part->present)
		return machine_absent(m, 2, SHAPE_BOOL);
	if (text->list) {
		if (!find(m, text, part, &found))
			return false;
	} else {
		/* The worst case is a text of one letter. */
		int64_t steps = 1 + (int64_t)(text->string.len / 64 * (1 + part->string.len / 64));

		if (!machine_spend(m, steps))
			return false;
		found = holds(text->string, part->string);
	}
	m->sp--;
	set_bool(m->sp - 1, found);
	return true;
}

static bool
run_affix(struct machine *m, bool end)
{
	const struct result *text = m->sp - 2, *part = m->sp - 1;

	if (!text->present || !part->present)
		return machine_absent(m, 2, SHAPE_BOOL);
	struct str s = text->string, p = part->string;
	bool yes = s.len >= p.len &&
		   (p.len == 0 || memcmp(end ? s.ptr + s.len - p.len : s.ptr, p.ptr, p.len) == 0);
	m->sp--;
	set_bool(m->sp - 1, yes);
	return true;
}

bool
run_starts(struct machine *m, const struct instruction *i)
{
	(void)i;
	return run_affix(m, false);
}

bool
run_ends(struct machine *m, const struct instruction *i)
{
	(void)i;
	return run_affix(m, true);
}
