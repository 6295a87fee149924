/* What the files of report/ share. */
#ifndef REPORT_INTERNAL_H
#define REPORT_INTERNAL_H

#include "report/report.h"

/* The findings that are shown, in order, and how many are not. */
struct cut {
	struct diag **shown;
	uint32_t count;
	uint32_t left_out;
	uint32_t *left_out_in; /* by source id */
};

/* All that a format is made of. */
struct report {
	struct arena *arena;
	struct sink *sink;
	struct sources *sources;
	const struct report_options *options;
	const struct report_facts *facts; /* never NULL */
	struct cut cut;
};

/* Chooses what is shown: errors before warnings before the rest, the first of each. The arrays live in `a`. */
struct cut report_cut(struct arena *a, struct sink *sink, const struct sources *sources,
	const struct report_options *options);

/* All findings, in order, by rule: those of rule i are list[first[i]] to before list[first[i + 1]]; behind the last rule's
 * come those of none, up to `count`. */
struct by_rule {
	struct diag **list;
	uint32_t *first;
	uint32_t count;
};
struct by_rule report_by_rule(const struct report *r);

/* What became of the rules of one clause. A rule of two clauses counts in both. */
struct clause_row {
	const char *id; /* NULL: rules without a clause */
	const char *title;
	uint32_t rules, passed, not_exercised, not_run, off;
	uint32_t found[SEVERITY_ERROR + 1]; /* findings by severity, known ones apart */
	uint32_t waived;
	uint32_t known; /* findings that are not shown because they are known */
};
/* One for each clause that a rule names, in the standards' order; *count tells how many. */
struct clause_row *report_clauses(const struct report *r, uint32_t *count);

/* As report_escape, for one character, of which *len bytes were taken. */
size_t report_escape_one(struct buf *out, struct str s, size_t *len);
/* The same for text or an attribute of XML: markup escaped, and without what XML 1.0 has no characters for. */
void report_escape_xml(struct buf *out, struct str s);

/* "clause 6.1.3: what it asks for" without a newline; nothing where neither is known. */
void report_clause_line(struct buf *out, const struct diag *d);

void report_text(struct buf *out, const struct cut *cut, struct sources *sources, bool color);
/* The table of the clauses. */
void report_table(struct buf *out, const struct report *r);
void report_json(struct buf *out, const struct report *r);
void report_sarif(struct buf *out, const struct report *r);
void report_github(struct buf *out, const struct report *r);
void report_junit(struct buf *out, const struct report *r);

/* The excerpt of a span: its line with the number, and carets below; nothing for what has none to show. */
void report_excerpt(struct buf *out, struct sources *sources, struct span span, const char *on,
	const char *off);

#endif
