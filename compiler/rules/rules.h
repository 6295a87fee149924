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

/* What running a rule took. */
struct rule_cost {
	uint64_t nanoseconds;
	int64_t steps;
	uint32_t entities; /* offered by `for`, before its condition */
	uint32_t asked; /* times that `require` was asked */
};

struct rule {
	const char *id;
	const char *title;
	const char *help;
	const char *because;
	const char **clauses; /* whole ones, each once */
	uint32_t clause_count;
	const char **items; /* the same as the rule names them: "9.3.2.a" of clause 9.3.2 */
	uint32_t item_count;
	const struct entity *entity; /* its declaration */
	const struct kind *subject; /* the kind it is asked of; NULL: once, or of several kinds */
	const struct entity *
		*asked; /* those it was asked of that are items of catalogues, or kept for one */
	uint32_t asked_count;
	const char *pack;
	enum severity severity; /* after the project's change */
	enum severity declared_severity;
	const char *change_reason; /* of the project's change, or NULL */
	struct span span;
	enum rule_state state;
	uint32_t subjects; /* entities it looked at */
	uint32_t unknown; /* it could not be asked about, for a value could not be read */
	uint32_t findings; /* those not waived */
	uint32_t waived;
	struct rule_cost cost;
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
	const char *
		about; /* what tells it apart from others of the rule and entity; NULL: the message */
	const char *write; /* from rules_write only */
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
	uint64_t
		nanoseconds; /* that all took: the rules, and to compile them, to sort findings, to waive */
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

/* The words that would settle a finding, in the language, as its rule's `write` gives them; NULL when it gives none. */
const char *rules_write(struct arena *a, struct model *m, const struct finding *f);

/* A line of what a test came to otherwise than it says. */
enum case_sign { CASE_EXPECTED = '-', CASE_FOUND = '+', CASE_MISTAKE = '!' };
struct case_line {
	enum case_sign sign;
	struct str text;
};

/* What a test of a rule came to. */
struct case_result {
	const struct entity *test;
	const struct rule *rule; /* NULL: there is no rule of that id */
	bool passed;
	bool found; /* the rule found something in it */
	bool asked; /* the rule had something to ask about */
	const struct case_line *lines; /* none when it passed */
	uint32_t line_count;
};

/* What all tests of a rule that passed have seen of it. */
struct rule_seen {
	uint32_t tests; /* passed or not */
	bool fails, passes;
};

/* A condition within a rule or function that tests ran. */
struct condition_seen {
	struct span span;
	const struct entity *within;
	const struct rule *rule; /* that this is; NULL for a function */
	bool told; /* a condition; else a whole expression */
	bool asked;
	bool yes, no; /* was true, was false */
	bool implied; /* lies within one that was never asked either: that says it all */
};

struct function_seen {
	const struct entity *function;
	bool used;
};

struct test_options {
	const char *filter; /* only tests of rules whose id contains it; all for "" */
	uint32_t processes; /* 0: as many as the machine has processors */
	bool cover; /* conditions and functions, too */
};

struct test_outcome {
	struct case_result *results; /* in the order of the sources */
	uint32_t count;
	struct rule_seen *rules; /* in the order of verdict->rules */
	struct condition_seen *conditions; /* in the order of their places */
	uint32_t condition_count;
	struct function_seen *functions; /* all there are, in the order of the sources */
	uint32_t function_count;
	bool cut_short; /* a process ended before its time: results are missing */
};

/* Runs the tests of rules, each over the ISMS that it gives alone, in several processes. One with a mistake, as those in `sink`, which is
 * only read, has not passed. The results hold the rules of `verdict`, which is of the same model. */
struct test_outcome rules_test(struct arena *a, struct model *m, const struct verdict *verdict,
	struct sink *sink, const struct test_options *options);
/* Only compiles what is there, for `explain`: the rules with their texts, nothing run. */
struct verdict *rules_list(
	struct arena *a, struct model *m, const struct project *project, struct sink *sink);

#endif
