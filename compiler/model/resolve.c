/* Pass 3: references and levels find what they name; then the other side of each reference gets its inverse. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/suggest.h"
#include "model/build.h"
#include "model/prose.h"

/* The entity of a kind by the text of an id; a singleton by its kind's name. `catalogue:id` names the item of that catalogue. */
static struct entity *
look_up(const struct builder *b, const struct kind *kind, struct str id)
{
	const char *colon = memchr(id.ptr, ':', id.len);

	if (colon != NULL) {
		struct str catalogue = { id.ptr, (size_t)(colon - id.ptr) };
		struct entity *e = look_up(b, kind, (struct str){ colon + 1, id.len - catalogue.len - 1 });
		if (e != NULL && e->source != NULL) {
			for (uint32_t c = 0; c < b->input->catalogue_count; c++) {
				const struct catalogue *k = b->input->catalogues[c];
				bool inside = e->source >= k->items && e->source < k->items + k->item_count;
				if (inside && str_eq(name_str(k->id), catalogue))
					return e;
			}
		}
		return NULL;
	}
	const struct name *name = names_find(b->input->language->names, id);
	return name != NULL ? map_get2(b->model->index, kind, name) : NULL;
}

static bool
may_name(const struct field *f, const struct kind *kind)
{
	for (uint32_t i = 0; i < f->to_count; i++) {
		if (f->to[i] == kind)
			return true;
	}
	return false;
}

static void
kinds_text(const struct builder *b, const struct field *f, char out[256])
{
	size_t at = 0;

	(void)b;
	out[0] = '\0';
	for (uint32_t i = 0; i < f->to_count && at < 200; i++) {
		const char *joint = i == 0 ? "" : i + 1 == f->to_count ? " or " : ", ";
		size_t n = strlen(joint);
		memcpy(out + at, joint, n);
		at += n;
		n = strlen(f->to[i]->name->text);
		n = n < 40 ? n : 40;
		memcpy(out + at, f->to[i]->name->text, n);
		at += n;
		out[at] = '\0';
	}
}

static void
offer_kind(struct builder *b, struct suggest *s, const struct kind *kind)
{
	const struct entity_list *list = &b->model->by_kind[kind->index];

	for (uint32_t i = 0; i < list->count && b->looked < SUGGESTION_BUDGET; i++, b->looked++) {
		if (list->ptr[i]->id != NULL)
			suggest_offer(s, name_str(list->ptr[i]->id));
	}
}

/* Nothing of that name is valid here: says whether it is of another kind, else what was probably meant. */
static void
tell_unknown(struct builder *b, const struct field *f, struct span span, struct str id)
{
	char kinds[256];

	kinds_text(b, f, kinds);
	for (uint32_t k = 0; k < b->input->language->kind_count; k++) {
		const struct kind *kind = b->input->language->kinds[k];
		struct entity *other = kind->block_of == NULL ? look_up(b, kind, id) : NULL;
		if (other != NULL) {
			struct diag *d = diag_add(b->sink, DIAG_WRONG_KIND, span, "`%.*s` is %s, but `%s` names %s", (int)id.len,
				id.ptr, kind->name->text, f->name->text, kinds);
			diag_relate(b->sink, d, other->span, "declared here");
			return;
		}
	}
	struct suggest s = suggest_start(id);
	for (uint32_t i = 0; i < f->to_count; i++) {
		offer_kind(b, &s, f->to[i]);
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_REFERENCE, span, "there is no %s `%.*s`", kinds, (int)id.len, id.ptr);
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	if (best.len > 0 && suggest_certain(&s))
		diag_fix(b->sink, d, span, arena_strndup(b->arena, best.ptr, best.len));
}

/* `kind id`: NULL after a message. */
static struct entity *
resolve_qualified(struct builder *b, const struct pending *p)
{
	struct str word = tree_token_text(p->tree, p->kind_token);
	struct str id = tree_token_text(p->tree, p->id_token);
	const struct kind *kind = language_kind(b->input->language, word);
	struct span span = tree_token_span(p->tree, p->kind_token);
	char kinds[256];

	if (kind == NULL || !may_name(p->field, kind)) {
		kinds_text(b, p->field, kinds);
		struct diag *d = diag_add(b->sink, kind == NULL ? DIAG_UNKNOWN_KIND : DIAG_WRONG_KIND, span,
			kind == NULL ? "there is no kind `%.*s`" : "`%.*s` is none of the kinds that may stand here",
			(int)word.len, word.ptr);
		diag_help(b->sink, d, "`%s` names %s; several values are separated by commas", p->field->name->text, kinds);
		return NULL;
	}
	struct entity *e = look_up(b, kind, id);
	if (e == NULL) {
		struct field only = *p->field;
		only.to = &kind;
		only.to_count = 1;
		tell_unknown(b, &only, tree_token_span(p->tree, p->id_token), id);
	}
	return e;
}

/* A bare id must mean one thing only. */
static struct entity *
resolve_bare(struct builder *b, const struct pending *p)
{
	struct str id = tree_token_text(p->tree, p->id_token);
	struct span span = tree_token_span(p->tree, p->id_token);
	struct entity *found = NULL;

	for (uint32_t i = 0; i < p->field->to_count; i++) {
		struct entity *e = look_up(b, p->field->to[i], id);
		if (e != NULL && found != NULL) {
			struct diag *d = diag_add(b->sink, DIAG_AMBIGUOUS_REFERENCE, span, "`%.*s` may be %s or %s", (int)id.len,
				id.ptr, found->kind->name->text, e->kind->name->text);
			diag_help(b->sink, d, "write `%s %.*s` or `%s %.*s`", found->kind->name->text, (int)id.len, id.ptr,
				e->kind->name->text, (int)id.len, id.ptr);
			return NULL;
		}
		if (e != NULL)
			found = e;
	}
	if (found == NULL)
		tell_unknown(b, p->field, span, id);
	return found;
}

