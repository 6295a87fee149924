/* Diagnostics are values: stages add them to a sink and go on; only report/ prints. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"

struct arena;

enum severity {
	SEVERITY_NOTE,
	SEVERITY_UNDECIDED, /* still to be decided by the organization; counts as neither error nor passed */
	SEVERITY_WARNING,
	SEVERITY_ERROR,
};

/* The codes: rows of diag.def, D(NAME, name, severity, "title", "explanation"). */
enum diag_code {
#define D(NAME, name, severity, title, explanation) DIAG_##NAME,
#include "base/diag.def"
#undef D
	DIAG_RULE, /* a finding of a rule: its code is the rule's id */
	DIAG_COUNT,
};

struct diag_info {
	const char *name;
	enum severity severity;
	const char *title;
	const char *explanation;
};

struct diag_related {
	struct span span;
	const char *text;
	struct diag_related *next;
};

struct diag {
	enum diag_code code;
	const char *name; /* the code's name or the rule's id */
	enum severity severity;
	struct span span;
	const char *message;
	const char *clause; /* of a rule's finding: "6.1.3", or NULL */
	const char *why; /* what the clause asks for, or NULL */
	const char *entity; /* "risk R-001", or NULL */
	const char *
		within; /* the declaration that holds its place, where no entity is named; or NULL */
	const char *
		about; /* what else it is about, lasting though days pass; NULL: the message tells */
	const char *help; /* or NULL */
	struct span fix; /* with fix_text: replacing this mends it for certain */
	const char *fix_text; /* or NULL */
	struct diag_related *related; /* in the order added */
	struct diag_related **related_end;
};

struct sink;

/* How many of one severity a sink keeps, of one source and in all; what comes behind them is only counted. */
#define SINK_LIMIT_IN_SOURCE 10000
#define SINK_LIMIT 100000

/* A sink whose diagnostics live in `a`. The diagnostic that diag_add returns may be written to until the next one is added. */
struct sink *sink_new(struct arena *a);
struct diag *diag_add(struct sink *s, enum diag_code code, struct span span, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* A finding of a rule. `rule` and `clause` must outlive the sink. */
struct diag *diag_add_rule(struct sink *s, const char *rule, enum severity severity,
	const char *clause, struct span span, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));
void diag_relate(struct sink *s, struct diag *d, struct span span, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void diag_help(struct sink *s, struct diag *d, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The replacement of `span` by `text` mends it for certain. */
void diag_fix(struct sink *s, struct diag *d, struct span span, const char *text);

/* Moves all of `from`, whose arena must live as long as `into`, behind what `into` holds. */
void sink_join(struct sink *into, struct sink *from);
/* Those that are kept, sorted by source path, offset, code; equal ones once. Sets *count. Call when all work is done. */
struct diag **sink_sorted(struct sink *s, const struct sources *sources, uint32_t *count);
uint32_t sink_count(const struct sink *s, enum severity severity);
uint32_t sink_total(const struct sink *s);
/* Takes out those that `keep` is false for, asked in the order of sink_sorted. Returns how many. */
uint32_t sink_keep(struct sink *s, const struct sources *sources,
	bool (*keep)(void *context, const struct diag *d), void *context);
/* How many of a source were only counted. */
uint32_t sink_beyond(const struct sink *s, uint32_t source);
/* Whether an error lies in that source already (a stage may then leave it out). */
bool sink_has_error_in(const struct sink *s, uint32_t source);

const struct diag_info *diag_info(enum diag_code code);
/* The row of that name, or NULL. */
const struct diag_info *diag_find(struct str name);
const char *severity_name(enum severity severity);

#endif
