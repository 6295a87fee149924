/* A compiled rule asked of its entities: findings, and how many it could be asked of. */
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "rules/rule.h"

/* Steps that one rule may take: enough to compare each entity with a thousand others. */
#define STEPS_LEAST 50000000
#define STEPS_ENTITY 1000
/* Entities that a rule is asked of before it is another rule's turn: what is read of them shall stay in the cache. */
#define TURN 64

/* Bytes that tell two findings of a rule about one entity apart. */
#define ABOUT 200

struct run {
	struct rule_maker *m;
	struct rule_code *code;
	struct evaluator *e; /* of what is asked about one subject; emptied between two */
	struct findings *out;
	const struct result *value; /* what `for` and `each` bind, or NULL */
	const struct result *item;
	struct result list; /* of subjects */
	uint32_t collection; /* of the model that it is, by index of its kind */
	int64_t left; /* steps that it may still take */
	bool given_up;
	uint32_t unknown; /* subjects with a value that could not be read */
	VEC(const struct entity *) items; /* of catalogues, that it was asked of */
};

/* Handles a fault; true when there was one. */
static bool
faulted(struct run *r, struct evaluator *e, struct span subject)
{
	struct rule *rule = r->code->rule;

	switch (evaluator_fault(e)) {
	case FAULT_NONE:
		return false;
	case FAULT_UNKNOWN:
		r->unknown++;
		return true;
	case FAULT_CURRENCY:
		diag_add(r->m->sink, DIAG_RULE_CURRENCY, subject,
			"rule `%s` would have to compare amounts in different currencies here",
			rule->id);
		r->unknown++;
		return true;
	default:
		if (!r->given_up)
			diag_add(r->m->sink, DIAG_RULE_LIMIT, rule->span,
				"rule `%s` takes too long in this project and was given up",
				rule->id);
		r->given_up = true;
		return true;
	}
}

/* What the value of a binding adds to the entity that a finding is about: a text, a day, something that stands for itself. */
static void
add_about(struct run *r, struct buf *out, const struct result *value, const struct entity *entity)
{
	if (value == NULL || !value->present)
		return;
	bool is_entity =
		!value->list && (value->shape == SHAPE_ENTITY || value->shape == SHAPE_LEVEL);
	if (is_entity && value->entity == entity)
		return;
	if (out->len > 0)
		buf_puts(out, ", ");
	if (is_entity)
		buf_puts(out, entity_name(r->m->arena, value->entity));
	else
		result_format(value, out);
}

/* NULL: nothing lasting tells it apart, the message has to. */
static const char *
about_of(struct run *r, const struct entity *entity)
{
	struct buf out = {0};

	/* An entity may have several blocks of one name: their titles tell them apart, never their places. */
	if (entity != NULL && entity->parent != NULL) {
		if (entity->title.len == 0)
			return NULL;
		buf_str(&out, entity->title);
	}

	/* The subject is the entity or holds it, but where it is a mere value. */
	if (entity == NULL)
		add_about(r, &out, r->value, entity);
	add_about(r, &out, r->item, entity);
	size_t len = out.len;
	if (len > ABOUT)
		for (len = ABOUT; len > 0 && ((unsigned char)out.ptr[len] & 0xc0) == 0x80;)
			len--;
	const char *text = arena_strndup(r->m->arena, out.len > 0 ? out.ptr : "", len);
	buf_free(&out);
	return text;
}

static void
add_finding(struct run *r, struct entity *entity, struct span span)
{
	struct finding f = {.rule = r->code->rule, .entity = entity, .span = span};

	if (r->code->at != NULL)
		expr_at(r->e, r->code->at, &f.span);
	f.about = about_of(r, entity);
	f.message = message_eval(r->e, r->code->message, r->m->arena).ptr;
	if (r->m->writes && r->code->write != NULL)
		f.write = message_eval(r->e, r->code->write, r->m->arena).ptr;
	*VEC_PUSH(r->m->arena, r->out) = f;
}

