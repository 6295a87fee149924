/* Rules, documents and reasons laid over the items of the catalogues: which item is accounted for, and by what. */
#include "render/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/embed.h"
#include "base/map.h"
#include "base/source.h"
#include "schema/catalogue.h"
#include "schema/yaml.h"

#define DATA "schemas/catalogues/coverage.yaml"

struct reader {
	struct arena *arena;
	const struct model *model;
	const struct verdict *verdict;
	const struct document_set *set;
	struct sink *sink;
	const struct catalogue *standard; /* the one that the reasons are about; NULL: not here */
	const struct yaml *reasons;
	struct coverage *out;
};

static const struct yaml *
read_data(struct reader *r, struct sources *sources)
{
	const struct embedded *e = embedded_find(STR(DATA));
	const struct yaml *file = NULL;

	if (e != NULL)
		file = yaml_parse(r->arena,
			sources_add(sources, "ismsc:" DATA, (struct str){e->bytes, e->len}, true),
			r->sink);
	return file != NULL && yaml_expect(file, YAML_MAP, "the coverage", r->sink) ? file : NULL;
}

static struct coverage_row *
row_of(const struct reader *r, struct str id)
{
	const struct name *name = names_find(r->model->language->names, id);

	return name != NULL ? map_get(r->out->rows, name) : NULL;
}

/* Whether `id` is `whole` or lies in it: "7.5.3" and "7.5.3.a" in "7.5". */
static bool
lies_in(struct str id, struct str whole)
{
	return id.len >= whole.len && memcmp(id.ptr, whole.ptr, whole.len) == 0 &&
	       (id.len == whole.len || id.ptr[whole.len] == '.');
}

/* Rows. */

static void
add_row(struct reader *r, struct coverage_table *t, const struct entity *item)
{
	struct coverage_row *row = &t->rows[t->row_count++];

	row->item = item;
	map_put(r->out->rows, item->id, row);
}

/* Only items of the project's standard: those of further editions have their catalogue before their id. */
static bool
is_home(const struct entity *e)
{
	return e->source != NULL && e->id == e->source->id;
}

/* The items of the first kind, each followed by its parts, which the other kinds hold in the same order. */
static void
add_rows(struct reader *r, struct coverage_table *t, const struct kind **kinds, uint32_t count)
{
	const struct entity_list *whole = &r->model->by_kind[kinds[0]->index];
	uint32_t *next = arena_array(r->arena, count, sizeof(*next));
	size_t room = 0;

	for (uint32_t k = 0; k < count; k++)
		room += r->model->by_kind[kinds[k]->index].count;
	t->rows = arena_array(r->arena, room + 1, sizeof(*t->rows));
	for (uint32_t i = 0; i < whole->count; i++) {
		if (!is_home(whole->ptr[i]))
			continue;
		struct str id = name_str(whole->ptr[i]->id);
		add_row(r, t, whole->ptr[i]);
		for (uint32_t k = 1; k < count; k++) {
			const struct entity_list *parts = &r->model->by_kind[kinds[k]->index];
			while (next[k] < parts->count && is_home(parts->ptr[next[k]]) &&
				parts->ptr[next[k]]->source->whole == id.len &&
				lies_in(name_str(parts->ptr[next[k]]->id), id))
				add_row(r, t, parts->ptr[next[k]++]);
		}
	}
}

/* Each row knows how many behind it lie in it, and in how many it lies. */
static void
nest_rows(struct coverage_table *t)
{
	for (uint32_t i = 0; i < t->row_count; i++) {
		struct coverage_row *row = &t->rows[i];
		struct str id = name_str(row->item->id);

		while (i + 1 + row->parts < t->row_count &&
			lies_in(name_str(t->rows[i + 1 + row->parts].item->id), id))
			t->rows[i + 1 + row->parts++].depth++;
	}
}

/* Rules. */

static bool
has_rule(const struct coverage_row *row, const struct rule *rule)
{
	for (uint32_t i = 0; i < row->rule_count; i++) {
		if (row->rules[i] == rule)
			return true;
	}
	return false;
}

static void
add_rule(struct reader *r, struct coverage_row *row, const struct rule *rule)
{
	if (has_rule(row, rule))
		return;
	row->rules = arena_grow(r->arena, row->rules, row->rule_count, row->rule_count + (size_t)1,
		sizeof(*row->rules));
	row->rules[row->rule_count++] = rule;
}

/* A rule is about what it names, and, where it is asked of the items themselves, about those it was asked of. */
static void
add_own_rules(struct reader *r)
{
	for (uint32_t i = 0; i < r->verdict->rule_count; i++) {
		const struct rule *rule = &r->verdict->rules[i];

		for (uint32_t n = 0; n < rule->item_count; n++) {
			struct coverage_row *row = row_of(r, str_of(rule->items[n]));
			if (row != NULL)
				add_rule(r, row, rule);
		}
		for (uint32_t n = 0; n < rule->asked_count; n++) {
			struct coverage_row *row = map_get(r->out->rows, rule->asked[n]->id);
			if (row != NULL && row->item == rule->asked[n])
				add_rule(r, row, rule);
		}
	}
}

