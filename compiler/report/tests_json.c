/* Tests of rules → one JSON document in ASCII: `tests`, `rules`, where they were asked for `conditions` and `functions`, and `counts`. */
#include <jansson.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "report/tests_internal.h"

static json_t *
made(json_t *value)
{
	if (value == NULL)
		arena_exhausted();
	return value;
}

static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, made(value)) != 0)
		arena_exhausted();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, made(value)) != 0)
		arena_exhausted();
}

/* Bytes that are no UTF-8, as a path may have, become U+FFFD. */
static json_t *
string(struct str s)
{
	struct buf text = {0};

	while (s.len > 0) {
		uint32_t cp;
		size_t len = utf8_decode(s.ptr, s.len, &cp);

		if (len == 0) {
			buf_puts(&text, "\xef\xbf\xbd");
			len = 1;
		} else {
			buf_add(&text, s.ptr, len);
		}
		s = (struct str){s.ptr + len, s.len - len};
	}
	json_t *value = json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);
	buf_free(&text);
	return value;
}

static void
set_place(json_t *object, const struct tests_place *at)
{
	set(object, "path", at->path != NULL ? string(str_of(at->path)) : json_null());
	set(object, "line", at->path != NULL ? json_integer(at->line) : json_null());
	set(object, "column", at->path != NULL ? json_integer(at->column) : json_null());
}

/* The lines of one sign. */
static json_t *
lines(const struct tests_case *c, char sign)
{
	json_t *array = made(json_array());

	for (uint32_t i = 0; i < c->line_count; i++) {
		if (c->lines[i].sign == sign)
			append(array, string(c->lines[i].text));
	}
	return array;
}

static json_t *
test(const struct tests_case *c)
{
	json_t *object = made(json_object());

	set(object, "rule", string(str_of(c->rule)));
	set(object, "title", string(c->title));
	set_place(object, &c->place);
	set(object, "passed", json_boolean(c->passed));
	set(object, "expected", lines(c, '-'));
	set(object, "found", lines(c, '+'));
	set(object, "mistakes", lines(c, '!'));
	return object;
}

static json_t *
rule(const struct tests_rule *r)
{
	json_t *object = made(json_object());

	set(object, "id", string(str_of(r->id)));
	set_place(object, &r->place);
	set(object, "fails", json_boolean(r->fails));
	set(object, "passes", json_boolean(r->passes));
	return object;
}

static json_t *
condition(const struct tests_condition *c)
{
	json_t *object = made(json_object());
	struct buf words = {0};

	tests_words(&words, c->words);
	set_place(object, &c->place);
	set(object, "within", string(str_of(c->within)));
	set(object, "words", string((struct str){words.ptr, words.len}));
	set(object, "asked", json_boolean(c->asked));
	set(object, "true", json_boolean(c->yes));
	set(object, "false", json_boolean(c->no));
	buf_free(&words);
	return object;
}

static json_t *
function(const struct tests_function *f)
{
	json_t *object = made(json_object());

	set(object, "name", string(str_of(f->name)));
	set_place(object, &f->place);
	set(object, "used", json_boolean(f->used));
	return object;
}

static void
set_coverage(json_t *document, const struct tests_report *r)
{
	json_t *conditions = made(json_array()), *functions = made(json_array());

	for (uint32_t i = 0; i < r->condition_count; i++)
		append(conditions, condition(&r->conditions[i]));
	for (uint32_t i = 0; i < r->function_count; i++)
		append(functions, function(&r->functions[i]));
	set(document, "conditions", conditions);
	set(document, "functions", functions);
}

static json_t *
counts(const struct tests_report *r)
{
	struct tests_counts n = report_tests_count(r);
	json_t *object = made(json_object());

	set(object, "passed", json_integer(n.passed));
	set(object, "failed", json_integer(n.failed));
	set(object, "rules", json_integer(r->rule_count));
	set(object, "rules_seen", json_integer(n.rules));
	if (!r->cover)
		return object;
	set(object, "conditions", json_integer(r->condition_count));
	set(object, "conditions_seen", json_integer(n.conditions));
	set(object, "functions", json_integer(r->function_count));
	set(object, "functions_used", json_integer(n.functions));
	return object;
}

void
tests_json(struct buf *out, const struct tests_report *r)
{
	json_t *document = made(json_object()), *tests = made(json_array()),
	       *rules = made(json_array());

	for (uint32_t i = 0; i < r->case_count; i++)
		append(tests, test(&r->cases[i]));
	for (uint32_t i = 0; i < r->rule_count; i++)
		append(rules, rule(&r->rules[i]));
	set(document, "tests", tests);
	set(document, "rules", rules);
	if (r->cover)
		set_coverage(document, r);
	set(document, "counts", counts(r));
	char *text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);
	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}
