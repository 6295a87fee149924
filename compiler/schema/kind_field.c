/* One field of a kind: the keys that all types share, which keys fit which type, and blocks. The table of keys is the
 * format of a field. */
#include <string.h>

#include "base/arena.h"
#include "schema/kind_reader.h"

typedef void read_property(struct kind_reader *r, struct field *f, const struct yaml *node);

static void
read_flag(struct kind_reader *r, struct field *f, const struct yaml *node, enum field_flag flag)
{
	bool value = false;

	kind_read_flag(r, node, &value);
	if (value)
		f->flags |= flag;
}

static void
read_many(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	read_flag(r, f, node, FIELD_MANY);
}

static void
read_required(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	read_flag(r, f, node, FIELD_REQUIRED);
}

static void
read_exists(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	bool exists = true;

	kind_read_flag(r, node, &exists);
	if (!exists)
		f->flags |= FIELD_LOOSE;
}

static void
read_title(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	kind_read_text(r, node, &f->title);
}

static void
read_doc(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	kind_read_text(r, node, &f->doc);
}

static void
read_example(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	kind_read_text(r, node, &f->example);
}

static void
read_computed(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	kind_read_text(r, node, &f->computed);
	f->computed_span = yaml_inner(node);
}

static void
read_inverse(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	struct str text;

	if (yaml_text(node, "`inverse`", &text, r->sink) &&
		kind_check_name(r, text, node->span, "an inverse"))
		f->inverse = names_get(r->names, text);
}

static void
read_block_name(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	static const char *const words[] = {[KIND_TITLE_NONE] = "none",
		[KIND_TITLE_OPTIONAL] = "optional",
		[KIND_TITLE_REQUIRED] = "required"};
	uint32_t word = kind_read_word(r, node, words, 3, "form of `name`");

	if (word < 3)
		f->block->titled = (enum kind_title)word;
}

/* What is read before, with the type, or once all fields are known. */
static void
read_elsewhere(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	(void)r;
	(void)f;
	(void)node;
}

#define ONLY(NAME) (1u << TYPE_##NAME)
#define EVERY (~0u)
#define NUMBERS (ONLY(INT) | ONLY(NUMBER) | ONLY(PERCENT))
#define VALUES (EVERY & ~(ONLY(BLOCK) | ONLY(EXPRESSION)))

static const struct {
	struct str key;
	read_property *read;
	unsigned types;
} properties[] = {
	{{"type", 4}, read_elsewhere, EVERY},
	{{"doc", 3}, read_doc, EVERY},
	{{"many", 4}, read_many, EVERY},
	{{"to", 2}, read_elsewhere, ONLY(REF)},
	{{"inverse", 7}, read_inverse, ONLY(REF)},
	{{"strings", 7}, read_elsewhere, ONLY(REF)},
	{{"values", 6}, kind_read_values, ONLY(ENUM)},
	{{"required", 8}, read_required, EVERY},
	{{"min", 3}, kind_read_min, NUMBERS},
	{{"max", 3}, kind_read_max, NUMBERS},
	{{"pattern", 7}, kind_read_pattern, ONLY(STRING)},
	{{"of", 2}, read_elsewhere, ONLY(LEVEL) | ONLY(SHA256)},
	{{"exists", 6}, read_exists, ONLY(PATH)},
	{{"computed", 8}, read_computed, VALUES},
	{{"fields", 6}, read_elsewhere, ONLY(BLOCK)},
	{{"head", 4}, read_elsewhere, ONLY(BLOCK)},
	{{"name", 4}, read_block_name, ONLY(BLOCK)},
	{{"title", 5}, read_title, EVERY},
	{{"example", 7}, read_example, EVERY},
	{{"params", 6}, kind_read_params, ONLY(EXPRESSION)},
	{{"result", 6}, kind_read_result, ONLY(EXPRESSION)},
	{{"extend", 6}, read_elsewhere, ONLY(BLOCK)},
};

#define PROPERTIES (sizeof(properties) / sizeof(properties[0]))

static void
read_properties(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	for (const struct yaml *entry = node->child; entry != NULL; entry = entry->next) {
		const char *valid[PROPERTIES + 1] = {NULL};
		size_t i = 0;

		while (i < PROPERTIES && !str_eq(entry->key, properties[i].key))
			i++;
		if (i == PROPERTIES) {
			for (i = 0; i < PROPERTIES; i++)
				valid[i] = properties[i].key.ptr;
			yaml_unknown_key(entry, valid, "a field", r->sink);
		} else if ((properties[i].types & (1u << f->type)) == 0) {
			diag_add(r->sink, DIAG_KIND_MISPLACED, entry->key_span,
				"`%s` does not fit a field of type `%s`", properties[i].key.ptr,
				type_name(f->type));
		} else {
			properties[i].read(r, f, entry);
		}
	}
}

/* The type. A field without one is kept as a text, so that nobody else stumbles over it; false then. */
static bool
read_type(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	const char *names[TYPE_COUNT];
	const struct yaml *type = yaml_get(node, "type");

	f->type = TYPE_STRING;
	if (type == NULL) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_KIND_MISSING, f->span, "field `%s` lacks `type`",
				f->name->text),
			"such as `{type: string}`");
		return false;
	}
	if (type->kind == YAML_SCALAR) {
		f->type = type_find(type->text);
		if (f->type != TYPE_COUNT)
			return true;
		f->type = TYPE_STRING;
	}
	for (unsigned i = 0; i < TYPE_COUNT; i++)
		names[i] = type_name((enum type)i);
	kind_read_word(r, type, names, TYPE_COUNT, "type of fields");
	return false;
}

