/* Compiled expressions → results: the dispatch, the stack, and the instructions that only move or jump. */
#include <stdint.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "expr/machine.h"

#define BUDGET INT64_C(100000000)
#define PATTERN_STEPS 10000

static bool (*const runs[])(struct machine *, const struct instruction *) = {
#define CODE(NAME, run) [CODE_##NAME] = (run),
#include "expr/code.def"
#undef CODE
};

const struct result *
machine_run(struct evaluator *e, const struct compiled *c, struct result *stack,
	struct result *variables, struct loop *loops)
{
	struct machine m = {e, c, c->code, stack, variables, loops, loops};

	for (;;) {
		const struct instruction *i = m.ip++;

		if (!runs[i->code](&m, i))
			break;
	}
	return e->fault == FAULT_NONE ? m.sp - 1 : NULL;
}

bool
machine_fault(struct machine *m, enum fault fault)
{
	if (m->e->fault == FAULT_NONE)
		m->e->fault = fault;
	return false;
}

bool
machine_absent(struct machine *m, uint32_t count, enum shape shape)
{
	if (!m->c->lenient)
		return machine_fault(m, FAULT_UNKNOWN);
	m->sp -= count;
	*m->sp++ = (struct result){.shape = shape};
	return true;
}

bool
machine_spend(struct machine *m, int64_t steps)
{
	m->e->budget -= steps;
	return m->e->budget >= 0 || machine_fault(m, FAULT_EXHAUSTED);
}

/* Starts with an empty frame of that size, keeping variables that were set. */
static void
reserve(struct evaluator *e, const struct compiled *c)
{
	if (c->stack > e->stack_cap) {
		e->stack = arena_array(e->arena, c->stack, sizeof(*e->stack));
		e->stack_cap = c->stack;
	}
	if (c->variables > e->variable_cap) {
		e->variables = arena_grow(e->arena, e->variables, e->variable_cap, c->variables,
			sizeof(*e->variables));
		e->variable_cap = c->variables;
	}
	if (c->loops > e->loop_cap) {
		e->loops = arena_array(e->arena, c->loops, sizeof(*e->loops));
		e->loop_cap = c->loops;
	}
}

struct evaluator *
evaluator_new(struct arena *a, const struct model *m, uint32_t variables)
{
	struct evaluator *e = arena_alloc(a, sizeof(*e));

	e->arena = a;
	e->model = m;
	e->variables = arena_array(a, variables, sizeof(*e->variables));
	e->variable_cap = variables;
	e->budget = BUDGET;
	return e;
}

static void
hold(struct evaluator *e, uint32_t variable)
{
	if (variable >= e->variable_cap) {
		uint32_t cap = variable < 16 ? 32 : variable * 2;

		e->variables = arena_grow(
			e->arena, e->variables, e->variable_cap, cap, sizeof(*e->variables));
		e->variable_cap = cap;
	}
}

void
evaluator_set(struct evaluator *e, uint32_t variable, struct result value)
{
	hold(e, variable);
	e->variables[variable] = value;
}

void
evaluator_set_item(struct evaluator *e, uint32_t variable, const struct result *list, uint32_t i)
{
	hold(e, variable);
	item_read(list, i, &e->variables[variable]);
}

void
evaluator_budget(struct evaluator *e, int64_t steps)
{
	e->budget = steps;
}

int64_t
evaluator_left(const struct evaluator *e)
{
	return e->budget > 0 ? e->budget : 0;
}

/* NULL after a fault. */
static const struct result *
run_all(struct evaluator *e, const struct compiled *c)
{
	e->fault = FAULT_NONE;
	e->vacuous = false;
	e->keeping = 0;
	if (e->budget <= 0) {
		e->fault = FAULT_EXHAUSTED;
		return NULL;
	}
	e->budget--;
	reserve(e, c);
	return machine_run(e, c, e->stack, e->variables, e->loops);
}

struct result
expr_eval(struct evaluator *e, const struct compiled *c)
{
	const struct result *r = run_all(e, c);

	return r != NULL ? *r : (struct result){.shape = SHAPE_ERROR};
}

bool
expr_holds(struct evaluator *e, const struct compiled *c)
{
	const struct result *r = run_all(e, c);

	return r != NULL && r->present && !r->list && r->shape == SHAPE_BOOL && r->boolean;
}

enum fault
evaluator_fault(const struct evaluator *e)
{
	return e->fault;
}

bool
evaluator_exhausted(const struct evaluator *e)
{
	return e->fault == FAULT_EXHAUSTED;
}

bool
evaluator_vacuous(const struct evaluator *e)
{
	return e->vacuous;
}

bool
run_const(struct machine *m, const struct instruction *i)
{
	*m->sp++ = *(const struct result *)i->p;
	return true;
}

/* In its place stands what could not be read. */
bool
run_unknown(struct machine *m, const struct instruction *i)
{
	(void)i;
	return machine_fault(m, FAULT_UNKNOWN);
}

bool
run_variable(struct machine *m, const struct instruction *i)
{
	*m->sp++ = m->variables[i->n];
	return true;
}

bool
run_bind(struct machine *m, const struct instruction *i)
{
	m->variables[i->n] = *--m->sp;
	return true;
}

