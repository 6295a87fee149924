/* The YAML reader: exact places, and every mistake told once where it is. */
#include "schema_support.h"

static void
empty_files_are_null(void **state)
{
	struct world *w = *state;

	assert_int_equal(world_yaml(w, "")->kind, YAML_NULL);
	assert_int_equal(world_yaml(w, "# only a comment\n")->kind, YAML_NULL);
	assert_int_equal(world_yaml(w, "---\n")->kind, YAML_NULL);
	assert_int_equal(world_yaml(w, "\xEF\xBB\xBF")->kind, YAML_NULL);
	assert_string_equal(world_said(w), "");
}

static void
places_count_bytes(void **state)
{
	struct world *w = *state;
	struct yaml *root =
		world_yaml(w, "größe: \"zwölf — €\"\nnäxt: [ä, 'b ö', {c: 𝄞d}]\nlast: x\n");
	struct yaml *list = yaml_get(root, "näxt");

	assert_string_equal(world_text(w, root->child->key_span), "größe");
	assert_string_equal(world_text(w, root->child->span), "\"zwölf — €\"");
	assert_string_equal(world_text(w, yaml_inner(root->child)), "zwölf — €");
	assert_string_equal(world_text(w, list->span), "[ä, 'b ö', {c: 𝄞d}]");
	assert_string_equal(world_text(w, list->child->next->span), "'b ö'");
	assert_string_equal(world_text(w, list->child->next->next->child->span), "𝄞d");
	assert_string_equal(world_text(w, yaml_get(root, "last")->span), "x");
	assert_int_equal(list->count, 3);
}

static void
places_behind_a_byte_order_mark(void **state)
{
	struct world *w = *state;
	struct yaml *root = world_yaml(w, "\xEF\xBB\xBF"
					  "ä: ö\r\nkey: value\r\n");

	assert_string_equal(world_text(w, root->child->key_span), "ä");
	assert_string_equal(world_text(w, yaml_get(root, "key")->span), "value");
}

static void
blocks_end_where_their_text_ends(void **state)
{
	struct world *w = *state;
	struct yaml *root =
		world_yaml(w, "a: |\n  one\n  two\n\n\nb:\n  - x\n  - y: z\n\n# end\nc: 1\n");

	assert_string_equal(world_text(w, yaml_get(root, "a")->span), "|\n  one\n  two");
	assert_string_equal(yaml_get(root, "a")->text.ptr, "one\ntwo\n");
	assert_true(yaml_get(root, "a")->quoted);
	assert_string_equal(world_text(w, yaml_get(root, "b")->child->next->span), "y: z");
	assert_int_equal(root->count, 3);
}

static void
duplicate_keys_name_the_first(void **state)
{
	struct world *w = *state;
	struct yaml *root = world_yaml(w, "a: 1\nb: {x: 1, x: {y: 2}}\na: [1]\nc: 3\n");
	const struct diag *d;
	uint32_t count;

	assert_string_equal(world_said(w), "2:11 yaml_duplicate key `x` stands twice\n"
					   "3:1 yaml_duplicate key `a` stands twice\n");
	d = sink_sorted(w->sink, w->sources, &count)[1];
	assert_int_equal(d->related->span.start, 0);
	assert_string_equal(yaml_get(root, "a")->text.ptr, "1");
	assert_string_equal(yaml_get(root, "c")->text.ptr, "3");
	assert_int_equal(root->count, 3);
}

static void
aliases_repeat_what_is_marked(void **state)
{
	struct world *w = *state;
	struct yaml *root = world_yaml(w, "a: &m {x: &v one}\nb: *m\nc: [*v, *m]\n*v : d\n");

	assert_string_equal(world_said(w), "");
	assert_string_equal(yaml_get(yaml_get(root, "b"), "x")->text.ptr, "one");
	assert_string_equal(world_text(w, yaml_get(root, "b")->span), "*m");
	assert_string_equal(world_text(w, yaml_get(root, "a")->span), "{x: &v one}");
	assert_string_equal(world_text(w, yaml_get(root, "a")->child->span), "one");
	assert_int_equal(yaml_get(root, "c")->count, 2);
	assert_string_equal(yaml_get(root, "one")->text.ptr, "d");
}

