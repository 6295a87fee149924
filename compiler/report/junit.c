/* Rules and findings → JUnit XML: one testcase for each rule, in suites by clause. A case without failure or skipped is a
 * rule that was asked and found nothing. It fails by what makes the exit status 1; what was found beneath that, what is
 * tolerated, was not exercised or not run is skipped, never passed. What no rule found fails in a suite of its own. */
#include <string.h>

#include "base/arena.h"
#include "report/internal.h"

/* One suite: its cases are written while they are counted. */
struct suite {
	const char *name;
	struct buf cases;
	size_t open; /* where what the present case holds begins */
	uint32_t tests, failures, skipped;
};

static void
add_text(struct buf *out, const char *text)
{
	report_escape_xml(out, str_of(text));
}

static void
add_attribute(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=\"", name);
	add_text(out, value);
	buf_putc(out, '"');
}

/* Each finding with its place on a line, and below it what to do. */
static void
add_findings(struct buf *out, const struct report *r, struct diag *const *list, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const struct diag *d = list[i];
		const struct source *source = sources_get(r->sources, d->span.source);

		if (source != NULL) {
			struct place at = source_place(r->sources, source->id, d->span.start);
			add_text(out, source->path);
			buf_printf(out, ":%u:%u: ", (unsigned)at.line, (unsigned)at.column);
		}
		buf_printf(out, "%s: ", severity_name(d->severity));
		add_text(out, d->message);
		buf_putc(out, '\n');
		if (d->help != NULL) {
			buf_puts(out, "  help: ");
			add_text(out, d->help);
			buf_putc(out, '\n');
		}
	}
}

static void
open_case(struct suite *s, const char *class, const char *name)
{
	s->tests++;
	buf_puts(&s->cases, "    <testcase");
	add_attribute(&s->cases, "classname", class);
	add_attribute(&s->cases, "name", name);
	buf_puts(&s->cases, ">\n");
	s->open = s->cases.len;
}

static void
close_case(struct suite *s)
{
	if (s->cases.len > s->open) {
		buf_puts(&s->cases, "    </testcase>\n");
		return;
	}
	s->cases.len -= strlen(">\n");
	buf_puts(&s->cases, "/>\n");
}

static void
skip(struct suite *s, const char *message)
{
	s->skipped++;
	buf_puts(&s->cases, "      <skipped");
	add_attribute(&s->cases, "message", message);
	buf_puts(&s->cases, "/>\n");
}

/* What was found: a failure, or where it does not make the exit status 1 a skip with the findings as output. */
static void
put_findings(struct suite *s, const struct report *r, struct diag *const *list, uint32_t count,
	const char *title)
{
	enum severity severity = list[0]->severity;
	bool fails =
		severity == SEVERITY_ERROR || (severity == SEVERITY_WARNING && r->options->strict);
	struct buf message = {0};

	if (count == 1)
		buf_puts(&message, list[0]->message);
	else
		buf_printf(&message, "%u findings: %s", (unsigned)count, title);
	if (!fails) {
		struct buf reason = {0};
		buf_printf(&reason, "%s: %s",
			severity == SEVERITY_UNDECIDED ? "to be decided" : severity_name(severity),
			message.ptr);
		skip(s, reason.ptr);
		buf_free(&reason);
		buf_puts(&s->cases, "      <system-out>");
		add_findings(&s->cases, r, list, count);
		buf_puts(&s->cases, "</system-out>\n");
	} else {
		s->failures++;
		buf_puts(&s->cases, "      <failure");
		add_attribute(&s->cases, "message", message.ptr);
		add_attribute(&s->cases, "type", severity_name(severity));
		buf_putc(&s->cases, '>');
		add_findings(&s->cases, r, list, count);
		buf_puts(&s->cases, "</failure>\n");
	}
	buf_free(&message);
}

static void
put_rule(struct suite *s, const struct report *r, const struct report_rule *rule,
	struct diag *const *list, uint32_t count)
{
	struct arena *a = r->arena;

	open_case(s,
		rule->clause_count > 0 ? arena_printf(a, "clause %s", rule->clauses[0])
				       : "no clause",
		rule->id);
	if (count > 0)
		put_findings(s, r, list, count, rule->title != NULL ? rule->title : rule->id);
	else if (rule->state == REPORT_OFF)
		skip(s, arena_printf(a, "switched off: %s",
				rule->change_reason != NULL ? rule->change_reason : ""));
	else if (rule->state == REPORT_NOT_RUN)
		skip(s, "not run: what it needs could not be read");
	else if (rule->state == REPORT_NOT_EXERCISED)
		skip(s, "not exercised: nothing is there that it asks about");
	else if (rule->findings > 0)
		skip(s, arena_printf(a, "%u known %s, nothing new", (unsigned)rule->findings,
				rule->findings == 1 ? "finding" : "findings"));
	else if (rule->waived > 0)
		skip(s, arena_printf(a, "%u %s waived", (unsigned)rule->waived,
				rule->waived == 1 ? "finding is" : "findings are"));
	close_case(s);
}

