/* Emission from within: code under construction. For the files of this folder only. */
#ifndef EXPR_EMIT_H
#define EXPR_EMIT_H

#include "base/vec.h"
#include "expr/code.h"

struct globals;

struct emitter {
	struct arena *arena;
	const struct model *model;
	struct globals *globals;
	const struct ast *root;
	struct cover *cover; /* or NULL */
	VEC(struct instruction) code;
	VEC(const struct access *) reads;
	bool lenient;
	uint32_t depth, most; /* values on the stack */
	uint32_t loops, most_loops;
	const struct ast *given; /* a condition that holds of every element */
	uint32_t variables;
	uint32_t bound; /* variables that have a value here */
	/* The most that any callee takes besides. */
	uint32_t call_stack, call_variables, call_loops, call_depth;
};

/* Adds an instruction; its number. */
uint32_t emit_add(struct emitter *e, enum code code, unsigned flags, uint32_t n, const void *p);
/* Notes that a value comes onto the stack, that some go. */
void emit_push(struct emitter *e);
void emit_pop(struct emitter *e, uint32_t count);
void emit_constant(struct emitter *e, struct result value);
/* Notes that a variable is used. */
void emit_variable(struct emitter *e, uint32_t number);
/* Any node: leaves one value on the stack. */
void emit_node(struct emitter *e, const struct ast *n);

/* The same for what is asked whether it holds. */
void emit_condition(struct emitter *e, const struct ast *n);

/* emit_once.c */

/* Begins code that is run once, if the value of the node is the same whatever variables are; false when not. */
bool emit_once_begin(struct emitter *e, const struct ast *n, uint32_t *once);
void emit_once_end(struct emitter *e, uint32_t once);

/* Emits the list of a comprehension, without elements that its condition would leave out. Returns the part of the condition
 * that holds of all that are left, or NULL. */
const struct ast *emit_chosen(struct emitter *e, const struct ast *n);

/* emit_path.c */
void emit_path(struct emitter *e, const struct ast *n);

#endif
