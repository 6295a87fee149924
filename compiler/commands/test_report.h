/* What tests of rules came to, made ready to be written. */
#ifndef COMMANDS_TEST_REPORT_H
#define COMMANDS_TEST_REPORT_H

#include "pipeline.h"
#include "report/tests.h"
#include "rules/rules.h"

struct test_wish {
	const char *filter; /* only rules whose id contains it */
	bool all; /* the rules built in, too */
	bool cover;
};

/* The report lives in the compilation's arena, and holds texts of the outcome. */
struct tests_report test_report(
	struct compilation *c, const struct test_outcome *outcome, const struct test_wish *wish);

#endif
