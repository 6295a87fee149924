/* Prose in expressions: what it refers to, what is found in it, and the very place of that. */
#include <stdio.h>

#include "unit/expr_support.h"

#define HEAD                                                                                       \
	"method {\n  level low \"Low\" { from 1 }\n  level high \"High\" { from 10 }\n}\n"         \
	"role boss \"The boss\" { }\nrole aide \"The aide\" { }\n"

static const char sources[] = HEAD
	"item a \"A\" {\n  must 1\n  owner boss\n  text \"\"\"\n"
	"    # Of TODO lists\n\n"
	"    See [[item b]], [[boss|who\n    leads]] and `[[aide]]`: *ten* to&#32;be\n    done.\n"
	"    \"\"\"\n}\n"
	"item b \"B (aide)\" { must 2; text \"See \\\"TBD\\\"\"; tags \"TODO\" }\n"
	"item c \"C\" { must 3; text \"[[nobody]] and [[item a]]\" }\n"
	"item d \"D\" { must 4 }\n"
	"item e \"E\" { must 5; text \"&#32;&#32;a b\" }\n";

static const char *
says(struct world *w, const char *text)
{
	const struct model *m = expr_model_of(w, sources);

	w->sink = sink_new(w->arena);
	return expr_says_in(w, evaluator_new(w->arena, m, 1), scope_global(w->arena, m), text);
}

static void
check(const struct expr_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		void *state = NULL;
		world_setup(&state);
		const char *said = says(state, rows[i].text);
		if (strcmp(said, rows[i].says) != 0)
			fail_msg("%s\n  gives %s, not %s\n%s", rows[i].text, said, rows[i].says,
				world_said(state));
		world_teardown(&state);
	}
}

#define HAS(id) "exists item." id ".text and mentions(item." id ".text, "

/* !1 is FAULT_UNKNOWN. */
static void
mentions(void **state)
{
	static const struct expr_row rows[] = {{HAS("a") "item.b)", "yes"},
		{HAS("a") "role.boss)", "yes"}, {HAS("a") "item.a)", "no"},
		/* Code and titles are no references. */
		{HAS("a") "role.aide)", "no"}, {HAS("b") "role.aide)", "no"},
		{HAS("d") "role.aide)", "no"},
		/* What refers to nothing was reported; it may have been meant. */
		{HAS("c") "item.a)", "yes"}, {HAS("c") "item.b)", "!1"},
		{"count i in items where exists i.text and (i.id in [\"a\", \"b\"]): "
		 "mentions(i.text, item.b)",
			"1"},
		{"let t = (item.a.text else \"\") in mentions(t, item.b)", "yes"},
		{"mentions(item.a.text, item.b)", "unguarded"},
		{"mentions(trim(item.a.text else \"\"), item.b)", "wrong_type"},
		{"mentions(\"[[item b]]\", item.b)", "wrong_type"},
		{"mentions(item.a.title, item.b)", "wrong_type"}, {HAS("a") "\"b\")", "wrong_type"},
		{HAS("a") "items)", "wrong_type"}, {HAS("a") "item.a.owner)", "unguarded"}};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]));
}

static void
found(void **state)
{
	static const struct expr_row rows[] = {
		{"found(item.a.text else \"\", \"(?i)t[eo]\\\\w+\")", "TODO"},
		{"found(item.a.text else \"\", \"t[eo]\\\\w+\")", "ten"},
		{"found(item.a.text else \"\", \"to be\\\\sdone\")", "to be\ndone"},
		{"found(item.a.text else \"\", \"nothing like it\")", "-"},
		{"found(item.b.title, \"a[a-z]+e\")", "aide"},
		/* A match of nothing is none that could be quoted. */
		{"found(item.b.title, \"^x*\")", "-"},
		{"found(item.b.title, \"x\") else \"none\"", "none"},
		{"found(item.b.title, \"x\") == \"x\"", "unguarded"},
		{"found(item.a.text, \"x\")", "unguarded"},
		{"found(item.b.tags, \"x\")", "wrong_type"},
		{"found(item.b.title, item.b.id)", "bad_pattern"},
		{"found(item.b.title, \"(\")", "bad_pattern"},
		{"found(item.b.title, \"x*\")", "vacuous"},
		{"found(item.b.title)", "wrong_arguments"}};

	(void)state;
	check(rows, sizeof(rows) / sizeof(rows[0]));
}

/* What `at PLACE` points at in the source, `i` being an item. */
static const char *
place_of(const char *id, const char *place)
{
	void *state = NULL;
	world_setup(&state);
	struct world *w = state;
	const struct model *m = expr_model_of(w, sources);
	uint32_t number;
	struct scope *s = scope_bind(w->arena, scope_lenient(w->arena, scope_global(w->arena, m)),
		STR("i"), expr_kind_type(w, m, "item"), &number);
	struct evaluator *e = evaluator_new(w->arena, m, 2);
	struct compiled *c = expr_make(w, s, place);
	static char said[200];
	struct span span = {0, 0, 0};

	assert_non_null(c);
	evaluator_set(e, number, result_entity(expr_entity(w, m, "item", id)));
	if (!expr_is_path(c)) {
		/* Not a place itself, but its value may have one. */
		struct result value = expr_eval(e, c);
		s = scope_bind(w->arena, s, STR("v"), expr_type_of(c), &number);
		evaluator_set(e, number, value);
		c = expr_make(w, s, "v");
		assert_true(expr_is_path(c));
	}
	bool good = expr_at(e, c, &span);
	struct str text = good ? source_text(w->sources, span) : STR("nowhere");
	snprintf(said, sizeof(said), "%.*s", (int)text.len, text.ptr);
	world_teardown(&state);
	return said;
}

static void
places(void **state)
{
	(void)state;
	assert_string_equal(place_of("a", "i.text matches \"t[eo]\\\\w+\""), "ten");
	assert_string_equal(place_of("a", "i.text matches \"TO[A-Z]+\""), "TODO");
	assert_string_equal(place_of("a", "i.text matches \"ten.*\""), "ten* to&#32;be");
	assert_string_equal(place_of("a", "i.text matches \"be\\\\s+done\""), "be\n    done");
	assert_string_equal(place_of("b", "i.text matches \"TBD\""), "TBD");
	/* Without a match, or in another text, the whole value. */
	assert_string_equal(place_of("b", "i.text matches \"x\""), "\"See \\\"TBD\\\"\"");
	assert_string_equal(place_of("b", "i.title matches \"aide\""), "b");
	assert_string_equal(place_of("d", "i.text matches \"x\""), "d");
	assert_string_equal(place_of("a", "found(i.text, \"t[eo]\\\\w+\")"), "ten");
	assert_string_equal(place_of("a", "found(i.text, \"who|x\")"), "who");
	assert_string_equal(
		place_of("a", "found(i.text, \"See b, w\")"), "See [[item b]], [[boss|w");
	assert_string_equal(place_of("a", "found(trim(i.text), \"t[eo]\\\\w+\")"), "ten");
	assert_string_equal(place_of("e", "found(trim(i.text), \"b\")"), "b");
	assert_string_equal(place_of("a", "found(i.text, \"nothing\")"), "nowhere");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mentions), cmocka_unit_test(found), cmocka_unit_test(places)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
