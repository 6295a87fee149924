/* One value from its tokens, by the type of its field. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/pattern.h"
#include "base/suggest.h"
#include "model/build.h"
#include "model/prose.h"

/* Where the reading of a value stands. */
struct reading {
	struct builder *b;
	struct entity *entity;
	const struct field *field;
	const struct tree *tree;
	uint32_t at, end;
};

static const char *const expected[] = {
	[TYPE_STRING] = "a text in double quotes",
	[TYPE_TEXT] = "a text in triple quotes, or `from \"FILE.md\"`",
	[TYPE_BOOL] = "`yes` or `no`",
	[TYPE_INT] = "a whole number",
	[TYPE_NUMBER] = "a number",
	[TYPE_PERCENT] = "a percentage such as `40 %`",
	[TYPE_DATE] = "a date such as `2026-12-15`",
	[TYPE_DURATION] = "a duration such as `12 months` or `30 days`",
	[TYPE_MONEY] = "an amount such as `5000 EUR`",
	[TYPE_VERSION] = "a version such as `2.1`",
	[TYPE_URL] = "an address that begins with https:// or http://",
	[TYPE_EMAIL] = "an e-mail address",
	[TYPE_PATH] = "the path of a file of the project",
	[TYPE_SHA256] = "64 hexadecimal digits",
	[TYPE_PATTERN] = "a regular expression in double quotes",
	[TYPE_ENUM] = "a word",
	[TYPE_LEVEL] = "the id of a level",
	[TYPE_REF] = "an id",
	[TYPE_BLOCK] = "a block",
	[TYPE_EXPRESSION] = "an expression",
};

static bool
is(const struct reading *r, enum token_kind kind)
{
	return r->at < r->end && r->tree->tokens[r->at].kind == (uint32_t)kind;
}

static struct str
word(const struct reading *r)
{
	return tree_token_text(r->tree, r->at);
}

static void
next(struct reading *r)
{
	r->at = tree_skip(r->tree, r->at + 1, r->end);
}

/* Says what was expected; everything up to the next comma is taken as the wrong value. */
static struct diag *
wrong(struct reading *r, struct value *v)
{
	struct span span = tree_token_span(r->tree, r->at < r->end ? r->at : r->end - 1);

	v->bad = true;
	while (r->at < r->end && r->tree->tokens[r->at].kind != TOKEN_COMMA) {
		span = span_join(span, tree_token_span(r->tree, r->at));
		next(r);
	}
	v->span = span;
	return diag_add(r->b->sink, DIAG_BAD_VALUE, span, "`%s` holds %s", r->field->name->text, expected[r->field->type]);
}

static void
read_string(struct reading *r, struct value *v)
{
	/* A single word may stand without quotes: `country GB`, and the id of a block: `level low "Low"`. */
	bool bare = is(r, TOKEN_WORD) &&
		(r->field == r->field->owner->head || r->at + 1 >= r->end || tree_skip(r->tree, r->at + 1, r->end) == r->end ||
			r->tree->tokens[r->at + 1].kind == TOKEN_COMMA);
	if (!is(r, TOKEN_STRING) && !is(r, TOKEN_TEXT) && !bare) {
		wrong(r, v);
		return;
	}
	v->string = bare ? word(r) : tree_string(r->b->arena, r->tree, r->at, NULL);
	if (r->field->pattern != NULL && pattern_match(r->field->pattern, v->string) != PATTERN_YES) {
		struct diag *d = diag_add(r->b->sink, DIAG_NO_MATCH, v->span, "`%s` does not have the form that it must have",
			r->field->name->text);
		diag_help(r->b->sink, d, "it must match `%s`", r->field->pattern_text);
		v->bad = true;
	}
	next(r);
}

static bool
valid_text(enum type type, struct str s)
{
	const char *at = memchr(s.ptr, '@', s.len);

	switch (type) {
	case TYPE_URL:
		return (str_starts(s, "https://") || str_starts(s, "http://")) && memchr(s.ptr, ' ', s.len) == NULL;
	case TYPE_EMAIL:
		return at != NULL && at > s.ptr && at + 1 < s.ptr + s.len && memchr(s.ptr, ' ', s.len) == NULL &&
			memchr(at + 1, '@', (size_t)(s.ptr + s.len - at - 1)) == NULL;
	case TYPE_SHA256:
		for (size_t i = 0; i < s.len; i++) {
			if (strchr("0123456789abcdefABCDEF", s.ptr[i]) == NULL)
				return false;
		}
		return s.len == 64;
	case TYPE_VERSION:
		return version_valid(s);
	default:
		return s.len > 0;
	}
}

/* Tokens without a blank between them, such as an address without quotes; moves to the last of them. A comment that follows at once
 * would have cut the address short without a word, so then it is refused. */
