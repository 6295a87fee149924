/* Rules from within: what is made of a `rule` declaration. For the files of this folder only. */
#ifndef RULES_RULE_H
#define RULES_RULE_H

#include "expr/expr.h"
#include "rules/rules.h"

/* What the files of this folder share while rules are compiled. */
struct rule_maker {
	struct arena *arena;
	struct model *model; /* what rules are asked of */
	struct model *declared; /* where they and their functions are declared */
	struct sink *sink;
	struct scope *global;
	bool writes; /* findings get the words that would settle them */
	struct map
		*failed; /* struct name of functions with a mistake: who uses them stays silent */
};

struct rule_let {
	uint32_t variable;
	struct compiled *value;
};

/* A rule ready to run; `require` is NULL when it has a mistake. */
struct rule_code {
	struct rule *rule;
	struct entity *entity;
	bool has_subject, has_element;
	struct binding subject; /* `for` */
	struct rule_let *lets;
	uint32_t let_count;
	struct binding element; /* `each` */
	struct compiled *require;
	struct compiled *at; /* or NULL */
	struct message *message;
	struct message *write; /* or NULL */
};

/* Most variables that a rule binds. */
#define RULE_VARIABLES 16

/* The slot of a field by its name; NULL when the kind has none or it is empty. */
const struct slot *rule_slot(const struct rule_maker *m, const struct entity *e, const char *name);
/* A string field as a NUL-terminated text, or NULL. */
const char *rule_text(const struct rule_maker *m, const struct entity *e, const char *name);
/* The token of a string field, or false. */
bool rule_string_token(const struct entity *e, const char *name, uint32_t *token);

/* Compiles the `function` declarations of the program, then those of the project, into m->global, each after those it uses
 * (LANGUAGE: no recursion). What comes with the program is compiled before the project's functions are known, so that
 * none of their names can stand in its way. */
void rules_functions(struct rule_maker *m, bool built_in);
/* The same, only for those that one rule needs, by whatever way. */
void rules_functions_of(struct rule_maker *m, struct entity *rule);
/* Whether a declaration comes with the program. */
bool rules_built_in(const struct rule_maker *m, const struct entity *e);
/* Compiles the parts of a rule; false when there is a mistake, which is reported. */
bool rule_compile(struct rule_maker *m, struct rule_code *code);

/* Collects findings while rules run. */
struct findings {
	struct finding *ptr;
	uint32_t len, cap;
};
/* Runs rules over the model and adds what they find, in no order. */
void rules_ask(
	struct rule_maker *m, struct rule_code **codes, uint32_t count, struct findings *out);

/* Nanoseconds of this thread, only to tell what rules cost: no finding depends on it. */
uint64_t rules_clock(void);

/* Matches waivers with findings and tells which are expired, unused or without a reason. Only for rules that ran. */
void rules_waive(struct rule_maker *m, struct verdict *v);

#endif
