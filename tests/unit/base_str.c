/* String views, names and maps. */
#include "support.h"

#include "base/map.h"

static void
views_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(str_eq((struct str){NULL, 0}, STR("")));
	assert_true(str_is(STR("a"), "a"));
	assert_false(str_is((struct str){"a\0b", 3}, "a"));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_int_equal(str_cmp((struct str){NULL, 0}, STR("")), 0);
	assert_true(str_starts(STR("abc"), "ab"));
	assert_false(str_starts(STR("a"), "ab"));
	assert_true(str_ends(STR("a.isms"), ".isms"));
	assert_false(str_ends(STR("isms"), ".isms"));
	assert_true(str_starts(STR(""), ""));
	assert_true(str_ends((struct str){NULL, 0}, ""));
	assert_int_equal(str_of(NULL).len, 0);
}

static void
trimming_takes_white_space(void **state)
{
	(void)state;
	assert_str_is(str_trim(STR(" \t\r\n a b \n")), "a b");
	assert_str_is(str_trim(STR("  ")), "");
	assert_str_is(str_trim(STR("")), "");
}

static void
equal_names_are_equal_pointers(void **state)
{
	struct names *t = names_new(*state);
	const struct name *made[5000];

	for (int i = 0; i < 5000; i++)
		made[i] = names_of(t, arena_printf(*state, "name-%d", i));
	for (int i = 0; i < 5000; i++) {
		assert_ptr_equal(made[i], names_of(t, arena_printf(*state, "name-%d", i)));
		assert_ptr_equal(
			made[i], names_find(t, str_of(arena_printf(*state, "name-%d", i))));
	}
	assert_null(names_find(t, STR("name-5000")));
	assert_null(names_find(t, STR("")));
	assert_ptr_equal(names_get(t, (struct str){NULL, 0}), names_of(t, ""));
	assert_ptr_not_equal(names_get(t, (struct str){"a\0", 2}), names_of(t, "a"));
	assert_string_equal(made[77]->text, "name-77");
	assert_str_is(name_str(made[77]), "name-77");
}

static void
hash_depends_on_every_byte(void **state)
{
	char text[32] = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++) {
		uint32_t before = str_hash((struct str){text, sizeof(text)});

		text[i] = 1;
		assert_int_not_equal(before, str_hash((struct str){text, sizeof(text)}));
		text[i] = 0;
	}
	assert_int_not_equal(str_hash((struct str){text, 1}), str_hash((struct str){text, 2}));
}

static void
maps_hold_any_key(void **state)
{
	struct map *m = map_new(*state);
	int one, two;

	assert_null(map_get(m, NULL));
	map_put(m, NULL, &one);
	assert_ptr_equal(map_get(m, NULL), &one);
	map_put(m, NULL, &two);
	assert_ptr_equal(map_get(m, NULL), &two);
	assert_int_equal(map_len(m), 1);
	assert_null(map_get(m, &one));
	map_put(m, &one, NULL);
	assert_int_equal(map_len(m), 2);
	assert_null(map_get(m, &one));
}

static void
pairs_are_ordered(void **state)
{
	struct map *m = map_new(*state);
	char keys[300];

	for (int i = 0; i < 300; i++) {
		for (int j = 0; j < 300; j++)
			map_put2(m, &keys[i], &keys[j], &keys[(i * 7 + j) % 300]);
	}
	assert_int_equal(map_len(m), 90000);
	for (int i = 0; i < 300; i++) {
		for (int j = 0; j < 300; j++)
			assert_ptr_equal(map_get2(m, &keys[i], &keys[j]), &keys[(i * 7 + j) % 300]);
	}
	assert_null(map_get(m, &keys[0]));
}

/* Small integers, as ids are, and multiples of a power of two, as pointers are. */
static void
maps_take_integers(void **state)
{
	struct map *m = map_new(*state);
	int value;

	for (uintptr_t i = 0; i < 20000; i++) {
		map_put(m, (void *)i, &value);
		map_put(m, (void *)(i << 20), &value);
	}
	for (uintptr_t i = 0; i < 20000; i++)
		assert_ptr_equal(map_get(m, (void *)(i << 20)), &value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views_compare_by_bytes),
		cmocka_unit_test(trimming_takes_white_space),
		cmocka_unit_test_setup_teardown(
			equal_names_are_equal_pointers, support_arena, support_arena_free),
		cmocka_unit_test(hash_depends_on_every_byte),
		cmocka_unit_test_setup_teardown(
			maps_hold_any_key, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			pairs_are_ordered, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			maps_take_integers, support_arena, support_arena_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
