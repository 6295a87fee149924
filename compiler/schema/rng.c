/* The RELAX NG schema (XML syntax) of the XML model: schemas/model-frame.rng, with a pattern added for each kind and block:
 * its attributes and an interleave of its fields, each by its type. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/embed.h"
#include "schema/kind.h"

static void
put_enum(struct buf *out, const struct field *f)
{
	buf_puts(out, "<element name=\"value\"><attribute name=\"name\"><choice>");
	for (uint32_t i = 0; i < f->value_count; i++)
		buf_printf(out, "<value>%s</value>", f->values[i].name->text);
	/* A choice of nothing would be no schema. */
	if (f->value_count == 0)
		buf_puts(out, "<notAllowed/>");
	buf_puts(out, "</choice></attribute><text/></element>");
}

/* The pattern of the frame for one value of a type; those of enums are written out, blocks have their own. */
static const char *
pattern_of(enum type type)
{
	switch (type) {
	case TYPE_REF:
		return "reference";
	case TYPE_TEXT:
		return "prose";
	case TYPE_BOOL:
		return "bool-value";
	case TYPE_INT:
		return "int-value";
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		return "number-value";
	case TYPE_DATE:
		return "date-value";
	case TYPE_DURATION:
		return "duration-value";
	case TYPE_MONEY:
		return "money-value";
	case TYPE_SHA256:
		return "sha256-value";
	case TYPE_LEVEL:
		return "level-value";
	default:
		return "text-value";
	}
}

/* Entities that nobody declares have only what their catalogue says. */
static bool
is_required(const struct kind *kind, const struct field *f)
{
	return (f->flags & FIELD_REQUIRED) != 0 && !kind->built_in && kind->id != KIND_ID_CATALOGUE;
}

static void
put_block(struct buf *out, struct arena *scratch, const struct field *f, bool required)
{
	const char *how = (f->flags & FIELD_MANY) != 0 ? (required ? "oneOrMore" : "zeroOrMore")
						       : (required ? "group" : "optional");

	buf_printf(out, "      <%s><ref name=\"kind.%s\"/></%s>\n", how,
		kind_path(scratch, f->block), how);
}

/* How often a value stands in its field's element. */
static const char *
repetition(const struct field *f)
{
	if (f->type == TYPE_TEXT)
		return "zeroOrMore"; /* paragraphs */
	if (f->type == TYPE_EXPRESSION)
		return (f->flags & FIELD_MANY) != 0 ? "zeroOrMore" : "optional";
	return (f->flags & FIELD_MANY) != 0 ? "oneOrMore" : "group";
}

static void
put_field(struct buf *out, struct arena *scratch, const struct kind *kind, const struct field *f)
{
	bool required = is_required(kind, f);
	const char *how = repetition(f);

	if (f->type == TYPE_BLOCK) {
		put_block(out, scratch, f, required);
		return;
	}
	buf_printf(
		out, "      %s<element name=\"%s\">", required ? "" : "<optional>", f->name->text);
	buf_printf(out, "<%s><choice><ref name=\"unread\"/>", how);
	if (f->type == TYPE_ENUM)
		put_enum(out, f);
	else
		buf_printf(out, "<ref name=\"%s\"/>", pattern_of(f->type));
	buf_printf(out, "</choice></%s>", how);
	buf_printf(out, "</element>%s\n", required ? "" : "</optional>");
}

/* Written out for each: libxml2 loses attributes that stand in a pattern of their own. */
static void
put_attributes(struct buf *out, const struct kind *kind)
{
	const char *own = "<optional><attribute name=\"head\"/></optional>";

	if (kind->block_of == NULL)
		own = kind->id == KIND_ID_NONE ? "" : "<attribute name=\"id\"/>";
	buf_printf(out,
		"      %s<optional><attribute name=\"title\"/></optional><attribute name=\"key\"/>"
		"<attribute name=\"n\"><data type=\"positiveInteger\"/></attribute>\n",
		own);
	if (kind->block_of == NULL)
		buf_puts(out, "      <attribute name=\"declared\"><choice><value>yes</value>"
			      "<value>no</value></choice></attribute>"
			      "<optional><attribute name=\"place\"/></optional>"
			      "<optional><attribute name=\"href\"/></optional>\n");
}

static void
put_kind(struct buf *out, struct arena *scratch, const struct kind *kind)
{
	uint32_t count = 0;
	const char *group;

	for (uint32_t i = 0; i < kind->field_count; i++)
		count += (kind->fields[i]->flags & FIELD_IMPLICIT) == 0;
	group = count > 1 ? "interleave" : "group";
	buf_printf(out, "  <define name=\"kind.%s\">\n    <element name=\"%s\">\n",
		kind_path(scratch, kind), kind->name->text);
	put_attributes(out, kind);
	buf_printf(out, "      <%s>\n", group);
	if (count == 0)
		buf_puts(out, "      <empty/>\n");
	for (uint32_t i = 0; i < kind->field_count; i++) {
		if ((kind->fields[i]->flags & FIELD_IMPLICIT) == 0)
			put_field(out, scratch, kind, kind->fields[i]);
	}
	buf_printf(out, "      </%s>\n    </element>\n  </define>\n", group);
}

/* The frame up to where its grammar ends. */
static void
put_frame(struct buf *out)
{
	const struct embedded *frame = embedded_find(STR("schemas/model-frame.rng"));
	struct str text =
		frame == NULL ? STR("<grammar>") : str_trim((struct str){frame->bytes, frame->len});

	if (str_ends(text, "</grammar>"))
		text.len -= strlen("</grammar>");
	buf_str(out, text);
}

void
language_rng(const struct language *l, struct buf *out)
{
	struct arena *scratch = arena_new();

	put_frame(out);
	buf_puts(out, "\n  <define name=\"entity\">\n    <choice>\n      <notAllowed/>\n");
	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of == NULL)
			buf_printf(out, "      <ref name=\"kind.%s\"/>\n", l->kinds[i]->name->text);
	}
	buf_puts(out, "    </choice>\n  </define>\n");
	for (uint32_t i = 0; i < l->kind_count; i++)
		put_kind(out, scratch, l->kinds[i]);
	buf_puts(out, "</grammar>\n");
	arena_free(scratch);
}
