/* The machine that runs compiled expressions. For the files of this folder only. */
#ifndef EXPR_MACHINE_H
#define EXPR_MACHINE_H

#include "expr/code.h"

struct buf;

/* A running comprehension. */
struct loop {
	struct result list;
	uint32_t index;
	uint32_t variable;
	bool absent; /* its result has no value */
	bool decided; /* any, all, none: an element told the answer */
	bool asked; /* any, all, none: of an element at least */
	int64_t count;
	struct result total;
	struct result *items; /* LIST: in scratch memory */
	uint32_t cap;
};

struct lookup_table;

/* What is found once. */
struct kept {
	bool known;
	bool vacuous;
	struct result value;
	struct lookup_table *table;
};

struct chunk {
	struct chunk *next;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

struct evaluator {
	struct arena *arena;
	const struct model *model;
	struct result *stack;
	struct result *variables;
	struct loop *loops;
	uint32_t stack_cap, variable_cap, loop_cap;
	int64_t budget;
	enum fault fault;
	bool vacuous;
	/* Scratch memory: chunks that are filled anew after a reset. */
	struct chunk *chunks, *chunk;
	size_t at;
	size_t taken;
	/* Values that depend on no variable, by number; while they are found, memory is not cut from the chunks. */
	bool keeps;
	uint32_t keeping;
	struct kept *kept;
	uint32_t kept_cap;
	/* By entity: the last list that it was put into. */
	uint32_t *stamps;
	uint32_t stamp;
};

struct machine {
	struct evaluator *e;
	const struct compiled *c;
	const struct instruction *ip; /* the next one */
	/* Behind the last value. Values are written where they lie and read by their parts: to copy what was just written
	 * in parts would wait for all that was written before. */
	struct result *sp;
	struct result *variables;
	struct loop *loops; /* the running ones end here */
	struct loop *first_loop;
};

/* One function an instruction: true to go on with m->ip. */
#define CODE(NAME, run) bool run(struct machine *m, const struct instruction *i);
#include "expr/code.def"
#undef CODE

/* eval.c */

/* Runs code; its value, or NULL after a fault. Its frame begins at the given places. */
const struct result *machine_run(struct evaluator *e, const struct compiled *c,
	struct result *stack, struct result *variables, struct loop *loops);
/* Stops everything. Returns false. */
bool machine_fault(struct machine *m, enum fault fault);
/* An operand has no value: passed on where the code is lenient, a fault otherwise. The operands are popped, `count` of them. */
bool machine_absent(struct machine *m, uint32_t count, enum shape shape);
bool machine_spend(struct machine *m, int64_t steps);

/* Searches a text; *start is SIZE_MAX when the pattern is not in it. False after a fault. */
bool pattern_search(
	struct machine *m, const struct pattern *p, struct str text, size_t *start, size_t *end);

/* scratch.c */

/* Memory until the next reset; NULL with a fault when there was too much. */
void *scratch_alloc(struct evaluator *e, size_t size);
/* A copy of a text that a buffer holds; the buffer is freed. False after a fault. */
bool scratch_text(struct evaluator *e, struct buf *text, struct result *out);

/* eval_field.c */

/* A value as a result. The field tells the members. */
void value_read(const struct value *v, const struct field *f, struct result *out);
/* The same as result_item, in place. */
void item_read(const struct result *list, uint32_t i, struct result *out);
void entity_read(struct entity *e, struct result *out);
/* A field of an entity. False after a fault. */
bool load_field(struct evaluator *e, const struct entity *entity, const struct access *access,
	struct result *out);

/* eval_value.c */

/* The order of two values of like type: < 0, 0, > 0. False after a fault. */
bool value_order(struct evaluator *e, const struct result *a, const struct result *b, int *order);
/* Whether two values of like type are equal. False after a fault. */
bool value_equal(struct evaluator *e, const struct result *a, const struct result *b, bool *equal);
/* `out` may be one of the two. */
bool value_arith(struct evaluator *e, enum op op, const struct result *a, const struct result *b,
	struct result *out);
double value_number(const struct result *r);
void set_bool(struct result *out, bool x);
void set_integer(struct result *out, int64_t x);
/* The largest number for an infinite one; none for what is no number. */
void set_number(struct result *out, double x);

/* The same for values that are equal. */
uint32_t value_hash(const struct result *r);

/* eval_once.c */

/* What is kept under that number, until the next call. */
struct kept *kept_get(struct evaluator *e, uint32_t slot);

/* eval_loop.c */

/* Adds one element to a comprehension's total. False after a fault. */
bool loop_step(struct machine *m, struct loop *l, enum which which, const struct result *value);
void loop_total(const struct loop *l, enum which which, struct result *out);

#endif
