/* The keys of a field that belong to single types: members of an enum, bounds of numbers, patterns of strings,
 * parameters and result of expressions. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/pattern.h"
#include "schema/kind_reader.h"

/* Title and meaning of a member: `name: "Title"` or `name: {title: …, doc: …}`. */
static void
read_member(struct kind_reader *r, struct enum_value *value, const struct yaml *node)
{
	static const char *const keys[] = {"title", "doc", NULL};
	const struct yaml *title, *doc;

	if (node->kind == YAML_NULL)
		return;
	if (node->kind == YAML_SCALAR) {
		value->title = node->text.ptr;
		return;
	}
	if (!yaml_expect(node, YAML_MAP, "a member of an enum", r->sink))
		return;
	yaml_check_keys(node, keys, "a member of an enum", r->sink);
	title = yaml_get(node, "title");
	doc = yaml_get(node, "doc");
	if (title != NULL)
		kind_read_text(r, title, &value->title);
	if (doc != NULL)
		kind_read_text(r, doc, &value->doc);
}

static struct enum_value *
add_member(struct kind_reader *r, struct field *f, struct enum_value *values, struct str text,
	struct span span)
{
	const struct name *name;
	struct enum_value *value;

	if (!kind_check_name(r, text, span, "a member of an enum"))
		return NULL;
	name = names_get(r->names, text);
	if (!kind_check_new(r, f, name, span, "member"))
		return NULL;
	value = &values[f->value_count++];
	value->name = name;
	value->title = kind_make_title(r->arena, name);
	return value;
}

void
kind_read_values(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	struct enum_value *values;
	const struct yaml *item = NULL;

	if (node->kind != YAML_LIST && node->kind != YAML_MAP) {
		kind_report_shape(r, node, "a list of words, or a map from words to their meaning");
		return;
	}
	values = arena_array(r->arena, node->count + 1, sizeof(*values));
	f->values = values;
	if (node->kind == YAML_LIST) {
		while ((item = yaml_next_text(node, item, "a member", r->sink)) != NULL)
			add_member(r, f, values, item->text, item->span);
	} else {
		for (item = node->child; item != NULL; item = item->next) {
			struct enum_value *value =
				add_member(r, f, values, item->key, item->key_span);

			if (value != NULL)
				read_member(r, value, item);
		}
	}
	if (node->count == 0)
		diag_add(r->sink, DIAG_KIND_VALUE, yaml_place(node), "enum `%s` has no member",
			f->name->text);
}

/* A decimal number, nothing else of what strtod takes. */
static bool
read_bound(struct kind_reader *r, const struct yaml *node, double *out)
{
	char *end;

	if (node->kind == YAML_SCALAR && !node->quoted && node->text.len > 0 &&
		node->text.len < 32 && strspn(node->text.ptr, "0123456789.-") == node->text.len) {
		*out = strtod(node->text.ptr, &end);
		if (*end == '\0' && isfinite(*out))
			return true;
	}
	kind_report_shape(r, node, "a number");
	return false;
}

void
kind_read_min(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	f->has_min = read_bound(r, node, &f->min);
}

void
kind_read_max(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	f->has_max = read_bound(r, node, &f->max);
}

void
kind_read_pattern(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	struct span span = yaml_inner(node);
	const char *message;
	struct str text;
	size_t offset;

	if (!yaml_text(node, "`pattern`", &text, r->sink))
		return;
	f->pattern_text = text.ptr;
	f->pattern = pattern_compile(r->arena, text, &message, &offset);
	if (f->pattern != NULL)
		return;
	/* Without escapes the offset holds in the source too. */
	if (span.end - span.start == text.len && offset <= text.len)
		span.start += (uint32_t)offset;
	diag_add(r->sink, DIAG_KIND_VALUE, span, "the pattern does not compile: %s", message);
}

/* A type that parameters and results can have, or TYPE_COUNT (reported). */
static enum type
read_plain_type(struct kind_reader *r, const struct yaml *node)
{
	static const enum type types[] = {TYPE_BOOL, TYPE_INT, TYPE_NUMBER, TYPE_PERCENT,
		TYPE_STRING, TYPE_DATE, TYPE_DURATION, TYPE_MONEY, TYPE_VERSION};
	const char *names[sizeof(types) / sizeof(types[0])];
	const uint32_t count = sizeof(types) / sizeof(types[0]);
	uint32_t word;

	for (uint32_t i = 0; i < count; i++)
		names[i] = type_name(types[i]);
	word = kind_read_word(r, node, names, count, "type of parameters and results");
	return word < count ? types[word] : TYPE_COUNT;
}

void
kind_read_params(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	if (!yaml_expect(node, YAML_MAP, "`params`", r->sink))
		return;
	f->params = arena_array(r->arena, node->count + 1, sizeof(*f->params));
	for (const struct yaml *at = node->child; at != NULL; at = at->next) {
		enum type type = read_plain_type(r, at);

		if (type == TYPE_COUNT || !kind_check_name(r, at->key, at->key_span, "a parameter"))
			continue;
		f->params[f->param_count].name = names_get(r->names, at->key);
		f->params[f->param_count++].type = type;
	}
}

void
kind_read_result(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	enum type type = read_plain_type(r, node);

	f->has_result = type != TYPE_COUNT;
	if (f->has_result)
		f->result = type;
}
