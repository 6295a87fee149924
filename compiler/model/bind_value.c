/* One value from its tokens, by the type of its field: words and what stands in quotes. */
#include <string.h>

#include "base/pattern.h"
#include "model/build.h"

/* Whether everything up to the next comma is bare words, which quotation marks would make a string. */
static bool
is_bare(const struct reader *r, struct span *span)
{
	uint32_t at = r->at;

	*span = reader_span(r);
	for (; at < r->end && r->tree->tokens[at].kind != TOKEN_COMMA;
		at = tree_skip(r->tree, at + 1, r->end)) {
		if (r->tree->tokens[at].kind != TOKEN_WORD)
			return false;
		*span = span_join(*span, tree_token_span(r->tree, at));
	}
	return at > r->at;
}

static void
quote(struct reader *r, struct value *v)
{
	struct span span;
	bool bare = is_bare(r, &span);
	struct diag *d = reader_wrong(r, v);
	struct str text = source_text(r->b->sources, span);

	if (bare && memchr(text.ptr, '\n', text.len) == NULL &&
		memchr(text.ptr, '#', text.len) == NULL)
		diag_fix(r->b->sink, d, span,
			arena_printf(r->b->arena, "\"%.*s\"", (int)text.len, text.ptr));
}

static void
check_pattern(struct reader *r, const struct field *f, struct value *v)
{
	struct diag *d;

	if (f->pattern == NULL || pattern_match(f->pattern, v->string) == PATTERN_YES)
		return;
	v->bad = true;
	d = diag_add(r->b->sink, DIAG_NO_MATCH, v->span,
		"`%s` does not have the form that `%s` takes",
		arena_strndup(r->b->arena, v->string.ptr, (size_t)yaml_shown(v->string)),
		f->name->text);
	if (f->example != NULL)
		diag_help(r->b->sink, d, "for example: `%s %s`; the form is `%s`", f->name->text,
			f->example, f->pattern_text);
	else
		diag_help(r->b->sink, d, "the form is `%s`", f->pattern_text);
}

/* A string, or a single word that needs no quotation marks. */
static void
bind_string(struct reader *r, struct value *v)
{
	uint32_t behind = r->at < r->end ? tree_skip(r->tree, r->at + 1, r->end) : r->end;
	bool alone = behind == r->end || r->tree->tokens[behind].kind == TOKEN_COMMA ||
		     r->tree->tokens[behind].kind == TOKEN_STRING;

	if (reader_is(r, TOKEN_WORD) && alone) {
		v->string = reader_word(r);
	} else if (reader_is(r, TOKEN_STRING) || reader_is(r, TOKEN_TEXT)) {
		v->string = build_string(r->b, r->tree, r->at);
	} else {
		quote(r, v);
		return;
	}
	if (build_placeholder(r->b, v->string, v->span, r->field->name->text))
		v->bad = true;
	else if (!reader_blank(r, v, v->string))
		check_pattern(r, r->field, v);
	reader_next(r);
}

static bool
has_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] <= ' ')
			return true;
	}
	return false;
}

static bool
is_url(struct str s)
{
	size_t scheme = str_starts(s, "https://") ? 8 : str_starts(s, "http://") ? 7 : 0;

	return scheme > 0 && s.len > scheme && s.ptr[scheme] != '/' && !has_blank(s);
}

static bool
is_email(struct str s)
{
	const char *at = memchr(s.ptr, '@', s.len);
	struct str domain;

	if (at == NULL || at == s.ptr || has_blank(s))
		return false;
	domain = (struct str){at + 1, s.len - (size_t)(at + 1 - s.ptr)};
	return domain.len > 2 && memchr(domain.ptr, '@', domain.len) == NULL &&
	       memchr(domain.ptr + 1, '.', domain.len - 2) != NULL;
}

static bool
is_sha256(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\0' || strchr("0123456789abcdefABCDEF", s.ptr[i]) == NULL)
			return false;
	}
	return s.len == 64;
}

