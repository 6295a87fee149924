/* Findings that are known already, from a file or from a revision, and the file that is written. */
#ifndef COMMANDS_KNOWN_H
#define COMMANDS_KNOWN_H

#include "commands/options.h"
#include "pipeline.h"

/* What the options say; NULL is absent. */
struct known_options {
	const char *baseline; /* a file to read */
	const char *write; /* a file to write */
	const char *since; /* a revision */
};

/* What is known, read before anything else is done. */
struct known {
	struct tallies *baseline; /* or NULL */
	struct store *store; /* the files of the revision; or NULL */
	struct tallies *since;
	bool compared; /* something is known, or nothing is because nothing was found then */
	uint32_t hidden; /* findings taken out */
	uint32_t gone; /* of the baseline: those that are no more */
};

/* Reads the baseline and finds the revision. Otherwise says what is wrong on standard error and returns STATUS_USAGE. */
enum status known_read(
	struct arena *a, const char *dir, const struct known_options *options, struct known *out);

/* Finds out what was found in the revision already, as of the day of the project as it is. STATUS_USAGE, told of, when it cannot be read. */
enum status known_compare(
	const struct compilation *c, const struct known_options *options, struct known *known);

/* Writes the baseline, where one is asked for, and takes the known findings out of the compilation's sink. STATUS_FAILURE when
 * the file cannot be written, STATUS_FINDINGS when there is too little to make one of: both are said on standard error. */
enum status known_hide(
	struct compilation *c, const struct known_options *options, struct known *known);

#endif
