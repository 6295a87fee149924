/* One test of a rule. For the files of this folder only. */
#ifndef RULES_CASE_H
#define RULES_CASE_H

#include "rules/rules.h"

struct cover;

/* Runs `rule`, declared by `declared` of the model `base`, over the ISMS that the test gives; the result lives in `a`. `cover`, or
 * NULL, is where the rule's conditions note what they come to. */
void case_run(struct arena *a, struct model *base, const struct rule *rule, struct entity *declared,
	struct entity *test, struct cover *cover, struct case_result *out);

#endif
