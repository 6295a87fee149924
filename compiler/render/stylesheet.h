/* Stylesheets (libxslt): loaded from the program or the project, bounded, without network, files or writing. */
#ifndef RENDER_STYLESHEET_H
#define RENDER_STYLESHEET_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>
#include <stdbool.h>

#include "base/str.h"

struct arena;
struct functions;
struct lookup;
struct sink;
struct stylesheets;

/* A cache of compiled stylesheets; released with the arena. */
struct stylesheets *stylesheets_new(struct arena *a, struct sink *sink);
/* The names that all stylesheets share; a document whose names are in it is matched by comparing pointers. */
xmlDict *stylesheets_names(const struct stylesheets *s);
/* Where mistakes go from now on. */
void stylesheets_sink(struct stylesheets *s, struct sink *sink);
/* What document('ismsc:strings') gives to every transformation; owned by the cache. */
void stylesheets_strings(struct stylesheets *s, xmlDoc *strings);

/* Compiles the stylesheet of that path, unless that was done; false after a reported mistake. */
bool stylesheet_compile(struct stylesheets *s, const char *path);
/* Transforms `input` by the stylesheet of that path ("templates/documents/soa.xsl"). `navigation` is what document('ismsc:navigation')
 * gives, and stays the caller's. `params`: name, quoted XPath value, …, NULL. The result is the caller's; NULL after a reported mistake. */
xmlDoc *stylesheet_apply(struct stylesheets *s, const char *path, xmlDoc *input, xmlDoc *navigation,
	const char **params);
/* What the functions of a running transformation work with. */
const struct functions *stylesheet_functions(const xsltTransformContext *ctxt);
struct lookup *stylesheet_lookup(const xsltTransformContext *ctxt);

#endif
