/* init: the starter → a new project. Everything is written into a folder beside its place first and moved from there entry by
 * entry, the project file last; an entry that exists already stops it before anything is written, and whatever fails later
 * is taken back. So a project stands whole or not at all, and nothing is ever overwritten. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "commands/say.h"
#include "commands/starter.h"
#include "model/value.h"

#define PROJECT "isms.yaml"

struct init {
	struct arena *arena;
	const char *folder; /* the project's */
	const char *stage; /* below it, until all is written */
	const struct starter_file *files;
	size_t file_count;
	const char **entries; /* what stands directly in the folder: files, and folders of files */
	size_t entry_count;
	size_t moved; /* so many of them stand in their place */
	size_t made_from; /* length of the first part of `folder` that was made for it; 0: none */
};

static bool
fail(const char *what, const char *path)
{
	say("cannot %s `%s`: %s", what, path, strerror(errno));
	return false;
}

static bool
exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* The first parts of all paths, each once, the project file last. */
static void
list_entries(struct init *in)
{
	size_t n = 0;

	in->entries = arena_array(in->arena, in->file_count + 1, sizeof *in->entries);
	for (size_t i = 0; i < in->file_count; i++) {
		const char *path = in->files[i].path;
		const char *entry = arena_strndup(in->arena, path, strcspn(path, "/"));

		if (strcmp(entry, PROJECT) != 0 &&
			(n == 0 || strcmp(in->entries[n - 1], entry) != 0))
			in->entries[n++] = entry;
	}
	in->entries[n++] = PROJECT;
	in->entry_count = n;
}

/* Tells every entry that stands in the way. */
static bool
is_free(const struct init *in)
{
	bool free_place = true;

	for (size_t i = 0; i < in->entry_count; i++) {
		const char *path = path_join(in->arena, in->folder, in->entries[i]);

		if (exists(path)) {
			say("`%s` exists already", path);
			free_place = false;
		}
	}
	if (!free_place)
		say("nothing was written; choose an empty folder, or move "
		    "these away");
	return free_place;
}

static bool
make_folder(struct init *in)
{
	size_t len = strlen(in->folder);

	for (size_t i = 1; i <= len && in->made_from == 0; i++) {
		if ((in->folder[i] == '/' || i == len) &&
			!file_exists(arena_strndup(in->arena, in->folder, i)))
			in->made_from = i;
	}
	return file_make_dir(in->folder) || fail("make the folder", in->folder);
}

static bool
write_stage(struct init *in)
{
	in->stage = path_join(
		in->arena, in->folder, arena_printf(in->arena, ".ismsc-init-%ld", (long)getpid()));
	if (mkdir(in->stage, 0777) != 0) {
		fail("make a folder in", in->folder);
		in->stage = NULL;
		return false;
	}
	for (size_t i = 0; i < in->file_count; i++) {
		const struct starter_file *f = &in->files[i];
		char *path = path_join(in->arena, in->stage, f->path);
		char *slash = strrchr(path, '/');
		bool changed;

		*slash = '\0';
		if (!file_make_dir(path))
			return fail("make the folder", path);
		*slash = '/';
		if (!file_write(path, f->text.ptr, f->text.len, &changed))
			return fail("write", path);
	}
	return true;
}

/* Takes the name by making something empty of it, which fails when it is taken, and puts the entry in its place. */
static bool
move_entry(const char *from, const char *to)
{
	struct stat st;
	bool is_folder = lstat(from, &st) == 0 && S_ISDIR(st.st_mode);
	bool claimed = is_folder ? mkdir(to, 0777) == 0 : false;

	if (!is_folder) {
		FILE *f = fopen(to, "wx");

		claimed = f != NULL && fclose(f) == 0;
	}
	if (claimed && rename(from, to) == 0)
		return true;
	int error = errno;
	if (claimed) {
		if (is_folder)
			rmdir(to);
		else
			unlink(to);
	}
	errno = error;
	return false;
}

static bool
move_all(struct init *in)
{
	for (; in->moved < in->entry_count; in->moved++) {
		const char *name = in->entries[in->moved];
		const char *to = path_join(in->arena, in->folder, name);

		if (!move_entry(path_join(in->arena, in->stage, name), to))
			return fail("write", to);
	}
	return true;
}

/* Removes the stage with what is left in it. */
static void
remove_stage(const struct init *in)
{
	size_t len = strlen(in->stage);

	for (size_t i = in->file_count; i-- > 0;) {
		char *path = path_join(in->arena, in->stage, in->files[i].path);

		unlink(path);
		for (char *slash = strrchr(path, '/');
			slash != NULL && (size_t)(slash - path) > len; slash = strrchr(path, '/')) {
			*slash = '\0';
			if (rmdir(path) != 0)
				break;
		}
	}
	rmdir(in->stage);
}

