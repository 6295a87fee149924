/* Prose → DocBook elements in the model, by events: no recursion, whatever the depth. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/prose.h"
#include "render/uri.h"
#include "render/xml_model.h"

#define DOCBOOK "http://docbook.org/ns/docbook"
#define XLINK "http://www.w3.org/1999/xlink"

struct writer {
	struct xml_context *x;
	const struct document *from;
	xmlNs *docbook;
	xmlNs *xlink;
};

static xmlNode *
element(const struct writer *w, xmlNode *parent, const char *name)
{
	xmlNode *node = xml_child(parent, name);

	node->ns = w->docbook;
	return node;
}

static xmlNode *
open_table(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	xmlNode *group = element(w, element(w, parent, "informaltable"), "tgroup");

	xml_attr_int(group, "cols", p->number > 0 ? p->number : 1);
	return group;
}

/* Rows of the head go into thead, the others into tbody; a table without a head has only a body. */
static xmlNode *
open_row(const struct writer *w, xmlNode *group, const struct prose_node *p)
{
	const char *part = p->header ? "thead" : "tbody";
	xmlNode *last = group->last;

	if (last == NULL || strcmp((const char *)last->name, part) != 0)
		last = element(w, group, part);
	return element(w, last, "row");
}

static xmlNode *
open_cell(const struct writer *w, xmlNode *row, const struct prose_node *p)
{
	xmlNode *entry = element(w, row, "entry");

	if (p->align == 'r' || p->align == 'c')
		xml_attr(entry, "align", p->align == 'r' ? "right" : "center");
	return entry;
}

void
xml_use_file(struct xml_context *x, struct str path)
{
	const struct name *name = names_get(x->file_names, path);

	if (map_get(x->file_known, name) != NULL)
		return;
	map_put(x->file_known, name, x);
	*VEC_PUSH(x->arena, &x->files) = name->text;
}

/* Where a link or image leads: as written, or to the copy of a file of the project that is published along. */
static void
put_target(const struct writer *w, const struct prose_node *p, struct buf *href)
{
	struct xml_context *x = w->x;

	if (p->file == NULL || w->from == NULL) {
		uri_add(href, p->target);
		return;
	}
	xml_use_file(x, str_of(p->file));
	buf_printf(href, "%sfiles/", w->from->up);
	for (const char *c = p->file; *c != '\0'; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
			     (*c >= '0' && *c <= '9') || strchr("/._-~", *c) != NULL;
		if (plain)
			buf_putc(href, *c);
		else
			buf_printf(href, "%%%02X", (unsigned)(unsigned char)*c);
	}
	const char *hash = memchr(p->target.ptr, '#', p->target.len);
	if (hash != NULL)
		uri_add(href, (struct str){hash, (size_t)(p->target.ptr + p->target.len - hash)});
}

/* A target that is neither an address nor a file of the project leads nowhere: only its words stay. */
static bool
leads_somewhere(const struct prose_node *p)
{
	return p->file != NULL || memchr(p->target.ptr, ':', p->target.len) != NULL;
}

static xmlNode *
open_link(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	xmlNode *link = element(w, parent, leads_somewhere(p) ? "link" : "phrase");
	struct buf target = {0};

	if (!leads_somewhere(p))
		return link;
	put_target(w, p, &target);
	xml_attr_ns(link, w->xlink, "href", (struct str){target.ptr, target.len});
	buf_free(&target);
	return link;
}

static xmlNode *
open_image(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	if (p->file == NULL) {
		xmlNode *phrase = element(w, parent, "phrase");
		xml_attr(phrase, "role", "unread");
		xml_text(phrase, p->text.len > 0 ? p->text : p->target);
		return phrase;
	}
	xmlNode *media = element(w, parent, "inlinemediaobject");
	xmlNode *data = element(w, element(w, media, "imageobject"), "imagedata");
	struct buf target = {0};

	put_target(w, p, &target);
	xml_attr_str(data, "fileref", (struct str){target.ptr, target.len});
	buf_free(&target);
	xml_text(element(w, element(w, media, "textobject"), "phrase"), p->text);
	return media;
}

static xmlNode *
open_code(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	xmlNode *code = element(w, parent, "programlisting");

	xml_text(code, p->text);
	return code;
}

