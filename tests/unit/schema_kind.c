/* Kind files: what comes out of good ones, and each mistake told once where it is. */
#include "base/map.h"
#include "base/pattern.h"
#include "schema/kind.h"
#include "schema_support.h"

/* The language of one file, or of two. */
static struct language *
read_two(struct world *w, const char *one, const char *two)
{
	struct yaml *files[2] = {world_yaml(w, one), two == NULL ? NULL : world_yaml(w, two)};

	return language_read(w->arena, w->names, files, 2, w->sink);
}

static struct language *
read_one(struct world *w, const char *text)
{
	return read_two(w, text, NULL);
}

static const struct field *
field_of(struct world *w, const struct language *l, const struct kind *kind, const char *name)
{
	return kind_field(l, kind, names_of(w->names, name));
}

static const char people[] =
	"kinds:\n"
	"  role: {plural: roles, doc: R., fields: {mail: {type: email}}}\n"
	"  thing:\n"
	"    clause: [\"4.1\", A.5.1]\n"
	"    plural: things\n"
	"    title: Big thing\n"
	"    doc: \"A thing.\"\n"
	"    columns: [owner, state, id]\n"
	"    label: [state]\n"
	"    fields:\n"
	"      owner: {type: ref, to: [role], inverse: things, required: true, doc: Who.}\n"
	"      why: {type: ref, to: role, many: true, strings: words}\n"
	"      words: {type: string, many: true}\n"
	"      state: {type: enum, values: {open: , in_work: {title: At work, doc: D.}, shut: "
	"Closed}}\n"
	"      size: {type: int, min: 0, max: 10}\n"
	"      code: {type: string, pattern: \"^[A-Z]+$\"}\n"
	"      twice: {type: number, computed: \"size * 2\"}\n"
	"      measure: {type: expression, params: {size: number}, result: number}\n"
	"      step:\n"
	"        type: block\n"
	"        many: true\n"
	"        head: option\n"
	"        name: optional\n"
	"        fields:\n"
	"          option: {type: enum, values: [a, b], required: true}\n"
	"          by: {type: ref, to: [role, thing], inverse: steps}\n"
	"          left: {type: block, fields: {size: {type: percent}}}\n"
	"      level: {type: level, of: thing.step}\n"
	"      hash: {type: sha256, of: file}\n"
	"      file: {type: path}\n"
	"      folder: {type: path, exists: no}\n"
	"    example: |\n"
	"      thing a \"A\" { owner x }\n";

static void
a_good_file_says_nothing(void **state)
{
	struct world *w = *state;
	const struct language *l = read_one(w, people);
	const struct kind *thing = language_kind(l, STR("thing"));

	assert_string_equal(world_said(w), "");
	assert_string_equal(thing->title, "Big thing");
	assert_string_equal(thing->titles, "Things");
	assert_int_equal(thing->clause_count, 2);
	assert_int_equal(thing->id, KIND_ID_REQUIRED);
	assert_int_equal(thing->titled, KIND_TITLE_REQUIRED);
	assert_ptr_equal(map_get(l->by_plural, names_of(w->names, "things")), thing);
	assert_int_equal(thing->column_count, 3);
	assert_null(language_kind(l, STR("step")));
	assert_null(language_kind(l, STR("never seen")));
	for (uint32_t i = 0; i < l->kind_count; i++)
		assert_int_equal(l->kinds[i]->index, i);
	for (uint32_t i = 0; i < thing->field_count; i++)
		assert_int_equal(thing->fields[i]->index, i);
}

