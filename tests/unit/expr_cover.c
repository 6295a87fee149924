/* What conditions came to: which are told, and what each was, asked of the three items of the fixture in turn. */
#include <stdlib.h>

#include "unit/expr_support.h"

static int
by_place(const void *a, const void *b)
{
	const struct condition *const *x = a, *const *y = b;

	if ((*x)->span.source != (*y)->span.source)
		return (*x)->span.source < (*y)->span.source ? -1 : 1;
	if ((*x)->span.start != (*y)->span.start)
		return (*x)->span.start < (*y)->span.start ? -1 : 1;
	return (*x)->span.end > (*y)->span.end ? -1 : 1;
}

/* "exists i.size: TF; i.size > 50: F": true, false, or neither. */
static const char *
said(struct world *w, const struct cover *cover)
{
	const struct condition *all[32];
	struct buf out = {0};
	uint32_t count = 0;

	for (uint32_t i = 0; i < cover_len(cover); i++) {
		if (cover_at(cover, i)->told)
			all[count++] = cover_at(cover, i);
	}
	qsort(all, count, sizeof(*all), by_place);
	for (uint32_t i = 0; i < count; i++) {
		struct str words = source_text(w->sources, all[i]->span);

		assert_int_equal(all[i]->asked, all[i]->yes || all[i]->no);
		buf_printf(&out, "%s%.*s: %s%s%s", i > 0 ? "; " : "", (int)words.len, words.ptr,
			all[i]->yes ? "T" : "", all[i]->no ? "F" : "", all[i]->asked ? "" : "-");
	}
	const char *text = arena_strndup(w->arena, out.ptr != NULL ? out.ptr : "", out.len);
	buf_free(&out);
	return text;
}

/* `function small { takes n int; is n < 50 and n > 0 }` */
static void
add_function(struct world *w, const struct model *m, struct scope *global)
{
	struct expr_type *type = arena_alloc(w->arena, sizeof(*type));
	uint32_t number;

	*type = expr_kind_type(w, m, "int");
	struct scope *s = scope_bind(w->arena, global, STR("n"), *type, &number);
	struct compiled *body = expr_make(w, s, "n < 50 and n > 0");
	assert_non_null(body);
	assert_true(scope_function(global, STR("small"), type, 1, body));
}

static const char *
covered(struct world *w, const char *text)
{
	static const char *const ids[] = {"a", "b", "c"};
	const struct model *m = expr_model(w);
	struct scope *global = scope_global(w->arena, m);
	struct cover *cover = cover_new(w->arena);
	struct evaluator *e = evaluator_new(w->arena, m, 1);
	uint32_t number;

	assert_null(scope_cover(global, cover));
	if (strstr(text, "small(") != NULL)
		add_function(w, m, global);
	struct scope *s =
		scope_bind(w->arena, global, STR("i"), expr_kind_type(w, m, "item"), &number);
	struct tree *tree = expr_tree(w, text);
	for (int k = 0; k < 3; k++) {
		/* Compiled each time anew, as tests do. */
		struct compiled *c =
			expr_compile(w->arena, tree, 0, tree->token_count, s, NULL, w->sink);
		if (c == NULL)
			return world_said(w);
		evaluator_set(e, number, result_entity(expr_entity(w, m, "item", ids[k])));
		expr_eval(e, c);
		assert_int_equal(evaluator_fault(e), FAULT_NONE);
	}
	assert_ptr_equal(scope_cover(global, NULL), cover);
	return said(w, cover);
}

/* Rows as for ROWS, where `says` is what the conditions came to. */
static void
check(const struct expr_row *rows, size_t count)
{
	bool failed = false;

	for (size_t i = 0; i < count; i++) {
		void *state = NULL;
		world_setup(&state);
		const char *is = covered(state, rows[i].text);
		if (strcmp(is, rows[i].says) != 0) {
			print_error(
				"%s\n  comes to\n%s\n  not\n%s\n", rows[i].text, is, rows[i].says);
			failed = true;
		}
		world_teardown(&state);
	}
	assert_false(failed);
}

