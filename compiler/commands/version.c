/* version: the program's version. */
#include <stdio.h>

#include "base/arena.h"
#include "commands/commands.h"
#include "commands/options.h"

int
command_version(int argc, char **argv)
{
	const struct option_row rows[] = {{0, NULL, NULL, NULL, OPTION_FLAG, NULL}};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;

	if (options_read("version", rows, argc, argv, args, &count, &status)) {
		printf("ismsc %s\n", ISMSC_VERSION);
		status = fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
	}
	arena_leave(a);
	return (int)status;
}