static void
fields_hold_what_was_said(void **state)
{
	struct world *w = *state;
	const struct language *l = read_one(w, people);
	const struct kind *thing = language_kind(l, STR("thing"));
	const struct field *why = field_of(w, l, thing, "why");
	const struct field *states = field_of(w, l, thing, "state");
	const struct field *measure = field_of(w, l, thing, "measure");
	const struct field *twice = field_of(w, l, thing, "twice");

	assert_int_equal(why->flags, FIELD_MANY);
	assert_ptr_equal(why->to[0], language_kind(l, STR("role")));
	assert_ptr_equal(why->strings, field_of(w, l, thing, "words"));
	assert_int_equal(states->value_count, 3);
	assert_string_equal(states->values[0].title, "Open");
	assert_string_equal(states->values[1].title, "At work");
	assert_string_equal(states->values[2].title, "Closed");
	assert_true((states->flags & FIELD_LABEL) != 0);
	assert_int_equal(measure->param_count, 1);
	assert_true(measure->has_result && measure->result == TYPE_NUMBER);
	assert_string_equal(world_text(w, twice->computed_span), twice->computed);
	assert_int_equal(
		pattern_match(field_of(w, l, thing, "code")->pattern, STR("AB")), PATTERN_YES);
	assert_ptr_equal(field_of(w, l, thing, "level")->level_of, field_of(w, l, thing, "step"));
	assert_ptr_equal(field_of(w, l, thing, "hash")->hash_of, field_of(w, l, thing, "file"));
	assert_ptr_equal(field_of(w, l, thing, "file")->hash, field_of(w, l, thing, "hash"));
	assert_int_equal(field_of(w, l, thing, "file")->flags, 0);
	assert_int_equal(field_of(w, l, thing, "folder")->flags, FIELD_LOOSE);
	assert_int_equal(field_of(w, l, thing, "id")->flags, FIELD_IMPLICIT);
}

static void
blocks_are_kinds_of_their_own(void **state)
{
	struct world *w = *state;
	const struct language *l = read_one(w, people);
	const struct kind *thing = language_kind(l, STR("thing"));
	const struct field *step = field_of(w, l, thing, "step");
	const struct field *left = field_of(w, l, step->block, "left");

	assert_ptr_equal(step->block->block_of, step);
	assert_ptr_equal(step->block->head, field_of(w, l, step->block, "option"));
	assert_non_null(field_of(w, l, step->block, "title"));
	assert_null(field_of(w, l, step->block, "id"));
	assert_null(field_of(w, l, left->block, "title"));
	assert_string_equal(kind_path(w->arena, left->block), "thing.step.left");
	assert_ptr_equal(kind_root(left->block), thing);
}

static void
inverses_hold_the_declared_entity(void **state)
{
	struct world *w = *state;
	const struct language *l = read_one(w, people);
	const struct kind *role = language_kind(l, STR("role"));
	const struct field *steps = field_of(w, l, role, "steps");

	assert_int_equal(steps->flags, FIELD_INVERSE | FIELD_MANY);
	assert_ptr_equal(steps->to[0], language_kind(l, STR("thing")));
	assert_string_equal(steps->inverse_of->name->text, "by");
	assert_string_equal(steps->doc, "Entities of kind `thing` that name it in `step.by`.");
	assert_string_equal(field_of(w, l, role, "things")->inverse_of->name->text, "owner");
	assert_true(field_of(w, l, role, "declared")->index < steps->index);
}

static void
mixins_are_copied_and_told_once(void **state)
{
	struct world *w = *state;
	const struct language *l = read_two(w,
		"kinds:\n"
		"  a: {plural: as, doc: A., include: [kept, seen], columns: [owner], fields: {own: "
		"{type: date}}}\n"
		"  b: {plural: bs, doc: B., include: [kept, kept]}\n",
		"mixins:\n"
		"  seen: {fields: {by: {type: ref, to: [b], inverse: sees}}}\n"
		"  kept:\n"
		"    fields:\n"
		"      owner: {type: ref, to: [b]}\n"
		"      bad: {type: refs}\n"
		"      worse: {type: ref, to: [c]}\n"
		"      line: {type: block, fields: {text: {type: text}}}\n");
	const struct kind *a = language_kind(l, STR("a")), *b = language_kind(l, STR("b"));

	assert_int_equal(sink_total(w->sink), 3);
	assert_string_equal(world_said(w), "3:44 kind_duplicate mixin `kept` stands twice\n"
					   "6:19 kind_word `refs` is no type of fields\n"
					   "7:31 kind_unknown there is no kind `c`\n");
	assert_ptr_equal(field_of(w, l, b, "sees")->inverse_of, field_of(w, l, a, "by"));
	assert_string_equal(a->fields[0]->name->text, "owner");
	assert_ptr_not_equal(field_of(w, l, a, "owner"), field_of(w, l, b, "owner"));
	assert_ptr_equal(field_of(w, l, b, "line")->block->block_of->owner, b);
	/* Two kinds and the block of each; the mixin itself is none. */
	assert_int_equal(l->kind_count, 4);
}

