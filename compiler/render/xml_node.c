/* Small helpers over libxml2's tree. Text is stored as it is and escaped when written. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "render/xml_model.h"

xmlNode *
xml_child(xmlNode *parent, const char *name)
{
	xmlNode *node = xmlNewDocNode(parent->doc, NULL, BAD_CAST name, NULL);

	return node != NULL ? xmlAddChild(parent, node) : NULL;
}

/* A text; short ones lie within the node, as those that libxml2 reads from a file. NULL when memory ran out. */
static xmlNode *
new_text(xmlNode *parent, struct str text)
{
	xmlNode *node = xmlNewText(NULL);
	const size_t room = sizeof node->properties + sizeof node->psvi;

	if (node == NULL)
		return NULL;
	if (text.len < room) {
		char *within = (char *)&node->properties;
		memcpy(within, text.ptr, text.len);
		within[text.len] = '\0';
		node->content = (xmlChar *)within;
	} else {
		node->content = xmlStrndup(BAD_CAST text.ptr, (int)text.len);
	}
	node->doc = parent->doc;
	node->parent = parent;
	return node;
}

void
xml_attr_str(xmlNode *node, const char *name, struct str value)
{
	xmlAttr *attr = xmlNewProp(node, BAD_CAST name, NULL);

	if (attr == NULL)
		return;
	attr->children = attr->last = new_text((xmlNode *)attr, value);
	if (attr->children != NULL)
		attr->children->doc = node->doc;
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
	xmlNode *child = new_text(node, text);
	if (child == NULL)
		return;
	child->prev = node->last;
	if (node->last != NULL)
		node->last->next = child;
	else
		node->children = child;
	node->last = child;
}

void
xml_squeeze(char *text)
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
