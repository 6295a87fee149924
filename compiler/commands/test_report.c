/* The outcome of tests → what is written of it: places and words instead of entities; of the rules built in nothing, unless all are wanted. */
#include "commands/test_report.h"

#include <string.h>

#include "base/arena.h"
#include "model/model.h"

static struct tests_place
place(struct compilation *c, struct span span)
{
	const struct source *source = sources_get(c->sources, span.source);

	if (source == NULL)
		return (struct tests_place){0};
	struct place at = source_place(c->sources, span.source, span.start);
	return (struct tests_place){source->path, at.line, at.column};
}

static bool
is_wanted(const struct compilation *c, struct span span, bool all)
{
	const struct source *source = sources_get(c->sources, span.source);

	return all || (source != NULL && !source->built_in);
}

/* The words of a condition, as they stand in the source. One in a message may end in `\"`, of which its place has the backslash. */
static struct str
words(const struct compilation *c, struct span span)
{
	struct str text = source_text(c->sources, span);

	if (str_ends(text, "\\"))
		text.len++;
	return text;
}

static const char *
id_of(const struct entity *e)
{
	return e->id != NULL ? e->id->text : e->kind->name->text;
}

static void
add_cases(struct compilation *c, const struct test_outcome *outcome, struct tests_report *out)
{
	struct tests_case *cases = arena_array(c->arena, outcome->count + (size_t)1, sizeof *cases);

	for (uint32_t i = 0; i < outcome->count; i++) {
		const struct case_result *r = &outcome->results[i];
		struct tests_line *lines =
			arena_array(c->arena, r->line_count + (size_t)1, sizeof *lines);

		for (uint32_t k = 0; k < r->line_count; k++)
			lines[k] = (struct tests_line){(char)r->lines[k].sign, r->lines[k].text};
		cases[i] = (struct tests_case){.rule = id_of(r->test),
			.title = r->test->title,
			.place = place(c, r->test->span),
			.passed = r->passed,
			.lines = lines,
			.line_count = r->line_count};
	}
	out->cases = cases;
	out->case_count = outcome->count;
}

static void
add_rules(struct compilation *c, const struct test_outcome *outcome, const struct test_wish *wish,
	struct tests_report *out)
{
	const struct verdict *v = c->verdict;
	struct tests_rule *rules = arena_array(c->arena, v->rule_count + (size_t)1, sizeof *rules);

	for (uint32_t i = 0; i < v->rule_count; i++) {
		const struct rule *rule = &v->rules[i];

		if (is_wanted(c, rule->span, wish->all) && strstr(rule->id, wish->filter) != NULL)
			rules[out->rule_count++] = (struct tests_rule){.id = rule->id,
				.place = place(c, rule->span),
				.fails = outcome->rules[i].fails,
				.passes = outcome->rules[i].passes};
	}
	out->rules = rules;
}

/* Where only some tests ran, nothing is known of functions: others may use them. */
static void
add_coverage(struct compilation *c, const struct test_outcome *outcome,
	const struct test_wish *wish, struct tests_report *out)
{
	bool some = *wish->filter != '\0';
	struct tests_condition *conditions =
		arena_array(c->arena, outcome->condition_count + (size_t)1, sizeof *conditions);
	struct tests_function *functions =
		arena_array(c->arena, outcome->function_count + (size_t)1, sizeof *functions);

	for (uint32_t i = 0; i < outcome->condition_count; i++) {
		const struct condition_seen *x = &outcome->conditions[i];

		if (!is_wanted(c, x->span, wish->all) || (some && x->rule == NULL))
			continue;
		conditions[out->condition_count++] =
			(struct tests_condition){.place = place(c, x->span),
				.within = id_of(x->within),
				.words = words(c, x->span),
				.asked = x->asked,
				.yes = x->yes,
				.no = x->no,
				.implied = x->implied};
	}
	for (uint32_t i = 0; i < outcome->function_count && !some; i++) {
		const struct entity *e = outcome->functions[i].function;

		if (is_wanted(c, e->span, wish->all))
			functions[out->function_count++] = (struct tests_function){
				id_of(e), place(c, e->span), outcome->functions[i].used};
	}
	out->conditions = conditions;
	out->functions = functions;
}

struct tests_report
test_report(struct compilation *c, const struct test_outcome *outcome, const struct test_wish *wish)
{
	struct tests_report out = {.cover = wish->cover};

	add_cases(c, outcome, &out);
	add_rules(c, outcome, wish, &out);
	if (wish->cover)
		add_coverage(c, outcome, wish, &out);
	return out;
}