static void
projects_extend_kinds_and_blocks(void **state)
{
	struct world *w = *state;
	const struct language *l = read_two(w,
		"kinds:\n"
		"  thing:\n"
		"    extend: true\n"
		"    columns: [cost, owner]\n"
		"    fields:\n"
		"      cost: {type: money}\n"
		"      step: {extend: true, fields: {note: {type: text}, option: {type: bool}}}\n"
		"      size: {type: int}\n"
		"      code: {extend: true, fields: {}}\n"
		"  thin: {extend: true}\n"
		"  role: {extend: true, plural: rs}\n",
		people);
	const struct kind *thing = language_kind(l, STR("thing"));

	assert_string_equal(world_said(w),
		"7:57 kind_duplicate `step` has a field `option` already\n"
		"8:7 kind_duplicate `thing` has a field `size` already\n"
		"9:7 kind_value `code` is no block and cannot be extended\n"
		"10:3 kind_unknown there is no kind `thin` to extend\n"
		"11:24 yaml_key unknown key `plural` in an extension of a kind\n");
	assert_int_equal(field_of(w, l, thing, "cost")->type, TYPE_MONEY);
	assert_int_equal(thing->column_count, 2);
	assert_non_null(field_of(w, l, field_of(w, l, thing, "step")->block, "note"));
}

/* A file with one field, and what is said of it. */
struct mistake {
	const char *field;
	const char *said;
};

