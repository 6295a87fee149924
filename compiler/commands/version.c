/* version: the program's version. */
#include <stdio.h>

#include "commands/commands.h"
#include "commands/options.h"

int
command_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("ismsc %s\n", ISMSC_VERSION);
	return fflush(stdout) == 0 ? STATUS_CLEAN : STATUS_FAILURE;
}
