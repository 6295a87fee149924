/* Trees of elements and text → XML or HTML. libxml2 writes HTML as version 4 had it, and writes either piece by piece through an
 * encoder, which took an eighth of a whole build. Elements, attributes and text are all that our stylesheets make. */
#include "render/serialize.h"

#include <libxml/parserInternals.h>
#include <string.h>

/* How one sort of text is written: bytes that stand for themselves, and what stands for the others. */
struct escape {
	const char *of[128];
};

static const struct escape text_escape = {
	.of = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['\r'] = "&#13;"}};
static const struct escape value_escape = {.of = {['&'] = "&amp;",
						   ['<'] = "&lt;",
						   ['>'] = "&gt;",
						   ['"'] = "&quot;",
						   ['\t'] = "&#9;",
						   ['\n'] = "&#10;",
						   ['\r'] = "&#13;"}};
static void
put_escaped(struct buf *out, const xmlChar *text, const struct escape *escape)
{
	const char *from = (const char *)text, *at = from;

	for (; *at != '\0'; at++) {
		unsigned char c = (unsigned char)*at;
		if (c >= 128 || escape->of[c] == NULL)
			continue;
		buf_add(out, from, (size_t)(at - from));
		buf_puts(out, escape->of[c]);
		from = at + 1;
	}
	buf_add(out, from, (size_t)(at - from));
}

static void
put_name(struct buf *out, const xmlNs *ns, const xmlChar *name, bool html)
{
	/* Within HTML the namespace of SVG is known by its element. */
	if (ns != NULL && ns->prefix != NULL && !html) {
		buf_puts(out, (const char *)ns->prefix);
		buf_putc(out, ':');
	}
	buf_puts(out, (const char *)name);
}

static void
put_attribute(struct buf *out, const xmlAttr *a, bool html)
{
	buf_putc(out, ' ');
	put_name(out, a->ns, a->name, html);
	buf_add(out, "=\"", 2);
	for (const xmlNode *text = a->children; text != NULL; text = text->next) {
		if (text->content != NULL)
			put_escaped(out, text->content, &value_escape);
	}
	buf_putc(out, '"');
}

static void
put_namespace(struct buf *out, const xmlNs *ns)
{
	buf_puts(out, " xmlns");
	if (ns->prefix != NULL) {
		buf_putc(out, ':');
		buf_puts(out, (const char *)ns->prefix);
	}
	buf_add(out, "=\"", 2);
	if (ns->href != NULL)
		put_escaped(out, ns->href, &value_escape);
	buf_putc(out, '"');
}

static void
put_open(struct buf *out, const xmlNode *node, bool html)
{
	buf_putc(out, '<');
	put_name(out, node->ns, node->name, html);
	for (const xmlNs *ns = node->nsDef; ns != NULL; ns = ns->next) {
		if (!html || ns->prefix == NULL)
			put_namespace(out, ns);
	}
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
		put_attribute(out, a, html);
}

static void
put_close(struct buf *out, const xmlNode *node, bool html)
{
	buf_add(out, "</", 2);
	put_name(out, node->ns, node->name, html);
	buf_putc(out, '>');
}

/* Elements of HTML that have neither content nor an end. */
static bool
is_void(const xmlNode *node)
{
	static const char *const names[] = {"area", "base", "br", "col", "embed", "hr", "img",
		"input", "link", "meta", "source", "track", "wbr"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp((const char *)node->name, names[i]) == 0)
			return true;
	}
	return false;
}

/* One node as far as its children. Returns whether they come next. */
static bool
put_node(struct buf *out, const xmlNode *node, bool html)
{
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		if (node->content != NULL && node->name == xmlStringTextNoenc)
			buf_puts(out, (const char *)node->content);
		else if (node->content != NULL)
			put_escaped(out, node->content, &text_escape);
		return false;
	}
	if (node->type != XML_ELEMENT_NODE)
		return false;
	put_open(out, node, html);
	if (node->children != NULL) {
		buf_putc(out, '>');
		return true;
	}
	if (!html) {
		buf_add(out, "/>", 2);
	} else {
		buf_putc(out, '>');
		if (!is_void(node))
			put_close(out, node, html);
	}
	return false;
}

static void
put_tree(struct buf *out, const xmlNode *root, bool html)
{
	const xmlNode *at = root;

	while (at != NULL) {
		if (put_node(out, at, html)) {
			at = at->children;
			continue;
		}
		while (at != root && at->next == NULL) {
			at = at->parent;
			put_close(out, at, html);
		}
		at = at == root ? NULL : at->next;
	}
}

void
serialize_xml(struct buf *out, const xmlDoc *doc)
{
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	put_tree(out, xmlDocGetRootElement(doc), false);
	buf_putc(out, '\n');
}

void
serialize_html(struct buf *out, const xmlDoc *doc)
{
	buf_puts(out, "<!DOCTYPE html>\n");
	put_tree(out, xmlDocGetRootElement(doc), true);
	buf_putc(out, '\n');
}

void
serialize_in_place(xmlNode *node)
{
	struct buf bytes = {0};
	xmlNode *written = xmlNewText(NULL);

	if (written == NULL)
		return;
	put_tree(&bytes, node, true);
	written->name = xmlStringTextNoenc;
	written->content = xmlStrndup(BAD_CAST bytes.ptr, (int)bytes.len);
	buf_free(&bytes);
	/* Not xmlReplaceNode, nor xmlAddChild, which join texts and copy all that went before. */
	written->doc = node->doc;
	written->parent = node->parent;
	written->prev = node->prev;
	written->next = node->next;
	if (node->prev != NULL)
		node->prev->next = written;
	else
		node->parent->children = written;
	if (node->next != NULL)
		node->next->prev = written;
	else
		node->parent->last = written;
	node->parent = node->prev = node->next = NULL;
	xmlFreeNode(node);
}
