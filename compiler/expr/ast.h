/* Parsed expressions, and what checking finds out about them. For the files of this folder only. */
#ifndef EXPR_AST_H
#define EXPR_AST_H

#include "expr/expr.h"

/* Parentheses, operators and comprehensions in one another. */
#define EXPR_DEPTH 64
/* Nodes in one another: chains of operators are as deep as they are long. */
#define EXPR_CHAIN 200
/* Nodes of one expression. */
#define EXPR_NODES 2000

enum ast_kind {
	AST_ERROR, /* reported */
	AST_LITERAL,
	AST_LIST, /* items */
	AST_PATH, /* words, or `left` and words behind it */
	AST_CALL, /* left: the path of what is called; items: arguments */
	AST_NOT, /* left */
	AST_NEGATE, /* left */
	AST_EXISTS, /* left; negated: missing */
	AST_AND, /* items */
	AST_OR, /* items */
	AST_COMPARE, /* left op right */
	AST_IN, /* left in right; negated */
	AST_MATCHES, /* left, pattern */
	AST_CONTAINS,
	AST_STARTS,
	AST_ENDS,
	AST_ELSE, /* left else right */
	AST_ARITH, /* left op right */
	AST_IF, /* if third then left else right */
	AST_LET, /* let variable = left in right */
	AST_EACH, /* which variable in list where where: body */
};

enum op {
	OP_EQ,
	OP_NE,
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE,
	OP_ADD,
	OP_SUB,
	OP_MUL,
	OP_DIV,
};

/* The comprehensions, and the functions over lists that do the same. */
enum which {
	EACH_ANY,
	EACH_ALL,
	EACH_NONE,
	EACH_COUNT,
	EACH_SUM,
	EACH_MIN,
	EACH_MAX,
	EACH_AVG,
	EACH_FIRST,
	EACH_LIST,
	EACH_DISTINCT,
};

/* A field of an entity, by the entity's kind. */
struct access {
	bool many;
	bool sure; /* all rows are */
	uint32_t count;
	struct {
		const struct kind *kind;
		const struct field *field;
		bool sure; /* its absence was reported as a mistake */
	} rows[];
};

/* One word of a path. */
struct step {
	struct str text;
	struct span span;
	const struct name *name;
	const struct access *access; /* after checking; NULL for the word that is the root */
	bool from_list; /* what stands before it is a list */
};

enum path_root {
	ROOT_NONE, /* `left` */
	ROOT_VARIABLE, /* root: struct variable */
	ROOT_LIST, /* root: struct kind */
	ROOT_SINGLE, /* root: struct kind */
	ROOT_CONSTANT, /* value */
	ROOT_TODAY,
};

/* A variable of a scope; shared by all scopes within. */
struct variable {
	struct str name;
	struct expr_type type;
	uint32_t number;
	bool used;
};

/* Something that is known to exist: a root and fields of it. Lists of facts share their tails and never change. */
struct fact {
	const void *root;
	uint32_t count;
	const struct name **names;
	const struct fact *next;
};

struct ast {
	enum ast_kind kind;
	enum op op;
	enum which which;
	bool negated;
	uint8_t depth; /* of what lies in it */
	struct span span;
	struct ast *left, *right, *third;
	struct ast **items;
	uint32_t item_count;
	struct str
		word; /* LITERAL: as written, when one word; PATH: the words, when it begins with one */
	struct result value; /* LITERAL; PATH with ROOT_CONSTANT */
	struct step *steps;
	uint32_t step_count;
	uint32_t token; /* LITERAL: of a string */

	/* EACH, LET */
	struct step name;
	struct ast *list, *where, *body;

	/* Found by checking. */
	struct expr_type type;
	const struct fact *yes, *no; /* what its being true, false proves */
	enum path_root root_kind;
	const void *root;
	uint32_t first_step; /* that is a field */
	struct variable *variable;
	const struct pattern *pattern;
	const void *
		callee; /* CALL: struct builtin or struct function; NULL: a field of type expression */
	bool user; /* CALL: a struct function */
};

struct parser {
	struct arena *arena;
	const struct tree *tree;
	struct sink *sink;
	uint32_t at, end;
	uint32_t depth;
	uint32_t nodes;
	bool no_else; /* `else` belongs to an `if` around */
	bool no_in; /* `in` belongs to a `let` around */
	bool failed;
};

/* parse.c: one expression; never NULL. After a mistake, which is reported, p->failed. */
struct ast *parse_expr(struct parser *p);
/* Operand of the comparing operators: everything that binds closer. */
struct ast *parse_default(struct parser *p);
/* Whether all tokens are used up; reports it when not. */
bool parse_done(struct parser *p);
/* parse_primary.c: literals, paths, calls, parentheses, comprehensions. */
struct ast *parse_postfix(struct parser *p);

/* parse_token.c: what both use. */
enum token_kind parse_kind(const struct parser *p);
bool parse_is_word(const struct parser *p, const char *word);
struct str parse_word(const struct parser *p);
struct span parse_span(const struct parser *p);
/* The token behind the one at hand, or TOKEN_END. */
uint32_t parse_behind(const struct parser *p, uint32_t token);
void parse_next(struct parser *p);
bool parse_accept_word(struct parser *p, const char *word);
bool parse_accept(struct parser *p, enum token_kind kind);
bool parse_expect(struct parser *p, enum token_kind kind, const char *what);
/* Reports what stands here instead of `expected`; the rest is skipped. Returns an error node. */
struct ast *parse_fail(struct parser *p, const char *expected);
struct ast *parse_node(struct parser *p, enum ast_kind kind, struct span span);
struct ast *parse_binary(struct parser *p, enum ast_kind kind, struct ast *left, struct ast *right);
/* Makes `inner` part of `n`: its span grows, its depth is checked. Returns `inner`. */
struct ast *parse_hold(struct parser *p, struct ast *n, struct ast *inner);
/* Words that stand between or before operands, and so are no names. */
bool parse_is_reserved(struct str word);
bool parse_enter(struct parser *p);
void parse_leave(struct parser *p);
/* Reads one word as a name to bind. */
bool parse_name(struct parser *p, struct step *out);

#endif