static void
mistakes_in_fields(void **state)
{
	static const struct mistake mistakes[] = {
		{"x: {}", "2:38 kind_missing field `x` lacks `type`\n"},
		{"x: {type: srting}", "2:48 kind_word `srting` is no type of fields\n"},
		{"x: {type: [a]}", "2:48 yaml_shape `type` must be a word\n"},
		{"x: string", "2:41 yaml_shape a field must be a map, this is a text\n"},
		{"X: {type: bool}", "2:38 kind_name `X` cannot be the name of a field\n"},
		{"id: {type: string}", "2:38 kind_name every kind has a field `id` by itself\n"},
		{"x: {type: ref}", "2:38 kind_missing field `x` of type `ref` lacks `to`\n"},
		{"x: {type: enum}", "2:38 kind_missing field `x` of type `enum` lacks `values`\n"},
		{"x: {type: level}", "2:38 kind_missing field `x` of type `level` lacks `of`\n"},
		{"x: {type: block}",
			"2:38 kind_missing field `x` of type `block` lacks `fields`\n"},
		{"x: {type: bool, min: 1}",
			"2:54 kind_misplaced `min` does not fit a field of type `bool`\n"},
		{"x: {type: int, min: one}", "2:58 yaml_shape `min` must be a number\n"},
		{"x: {type: int, min: nan}", "2:58 yaml_shape `min` must be a number\n"},
		{"x: {type: int, min: 3, max: 2}",
			"2:38 kind_value `min` of `x` is above its `max`\n"},
		{"x: {type: string, pattern: '^a(b'}", "2:70 kind_value the pattern does not "
						       "compile: missing closing parenthesis\n"},
		{"x: {type: string, pattern: []}",
			"2:65 yaml_shape `pattern` must be a text, this is a list\n"},
		{"x: {type: string, manny: true}",
			"2:56 yaml_key unknown key `manny` in a field\n"},
		{"x: {type: string, many: maybe}",
			"2:62 yaml_shape `many` must be `true` or `false`\n"},
		{"x: {type: string, doc: [a]}", "2:61 yaml_shape `doc` must be a text\n"},
		{"x: {type: enum, values: a}", "2:62 yaml_shape `values` must be a list of words, "
					       "or a map from words to their meaning\n"},
		{"x: {type: enum, values: [a, b, a]}",
			"2:69 kind_duplicate member `a` stands twice\n"},
		{"x: {type: enum, values: []}", "2:62 kind_value enum `x` has no member\n"},
		{"x: {type: enum, values: {a: [1]}}",
			"2:66 yaml_shape a member of an enum must be a map, this is a list\n"},
		{"x: {type: enum, values: {a: {titel: A}}}",
			"2:67 yaml_key unknown key `titel` in a member of an enum\n"},
		{"x: {type: ref, to: [kk]}", "2:58 kind_unknown there is no kind `kk`\n"},
		{"x: {type: ref, to: [k, k]}", "2:61 kind_duplicate kind `k` stands twice\n"},
		{"x: {type: ref, to: []}", "2:57 kind_value `to` names no kind for `x`\n"},
		{"x: {type: ref, to: {a: b}}",
			"2:57 yaml_shape a kind must be a list, this is a map\n"},
		{"x: {type: ref, to: [k], inverse: x}",
			"2:38 kind_inverse `k` has a field `x` already, so it cannot be the "
			"inverse of `k.x`\n"},
		{"x: {type: ref, to: [k], inverse: I}",
			"2:71 kind_name `I` cannot be the name of an inverse\n"},
		{"x: {type: ref, to: [k], strings: y}", "2:71 kind_unknown `k` has no field `y`\n"},
		{"x: {type: ref, to: [k], strings: x}",
			"2:71 kind_value `x` takes no strings: it is of type `ref`\n"},
		{"x: {type: level, of: k}",
			"2:59 kind_value `of` must name a kind and its block\n"},
		{"x: {type: level, of: k.y}", "2:61 kind_unknown `k` has no field `y`\n"},
		{"x: {type: level, of: k.x}",
			"2:59 kind_value `k.x` is no block, so it has no levels\n"},
		{"x: {type: sha256, of: y}, y: {type: string}",
			"2:60 kind_value `y` names no file that must exist\n"},
		{"x: {type: sha256, of: y}, y: {type: path, exists: no}",
			"2:60 kind_value `y` names no file that must exist\n"},
		{"x: {type: sha256, of: y}, y: {type: path, many: yes}",
			"2:60 kind_value `y` has no one file that a hash could be of\n"},
		{"y: {type: path}, x: {type: sha256, of: y}, z: {type: sha256, of: y}",
			"2:103 kind_value `y` has another hash already\n"},
		{"x: {type: sha256, of: z}, y: {type: path}",
			"2:60 kind_unknown `k` has no field `z`\n"},
		{"x: {type: string, exists: no}",
			"2:56 kind_misplaced `exists` does not fit a field of type `string`\n"},
		{"x: {type: block, fields: [a]}",
			"2:63 yaml_shape `fields` must be a map, this is a list\n"},
		{"x: {type: block, head: y, fields: {}}",
			"2:61 kind_unknown `x` has no field `y`\n"},
		{"x: {type: block, head: y, fields: {y: {type: text}}}",
			"2:61 kind_value `y` cannot be written behind the block's name\n"},
		{"x: {type: block, name: always, fields: {}}",
			"2:61 kind_word `always` is no form of `name`\n"},
		{"x: {type: block, name: optional, fields: {title: {type: string}}}",
			"2:80 kind_name a block with a `name` has a field `title` by itself\n"},
		{"x: {type: date, computed: today, required: true}",
			"2:38 kind_value computed field `x` cannot be required\n"},
		{"x: {type: block, computed: today, fields: {}}",
			"2:55 kind_misplaced `computed` does not fit a field of type `block`\n"},
		{"x: {type: expression, params: {a: number}}",
			"2:38 kind_missing expression `x` has `params` and lacks `result`\n"},
		{"x: {type: expression, params: {a: ref}, result: number}",
			"2:72 kind_word `ref` is no type of parameters and results\n"},
		{"x: {type: bool, extend: true}",
			"2:54 kind_misplaced `extend` does not fit a field of type `bool`\n"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		read_one(w, arena_printf(w->arena,
				    "kinds:\n  k: {plural: ks, doc: K., fields:  {%s}}\n",
				    mistakes[i].field));
		if (strcmp(world_said(w), mistakes[i].said) != 0)
			fail_msg("%s\nsaid:     %sexpected: %s", mistakes[i].field, world_said(w),
				mistakes[i].said);
		w->sink = sink_new(w->arena);
	}
}

static void
mistakes_in_kinds(void **state)
{
	static const struct mistake mistakes[] = {
		{"", ""},
		{"kinds:\n", ""},
		{"[a]", "1:1 yaml_shape a kind file must be a map, this is a list\n"},
		{"kinds: [a]", "1:8 yaml_shape `kinds` must be a map\n"},
		{"kind: {}", "1:1 yaml_key unknown key `kind` in a kind file\n"},
		{"kinds: {a: x}", "1:12 yaml_shape a kind must be a map, this is a text\n"},
		{"kinds: {a: {}}", "1:9 kind_missing kind `a` lacks `doc`\n1:9 kind_missing kind "
				   "`a` lacks `plural`\n"},
		{"kinds: {a-b: {plural: x, doc: D.}}",
			"1:9 kind_name `a-b` cannot be the name of a kind\n"},
		{"kinds: {findings: {plural: x, doc: D.}}", "1:9 kind_name `findings` is a name of "
							    "the XML model and cannot be a kind\n"},
		{"kinds: {list: {plural: x, doc: D.}}",
			"1:9 kind_name `list` is a word of the rule language\n"},
		{"kinds: {a: {plural: all, doc: D.}}",
			"1:21 kind_name `all` is a word of the rule language\n"},
		{"kinds: {a: {plural: a, doc: D.}}", "1:9 kind_duplicate the collection `a` of "
						     "kind `a` bears the name of a kind\n"},
		{"kinds: {a: {plural: x, doc: D.}, b: {plural: x, doc: D.}}",
			"1:46 kind_duplicate collection `x` stands twice\n"},
		{"kinds: {a: {plural: x, doc: D., id: maybe}}",
			"1:37 kind_word `maybe` is no form of `id`\n"},
		{"kinds: {a: {plural: x, doc: D., document: 1}}",
			"1:43 yaml_shape `document` must be `true` or `false`\n"},
		{"kinds: {a: {plural: x, doc: D., colums: []}}",
			"1:33 yaml_key unknown key `colums` in a kind\n"},
		{"kinds: {a: {plural: x, doc: D., columns: [b]}}",
			"1:43 kind_unknown `a` has no field `b`\n"},
		{"kinds: {a: {plural: x, doc: D., columns: [id, id]}}",
			"1:47 kind_duplicate column `id` stands twice\n"},
		{"kinds: {a: {plural: x, doc: D., label: [title]}}",
			"1:41 kind_value `title` cannot be a label: it is of type `string`\n"},
		{"kinds: {a: {plural: x, doc: D., include: [m]}}",
			"1:43 kind_unknown there is no mixin `m`\n"},
		{"mixins: {m: {}}", "1:10 kind_missing mixin `m` lacks `fields`\n"},
		{"mixins: {m: [1]}", "1:13 yaml_shape a mixin must be a map, this is a list\n"},
		{"kinds: {a: {plural: x, doc: D., items: b}}",
			"1:33 kind_misplaced `items` belongs to kinds with `id: catalogue`\n"},
		{"kinds: {a: {plural: x, doc: D., id: catalogue}}",
			"1:9 kind_missing kind `a` takes its ids from a catalogue and lacks "
			"`items`\n"},
		{"kinds: {a: {plural: x, doc: D., id: catalogue, items: a}}",
			"1:55 kind_value `a` is no kind of catalogue items (`built_in: true`)\n"},
		{"kinds: {a: {plural: x, doc: D., built_in: true}}",
			"1:9 kind_missing kind `a` is built in and lacks `source`\n"},
		{"kinds: {a: {plural: x, doc: D., source: {list: l}}}",
			"1:33 kind_misplaced `source` belongs to kinds with `built_in: true`\n"},
		{"kinds: {a: {plural: x, doc: D., built_in: true, source: {lists: l}}}",
			"1:49 kind_missing `source` lacks `list`\n1:58 yaml_key unknown key "
			"`lists` in `source`\n"},
		{"kinds: {a: {plural: x, doc: D., built_in: true, source: {list: l, fields: {b: "
		 "c}}}}",
			"1:76 kind_unknown `a` has no field `b`\n"},
		{"kinds: {a: {plural: x, doc: D., clause: {b: c}}}",
			"1:41 yaml_shape a clause must be a list, this is a map\n"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		read_one(w, mistakes[i].field);
		if (strcmp(world_said(w), mistakes[i].said) != 0)
			fail_msg("%s\nsaid:     %sexpected: %s", mistakes[i].field, world_said(w),
				mistakes[i].said);
		w->sink = sink_new(w->arena);
	}
}

static void
a_kind_declared_twice_names_the_first(void **state)
{
	struct world *w = *state;

	read_two(w, "kinds: {a: {plural: x, doc: D.}}", "kinds:\n  a: {plural: y, doc: D.}\n");
	assert_string_equal(world_said(w), "2:3 kind_duplicate kind `a` is declared twice\n");
	assert_int_equal(world_only(w)->related->span.source, 1);
}

static void
suggestions_are_given(void **state)
{
	struct world *w = *state;

	read_one(w, "kinds: {asset: {plural: xs, doc: D., fields: {a: {type: ref, to: "
		    "[\"assset\"]}}}}");
	assert_string_equal(world_only(w)->help, "did you mean `asset`?");
	assert_string_equal(world_only(w)->fix_text, "asset");
	assert_string_equal(world_text(w, world_only(w)->fix), "assset");
}

static void
unreadable_files_are_left_out(void **state)
{
	struct world *w = *state;
	const struct language *l = read_two(w, "kinds: {", "kinds: {a: {plural: x, doc: D.}}");

	assert_string_equal(world_only(w)->name, "yaml_syntax");
	assert_non_null(language_kind(l, STR("a")));
}

static void
many_kinds_and_mistakes_are_quick(void **state)
{
	struct world *w = *state;
	struct buf text = {0};

	buf_puts(&text, "kinds:\n");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text,
			"  kind_%d: {plural: kinds_%d, doc: D., fields: {a: {type: ref, to: "
			"[no_%d]}}}\n",
			i, i, i);
	assert_int_equal(read_one(w, text.ptr)->kind_count, 20000);
	buf_free(&text);
	assert_int_equal(sink_total(w->sink), 20000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_file_says_nothing),
		TEST(fields_hold_what_was_said),
		TEST(blocks_are_kinds_of_their_own),
		TEST(inverses_hold_the_declared_entity),
		TEST(mixins_are_copied_and_told_once),
		TEST(projects_extend_kinds_and_blocks),
		TEST(mistakes_in_fields),
		TEST(mistakes_in_kinds),
		TEST(a_kind_declared_twice_names_the_first),
		TEST(suggestions_are_given),
		TEST(unreadable_files_are_left_out),
		TEST(many_kinds_and_mistakes_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
