/* Files: nothing outside the root is read, nothing blocks, nothing is left half written. */
#include "support.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/file.h"

struct fixture {
	struct arena *arena;
	char *folder; /* the root is folder/in; folder/out lies outside */
	char *root;
	char log[4096]; /* what file_walk reported */
};

static int
setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof(*f));

	f->arena = a;
	f->folder = support_folder(a);
	f->root = arena_printf(a, "%s/in", f->folder);
	if (!file_make_dir(f->root) || !file_make_dir(arena_printf(a, "%s/out", f->folder)))
		return -1;
	support_put(a, f->folder, "out/secret.isms", "secret");
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	support_remove(f->arena, f->folder);
	arena_free(f->arena);
	return 0;
}

static char *
in(struct fixture *f, const char *name)
{
	return arena_printf(f->arena, "%s/%s", f->root, name);
}

static void
link_to(struct fixture *f, const char *target, const char *name)
{
	assert_int_equal(symlink(target, in(f, name)), 0);
}

static void
note_bad(void *context, const char *path, enum file_status status)
{
	static const char *const names[] = {"ok", "missing", "unreadable", "outside", "large"};
	struct fixture *f = context;

	strcat(strcat(strcat(strcat(f->log, path), "="), names[status]), " ");
}

static char *
walk(struct fixture *f, const char *folder, const char *const *skip)
{
	size_t count;
	const char **files =
		file_walk(f->arena, f->root, folder, ".isms", skip, note_bad, f, &count);
	char *list = arena_strndup(f->arena, "", 0);

	for (size_t i = 0; i < count; i++)
		list = arena_printf(f->arena, "%s%s ", list, files[i]);
	return list;
}

static void
paths_are_made_normal(void **state)
{
	struct fixture *f = *state;
	struct arena *a = f->arena;

	assert_string_equal(path_normal(a, "a/./b//c/"), "a/b/c");
	assert_string_equal(path_normal(a, "a/../b"), "b");
	assert_string_equal(path_normal(a, "aa/bb/../.."), ".");
	assert_string_equal(path_normal(a, ""), ".");
	assert_string_equal(path_normal(a, "/../a"), "/a");
	assert_string_equal(path_normal(a, "/a/.."), "/");
	assert_string_equal(path_normal(a, "...//..a/b.."), ".../..a/b..");
	assert_null(path_normal(a, ".."));
	assert_null(path_normal(a, "a/../../a"));
	assert_string_equal(path_join(a, ".", "x"), "x");
	assert_string_equal(path_join(a, "", "x"), "x");
	assert_string_equal(path_join(a, "a/", "x"), "a/x");
	assert_string_equal(path_join(a, "/", "x"), "/x");
}

static void
reads_whole_with_nul(void **state)
{
	struct fixture *f = *state;
	struct str text;

	support_put(f->arena, f->root, "a", "text");
	support_put(f->arena, f->root, "empty", "");
	assert_int_equal(file_read(f->arena, in(f, "a"), &text), FILE_OK);
	assert_str_is(text, "text");
	assert_int_equal(text.ptr[4], 0);
	assert_int_equal(file_read_within(f->arena, f->root, "./x/../a", &text), FILE_OK);
	assert_int_equal(file_read(f->arena, in(f, "empty"), &text), FILE_OK);
	assert_int_equal(text.len, 0);
	assert_int_equal(text.ptr[0], 0);
	assert_int_equal(file_read(f->arena, in(f, "none"), &text), FILE_MISSING);
	assert_int_equal(file_read(f->arena, in(f, "a/b"), &text), FILE_MISSING);
	assert_int_equal(file_read_within(f->arena, f->root, "a/b", &text), FILE_MISSING);
	assert_int_equal(file_read(f->arena, f->root, &text), FILE_UNREADABLE);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(file_read_within(f->arena, f->root, ".", &text), FILE_UNREADABLE);
	assert_int_equal(file_read_within(f->arena, in(f, "none"), "a", &text), FILE_MISSING);
}

/* A file whose size is said to be 0 and is not. */
static void
reads_what_has_no_size(void **state)
{
	struct fixture *f = *state;
	struct str text;

	if (!file_exists("/proc/self/status"))
		skip();
	assert_int_equal(file_read(f->arena, "/proc/self/status", &text), FILE_OK);
	assert_true(text.len > 0);
	assert_int_equal(strlen(text.ptr), text.len);
}

