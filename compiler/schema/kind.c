/* The language as a whole: kind files in two phases, and looking up what came out. First all files are read, then what
 * their kinds and fields say of one another is resolved. */
#include "schema/kind.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/suggest.h"
#include "schema/kind_reader.h"

bool
kind_check_name(struct kind_reader *r, struct str text, struct span span, const char *what)
{
	bool good = text.len > 0 && text.len <= 64 && text.ptr[0] >= 'a' && text.ptr[0] <= 'z';
	struct diag *d;

	for (size_t i = 0; good && i < text.len; i++) {
		char c = text.ptr[i];

		good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
	}
	if (!good) {
		d = diag_add(r->sink, DIAG_KIND_NAME, span, "`%.*s` cannot be the name of %s",
			yaml_shown(text), text.ptr, what);
		diag_help(r->sink, d,
			"use small letters, digits and `_`, beginning with a letter, 64 at most");
	}
	return good;
}

bool
kind_check_new(struct kind_reader *r, const void *thing, const struct name *name, struct span span,
	const char *what)
{
	struct span *first = map_get2(r->seen, thing, name);
	struct diag *d;

	if (first == NULL) {
		first = arena_alloc(r->scratch, sizeof(*first));
		*first = span;
		map_put2(r->seen, thing, name, first);
		return true;
	}
	d = diag_add(r->sink, DIAG_KIND_DUPLICATE, span, "%s `%s` stands twice", what, name->text);
	diag_relate(r->sink, d, *first, "first here");
	return false;
}

const char *
kind_make_title(struct arena *a, const struct name *name)
{
	char *title = arena_strndup(a, name->text, name->len);

	for (size_t i = 0; i < name->len; i++) {
		if (title[i] == '_')
			title[i] = ' ';
	}
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	return title;
}

void
kind_report_shape(struct kind_reader *r, const struct yaml *node, const char *expected)
{
	diag_add(r->sink, DIAG_YAML_SHAPE, yaml_place(node), "`%.*s` must be %s",
		yaml_shown(node->key), node->key.ptr, expected);
}

void
kind_read_flag(struct kind_reader *r, const struct yaml *node, bool *flag)
{
	if (!yaml_bool(node, flag))
		kind_report_shape(r, node, "`true` or `false`");
}

void
kind_read_text(struct kind_reader *r, const struct yaml *node, const char **out)
{
	if (node->kind == YAML_SCALAR && str_trim(node->text).len > 0)
		*out = node->text.ptr;
	else
		kind_report_shape(r, node, "a text");
}

uint32_t
kind_read_word(struct kind_reader *r, const struct yaml *node, const char *const *words,
	uint32_t count, const char *what)
{
	struct suggest s;
	char help[512] = "one of ";
	size_t len = strlen(help);

	if (node->kind != YAML_SCALAR) {
		kind_report_shape(r, node, "a word");
		return count;
	}
	s = suggest_start(node->text);
	for (uint32_t i = 0; i < count; i++) {
		if (str_is(node->text, words[i]))
			return i;
		suggest_offer(&s, str_of(words[i]));
		if (len + strlen(words[i]) + 5 < sizeof(help))
			len += (size_t)snprintf(help + len, sizeof(help) - len, "%s`%s`",
				i == 0 ? "" : ", ", words[i]);
	}
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_KIND_WORD, node->span, "`%.*s` is no %s",
			yaml_shown(node->text), node->text.ptr, what),
		&s, yaml_inner(node), help);
	return count;
}

/* Room for one more, doubled at each power of two. */
static void *
grow(struct arena *a, void *ptr, uint32_t count, size_t size)
{
	if (count > 0 && (count & (count - 1)) != 0)
		return ptr;
	return arena_grow(a, ptr, count, count == 0 ? 1 : (size_t)count * 2, size);
}

struct kind *
kind_add(struct kind_reader *r, const struct name *name, struct span span, bool registered)
{
	struct kind *kind = arena_alloc(r->arena, sizeof(*kind));
	struct language *l = r->language;

	kind->name = name;
	kind->span = span;
	kind->title = kind->titles = kind_make_title(r->arena, name);
	kind->doc = "";
	if (registered) {
		l->kinds = grow(r->arena, l->kinds, l->kind_count, sizeof(struct kind *));
		kind->index = l->kind_count;
		l->kinds[l->kind_count++] = kind;
	}
	return kind;
}

struct field *
kind_add_field(struct kind_reader *r, struct kind *kind, const struct name *name)
{
	struct field *f = arena_alloc(r->arena, sizeof(*f));

	f->name = name;
	f->owner = kind;
	f->index = kind->field_count;
	f->title = kind_make_title(r->arena, name);
	f->doc = "";
	f->span = kind->span;
	kind->fields = grow(r->arena, kind->fields, kind->field_count, sizeof(struct field *));
	kind->fields[kind->field_count++] = f;
	map_put2(r->language->fields, kind, name, f);
	return f;
}

struct language *
language_read(struct arena *a, struct names *names, struct yaml *const *files, uint32_t count,
	struct sink *sink)
{
	struct language *l = arena_alloc(a, sizeof(*l));
	struct arena *scratch = arena_new();
	struct kind_reader r = {.arena = a,
		.scratch = scratch,
		.language = l,
		.names = names,
		.main = sink,
		.sink = sink};

	l->names = names;
	l->by_name = map_new(a);
	l->by_plural = map_new(a);
	l->fields = map_new(a);
	r.quiet = sink_new(scratch);
	r.mixins = map_new(scratch);
	r.seen = map_new(scratch);
	kind_read_files(&r, files, count);
	kind_resolve(&r);
	arena_free(scratch);
	return l;
}

const struct kind *
language_kind(const struct language *l, struct str name)
{
	const struct name *known = names_find(l->names, name);

	return known == NULL ? NULL : map_get(l->by_name, known);
}

const struct field *
kind_field(const struct language *l, const struct kind *kind, const struct name *name)
{
	return name == NULL ? NULL : map_get2(l->fields, kind, name);
}

const struct kind *
kind_root(const struct kind *kind)
{
	while (kind->block_of != NULL)
		kind = kind->block_of->owner;
	return kind;
}

const char *
kind_path(struct arena *a, const struct kind *kind)
{
	const char *path = kind->name->text;

	while (kind->block_of != NULL) {
		kind = kind->block_of->owner;
		path = arena_printf(a, "%s.%s", kind->name->text, path);
	}
	return path;
}
