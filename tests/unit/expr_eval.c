/* Expressions: what they give, and which mistakes are refused. */
#include "unit/expr_support.h"

ROWS(arithmetic, {"1 + 2 * 3", "7"}, {"(1 + 2) * 3", "9"}, {"7 / 2", "3.5"}, {"1 / 0", "-"},
	{"(1 / 0) else 4", "4"}, {"- 3 + 1", "-2"},
	{"900000000000000000 * 100", "9223372036854775807"},
	{"if 1 + 1 > count(items) then 1 else 2", "2"}, {"let x = count(items) in x * x", "9"},
	{"\"a\" + \"b\"", "ab"}, {"2 + 3 * 4 == count(items)", "no"})
ROWS(dates, {"2026-01-31 + 1 months", "2026-02-28"}, {"2024-01-31 + 1 months", "2024-02-29"},
	{"2026-03-31 - 1 months", "2026-02-28"}, {"2026-03-01 - 2026-02-01", "28 days"},
	{"today", "2026-01-01"}, {"today - 1 days", "2025-12-31"}, {"year(today)", "2026"},
	{"month(today)", "1"}, {"days(today - 2025-12-01)", "31"}, {"2026-02-30", "bad_literal"},
	{"today + 3", "wrong_type"})
ROWS(navigation, {"item.a.owner", "boss"}, {"item.a.owner.mail", "b@x.org"},
	{"item.c.owner.mail", "-"}, {"item.a.part.by", "boss, aide"}, {"items.owner", "boss"},
	{"role.boss.owned", "a, b"}, {"role.aide.owned", ""}, {"items.tags", "x, y"},
	{"item.a.part.due", "2026-03-01"}, {"method.level.id", "low, high"}, {"scope.note", "-"})
ROWS(comprehensions, {"any i in items: exists i.size", "yes"},
	{"all i in items: exists i.size", "no"}, {"none i in items: i.must > 3", "yes"},
	{"count i in items where i.must > 1", "2"}, {"sum i in items: i.must", "6"},
	{"min i in items: i.must", "1"}, {"max i in items where i.must > 9: i.must", "-"},
	{"avg i in items: i.must", "2"}, {"first i in items: i.must == 2", "b"},
	{"list i in items where i.must > 1: i.title", "Second, Third"},
	{"count(distinct(list i in items where exists i.owner: i.owner))", "1"},
	{"sum i in items where i.must > 9: i.must", "0"},
	{"join(list i in items: i.id, \"-\")", "a-b-c"}, {"len(items)", "3"},
	{"\"x\" in item.a.tags", "yes"})
ROWS(texts, {"item.a.title starts_with \"Fi\"", "yes"}, {"item.a.title starts_with \"fi\"", "no"},
	{"item.a.title starts_with \"First!\"", "no"}, {"item.a.title starts_with \"st\"", "no"},
	{"item.a.title ends_with \"st\"", "yes"}, {"item.a.title ends_with \"Fi\"", "no"},
	{"item.a.title ends_with \"A First\"", "no"}, {"item.a.title contains \"irs\"", "yes"},
	{"item.a.title contains \"irst!\"", "no"}, {"item.a.title contains \"ris\"", "no"},
	{"item.a.title starts_with item.a.id", "no"}, {"item.a.title == \"First\"", "yes"},
	{"item.a.title < \"G\"", "yes"}, {"item.a.title > \"First1\"", "no"},
	{"len(item.a.title)", "5"}, {"len(\"äöü\")", "3"}, {"words(\" one  two\\nthree \")", "3"},
	{"trim(\"  a b \")", "a b"}, {"lower(\"ÄB\")", "äb"}, {"join([\"a\"], \"-\")", "a"},
	{"text(2.50)", "2.5"}, {"text(true)", "yes"}, {"text(5 EUR)", "5 EUR"},
	{"mentions(item.c.text else \"\", item.a)", "yes"},
	{"mentions(item.c.text else \"\", item.b)", "no"},
	{"mentions(item.a.title, item.b)", "wrong_type"},
	{"mentions(item.c.text, item.a)", "unguarded"})
ROWS(guards, {"any i in items: i.size > 3", "unguarded"},
	{"any i in items: exists i.size and i.size > 3", "yes"},
	{"all i in items: missing i.size or i.size > 50", "no"},
	{"any i in items: (i.size else 0) > 39", "yes"},
	{"any i in items: not (missing i.size) and i.size > 3", "yes"},
	{"any i in items: if exists i.size then i.size > 3 else i.must > 5", "yes"},
	{"any i in items where exists i.owner.mail: i.owner.mail contains \"b@\"", "yes"},
	{"any i in items: exists i.size or i.size > 3", "unguarded"},
	{"scope.note == \"x\"", "unguarded"},
	{"any i in items: (exists i.due or i.must > 1) and i.due < today", "unguarded"},
	{"1 / 2 > count(items)", "unguarded"},
	{"any i in items: i.owner.title == \"x\"", "unguarded"},
	{"any i in items: exists i.owner and i.owner.title == \"The boss\"", "yes"},
	{"any l in method.level: l.from > 1", "unguarded"})
