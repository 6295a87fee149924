/* Scopes: variables, what conditions prove, user functions, lenient and closed scopes, bindings. */
#include "unit/expr_support.h"

struct setting {
	struct world *w;
	const struct model *m;
	struct scope *global;
	struct evaluator *e;
};

static struct setting
setting(void **state)
{
	struct setting p = {.w = *state};

	p.m = expr_model(p.w);
	p.global = scope_global(p.w->arena, p.m);
	p.e = evaluator_new(p.w->arena, p.m, 0);
	return p;
}

static void
assert_says(struct setting *p, const struct scope *scope, const char *text, const char *says)
{
	const char *said = expr_says_in(p->w, p->e, scope, text);

	if (strcmp(said, says) != 0)
		fail_msg("%s\n  gives %s, not %s\n%s", text, said, says, world_said(p->w));
	/* What this one reported is none of the next one's. */
	p->w->sink = sink_new(p->w->arena);
}

static struct scope *
bind_item(struct setting *p, const char *id)
{
	uint32_t number;
	struct scope *s = scope_bind(
		p->w->arena, p->global, STR("i"), expr_kind_type(p->w, p->m, "item"), &number);

	assert_int_equal(number, 0);
	evaluator_set(p->e, number, result_entity(expr_entity(p->w, p->m, "item", id)));
	return s;
}

static void
variables(void **state)
{
	struct setting p = setting(state);
	struct scope *s = bind_item(&p, "b");
	uint32_t number;

	assert_false(scope_used(s));
	assert_says(&p, s, "i.must", "2");
	assert_true(scope_used(s));
	assert_says(&p, s, "any i in items: i.must > 1", "name_taken");
	assert_says(&p, s, "j", "unknown_name");
	struct scope *inner =
		scope_bind(p.w->arena, s, STR("n"), expr_kind_type(p.w, p.m, "int"), &number);
	assert_int_equal(number, 1);
	evaluator_set(
		p.e, number, (struct result){.present = true, .shape = SHAPE_INT, .integer = 5});
	assert_says(&p, inner, "i.must + n", "7");
	assert_says(&p, inner, "sum k in items: k.must * n", "30");
	assert_says(&p, inner, "let x = n in list k in items where k.must > x - 4: k.must", "2, 3");
	assert_false(scope_free(inner, STR("i")));
	assert_false(scope_free(inner, STR("items")));
	assert_false(scope_free(inner, STR("len")));
	assert_false(scope_free(inner, STR("where")));
	assert_true(scope_free(inner, STR("k")));
}

static void
assumptions(void **state)
{
	struct setting p = setting(state);
	struct scope *s = bind_item(&p, "a");
	struct tree *tree = expr_tree(p.w, "exists i.size and exists i.owner.mail");
	struct compiled *c =
		expr_compile_condition(p.w->arena, tree, 0, tree->token_count, s, p.w->sink);

	assert_non_null(c);
	struct scope *yes = scope_assume(p.w->arena, s, c, true);
	struct scope *no = scope_assume(p.w->arena, s, c, false);
	assert_says(&p, s, "i.size > 3", "unguarded");
	assert_says(&p, yes, "i.size > 3", "yes");
	assert_says(&p, yes, "i.owner.mail contains \"@\"", "yes");
	assert_says(&p, yes, "i.owner.id == \"boss\"", "yes");
	assert_says(&p, yes, "i.cost > 3 EUR", "unguarded");
	assert_says(&p, yes, "exists i.size", "vacuous");
	assert_says(&p, no, "i.size > 3", "unguarded");
	tree = expr_tree(p.w, "missing i.size or missing i.cost");
	c = expr_compile_condition(p.w->arena, tree, 0, tree->token_count, s, p.w->sink);
	assert_says(&p, scope_assume(p.w->arena, s, c, false), "i.size > 3", "yes");
	assert_says(&p, scope_assume(p.w->arena, s, c, true), "i.size > 3", "unguarded");
}

