/* The stages in order: project, kinds, sources, catalogues, model, rules. Every stage adds its diagnostics to the sink and goes on. */
#include "pipeline.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/model.h"
#include "render/render.h"
#include "rules/rules.h"
#include "schema/catalogue.h"
#include "schema/yaml.h"
#include "syntax/tree.h"

#define KINDS "schemas/language/"
#define CATALOGUES "schemas/catalogues/"
#define RULES "policies/rules/"
#define PROJECT "isms.yaml"

static void
tell_status(struct compilation *c, const char *path, enum file_status status, struct span where)
{
	static const enum diag_code codes[] = {[FILE_MISSING] = DIAG_FILE_MISSING,
		[FILE_UNREADABLE] = DIAG_FILE_UNREADABLE,
		[FILE_OUTSIDE] = DIAG_FILE_OUTSIDE,
		[FILE_TOO_LARGE] = DIAG_FILE_TOO_LARGE};
	static const char *const words[] = {[FILE_MISSING] = "does not exist",
		[FILE_UNREADABLE] = "cannot be read",
		[FILE_OUTSIDE] = "leads out of the project",
		[FILE_TOO_LARGE] = "is larger than 1 GiB"};

	if (status == FILE_UNREADABLE && errno != 0)
		diag_add(c->sink, codes[status], where, "`%s` cannot be read: %s", path,
			strerror(errno));
	else
		diag_add(c->sink, codes[status], where, "`%s` %s", path, words[status]);
	/* What is there and cannot be read may hold anything: nothing is concluded from the rest. */
	if (status == FILE_UNREADABLE || status == FILE_TOO_LARGE)
		c->unreadable = true;
}

/* A file of the project as a source; NULL when it cannot be read, which is told. */
static const struct source *
read_source(struct compilation *c, const char *path, struct span where)
{
	struct str text = {0};
	enum file_status status = c->store.read(c->store.context, c->arena, path, &text);

	if (status == FILE_OK)
		return sources_add(c->sources, path, text, false);
	tell_status(c, path, status, where);
	return NULL;
}

/* The kinds built in, and those of the project behind them. */
static void
read_language(struct compilation *c)
{
	VEC(struct yaml *) files = {0};

	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];
		if (strncmp(e->path, KINDS, strlen(KINDS)) != 0)
			continue;
		const struct source *source =
			sources_add(c->sources, arena_printf(c->arena, "ismsc:%s", e->path),
				(struct str){e->bytes, e->len}, true);
		*VEC_PUSH(c->arena, &files) = yaml_parse(c->arena, source, c->sink);
	}
	for (uint32_t i = 0; i < c->project->kind_count; i++) {
		struct str path = c->project->kinds[i].path;
		const struct source *source = read_source(
			c, arena_strndup(c->arena, path.ptr, path.len), c->project->kinds[i].span);
		struct yaml *file = source != NULL ? yaml_parse(c->arena, source, c->sink) : NULL;
		c->project->broken = c->project->broken || file == NULL;
		if (file != NULL)
			*VEC_PUSH(c->arena, &files) = file;
	}
	c->language = language_read(c->arena, c->names, files.ptr, files.len, c->sink);
}

/* A standard by the id of a catalogue built in, or by the path of one of the project's. */
static const struct yaml *
read_catalogue(struct compilation *c, const struct named_file *standard)
{
	const char *id = arena_strndup(c->arena, standard->path.ptr, standard->path.len);
	const struct embedded *e =
		embedded_find(str_of(arena_printf(c->arena, CATALOGUES "%s.yaml", id)));
	const struct source *source = NULL;

	if (e != NULL)
		source = sources_add(c->sources, arena_printf(c->arena, "ismsc:%s", e->path),
			(struct str){e->bytes, e->len}, true);
	else
		source = read_source(c, id, standard->span);
	return source != NULL ? yaml_parse(c->arena, source, c->sink) : NULL;
}

/* One that was read already has its items, and the names for them. False after a message. */
static bool
is_new_catalogue(
	struct compilation *c, const struct catalogue *catalogue, const struct named_file *standard)
{
	for (uint32_t i = 0; i < c->catalogue_count; i++) {
		const struct catalogue *other = c->catalogues[i];

		if (other->id != catalogue->id)
			continue;
		struct diag *d = diag_add(c->sink, DIAG_CATALOGUE_TWICE, standard->span,
			"catalogue `%s` is read twice", catalogue->id->text);
		diag_relate(
			c->sink, d, yaml_path(other->root, STR("meta.id"))->span, "it is this one");
		diag_help(c->sink, d, "name it once, or give one of the two another id");
		return false;
	}
	return true;
}

