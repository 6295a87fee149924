/* What is said about wrong expressions: where, what was expected and found, and what was probably meant. */
#include "unit/expr_support.h"

static const struct {
	const char *text, *place, *message, *help;
} rows[] = {
	{"i.mst > 1", "mst", "`item` has no field `mst`", "did you mean `must`?"},
	{"i.about.mail", "mail",
		"this may be a `role` or an `item`, and `item` has no field `mail`",
		"only fields that all of them have can be asked for"},
	{"i.title.length", "length", "a text has no fields", "write `len(…)`"},
	{"today.year", "year", "a date has no fields", "it is a function: `year(…)`"},
	{"items.mst", "mst", "`item` has no field `mst`", "did you mean `must`?"},
	{"item.aa", "aa", "there is no item `aa`", "there are `a`, `b` and `c`"},
	{"role.bos", "bos", "there is no role `bos`", "did you mean `boss`?"},
	{"itm.a", "itm", "nothing is called `itm` here", "did you mean `item`?"},
	{"role", "role", "nothing is called `role` here", "all of them are `roles`"},
	{"len", "len", "nothing is called `len` here", "it is a function: `len(…)`"},
	{"i.size > 3", "i.size", "`i.size` may be absent here",
		"guard it with `exists i.size and …`, or give `i.size else …`"},
	{"i.owner.title == \"x\"", "i.owner.title",
		"`i.owner.title` may be absent here, as `i.owner` may be",
		"guard it with `exists i.owner and …`, or give `i.owner.title else …`"},
	{"scope.note == \"x\"", "scope.note",
		"`scope.note` may be absent here, as there may be no `scope`",
		"guard it with `exists scope.note and …`, or give `scope.note else …`"},
	{"count(method.level) > 1", "method.level",
		"`method.level` may be absent here, as there may be no `method`",
		"guard it with `exists method and …`, or give `method.level else []`"},
	{"max(items.must) > 1", "max(items.must)",
		"`max` has no value when there is nothing in the list",
		"say what counts then: `max(…) else …`"},
	{"(first(items)).must > 1", "(first(items))",
		"`first` has no value when there is nothing in the list",
		"say what counts then: `first(…) else …`"},
	{"i.must / 2 > 1", "i.must / 2",
		"a division by zero has no value, and nothing says what counts then",
		"write `(a / b) else …`"},
	{"i.must == \"1\"", "i.must == \"1\"",
		"`i.must` (a whole number) cannot be compared with a text",
		"write it without quotes: `1`"},
	{"i.title == 1", "i.title == 1",
		"`i.title` (a text) cannot be compared with a whole number",
		"a text stands in double quotes: `\"1\"`"},
	{"exists i.due and i.due == \"2026-01-01\"", "i.due == \"2026-01-01\"",
		"`i.due` (a date) cannot be compared with a text",
		"a day stands without quotes: `2026-12-15`"},
	{"exists i.due and i.due > 30 days", "i.due > 30 days",
		"`i.due` (a date) cannot be compared with a duration",
		"a day so long ago is `today - 30 days`"},
	{"exists i.due and i.due < today - 30", "today - 30",
		"`-` does not take a date and a whole number",
		"say of what: `30 days`, `2 months`"},
	{"exists i.state and i.state == \"planned\"", "i.state == \"planned\"",
		"`i.state` (a member of `state`) cannot be compared with a text",
		"write it without quotes: `planned`"},
	{"exists i.state and i.state == plannd", "plannd", "`plannd` is not a member of `state`",
		"did you mean `planned`?"},
	{"exists i.state and i.state == started", "started", "`started` is not a member of `state`",
		"its members are `planned` and `done`"},
	{"exists i.level and i.level == \"high\"", "i.level == \"high\"",
		"`i.level` (a level of `method`) cannot be compared with a text",
		"write it without quotes: `high`"},
	{"exists i.level and i.level == medium", "medium", "`medium` is not a level of `method`",
		"its levels are `low` and `high`"},
	{"exists i.level and i.level > 3", "i.level > 3",
		"`i.level` (a level of `method`) cannot be compared with a whole number",
		"a level is compared with a level, or one of its fields with a value"},
	{"exists i.level and exists i.step and i.level == i.step", "i.level == i.step",
		"`i.level` (a level of `method`) cannot be compared with `i.step` (a level of "
		"`ladder`)",
		NULL},
	{"exists i.step and i.step > r1", "i.step > r1",
		"`>` needs an order, and a level of `ladder` has none",
		"each `ladder` has blocks `rung` of its own"},
	{"exists i.owner and i.owner == \"boss\"", "i.owner == \"boss\"",
		"`i.owner` (a `role`) cannot be compared with a text",
		"write the id as it is, without quotes: `boss`; or compare `.id`"},
	{"exists i.owner and i.owner == bos", "bos", "`bos` is not the id of a `role`",
		"did you mean `boss`?"},
	{"exists i.owner and i.owner == a", "a", "`a` is not the id of a `role`",
		"there is an `item` of that id, which is another kind"},
	{"exists i.version and i.version == \"2.10\"", "i.version == \"2.10\"",
		"`i.version` (a version) cannot be compared with a text",
		"write it without quotes: `2.10`"},
	{"exists i.version and i.version == v2", "v2", "nothing is called `v2` here",
		"a version begins with a digit: `2.1`"},
	{"exists i.ready and i.ready == yes", "yes", "nothing is called `yes` here",
		"in expressions it is `true` or `false`"},
	{"exists i.every and i.every > 30", "i.every > 30",
		"`i.every` (a duration) cannot be compared with a whole number",
		"say of what: `30 days`, `30 months`"},
	{"exists i.cost and i.cost > 30", "i.cost > 30",
		"`i.cost` (an amount of money) cannot be compared with a whole number",
		"give the currency: `30 EUR`"},
	{"exists method.score and method.score > 3", "method.score > 3",
		"`method.score` (an expression) cannot be compared with a whole number",
		"call it with its arguments in ( )"},
	{"i.title == First", "First", "nothing is called `First` here",
		"a text stands in double quotes: `\"First\"`"},
	{"i.must and exists i.size", "i.must",
		"a condition is expected here, and this is a whole number",
		"compare it: `i.must > 0`"},
	{"i.owner and exists i.size", "i.owner",
		"a condition is expected here, and this is a `role`",
		"`exists i.owner` asks whether there is one"},
	{"exists i.tags > 1", "exists i.tags > 1",
		"a truth value cannot be compared with a whole number",
		"`exists x and x > …` asks both"},
	{"i.tags == \"x\"", "i.tags == \"x\"",
		"`i.tags` (a list of texts) cannot be compared with a text",
		"`x in list` asks whether a list holds something, `any x in list: …` whether an "
		"element is so"},
	{"i.tags == i.tags", "i.tags == i.tags",
		"`i.tags` (a list of texts) cannot be compared with `i.tags` (a list of texts)",
		"lists are compared by their elements: `all x in a: x in b`"},
	{"i in roles", "i in roles", "`i` (an `item`) is never in `roles` (a list of `role`)",
		NULL},
	{"planned in i.sides", "planned", "`planned` is not a member of `sides`",
		"its members are `left`, `right` and `top`"},
	{"i.must in 3", "3", "`in` takes a list here, and this is a whole number",
		"a list of its own is written `[a, b]`"},
	{"i.must contains 1", "i.must",
		"`contains` takes a text or a list here, and this is a whole number",
		"`text(…)` makes a text of it"},
	{"i.title contains 3", "3", "`contains` takes a text here, and this is a whole number",
		"a text stands in double quotes: `\"3\"`"},
	{"i.tags starts_with \"x\"", "i.tags",
		"`starts_with` takes a text here, and this is a list of texts",
		"`any x in list: x starts_with …` asks each of its elements"},
	{"i.title matches i.id", "i.id", "a pattern stands here as a text in double quotes",
		"`contains` searches for a text that is computed"},
	{"i.title matches \"a(b\"", "b", "the pattern is wrong here: missing closing parenthesis",
		NULL},
	{"i.title matches \".*\"", "\".*\"", "this pattern matches every text",
		"it is searched for anywhere in the text, and it is found where there is nothing: "
		"`^` and `$` bind it to the ends"},
	{"today + today", "today + today", "`+` does not take a date and a date",
		"the time from one day to another is `later - earlier`"},
	{"3 days + 3", "3 days + 3", "`+` does not take a duration and a whole number",
		"say of what: `30 days`, `2 months`"},
	{"i.title + 1", "i.title + 1", "`+` does not take a text and a whole number",
		"`text(…)` makes a text of a value"},
	{"items + items", "items + items",
		"`+` does not take a list of `item` and a list of `item`",
		"`sum(…)` adds up a list, `x in list` asks for an element"},
	{"5 EUR + 3", "5 EUR + 3", "`+` does not take an amount of money and a whole number",
		"give the currency: `100 EUR`"},
	{"sum(items)", "items", "`sum` adds up numbers, durations or amounts, not an `item`",
		"name the field whose values are meant"},
	{"max(items.title)", "items.title", "`max` takes what has an order, not a text", NULL},
	{"len(3)", "3", "`len` takes a text or a list here, and this is a whole number", NULL},
	{"len()", "len()", "`len` takes 1 argument, not 0", NULL},
	{"lenn(i.title)", "lenn", "there is no function `lenn`", "did you mean `len`?"},
	{"items()", "items", "`items` is a collection, not a function", "leave out `(` and `)`"},
	{"i.title()", "i.title", "this is a text and cannot be called", "leave out `(` and `)`"},
	{"if i.must > 1 then 1 else \"a\"", "\"a\"",
		"this is a text, but what stands before `else` is a whole number", NULL},
	{"i.must else 3", "i.must else 3", "`else` has no effect: `i.must` is never absent here",
		"remove the `else` and what follows it"},
	{"i.size else \"x\"", "\"x\"",
		"this is a text, and stands for a whole number where that is absent", NULL},
	{"let x = 3 in 4", "x", "`x` is not used", "remove the `let`, or ask for `x` behind `in`"},
	{"let items = 3 in 4", "items", "`items` is a collection already", "choose another name"},
	{"any i in items: i.must > 1", "i", "`i` is a variable already", "choose another name"},
	{"any x in items: i.must > 1", "x", "nothing is asked of `x`",
		"what follows is the same for all of them"},
	{"any x in item.a: x > 1", "item.a", "a list is expected here, and this is an `item`",
		"all of them are `items`"},
	{"list x in items: x.tags", "x.tags", "a list holds single values, not a list of texts",
		"a path through a list gives one list of all: `items.tags`"},
	{"exists i.must", "exists i.must",
		"`i.must` always exists here, so that the answer is always yes",
		"remove the question: a declaration without `must` is an error of its own"},
	{"exists i.size and exists i.size", "exists i.size",
		"`i.size` always exists here, so that the answer is always yes",
		"a guard before it asks for it already: remove one of the two"},
	{"i.must = 3", "=", "an operator or the end is expected here, not `=`",
		"equality is written `==`"},
	{"i.must == 3 == 4", "==", "comparisons cannot follow one another",
		"write `a < b and b < c`, or put one of them in ( )"},
	{"i.must > 3 and", "", "the expression ends where a value is expected", NULL},
	{"i.must-1 > 2", "must-1", "`item` has no field `must-1`",
		"a subtraction is written with blanks on both sides: `a - b`"},
	{"count x in items:x.must > 1", "items:x", "nothing is called `items:x` here",
		"a blank has to stand behind `:`"},
	{"exists i.share and i.share > 0.5", "0.5",
		"`share` counts in percent, of which this is less than one", "is `50 %` meant?"},
	{"[1, \"a\"]", "\"a\"", "this list holds a whole number, and this is a text", NULL},
	{"i.must == 2.5", "i.must == 2.5", "this is never true: a whole number is never 2.5", NULL},
	{"exists i.size and i.size > 100", "i.size > 100",
		"this is never true: `size` is at most 100", NULL},
	{"i.must == 1 and i.must == 2", "i.must == 2",
		"this is never true together with what stands before it", "is `or` meant?"},
	{"i.must != 1 or i.must != 2", "i.must != 2",
		"this is true whenever what stands before it is not, so that one of them always is",
		"is `and` meant?"},
	{"exists i.about and kind(i.about) == \"rol\"", "\"rol\"",
		"this can only be a `role` or an `item`", "did you mean `\"role\"`?"},
	{"5 weks", "5 weks", "this is no unit of time and no currency",
		"durations are written `12 months`, `30 days`, `4 hours`, amounts `5000 EUR`"},
	{"2026-02-30 > today", "2026-02-30", "there is no such day",
		"dates are written YYYY-MM-DD, in years from 1900 to 9999"},
};

