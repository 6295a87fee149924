/* Stylesheets: compiled once, applied to slices. The only documents a stylesheet can reach are the program's own templates and the
 * two that we give it (ismsc:navigation, ismsc:strings); it can neither read files, nor write, nor use the network. */
#include "render/stylesheet.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/map.h"
#include "render/functions.h"
#include "render/html.h"
#include "render/inline.h"
#include "render/lookup.h"

#define URI "ismsc:"
#define MAX_DEPTH 500
#define MAX_OPERATIONS 2000000000UL

struct stylesheets {
	struct arena *arena;
	struct sink *sink;
	struct names *names;
	struct map *compiled; /* struct name (path) -> xsltStylesheet */
	xmlDict *dict;
	xsltSecurityPrefs *security;
	xmlDoc *strings;
	struct functions *functions;
	xmlDoc *navigation; /* of the transformation that runs */
	struct lookup lookup; /* of its document */
	struct buf message; /* what libxslt said during the current call */
};

static void
collect(void *context, const char *fmt, ...)
{
	struct stylesheets *s = context;
	char line[1024];
	va_list args;

	va_start(args, fmt);
	int n = vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	if (n > 0 && s->message.len < 4000)
		buf_add(&s->message, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

/* Says what libxslt printed as one diagnostic, its lines joined. */
static void
report(struct stylesheets *s, const char *path)
{
	char *text = arena_strndup(
		s->arena, s->message.ptr != NULL ? s->message.ptr : "", s->message.len);

	for (char *p = text; *p != '\0'; p++) {
		if (*p == '\n')
			*p = ' ';
	}
	struct str trimmed = str_trim(str_of(text));
	diag_add(s->sink, DIAG_TEMPLATE, (struct span){0, 0, 0}, "template `%s`: %.*s", path,
		(int)trimmed.len, trimmed.len > 0 ? trimmed.ptr : "");
	buf_free(&s->message);
}

static xmlDoc *
parse_embedded(const char *path, xmlDict *dict)
{
	const struct embedded *file = embedded_find(str_of(path));

	if (file == NULL)
		return NULL;
	xmlParserCtxt *ctxt = xmlCreateMemoryParserCtxt(file->bytes, (int)file->len);
	if (ctxt == NULL)
		return NULL;
	if (dict != NULL) {
		xmlDictFree(ctxt->dict);
		ctxt->dict = dict;
		xmlDictReference(dict);
	}
	char uri[512];
	snprintf(uri, sizeof uri, URI "%s", path);
	ctxt->input->filename = (char *)xmlStrdup(BAD_CAST uri);
	xmlCtxtUseOptions(ctxt,
		XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	/* In a stylesheet an xml:id holds "{@key}": it is no id yet. */
	ctxt->loadsubset |= XML_SKIP_IDS;
	xmlParseDocument(ctxt);
	xmlDoc *doc = ctxt->myDoc;
	if (!ctxt->wellFormed && doc != NULL) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(ctxt);
	return doc;
}

/* libxslt's way to every other document: templates below ismsc:, and the two documents of a transformation. */
static xmlDoc *
load(const xmlChar *uri, xmlDict *dict, int options, void *ctxt, xsltLoadType type)
{
	const char *path = (const char *)uri;

	(void)options;
	if (strncmp(path, URI, strlen(URI)) != 0)
		return NULL;
	path += strlen(URI);
	if (type == XSLT_LOAD_DOCUMENT) {
		struct stylesheets *s = ((xsltTransformContext *)ctxt)->_private;
		if (strcmp(path, "navigation") == 0)
			return s->navigation;
		return strcmp(path, "strings") == 0 ? s->strings : NULL;
	}
	return parse_embedded(path, dict);
}

static void
release(void *object)
{
	struct stylesheets *s = object;

	xsltFreeSecurityPrefs(s->security);
	xmlDictFree(s->dict);
	if (s->strings != NULL)
		xmlFreeDoc(s->strings);
	buf_free(&s->message);
}

static void
release_stylesheet(void *object)
{
	xsltFreeStylesheet(object);
}

struct stylesheets *
stylesheets_new(struct arena *a, struct sink *sink)
{
	struct stylesheets *s = arena_alloc(a, sizeof *s);

	s->arena = a;
	s->sink = sink;
	s->names = names_new(a);
	s->compiled = map_new(a);
	xmlInitParser();
	s->dict = xmlDictCreate();
	exsltRegisterAll();
	inline_register();
	html_register();
	xsltSetLoaderFunc(load);
	s->security = xsltNewSecurityPrefs();
	xsltSetSecurityPrefs(s->security, XSLT_SECPREF_READ_FILE, xsltSecurityForbid);
	xsltSetSecurityPrefs(s->security, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
	xsltSetSecurityPrefs(s->security, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
	/* "Network" is what libxslt takes ismsc: for; load() refuses every other place. */
	xsltSetSecurityPrefs(s->security, XSLT_SECPREF_READ_NETWORK, xsltSecurityAllow);
	xsltSetSecurityPrefs(s->security, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
	arena_own(a, s, release);
	return s;
}

xmlDict *
stylesheets_names(const struct stylesheets *s)
{
	return s->dict;
}

void
stylesheets_sink(struct stylesheets *s, struct sink *sink)
{
	s->sink = sink;
}

void
stylesheets_strings(struct stylesheets *s, xmlDoc *strings)
{
	s->strings = strings;
	s->functions = functions_new(s->arena, strings);
}

const struct functions *
stylesheet_functions(const xsltTransformContext *ctxt)
{
	const struct stylesheets *s = ctxt != NULL ? ctxt->_private : NULL;

	return s != NULL ? s->functions : NULL;
}

struct lookup *
stylesheet_lookup(const xsltTransformContext *ctxt)
{
	struct stylesheets *s = ctxt->_private;

	return &s->lookup;
}

static xsltStylesheet *
get(struct stylesheets *s, const char *path)
{
	const struct name *name = names_of(s->names, path);
	xsltStylesheet *style = map_get(s->compiled, name);

	if (style != NULL)
		return style;
	xsltSetGenericErrorFunc(s, collect);
	xmlSetGenericErrorFunc(s, collect);
	xmlDoc *doc = parse_embedded(path, s->dict);
	if (doc == NULL) {
		buf_puts(&s->message, "it is missing or is no XML");
		report(s, path);
		return NULL;
	}
	style = xsltParseStylesheetDoc(doc);
	if (style == NULL) {
		xmlFreeDoc(doc);
		report(s, path);
		return NULL;
	}
	if (style->errors > 0) {
		report(s, path);
		xsltFreeStylesheet(style);
		return NULL;
	}
	map_put(s->compiled, name, style);
	arena_own(s->arena, style, release_stylesheet);
	return style;
}

bool
stylesheet_compile(struct stylesheets *s, const char *path)
{
	return get(s, path) != NULL;
}

/* The documents that load() gave away stay ours: the transformation must not free them. */
static void
keep_documents(const struct stylesheets *s, xsltTransformContext *ctxt)
{
	for (xsltDocument *d = ctxt->docList; d != NULL; d = d->next) {
		if (d->doc == s->strings || d->doc == s->navigation)
			d->doc = NULL;
	}
}

xmlDoc *
stylesheet_apply(struct stylesheets *s, const char *path, xmlDoc *input, xmlDoc *navigation,
	const char **params)
{
	xsltStylesheet *style = get(s, path);

	if (style == NULL)
		return NULL;
	xsltTransformContext *ctxt = xsltNewTransformContext(style, input);
	if (ctxt == NULL)
		return NULL;
	s->navigation = navigation;
	ctxt->_private = s;
	functions_register(ctxt);
	lookup_register(ctxt);
	ctxt->maxTemplateDepth = MAX_DEPTH;
	ctxt->opLimit = MAX_OPERATIONS;
	xsltSetCtxtSecurityPrefs(s->security, ctxt);
	xsltSetTransformErrorFunc(ctxt, s, collect);
	xsltSetGenericErrorFunc(s, collect);
	xmlSetGenericErrorFunc(s, collect);
	xmlDoc *result = xsltApplyStylesheetUser(style, input, params, NULL, NULL, ctxt);
	if (ctxt->state != XSLT_STATE_OK || result == NULL) {
		report(s, path);
		if (result != NULL)
			xmlFreeDoc(result);
		result = NULL;
	} else if (s->message.len > 0) {
		report(s, path);
	}
	keep_documents(s, ctxt);
	lookup_release(&s->lookup);
	xsltFreeTransformContext(ctxt);
	s->navigation = NULL;
	return result;
}
