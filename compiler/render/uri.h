/* Addresses as XML and HTML want them. */
#ifndef RENDER_URI_H
#define RENDER_URI_H

#include "base/buf.h"
#include "base/str.h"

/* Appends an address as a URI: what may not stand where it stands is percent-encoded. Characters beyond ASCII stay. */
void uri_add(struct buf *out, struct str address);
/* Whether it opens a page, a letter or a call, or stays in the site, and runs nothing. */
bool uri_is_safe(struct str address);

/* Appends the address in the site of what `href` leads to in DocBook: the page of a document of the set, that of `index` being
 * index.html; anything else stays. */
void uri_page(struct buf *page, struct str href, const char *index);

#endif
