/* Rules: compiled once, run over the model; their findings, waivers, and what was not exercised. */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/model.h"
#include "schema/project.h"

struct arena;
struct sink;

enum rule_state {
	RULE_RAN,
	RULE_NOT_EXERCISED, /* no entity that it speaks of: never counts as passed */
	RULE_NOT_RUN, /* what it needs could not be read, or it is wrong itself */
	RULE_OFF, /* switched off by the project */
};

struct rule {
	const char *id;
	const char *title;
	const char *help;
	const char *because;
	const char **clauses;
	uint32_t clause_count;
	const char *pack;
	enum severity severity; /* after the project's change */
	enum severity declared_severity;
	const char *change_reason; /* of the project's change, or NULL */
	struct span span;
	enum rule_state state;
	uint32_t subjects; /* entities it looked at */
	uint32_t findings; /* those not waived */
	uint32_t waived;
};

struct waiver {
	struct entity *entity; /* the `waive` declaration */
	const struct rule *rule;
	uint32_t used;
	bool expired;
	bool early; /* its day has not come */
};

/* One finding, waived or not, for documents. The sink has the same for the unwaived ones. */
struct finding {
	const struct rule *rule;
	struct entity *entity; /* or NULL */
	const char *message;
	const char *about; /* what tells it apart from others of the rule and entity; NULL: the message */
	struct span span;
	const struct waiver *waiver; /* NULL: stands */
};

struct verdict {
	struct rule *rules; /* sorted by id */
	uint32_t rule_count;
	struct finding *findings; /* in order of place */
	uint32_t finding_count;
	struct waiver *waivers;
	uint32_t waiver_count;
};

/* Evaluates computed fields of all entities into their slots (rules/derive), in order of dependence; cycles are errors. */
void rules_derive(struct arena *a, struct model *m, struct sink *sink);
/* Compiles and evaluates the insertions of all prose (rules/insert). */
void rules_insert(struct arena *a, struct model *m, struct sink *sink);
/* Compiles and runs all rules; project tells severities and packs. Never NULL. */
struct verdict *rules_run(
	struct arena *a, struct model *m, const struct project *project, struct sink *sink);
/* The rule of that id, or NULL. */
struct rule *verdict_rule(const struct verdict *v, struct str id);

/* What a test of a rule came to. */
struct case_result {
	const struct entity *test;
	const struct rule *rule; /* NULL: there is no rule of that id */
	bool passed;
	bool found; /* the rule found something in it */
	bool asked; /* the rule had something to ask about */
	const char *difference; /* lines on what went otherwise; empty when it passed */
};

/* Runs the tests whose rule's id contains `filter` (all for ""), in the order of the sources; *count tells how many. One with a
 * mistake is not run and fails. Nothing goes into a sink. The results hold the rules of `verdict`, which is of the same model. */
struct case_result *rules_test(struct arena *a, struct model *m, const struct verdict *verdict,
	const char *filter, uint32_t *count);
/* Only compiles what is there, for `explain`: the rules with their texts, nothing run. */
struct verdict *rules_list(
	struct arena *a, struct model *m, const struct project *project, struct sink *sink);

#endif