/* Asks once, about the subject (or NULL) with all variables set. */
static void
ask(struct run *r, struct entity *entity, struct span span)
{
	bool holds = expr_holds(r->e, r->code->require);

	r->code->rule->cost.asked++;
	if (faulted(r, r->e, span))
		return;
	bool vacuous = evaluator_vacuous(r->e);
	if (holds) {
		/* "All of none" is no answer. */
		if (!vacuous || r->code->has_subject)
			r->code->rule->subjects++;
		return;
	}
	r->code->rule->subjects++;
	add_finding(r, entity, span);
}

/* What a finding about this value is about and where. An element that stands for itself (a supplier of an asset) is no part of
 * the subject: the finding stays with the subject. A block is. */
static struct entity *
entity_of(const struct result *value, struct entity *otherwise, struct span *span)
{
	if (!value->present || value->list ||
		(value->shape != SHAPE_ENTITY && value->shape != SHAPE_LEVEL)) {
		if (span_is(value->span))
			*span = value->span;
		return otherwise;
	}
	if (otherwise != NULL && value->entity->parent == NULL)
		return otherwise;
	/* What only a catalogue holds has no place in the project. */
	if (entity_root(value->entity)->tree != NULL)
		*span = value->entity->span;
	return value->entity;
}

static bool
is_broken(const struct result *value)
{
	return value->present && !value->list && value->shape == SHAPE_ENTITY &&
	       entity_root(value->entity)->broken;
}

/* Binds element i; whether the binding's condition leaves it in. */
static bool
chosen(struct run *r, const struct binding *b, const struct result *list, uint32_t i,
	struct span span)
{
	evaluator_set_item(r->e, b->variable, list, i);
	if (b->where == NULL)
		return true;
	bool holds = expr_holds(r->e, b->where);
	return !faulted(r, r->e, span) && holds;
}

static void
ask_elements(struct run *r, struct entity *entity, struct span span)
{
	const struct binding *b = &r->code->element;
	struct result list = expr_eval(r->e, b->list);

	if (faulted(r, r->e, span) || !list.present)
		return;
	for (uint32_t i = 0; i < list.items.count && !r->given_up; i++) {
		struct result value = result_item(&list, i);
		struct span at = span;
		struct entity *about = entity_of(&value, entity, &at);

		r->item = &value;
		if (!is_broken(&value) && chosen(r, b, &list, i, at))
			ask(r, about, at);
		r->item = NULL;
	}
}

/* All that is asked about one subject, or about the whole ISMS. */
static void
ask_subject(struct run *r, struct entity *entity, struct span span)
{
	for (uint32_t i = 0; i < r->code->let_count; i++) {
		struct result value = expr_eval(r->e, r->code->lets[i].value);

		if (faulted(r, r->e, span))
			return;
		evaluator_set(r->e, r->code->lets[i].variable, value);
	}
	if (r->code->has_element)
		ask_elements(r, entity, span);
	else
		ask(r, entity, span);
}

/* Asks of the subjects first..end of the rule's list. */
static void
ask_range(struct run *r, uint32_t first, uint32_t end)
{
	const struct binding *b = &r->code->subject;

	evaluator_budget(r->e, r->left);
	for (uint32_t i = first; i < end && !r->given_up; i++) {
		struct result value = result_item(&r->list, i);
		struct span span = {0, 0, 0};
		struct entity *entity = entity_of(&value, NULL, &span);

		evaluator_reset(r->e);
		if (is_broken(&value) || !chosen(r, b, &r->list, i, span))
			continue;
		uint32_t before = r->code->rule->subjects;
		r->value = &value;
		ask_subject(r, entity, span);
		r->value = NULL;
		if (entity != NULL && entity->source != NULL && r->code->rule->subjects > before)
			*VEC_PUSH(r->m->arena, &r->items) = entity;
	}
	r->left = evaluator_left(r->e);
}

