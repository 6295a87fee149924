/* What a field says of other kinds and fields: where its references lead (`to`), whose blocks are its levels or whose
 * file it is the hash of (`of`), which sibling takes its strings (`strings`). */
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "schema/kind_reader.h"

const struct kind *
kind_find(struct kind_reader *r, const struct yaml *node, struct str text)
{
	const struct kind *kind = language_kind(r->language, text);
	struct suggest s = suggest_start(text);

	if (kind != NULL)
		return kind;
	for (uint32_t i = 0; r->suggestions < KIND_SUGGESTIONS && i < r->language->kind_count;
		i++) {
		if (r->language->kinds[i]->block_of == NULL)
			suggest_offer(&s, name_str(r->language->kinds[i]->name));
	}
	r->suggestions++;
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_KIND_UNKNOWN, node->span, "there is no kind `%.*s`",
			yaml_shown(text), text.ptr),
		&s, yaml_inner(node), NULL);
	return NULL;
}

const struct field *
kind_find_field(struct kind_reader *r, const struct kind *kind, const struct yaml *node)
{
	const struct field *f = kind_field(r->language, kind, names_find(r->names, node->text));
	struct suggest s = suggest_start(node->text);

	if (f != NULL)
		return f;
	for (uint32_t i = 0; r->suggestions < KIND_SUGGESTIONS && i < kind->field_count; i++)
		suggest_offer(&s, name_str(kind->fields[i]->name));
	r->suggestions++;
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_KIND_UNKNOWN, node->span, "`%s` has no field `%.*s`",
			kind->name->text, yaml_shown(node->text), node->text.ptr),
		&s, yaml_inner(node), NULL);
	return NULL;
}

static void
refer_to(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	const struct yaml *item = NULL;

	f->to = arena_array(r->arena, node->count + 1, sizeof(*f->to));
	while ((item = yaml_next_text(node, item, "a kind", r->sink)) != NULL) {
		const struct kind *kind = kind_find(r, item, item->text);

		if (kind != NULL && kind_check_new(r, f, kind->name, item->span, "kind"))
			f->to[f->to_count++] = kind;
	}
	if (node->kind == YAML_LIST && node->count == 0)
		diag_add(r->sink, DIAG_KIND_VALUE, yaml_place(node), "`to` names no kind for `%s`",
			f->name->text);
}

/* The bytes `from` to `end` of a text as a text of their own, at their own place where escapes do not stand in the way. */
static struct yaml
part_of(const struct yaml *node, size_t from, size_t end)
{
	struct yaml part = *node;
	struct span inner = yaml_inner(node);

	part.text = (struct str){node->text.ptr + from, end - from};
	if (inner.end - inner.start == node->text.len) {
		part.span.start = inner.start + (uint32_t)from;
		part.span.end = inner.start + (uint32_t)end;
		part.quote = 0;
	}
	return part;
}

/* `of: method.level` */
static void
refer_of(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	struct yaml part;
	const struct kind *kind;
	const struct field *of;
	const char *dot;
	struct str text;

	if (!yaml_text(node, "`of`", &text, r->sink))
		return;
	dot = memchr(text.ptr, '.', text.len);
	if (dot == NULL) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_KIND_VALUE, node->span,
				"`of` must name a kind and its block"),
			"such as `method.level`");
		return;
	}
	part = part_of(node, 0, (size_t)(dot - text.ptr));
	kind = kind_find(r, &part, part.text);
	if (kind == NULL)
		return;
	part = part_of(node, (size_t)(dot + 1 - text.ptr), text.len);
	of = kind_find_field(r, kind, &part);
	if (of != NULL && of->type == TYPE_BLOCK)
		f->level_of = of;
	else if (of != NULL)
		diag_add(r->sink, DIAG_KIND_VALUE, node->span,
			"`%.*s` is no block, so it has no levels", yaml_shown(text), text.ptr);
}

/* `of: file`: the path beside a hash. */
static void
refer_file(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	const struct field *file;
	const char *wrong = NULL;
	struct str text;

	if (!yaml_text(node, "`of`", &text, r->sink))
		return;
	file = kind_find_field(r, f->owner, node);
	if (file == NULL)
		return;
	if (file->type != TYPE_PATH || file->computed != NULL || (file->flags & FIELD_LOOSE) != 0)
		wrong = "names no file that must exist";
	else if (((file->flags | f->flags) & FIELD_MANY) != 0)
		wrong = "has no one file that a hash could be of";
	else if (file->hash != NULL)
		wrong = "has another hash already";
	if (wrong != NULL) {
		diag_add(r->sink, DIAG_KIND_VALUE, node->span, "`%s` %s", file->name->text, wrong);
		return;
	}
	f->hash_of = file;
	f->owner->fields[file->index]->hash = f;
}

static void
refer_strings(struct kind_reader *r, struct field *f, const struct yaml *node)
{
	struct str text;
	const struct field *strings;

	if (!yaml_text(node, "`strings`", &text, r->sink))
		return;
	strings = kind_find_field(r, f->owner, node);
	if (strings == NULL)
		return;
	if (strings->type == TYPE_STRING && strings->computed == NULL)
		f->strings = strings;
	else
		diag_add(r->sink, DIAG_KIND_VALUE, node->span,
			"`%s` takes no strings: it is of type `%s`", strings->name->text,
			type_name(strings->type));
}

void
kind_refer(struct kind_reader *r, const struct field_spec *spec)
{
	const struct yaml *to = yaml_get(spec->node, "to");
	const struct yaml *of = yaml_get(spec->node, "of");
	const struct yaml *strings = yaml_get(spec->node, "strings");

	r->sink = spec->sink;
	if (spec->field->type == TYPE_REF && to != NULL)
		refer_to(r, spec->field, to);
	if (spec->field->type == TYPE_REF && strings != NULL)
		refer_strings(r, spec->field, strings);
	if (spec->field->type == TYPE_LEVEL && of != NULL)
		refer_of(r, spec->field, of);
	if (spec->field->type == TYPE_SHA256 && of != NULL)
		refer_file(r, spec->field, of);
	r->sink = r->main;
}
