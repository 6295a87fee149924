/* <t:html name="td"/>: the element of DocBook at hand → an element of HTML of that name, then templates for all that is within.
 * Attributes go along: xml:id is the id, role or align the class, an address the link. Most of a page is made by it, so it is
 * written in C. Further attributes of the instruction are taken as they are, but for these: `bare`, no element where it would have no
 * attribute, or "alone" where besides it is the only one of an item or a cell; `label`, what the cell stands below is told by data-label.
 * <t:written>: the elements that the templates within it make become text at once. */
#include "render/html.h"

#include <libxml/xpath.h>
#include <libxslt/extensions.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "render/functions.h"
#include "render/result.h"
#include "render/serialize.h"
#include "render/uri.h"

/* An instruction, read once. Its first member makes it one of libxslt's. */
struct html {
	xsltElemPreComp base;
	const xmlChar
		*name; /* this and the names of attributes are in the stylesheet's dictionary */
	const xmlChar *class, *id, *href, *title, *data_label;
	bool link; /* it is an anchor */
	bool bare, alone, label;
	bool literal; /* it has further attributes */
};

static void
release(xsltElemPreComp *base)
{
	xmlFree(base);
}

static bool
is_own(const xmlAttr *a)
{
	const char *name = (const char *)a->name;

	return strcmp(name, "name") == 0 || strcmp(name, "bare") == 0 || strcmp(name, "label") == 0;
}

static xsltElemPreComp *
prepare(xsltStylesheet *style, xmlNode *inst, xsltTransformFunction put)
{
	struct html *h = xmlMalloc(sizeof *h);

	if (h == NULL)
		return NULL;
	memset(h, 0, sizeof *h);
	xsltInitElemPreComp(&h->base, style, inst, put, release);
	xmlChar *name = xmlGetNoNsProp(inst, BAD_CAST "name");
	if (name != NULL) {
		h->name = xmlDictLookup(style->dict, name, -1);
		h->link = strcmp((const char *)name, "a") == 0;
	} else {
		xsltTransformError(NULL, style, inst, "html: no `name`\n");
		style->errors++;
	}
	xmlFree(name);
	h->class = xmlDictLookup(style->dict, BAD_CAST "class", -1);
	h->id = xmlDictLookup(style->dict, BAD_CAST "id", -1);
	h->href = xmlDictLookup(style->dict, BAD_CAST "href", -1);
	h->title = xmlDictLookup(style->dict, BAD_CAST "title", -1);
	h->data_label = xmlDictLookup(style->dict, BAD_CAST "data-label", -1);
	xmlChar *bare = xmlGetNoNsProp(inst, BAD_CAST "bare");
	h->bare = bare != NULL;
	h->alone = xmlStrEqual(bare, BAD_CAST "alone");
	xmlFree(bare);
	h->label = xmlHasProp(inst, BAD_CAST "label") != NULL;
	for (const xmlAttr *a = inst->properties; a != NULL; a = a->next)
		h->literal = h->literal || !is_own(a);
	return &h->base;
}

static bool
is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *
first_named(const xmlNode *parent, const char *name)
{
	const xmlNode *node = parent != NULL ? parent->children : NULL;

	while (node != NULL && !is_named(node, name))
		node = node->next;
	return node;
}

/* The words of the column that a cell stands in. */
static void
put_label(const struct html *h, xmlNode *into, const xmlNode *cell)
{
	const xmlNode *row = cell->parent, *body = row != NULL ? row->parent : NULL;
	const xmlNode *group = body != NULL ? body->parent : NULL;
	const xmlNode *head = first_named(first_named(first_named(group, "thead"), "row"), "entry");

	for (const xmlNode *at = cell->prev; at != NULL && head != NULL; at = at->prev) {
		if (!is_named(at, "entry"))
			continue;
		do
			head = head->next;
		while (head != NULL && !is_named(head, "entry"));
	}
	xmlChar *text = head != NULL ? xmlNodeGetContent(head) : NULL;
	if (text != NULL) {
		result_squeeze((char *)text);
		result_attr(into, h->data_label, (const char *)text);
	}
	xmlFree(text);
}

/* Where a link leads: an anchor of this page, another page, or an address that opens a page or a letter. */
static void
put_address(xsltTransformContext *ctxt, const struct html *h, xmlNode *into, const char *anchor,
	const char *href)
{
	struct buf address = {0};

	/* The last guard: the model makes no link that runs something. */
	if (anchor == NULL && href != NULL && uri_is_safe(str_of(href))) {
		xmlXPathObject *index = xsltVariableLookup(ctxt, BAD_CAST "index", NULL);
		const xmlChar *first = index != NULL ? index->stringval : NULL;
		uri_page(&address, str_of(href), first != NULL ? (const char *)first : "");
		xmlXPathFreeObject(index);
	} else {
		buf_putc(&address, '#');
		buf_puts(&address, anchor != NULL ? anchor : "");
	}
	result_attr_str(into, NULL, h->href, (struct str){address.ptr, address.len});
	buf_free(&address);
}

