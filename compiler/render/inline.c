/* Instructions of templates for what stands within a line. <t:refs select="…" show="code"/>: references, and values that could not be
 * read → links with commas between. <t:inline select="…"/>: fields → their references, values or words; a value that is more than
 * its words is left to the template of mode "value", a block to that of mode "block". <t:label/>: the title of the field at hand. Most of a document is made by them, so they are
 * written in C. */
#include "render/inline.h"

#include <libxml/xpath.h>
#include <libxslt/extensions.h>
#include <libxslt/namespaces.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "render/functions.h"
#include "render/result.h"
#include "render/stylesheet.h"
#include "render/xml_model.h"

#define DOCBOOK "http://docbook.org/ns/docbook"
#define XLINK "http://www.w3.org/1999/xlink"

/* What is shown of each: its name; in a narrow place its code where it has one; its id. The title of what is shown by code or id is
 * there for the pointer. */
enum style { STYLE_NAME, STYLE_BRIEF, STYLE_ID };

/* An instruction, read once. Its first member makes it one of libxslt's. */
struct instruction {
	xsltElemPreComp base;
	xmlXPathCompExpr *select;
	enum style style;
	/* Modes, elements and attributes, as the stylesheet's dictionary has them. */
	const xmlChar *value, *block, *phrase, *link, *role, *linkend, *href, *title;
};

/* Where the content goes. */
struct spot {
	xsltTransformContext *ctxt;
	xmlNode *inst;
	const struct instruction *how;
	xmlNode *into;
};

static void
release(xsltElemPreComp *base)
{
	struct instruction *r = (struct instruction *)base;

	if (r->select != NULL)
		xmlXPathFreeCompExpr(r->select);
	xmlFree(r);
}

static xsltElemPreComp *
prepare(xsltStylesheet *style, xmlNode *inst, xsltTransformFunction put)
{
	struct instruction *r = xmlMalloc(sizeof *r);

	if (r == NULL)
		return NULL;
	memset(r, 0, sizeof *r);
	xsltInitElemPreComp(&r->base, style, inst, put, release);
	xmlChar *select = xmlGetNoNsProp(inst, BAD_CAST "select");
	if (select != NULL)
		r->select = xsltXPathCompile(style, select);
	xmlFree(select);
	if (r->select == NULL) {
		xsltTransformError(NULL, style, inst, "no expression in `select`\n");
		style->errors++;
	}
	xmlChar *shown = xmlGetNoNsProp(inst, BAD_CAST "show");
	if (xmlStrEqual(shown, BAD_CAST "code"))
		r->style = STYLE_BRIEF;
	else if (xmlStrEqual(shown, BAD_CAST "id"))
		r->style = STYLE_ID;
	xmlFree(shown);
	r->value = xmlDictLookup(style->dict, BAD_CAST "value", -1);
	r->block = xmlDictLookup(style->dict, BAD_CAST "block", -1);
	r->phrase = xmlDictLookup(style->dict, BAD_CAST "phrase", -1);
	r->link = xmlDictLookup(style->dict, BAD_CAST "link", -1);
	r->role = xmlDictLookup(style->dict, BAD_CAST "role", -1);
	r->linkend = xmlDictLookup(style->dict, BAD_CAST "linkend", -1);
	r->href = xmlDictLookup(style->dict, BAD_CAST "href", -1);
	r->title = xmlDictLookup(style->dict, BAD_CAST "title", -1);
	return &r->base;
}

/* An element of DocBook with this text, put at the place. */
static xmlNode *
put_element(const struct spot *p, const xmlChar *name, const xmlChar *text)
{
	xmlNs *ns = result_namespace(p->into, DOCBOOK);

	if (ns == NULL)
		ns = xsltGetSpecialNamespace(p->ctxt, p->inst, BAD_CAST DOCBOOK, NULL, p->into);
	xmlNode *node = result_child(p->into, ns, name);
	if (node == NULL)
		return NULL;
	if (text != NULL && *text != '\0')
		xmlAddChild(node, xmlNewDocText(p->into->doc, text));
	return node;
}

/* The text within a reference is what its source calls it. */
static const char *
text_of(const xmlNode *node, const struct xml_link *link, enum style style)
{
	if (node->children != NULL && node->children->content != NULL)
		return (const char *)node->children->content;
	if (style == STYLE_ID || (style == STYLE_BRIEF && link->code))
		return link->id;
	return link->name;
}

static xmlNs *
xlink_of(const struct spot *p, xmlNode *link)
{
	xmlNs *ns = result_namespace(link, XLINK);

	return ns != NULL ? ns
			  : xsltGetSpecialNamespace(
				    p->ctxt, p->inst, BAD_CAST XLINK, BAD_CAST "xlink", link);
}

static void
put_address(const struct spot *p, xmlNode *link, const char *up, const char *address)
{
	struct buf whole = {0};

	buf_puts(&whole, up);
	buf_puts(&whole, address);
	result_attr_str(link, xlink_of(p, link), p->how->href, (struct str){whole.ptr, whole.len});
	buf_free(&whole);
}

