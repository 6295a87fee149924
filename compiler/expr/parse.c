/* Tokens → tree of an expression, by precedence. Loosest first:
 *
 *   or | and | not | == != < <= > >= in matches contains starts_with ends_with | else | + - | * / | - exists missing | postfix
 *
 * Recursion is bounded by EXPR_DEPTH.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "expr/ast.h"

static struct ast *parse_unary(struct parser *p);

static struct ast *
parse_mul(struct parser *p)
{
	struct ast *left = parse_unary(p);

	while (!p->failed && (parse_kind(p) == TOKEN_STAR || parse_kind(p) == TOKEN_SLASH)) {
		enum op op = parse_kind(p) == TOKEN_STAR ? OP_MUL : OP_DIV;

		parse_next(p);
		left = parse_binary(p, AST_ARITH, left, parse_unary(p));
		left->op = op;
	}
	return left;
}

static struct ast *
parse_add(struct parser *p)
{
	struct ast *left = parse_mul(p);

	while (!p->failed && (parse_kind(p) == TOKEN_PLUS || parse_kind(p) == TOKEN_MINUS)) {
		enum op op = parse_kind(p) == TOKEN_PLUS ? OP_ADD : OP_SUB;

		parse_next(p);
		left = parse_binary(p, AST_ARITH, left, parse_mul(p));
		left->op = op;
	}
	return left;
}

struct ast *
parse_default(struct parser *p)
{
	struct ast *left = parse_add(p);

	while (!p->failed && !p->no_else && parse_accept_word(p, "else"))
		left = parse_binary(p, AST_ELSE, left, parse_add(p));
	return left;
}

/* A word or sign that compares: its node's kind, and what is in it. False when none stands here. */
static bool
read_comparison(struct parser *p, enum ast_kind *kind, enum op *op, bool *negated)
{
	static const struct {
		const char *word;
		enum ast_kind kind;
	} words[] = {{"matches", AST_MATCHES}, {"contains", AST_CONTAINS},
		{"starts_with", AST_STARTS}, {"ends_with", AST_ENDS}};
	static const struct {
		enum token_kind token;
		enum op op;
	} signs[] = {{TOKEN_EQ, OP_EQ}, {TOKEN_NE, OP_NE}, {TOKEN_LT, OP_LT}, {TOKEN_LE, OP_LE},
		{TOKEN_GT, OP_GT}, {TOKEN_GE, OP_GE}};
	uint32_t behind = parse_behind(p, p->at);

	*negated = false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (parse_accept(p, signs[i].token)) {
			*kind = AST_COMPARE;
			*op = signs[i].op;
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (parse_accept_word(p, words[i].word)) {
			*kind = words[i].kind;
			return true;
		}
	}
	*kind = AST_IN;
	if (!p->no_in && parse_accept_word(p, "in"))
		return true;
	if (parse_is_word(p, "not") && behind < p->end &&
		p->tree->tokens[behind].kind == TOKEN_WORD &&
		str_is(tree_token_text(p->tree, behind), "in")) {
		parse_next(p);
		parse_next(p);
		*negated = true;
		return true;
	}
	return false;
}

static struct ast *
parse_compare(struct parser *p)
{
	struct ast *left = parse_default(p);
	enum ast_kind kind;
	enum op op = OP_EQ;
	bool negated;

	if (p->failed || !read_comparison(p, &kind, &op, &negated))
		return left;
	struct ast *n = parse_binary(p, kind, left, parse_default(p));
	n->op = op;
	n->negated = negated;
	struct span span = parse_span(p);
	if (!p->failed && read_comparison(p, &kind, &op, &negated)) {
		p->failed = true;
		struct diag *d = diag_add(p->sink, DIAG_EXPRESSION_SYNTAX, span,
			"comparisons cannot follow one another");
		diag_help(p->sink, d, "write `a < b and b < c`, or put one of them in ( )");
		p->at = p->end;
	}
	return n;
}

static struct ast *
parse_not(struct parser *p)
{
	struct span span = parse_span(p);

	if (!parse_accept_word(p, "not"))
		return parse_compare(p);
	if (!parse_enter(p))
		return parse_fail(p, "less");
	struct ast *n = parse_node(p, AST_NOT, span);
	n->left = parse_hold(p, n, parse_not(p));
	parse_leave(p);
	return n;
}

/* A chain of one operator is one node, however long. */
static struct ast *
parse_chain(struct parser *p, enum ast_kind kind)
{
	const char *word = kind == AST_AND ? "and" : "or";
	struct ast *first = kind == AST_AND ? parse_not(p) : parse_chain(p, AST_AND);
	VEC(struct ast *) items = {0};

	if (p->failed || !parse_is_word(p, word))
		return first;
	struct ast *n = parse_node(p, kind, first->span);
	*VEC_PUSH(p->arena, &items) = parse_hold(p, n, first);
	while (!p->failed && parse_accept_word(p, word)) {
		struct ast *item = kind == AST_AND ? parse_not(p) : parse_chain(p, AST_AND);

		*VEC_PUSH(p->arena, &items) = parse_hold(p, n, item);
	}
	n->items = items.ptr;
	n->item_count = items.len;
	return n;
}

struct ast *
parse_expr(struct parser *p)
{
	if (!parse_enter(p))
		return parse_fail(p, "less");
	struct ast *n = parse_chain(p, AST_OR);
	parse_leave(p);
	return n;
}

/* Whether the token behind can begin what `exists` asks for: otherwise the word is a name. */
static bool
begins_path(const struct parser *p)
{
	uint32_t behind = parse_behind(p, p->at);

	if (behind >= p->end)
		return false;
	if (p->tree->tokens[behind].kind == TOKEN_LPAREN)
		return true;
	return p->tree->tokens[behind].kind == TOKEN_WORD &&
	       !parse_is_reserved(tree_token_text(p->tree, behind));
}

static struct ast *
parse_unary(struct parser *p)
{
	struct span span = parse_span(p);
	bool missing = parse_is_word(p, "missing");

	if (parse_kind(p) == TOKEN_MINUS) {
		parse_next(p);
		if (!parse_enter(p))
			return parse_fail(p, "less");
		struct ast *n = parse_node(p, AST_NEGATE, span);
		n->left = parse_hold(p, n, parse_unary(p));
		parse_leave(p);
		return n;
	}
	if (parse_is_word(p, "exists") || (missing && begins_path(p))) {
		parse_next(p);
		struct ast *n = parse_node(p, AST_EXISTS, span);
		n->left = parse_hold(p, n, parse_postfix(p));
		n->negated = missing;
		return n;
	}
	return parse_postfix(p);
}

bool
parse_done(struct parser *p)
{
	if (!p->failed && p->at < p->end)
		parse_fail(p, "an operator or the end");
	return !p->failed;
}
