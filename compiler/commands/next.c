/* Findings → the one to settle first: mistakes in the sources, then what is open, then what could be better, each in the
 * order of schemas/stages.yaml, of clauses, and of the sources. */
#include "commands/next.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "model/value.h"
#include "schema/yaml.h"

#define STAGES "schemas/stages.yaml"

/* What has to be done comes before what could be. */
enum urgency { URGENCY_OPEN, URGENCY_WARNING, URGENCY_NOTE, URGENCY_NONE };

struct candidate {
	const struct finding *finding;
	enum urgency urgency;
	uint32_t stage; /* its number in the list */
	const char *clause;
	uint32_t order; /* of the place */
};

struct chooser {
	struct compilation *c;
	const struct yaml *stages;
	VEC(struct candidate) found;
	struct step step;
};

static const struct yaml *
read_stages(struct compilation *c)
{
	const struct embedded *e = embedded_find(STR(STAGES));
	const struct source *source =
		sources_add(c->sources, "ismsc:" STAGES, (struct str){e->bytes, e->len}, true);
	const struct yaml *root = yaml_parse(c->arena, source, c->sink);

	return root != NULL ? yaml_get(root, "stages") : NULL;
}

static bool
lists(const struct yaml *list, struct str text)
{
	for (const struct yaml *e = list != NULL ? list->child : NULL; e != NULL; e = e->next) {
		if (str_eq(e->text, text))
			return true;
	}
	return false;
}

/* Whether a clause lies in one of the list: "6.1.3" in "6". */
static bool
covers(const struct yaml *list, struct str clause)
{
	for (const struct yaml *e = list != NULL ? list->child : NULL; e != NULL; e = e->next) {
		size_t n = e->text.len;

		if (clause.len >= n && memcmp(clause.ptr, e->text.ptr, n) == 0 &&
			(clause.len == n || clause.ptr[n] == '.'))
			return true;
	}
	return false;
}

static uint32_t
stage_of(const struct chooser *n, const char *clause, const struct entity *entity)
{
	struct str kind = entity != NULL ? name_str(kind_root(entity->kind)->name) : STR("");
	uint32_t i = 0;

	for (const struct yaml *s = n->stages->child; s != NULL; s = s->next, i++) {
		const struct yaml *kinds = yaml_get(s, "kinds"), *clauses = yaml_get(s, "clauses");

		if ((kinds == NULL && clauses == NULL) || lists(kinds, kind) ||
			covers(clauses, str_of(clause)))
			return i;
	}
	return i;
}

static const char *
stage_title(const struct chooser *n, uint32_t stage)
{
	const struct yaml *s = n->stages->child;

	while (stage-- > 0 && s->next != NULL)
		s = s->next;
	const struct str title = yaml_get(s, "title")->text;
	return arena_strndup(n->c->arena, title.ptr, title.len);
}

static enum urgency
urgency_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
	case SEVERITY_UNDECIDED:
		return URGENCY_OPEN;
	case SEVERITY_WARNING:
		return URGENCY_WARNING;
	case SEVERITY_NOTE:
		break;
	}
	return URGENCY_NOTE;
}

static const char *
clause_of(const struct rule *r)
{
	return r->clause_count > 0 ? r->clauses[0] : "";
}

static void
collect(struct chooser *n)
{
	const struct verdict *v = n->c->verdict;

	for (uint32_t i = 0; v != NULL && i < v->finding_count; i++) {
		const struct finding *f = &v->findings[i];
		const char *clause = clause_of(f->rule);

		if (f->waiver != NULL)
			continue;
		*VEC_PUSH(n->c->arena, &n->found) = (struct candidate){f,
			urgency_of(f->rule->severity), stage_of(n, clause, f->entity), clause, i};
	}
}

/* The rules that the project lets be undecided, and that find nothing any more, from that stage. */
static void
collect_settled(struct chooser *n, uint32_t stage, bool all)
{
	const struct project *p = n->c->project;
	struct span *spans =
		arena_array(n->c->arena, p->severity_count + (size_t)1, sizeof(*spans));

	n->step.settled = spans;
	n->step.settled_count = 0;
	for (uint32_t i = 0; n->c->verdict != NULL && i < p->severity_count; i++) {
		const struct severity_change *s = &p->severities[i];
		const struct rule *r = verdict_rule(n->c->verdict, s->rule);

		if (s->off || s->severity != SEVERITY_UNDECIDED || r == NULL || r->findings > 0 ||
			r->waived > 0)
			continue;
		if (all || (r->state == RULE_RAN && stage_of(n, clause_of(r), NULL) == stage))
			spans[n->step.settled_count++] = s->span;
	}
}

static int
by_turn(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->urgency != y->urgency)
		return x->urgency < y->urgency ? -1 : 1;
	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	int order = version_compare(str_of(x->clause), str_of(y->clause));
	if (order != 0)
		return order;
	/* Rules stand in the order in which their matters are settled. */
	struct span r = x->finding->rule->span, s = y->finding->rule->span;
	if (r.source != s.source)
		return r.source < s.source ? -1 : 1;
	if (r.start != s.start)
		return r.start < s.start ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void
