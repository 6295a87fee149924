/* A tree that a stylesheet made → bytes (UTF-8). */
#ifndef RENDER_SERIALIZE_H
#define RENDER_SERIALIZE_H

#include <libxml/tree.h>

#include "base/buf.h"

/* Appends the document as XML 1.0, with a declaration. */
void serialize_xml(struct buf *out, const xmlDoc *doc);
/* Appends it as HTML (WHATWG HTML, 13.3), with a doctype. */
void serialize_html(struct buf *out, const xmlDoc *doc);
/* Puts in place of an element of a tree that becomes HTML what it is as such, and frees it: a large table need not stand in memory
 * until the page is whole. */
void serialize_in_place(xmlNode *node);

#endif
