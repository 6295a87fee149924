/* SHA-256 of files: the vectors of FIPS 180-4, over several pieces, and of nothing that is no regular file of the root. */
#include "support.h"

#include <errno.h>

#include "base/digest.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MILLION "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"

struct fixture {
	struct arena *arena;
	char *folder; /* the root is folder/in */
	char *root;
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof(*f));

	f->arena = a;
	f->folder = support_folder(a);
	f->root = arena_printf(a, "%s/in", f->folder);
	*state = f;
	return file_make_dir(f->root) ? 0 : -1;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	support_remove(f->arena, f->folder);
	arena_free(f->arena);
	return 0;
}

static void
expect(struct fixture *f, const char *name, const char *digest)
{
	char out[DIGEST_TEXT];

	assert_int_equal(digest_file_within(f->arena, f->root, name, out), FILE_OK);
	assert_string_equal(out, digest);
}

static enum file_status
status_of(struct fixture *f, const char *name)
{
	char out[DIGEST_TEXT];

	errno = 0;
	return digest_file_within(f->arena, f->root, name, out);
}

static void
vectors(void **state)
{
	struct fixture *f = *state;
	char *million = arena_raw(f->arena, 1000001);

	memset(million, 'a', 1000000);
	million[1000000] = '\0';
	support_put(f->arena, f->root, "empty", "");
	support_put(f->arena, f->root, "abc", "abc");
	support_put(f->arena, f->root, "million", million);
	expect(f, "empty", EMPTY);
	expect(f, "abc", ABC);
	expect(f, "./x/../abc", ABC);
	expect(f, "million", MILLION);
}

static void
links_stay_inside(void **state)
{
	struct fixture *f = *state;

	support_put(f->arena, f->root, "abc", "abc");
	support_put(f->arena, f->folder, "secret", "abc");
	assert_int_equal(symlink("abc", arena_printf(f->arena, "%s/link", f->root)), 0);
	assert_int_equal(symlink("../secret", arena_printf(f->arena, "%s/out", f->root)), 0);
	expect(f, "link", ABC);
	assert_int_equal(status_of(f, "out"), FILE_OUTSIDE);
	assert_int_equal(status_of(f, "../secret"), FILE_OUTSIDE);
	assert_int_equal(status_of(f, "/etc/passwd"), FILE_OUTSIDE);
}

static void
what_is_no_file(void **state)
{
	struct fixture *f = *state;
	char *closed = arena_printf(f->arena, "%s/closed", f->root);

	assert_int_equal(mkfifo(arena_printf(f->arena, "%s/fifo", f->root), 0600), 0);
	assert_int_equal(status_of(f, "nothing"), FILE_MISSING);
	assert_int_equal(status_of(f, "."), FILE_UNREADABLE);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(status_of(f, "fifo"), FILE_UNREADABLE);
	support_put(f->arena, f->root, "closed", "abc");
	assert_int_equal(chmod(closed, 0), 0);
	if (geteuid() != 0) {
		assert_int_equal(status_of(f, "closed"), FILE_UNREADABLE);
		assert_int_equal(errno, EACCES);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(vectors, setup, teardown),
		cmocka_unit_test_setup_teardown(links_stay_inside, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_file, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
