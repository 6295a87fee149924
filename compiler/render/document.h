/* The set of documents: templates/documents.yaml, applied to a model. Documents are data; C only knows their shape. */
#ifndef RENDER_DOCUMENT_H
#define RENDER_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/model.h"

struct arena;
struct sink;
struct yaml;

/* Findings a document shows: none; those about the entities it is the home of; besides, those of its clauses about the kinds it
 * uses; all. */
enum document_findings { FINDINGS_NONE, FINDINGS_HOME, FINDINGS_CLAUSES, FINDINGS_ALL };

/* A row of documents.yaml. */
struct design {
	struct str id; /* "soa"; "policy" of `policy/ID` */
	struct str title;
	struct str group;
	struct str template;
	const char **clauses;
	uint32_t clause_count;
	const struct kind **home;
	uint32_t home_count;
	const struct kind **uses;
	uint32_t use_count;
	const bool **
		fields; /* by kind index: which fields of it the slice has, by their place; NULL: all */
	const struct kind *each; /* one document per entity of this kind, or NULL */
	const struct field *only; /* with each: entities whose field equals the member below */
	uint32_t member;
	enum document_findings findings;
	bool rules; /* the slice lists the rules */
	bool coverage; /* it tells of each item of the standard what checks it */
	bool index; /* the site's first page */
	bool generated; /* a register made for a kind without a document of its own */
};

/* One document of this project. */
struct document {
	const struct design *design;
	const char *id; /* "soa", "policy/access_control": also its path without suffix */
	const char *title;
	const char *up; /* "" or "../": from its folder to the root */
	struct entity *subject; /* of a document per entity; else NULL */
	struct entity *
		control; /* the entity that controls this document (owner, version, approval), or NULL */
};

struct document_set {
	struct arena *arena;
	struct design *designs;
	uint32_t design_count;
	struct document *documents; /* in the order of the designs */
	uint32_t document_count;
	struct document **
		home_of; /* by kind index: where its entities are shown; NULL for kinds shown per entity and blocks shown with what they belong to */
	struct document **own; /* by entity index: its own document, or NULL */
	struct document **controlled; /* by entity index: the document that it controls, or NULL */
	const struct kind *control; /* the kind whose entities control documents, by the same id */
	const struct field *control_only; /* those that do have no other member here; or NULL */
	uint32_t control_member;
	struct {
		struct str id, title;
	} * groups;
	uint32_t group_count;
	uint32_t index; /* which document is the first page */
};

/* Reads the designs and lays them over the model; every kind with entities gets a home. Mistakes in the file are reported, and
 * entities whose id is nearly that of a document they are to control; never NULL. */
struct document_set *document_set_make(
	struct arena *a, const struct yaml *file, const struct model *m, struct sink *sink);
/* The document of that id; NULL when there is none (then *nearest, if not NULL, is a suggestion or empty). */
const struct document *document_find(
	const struct document_set *set, struct str id, struct str *nearest);
/* The document an entity is shown in; NULL when it is shown nowhere. */
const struct document *document_of(const struct document_set *set, const struct entity *e);
/* The anchor of an entity: "risk.R-001", "risk.R-001.treat.1". Characters that an xml:id may not have are written as _hex_. */
const char *document_anchor(struct arena *a, const struct entity *e);
/* Where a link from document `from` to entity `e` leads: "soa.xml#control.A.8.5", "#…" within; NULL when it is shown nowhere. */
const char *document_href(struct arena *a, const struct document_set *set,
	const struct document *from, const struct entity *e);

#endif
