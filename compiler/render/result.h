/* Nodes of the tree that a stylesheet makes, for instructions written in C. Text is taken as it is. */
#ifndef RENDER_RESULT_H
#define RENDER_RESULT_H

#include <libxml/tree.h>

#include "base/str.h"

/* A new element without a namespace at the end of `parent`; NULL when memory ran out. */
xmlNode *result_child(xmlNode *parent, const char *name);
void result_attr(xmlNode *node, const char *name, const char *value);
void result_attr_str(xmlNode *node, const char *name, struct str value);
/* Takes spaces at the ends away and makes others one, in place. */
void result_squeeze(char *text);

#endif
