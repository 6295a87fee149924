/* What the parts of the parser share: the token at hand, nodes, mistakes. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "expr/ast.h"

enum token_kind
parse_kind(const struct parser *p)
{
	return p->at < p->end ? (enum token_kind)p->tree->tokens[p->at].kind : TOKEN_END;
}

struct str
parse_word(const struct parser *p)
{
	return parse_kind(p) == TOKEN_WORD ? tree_token_text(p->tree, p->at) : STR("");
}

bool
parse_is_word(const struct parser *p, const char *word)
{
	return parse_kind(p) == TOKEN_WORD && str_is(tree_token_text(p->tree, p->at), word);
}

/* At the end: the place behind the last token. */
struct span
parse_span(const struct parser *p)
{
	if (p->at < p->end)
		return tree_token_span(p->tree, p->at);
	for (uint32_t t = p->end; t > 0; t--) {
		enum token_kind kind = (enum token_kind)p->tree->tokens[t - 1].kind;

		if (kind == TOKEN_NEWLINE || kind == TOKEN_COMMENT)
			continue;
		struct span span = tree_token_span(p->tree, t - 1);
		return (struct span){span.source, span.end, span.end};
	}
	return tree_span(p->tree, 0, 0);
}

uint32_t
parse_behind(const struct parser *p, uint32_t token)
{
	return token < p->end ? tree_skip(p->tree, token + 1, p->end) : p->end;
}

void
parse_next(struct parser *p)
{
	p->at = parse_behind(p, p->at);
}

bool
parse_accept_word(struct parser *p, const char *word)
{
	if (!parse_is_word(p, word))
		return false;
	parse_next(p);
	return true;
}

bool
parse_accept(struct parser *p, enum token_kind kind)
{
	if (parse_kind(p) != kind || kind == TOKEN_END)
		return false;
	parse_next(p);
	return true;
}

bool
parse_expect(struct parser *p, enum token_kind kind, const char *what)
{
	if (parse_accept(p, kind))
		return true;
	parse_fail(p, what);
	return false;
}

/* What people write who know another language. */
static void
help_habits(struct parser *p, struct diag *d, struct span span)
{
	static const struct {
		char c;
		const char *word;
	} habits[] = {{'&', "and"}, {'|', "or"}, {'!', "not"}};
	struct str text = tree_token_text(p->tree, p->at);

	if (parse_kind(p) == TOKEN_ASSIGN) {
		diag_help(p->sink, d, "equality is written `==`");
		diag_fix(p->sink, d, span, "==");
	}
	for (size_t i = 0; i < sizeof(habits) / sizeof(habits[0]); i++) {
		if (text.len > 0 && text.ptr[0] == habits[i].c)
			diag_help(p->sink, d, "write `%s`", habits[i].word);
	}
}

struct ast *
parse_fail(struct parser *p, const char *expected)
{
	struct span span = parse_span(p);

	if (!p->failed) {
		p->failed = true;
		struct str text = parse_word(p);
		struct diag *d;

		if (p->at >= p->end)
			d = diag_add(p->sink, DIAG_EXPRESSION_SYNTAX, span,
				"the expression ends where %s is expected", expected);
		else if (text.len > 0)
			d = diag_add(p->sink, DIAG_EXPRESSION_SYNTAX, span,
				"%s is expected here, not `%.*s`", expected,
				(int)(text.len < 80 ? text.len : 80), text.ptr);
		else
			d = diag_add(p->sink, DIAG_EXPRESSION_SYNTAX, span,
				"%s is expected here, not %s", expected,
				token_title(parse_kind(p)));
		if (p->at < p->end)
			help_habits(p, d, span);
	}
	p->at = p->end;
	return parse_node(p, AST_ERROR, span);
}

struct ast *
parse_node(struct parser *p, enum ast_kind kind, struct span span)
{
	struct ast *n = arena_alloc(p->arena, sizeof(*n));

	n->kind = kind;
	n->span = span;
	if (++p->nodes > EXPR_NODES && !p->failed) {
		p->failed = true;
		p->at = p->end;
		struct diag *d = diag_add(p->sink, DIAG_EXPRESSION_TOO_LARGE, span,
			"the expression has more than %d parts", EXPR_NODES);
		diag_help(
			p->sink, d, "divide it: give parts of it a name with `let` or `function`");
	}
	return n;
}

struct ast *
parse_hold(struct parser *p, struct ast *n, struct ast *inner)
{
	n->span = span_join(n->span, inner->span);
	if (inner->depth >= EXPR_CHAIN) {
		if (!p->failed)
			diag_add(p->sink, DIAG_EXPRESSION_TOO_LARGE, n->span,
				"more than %d operators follow one another", EXPR_CHAIN);
		p->failed = true;
		p->at = p->end;
	} else if (n->depth < inner->depth + 1) {
		n->depth = (uint8_t)(inner->depth + 1);
	}
	return inner;
}

struct ast *
parse_binary(struct parser *p, enum ast_kind kind, struct ast *left, struct ast *right)
{
	struct ast *n = parse_node(p, kind, left->span);

	n->left = parse_hold(p, n, left);
	n->right = parse_hold(p, n, right);
	return n;
}

bool
parse_is_reserved(struct str word)
{
	static const char *const words[] = {"and", "or", "not", "in", "if", "then", "else", "where",
		"matches", "contains", "starts_with", "ends_with", "exists", "missing", "true",
		"false", "let", "today"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(word, words[i]))
			return true;
	}
	return false;
}

bool
parse_enter(struct parser *p)
{
	if (++p->depth <= EXPR_DEPTH)
		return true;
	if (!p->failed) {
		p->failed = true;
		diag_add(p->sink, DIAG_EXPRESSION_TOO_LARGE, parse_span(p),
			"the expression nests deeper than %d", EXPR_DEPTH);
	}
	p->at = p->end;
	return false;
}

void
parse_leave(struct parser *p)
{
	p->depth--;
}

bool
parse_name(struct parser *p, struct step *out)
{
	struct str word = parse_word(p);

	if (word.len == 0 || parse_is_reserved(word)) {
		parse_fail(p, "a name");
		return false;
	}
	*out = (struct step){.text = word, .span = parse_span(p)};
	for (size_t i = 0; i < word.len; i++) {
		bool fine = word.ptr[i] == '_' || (word.ptr[i] >= 'a' && word.ptr[i] <= 'z') ||
			    (word.ptr[i] >= 'A' && word.ptr[i] <= 'Z') ||
			    (i > 0 && word.ptr[i] >= '0' && word.ptr[i] <= '9');

		if (!fine) {
			parse_fail(p, "a name of letters, digits and `_`");
			return false;
		}
	}
	parse_next(p);
	return true;
}
