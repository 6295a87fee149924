/* templates/documents.yaml → designs: one row for each document of the set, in order. */
#include "render/design.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "schema/yaml.h"

static const char *const DESIGN_KEYS[] = {"title", "group", "template", "clauses", "home", "uses",
	"fields", "each", "only", "findings", "rules", "coverage", "index", NULL};

struct reader {
	struct arena *arena;
	const struct model *model;
	struct sink *sink;
};

static struct str
text_of(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);

	return node != NULL && node->kind == YAML_SCALAR ? node->text : STR("");
}

static bool
flag_of(const struct yaml *map, const char *key)
{
	const struct yaml *node = yaml_get(map, key);
	bool value = false;

	return node != NULL && yaml_bool(node, &value) && value;
}

/* A kind by its name, or a block within it by its path: `risk.treat`. */
static const struct kind *
find_kind(const struct language *l, struct str path)
{
	const char *dot = memchr(path.ptr, '.', path.len);
	size_t len = dot != NULL ? (size_t)(dot - path.ptr) : path.len;
	const struct kind *kind = language_kind(l, (struct str){path.ptr, len});

	while (kind != NULL && len < path.len) {
		const char *word = path.ptr + len + 1;
		size_t left = path.len - len - 1;
		dot = memchr(word, '.', left);
		size_t word_len = dot != NULL ? (size_t)(dot - word) : left;
		const struct name *name = names_find(l->names, (struct str){word, word_len});
		const struct field *field = name != NULL ? kind_field(l, kind, name) : NULL;
		kind = field != NULL ? field->block : NULL;
		len += 1 + word_len;
	}
	return kind;
}