/* A function of the project; its parameters are "x" and, with a second type, "y". */
static bool
function(
	struct setting *p, const char *name, const char *type, const char *second, const char *body)
{
	struct expr_type *params = arena_array(p->w->arena, 2, sizeof(*params));
	uint32_t number;
	struct scope *s = p->global;

	params[0] = expr_kind_type(p->w, p->m, type);
	s = scope_bind(p->w->arena, s, STR("x"), params[0], &number);
	if (second != NULL) {
		params[1] = expr_kind_type(p->w, p->m, second);
		s = scope_bind(p->w->arena, s, STR("y"), params[1], &number);
	}
	struct compiled *c = expr_make(p->w, s, body);
	if (c == NULL)
		fail_msg("%s:\n%s", body, world_said(p->w));
	return scope_function(p->global, str_of(name), params, second != NULL ? 2 : 1, c);
}

static void
functions(void **state)
{
	struct setting p = setting(state);

	assert_true(function(&p, "twice", "number", NULL, "x * 2"));
	assert_true(function(&p, "late", "date", "duration", "x + y < today"));
	assert_true(function(&p, "big", "item", NULL, "x.must > twice(1)"));
	assert_true(function(&p, "biggest", "items", NULL, "max i in x: i.must"));
	assert_true(function(&p, "mail", "role", NULL, "x.mail"));
	assert_false(function(&p, "twice", "int", NULL, "x"));
	assert_false(function(&p, "items", "int", NULL, "x"));
	assert_false(function(&p, "len", "int", NULL, "x"));
	assert_says(&p, p.global, "twice(21)", "42");
	assert_says(&p, p.global, "twice(twice(2) + 1)", "10");
	assert_says(&p, p.global, "late(2025-01-01, 11 months)", "yes");
	assert_says(&p, p.global, "list i in items where big(i): i.id", "c");
	assert_says(
		&p, p.global, "let k = 3 in list i in items where twice(i.must) > k: k", "3, 3");
	assert_says(&p, p.global, "biggest(items) else 0", "3");
	assert_says(&p, p.global, "biggest(list i in items where i.must > 9)", "-");
	assert_says(&p, p.global, "mail(role.boss)", "b@x.org");
	assert_says(&p, p.global, "mail(role.aide)", "-");
	assert_says(&p, p.global, "mail(role.boss) == \"b@x.org\"", "unguarded");
	assert_says(&p, p.global, "mail(item.a.owner)", "unguarded");
	assert_says(&p, p.global, "mail(item.a)", "wrong_type");
	assert_says(&p, p.global, "twice(\"a\")", "wrong_type");
	assert_says(&p, p.global, "twice(item.a)", "wrong_type");
	assert_says(&p, p.global, "big(3)", "wrong_type");
	assert_says(&p, p.global, "late(today, 3)", "wrong_type");
	assert_says(&p, p.global, "late(3, 2 days)", "wrong_type");
	assert_says(&p, p.global, "twice()", "wrong_arguments");
	assert_says(&p, p.global, "twice", "unknown_name");
	assert_says(&p, p.global, "twise(2)", "unknown_name");
	assert_says(&p, p.global, "biggest(item.a)", "wrong_type");
}

/* Functions call only those that stand before them, and no deeper than a bound. */
static void
deep_functions(void **state)
{
	struct setting p = setting(state);
	bool fine = function(&p, "f0", "int", NULL, "x + 1");

	for (int i = 1; i < 80 && fine; i++) {
		struct expr_type *param = arena_alloc(p.w->arena, sizeof(*param));
		uint32_t number;
		*param = expr_kind_type(p.w, p.m, "int");
		struct scope *s = scope_bind(p.w->arena, p.global, STR("x"), *param, &number);
		struct compiled *c =
			expr_make(p.w, s, arena_printf(p.w->arena, "f%d(x) + 1", i - 1));
		fine = c != NULL;
		if (fine)
			scope_function(
				p.global, str_of(arena_printf(p.w->arena, "f%d", i)), param, 1, c);
	}
	assert_false(fine);
	assert_string_equal(world_only(p.w)->name, "expression_too_large");
	p.w->sink = sink_new(p.w->arena);
	assert_says(&p, p.global, "f40(1)", "42");
}

