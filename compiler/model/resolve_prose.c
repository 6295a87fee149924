/* References and links in prose: `[[id]]` means anything that has an id, a relative link a file of the project. */
#include <string.h>

#include "base/file.h"
#include "model/build.h"
#include "model/prose.h"

/* The last bytes of a span: where its last word stands. */
static struct span
last_word(struct span span, struct str word)
{
	if (word.len < span.end - span.start)
		span.start = span.end - (uint32_t)word.len;
	return span;
}

static void
resolve_node(struct builder *b, struct prose_node *node)
{
	struct span kind_span = node->span;

	if (node->kind_word.len < kind_span.end - kind_span.start)
		kind_span.end = kind_span.start + (uint32_t)node->kind_word.len;
	node->entity = resolve_reference(b, NULL, node->kind_word, kind_span, node->id_word,
		last_word(node->span, node->id_word));
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* A link's target as a path: without "#…" and "?…", with %20 and the like decoded. NULL when that is no path. */
static char *
target_path(struct arena *a, struct str target)
{
	char *path = arena_strndup(a, target.ptr, target.len);
	size_t len = 0;

	for (size_t i = 0; i < target.len && target.ptr[i] != '#' && target.ptr[i] != '?'; i++) {
		char c = target.ptr[i];

		if (c == '%' && i + 2 < target.len && hex_value(target.ptr[i + 1]) >= 0 &&
			hex_value(target.ptr[i + 2]) >= 0) {
			c = (char)(hex_value(target.ptr[i + 1]) * 16 +
				   hex_value(target.ptr[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return NULL;
		path[len++] = c;
	}
	path[len] = '\0';
	return path;
}

static bool
has_scheme(struct str target)
{
	return str_starts(target, "http:") || str_starts(target, "https:") ||
	       str_starts(target, "mailto:") || str_starts(target, "tel:") ||
	       memchr(target.ptr, ':', target.len) != NULL;
}

/* Relative links count from the folder of the file that the text stands in. */
static void
check_link(struct builder *b, struct prose_node *node)
{
	const struct source *source = sources_get(b->sources, node->span.source);
	char *path = target_path(b->arena, node->target);
	const char *slash;
	struct diag *d;

	if (source == NULL || source->built_in || b->input->exists == NULL)
		return;
	slash = strrchr(source->path, '/');
	if (path != NULL && slash != NULL)
		path = path_join(b->arena,
			arena_strndup(b->arena, source->path, (size_t)(slash - source->path)),
			path);
	path = path == NULL ? NULL : path_normal(b->arena, path);
	if (path != NULL && b->input->exists(b->input->context, str_of(path))) {
		node->file = path;
		return;
	}
	d = diag_add(b->sink, DIAG_MISSING_LINK, node->span, "the project has no file `%.*s`",
		yaml_shown(node->target), node->target.ptr);
	diag_help(b->sink, d, "links count from the folder of the file they stand in");
}

void
resolve_prose(struct builder *b, const struct prose *prose)
{
	for (uint32_t i = 0; i < prose->ref_count; i++)
		resolve_node(b, prose->refs[i]);
	for (uint32_t i = 0; i < prose->link_count; i++) {
		if (!has_scheme(prose->links[i]->target))
			check_link(b, prose->links[i]);
	}
}