static struct str
read_run(struct reading *r)
{
	struct span span = tree_token_span(r->tree, r->at);
	uint32_t next_token = r->at + 1;

	while (next_token < r->end && r->tree->tokens[next_token].start == span.end &&
		r->tree->tokens[next_token].kind != TOKEN_COMMA) {
		span.end += r->tree->tokens[next_token].len;
		r->at = next_token++;
	}
	const struct token *after = &r->tree->tokens[r->at + 1];
	if (after->kind == TOKEN_COMMENT && after->start == span.end)
		return STR("");
	return (struct str){ r->tree->text.ptr + span.start, span.end - span.start };
}

/* url, email, path, sha256, version, pattern: a string of a certain form; quotes may be left out where it has no blanks. */
static void
read_formed(struct reading *r, struct value *v)
{
	uint32_t first = r->at;

	if (!is(r, TOKEN_STRING) && !(is(r, TOKEN_WORD) && r->field->type != TYPE_PATTERN)) {
		wrong(r, v);
		return;
	}
	v->string = is(r, TOKEN_STRING) ? tree_string(r->b->arena, r->tree, r->at, NULL) : read_run(r);
	v->span = span_join(v->span, tree_token_span(r->tree, r->at));
	if (!valid_text(r->field->type, v->string))
		r->at = first;
	if (!valid_text(r->field->type, v->string)) {
		wrong(r, v);
		return;
	}
	if (r->field->type == TYPE_PATTERN) {
		const char *message = NULL;
		size_t offset = 0;
		if (pattern_compile(r->b->arena, v->string, &message, &offset) == NULL) {
			diag_help(r->b->sink, wrong(r, v), "%s", message);
			return;
		}
	}
	next(r);
}

static void
read_bool(struct reading *r, struct value *v)
{
	struct str s = is(r, TOKEN_WORD) ? word(r) : STR("");

	v->boolean = str_is(s, "yes") || str_is(s, "true");
	if (v->boolean || str_is(s, "no") || str_is(s, "false"))
		next(r);
	else
		wrong(r, v);
}

static void
read_number(struct reading *r, struct value *v)
{
	uint32_t first = r->at;
	double sign = 1;
	double number = 0;
	int64_t integer = 0;

	if (is(r, TOKEN_MINUS)) {
		sign = -1;
		next(r);
	}
	bool whole = r->field->type == TYPE_INT;
	if (!is(r, TOKEN_WORD) || !(whole ? integer_parse(word(r), &integer) : number_parse(word(r), &number))) {
		r->at = first;
		wrong(r, v);
		return;
	}
	struct span span = span_join(tree_token_span(r->tree, first), tree_token_span(r->tree, r->at));
	next(r);
	if (r->field->type == TYPE_PERCENT && is(r, TOKEN_PERCENT)) {
		span = span_join(span, tree_token_span(r->tree, r->at));
		next(r);
	}
	v->span = span;
	number = sign * (whole ? (double)integer : number);
	if ((r->field->has_min && number < r->field->min) || (r->field->has_max && number > r->field->max)) {
		struct diag *d = diag_add(r->b->sink, DIAG_OUT_OF_RANGE, span, "`%s` is out of its range", r->field->name->text);
		if (r->field->has_min && r->field->has_max)
			diag_help(r->b->sink, d, "it lies between %g and %g", r->field->min, r->field->max);
		else
			diag_help(r->b->sink, d, r->field->has_min ? "it is at least %g" : "it is at most %g",
				r->field->has_min ? r->field->min : r->field->max);
		v->bad = true;
	}
	if (whole)
		v->integer = sign < 0 ? -integer : integer;
	else
		v->number = number;
}

static void
read_date(struct reading *r, struct value *v)
{
	if (is(r, TOKEN_WORD) && date_parse(word(r), &v->date))
		next(r);
	else
		wrong(r, v);
}

/* Two words: a number and its unit; `every` may stand before a duration. */
static void
read_pair(struct reading *r, struct value *v)
{
	uint32_t first = r->at;

	if (r->field->type == TYPE_DURATION && is(r, TOKEN_WORD) && str_is(word(r), "every"))
		next(r);
	struct str number = is(r, TOKEN_WORD) ? word(r) : STR("");
	next(r);
	struct str unit = is(r, TOKEN_WORD) ? word(r) : STR("");
	bool fine = r->field->type == TYPE_DURATION ? duration_parse(number, unit, &v->duration)
						    : money_parse(number, unit, &v->money);
	if (!fine) {
		r->at = first;
		wrong(r, v);
		return;
	}
	v->span = span_join(tree_token_span(r->tree, first), tree_token_span(r->tree, r->at));
	next(r);
}

