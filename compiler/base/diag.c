/* The sink of diagnostics: a list in the order of adding, sorted and without duplicates once all work is done.
 * It keeps so many of each severity and source as anybody would read, and counts the rest: a file of nothing but
 * mistakes must not fill the memory, and a flood of warnings must not drown an error. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

#define SEVERITIES (SEVERITY_ERROR + 1)

/* What one source has of each severity, or all sources together. */
struct tally {
	uint32_t source;
	struct tally *next;
	uint32_t kept[SEVERITIES];
	uint32_t beyond[SEVERITIES]; /* counted only */
};

struct sink {
	struct arena *arena;
	VEC(struct diag *) list;
	struct tally *tallies; /* one for each source with diagnostics */
	struct tally *recent;
	struct map *by_source;
	struct tally all;
	struct diag spare; /* what its caller writes to when a diagnostic is only counted */
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

static struct tally *
tally_of(struct sink *s, uint32_t source)
{
	const void *key = (const void *)(uintptr_t)source;
	struct tally *tally;

	if (s->recent != NULL && s->recent->source == source)
		return s->recent;
	if (s->by_source == NULL)
		s->by_source = map_new(s->arena);
	tally = map_get(s->by_source, key);
	if (tally == NULL) {
		tally = arena_alloc(s->arena, sizeof(*tally));
		*tally = (struct tally){.source = source, .next = s->tallies};
		s->tallies = tally;
		map_put(s->by_source, key, tally);
	}
	s->recent = tally;
	return tally;
}

/* Whether there is room for one more in that source; it is counted either way. */
static bool
admit(struct sink *s, uint32_t source, enum severity severity)
{
	struct tally *tally = tally_of(s, source);
	bool room = s->all.kept[severity] < SINK_LIMIT &&
		    (source == 0 || tally->kept[severity] < SINK_LIMIT_IN_SOURCE);

	if (room) {
		tally->kept[severity]++;
		s->all.kept[severity]++;
	} else {
		tally->beyond[severity]++;
		s->all.beyond[severity]++;
	}
	return room;
}

static struct diag *
add(struct sink *s, enum diag_code code, enum severity severity, struct span span, const char *fmt,
	va_list args)
{
	struct diag *d;

	if (!admit(s, span.source, severity)) {
		s->spare = (struct diag){.name = "", .message = ""};
		return &s->spare;
	}
	d = arena_alloc(s->arena, sizeof(*d));
	*VEC_PUSH(s->arena, &s->list) = d;
	d->code = code;
	d->name = infos[code].name;
	d->severity = severity;
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
	d = add(s, code, infos[code].severity, span, fmt, args);
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
	d = add(s, DIAG_RULE, severity, span, fmt, args);
	va_end(args);
	d->name = rule;
	d->clause = clause;
	return d;
}

void
diag_relate(struct sink *s, struct diag *d, struct span span, const char *fmt, ...)
{
	struct diag_related *r;
	va_list args;

	if (d == &s->spare)
		return;
	r = arena_alloc(s->arena, sizeof(*r));
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

	if (d == &s->spare)
		return;
	va_start(args, fmt);
	d->help = arena_vprintf(s->arena, fmt, args);
	va_end(args);
}

void
diag_fix(struct sink *s, struct diag *d, struct span span, const char *text)
{
	if (d == &s->spare)
		return;
	d->fix = span;
	d->fix_text = arena_strndup(s->arena, text, strlen(text));
}

void
sink_join(struct sink *into, struct sink *from)
{
	for (uint32_t i = 0; i < from->list.len; i++) {
		struct diag *d = from->list.ptr[i];

		if (admit(into, d->span.source, d->severity))
			*VEC_PUSH(into->arena, &into->list) = d;
	}
	for (const struct tally *t = from->tallies; t != NULL; t = t->next) {
		struct tally *tally = tally_of(into, t->source);

		for (int i = 0; i < SEVERITIES; i++) {
			tally->beyond[i] += t->beyond[i];
			into->all.beyond[i] += t->beyond[i];
		}
	}
	*from = (struct sink){.arena = from->arena};
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
sink_keep(struct sink *s, const struct sources *sources,
	bool (*keep)(void *context, const struct diag *d), void *context)
{
	uint32_t count, len = 0;
	struct diag **all = sink_sorted(s, sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct diag *d = all[i];

		if (keep(context, d)) {
			all[len++] = d;
			continue;
		}
		tally_of(s, d->span.source)->kept[d->severity]--;
		s->all.kept[d->severity]--;
	}
	s->list.len = len;
	return count - len;
}

uint32_t
sink_count(const struct sink *s, enum severity severity)
{
	uint32_t count = s->all.beyond[severity];

	for (uint32_t i = 0; i < s->list.len; i++)
		count += s->list.ptr[i]->severity == severity;
	return count;
}

uint32_t
sink_total(const struct sink *s)
{
	uint32_t count = s->list.len;

	for (int i = 0; i < SEVERITIES; i++)
		count += s->all.beyond[i];
	return count;
}

uint32_t
sink_beyond(const struct sink *s, uint32_t source)
{
	const void *key = (const void *)(uintptr_t)source;
	const struct tally *t = s->by_source == NULL ? NULL : map_get(s->by_source, key);
	uint32_t count = 0;

	for (int i = 0; t != NULL && i < SEVERITIES; i++)
		count += t->beyond[i];
	return count;
}

bool
sink_has_error_in(const struct sink *s, uint32_t source)
{
	const void *key = (const void *)(uintptr_t)source;
	const struct tally *t = s->by_source == NULL ? NULL : map_get(s->by_source, key);

	return t != NULL && t->kept[SEVERITY_ERROR] > 0;
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
