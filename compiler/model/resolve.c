/* References: what a bare id, a kind with an id, or an item with its catalogue means. Built-in kinds give way to the
 * kind that keeps an entry for each of their items, so that an item's id means its entry. */
#include <string.h>

#include "base/map.h"
#include "model/build.h"

/* Places shown where one unknown id is named. */
#define PLACES_SHOWN 8

/* Kinds that a message names; of more it says nothing. */
#define KINDS_SHOWN 4

/* A reference while it is resolved. */
struct search {
	struct builder *b;
	const struct field *field; /* or NULL */
	const struct kind *const *kinds;
	uint32_t kind_count;
	struct str id;
	struct span span;
	struct entity *found[2]; /* the first ones */
	uint32_t count;
};

/* An id that nothing bears: told once, with the places that name it. */
struct missing {
	struct search search; /* of the first place */
	const struct kind *only; /* the kind that stands before it there, or NULL */
	bool free; /* anything that has an id could be meant there */
	struct span others[PLACES_SHOWN];
	uint32_t count; /* of all places */
};

static void
add_found(struct search *s, struct entity *e)
{
	for (uint32_t i = 0; i < s->count && i < 2; i++) {
		struct entity *other = s->found[i];

		if (other->kind->items == e->kind && other->source == e->source)
			return;
		if (e->kind->items == other->kind && other->source == e->source) {
			s->found[i] = e;
			return;
		}
	}
	if (s->count < 2)
		s->found[s->count] = e;
	s->count++;
}

/* Whether it is meant only where its kind is named: what comes with the program must not stand in the way of a project's ids. */
static bool
is_hidden(const struct search *s, const struct entity *e)
{
	const struct source *source = NULL;

	if (s->kind_count > 1 && e->tree != NULL)
		source = sources_get(s->b->sources, e->span.source);
	return source != NULL && source->built_in;
}

/* All entities of the kinds that bear the id; what exists once bears its kind's name. */
static void
find(struct search *s)
{
	const struct name *name = names_find(s->b->language->names, s->id);

	s->count = 0;
	for (uint32_t i = 0; name != NULL && i < s->kind_count; i++) {
		const struct kind *kind = s->kinds[i];
		struct entity *e = NULL;

		if (kind->id == KIND_ID_NONE)
			e = kind->name == name ? model_single(s->b->model, kind) : NULL;
		else if (kind->id != KIND_ID_REPEATABLE || s->kind_count == 1)
			e = map_get2(s->b->model->index, kind, name);
		if (e != NULL && !is_hidden(s, e))
			add_found(s, e);
	}
}

static void
set_kinds(struct search *s)
{
	s->kinds = s->field == NULL ? s->b->kinds : s->field->to;
	s->kind_count = s->field == NULL ? s->b->kind_count : s->field->to_count;
}

bool
resolve_knows(struct builder *b, const struct field *field, struct str id)
{
	struct search s = {.b = b, .field = field, .id = id};

	set_kinds(&s);
	find(&s);
	return s.count > 0;
}

/* "a", "a or b", "a, b or c" of kinds, each between the marks. */
static const char *
list_kinds(const struct search *s, const char *mark)
{
	const char *text = "";

	if (s->kind_count > KINDS_SHOWN)
		return NULL;
	for (uint32_t i = 0; i < s->kind_count; i++) {
		const char *joint = i == 0 ? "" : i + 1 == s->kind_count ? " or " : ", ";

		text = arena_printf(s->b->arena, "%s%s%s%s%s", text, joint, mark,
			s->kinds[i]->name->text, mark);
	}
	return text;
}

const char *
resolve_kinds(struct builder *b, const struct field *f)
{
	struct search s = {.b = b, .field = f};

	set_kinds(&s);
	return list_kinds(&s, "`");
}

/* The id is that of something that may not stand here: says so, or returns NULL. */
static struct diag *
tell_wrong_kind(struct search *s)
{
	struct search any = {.b = s->b, .id = s->id};
	const char *kinds = list_kinds(s, "`");
	const struct name *kind;
	struct diag *d;

	set_kinds(&any);
	find(&any);
	if (any.count == 0)
		return NULL;
	kind = any.found[0]->kind->name;
	if (kinds != NULL)
		d = diag_add(s->b->sink, DIAG_WRONG_KIND, s->span, "`%.*s` is %s %s, %s expected",
			yaml_shown(s->id), s->id.ptr, build_article(kind), kind->text, kinds);
	else
		d = diag_add(s->b->sink, DIAG_WRONG_KIND, s->span,
			"`%.*s` is %s %s, which cannot stand here", yaml_shown(s->id), s->id.ptr,
			build_article(kind), kind->text);
	diag_relate(s->b->sink, d, any.found[0]->span,
		any.found[0]->declared ? "declared here" : "from this catalogue");
	return d;
}