/* "10.2 f", as catalogues write it → the row of "10.2.f". */
static struct coverage_row *
row_said(const struct reader *r, struct str said)
{
	char id[64];

	if (said.len >= sizeof(id))
		return NULL;
	for (size_t i = 0; i < said.len; i++)
		id[i] = (char)(said.ptr[i] == ' ' ? '.' : said.ptr[i]);
	return row_of(r, (struct str){id, said.len});
}

/* Calls `visit` for each row that the item names in one of the fields. */
static void
follow(struct reader *r, struct coverage_row *row, const struct yaml *fields,
	void (*visit)(struct reader *r, struct coverage_row *row, struct coverage_row *to))
{
	const struct yaml *at = NULL;

	while (fields != NULL &&
		(at = yaml_next_text(fields, at, "the name of a field", r->sink)) != NULL) {
		const struct name *name = names_find(r->model->language->names, at->text);
		const struct field *f =
			name != NULL ? kind_field(r->model->language, row->item->kind, name) : NULL;
		const struct slot *slot =
			f != NULL && f->type == TYPE_STRING ? entity_slot(row->item, f) : NULL;

		for (uint32_t i = 0; slot != NULL && i < slot->count; i++) {
			struct coverage_row *to =
				slot->values[i].bad ? NULL : row_said(r, slot->values[i].string);
			if (to != NULL && to != row)
				visit(r, row, to);
		}
	}
}

static void
take_rules(struct reader *r, struct coverage_row *row, struct coverage_row *to)
{
	for (uint32_t i = 0; i < to->rule_count; i++)
		add_rule(r, row, to->rules[i]);
}

/* What is asked of an item is asked about what the item names. */
static void
lend_rules(struct reader *r, struct coverage_row *row, struct coverage_row *to)
{
	for (uint32_t i = 0; i < row->rule_count; i++) {
		const struct rule *rule = row->rules[i];
		if (rule->subject != row->item->kind || has_rule(to, rule))
			continue;
		to->loans = arena_grow(r->arena, to->loans, to->loan_count,
			to->loan_count + (size_t)1, sizeof(*to->loans));
		to->loans[to->loan_count++] = (struct coverage_loan){rule, row->item};
	}
}

static void
take_rules_of_parts(struct reader *r, struct coverage_row *row, struct coverage_row *to)
{
	for (uint32_t i = 0; i <= to->parts; i++)
		take_rules(r, row, &to[i]);
}

