/* `test --mutate`. */
#ifndef COMMANDS_MUTATE_H
#define COMMANDS_MUTATE_H

struct mutate_request {
	const char *dir;
	const char *filter;
	const char *sample; /* a number, or empty */
	const char *jobs;
	const char *format; /* text or json */
};

/* Breaks the project in many small ways and prints what nobody noticed; the exit status. */
int command_mutate(const struct mutate_request *request);

#endif