add_learn(struct chooser *n, const char *what)
{
	for (uint32_t i = 0; i < n->step.learn_count; i++) {
		if (strcmp(n->step.learn[i], what) == 0)
			return;
	}
	n->step.learn[n->step.learn_count++] = what;
}

static void
learn_of_words(struct chooser *n, const char *words)
{
	struct str first = {words, strcspn(words, " \n{;")};

	if (first.len > 0 && language_kind(n->c->language, first) != NULL)
		add_learn(n, arena_strndup(n->c->arena, first.ptr, first.len));
}

/* The kind that a help in words names first: its example shows how it is written. */
static const struct kind *
kind_in_help(const struct chooser *n, const char *help)
{
	const char *open = help != NULL ? strchr(help, '`') : NULL;

	if (open == NULL)
		return NULL;
	return language_kind(n->c->language, (struct str){open + 1, strcspn(open + 1, "` ")});
}

static void
show_finding(struct chooser *n, const struct finding *f)
{
	struct compilation *c = n->c;
	struct sink *sink = sink_new(c->arena);
	const struct kind *kind = f->entity != NULL ? kind_root(f->entity->kind) : NULL;
	const struct rule *r = f->rule;
	struct diag *d = diag_add_rule(sink, r->id, r->severity,
		r->clause_count > 0 ? r->clauses[0] : NULL, f->span, "%s", f->message);

	d->why = r->because;
	d->help = r->help;
	d->entity = f->entity != NULL ? entity_name(c->arena, f->entity) : NULL;
	n->step.finding = d;
	n->step.learn = arena_array(c->arena, 4, sizeof(char *));
	const char *words = rules_write(c->arena, c->model, f);
	if (words == NULL && f->entity == NULL) {
		const struct kind *named = kind_in_help(n, r->help);

		words = named != NULL ? named->example : NULL;
	}
	add_learn(n, r->id);
	if (r->clause_count > 0)
		add_learn(n, r->clauses[0]);
	if (kind != NULL)
		add_learn(n, kind->name->text);
	if (words != NULL) {
		if (kind == NULL)
			learn_of_words(n, words);
		next_place(c, &n->step, f, words);
	}
}

static void
count(struct chooser *n, const struct candidate *chosen)
{
	for (uint32_t i = 0; i < n->found.len; i++) {
		const struct candidate *x = &n->found.ptr[i];

		if (x->urgency != chosen->urgency)
			continue;
		n->step.in_all++;
		n->step.in_stage += x->stage == chosen->stage;
		n->step.alike += x->finding->rule == chosen->finding->rule && x != chosen;
	}
}

/* A stage whose open things are done gives back its lines in the project file before the next one begins. */
static bool
choose_settled(struct chooser *n, uint32_t before)
{
	for (uint32_t stage = 0; stage < before; stage++) {
		collect_settled(n, stage, false);
		if (n->step.settled_count > 0) {
			n->step.stage = stage_title(n, stage);
			return true;
		}
	}
	return false;
}

static void
choose(struct chooser *n)
{
	if (n->found.len > 0)
		qsort(n->found.ptr, n->found.len, sizeof(*n->found.ptr), by_turn);
	const struct candidate *first = n->found.len > 0 ? n->found.ptr : NULL;
	bool open = first != NULL && first->urgency == URGENCY_OPEN;

	if (open)
		count(n, first);
	if (choose_settled(n, open ? first->stage : n->stages->count))
		return;
	if (!open) {
		collect_settled(n, 0, true);
		if (n->step.settled_count > 0) {
			n->step.stage = stage_title(n, n->stages->count);
			return;
		}
	}
	if (first == NULL)
		return;
	if (!open)
		count(n, first);
	n->step.stage = stage_title(n, first->stage);
	n->step.open = open;
	show_finding(n, first->finding);
}

/* The first mistake that is no finding of a rule: what rules find comes behind. */
static struct diag *
first_mistake(struct compilation *c, uint32_t *mistakes)
{
	uint32_t all;
	struct diag **list = sink_sorted(c->sink, c->sources, &all);
	struct diag *first = NULL;

	*mistakes = 0;
	for (uint32_t i = 0; i < all; i++) {
		if (list[i]->code == DIAG_RULE || list[i]->severity != SEVERITY_ERROR)
			continue;
		if (first == NULL)
			first = list[i];
		++*mistakes;
	}
	return first;
}

void
next_write(struct buf *out, struct compilation *c, const char *format, bool color)
{
	struct chooser n = {.c = c};
	uint32_t mistakes;
	struct diag *mistake = first_mistake(c, &mistakes);

	if (mistake != NULL) {
		n.step = (struct step){.stage = "Mistakes in the sources",
			.finding = mistake,
			.in_stage = mistakes,
			.in_all = mistakes,
			.open = true,
			.learn = &mistake->name,
			.learn_count = 1};
	} else if ((n.stages = read_stages(c)) != NULL) {
		collect(&n);
		choose(&n);
	}
	report_step(out, &n.step, c->sources, format, color);
}
