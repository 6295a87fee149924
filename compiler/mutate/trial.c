/* A mutant → the gravest finding that the ISMS had not before. Findings are told apart by rule, file and entity: places move, and
 * messages count. */
#include "mutate/trial.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"

static struct str
identity(struct buf *out, const struct sources *sources, const struct diag *d)
{
	const struct source *s = sources_get(sources, d->span.source);

	out->len = 0;
	buf_printf(out, "%d %s %s %s", (int)d->severity, d->name,
		d->entity != NULL ? d->entity
		: s != NULL       ? s->path
				  : "",
		d->clause != NULL ? d->clause : "");
	return (struct str){out->ptr, out->len};
}

void
baseline_take(struct baseline *b, struct compilation *c)
{
	struct buf text = {0};
	uint32_t count;
	struct diag **all = sink_sorted(c->sink, c->sources, &count);

	*b = (struct baseline){.c = c, .names = names_new(c->arena), .counts = map_new(c->arena)};
	for (uint32_t i = 0; i < count; i++) {
		const struct name *n = names_get(b->names, identity(&text, c->sources, all[i]));

		map_put(b->counts, n, (void *)((uintptr_t)map_get(b->counts, n) + 1));
	}
	buf_free(&text);
}

void
mutant_try(const struct baseline *b, struct mutant *m)
{
	struct arena *a = arena_new();
	struct compilation *n = compile_edited(a, b->c, m->edits, m->edit_count);
	struct map *seen = map_new(a);
	struct buf text = {0};
	uint32_t count;
	struct diag **all = sink_sorted(n->sink, n->sources, &count);

	m->tried = true;
	for (uint32_t i = 0; i < count; i++) {
		const struct diag *d = all[i];
		const struct name *known = names_find(b->names, identity(&text, n->sources, d));
		uintptr_t times = known != NULL ? (uintptr_t)map_get(seen, known) + 1 : 0;
		bool by_rule = d->code == DIAG_RULE;

		if (known != NULL) {
			map_put(seen, known, (void *)times);
			if (times <= (uintptr_t)map_get(b->counts, known))
				continue;
		}
		if (m->found && (d->severity < m->severity ||
					(d->severity == m->severity && m->by_rule >= by_rule)))
			continue;
		m->found = true;
		m->severity = d->severity;
		m->by_rule = by_rule;
		/* A rule's id is of the mutant's compilation. */
		m->name = names_get(b->c->names, str_of(d->name))->text;
	}
	buf_free(&text);
	arena_free(a);
}
