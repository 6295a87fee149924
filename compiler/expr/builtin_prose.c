/* What is asked of prose: what it refers to, and what is found in it, with its place in the source. */
#include "base/pattern.h"
#include "expr/builtin.h"
#include "expr/machine.h"
#include "model/prose.h"

/* A reference means the entry of a catalogue's item as well as the item. */
static bool
is_meant(const struct entity *named, const struct entity *e)
{
	return named == e || (named != NULL && named->source != NULL && named->source == e->source);
}

bool
run_mentions(struct machine *m, const struct builtin *b, enum shape shape,
	const struct result *args, struct result *out)
{
	const struct prose *prose = args[0].prose;
	bool found = false, unknown = false;

	(void)b;
	(void)shape;
	if (prose != NULL && !machine_spend(m, prose->ref_count / 16))
		return false;
	for (uint32_t i = 0; prose != NULL && i < prose->ref_count && !found; i++) {
		found = is_meant(prose->refs[i]->entity, args[1].entity);
		unknown = unknown || prose->refs[i]->entity == NULL;
	}
	/* A reference to nothing was reported; it may have been meant. */
	if (!found && unknown)
		return machine_fault(m, FAULT_UNKNOWN);
	set_bool(out, found);
	return true;
}

bool
run_found(struct machine *m, const struct instruction *i)
{
	struct result *top = m->sp - 1;
	struct str text = top->string;
	size_t start, end;

	if (!top->present)
		return machine_absent(m, 1, SHAPE_STRING);
	if (!pattern_search(m, i->p, text, &start, &end))
		return false;
	if (start >= end) {
		*top = (struct result){.shape = SHAPE_STRING};
		return true;
	}
	if (top->prose != NULL) {
		/* `trim` leaves a part of the plain words. */
		size_t before = (size_t)(text.ptr - top->prose->plain.ptr);
		struct span place = text_map_span(&top->prose->plain_map,
			(uint32_t)(before + start), (uint32_t)(before + end));

		if (span_is(place))
			top->span = place;
	}
	top->prose = NULL;
	top->string = (struct str){text.ptr + start, end - start};
	return true;
}