static void
put_ref(const struct spot *p, const xmlNode *node, enum style style)
{
	const struct xml_link *to = node->_private;
	const struct document *from = xmlDocGetRootElement(node->doc)->_private;

	if (to == NULL || from == NULL) {
		xmlChar *id = xmlGetNoNsProp(node, BAD_CAST "id");
		put_element(p, p->how->phrase, id);
		xmlFree(id);
		return;
	}
	const char *text = text_of(node, to, style);
	bool page = to->page != NULL && to->page != from;
	xmlNode *link = put_element(
		p, page || to->to != NULL ? p->how->link : p->how->phrase, BAD_CAST text);
	if (link == NULL || (!page && to->to == NULL))
		return;
	/* Only a link by address may have a title. */
	bool titled = text == to->id && *to->title != '\0';
	if (!page && to->to == from && !titled) {
		result_attr(link, p->how->linkend, to->anchor);
		return;
	}
	if (!page && to->to == from)
		put_address(p, link, "#", to->anchor);
	else
		put_address(p, link, from->up, page ? to->page_address : to->address);
	if (titled)
		result_attr_str(link, xlink_of(p, link), p->how->title, str_of(to->title));
}

/* What the source says and could not be read: shown, so that nobody takes it for left out. */
static void
put_unread(const struct spot *p, const xmlNode *node)
{
	const char *words = functions_word(stylesheet_functions(p->ctxt), "unread");
	xmlChar *text = xmlNodeGetContent(node);

	if (text != NULL && *text != '\0')
		text = xmlStrcat(text, BAD_CAST " ");
	text = xmlStrcat(text, BAD_CAST "[");
	text = xmlStrcat(text, BAD_CAST(words != NULL ? words : ""));
	text = xmlStrcat(text, BAD_CAST "]");
	xmlNode *phrase = put_element(p, p->how->phrase, text);
	if (phrase != NULL)
		result_attr(phrase, p->how->role, "unread");
	xmlFree(text);
}

static void
put_one(const struct spot *p, const xmlNode *node, enum style style, bool first)
{
	if (!first)
		xsltCopyTextString(p->ctxt, p->into, BAD_CAST ", ", 0);
	if (strcmp((const char *)node->name, "unread") == 0)
		put_unread(p, node);
	else
		put_ref(p, node, style);
}

/* What `select` finds; the caller frees it. NULL after a mistake, which ends the transformation. */
static xmlXPathObject *
find(xsltTransformContext *ctxt, xmlNode *node, const struct instruction *r)
{
	xmlXPathContext *x = ctxt->xpathCtxt;
	xmlNode *node_before = x->node;
	xmlNs **namespaces_before = x->namespaces;
	int count_before = x->nsNr;

	x->node = node;
	x->namespaces = NULL;
	x->nsNr = 0;
	xmlXPathObject *found = xmlXPathCompiledEval(r->select, x);
	x->node = node_before;
	x->namespaces = namespaces_before;
	x->nsNr = count_before;
	if (found == NULL)
		ctxt->state = XSLT_STATE_STOPPED;
	return found;
}

static void
put_refs(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	const struct instruction *r = (const struct instruction *)base;
	const struct spot p = {ctxt, inst, r, ctxt->insert};
	bool first = true;

	if (r == NULL || r->select == NULL || p.into == NULL)
		return;
	xmlXPathObject *found = find(ctxt, node, r);
	const xmlNodeSet *set = found != NULL ? found->nodesetval : NULL;
	for (int i = 0; set != NULL && i < set->nodeNr; i++) {
		if (set->nodeTab[i]->type != XML_ELEMENT_NODE)
			continue;
		put_one(&p, set->nodeTab[i], r->style, first);
		first = false;
	}
	if (found != NULL)
		xmlXPathFreeObject(found);
}

/* Hands a node to the templates of a mode. */
static void
hand_over(const struct spot *p, xmlNode *node, const xmlChar *mode)
{
	xsltTransformContext *ctxt = p->ctxt;
	xmlNode *at = ctxt->node;
	const xmlChar *mode_before = ctxt->mode, *uri_before = ctxt->modeURI;
	int size = ctxt->xpathCtxt->contextSize, position = ctxt->xpathCtxt->proximityPosition;

	ctxt->node = node;
	ctxt->mode = mode;
	ctxt->modeURI = NULL;
	ctxt->xpathCtxt->contextSize = ctxt->xpathCtxt->proximityPosition = 1;
	xsltProcessOneNode(ctxt, node, NULL);
	ctxt->node = at;
	ctxt->mode = mode_before;
	ctxt->modeURI = uri_before;
	ctxt->xpathCtxt->contextSize = size;
	ctxt->xpathCtxt->proximityPosition = position;
}

static const char *
attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		if (strcmp((const char *)a->name, name) == 0)
			return a->children != NULL ? (const char *)a->children->content : "";
	}
	return NULL;
}

