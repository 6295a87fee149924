/* schemas/mutations.yaml and the project's mutations.yaml → operators, what they break, and the survivors that are explained.
 *
 *   operators: operator.c
 *   breaks:    { "KIND, KIND": { FIELD | itself: { OPERATOR: CLAUSE | harmless | { clause, when, to } } } }
 *   survivors: survivor.c
 */
#include "mutate/duty.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/map.h"
#include "expr/expr.h"
#include "mutate/fit.h"
#include "mutate/reader.h"
#include "pipeline.h"
#include "rules/fragment.h"
#include "schema/catalogue.h"

#define BUILT_IN "schemas/mutations.yaml"
#define OWN "mutations.yaml"
#define ITSELF "itself"
#define HARMLESS "harmless"

void
duty_unknown(struct duty_reader *r, const struct suggest *s, struct span span, const char *what)
{
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_MUTATION_NAME, span, "%s `%.*s`", what,
			yaml_shown(s->wanted), s->wanted.ptr),
		s, span, NULL);
}

const struct operator* duty_operator(struct duty_reader *r, struct str name, struct span span)
{
	struct suggest s = suggest_start(name);

	for (uint32_t i = 0; i < r->duties->operator_count; i++) {
		if (str_eq(r->duties->operators[i]->name, name))
			return r->duties->operators[i];
		suggest_offer(&s, r->duties->operators[i]->name);
	}
	duty_unknown(r, &s, span, "there is no operator");
	return NULL;
}

const struct kind *
duty_kind(struct duty_reader *r, struct str name, struct span span)
{
	const struct language *l = r->c->language;
	const struct kind *kind = language_kind(l, name);
	struct suggest s = suggest_start(name);

	if (kind != NULL)
		return kind;
	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of == NULL)
			suggest_offer(&s, name_str(l->kinds[i]->name));
	}
	duty_unknown(r, &s, span, "there is no kind");
	return NULL;
}

bool
duty_field(struct duty_reader *r, struct str path, struct span span, const struct kind **kind,
	const struct field **field)
{
	for (;;) {
		*field = NULL;
		if (str_is(path, ITSELF))
			return true;
		const char *dot = memchr(path.ptr, '.', path.len);
		struct str word = {path.ptr, dot != NULL ? (size_t)(dot - path.ptr) : path.len};
		const struct name *name = names_find(r->c->names, word);
		struct suggest s = suggest_start(word);

		*field = name != NULL ? kind_field(r->c->language, *kind, name) : NULL;
		if (*field == NULL) {
			for (uint32_t i = 0; i < (*kind)->field_count; i++)
				suggest_offer(&s, name_str((*kind)->fields[i]->name));
			duty_unknown(r, &s, span,
				arena_printf(
					r->arena, "`%s` has no field", kind_path(r->arena, *kind)));
			return false;
		}
		if (dot == NULL)
			return true;
		if ((*field)->type != TYPE_BLOCK) {
			diag_add(r->sink, DIAG_MUTATION_NAME, span, "`%s` is no block",
				(*field)->name->text);
			return false;
		}
		*kind = (*field)->block;
		path = (struct str){dot + 1, path.len - word.len - 1};
	}
}

void
duty_lacks(
	struct duty_reader *r, struct span span, const char *what, struct str name, const char *key)
{
	diag_add(r->sink, DIAG_MUTATION_LACK, span, "%s `%.*s` lacks `%s`", what, yaml_shown(name),
		name.ptr, key);
}

/* One expression of a duty; NULL after a mistake. */
static struct compiled *
read_expression(struct duty_reader *r, const struct duty *d, struct str text, struct span span,
	const struct expr_type *expected)
{
	struct tree *tree = fragment_read(r->arena, r->c->sources, text, span, r->sink);

	if (tree->broken)
		return NULL;
	return expr_compile(r->arena, tree, 0, tree->token_count,
		fit_scope(r->arena, r->global, d->kind, d->field), expected, r->sink);
}

