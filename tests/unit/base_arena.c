/* Arenas, vectors and buffers. */
#include "support.h"

#include "base/buf.h"
#include "base/vec.h"

static void
memory_is_zeroed_and_aligned(void **state)
{
	for (size_t size = 0; size < 5000; size = size * 2 + 1) {
		char *p = arena_alloc(*state, size);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
}

static void
blocks_do_not_overlap(void **state)
{
	unsigned char *parts[2000];

	for (size_t i = 0; i < 2000; i++) {
		parts[i] = arena_alloc(*state, 1 + i * 7 % 3000);
		memset(parts[i], (int)(i % 251), 1 + i * 7 % 3000);
	}
	for (size_t i = 0; i < 2000; i++) {
		for (size_t j = 0; j < 1 + i * 7 % 3000; j++)
			assert_int_equal(parts[i][j], i % 251);
	}
}

static void
grown_part_is_zeroed_and_old_kept(void **state)
{
	uint32_t *p = NULL;
	size_t len = 0;

	for (size_t want = 1; want < 100000; want = want * 3 + 1) {
		p = arena_grow(*state, p, len, want, sizeof(*p));
		for (size_t i = len; i < want; i++) {
			assert_int_equal(p[i], 0);
			p[i] = (uint32_t)i;
		}
		len = want;
	}
	for (size_t i = 0; i < len; i++)
		assert_int_equal(p[i], i);
}

/* What was freed in front of the array by growing in place must not be handed out twice. */
static void
growth_in_place_keeps_the_next_apart(void **state)
{
	char *p = arena_alloc(*state, 3);
	char *q;

	memset(p, 1, 3);
	p = arena_grow(*state, p, 3, 40, 1);
	memset(p, 1, 40);
	q = arena_alloc(*state, 8);
	memset(q, 2, 8);
	for (int i = 0; i < 40; i++)
		assert_int_equal(p[i], 1);
	assert_ptr_equal(arena_grow(*state, p, 40, 10, 1), p);
}

static void
note(void *object)
{
	char **log = object;

	strcat(log[0], log[1]);
}

static void
owned_objects_go_last_first(void **state)
{
	struct arena *a = arena_new();
	char log[8] = "";
	char one[] = "1", two[] = "2";
	char *first[] = {log, one}, *second[] = {log, two};

	(void)state;
	arena_own(a, first, note);
	arena_own(a, second, note);
	arena_free(a);
	assert_string_equal(log, "21");
	arena_free(NULL);
}

static void
strings_are_copied(void **state)
{
	assert_string_equal(arena_strndup(*state, "abc", 2), "ab");
	assert_string_equal(arena_strndup(*state, NULL, 0), "");
	assert_string_equal(arena_printf(*state, "%s-%d", "x", 7), "x-7");
	assert_int_equal(strlen(arena_printf(*state, "%*s", 100000, "")), 100000);
	assert_true(arena_used(*state) >= 100000);
}

static void
vectors_grow(void **state)
{
	VEC(uint64_t) v = {0};

	for (uint64_t i = 0; i < 100000; i++) {
		uint64_t *p = VEC_PUSH((struct arena *)*state, &v);

		assert_int_equal(*p, 0);
		*p = i;
	}
	assert_int_equal(v.len, 100000);
	for (uint64_t i = 0; i < 100000; i++)
		assert_int_equal(v.ptr[i], i);
}

static void
buffers_stay_terminated(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_add(&b, NULL, 0);
	assert_string_equal(b.ptr, "");
	for (int i = 0; i < 1000; i++) {
		buf_printf(&b, "%03d", i);
		assert_int_equal(b.ptr[b.len], 0);
	}
	assert_int_equal(b.len, 3000);
	assert_memory_equal(b.ptr + 2997, "999", 3);
	buf_printf(&b, "%*s", 70000, "x");
	assert_int_equal(b.len, 73000);
	assert_int_equal(strlen(b.ptr), 73000);
	buf_free(&b);
	buf_free(&b);
	buf_putc(&b, '\0');
	assert_int_equal(b.len, 1);
	buf_str(&b, STR("y"));
	buf_puts(&b, "z");
	assert_memory_equal(b.ptr, "\0yz", 4);
	buf_free(&b);
}

/* A buffer that is exactly full must grow before its NUL is written. */
static void
buffers_grow_at_each_length(void **state)
{
	(void)state;
	for (int len = 0; len < 300; len++) {
		struct buf b = {0};

		buf_printf(&b, "%*s", len, "");
		assert_int_equal(b.len, (size_t)len);
		buf_printf(&b, "%d", 12);
		assert_string_equal(b.ptr + len, "12");
		buf_free(&b);
	}
}

static void
count(void *object)
{
	(*(int *)object)++;
}

/* Emptied, an arena releases what it owns once, and hands out memory as if new, whatever lay there before. */
static void
reset_begins_anew(void **state)
{
	struct arena *a = arena_new();
	int released = 0;

	(void)state;
	for (int round = 1; round <= 4; round++) {
		arena_own(a, &released, count);
		for (size_t i = 0; i < 3000; i++) {
			char *p = arena_alloc(a, 1 + i * 7 % 4000);
			assert_int_equal(p[0], 0);
			assert_int_equal(p[i * 7 % 4000], 0);
			memset(p, 0xff, 1 + i * 7 % 4000);
		}
		assert_non_null(arena_alloc(a, (size_t)3 << 20));
		arena_reset(a);
		assert_int_equal(released, round);
		assert_int_equal(arena_used(a), 0);
	}
	arena_free(a);
	assert_int_equal(released, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reset_begins_anew),
		cmocka_unit_test_setup_teardown(
			memory_is_zeroed_and_aligned, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			blocks_do_not_overlap, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			grown_part_is_zeroed_and_old_kept, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(
			growth_in_place_keeps_the_next_apart, support_arena, support_arena_free),
		cmocka_unit_test(owned_objects_go_last_first),
		cmocka_unit_test_setup_teardown(
			strings_are_copied, support_arena, support_arena_free),
		cmocka_unit_test_setup_teardown(vectors_grow, support_arena, support_arena_free),
		cmocka_unit_test(buffers_stay_terminated),
		cmocka_unit_test(buffers_grow_at_each_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
