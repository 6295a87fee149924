/* "risk {r.id} is {r.level}" → pieces of text and expressions; in words of the language, `{{ r.id }}`. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/vec.h"
#include "expr/check.h"
#include "expr/machine.h"

/* Bytes that a message may have; more is cut. */
#define LENGTH 4000

struct piece {
	struct str text;
	const struct compiled *expression; /* or NULL */
};

struct message {
	VEC(struct piece) pieces;
};

struct reading {
	struct arena *arena;
	const struct scope *scope;
	struct sink *sink;
	const struct tree *tree;
	struct text_map map;
	struct str text;
	struct message *message;
	uint32_t braces; /* around an expression: 1 in messages, 2 in words */
	bool failed;
};

/* The map of text[start..end) alone. */
static const struct text_map *
cut_map(struct reading *r, uint32_t start, uint32_t end)
{
	struct text_map *map = arena_alloc(r->arena, sizeof(*map));
	VEC(struct text_piece) pieces = {0};
	uint32_t low = 0, high = r->map.len;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (r->map.pieces[middle].at <= start)
			low = middle;
		else
			high = middle;
	}
	for (uint32_t i = low; i < r->map.len && (i == low || r->map.pieces[i].at < end); i++) {
		struct text_piece p = r->map.pieces[i];

		if (p.at < start) {
			p.offset += start - p.at;
			p.at = start;
		}
		p.at -= start;
		*VEC_PUSH(r->arena, &pieces) = p;
	}
	*map = (struct text_map){r->map.source, pieces.len, pieces.ptr};
	return map;
}

static void
mistake(struct reading *r, uint32_t at, const char *what, const char *help)
{
	struct span inner = text_map_span(&r->map, at, at + 1);

	r->failed = true;
	diag_help(r->sink,
		diag_add(r->sink, DIAG_BAD_MESSAGE, tree_span(r->tree, inner.start, inner.end),
			"%s", what),
		"%s", help);
}

static void
add_text(struct reading *r, uint32_t start, uint32_t end)
{
	if (end > start)
		*VEC_PUSH(r->arena, &r->message->pieces) =
			(struct piece){{r->text.ptr + start, end - start}, NULL};
}

static bool
next_is(const struct reading *r, uint32_t at, char c)
{
	return at + 1 < r->text.len && r->text.ptr[at + 1] == c;
}

/* The `}` that closes the expression from `at`, past strings in it; the text's end when there is none. */
static uint32_t
find_close(const struct reading *r, uint32_t at)
{
	bool quoted = false;

	for (; at < r->text.len; at++) {
		char c = r->text.ptr[at];

		if (c == '"')
			quoted = !quoted;
		else if (c == '\\' && quoted)
			at++;
		else if (c == '}' && !quoted && (r->braces == 1 || next_is(r, at, '}')))
			return at;
	}
	return (uint32_t)r->text.len;
}

/* Only what has a value can be shown, and only a value has a text. */
static void
check_shown(struct reading *r, const struct compiled *c, struct str text)
{
	int len = (int)(text.len < 80 ? text.len : 80);
	struct diag *d;

	if (c->type.shape == SHAPE_EXPRESSION) {
		d = diag_add(r->sink, DIAG_WRONG_TYPE, c->span,
			"`%.*s` is an expression, which has no text", len, text.ptr);
		diag_help(r->sink, d, "call it with its arguments in ( )");
	} else if (c->type.optional && !c->lenient) {
		d = diag_add(r->sink, DIAG_UNGUARDED, c->span, "`%.*s` may be absent here", len,
			text.ptr);
		diag_help(r->sink, d, "give `%.*s else …`, or guard it where the rule begins", len,
			text.ptr);
	} else {
		return;
	}
	r->failed = true;
}