static bool
is_path(struct str s)
{
	return s.len > 0 && s.ptr[0] != '/' && memchr(s.ptr, '\\', s.len) == NULL &&
	       memchr(s.ptr, '\n', s.len) == NULL && memchr(s.ptr, '\0', s.len) == NULL;
}

static bool
has_form(enum type type, struct str s)
{
	switch (type) {
	case TYPE_URL:
		return is_url(s);
	case TYPE_EMAIL:
		return is_email(s);
	case TYPE_SHA256:
		return is_sha256(s);
	case TYPE_VERSION:
		return version_valid(s);
	case TYPE_PATH:
		return is_path(s);
	default:
		return true;
	}
}

static void
check_regex(struct reader *r, struct value *v)
{
	const char *message = NULL;
	size_t offset = 0;
	struct diag *d;

	if (pattern_compile(r->b->arena, v->string, &message, &offset) != NULL)
		return;
	v->bad = true;
	d = diag_add(r->b->sink, DIAG_BAD_VALUE, v->span, "this regular expression cannot be read");
	diag_help(r->b->sink, d, "at character %zu: %s", offset + 1, message);
}

/* A string of a certain form; a bare word where one can hold it. */
static void
bind_formed(struct reader *r, struct value *v)
{
	bool bare = r->field->type == TYPE_VERSION || r->field->type == TYPE_SHA256;

	if (reader_is(r, TOKEN_STRING))
		v->string = build_string(r->b, r->tree, r->at);
	else if (bare && reader_is(r, TOKEN_WORD))
		v->string = reader_word(r);
	else {
		reader_wrong(r, v);
		return;
	}
	if (!has_form(r->field->type, v->string)) {
		reader_wrong(r, v);
		return;
	}
	if (r->field->type == TYPE_PATTERN)
		check_regex(r, v);
	reader_next(r);
}

static void
bind_bool(struct reader *r, struct value *v)
{
	struct str word = reader_word(r);

	v->boolean = str_is(word, "yes") || str_is(word, "true");
	if (v->boolean || str_is(word, "no") || str_is(word, "false"))
		reader_next(r);
	else
		reader_wrong(r, v);
}

static void
bind_member(struct reader *r, struct value *v)
{
	const struct field *f = r->field;
	struct str word = reader_word(r);
	struct suggest s = suggest_start(word);
	struct diag *d;

	for (uint32_t i = 0; i < f->value_count; i++) {
		if (str_eq(word, name_str(f->values[i].name))) {
			v->member = i;
			reader_next(r);
			return;
		}
	}
	if (!reader_is(r, TOKEN_WORD)) {
		reader_wrong(r, v);
		return;
	}
	for (uint32_t i = 0; i < f->value_count; i++)
		build_offer(r->b, &s, name_str(f->values[i].name));
	v->bad = true;
	d = diag_add(r->b->sink, DIAG_UNKNOWN_MEMBER, v->span, "`%s` cannot be `%.*s`",
		f->name->text, yaml_shown(word), word.ptr);
	yaml_suggest(r->b->sink, d, &s, v->span,
		arena_printf(r->b->arena, "it is %s", reader_expected(r->b, f)));
	reader_next(r);
}

void
bind_value(struct reader *r, struct value *v)
{
	switch (r->field->type) {
	case TYPE_STRING:
		bind_string(r, v);
		break;
	case TYPE_TEXT:
		bind_text(r, v);
		break;
	case TYPE_BOOL:
		bind_bool(r, v);
		break;
	case TYPE_INT:
	case TYPE_NUMBER:
	case TYPE_PERCENT:
		bind_number(r, v);
		break;
	case TYPE_DATE:
		bind_date(r, v);
		break;
	case TYPE_DURATION:
	case TYPE_MONEY:
		bind_pair(r, v);
		break;
	case TYPE_ENUM:
		bind_member(r, v);
		break;
	case TYPE_REF:
	case TYPE_LEVEL:
		bind_reference(r, v);
		break;
	default:
		bind_formed(r, v);
	}
}