/* As it was before. */
static void
take_back(struct init *in)
{
	while (in->stage != NULL && in->moved > 0) {
		const char *name = in->entries[--in->moved];

		rename(path_join(in->arena, in->folder, name),
			path_join(in->arena, in->stage, name));
	}
	if (in->stage != NULL)
		remove_stage(in);
	if (in->made_from == 0)
		return;
	for (size_t i = strlen(in->folder); i >= in->made_from; i--) {
		if ((in->folder[i] == '/' || in->folder[i] == '\0') &&
			rmdir(arena_strndup(in->arena, in->folder, i)) != 0 && errno != ENOENT)
			return;
	}
}

static enum status
create(struct init *in)
{
	sigset_t ending, before;
	bool good;

	list_entries(in);
	if (!is_free(in))
		return STATUS_USAGE;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigaddset(&ending, SIGQUIT);
	sigaddset(&ending, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &ending, &before);
	good = make_folder(in) && write_stage(in) && move_all(in);
	if (good)
		rmdir(in->stage);
	else
		take_back(in);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return good ? STATUS_CLEAN : STATUS_FAILURE;
}

/* The folder's own name: what the organization is called until somebody says otherwise. */
static const char *
name_of_folder(struct arena *a, const char *folder)
{
	char *real = realpath(folder, NULL);
	const char *path = real != NULL ? real : folder;
	size_t len = strlen(path);

	while (len > 0 && path[len - 1] == '/')
		len--;
	size_t start = len;
	while (start > 0 && path[start - 1] != '/')
		start--;
	const char *name = arena_strndup(a, path + start, len - start);
	free(real);
	return name;
}

static bool
check_date(struct arena *a, const char **date)
{
	int32_t day;
	int year, month, of_month;

	if (*date == NULL)
		day = (int32_t)(time(NULL) / 86400);
	else if (!date_parse(str_of(*date), &day)) {
		say("`%s` is no date; write year, month and day, such as 2026-11-01", *date);
		return false;
	}
	date_civil(day, &year, &month, &of_month);
	*date = arena_printf(a, "%04d-%02d-%02d", year, month, of_month);
	return true;
}

static bool
check_name(struct arena *a, const char *folder, const char **name)
{
	bool given = *name != NULL;

	if (!given)
		*name = name_of_folder(a, folder);
	const char *fault = starter_name_fault(str_of(*name));
	if (fault == NULL)
		return true;
	if (given)
		say("the organization's name %s", fault);
	else
		say("the folder's name %s; say the organization's with `--name`", fault);
	return false;
}

static enum status
init(struct arena *a, const char *folder, const char *name, const char *date)
{
	struct init in = {.arena = a, .folder = folder};
	struct stat st;

	if (*folder == '\0') {
		say("the folder's name is empty");
		return STATUS_USAGE;
	}
	if (stat(folder, &st) == 0 && !S_ISDIR(st.st_mode)) {
		say("`%s` is no folder", folder);
		return STATUS_USAGE;
	}
	if (!check_name(a, folder, &name) || !check_date(a, &date))
		return STATUS_USAGE;
	struct starter starter = {.organization = str_trim(str_of(name)), .date = str_of(date)};
	in.files = starter_fill(a, &starter, &in.file_count);
	if (in.files == NULL) {
		say("the starter built into the program is broken");
		return STATUS_FAILURE;
	}
	enum status status = create(&in);
	if (status == STATUS_CLEAN) {
		printf("%zu files for “%.*s”; start with %s\n", in.file_count,
			(int)starter.organization.len, starter.organization.ptr,
			path_join(a, folder, "README.md"));
		status = fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
	}
	return status;
}

int
command_init(int argc, char **argv)
{
	const char *dir = ".";
	const char *name = NULL;
	const char *date = NULL;
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "where FOLDER is looked for (default: here)", OPTION_TEXT,
			&dir},
		{0, "name", "NAME", "the organization's name (default: the folder's)", OPTION_TEXT,
			&name},
		{0, "date", "DATE", "the day of the first entries (default: today)", OPTION_TEXT,
			&date},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (options_read("init [option]... [FOLDER]", rows, argc, argv, args, &count, &status)) {
		if (count > 1)
			say("init takes one folder, not %u", count);
		else if (count == 1 && *args[0] == '/')
			status = init(a, args[0], name, date);
		else
			status = init(a, count == 1 ? path_join(a, dir, args[0]) : dir, name, date);
	}
	arena_leave(a);
	return (int)status;
}