/* A level by its id, among the blocks that are its members. */
static struct entity *
resolve_level(struct builder *b, const struct pending *p)
{
	struct str id = tree_token_text(p->tree, p->id_token);
	const struct kind *members = p->field->level_of->block;
	const struct entity_list *list = &b->model->by_kind[members->index];
	struct suggest s = suggest_start(id);

	for (uint32_t i = 0; i < list->count; i++) {
		if (list->ptr[i]->id == NULL)
			continue;
		if (str_eq(name_str(list->ptr[i]->id), id))
			return list->ptr[i];
		suggest_offer(&s, name_str(list->ptr[i]->id));
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_REFERENCE, tree_token_span(p->tree, p->id_token),
		"there is no level `%.*s`", (int)id.len, id.ptr);
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	return NULL;
}

static void
resolve_pending(struct builder *b, const struct pending *p)
{
	struct value *v = &p->entity->slots[p->field->index].values[p->slot_index];

	if (p->field->type == TYPE_LEVEL)
		v->entity = resolve_level(b, p);
	else
		v->entity = p->kind_token != TOKEN_NONE ? resolve_qualified(b, p) : resolve_bare(b, p);
	v->bad = v->entity == NULL;
}

/* [[id]] and [[kind id]]: over all kinds that have ids. */
static void
resolve_prose_ref(struct builder *b, struct prose_node *n)
{
	const struct language *l = b->input->language;
	const struct kind *kind = n->kind_word.len > 0 ? language_kind(l, n->kind_word) : NULL;
	struct suggest s = suggest_start(n->id_word);

	if (n->kind_word.len > 0 && kind == NULL) {
		diag_add(b->sink, DIAG_UNKNOWN_KIND, n->span, "there is no kind `%.*s`", (int)n->kind_word.len, n->kind_word.ptr);
		return;
	}
	for (uint32_t k = 0; k < l->kind_count; k++) {
		if (l->kinds[k]->block_of != NULL || (kind != NULL && kind != l->kinds[k]))
			continue;
		struct entity *e = look_up(b, l->kinds[k], n->id_word);
		/* A catalogue's item and the declaration that fills it share the id: the declaration is meant. */
		bool same = e != NULL && n->entity != NULL && e->source != NULL && e->source == n->entity->source;
		if (e != NULL && n->entity != NULL && !same) {
			diag_add(b->sink, DIAG_AMBIGUOUS_REFERENCE, n->span, "`%.*s` may be %s or %s", (int)n->id_word.len,
				n->id_word.ptr, n->entity->kind->name->text, e->kind->name->text);
			return;
		}
		if (e != NULL && (!same || e->tree != NULL || !e->declared))
			n->entity = e;
	}
	if (n->entity != NULL)
		return;
	for (uint32_t k = 0; k < l->kind_count; k++) {
		if (l->kinds[k]->block_of == NULL && (kind == NULL || kind == l->kinds[k]))
			offer_kind(b, &s, l->kinds[k]);
	}
	struct diag *d = diag_add(b->sink, DIAG_UNKNOWN_REFERENCE, n->span, "there is nothing called `%.*s`",
		(int)n->id_word.len, n->id_word.ptr);
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
}

static void
resolve_links(struct builder *b, const struct prose *p)
{
	for (uint32_t i = 0; i < p->link_count; i++) {
		struct str target = p->links[i]->target;
		const char *scheme = memchr(target.ptr, ':', target.len);
		if (scheme != NULL || target.len == 0 || target.ptr[0] == '#' || b->input->exists == NULL)
			continue;
		const char *hash = memchr(target.ptr, '#', target.len);
		if (hash != NULL)
			target.len = (size_t)(hash - target.ptr);
		if (!b->input->exists(b->input->context, target))
			diag_add(b->sink, DIAG_MISSING_LINK, p->links[i]->span, "the project has no file `%.*s`",
				(int)target.len, target.ptr);
	}
}

/* Adds the holder of each reference to the inverse slot of what it names. Values come in order of place, so one holder's are neighbours. */
static void
invert(struct builder *b, struct entity *e)
{
	for (uint32_t i = 0; i < e->kind->field_count; i++) {
		const struct field *f = e->kind->fields[i];
		if (f->type != TYPE_REF || f->inverse == NULL)
			continue;
		for (uint32_t v = 0; v < e->slots[i].count; v++) {
			struct entity *target = e->slots[i].values[v].entity;
			if (e->slots[i].values[v].bad || target == NULL)
				continue;
			const struct field *back = kind_field(b->input->language, target->kind, f->inverse);
			struct entity *root = entity_root(e);
			if (back == NULL)
				continue;
			struct slot *slot = &target->slots[back->index];
			if (slot->count > 0 && slot->values[slot->count - 1].entity == root)
				continue;
			slot_add(b, target, back, root->span)->entity = root;
		}
	}
}

void
resolve_all(struct builder *b)
{
	for (uint32_t i = 0; i < b->pending.len; i++)
		resolve_pending(b, &b->pending.ptr[i]);
	for (uint32_t i = 0; i < b->prose.len; i++) {
		struct prose *p = b->prose.ptr[i];
		for (uint32_t r = 0; r < p->ref_count; r++)
			resolve_prose_ref(b, p->refs[r]);
		resolve_links(b, p);
	}
	/* A risk's blocks come behind it in the list; walking roots with their blocks together keeps neighbours together. */
	for (uint32_t i = 0; i < b->entities.len; i++)
		invert(b, b->entities.ptr[i]);
}
