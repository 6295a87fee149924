/* All rules of a project: its own and those of the packs it chose, compiled, run, waived; what they found goes to the sink. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/suggest.h"
#include "rules/rule.h"

struct workshop {
	struct rule_maker m;
	const struct project *project;
	struct verdict *verdict;
	struct rule_code *codes; /* in the order of verdict->rules */
	bool nameless; /* a rule lacks its id */
};

static bool
has_pack(const struct project *p, const char *pack)
{
	for (uint32_t i = 0; i < p->pack_count; i++) {
		if (str_is(p->packs[i].path, pack))
			return true;
	}
	return !p->packs_chosen;
}

/* A rule that names a requirement of a clause is of that clause. */
static void
add_clause(struct workshop *w, struct rule *r, const struct entity *named)
{
	const char *clause = named->id->text;

	if (named->source != NULL && named->source->whole > 0)
		clause = names_get(w->m.model->language->names,
			(struct str){clause,
				named->id->len - named->source->id->len + named->source->whole})
				 ->text;
	for (uint32_t i = 0; i < r->clause_count; i++) {
		if (strcmp(r->clauses[i], clause) == 0)
			return;
	}
	r->clauses[r->clause_count++] = clause;
}

static void
read_clauses(struct workshop *w, const struct entity *e, struct rule *r)
{
	const struct name *n = names_of(w->m.model->language->names, "clause");
	const struct field *f = kind_field(w->m.model->language, e->kind, n);
	const struct slot *slot = f != NULL ? entity_slot(e, f) : NULL;

	if (slot == NULL)
		return;
	r->clauses = arena_array(w->m.arena, slot->count + (size_t)1, sizeof(*r->clauses));
	r->items = arena_array(w->m.arena, slot->count + (size_t)1, sizeof(*r->items));
	/* Those of a standard that the project has not chosen are left out. */
	for (uint32_t i = 0; i < slot->count; i++) {
		if (slot->values[i].bad)
			continue;
		r->items[r->item_count++] = slot->values[i].entity->id->text;
		add_clause(w, r, slot->values[i].entity);
	}
}

static bool
read_severity(struct workshop *w, const struct entity *e, enum severity *out)
{
	const struct slot *slot = rule_slot(&w->m, e, "severity");
	const struct name *n = names_of(w->m.model->language->names, "severity");
	const struct field *f = kind_field(w->m.model->language, e->kind, n);

	if (slot == NULL || f->type != TYPE_ENUM)
		return false;
	const char *said = f->values[slot->values[0].member].name->text;
	for (enum severity s = SEVERITY_NOTE; s <= SEVERITY_ERROR; s++) {
		if (strcmp(said, severity_name(s)) == 0) {
			*out = s;
			return true;
		}
	}
	return false;
}

/* What a declaration says of itself; the parts that run are compiled later. */
static void
read_rule(struct workshop *w, struct entity *e, struct rule *r)
{
	*r = (struct rule){.id = e->id->text,
		.entity = e,
		.title = arena_strndup(
			w->m.arena, e->title.ptr != NULL ? e->title.ptr : "", e->title.len),
		.help = rule_text(&w->m, e, "help"),
		.because = rule_text(&w->m, e, "because"),
		.pack = rule_text(&w->m, e, "pack"),
		.span = e->span,
		.state = RULE_NOT_RUN};
	read_clauses(w, e, r);
	if (!read_severity(w, e, &r->declared_severity))
		r->declared_severity = SEVERITY_ERROR;
	r->severity = r->declared_severity;
	/* A project's own rules run whatever packs it chose. */
	if (rules_built_in(&w->m, e) && r->pack != NULL && !has_pack(w->project, r->pack))
		r->state = RULE_OFF;
}

static int
by_id(const void *a, const void *b)
{
	const struct entity *const *x = a, *const *y = b;

	return strcmp((*x)->id->text, (*y)->id->text);
}