/* "6" of "6.1.3", "A.5" of "A.5.12". */
static size_t
chapter(const char *clause)
{
	size_t first = strcspn(clause, ".");

	if (first != 1 || clause[0] < 'A' || clause[0] > 'Z' || clause[first] == '\0')
		return first;
	return first + 1 + strcspn(clause + first + 1, ".");
}

static struct suite *
suite_of(const struct report *r, struct suite *suites, uint32_t *count, const char *clause)
{
	const char *name =
		clause != NULL ? arena_printf(r->arena, "clause %.*s", (int)chapter(clause), clause)
			       : "no clause";

	for (uint32_t i = 0; i < *count; i++) {
		if (strcmp(suites[i].name, name) == 0)
			return &suites[i];
	}
	suites[*count].name = name;
	return &suites[(*count)++];
}

/* What no rule found: one case for each sort of mistake, and one that passes when there is none. */
static void
put_sources(struct suite *s, const struct report *r, struct diag **list, uint32_t count)
{
	struct diag **same = arena_array(r->arena, count, sizeof(struct diag *));
	bool *done = arena_array(r->arena, count, sizeof(bool));

	s->name = "sources";
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
		for (uint32_t i = 0; i < count; i++) {
			uint32_t alike = 0;

			if (done[i] || (int)list[i]->severity != severity)
				continue;
			for (uint32_t k = i; k < count; k++) {
				if (list[k]->code == list[i]->code &&
					list[k]->severity == list[i]->severity) {
					same[alike++] = list[k];
					done[k] = true;
				}
			}
			open_case(s, "sources", list[i]->name);
			put_findings(s, r, same, alike, diag_info(list[i]->code)->title);
			close_case(s);
		}
	}
	if (count == 0) {
		open_case(s, "sources", "sources");
		close_case(s);
	}
}

static void
put_suites(struct buf *out, struct suite *suites, uint32_t count)
{
	uint32_t tests = 0, failures = 0, skipped = 0;

	for (uint32_t i = 0; i < count; i++) {
		tests += suites[i].tests;
		failures += suites[i].failures;
		skipped += suites[i].skipped;
	}
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	buf_printf(out,
		"<testsuites name=\"ismsc\" tests=\"%u\" failures=\"%u\" errors=\"0\" "
		"skipped=\"%u\">\n",
		(unsigned)tests, (unsigned)failures, (unsigned)skipped);
	for (uint32_t i = 0; i < count; i++) {
		if (suites[i].tests == 0)
			continue;
		buf_puts(out, "  <testsuite");
		add_attribute(out, "name", suites[i].name);
		buf_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n",
			(unsigned)suites[i].tests, (unsigned)suites[i].failures,
			(unsigned)suites[i].skipped);
		buf_add(out, suites[i].cases.ptr, suites[i].cases.len);
		buf_puts(out, "  </testsuite>\n");
		buf_free(&suites[i].cases);
	}
	buf_puts(out, "</testsuites>\n");
}

void
report_junit(struct buf *out, const struct report *r)
{
	const struct report_facts *facts = r->facts;
	size_t most = facts->rule_count + (size_t)facts->clause_count + 1;
	struct suite *suites = arena_array(r->arena, most, sizeof(*suites));
	struct by_rule by = report_by_rule(r);
	uint32_t count = 1, others = by.first[facts->rule_count];

	put_sources(&suites[0], r, by.list + others, by.count - others);
	/* Suites in the order of the standards; one without a rule is left out. */
	for (uint32_t i = 0; i < facts->clause_count; i++)
		suite_of(r, suites, &count, facts->clauses[i].id);
	for (uint32_t i = 0; i < facts->rule_count; i++) {
		const struct report_rule *rule = &facts->rules[i];
		const char *clause = rule->clause_count > 0 ? rule->clauses[0] : NULL;

		put_rule(suite_of(r, suites, &count, clause), r, rule, by.list + by.first[i],
			by.first[i + 1] - by.first[i]);
	}
	put_suites(out, suites, count);
}
