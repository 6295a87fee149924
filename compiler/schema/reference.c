/* The reference page of the language as Markdown: all kinds by clause, each with its meaning, its fields and an
 * example. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/kind.h"

/* Blocks lie in one another as deep as YAML allows. */
#define DEPTH 64

/* A kind and the chapter it stands in. */
struct entry {
	const struct kind *kind;
	long chapter;
};

#define ANNEX 1000
#define NOWHERE 2000

/* 4 for "4.1", ANNEX for "A.5.1". */
static long
chapter_of(const struct kind *kind)
{
	const char *clause = kind->clause_count == 0 ? "" : kind->clauses[0];

	if (clause[0] >= '1' && clause[0] <= '9')
		return strtol(clause, NULL, 10) % ANNEX;
	return clause[0] == 'A' ? ANNEX : NOWHERE;
}

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->chapter != y->chapter)
		return x->chapter < y->chapter ? -1 : 1;
	return x->kind->index < y->kind->index ? -1 : 1;
}

/* Text for a cell of a table. */
static void
put_cell(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			buf_puts(out, "\\|");
		else if (*text == '\n')
			buf_putc(out, ' ');
		else
			buf_putc(out, *text);
	}
}

static void
put_bounds(struct buf *out, const struct field *f)
{
	if (f->has_min && f->has_max)
		buf_printf(out, ", %.15g to %.15g", f->min, f->max);
	else if (f->has_min)
		buf_printf(out, ", at least %.15g", f->min);
	else if (f->has_max)
		buf_printf(out, ", at most %.15g", f->max);
}

static void
put_type(struct buf *out, struct arena *scratch, const struct field *f)
{
	switch (f->type) {
	case TYPE_ENUM:
		for (uint32_t i = 0; i < f->value_count; i++)
			buf_printf(out, "%s`%s`", i == 0 ? "" : ", ", f->values[i].name->text);
		break;
	case TYPE_REF:
		for (uint32_t i = 0; i < f->to_count; i++)
			buf_printf(out, "%s[%s](#%s)", i == 0 ? "" : ", ", f->to[i]->name->text,
				f->to[i]->name->text);
		if (f->strings != NULL)
			buf_printf(out, ", or text (kept in `%s`)", f->strings->name->text);
		break;
	case TYPE_LEVEL:
		buf_puts(out, "level");
		if (f->level_of != NULL)
			buf_printf(out, " of `%s`", kind_path(scratch, f->level_of->block));
		break;
	default:
		buf_puts(out, type_name(f->type));
		if (f->hash_of != NULL)
			buf_printf(out, " of `%s`", f->hash_of->name->text);
		put_bounds(out, f);
		if (f->pattern_text != NULL) {
			buf_puts(out, " `");
			put_cell(out, f->pattern_text);
			buf_puts(out, "`");
		}
	}
}

static void
put_how(struct buf *out, const struct field *f, bool head)
{
	const char *words[4];
	size_t count = 0;

	if ((f->flags & FIELD_REQUIRED) != 0)
		words[count++] = "required";
	if (f->computed != NULL)
		words[count++] = "computed";
	else if ((f->flags & FIELD_MANY) != 0)
		words[count++] = "many";
	if (head)
		words[count++] = "head";
	if (f->block != NULL && f->block->titled != KIND_TITLE_NONE)
		words[count++] = "with a name";
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s", i == 0 ? "" : ", ", words[i]);
}

/* One row. `prefix` is the way from the kind to the block, with its dot. */
static void
put_field(struct buf *out, struct arena *scratch, const struct field *f, const char *prefix)
{
	buf_printf(out, "| `%s%s` | ", prefix, f->name->text);
	put_type(out, scratch, f);
	buf_puts(out, " | ");
	put_how(out, f, f->owner->head == f);
	buf_puts(out, " | ");
	put_cell(out, f->doc);
	if (f->computed != NULL) {
		buf_puts(out, " Is `");
		put_cell(out, f->computed);
		buf_puts(out, "`.");
	}
	if (f->inverse != NULL)
		buf_printf(out, " Seen from there: `%s`.", f->inverse->text);
	if (f->example != NULL) {
		buf_puts(out, " Such as `");
		put_cell(out, f->example);
		buf_puts(out, "`.");
	}
	buf_puts(out, " |\n");
}

