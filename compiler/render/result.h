/* Nodes of the tree that a stylesheet makes, for instructions written in C. Text is taken as it is; names are those of the
 * stylesheet's dictionary, which the tree's is made from. */
#ifndef RENDER_RESULT_H
#define RENDER_RESULT_H

#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

#include "base/str.h"

/* What libxslt keeps of an instruction whose attributes need no preparation. */
xsltElemPreComp *result_instruction(
	xsltStylesheet *style, xmlNode *inst, xsltTransformFunction function);
/* A new element at the end of `parent`; NULL when memory ran out. */
xmlNode *result_child(xmlNode *parent, xmlNs *ns, const xmlChar *name);
/* A new attribute, which is not there yet. */
void result_attr(xmlNode *node, const xmlChar *name, const char *value);
void result_attr_str(xmlNode *node, xmlNs *ns, const xmlChar *name, struct str value);
/* The namespace as the element or the root of its tree declares it, so that it need not be searched for; NULL where they do not. */
xmlNs *result_namespace(const xmlNode *node, const char *href);
/* Takes spaces at the ends away and makes others one, in place. */
void result_squeeze(char *text);

#endif
