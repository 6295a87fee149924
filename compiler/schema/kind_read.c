/* Kind files, first phase: `mixins` and `kinds`, and all keys of a kind that need nothing but itself. */
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "schema/kind_reader.h"

typedef void read_property(struct kind_reader *r, struct kind *kind, const struct yaml *node);

static void
read_clause(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	const struct yaml *item = NULL;

	kind->clauses = arena_array(r->arena, node->count + 1, sizeof(*kind->clauses));
	while ((item = yaml_next_text(node, item, "a clause", r->sink)) != NULL)
		kind->clauses[kind->clause_count++] = item->text.ptr;
}

/* Words that an expression reads otherwise, so that no collection can bear them. */
static bool
check_free(struct kind_reader *r, struct str text, struct span span)
{
	static const char *const words[] = {"and", "or", "not", "in", "matches", "contains",
		"starts_with", "ends_with", "exists", "missing", "if", "then", "else", "any", "all",
		"none", "count", "sum", "min", "max", "avg", "first", "list", "distinct", "let",
		"where", "true", "false", "yes", "no", "today", "from"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(text, words[i])) {
			diag_add(r->sink, DIAG_KIND_NAME, span,
				"`%s` is a word of the rule language", words[i]);
			return false;
		}
	}
	return true;
}

static void
read_plural(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	struct str text;
	const struct name *name;

	if (!yaml_text(node, "`plural`", &text, r->sink) ||
		!kind_check_name(r, text, node->span, "a collection") ||
		!check_free(r, text, node->span))
		return;
	name = names_get(r->names, text);
	if (!kind_check_new(r, r->language->by_plural, name, node->span, "collection"))
		return;
	kind->plural = name;
	map_put(r->language->by_plural, name, kind);
}

static void
read_title(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_text(r, node, &kind->title);
}

static void
read_titles(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_text(r, node, &kind->titles);
}

static void
read_doc(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_text(r, node, &kind->doc);
}

static void
read_example(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_text(r, node, &kind->example);
}

static void
read_id(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	static const char *const words[] = {[KIND_ID_REQUIRED] = "required",
		[KIND_ID_NONE] = "none",
		[KIND_ID_CATALOGUE] = "catalogue",
		[KIND_ID_REPEATABLE] = "repeatable"};
	uint32_t word = kind_read_word(r, node, words, 4, "form of `id`");

	if (word < 4)
		kind->id = (enum kind_id)word;
}

static void
read_name(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	static const char *const words[] = {[KIND_TITLE_NONE] = "none",
		[KIND_TITLE_OPTIONAL] = "optional",
		[KIND_TITLE_REQUIRED] = "required"};
	uint32_t word = kind_read_word(r, node, words, 3, "form of `name`");

	if (word < 3)
		kind->titled = (enum kind_title)word;
}

static void
read_built_in(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_flag(r, node, &kind->built_in);
}

static void
read_document(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	kind_read_flag(r, node, &kind->document);
}

/* What is read elsewhere: read_members, kind_resolve. */
static void
read_later(struct kind_reader *r, struct kind *kind, const struct yaml *node)
{
	(void)r;
	(void)kind;
	(void)node;
}

static const struct {
	const char *key;
	read_property *read;
	bool extends; /* may stand in an extension */
} properties[] = {
	{"clause", read_clause, false},
	{"plural", read_plural, false},
	{"title", read_title, false},
	{"titles", read_titles, false},
	{"doc", read_doc, false},
	{"id", read_id, false},
	{"items", read_later, false},
	{"name", read_name, false},
	{"built_in", read_built_in, false},
	{"source", read_later, false},
	{"document", read_document, false},
	{"include", read_later, true},
	{"label", read_later, true},
	{"columns", read_later, true},
	{"fields", read_later, true},
	{"example", read_example, false},
	{"extend", read_later, true},
};

#define PROPERTIES (sizeof(properties) / sizeof(properties[0]))

static void
read_properties(struct kind_reader *r, struct kind *kind, const struct yaml *node, bool extend)
{
	for (const struct yaml *entry = node->child; entry != NULL; entry = entry->next) {
		const char *valid[PROPERTIES + 1] = {NULL};
		size_t count = 0, i = 0;

		while (i < PROPERTIES && (!str_is(entry->key, properties[i].key) ||
						 (extend && !properties[i].extends)))
			i++;
		if (i < PROPERTIES) {
			properties[i].read(r, kind, entry);
			continue;
		}
		for (i = 0; i < PROPERTIES; i++) {
			if (!extend || properties[i].extends)
				valid[count++] = properties[i].key;
		}
		yaml_unknown_key(
			entry, valid, extend ? "an extension of a kind" : "a kind", r->sink);
	}
}

