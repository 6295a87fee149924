/* schemas/mutations.yaml and the project's mutations.yaml → operators, what they break, and the survivors that are explained.
 *
 *   operators: { NAME: { edit: WORD, to: EXPRESSION, harmless: yes, doc: TEXT } }
 *   breaks:    { "KIND, KIND": { FIELD | itself: { OPERATOR: CLAUSE | harmless | { clause, when, to } } } }
 *   survivors: [ { field: KIND.FIELD, operator: NAME, on: [ID], because: TEXT } ]
 */
#include "mutate/duty.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/map.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "expr/expr.h"
#include "mutate/fit.h"
#include "pipeline.h"
#include "rules/fragment.h"
#include "schema/yaml.h"

#define BUILT_IN "schemas/mutations.yaml"
#define OWN "mutations.yaml"
#define ITSELF "itself"

static const char *const edits[] = {[EDIT_DELETE] = "delete",
	[EDIT_DROP] = "drop",
	[EDIT_DROP_ONE] = "drop_one",
	[EDIT_SET] = "set",
	[EDIT_OTHER] = "other",
	[EDIT_RETITLE] = "retitle",
	[EDIT_MOVE] = "move",
	[EDIT_KINDS] = NULL};

struct reader {
	struct compilation *c;
	struct arena *arena;
	struct sink *sink;
	const struct scope *global;
	struct duties *duties;
	VEC(struct operator*) operators;
	VEC(struct survivor) survivors;
};

/* `what` is what has no such name: "there is no kind". */
static void
tell_unknown(struct reader *r, const struct suggest *s, struct span span, const char *what)
{
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_MUTATION_NAME, span, "%s `%.*s`", what,
			yaml_shown(s->wanted), s->wanted.ptr),
		s, span, NULL);
}

static const struct operator* find_operator(struct reader *r, struct str name, struct span span)
{
	struct suggest s = suggest_start(name);

	for (uint32_t i = 0; i < r->duties->operator_count; i++) {
		if (str_eq(r->duties->operators[i]->name, name))
			return r->duties->operators[i];
		suggest_offer(&s, r->duties->operators[i]->name);
	}
	tell_unknown(r, &s, span, "there is no operator");
	return NULL;
}

static const struct kind *
find_kind(struct reader *r, struct str name, struct span span)
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
	tell_unknown(r, &s, span, "there is no kind");
	return NULL;
}

