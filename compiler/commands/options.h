/* Options of the verbs: a table of rows, from which both the reading and `--help` come. */
#ifndef COMMANDS_OPTIONS_H
#define COMMANDS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Exit statuses, as documented in the manual. */
enum status { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_USAGE = 2, STATUS_FAILURE = 3 };

enum option_kind { OPTION_FLAG, OPTION_TEXT };

struct option_row {
	char letter; /* or 0 */
	const char *name; /* without the dashes */
	const char *value; /* "DIR", or NULL for a flag */
	const char *help;
	enum option_kind kind;
	void *into; /* bool * or const char ** */
};

/* Reads argv[1..] by the rows (the last one has name NULL). What is no option goes to args, in order; *count tells how many.
 * A usage without a word in capitals means that the verb takes no arguments: one is a mistake then. Prints help on standard output for --help, the version for --version, and sets *status to STATUS_CLEAN; a mistake on standard error with the nearest option. 
 * True when the verb shall run. */
bool options_read(const char *usage, const struct option_row *rows, int argc, char **argv,
	const char **args, uint32_t *count, enum status *status);

/* Whether the value is one of `valid`, a NULL-terminated list; if not, tells so on standard error. */
bool options_one_of(const char *option, const char *value, const char *const *valid);

/* Reads the value of `--jobs`; if it is no number, tells so on standard error. */
bool options_jobs(const char *value, uint32_t *out);

/* Whether the value of `--color` is one; if not, tells so on standard error. */
bool options_color_is(const char *choice);

/* Whether output to this stream shall be coloured: `choice` is always, never, auto or NULL. */
bool options_color(const char *choice, int fd);

#endif
