/* Rules → SARIF's tool: each rule with its reason, help, clauses, how it stands in the project, and what the project changed
 * of it. A sort of mistake is a rule, too. */
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "report/sarif.h"

struct sarif_rules {
	const struct report *report;
	struct map *index; /* the name of a finding -> its number, from 1 */
	json_t *list;
	json_t *overrides;
};

static json_t *
configuration(enum severity severity, bool enabled)
{
	json_t *object = put_made(json_object());

	put_set(object, "level", put_string(str_of(sarif_level(severity))));
	if (!enabled)
		put_set(object, "enabled", json_false());
	return object;
}

/* What Markdown would take for markup is escaped; what stands between backquotes is code in both. */
static void
add_markdown(struct buf *out, const char *text)
{
	bool code = false;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '`')
			code = !code;
		else if (!code && strchr("\\*_[]<>#|~&", *p) != NULL)
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
}

/* Why, and what to do; the same as Markdown. */
static json_t *
help(const char *clauses, const char *why, const char *what)
{
	struct buf plain = {0}, markdown = {0};

	if (*clauses != '\0') {
		buf_printf(&plain, "Clause %s.%s", clauses, why != NULL ? " " : "");
		buf_printf(&markdown, "**Clause %s.**%s", clauses, why != NULL ? " " : "");
	}
	if (why != NULL) {
		buf_puts(&plain, why);
		add_markdown(&markdown, why);
	}
	if (what != NULL) {
		buf_printf(&plain, "%sWhat to do: %s", plain.len > 0 ? "\n\n" : "", what);
		buf_puts(&markdown, markdown.len > 0 ? "\n\n**What to do:** " : "**What to do:** ");
		add_markdown(&markdown, what);
	}
	if (plain.len == 0) {
		buf_free(&plain);
		return NULL;
	}
	json_t *object = sarif_text(plain.ptr), *doubled = sarif_text(markdown.ptr);
	/* Both kinds of text have the same placeholders. */
	put_set(object, "markdown", json_incref(json_object_get(doubled, "text")));
	json_decref(doubled);
	buf_free(&plain);
	buf_free(&markdown);
	return object;
}

static json_t *
texts(const char *const *list, uint32_t count)
{
	json_t *array = put_made(json_array());

	for (uint32_t i = 0; i < count; i++)
		put_add(array, put_string(str_of(list[i])));
	return array;
}

/* How the rule stands: what was not exercised or not run has not passed. */
static json_t *
properties(const struct report_rule *rule)
{
	static const char *const states[] = {[REPORT_RAN] = "ran",
		[REPORT_NOT_EXERCISED] = "not_exercised",
		[REPORT_NOT_RUN] = "not_run",
		[REPORT_OFF] = "off"};
	json_t *bag = put_made(json_object());

	put_set(bag, "tags", texts(rule->clauses, rule->clause_count));
	if (rule->pack != NULL)
		put_set(bag, "pack", put_string(str_of(rule->pack)));
	put_set(bag, "state", put_string(str_of(states[rule->state])));
	put_set(bag, "asked", put_number(rule->subjects));
	put_set(bag, "findings", put_number(rule->findings));
	put_set(bag, "waived", put_number(rule->waived));
	return bag;
}

static json_t *
described(const char *id, const char *title, const char *full, json_t *instruction)
{
	json_t *object = put_made(json_object());

	put_set(object, "id", put_string(str_of(id)));
	if (title != NULL)
		put_set(object, "shortDescription", sarif_text(title));
	if (full != NULL)
		put_set(object, "fullDescription", sarif_text(full));
	if (instruction != NULL)
		put_set(object, "help", instruction);
	return object;
}

/* The project's change of a rule, with its reason. */
static void
add_override(struct sarif_rules *rules, const struct report_rule *rule, uint32_t index)
{
	json_t *override = put_made(json_object()), *descriptor = put_made(json_object()),
	       *bag = put_made(json_object());

	put_set(descriptor, "id", put_string(str_of(rule->id)));
	put_set(descriptor, "index", put_number(index));
	put_set(override, "descriptor", descriptor);
	put_set(override, "configuration",
		configuration(rule->severity, rule->state != REPORT_OFF));
	put_set(bag, "because", put_string(str_of(rule->change_reason)));
	put_set(override, "properties", bag);
	put_add(rules->overrides, override);
}

static void
add_rule(struct sarif_rules *rules, const struct report_rule *rule, uint32_t index)
{
	struct buf clauses = {0};
	json_t *object;

	for (uint32_t i = 0; i < rule->clause_count; i++)
		buf_printf(&clauses, "%s%s", i > 0 ? ", " : "", rule->clauses[i]);
	object = described(rule->id, rule->title, rule->because,
		help(clauses.len > 0 ? clauses.ptr : "", rule->because, rule->help));
	buf_free(&clauses);
	put_set(object, "defaultConfiguration", configuration(rule->declared_severity, true));
	put_set(object, "properties", properties(rule));
	put_add(rules->list, object);
	if (rule->change_reason != NULL)
		add_override(rules, rule, index);
}

struct sarif_rules *
sarif_rules_new(const struct report *r)
{
	struct sarif_rules *rules = arena_alloc(r->arena, sizeof(*rules));

	*rules = (struct sarif_rules){.report = r,
		.index = map_new(r->arena),
		.list = put_made(json_array()),
		.overrides = put_made(json_array())};
	for (uint32_t i = 0; i < r->facts->rule_count; i++) {
		map_put(rules->index, r->facts->rules[i].id, (void *)(uintptr_t)(i + (uintptr_t)1));
		add_rule(rules, &r->facts->rules[i], i);
	}
	return rules;
}

uint32_t
sarif_rules_index(struct sarif_rules *rules, const struct diag *d)
{
	uintptr_t number = (uintptr_t)map_get(rules->index, d->name);
	const struct diag_info *info = diag_info(d->code);

	if (number > 0)
		return (uint32_t)number - 1;
	number = json_array_size(rules->list) + 1;
	json_t *object = described(
		d->name, info->title, info->explanation, help("", info->explanation, NULL));
	put_set(object, "defaultConfiguration", configuration(info->severity, true));
	put_add(rules->list, object);
	map_put(rules->index, d->name, (void *)number);
	return (uint32_t)number - 1;
}

json_t *
sarif_tool(const struct sarif_rules *rules)
{
	const struct report_facts *facts = rules->report->facts;
	json_t *tool = put_made(json_object()), *driver = put_made(json_object());

	put_set(driver, "name", put_string(STR("ismsc")));
	if (facts->version != NULL)
		put_set(driver, "version", put_string(str_of(facts->version)));
	put_set(driver, "rules", rules->list);
	put_set(tool, "driver", driver);
	return tool;
}

json_t *
sarif_invocations(const struct sarif_rules *rules)
{
	json_t *list = put_made(json_array()), *object = put_made(json_object());

	put_set(object, "executionSuccessful", json_boolean(!rules->report->facts->unreadable));
	put_set(object, "ruleConfigurationOverrides", rules->overrides);
	put_add(list, object);
	return list;
}
