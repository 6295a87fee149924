/* Functions that every template calls for each value (urn:ismsc:text): written in C, as XPath is slow at them. */
#ifndef RENDER_FUNCTIONS_H
#define RENDER_FUNCTIONS_H

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxslt/xsltInternals.h>

struct arena;
struct functions;

/* What templates name the functions by. */
#define FUNCTIONS_NAMESPACE BAD_CAST "urn:ismsc:text"

/* The words that t:s() gives, read once from the strings of a language; `strings` may be NULL. */
struct functions *functions_new(struct arena *a, const xmlDoc *strings);
/* The words of an id; NULL when there are none. `f` may be NULL. */
const char *functions_word(const struct functions *f, const char *id);
/* The only argument of a function, as a string that the caller frees; NULL after an error that XPath knows. */
xmlChar *functions_argument(xmlXPathParserContext *ctxt, int nargs);
/* Makes the functions known to one transformation. */
void functions_register(xsltTransformContext *ctxt);

#endif