/* Whether the members of the field are a judgement, which templates show by a tone: `$toned` names such fields. */
static bool
is_toned(xsltTransformContext *ctxt, const xmlNode *field)
{
	char word[80];
	xmlXPathObject *toned = xsltVariableLookup(ctxt, BAD_CAST "toned", NULL);
	int n = snprintf(word, sizeof word, " %s ", (const char *)field->name);
	bool found = toned != NULL && toned->stringval != NULL && n < (int)sizeof word &&
		     strstr((const char *)toned->stringval, word) != NULL;

	xmlXPathFreeObject(toned);
	return found;
}

static void
put_value(const struct spot *p, const struct instruction *r, xmlNode *value)
{
	const xmlNode *field = value->parent;
	const xmlChar *text = value->children != NULL ? value->children->content : BAD_CAST "";
	const char *step = attribute(value, "step");

	if (step != NULL) {
		char role[40];
		snprintf(role, sizeof role, "badge level step-%.8s", step);
		xmlNode *phrase = put_element(p, p->how->phrase, text);
		if (phrase != NULL)
			result_attr(phrase, p->how->role, role);
	} else if (value->properties == NULL && attribute(field, "type") == NULL) {
		xsltCopyTextString(p->ctxt, p->into, text, 0);
	} else if (attribute(value, "name") != NULL && !is_toned(p->ctxt, field)) {
		xsltCopyTextString(p->ctxt, p->into, text, 0);
	} else {
		hand_over(p, value, r->value);
	}
}

/* Short values with commas between, others with semicolons. */
static void
put_values(const struct spot *p, const struct instruction *r, const xmlNode *field)
{
	bool first = true;

	for (xmlNode *v = field->children; v != NULL; v = v->next) {
		if (v->type != XML_ELEMENT_NODE || strcmp((const char *)v->name, "value") != 0)
			continue;
		bool brief = attribute(v, "name") != NULL || v->children == NULL ||
			     xmlUTF8Strlen(v->children->content) < 24;
		if (!first)
			xsltCopyTextString(
				p->ctxt, p->into, brief ? BAD_CAST ", " : BAD_CAST "; ", 0);
		first = false;
		put_value(p, r, v);
	}
}

static const xmlNode *
child_named(const xmlNode *field, const char *name)
{
	const xmlNode *child = field->children;

	while (child != NULL &&
		(child->type != XML_ELEMENT_NODE || strcmp((const char *)child->name, name) != 0))
		child = child->next;
	return child;
}

static void
put_all(const struct spot *p, const xmlNode *field, const char *but)
{
	bool first = true;

	for (const xmlNode *child = field->children; child != NULL; child = child->next) {
		if (child->type != XML_ELEMENT_NODE ||
			(but != NULL && strcmp((const char *)child->name, but) == 0))
			continue;
		put_one(p, child, STYLE_NAME, first);
		first = false;
	}
}

static void
put_prose(const struct spot *p, const xmlNode *field)
{
	xmlChar *text = xmlNodeGetContent(field);

	if (text == NULL)
		return;
	result_squeeze((char *)text);
	xsltCopyTextString(p->ctxt, p->into, text, 0);
	xmlFree(text);
}

static void
put_field(const struct spot *p, const struct instruction *r, xmlNode *field)
{
	bool value = child_named(field, "value") != NULL;
	const xmlNode *first = xmlFirstElementChild(field);

	if (child_named(field, "ref") != NULL) {
		put_all(p, field, NULL);
		return;
	}
	if (value)
		put_values(p, r, field);
	else if (first != NULL && first->ns != NULL &&
		 xmlStrEqual(first->ns->href, BAD_CAST DOCBOOK))
		put_prose(p, field);
	else if (attribute(field, "key") != NULL)
		hand_over(p, field, r->block);
	if (child_named(field, "unread") != NULL && attribute(field, "key") == NULL) {
		if (value)
			xsltCopyTextString(p->ctxt, p->into, BAD_CAST ", ", 0);
		put_all(p, field, "value");
	}
}

static void
put_inline(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	const struct instruction *r = (const struct instruction *)base;
	const struct spot p = {ctxt, inst, r, ctxt->insert};

	if (r == NULL || r->select == NULL || p.into == NULL)
		return;
	xmlXPathObject *found = find(ctxt, node, r);
	const xmlNodeSet *set = found != NULL ? found->nodesetval : NULL;
	for (int i = 0; set != NULL && i < set->nodeNr; i++) {
		if (set->nodeTab[i]->type == XML_ELEMENT_NODE)
			put_field(&p, r, set->nodeTab[i]);
	}
	if (found != NULL)
		xmlXPathFreeObject(found);
}

static void
put_label(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	const struct field *f = node->type == XML_ELEMENT_NODE ? node->_private : NULL;

	(void)inst;
	(void)base;
	if (f != NULL && ctxt->insert != NULL)
		xsltCopyTextString(ctxt, ctxt->insert, BAD_CAST f->title, 0);
}

void
inline_register(void)
{
	xsltRegisterExtModuleElement(
		BAD_CAST "label", FUNCTIONS_NAMESPACE, result_instruction, put_label);
	xsltRegisterExtModuleElement(BAD_CAST "refs", FUNCTIONS_NAMESPACE, prepare, put_refs);
	xsltRegisterExtModuleElement(BAD_CAST "inline", FUNCTIONS_NAMESPACE, prepare, put_inline);
}