/* Follows `treat.due` from a kind; *kind becomes what has the field. `itself` is no field. False after a mistake. */
static bool
find_field(struct reader *r, struct str path, struct span span, const struct kind **kind,
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
			tell_unknown(r, &s, span,
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

static bool
read_edit(struct reader *r, const struct yaml *node, enum edit_kind *out)
{
	struct suggest s;

	if (node == NULL || node->kind != YAML_SCALAR)
		return false;
	s = suggest_start(node->text);
	for (*out = 0; *out < EDIT_KINDS; (*out)++) {
		if (str_is(node->text, edits[*out]))
			return true;
		suggest_offer(&s, str_of(edits[*out]));
	}
	tell_unknown(r, &s, node->span, "there is no edit");
	return false;
}

static void
read_operators(struct reader *r, const struct yaml *map)
{
	static const char *const keys[] = {"edit", "to", "harmless", "doc", NULL};

	if (map == NULL || !yaml_expect(map, YAML_MAP, "`operators`", r->sink))
		return;
	for (const struct yaml *at = map->child; at != NULL; at = at->next) {
		const struct yaml *to = yaml_get(at, "to"), *harmless = yaml_get(at, "harmless");
		struct operator* o = arena_alloc(r->arena, sizeof(*o));

		if (!yaml_expect(at, YAML_MAP, "an operator", r->sink))
			continue;
		yaml_check_keys(at, keys, "an operator", r->sink);
		o->name = at->key;
		if (to != NULL && yaml_text(to, "`to`", &o->to, r->sink))
			o->to_span = yaml_inner(to);
		if (harmless != NULL)
			yaml_bool(harmless, &o->harmless);
		if (read_edit(r, yaml_get(at, "edit"), &o->edit))
			*VEC_PUSH(r->arena, &r->operators) = o;
	}
}

/* One expression of a duty; NULL after a mistake. */
static struct compiled *
read_expression(struct reader *r, const struct duty *d, struct str text, struct span span,
	const struct expr_type *expected)
{
	struct tree *tree = fragment_read(r->arena, r->c->sources, text, span, r->sink);

	if (tree->broken)
		return NULL;
	return expr_compile(r->arena, tree, 0, tree->token_count,
		fit_scope(r->arena, r->global, d->kind, d->field), expected, r->sink);
}

static void
read_conditions(struct reader *r, const struct yaml *node, struct duty *d)
{
	static const char *const keys[] = {"clause", "when", "to", NULL};
	const struct yaml *clause = yaml_get(node, "clause"), *when = yaml_get(node, "when"),
			  *to = yaml_get(node, "to");
	struct expr_type condition = {.shape = SHAPE_BOOL, .optional = true};
	struct str text;

	yaml_check_keys(node, keys, "what an operator breaks", r->sink);
	if (clause != NULL)
		yaml_text(clause, "`clause`", &d->clause, r->sink);
	if (when != NULL && yaml_text(when, "`when`", &text, r->sink))
		d->when = read_expression(r, d, text, yaml_inner(when), &condition);
	if (to != NULL && yaml_text(to, "`to`", &text, r->sink))
		d->to = read_expression(r, d, text, yaml_inner(to), NULL);
}

static void
read_duty(struct reader *r, const struct yaml *node, const struct kind *kind,
	const struct field *field)
{
	const struct operator* o = find_operator(r, node->key, node->key_span);
	struct duty *d = arena_alloc(r->arena, sizeof(*d));
	const void *key = field != NULL ? (const void *)field : kind;

	if (o == NULL)
		return;
	*d = (struct duty){.kind = kind, .field = field, .operator= o };
	if (node->kind == YAML_MAP)
		read_conditions(r, node, d);
	else if (!yaml_text(node, "what an operator breaks", &d->clause, r->sink))
		return;
	if (str_is(d->clause, "harmless"))
		d->clause = STR("");
	if (d->to == NULL && o->to.len > 0)
		d->to = read_expression(r, d, o->to, o->to_span, NULL);
	d->next = map_get2(r->duties->by_field, kind, key);
	map_put2(r->duties->by_field, kind, key, d);
}

/* What is said of the kinds of one key, `policy, procedure`. */
static void
read_kinds(struct reader *r, const struct yaml *entry)
{
	struct str rest = entry->key;

	if (!yaml_expect(entry, YAML_MAP, "what breaks a kind", r->sink))
		return;
	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		size_t len = comma != NULL ? (size_t)(comma - rest.ptr) : rest.len;
		const struct kind *kind =
			find_kind(r, str_trim((struct str){rest.ptr, len}), entry->key_span);

		rest = comma != NULL ? (struct str){comma + 1, rest.len - len - 1} : STR("");
		for (const struct yaml *at = entry->child; kind != NULL && at != NULL;
			at = at->next) {
			const struct kind *holder = kind;
			const struct field *field;

			if (!find_field(r, at->key, at->key_span, &holder, &field) ||
				!yaml_expect(at, YAML_MAP, "what breaks a field", r->sink))
				continue;
			for (const struct yaml *o = at->child; o != NULL; o = o->next)
				read_duty(r, o, holder, field);
		}
	}
}

static void
read_breaks(struct reader *r, const struct yaml *map)
{
	if (map == NULL || !yaml_expect(map, YAML_MAP, "`breaks`", r->sink))
		return;
	for (const struct yaml *at = map->child; at != NULL; at = at->next)
		read_kinds(r, at);
}

static void
read_ids(struct reader *r, const struct yaml *list, struct survivor *s)
{
	VEC(struct str) ids = {0};
	const struct yaml *at = NULL;

	while (list != NULL && (at = yaml_next_text(list, at, "an id", r->sink)) != NULL)
		*VEC_PUSH(r->arena, &ids) = at->text;
	s->ids = ids.ptr;
	s->id_count = ids.len;
}

/* The kind and the field of `KIND.FIELD`, or of a kind alone. */
static bool
read_place(struct reader *r, const struct yaml *node, struct survivor *s)
{
	const char *dot = memchr(node->text.ptr, '.', node->text.len);
	size_t len = dot != NULL ? (size_t)(dot - node->text.ptr) : node->text.len;

	s->kind = find_kind(r, (struct str){node->text.ptr, len}, node->span);
	if (s->kind == NULL || dot == NULL)
		return s->kind != NULL;
	return find_field(r, (struct str){dot + 1, node->text.len - len - 1}, node->span, &s->kind,
		&s->field);
}

static void
read_survivor(struct reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"field", "operator", "on", "because", NULL};
	static const char *const needed[] = {"field", "operator", "because"};
	struct survivor s = {.span = node->span};
	struct str text;

	if (!yaml_expect(node, YAML_MAP, "a survivor", r->sink))
		return;
	yaml_check_keys(node, keys, "a survivor", r->sink);
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		const struct yaml *value = yaml_get(node, needed[i]);

		if (value == NULL) {
			diag_add(r->sink, DIAG_MUTATION_NAME, node->span, "a survivor lacks `%s`",
				needed[i]);
			return;
		}
		if (!yaml_text(value, needed[i], &text, r->sink))
			return;
	}
	s.because = yaml_get(node, "because")->text;
	s.span = yaml_get(node, "field")->span;
	s.operator= find_operator(
		r, yaml_get(node, "operator")->text, yaml_get(node, "operator")->span);
	read_ids(r, yaml_get(node, "on"), &s);
	if (s.operator!= NULL && read_place(r, yaml_get(node, "field"), &s))
		*VEC_PUSH(r->arena, &r->survivors) = s;
}

