/* The set of documents, one after the other: slice → DocBook → HTML → files. */
#include "render/render.h"

#include <libxml/xmlsave.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/heap.h"
#include "base/map.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "base/workers.h"
#include "render/document.h"
#include "render/publish.h"
#include "render/serialize.h"
#include "render/stylesheet.h"
#include "render/xml_model.h"

struct site {
	struct arena *arena;
	struct xml_context xml;
	struct stylesheets *stylesheets;
	struct publication publication;
	const struct render_options *options;
	struct sink *sink;
	bool incomplete; /* a template failed: what it made before stays */
};

static void
release_arena(void *arena)
{
	arena_free(arena);
}

static void
release_dict(void *dict)
{
	xmlDictFree(dict);
}

/* `names`: the dictionary of the trees' names; it becomes the context's. */
static void
context_make(struct xml_context *x, struct arena *a, xmlDict *names, const struct model *m,
	const struct project *project, const struct verdict *verdict, const struct yaml *designs,
	struct sink *sink)
{
	*x = (struct xml_context){.arena = a,
		.model = m,
		.project = project,
		.verdict = verdict,
		.sources = m->sources,
		.sink = sink};
	x->set = document_set_make(a, designs, m, sink);
	x->trees = arena_new();
	arena_own(a, x->trees, release_arena);
	x->dict = names;
	arena_own(a, x->dict, release_dict);
	x->file_names = names_new(a);
	x->file_known = map_new(a);
	x->anchors = arena_array(a, m->entity_count, sizeof *x->anchors);
	x->links = arena_array(a, m->entity_count, sizeof *x->links);
}

/* The words of the documents' language; English when there are none of that language. */
static xmlDoc *
read_strings(struct arena *a, struct str language, struct sink *sink)
{
	const char *path =
		arena_printf(a, "templates/strings/%.*s.xml", (int)language.len, language.ptr);
	const struct embedded *file = embedded_find(str_of(path));

	if (file == NULL) {
		diag_add(sink, DIAG_LANGUAGE, (struct span){0, 0, 0},
			"there are no words for the language `%.*s`; the documents are in English",
			(int)language.len, language.ptr);
		file = embedded_find(STR("templates/strings/en.xml"));
	}
	return file != NULL ? xmlReadMemory(file->bytes, (int)file->len, "ismsc:strings", NULL,
				      XML_PARSE_NONET)
			    : NULL;
}

static void
render_page(struct site *s, const struct document *d, xmlDoc *docbook, xmlDoc *navigation)
{
	const char *accent = arena_printf(
		s->arena, "'%.*s'", (int)s->xml.project->accent.len, s->xml.project->accent.ptr);
	struct buf bytes = {0};
	const char *params[] = {"root", *d->up != '\0' ? "'../'" : "''", "draft",
		s->options->draft ? "true()" : "false()", "accent", accent, NULL};
	xmlDoc *html = stylesheet_apply(s->stylesheets, RENDER_PAGE, docbook, navigation, params);

	if (html == NULL) {
		s->incomplete = true;
		return;
	}
	serialize_html(&bytes, html);
	xmlFreeDoc(html);
	publish_file(&s->publication,
		d->design->index ? "html/index.html"
				 : arena_printf(s->arena, "html/%s.html", d->id),
		bytes.ptr, bytes.len);
	buf_free(&bytes);
}

static void
render_document(struct site *s, const struct document *d)
{
	const char *template = arena_printf(s->arena, RENDER_TEMPLATES "%.*s",
		(int)d->design->template.len, d->design->template.ptr);
	const char *params[] = {"draft", s->options->draft ? "true()" : "false()", NULL};
	xmlDoc *slice = xml_slice(&s->xml, d);
	xmlDoc *navigation = xml_navigation(&s->xml, d);
	xmlDoc *docbook;
	struct buf bytes = {0};

	docbook = stylesheet_apply(s->stylesheets, template, slice, navigation, params);
	xml_discard(slice);
	if (docbook != NULL) {
		serialize_xml(&bytes, docbook);
		publish_file(&s->publication, arena_printf(s->arena, "docbook/%s.xml", d->id),
			bytes.ptr, bytes.len);
		buf_free(&bytes);
		render_page(s, d, docbook, navigation);
		xmlFreeDoc(docbook);
	} else {
		s->incomplete = true;
	}
	xml_discard(navigation);
	arena_reset(s->xml.trees);
}

