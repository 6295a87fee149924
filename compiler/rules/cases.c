/* All tests of rules, shared among processes: each runs those that it fetches, and tells what they came to. Whatever the number
 * of processes, the outcome is the same. What a process tells is lines:
 *
 *   told      = { "R" index flags lines { "L" sign length "\n" text } | "C" source start end flags } ;
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "base/workers.h"
#include "rules/case.h"
#include "rules/rule.h"

enum { PASSED = 1, FOUND = 2, ASKED = 4 };
enum { TOLD = 1, WAS_ASKED = 2, WAS_YES = 4, WAS_NO = 8 };

/* Where a mistake of the project is. */
struct mistakes {
	struct span *ptr;
	uint32_t count;
};

struct bench {
	struct arena *arena;
	struct model *model;
	const struct verdict *verdict;
	const struct kind *rules;
	struct test_outcome *out;
	struct cover *cover; /* or NULL */
	struct mistakes mistakes;
	VEC(uint32_t) done; /* tests that this process ran */
};

/* By place; of two that begin in one, the longer one first. */
static int
span_order(const struct span *x, const struct span *y)
{
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

static int
by_span(const void *a, const void *b)
{
	return span_order(a, b);
}

static struct mistakes
read_mistakes(struct arena *a, struct sink *sink, const struct sources *sources)
{
	uint32_t count;
	struct diag **all = sink_sorted(sink, sources, &count);
	struct mistakes out = {arena_array(a, count + (size_t)1, sizeof(*out.ptr)), 0};

	for (uint32_t i = 0; i < count; i++) {
		if (all[i]->code != DIAG_RULE && all[i]->severity == SEVERITY_ERROR)
			out.ptr[out.count++] = all[i]->span;
	}
	qsort(out.ptr, out.count, sizeof(*out.ptr), by_span);
	return out;
}

/* Whether something in the declaration of the test is wrong: it may expect less than it says, so it has not passed. */
static bool
has_mistake(const struct bench *b, const struct entity *test)
{
	struct span all = tree_item_extent(test->tree, &test->tree->items[test->item]);
	uint32_t low = 0, high = b->mistakes.count;
	const struct span first = {all.source, all.start, UINT32_MAX};

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (span_order(&b->mistakes.ptr[middle], &first) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct span *found = &b->mistakes.ptr[low];
	return low < b->mistakes.count && found->source == all.source && found->start < all.end;
}

/* What was not run has not passed. */
static void
set_unable(struct bench *b, struct case_result *r, const char *why)
{
	struct case_line *line = arena_alloc(b->arena, sizeof(*line));

	*line = (struct case_line){CASE_MISTAKE, str_of(why)};
	r->passed = false;
	r->lines = line;
	r->line_count = 1;
}

static void
run_test(void *context, uint32_t i)
{
	struct bench *b = context;
	struct case_result *r = &b->out->results[i];
	const struct name *id = r->test->id;
	struct entity *declared = id != NULL ? model_find(b->model, b->rules, id) : NULL;

	*VEC_PUSH(b->arena, &b->done) = i;
	if (id == NULL || r->test->broken) {
		set_unable(b, r, "the test itself cannot be read, as `ismsc check` tells");
		return;
	}
	if (declared == NULL || r->rule == NULL) {
		set_unable(b, r, "there is no such rule");
		return;
	}
	/* The table of tests is ours, and what is tested only read. */
	struct entity *test = b->model->entities[r->test->index];
	case_run(b->arena, b->model, r->rule, declared, test, b->cover, r);
	if (r->passed && has_mistake(b, r->test))
		set_unable(b, r, "the test itself has a mistake, which `ismsc check` tells");
}

static void
begin(void *context)
{
	struct bench *b = context;

	b->done.len = 0;
}

static void
tell(void *context, struct buf *out)
{
	const struct bench *b = context;

	for (uint32_t i = 0; i < b->done.len; i++) {
		const struct case_result *r = &b->out->results[b->done.ptr[i]];

		buf_printf(out, "R%u %u %u\n", (unsigned)b->done.ptr[i],
			(r->passed ? PASSED : 0u) | (r->found ? FOUND : 0u) |
				(r->asked ? ASKED : 0u),
			(unsigned)r->line_count);
		for (uint32_t k = 0; k < r->line_count; k++) {
			buf_printf(out, "L%c%zu\n", (int)r->lines[k].sign, r->lines[k].text.len);
			buf_str(out, r->lines[k].text);
		}
	}
	for (uint32_t i = 0; b->cover != NULL && i < cover_len(b->cover); i++) {
		const struct condition *c = cover_at(b->cover, i);

		buf_printf(out, "C%u %u %u %u\n", (unsigned)c->span.source, (unsigned)c->span.start,
			(unsigned)c->span.end,
			(c->told ? TOLD : 0u) | (c->asked ? WAS_ASKED : 0u) |
				(c->yes ? WAS_YES : 0u) | (c->no ? WAS_NO : 0u));
	}
}

/* The next number of a line. */
static uint32_t
number(const char **at)
{
	char *end;
	unsigned long n = strtoul(*at, &end, 10);

	*at = end;
	return (uint32_t)n;
}

/* Reads "index flags lines\n" and the lines behind it. Returns where the next one begins. */
static const char *
hear_result(struct bench *b, const char *at)
{
	struct case_result *r = &b->out->results[number(&at)];
	uint32_t flags = number(&at);
	uint32_t count = number(&at);
	struct case_line *lines = arena_array(b->arena, count + (size_t)1, sizeof(*lines));

	r->passed = (flags & PASSED) != 0;
	r->found = (flags & FOUND) != 0;
	r->asked = (flags & ASKED) != 0;
	at++;
	for (uint32_t i = 0; i < count; i++) {
		lines[i].sign = (enum case_sign)at[1];
		at += 2;
		lines[i].text.len = number(&at);
		lines[i].text.ptr = arena_strndup(b->arena, at + 1, lines[i].text.len);
		at += 1 + lines[i].text.len;
	}
	r->lines = lines;
	r->line_count = count;
	return at;
}

static const char *
hear_condition(struct bench *b, const char *at)
{
	struct span span;

	span.source = number(&at);
	span.start = number(&at);
	span.end = number(&at);
	uint32_t flags = number(&at);
	struct condition *c = cover_get(b->cover, span);
	c->told = c->told || (flags & TOLD) != 0;
	c->asked = c->asked || (flags & WAS_ASKED) != 0;
	c->yes = c->yes || (flags & WAS_YES) != 0;
	c->no = c->no || (flags & WAS_NO) != 0;
	return at + 1;
}

static void
hear(void *context, struct str told)
{
	const char *at = told.ptr, *end = told.ptr + told.len;

	while (at < end)
		at = *at == 'R' ? hear_result(context, at + 1) : hear_condition(context, at + 1);
}

/* The tests that are wanted, each with the rule that it names. */
static void
choose(struct bench *b, const char *filter)
{
	const struct kind *kind = language_kind(b->model->language, STR("test"));
	const struct entity_list *list = kind != NULL ? &b->model->by_kind[kind->index] : NULL;
	uint32_t count = list != NULL ? list->count : 0;

	b->out->results = arena_array(b->arena, count + (size_t)1, sizeof(*b->out->results));
	for (uint32_t i = 0; b->rules != NULL && i < count; i++) {
		const struct entity *test = list->ptr[i];

		if (strstr(test->id != NULL ? test->id->text : "", filter) == NULL)
			continue;
		b->out->results[b->out->count++] = (struct case_result){.test = test,
			.rule = test->id != NULL ? verdict_rule(b->verdict, name_str(test->id))
						 : NULL};
	}
}

static void
sum_up(struct bench *b)
{
	b->out->rules =
		arena_array(b->arena, b->verdict->rule_count + (size_t)1, sizeof(*b->out->rules));
	for (uint32_t i = 0; i < b->out->count; i++) {
		const struct case_result *r = &b->out->results[i];

		if (r->rule == NULL)
			continue;
		struct rule_seen *seen = &b->out->rules[r->rule - b->verdict->rules];
		seen->tests++;
		seen->fails = seen->fails || (r->passed && r->found);
		seen->passes = seen->passes || (r->passed && r->asked && !r->found);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct entity *const *x = a, *const *y = b;

	return span_order(&(*x)->span, &(*y)->span);
}

static int
by_condition(const void *a, const void *b)
{
	const struct condition_seen *x = a, *y = b;

	return span_order(&x->span, &y->span);
}

static void
add_all(struct bench *b, const char *name, struct entity_list *into)
{
	const struct kind *kind = language_kind(b->model->language, str_of(name));
	const struct entity_list *list = kind != NULL ? &b->model->by_kind[kind->index] : NULL;

	if (list == NULL || list->count == 0)
		return;
	into->ptr = arena_grow(b->arena, into->ptr, into->count, into->count + list->count,
		sizeof(struct entity *));
	memcpy(into->ptr + into->count, list->ptr, list->count * sizeof(struct entity *));
	into->count += list->count;
}

/* What tests met of the rules and functions, in the order of places, each with the declaration around it; those around no
 * condition too. */
static uint32_t
list_met(struct bench *b, struct condition_seen **out)
{
	struct entity_list around = {0};
	uint32_t count = cover_len(b->cover), k = 0;
	struct condition_seen *met = arena_array(b->arena, count + (size_t)1, sizeof(*met));

	for (uint32_t i = 0; i < count; i++) {
		const struct condition *c = cover_at(b->cover, i);

		met[i] = (struct condition_seen){.span = c->span,
			.told = c->told,
			.asked = c->asked,
			.yes = c->yes,
			.no = c->no};
	}
	qsort(met, count, sizeof(*met), by_condition);
	add_all(b, "rule", &around);
	add_all(b, "function", &around);
	/* A condition stands in one of them. */
	if (around.count == 0)
		count = 0;
	else
		qsort(around.ptr, around.count, sizeof(struct entity *), by_place);
	for (uint32_t i = 0; i < count && around.count > 0; i++) {
		while (k + 1 < around.count &&
			span_order(&around.ptr[k + 1]->span, &met[i].span) <= 0)
			k++;
		met[i].within = around.ptr[k];
		if (around.ptr[k]->kind == b->rules)
			met[i].rule = verdict_rule(b->verdict, name_str(around.ptr[k]->id));
	}
	*out = met;
	return count;
}

/* A function of which anything was asked was used. */
static void
list_functions(struct bench *b, const struct condition_seen *met, uint32_t count, struct map *used)
{
	struct entity_list all = {0};

	for (uint32_t i = 0; i < count; i++) {
		if (met[i].asked)
			map_put(used, met[i].within, b);
	}
	add_all(b, "function", &all);
	b->out->functions =
		arena_array(b->arena, all.count + (size_t)1, sizeof(*b->out->functions));
	b->out->function_count = all.count;
	for (uint32_t i = 0; i < all.count; i++)
		b->out->functions[i] =
			(struct function_seen){all.ptr[i], map_get(used, all.ptr[i]) != NULL};
}

/* What no test came to at all says it of its conditions too; so does a condition that was never asked of those within it. */
static void
list_conditions(struct bench *b, struct condition_seen *met, uint32_t count, struct map *used)
{
	const struct condition_seen *outer = NULL;
	struct test_outcome *out = b->out;

	out->conditions = met;
	for (uint32_t i = 0; i < count; i++) {
		struct condition_seen c = met[i];

		if (!c.told)
			continue;
		c.implied = map_get(used, c.within) == NULL ||
			    (outer != NULL && !outer->asked && !c.asked &&
				    outer->span.source == c.span.source &&
				    c.span.end <= outer->span.end);
		out->conditions[out->condition_count++] = c;
		if (!c.implied)
			outer = &out->conditions[out->condition_count - 1];
	}
}

struct test_outcome
rules_test(struct arena *a, struct model *m, const struct verdict *verdict, struct sink *sink,
	const struct test_options *options)
{
	struct test_outcome out = {0};
	struct bench b = {.arena = a,
		.model = m,
		.verdict = verdict,
		.rules = language_kind(m->language, STR("rule")),
		.out = &out,
		.cover = options->cover ? cover_new(a) : NULL,
		.mistakes = read_mistakes(a, sink, m->sources)};
	const struct work work = {
		.context = &b, .begin = begin, .run = run_test, .tell = tell, .hear = hear};

	choose(&b, options->filter);
	uint32_t *order = arena_array(a, out.count + (size_t)1, sizeof(*order));
	for (uint32_t i = 0; i < out.count; i++)
		order[i] = i;
	uint32_t processes = options->processes > 0 ? options->processes : work_processors();
	out.cut_short = !work_share(&work, order, out.count, processes);
	sum_up(&b);
	if (options->cover) {
		struct condition_seen *met;
		struct map *used = map_new(a);
		uint32_t count = list_met(&b, &met);

		list_functions(&b, met, count, used);
		list_conditions(&b, met, count, used);
	}
	return out;
}