static void
nothing_outside_is_read(void **state)
{
	static const char *const outside[] = {"../out/secret.isms", "/etc/passwd", "link",
		"dir/secret.isms", "a/../../out/secret.isms", "root/etc/passwd", "via/secret.isms",
		".."};
	struct fixture *f = *state;
	struct str text = {0};

	link_to(f, "../out/secret.isms", "link");
	link_to(f, "../out", "dir");
	link_to(f, "/", "root");
	link_to(f, "dir", "via");
	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++) {
		assert_int_equal(
			file_read_within(f->arena, f->root, outside[i], &text), FILE_OUTSIDE);
		assert_null(text.ptr);
	}
}

/* "in" is the begin of "inner": a prefix of the name alone does not lie inside. */
static void
sibling_with_the_same_begin_is_outside(void **state)
{
	struct fixture *f = *state;
	struct str text;

	assert_true(file_make_dir(arena_printf(f->arena, "%s/inner", f->folder)));
	support_put(f->arena, f->folder, "inner/a.isms", "a");
	link_to(f, "../inner/a.isms", "link.isms");
	assert_int_equal(file_read_within(f->arena, f->root, "link.isms", &text), FILE_OUTSIDE);
	assert_string_equal(walk(f, ".", NULL), "");
	assert_string_equal(f->log, "link.isms=outside ");
}

static void
links_inside_are_followed(void **state)
{
	struct fixture *f = *state;
	struct str text;

	assert_true(file_make_dir(in(f, "a/b")));
	support_put(f->arena, f->root, "a/b/x.isms", "x");
	link_to(f, "a/b", "short");
	link_to(f, "short/x.isms", "file");
	assert_int_equal(file_read_within(f->arena, f->root, "short/x.isms", &text), FILE_OK);
	assert_int_equal(file_read_within(f->arena, f->root, "file", &text), FILE_OK);
	assert_str_is(text, "x");
	/* Through a root that is a link itself. */
	assert_int_equal(symlink("in", arena_printf(f->arena, "%s/alias", f->folder)), 0);
	assert_int_equal(file_read_within(f->arena, arena_printf(f->arena, "%s/alias", f->folder),
				 "file", &text),
		FILE_OK);
	link_to(f, "loop", "loop");
	assert_int_equal(file_read_within(f->arena, f->root, "loop", &text), FILE_UNREADABLE);
	link_to(f, "nowhere", "dangling");
	assert_int_equal(file_read_within(f->arena, f->root, "dangling", &text), FILE_MISSING);
}

/* An alarm ends the test should one of these block. */
static void
fifos_and_devices_do_not_block(void **state)
{
	struct fixture *f = *state;
	struct str text;

	alarm(10);
	assert_int_equal(mkfifo(in(f, "fifo.isms"), 0600), 0);
	assert_int_equal(file_read(f->arena, in(f, "fifo.isms"), &text), FILE_UNREADABLE);
	assert_int_equal(file_read_within(f->arena, f->root, "fifo.isms", &text), FILE_UNREADABLE);
	assert_int_equal(file_read(f->arena, "/dev/zero", &text), FILE_UNREADABLE);
	assert_string_equal(walk(f, ".", NULL), "");
	assert_string_equal(f->log, "fifo.isms=unreadable ");
	alarm(0);
}

static void
too_large_is_told_without_reading(void **state)
{
	struct fixture *f = *state;
	struct str text;

	support_put(f->arena, f->root, "big", "");
	if (truncate(in(f, "big"), (off_t)FILE_LIMIT + 1) != 0)
		skip();
	assert_int_equal(file_read(f->arena, in(f, "big"), &text), FILE_TOO_LARGE);
	assert_int_equal(file_read_within(f->arena, f->root, "big", &text), FILE_TOO_LARGE);
}