static void
add_expression(struct reading *r, uint32_t start, uint32_t end)
{
	struct str text = {arena_strndup(r->arena, r->text.ptr + start, end - start), end - start};
	struct tree *tree = tree_fragment(r->arena, text, cut_map(r, start, end), r->sink);
	struct compiled *c = tree->broken ? NULL
					  : expr_compile(r->arena, tree, 0, tree->token_count,
						    r->scope, NULL, r->sink);

	if (c == NULL) {
		r->failed = true;
		return;
	}
	check_shown(r, c, str_trim(text));
	*VEC_PUSH(r->arena, &r->message->pieces) = (struct piece){{"", 0}, c};
}

static void
read_pieces(struct reading *r)
{
	uint32_t start = 0, at = 0, len = (uint32_t)r->text.len;
	const char *s = r->text.ptr;

	while (at < len) {
		if (s[at] != '{' && s[at] != '}') {
			at++;
			continue;
		}
		add_text(r, start, at);
		if (at + 1 < len && s[at + 1] == s[at]) {
			start = at + 1;
			at += 2;
			continue;
		}
		if (s[at] == '}') {
			mistake(r, at, "this `}` closes nothing",
				"a brace itself is written twice: `}}`");
			return;
		}
		uint32_t close = find_close(r, at + 1);
		if (close == len) {
			mistake(r, at, "this `{` is not closed",
				"a brace itself is written twice: `{{`");
			return;
		}
		add_expression(r, at + 1, close);
		start = at = close + 1;
	}
	add_text(r, start, len);
}

/* A brace alone is one of the language. */
static void
read_words(struct reading *r)
{
	uint32_t start = 0, len = (uint32_t)r->text.len;

	for (uint32_t at = 0; at < len; at++) {
		if (r->text.ptr[at] != '{' || !next_is(r, at, '{'))
			continue;
		uint32_t close = find_close(r, at + 2);
		if (close == len) {
			mistake(r, at, "this `{{` is not closed", "an expression ends with `}}`");
			return;
		}
		add_text(r, start, at);
		add_expression(r, at + 2, close);
		start = close + 2;
		at = close + 1;
	}
	add_text(r, start, len);
}

struct message *
words_compile(struct arena *a, const struct tree *tree, uint32_t token, const struct scope *scope,
	struct sink *sink)
{
	struct reading r = {.arena = a, .scope = scope, .sink = sink, .tree = tree, .braces = 2};

	r.text = tree_string(a, tree, token, &r.map);
	r.message = arena_alloc(a, sizeof(*r.message));
	read_words(&r);
	return r.failed ? NULL : r.message;
}

struct message *
message_compile(struct arena *a, const struct tree *tree, uint32_t token, const struct scope *scope,
	struct sink *sink)
{
	struct reading r = {.arena = a, .scope = scope, .sink = sink, .tree = tree, .braces = 1};

	r.text = tree_string(a, tree, token, &r.map);
	r.message = arena_alloc(a, sizeof(*r.message));
	read_pieces(&r);
	return r.failed ? NULL : r.message;
}

struct str
message_eval(struct evaluator *e, const struct message *m, struct arena *a)
{
	struct buf out = {0};
	enum fault fault = FAULT_NONE;

	for (uint32_t i = 0; i < m->pieces.len; i++) {
		const struct piece *p = &m->pieces.ptr[i];

		buf_str(&out, p->text);
		if (p->expression == NULL)
			continue;
		struct result r = expr_eval(e, p->expression);
		if (evaluator_fault(e) != FAULT_NONE) {
			fault = evaluator_fault(e);
			buf_puts(&out, "…");
		} else {
			result_format(&r, &out);
		}
	}
	e->fault = fault;
	size_t len = out.len;
	if (len > LENGTH) {
		/* Not within a character. */
		for (len = LENGTH; len > 0 && ((unsigned char)out.ptr[len] & 0xc0) == 0x80;)
			len--;
	}
	struct str text = {arena_strndup(a, out.len > 0 ? out.ptr : "", len), len};
	buf_free(&out);
	return text;
}