static const struct kind *
read_kind(const struct reader *r, const struct yaml *node)
{
	const struct kind *kind = find_kind(r->model->language, node->text);

	if (kind != NULL)
		return kind;
	struct diag *d = diag_add(r->sink, DIAG_DESIGN_KIND, node->span, "there is no kind `%.*s`",
		(int)node->text.len, node->text.ptr);
	struct suggest s = suggest_start(node->text);
	for (uint32_t i = 0; i < r->model->language->kind_count; i++) {
		const struct kind *k = r->model->language->kinds[i];
		if (k->block_of == NULL)
			suggest_offer(&s, name_str(k->name));
	}
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(r->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	return NULL;
}

static uint32_t
read_kinds(const struct reader *r, const struct yaml *list, const struct kind ***out)
{
	if (list == NULL || list->kind != YAML_LIST)
		return 0;
	const struct kind **kinds = arena_array(r->arena, list->count, sizeof *kinds);
	uint32_t n = 0;
	for (const struct yaml *item = list->child; item != NULL; item = item->next) {
		const struct kind *kind = read_kind(r, item);
		if (kind != NULL)
			kinds[n++] = kind;
	}
	*out = kinds;
	return n;
}

/* Marks the fields that a list names. */
static const bool *
read_fields(const struct reader *r, const struct kind *kind, const struct yaml *list)
{
	bool *shown = arena_array(r->arena, kind->field_count, sizeof *shown);

	for (const struct yaml *item = list->child; item != NULL; item = item->next) {
		const struct name *name = names_find(r->model->language->names, item->text);
		bool known = false;
		for (uint32_t i = 0; i < kind->field_count; i++) {
			if (kind->fields[i]->name != name)
				continue;
			shown[i] = known = true;
		}
		if (!known)
			diag_add(r->sink, DIAG_DESIGN_KIND, item->span, "`%s` has no field `%.*s`",
				kind->name->text, (int)item->text.len, item->text.ptr);
	}
	return shown;
}

/* `fields: {risk: [owner, level]}`: of these kinds the document needs no more. */
static void
read_shown(const struct reader *r, const struct yaml *map, struct design *d)
{
	d->fields = arena_array(r->arena, r->model->language->kind_count, sizeof *d->fields);
	if (map == NULL || map->kind != YAML_MAP)
		return;
	for (const struct yaml *row = map->child; row != NULL; row = row->next) {
		struct yaml named = *row;
		named.text = row->key;
		const struct kind *kind = read_kind(r, &named);
		if (kind != NULL && row->kind == YAML_LIST)
			d->fields[kind->index] = read_fields(r, kind, row);
	}
}

/* `only: {field: scope_level, is: top}`: the entities of the kind whose field has that member. */
static void
read_only(const struct reader *r, const struct yaml *node, const struct kind *kind,
	const struct field **only, uint32_t *number)
{
	const struct name *name = names_get(r->model->language->names, text_of(node, "field"));
	const struct field *field =
		kind != NULL ? kind_field(r->model->language, kind, name) : NULL;
	struct str member = text_of(node, "is");

	if (field != NULL && field->type == TYPE_ENUM) {
		for (uint32_t i = 0; i < field->value_count; i++) {
			if (str_eq(name_str(field->values[i].name), member)) {
				*only = field;
				*number = i;
				return;
			}
		}
	}
	diag_add(r->sink, DIAG_DESIGN_ONLY, node->span,
		"`only` needs an enum field of the kind and one of its members");
}

static enum document_findings
read_findings(struct str word)
{
	if (str_is(word, "all"))
		return FINDINGS_ALL;
	if (str_is(word, "clauses"))
		return FINDINGS_CLAUSES;
	return str_is(word, "home") ? FINDINGS_HOME : FINDINGS_NONE;
}

static void
read_clauses(const struct reader *r, const struct yaml *list, struct design *d)
{
	if (list == NULL || list->kind != YAML_LIST)
		return;
	d->clauses = arena_array(r->arena, list->count, sizeof *d->clauses);
	for (const struct yaml *item = list->child; item != NULL; item = item->next)
		d->clauses[d->clause_count++] =
			arena_strndup(r->arena, item->text.ptr, item->text.len);
}

static void
read_design(const struct reader *r, const struct yaml *node, struct design *d)
{
	yaml_check_keys(node, DESIGN_KEYS, "a document", r->sink);
	d->id = node->key;
	if (str_ends(d->id, "/*"))
		d->id.len -= 2;
	d->title = text_of(node, "title");
	d->group = text_of(node, "group");
	d->template = text_of(node, "template");
	d->home_count = read_kinds(r, yaml_get(node, "home"), &d->home);
	d->use_count = read_kinds(r, yaml_get(node, "uses"), &d->uses);
	read_shown(r, yaml_get(node, "fields"), d);
	d->findings = read_findings(text_of(node, "findings"));
	d->rules = flag_of(node, "rules");
	d->coverage = flag_of(node, "coverage");
	d->index = flag_of(node, "index");
	read_clauses(r, yaml_get(node, "clauses"), d);
	const struct yaml *each = yaml_get(node, "each");
	if (each != NULL)
		d->each = read_kind(r, each);
	const struct yaml *only = yaml_get(node, "only");
	if (only != NULL)
		read_only(r, only, d->each, &d->only, &d->member);
}

static void
read_groups(const struct reader *r, const struct yaml *list, struct document_set *set)
{
	if (list == NULL || list->kind != YAML_LIST)
		return;
	set->groups = arena_array(r->arena, list->count, sizeof *set->groups);
	for (const struct yaml *item = list->child; item != NULL; item = item->next) {
		set->groups[set->group_count].id = text_of(item, "id");
		set->groups[set->group_count].title = text_of(item, "title");
		set->group_count++;
	}
}

void
designs_read(
	struct document_set *set, const struct yaml *file, const struct model *m, struct sink *sink)
{
	struct reader r = {set->arena, m, sink};
	const struct yaml *rows = yaml_get(file, "documents");
	const struct yaml *control = yaml_get(file, "control");
	const struct yaml *control_only = yaml_get(file, "control_only");

	read_groups(&r, yaml_get(file, "groups"), set);
	if (control != NULL)
		set->control = read_kind(&r, control);
	if (control_only != NULL)
		read_only(&r, control_only, set->control, &set->control_only, &set->control_member);
	/* Room for a register of every kind behind the designed ones. */
	uint32_t rows_count = rows != NULL ? rows->count : 0;
	set->designs = arena_array(
		set->arena, (size_t)rows_count + m->language->kind_count, sizeof *set->designs);
	for (const struct yaml *row = rows != NULL ? rows->child : NULL; row != NULL;
		row = row->next) {
		if (row->kind == YAML_MAP)
			read_design(&r, row, &set->designs[set->design_count++]);
		else
			diag_add(sink, DIAG_DESIGN_ROW, row->span,
				"a document is a map of `title`, `template` and so on");
	}
}
