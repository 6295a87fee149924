/* The designs laid over a model: which documents there are, where each entity is shown, and how to link to it. */
#include "render/document.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "render/design.h"
#include "schema/yaml.h"

#define NEAR ((size_t)2) /* letters by which an id may be misspelt */

static bool
is_plain(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9') ||
	       cp == '.' || cp == '_' || cp == '-';
}

/* Whether what begins with `_` here would read like an escape: é is _e9_, and an id may be `a_e9_` itself. */
static bool
looks_escaped(struct str s)
{
	size_t i = 1;

	while (i < s.len && s.ptr[i] != '\0' && strchr("0123456789abcdef", s.ptr[i]) != NULL)
		i++;
	return i > 1 && i < s.len && (s.ptr[i] == '_' || !is_plain((unsigned char)s.ptr[i]));
}

/* Appends a word of the sources with what an xml:id and a file name may not have as _hex_; no two words give the same. */
static void
add_safe(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t cp = 0;
		size_t n = utf8_decode(s.ptr + i, s.len - i, &cp);
		if (is_plain(cp) &&
			!(cp == '_' && looks_escaped((struct str){s.ptr + i, s.len - i})))
			buf_putc(b, (char)cp);
		else
			buf_printf(b, "_%x_", (unsigned)cp);
		i += n > 0 ? n : 1;
	}
}

static const char *
take(struct arena *a, struct buf *b)
{
	const char *s = arena_strndup(a, b->ptr != NULL ? b->ptr : "", b->len);

	buf_free(b);
	return s;
}

const char *
document_anchor(struct arena *a, const struct entity *e)
{
	const struct entity *chain[80];
	uint32_t depth = 0;
	struct buf b = {0};

	for (const struct entity *at = e; at != NULL && depth < 80; at = at->parent)
		chain[depth++] = at;
	while (depth-- > 0) {
		/* cppcheck-suppress uninitvar; set above as far as `depth` counts */
		const struct entity *at = chain[depth];
		if (b.len > 0)
			buf_putc(&b, '.');
		buf_str(&b, name_str(at->kind->name));
		if (at->parent != NULL) {
			buf_printf(&b, ".%u", (unsigned)at->number + 1);
		} else if (at->id != NULL) {
			buf_putc(&b, '.');
			add_safe(&b, name_str(at->id));
			if (at->kind->id == KIND_ID_REPEATABLE)
				buf_printf(&b, ".%u", (unsigned)at->number + 1);
		}
	}
	return take(a, &b);
}

static struct entity *
controlling(const struct document_set *set, const struct model *m, struct str id)
{
	if (set->control == NULL)
		return NULL;
	const struct name *name = names_find(m->language->names, id);
	return name != NULL ? model_find(m, set->control, name) : NULL;
}

static bool
chosen(const struct design *d, const struct entity *e)
{
	if (!e->declared || e->id == NULL)
		return false;
	if (d->only == NULL)
		return true;
	const struct slot *slot = entity_slot(e, d->only);
	return slot != NULL && slot->count > 0 && !slot->values[0].bad &&
	       slot->values[0].member == d->member;
}

static struct document *
add_document(struct document_set *set, const struct design *d, const char *id, const char *title)
{
	struct document *doc = &set->documents[set->document_count++];

	doc->design = d;
	doc->id = id;
	doc->title = title;
	doc->up = strchr(id, '/') != NULL ? "../" : "";
	return doc;
}

/* A document of its own for each chosen entity that has none yet. */
static void
add_each(struct document_set *set, const struct design *d, const struct model *m)
{
	const struct entity_list *list = &m->by_kind[d->each->index];

	for (uint32_t i = 0; i < list->count; i++) {
		struct entity *e = list->ptr[i];
		if (!chosen(d, e) || set->own[e->index] != NULL)
			continue;
		struct buf path = {0};
		buf_str(&path, d->id);
		/* `policy` with `only` is the one document of that name; `policy` from `policy/ *` is a folder. */
		if (d->only == NULL) {
			buf_putc(&path, '/');
			add_safe(&path, name_str(e->id));
		}
		struct str title = entity_title(e);
		struct document *doc = add_document(set, d, take(set->arena, &path),
			arena_strndup(set->arena, title.ptr, title.len));
		doc->subject = e;
		doc->control = e;
		set->own[e->index] = doc;
		if (d->only != NULL)
			return;
	}
}

static void
add_designed(struct document_set *set, const struct design *d, const struct model *m)
{
	if (d->each != NULL) {
		add_each(set, d, m);
		return;
	}
	struct document *doc = add_document(set, d, arena_strndup(set->arena, d->id.ptr, d->id.len),
		arena_strndup(set->arena, d->title.ptr, d->title.len));
	doc->control = controlling(set, m, d->id);
	if (d->index)
		set->index = set->document_count - 1;
	for (uint32_t i = 0; i < d->home_count; i++)
		set->home_of[d->home[i]->index] = doc;
}

/* Whether every entity of the kind is shown in a document of its own. */
static bool
all_own(const struct document_set *set, const struct entity_list *list)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (set->own[list->ptr[i]->index] == NULL)
			return false;
	}
	return true;
}

/* The first page is index.html whatever its id. */
static bool
is_taken(const struct document_set *set, const char *id)
{
	for (uint32_t i = 0; i < set->design_count; i++) {
		if (str_is(set->designs[i].id, id))
			return true;
	}
	return strcmp(id, "index") == 0;
}