uint64_t
rules_clock(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

/* Makes the list that `for` goes through, or asks at once where there is none. */
static void
start(struct run *r, struct rule_maker *m, struct rule_code *code, struct evaluator *outer,
	struct evaluator *inner, struct findings *out)
{
	int64_t steps = STEPS_LEAST + (int64_t)m->model->entity_count * STEPS_ENTITY;

	*r = (struct run){.m = m, .code = code, .e = inner, .out = out, .left = steps};
	evaluator_reset(outer);
	evaluator_budget(outer, steps);
	if (code->has_subject) {
		r->list = expr_eval(outer, code->subject.list);
		if (faulted(r, outer, code->rule->span) || !r->list.present)
			r->list.items.count = 0;
		code->rule->cost.entities = r->list.items.count;
	} else {
		evaluator_reset(inner);
		evaluator_budget(inner, steps);
		ask_subject(r, NULL, (struct span){0, 0, 0});
		r->left = evaluator_left(inner);
	}
	code->rule->cost.steps = steps - evaluator_left(outer) + steps;
}

static void
end(struct run *r)
{
	struct rule *rule = r->code->rule;

	rule->unknown = r->unknown;
	rule->asked = r->items.ptr;
	rule->asked_count = r->items.len;
	rule->cost.steps -= r->left;
	if (r->given_up || (rule->subjects == 0 && r->unknown > 0))
		rule->state = RULE_NOT_RUN;
	else
		rule->state = rule->subjects > 0 ? RULE_RAN : RULE_NOT_EXERCISED;
}

/* Half an answer is none. */
static void
drop_given_up(struct findings *out)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < out->len; i++) {
		if (out->ptr[i].rule->state != RULE_NOT_RUN)
			out->ptr[kept++] = out->ptr[i];
	}
	out->len = kept;
}

/* The collection of the model that the list is, or UINT32_MAX: others are gone once another rule makes its list. */
static uint32_t
collection_of(const struct model *m, const struct result *list)
{
	if (list->view != LIST_ENTITIES || list->items.count == 0)
		return UINT32_MAX;
	const struct entity *first = ((struct entity *const *)list->items.base)[0];
	uint32_t kind = first->kind->index;

	return list->items.base == (const void *)m->by_kind[kind].ptr ? kind : UINT32_MAX;
}

/* Rules that go through one collection take turns, so that what they read of an entity is read from memory once. */
static void
take_turns(struct run **runs, uint32_t count)
{
	uint32_t all = runs[0]->list.items.count;

	uint64_t before = rules_clock();
	for (uint32_t first = 0; first < all; first += TURN) {
		uint32_t last = all - first < TURN ? all : first + TURN;

		for (uint32_t i = 0; i < count; i++) {
			ask_range(runs[i], first, last);
			uint64_t now = rules_clock();
			runs[i]->code->rule->cost.nanoseconds += now - before;
			before = now;
		}
	}
}

static int
by_collection(const void *a, const void *b)
{
	const struct run *x = *(struct run *const *)a, *y = *(struct run *const *)b;

	if (x->collection != y->collection)
		return x->collection < y->collection ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void
run_waiting(struct run **waiting, uint32_t count)
{
	qsort(waiting, count, sizeof(struct run *), by_collection);
	for (uint32_t i = 0, next; i < count; i = next) {
		next = i + 1;
		while (next < count && waiting[next]->collection == waiting[i]->collection)
			next++;
		take_turns(&waiting[i], next - i);
	}
}

void
rules_ask(struct rule_maker *m, struct rule_code **codes, uint32_t count, struct findings *out)
{
	struct evaluator *outer = evaluator_new(m->arena, m->model, RULE_VARIABLES);
	struct evaluator *inner = evaluator_new(m->arena, m->model, RULE_VARIABLES);
	evaluator_keep(outer);
	evaluator_keep(inner);
	struct run *runs = arena_array(m->arena, count + (size_t)1, sizeof(*runs));
	struct run **waiting = arena_array(m->arena, count + (size_t)1, sizeof(struct run *));
	uint32_t waiting_count = 0;

	uint64_t before = rules_clock();
	for (uint32_t i = 0; i < count; i++) {
		start(&runs[i], m, codes[i], outer, inner, out);
		runs[i].collection = collection_of(m->model, &runs[i].list);
		if (runs[i].collection != UINT32_MAX)
			waiting[waiting_count++] = &runs[i];
		else if (codes[i]->has_subject)
			ask_range(&runs[i], 0, runs[i].list.items.count);
		uint64_t now = rules_clock();
		codes[i]->rule->cost.nanoseconds += now - before;
		before = now;
	}
	run_waiting(waiting, waiting_count);
	for (uint32_t i = 0; i < count; i++)
		end(&runs[i]);
	drop_given_up(out);
}
