/* UTF-8 and the nearest name. */
#include "support.h"

#include "base/suggest.h"
#include "base/utf8.h"

static void
every_character_goes_both_ways(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char bytes[4];
		uint32_t back;
		size_t len;

		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		len = utf8_encode(cp, bytes);
		if (utf8_decode(bytes, len, &back) != len || back != cp)
			fail_msg("U+%04X does not come back", (unsigned)cp);
		if (utf8_decode(bytes, len - 1, &back) != 0)
			fail_msg("U+%04X cut off is taken", (unsigned)cp);
	}
}

static void
wrong_bytes_are_refused(void **state)
{
	static const char *const wrong[] = {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(",
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xe2\x82",
		"\xe2(\xa1", "\xe2\x82(", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf0\x9f\x98", "\xf8\x88\x80\x80\x80",
		"\xfe", "\xff"};
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(utf8_decode(wrong[i], strlen(wrong[i]), &cp), 0);
		assert_int_equal(cp, 0xfffd);
	}
	assert_int_equal(utf8_decode("", 0, &cp), 0);
}

static void
wrong_characters_are_not_written(void **state)
{
	char bytes[4];

	(void)state;
	assert_int_equal(utf8_encode(0xd800, bytes), 3);
	assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
	assert_int_equal(utf8_encode(0x110000, bytes), 3);
	assert_int_equal(utf8_encode(UINT32_MAX, bytes), 3);
}

/* Each single byte at each place of the fast path of eight. */
static void
check_finds_each_byte_at_each_place(void **state)
{
	(void)state;
	for (int byte = 0; byte < 0x100; byte++) {
		for (size_t at = 0; at < 19; at++) {
			char text[20] = "abcdefghijklmnopqrs";
			bool fine = (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\n' ||
				    byte == '\r';
			enum utf8_fault expected = fine          ? UTF8_OK
						   : byte == 0   ? UTF8_NUL
						   : byte < 0x80 ? UTF8_CONTROL
								 : UTF8_INVALID;
			size_t pos = 0;

			text[at] = (char)byte;
			assert_int_equal(utf8_check((struct str){text, 19}, &pos), expected);
			assert_int_equal(pos, fine ? 19 : at);
		}
	}
}

static void
check_goes_on_behind_a_fault(void **state)
{
	struct str text = STR("a\x80 \xe2\x80\xae b \xc2\x85");
	size_t pos = 0;

	(void)state;
	assert_int_equal(utf8_check(text, &pos), UTF8_INVALID);
	assert_int_equal(pos, 1);
	pos++;
	assert_int_equal(utf8_check(text, &pos), UTF8_BIDI);
	assert_int_equal(pos, 3);
	pos += 3;
	assert_int_equal(utf8_check(text, &pos), UTF8_CONTROL);
	assert_int_equal(pos, 9);
	pos += 2;
	assert_int_equal(utf8_check(text, &pos), UTF8_OK);
	pos = 99;
	assert_int_equal(utf8_check(text, &pos), UTF8_OK);
	pos = 0;
	assert_int_equal(utf8_check((struct str){NULL, 0}, &pos), UTF8_OK);
}

static void
width_and_count(void **state)
{
	(void)state;
	assert_int_equal(utf8_width(STR("abc")), 3);
	assert_int_equal(utf8_width(STR("日本")), 4);
	assert_int_equal(utf8_width(STR("e\xcc\x81")), 1);
	assert_int_equal(utf8_width(STR("\xf0\x9f\x98\x80")), 2);
	assert_int_equal(utf8_width(STR("é")), 1);
	assert_int_equal(utf8_width(STR("\xff")), 1);
	assert_int_equal(utf8_columns(0x10ffff), 1);
	assert_int_equal(utf8_columns('\n'), 0);
	assert_int_equal(utf8_count(STR("日e\xcc\x81\xff")), 4);
	assert_int_equal(utf8_count(STR("")), 0);
}

static struct suggest
among(const char *wanted, const char *const *names)
{
	struct suggest s = suggest_start(str_of(wanted));

	for (; *names != NULL; names++)
		suggest_offer(&s, str_of(*names));
	return s;
}

static void
nearest_name_is_found(void **state)
{
	struct suggest s =
		among("tretment", (const char *const[]){"treat", "treatment", "threat", NULL});

	(void)state;
	assert_str_is(suggest_best(&s), "treatment");
	assert_true(suggest_certain(&s));
	s = among("onwer", (const char *const[]){"owner", NULL});
	assert_str_is(suggest_best(&s), "owner");
	assert_true(suggest_certain(&s));
	s = among("OWNER", (const char *const[]){"owner", NULL});
	assert_str_is(suggest_best(&s), "owner");
	assert_false(suggest_certain(&s));
	s = among("Owner", (const char *const[]){"owner", "owned", NULL});
	assert_str_is(suggest_best(&s), "owner");
	assert_true(suggest_certain(&s));
	s = among("größe", (const char *const[]){"grösse", "größen", NULL});
	assert_str_is(suggest_best(&s), "größen");
}

static void
ties_are_not_certain(void **state)
{
	struct suggest s = among("cat", (const char *const[]){"rat", "bat", NULL});
	struct suggest t = among("cat", (const char *const[]){"bat", "rat", NULL});

	(void)state;
	assert_false(suggest_certain(&s));
	assert_str_is(suggest_best(&s), "bat");
	assert_str_is(suggest_best(&t), "bat");
	/* The same name twice is one name; a nearer one ends a tie. */
	s = among("cart", (const char *const[]){"card", "card", NULL});
	assert_true(suggest_certain(&s));
	s = among("Cart", (const char *const[]){"Card", "Carp", "cart", NULL});
	assert_true(suggest_certain(&s));
	assert_str_is(suggest_best(&s), "cart");
}

static void
far_names_are_not_suggested(void **state)
{
	struct suggest s = among("ab", (const char *const[]){"ac", "abc", "", NULL});

	(void)state;
	assert_int_equal(suggest_best(&s).len, 0);
	assert_false(suggest_certain(&s));
	s = among("", (const char *const[]){"a", "", NULL});
	assert_int_equal(suggest_best(&s).len, 0);
	s = among("risk", (const char *const[]){"role", NULL});
	assert_int_equal(suggest_best(&s).len, 0);
	s = among("abc", (const char *const[]){"abc", NULL});
	assert_false(suggest_certain(&s));
}

static void
long_names_cost_nothing(void **state)
{
	char *text = arena_array(*state, 1 << 20, 1);
	struct suggest s;

	memset(text, 'x', (1 << 20) - 1);
	const struct str name = str_of(text);
	s = suggest_start(name);
	for (int i = 0; i < 100000; i++)
		suggest_offer(&s, name);
	assert_int_equal(suggest_best(&s).len, 0);
	s = suggest_start(STR("xxxx"));
	suggest_offer(&s, name);
	assert_int_equal(suggest_best(&s).len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_goes_both_ways),
		cmocka_unit_test(wrong_bytes_are_refused),
		cmocka_unit_test(wrong_characters_are_not_written),
		cmocka_unit_test(check_finds_each_byte_at_each_place),
		cmocka_unit_test(check_goes_on_behind_a_fault),
		cmocka_unit_test(width_and_count),
		cmocka_unit_test(nearest_name_is_found),
		cmocka_unit_test(ties_are_not_certain),
		cmocka_unit_test(far_names_are_not_suggested),
		cmocka_unit_test_setup_teardown(
			long_names_cost_nothing, support_arena, support_arena_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
