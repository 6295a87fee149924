/* Addresses as XML and HTML want them. */
#ifndef RENDER_URI_H
#define RENDER_URI_H

#include "base/buf.h"
#include "base/str.h"

/* Appends an address as a URI: what may not stand where it stands is percent-encoded. Characters beyond ASCII stay. */
void uri_add(struct buf *out, struct str address);

#endif
