/* A reference as a value, and a level.
 *
 *   reference = [ KIND ] ID | STRING ;    (a string where the field has a sibling for it)
 */
#include "base/pattern.h"
#include "model/build.h"

/* Strings go to the sibling field. */
static void
bind_sibling(struct reader *r, struct value *v)
{
	struct reader there = *r;
	struct value string = {.type = r->field->strings->type, .span = v->span};

	there.field = r->field->strings;
	bind_value(&there, &string);
	r->at = there.at;
	v->type = TYPE_COUNT;
	*VEC_PUSH(r->b->arena, &r->b->strings) = string;
}

/* Two words of which the first is no kind: a comma is missing between two ids, or the kind is misspelt. */
static void
not_a_kind(struct reader *r, struct value *v, struct str first, struct span first_span)
{
	struct builder *b = r->b;
	struct suggest s = suggest_start(first);
	const char *kinds;
	struct diag *d;

	if (resolve_knows(b, r->field, first)) {
		struct span gap = {first_span.source, first_span.end, first_span.end};

		if ((r->field->flags & FIELD_MANY) == 0)
			return;
		d = diag_add(b->sink, DIAG_EXTRA_ARGUMENT, reader_span(r),
			"a comma is missing before this");
		diag_help(b->sink, d, "values of a list are separated by commas");
		diag_fix(b->sink, d, gap, ",");
		r->comma_missing = true;
		return;
	}
	for (uint32_t i = 0; i < r->field->to_count; i++)
		build_offer(b, &s, name_str(r->field->to[i]->name));
	kinds = resolve_kinds(b, r->field);
	d = diag_add(b->sink, DIAG_UNKNOWN_KIND, first_span, "there is no kind `%.*s`",
		yaml_shown(first), first.ptr);
	yaml_suggest(b->sink, d, &s, first_span,
		kinds == NULL ? NULL
			      : arena_printf(b->arena,
					"`%s` names %s; values of a list are separated by commas",
					r->field->name->text, kinds));
	v->bad = true;
	reader_next(r);
}

static void
bind_level(struct reader *r, struct value *v)
{
	/* The word is kept until all levels are known. */
	v->string = reader_word(r);
	reader_next(r);
}

void
bind_reference(struct reader *r, struct value *v)
{
	struct str first = reader_word(r), kind = {"", 0};
	struct span first_span = reader_span(r);

	if (reader_is(r, TOKEN_STRING) && r->field->type == TYPE_REF && r->field->strings != NULL) {
		bind_sibling(r, v);
		return;
	}
	if (!reader_is(r, TOKEN_WORD)) {
		reader_wrong(r, v);
		return;
	}
	if (r->field->type == TYPE_LEVEL) {
		bind_level(r, v);
		return;
	}
	reader_next(r);
	if (reader_is(r, TOKEN_WORD)) {
		if (language_kind(r->b->language, first) == NULL) {
			not_a_kind(r, v, first, first_span);
			if (v->bad)
				return;
		} else {
			kind = first;
			first = reader_word(r);
			v->span = span_join(first_span, reader_span(r));
		}
	}
	v->entity = resolve_reference(r->b, r->field, kind, first_span, first,
		kind.len > 0 ? reader_span(r) : first_span);
	v->bad = v->entity == NULL;
	if (kind.len > 0)
		reader_next(r);
}