/* What the element says of itself; NULL where it says nothing. */
struct said {
	const char *id, *role, *align, *anchor, *href, *title;
};

static struct said
read_attributes(const xmlNode *node)
{
	struct said s = {0};

	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		const char *value = a->children != NULL ? (const char *)a->children->content : "";
		const char *name = (const char *)a->name;
		if (strcmp(name, "id") == 0)
			s.id = value;
		else if (strcmp(name, "role") == 0)
			s.role = value;
		else if (strcmp(name, "align") == 0)
			s.align = value;
		else if (strcmp(name, "linkend") == 0)
			s.anchor = value;
		else if (strcmp(name, "href") == 0)
			s.href = value;
		else if (strcmp(name, "title") == 0)
			s.title = value;
	}
	return s;
}

static void
put_attributes(xsltTransformContext *ctxt, const struct html *h, xmlNode *into, const xmlNode *node,
	const xmlNode *inst)
{
	struct said s = read_attributes(node);

	for (const xmlAttr *a = h->literal ? inst->properties : NULL; a != NULL; a = a->next) {
		if (!is_own(a) && a->children != NULL)
			result_attr(into, a->name, (const char *)a->children->content);
	}
	if (h->link)
		put_address(ctxt, h, into, s.anchor, s.href);
	if (s.title != NULL)
		result_attr(into, h->title, s.title);
	if (h->label)
		put_label(h, into, node);
	if (s.id != NULL)
		result_attr(into, h->id, s.id);
	if (s.role != NULL || s.align != NULL)
		result_attr(into, h->class, s.role != NULL ? s.role : s.align);
}

static void
put_children(xsltTransformContext *ctxt, const xmlNode *node, xmlNode *into)
{
	xmlNode *insert = ctxt->insert, *at = ctxt->node;
	const xmlChar *mode = ctxt->mode, *mode_uri = ctxt->modeURI;
	int size = ctxt->xpathCtxt->contextSize, position = ctxt->xpathCtxt->proximityPosition;
	int count = 0, place = 0;

	for (const xmlNode *child = node->children; child != NULL; child = child->next)
		count++;
	ctxt->insert = into;
	ctxt->mode = ctxt->modeURI = NULL;
	for (xmlNode *child = node->children; child != NULL; child = child->next) {
		place++;
		if (child->type == XML_TEXT_NODE) {
			xsltCopyTextString(ctxt, into, child->content, 0);
		} else if (child->type == XML_ELEMENT_NODE) {
			ctxt->node = child;
			ctxt->xpathCtxt->contextSize = count;
			ctxt->xpathCtxt->proximityPosition = place;
			xsltProcessOneNode(ctxt, child, NULL);
		}
	}
	ctxt->insert = insert;
	ctxt->node = at;
	ctxt->mode = mode;
	ctxt->modeURI = mode_uri;
	ctxt->xpathCtxt->contextSize = size;
	ctxt->xpathCtxt->proximityPosition = position;
}

/* Whether it is the only element of an item or a cell. */
static bool
is_alone(xmlNode *node)
{
	const xmlNode *parent = node->parent;

	return parent != NULL && (is_named(parent, "listitem") || is_named(parent, "entry")) &&
	       xmlPreviousElementSibling(node) == NULL && xmlNextElementSibling(node) == NULL;
}

static void
put(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	const struct html *h = (const struct html *)base;

	if (h == NULL || ctxt->insert == NULL || node->type != XML_ELEMENT_NODE)
		return;
	xmlNode *into = ctxt->insert;
	if (!h->bare || node->properties != NULL || (h->alone && !is_alone(node))) {
		into = result_child(ctxt->insert, NULL, h->name);
		if (into == NULL)
			return;
		put_attributes(ctxt, h, into, node, inst);
	}
	put_children(ctxt, node, into);
}

static void
put_written(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	xmlNode *last = ctxt->insert != NULL ? ctxt->insert->last : NULL;

	(void)base;
	if (ctxt->insert == NULL)
		return;
	xsltApplyOneTemplate(ctxt, node, inst->children, NULL, NULL);
	for (xmlNode *made = last != NULL ? last->next : ctxt->insert->children; made != NULL;) {
		xmlNode *next = made->next;
		if (made->type == XML_ELEMENT_NODE)
			serialize_in_place(made);
		made = next;
	}
	/* libxslt must not go on with a text that is gone. */
	ctxt->lasttext = NULL;
}

void
html_register(void)
{
	xsltRegisterExtModuleElement(
		BAD_CAST "written", FUNCTIONS_NAMESPACE, result_instruction, put_written);
	xsltRegisterExtModuleElement(BAD_CAST "html", FUNCTIONS_NAMESPACE, prepare, put);
}
