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
struct buf;
struct compiled; /* a checked and compiled expression */
struct cover; /* what conditions came to */
struct scope; /* the names that an expression may use */
struct sink;

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
	SHAPE_ENUM, /* field: whose members */
	SHAPE_LEVEL, /* field: level_of */
	SHAPE_ENTITY, /* kinds: what it may be; blocks too */
	SHAPE_EXPRESSION, /* field: a field of type expression, to be called or asked for with `exists` */
};

struct expr_type {
	enum shape shape;
	bool list;
	bool optional;
	const struct field *field; /* ENUM, LEVEL, EXPRESSION */
	const struct kind *
		*kinds; /* ENTITY: kind_count possibilities; fields are those that all have */
	uint32_t kind_count;
};

/* How the elements of a list are stored; result_item reads all of them. */
enum list_view {
	LIST_RESULTS,
	LIST_ENTITIES,
	LIST_VALUES,
};

/* A result. Lists are in the evaluator's memory, or in the model. */
struct result {
	bool present; /* false: an optional without value */
	bool list;
	uint8_t view; /* of a list: enum list_view */
	enum shape shape; /* of a list: of its elements, or SHAPE_ERROR when it is empty */
	struct span span; /* of the field's value it came from, or no place */
	union {
		bool boolean;
		int64_t integer;
		double number;
		struct {
			struct str string; /* STRING, VERSION */
			const struct prose *prose; /* whose plain words it is, or NULL */
		};
		int32_t date;
		struct duration duration;
		struct money money;
		struct {
			const struct field *field;
			uint32_t member;
		} member; /* ENUM */
		struct entity *entity; /* ENTITY, LEVEL (the level's block) */
		const struct expression *expression;
		struct {
			const void *base;
			uint32_t count;
		} items;
	};
};

/* Element i of a list. */
struct result result_item(const struct result *list, uint32_t i);

/* The global scope: collections, singletons, functions. Functions of the project are added by rules/. */
struct scope *scope_global(struct arena *a, const struct model *m);
/* A scope within `outer` with one more variable; its number for evaluator_set is *number (0, 1, … from the outermost). */
struct scope *scope_bind(struct arena *a, const struct scope *outer, struct str name,
	struct expr_type type, uint32_t *number);
/* Whether any expression compiled in the scope that scope_bind returned, or within it, named its variable. */
bool scope_used(const struct scope *bound);
/* Within `outer`, what `condition` being true proves to exist; with `holds` false, what its being false proves. */
struct scope *scope_assume(
	struct arena *a, const struct scope *outer, const struct compiled *condition, bool holds);
/* Within `outer` (which binds no variable), the fields of an entity of that kind are names; it is variable 0. Expressions in
 * it are lenient: an operation on an absent value has no value, and the result is optional where an input is. */
struct scope *scope_self(struct arena *a, const struct scope *outer, const struct kind *kind);
/* A lenient scope: as for scope_self, without any field. */
struct scope *scope_lenient(struct arena *a, const struct scope *outer);
/* A scope that has built-in functions and what is bound in it, but nothing of the model: for the bodies of fields of type expression. */
struct scope *scope_closed(struct arena *a, const struct model *m);
/* All that is compiled in the scope from now on notes in `cover`, while it runs, what its conditions come to; nothing for NULL.
 * Returns where it was noted until now. */
struct cover *scope_cover(struct scope *global, struct cover *cover);
/* Adds a user function; false when the name is taken. Its body was compiled in a scope that binds exactly its parameters. */
bool scope_function(struct scope *global, struct str name, const struct expr_type *params,
	uint32_t param_count, const struct compiled *body);
/* Whether the word may be the name of a variable or function: nothing in scope bears it, nor the language. */
bool scope_free(const struct scope *scope, struct str name);

/* Parses and checks tokens first..end of a tree; the whole range must be one expression. Every mistake is reported with its span and a suggestion.
 * `expected` (may be NULL) helps bare words and is what the result must be. NULL when there was a mistake. */
struct compiled *expr_compile(struct arena *a, const struct tree *tree, uint32_t first,
	uint32_t end, const struct scope *scope, const struct expr_type *expected,
	struct sink *sink);
/* The same for a condition, which must be able to be true and to be false. */
struct compiled *expr_compile_condition(struct arena *a, const struct tree *tree, uint32_t first,
	uint32_t end, const struct scope *scope, struct sink *sink);
struct expr_type expr_type_of(const struct compiled *c);
struct span expr_span(const struct compiled *c);
/* Whether it is a path: a variable, a singleton, or fields of one; `matches` and a pattern may stand behind it. */
bool expr_is_path(const struct compiled *c);
/* The fields an expression reads, of whatever entity; one may be visited several times. */
void expr_fields(const struct compiled *c, void (*visit)(void *context, const struct field *f),
	void *context);
/* Whether it reads the field, if at all, of the entity only whose fields are names in scope_self. */
bool expr_reads_own(const struct compiled *c, const struct field *f);

