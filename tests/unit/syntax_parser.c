/* Tokens → items. */
#include "syntax_support.h"

static void
items_hold_arguments_and_blocks(void **state)
{
	assert_dump(state, "risk R-1 \"x\" {\n  owner cto\n  needs { a 5; b 4 }\n}\nscope {}\n",
		"1:1 risk WORD R-1 STRING \"x\"\n"
		"2:3   owner WORD cto\n"
		"3:3   needs\n"
		"3:11     a WORD 5\n"
		"3:16     b WORD 4\n"
		"5:1 scope\n");
}

static void
items_are_linked_both_ways(void **state)
{
	struct parsed p = parse(*state, "a { b; c { d } }\ne");
	const struct item *items = p.tree->items;

	assert_int_equal(p.tree->item_count, 5);
	assert_int_equal(p.tree->first, 0);
	assert_int_equal(items[0].child, 1);
	assert_int_equal(items[0].next, 4);
	assert_int_equal(items[1].next, 2);
	assert_int_equal(items[1].parent, 0);
	assert_int_equal(items[2].child, 3);
	assert_int_equal(items[2].next, ITEM_NONE);
	assert_int_equal(items[3].parent, 2);
	assert_int_equal(items[4].parent, ITEM_NONE);
	assert_int_equal(items[4].open, ITEM_NONE);
	assert_int_equal(sink_total(p.sink), 0);
}

static void
an_empty_file_has_no_items(void **state)
{
	struct parsed p = parse(*state, "");

	assert_int_equal(p.tree->first, ITEM_NONE);
	assert_int_equal(p.tree->item_count, 0);
	p = parse(*state, "# only a comment\n\n;;\n");
	assert_int_equal(p.tree->first, ITEM_NONE);
	assert_int_equal(sink_total(p.sink), 0);
}

static void
an_item_ends_with_its_line(void **state)
{
	assert_dump(state, "a b\nc d;e f", "1:1 a WORD b\n2:1 c WORD d\n2:5 e WORD f\n");
	assert_dump(state, "a { b c }", "1:1 a\n1:5   b WORD c\n");
	assert_dump(state, "a\r\nb\r\n", "1:1 a\n2:1 b\n");
	assert_dump(state, "a { b } c d", "1:1 a\n1:5   b\n1:9 c WORD d\n");
}

static void
an_item_goes_on_behind_commas_operators_and_in_parentheses(void **state)
{
	assert_dump(state, "by A, # one\n  B,\n\n  C\nd",
		"1:1 by WORD A COMMA ,\n1:7 # one\n2:3  WORD B COMMA , WORD C\n5:1 d\n");
	assert_dump(state, "r a ==\n b", "1:1 r WORD a EQ == WORD b\n");
	assert_dump(state, "r a and\n b", "1:1 r WORD a WORD and WORD b\n");
	assert_dump(state, "r (a\n b)\nc", "1:1 r LPAREN ( WORD a WORD b RPAREN )\n3:1 c\n");
	assert_dump(state, "r [a\n b]\nc", "1:1 r LBRACKET [ WORD a WORD b RBRACKET ]\n3:1 c\n");
	assert_dump(state, "r any x in xs:\n x",
		"1:1 r WORD any WORD x WORD in WORD xs COLON : WORD x\n");
	assert_dump(state, "a 40 %\nb", "1:1 a WORD 40 PERCENT %\n2:1 b\n");
	assert_dump(state, "and\nb", "1:1 and\n2:1 b\n");
}

static void
spans_cover_the_item_and_its_extent(void **state)
{
	struct parsed p = parse(*state, "  a b, # c\n d { e }\nf");
	struct span span = tree_item_span(p.tree, &p.tree->items[0]);
	struct span extent = tree_item_extent(p.tree, &p.tree->items[0]);

	assert_str_is(source_text(p.sources, span), "a b, # c\n d");
	assert_str_is(source_text(p.sources, extent), "a b, # c\n d { e }");
	assert_str_is(source_text(p.sources, tree_item_span(p.tree, &p.tree->items[2])), "f");
	p = parse(*state, "a { b { c d\n e { f }\n");
	extent = tree_item_extent(p.tree, &p.tree->items[0]);
	assert_str_is(source_text(p.sources, extent), "a { b { c d\n e { f }");
	p = parse(*state, "a { b {\n");
	extent = tree_item_extent(p.tree, &p.tree->items[0]);
	assert_str_is(source_text(p.sources, extent), "a { b {");
}

static void
skipping_passes_comments_and_newlines(void **state)
{
	struct parsed p = parse(*state, "a b,\n # c\n d");
	const struct item *item = &p.tree->items[0];

	assert_int_equal(tree_skip(p.tree, item->args, item->args_end), item->args);
	uint32_t last = tree_skip(p.tree, item->args + 2, item->args_end);
	assert_str_is(tree_token_text(p.tree, last), "d");
	assert_int_equal(tree_skip(p.tree, item->args_end, item->args_end), item->args_end);
}

static void
sixty_four_blocks_may_nest(void **state)
{
	struct buf b = {0};

	for (int i = 0; i < 64; i++)
		buf_puts(&b, "a {");
	for (int i = 0; i < 64; i++)
		buf_puts(&b, "}");
	assert_diags(state, b.ptr, "");
	buf_free(&b);
	for (int i = 0; i < 65; i++)
		buf_puts(&b, "a {");
	for (int i = 0; i < 65; i++)
		buf_puts(&b, "}");
	buf_puts(&b, "\nb c\n}");
	assert_diags(state, b.ptr, "1:195-1:196 too_deep\n3:1-3:2 stray_close\n");
	buf_free(&b);
}

static void
a_broken_item_says_so_and_its_neighbours_do_not(void **state)
{
	assert_dump(state, "a \"b\nc d\n", "1:1 a (broken) STRING \"b\n2:1 c WORD d\n");
	assert_dump(state, "a @ b\nc d\n", "1:1 a (broken) BAD @ WORD b\n2:1 c WORD d\n");
	assert_dump(state, "@ a b\n", "1:1  BAD @\n1:3 a (broken) WORD b\n");
	assert_dump(state, "a # \xff\n", "1:1 a\n1:3 # \xff\n");
	struct parsed p = parse(*state, "a # \xff\n");
	assert_true(p.tree->broken);
	p = parse(*state, "a\n");
	assert_false(p.tree->broken);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(items_hold_arguments_and_blocks),
		TEST(items_are_linked_both_ways),
		TEST(an_empty_file_has_no_items),
		TEST(an_item_ends_with_its_line),
		TEST(an_item_goes_on_behind_commas_operators_and_in_parentheses),
		TEST(spans_cover_the_item_and_its_extent),
		TEST(skipping_passes_comments_and_newlines),
		TEST(sixty_four_blocks_may_nest),
		TEST(a_broken_item_says_so_and_its_neighbours_do_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
