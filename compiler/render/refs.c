/* <t:refs select="…" show="code"/>: references and values that could not be read → links with commas between. It stands in
 * templates more often than any other instruction, so it is written in C. */
#include "render/refs.h"

#include <libxml/xpath.h>
#include <libxslt/extensions.h>
#include <libxslt/namespaces.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "render/functions.h"
#include "render/stylesheet.h"
#include "render/xml_model.h"

#define DOCBOOK BAD_CAST "http://docbook.org/ns/docbook"
#define XLINK BAD_CAST "http://www.w3.org/1999/xlink"

/* What is shown of each: its name; in a narrow place its code where it has one; its id. The title of what is shown by code or id is
 * there for the pointer. */
enum style { STYLE_NAME, STYLE_BRIEF, STYLE_ID };

/* An instruction, read once. Its first member makes it one of libxslt's. */
struct refs {
	xsltElemPreComp base;
	xmlXPathCompExpr *select;
	enum style style;
};

/* Where the links go. */
struct spot {
	xsltTransformContext *ctxt;
	xmlNode *inst;
	xmlNode *into;
};

static void
release(xsltElemPreComp *base)
{
	struct refs *r = (struct refs *)base;

	if (r->select != NULL)
		xmlXPathFreeCompExpr(r->select);
	xmlFree(r);
}

static xsltElemPreComp *
prepare(xsltStylesheet *style, xmlNode *inst, xsltTransformFunction put)
{
	struct refs *r = xmlMalloc(sizeof *r);

	if (r == NULL)
		return NULL;
	memset(r, 0, sizeof *r);
	xsltInitElemPreComp(&r->base, style, inst, put, release);
	xmlChar *select = xmlGetNoNsProp(inst, BAD_CAST "select");
	if (select != NULL)
		r->select = xsltXPathCompile(style, select);
	xmlFree(select);
	if (r->select == NULL) {
		xsltTransformError(NULL, style, inst, "refs: no expression in `select`\n");
		style->errors++;
	}
	xmlChar *shown = xmlGetNoNsProp(inst, BAD_CAST "show");
	if (xmlStrEqual(shown, BAD_CAST "code"))
		r->style = STYLE_BRIEF;
	else if (xmlStrEqual(shown, BAD_CAST "id"))
		r->style = STYLE_ID;
	xmlFree(shown);
	return &r->base;
}

/* An element of DocBook with this text, put at the place. */
static xmlNode *
put_element(const struct spot *p, const char *name, const xmlChar *text)
{
	xmlNs *ns = xsltGetSpecialNamespace(p->ctxt, p->inst, DOCBOOK, NULL, p->into);
	xmlNode *node = xmlNewDocNode(p->into->doc, ns, BAD_CAST name, NULL);

	if (node == NULL)
		return NULL;
	xmlAddChild(p->into, node);
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

static void
put_address(const struct spot *p, xmlNode *link, const char *up, const char *address)
{
	xmlNs *xlink = xsltGetSpecialNamespace(p->ctxt, p->inst, XLINK, BAD_CAST "xlink", link);
	struct buf whole = {0};

	buf_puts(&whole, up);
	buf_puts(&whole, address);
	buf_putc(&whole, '\0');
	xmlNewNsProp(link, xlink, BAD_CAST "href", BAD_CAST whole.ptr);
	buf_free(&whole);
}

static void
put_ref(const struct spot *p, const xmlNode *node, enum style style)
{
	const struct xml_link *to = node->_private;
	const struct document *from = xmlDocGetRootElement(node->doc)->_private;

	if (to == NULL || from == NULL) {
		xmlChar *id = xmlGetNoNsProp(node, BAD_CAST "id");
		put_element(p, "phrase", id);
		xmlFree(id);
		return;
	}
	const char *text = text_of(node, to, style);
	bool page = to->page != NULL && to->page != from;
	xmlNode *link = put_element(p, page || to->to != NULL ? "link" : "phrase", BAD_CAST text);
	if (link == NULL || (!page && to->to == NULL))
		return;
	/* Only a link by address may have a title. */
	bool titled = text == to->id && *to->title != '\0';
	if (!page && to->to == from && !titled) {
		xmlNewProp(link, BAD_CAST "linkend", BAD_CAST to->anchor);
		return;
	}
	if (!page && to->to == from)
		put_address(p, link, "#", to->anchor);
	else
		put_address(p, link, from->up, page ? to->page_address : to->address);
	if (titled)
		xmlNewNsProp(link,
			xsltGetSpecialNamespace(p->ctxt, p->inst, XLINK, BAD_CAST "xlink", link),
			BAD_CAST "title", BAD_CAST to->title);
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
	xmlNode *phrase = put_element(p, "phrase", text);
	if (phrase != NULL)
		xmlNewProp(phrase, BAD_CAST "role", BAD_CAST "unread");
	xmlFree(text);
}

static void
put(xsltTransformContext *ctxt, xmlNode *node, xmlNode *inst, xsltElemPreComp *base)
{
	const struct refs *r = (const struct refs *)base;
	const struct spot p = {ctxt, inst, ctxt->insert};
	xmlXPathContext *x = ctxt->xpathCtxt;

	if (r == NULL || r->select == NULL || p.into == NULL)
		return;
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
	if (found == NULL) {
		ctxt->state = XSLT_STATE_STOPPED;
		return;
	}
	const xmlNodeSet *set = found->nodesetval;
	bool first = true;
	for (int i = 0; set != NULL && i < set->nodeNr; i++) {
		const xmlNode *at = set->nodeTab[i];
		if (at->type != XML_ELEMENT_NODE)
			continue;
		if (!first)
			xsltCopyTextString(ctxt, p.into, BAD_CAST ", ", 0);
		first = false;
		if (strcmp((const char *)at->name, "unread") == 0)
			put_unread(&p, at);
		else
			put_ref(&p, at, r->style);
	}
	xmlXPathFreeObject(found);
}

void
refs_register(void)
{
	xsltRegisterExtModuleElement(BAD_CAST "refs", FUNCTIONS_NAMESPACE, prepare, put);
}
