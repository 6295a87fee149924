/* The table of verbs. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/suggest.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "commands/say.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} verbs[] = {
	{"build", command_build, "render the documents of a project"},
	{"check", command_check, "read a project and report every mistake in it"},
	{"explain", command_explain, "a rule, clause, control, kind, field or message in words"},
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
	fprintf(to, "  %-10s %s\n\n`ismsc help VERB` tells the options of a verb.\n", "help",
		"this text, or the options of a verb");
	if (to != stdout)
		return STATUS_USAGE;
	return fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
}

static int
run_verb(int argc, char **argv)
{
	struct suggest s = suggest_start(str_of(argv[0]));

	for (size_t i = 0; i < VERBS; i++) {
		if (strcmp(verbs[i].name, argv[0]) == 0)
			return verbs[i].run(argc, argv);
		suggest_offer(&s, str_of(verbs[i].name));
	}
	struct str best = suggest_best(&s);
	say_unknown(best, "", "there is no verb `%s`", argv[0]);
	return STATUS_USAGE;
}

static int
run(int argc, char **argv)
{
	char option_help[] = "--help", verb_version[] = "version";

	if (argc < 2)
		return help(stderr);
	if (strcmp(argv[1], "help") == 0 && argc > 2)
		return run_verb(2, (char *[]){argv[2], option_help, NULL});
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return help(stdout);
	if (strcmp(argv[1], "--version") == 0)
		argv[1] = verb_version;
	return run_verb(argc - 1, argv + 1);
}

int
main(int argc, char **argv)
{
	int status;

	/* A file that grows beyond what the shell allows is an error like a full disk, not an end without words. */
	signal(SIGXFSZ, SIG_IGN);
#ifdef M_MXFAST
	/* Rendering frees small pieces by the million between large ones: merging them anew each time took a tenth of it. */
	mallopt(M_MXFAST, 0);
#endif
#ifdef M_ARENA_MAX
	/* The one other thread is there to save time; memory of its own would grow page by page. */
	mallopt(M_ARENA_MAX, 1);
#endif
	status = run(argc, argv);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	say("cannot write all to the standard output");
	return STATUS_FAILURE;
}
