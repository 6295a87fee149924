/* Findings as text for people, or as JSON, SARIF, annotations of GitHub or JUnit XML for machines. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

#define REPORT_LIMIT_PER_FILE 100
#define REPORT_LIMIT_TOTAL 1000

/* What became of a rule. */
enum report_state {
	REPORT_RAN,
	REPORT_NOT_EXERCISED, /* nothing that it asks about is there: it has not passed */
	REPORT_NOT_RUN, /* what it needs could not be read */
	REPORT_OFF,
};

/* A rule that was to run. Findings name it by the same pointer. */
struct report_rule {
	const char *id;
	const char *title;
	const char *because; /* or NULL */
	const char *help; /* or NULL */
	const char *pack; /* or NULL */
	const char *const *clauses;
	uint32_t clause_count;
	enum severity severity; /* as the project has it */
	enum severity declared_severity;
	const char *change_reason; /* of the project's change, or NULL */
	enum report_state state;
	uint32_t subjects; /* how often it was asked */
	uint32_t findings; /* with those that are known and not shown */
	uint32_t waived;
};

/* A finding that somebody tolerates openly. */
struct report_waived {
	struct diag finding;
	struct span waiver; /* where it is waived */
	const char *because; /* or NULL */
	const char *by; /* who waived it, or NULL */
	const char *until; /* "2027-01-31", or NULL */
};

/* A clause or control of the standards that rules name. */
struct report_clause {
	const char *id; /* as in the rules */
	const char *title; /* or NULL */
};

/* What the findings come from. */
struct report_facts {
	const struct report_rule *rules; /* sorted by id */
	uint32_t rule_count;
	const struct report_waived *waived;
	uint32_t waived_count;
	const struct report_clause *clauses; /* in the order of the standards */
	uint32_t clause_count;
	const char *version; /* of the program */
	const char *project; /* path of the project file, for what has no place; or NULL */
	bool unreadable; /* something could not be read */
};

struct report_options {
	bool color;
	const char *format; /* one of report_formats; NULL is text */
	uint32_t limit_per_file; /* findings shown; 0 is the default, UINT32_MAX none */
	uint32_t limit_total;
	const struct report_facts *facts; /* or NULL: nothing is known but the findings */
	bool strict; /* warnings count like errors */
	bool summary; /* as text: a table of the clauses behind the findings */
	const char
		*prefix; /* SARIF and GitHub: the project's folder below the current one, or NULL */
	bool compared; /* known findings were taken out of the sink */
	uint32_t known; /* how many */
	uint32_t gone; /* how many known ones are no more */
};

/* The names of the formats, and NULL. */
const char *const *report_formats(void);

/* Appends all findings, sorted, within the limits; as text with the summary as last line. As text, nothing at all
 * when there is no finding; as JSON, SARIF and JUnit always one document. Whatever the findings quote, the output stays
 * printable: no byte of theirs reaches a terminal as a control, or starts a line. SARIF and JUnit know no limits. */
void report_write(struct buf *out, struct sink *sink, struct sources *sources,
	const struct report_options *options);

/* Appends text with whatever could forge a terminal's output made visible: "\n", "\x1b", "\u{202e}".
 * Returns the columns that it takes. */
size_t report_escape(struct buf *out, struct str s);

/* Appends "3 errors, 1 warning, 2 to be decided", or nothing when there is nothing; no newline. */
void report_summary(struct buf *out, const struct sink *sink);

#endif