static void
read_rules(struct workshop *w)
{
	const struct kind *kind = language_kind(w->m.model->language, STR("rule"));
	struct verdict *v = w->verdict;

	if (kind == NULL)
		return;
	const struct entity_list *list = &w->m.model->by_kind[kind->index];
	struct entity **sorted =
		arena_array(w->m.arena, list->count + (size_t)1, sizeof(struct entity *));
	/* One without an id was reported, and nothing can name it. */
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->ptr[i]->id != NULL)
			sorted[v->rule_count++] = list->ptr[i];
		else
			w->nameless = true;
	}
	qsort(sorted, v->rule_count, sizeof(struct entity *), by_id);
	v->rules = arena_array(w->m.arena, v->rule_count + (size_t)1, sizeof(*v->rules));
	w->codes = arena_array(w->m.arena, v->rule_count + (size_t)1, sizeof(*w->codes));
	for (uint32_t i = 0; i < v->rule_count; i++) {
		read_rule(w, sorted[i], &v->rules[i]);
		w->codes[i] = (struct rule_code){.rule = &v->rules[i], .entity = sorted[i]};
	}
}

/* Packs that no rule belongs to would leave a project unchecked. */
static void
check_packs(struct workshop *w)
{
	for (uint32_t i = 0; i < w->project->pack_count; i++) {
		const struct named_file *pack = &w->project->packs[i];
		struct suggest s = suggest_start(pack->path);
		bool known = false;

		for (uint32_t k = 0; k < w->verdict->rule_count && !known; k++) {
			const char *name = w->verdict->rules[k].pack;
			known = name != NULL && str_is(pack->path, name);
		}
		for (uint32_t k = 0; k < w->verdict->rule_count && !known; k++) {
			if (w->verdict->rules[k].pack != NULL)
				suggest_offer(&s, str_of(w->verdict->rules[k].pack));
		}
		if (known)
			continue;
		struct str best = suggest_best(&s);
		struct diag *d = diag_add(w->m.sink, DIAG_UNKNOWN_PACK, pack->span,
			"there is no pack of rules `%.*s`", (int)pack->path.len, pack->path.ptr);
		if (best.len > 0)
			diag_help(w->m.sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	}
}

struct rule *
verdict_rule(const struct verdict *v, struct str id)
{
	uint32_t low = 0, high = v->rule_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = str_cmp(str_of(v->rules[middle].id), id);

		if (order == 0)
			return &v->rules[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct rule *
find_changed(struct workshop *w, const struct severity_change *change)
{
	struct suggest s = suggest_start(change->rule);
	struct rule *found = verdict_rule(w->verdict, change->rule);

	if (found != NULL)
		return found;
	for (uint32_t i = 0; i < w->verdict->rule_count; i++)
		suggest_offer(&s, str_of(w->verdict->rules[i].id));
	struct str best = suggest_best(&s);
	struct diag *d = diag_add(w->m.sink, DIAG_UNKNOWN_RULE, change->span,
		"there is no rule `%.*s`", (int)change->rule.len, change->rule.ptr);
	if (best.len > 0)
		diag_help(w->m.sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	if (suggest_certain(&s))
		diag_fix(w->m.sink, d, change->span, arena_strndup(w->m.arena, best.ptr, best.len));
	return NULL;
}

static void
change_severities(struct workshop *w)
{
	for (uint32_t i = 0; i < w->project->severity_count; i++) {
		const struct severity_change *change = &w->project->severities[i];
		struct rule *r = find_changed(w, change);

		if (r == NULL)
			continue;
		r->change_reason =
			arena_strndup(w->m.arena, change->because.ptr, change->because.len);
		if (change->off)
			r->state = RULE_OFF;
		else
			r->severity = change->severity;
	}
}

/* Tests of rules name rules that exist. */
static void
check_tests(struct workshop *w)
{
	const struct kind *kind = language_kind(w->m.model->language, STR("test"));
	const struct entity_list *list = kind != NULL ? &w->m.model->by_kind[kind->index] : NULL;
	const struct name *last = NULL;

	for (uint32_t i = 0; list != NULL && i < list->count; i++) {
		const struct entity *e = list->ptr[i];

		/* Told once for tests in a row; a rule that lacks its id may be the one. */
		if (e->id == NULL || w->nameless || e->id == last)
			continue;
		last = e->id;
		find_changed(
			w, &(struct severity_change){.rule = name_str(e->id), .span = e->span});
	}
}

static void
compile_rules(struct workshop *w, bool built_in)
{
	rules_functions(&w->m, built_in);
	for (uint32_t i = 0; i < w->verdict->rule_count; i++) {
		if (rules_built_in(&w->m, w->codes[i].entity) == built_in)
			rule_compile(&w->m, &w->codes[i]);
	}
}

static struct workshop
open_workshop(struct arena *a, struct model *m, const struct project *project, struct sink *sink)
{
	struct workshop w = {
		.m = {.arena = a, .model = m, .declared = m, .sink = sink, .failed = map_new(a)},
		.project = project,
		.verdict = arena_alloc(a, sizeof(struct verdict))};

	w.m.global = scope_global(a, m);
	read_rules(&w);
	check_packs(&w);
	change_severities(&w);
	check_tests(&w);
	compile_rules(&w, true);
	compile_rules(&w, false);
	return w;
}

struct place_order {
	const struct sources *sources;
	const struct finding *finding;
};

static int
by_place(const void *a, const void *b)
{
	const struct place_order *x = a, *y = b;
	const struct source *s = sources_get(x->sources, x->finding->span.source);
	const struct source *t = sources_get(y->sources, y->finding->span.source);
	int order = 0;

	if (s != t)
		order = s == NULL ? -1 : t == NULL ? 1 : strcmp(s->path, t->path);
	if (order == 0 && x->finding->span.start != y->finding->span.start)
		order = x->finding->span.start < y->finding->span.start ? -1 : 1;
	if (order == 0)
		order = strcmp(x->finding->rule->id, y->finding->rule->id);
	return order != 0 ? order : strcmp(x->finding->message, y->finding->message);
}

static void
sort_findings(struct workshop *w, struct findings *found)
{
	struct place_order *order = arena_array(w->m.arena, found->len + (size_t)1, sizeof(*order));
	struct verdict *v = w->verdict;

	for (uint32_t i = 0; i < found->len; i++)
		order[i] = (struct place_order){w->m.model->sources, &found->ptr[i]};
	qsort(order, found->len, sizeof(*order), by_place);
	v->findings = arena_array(w->m.arena, found->len + (size_t)1, sizeof(*v->findings));
	v->finding_count = found->len;
	for (uint32_t i = 0; i < found->len; i++)
		v->findings[i] = *order[i].finding;
}

/* Those not waived go to the sink; rules count both. */
static void
tell(struct workshop *w)
{
	for (uint32_t i = 0; i < w->verdict->finding_count; i++) {
		const struct finding *f = &w->verdict->findings[i];
		/* The table is ours: a finding only reads its rule. */
		struct rule *rule = &w->verdict->rules[f->rule - w->verdict->rules];

		if (f->waiver != NULL) {
			rule->waived++;
			continue;
		}
		rule->findings++;
		struct diag *d = diag_add_rule(w->m.sink, rule->id, rule->severity,
			rule->clause_count > 0 ? rule->clauses[0] : NULL, f->span, "%s",
			f->message);
		d->why = rule->because;
		d->help = rule->help;
		d->about = f->about;
		if (f->entity != NULL)
			d->entity = entity_name(w->m.arena, f->entity);
	}
}

/* Where a file could not be read whole, a rule that looks for what may stand there has no answer. */
static void
tell_not_run(struct workshop *w)
{
	uint32_t waiting = 0, all = 0;

	for (uint32_t i = 0; i < w->verdict->rule_count; i++) {
		waiting += w->verdict->rules[i].state == RULE_NOT_RUN;
		all += w->verdict->rules[i].state != RULE_OFF;
	}
	if (waiting > 0)
		diag_add(w->m.sink, DIAG_RULES_NOT_RUN, (struct span){0, 0, 0},
			"%u of %u rules could not be run, because not every file could be read",
			(unsigned)waiting, (unsigned)all);
}

struct verdict *
rules_run(struct arena *a, struct model *m, const struct project *project, struct sink *sink)
{
	uint64_t before = rules_clock();
	struct workshop w = open_workshop(a, m, project, sink);
	struct findings found = {0};

	struct rule_code **codes =
		arena_array(a, w.verdict->rule_count + (size_t)1, sizeof(struct rule_code *));
	uint32_t count = 0;
	for (uint32_t i = 0; i < w.verdict->rule_count; i++) {
		if (w.codes[i].require != NULL && w.verdict->rules[i].state != RULE_OFF)
			codes[count++] = &w.codes[i];
	}
	rules_ask(&w.m, codes, count, &found);
	if (m->broken)
		tell_not_run(&w);
	sort_findings(&w, &found);
	rules_waive(&w.m, w.verdict);
	tell(&w);
	w.verdict->nanoseconds = rules_clock() - before;
	return w.verdict;
}

struct verdict *
rules_list(struct arena *a, struct model *m, const struct project *project, struct sink *sink)
{
	return open_workshop(a, m, project, sink).verdict;
}
