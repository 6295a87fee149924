/* <t:refs select="…" brief="yes"/>: references and values that could not be read → links with commas between. It stands in
 * templates more often than any other instruction, so it is written in C. */
#include "render/refs.h"

#include <libxml/xpath.h>
#include <libxslt/extensions.h>
#include <libxslt/namespaces.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "base/str.h"
#include "render/functions.h"
#include "render/stylesheet.h"

#define DOCBOOK BAD_CAST "http://docbook.org/ns/docbook"
#define XLINK BAD_CAST "http://www.w3.org/1999/xlink"

/* An instruction, read once. Its first member makes it one of libxslt's. */
struct refs {
	xsltElemPreComp base;
	xmlXPathCompExpr *select;
	bool brief; /* in a narrow cell: the code alone where there is one, its title for the pointer */
};

/* Where the links go. */
struct place {
	xsltTransformContext *ctxt;
	xmlNode *inst;
	xmlNode *into;
};

/* What the model says of a reference; NULL where it says nothing. */
struct ref {
	const xmlChar *id, *key, *title, *name, *code, *href;
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
	r->brief = xmlHasProp(inst, BAD_CAST "brief") != NULL;
	return &r->base;
}

static struct ref
read_ref(const xmlNode *node)
{
	struct ref r = {0};

	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		const xmlChar *value = a->children != NULL ? a->children->content : NULL;
		struct str name = str_of((const char *)a->name);
		if (str_is(name, "id"))
			r.id = value;
		else if (str_is(name, "key"))
			r.key = value;
		else if (str_is(name, "title"))
			r.title = value;
		else if (str_is(name, "name"))
			r.name = value;
		else if (str_is(name, "code"))
			r.code = value;
		else if (str_is(name, "href"))
			r.href = value;
	}
	return r;
}

/* An element of DocBook with this text, put at the place. */
static xmlNode *
put_element(const struct place *p, const char *name, const xmlChar *text)
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

static void
put_ref(const struct place *p, const xmlNode *node, bool brief)
{
	struct ref r = read_ref(node);
	bool code = brief && r.code != NULL && r.href != NULL;

	if (r.href == NULL) {
		put_element(p, "phrase", r.name);
		return;
	}
	xmlNode *link = put_element(p, "link", code ? r.id : r.name);
	if (link == NULL)
		return;
	/* Only a link by address may have a title. */
	if (!code && *r.href == '#') {
		xmlNewProp(link, BAD_CAST "linkend", r.href + 1);
		return;
	}
	xmlNs *xlink = xsltGetSpecialNamespace(p->ctxt, p->inst, XLINK, BAD_CAST "xlink", link);
	xmlNewNsProp(link, xlink, BAD_CAST "href", r.href);
	if (code)
		xmlNewNsProp(link, xlink, BAD_CAST "title", r.title);
}

/* What the source says and could not be read: shown, so that nobody takes it for left out. */
static void
put_unread(const struct place *p, const xmlNode *node)
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
	const struct place p = {ctxt, inst, ctxt->insert};
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
			put_ref(&p, at, r->brief);
	}
	xmlXPathFreeObject(found);
}

void
refs_register(void)
{
	xsltRegisterExtModuleElement(BAD_CAST "refs", FUNCTIONS_NAMESPACE, prepare, put);
}
