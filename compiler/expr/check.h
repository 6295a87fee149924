/* The type checker from within. For the files of this folder only. */
#ifndef EXPR_CHECK_H
#define EXPR_CHECK_H

#include "base/diag.h"
#include "base/suggest.h"
#include "expr/ast.h"
#include "expr/scope.h"

/* A field that no kind has, as one expression names it. */
struct told_field {
	const struct kind *kind;
	struct str text;
	struct diag *diag; /* in the sink's arena: it stays where it is */
	uint32_t count; /* of other places */
	struct told_field *next;
};

struct checker {
	struct arena *arena;
	const struct model *model;
	const struct tree *tree;
	const struct scope *scope;
	const struct fact *facts; /* known at this place */
	struct sink *sink;
	bool lenient; /* absence is passed on instead of being a mistake */
	bool closed; /* nothing of the model */
	bool failed;
	struct told_field *told;
};

/* type.c */
struct expr_type type_of(enum shape shape);
struct expr_type type_error(void);
struct expr_type type_entity(struct arena *a, const struct kind *kind);
bool type_is_error(const struct expr_type *t);
bool type_is_number(const struct expr_type *t);
/* Whether values of the two can be equal: the same shape, the same members, a kind in common. */
bool type_alike(const struct expr_type *a, const struct expr_type *b);
/* The type of a value that is one or the other; false when there is none. */
bool type_unify(struct arena *a, const struct expr_type *x, const struct expr_type *y,
	struct expr_type *out);
/* Whether a value of type `from` may stand where `to` is expected, absence aside. */
bool type_fits(const struct expr_type *from, const struct expr_type *to);
/* Whether values of the type come one after another. Levels, and blocks of one field, do where there is only one list of them. */
bool type_has_order(const struct expr_type *t);
struct expr_type type_element(struct expr_type list);
/* The kind of the blocks that are the levels of a field. */
const struct kind *type_level_kind(const struct field *f);
/* In the arena. */
const char *type_text(struct arena *a, const struct expr_type *t);

/* check.c */

/* The type of a node; sets n->type. A mistake in it is reported, and the type is SHAPE_ERROR. */
struct expr_type check(struct checker *c, struct ast *n, const struct expr_type *expected);
/* Reports a mistake. */
struct diag *check_fail(struct checker *c, enum diag_code code, struct span span, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));
/* A name that may have been meant; some time all are enough. */
void check_offer(struct checker *c, struct suggest *s, struct str name);
/* Adds "did you mean" and a fix when it is certain; `help` otherwise, when not NULL. */
void check_suggest(struct checker *c, struct diag *d, const struct suggest *s, struct span span,
	const char *help);
/* check_guard.c */

/* The same for an operand: a value that may be absent is a mistake, or sets *maybe where the scope is lenient. */
struct expr_type check_operand(
	struct checker *c, struct ast *n, const struct expr_type *expected, bool *maybe);
/* The same for a type found already. */
struct expr_type check_guarded(struct checker *c, struct ast *n, bool *maybe);
/* A condition: a truth value that is no constant. */
struct expr_type check_condition(struct checker *c, struct ast *n, bool *maybe);
/* Whether a variable, function or collection bears the name already; reports it. */
bool check_free(struct checker *c, const struct step *name);
/* A path in one word, as far as its first `count` fields: "r.treat.due". NULL when it is none. */
const char *check_text(struct checker *c, const struct ast *n, uint32_t count);

/* check_path.c */
struct expr_type check_path(struct checker *c, struct ast *n, const struct expr_type *expected);
/* Whether the node means nothing without an expected type: a bare word, or a number that may be an id. */
bool check_needs_type(struct checker *c, const struct ast *n);
/* The access to a field of all kinds of a type, and its type; NULL after a message. */
const struct access *check_field(
	struct checker *c, const struct expr_type *base, struct step *step, struct expr_type *out);

/* check_unknown.c */

/* Reports a word that means nothing, with what was probably meant. */
void unknown_word(
	struct checker *c, struct ast *n, const struct expr_type *expected, struct suggest *s);
/* The same of a field of what may be of the kinds of `base`, of which `kind` has none of that name. */
void unknown_field(struct checker *c, const struct expr_type *base, const struct step *step,
	const struct kind *kind);
void no_fields(struct checker *c, const struct expr_type *base, const struct step *step);
/* KIND.ID; silent when sources could not be read. */
void unknown_id(struct checker *c, const struct kind *kind, const struct step *id);
void unknown_function(struct checker *c, struct ast *n);

/* check_word.c */

/* A word without a meaning of its own, as a member, id or version of the type expected. False when it is none; then *s holds what was meant. */
bool check_word(
	struct checker *c, struct ast *n, const struct expr_type *expected, struct suggest *s);
/* An entity by its kind and id; NULL when there is none. */
struct entity *check_entity(struct checker *c, const struct kind *kind, struct str id);

/* check_compare.c */
struct expr_type check_compare(struct checker *c, struct ast *n);
struct expr_type check_in(struct checker *c, struct ast *n);
/* Compiles the pattern that the literal `text` holds into n->pattern; false after a message. */
bool check_pattern(struct checker *c, struct ast *n, struct ast *text);
struct expr_type check_text_test(struct checker *c, struct ast *n);

/* check_vacuous.c */

/* Reports a comparison whose result is the same for all values. */
void check_vacuous(struct checker *c, struct ast *n);
/* The same for `element in list`. */
void check_vacuous_in(struct checker *c, struct ast *n, struct ast *element, struct ast *list);

/* check_constant.c */

/* Whether it is a constant: literals, members and ids, and what operators make of them. */
bool check_constant(const struct ast *n);
/* The value of a constant that is one literal, member or id; false for all else. */
bool check_constant_value(const struct ast *n, struct result *out);
/* Whether two nodes say the same. */
bool check_same(const struct ast *a, const struct ast *b);
/* `<` for `>`: the operator with its sides exchanged. */
enum op check_mirror(enum op op);

/* check_chain.c */

/* Whether two items of an `and` can never hold together, or one of two items of an `or` always does; reports it. */
bool check_chain_vacuous(struct checker *c, struct ast *n);
/* Whether the condition after `where` decides the body of a comprehension; reports it. */
bool check_where_decides(struct checker *c, struct ast *n);

/* check_arith.c */
struct expr_type check_arith(struct checker *c, struct ast *n);
struct expr_type check_negate(struct checker *c, struct ast *n);

/* check_each.c */
struct expr_type check_each(struct checker *c, struct ast *n);
struct expr_type check_let(struct checker *c, struct ast *n);
/* The type that a comprehension or function over elements of a type gives; false (reported at `span`) when it cannot. */
bool check_gives(struct checker *c, enum which which, const struct expr_type *element,
	struct span span, struct expr_type *out);

/* Reports that something of that type is no list. */
void check_no_list(struct checker *c, struct span span, const struct expr_type *t);

/* check_call.c */
struct expr_type check_call(struct checker *c, struct ast *n);

#endif
