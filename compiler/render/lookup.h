/* Functions that find a node of the model by its name (urn:ismsc:text). */
#ifndef RENDER_LOOKUP_H
#define RENDER_LOOKUP_H

#include <libxml/hash.h>
#include <libxml/tree.h>
#include <libxslt/xsltInternals.h>

/* The entities of the document that is transformed, by @key; empty until one is asked for. */
struct lookup {
	const xmlDoc *doc;
	xmlHashTable *entities;
};

/* Makes the functions known to one transformation. */
void lookup_register(xsltTransformContext *ctxt);
/* Forgets the document. */
void lookup_release(struct lookup *l);

#endif