static bool
wanted(const struct site *s, const struct document *d)
{
	for (uint32_t i = 0; i < s->options->only_count; i++) {
		if (strcmp(s->options->only[i], d->id) == 0)
			return true;
	}
	return s->options->only_count == 0;
}

static void
run_piece(void *context, uint32_t i)
{
	struct site *s = context;

	if (!s->publication.failed)
		render_document(s, &s->xml.set->documents[i]);
}

/* Begins what another process does: what was told and made before is not its own. */
static void
begin(void *context)
{
	struct site *s = context;

	s->sink = sink_new(s->arena);
	s->publication.sink = s->sink;
	stylesheets_sink(s->stylesheets, s->sink);
	s->publication.written = s->publication.unchanged = 0;
	s->publication.files.len = 0;
}

static void
tell_mistakes(const struct site *s, struct buf *out)
{
	uint32_t count;
	struct diag **list = sink_sorted(s->sink, s->xml.sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		buf_printf(out, "D%u ", (unsigned)list[i]->code);
		for (const char *c = list[i]->message; *c != '\0'; c++)
			buf_putc(out, (char)(*c == '\n' ? ' ' : *c));
		buf_putc(out, '\n');
	}
}

/* Lines: a letter for what it is, then the rest. Paths of documents have no line ends; a project's file that has some is found
 * again when its document is rendered, which is why such paths are given by their length. */
static void
tell(void *context, struct buf *out)
{
	struct site *s = context;

	tell_mistakes(s, out);
	for (uint32_t i = 0; i < s->publication.files.len; i++)
		buf_printf(out, "F%s\n", s->publication.files.ptr[i]);
	for (uint32_t i = 0; i < s->xml.files.len; i++)
		buf_printf(out, "P%u %s\n", (unsigned)strlen(s->xml.files.ptr[i]),
			s->xml.files.ptr[i]);
	buf_printf(out, "N%u %u\n", (unsigned)s->publication.written,
		(unsigned)s->publication.unchanged);
	if (s->incomplete)
		buf_puts(out, "I\n");
	if (s->publication.failed)
		buf_puts(out, "X\n");
}

/* One line of another process, `rest` behind its letter. Returns how many bytes beyond the line belong to it. */
static size_t
hear_line(struct site *s, char letter, const char *rest, size_t len, const char *end)
{
	char *number;
	unsigned long first = strtoul(rest, &number, 10);

	switch (letter) {
	case 'D':
		diag_add(s->sink, (enum diag_code)first, (struct span){0, 0, 0}, "%.*s",
			(int)(rest + len - number - 1), number + 1);
		break;
	case 'F':
		*VEC_PUSH(s->arena, &s->publication.files) = arena_strndup(s->arena, rest, len);
		break;
	case 'P':
		number++;
		if (first <= (size_t)(end - number))
			xml_use_file(&s->xml, (struct str){number, first});
		return (size_t)(number - rest) + first > len ? (size_t)(number - rest) + first - len
							     : 0;
	case 'N':
		s->publication.written += (uint32_t)first;
		s->publication.unchanged += (uint32_t)strtoul(number, NULL, 10);
		break;
	case 'I':
		s->incomplete = true;
		break;
	default:
		s->publication.failed = true;
	}
	return 0;
}

static void
hear(void *context, struct str told)
{
	const char *at = told.ptr, *end = told.ptr + told.len;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((newline != NULL ? newline : end) - at) - 1;

		at += 1 + len + hear_line(context, *at, at + 1, len, end) + 1;
	}
}

/* How much work a document is likely to be: what it is about, and what it uses. */
static uint64_t
weight(const struct site *s, const struct document *d)
{
	uint64_t sum = 1;

	for (uint32_t i = 0; i < d->design->home_count; i++)
		sum += (uint64_t)s->xml.model->by_kind[d->design->home[i]->index].count * 3;
	for (uint32_t i = 0; i < d->design->use_count; i++)
		sum += s->xml.model->by_kind[d->design->uses[i]->index].count;
	return sum;
}

struct piece {
	uint64_t weight;
	uint32_t document;
};

static int
heaviest_first(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->document < y->document ? -1 : x->document > y->document;
}