/* The id lacks its catalogue, or has a wrong one. */
static const char *
catalogue_help(struct search *s)
{
	const char *colon = memchr(s->id.ptr, ':', s->id.len);
	const char *text = NULL;

	for (uint32_t i = 0; i < s->b->input->catalogue_count; i++) {
		const char *catalogue = s->b->input->catalogues[i]->id->text;
		struct search other = {.b = s->b, .field = s->field};

		if (colon != NULL) {
			text = arena_printf(s->b->arena, "%s%s`%s`",
				text == NULL ? "the standards of this project are " : text,
				text == NULL ? "" : ", ", catalogue);
			continue;
		}
		other.id = str_of(arena_printf(
			s->b->arena, "%s:%.*s", catalogue, yaml_shown(s->id), s->id.ptr));
		other.kinds = s->kinds;
		other.kind_count = s->kind_count;
		find(&other);
		if (other.count > 0)
			return arena_printf(s->b->arena,
				"it is an item of another edition: write `%.*s`", (int)other.id.len,
				other.id.ptr);
	}
	return text;
}

static void
offer_ids(struct search *s, struct suggest *suggest)
{
	for (uint32_t i = 0; i < s->kind_count; i++) {
		const struct entity_list *list = &s->b->model->by_kind[s->kinds[i]->index];

		if (s->kinds[i]->id == KIND_ID_NONE && list->count > 0)
			build_offer(s->b, suggest, name_str(s->kinds[i]->name));
		for (uint32_t e = 0; e < list->count && s->b->offers > 0; e++) {
			if (list->ptr[e]->id != NULL && !is_hidden(s, list->ptr[e]))
				build_offer(s->b, suggest, name_str(list->ptr[e]->id));
		}
	}
}

/* Help for an id that is the name of a kind. */
static const char *
kind_help(struct search *s)
{
	const struct kind *kind = language_kind(s->b->language, s->id);

	for (uint32_t i = 0; kind != NULL && i < s->kind_count; i++) {
		if (s->kinds[i] != kind)
			continue;
		if (kind->id == KIND_ID_NONE)
			return arena_printf(s->b->arena, "`%s` is not declared", kind->name->text);
		return arena_printf(s->b->arena, "an id is missing behind `%s`", kind->name->text);
	}
	return NULL;
}

/* Remembers a place that names what is not there. */
static void
note_missing(struct search *s, bool free)
{
	const struct name *name = names_get(s->b->language->names, s->id);
	struct missing *m = map_get(s->b->missing_ids, name);

	if (m == NULL) {
		m = arena_alloc(s->b->arena, sizeof(*m));
		m->search = *s;
		m->free = free;
		if (s->kind_count == 1) {
			m->only = s->kinds[0];
			m->search.kinds = &m->only;
		}
		map_put(s->b->missing_ids, name, m);
		*VEC_PUSH(s->b->arena, &s->b->missing) = m;
	} else if (m->count <= PLACES_SHOWN) {
		m->others[m->count - 1] = s->span;
	}
	m->count++;
}

/* Whether a declaration of such a kind lacks its id, so that it may be the one that is meant. */
static bool
may_lack_id(const struct search *s)
{
	for (uint32_t i = 0; i < s->kind_count; i++) {
		if (s->b->nameless[s->kinds[i]->index])
			return true;
	}
	return false;
}

/* The declaration whose id was probably meant, where several places agree on another one. */
static void
relate_declared(struct search *s, struct diag *d, struct str id)
{
	struct search near = *s;

	near.id = id;
	find(&near);
	if (near.count > 0 && near.found[0]->declared)
		diag_relate(s->b->sink, d, near.found[0]->span, "`%.*s` is declared here",
			yaml_shown(id), id.ptr);
}

static void
relate_places(struct missing *m, struct diag *d)
{
	for (uint32_t i = 0; i + 1 < m->count && i < PLACES_SHOWN; i++) {
		if (i + 1 == PLACES_SHOWN && m->count > PLACES_SHOWN + 1)
			diag_relate(m->search.b->sink, d, m->others[i],
				"named here, too, and in %u more places",
				(unsigned)(m->count - PLACES_SHOWN - 1));
		else
			diag_relate(m->search.b->sink, d, m->others[i], "named here, too");
	}
}

