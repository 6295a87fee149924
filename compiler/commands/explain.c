/* explain: a diagnostic, kind or field, in words. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "commands/commands.h"
#include "commands/options.h"
#include "pipeline.h"

static const char *
text_or(const char *text, const char *otherwise)
{
	return text != NULL ? text : otherwise;
}

static void
explain_field(struct buf *out, const struct field *f)
{
	buf_printf(out, "  %-18s %-11s %s%s%s\n", f->name->text, type_name(f->type),
		text_or(f->doc, ""), (f->flags & FIELD_REQUIRED) != 0 ? " (required)" : "",
		(f->flags & FIELD_MANY) != 0 ? " (list)" : "");
}

static void
explain_kind(struct buf *out, const struct kind *k)
{
	buf_printf(out, "%s: %s\n", k->name->text, text_or(k->doc, k->title));
	for (uint32_t i = 0; i < k->clause_count; i++)
		buf_printf(out, "%s%s", i == 0 ? "Clause " : ", ", k->clauses[i]);
	buf_puts(out, k->clause_count > 0 ? "\n\nFields:\n" : "\nFields:\n");
	for (uint32_t i = 0; i < k->field_count; i++) {
		if ((k->fields[i]->flags & FIELD_IMPLICIT) == 0)
			explain_field(out, k->fields[i]);
	}
	if (k->example != NULL)
		buf_printf(out, "\nExample:\n\n%s", k->example);
}

/* "risk.owner": a field with its kind. */
static bool
explain_dotted(struct buf *out, const struct language *l, struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		if (id.ptr[i] != '.')
			continue;
		const struct kind *k = language_kind(l, (struct str){id.ptr, i});
		const struct name *n =
			names_find(l->names, (struct str){id.ptr + i + 1, id.len - i - 1});
		const struct field *f = k != NULL && n != NULL ? kind_field(l, k, n) : NULL;
		if (f != NULL) {
			explain_field(out, f);
			return true;
		}
	}
	return false;
}

static void
explain_unknown(const struct language *l, struct str id)
{
	struct suggest s = suggest_start(id);

	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of == NULL)
			suggest_offer(&s, name_str(l->kinds[i]->name));
	}
	for (uint32_t i = 0; i < DIAG_COUNT; i++)
		suggest_offer(&s, str_of(diag_info((enum diag_code)i)->name));
	struct str best = suggest_best(&s);
	fprintf(stderr, "ismsc: nothing is called `%.*s`", (int)id.len, id.ptr);
	if (best.len > 0)
		fprintf(stderr, "; did you mean `%.*s`?", (int)best.len, best.ptr);
	fprintf(stderr, "\n");
}

static bool
explain(struct buf *out, const struct language *l, struct str id)
{
	const struct diag_info *info = diag_find(id);
	const struct kind *kind = language_kind(l, id);

	if (info != NULL)
		buf_printf(out, "%s (%s): %s\n\n%s\n", info->name, severity_name(info->severity),
			info->title, info->explanation);
	else if (kind != NULL)
		explain_kind(out, kind);
	else
		return explain_dotted(out, l, id);
	return true;
}

int
command_explain(int argc, char **argv)
{
	const char *dir = ".";
	const struct option_row rows[] = {
		{'C', "directory", "DIR", "the project's folder, for its own kinds", OPTION_TEXT,
			&dir},
		{0, NULL, NULL, NULL, OPTION_FLAG, NULL},
	};
	struct arena *a = arena_new();
	const char **args = arena_array(a, (size_t)argc + 1, sizeof *args);
	uint32_t count = 0;
	enum status status = STATUS_USAGE;
	struct buf out = {0};

	if (options_read("explain ID", rows, argc, argv, args, &count, &status)) {
		if (count != 1) {
			fprintf(stderr,
				"usage: ismsc explain ID (a diagnostic, a kind, or kind.field)\n");
		} else {
			struct compilation *c = compile(a, dir);
			if (c->language == NULL)
				fprintf(stderr, "ismsc: there is no folder `%s`\n", dir);
			else if (!explain(&out, c->language, str_of(args[0])))
				explain_unknown(c->language, str_of(args[0]));
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
