/* Loops that are not run again, or not over all: the values are the same, and the steps are fewer. */
#include "unit/expr_support.h"

ROWS(within, {"list i in items where i in role.boss.owned and i.must > 1: i.id", "b"},
	{"list i in items where i in [item.c, item.a]: i.id", "a, c"},
	{"list i in items where i in items.needs: i.id", "a, c"},
	{"list r in roles where r in items.about: r.id", "boss"},
	{"count i in items: i in item.b.needs and i.must > 2", "1"},
	{"first i in items: i in item.b.needs", "a"},
	{"any i in items: i in role.aide.owned", "no"},
	{"any i in items where i in item.b.needs: any k in items where k in i.needs: k.must < 2",
		"yes"},
	{"none i in items where i in item.b.needs: i in role.boss.owned", "no"},
	{"all i in items where i in item.b.needs: any k in items: k in i.needed and k.must == 2",
		"yes"},
	{"list i in items where i in i.needs: i.id", ""})

static int64_t
steps_of(struct evaluator *e, const struct compiled *c, const char *says, struct world *w)
{
	evaluator_reset(e);
	evaluator_budget(e, 1000);
	assert_string_equal(expr_value(w, e, c), says);
	return 1000 - evaluator_left(e);
}

/* What the variable has no part in is found for the first entity only; memory is emptied in between. */
static void
once(void **state)
{
	static const struct {
		const char *text, *says[2];
		bool kept;
	} rows[] = {{"count k in items where k.must > 1", {"2", "2"}, true},
		{"join(list k in items: k.id + \"!\", \" \")", {"a! b! c!", "a! b! c!"}, true},
		{"none k in items where k.must > 9: i.must > k.must", {"yes", "yes"}, false},
		{"list k in (list j in items where j.must > 1) where k != i: k.title",
			{"Second, Third", "Third"}, true},
		{"let n = max k in items: k.must in (n else 0) - i.must", {"2", "1"}, true},
		{"i.title in items.title and count(distinct(items.owner)) == 1", {"yes", "yes"},
			true},
		{"count k in items where k.must > i.must", {"2", "1"}, false}};
	struct world *w = *state;
	const struct model *m = expr_model(w);

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		uint32_t number;
		struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
			expr_kind_type(w, m, "item"), &number);
		struct compiled *c = expr_make(w, s, rows[r].text);
		struct evaluator *e = evaluator_new(w->arena, m, 1);
		int64_t first, second;

		if (c == NULL)
			fail_msg("%s", world_said(w));
		evaluator_set(e, number, result_entity(expr_entity(w, m, "item", "a")));
		int64_t each = steps_of(e, c, rows[r].says[0], w);
		assert_int_equal(steps_of(e, c, rows[r].says[0], w), each);
		evaluator_keep(e);
		first = steps_of(e, c, rows[r].says[0], w);
		assert_int_equal(first, each);
		evaluator_set(e, number, result_entity(expr_entity(w, m, "item", "b")));
		second = steps_of(e, c, rows[r].says[1], w);
		if ((second < first) != rows[r].kept)
			fail_msg("%s: %d steps, then %d", rows[r].text, (int)first, (int)second);
	}
}

/* A value that could not be told is no value to keep; `none` of nothing stays no answer. */
static void
once_faults(void **state)
{
	struct world *w = *state;
	const struct model *m = expr_model(w);
	uint32_t number;
	struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
		expr_kind_type(w, m, "item"), &number);
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	struct compiled *mixed =
		expr_make(w, s, "i.must > count k in items where exists k.cost and k.cost > 1 EUR");
	struct compiled *nothing =
		expr_make(w, s, "none k in items where k.must > 9: exists k.cost");

	evaluator_keep(e);
	evaluator_set(e, number, result_entity(expr_entity(w, m, "item", "a")));
	for (int round = 0; round < 2; round++) {
		assert_string_equal(expr_value(w, e, mixed), "!4");
		assert_string_equal(expr_value(w, e, nothing), "yes");
		assert_true(evaluator_vacuous(e));
	}
}

#define MANY 60

static const struct model *
many_items(struct world *w)
{
	static const char *const states[] = {"", "state planned;", "state done;"};
	struct buf text = {0};

	buf_puts(&text, "role boss \"The boss\" { }\nrole aide \"The aide\" { }\n");
	for (int i = 0; i < MANY; i++)
		buf_printf(&text,
			"item i%d \"Title %d\" { must %d; %s %s due 2026-01-%02d; needs i%d }\n", i,
			i % 7, i % 5,
			i % 4 == 0   ? ""
			: i % 4 == 1 ? "owner boss;"
				     : "owner aide;",
			states[i % 3], i % 9 + 1, (i + 1) % MANY);
	buf_putc(&text, '\0');
	const struct model *m = expr_model_of(w, text.ptr);
	buf_free(&text);
	return m;
}

/* The values of an expression for each of the items, and the steps that they took. */
static const char *
ask_all(struct world *w, const struct model *m, const char *text, bool keep, int64_t *steps)
{
	uint32_t number;
	struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
		expr_kind_type(w, m, "item"), &number);
	struct compiled *c = expr_make(w, s, text);
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	const char *all = "";

	if (c == NULL)
		fail_msg("%s", world_said(w));
	if (keep)
		evaluator_keep(e);
	for (int i = 0; i < MANY; i++) {
		const char *id = arena_printf(w->arena, "i%d", i);

		evaluator_reset(e);
		evaluator_set(e, number, result_entity(expr_entity(w, m, "item", id)));
		all = arena_printf(w->arena, "%s/%s", all, expr_value(w, e, c));
	}
	*steps = 100000000 - evaluator_left(e);
	return all;
}

/* Of each of many, an expression gives what it gives when all are gone through, in fewer steps. */
static void
lookup(void **state)
{
	static const char *const rows[] = {
		"list k in items where k.must == i.must and k != i: k.id",
		"list k in items where k != i and i.title == k.title: k.id",
		"list k in items where exists k.owner and exists i.owner and k.owner == i.owner: "
		"k.id",
		"list k in items where exists k.due and exists i.due and k.due == i.due: k.id",
		"none k in items where k.title == i.title: k.id < i.id",
		"count k in items: exists k.state and exists i.state and k.state == i.state and "
		"k.must == i.must",
		"first k in (list j in items where j.must > 2) where k.must == i.must: k != i"};
	struct world *w = *state;
	const struct model *m = many_items(w);

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		int64_t slow, fast;
		const char *plain = ask_all(w, m, rows[r], false, &slow);

		assert_string_equal(ask_all(w, m, rows[r], true, &fast), plain);
		if (fast * 5 > slow * 4)
			fail_msg("%s: %d steps, and %d without", rows[r], (int)fast, (int)slow);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(within),
		cmocka_unit_test_setup_teardown(lookup, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(once, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(once_faults, world_setup, world_teardown)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