/* What an operator breaks is an item of the project's standards. Those of the list built in may be of others. */
static void
read_clause(struct duty_reader *r, const struct yaml *node, struct duty *d)
{
	const struct compilation *c = r->c;
	struct suggest s;

	if (!yaml_text(node, "what an operator breaks", &d->clause, r->sink))
		return;
	if (str_is(d->clause, HARMLESS)) {
		d->clause = STR("");
		return;
	}
	s = suggest_start(d->clause);
	suggest_offer(&s, STR(HARMLESS));
	for (uint32_t i = 0; i < c->catalogue_count; i++) {
		for (uint32_t k = 0; k < c->catalogues[i]->item_count; k++) {
			struct str id = name_str(c->catalogues[i]->items[k].id);

			if (str_eq(id, d->clause))
				return;
			suggest_offer(&s, id);
		}
	}
	if (!r->source->built_in)
		duty_unknown(r, &s, yaml_inner(node), "no standard of the project has a clause");
}

static void
read_conditions(struct duty_reader *r, const struct yaml *node, struct duty *d)
{
	static const char *const keys[] = {"clause", "when", "to", NULL};
	const struct yaml *clause = yaml_get(node, "clause"), *when = yaml_get(node, "when"),
			  *to = yaml_get(node, "to");
	struct expr_type condition = {.shape = SHAPE_BOOL, .optional = true};
	struct str text;

	uint32_t before = sink_total(r->sink);
	yaml_check_keys(node, keys, "what an operator breaks", r->sink);
	if (clause != NULL)
		read_clause(r, clause, d);
	else if (sink_total(r->sink) == before)
		duty_lacks(r, yaml_place(node), "what is broken by", node->key, "clause");
	if (when != NULL && yaml_text(when, "`when`", &text, r->sink))
		d->when = read_expression(r, d, text, yaml_inner(when), &condition);
	if (to != NULL && yaml_text(to, "`to`", &text, r->sink))
		d->to = read_expression(r, d, text, yaml_inner(to), NULL);
}

static void
read_duty(struct duty_reader *r, const struct yaml *node, const struct kind *kind,
	const struct field *field)
{
	const struct operator* o = duty_operator(r, node->key, node->key_span);
	struct duty *d = arena_alloc(r->arena, sizeof(*d));
	const void *key = field != NULL ? (const void *)field : kind;

	if (o == NULL)
		return;
	*d = (struct duty){.kind = kind, .field = field, .operator= o };
	if (node->kind == YAML_MAP)
		read_conditions(r, node, d);
	else
		read_clause(r, node, d);
	if (yaml_get(node, "to") == NULL && o->to.len > 0)
		d->to = read_expression(r, d, o->to, o->to_span, NULL);
	else if (yaml_get(node, "to") == NULL && edit_is_computed(o->edit))
		duty_lacks(r, node->key_span, "operator", node->key, "to");
	d->next = map_get2(r->duties->by_field, kind, key);
	map_put2(r->duties->by_field, kind, key, d);
}

/* What is said of the fields of a kind. */
static void
read_fields(struct duty_reader *r, const struct yaml *entry, const struct kind *kind)
{
	for (const struct yaml *at = entry->child; at != NULL; at = at->next) {
		const struct kind *holder = kind;
		const struct field *field;

		if (!duty_field(r, at->key, at->key_span, &holder, &field) ||
			!yaml_expect(at, YAML_MAP, "what breaks a field", r->sink))
			continue;
		if (at->count == 0)
			duty_lacks(r, at->key_span, "what breaks", at->key, "OPERATOR: CLAUSE");
		for (const struct yaml *o = at->child; o != NULL; o = o->next)
			read_duty(r, o, holder, field);
	}
}

/* What is said of the kinds of one key, `policy, procedure`. */
static void
read_kinds(struct duty_reader *r, const struct yaml *entry)
{
	struct str rest = entry->key;
	const char *comma;

	if (!yaml_expect(entry, YAML_MAP, "what breaks a kind", r->sink))
		return;
	if (entry->count == 0)
		duty_lacks(r, entry->key_span, "what breaks", entry->key, "FIELD: {…}");
	do {
		comma = rest.len > 0 ? memchr(rest.ptr, ',', rest.len) : NULL;
		size_t len = comma != NULL ? (size_t)(comma - rest.ptr) : rest.len;
		struct str name = str_trim((struct str){rest.ptr, len});
		const struct kind *kind = name.len > 0 ? duty_kind(r, name, entry->key_span) : NULL;

		if (name.len == 0)
			diag_add(r->sink, DIAG_MUTATION_LACK, entry->key_span,
				"a kind is missing beside a comma");
		if (kind != NULL)
			read_fields(r, entry, kind);
		rest = comma != NULL ? (struct str){comma + 1, rest.len - len - 1} : STR("");
	} while (comma != NULL);
}

