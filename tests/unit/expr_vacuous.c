/* Conditions whose answer is known before any source is read: each is refused, for a check that cannot fail is none.
 * Beside them stand conditions of the same form that do depend on the sources. */
#include "unit/expr_support.h"

ROWS(contradictions, {"any i in items: i.must == 1 and i.must == 2", "vacuous"},
	{"any i in items: i.must == 1 or i.must == 2", "yes"},
	{"all i in items: i.must != 1 or i.must != 2", "vacuous"},
	{"all i in items: i.must != 1 and i.must != 2", "no"},
	{"any i in items: i.must > 3 and i.must < 3", "vacuous"},
	{"any i in items: i.must > 3 and i.must < 4", "vacuous"},
	{"any i in items: i.must > 1 and i.must < 3", "yes"},
	{"any i in items: i.must >= 3 and i.must <= 3", "yes"},
	{"all i in items: i.must > 3 or i.must <= 3", "vacuous"},
	{"all i in items: i.must > 3 or not (i.must > 3)", "vacuous"},
	{"all i in items: i.must > 3 or i.must < 3", "no"},
	{"all i in items: 3 < i.must or 3 >= i.must", "vacuous"},
	{"any i in items: exists i.ratio and i.ratio > 3 and i.ratio < 4", "no"},
	{"any i in items: exists i.due and i.due < 2026-01-01 and i.due > 2026-02-01", "vacuous"},
	{"any i in items: exists i.size and missing i.size", "vacuous"},
	{"any i in items: exists i.size or missing i.size", "vacuous"},
	{"any i in items: missing i.size or exists i.owner", "yes"},
	{"any i in items: exists i.ready and i.ready and not i.ready", "vacuous"},
	{"any i in items: i.title == \"a\" and i.title == \"b\"", "vacuous"},
	{"any i in items: exists i.owner and i.owner == boss and i.owner == aide", "vacuous"},
	{"any i in items: exists i.owner and (i.owner == boss or i.owner == aide)", "yes"},
	{"all i in items: missing i.owner or i.owner != boss or i.owner != aide", "vacuous"},
	{"any i in items: i.must in [1, 2] and i.must == 3", "vacuous"},
	{"any i in items: i.must in [1, 2] and i.must not in [1, 2, 3]", "vacuous"},
	{"any i in items: i.must in [1, 2] and i.must > 1", "yes"},
	{"any i in items: i.must in [1, 2] and i.must > 2", "vacuous"})

ROWS(questions,
	{"any i in items: i.title matches \"F\" and not (i.title matches \"F\")", "vacuous"},
	{"any i in items: i in i.needs and i not in i.needs", "vacuous"},
	{"any i in items: i in i.needs and i not in i.needed", "no"},
	{"any i in items: any k in items: i.must < k.must and k.must < i.must", "vacuous"},
	{"any i in items: any k in items: i.must < k.must or k.must <= i.must", "vacuous"},
	{"any i in items: any k in items: i.must <= k.must and k.must <= i.must", "yes"},
	{"any i in items: any k in items: i == k and i != k", "vacuous"},
	{"any i in items: count(i.tags) > 0 and count(i.tags) < 1", "vacuous"},
	{"any i in items: (i.must > 1 and exists i.tags) and not (i.must > 1 and exists i.tags)",
		"vacuous"})

ROWS(chosen, {"all i in items where i.must > 1: i.must > 1", "vacuous"},
	{"all i in items where i.must > 1: i.must >= 1", "vacuous"},
	{"all i in items where i.must > 1: i.must >= 3", "no"},
	{"all i in items where i.must > 1 and exists i.tags: exists i.tags", "vacuous"},
	{"all i in items where i.must == 1: i.must != 2", "vacuous"},
	{"any i in items where i.must == 1: i.must == 2", "vacuous"},
	{"none i in items where i.must == 1: exists i.tags and i.must == 2", "vacuous"},
	{"count i in items where missing i.tags: exists i.tags", "vacuous"},
	{"first i in items where i.must > 2: i.must < 2", "vacuous"},
	{"any i in items where i.must > 1: i.must < 3", "yes"},
	{"sum i in items where i.must > 1: i.must", "5"})

ROWS(beside, {"all i in items: i.must > 0 and exists scope", "vacuous"},
	{"(all i in items: i.must > 0) and exists scope", "no"},
	{"exists scope and all i in items: i.must > 0", "no"},
	{"any i in items: i.must > 5 or exists scope", "vacuous"},
	{"none i in items: i.must > 5 or exists scope", "vacuous"},
	{"any i in items: i.must > 2 and exists scope", "no"},
	{"all i in items: i.must > 2 or exists scope", "no"},
	{"all i in items: exists method.accept and (i.level else low) >= method.accept", "yes"},
	{"any i in items: missing scope.note or i.title == scope.note", "yes"},
	{"all i in items: i.must > 0 and any k in items: k.must > i.must or k.must > 2", "yes"},
	{"any k in items: all i in items: i.must > 0 and k.must > 2", "vacuous"})

