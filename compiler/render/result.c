/* Small helpers over the trees of libxml2 that libxslt builds and frees. */
#include "render/result.h"

#include <stdbool.h>

xmlNode *
result_child(xmlNode *parent, const char *name)
{
	xmlNode *node = xmlNewDocNode(parent->doc, NULL, BAD_CAST name, NULL);

	return node != NULL ? xmlAddChild(parent, node) : NULL;
}

/* Without the value, which xmlNewProp would look for ids in. */
void
result_attr_str(xmlNode *node, const char *name, struct str value)
{
	xmlAttr *attr = xmlNewProp(node, BAD_CAST name, NULL);
	xmlNode *text = attr != NULL ? xmlNewTextLen(BAD_CAST value.ptr, (int)value.len) : NULL;

	if (text == NULL)
		return;
	text->doc = node->doc;
	text->parent = (xmlNode *)attr;
	attr->children = attr->last = text;
}

void
result_attr(xmlNode *node, const char *name, const char *value)
{
	result_attr_str(node, name, str_of(value));
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