/* Fields by their names alone; absence is passed on. */
static void
self(void **state)
{
	struct setting p = setting(state);
	const struct kind *kind = language_kind(p.m->language, STR("item"));
	struct scope *s = scope_self(p.w->arena, p.global, kind);

	evaluator_set(p.e, 0, result_entity(expr_entity(p.w, p.m, "item", "a")));
	assert_says(&p, s, "size * must", "40");
	assert_says(&p, s, "state == planned", "yes");
	assert_says(&p, s, "owner.mail", "b@x.org");
	assert_says(&p, s, "count(needed)", "2");
	assert_says(&p, s, "any p in part: owner in p.by", "yes");
	assert_says(&p, s, "size > 3 and ready", "-");
	assert_says(&p, s, "ready and size > 3", "-");
	assert_says(&p, s, "size < 3 and ready", "no");
	assert_says(&p, s, "share + 1", "-");
	assert_says(&p, s, "if ready then 1 else 2", "-");
	assert_says(&p, s, "len(text)", "-");
	assert_says(&p, s, "(ratio * 2 else 7) + 1", "8");
	assert_says(&p, s, "max p in part: p.due", "-");
	assert_says(&p, s, "max p in part where exists p.due: p.due", "2026-03-01");
	assert_says(&p, s, "not ready", "-");
	assert_says(&p, s, "- size", "-40");
	assert_says(&p, s, "mst", "unknown_name");
	evaluator_set(p.e, 0, result_entity(expr_entity(p.w, p.m, "item", "c")));
	assert_says(&p, s, "owner.mail", "-");
	assert_says(&p, s, "owner == boss", "-");
	assert_says(&p, s, "size in [1, 2]", "-");
	assert_says(&p, s, "[size, must]", "-");
	assert_says(&p, s, "any p in part: p.due < today", "-");
	assert_says(&p, s, "exists owner", "no");
	assert_says(&p, s, "must else 3", "vacuous");
	struct scope *lenient = scope_lenient(p.w->arena, p.global);
	assert_says(&p, lenient, "item.c.size + 1", "-");
	assert_says(&p, lenient, "item.a.size + 1", "41");
	assert_says(&p, lenient, "item.c.owner.title + \"x\"", "-");
}

/* Which fields are read of the entity itself only. */
static void
own_fields(void **state)
{
	static const struct {
		const char *text;
		bool own;
	} rows[] = {{"size > 3", true}, {"exists size", true},
		{"exists size and size > must", true}, {"exists needs.size", false},
		{"any i in needs: exists i.size", false}, {"any i in needs: missing i.size", false},
		{"max(needs.size)", false}, {"exists (first(needs)).size", false},
		{"sum i in items: i.must", true}, {"any i in items: i.must > size", true}};
	struct setting p = setting(state);
	const struct kind *kind = language_kind(p.m->language, STR("item"));
	const struct field *size = kind_field(p.m->language, kind, names_of(p.w->names, "size"));
	struct scope *s = scope_self(p.w->arena, p.global, kind);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct compiled *c = expr_make(p.w, s, rows[i].text);
		if (c == NULL)
			fail_msg("%s\n%s", rows[i].text, world_said(p.w));
		if (expr_reads_own(c, size) != rows[i].own)
			fail_msg("%s", rows[i].text);
	}
}