ROWS(words, {"any i in items: exists i.state and i.state == planned", "yes"},
	{"any i in items: exists i.state and i.state == plannd", "unknown_member"},
	{"any i in items: exists i.state and i.state == \"planned\"", "unlike_types"},
	{"any i in items: exists i.level and exists method.accept and i.level > method.accept",
		"yes"},
	{"any i in items: exists i.level and i.level == high", "yes"},
	{"any i in items: exists i.level and i.level == hgh", "unknown_reference"},
	{"any i in items: exists i.owner and i.owner == boss", "yes"},
	{"any i in items: boss in i.part.by", "yes"},
	{"any i in items: exists i.version and i.version > 2.9", "yes"},
	{"any i in itms: i.must > 1", "unknown_name"},
	{"any i in items: i.mst > 1", "unknown_field"}, {"item.z", "unknown_reference"},
	{"item", "unknown_name"})
ROWS(vacuous, {"any i in items: i.must == i.must", "vacuous"},
	{"any i in items: exists i.must", "vacuous"},
	{"any i in items: (i.must else 3) > 1", "vacuous"},
	{"any i in items: exists i.size and i.size > 100", "vacuous"},
	{"any i in items: exists i.state and i.state >= planned", "vacuous"},
	{"count(items) >= 0", "vacuous"}, {"1 == 2", "vacuous"},
	{"any i in items: count(roles) > 1", "vacuous"}, {"true and exists scope", "vacuous"},
	{"any i in items: exists i.size and exists i.size", "vacuous"},
	{"\"x\" matches \"\"", "vacuous"})
ROWS(mistakes, {"1 +", "expression_syntax"}, {"1 < 2 < 3", "expression_syntax"},
	{"today = today", "expression_syntax"}, {"title(item.a) matches \"(\"", "bad_pattern"},
	{"title(item.a) matches \"^F\"", "yes"}, {"len(1)", "wrong_type"},
	{"len(\"a\", \"b\")", "wrong_arguments"}, {"lenn(\"a\")", "unknown_name"},
	{"today == 3", "unlike_types"}, {"any items in items: items.must > 1", "name_taken"},
	{"not today", "wrong_type"}, {"[]", "wrong_type"},
	{"item.a.cost + item.b.cost", "2 mistakes"},
	{"sum i in items where exists i.cost: i.cost", "!4"}, {"upper(\"straße é\")", "STRAßE É"},
	{"text(12 months)", "12 months"}, {"", "expression_syntax"})

/* What a text says that is one part many times, with something before and behind. */
static const char *
repeated(struct world *w, const char *before, const char *part, int times, const char *behind)
{
	struct buf b = {0};

	buf_puts(&b, before);
	for (int i = 0; i < times; i++)
		buf_puts(&b, part);
	buf_puts(&b, behind);
	buf_putc(&b, '\0');
	const char *text = arena_strndup(w->arena, b.ptr, b.len);
	buf_free(&b);
	return expr_says(w, text);
}

/* Within the limits anything is fast; beyond them there is one message. */
static void
limits(void **state)
{
	static const struct {
		const char *before, *part;
		int times;
		const char *behind, *says;
	} rows[] = {{"1", " + 1", 150, "", "151"}, {"1", " + 1", 250, "", "expression_too_large"},
		{"", "- ", 60, "1", "1"}, {"", "- ", 100, "1", "expression_too_large"},
		{"", "(", 60, "1", "expression_syntax"},
		{"", "(", 100, "1", "expression_too_large"},
		{"[1", ", 1", 500, "]",
			"1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, and 481 more"},
		{"[1", ", 1", 5000, "]", "expression_too_large"},
		{"exists scope", " or exists scope.note", 1, "", "no"},
		{"exists scope", " or count(items) > 3", 100, "", "vacuous"},
		{"exists scope", " or count(items) > 3", 600, "", "expression_too_large"},
		{"item.a", ".owner", 500, "", "unknown_field"},
		{"item.b", ".needs.needed", 300, ".id", "b, c"},
		{"", "not ", 60, "exists scope", "no"},
		{"", "if exists scope then 1 else ", 30, "2", "2"},
		{"", "if exists scope then 1 else ", 300, "2", "expression_too_large"},
		{"", "any i in items: ", 80, "true", "expression_too_large"}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *inner = NULL;
		world_setup(&inner);
		const char *said = repeated(
			inner, rows[i].before, rows[i].part, rows[i].times, rows[i].behind);
		if (strcmp(said, rows[i].says) != 0)
			fail_msg("%s %s… gives %s, not %s\n%.300s", rows[i].before, rows[i].part,
				said, rows[i].says, world_said(inner));
		world_teardown(&inner);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(arithmetic), cmocka_unit_test(dates),
		cmocka_unit_test(navigation), cmocka_unit_test(comprehensions),
		cmocka_unit_test(texts), cmocka_unit_test(guards), cmocka_unit_test(words),
		cmocka_unit_test(vacuous), cmocka_unit_test(mistakes), cmocka_unit_test(limits)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
