/* Computed fields and insertions: kinds and sources in memory become values, or what is wrong with them. */
#include "model/prose.h"
#include "rules/rules.h"
#include "syntax/tree.h"
#include "unit/schema_support.h"
#include "unit/support.h"

static struct str
copied(struct world *w, const char *text)
{
	return (struct str){arena_strndup(w->arena, text, strlen(text)), strlen(text)};
}

/* The model of kinds (the entries of `kinds:`) and a source, with all that follows from it. */
static struct model *
derived(struct world *w, const char *kinds, const char *source)
{
	struct yaml *file = world_yaml(w, arena_printf(w->arena, "kinds:\n%s", kinds));
	struct model_input *input = arena_alloc(w->arena, sizeof(*input));
	struct model *m;

	input->language = language_read(w->arena, w->names, &file, 1, w->sink);
	input->trees = arena_array(w->arena, 1, sizeof(*input->trees));
	input->trees[0] = tree_parse(
		w->arena, sources_add(w->sources, "main.isms", copied(w, source), false), w->sink);
	input->tree_count = 1;
	input->as_of = 20454; /* 2026-01-01 */
	m = model_build(w->arena, input, w->sources, w->sink);
	rules_derive(w->arena, m, w->sink);
	rules_insert(w->arena, m, w->sink);
	return m;
}

#define KIND "plural: things, title: T, titles: T, doc: d, id: required, name: none, "
#define METHOD                                                                                     \
	"  method: {plural: methods, doc: d, id: none, name: none, fields: {\n"                    \
	"    score: {type: expression, params: {a: number, b: number}, result: number},\n"         \
	"    level: {type: block, many: true, head: id, fields: {id: {type: string},\n"            \
	"      from: {type: number}, to: {type: number}}}}}\n"

static const struct slot *
slot_of(struct world *w, const struct model *m, const char *kind, const char *id, const char *field)
{
	const struct kind *k = language_kind(m->language, str_of(kind));
	const struct entity *e = model_find(m, k, names_of(w->names, id));

	assert_non_null(e);
	return entity_slot(e, kind_field(m->language, k, names_of(w->names, field)));
}

/* The one value of a field of `thing a`. */
static const struct value *
value_of(struct world *w, const struct model *m, const char *field)
{
	const struct slot *slot = slot_of(w, m, "thing", "a", field);

	assert_int_equal(slot->count, 1);
	return &slot->values[0];
}

static void
each_type_gets_its_value(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND "fields: {size: {type: int}, due: {type: date},\n"
		"    price: {type: money}, state: {type: enum, values: [open, shut]},\n"
		"    next: {type: ref, to: [thing]}, release: {type: version},\n"
		"    twice: {type: int, computed: 'size * 2'},\n"
		"    half: {type: number, computed: 'size / 2'},\n"
		"    whole: {type: number, computed: size},\n"
		"    big: {type: bool, computed: 'size > 5'},\n"
		"    later: {type: date, computed: 'due + 1 month'},\n"
		"    left: {type: duration, computed: 'due - today'},\n"
		"    cost: {type: money, computed: 'price * size'},\n"
		"    mode: {type: enum, values: [open, shut], computed: 'if size > 5 then shut "
		"else open'},\n"
		"    after: {type: ref, to: [thing], computed: next},\n"
		"    same: {type: version, computed: release},\n"
		"    words: {type: string, computed: '\"a\" + id'},\n"
		"    prose: {type: text, computed: '\"<b> *id* \" + id'}}}\n",
		"thing a { size 7; due 2026-01-31; price 10 EUR; next b; release 2.10 }\nthing b { "
		"}\n");

	assert_string_equal(world_said(w), "");
	assert_int_equal(value_of(w, m, "twice")->integer, 14);
	assert_true(value_of(w, m, "half")->number == 3.5);
	assert_true(value_of(w, m, "whole")->number == 7.0);
	assert_true(value_of(w, m, "big")->boolean);
	assert_int_equal(value_of(w, m, "later")->date, date_from_civil(2026, 2, 28));
	assert_int_equal(value_of(w, m, "left")->duration.days, 30);
	assert_int_equal(value_of(w, m, "cost")->money.minor, 7000);
	assert_string_equal(value_of(w, m, "cost")->money.currency, "EUR");
	assert_int_equal(value_of(w, m, "mode")->member, 1);
	assert_string_equal(value_of(w, m, "after")->entity->id->text, "b");
	assert_true(str_is(value_of(w, m, "same")->string, "2.10"));
	assert_string_equal(value_of(w, m, "words")->string.ptr, "aa");
	const struct prose *p = value_of(w, m, "prose")->prose;
	assert_true(str_is(p->plain, "<b> *id* a"));
	assert_int_equal(p->root->child->kind, PROSE_PARAGRAPH);
	assert_true(str_is(p->root->child->child->text, "<b> *id* a"));
	/* Nothing is stated of the other one, so that there is nothing to compute but what needs nothing. */
	assert_int_equal(slot_of(w, m, "thing", "b", "twice")->count, 0);
	assert_int_equal(slot_of(w, m, "thing", "b", "mode")->count, 0);
	assert_int_equal(slot_of(w, m, "thing", "b", "words")->count, 1);
}

