/* Trees of libxml2 that are made once, read, and thrown away whole: their nodes lie in an arena, one behind the other, which is made
 * and read several times faster than node by node. Nobody may change or free a part of them. Text is stored as it is and escaped
 * when written. */
#include <inttypes.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "render/xml_model.h"

/* Names that were asked for, by where they lie: a few dozen words, each used thousands of times. */
#define NAMES 512

struct tree {
	struct arena *arena;
	struct {
		const char *asked;
		const xmlChar *name;
	} names[NAMES];
};

xmlDoc *
xml_document(struct arena *a, xmlDict *dict)
{
	xmlDoc *doc = xmlNewDoc(BAD_CAST "1.0");
	struct tree *tree = arena_alloc(a, sizeof *tree);

	if (doc == NULL)
		arena_exhausted();
	tree->arena = a;
	doc->dict = dict;
	xmlDictReference(dict);
	doc->_private = tree;
	return doc;
}

void
xml_discard(xmlDoc *doc)
{
	doc->children = doc->last = NULL;
	xmlFreeDoc(doc);
}

static struct arena *
arena_of(const xmlNode *node)
{
	return ((const struct tree *)node->doc->_private)->arena;
}

/* The name in the document's dictionary. It is a word of the program or of the language, so that one place holds one word. */
static const xmlChar *
name_of(const xmlDoc *doc, const char *name)
{
	struct tree *tree = doc->_private;
	size_t at = ((uintptr_t)name ^ (uintptr_t)name >> 9) % NAMES;

	if (tree->names[at].asked != name) {
		tree->names[at].asked = name;
		tree->names[at].name = xmlDictLookup(doc->dict, BAD_CAST name, -1);
	}
	return tree->names[at].name;
}

static void
append(xmlNode *parent, xmlNode *node)
{
	node->doc = parent->doc;
	node->parent = parent;
	node->prev = parent->last;
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->children = node;
	parent->last = node;
}

xmlNode *
xml_child(xmlNode *parent, const char *name)
{
	xmlNode *node = arena_alloc(arena_of(parent), sizeof *node);

	node->type = XML_ELEMENT_NODE;
	node->name = name_of(parent->doc, name);
	append(parent, node);
	return node;
}

xmlNs *
xml_namespace(xmlNode *node, const char *href, const char *prefix)
{
	xmlNs *ns = arena_alloc(arena_of(node), sizeof *ns);

	ns->type = XML_LOCAL_NAMESPACE;
	ns->href = BAD_CAST href;
	ns->prefix = BAD_CAST prefix;
	ns->next = node->nsDef;
	node->nsDef = ns;
	return ns;
}

static xmlNode *
new_text(xmlNode *parent, struct str text)
{
	xmlNode *node = arena_alloc(arena_of(parent), sizeof *node);

	node->type = XML_TEXT_NODE;
	node->name = xmlStringText;
	node->content = BAD_CAST arena_strndup(arena_of(parent), text.ptr, text.len);
	return node;
}

static xmlAttr *
new_attribute(xmlNode *node, const char *name, struct str text)
{
	xmlAttr *attr = arena_alloc(arena_of(node), sizeof *attr);
	xmlAttr *last = node->properties;

	attr->type = XML_ATTRIBUTE_NODE;
	attr->name = name_of(node->doc, name);
	attr->doc = node->doc;
	attr->parent = node;
	while (last != NULL && last->next != NULL)
		last = last->next;
	attr->prev = last;
	if (last != NULL)
		last->next = attr;
	else
		node->properties = attr;
	attr->children = attr->last = new_text(node, text);
	attr->children->doc = node->doc;
	attr->children->parent = (xmlNode *)attr;
	return attr;
}

void
xml_attr(xmlNode *node, const char *name, const char *value)
{
	new_attribute(node, name, str_of(value));
}

void
xml_attr_str(xmlNode *node, const char *name, struct str value)
{
	new_attribute(node, name, value);
}

void
xml_attr_ns(xmlNode *node, xmlNs *ns, const char *name, struct str value)
{
	new_attribute(node, name, value)->ns = ns;
}

void
xml_attr_int(xmlNode *node, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, value);
	xml_attr_str(node, name, str_of(text));
}

void
xml_text(xmlNode *node, struct str text)
{
	if (text.len > 0)
		append(node, new_text(node, text));
}
