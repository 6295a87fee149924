/* How long expressions take: 130 conditions asked of 10,000 entities, or those that are given as arguments. `make bench` */
#include <stdio.h>
#include <time.h>

#include "unit/expr_support.h"

#define ITEMS 10000
#define ROUNDS 10

static const char *const usual[] = {
	"exists i.owner",
	"i.must > 3",
	"missing i.size or i.size > 20",
	"exists i.level and i.level == high",
	"exists i.level and exists method.accept and i.level > method.accept",
	"missing i.due or i.due >= today",
	"exists i.state and i.state in [done] and missing i.cost",
	"exists i.owner.mail",
	"(i.size else 0) * i.must < 700",
	"i.id starts_with \"i1\"",
	"all p in i.part: exists p.due and p.due > today",
	"boss in i.part.by",
	"count p in i.part where missing p.by",
};

static const struct model *
many_items(struct world *w)
{
	struct buf text = {0};

	buf_puts(&text, "method { level low \"Low\" { from 1 }\n level high \"High\" { from 10 }\n "
			"accept low }\nrole boss \"Boss\" { mail \"b@x.org\" }\n");
	for (unsigned i = 0; i < ITEMS; i++) {
		buf_printf(&text, "item i%u \"Title\" { must %u; owner boss; size %u; ", i, i % 9,
			i % 100);
		buf_printf(&text,
			"level %s; state planned; due 2026-0%u-01; part { by boss; due "
			"2026-03-01 } }\n",
			i % 3 == 0 ? "low" : "high", i % 9 + 1);
	}
	buf_putc(&text, '\0');
	const struct model *m = expr_model_of(w, text.ptr);
	buf_free(&text);
	return m;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

int
main(int argc, char **argv)
{
	bool given = argc > 1;
	const char *const *conditions = given ? (const char *const *)argv + 1 : usual;
	size_t count = given ? (size_t)argc - 1 : sizeof(usual) / sizeof(usual[0]);
	void *state = NULL;
	world_setup(&state);
	struct world *w = state;
	const struct model *m = many_items(w);
	const struct entity_list *items =
		&m->by_kind[language_kind(m->language, STR("item"))->index];
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	double total = 0;
	uint32_t number;
	struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
		expr_kind_type(w, m, "item"), &number);

	for (size_t c = 0; c < count; c++) {
		struct compiled *x = expr_make(w, s, conditions[c]);
		uint32_t yes = 0;

		if (x == NULL) {
			fputs(world_said(w), stderr);
			return 1;
		}
		double start = now();
		for (int round = 0; round < ROUNDS; round++) {
			for (uint32_t i = 0; i < items->count; i++) {
				evaluator_reset(e);
				evaluator_set(e, number, result_entity(items->ptr[i]));
				struct result r = expr_eval(e, x);
				yes += r.present && r.boolean;
			}
		}
		double spent = now() - start;
		total += spent;
		printf("%6.1f ns  %s (%u yes)\n", spent / ROUNDS / items->count, conditions[c],
			yes / ROUNDS);
	}
	printf("%6.1f ms  %zu conditions, %u entities\n", total / 1e6, count * ROUNDS,
		items->count);
	world_teardown(&state);
	return 0;
}