/* All fields, those of blocks behind their block. */
static void
put_fields(struct buf *out, struct arena *scratch, const struct kind *kind)
{
	struct {
		const struct kind *kind;
		uint32_t next;
		const char *prefix;
	} stack[DEPTH], *top = stack;
	const uint32_t hidden = FIELD_IMPLICIT | FIELD_INVERSE;

	buf_puts(out, "| field | takes | | meaning |\n|---|---|---|---|\n");
	stack[0].kind = kind;
	stack[0].next = 0;
	stack[0].prefix = "";
	while (top >= stack) {
		const struct field *f;

		if (top->next == top->kind->field_count) {
			top--;
			continue;
		}
		f = top->kind->fields[top->next++];
		if ((f->flags & hidden) != 0)
			continue;
		put_field(out, scratch, f, top->prefix);
		if (f->block != NULL && top < stack + DEPTH - 1) {
			const char *prefix =
				arena_printf(scratch, "%s%s.", top->prefix, f->name->text);

			top++;
			top->kind = f->block;
			top->next = 0;
			top->prefix = prefix;
		}
	}
	buf_putc(out, '\n');
}

static void
put_inverses(struct buf *out, const struct kind *kind)
{
	const char *before = "Seen from others: ";

	for (uint32_t i = 0; i < kind->field_count; i++) {
		const struct field *f = kind->fields[i];

		if ((f->flags & FIELD_INVERSE) == 0)
			continue;
		buf_printf(out, "%s`%s` (%s)", before, f->name->text, f->to[0]->name->text);
		before = ", ";
	}
	if (before[0] == ',')
		buf_puts(out, ".\n\n");
}

/* How a declaration begins. */
static void
put_form(struct buf *out, const struct kind *kind)
{
	static const char *const titles[] = {[KIND_TITLE_NONE] = "",
		[KIND_TITLE_OPTIONAL] = " [\"Title\"]",
		[KIND_TITLE_REQUIRED] = " \"Title\""};

	if (kind->built_in) {
		buf_puts(out, "Comes from the project's standards; not declared.");
		return;
	}
	buf_printf(out, "`%s%s%s { … }`", kind->name->text, kind->id == KIND_ID_NONE ? "" : " ID",
		titles[kind->titled]);
	if (kind->id == KIND_ID_CATALOGUE && kind->items != NULL)
		buf_printf(out, ", where ID is an item of [%s](#%s)", kind->items->name->text,
			kind->items->name->text);
	buf_puts(out, kind->id == KIND_ID_NONE ? ", once." : ".");
}

static void
put_kind(struct buf *out, struct arena *scratch, const struct kind *kind)
{
	bool fields = false;

	buf_printf(out, "### %s\n\n%s", kind->name->text, kind->doc);
	for (uint32_t i = 0; i < kind->clause_count; i++)
		buf_printf(out, "%s%s", i == 0 ? " (" : ", ", kind->clauses[i]);
	buf_puts(out, kind->clause_count > 0 ? ")\n\n" : "\n\n");
	put_form(out, kind);
	if (kind->plural != NULL)
		buf_printf(out, " All of them: `%s`.", kind->plural->text);
	buf_puts(out, "\n\n");
	for (uint32_t i = 0; i < kind->field_count; i++)
		fields = fields || (kind->fields[i]->flags & (FIELD_IMPLICIT | FIELD_INVERSE)) == 0;
	if (fields)
		put_fields(out, scratch, kind);
	put_inverses(out, kind);
	if (kind->example != NULL) {
		size_t len = strlen(kind->example);

		buf_printf(out, "```isms\n%s%s```\n\n", kind->example,
			len > 0 && kind->example[len - 1] == '\n' ? "" : "\n");
	}
}

static void
put_chapter(struct buf *out, long chapter)
{
	if (chapter == ANNEX)
		buf_puts(out, "## Annex A\n\n");
	else if (chapter == NOWHERE)
		buf_puts(out, "## Other kinds\n\n");
	else
		buf_printf(out, "## Clause %ld\n\n", chapter);
}

void
language_reference(const struct language *l, struct buf *out)
{
	struct arena *scratch = arena_new();
	struct entry *entries = arena_array(scratch, l->kind_count + 1, sizeof(*entries));
	uint32_t count = 0;

	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of == NULL)
			entries[count++] = (struct entry){l->kinds[i], chapter_of(l->kinds[i])};
	}
	if (count > 1)
		qsort(entries, count, sizeof(*entries), compare);
	buf_puts(out,
		"# Language reference\n\n"
		"Made by `ismsc schema` from the kind files; do not edit it by hand. "
		"Every kind also has the fields `id`, `title`, `declared` and `kind`, which are "
		"not "
		"written as fields. A field marked *many* takes several values with commas between "
		"them, and may be repeated; *head* is written behind the block's name; *computed* "
		"is never written.\n\n");
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || entries[i].chapter != entries[i - 1].chapter)
			put_chapter(out, entries[i].chapter);
		put_kind(out, scratch, entries[i].kind);
	}
	arena_free(scratch);
}
