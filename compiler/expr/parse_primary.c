/* Tokens → operands: literals, paths, calls, parentheses, lists, `if`, `let` and the comprehensions. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "expr/ast.h"

static const char *const each_words[] = {
	[EACH_ANY] = "any",
	[EACH_ALL] = "all",
	[EACH_NONE] = "none",
	[EACH_COUNT] = "count",
	[EACH_SUM] = "sum",
	[EACH_MIN] = "min",
	[EACH_MAX] = "max",
	[EACH_AVG] = "avg",
	[EACH_FIRST] = "first",
	[EACH_LIST] = "list",
};

static struct ast *
literal(struct parser *p, enum shape shape)
{
	struct ast *n = parse_node(p, AST_LITERAL, parse_span(p));

	n->word = parse_word(p);
	n->value = (struct result){.present = true, .shape = shape};
	n->token = p->at;
	return n;
}

static struct ast *
bad_literal(struct parser *p, struct span span, const char *what, const char *help)
{
	if (!p->failed) {
		p->failed = true;
		diag_help(
			p->sink, diag_add(p->sink, DIAG_BAD_LITERAL, span, "%s", what), "%s", help);
	}
	p->at = p->end;
	return parse_node(p, AST_ERROR, span);
}

/* Digits, with one `.` between them at most. */
static bool
is_number(struct str s)
{
	size_t dots = 0;

	for (size_t i = 0; i < s.len; i++) {
		dots += s.ptr[i] == '.';
		if (s.ptr[i] != '.' && (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	}
	return s.len > 0 && dots <= 1 && s.ptr[0] != '.' && s.ptr[s.len - 1] != '.';
}

static bool
looks_like_date(struct str s)
{
	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (i != 4 && i != 7 && (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	}
	return true;
}

/* A word of letters behind a number that is no operator: it can only be a unit. */
static bool
looks_like_unit(const struct parser *p)
{
	struct str s = parse_word(p);

	return s.len > 0 && !parse_is_reserved(s) && (s.ptr[0] < '0' || s.ptr[0] > '9');
}

/* number = digits [ "." digits ] [ "%" | unit | currency ] */
static struct ast *
parse_number(struct parser *p)
{
	struct ast *n = literal(p, SHAPE_INT);
	struct str number = n->word;

	if (!integer_parse(number, &n->value.integer)) {
		n->value.shape = SHAPE_NUMBER;
		if (!number_parse(number, &n->value.number))
			return bad_literal(p, n->span, "the number is too large",
				"numbers have at most 15 digits");
	}
	parse_next(p);
	if (parse_kind(p) == TOKEN_PERCENT) {
		n->span = span_join(n->span, parse_span(p));
		n->word = STR("");
		parse_next(p);
		return n;
	}
	if (!looks_like_unit(p))
		return n;
	struct duration duration;
	struct money money;
	struct span span = span_join(n->span, parse_span(p));
	if (duration_parse(number, parse_word(p), &duration)) {
		n->value.shape = SHAPE_DURATION;
		n->value.duration = duration;
	} else if (money_parse(number, parse_word(p), &money)) {
		n->value.shape = SHAPE_MONEY;
		n->value.money = money;
	} else {
		return bad_literal(p, span, "this is no unit of time and no currency",
			"durations are written `12 months`, `30 days`, `4 hours`, amounts `5000 "
			"EUR`");
	}
	n->span = span;
	n->word = STR("");
	parse_next(p);
	return n;
}

/* WORD { "." WORD } as its parts. */
static void
split(struct parser *p, struct ast *n, uint32_t token)
{
	struct str word = tree_token_text(p->tree, token);
	uint32_t start = p->tree->tokens[token].start;
	VEC(struct step) steps = {n->steps, n->step_count, n->step_count};

	for (size_t at = 0; at <= word.len;) {
		const char *dot = memchr(word.ptr + at, '.', word.len - at);
		size_t end = dot != NULL ? (size_t)(dot - word.ptr) : word.len;

		*VEC_PUSH(p->arena, &steps) = (struct step){
			.text = {word.ptr + at, end - at},
			.span = tree_span(p->tree, start + (uint32_t)at, start + (uint32_t)end),
		};
		at = end + 1;
	}
	n->steps = steps.ptr;
	n->step_count = steps.len;
	p->nodes += steps.len;
}

static struct ast *
parse_path(struct parser *p)
{
	struct ast *n = parse_node(p, AST_PATH, parse_span(p));

	n->word = parse_word(p);
	split(p, n, p->at);
	parse_next(p);
	return n;
}

static struct ast *
parse_items(struct parser *p, struct ast *n, enum token_kind close, const char *what)
{
	VEC(struct ast *) items = {0};
	bool no_else = p->no_else, no_in = p->no_in;

	p->no_else = p->no_in = false;
	parse_next(p);
	while (!p->failed && parse_kind(p) != close) {
		*VEC_PUSH(p->arena, &items) = parse_hold(p, n, parse_expr(p));
		if (!parse_accept(p, TOKEN_COMMA))
			break;
	}
	n->span = span_join(n->span, parse_span(p));
	parse_expect(p, close, what);
	n->items = items.ptr;
	n->item_count = items.len;
	p->no_else = no_else;
	p->no_in = no_in;
	return n;
}

static struct ast *
parse_parens(struct parser *p)
{
	bool no_else = p->no_else, no_in = p->no_in;
	struct span span = parse_span(p);

	p->no_else = p->no_in = false;
	parse_next(p);
	struct ast *n = parse_expr(p);
	n->span = span_join(span, span_join(n->span, parse_span(p)));
	parse_expect(p, TOKEN_RPAREN, "`)`");
	p->no_else = no_else;
	p->no_in = no_in;
	return n;
}

/* if = "if" expr "then" expr "else" expr */
static struct ast *
parse_if(struct parser *p)
{
	struct ast *n = parse_node(p, AST_IF, parse_span(p));
	bool no_else = p->no_else;

	parse_next(p);
	p->no_else = false;
	n->third = parse_hold(p, n, parse_expr(p));
	if (!p->failed && !parse_accept_word(p, "then"))
		return parse_fail(p, "`then`");
	p->no_else = true;
	n->left = parse_hold(p, n, parse_expr(p));
	p->no_else = no_else;
	if (!p->failed && !parse_accept_word(p, "else"))
		return parse_fail(p, "`else`");
	n->right = parse_hold(p, n, parse_expr(p));
	return n;
}

/* let = "let" NAME "=" expr "in" expr */
static struct ast *
parse_let(struct parser *p)
{
	struct ast *n = parse_node(p, AST_LET, parse_span(p));
	bool no_in = p->no_in;

	parse_next(p);
	if (!parse_name(p, &n->name) || !parse_expect(p, TOKEN_ASSIGN, "`=`"))
		return n;
	p->no_in = true;
	n->left = parse_hold(p, n, parse_expr(p));
	p->no_in = no_in;
	if (!p->failed && !parse_accept_word(p, "in"))
		return parse_fail(p, "`in`");
	n->right = parse_hold(p, n, parse_expr(p));
	return n;
}

/* A comprehension begins with its word, a name and `in`; otherwise the word is a name or a function. */
static bool
begins_each(const struct parser *p, enum which *which)
{
	uint32_t name = parse_behind(p, p->at);
	uint32_t in = parse_behind(p, name);
	struct str word = parse_word(p);

	if (in >= p->end || p->tree->tokens[name].kind != TOKEN_WORD ||
		p->tree->tokens[in].kind != TOKEN_WORD ||
		!str_is(tree_token_text(p->tree, in), "in") ||
		parse_is_reserved(tree_token_text(p->tree, name)))
		return false;
	for (unsigned i = 0; i < sizeof(each_words) / sizeof(each_words[0]); i++) {
		if (str_is(word, each_words[i])) {
			*which = (enum which)i;
			return true;
		}
	}
	return false;
}

/* each = word NAME "in" list [ "where" expr ] [ ":" expr ] */
static struct ast *
parse_each(struct parser *p, enum which which)
{
	struct ast *n = parse_node(p, AST_EACH, parse_span(p));
	bool body = which != EACH_COUNT && which != EACH_FIRST && which != EACH_LIST;

	n->which = which;
	parse_next(p);
	if (!parse_name(p, &n->name))
		return n;
	parse_next(p);
	n->list = parse_hold(p, n, parse_default(p));
	if (!p->failed && parse_accept_word(p, "where"))
		n->where = parse_hold(p, n, parse_expr(p));
	if (!p->failed && parse_accept(p, TOKEN_COLON))
		n->body = parse_hold(p, n, parse_expr(p));
	else if (body && !p->failed)
		parse_fail(p, "`:`");
	return n;
}

static struct ast *
parse_word_operand(struct parser *p)
{
	struct str word = parse_word(p);
	enum which which = EACH_COUNT; /* begins_each sets it whenever it is used */

	if (str_is(word, "if") || str_is(word, "let") || begins_each(p, &which)) {
		if (!parse_enter(p))
			return parse_fail(p, "less");
		struct ast *n = str_is(word, "if")    ? parse_if(p)
				: str_is(word, "let") ? parse_let(p)
						      : parse_each(p, which);
		parse_leave(p);
		return n;
	}
	if (str_is(word, "true") || str_is(word, "false")) {
		struct ast *n = literal(p, SHAPE_BOOL);

		n->value.boolean = str_is(word, "true");
		parse_next(p);
		return n;
	}
	if (is_number(word))
		return parse_number(p);
	if (looks_like_date(word)) {
		struct ast *n = literal(p, SHAPE_DATE);

		if (!date_parse(word, &n->value.date))
			return bad_literal(p, n->span, "there is no such day",
				"dates are written YYYY-MM-DD, in years from 1900 to 9999");
		parse_next(p);
		return n;
	}
	if (parse_is_reserved(word) && !str_is(word, "today") && !str_is(word, "missing"))
		return parse_fail(p, "a value");
	return parse_path(p);
}

static struct ast *
parse_primary(struct parser *p)
{
	switch (parse_kind(p)) {
	case TOKEN_WORD:
		return parse_word_operand(p);
	case TOKEN_STRING:
	case TOKEN_TEXT: {
		struct ast *n = literal(p, SHAPE_STRING);

		n->value.string = tree_string(p->arena, p->tree, p->at, NULL);
		parse_next(p);
		return n;
	}
	case TOKEN_LPAREN:
		return parse_parens(p);
	case TOKEN_LBRACKET:
		if (!parse_enter(p))
			return parse_fail(p, "less");
		struct ast *n = parse_items(
			p, parse_node(p, AST_LIST, parse_span(p)), TOKEN_RBRACKET, "`]`");
		parse_leave(p);
		return n;
	default:
		return parse_fail(p, "a value");
	}
}

/* postfix = primary { "." WORD | "(" [ expr { "," expr } ] ")" } */
struct ast *
parse_postfix(struct parser *p)
{
	struct ast *n = parse_primary(p);

	while (!p->failed) {
		if (parse_kind(p) == TOKEN_LPAREN && n->kind == AST_PATH) {
			struct ast *call = parse_binary(p, AST_CALL, n, n);

			call->right = NULL;
			if (!parse_enter(p))
				return parse_fail(p, "less");
			n = parse_items(p, call, TOKEN_RPAREN, "`)`");
			parse_leave(p);
		} else if (parse_kind(p) == TOKEN_DOT) {
			struct ast *path = parse_binary(p, AST_PATH, n, n);

			path->right = NULL;
			parse_next(p);
			if (parse_kind(p) != TOKEN_WORD)
				return parse_fail(p, "the name of a field");
			split(p, path, p->at);
			path->span = span_join(path->span, parse_span(p));
			parse_next(p);
			n = path;
		} else {
			break;
		}
	}
	return n;
}
