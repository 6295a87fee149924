/* The table of verbs. */
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "commands/commands.h"
#include "commands/options.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} verbs[] = {
	{"build", command_build, "render the documents of a project"},
	{"check", command_check, "read a project and report every mistake in it"},
	{"explain", command_explain, "a diagnostic, kind or field in words"},
	{"export", command_export, "the whole model as XML"},
	{"init", command_init, "a new project that checks and builds at once"},
	{"schema", command_schema, "the language as reference page or RELAX NG"},
	{"test", command_test, "run the tests of rules"},
	{"version", command_version, "the program's version"},
};

#define VERBS (sizeof verbs / sizeof verbs[0])

static int
help(FILE *to)
{
	fprintf(to, "usage: ismsc VERB [option]...\n\n");
	for (size_t i = 0; i < VERBS; i++)
		fprintf(to, "  %-10s %s\n", verbs[i].name, verbs[i].help);
	fprintf(to, "  %-10s %s\n\n`ismsc VERB --help` tells the options of a verb.\n", "help",
		"this text");
	return to == stdout ? STATUS_CLEAN : STATUS_USAGE;
}

int
main(int argc, char **argv)
{
	if (argc < 2)
		return help(stderr);
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(stdout);
	if (strcmp(argv[1], "--version") == 0)
		argv[1] = (char[]){"version"};
	struct suggest s = suggest_start(str_of(argv[1]));
	for (size_t i = 0; i < VERBS; i++) {
		if (strcmp(verbs[i].name, argv[1]) == 0)
			return verbs[i].run(argc - 1, argv + 1);
		suggest_offer(&s, str_of(verbs[i].name));
	}
	struct str best = suggest_best(&s);
	fprintf(stderr, "ismsc: there is no verb `%s`", argv[1]);
	if (best.len > 0)
		fprintf(stderr, "; did you mean `%.*s`?", (int)best.len, best.ptr);
	fprintf(stderr, "\n");
	return STATUS_USAGE;
}