static void
report_unknown_mixin(struct kind_reader *r, const struct yaml *node)
{
	diag_help(r->sink,
		diag_add(r->sink, DIAG_KIND_UNKNOWN, node->span, "there is no mixin `%.*s`",
			yaml_shown(node->text), node->text.ptr),
		"mixins are declared under `mixins`, in any kind file");
}

/* The fields of a kind: of the mixins first, then its own. */
static void
read_members(struct kind_reader *r, struct kind *kind, const struct yaml *node, bool extend)
{
	const struct yaml *include = yaml_get(node, "include");
	const struct yaml *fields = yaml_get(node, "fields");
	const struct yaml *item = NULL;

	while (include != NULL &&
		(item = yaml_next_text(include, item, "a mixin", r->sink)) != NULL) {
		const struct name *name = names_get(r->names, item->text);
		const struct mixin *mixin = map_get(r->mixins, name);

		if (mixin == NULL)
			report_unknown_mixin(r, item);
		else if (kind_check_new(r, kind, name, item->span, "mixin"))
			*VEC_PUSH(r->scratch, &r->jobs) =
				(struct field_job){kind, mixin->fields, r->quiet, false, false};
	}
	if (fields != NULL && fields->kind != YAML_NULL &&
		yaml_expect(fields, YAML_MAP, "`fields`", r->sink))
		*VEC_PUSH(r->scratch, &r->jobs) =
			(struct field_job){kind, fields, r->sink, false, extend};
}

static void
read_mixin(struct kind_reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"fields", "doc", NULL};
	const struct yaml *fields = yaml_get(node, "fields");
	const struct name *name;
	struct mixin *mixin;

	if (!kind_check_name(r, node->key, node->key_span, "a mixin") ||
		!yaml_expect(node, YAML_MAP, "a mixin", r->sink))
		return;
	name = names_get(r->names, node->key);
	if (!kind_check_new(r, r->mixins, name, node->key_span, "mixin"))
		return;
	yaml_check_keys(node, keys, "a mixin", r->sink);
	if (fields == NULL) {
		diag_add(r->sink, DIAG_KIND_MISSING, node->key_span, "mixin `%s` lacks `fields`",
			name->text);
		return;
	}
	mixin = arena_alloc(r->scratch, sizeof(*mixin));
	mixin->fields = fields;
	map_put(r->mixins, name, mixin);
	if (fields->kind != YAML_NULL && yaml_expect(fields, YAML_MAP, "`fields`", r->sink))
		*VEC_PUSH(r->scratch, &r->jobs) = (struct field_job){
			kind_add(r, name, node->key_span, false), fields, r->sink, true, false};
}

/* The elements of the XML model that are no entities. */
static bool
check_not_reserved(struct kind_reader *r, const struct yaml *node)
{
	static const char *const names[] = {
		"isms", "documents", "language", "findings", "rules", "coverage"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_is(node->key, names[i])) {
			diag_add(r->sink, DIAG_KIND_NAME, node->key_span,
				"`%s` is a name of the XML model and cannot be a kind", names[i]);
			return false;
		}
	}
	return check_free(r, node->key, node->key_span);
}

static void
check_complete(struct kind_reader *r, const struct kind *kind, const struct yaml *node)
{
	static const char *const required[] = {"plural", "doc"};

	for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++) {
		if (yaml_get(node, required[i]) == NULL)
			diag_add(r->sink, DIAG_KIND_MISSING, kind->span, "kind `%s` lacks `%s`",
				kind->name->text, required[i]);
	}
	if (kind->built_in && yaml_get(node, "source") == NULL)
		diag_add(r->sink, DIAG_KIND_MISSING, kind->span,
			"kind `%s` is built in and lacks `source`", kind->name->text);
	if (kind->id == KIND_ID_CATALOGUE && yaml_get(node, "items") == NULL)
		diag_add(r->sink, DIAG_KIND_MISSING, kind->span,
			"kind `%s` takes its ids from a catalogue and lacks `items`",
			kind->name->text);
}

