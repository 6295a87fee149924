/* The tokens of a value, one after the other, without comments and ends of lines. */
#include <string.h>

#include "model/build.h"

#define MEMBERS_SHOWN 12

/* What a value of the type is, whatever its field. */
static const char *
expected(enum type type)
{
	static const char *const texts[] = {
		[TYPE_STRING] = "a text in double quotes",
		[TYPE_TEXT] = "a text in triple quotes, or `from \"FILE.md\"`",
		[TYPE_BOOL] = "`yes` or `no`",
		[TYPE_INT] = "a whole number",
		[TYPE_NUMBER] = "a number such as `2.5`",
		[TYPE_PERCENT] = "a percentage such as `40 %`",
		[TYPE_DATE] = "a date such as `2026-12-15`",
		[TYPE_DURATION] = "a duration such as `12 months`, `30 days` or `4 hours`",
		[TYPE_MONEY] = "an amount such as `5000 EUR` or `1250.50 GBP`",
		[TYPE_VERSION] = "a version such as `2.1`",
		[TYPE_URL] = "an address in double quotes such as `\"https://example.org/\"`",
		[TYPE_EMAIL] = "an e-mail address in double quotes such as `\"ciso@example.org\"`",
		[TYPE_PATH] = "the path of a file of the project in double quotes",
		[TYPE_SHA256] = "64 hexadecimal digits",
		[TYPE_PATTERN] = "a regular expression in double quotes",
		[TYPE_ENUM] = "a word",
		[TYPE_LEVEL] = "the id of a level",
		[TYPE_REF] = "an id with its kind before it, such as `risk R-001`",
		[TYPE_BLOCK] = "a block",
		[TYPE_EXPRESSION] = "an expression",
	};

	return texts[type];
}

/* "`open`, `done` or `dropped`", cut off where it gets long. */
static const char *
list_members(struct arena *a, const struct field *f)
{
	const char *text = "";

	for (uint32_t i = 0; i < f->value_count; i++) {
		const char *joint = i == 0 ? "" : i + 1 == f->value_count ? " or " : ", ";

		if (i == MEMBERS_SHOWN)
			return arena_printf(a, "%s …", text);
		text = arena_printf(a, "%s%s`%s`", text, joint, f->values[i].name->text);
	}
	return text;
}

const char *
reader_expected(struct builder *b, const struct field *f)
{
	const char *kinds;

	if (f->type == TYPE_ENUM)
		return list_members(b->arena, f);
	if (f->type == TYPE_REF && (kinds = resolve_kinds(b, f)) != NULL)
		return arena_printf(
			b->arena, "the id of %s %s", build_article(f->to[0]->name), kinds);
	return expected(f->type);
}

bool
reader_is(const struct reader *r, enum token_kind kind)
{
	return r->at < r->end && r->tree->tokens[r->at].kind == (uint32_t)kind;
}

struct str
reader_word(const struct reader *r)
{
	return reader_is(r, TOKEN_WORD) ? tree_token_text(r->tree, r->at) : (struct str){"", 0};
}

struct span
reader_span(const struct reader *r)
{
	return tree_token_span(r->tree, r->at < r->end ? r->at : r->end - 1);
}

void
reader_next(struct reader *r)
{
	if (r->at < r->end)
		r->at = tree_skip(r->tree, r->at + 1, r->end);
}

bool
build_blank(struct builder *b, struct str text, struct span span, const char *what)
{
	struct diag *d;

	if (str_trim(text).len > 0)
		return false;
	d = diag_add(b->sink, DIAG_BLANK_VALUE, span, "`%s` is blank", what);
	diag_help(b->sink, d, "say something, or leave it out");
	return true;
}

/* `TODO: ask Jo` holds a place; `TODOs are kept in the tracker` does not. */
static bool
holds_place(struct str s)
{
	static const char *const words[] = {"TODO", "TBD", "TBC", "TBA", "FIXME", "XXX", "???"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = strlen(words[i]);

		if (!str_starts(s, words[i]))
			continue;
		if (s.len == len || strchr(" :.,;!?-", s.ptr[len]) != NULL)
			return true;
	}
	return false;
}

bool
build_placeholder(struct builder *b, struct str text, struct span span, const char *what)
{
	struct diag *d;

	if (!holds_place(str_trim(text)))
		return false;
	d = diag_add(b->sink, DIAG_PLACEHOLDER_VALUE, span, "`%s` holds a place only", what);
	diag_help(b->sink, d, "say what belongs there, or leave it out");
	return true;
}

bool
reader_blank(struct reader *r, struct value *v, struct str text)
{
	if (!build_blank(r->b, text, v->span, r->field->name->text))
		return false;
	v->bad = true;
	return true;
}

struct diag *
reader_wrong(struct reader *r, struct value *v)
{
	struct span span = reader_span(r);
	struct diag *d;

	v->bad = true;
	while (r->at < r->end && !reader_is(r, TOKEN_COMMA)) {
		span = span_join(span, reader_span(r));
		reader_next(r);
	}
	v->span = span;
	d = diag_add(r->b->sink, DIAG_BAD_VALUE, span, "`%s` takes %s", r->field->name->text,
		reader_expected(r->b, r->field));
	if (r->field->example != NULL)
		diag_help(r->b->sink, d, "for example: `%s %s`", r->field->name->text,
			r->field->example);
	return d;
}
