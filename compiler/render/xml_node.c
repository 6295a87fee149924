/* Small helpers over libxml2's tree. Text is stored as it is and escaped when written. */
#include <inttypes.h>
#include <stdio.h>

#include "render/xml_model.h"

xmlNode *
xml_child(xmlNode *parent, const char *name)
{
	xmlNode *node = xmlNewDocNode(parent->doc, NULL, BAD_CAST name, NULL);

	return node != NULL ? xmlAddChild(parent, node) : NULL;
}

void
xml_attr_str(xmlNode *node, const char *name, struct str value)
{
	xmlAttr *attr = xmlNewProp(node, BAD_CAST name, NULL);

	if (attr == NULL)
		return;
	xmlNode *text = xmlNewTextLen(BAD_CAST value.ptr, (int)value.len);
	if (text == NULL)
		return;
	text->doc = node->doc;
	text->parent = (xmlNode *)attr;
	attr->children = text;
	attr->last = text;
}

void
xml_attr(xmlNode *node, const char *name, const char *value)
{
	xml_attr_str(node, name, str_of(value));
}

void
xml_attr_int(xmlNode *node, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, value);
	xml_attr(node, name, text);
}

void
xml_text(xmlNode *node, struct str text)
{
	if (text.len == 0)
		return;
	xmlNode *child = xmlNewTextLen(BAD_CAST text.ptr, (int)text.len);
	if (child == NULL)
		return;
	child->doc = node->doc;
	child->parent = node;
	child->prev = node->last;
	if (node->last != NULL)
		node->last->next = child;
	else
		node->children = child;
	node->last = child;
}