static void
lists_keep_their_order(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {part: {type: block, many: true, fields: {n: {type: int}}},\n"
		"    sizes: {type: number, many: true, computed: 'list p in part: p.n * 2'},\n"
		"    big: {type: ref, to: [thing], many: true, computed: 'list t in things where "
		"count(t.part) > 1'}}}\n",
		"thing a { part { n 3 }; part { n 1 } }\nthing b { part { n 1 } }\n");
	const struct slot *slot = slot_of(w, m, "thing", "a", "sizes");

	assert_string_equal(world_said(w), "");
	assert_int_equal(slot->count, 2);
	assert_true(slot->values[0].number == 6.0 && slot->values[1].number == 2.0);
	slot = slot_of(w, m, "thing", "b", "big");
	assert_int_equal(slot->count, 1);
	assert_string_equal(slot->values[0].entity->id->text, "a");
}

/* Whatever the order in which fields and kinds are declared, and even where one entity needs what was computed for others. */
static void
fields_come_in_the_order_they_need(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {in: {type: ref, to: [thing], inverse: holds}, own: {type: int},\n"
		"    third: {type: int, computed: 'second + 1'},\n"
		"    second: {type: int, computed: 'first + (sum p in part: p.double else 0)'},\n"
		"    first: {type: int, computed: own},\n"
		"    held: {type: int, computed: 'sum h in holds: h.third else 0'},\n"
		"    all: {type: int, computed: 'sum t in things: t.held'},\n"
		"    part: {type: block, many: true, fields: {n: {type: int},\n"
		"      double: {type: int, computed: 'single * 2'}, single: {type: int, computed: "
		"n}}}}}\n",
		"thing a { own 1; part { n 10 } }\nthing b { own 2; in a }\nthing c { own 3; in a "
		"}\n");

	assert_string_equal(world_said(w), "");
	assert_int_equal(value_of(w, m, "third")->integer, 22);
	assert_int_equal(value_of(w, m, "held")->integer, 7);
	assert_int_equal(value_of(w, m, "all")->integer, 7);
	assert_int_equal(slot_of(w, m, "thing", "c", "all")->values[0].integer, 7);
}

static void
what_cannot_be_absent_needs_no_guard(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {size: {type: int}, sure: {type: int, computed: 'size else 0'},\n"
		"    more: {type: int, computed: 'sure + 1'}, needless: {type: int, computed: "
		"'more else 2'}}}\n",
		"thing a { }\n");

	assert_string_equal(world_only(w)->name, "vacuous");
	assert_int_equal(value_of(w, m, "more")->integer, 1);
	assert_true(value_of(w, m, "needless")->bad);
}

static void
a_method_makes_scores_and_levels(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		METHOD
		"  thing: {" KIND "fields: {l: {type: int}, i: {type: int},\n"
		"    score: {type: number, computed: 'method.score(l, i)'},\n"
		"    level: {type: level, of: method.level,\n"
		"      computed: 'first v in method.level: v.from <= score and score <= v.to'}}}\n",
		"method { score a * b + b; level low { from 0; to 9 }; level high { from 10; to 40 "
		"} }\n"
		"thing a { l 3; i 4 }\nthing b { l 1; i 4 }\nthing c { l 1 }\n");

	assert_string_equal(world_said(w), "");
	assert_true(value_of(w, m, "score")->number == 16.0);
	assert_string_equal(value_of(w, m, "level")->entity->id->text, "high");
	assert_string_equal(
		slot_of(w, m, "thing", "b", "level")->values[0].entity->id->text, "low");
	assert_int_equal(slot_of(w, m, "thing", "c", "level")->count, 0);
}