static void
alias_bombs_are_refused(void **state)
{
	struct world *w = *state;
	struct buf text = {0};

	buf_puts(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 30; i++)
		buf_printf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1,
			i - 1);
	assert_null(world_bytes(w, text.ptr, text.len));
	buf_free(&text);
	assert_string_equal(world_only(w)->name, "yaml_alias");
}

static void
bad_aliases_are_errors(void **state)
{
	struct world *w = *state;

	assert_null(world_yaml(w, "a: *nobody\n"));
	assert_null(world_yaml(w, "a: &a\n  b: [*a]\n"));
	assert_string_equal(world_said(w), "1:4 yaml_alias nothing before is marked `&nobody`\n"
					   "2:7 yaml_alias alias `*a` lies in what it repeats\n");
}

static void
depth_is_bounded(void **state)
{
	struct world *w = *state;
	char text[400];

	memset(text, '[', 200);
	memset(text + 200, ']', 200);
	assert_null(world_bytes(w, text, 400));
	assert_string_equal(
		world_said(w), "1:65 yaml_depth maps and lists lie too deep in one another\n");
	assert_non_null(world_bytes(w, text + 136, 128));
}

static void
one_document_only(void **state)
{
	struct world *w = *state;

	assert_null(world_yaml(w, "a: 1\n---\nb: 2\n"));
	assert_string_equal(world_said(w), "2:1 yaml_documents a second document begins here\n");
}

static void
tags_and_merge_keys_are_refused(void **state)
{
	struct world *w = *state;

	world_yaml(w, "a: !!str 1\nb: &b {x: 1}\nc: {<<: *b, y: 2}\nd: !x [1]\n\"<<\": 1\n");
	assert_string_equal(world_said(w), "1:4 yaml_tag tags are not read here\n"
					   "3:5 yaml_tag merge keys (`<<`) are not read\n"
					   "4:4 yaml_tag tags are not read here\n");
}

static void
syntax_errors_have_their_place(void **state)
{
	static const char *const texts[] = {"a: [1, 2\n", "ä: b: c\n", "a: \"x\n", "\tb: 1\n",
		"a: 1\n b: 2\n", "a: @x\n", "- a\nb: 1\n", "a: 'x' y\n", "%YAML 9.9\n---\na\n",
		"{a: 1}}\n", "a: >9x\n", "&\n", "*\n", "!<\n", "\"\\q\"\n", "[a, b: {]\n"};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		uint32_t before = sink_total(w->sink);
		struct yaml *root = world_yaml(w, texts[i]);

		if (root == NULL && sink_total(w->sink) != before + 1)
			fail_msg("not reported: %s", texts[i]);
	}
}

static void
syntax_errors_count_bytes(void **state)
{
	struct world *w = *state;

	assert_null(world_yaml(w, "ä€: b: c\n"));
	assert_string_equal(world_said(w),
		"1:6 yaml_syntax no valid YAML: mapping values are not allowed in this context\n");
	assert_int_equal(world_only(w)->span.start, 8);
	assert_non_null(world_only(w)->help);
}

static void
bad_bytes_are_refused(void **state)
{
	struct world *w = *state;

	assert_null(world_bytes(w, "a: \0b\n", 6));
	assert_null(world_yaml(w, "a: \xC3(\n"));
	assert_null(world_yaml(w, "a: \x01\n"));
	assert_null(world_yaml(w, "a: \xE2\x80\xAE"
				  "b\n"));
	assert_null(world_bytes(w,
		"\xFF\xFE"
		"a\0",
		4));
	assert_string_equal(world_said(w), "1:4 yaml_bytes a NUL byte\n"
					   "1:4 yaml_bytes this is not UTF-8\n"
					   "1:4 yaml_bytes a control character\n"
					   "1:4 yaml_bytes a bidirectional control character, "
					   "which hides the order of the text\n"
					   "1:1 yaml_bytes this is not UTF-8\n");
}