/* Those asked of the project's entry for each item, that are not about one item above all. */
static void
add_general(struct reader *r, struct coverage_table *t)
{
	t->general = arena_array(r->arena, r->verdict->rule_count + (size_t)1, sizeof(*t->general));
	for (uint32_t i = 0; i < r->verdict->rule_count; i++) {
		const struct rule *rule = &r->verdict->rules[i];
		bool one = false;

		if (rule->subject == NULL || rule->subject->items != t->kind)
			continue;
		for (uint32_t n = 0; n < rule->item_count; n++) {
			const struct coverage_row *row = row_of(r, str_of(rule->items[n]));
			one = one || (row != NULL && row->item->kind == t->kind);
		}
		if (!one)
			t->general[t->general_count++] = rule;
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct rule *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

/* Documents. */

static void
add_design(struct reader *r, struct coverage_row *row, const struct design *d)
{
	for (uint32_t i = 0; i < row->design_count; i++) {
		if (row->designs[i] == d)
			return;
	}
	row->designs = arena_grow(r->arena, row->designs, row->design_count,
		row->design_count + (size_t)1, sizeof(*row->designs));
	row->designs[row->design_count++] = d;
}

/* A document that answers a clause shows what lies in it. */
static void
take_designs(struct reader *r, struct coverage_row *row, struct coverage_row *to)
{
	for (uint32_t i = 0; i < r->set->design_count; i++) {
		const struct design *d = &r->set->designs[i];
		for (uint32_t c = 0; c < d->clause_count; c++) {
			if (lies_in(name_str(to->item->id), str_of(d->clauses[c])))
				add_design(r, row, d);
		}
	}
}

static void
take_named_designs(struct reader *r, struct coverage_row *row, const struct yaml *list)
{
	const struct yaml *at = NULL;

	while (list != NULL && (at = yaml_next_text(list, at, "a document", r->sink)) != NULL) {
		for (uint32_t i = 0; i < r->set->design_count; i++) {
			if (str_eq(r->set->designs[i].id, at->text))
				add_design(r, row, &r->set->designs[i]);
		}
	}
}

/* Reasons and the account. */

static void
read_reason(struct reader *r, struct coverage_row *row)
{
	const struct yaml *reason =
		r->reasons != NULL ? yaml_get(r->reasons, row->item->id->text) : NULL;
	const struct catalogue_item *item = row->item->source;
	struct str text;

	if (reason == NULL || r->standard == NULL || item < r->standard->items ||
		item >= r->standard->items + r->standard->item_count ||
		!yaml_text(reason, "a reason", &text, r->sink))
		return;
	row->reason = arena_strndup(r->arena, text.ptr, text.len);
}

/* From the last row to the first, so that parts come before what they are part of. */
static void
account(struct coverage_table *t)
{
	for (uint32_t i = t->row_count; i-- > 0;) {
		struct coverage_row *row = &t->rows[i];

		row->accounted = row->parts > 0;
		for (uint32_t k = 1; k <= row->parts; k++)
			row->accounted = row->accounted && row[k].accounted;
		row->accounted = row->accounted || row->rule_count > 0 || row->reason != NULL;
		if (row->rule_count > 0)
			t->checked++;
		else if (row->reason != NULL)
			t->explained++;
		else if (row->parts == 0)
			t->open++;
	}
}

/* The tables' rows come before anything refers to them. */
static void
make_rows(struct reader *r, const struct yaml *node, struct coverage_table *t)
{
	const struct yaml *list = yaml_get(node, "kinds"), *at = NULL;
	const struct kind **kinds =
		arena_array(r->arena, r->model->language->kind_count, sizeof(struct kind *));
	uint32_t count = 0;

	while (list != NULL && count < r->model->language->kind_count &&
		(at = yaml_next_text(list, at, "a kind", r->sink)) != NULL) {
		const struct kind *kind = language_kind(r->model->language, at->text);
		if (kind != NULL)
			kinds[count++] = kind;
	}
	if (count == 0)
		return;
	t->kind = kinds[0];
	add_rows(r, t, kinds, count);
	nest_rows(t);
}

static void
lend_all(struct reader *r, const struct yaml *fields, struct coverage_table *t)
{
	for (uint32_t i = 0; fields != NULL && i < t->row_count; i++)
		follow(r, &t->rows[i], fields, lend_rules);
}

static void
fill_rows(struct reader *r, const struct yaml *node, struct coverage_table *t)
{
	const struct yaml *through = yaml_get(node, "through");
	const struct yaml *otherwise = yaml_get(node, "otherwise");

	for (uint32_t i = 0; i < t->row_count; i++) {
		struct coverage_row *row = &t->rows[i];

		for (uint32_t n = 0; n < row->loan_count; n++)
			add_rule(r, row, row->loans[n].rule);
		follow(r, row, through, take_rules);
		if (row->rule_count == 0)
			follow(r, row, otherwise, take_rules_of_parts);
		if (row->rule_count > 1)
			qsort(row->rules, row->rule_count, sizeof(*row->rules), by_id);
		take_designs(r, row, row);
		follow(r, row, through, take_designs);
		follow(r, row, otherwise, take_designs);
		take_named_designs(r, row, yaml_get(node, "documents"));
		for (uint32_t k = 1; row->rule_count == 0 && k <= row->parts; k++)
			take_designs(r, row, &row[k]);
		read_reason(r, row);
	}
	account(t);
}

static void
find_standard(struct reader *r, const struct yaml *file)
{
	const struct yaml *id = yaml_get(file, "standard");

	for (uint32_t i = 0; id != NULL && i < r->model->catalogue_count; i++) {
		if (str_eq(name_str(r->model->catalogues[i]->id), id->text))
			r->standard = r->model->catalogues[i];
	}
	r->reasons = yaml_get(file, "unchecked");
}

struct coverage *
coverage_make(struct arena *a, const struct model *m, const struct verdict *verdict,
	const struct document_set *set, struct sources *sources, struct sink *sink)
{
	struct coverage *c = arena_alloc(a, sizeof(*c));
	struct reader r = {
		.arena = a, .model = m, .verdict = verdict, .set = set, .sink = sink, .out = c};
	const struct yaml *file = verdict != NULL ? read_data(&r, sources) : NULL;
	const struct yaml *tables = file != NULL ? yaml_get(file, "tables") : NULL;

	c->rows = map_new(a);
	if (tables == NULL || !yaml_expect(tables, YAML_LIST, "`tables`", sink))
		return c;
	find_standard(&r, file);
	c->tables = arena_array(a, tables->count + (size_t)1, sizeof(*c->tables));
	for (const struct yaml *t = tables->child; t != NULL; t = t->next)
		make_rows(&r, t, &c->tables[c->table_count++]);
	add_own_rules(&r);
	uint32_t i = 0;
	for (const struct yaml *t = tables->child; t != NULL; t = t->next, i++)
		lend_all(&r, yaml_get(t, "lends"), &c->tables[i]);
	i = 0;
	for (const struct yaml *t = tables->child; t != NULL; t = t->next, i++) {
		add_general(&r, &c->tables[i]);
		fill_rows(&r, t, &c->tables[i]);
	}
	coverage_judge(a, c, verdict);
	return c;
}