/* The bodies of fields of type expression know nothing of the model. */
static void
closed(void **state)
{
	struct setting p = setting(state);
	struct scope *s = scope_closed(p.w->arena, p.m);
	uint32_t number;

	s = scope_bind(p.w->arena, s, STR("a"), expr_kind_type(p.w, p.m, "number"), &number);
	evaluator_set(p.e, 0, (struct result){.present = true, .shape = SHAPE_INT, .integer = 3});
	assert_says(&p, s, "a * a", "9");
	assert_says(&p, s, "round(a / 2 else 0)", "2");
	assert_says(&p, s, "count(items)", "unknown_name");
	assert_says(&p, s, "days(today - 2026-01-01)", "unknown_name");
	assert_says(&p, s, "item.a.must", "unknown_name");
	assert_says(&p, s, "method.accept", "unknown_name");
}

/* `method.score(a, b)`: what the sources say is compiled as rules/ does it, in a closed scope. */
static void
field_calls(void **state)
{
	static const char sources[] =
		"method {\n  score a * b + 1\n  level low \"Low\" { from 1 }\n}\n"
		"item a \"A\" { must 3; size 4 }\nitem b \"B\" { must 5 }\n";
	struct setting p = {.w = *state};
	p.m = expr_model_of(p.w, sources);
	p.global = scope_global(p.w->arena, p.m);
	p.e = evaluator_new(p.w->arena, p.m, 0);
	const struct kind *kind = language_kind(p.m->language, STR("method"));
	const struct field *f = kind_field(p.m->language, kind, names_of(p.w->names, "score"));
	struct expression *x = entity_slot(model_single(p.m, kind), f)->values[0].expression;
	struct scope *s = scope_closed(p.w->arena, p.m);
	uint32_t number;

	assert_says(&p, p.global, "exists method.score and method.score(2, 3) == 7", "!1");
	s = scope_bind(p.w->arena, s, STR("a"), expr_kind_type(p.w, p.m, "number"), &number);
	s = scope_bind(p.w->arena, s, STR("b"), expr_kind_type(p.w, p.m, "number"), &number);
	x->compiled = expr_compile(p.w->arena, x->tree, x->first, x->end, s, NULL, p.w->sink);
	assert_non_null(x->compiled);
	assert_says(&p, p.global, "exists method.score and method.score(2, 3) == 7", "yes");
	assert_says(&p, p.global,
		"if exists method.score then list i in items: method.score(i.must, 2) + i.must "
		"else []",
		"10, 16");
	assert_says(&p, p.global,
		"if exists method.score then method.score(method.score(1, 1), 3) else 0", "7");
	assert_says(
		&p, p.global, "exists method.score and method.score(2) == 7", "wrong_arguments");
	assert_says(
		&p, p.global, "exists method.score and method.score(2, \"a\") == 7", "wrong_type");
	assert_says(&p, p.global, "method.score(2, 3)", "unguarded");
	struct scope *own =
		scope_self(p.w->arena, p.global, language_kind(p.m->language, STR("item")));
	evaluator_set(p.e, 0, result_entity(expr_entity(p.w, p.m, "item", "a")));
	assert_says(&p, own, "method.score(must, size)", "13");
	evaluator_set(p.e, 0, result_entity(expr_entity(p.w, p.m, "item", "b")));
	assert_says(&p, own, "method.score(must, size)", "-");
	assert_says(
		&p, p.global, "exists method.score and method.score(\"a\", 2) == 7", "wrong_type");
	struct scope *of_method = scope_self(p.w->arena, p.global, kind);
	evaluator_set(p.e, 0, result_entity(model_single(p.m, kind)));
	assert_says(&p, of_method, "score(2, 3) + 1", "8");
	assert_says(&p, of_method, "scor(2, 3)", "unknown_name");
	evaluator_set(p.e, 0, result_entity(expr_entity(p.w, p.m, "item", "b")));
	struct tree *tree = expr_tree(p.w, "size > must");
	struct compiled *c =
		expr_compile_condition(p.w->arena, tree, 0, tree->token_count, own, p.w->sink);
	assert_true(expr_type_of(c).optional);
	assert_false(expr_holds(p.e, c));
	assert_int_equal(evaluator_fault(p.e), FAULT_NONE);
}

