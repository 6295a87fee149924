/* What cannot be told is neither true nor false: broken sources, values that could not be read, too much work, mixed currencies;
 * and `all` of nothing is known to be no answer. */
#include "unit/expr_support.h"

#define HEAD                                                                                       \
	"method { level low \"Low\" { from 1 }\n level high \"High\" { from 10 }\n }\n"            \
	"role boss \"The boss\" { mail \"b@x.org\" }\nrole aide \"The aide\" { }\n"

/* Like expr_says, with sources of its own, in which there may be mistakes. */
static const char *
says(struct world *w, const char *sources, const char *text)
{
	const struct model *m = expr_model_of(w, sources);

	w->sink = sink_new(w->arena);
	return expr_says_in(w, evaluator_new(w->arena, m, 1), scope_global(w->arena, m), text);
}

static void
check(const char *sources, const struct expr_row *rows, size_t count)
{
	bool failed = false;

	for (size_t i = 0; i < count; i++) {
		void *state = NULL;
		world_setup(&state);
		const char *said = says(state, sources, rows[i].text);
		if (strcmp(said, rows[i].says) != 0) {
			print_error("%s\n  gives %s, not %s\n%s", rows[i].text, said, rows[i].says,
				world_said(state));
			failed = true;
		}
		world_teardown(&state);
	}
	assert_false(failed);
}

#define CHECK(sources, rows) check(sources, rows, sizeof(rows) / sizeof((rows)[0]))

/* !1 is FAULT_UNKNOWN. Each value that is wrong was reported when the model was built. */
static void
bad_values(void **state)
{
	static const char sources[] = HEAD
		"item a \"A\" {\n  must 1\n  owner bos\n  size 400\n  state plannd\n  level hgh\n"
		"  cost 5 XYZ\n  due 2026-02-30\n  tags \"x\"\n  needs b, z\n}\n"
		"item b \"B\" { must many; owner aide; size 5; tags \"y\" }\n"
		"item c \"C\" { owner boss; size 7 }\n";
	static const struct expr_row rows[] = {{"item.a.owner", "!1"},
		{"exists item.a.owner", "!1"}, {"missing item.a.owner", "!1"},
		{"item.a.owner.mail", "!1"}, {"item.a.owner.mail else \"none\"", "!1"},
		{"item.a.size", "!1"}, {"item.a.state else done", "!1"},
		{"exists item.a.level", "!1"}, {"item.a.cost", "!1"}, {"item.a.due", "!1"},
		{"item.a.needs", "!1"}, {"count(item.a.needs) > 1", "!1"}, {"item.b.must", "!1"},
		{"item.c.must", "!1"}, {"items.owner", "!1"}, {"any i in items: i.must > 0", "yes"},
		{"all i in items: i.must > 0", "!1"}, {"none i in items: i.must > 1", "!1"},
		{"all i in items: i.must > 1", "no"}, {"sum i in items: i.must", "!1"},
		{"count i in items where exists i.owner", "!1"},

		{"(item.b.size else 0) + (item.c.size else 0)", "12"},
		{"item.c.owner.mail", "b@x.org"}, {"exists scope", "no"}};

	(void)state;
	CHECK(sources, rows);
}

/* Of a declaration with an error in its syntax, what is there may be asked; what is not there, or may not be all, is unknown. */
static void
broken_sources(void **state)
{
	static const char sources[] = HEAD "item b \"B\" { must 2 }\n"
					   "item a \"A\" {\n  must 1\n  size 4\n  tags \"x\"\n";
	static const struct expr_row rows[] = {{"item.a.must", "1"}, {"item.a.size", "4"},
		{"item.a.owner", "!1"}, {"exists item.a.owner", "!1"}, {"exists item.a.tags", "!1"},
		{"item.a.part", "!1"}, {"item.b.owner", "-"}, {"exists item.b.tags", "no"},
		{"exists role.boss.owned", "!1"}, {"exists scope", "!1"}, {"exists ladders", "!1"},
		{"count(ladders)", "!1"}, {"missing scope or scope.note == \"x\"", "unguarded"},
		{"exists items", "!1"}, {"any i in items: exists i.owner", "!1"},
		{"all i in items: missing i.owner", "!1"}};

	(void)state;
	CHECK(sources, rows);
}

