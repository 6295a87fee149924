/* What became of each item of a standard in the project: the findings of its rules, and whether they had anything to ask about. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "render/coverage.h"

/* What rules that are asked of single items, or of the entries for them, said of one. */
struct heard {
	VEC(const struct rule *) asked;
	VEC(const struct finding *) findings;
};

struct judge {
	struct arena *arena;
	const struct verdict *verdict;
	struct map *heard; /* struct name of an id -> struct heard */
	uint32_t *seen; /* by rule: the row that counted it last */
	uint32_t row;
	uint32_t off; /* rules of the row that did not run */
};

const char *
coverage_state_name(enum coverage_state state)
{
	static const char *const names[] = {[COVERAGE_FINE] = "fine",
		[COVERAGE_PARTLY] = "partly",
		[COVERAGE_FINDINGS] = "findings",
		[COVERAGE_WAIVED] = "waived",
		[COVERAGE_NOT_EXERCISED] = "not_exercised",
		[COVERAGE_NOT_RUN] = "not_run",
		[COVERAGE_NOT_CHECKED] = "not_checked"};

	return names[state];
}

static struct heard *
heard_of(struct judge *j, const struct name *id)
{
	struct heard *h = map_get(j->heard, id);

	if (h == NULL) {
		h = arena_alloc(j->arena, sizeof(*h));
		map_put(j->heard, id, h);
	}
	return h;
}

/* Whether what the rule says of one item says nothing of the others. */
static bool
is_single(const struct rule *rule)
{
	return rule->subject != NULL && (rule->subject->built_in || rule->subject->items != NULL);
}

static void
hear(struct judge *j)
{
	for (uint32_t i = 0; i < j->verdict->rule_count; i++) {
		const struct rule *rule = &j->verdict->rules[i];
		for (uint32_t n = 0; n < rule->asked_count; n++)
			*VEC_PUSH(j->arena, &heard_of(j, rule->asked[n]->id)->asked) = rule;
	}
	for (uint32_t i = 0; i < j->verdict->finding_count; i++) {
		const struct finding *f = &j->verdict->findings[i];
		const struct entity *e = f->entity;

		while (e != NULL && e->parent != NULL)
			e = e->parent;
		if (e != NULL && e->source != NULL && e->id != NULL && is_single(f->rule))
			*VEC_PUSH(j->arena, &heard_of(j, e->id)->findings) = f;
	}
}

static void
count_finding(struct coverage_row *row, const struct rule *rule, uint32_t findings, uint32_t waived)
{
	if (findings > 0 && (row->findings == 0 || rule->severity > row->worst))
		row->worst = rule->severity;
	row->findings += findings;
	row->waived += waived;
}

/* A rule by all that it found. */
static void
count_rule(struct judge *j, struct coverage_row *row, const struct rule *rule)
{
	count_finding(row, rule, rule->findings, rule->waived);
	if (rule->state == RULE_RAN)
		row->asked++;
	else if (rule->state == RULE_NOT_EXERCISED)
		row->unasked++;
	else
		j->off++;
}

/* A rule by what it said of this item alone. */
static void
count_single(struct judge *j, struct coverage_row *row, const struct heard *h,
	const struct rule *rule, bool general)
{
	bool asked = false;

	for (uint32_t i = 0; h != NULL && i < h->asked.len; i++)
		asked = asked || h->asked.ptr[i] == rule;
	for (uint32_t i = 0; h != NULL && i < h->findings.len; i++) {
		const struct finding *f = h->findings.ptr[i];
		if (f->rule == rule)
			count_finding(row, rule, f->waiver == NULL, f->waiver != NULL);
	}
	if (asked)
		row->asked++;
	else if (rule->state == RULE_RAN || rule->state == RULE_NOT_EXERCISED)
		/* What is asked of every entry need not concern this one. */
		row->unasked += !general;
	else if (!general)
		j->off++;
}

static bool
is_lent(const struct coverage_row *row, const struct rule *rule)
{
	for (uint32_t i = 0; i < row->loan_count; i++) {
		if (row->loans[i].rule == rule)
			return true;
	}
	return false;
}

static void
count_rules_of(struct judge *j, struct coverage_row *row, const struct coverage_row *part)
{
	const struct heard *h = map_get(j->heard, part->item->id);

	for (uint32_t i = 0; i < part->rule_count; i++) {
		const struct rule *rule = part->rules[i];
		bool single = rule->subject != NULL && rule->subject == part->item->kind;

		if (is_lent(part, rule))
			continue;
		if (!single && j->seen[rule - j->verdict->rules] == j->row)
			continue;
		j->seen[rule - j->verdict->rules] = j->row;
		if (single)
			count_single(j, row, h, rule, false);
		else
			count_rule(j, row, rule);
	}
	for (uint32_t i = 0; i < part->loan_count; i++)
		count_single(j, row, map_get(j->heard, part->loans[i].of->id), part->loans[i].rule,
			false);
}

static enum coverage_state
state_of(const struct judge *j, const struct coverage_row *row, bool any)
{
	if (row->findings > 0)
		return COVERAGE_FINDINGS;
	if (row->waived > 0)
		return COVERAGE_WAIVED;
	if (!any)
		return COVERAGE_NOT_CHECKED;
	if (row->asked > 0)
		return row->unasked > 0 || j->off > 0 ? COVERAGE_PARTLY : COVERAGE_FINE;
	return row->unasked > 0 ? COVERAGE_NOT_EXERCISED : COVERAGE_NOT_RUN;
}

static void
judge_row(struct judge *j, const struct coverage_table *t, struct coverage_row *row)
{
	const struct heard *h = map_get(j->heard, row->item->id);
	bool any = false;

	j->row++;
	j->off = 0;
	for (uint32_t i = 0; i <= row->parts; i++) {
		any = any || row[i].rule_count > 0;
		count_rules_of(j, row, &row[i]);
	}
	for (uint32_t i = 0; i < t->general_count; i++)
		count_single(j, row, h, t->general[i], true);
	row->state = state_of(j, row, any);
}

void
coverage_judge(struct arena *a, struct coverage *c, const struct verdict *verdict)
{
	struct judge j = {.arena = a, .verdict = verdict, .heard = map_new(a)};

	j.seen = arena_array(a, verdict->rule_count + (size_t)1, sizeof(*j.seen));
	hear(&j);
	for (uint32_t t = 0; t < c->table_count; t++) {
		for (uint32_t i = 0; i < c->tables[t].row_count; i++)
			judge_row(&j, &c->tables[t], &c->tables[t].rows[i]);
	}
}