/* Where a source is broken, what was read can be gone through, and questions about all of it are not answered. */
static void
broken_bindings(void **state)
{
	struct setting p = {.w = *state};
	struct binding b;
	p.m = expr_model_of(p.w, "item a \"A\" { must 1 }\nitem b \"B\" {\n must 2\n");
	p.global = scope_global(p.w->arena, p.m);
	p.e = evaluator_new(p.w->arena, p.m, 0);
	static const struct expr_row rows[] = {
		{"i in items", "a, b"}, {"i in roles", "!1"}, {"i in items.needs", "!1"}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tree *tree = expr_tree(p.w, rows[i].text);
		p.w->sink = sink_new(p.w->arena);
		if (!binding_compile(
			    p.w->arena, tree, 0, tree->token_count, p.global, &b, p.w->sink))
			fail_msg("%s\n%s", rows[i].text, world_said(p.w));
		assert_string_equal(expr_value(p.w, p.e, b.list), rows[i].says);
	}
	assert_says(&p, p.global, "count(items)", "!1");
}

static const char *
bind(struct setting *p, const struct scope *scope, const char *text, struct binding *out)
{
	struct tree *tree = expr_tree(p->w, text);

	p->w->sink = sink_new(p->w->arena);
	return binding_compile(p->w->arena, tree, 0, tree->token_count, scope, out, p->w->sink)
		       ? "fine"
		       : expr_mistake(p->w);
}

static void
bindings(void **state)
{
	static const struct expr_row wrong[] = {{"i in item", "unknown_name"},
		{"i in items where i.size > 3", "unguarded"},
		{"i in items where i.mst > 3", "unknown_field"},
		{"i in items where true", "vacuous"}, {"i in items where i.must", "wrong_type"},
		{"i in items where i.must == 1 and i.must == 2", "vacuous"},
		{"i in today", "wrong_type"}, {"i in method.level", "unguarded"},
		{"items in items", "name_taken"}, {"i items", "expression_syntax"},
		{"i in", "expression_syntax"}, {"i in items where", "expression_syntax"},
		{"i in items i.must", "expression_syntax"}, {"", "expression_syntax"},
		{"in in items", "expression_syntax"}, {"a.b in items", "expression_syntax"}};
	struct setting p = setting(state);
	struct binding b;

	assert_string_equal(bind(&p, p.global, "i in items", &b), "fine");
	assert_null(b.where);
	assert_true(str_is(b.name, "i"));
	assert_int_equal(b.variable, 0);
	assert_string_equal(expr_value(p.w, p.e, b.list), "a, b, c");
	assert_string_equal(
		bind(&p, p.global, "i in items where exists i.size and i.size > 3", &b), "fine");
	struct result list = expr_eval(p.e, b.list);
	const char *said = "";
	for (uint32_t i = 0; i < list.items.count; i++) {
		evaluator_set(p.e, b.variable, result_item(&list, i));
		said = arena_printf(p.w->arena, "%s %s", said, expr_value(p.w, p.e, b.where));
	}
	assert_string_equal(said, " yes no no");
	evaluator_set(p.e, b.variable, result_item(&list, 0));
	assert_says(&p, b.inner, "i.size + 1", "41");
	assert_says(&p, b.bound, "i.size + 1", "unguarded");
	struct binding inner;
	assert_string_equal(
		bind(&p, b.inner, "p in i.part where p.due else today > today", &inner), "fine");
	assert_int_equal(inner.variable, 1);
	assert_string_equal(expr_value(p.w, p.e, inner.list), "part, part");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *what = bind(&p, p.global, wrong[i].text, &b);
		if (strcmp(what, wrong[i].says) != 0)
			fail_msg("%s: %s, not %s\n%s", wrong[i].text, what, wrong[i].says,
				world_said(p.w));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(variables), TEST(assumptions), TEST(functions),
		TEST(deep_functions), TEST(self), TEST(own_fields), TEST(closed), TEST(bindings),
		TEST(field_calls), TEST(broken_bindings)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
