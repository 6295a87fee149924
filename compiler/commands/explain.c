/* explain: an id → what it is, in words. A name may mean several things; all are told. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "commands/commands.h"
#include "commands/explain.h"
#include "commands/language.h"
#include "commands/options.h"
#include "commands/say.h"
#include "schema/yaml.h"

#define WIDTH 100
#define WORDS "schemas/expressions.yaml"

void
explain_list_add(struct buf *out, size_t *column, const char *label, struct str entry)
{
	if (*column == 0) {
		buf_printf(out, "%s: ", label);
		*column = strlen(label) + 2;
	} else if (*column + entry.len + 2 > WIDTH) {
		buf_puts(out, ",\n  ");
		*column = 2;
	} else {
		buf_puts(out, ", ");
		*column += 2;
	}
	buf_str(out, entry);
	*column += entry.len;
}

void
explain_list_end(struct buf *out, size_t *column)
{
	if (*column > 0)
		buf_putc(out, '\n');
	*column = 0;
}

bool
explain_clauses_meet(struct str a, struct str b)
{
	struct str shorter = a.len < b.len ? a : b;
	struct str longer = a.len < b.len ? b : a;

	return memcmp(shorter.ptr, longer.ptr, shorter.len) == 0 &&
	       (shorter.len == longer.len || longer.ptr[shorter.len] == '.');
}

static bool
answers(const struct explain *e, const struct yaml *document, const char *clause)
{
	const struct yaml *list = yaml_get(document, "clauses"), *c = NULL;

	while (list != NULL && (c = yaml_next_text(list, c, "a clause", e->c->sink)) != NULL) {
		if (explain_clauses_meet(c->text, str_of(clause)))
			return true;
	}
	return false;
}

static bool
shows(const struct explain *e, const struct yaml *document, const char *key,
	const struct kind *kind)
{
	const struct yaml *list = yaml_get(document, key), *k = NULL;

	while (list != NULL && (k = yaml_next_text(list, k, "a kind", e->c->sink)) != NULL) {
		const struct kind *shown = language_kind(e->c->language, k->text);

		if (shown != NULL && (shown == kind || shown->items == kind))
			return true;
	}
	return false;
}

void
explain_documents_of(const struct explain *e, const char *clause, const struct kind *kind)
{
	const struct yaml *list = e->designs != NULL ? yaml_get(e->designs, "documents") : NULL;
	size_t column = 0;

	for (const struct yaml *d = list != NULL ? list->child : NULL; d != NULL; d = d->next) {
		if ((clause != NULL && answers(e, d, clause)) || shows(e, d, "home", kind) ||
			shows(e, d, "each", kind) || shows(e, d, "uses", kind))
			explain_list_add(e->out, &column, "Documents", d->key);
	}
	explain_list_end(e->out, &column);
}

bool
explain_diagnostic(struct explain *e)
{
	const struct diag_info *info = diag_find(e->id);

	if (info != NULL)
		buf_printf(e->out, "%s (%s): %s\n\n%s\n", info->name, severity_name(info->severity),
			info->title, info->explanation);
	return info != NULL;
}

static bool
explain(struct explain *e)
{
	bool (*const about[])(struct explain *) = {explain_diagnostic, explain_rule, explain_item,
		explain_kind, explain_document, explain_word};
	bool found = false;

	for (size_t i = 0; i < sizeof(about) / sizeof(about[0]); i++) {
		size_t before = e->out->len;

		if (found)
			buf_putc(e->out, '\n');
		if (about[i](e))
			found = true;
		else if (found)
			e->out->len = before;
	}
	return found;
}

static void
tell_unknown(const struct explain *e)
{
	struct suggest s = suggest_start(e->id);

	for (uint32_t i = 0; i < DIAG_COUNT; i++)
		suggest_offer(&s, str_of(diag_info((enum diag_code)i)->name));
	explain_offer_kinds(e, &s);
	explain_offer_items(e, &s);
	explain_offer_rules(e, &s);
	explain_offer_documents(e, &s);
	explain_offer_words(e, &s);
	struct str best = suggest_best(&s);
	say_unknown(best, "", "nothing is called `%.*s`", (int)e->id.len, e->id.ptr);
}

static const struct yaml *
read_words(struct compilation *c)
{
	const struct embedded *file = embedded_find(STR(WORDS));

	if (file == NULL)
		return NULL;
	return yaml_parse(c->arena,
		sources_add(c->sources, "ismsc:" WORDS, (struct str){file->bytes, file->len}, true),
		c->sink);
}

/* Reads the project, or what is built in where there is none. */
static bool
read_project(struct explain *e, const char *dir)
{
	e->c = compile(e->arena, dir);
	if (e->c->language == NULL) {
		say("there is no folder `%s`", dir);
		return false;
	}
	e->told = language_status(e->c);
	if (e->c->verdict == NULL)
		e->c = compile_built_in(e->arena);
	e->words = read_words(e->c);
	e->designs = compile_designs(e->c);
	return true;
}

static enum status
print(const struct explain *e, enum status status)
{
	if (e->out->len > 0)
		fwrite(e->out->ptr, 1, e->out->len, stdout);
	status = e->told > status ? e->told : status;
	return fflush(stdout) != 0 || ferror(stdout) ? STATUS_FAILURE : status;
}

/* Explains each id; those that nothing is called by are told, and the others stand all the same. */
static enum status
answer(struct explain *e, const char **ids, uint32_t count)
{
	enum status status = STATUS_CLEAN;

	for (uint32_t i = 0; i < count; i++) {
		size_t before = e->out->len;

		e->id = str_of(ids[i]);
		if (before > 0)
			buf_putc(e->out, '\n');
		if (!explain(e)) {
			e->out->len = before;
			tell_unknown(e);
			status = STATUS_USAGE;
		}
	}
	return print(e, status);
}

int
command_explain(int argc, char **argv)
{
	static const char *const formats[] = {"text", "json", NULL};
	const char *dir = ".";
	const char *format = "text";
	bool coverage = false;
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder, for its own kinds and rules",
			OPTION_TEXT, &dir},
		{0, "coverage", NULL, "every item of the standard: what checks it, what shows it",
			OPTION_FLAG, &coverage},
		{0, "format", "FORMAT", "of the coverage: text or json", OPTION_TEXT, &format},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("explain [option]... ID...", rows, argc, argv, args, &count, &status) &&
		options_one_of("format", format, formats)) {
		struct explain e = {.arena = a, .out = &out};
		bool json = strcmp(format, "json") == 0;

		status = STATUS_USAGE;
		if (coverage ? count > 0 : count == 0 || json)
			fprintf(stderr,
				"usage: ismsc explain ID... (a rule, clause, control, kind, "
				"kind.field, document, diagnostic or word of expressions)\n"
				"       ismsc explain --coverage [--format FORMAT]\n");
		else if (read_project(&e, dir))
			status = !coverage
					 ? answer(&e, args, count)
					 : print(&e, explain_coverage(&e, json) ? STATUS_CLEAN
										: STATUS_FINDINGS);
	}
	buf_free(&out);
	arena_leave(a);
	return (int)status;
}