static void
keys_are_words(void **state)
{
	struct world *w = *state;

	assert_null(world_yaml(w, "? [a, b]\n: c\n"));
	assert_string_equal(world_said(w), "1:3 yaml_shape a key must be a plain word\n");
}

static void
nulls_and_values(void **state)
{
	struct world *w = *state;
	struct yaml *root =
		world_yaml(w, "a:\nb: ~\nc: null\nd: \"\"\ne: yes\nf: \"yes\"\ng: -12\nh: 99\n"
			      "i: {j: {k: deep}}\nl: 9999999999999999999\n");
	bool flag = false;
	int64_t number = 0;

	assert_int_equal(yaml_get(root, "a")->kind, YAML_NULL);
	assert_int_equal(yaml_get(root, "b")->kind, YAML_NULL);
	assert_int_equal(yaml_get(root, "c")->kind, YAML_NULL);
	assert_int_equal(yaml_get(root, "d")->kind, YAML_SCALAR);
	assert_true(yaml_bool(yaml_get(root, "e"), &flag) && flag);
	assert_false(yaml_bool(yaml_get(root, "f"), &flag));
	assert_true(yaml_int(yaml_get(root, "g"), -20, 0, &number) && number == -12);
	assert_false(yaml_int(yaml_get(root, "h"), 0, 98, &number));
	assert_false(yaml_int(yaml_get(root, "l"), 0, INT64_MAX, &number));
	assert_false(yaml_int(NULL, 0, 1, &number));
	assert_string_equal(yaml_path(root, STR("i.j.k"))->text.ptr, "deep");
	assert_null(yaml_path(root, STR("i.j.x")));
	assert_null(yaml_path(root, STR("i..k")));
	assert_null(yaml_path(root, STR("a.b")));
	assert_null(yaml_get(NULL, "x"));
	assert_string_equal(world_text(w, yaml_place(yaml_get(root, "a"))), "a");
}

static void
unknown_keys_get_the_nearest(void **state)
{
	static const char *const valid[] = {"title", "doc", NULL};
	struct world *w = *state;

	yaml_check_keys(world_yaml(w, "doc: x\ntitel: y\n"), valid, "a thing", w->sink);
	assert_string_equal(world_said(w), "2:1 yaml_key unknown key `titel` in a thing\n");
	assert_string_equal(world_only(w)->help, "did you mean `title`?");
	assert_string_equal(world_only(w)->fix_text, "title");
}

static void
many_anchors_and_keys_are_quick(void **state)
{
	struct world *w = *state;
	struct buf text = {0};

	for (int i = 0; i < 50000; i++)
		buf_printf(&text, "kä%d: &a%d v\n", i, i);
	for (int i = 0; i < 9000; i++)
		buf_printf(&text, "r%d: *a%d\n", i, i);
	assert_int_equal(world_bytes(w, text.ptr, text.len)->count, 59000);
	buf_free(&text);
	assert_string_equal(world_said(w), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(empty_files_are_null),
		TEST(places_count_bytes),
		TEST(places_behind_a_byte_order_mark),
		TEST(blocks_end_where_their_text_ends),
		TEST(duplicate_keys_name_the_first),
		TEST(aliases_repeat_what_is_marked),
		TEST(alias_bombs_are_refused),
		TEST(bad_aliases_are_errors),
		TEST(depth_is_bounded),
		TEST(one_document_only),
		TEST(tags_and_merge_keys_are_refused),
		TEST(syntax_errors_have_their_place),
		TEST(syntax_errors_count_bytes),
		TEST(bad_bytes_are_refused),
		TEST(keys_are_words),
		TEST(nulls_and_values),
		TEST(unknown_keys_get_the_nearest),
		TEST(many_anchors_and_keys_are_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