/* Says it; false when what is meant may stand where a file breaks off. */
static bool
tell_missing(struct missing *m)
{
	struct search *s = &m->search;
	struct suggest suggest = suggest_start(s->id);
	const char *kinds = list_kinds(s, "");
	const char *help = kind_help(s);
	struct diag *d = m->free || s->b->cut ? NULL : tell_wrong_kind(s);

	if (d != NULL) {
		relate_places(m, d);
		return true;
	}
	if (help == NULL)
		help = catalogue_help(s);
	if (help == NULL)
		offer_ids(s, &suggest);
	if (help == NULL && ((s->b->cut && !suggest_certain(&suggest)) ||
				    (suggest_best(&suggest).len == 0 && may_lack_id(s))))
		return !s->b->cut;
	d = diag_add(s->b->sink, DIAG_UNKNOWN_REFERENCE, s->span, "there is %s%s `%.*s`",
		kinds == NULL ? "nothing called" : "no ", kinds == NULL ? "" : kinds,
		yaml_shown(s->id), s->id.ptr);
	if (help != NULL)
		diag_help(s->b->sink, d, "%s", help);
	else if (m->count == 1)
		yaml_suggest(s->b->sink, d, &suggest, s->span, NULL);
	else if (suggest_best(&suggest).len > 0)
		diag_help(s->b->sink, d, "did you mean `%.*s`?", yaml_shown(suggest_best(&suggest)),
			suggest_best(&suggest).ptr);
	if (m->count > 1 && help == NULL && suggest_best(&suggest).len > 0)
		relate_declared(s, d, suggest_best(&suggest));
	relate_places(m, d);
	return true;
}

void
resolve_missing(struct builder *b)
{
	const struct missing *first = NULL;
	uint32_t count = 0;

	for (uint32_t i = 0; i < b->missing.len; i++) {
		struct missing *m = b->missing.ptr[i];

		if (tell_missing(m))
			continue;
		first = first == NULL ? m : first;
		count++;
	}
	if (first == NULL)
		return;
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_REFERENCE, first->search.span,
		"nothing is called `%.*s`%s", yaml_shown(first->search.id), first->search.id.ptr,
		count == 1 ? ""
			   : arena_printf(b->arena, " (nor are %u other ids found that are named)",
				     (unsigned)(count - 1)));
	diag_help(b->sink, d, "it may stand where a file breaks off: mend that first");
}

static struct entity *
tell_ambiguous(struct search *s)
{
	const char *first = s->found[0]->kind->name->text, *second = s->found[1]->kind->name->text;
	int len = yaml_shown(s->id);
	struct diag *d = diag_add(s->b->sink, DIAG_AMBIGUOUS_REFERENCE, s->span,
		"`%.*s` may be %s %s or %s %s", len, s->id.ptr,
		build_article(s->found[0]->kind->name), first,
		build_article(s->found[1]->kind->name), second);

	diag_help(s->b->sink, d, "write `%s %.*s` or `%s %.*s`", first, len, s->id.ptr, second, len,
		s->id.ptr);
	diag_relate(s->b->sink, d, s->found[0]->span, "the %s", first);
	diag_relate(s->b->sink, d, s->found[1]->span, "the %s", second);
	return NULL;
}

/* The kind that stands before the id; NULL after a message. */
static const struct kind *
find_kind(struct search *s, struct str word, struct span span)
{
	const struct kind *kind = language_kind(s->b->language, word);
	struct suggest suggest = suggest_start(word);
	const char *kinds = list_kinds(s, "`");
	struct diag *d;

	for (uint32_t i = 0; i < s->kind_count; i++) {
		if (s->kinds[i] == kind)
			return kind;
		build_offer(s->b, &suggest, name_str(s->kinds[i]->name));
	}
	if (kind == NULL) {
		d = diag_add(s->b->sink, DIAG_UNKNOWN_KIND, span, "there is no kind `%.*s`",
			yaml_shown(word), word.ptr);
		yaml_suggest(s->b->sink, d, &suggest, span, NULL);
	} else if (kinds != NULL) {
		diag_add(s->b->sink, DIAG_WRONG_KIND, span, "%s %s cannot stand here, %s expected",
			build_article(kind->name), kind->name->text, kinds);
	} else {
		diag_add(s->b->sink, DIAG_WRONG_KIND, span, "%s %s cannot stand here",
			build_article(kind->name), kind->name->text);
	}
	return NULL;
}

/* Rules built in name items of standards that a project need not have. */
static bool
is_from_elsewhere(const struct builder *b, struct span span)
{
	const struct source *source = sources_get(b->sources, span.source);

	return source != NULL && source->built_in;
}

struct entity *
resolve_reference(struct builder *b, const struct field *field, struct str kind,
	struct span kind_span, struct str id, struct span id_span)
{
	struct search s = {.b = b, .field = field, .id = id, .span = id_span};
	const struct kind *only;
	const struct name *name;

	set_kinds(&s);
	if (kind.len > 0) {
		only = find_kind(&s, kind, kind_span);
		if (only == NULL)
			return NULL;
		s.kinds = &only;
		s.kind_count = 1;
	}
	find(&s);
	if (s.count == 1)
		return s.found[0];
	if (s.count > 1)
		return tell_ambiguous(&s);
	name = names_find(b->language->names, id);
	if ((name != NULL && map_get(b->lost, name) != NULL) || is_from_elsewhere(b, id_span))
		return NULL;
	note_missing(&s, field == NULL && kind.len == 0);
	return NULL;
}