static void
read_survivors(struct reader *r, const struct yaml *list)
{
	if (list == NULL || !yaml_expect(list, YAML_LIST, "`survivors`", r->sink))
		return;
	for (const struct yaml *at = list->child; at != NULL; at = at->next)
		read_survivor(r, at);
}

static void
read_file(struct reader *r, const struct source *source)
{
	static const char *const keys[] = {"operators", "breaks", "survivors", NULL};
	const struct yaml *file = yaml_parse(r->arena, source, r->sink);

	if (file == NULL || file->kind == YAML_NULL ||
		!yaml_expect(file, YAML_MAP, "a list of mutations", r->sink))
		return;
	yaml_check_keys(file, keys, "a list of mutations", r->sink);
	read_operators(r, yaml_get(file, "operators"));
	r->duties->operators = r->operators.ptr;
	r->duties->operator_count = r->operators.len;
	read_breaks(r, yaml_get(file, "breaks"));
	read_survivors(r, yaml_get(file, "survivors"));
}

struct duties *
duties_read(struct compilation *c, struct sink *sink)
{
	const struct embedded *e = embedded_find(STR(BUILT_IN));
	struct reader r = {.c = c,
		.arena = c->arena,
		.sink = sink,
		.global = scope_global(c->arena, c->model),
		.duties = arena_alloc(c->arena, sizeof(struct duties))};
	struct str text;

	r.duties->by_field = map_new(c->arena);
	if (e != NULL)
		read_file(&r, sources_add(c->sources, "ismsc:" BUILT_IN,
				      (struct str){e->bytes, e->len}, true));
	enum file_status status = file_read_within(c->arena, c->root, OWN, &text);
	if (status == FILE_OK)
		read_file(&r, sources_add(c->sources, OWN, text, false));
	else if (status != FILE_MISSING)
		diag_add(sink, DIAG_FILE_UNREADABLE, (struct span){0, 0, 0},
			"`" OWN "` cannot be read");
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