/* The id of a kind's register: its collection, unless a document has that already, which it must not take the place of. */
static struct str
register_id(const struct document_set *set, const struct kind *kind)
{
	/* One without a collection was reported. */
	const char *id = kind->plural != NULL ? kind->plural->text : kind->name->text;

	while (is_taken(set, id))
		id = arena_printf(set->arena, "%s_register", id);
	return str_of(id);
}

/* A register for each kind with entities that no designed document shows, so that every reference leads somewhere. */
static void
add_registers(struct document_set *set, const struct model *m)
{
	for (uint32_t k = 0; k < m->language->kind_count; k++) {
		const struct kind *kind = m->language->kinds[k];
		if (kind->block_of != NULL || set->home_of[k] != NULL || m->by_kind[k].count == 0 ||
			all_own(set, &m->by_kind[k]))
			continue;
		struct str id = register_id(set, kind);
		struct design *d = &set->designs[set->design_count++];
		d->id = id;
		d->title = str_of(kind->titles);
		d->group = STR("registers");
		d->template = STR("register.xsl");
		d->home = arena_array(set->arena, 1, sizeof *d->home);
		d->home[0] = kind;
		d->home_count = 1;
		d->fields = arena_array(set->arena, m->language->kind_count, sizeof *d->fields);
		d->clauses = kind->clauses;
		d->clause_count = kind->clause_count;
		d->findings = FINDINGS_HOME;
		d->generated = true;
		add_designed(set, d, m);
	}
}

/* Whether the entity may have been meant to control a document, and controls none. */
static bool
is_idle(const struct document_set *set, const struct entity *e)
{
	const struct slot *slot =
		set->control_only != NULL ? entity_slot(e, set->control_only) : NULL;

	if (!e->declared || e->id == NULL || set->controlled[e->index] != NULL)
		return false;
	return slot == NULL || slot->count == 0 ||
	       (!slot->values[0].bad && slot->values[0].member == set->control_member);
}

/* Owner, version and approval of a document stand with the entity of its id. One of nearly this id leaves it without them. */
static void
tell_idle(const struct document_set *set, const struct model *m, struct sink *sink)
{
	const struct entity_list none = {0};
	const struct entity_list *list =
		set->control != NULL ? &m->by_kind[set->control->index] : &none;

	for (uint32_t i = 0; i < list->count; i++) {
		const struct entity *e = list->ptr[i];

		if (!is_idle(set, e))
			continue;
		struct suggest s = suggest_start(name_str(e->id));
		for (uint32_t k = 0; k < set->document_count; k++) {
			if (set->documents[k].control == NULL && set->documents[k].subject == NULL)
				suggest_offer(&s, str_of(set->documents[k].id));
		}
		if (suggest_best(&s).len == 0 || s.distance > 2 * NEAR)
			continue;
		yaml_suggest(sink,
			diag_add(sink, DIAG_IDLE_CONTROL, e->span,
				"no document of the set is called `%s`, so that %s stands for none",
				e->id->text, entity_name(set->arena, e)),
			&s, e->span, NULL);
	}
}

struct document_set *
document_set_make(
	struct arena *a, const struct yaml *file, const struct model *m, struct sink *sink)
{
	struct document_set *set = arena_alloc(a, sizeof *set);

	set->arena = a;
	designs_read(set, file, m, sink);
	set->home_of = arena_array(a, m->language->kind_count, sizeof *set->home_of);
	set->own = arena_array(a, m->entity_count, sizeof *set->own);
	set->controlled = arena_array(a, m->entity_count, sizeof *set->controlled);
	size_t room = set->design_count + m->language->kind_count;
	for (uint32_t i = 0; i < set->design_count; i++) {
		const struct kind *each = set->designs[i].each;
		room += each != NULL ? m->by_kind[each->index].count : 0;
	}
	set->documents = arena_array(a, room, sizeof *set->documents);
	uint32_t designed = set->design_count;
	for (uint32_t i = 0; i < designed; i++)
		add_designed(set, &set->designs[i], m);
	add_registers(set, m);
	for (uint32_t i = 0; i < set->document_count; i++) {
		const struct entity *control = set->documents[i].control;
		if (control != NULL && control->kind == set->control)
			set->controlled[control->index] = &set->documents[i];
	}
	tell_idle(set, m, sink);
	return set;
}

const struct document *
document_find(const struct document_set *set, struct str id, struct str *nearest)
{
	struct suggest s = suggest_start(id);

	for (uint32_t i = 0; i < set->document_count; i++) {
		if (str_is(id, set->documents[i].id))
			return &set->documents[i];
		suggest_offer(&s, str_of(set->documents[i].id));
	}
	if (nearest != NULL)
		*nearest = suggest_best(&s);
	return NULL;
}

const struct document *
document_of(const struct document_set *set, const struct entity *e)
{
	for (const struct entity *at = e; at != NULL; at = at->parent) {
		if (set->own[at->index] != NULL)
			return set->own[at->index];
		if (set->home_of[at->kind->index] != NULL)
			return set->home_of[at->kind->index];
	}
	return NULL;
}

const char *
document_href(struct arena *a, const struct document_set *set, const struct document *from,
	const struct entity *e)
{
	const struct document *to = document_of(set, e);

	if (to == NULL)
		return NULL;
	const char *anchor = document_anchor(a, e);
	if (to == from)
		return arena_printf(a, "#%s", anchor);
	return arena_printf(a, "%s%s.xml#%s", from != NULL ? from->up : "", to->id, anchor);
}
