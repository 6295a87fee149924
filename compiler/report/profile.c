/* Costs of rules → a table, or one JSON document with `rules` in the same order and `total`. */
#include "report/profile.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* By time, then by what is the same in every run. */
static int
by_cost(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	if (x->nanoseconds != y->nanoseconds)
		return x->nanoseconds > y->nanoseconds ? -1 : 1;
	if (x->steps != y->steps)
		return x->steps > y->steps ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

static struct cost
total_of(const struct cost *costs, uint32_t count)
{
	struct cost total = {.rule = "all rules"};

	for (uint32_t i = 0; i < count; i++) {
		total.nanoseconds += costs[i].nanoseconds;
		total.steps += costs[i].steps;
		total.entities += costs[i].entities;
		total.asked += costs[i].asked;
		total.findings += costs[i].findings;
	}
	return total;
}

static void
write_row(struct buf *out, const struct cost *c)
{
	buf_printf(out, "%12.3f %12lld %10u %10u %10u  %s\n", (double)c->nanoseconds / 1e6,
		(long long)c->steps, c->entities, c->asked, c->findings, c->rule);
}

static json_t *
cost_json(const struct cost *c)
{
	json_t *object = json_pack("{s:s, s:f, s:I, s:I, s:I, s:I}", "rule", c->rule,
		"milliseconds", (double)c->nanoseconds / 1e6, "steps", (json_int_t)c->steps,
		"entities", (json_int_t)c->entities, "asked", (json_int_t)c->asked, "findings",
		(json_int_t)c->findings);

	if (object == NULL)
		arena_exhausted();
	return object;
}

static void
write_json(struct buf *out, const struct cost *costs, uint32_t count, const struct cost *total,
	uint64_t nanoseconds)
{
	json_t *rules = json_array();

	if (rules == NULL)
		arena_exhausted();
	for (uint32_t i = 0; i < count; i++) {
		if (json_array_append_new(rules, cost_json(&costs[i])) != 0)
			arena_exhausted();
	}
	json_t *document = json_pack("{s:o, s:o, s:f}", "rules", rules, "total", cost_json(total),
		"milliseconds", (double)nanoseconds / 1e6);
	char *text = document == NULL ? NULL
				      : json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII |
								     JSON_REAL_PRECISION(6));
	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}

void
report_profile(struct buf *out, struct cost *costs, uint32_t count, uint64_t nanoseconds,
	const char *format)
{
	struct cost total = total_of(costs, count);

	qsort(costs, count, sizeof *costs, by_cost);
	if (strcmp(format, "json") == 0) {
		write_json(out, costs, count, &total, nanoseconds);
		return;
	}
	buf_printf(out, "%12s %12s %10s %10s %10s  %s\n", "ms", "steps", "entities", "asked",
		"findings", "rule");
	for (uint32_t i = 0; i < count; i++)
		write_row(out, &costs[i]);
	write_row(out, &total);
	buf_printf(out, "%12.3f ms with compiling them, sorting what they found and waiving\n",
		(double)nanoseconds / 1e6);
}