bool
run_jump(struct machine *m, const struct instruction *i)
{
	m->ip = m->c->code + i->n;
	return true;
}

/* and, or: jumps with the value when it decides, or is absent; else drops it. */
static bool
run_chain(struct machine *m, const struct instruction *i, bool decisive)
{
	const struct result *top = m->sp - 1;

	if (!top->present && !m->c->lenient)
		return machine_fault(m, FAULT_UNKNOWN);
	if (!top->present || top->boolean == decisive)
		m->ip = m->c->code + i->n;
	else
		m->sp--;
	return true;
}

bool
run_and(struct machine *m, const struct instruction *i)
{
	return run_chain(m, i, false);
}

bool
run_or(struct machine *m, const struct instruction *i)
{
	return run_chain(m, i, true);
}

bool
run_else(struct machine *m, const struct instruction *i)
{
	if (m->sp[-1].present)
		m->ip = m->c->code + i->n;
	else
		m->sp--;
	return true;
}

bool
run_unless(struct machine *m, const struct instruction *i)
{
	const struct result *top = --m->sp;

	if (!top->present) {
		if (!m->c->lenient)
			return machine_fault(m, FAULT_UNKNOWN);
		m->ip = m->c->code + i->second;
	} else if (!top->boolean) {
		m->ip = m->c->code + i->n;
	}
	return true;
}

static bool
exists(const struct result *r)
{
	return r->present && (!r->list || r->items.count > 0);
}

bool
run_exists(struct machine *m, const struct instruction *i)
{
	(void)i;
	set_bool(m->sp - 1, exists(m->sp - 1));
	return true;
}

bool
run_missing(struct machine *m, const struct instruction *i)
{
	(void)i;
	set_bool(m->sp - 1, !exists(m->sp - 1));
	return true;
}

bool
run_not(struct machine *m, const struct instruction *i)
{
	(void)i;
	if (!m->sp[-1].present)
		return machine_absent(m, 1, SHAPE_BOOL);
	set_bool(m->sp - 1, !m->sp[-1].boolean);
	return true;
}

bool
run_make_list(struct machine *m, const struct instruction *i)
{
	struct result r = {.present = true, .list = true, .view = LIST_RESULTS};
	struct result *items = scratch_alloc(m->e, i->n * sizeof(*items));
	const struct result *from = m->sp - i->n;

	if (items == NULL)
		return false;
	for (uint32_t k = 0; k < i->n; k++) {
		if (!from[k].present)
			return machine_absent(m, i->n, SHAPE_ERROR);
		items[k] = from[k];
		r.shape = from[k].shape;
	}
	r.items.base = items;
	r.items.count = i->n;
	m->sp -= i->n;
	*m->sp++ = r;
	return true;
}

bool
pattern_search(
	struct machine *m, const struct pattern *p, struct str text, size_t *start, size_t *end)
{
	*start = *end = 0;
	if (!machine_spend(m, 1 + (int64_t)text.len / 16))
		return false;
	switch (pattern_find(p, text, start, end)) {
	case PATTERN_LIMIT:
		machine_spend(m, PATTERN_STEPS);
		return machine_fault(m, FAULT_PATTERN);
	case PATTERN_YES:
		return true;
	case PATTERN_NO:
		break;
	}
	*start = SIZE_MAX;
	return true;
}

bool
run_matches(struct machine *m, const struct instruction *i)
{
	const struct result *top = m->sp - 1;
	size_t start, end;

	if (!top->present)
		return machine_absent(m, 1, SHAPE_BOOL);
	if (!pattern_search(m, i->p, top->string, &start, &end))
		return false;
	set_bool(m->sp - 1, start != SIZE_MAX);
	return true;
}

/* The arguments are on the stack, and become the first variables of the function. */
static bool
call(struct machine *m, const struct compiled *body, uint32_t count)
{
	struct result *variables = m->variables + m->c->frame;

	for (uint32_t k = 0; k < count; k++) {
		variables[k] = m->sp[(int64_t)k - count];
		if (!variables[k].present)
			return machine_absent(m, count, body->type.shape);
	}
	if (!machine_spend(m, 1))
		return false;
	const struct result *out = machine_run(m->e, body, m->sp, variables, m->loops);
	if (out == NULL)
		return false;
	m->sp -= count;
	*m->sp++ = *out;
	return true;
}

bool
run_function(struct machine *m, const struct instruction *i)
{
	return call(m, i->p, i->n);
}

/* The expression lies below its arguments; its own absence is the call's. */
bool
run_call_field(struct machine *m, const struct instruction *i)
{
	struct result *callee = m->sp - i->n - 1;

	if (!callee->present)
		return machine_absent(m, i->n + 1, SHAPE_NUMBER);
	if (callee->expression == NULL || callee->expression->compiled == NULL)
		return machine_fault(m, FAULT_UNKNOWN);
	if (!call(m, callee->expression->compiled, i->n))
		return false;
	m->sp[-2] = m->sp[-1];
	m->sp--;
	return true;
}

bool
run_return(struct machine *m, const struct instruction *i)
{
	(void)m;
	(void)i;
	return false;
}
