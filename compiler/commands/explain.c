/* explain: an id → what it is, in words. A name may mean several things; all are told. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "commands/commands.h"
#include "commands/explain.h"
#include "commands/options.h"
#include "schema/yaml.h"

#define WIDTH 100
#define WORDS "schemas/expressions.yaml"
#define DESIGNS "templates/documents.yaml"

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
list_has(const struct yaml *row, const char *key, const char *name, bool by_clause)
{
	const struct yaml *list = name != NULL ? yaml_get(row, key) : NULL;
	const struct yaml *entry = list == NULL              ? NULL
				   : list->kind == YAML_LIST ? list->child
							     : list;

	for (; entry != NULL; entry = list->kind == YAML_LIST ? entry->next : NULL) {
		if (entry->kind == YAML_SCALAR &&
			(by_clause ? explain_clauses_meet(entry->text, str_of(name))
				   : str_is(entry->text, name)))
			return true;
	}
	return false;
}

void
explain_documents_of(const struct explain *e, const char *clause, const char *kind)
{
	const struct yaml *list = e->designs != NULL ? yaml_get(e->designs, "documents") : NULL;
	size_t column = 0;

	for (const struct yaml *d = list != NULL ? list->child : NULL; d != NULL; d = d->next) {
		if (list_has(d, "clauses", clause, true) || list_has(d, "home", kind, false) ||
			list_has(d, "each", kind, false) || list_has(d, "uses", kind, false))
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
	bool (*const about[])(struct explain *) = {
		explain_diagnostic, explain_rule, explain_item, explain_kind, explain_word};
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
	explain_offer_words(e, &s);
	struct str best = suggest_best(&s);
	fprintf(stderr, "ismsc: nothing is called `%.*s`", (int)e->id.len, e->id.ptr);
	if (best.len > 0)
		fprintf(stderr, "; did you mean `%.*s`?", (int)best.len, best.ptr);
	fprintf(stderr, "\n");
}

/* A file built into the program. */
static const struct yaml *
read_data(struct compilation *c, const char *path)
{
	const struct embedded *file = embedded_find(str_of(path));

	return file == NULL ? NULL
			    : yaml_parse(c->arena,
				      sources_add(c->sources, path,
					      (struct str){file->bytes, file->len}, true),
				      c->sink);
}

int
command_explain(int argc, char **argv)
{
	const char *dir = ".";
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder, for its own kinds and rules",
			OPTION_TEXT, &dir},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("explain [option]... ID", rows, argc, argv, args, &count, &status)) {
		if (count != 1) {
			fprintf(stderr, "usage: ismsc explain ID (a rule, clause, control, kind, "
					"kind.field, "
					"diagnostic or word of expressions)\n");
		} else {
			struct compilation *c = compile(a, dir);
			if (c->language == NULL) {
				fprintf(stderr, "ismsc: there is no folder `%s`\n", dir);
				arena_free(a);
				return STATUS_USAGE;
			}
			if (c->model == NULL)
				c = compile_built_in(a);
			struct explain e = {.arena = a,
				.c = c,
				.words = read_data(c, WORDS),
				.designs = read_data(c, DESIGNS),
				.id = str_of(args[0]),
				.out = &out};
			if (!explain(&e))
				tell_unknown(&e);
			else
				status = fwrite(out.ptr, 1, out.len, stdout) == out.len &&
							 fflush(stdout) == 0
						 ? STATUS_CLEAN
						 : STATUS_FAILURE;
		}
	}
	buf_free(&out);
	arena_free(a);
	return (int)status;
}
