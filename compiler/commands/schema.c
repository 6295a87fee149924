/* schema: the language as reference page or as RELAX NG of the XML model. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "commands/commands.h"
#include "commands/language.h"
#include "commands/options.h"
#include "commands/say.h"
#include "pipeline.h"

int
command_schema(int argc, char **argv)
{
	const char *dir = ".";
	bool rng = false;
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder, for its own kinds", OPTION_TEXT,
			&dir},
		{0, "rng", NULL, "the RELAX NG schema of the XML model, not the reference page",
			OPTION_FLAG, &rng},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("schema [--rng]", rows, argc, argv, args, &count, &status)) {
		struct compilation *c = compile(a, dir);
		if (c->language == NULL) {
			say("`%s` cannot be read", dir);
		} else if ((status = language_status(c)) != STATUS_USAGE) {
			if (rng)
				language_rng(c->language, &out);
			else
				language_reference(c->language, &out);
			if (fwrite(out.ptr, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
				status = STATUS_FAILURE;
		}
	}
	buf_free(&out);
	arena_leave(a);
	return (int)status;
}
