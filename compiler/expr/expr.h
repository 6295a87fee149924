/* Expressions of the rule language: parse, type-check, compile, evaluate. Used by rules, computed fields and insertions in prose.
 * Total: no recursion between functions, no loop but over lists that exist; a budget bounds the steps. */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"
#include "model/model.h"
#include "syntax/tree.h"

struct arena;
struct ast;	 /* a parsed expression */
struct compiled; /* a checked and compiled one */
struct scope;	 /* the names that an expression may use */

/* Static type of an expression. */
enum shape {
	SHAPE_ERROR, /* absorbs: a mistake was reported already */
	SHAPE_BOOL,
	SHAPE_INT,
	SHAPE_NUMBER, /* percents too */
	SHAPE_STRING, /* all kinds of text, prose by its plain words */
	SHAPE_DATE,
	SHAPE_DURATION,
	SHAPE_MONEY,
	SHAPE_VERSION,
	SHAPE_ENUM,   /* field: whose members */
	SHAPE_LEVEL,  /* field: level_of */
	SHAPE_ENTITY, /* kinds: what it may be; blocks too */
};

struct expr_type {
	enum shape shape;
	bool list;
	bool optional;
	const struct field *field; /* ENUM, LEVEL */
	const struct kind **kinds; /* ENTITY: kind_count possibilities; fields are those that all have */
	uint32_t kind_count;
};

/* A result. Lists are in the evaluator's arena. */
struct result {
	bool present; /* false: an optional without value */
	enum shape shape;
	bool list;
	struct span span; /* of the field's value it came from, or no place */
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct str string;
		int32_t date;
		struct duration duration;
		struct money money;
		struct {
			const struct field *field;
			uint32_t member;
		} member;
		struct entity *entity;
		struct {
			struct result *items;
			uint32_t count;
		} items;
	};
};

/* The global scope: collections, singletons, functions. Functions of the project are added by rules/. */
struct scope *scope_global(struct arena *a, const struct model *m);
/* A scope within `outer` with one more variable; its number for expr_eval is *number (0, 1, … from the outermost). */
struct scope *scope_bind(struct arena *a, const struct scope *outer, struct str name, struct expr_type type, uint32_t *number);
/* Within `outer`, what `condition` being true proves to exist. */
struct scope *scope_assume(struct arena *a, const struct scope *outer, const struct compiled *condition);
/* Adds a user function; false when the name is taken. Its body was compiled in a scope that binds exactly its parameters. */
bool scope_function(struct scope *global, struct str name, const struct expr_type *params, uint32_t param_count,
		    const struct compiled *body);

/* Parses and checks tokens first..end of a tree; the whole range must be one expression. Every mistake is reported with its span and a suggestion.
 * `expected` (may be NULL) helps bare words and is what the result must be. `self` (may be NULL): an entity type whose fields are names in scope,
 * bound as variable number 0 (computed fields). NULL when there was a mistake. */
struct compiled *expr_compile(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end,
			      const struct scope *scope, const struct expr_type *expected, struct sink *sink);
struct expr_type expr_type_of(const struct compiled *c);
/* The fields an expression reads directly from `self`: for ordering computed fields. */
void expr_self_fields(const struct compiled *c, void (*visit)(void *context, const struct field *f), void *context);

/* `for x in XS where C` and `each …`: name, collection and condition. */
struct binding {
	struct str name;
	struct span name_span;
	struct compiled *list;
	struct compiled *where; /* or NULL; compiled in `inner` without its own assumptions */
	struct scope *inner;	/* with the variable, and what `where` proves */
	uint32_t variable;
};
bool binding_compile(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end, const struct scope *scope,
		     struct binding *out, struct sink *sink);

/* "risk {r.id} is {r.level}": text with expressions, from a STRING token. */
struct message;
struct message *message_compile(struct arena *a, const struct tree *tree, uint32_t token, const struct scope *scope, struct sink *sink);

/* An evaluator: its memory is taken anew for each top-level evaluation. */
struct evaluator;
struct evaluator *evaluator_new(struct arena *a, const struct model *m, uint32_t variables);
void evaluator_set(struct evaluator *e, uint32_t variable, struct result value);
/* Valid until the next expr_eval of this evaluator without `keep`. */
struct result expr_eval(struct evaluator *e, const struct compiled *c);
/* True when the step budget was used up (reported once by the caller). */
bool evaluator_exhausted(const struct evaluator *e);
struct str message_eval(struct evaluator *e, const struct message *m, struct arena *a);
/* A result for readers: dates ISO, lists joined with ", ", entities by their id, members by their name. */
void result_format(const struct result *r, struct buf *out);
/* The same by titles: for insertions in prose. */
void result_format_prose(const struct result *r, struct buf *out);
/* The span a rule's `at` path leads to: the deepest field on the path that has a value; false when none. */
bool expr_at(struct evaluator *e, const struct compiled *path, struct span *out);

#endif