static void
walk_is_sorted_and_skips(void **state)
{
	struct fixture *f = *state;

	assert_true(file_make_dir(in(f, "b/c")));
	assert_true(file_make_dir(in(f, "out/deep")));
	assert_true(file_make_dir(in(f, ".git")));
	support_put(f->arena, f->root, "z.isms", "");
	support_put(f->arena, f->root, "b/c/y.isms", "");
	support_put(f->arena, f->root, "b.isms", "");
	support_put(f->arena, f->root, "b/no.txt", "");
	support_put(f->arena, f->root, ".hidden.isms", "");
	support_put(f->arena, f->root, ".git/x.isms", "");
	support_put(f->arena, f->root, "out/deep/x.isms", "");
	assert_string_equal(
		walk(f, ".", (const char *const[]){"out/", NULL}), "b.isms b/c/y.isms z.isms ");
	assert_string_equal(walk(f, "", NULL), "b.isms b/c/y.isms out/deep/x.isms z.isms ");
	assert_string_equal(walk(f, "b/", NULL), "b/c/y.isms ");
	assert_string_equal(f->log, "");
	walk(f, "none", NULL);
	walk(f, "../out", NULL);
	assert_string_equal(f->log, "none=missing ../out=outside ");
	assert_string_equal(walk(f, "./z.isms", NULL), "z.isms ");
	assert_string_equal(walk(f, "b/no.txt", NULL), "");
	assert_string_equal(walk(f, "out", (const char *const[]){"out", NULL}), "out/deep/x.isms ");
}

static void
cycles_of_links_end(void **state)
{
	struct fixture *f = *state;

	assert_true(file_make_dir(in(f, "a/b")));
	support_put(f->arena, f->root, "a/b/x.isms", "");
	link_to(f, "../..", "a/b/up");
	link_to(f, ".", "self");
	link_to(f, "loop", "loop");
	link_to(f, "../out", "away");
	link_to(f, "gone", "gone.isms");
	link_to(f, "gone", "other");
	assert_string_equal(walk(f, ".", NULL), "a/b/x.isms ");
	assert_non_null(strstr(f->log, "a/b/up=unreadable "));
	assert_non_null(strstr(f->log, "self=unreadable "));
	assert_non_null(strstr(f->log, "loop=unreadable "));
	assert_non_null(strstr(f->log, "away=outside "));
	assert_non_null(strstr(f->log, "gone.isms=missing "));
	assert_null(strstr(f->log, "other"));
}

/* Two links in each of 30 folders to the next: 2^30 paths, 30 folders. */
static void
links_do_not_multiply(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 30; i++) {
		assert_true(file_make_dir(in(f, arena_printf(f->arena, "d%02d", i))));
		link_to(f, arena_printf(f->arena, "../d%02d", (i + 1) % 30),
			arena_printf(f->arena, "d%02d/l", i));
		link_to(f, arena_printf(f->arena, "../d%02d", (i + 1) % 30),
			arena_printf(f->arena, "d%02d/m", i));
	}
	support_put(f->arena, f->root, "d29/x.isms", "");
	assert_string_equal(walk(f, ".", NULL), "d29/x.isms ");
	assert_int_equal(strlen(walk(f, "d00", NULL)),
		strlen("d00") + 29 * strlen("/l") + strlen("/x.isms "));
}