/* False when it cannot be read, which was reported. */
static bool
add_catalogue(struct compilation *c, const struct named_file *standard)
{
	const struct yaml *file = read_catalogue(c, standard);
	struct catalogue *catalogue =
		file != NULL ? catalogue_read(c->arena, c->language, file, c->sink) : NULL;

	if (catalogue == NULL || !is_new_catalogue(c, catalogue, standard))
		return false;
	c->catalogues = arena_grow(c->arena, c->catalogues, c->catalogue_count,
		c->catalogue_count + (size_t)1, sizeof(struct catalogue *));
	c->catalogues[c->catalogue_count++] = catalogue;
	return true;
}

/* Whether the text names the catalogue, by its id or by its file. */
static bool
names_catalogue(struct compilation *c, const struct catalogue *catalogue, struct str text)
{
	const struct source *source = sources_get(c->sources, catalogue->root->span.source);
	const char *path = path_normal(c->arena, arena_strndup(c->arena, text.ptr, text.len));

	return str_eq(name_str(catalogue->id), text) ||
	       (path != NULL && !source->built_in &&
		       strcmp(path, path_normal(c->arena, source->path)) == 0);
}

/* The catalogues that one says go with it, but for those that were read already. */
static void
add_companions(struct compilation *c, const struct catalogue *catalogue)
{
	const struct yaml *list = yaml_path(catalogue->root, STR("meta.with")), *item = NULL;

	while (list != NULL &&
		(item = yaml_next_text(list, item, "a catalogue", c->sink)) != NULL) {
		bool there = false;
		for (uint32_t i = 0; i < c->catalogue_count; i++)
			there = there || names_catalogue(c, c->catalogues[i], item->text);
		if (names_catalogue(c, catalogue, item->text))
			diag_help(c->sink,
				diag_add(c->sink, DIAG_CATALOGUE_TWICE, item->span,
					"catalogue `%s` names itself under `with`",
					catalogue->id->text),
				"`with` names those that are read along with it");
		else if (!there)
			add_catalogue(c, &(struct named_file){item->text, item->span});
	}
}

static void
read_catalogues(struct compilation *c)
{
	for (uint32_t i = 0; i < c->project->standard_count; i++) {
		if (!add_catalogue(c, &c->project->standards[i]))
			c->project->broken = true;
	}
	for (uint32_t i = 0, own = c->catalogue_count; i < own; i++)
		add_companions(c, c->catalogues[i]);
}

/* `text from "FILE"`. */
static bool
read_text(void *context, struct str relative, struct span where, const struct source **out)
{
	struct compilation *c = context;

	*out = read_source(c, arena_strndup(c->arena, relative.ptr, relative.len), where);
	return *out != NULL;
}

/* A file that a field names. */
static enum file_status
look_at_file(void *context, struct str relative, char *digest)
{
	struct compilation *c = context;

	return c->store.look(c->store.context, c->arena,
		arena_strndup(c->arena, relative.ptr, relative.len), digest);
}

static bool
text_exists(void *context, struct str relative)
{
	struct compilation *c = context;

	return c->store.exists(
		c->store.context, c->arena, arena_strndup(c->arena, relative.ptr, relative.len));
}

/* The rules built in: their ids come first, so that a project's rule of the same id is the one reported. */
static void
read_rules(struct compilation *c)
{
	VEC(struct tree *) trees = {0};

	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];
		if (strncmp(e->path, RULES, strlen(RULES)) != 0)
			continue;
		const struct source *source =
			sources_add(c->sources, arena_printf(c->arena, "ismsc:%s", e->path),
				(struct str){e->bytes, e->len}, true);
		*VEC_PUSH(c->arena, &trees) = tree_parse(c->arena, source, c->sink);
	}
	c->trees = trees.ptr;
	c->tree_count = trees.len;
	c->built_in_count = trees.len;
}