/* One mistake, one message: what follows from it has no value, and nobody takes that for absent. */
static void
mistakes_are_told_once(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		METHOD "  thing: {" KIND "fields: {l: {type: int}, i: {type: int},\n"
		       "    score: {type: number, computed: 'method.score(l, i)'},\n"
		       "    twice: {type: number, computed: 'score * 2'}}}\n",
		"method { score a * c; level low { from 0; to 9 } }\nthing a { l 3; i 4 }\n");

	assert_string_equal(world_text(w, world_only(w)->span), "c");
	assert_true(value_of(w, m, "score")->bad);
	assert_true(value_of(w, m, "twice")->bad);
}

static void
bad_values_are_told_once(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {size: {type: int}, twice: {type: int, computed: 'size * 2'},\n"
		"    any: {type: int, computed: 'size else 1'}}}\n",
		"thing a { size big }\nthing b { }\n");

	assert_string_equal(world_only(w)->name, "bad_value");
	assert_true(value_of(w, m, "twice")->bad);
	assert_true(value_of(w, m, "any")->bad);
	assert_int_equal(slot_of(w, m, "thing", "b", "any")->values[0].integer, 1);
}

static void
what_may_have_been_unreadable_is_not_absent(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {size: {type: int}, any: {type: int, computed: 'size else 1'}}}\n",
		"thing a {\n  size = 3\n}\nthing b { size 3 }\n");

	assert_true(sink_total(w->sink) > 0);
	assert_true(value_of(w, m, "any")->bad || value_of(w, m, "any")->integer == 3);
	assert_int_equal(slot_of(w, m, "thing", "b", "any")->values[0].integer, 3);
}

static void
cycles_are_named(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w,
		"  thing: {" KIND
		"fields: {size: {type: int}, x: {type: int, computed: 'y + size'},\n"
		"    y: {type: int, computed: 'sum t in things: t.x else 0'}, z: {type: int, "
		"computed: 'x + 1'}}}\n",
		"thing a { size 1 }\n");

	assert_string_equal(
		world_only(w)->message, "`thing.x` needs `thing.y`, which needs `thing.x`");
	assert_true(value_of(w, m, "x")->bad);
	assert_true(value_of(w, m, "z")->bad);
}

/* Each field alone may be large; together they stop before they take long. */
static void
too_much_work_is_given_up(void **state)
{
	struct world *w = *state;
	struct buf source = {0};

	support_skip_slow();
	for (int i = 0; i < 600; i++)
		buf_printf(&source, "thing t%d { size %d }\n", i, i);
	derived(w,
		"  thing: {" KIND "fields: {size: {type: int, required: true},\n"
		"    x: {type: int, computed: 'count t in things where "
		"none u in things: any v in things: u.size + v.size == t.size + 5000'},\n"
		"    y: {type: int, computed: 'x + 1'}}}\n",
		source.ptr);
	buf_free(&source);
	assert_string_equal(world_only(w)->name, "rule_limit");
}

/* The texts of a thing's insertions, each with a bar behind it. */
static const char *
inserted(struct world *w, const struct model *m)
{
	const struct prose *p = value_of(w, m, "text")->prose;
	const char *said = "";

	for (uint32_t i = 0; i < p->insert_count; i++)
		said = arena_printf(w->arena, "%s%.*s|", said, (int)p->inserts[i]->value.len,
			p->inserts[i]->value.len > 0 ? p->inserts[i]->value.ptr : "");
	return said;
}

#define TEXTS                                                                                      \
	"  param: {plural: params, doc: d, id: required, name: required, fields: {value: {type: "  \
	"duration, required: true}}}\n"                                                            \
	"  scope: {plural: scopes, doc: d, id: none, name: none, fields: {note: {type: string}, "  \
	"text: {type: text}}}\n"                                                                   \
	"  thing: {" KIND "fields: {text: {type: text}, size: {type: int},\n"                      \
	"    state: {type: enum, values: {in_use: In use}}, twice: {type: int, computed: 'size * " \
	"2'}}}\n"

