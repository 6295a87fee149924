/* Scopes from within: chains of variables and facts that end in what all expressions share. For the files of this folder only. */
#ifndef EXPR_SCOPE_H
#define EXPR_SCOPE_H

#include "expr/ast.h"

struct function {
	struct str name;
	const struct expr_type *params;
	uint32_t param_count;
	const struct compiled *body;
	struct function *next;
};

/* What a chain of scopes ends in. */
struct globals {
	struct arena *arena;
	const struct model *model;
	struct map *functions; /* struct name -> struct function */
	struct function *first; /* all, for suggestions */
	struct cover *cover; /* or NULL */
	bool closed; /* nothing of the model */
	struct map
		*unknown; /* (struct kind, struct name) -> struct unknown_id of check_unknown.c */
	uint32_t kept; /* values that are found once */
	uint32_t offers; /* names that may still be compared for suggestions: it takes time */
};

struct scope {
	const struct scope *outer;
	struct globals *globals;
	struct variable *variable; /* or NULL */
	const struct fact *facts; /* what is known besides what `outer` knows */
	const struct kind *self; /* or NULL */
	uint32_t variables; /* bound here and outside */
	bool lenient;
};

/* The variable of that name, or NULL. */
struct variable *scope_variable(const struct scope *s, struct str name);
/* The variable whose fields are names, and its kind; NULL when there is none. */
struct variable *scope_self_variable(const struct scope *s, const struct kind **kind);
const struct function *scope_find_function(const struct scope *s, struct str name);
/* All that is known in the scope. */
const struct fact *scope_facts(struct arena *a, const struct scope *s);
/* The kind whose collection bears the name, or that exists once and bears it; NULL. */
const struct kind *scope_collection(const struct scope *s, struct str name);
const struct kind *scope_single(const struct scope *s, struct str name);

#endif
