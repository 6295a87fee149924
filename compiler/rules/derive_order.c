/* The expressions of computed fields → compiled ones in an order in which each finds what it reads. They are compiled twice: first
 * to see what each reads, then in order, knowing of what each reads whether it can be absent. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "rules/derive.h"
#include "rules/fragment.h"

static void
find_fields(struct derivation *d)
{
	const struct language *l = d->model->language;

	for (uint32_t k = 0; k < l->kind_count; k++) {
		for (uint32_t i = 0; i < l->kinds[k]->field_count; i++) {
			struct field *f = l->kinds[k]->fields[i];
			struct computed *c;

			if (f->computed == NULL)
				continue;
			f->flags &= ~(uint32_t)FIELD_TOTAL;
			c = VEC_PUSH(d->arena, &d->fields);
			c->kind = l->kinds[k];
			c->field = f;
			c->tree = fragment_read(d->arena, d->model->sources, str_of(f->computed),
				f->computed_span, d->sink);
			map_put(d->numbers, f, (void *)(uintptr_t)d->fields.len);
		}
	}
}

static void
compile(struct derivation *d, struct computed *c, struct sink *sink)
{
	struct expr_type expected = expr_type_of_field(d->arena, c->field);

	c->compiled = NULL;
	if (c->tree->broken)
		return;
	expected.optional = true;
	c->compiled = expr_compile(d->arena, c->tree, 0, c->tree->token_count,
		scope_self(d->arena, d->scope, c->kind), &expected, sink);
}

struct reading {
	struct derivation *d;
	struct computed *c;
};

static void
note_read(void *context, const struct field *f)
{
	struct reading *r = context;
	uint32_t number = (uint32_t)(uintptr_t)map_get(r->d->numbers, f);

	for (uint32_t i = 0; number > 0 && i < r->c->reads.len; i++) {
		if (r->c->reads.ptr[i] == number - 1)
			number = 0;
	}
	if (number > 0)
		*VEC_PUSH(r->d->arena, &r->c->reads) = number - 1;
	if (f->owner != r->c->kind || (f->flags & FIELD_IMPLICIT) != 0)
		return;
	for (uint32_t i = 0; i < r->c->inputs.len; i++) {
		if (r->c->inputs.ptr[i] == f)
			return;
	}
	*VEC_PUSH(r->d->arena, &r->c->inputs) = f;
}

/* What each field reads; a mistake is reported, and the field reads nothing. */
static void
find_reads(struct derivation *d)
{
	for (uint32_t i = 0; i < d->fields.len; i++) {
		struct computed *c = &d->fields.ptr[i];
		struct sink *own = sink_new(d->arena);
		struct reading r = {d, c};

		compile(d, c, own);
		if (c->compiled == NULL)
			sink_join(d->sink, own);
		else
			expr_fields(c->compiled, note_read, &r);
	}
}

static void
put(struct derivation *d, uint32_t number)
{
	struct computed *c = &d->fields.ptr[number];

	c->ordered = true;
	*VEC_PUSH(d->arena, &d->order) = number;
	/* The first time it was found to be wrong, which was reported. */
	if (c->compiled == NULL)
		return;
	compile(d, c, d->sink);
	if (c->compiled == NULL)
		return;
	struct expr_type t = expr_type_of(c->compiled);
	if (!t.optional && !t.list)
		c->field->flags |= FIELD_TOTAL;
}

/* Fields come as soon as all that they read have come: those that read none, then those that read these only, … */
static void
put_in_order(struct derivation *d)
{
	uint32_t count = d->fields.len, done = 0;
	uint32_t *waits = arena_array(d->arena, count, sizeof(*waits));
	struct {
		VEC(uint32_t) by;
	} *read = arena_array(d->arena, count, sizeof(*read));

	for (uint32_t i = 0; i < count; i++) {
		const struct computed *c = &d->fields.ptr[i];

		waits[i] = c->reads.len;
		for (uint32_t k = 0; k < c->reads.len; k++)
			*VEC_PUSH(d->arena, &read[c->reads.ptr[k]].by) = i;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (waits[i] == 0)
			put(d, i);
	}
	for (; done < d->order.len; done++) {
		uint32_t from = d->order.ptr[done];

		for (uint32_t k = 0; k < read[from].by.len; k++) {
			uint32_t to = read[from].by.ptr[k];

			if (--waits[to] == 0)
				put(d, to);
		}
	}
}

static const char *
field_path(struct derivation *d, const struct computed *c)
{
	return arena_printf(
		d->arena, "`%s.%s`", kind_path(d->arena, c->kind), c->field->name->text);
}

/* The first field that it reads and that has no place in the order. */
static uint32_t
next_of(const struct derivation *d, uint32_t number)
{
	const struct computed *c = &d->fields.ptr[number];

	for (uint32_t k = 0; k < c->reads.len; k++) {
		if (!d->fields.ptr[c->reads.ptr[k]].ordered)
			return c->reads.ptr[k];
	}
	return number;
}

static void
tell_cycle(struct derivation *d, uint32_t start)
{
	const struct computed *first = &d->fields.ptr[start];
	const char *path = field_path(d, first);
	const char *way = path;
	struct diag *diag;

	for (uint32_t i = next_of(d, start); i != start; i = next_of(d, i))
		way = arena_printf(
			d->arena, "%s, which needs %s", way, field_path(d, &d->fields.ptr[i]));
	if (next_of(d, start) == start)
		diag = diag_add(d->sink, DIAG_COMPUTED_CYCLE, first->field->computed_span,
			"%s needs itself", path);
	else
		diag = diag_add(d->sink, DIAG_COMPUTED_CYCLE, first->field->computed_span,
			"%s needs itself: %s, which needs %s", path, way, path);
	for (uint32_t i = next_of(d, start); i != start; i = next_of(d, i))
		diag_relate(d->sink, diag, d->fields.ptr[i].field->computed_span, "%s",
			field_path(d, &d->fields.ptr[i]));
	diag_help(d->sink, diag, "let one of them be written instead of computed");
}

/* What is left reads something that is left: going on from one to the next ends in a cycle. */
static void
find_cycles(struct derivation *d)
{
	uint32_t count = d->fields.len;
	uint32_t *seen = arena_array(d->arena, count, sizeof(*seen));

	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = i, start;

		if (d->fields.ptr[i].ordered)
			continue;
		while (seen[at] == 0) {
			seen[at] = i + 1;
			at = next_of(d, at);
		}
		if (seen[at] != i + 1)
			continue;
		start = at;
		for (uint32_t k = next_of(d, at); k != at; k = next_of(d, k))
			start = k < start ? k : start;
		tell_cycle(d, start);
	}
	for (uint32_t i = 0; i < count; i++) {
		if (d->fields.ptr[i].ordered)
			continue;
		d->fields.ptr[i].compiled = NULL;
		*VEC_PUSH(d->arena, &d->order) = i;
	}
}

void
derive_compile(struct derivation *d)
{
	find_fields(d);
	find_reads(d);
	put_in_order(d);
	find_cycles(d);
}