static bool
same(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

/* In a scope where `i` is an item. */
static bool
check_row(struct world *w, size_t i)
{
	const struct model *m = expr_model(w);
	uint32_t number;
	const struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
		expr_kind_type(w, m, "item"), &number);

	if (expr_make(w, s, rows[i].text) != NULL) {
		print_error("%s\n  is accepted\n", rows[i].text);
		return false;
	}
	const struct diag *d = world_only(w);
	const char *place = world_text(w, d->span);
	if (same(place, rows[i].place) && same(d->message, rows[i].message) &&
		same(d->help, rows[i].help))
		return true;
	print_error("%s\n  at `%s`: %s\n  %s\n", rows[i].text, place, d->message,
		d->help != NULL ? d->help : "without help");
	return false;
}

static void
said(void **state)
{
	bool fine = true;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *inner = NULL;
		world_setup(&inner);
		fine = check_row(inner, i) && fine;
		world_teardown(&inner);
	}
	assert_true(fine);
}

/* The guard that a message offers is enough. */
static void
offered_guards(void **state)
{
	static const char *const paths[] = {"i.size", "i.owner", "i.owner.title", "i.owner.mail",
		"i.owner.owned", "method.level", "method.level.from", "method.accept",
		"method.accept.from", "scope.note", "scope.title", "i.about.id", "i.level.from",
		"item.a.owner.mail"};
	struct world *w = *state;
	const struct model *m = expr_model(w);
	uint32_t number;
	const struct scope *s = scope_bind(w->arena, scope_global(w->arena, m), STR("i"),
		expr_kind_type(w, m, "item"), &number);

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		w->sink = sink_new(w->arena);
		assert_null(
			expr_make(w, s, arena_printf(w->arena, "[1, count([%s])] == 2", paths[i])));
		const struct diag *d = NULL;
		uint32_t count;
		struct diag **list = sink_sorted(w->sink, w->sources, &count);
		for (uint32_t k = 0; k < count; k++)
			d = strcmp(list[k]->name, "unguarded") == 0 ? list[k] : d;
		if (d == NULL)
			fail_msg("%s is not refused:\n%s", paths[i], world_said(w));
		const char *guard = strchr(d->help, '`') + 1;
		int length = (int)(strstr(guard, " and …") - guard);
		w->sink = sink_new(w->arena);
		const char *text =
			arena_printf(w->arena, "%.*s and count([%s]) > 1", length, guard, paths[i]);
		expr_make(w, s, text);
		list = sink_sorted(w->sink, w->sources, &count);
		for (uint32_t k = 0; k < count; k++) {
			if (strcmp(list[k]->name, "unguarded") == 0)
				fail_msg("%s:\n%s", text, world_said(w));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(said), TEST(offered_guards)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