static void
writes_only_what_changed(void **state)
{
	struct fixture *f = *state;
	struct stat before, after;
	struct str text;
	bool changed;

	assert_true(file_write(in(f, "a"), "one", 3, &changed));
	assert_true(changed);
	assert_int_equal(stat(in(f, "a"), &before), 0);
	assert_true(file_write(in(f, "a"), "one", 3, &changed));
	assert_false(changed);
	assert_int_equal(stat(in(f, "a"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(chmod(in(f, "a"), 0640), 0);
	assert_true(file_write(in(f, "a"), "two", 3, &changed));
	assert_true(changed);
	assert_int_equal(stat(in(f, "a"), &after), 0);
	assert_int_equal(after.st_mode & 07777, 0640);
	assert_int_equal(file_read(f->arena, in(f, "a"), &text), FILE_OK);
	assert_str_is(text, "two");
	assert_true(file_write(in(f, "a"), "", 0, &changed));
	assert_true(changed);
	assert_true(file_write(in(f, "a"), NULL, 0, &changed));
	assert_false(changed);
}

/* A link is replaced: what it leads to is not touched. */
static void
links_are_not_written_through(void **state)
{
	struct fixture *f = *state;
	struct str text;
	bool changed;

	link_to(f, "../out/secret.isms", "link");
	assert_true(file_write(in(f, "link"), "mine", 4, &changed));
	assert_int_equal(
		file_read(f->arena, arena_printf(f->arena, "%s/out/secret.isms", f->folder), &text),
		FILE_OK);
	assert_str_is(text, "secret");
	assert_int_equal(file_read(f->arena, in(f, "link"), &text), FILE_OK);
	assert_str_is(text, "mine");
}

static size_t
entries(struct fixture *f)
{
	struct str text;
	char *list = in(f, "../list");

	assert_int_equal(system(arena_printf(f->arena, "ls -A '%s' >'%s'", f->root, list)), 0);
	assert_int_equal(file_read(f->arena, list, &text), FILE_OK);
	return text.len;
}

static void
failed_writes_leave_nothing(void **state)
{
	struct fixture *f = *state;
	bool changed = true;
	size_t before;

	assert_true(file_make_dir(in(f, "folder/x")));
	before = entries(f);
	assert_false(file_write(in(f, "none/a"), "x", 1, &changed));
	assert_int_equal(errno, ENOENT);
	assert_false(changed);
	assert_false(file_write(in(f, "folder"), "x", 1, &changed));
	assert_int_equal(errno, EISDIR);
	assert_false(file_write(in(f, arena_printf(f->arena, "%0300d", 1)), "x", 1, &changed));
	assert_int_equal(errno, ENAMETOOLONG);
	assert_int_equal(entries(f), before);
}

static void
read_only_folder_refuses(void **state)
{
	struct fixture *f = *state;
	bool changed;
	struct str text;

	if (geteuid() == 0)
		skip();
	support_put(f->arena, f->root, "a", "old");
	assert_int_equal(chmod(f->root, 0500), 0);
	assert_false(file_write(in(f, "a"), "new", 3, &changed));
	assert_int_equal(errno, EACCES);
	assert_int_equal(file_read(f->arena, in(f, "a"), &text), FILE_OK);
	assert_str_is(text, "old");
}

/* A limit on the size of files stands for a full disk. */
static void
full_disk_keeps_the_old_file(void **state)
{
	struct fixture *f = *state;
	struct rlimit before, none = {0};
	bool changed, written;
	size_t names;
	struct str text;
	int error;

	assert_true(file_write(in(f, "a"), "old", 3, &changed));
	names = entries(f);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	none.rlim_max = before.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	written = file_write(in(f, "a"), "new", 3, &changed);
	error = errno;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(written);
	assert_false(changed);
	assert_int_equal(error, EFBIG);
	assert_int_equal(file_read(f->arena, in(f, "a"), &text), FILE_OK);
	assert_str_is(text, "old");
	assert_int_equal(entries(f), names);
}

static void
folders_are_made(void **state)
{
	struct fixture *f = *state;

	assert_true(file_make_dir(in(f, "a/b/c/")));
	assert_true(file_make_dir(in(f, "a/b")));
	assert_true(file_exists(in(f, "a/b/c")));
	support_put(f->arena, f->root, "file", "");
	assert_false(file_make_dir(in(f, "file")));
	assert_int_equal(errno, ENOTDIR);
	assert_false(file_make_dir(in(f, "file/x")));
	assert_true(file_make_dir(""));
	assert_true(file_make_dir("/"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(paths_are_made_normal, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_whole_with_nul, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_what_has_no_size, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_outside_is_read, setup, teardown),
		cmocka_unit_test_setup_teardown(
			sibling_with_the_same_begin_is_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(links_inside_are_followed, setup, teardown),
		cmocka_unit_test_setup_teardown(fifos_and_devices_do_not_block, setup, teardown),
		cmocka_unit_test_setup_teardown(too_large_is_told_without_reading, setup, teardown),
		cmocka_unit_test_setup_teardown(walk_is_sorted_and_skips, setup, teardown),
		cmocka_unit_test_setup_teardown(cycles_of_links_end, setup, teardown),
		cmocka_unit_test_setup_teardown(links_do_not_multiply, setup, teardown),
		cmocka_unit_test_setup_teardown(writes_only_what_changed, setup, teardown),
		cmocka_unit_test_setup_teardown(links_are_not_written_through, setup, teardown),
		cmocka_unit_test_setup_teardown(failed_writes_leave_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(read_only_folder_refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(full_disk_keeps_the_old_file, setup, teardown),
		cmocka_unit_test_setup_teardown(folders_are_made, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