static void
build_model(struct compilation *c)
{
	struct model_input input = {.language = c->language,
		.trees = c->trees,
		.tree_count = c->tree_count,
		.catalogues = c->catalogues,
		.catalogue_count = c->catalogue_count,
		.as_of = c->as_of,
		.cut = c->unreadable,
		.read = read_text,
		.file = look_at_file,
		.exists = text_exists,
		.context = c};

	c->model = model_build(c->arena, &input, c->sources, c->sink);
}

static void
read_project(struct compilation *c)
{
	struct str text = {0};
	enum file_status status = c->store.read(c->store.context, c->arena, PROJECT, &text);
	const struct yaml *file = NULL;
	bool unreadable = false;

	if (status == FILE_OK) {
		file = yaml_parse(c->arena, sources_add(c->sources, PROJECT, text, false), c->sink);
		/* An isms.yaml that cannot be read is not the same as none: nothing may be concluded from defaults. */
		unreadable = file == NULL;
	} else if (status != FILE_MISSING)
		tell_status(c, PROJECT, status, (struct span){0, 0, 0});
	c->project = project_read(c->arena, file, c->sink);
	if (!c->dated && c->project->as_of.len > 0)
		date_parse(c->project->as_of, &c->as_of);
	c->unreadable = unreadable || (status != FILE_OK && status != FILE_MISSING);
}

/* The folders of `sources`, one after the other. */
struct reading {
	struct compilation *c;
	struct names *names;
	struct map *known; /* by name of the path: the files that an earlier folder held */
	struct span where; /* the entry of isms.yaml; none while what lies deeper is told of */
	const char *folder;
};

static void
tell_bad(void *context, const char *path, enum file_status status)
{
	struct reading *r = context;
	bool named = strcmp(path, r->folder) == 0;

	tell_status(r->c, path, status, named ? r->where : (struct span){0, 0, 0});
	r->c->unreadable = r->c->unreadable || status == FILE_MISSING;
}

/* Adds the .isms files of one source folder that no folder before it held. */
static void
read_folder(struct reading *r, const char *folder, struct span where)
{
	static const char *const skip[] = {"out", "node_modules", NULL};
	struct compilation *c = r->c;
	size_t count = 0;

	r->folder = folder;
	r->where = where;

	if (path_normal(c->arena, folder) == NULL || *folder == '/') {
		tell_status(c, folder, FILE_OUTSIDE, where);
		return;
	}
	const char **paths = c->store.walk(
		c->store.context, c->arena, folder, ".isms", skip, tell_bad, r, &count);
	struct tree **trees = arena_grow(
		c->arena, c->trees, c->tree_count, c->tree_count + count, sizeof(struct tree *));
	c->trees = trees;
	for (size_t i = 0; i < count; i++) {
		const struct name *name = names_of(r->names, paths[i]);

		if (map_get(r->known, name) != NULL)
			continue;
		map_put(r->known, name, c);
		const struct source *source = read_source(c, paths[i], where);
		if (source != NULL)
			c->trees[c->tree_count++] = tree_parse(c->arena, source, c->sink);
	}
}

const struct yaml *
compile_designs(struct compilation *c)
{
	const struct embedded *e = embedded_find(STR(RENDER_DESIGNS));

	if (e == NULL)
		return NULL;
	return yaml_parse(c->arena,
		sources_add(
			c->sources, "ismsc:" RENDER_DESIGNS, (struct str){e->bytes, e->len}, true),
		c->sink);
}

static struct compilation *
compilation_new(struct arena *a, const char *root)
{
	struct compilation *c = arena_alloc(a, sizeof *c);

	c->arena = a;
	c->root = root;
	c->store = store_of_folder(root);
	c->names = names_new(a);
	c->sources = sources_new(a);
	c->sink = sink_new(a);
	c->as_of = (int32_t)(time(NULL) / 86400);
	return c;
}

/* From trees to findings. */
static void
judge(struct compilation *c)
{
	build_model(c);
	rules_derive(c->arena, c->model, c->sink);
	rules_insert(c->arena, c->model, c->sink);
	if (!c->unreadable && !c->project->unsure)
		c->verdict = rules_run(c->arena, c->model, c->project, c->sink);
}

/* What follows once all sources are read. */
static void
finish(struct compilation *c)
{
	read_catalogues(c);
	if (c->project->broken) {
		diag_add(c->sink, DIAG_ONLY_SYNTAX, (struct span){0, 0, 0},
			"only the syntax of the sources was checked, because isms.yaml, or a file "
			"that it names, has mistakes");
		return;
	}
	judge(c);
}