/* What conditions came to, by their place: those that `and`, `or`, `not` join, that `if` and `where` ask, that quantifiers ask of each element.
 * Two of one place are one: so that an expression compiled again and again adds up. */
struct condition {
	struct span span;
	bool told; /* a condition; else an expression of which only `asked` counts */
	bool asked;
	bool yes, no; /* was true, was false */
};
struct cover *cover_new(struct arena *a);
/* The one of that place, made when there is none yet. */
struct condition *cover_get(struct cover *c, struct span span);
uint32_t cover_len(const struct cover *c);
/* The one of that number, in the order in which they were made. */
struct condition *cover_at(const struct cover *c, uint32_t i);

/* The type of a field's value, as a path to it has. */
struct expr_type expr_type_of_field(struct arena *a, const struct field *f);
/* A type by its name in sources: "date", a kind ("risk"), a collection for a list ("risks"). False when there is none. */
bool expr_type_named(
	struct arena *a, const struct model *m, struct str name, struct expr_type *out);
/* "a date", "a list of risk", "an optional member of `status`". */
void expr_type_describe(const struct expr_type *t, struct buf *out);

/* `for x in XS where C` and `each …`: name, collection and condition. */
struct binding {
	struct str name;
	struct span name_span;
	struct compiled *list;
	struct compiled *where; /* or NULL; compiled in `bound` */
	struct scope *bound; /* with the variable */
	struct scope *inner; /* with the variable, and what `where` proves */
	uint32_t variable;
};
bool binding_compile(struct arena *a, const struct tree *tree, uint32_t first, uint32_t end,
	const struct scope *scope, struct binding *out, struct sink *sink);

/* "risk {r.id} is {r.level}": text with expressions, from a STRING token. `{{` and `}}` are braces. NULL after a mistake. */
struct message;
struct message *message_compile(struct arena *a, const struct tree *tree, uint32_t token,
	const struct scope *scope, struct sink *sink);

/* The same for words of the language, in which an expression stands in `{{ }}` and a brace alone is a brace. */
struct message *words_compile(struct arena *a, const struct tree *tree, uint32_t token,
	const struct scope *scope, struct sink *sink);

/* Why an evaluation gave nothing. */
enum fault {
	FAULT_NONE,
	FAULT_UNKNOWN, /* it needs a value that could not be read; that was reported */
	FAULT_EXHAUSTED, /* too many steps or too much memory */
	FAULT_PATTERN, /* a pattern took too long */
	FAULT_CURRENCY, /* amounts in different currencies were compared or added */
};

/* An evaluator: its memory is taken anew after evaluator_reset. */
struct evaluator;
/* `variables`: how many are set from outside; more are kept as expressions need them. */
struct evaluator *evaluator_new(struct arena *a, const struct model *m, uint32_t variables);
/* What depends on no variable is evaluated once from now on: for a model that does not change any more. */
void evaluator_keep(struct evaluator *e);
/* Results given before are no longer valid; variables keep what they have. */
void evaluator_reset(struct evaluator *e);
/* Evaluating an expression may change variables that are bound within its scope, and no others. */
void evaluator_set(struct evaluator *e, uint32_t variable, struct result value);
/* The same with element i of a list. */
void evaluator_set_item(
	struct evaluator *e, uint32_t variable, const struct result *list, uint32_t i);
/* Steps it may still take, from now on; a new one has a hundred million. */
void evaluator_budget(struct evaluator *e, int64_t steps);
int64_t evaluator_left(const struct evaluator *e);
/* The value; valid until evaluator_reset. Absent with a fault when it could not be told. */
struct result expr_eval(struct evaluator *e, const struct compiled *c);
/* Whether a condition holds: false as well when it has no value, or when that could not be told. */
bool expr_holds(struct evaluator *e, const struct compiled *c);
/* What went wrong in the last expr_eval, expr_holds, message_eval. */
enum fault evaluator_fault(const struct evaluator *e);
/* True when the step budget was used up (reported once by the caller). */
bool evaluator_exhausted(const struct evaluator *e);
/* Whether an `all` or `none` that the last expr_eval met, in no other loop, had no element to ask. */
bool evaluator_vacuous(const struct evaluator *e);
struct str message_eval(struct evaluator *e, const struct message *m, struct arena *a);
/* An entity as a value. */
struct result result_entity(struct entity *e);
/* A result for readers: dates ISO, lists joined with ", ", entities by their id, members by their name. */
void result_format(const struct result *r, struct buf *out);
/* The same by titles: for insertions in prose. An entity whose kind has a field `value` shows that. */
void result_format_prose(const struct result *r, struct buf *out);
/* The span a rule's `at` path leads to: the deepest field on the path that has a value, or in prose what its pattern finds first;
 * false when none. */
bool expr_at(struct evaluator *e, const struct compiled *path, struct span *out);

#endif
