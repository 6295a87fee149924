/* Tests of rules → one JSON document in ASCII: `tests`, `rules`, where they were asked for `conditions` and `functions`, and `counts`. */
#include "report/put.h"
#include "report/tests_internal.h"

static void
set_place(json_t *object, const struct tests_place *at)
{
	put_set(object, "path", at->path != NULL ? put_string(str_of(at->path)) : json_null());
	put_set(object, "line", at->path != NULL ? put_number(at->line) : json_null());
	put_set(object, "column", at->path != NULL ? put_number(at->column) : json_null());
}

/* The lines of one sign. */
static json_t *
lines(const struct tests_case *c, char sign)
{
	json_t *array = put_made(json_array());

	for (uint32_t i = 0; i < c->line_count; i++) {
		if (c->lines[i].sign == sign)
			put_add(array, put_string(c->lines[i].text));
	}
	return array;
}

static json_t *
test(const struct tests_case *c)
{
	json_t *object = put_made(json_object());

	put_set(object, "rule", put_string(str_of(c->rule)));
	put_set(object, "title", put_string(c->title));
	set_place(object, &c->place);
	put_set(object, "passed", json_boolean(c->passed));
	put_set(object, "expected", lines(c, '-'));
	put_set(object, "found", lines(c, '+'));
	put_set(object, "mistakes", lines(c, '!'));
	return object;
}

static json_t *
rule(const struct tests_rule *r)
{
	json_t *object = put_made(json_object());

	put_set(object, "id", put_string(str_of(r->id)));
	set_place(object, &r->place);
	put_set(object, "fails", json_boolean(r->fails));
	put_set(object, "passes", json_boolean(r->passes));
	return object;
}

static json_t *
condition(const struct tests_condition *c)
{
	json_t *object = put_made(json_object());
	struct buf words = {0};

	tests_words(&words, c->words);
	set_place(object, &c->place);
	put_set(object, "within", put_string(str_of(c->within)));
	put_set(object, "words", put_string((struct str){words.ptr, words.len}));
	put_set(object, "asked", json_boolean(c->asked));
	put_set(object, "true", json_boolean(c->yes));
	put_set(object, "false", json_boolean(c->no));
	buf_free(&words);
	return object;
}

static json_t *
function(const struct tests_function *f)
{
	json_t *object = put_made(json_object());

	put_set(object, "name", put_string(str_of(f->name)));
	set_place(object, &f->place);
	put_set(object, "used", json_boolean(f->used));
	return object;
}

static void
set_coverage(json_t *document, const struct tests_report *r)
{
	json_t *conditions = put_made(json_array()), *functions = put_made(json_array());

	for (uint32_t i = 0; i < r->condition_count; i++)
		put_add(conditions, condition(&r->conditions[i]));
	for (uint32_t i = 0; i < r->function_count; i++)
		put_add(functions, function(&r->functions[i]));
	put_set(document, "conditions", conditions);
	put_set(document, "functions", functions);
}

static json_t *
counts(const struct tests_report *r)
{
	struct tests_counts n = report_tests_count(r);
	json_t *object = put_made(json_object());

	put_set(object, "passed", put_number(n.passed));
	put_set(object, "failed", put_number(n.failed));
	put_set(object, "rules", put_number(r->rule_count));
	put_set(object, "rules_seen", put_number(n.rules));
	if (!r->cover)
		return object;
	put_set(object, "conditions", put_number(r->condition_count));
	put_set(object, "conditions_seen", put_number(n.conditions));
	put_set(object, "functions", put_number(r->function_count));
	put_set(object, "functions_used", put_number(n.functions));
	return object;
}

void
tests_json(struct buf *out, const struct tests_report *r)
{
	json_t *document = put_made(json_object()), *tests = put_made(json_array()),
	       *rules = put_made(json_array());

	for (uint32_t i = 0; i < r->case_count; i++)
		put_add(tests, test(&r->cases[i]));
	for (uint32_t i = 0; i < r->rule_count; i++)
		put_add(rules, rule(&r->rules[i]));
	put_set(document, "tests", tests);
	put_set(document, "rules", rules);
	if (r->cover)
		set_coverage(document, r);
	put_set(document, "counts", counts(r));
	put_write(out, document);
}
