/* Catalogues: items of the kinds that say where they come from, and what is wrong in a file. */
#include "schema/catalogue.h"
#include "schema_support.h"

static const char kinds[] =
	"kinds:\n"
	"  clause: {plural: clauses, doc: C., built_in: true, fields: {summary: {type: string}},\n"
	"    source: {list: clauses, fields: {summary: text.short}}}\n"
	"  outcome: {plural: outcomes, doc: O., built_in: true, source: {list: outcomes, id: "
	"ids.own, title: name}}\n"
	"  thing: {plural: things, doc: T.}\n";

static struct catalogue *
read(struct world *w, const char *text)
{
	struct yaml *file = world_yaml(w, kinds);
	struct language *l = language_read(w->arena, w->names, &file, 1, w->sink);

	return catalogue_read(w->arena, l, world_yaml(w, text), w->sink);
}

static void
items_of_all_lists(void **state)
{
	struct world *w = *state;
	struct catalogue *c = read(w, "meta: {id: own-1, name: Own standard}\n"
				      "clauses:\n"
				      "  - {id: \"4.1\", title: Context, text: {short: Know it}}\n"
				      "  - {id: 4.2, title: Needs}\n"
				      "outcomes: [{ids: {own: GV.OC-01}, name: Govern}]\n"
				      "others: [1, 2]\n");

	assert_string_equal(world_said(w), "");
	assert_string_equal(c->id->text, "own-1");
	assert_true(str_is(c->title, "Own standard"));
	assert_int_equal(c->item_count, 3);
	assert_string_equal(c->items[0].id->text, "4.1");
	assert_string_equal(c->items[0].kind->name->text, "clause");
	assert_string_equal(c->items[0].kind->source_fields[0].path, "text.short");
	assert_true(str_is(yaml_path(c->items[0].node, STR("text.short"))->text, "Know it"));
	assert_string_equal(c->items[2].id->text, "GV.OC-01");
	assert_true(str_is(c->items[2].title, "Govern"));
	assert_string_equal(world_text(w, c->items[1].span), "4.2");
}

#define TEN "1234567890"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static void
no_catalogues(void **state)
{
	static const char *const texts[][2] = {
		{"", "1:1 yaml_shape a catalogue must be a map, this is empty\n"},
		{"[1]", "1:1 yaml_shape a catalogue must be a map, this is a list\n"},
		{"clauses: []", "1:1 catalogue_shape this is no catalogue: it lacks `meta`\n"},
		{"meta: x", "1:7 yaml_shape `meta` must be a map, this is a text\n"},
		{"meta: {name: x}", "1:1 catalogue_shape `meta` lacks `id`\n"},
		{"meta: {id: x, name: []}",
			"1:21 yaml_shape the name of a catalogue must be a text, this is a list\n"},
		{"meta: {id: [], name: x}",
			"1:12 yaml_shape the id of a catalogue must be a text, this is a list\n"},
		{"meta: {id: a b, name: x}",
			"1:12 catalogue_shape `a b` cannot be the id of a catalogue\n"},
		{"meta: {id: " LONG "x, name: x}",
			"1:12 long_id an id has at most 100 bytes, and this one has 101\n"},
		{"meta: {id: a, name: x}\nthings: []", "1:1 catalogue_shape catalogue `a` has no "
						       "list that any kind is made from\n"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_null(read(w, texts[i][0]));
		assert_string_equal(world_said(w), texts[i][1]);
		w->sink = sink_new(w->arena);
	}
}

static void
bad_items_are_left_out(void **state)
{
	struct world *w = *state;
	struct catalogue *c = read(w, "meta: {id: a, name: A}\n"
				      "clauses:\n"
				      "  - {id: \"1\", title: One}\n"
				      "  - x\n"
				      "  - {title: No id}\n"
				      "  - {id: \"3\"}\n"
				      "  - {id: [], title: X}\n"
				      "  - {id: a b, title: X}\n"
				      "  - {id: \"1\", title: Again}\n"
				      "  - {id: \"2\", title: Two}\n"
				      "  - {id: " LONG ", title: Long}\n"
				      "  - {id: " LONG "x, title: Too long}\n"
				      "outcomes: x\n");

	assert_int_equal(c->item_count, 3);
	assert_string_equal(world_said(w),
		"4:5 yaml_shape an item of a catalogue must be a map, this is a text\n"
		"5:5 catalogue_item this item lacks `id`\n"
		"6:5 catalogue_item this item lacks `title`\n"
		"7:10 yaml_shape a text of an item must be a text, this is a list\n"
		"8:10 catalogue_item `a b` cannot be the id of an item\n"
		"9:10 catalogue_item item `1` stands twice\n"
		"12:10 long_id an id has at most 100 bytes, and this one has 101\n"
		"13:11 yaml_shape a list of items must be a list, this is a text\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(items_of_all_lists),
		TEST(no_catalogues),
		TEST(bad_items_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