static void
read_breaks(struct duty_reader *r, const struct yaml *map)
{
	if (map == NULL || !yaml_expect(map, YAML_MAP, "`breaks`", r->sink))
		return;
	for (const struct yaml *at = map->child; at != NULL; at = at->next)
		read_kinds(r, at);
}

static void
read_file(struct duty_reader *r, const struct source *source)
{
	static const char *const keys[] = {"operators", "breaks", "survivors", NULL};
	const struct yaml *file = yaml_parse(r->arena, source, r->sink);

	r->source = source;
	if (file == NULL || file->kind == YAML_NULL ||
		!yaml_expect(file, YAML_MAP, "a list of mutations", r->sink))
		return;
	yaml_check_keys(file, keys, "a list of mutations", r->sink);
	duty_operators(r, yaml_get(file, "operators"));
	r->duties->operators = r->operators.ptr;
	r->duties->operator_count = r->operators.len;
	read_breaks(r, yaml_get(file, "breaks"));
	duty_survivors(r, yaml_get(file, "survivors"));
}

/* That of the project, which need not be there. A link that leads nowhere is not the same as none. */
static void
read_own(struct duty_reader *r)
{
	struct compilation *c = r->c;
	struct str text;
	struct stat st;
	enum file_status status = file_read_within(c->arena, c->root, OWN, &text);
	const char *why = strerror(errno);

	if (status == FILE_OK) {
		read_file(r, sources_add(c->sources, OWN, text, false));
		return;
	}
	if (status == FILE_MISSING && lstat(path_join(c->arena, c->root, OWN), &st) != 0)
		return;
	r->duties->unreadable = true;
	diag_add(r->sink, status == FILE_OUTSIDE ? DIAG_FILE_OUTSIDE : DIAG_FILE_UNREADABLE,
		(struct span){0, 0, 0}, "`" OWN "` %s%s",
		status == FILE_OUTSIDE     ? "leads out of the project"
		: status == FILE_TOO_LARGE ? "is larger than 1 GiB"
		: status == FILE_MISSING   ? "is a link that leads nowhere"
					   : "cannot be read: ",
		status == FILE_UNREADABLE ? why : "");
}

struct duties *
duties_read(struct compilation *c, struct sink *sink)
{
	const struct embedded *e = embedded_find(STR(BUILT_IN));
	struct duty_reader r = {.c = c,
		.arena = c->arena,
		.sink = sink,
		.global = scope_global(c->arena, c->model),
		.duties = arena_alloc(c->arena, sizeof(struct duties))};

	r.duties->by_field = map_new(c->arena);
	if (e != NULL)
		read_file(&r, sources_add(c->sources, "ismsc:" BUILT_IN,
				      (struct str){e->bytes, e->len}, true));
	read_own(&r);
	r.duties->survivors = r.survivors.ptr;
	r.duties->survivor_count = r.survivors.len;
	return r.duties;
}

const struct operator* duties_general(const struct duties *d, enum edit_kind edit)
{
	for (uint32_t i = 0; i < d->operator_count; i++) {
		if (d->operators[i]->edit == edit && d->operators[i]->harmless)
			return d->operators[i];
	}
	return NULL;
}

const struct duty *
duties_on(const struct duties *d, const struct kind *kind, const struct field *field)
{
	return map_get2(d->by_field, kind, field != NULL ? (const void *)field : kind);
}

struct survivor *
duties_survivor(const struct duties *d, const struct kind *kind, const struct field *field,
	const struct operator* operator, const struct name * id)
{
	for (uint32_t i = 0; i < d->survivor_count; i++) {
		struct survivor *s = &d->survivors[i];
		bool named = s->id_count == 0;

		if (s->kind != kind || s->field != field || s->operator!= operator)
			continue;
		for (uint32_t k = 0; k < s->id_count && id != NULL; k++)
			named = named || str_eq(s->ids[k], name_str(id));
		if (named)
			return s;
	}
	return NULL;
}
