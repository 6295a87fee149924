/* Messages with expressions in them, results for readers, and the places findings point at. */
#include "unit/expr_support.h"

/* The message for item `id`, or the code of its mistake. */
static const char *
message(struct world *w, const char *text, const char *id)
{
	const struct model *m = expr_model(w);
	struct scope *s = scope_global(w->arena, m);
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	uint32_t number;
	struct tree *tree = expr_tree(w, text);

	s = scope_bind(w->arena, s, STR("i"), expr_kind_type(w, m, "item"), &number);
	evaluator_set(e, number, result_entity(expr_entity(w, m, "item", id)));
	struct message *x = message_compile(w->arena, tree, 0, s, w->sink);
	if (x == NULL)
		return expr_mistake(w);
	if (sink_total(w->sink) > 0)
		return "compiled with a mistake";
	struct str said = message_eval(e, x, w->arena);
	return arena_strndup(w->arena, said.ptr, said.len);
}

static void
messages(void **state)
{
	static const struct expr_row rows[] = {{"\"item {i.id} of {i.title}\"", "item a of First"},
		{"\"plain\"", "plain"}, {"\"\"", ""}, {"\"{i.must}{i.must}\"", "11"},
		{"\"{{i.id}}\"", "{i.id}"}, {"\"{{{i.id}}}\"", "{a}"}, {"\"{{\"", "{"},
		{"\"{{}}\"", "{}"}, {"\"a {{ b }} {i.must}\"", "a { b } 1"},
		{"\"{if i.must > 1 then \\\"}\\\" else \\\"{\\\"}\"", "{"},
		{"\"{join(i.tags, \\\", \\\")}\"", "x, y"}, {"\"{i.tags}\"", "x, y"},
		{"\"{i.owner else \\\"nobody\\\"}\"", "unlike_types"},
		{"\"{i.owner.id else \\\"nobody\\\"}\"", "boss"}, {"\"{i.size}\"", "unguarded"},
		{"\"{i.sze}\"", "unknown_field"}, {"\"{i.id\"", "bad_message"},
		{"\"i.id}\"", "bad_message"}, {"\"{}\"", "expression_syntax"},
		{"\"{i.must +}\"", "expression_syntax"}, {"\"{i.id i.id}\"", "expression_syntax"},
		{"\"{i.must} {i.mst} {i.tags}\"", "unknown_field"},
		{"\"{method.score else 1}\"", "unlike_types"}, {"\"{method.score}\"", "wrong_type"},
		{"\"{today} {i.must / 2 else 0} {count(items) > 2} {12 months} {5000 EUR}\"",
			"2026-01-01 0.5 yes 12 months 5000 EUR"},
		{"\"ä{i.must}ü\"", "ä1ü"}, {"\"line\\nnext {i.id}\"", "line\nnext a"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *inner = NULL;
		world_setup(&inner);
		const char *said = message(inner, rows[i].text, "a");
		if (strcmp(said, rows[i].says) != 0)
			fail_msg("%s\n  gives %s, not %s\n%s", rows[i].text, said, rows[i].says,
				world_said(inner));
		world_teardown(&inner);
	}
}

/* The mistake lies where the expression stands in the message. */
static void
places_of_mistakes(void **state)
{
	struct world *w = *state;

	assert_string_equal(message(w, "\"\\u{e9} {i.id} and {i.mst}\"", "a"), "unknown_field");
	assert_string_equal(world_text(w, world_only(w)->span), "mst");
}

/* A message that cannot be told in full is told all the same; a long one is cut between characters. */
static void
faults_and_length(void **state)
{
	struct world *w = *state;
	struct buf text = {0};

	assert_string_equal(
		message(w, "\"{sum k in items where exists k.cost: k.cost} in {i.id}\"", "a"),
		"… in a");
	buf_puts(&text, "\"");
	for (int i = 0; i < 3000; i++)
		buf_puts(&text, "ü");
	buf_puts(&text, "\"");
	buf_putc(&text, '\0');
	assert_int_equal(strlen(message(w, text.ptr, "a")), 4000);
	buf_free(&text);
}

/* What the span of `at` says, for item `id`. */
static const char *
at(struct world *w, const char *path, const char *id)
{
	const struct model *m = expr_model(w);
	struct scope *s = scope_global(w->arena, m);
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	struct span span;
	uint32_t number;

	s = scope_lenient(w->arena, s);
	s = scope_bind(w->arena, s, STR("i"), expr_kind_type(w, m, "item"), &number);
	evaluator_set(e, number, result_entity(expr_entity(w, m, "item", id)));
	struct compiled *c = expr_make(w, s, path);
	if (c == NULL)
		return expr_mistake(w);
	if (expr_at(e, c, &span) && !expr_is_path(c))
		return "no path";
	return expr_at(e, c, &span) ? world_text(w, span) : "nowhere";
}

static void
places(void **state)
{
	static const struct {
		const char *path, *id, *says;
	} rows[] = {{"i", "a", "a"}, {"i.must", "a", "1"}, {"i.owner", "a", "boss"},
		{"i.owner.mail", "a", "\"b@x.org\""}, {"i.owner.mail", "c", "c"},
		{"i.size", "c", "c"}, {"i.id", "a", "a"}, {"i.tags", "a", "tags \"x\", \"y\""},
		{"i.part.due", "a", "2026-03-01"}, {"i.part.due", "c", "part"},
		{"i.needs", "c", "a"}, {"i.level.from", "a", "10"},
		{"i.about.mail", "b", "unknown_field"}, {"method.accept", "a", "low"},
		{"scope.note", "a", "nowhere"}, {"role.boss.mail", "a", "\"b@x.org\""},
		{"items.must", "a", "nowhere"}, {"i.text matches \"[Ww]ords\"", "b", "words"},
		{"i.text matches \"none\"", "b", "\"Two words\""},
		{"i.text matches \"none\"", "a", "a"}, {"i.must + 1", "a", "nowhere"},
		{"today", "a", "nowhere"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *inner = NULL;
		world_setup(&inner);
		const char *said = at(inner, rows[i].path, rows[i].id);
		if (strcmp(said, rows[i].says) != 0)
			fail_msg("%s of %s\n  leads to %s, not %s\n%s", rows[i].path, rows[i].id,
				said, rows[i].says, world_said(inner));
		world_teardown(&inner);
	}
}

/* Results as readers see them, in a message and in prose. */
static void
formats(void **state)
{
	static const struct {
		const char *text, *plain, *prose;
	} rows[] = {{"item.a.state", "planned", "Planned"}, {"item.a", "a", "First"},
		{"item.a.part", "part, part", "Part, Part"}, {"method", "method", "M"},
		{"item.a.level", "high", "High"}, {"0.1 + 0.2", "0.30000000000000004", NULL},
		{"1 / 3", "0.3333333333333333", NULL}, {"2.50", "2.5", NULL},
		{"1000000 * 1000000 * 1.0", "1000000000000", NULL}, {"- 2.5", "-2.5", NULL},
		{"items.owner", "boss", "The boss"}, {"today - 1 months", "2025-12-01", NULL},
		{"10 GBP / 4", "2.50 GBP", NULL}, {"exists scope", "no", NULL},
		{"list i in items where i.must > 9: i.id", "", NULL}};
	struct world *w = *state;
	const struct model *m = expr_model(w);
	struct evaluator *e = evaluator_new(w->arena, m, 0);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct compiled *c = expr_make(w, scope_global(w->arena, m), rows[i].text);
		if (c == NULL)
			fail_msg("%s\n%s", rows[i].text, world_said(w));
		assert_string_equal(expr_value(w, e, c), rows[i].plain);
		struct result r = expr_eval(e, c);
		struct buf out = {0};
		result_format_prose(&r, &out);
		buf_putc(&out, '\0');
		assert_string_equal(out.ptr, rows[i].prose != NULL ? rows[i].prose : rows[i].plain);
		buf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(messages), TEST(places_of_mistakes),
		TEST(faults_and_length), TEST(places), TEST(formats)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