static void
read_member(struct reading *r, struct value *v)
{
	if (!is(r, TOKEN_WORD)) {
		wrong(r, v);
		return;
	}
	struct suggest s = suggest_start(word(r));
	for (uint32_t i = 0; i < r->field->value_count; i++) {
		if (str_eq(word(r), name_str(r->field->values[i].name))) {
			v->member = i;
			next(r);
			return;
		}
		suggest_offer(&s, name_str(r->field->values[i].name));
	}
	struct str text = word(r);
	struct diag *d = diag_add(r->b->sink, DIAG_UNKNOWN_MEMBER, v->span, "`%s` cannot be `%.*s`", r->field->name->text,
		(int)text.len, text.ptr);
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(r->b->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	else if (r->field->value_count > 0)
		diag_help(r->b->sink, d, "it is `%s` … `%s`; `ismsc explain %s` lists all", r->field->values[0].name->text,
			r->field->values[r->field->value_count - 1].name->text, r->field->owner->name->text);
	if (best.len > 0 && suggest_certain(&s))
		diag_fix(r->b->sink, d, v->span, arena_strndup(r->b->arena, best.ptr, best.len));
	v->bad = true;
	next(r);
}

static void
read_text(struct reading *r, struct value *v)
{
	struct text_map map = { 0 };
	struct str text = { "", 0 };

	if (is(r, TOKEN_TEXT) || is(r, TOKEN_STRING)) {
		text = tree_string(r->b->arena, r->tree, r->at, &map);
	} else if (is(r, TOKEN_WORD) && str_is(word(r), "from") && r->at + 1 < r->end &&
		r->tree->tokens[r->at + 1].kind == TOKEN_STRING) {
		next(r);
		const struct source *source = NULL;
		struct str path = tree_string(r->b->arena, r->tree, r->at, NULL);
		if (r->b->input->read == NULL ||
			!r->b->input->read(r->b->input->context, path, tree_token_span(r->tree, r->at), &source)) {
			v->bad = true;
			next(r);
			return;
		}
		text = source->text;
		struct text_piece *piece = arena_alloc(r->b->arena, sizeof *piece);
		map = (struct text_map){ source->id, 1, piece };
	} else {
		wrong(r, v);
		return;
	}
	v->prose = prose_parse(r->b->arena, text, &map, r->b->sink);
	*VEC_PUSH(r->b->arena, &r->b->prose) = v->prose;
	next(r);
}

/* A reference, or a level, is only noted here: what it names may be declared later. */
static void
read_reference(struct reading *r, struct value *v)
{
	if (r->field->type == TYPE_REF && r->field->strings != NULL && is(r, TOKEN_STRING)) {
		struct slot *slot = &r->entity->slots[r->field->index];
		slot->count--;
		struct value *text = slot_add(r->b, r->entity, r->field->strings, tree_token_span(r->tree, r->at));
		if (r->field->strings->type == TYPE_TEXT) {
			struct reading there = *r;
			there.field = r->field->strings;
			read_text(&there, text);
		} else {
			text->string = tree_string(r->b->arena, r->tree, r->at, NULL);
		}
		next(r);
		return;
	}
	if (!is(r, TOKEN_WORD)) {
		wrong(r, v);
		return;
	}
	struct pending p = { r->entity, r->field, r->entity->slots[r->field->index].count - 1, r->tree, TOKEN_NONE, r->at };
	uint32_t first = r->at;
	next(r);
	if (r->field->type == TYPE_REF && is(r, TOKEN_WORD)) {
		p.kind_token = first;
		p.id_token = r->at;
		next(r);
	}
	v->span = tree_token_span(r->tree, p.id_token);
	*VEC_PUSH(r->b->arena, &r->b->pending) = p;
}

void
bind_value(struct builder *b, struct entity *e, const struct field *f, uint32_t *at, uint32_t end)
{
	struct reading r = { b, e, f, e->tree, *at, end };
	struct value *v = slot_add(b, e, f, tree_token_span(e->tree, *at));

	switch (f->type) {
	case TYPE_STRING:
		read_string(&r, v);
		break;
	case TYPE_TEXT:
		read_text(&r, v);
		break;
	case TYPE_BOOL:
		read_bool(&r, v);
		break;
	case TYPE_INT:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		read_number(&r, v);
		break;
	case TYPE_DATE:
		read_date(&r, v);
		break;
	case TYPE_DURATION:
	case TYPE_MONEY:
		read_pair(&r, v);
		break;
	case TYPE_ENUM:
		read_member(&r, v);
		break;
	case TYPE_REF:
	case TYPE_LEVEL:
		read_reference(&r, v);
		break;
	default:
		read_formed(&r, v);
	}
	*at = r.at;
}
