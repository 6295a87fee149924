/* Small helpers over the trees of libxml2 that libxslt builds and frees. */
#include "render/result.h"

#include <libxslt/extensions.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static void
release(xsltElemPreComp *base)
{
	xmlFree(base);
}

xsltElemPreComp *
result_instruction(xsltStylesheet *style, xmlNode *inst, xsltTransformFunction function)
{
	xsltElemPreComp *base = xmlMalloc(sizeof *base);

	if (base == NULL)
		return NULL;
	memset(base, 0, sizeof *base);
	xsltInitElemPreComp(base, style, inst, function, release);
	return base;
}

xmlNode *
result_child(xmlNode *parent, xmlNs *ns, const xmlChar *name)
{
	xmlNode *node = parent->doc->dict != NULL ? xmlNewDocNodeEatName(parent->doc, ns,
							    (xmlChar *)(uintptr_t)name, NULL)
						  : xmlNewDocNode(parent->doc, ns, name, NULL);

	return node != NULL ? xmlAddChild(parent, node) : NULL;
}

/* Without the value, which libxml2 would look for ids in. */
void
result_attr_str(xmlNode *node, xmlNs *ns, const xmlChar *name, struct str value)
{
	xmlAttr *attr = node->doc->dict != NULL
				? xmlNewNsPropEatName(node, ns, (xmlChar *)(uintptr_t)name, NULL)
				: xmlNewNsProp(node, ns, name, NULL);
	xmlNode *text = attr != NULL ? xmlNewTextLen(BAD_CAST value.ptr, (int)value.len) : NULL;

	if (text == NULL)
		return;
	text->doc = node->doc;
	text->parent = (xmlNode *)attr;
	attr->children = attr->last = text;
}

void
result_attr(xmlNode *node, const xmlChar *name, const char *value)
{
	result_attr_str(node, NULL, name, str_of(value));
}

xmlNs *
result_namespace(const xmlNode *node, const char *href)
{
	const xmlNode *root = xmlDocGetRootElement(node->doc);

	if (node->ns != NULL && strcmp((const char *)node->ns->href, href) == 0)
		return node->ns;
	for (xmlNs *ns = root != NULL ? root->nsDef : NULL; ns != NULL; ns = ns->next) {
		if (strcmp((const char *)ns->href, href) == 0)
			return ns;
	}
	return NULL;
}

void
result_squeeze(char *text)
{
	size_t n = 0;
	bool gap = false;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') {
			gap = n > 0;
			continue;
		}
		if (gap)
			text[n++] = ' ';
		gap = false;
		text[n++] = *p;
	}
	text[n] = '\0';
}