/* All documents wanted, the heaviest first, so that no process is left alone with one at the end. Returns how many. */
static uint32_t
render_documents(struct site *s)
{
	uint32_t all = s->xml.set->document_count, count = 0;
	struct piece *pieces = arena_array(s->arena, all + (size_t)1, sizeof *pieces);
	uint32_t *order = arena_array(s->arena, all + (size_t)1, sizeof *order);
	const struct work work = {
		.context = s, .begin = begin, .run = run_piece, .tell = tell, .hear = hear};

	for (uint32_t i = 0; i < all; i++) {
		const struct document *d = &s->xml.set->documents[i];
		if (wanted(s, d))
			pieces[count++] = (struct piece){weight(s, d), i};
	}
	qsort(pieces, count, sizeof *pieces, heaviest_first);
	for (uint32_t i = 0; i < count; i++)
		order[i] = pieces[i].document;
	uint32_t jobs = s->options->jobs > 0 ? s->options->jobs : work_processors();
	heap_grow_large();
	if (!work_share(&work, order, count, jobs)) {
		diag_add(s->sink, DIAG_TEMPLATE, (struct span){0, 0, 0},
			"a process that rendered documents ended before its time; not all are "
			"there");
		s->incomplete = true;
	}
	return count;
}

/* Style, script and other files that pages use: everything below templates/html/assets/. */
static void
publish_assets(struct site *s)
{
	static const char prefix[] = "templates/html/assets/";

	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *file = &embedded_files[i];
		if (strncmp(file->path, prefix, strlen(prefix)) == 0)
			publish_file(&s->publication,
				arena_printf(
					s->arena, "html/assets/%s", file->path + strlen(prefix)),
				file->bytes, file->len);
	}
}

/* Files of the project that prose leads to, so that a link or image holds wherever the documents are taken. */
static void
publish_files(struct site *s)
{
	for (uint32_t i = 0; i < s->xml.files.len; i++) {
		const char *path = s->xml.files.ptr[i];
		struct str bytes = {0};
		if (file_read_within(s->arena, s->options->root, path, &bytes) != FILE_OK)
			continue; /* a folder */
		publish_file(&s->publication, arena_printf(s->arena, "html/files/%s", path),
			bytes.ptr, bytes.len);
		publish_file(&s->publication, arena_printf(s->arena, "docbook/files/%s", path),
			bytes.ptr, bytes.len);
	}
}

static bool
check_only(struct site *s)
{
	bool fine = true;

	for (uint32_t i = 0; i < s->options->only_count; i++) {
		struct str nearest = STR("");
		if (document_find(s->xml.set, str_of(s->options->only[i]), &nearest) != NULL)
			continue;
		struct diag *d = diag_add(s->sink, DIAG_UNKNOWN_DOCUMENT, (struct span){0, 0, 0},
			"there is no document `%s`", s->options->only[i]);
		if (nearest.len > 0)
			diag_help(
				s->sink, d, "did you mean `%.*s`?", (int)nearest.len, nearest.ptr);
		fine = false;
	}
	return fine;
}

struct render_result
render_site(struct arena *a, const struct model *m, const struct project *project,
	const struct verdict *verdict, const struct yaml *designs,
	const struct render_options *options, struct sink *sink)
{
	struct site s = {.arena = a, .options = options, .sink = sink};
	struct render_result result = {0};

	xmlDict *names = stylesheets_names(options->stylesheets);
	xmlDictReference(names);
	context_make(&s.xml, a, names, m, project, verdict, designs, sink);
	s.stylesheets = options->stylesheets;
	stylesheets_strings(s.stylesheets, read_strings(a, project->language, sink));
	if (!check_only(&s)) {
		result.unknown = true;
		return result;
	}
	publish_start(&s.publication, a, options->output, sink);
	if (!s.publication.failed)
		result.documents = render_documents(&s);
	publish_assets(&s);
	publish_files(&s);
	publish_finish(&s.publication, options->only_count > 0 || s.incomplete);
	result.written = s.publication.written;
	result.unchanged = s.publication.unchanged;
	result.removed = s.publication.removed;
	result.failed = s.publication.failed || s.incomplete;
	return result;
}

void
render_model(struct arena *a, const struct model *m, const struct project *project,
	const struct verdict *verdict, const struct yaml *designs, struct buf *out,
	struct sink *sink)
{
	struct xml_context x;
	xmlChar *bytes = NULL;
	int len = 0;

	context_make(&x, a, xmlDictCreate(), m, project, verdict, designs, sink);
	xmlDoc *doc = xml_whole(&x);
	xmlDocDumpFormatMemoryEnc(doc, &bytes, &len, "UTF-8", 1);
	if (bytes != NULL)
		buf_add(out, (const char *)bytes, (size_t)len);
	xmlFree(bytes);
	xml_discard(doc);
}