/* !2 is FAULT_EXHAUSTED. */
static void
exhausted(void **state)
{
	struct world *w = *state;
	const struct model *m = expr_model(w);
	struct scope *s = scope_global(w->arena, m);
	struct evaluator *e = evaluator_new(w->arena, m, 0);
	struct compiled *c = expr_make(w, s,
		"count i in items where any j in items: any k in items: i.must + j.must + k.must > "
		"99");

	assert_non_null(c);
	assert_string_equal(expr_value(w, e, c), "0");
	evaluator_budget(e, 20);
	assert_string_equal(expr_value(w, e, c), "!2");
	assert_true(evaluator_exhausted(e));
	assert_int_equal(evaluator_left(e), 0);
	assert_string_equal(expr_value(w, e, c), "!2");
	evaluator_budget(e, 1000);
	assert_string_equal(expr_value(w, e, c), "0");
	assert_false(evaluator_exhausted(e));
	assert_true(evaluator_left(e) < 1000);
	/* A text that doubles and doubles takes steps, not memory without end. */
	struct buf text = {0};
	buf_puts(&text, "len(let a = join(items.title, \"-\") in ");
	for (char v = 'b'; v <= 'z'; v++)
		buf_printf(&text, "let %c = %c + %c in ", v, v - 1, v - 1);
	buf_puts(&text, "z + z + z + z + z + z + z + z)");
	buf_putc(&text, '\0');
	c = expr_make(w, s, text.ptr);
	buf_free(&text);
	assert_non_null(c);
	evaluator_budget(e, 100000000);
	assert_string_equal(expr_value(w, e, c), "!2");
}

/* !3 is FAULT_PATTERN, !4 FAULT_CURRENCY. */
static void
patterns_and_currencies(void **state)
{
	static const char sources[] =
		HEAD "item a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" { must 1; "
		     "cost 5 EUR }\n"
		     "item b \"B\" { must 2; cost 7 GBP }\nitem c \"C\" { must 3; cost 5 EUR }\n";
	static const struct expr_row rows[] = {{"item.a.title matches \"^(a+)+$\"", "!3"},
		{"item.b.title matches \"^(a+)+$\"", "no"},
		{"sum i in items where exists i.cost: i.cost", "!4"},
		{"sum i in items where exists i.cost and i.must != 2: i.cost", "10 EUR"},
		{"max i in items where exists i.cost: i.cost", "!4"},
		{"any i in items: exists i.cost and i.cost > 6 EUR", "!4"},
		{"any i in items: exists i.cost and i.cost == 5 EUR", "yes"},
		{"all i in items: missing i.cost or i.cost != 6 EUR", "!4"},
		{"count(distinct(list i in items where exists i.cost: i.cost))", "2"},
		{"(sum i in items where exists i.cost and i.must > 9: i.cost) > 5 EUR", "no"}};

	(void)state;
	CHECK(sources, rows);
}

/* `all` and `none` that had no element to ask; within another loop that is nothing special. */
static void
vacuous(void **state)
{
	static const struct {
		const char *text;
		bool vacuous;
	} rows[] = {{"all i in items: i.must > 0", false},
		{"all i in items where i.must > 9: i.must > 10", true},
		{"none i in items where i.must > 9: i.must > 10", true},
		{"all s in scopes: exists s.note", true}, {"none i in items: i.must > 9", false},
		{"all i in items: i.must > 9", false},
		{"any i in items where i.must > 9: i.must > 10", false},
		{"any i in items: all p in i.part: exists p.due", false},
		{"exists scope or all s in scopes: exists s.note", true},
		{"exists items or all s in scopes: exists s.note", false}};
	struct world *w = *state;
	const struct model *m = expr_model(w);
	struct evaluator *e = evaluator_new(w->arena, m, 0);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct compiled *c = expr_make(w, scope_global(w->arena, m), rows[i].text);
		if (c == NULL)
			fail_msg("%s\n%s", rows[i].text, world_said(w));
		expr_eval(e, c);
		if (evaluator_vacuous(e) != rows[i].vacuous)
			fail_msg("%s", rows[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(bad_values),
		cmocka_unit_test(broken_sources), TEST(exhausted),
		cmocka_unit_test(patterns_and_currencies), TEST(vacuous)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