static bool
is_extension(const struct yaml *node)
{
	bool extend = false;

	return yaml_bool(yaml_get(node, "extend"), &extend) && extend;
}

static void
read_kind(struct kind_reader *r, const struct yaml *node)
{
	const struct name *name;
	struct kind *kind, *first;

	if (!kind_check_name(r, node->key, node->key_span, "a kind") ||
		!check_not_reserved(r, node) || !yaml_expect(node, YAML_MAP, "a kind", r->sink))
		return;
	name = names_get(r->names, node->key);
	first = map_get(r->language->by_name, name);
	if (first != NULL) {
		struct diag *d = diag_add(r->sink, DIAG_KIND_DUPLICATE, node->key_span,
			"kind `%s` is declared twice", name->text);

		diag_relate(r->sink, d, first->span, "first here");
		diag_help(r->sink, d, "write `extend: true` in it to add fields to the first");
		return;
	}
	kind = kind_add(r, name, node->key_span, true);
	kind->titled = KIND_TITLE_REQUIRED;
	map_put(r->language->by_name, name, kind);
	read_properties(r, kind, node, false);
	check_complete(r, kind, node);
	if (kind->plural != NULL && yaml_get(node, "titles") == NULL)
		kind->titles = kind_make_title(r->arena, kind->plural);
	*VEC_PUSH(r->scratch, &r->kinds) = (struct kind_spec){kind, node};
	read_members(r, kind, node, false);
}

static void
extend_kind(struct kind_reader *r, const struct yaml *node)
{
	const struct name *name = names_find(r->names, node->key);
	struct kind *kind = name == NULL ? NULL : map_get(r->language->by_name, name);
	struct suggest s = suggest_start(node->key);

	if (kind != NULL) {
		read_properties(r, kind, node, true);
		*VEC_PUSH(r->scratch, &r->kinds) = (struct kind_spec){kind, node};
		read_members(r, kind, node, true);
		return;
	}
	for (uint32_t i = 0; r->suggestions < KIND_SUGGESTIONS && i < r->language->kind_count; i++)
		suggest_offer(&s, name_str(r->language->kinds[i]->name));
	r->suggestions++;
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_KIND_UNKNOWN, node->key_span,
			"there is no kind `%.*s` to extend", yaml_shown(node->key), node->key.ptr),
		&s, node->key_span, "remove `extend` to declare a new kind");
}

/* Calls `read` for each entry below a top-level key of a file. */
static void
read_entries(struct kind_reader *r, const struct yaml *file, const char *key,
	bool (*select)(const struct yaml *), bool wanted,
	void (*read)(struct kind_reader *, const struct yaml *))
{
	const struct yaml *entries = file == NULL ? NULL : yaml_get(file, key);

	if (entries == NULL || entries->kind != YAML_MAP)
		return;
	for (const struct yaml *at = entries->child; at != NULL; at = at->next) {
		if (select == NULL || select(at) == wanted)
			read(r, at);
	}
}

static void
check_file(struct kind_reader *r, const struct yaml *file)
{
	static const char *const keys[] = {"kinds", "mixins", NULL};

	if (file->kind == YAML_NULL || !yaml_expect(file, YAML_MAP, "a kind file", r->sink))
		return;
	yaml_check_keys(file, keys, "a kind file", r->sink);
	for (const char *const *key = keys; *key != NULL; key++) {
		const struct yaml *entries = yaml_get(file, *key);

		if (entries != NULL && entries->kind != YAML_NULL && entries->kind != YAML_MAP)
			kind_report_shape(r, entries, "a map");
	}
}

void
kind_read_files(struct kind_reader *r, struct yaml *const *files, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (files[i] != NULL)
			check_file(r, files[i]);
	}
	for (uint32_t i = 0; i < count; i++)
		read_entries(r, files[i], "mixins", NULL, true, read_mixin);
	for (uint32_t i = 0; i < count; i++)
		read_entries(r, files[i], "kinds", is_extension, false, read_kind);
	for (uint32_t i = 0; i < count; i++)
		read_entries(r, files[i], "kinds", is_extension, true, extend_kind);
	/* Reading fields adds the jobs of their blocks. */
	for (uint32_t i = 0; i < r->jobs.len; i++) {
		struct field_job job = r->jobs.ptr[i];

		kind_read_fields(r, &job);
	}
}