ROWS(members, {"any i in items: exists i.state and i.state in [planned, done]", "vacuous"},
	{"any i in items: exists i.state and i.state not in [planned, done]", "vacuous"},
	{"any i in items: exists i.state and i.state in [planned]", "yes"},
	{"any i in items: exists i.state and i.state in [planned, planned]", "vacuous"},
	{"any i in items: exists i.state and (i.state == planned or i.state == done)", "vacuous"},
	{"any i in items: exists i.state and i.state != planned and i.state != done", "vacuous"},
	{"any i in items: exists i.state and (i.state == planned or i.state == dne)",
		"unknown_member"},
	{"any i in items: exists i.state and i.state in [planned, plannd]", "unknown_member"},
	{"any i in items: left in i.sides", "yes"},
	{"any i in items: lft in i.sides", "unknown_member"},
	{"any i in items: exists i.state and i.state in i.sides", "unlike_types"},
	{"any i in items: i.sides contains top", "yes"},
	{"any i in items: \"left\" in i.sides", "unlike_types"})

ROWS(bounds, {"any i in items: i.must == 2.5", "vacuous"},
	{"all i in items: i.must != 2.5", "vacuous"}, {"any i in items: i.must > 2.5", "yes"},
	{"any i in items: exists i.ratio and i.ratio == 0.5", "yes"},
	{"any i in items: exists i.size and i.size in [40, 101]", "vacuous"},
	{"any i in items: exists i.size and i.size > - 1", "vacuous"},
	{"any i in items: exists i.level and i.level >= low", "vacuous"},
	{"any i in items: exists i.level and i.level > high", "vacuous"},
	{"any i in items: exists i.level and i.level > low", "yes"},
	{"any l in ladders: count(l.rung) >= 1", "vacuous"},
	{"any l in ladders: count(l.rung) > 1", "yes"},
	{"any l in ladders: exists l.rung", "vacuous"}, {"count(items.part) >= 1", "yes"},
	{"count i in items: i.must > 1", "2"}, {"(count i in items: i.must > 1) >= 0", "vacuous"},
	{"any i in items: exists i.share and i.share >= 0.5", "unlike_types"},
	{"any i in items: exists i.share and i.share >= 0.5 %", "yes"},
	{"any i in items: exists i.share and i.share in [0.5]", "unlike_types"})

ROWS(constants, {"2 + 2 == 4", "vacuous"}, {"\"a\" in [\"a\"]", "vacuous"},
	{"len(\"abc\") > 2 and exists scope", "vacuous"},
	{"if len(\"abc\") > 2 then 1 else 2", "vacuous"},
	{"any i in items: i.must in [i.must]", "vacuous"},
	{"any i in items: i.must + 1 == i.must + 1", "vacuous"},
	{"any i in items: lower(i.title) == lower(i.title)", "vacuous"},
	{"any i in items: lower(i.title) == upper(i.title)", "no"},
	{"any i in items: i.title contains i.title", "vacuous"},
	{"any i in items: i.must > 1 and i.must > 1", "vacuous"},
	{"any i in items: (if i.must > 1 then i.must else i.must) > 2", "vacuous"},
	{"any i in items: exists (i.size else i.size)", "vacuous"},
	{"any i in items where i.must > 1: exists scope", "vacuous"},
	{"list i in items where exists scope: i.id", ""},
	{"any i in items: i.title matches \".*\"", "vacuous"},
	{"any i in items: i.title matches \"x?\"", "vacuous"},
	{"any i in items: i.title matches \"(First)*\"", "vacuous"},
	{"any i in items: i.title matches \"^(First)*$\"", "yes"},
	{"any i in items: i.title matches \"(?!F)\"", "yes"})

ROWS(kinds, {"any i in items: exists i.about and kind(i.about) == \"role\"", "yes"},
	{"any i in items: exists i.about and kind(i.about) == \"rol\"", "vacuous"},
	{"any i in items: kind(i) == \"item\"", "vacuous"},
	{"any i in items: exists i.about and i.about.kind == \"itm\"", "vacuous"},
	{"any i in items: exists i.about and i.about.kind == \"item\"", "yes"},
	{"any i in items: exists i.about and kind(i.about) in [\"role\", \"x\"]", "vacuous"})

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(contradictions),
		cmocka_unit_test(questions), cmocka_unit_test(chosen), cmocka_unit_test(beside),
		cmocka_unit_test(members), cmocka_unit_test(bounds), cmocka_unit_test(constants),
		cmocka_unit_test(kinds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
