/* Functions of templates that find a node of the model by its name: t:kind(name) and t:field(path) in the language, t:document(id)
 * in the set, t:entity(key) among the entities that the document was given, t:having(nodes, field, value) those of which a field has the value. Keys of XSLT would do the same, but libxslt makes all
 * keys of a stylesheet anew for each document, and marks and unmarks every node that has one. */
#include <libxml/hash.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <string.h>

#include "render/functions.h"
#include "render/lookup.h"
#include "render/stylesheet.h"

/* Whether an element has the name, and its attribute this value. */
static bool
is_element(
	const xmlNode *node, const char *name, const char *attribute, const char *value, size_t len)
{
	if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0)
		return false;
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		if (strcmp((const char *)a->name, attribute) != 0)
			continue;
		const char *text = a->children != NULL ? (const char *)a->children->content : "";
		return strncmp(text, value, len) == 0 && text[len] == '\0';
	}
	return false;
}

static xmlNode *
child_with(const xmlNode *parent, const char *name, const char *attribute, const char *value,
	size_t len)
{
	xmlNode *node = parent != NULL ? parent->children : NULL;

	while (node != NULL && !is_element(node, name, attribute, value, len))
		node = node->next;
	return node;
}

/* The part of the model that the context is in: `language` or `documents`. */
static xmlNode *
part(const xmlXPathParserContext *ctxt, const char *name)
{
	const xmlNode *root =
		ctxt->context->doc != NULL ? xmlDocGetRootElement(ctxt->context->doc) : NULL;
	xmlNode *node = root != NULL ? root->children : NULL;

	while (node != NULL &&
		(node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0))
		node = node->next;
	return node;
}

/* A kind by its name; KIND.FIELD and KIND.BLOCK.FIELD are looked for level by level. */
static xmlNode *
find_path(const xmlNode *language, const char *path)
{
	size_t len = strcspn(path, ".");
	xmlNode *node = child_with(language, "kind", "name", path, len);

	while (node != NULL && path[len] == '.') {
		path += len + 1;
		len = strcspn(path, ".");
		node = child_with(node, "field", "name", path, len);
	}
	return node;
}

static void
push_node(xmlXPathParserContext *ctxt, xmlNode *node)
{
	valuePush(ctxt, xmlXPathWrapNodeSet(xmlXPathNodeSetCreate(node)));
}

static void
call_kind(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *name = functions_argument(ctxt, nargs);

	if (name == NULL)
		return;
	const char *kind = (const char *)name;
	push_node(ctxt, child_with(part(ctxt, "language"), "kind", "name", kind, strlen(kind)));
	xmlFree(name);
}

static void
call_field(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *path = functions_argument(ctxt, nargs);

	if (path == NULL)
		return;
	xmlNode *node = find_path(part(ctxt, "language"), (const char *)path);
	push_node(
		ctxt, node != NULL && strcmp((const char *)node->name, "field") == 0 ? node : NULL);
	xmlFree(path);
}

static void
call_document(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *id = functions_argument(ctxt, nargs);

	if (id == NULL)
		return;
	push_node(ctxt, child_with(part(ctxt, "documents"), "document", "id", (const char *)id,
				strlen((const char *)id)));
	xmlFree(id);
}

static const xmlChar *
key_of(const xmlNode *entity)
{
	for (const xmlAttr *a = entity->properties; a != NULL; a = a->next) {
		if (strcmp((const char *)a->name, "key") == 0 && a->children != NULL)
			return a->children->content;
	}
	return NULL;
}

static void
index_entities(struct lookup *l, xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	lookup_release(l);
	l->doc = doc;
	l->entities = xmlHashCreate(256);
	for (xmlNode *e = root != NULL ? root->children : NULL; e != NULL; e = e->next) {
		const xmlChar *key = e->type == XML_ELEMENT_NODE ? key_of(e) : NULL;
		if (key != NULL)
			xmlHashAddEntry(l->entities, key, e);
	}
}

void
lookup_release(struct lookup *l)
{
	if (l->entities != NULL)
		xmlHashFree(l->entities, NULL);
	*l = (struct lookup){0};
}

static void
call_entity(xmlXPathParserContext *ctxt, int nargs)
{
	struct lookup *l = stylesheet_lookup(xsltXPathGetTransformContext(ctxt));
	xmlChar *key = functions_argument(ctxt, nargs);

	if (key == NULL)
		return;
	if (l->doc != ctxt->context->doc)
		index_entities(l, ctxt->context->doc);
	push_node(ctxt, xmlHashLookup(l->entities, key));
	xmlFree(key);
}

/* Whether one of the field's values is this word. */
static bool
has_value(const xmlNode *node, const char *field, const char *word)
{
	for (const xmlNode *f = node->children; f != NULL; f = f->next) {
		if (f->type != XML_ELEMENT_NODE || strcmp((const char *)f->name, field) != 0)
			continue;
		for (const xmlNode *v = f->children; v != NULL; v = v->next) {
			const xmlChar *text = v->children != NULL ? v->children->content : NULL;
			if (text != NULL && strcmp((const char *)v->name, "value") == 0 &&
				strcmp((const char *)text, word) == 0)
				return true;
		}
	}
	return false;
}

static void
call_having(xmlXPathParserContext *ctxt, int nargs)
{
	if (nargs != 3) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	xmlChar *word = xmlXPathPopString(ctxt);
	xmlChar *field = xmlXPathPopString(ctxt);
	xmlNodeSet *nodes = xmlXPathPopNodeSet(ctxt);
	xmlNodeSet *found = xmlXPathNodeSetCreate(NULL);
	for (int i = 0; word != NULL && field != NULL && nodes != NULL && i < nodes->nodeNr; i++) {
		if (has_value(nodes->nodeTab[i], (const char *)field, (const char *)word))
			xmlXPathNodeSetAddUnique(found, nodes->nodeTab[i]);
	}
	valuePush(ctxt, xmlXPathWrapNodeSet(found));
	xmlXPathFreeNodeSet(nodes);
	xmlFree(word);
	xmlFree(field);
}

void
lookup_register(xsltTransformContext *ctxt)
{
	xsltRegisterExtFunction(ctxt, BAD_CAST "kind", FUNCTIONS_NAMESPACE, call_kind);
	xsltRegisterExtFunction(ctxt, BAD_CAST "field", FUNCTIONS_NAMESPACE, call_field);
	xsltRegisterExtFunction(ctxt, BAD_CAST "document", FUNCTIONS_NAMESPACE, call_document);
	xsltRegisterExtFunction(ctxt, BAD_CAST "entity", FUNCTIONS_NAMESPACE, call_entity);
	xsltRegisterExtFunction(ctxt, BAD_CAST "having", FUNCTIONS_NAMESPACE, call_having);
}