static void
insertions_are_what_readers_see(void **state)
{
	struct world *w = *state;
	const struct model *m = derived(w, TEXTS,
		"param p \"A parameter\" { value 12 months }\nscope { note \"all\"; text \"Every "
		"*thing*\" }\n"
		"thing a { size 4; state in_use; text \"\"\"\n"
		"  {{ param.p.value }} {{ param.p }} {{ scope.note }} {{ scope.text }} {{ "
		"thing.a.state }} {{ thing.a.twice }}\n"
		"  - {{ count(things) + 1 }} **{{ today }}**\n"
		"  \"\"\" }\n");

	assert_string_equal(world_said(w), "");
	assert_string_equal(
		inserted(w, m), "12 months|12 months|all|Every thing|In use|8|2|2026-01-01|");
}

/* The place of a mistake, however the text stands in the source. */
static void
mistakes_have_their_places(void **state)
{
	static const char *const texts[] = {
		"\"{{ wrong }}\"",
		"\"\\\"\\u{e9}\\\" {{ join([\\\"\\u{e9}\\\", wrong], \\\"\\\\\\\"\\\") }}\"",
		"\"\"\"\n    Some\n\n      {{ 3 +\n         wrong }}\n    \"\"\"",
		"\"\"\"\n    > {{ 3 +\n    > wrong }}\n    \"\"\"",
		"\"\"\"\n  | a |\n  |---|\n  | {{ wrong }} |\n  \"\"\"",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct world *w;
		void *own;

		(void)state;
		world_setup(&own);
		w = own;
		derived(w, TEXTS, arena_printf(w->arena, "thing a { text %s }\n", texts[i]));
		assert_string_equal(world_only(w)->name, "unknown_name");
		assert_string_equal(world_text(w, world_only(w)->span), "wrong");
		world_teardown(&own);
	}
}

static void
an_insertion_without_a_value_is_an_error(void **state)
{
	static const char *const absent[] = {"scope.note", "thing.a.size", "thing.a.twice",
		"list t in things where exists t.size", "\" \"", "1 / (count(things) - 1)"};

	for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++) {
		struct world *w;
		void *own;

		(void)state;
		world_setup(&own);
		w = own;
		derived(w, TEXTS,
			arena_printf(w->arena, "thing a { text \"\"\"\n{{ %s }}\n\"\"\" }\n",
				absent[i]));
		assert_string_equal(world_only(w)->name, "empty_insertion");
		assert_string_equal(world_text(w, world_only(w)->span), absent[i]);
		world_teardown(&own);
	}
}

/* The words of a text lack what is inserted into it. */
static void
texts_with_insertions_are_not_inserted(void **state)
{
	struct world *w = *state;

	derived(w, TEXTS,
		"scope { note \"all\"; text \"For {{ scope.note }}\" }\nthing a { text \"{{ "
		"scope.text }}\" }\n");
	assert_string_equal(world_only(w)->name, "bad_insertion");
}

static void
what_was_told_is_not_told_of_insertions(void **state)
{
	struct world *w = *state;

	derived(w, TEXTS, "thing a { size big; text \"{{ thing.a.twice }}\" }\n");
	assert_string_equal(world_only(w)->name, "bad_value");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_type_gets_its_value),
		TEST(lists_keep_their_order),
		TEST(fields_come_in_the_order_they_need),
		TEST(what_cannot_be_absent_needs_no_guard),
		TEST(a_method_makes_scores_and_levels),
		TEST(mistakes_are_told_once),
		TEST(bad_values_are_told_once),
		TEST(what_may_have_been_unreadable_is_not_absent),
		TEST(cycles_are_named),
		TEST(too_much_work_is_given_up),
		TEST(insertions_are_what_readers_see),
		TEST(mistakes_have_their_places),
		TEST(an_insertion_without_a_value_is_an_error),
		TEST(texts_with_insertions_are_not_inserted),
		TEST(what_was_told_is_not_told_of_insertions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
