/* The sink of diagnostics: a list in the order of adding, sorted and without duplicates once all work is done. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

struct sink {
	struct arena *arena;
	VEC(struct diag *) list;
};

static const struct diag_info infos[] = {
#define D(NAME, name, severity, title, explanation) {#name, severity, title, explanation},
#include "base/diag.def"
#undef D
	{"rule", SEVERITY_ERROR, "A finding of a rule",
		"A rule found something that is not as it should be. The code of such a finding is "
		"the name of the rule."},
};

_Static_assert(sizeof(infos) / sizeof(infos[0]) == DIAG_COUNT, "a row for each code");

struct sink *
sink_new(struct arena *a)
{
	struct sink *s = arena_alloc(a, sizeof(*s));

	s->arena = a;
	return s;
}

static struct diag *
add(struct sink *s, enum diag_code code, struct span span, const char *fmt, va_list args)
{
	struct diag *d = arena_alloc(s->arena, sizeof(*d));

	*VEC_PUSH(s->arena, &s->list) = d;
	d->code = code;
	d->name = infos[code].name;
	d->severity = infos[code].severity;
	d->span = span;
	d->message = arena_vprintf(s->arena, fmt, args);
	return d;
}

struct diag *
diag_add(struct sink *s, enum diag_code code, struct span span, const char *fmt, ...)
{
	struct diag *d;
	va_list args;

	va_start(args, fmt);
	d = add(s, code, span, fmt, args);
	va_end(args);
	return d;
}

struct diag *
diag_add_rule(struct sink *s, const char *rule, enum severity severity, const char *clause,
	struct span span, const char *fmt, ...)
{
	struct diag *d;
	va_list args;

	va_start(args, fmt);
	d = add(s, DIAG_RULE, span, fmt, args);
	va_end(args);
	d->name = rule;
	d->severity = severity;
	d->clause = clause;
	return d;
}

void
diag_relate(struct sink *s, struct diag *d, struct span span, const char *fmt, ...)
{
	struct diag_related *r = arena_alloc(s->arena, sizeof(*r));
	va_list args;

	va_start(args, fmt);
	r->text = arena_vprintf(s->arena, fmt, args);
	va_end(args);
	r->span = span;
	if (d->related_end == NULL)
		d->related_end = &d->related;
	*d->related_end = r;
	d->related_end = &r->next;
}

void
diag_help(struct sink *s, struct diag *d, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	d->help = arena_vprintf(s->arena, fmt, args);
	va_end(args);
}

void
diag_fix(struct sink *s, struct diag *d, struct span span, const char *text)
{
	d->fix = span;
	d->fix_text = arena_strndup(s->arena, text, strlen(text));
}

void
sink_join(struct sink *into, struct sink *from)
{
	for (uint32_t i = 0; i < from->list.len; i++)
		*VEC_PUSH(into->arena, &into->list) = from->list.ptr[i];
	from->list.len = 0;
}

struct sorted {
	const char *path;
	struct diag *diag;
	uint32_t index;
};

/* The order of everything but the place of adding; 0 for equal ones. */
static int
compare_diags(const struct sorted *a, const struct sorted *b)
{
	const struct diag *x = a->diag, *y = b->diag;
	int order = strcmp(a->path, b->path);

	if (order != 0)
		return order;
	if (x->span.source != y->span.source)
		return x->span.source < y->span.source ? -1 : 1;
	if (x->span.start != y->span.start)
		return x->span.start < y->span.start ? -1 : 1;
	if ((order = strcmp(x->name, y->name)) != 0)
		return order;
	if (x->span.end != y->span.end)
		return x->span.end < y->span.end ? -1 : 1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	return strcmp(x->message, y->message);
}

static int
compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = compare_diags(x, y);

	return order != 0 ? order : x->index < y->index ? -1 : 1;
}

struct diag **
sink_sorted(struct sink *s, const struct sources *sources, uint32_t *count)
{
	struct sorted *order = arena_array(s->arena, s->list.len, sizeof(*order));
	uint32_t len = 0;

	for (uint32_t i = 0; i < s->list.len; i++) {
		const struct source *source = sources_get(sources, s->list.ptr[i]->span.source);

		order[i] = (struct sorted){source == NULL ? "" : source->path, s->list.ptr[i], i};
	}
	if (s->list.len > 1)
		qsort(order, s->list.len, sizeof(*order), compare);
	for (uint32_t i = 0; i < s->list.len; i++) {
		if (i == 0 || compare_diags(&order[i - 1], &order[i]) != 0)
			s->list.ptr[len++] = order[i].diag;
	}
	s->list.len = len;
	*count = len;
	return s->list.ptr;
}

uint32_t
sink_count(const struct sink *s, enum severity severity)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < s->list.len; i++)
		count += s->list.ptr[i]->severity == severity;
	return count;
}

uint32_t
sink_total(const struct sink *s)
{
	return s->list.len;
}

bool
sink_has_error_in(const struct sink *s, uint32_t source)
{
	for (uint32_t i = s->list.len; i > 0; i--) {
		if (s->list.ptr[i - 1]->span.source == source &&
			s->list.ptr[i - 1]->severity == SEVERITY_ERROR)
			return true;
	}
	return false;
}

const struct diag_info *
diag_info(enum diag_code code)
{
	return code < DIAG_COUNT ? &infos[code] : NULL;
}

const struct diag_info *
diag_find(struct str name)
{
	for (size_t i = 0; i < DIAG_RULE; i++) {
		if (str_is(name, infos[i].name))
			return &infos[i];
	}
	return NULL;
}

const char *
severity_name(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTE:
		return "note";
	case SEVERITY_UNDECIDED:
		return "undecided";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_ERROR:
		return "error";
	}
	return "error";
}
