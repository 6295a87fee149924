/* The model as XML (libxml2): whole, or the slice that one document needs. Format: docs/documents.md, schemas/model.rng. */
#ifndef RENDER_XML_MODEL_H
#define RENDER_XML_MODEL_H

#include <libxml/tree.h>

#include "render/document.h"
#include "rules/rules.h"
#include "schema/project.h"

/* Where a reference leads, and what it is called. */
struct xml_link {
	const char *id, *title; /* "" where there is none */
	const char *name; /* code, where it has one that people quote, and title */
	bool code; /* its code alone says enough in a narrow place */
	const char *anchor;
	const struct document *to; /* where it is shown, or NULL; its address from the root */
	const char *address;
	const struct document
		*page; /* the document that it stands for, or NULL; its address from the root */
	const char *page_address;
};

/* What all parts of the XML model are made from. */
struct xml_context {
	struct arena *arena; /* for what must outlive one document */
	struct arena
		*trees; /* of one document; the caller empties it when its trees are discarded */
	const struct model *model;
	const struct project *project;
	const struct verdict *verdict;
	const struct document_set *set;
	struct sources *sources;
	struct sink *sink; /* what was found while reading */
	xmlDict *dict; /* names are shared by all documents */
	struct {
		const char **ptr;
		uint32_t len, cap;
	} files; /* of the project, that prose leads to, each once */
	struct names *file_names;
	struct map *file_known;
	const char **anchors; /* by entity index, made on demand; see xml_anchor */
	const struct xml_link **links; /* likewise; see xml_link */
};

/* The slice of one document; the caller discards it, as the others. */
xmlDoc *xml_slice(struct xml_context *x, const struct document *document);
/* The whole model: every entity, every document, rule and finding. */
xmlDoc *xml_whole(struct xml_context *x);
/* The `documents` element alone, as a document: navigation for pages. */
xmlDoc *xml_navigation(struct xml_context *x, const struct document *document);

/* Parts, used among the files of this folder. */
const char *xml_anchor(struct xml_context *x, const struct entity *e);
const struct xml_link *xml_link(struct xml_context *x, const struct entity *e);
/* `shown`: which of its fields, by their place in the kind; NULL: all. */
void xml_entity(struct xml_context *x, xmlNode *parent, const struct entity *e, const bool *shown,
	const struct document *from);
void xml_ref(struct xml_context *x, xmlNode *parent, const struct entity *target,
	const struct document *from, struct str label);
void xml_prose(struct xml_context *x, xmlNode *parent, const struct prose *prose,
	const struct document *from);
/* Notes that a document leads to a file of the project. */
void xml_use_file(struct xml_context *x, struct str path);
void xml_documents(struct xml_context *x, xmlNode *parent, const struct document *current);
void xml_findings(struct xml_context *x, xmlNode *parent, const struct document *document);
void xml_mistakes(struct xml_context *x, xmlNode *parent);
void xml_rules(struct xml_context *x, xmlNode *parent, const struct document *from);
/* Which rules check and which documents show each item of the standard, and what became of it. */
void xml_coverage(struct xml_context *x, xmlNode *parent, const struct document *from);
void xml_language(struct xml_context *x, xmlNode *parent, const bool *kinds);

/* Nodes of a tree that lies in an arena (see xml_node.c). Names are interned; text is taken as it is (UTF-8), escaped on writing. */
xmlDoc *xml_document(struct arena *a, xmlDict *dict);
/* Frees the document but for its nodes, which are the arena's. */
void xml_discard(xmlDoc *doc);
xmlNode *xml_child(xmlNode *parent, const char *name);
/* Declares a namespace on the element; both words live as long as the tree. */
xmlNs *xml_namespace(xmlNode *node, const char *href, const char *prefix);
void xml_attr(xmlNode *node, const char *name, const char *value);
void xml_attr_str(xmlNode *node, const char *name, struct str value);
void xml_attr_ns(xmlNode *node, xmlNs *ns, const char *name, struct str value);
void xml_attr_int(xmlNode *node, const char *name, int64_t value);
void xml_text(xmlNode *node, struct str text);

#endif
