/* Costs of rules → a table, or one JSON document with `rules` in the same order and `total`. */
#include "report/profile.h"

#include <stdlib.h>
#include <string.h>

#include "report/put.h"

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
milliseconds(uint64_t nanoseconds)
{
	return put_made(json_real((double)nanoseconds / 1e6));
}

static json_t *
cost_json(const struct cost *c)
{
	json_t *object = put_made(json_object());

	put_set(object, "rule", put_string(str_of(c->rule)));
	put_set(object, "milliseconds", milliseconds(c->nanoseconds));
	put_set(object, "steps", put_made(json_integer((json_int_t)c->steps)));
	put_set(object, "entities", put_number(c->entities));
	put_set(object, "asked", put_number(c->asked));
	put_set(object, "findings", put_number(c->findings));
	return object;
}

static void
write_json(struct buf *out, const struct cost *costs, uint32_t count, const struct cost *total,
	uint64_t nanoseconds)
{
	json_t *rules = put_made(json_array()), *document = put_made(json_object());

	for (uint32_t i = 0; i < count; i++)
		put_add(rules, cost_json(&costs[i]));
	put_set(document, "rules", rules);
	put_set(document, "total", cost_json(total));
	put_set(document, "milliseconds", milliseconds(nanoseconds));
	put_write(out, document);
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
