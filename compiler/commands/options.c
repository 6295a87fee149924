/* argv → the verb's own options, by its table. */
#include "commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/suggest.h"
#include "commands/say.h"
#include "model/value.h"

static void
print_help(const char *usage, const struct option_row *rows)
{
	printf("usage: ismsc %s\n", usage);
	for (const struct option_row *r = rows; r->name != NULL; r++) {
		char left[64];
		snprintf(left, sizeof left, "%s%c%s--%s%s%s", r->letter ? "-" : " ",
			r->letter ? r->letter : ' ', r->letter ? ", " : "  ", r->name,
			r->value != NULL ? " " : "", r->value != NULL ? r->value : "");
		printf("  %-26s %s\n", left, r->help);
	}
}

static const struct option_row *
find(const struct option_row *rows, const char *name, size_t len)
{
	for (const struct option_row *r = rows; r->name != NULL; r++) {
		if (strlen(r->name) == len && memcmp(r->name, name, len) == 0)
			return r;
	}
	return NULL;
}

static const struct option_row *
find_letter(const struct option_row *rows, char letter)
{
	for (const struct option_row *r = rows; r->name != NULL; r++) {
		if (r->letter == letter)
			return r;
	}
	return NULL;
}

static bool
unknown(const struct option_row *rows, const char *arg)
{
	size_t dashes = strspn(arg, "-");
	struct suggest s = suggest_start((struct str){arg + dashes, strcspn(arg + dashes, "=")});

	for (const struct option_row *r = rows; r->name != NULL; r++)
		suggest_offer(&s, str_of(r->name));
	struct str best = suggest_best(&s);
	say_unknown(best, "--", "there is no option `%s`", arg);
	return false;
}

/* Takes one option and, where it has one, its value; moves *i over what it took. */
static bool
take(const struct option_row *rows, int argc, char **argv, int *i)
{
	const char *arg = argv[*i];
	bool is_long = arg[1] == '-';
	const char *equals = is_long ? strchr(arg, '=') : NULL;
	const struct option_row *r =
		is_long ? find(rows, arg + 2,
				  equals != NULL ? (size_t)(equals - arg - 2) : strlen(arg + 2))
			: find_letter(rows, arg[1]);

	if (r == NULL)
		return unknown(rows, arg);
	if (r->kind == OPTION_FLAG) {
		if (equals != NULL || (!is_long && arg[2] != '\0')) {
			say("`--%s` takes no value", r->name);
			return false;
		}
		*(bool *)r->into = true;
		return true;
	}
	const char *value = equals != NULL               ? equals + 1
			    : !is_long && arg[2] != '\0' ? arg + 2
							 : NULL;
	if (value == NULL && *i + 1 < argc)
		value = argv[++*i];
	if (value == NULL) {
		say("`--%s` needs a value: %s", r->name, r->value);
		return false;
	}
	*(const char **)r->into = value;
	return true;
}

/* Arguments stand in the usage in capitals; a verb that names none takes none. */
static bool
takes_arguments(const char *usage)
{
	return strpbrk(usage, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

static bool
refuse_argument(const char *verb, const struct option_row *rows, const char *arg)
{
	say("%s takes no argument, and got `%s`%s", verb, arg,
		find_letter(rows, 'C') != NULL ? "; the project's folder is named by `-C`" : "");
	return false;
}

bool
options_read(const char *usage, const struct option_row *rows, int argc, char **argv,
	const char **args, uint32_t *count, enum status *status)
{
	bool only_args = false;

	*count = 0;
	*status = STATUS_USAGE;
	for (int i = 1; i < argc; i++) {
		if (!only_args && strcmp(argv[i], "--") == 0) {
			only_args = true;
		} else if (!only_args && strcmp(argv[i], "--help") == 0) {
			print_help(usage, rows);
			*status = fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
			return false;
		} else if (!only_args && strcmp(argv[i], "--version") == 0) {
			printf("ismsc %s\n", ISMSC_VERSION);
			*status = fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
			return false;
		} else if (!only_args && argv[i][0] == '-' && argv[i][1] != '\0') {
			if (!take(rows, argc, argv, &i))
				return false;
		} else if (!takes_arguments(usage)) {
			return refuse_argument(argv[0], rows, argv[i]);
		} else {
			args[(*count)++] = argv[i];
		}
	}
	return true;
}

bool
options_one_of(const char *option, const char *value, const char *const *valid)
{
	for (const char *const *v = valid; *v != NULL; v++) {
		if (strcmp(*v, value) == 0)
			return true;
	}
	struct buf list = {0};
	for (const char *const *v = valid; *v != NULL; v++)
		buf_printf(&list, "%s `%s`", v == valid ? "" : v[1] == NULL ? " or" : ",", *v);
	say("`--%s` is%.*s, not `%s`", option, (int)list.len, list.ptr, value);
	buf_free(&list);
	return false;
}

bool
options_jobs(const char *value, uint32_t *out)
{
	int64_t number = 0;

	if (!integer_parse(str_of(value), &number) || number < 0 || number > 1000) {
		say("`--jobs` is a number, not `%s`", value);
		return false;
	}
	*out = (uint32_t)number;
	return true;
}

bool
options_color_is(const char *choice)
{
	static const char *const colors[] = {"auto", "always", "never", NULL};

	return options_one_of("color", choice, colors);
}

bool
options_color(const char *choice, int fd)
{
	const char *none = getenv("NO_COLOR");

	if (choice != NULL && strcmp(choice, "auto") != 0)
		return strcmp(choice, "always") == 0;
	return (none == NULL || *none == '\0') && isatty(fd);
}
