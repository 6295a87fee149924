/* What the files of `explain` share: each tells of one sort of thing, and offers its names where the one asked for is none. */
#ifndef COMMANDS_EXPLAIN_H
#define COMMANDS_EXPLAIN_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/suggest.h"
#include "commands/options.h"
#include "pipeline.h"

struct arena;
struct yaml;

struct explain {
	struct arena *arena;
	struct compilation *c; /* a project, or only what is built in */
	enum status told; /* what the mistakes of a project in its language make the exit status */
	const struct yaml *words; /* of expressions: schemas/expressions.yaml */
	const struct yaml *designs; /* of documents: templates/documents.yaml */
	struct str id; /* what is asked for */
	struct buf *out;
};

/* Each: true when something of that name is explained in e->out. */
bool explain_diagnostic(struct explain *e);
bool explain_kind(struct explain *e); /* and fields, "risk.treat.owner" */
bool explain_item(struct explain *e); /* of a catalogue: a clause, a control */
bool explain_rule(struct explain *e);
bool explain_document(struct explain *e);
bool explain_word(struct explain *e); /* of expressions */

/* The coverage of the standard, as text or as JSON. True when every item is accounted for. */
bool explain_coverage(struct explain *e, bool json);

void explain_offer_kinds(const struct explain *e, struct suggest *s);
void explain_offer_items(const struct explain *e, struct suggest *s);
void explain_offer_rules(const struct explain *e, struct suggest *s);
void explain_offer_documents(const struct explain *e, struct suggest *s);
void explain_offer_words(const struct explain *e, struct suggest *s);

/* "Label: first, second, …", broken into lines; begin with *column 0 and end with explain_list_end. */
void explain_list_add(struct buf *out, size_t *column, const char *label, struct str entry);
void explain_list_end(struct buf *out, size_t *column);
/* Whether one is the other or lies in it: "7.5" and "7.5.3". */
bool explain_clauses_meet(struct str a, struct str b);
/* Lists the rules that check the clause. */
void explain_rules_of(const struct explain *e, struct str clause, size_t *column);
/* Lists the documents that answer the clause (or NULL), show the kind, or show a kind that keeps entries for its items. */
void explain_documents_of(const struct explain *e, const char *clause, const struct kind *kind);

#endif
