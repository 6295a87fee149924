/* Findings and rules → what became of the rules of each clause: the summary that answers "where do we stand with 6.1.3?". */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "report/internal.h"

struct by_rule
report_by_rule(const struct report *r)
{
	uint32_t rules = r->facts->rule_count;
	struct by_rule by = {.first = arena_array(r->arena, rules + (size_t)2, sizeof(uint32_t))};
	struct diag **all = sink_sorted(r->sink, r->sources, &by.count);
	struct map *index = map_new(r->arena);
	uint32_t *rule_of = arena_array(r->arena, by.count, sizeof(*rule_of));

	for (uint32_t i = 0; i < rules; i++)
		map_put(index, r->facts->rules[i].id, (void *)(uintptr_t)(i + (uintptr_t)1));
	for (uint32_t i = 0; i < by.count; i++) {
		uintptr_t found =
			all[i]->code == DIAG_RULE ? (uintptr_t)map_get(index, all[i]->name) : 0;

		rule_of[i] = found > 0 ? (uint32_t)found - 1 : rules;
		by.first[rule_of[i] + 1]++;
	}
	for (uint32_t i = 0; i <= rules; i++)
		by.first[i + 1] += by.first[i];
	/* Filling moves each begin to the next one's; then they are moved back. */
	by.list = arena_array(r->arena, by.count, sizeof(*by.list));
	for (uint32_t i = 0; i < by.count; i++)
		by.list[by.first[rule_of[i]]++] = all[i];
	for (uint32_t i = rules + 1; i > 0; i--)
		by.first[i] = by.first[i - 1];
	by.first[0] = 0;
	return by;
}

static void
add_rule(struct clause_row *row, const struct report_rule *rule, uint32_t found)
{
	row->rules++;
	row->found[rule->severity] += found;
	row->waived += rule->waived;
	row->known += rule->findings > found ? rule->findings - found : 0;
	switch (rule->state) {
	case REPORT_RAN:
		row->passed += rule->findings + rule->waived == 0;
		break;
	case REPORT_NOT_EXERCISED:
		row->not_exercised++;
		break;
	case REPORT_NOT_RUN:
		row->not_run++;
		break;
	case REPORT_OFF:
		row->off++;
		break;
	}
}

/* The row of a clause: those that the standards do not name follow in the order met. */
static struct clause_row *
row_of(struct clause_row *rows, uint32_t *count, const char *id)
{
	for (uint32_t i = 0; i < *count; i++) {
		if (rows[i].id == id ||
			(rows[i].id != NULL && id != NULL && strcmp(rows[i].id, id) == 0))
			return &rows[i];
	}
	rows[*count].id = id;
	return &rows[(*count)++];
}

struct clause_row *
report_clauses(const struct report *r, uint32_t *count)
{
	const struct report_facts *facts = r->facts;
	struct by_rule by = report_by_rule(r);
	size_t most = facts->clause_count + (size_t)1;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < facts->rule_count; i++)
		most += facts->rules[i].clause_count;
	struct clause_row *rows = arena_array(r->arena, most, sizeof(*rows));
	for (*count = 0; *count < facts->clause_count; (*count)++) {
		rows[*count].id = facts->clauses[*count].id;
		rows[*count].title = facts->clauses[*count].title;
	}
	for (uint32_t i = 0; i < facts->rule_count; i++) {
		const struct report_rule *rule = &facts->rules[i];
		uint32_t found = by.first[i + 1] - by.first[i];

		for (uint32_t n = 0; n < rule->clause_count; n++)
			add_rule(row_of(rows, count, rule->clauses[n]), rule, found);
		if (rule->clause_count == 0)
			add_rule(row_of(rows, count, NULL), rule, found);
	}
	for (uint32_t i = 0; i < *count; i++) {
		if (rows[i].rules > 0)
			rows[kept++] = rows[i];
	}
	*count = kept;
	return rows;
}

/* The columns of the table, each as wide as its head. */
static const char *const heads[] = {"rules", "passed", "errors", "warnings", "undecided", "notes",
	"waived", "not exercised", "not run", "off", "known"};
#define COLUMNS (sizeof(heads) / sizeof(heads[0]))

static void
put_row(struct buf *out, const struct clause_row *row, size_t columns)
{
	const uint32_t numbers[COLUMNS] = {row->rules, row->passed, row->found[SEVERITY_ERROR],
		row->found[SEVERITY_WARNING], row->found[SEVERITY_UNDECIDED],
		row->found[SEVERITY_NOTE], row->waived, row->not_exercised, row->not_run, row->off,
		row->known};

	buf_printf(out, "%-9s", row->id != NULL ? row->id : "(none)");
	for (size_t i = 0; i < columns; i++) {
		int width = (int)strlen(heads[i]);

		if (numbers[i] > 0)
			buf_printf(out, "  %*u", width, (unsigned)numbers[i]);
		else
			buf_printf(out, "  %*s", width, ".");
	}
	if (row->title != NULL) {
		buf_puts(out, "  ");
		report_escape(out, str_of(row->title));
	}
	buf_putc(out, '\n');
}

void
report_table(struct buf *out, const struct report *r)
{
	uint32_t count;
	struct clause_row *rows = report_clauses(r, &count);
	struct clause_row total = {.id = "all rules"};
	size_t columns = r->options->compared ? COLUMNS : COLUMNS - 1;

	if (count == 0)
		return;
	buf_printf(out, "%-9s", "clause");
	for (size_t i = 0; i < columns; i++)
		buf_printf(out, "  %s", heads[i]);
	buf_putc(out, '\n');
	for (uint32_t i = 0; i < count; i++)
		put_row(out, &rows[i], columns);
	/* Each rule once, whatever clauses it has. */
	struct by_rule by = report_by_rule(r);
	for (uint32_t i = 0; i < r->facts->rule_count; i++)
		add_rule(&total, &r->facts->rules[i], by.first[i + 1] - by.first[i]);
	put_row(out, &total, columns);
}