static xmlNode *
open_emphasis(const struct writer *w, xmlNode *parent, const char *role)
{
	xmlNode *node = element(w, parent, "emphasis");

	if (role != NULL)
		xml_attr(node, "role", role);
	return node;
}

/* A reference that names nothing was reported; its words stay, marked. */
static void
put_ref(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	if (p->entity != NULL)
		xml_ref(w->x, parent, p->entity, w->from, p->text);
	else {
		xmlNode *phrase = element(w, parent, "phrase");
		xml_attr(phrase, "role", "unread");
		xml_text(phrase, p->text.len > 0 ? p->text : p->id_word);
	}
}

static void
put_insert(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	xmlNode *phrase = element(w, parent, "phrase");

	xml_attr(phrase, "role", "value");
	xml_text(phrase, p->value);
}

/* Opens what stands for `p` below `parent`; the node its children go into. */
static xmlNode *
open_node(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	switch (p->kind) {
	case PROSE_SECTION:
		return element(w, parent, "section");
	case PROSE_TITLE:
		return element(w, parent, "title");
	case PROSE_PARAGRAPH:
		return element(w, parent, "para");
	case PROSE_BULLETS:
		return element(w, parent, "itemizedlist");
	case PROSE_NUMBERS: {
		xmlNode *list = element(w, parent, "orderedlist");
		if (p->number > 1)
			xml_attr_int(list, "startingnumber", p->number);
		return list;
	}
	case PROSE_ITEM:
		return element(w, parent, "listitem");
	case PROSE_QUOTE:
		return element(w, parent, "blockquote");
	case PROSE_CODE_BLOCK:
		return open_code(w, parent, p);
	case PROSE_TABLE:
		return open_table(w, parent, p);
	case PROSE_ROW:
		return open_row(w, parent, p);
	case PROSE_CELL:
		return open_cell(w, parent, p);
	case PROSE_EMPHASIS:
		return open_emphasis(w, parent, NULL);
	case PROSE_STRONG:
		return open_emphasis(w, parent, "strong");
	case PROSE_STRIKE:
		return open_emphasis(w, parent, "strikethrough");
	case PROSE_LINK:
		return open_link(w, parent, p);
	case PROSE_IMAGE:
		return open_image(w, parent, p);
	default:
		return parent;
	}
}

/* What has no children of its own. */
static void
put_leaf(const struct writer *w, xmlNode *parent, const struct prose_node *p)
{
	switch (p->kind) {
	case PROSE_TEXT:
		xml_text(parent, p->text);
		break;
	case PROSE_CODE:
		xml_text(element(w, parent, "code"), p->text);
		break;
	case PROSE_BREAK:
		xml_text(parent, STR(" "));
		break;
	case PROSE_REF:
		put_ref(w, parent, p);
		break;
	case PROSE_INSERT:
		put_insert(w, parent, p);
		break;
	default:
		break;
	}
}

static bool
is_leaf(enum prose_kind kind)
{
	return kind == PROSE_TEXT || kind == PROSE_CODE || kind == PROSE_BREAK ||
	       kind == PROSE_REF || kind == PROSE_INSERT || kind == PROSE_RULE;
}

void
xml_prose(struct xml_context *x, xmlNode *parent, const struct prose *prose,
	const struct document *from)
{
	xmlNode *stack[128];
	uint32_t depth = 0;
	struct writer w = {x, from, NULL, NULL};

	/* Declared once on the field's element, which itself has no namespace. */
	w.xlink = xml_namespace(parent, XLINK, "xlink");
	w.docbook = xml_namespace(parent, DOCBOOK, "db");
	xmlNode *at = parent;
	const struct prose_node *p = prose->root->child;
	while (p != NULL) {
		if (!is_leaf(p->kind) && depth < 128) {
			stack[depth++] = at;
			at = open_node(&w, at, p);
			if (p->child != NULL) {
				p = p->child;
				continue;
			}
			at = stack[--depth];
		} else {
			put_leaf(&w, at, p);
		}
		while (p->next == NULL && p->parent != NULL && p->parent != prose->root) {
			p = p->parent;
			/* Pushed when it was entered. NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
			at = stack[--depth];
		}
		p = p->next;
	}
}