/* What there is to read, in order. */
static void
read_all(struct compilation *c)
{
	read_project(c);
	read_language(c);
	c->language_sources = sources_len(c->sources);
	c->language_unreadable = c->unreadable;
	if (c->unreadable)
		return;
	read_rules(c);
	struct reading reading = {.c = c, .names = names_new(c->arena), .known = map_new(c->arena)};
	for (uint32_t i = 0; i < c->project->source_count; i++) {
		struct str path = c->project->sources[i].path;
		read_folder(&reading, arena_strndup(c->arena, path.ptr, path.len),
			c->project->sources[i].span);
	}
	if (c->tree_count == c->built_in_count && !c->project->present &&
		sink_total(c->sink) == 0) {
		diag_add(c->sink, DIAG_EMPTY_PROJECT, (struct span){0, 0, 0},
			"`%s` has no isms.yaml and no .isms files", c->root);
		c->unreadable = true;
		return;
	}
	finish(c);
}

struct compilation *
compile(struct arena *a, const char *root)
{
	struct compilation *c = compilation_new(a, root);

	if (file_is_folder(root)) {
		read_all(c);
		return c;
	}
	if (file_exists(root))
		diag_add(c->sink, DIAG_FILE_UNREADABLE, (struct span){0, 0, 0},
			"`%s` is no folder; a project is named by its folder", root);
	else
		tell_status(c, root, FILE_MISSING, (struct span){0, 0, 0});
	c->unreadable = true;
	return c;
}

struct compilation *
compile_store(struct arena *a, const char *root, const struct store *store, int32_t as_of)
{
	struct compilation *c = compilation_new(a, root);

	c->store = *store;
	c->as_of = as_of;
	c->dated = true;
	read_all(c);
	return c;
}

struct compilation *
compile_built_in(struct arena *a)
{
	struct compilation *c = compilation_new(a, ".");

	c->project = project_read(a, NULL, c->sink);
	read_language(c);
	read_rules(c);
	finish(c);
	return c;
}

/* The text of a source once the edits are made. */
static struct str
edit_text(struct arena *a, struct str text, const struct edit *edits, uint32_t count)
{
	size_t len = text.len, at = 0, from = 0;

	for (uint32_t i = 0; i < count; i++)
		len += edits[i].with.len;
	char *out = arena_alloc(a, len + 1);
	for (uint32_t i = 0; i < count; i++) {
		memcpy(out + at, text.ptr + from, edits[i].start - from);
		at += edits[i].start - from;
		if (edits[i].with.len > 0)
			memcpy(out + at, edits[i].with.ptr, edits[i].with.len);
		at += edits[i].with.len;
		from = edits[i].end;
	}
	memcpy(out + at, text.ptr + from, text.len - from);
	return (struct str){out, at + text.len - from};
}

struct compilation *
compile_edited(
	struct arena *a, const struct compilation *c, const struct edit *edits, uint32_t count)
{
	struct compilation *n = arena_alloc(a, sizeof(*n));
	struct str *texts = arena_array(a, sources_len(c->sources) + (size_t)1, sizeof(*texts));

	*n = *c;
	n->arena = a;
	n->sources = sources_new(a);
	n->sink = sink_new(a);
	n->verdict = NULL;
	n->trees = arena_array(a, c->tree_count, sizeof(struct tree *));
	memcpy(n->trees, c->trees, c->tree_count * sizeof(struct tree *));
	for (uint32_t i = 0, end; i < count; i = end) {
		uint32_t source = c->trees[edits[i].tree]->source;

		for (end = i + 1; end < count && edits[end].tree == edits[i].tree; end++)
			;
		texts[source] =
			edit_text(a, sources_get(c->sources, source)->text, &edits[i], end - i);
	}
	/* Places name sources by number, so that each keeps its own. */
	for (uint32_t i = 1; i <= sources_len(c->sources); i++) {
		const struct source *s = sources_get(c->sources, i);

		sources_add(n->sources, s->path, texts[i].ptr != NULL ? texts[i] : s->text,
			s->built_in);
	}
	for (uint32_t i = 0, last = UINT32_MAX; i < count; last = edits[i++].tree) {
		if (edits[i].tree != last)
			n->trees[edits[i].tree] = tree_parse(a,
				sources_get(n->sources, c->trees[edits[i].tree]->source), n->sink);
	}
	judge(n);
	return n;
}
