/* Compiled expressions: flat code for a machine with a stack. For the files of this folder only. */
#ifndef EXPR_CODE_H
#define EXPR_CODE_H

#include "expr/ast.h"

/* Room that a call of a field of type expression has on the stack; larger bodies are refused. */
#define CALL_STACK 512
/* Functions that call one another. */
#define CALL_DEPTH 64

enum code {
#define CODE(NAME, run) CODE_##NAME,
#include "expr/code.def"
#undef CODE
};

struct instruction {
	uint16_t code; /* enum code */
	uint16_t flags; /* op, which, or negated */
	uint32_t n; /* target of a jump, number of a variable, count */
	union {
		const void *p;
		struct condition *seen;
		uint64_t
			second; /* UNLESS: where to go on without a value; ONCE, KEEP: number of what is kept */
	};
};

/* LOOKUP: the field of a list's elements that has a value, and the number of what is kept for it. */
struct lookup {
	uint32_t slot;
	uint32_t count;
	const struct access *fields[];
};

struct compiled {
	struct instruction *code;
	uint32_t length;
	const struct access **reads; /* the fields it reads, those of its functions aside */
	uint32_t read_count;
	struct expr_type type;
	struct ast *root;
	struct span span;
	bool lenient;
	uint32_t frame; /* variables of its own */
	uint32_t depth; /* functions that call one another */
	/* What it takes, with the functions it calls. */
	uint32_t stack, variables, loops;
};

/* Checked tree → code. NULL when functions call one another too deep (reported). */
struct compiled *emit(
	struct arena *a, struct ast *root, const struct scope *scope, struct sink *sink);

#endif