#define COVERED(name, ...)                                                                         \
	static void name(void **state)                                                             \
	{                                                                                          \
		static const struct expr_row rows[] = {__VA_ARGS__};                               \
		(void)state;                                                                       \
		check(rows, sizeof(rows) / sizeof(rows[0]));                                       \
	}

/* A condition alone; what no one asks whether it holds is none. */
COVERED(alone, {"exists i.size", "exists i.size: TF"}, {"missing i.size", "missing i.size: TF"},
	{"i.must < 9", "i.must < 9: T"}, {"i.must in [7, 8]", "i.must in [7, 8]: F"},
	{"i.must + 1", ""}, {"i.size else 3", ""}, {"list x in items: x.must", ""})

COVERED(joined, {"exists i.size and i.size > 50", "exists i.size: TF; i.size > 50: F"},
	{"missing i.size or i.size > 50", "missing i.size: TF; i.size > 50: F"},
	{"i.must > 5 and i.must < 8", "i.must > 5: F; i.must < 8: -"},
	{"not (i.must > 2)", "(i.must > 2): TF"},
	{"not (i.must > 2 or exists i.due)", "i.must > 2: TF; exists i.due: TF"})

COVERED(branches,
	{"if exists i.size then i.size > 50 else i.must > 2",
		"exists i.size: TF; i.size > 50: F; i.must > 2: TF"},
	{"if i.must > 1 then \"much\" else \"little\"", "i.must > 1: TF"},
	{"if i.must > 1 then true else i.must > 0", "i.must > 1: TF; i.must > 0: T"},
	{"let twice = i.must * 2 in twice > 4 or twice < 3", "twice > 4: TF; twice < 3: TF"},
	{"len(if i.must > 7 then \"a\" else \"b\") > 0",
		"len(if i.must > 7 then \"a\" else \"b\") > 0: T; i.must > 7: F"})

COVERED(quantified,
	{"any x in items: x.must > i.must",
		"any x in items: x.must > i.must: TF; x.must > i.must: TF"},
	{"all x in i.needs where exists x.size: x.size > 30",
		"all x in i.needs where exists x.size: x.size > 30: T; exists x.size: TF; "
		"x.size > 30: T"},
	{"none t in i.tags: t == \"z\"", "none t in i.tags: t == \"z\": T; t == \"z\": F"},
	{"count x in items where x.must > 1: x.must > 2", "x.must > 1: TF; x.must > 2: TF"},
	{"first x in items: x.must > 9", "x.must > 9: F"},
	{"sum x in items where x.must < 9: x.must", "x.must < 9: T"})

COVERED(functions, {"small(i.must)", "n < 50: T; n > 0: T; small(i.must): T"},
	{"i.must > 9 and small(i.must)", "n < 50: -; n > 0: -; i.must > 9: F; small(i.must): -"})

/* Two of one place are one. */
static void
places(void **state)
{
	struct world *w = *state;
	struct cover *cover = cover_new(w->arena);
	struct condition *first = cover_get(cover, (struct span){3, 10, 20});

	first->yes = true;
	assert_ptr_equal(cover_get(cover, (struct span){3, 10, 20}), first);
	assert_ptr_not_equal(cover_get(cover, (struct span){3, 10, 21}), first);
	assert_ptr_not_equal(cover_get(cover, (struct span){3, 11, 20}), first);
	assert_ptr_not_equal(cover_get(cover, (struct span){2, 10, 20}), first);
	assert_int_equal(cover_len(cover), 4);
	assert_ptr_equal(cover_at(cover, 0), first);
	assert_true(cover_at(cover, 0)->yes);
	assert_false(cover_at(cover, 1)->yes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(alone), cmocka_unit_test(joined),
		cmocka_unit_test(branches), cmocka_unit_test(quantified),
		cmocka_unit_test(functions),
		cmocka_unit_test_setup_teardown(places, world_setup, world_teardown)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