static void
check_complete(struct kind_reader *r, const struct field *f, const struct yaml *node)
{
	static const struct {
		enum type type;
		const char *key;
	} required[] = {
		{TYPE_ENUM, "values"},
		{TYPE_REF, "to"},
		{TYPE_LEVEL, "of"},
		{TYPE_BLOCK, "fields"},
	};

	for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++) {
		if (f->type == required[i].type && yaml_get(node, required[i].key) == NULL)
			diag_add(r->sink, DIAG_KIND_MISSING, f->span,
				"field `%s` of type `%s` lacks `%s`", f->name->text,
				type_name(f->type), required[i].key);
	}
	if (f->params != NULL && !f->has_result && yaml_get(node, "result") == NULL)
		diag_add(r->sink, DIAG_KIND_MISSING, f->span,
			"expression `%s` has `params` and lacks `result`", f->name->text);
	if (f->computed != NULL && (f->flags & FIELD_REQUIRED) != 0)
		diag_add(r->sink, DIAG_KIND_VALUE, f->span,
			"computed field `%s` cannot be required", f->name->text);
	if (f->computed != NULL && f->inverse != NULL)
		diag_add(r->sink, DIAG_KIND_VALUE, f->span,
			"computed field `%s` cannot have an inverse", f->name->text);
	if (f->has_min && f->has_max && f->min > f->max)
		diag_add(r->sink, DIAG_KIND_VALUE, f->span, "`min` of `%s` is above its `max`",
			f->name->text);
}

static void
read_block(struct kind_reader *r, struct field *f, const struct yaml *node,
	const struct field_job *job)
{
	const struct yaml *fields = yaml_get(node, "fields");
	struct kind *block = kind_add(r, f->name, f->span, !job->template);

	f->block = block;
	block->block_of = f;
	block->id = KIND_ID_NONE;
	if (fields != NULL && fields->kind != YAML_NULL &&
		yaml_expect(fields, YAML_MAP, "`fields`", r->sink))
		*VEC_PUSH(r->scratch, &r->jobs) =
			(struct field_job){block, fields, r->sink, job->template, false};
}

/* `name: {extend: true, fields: …}` in an extension: more fields for a block that exists. */
static void
extend_block(struct kind_reader *r, const struct field *f, const struct yaml *node)
{
	static const char *const keys[] = {"extend", "fields", NULL};
	const struct yaml *fields = yaml_get(node, "fields");

	if (f->type != TYPE_BLOCK) {
		diag_add(r->sink, DIAG_KIND_VALUE, node->key_span,
			"`%s` is no block and cannot be extended", f->name->text);
		return;
	}
	yaml_check_keys(node, keys, "an extension of a block", r->sink);
	if (fields != NULL && fields->kind != YAML_NULL &&
		yaml_expect(fields, YAML_MAP, "`fields`", r->sink))
		*VEC_PUSH(r->scratch, &r->jobs) =
			(struct field_job){f->block, fields, r->sink, false, true};
}

/* Whether the name may be declared: not one that every entity has. */
static bool
check_not_implicit(struct kind_reader *r, const struct kind *kind, const struct yaml *node)
{
	static const char *const names[] = {"id", "title", "declared", "kind"};

	if (kind->block_of != NULL) {
		if (kind->titled == KIND_TITLE_NONE || !str_is(node->key, "title"))
			return true;
		diag_add(r->sink, DIAG_KIND_NAME, node->key_span,
			"a block with a `name` has a field `title` by itself");
		return false;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_is(node->key, names[i])) {
			diag_add(r->sink, DIAG_KIND_NAME, node->key_span,
				"every kind has a field `%s` by itself", names[i]);
			return false;
		}
	}
	return true;
}

static bool
is_extension(const struct yaml *node)
{
	bool extend = false;

	return yaml_bool(yaml_get(node, "extend"), &extend) && extend;
}

static void
read_field(struct kind_reader *r, const struct field_job *job, const struct yaml *node)
{
	const struct name *name;
	const struct field *first;
	struct field *f;

	if (!kind_check_name(r, node->key, node->key_span, "a field") ||
		!check_not_implicit(r, job->kind, node) ||
		!yaml_expect(node, YAML_MAP, "a field", r->sink))
		return;
	name = names_get(r->names, node->key);
	first = map_get2(r->language->fields, job->kind, name);
	if (first != NULL && job->extend && is_extension(node)) {
		extend_block(r, first, node);
		return;
	}
	if (first != NULL) {
		/* Of two mixins that clash both are read quietly. */
		diag_relate(r->main,
			diag_add(r->main, DIAG_KIND_DUPLICATE, node->key_span,
				"`%s` has a field `%s` already", job->kind->name->text, name->text),
			first->span, "first here");
		return;
	}
	f = kind_add_field(r, job->kind, name);
	f->span = node->key_span;
	if (!read_type(r, f, node))
		return;
	if (f->type == TYPE_BLOCK)
		read_block(r, f, node, job);
	read_properties(r, f, node);
	check_complete(r, f, node);
	*VEC_PUSH(r->scratch, &r->fields) = (struct field_spec){f, node, r->sink, job->template};
}

void
kind_read_fields(struct kind_reader *r, const struct field_job *job)
{
	struct sink *before = r->sink;

	r->sink = job->sink;
	for (const struct yaml *at = job->fields->child; at != NULL; at = at->next)
		read_field(r, job, at);
	r->sink = before;
}
