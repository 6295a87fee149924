/* A compiled rule asked of its entities: findings, and how many it could be asked of. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "rules/rule.h"

/* Steps that one rule may take: enough to compare each entity with a thousand others. */
#define STEPS_LEAST 50000000
#define STEPS_ENTITY 1000

/* Bytes that tell two findings of a rule about one entity apart. */
#define ABOUT 200

struct run {
	struct rule_maker *m;
	struct rule_code *code;
	struct evaluator *e; /* of what is asked about one subject; emptied between two */
	struct findings *out;
	const struct result *value; /* what `for` and `each` bind, or NULL */
	const struct result *item;
	bool given_up;
	uint32_t unknown; /* subjects with a value that could not be read */
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
	*VEC_PUSH(r->m->arena, r->out) = f;
}

/* Asks once, about the subject (or NULL) with all variables set. */
static void
ask(struct run *r, struct entity *entity, struct span span)
{
	bool holds = expr_holds(r->e, r->code->require);

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

static void
ask_subjects(struct run *r, struct evaluator *outer)
{
	const struct binding *b = &r->code->subject;
	struct result list = expr_eval(outer, b->list);

	if (faulted(r, outer, r->code->rule->span) || !list.present)
		return;
	for (uint32_t i = 0; i < list.items.count && !r->given_up; i++) {
		struct result value = result_item(&list, i);
		struct span span = {0, 0, 0};
		struct entity *entity = entity_of(&value, NULL, &span);

		evaluator_reset(r->e);
		r->value = &value;
		if (!is_broken(&value) && chosen(r, b, &list, i, span))
			ask_subject(r, entity, span);
		r->value = NULL;
	}
}

void
rule_run(struct rule_maker *m, struct rule_code *code, struct evaluator *outer,
	struct evaluator *inner, struct findings *out)
{
	struct run r = {.m = m, .code = code, .e = inner, .out = out};
	uint32_t first = out->len;
	int64_t steps = STEPS_LEAST + (int64_t)m->model->entity_count * STEPS_ENTITY;

	evaluator_reset(outer);
	evaluator_reset(inner);
	evaluator_budget(outer, steps);
	evaluator_budget(inner, steps);
	if (code->has_subject)
		ask_subjects(&r, outer);
	else
		ask_subject(&r, NULL, (struct span){0, 0, 0});
	if (r.given_up)
		out->len = first; /* half an answer is none */
	if (r.given_up || (code->rule->subjects == 0 && r.unknown > 0))
		code->rule->state = RULE_NOT_RUN;
	else
		code->rule->state = code->rule->subjects > 0 ? RULE_RAN : RULE_NOT_EXERCISED;
}
