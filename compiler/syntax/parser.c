/* Tokens → items, by the grammar of tree.h. Never stops at an error: what cannot be read is skipped to the end of its line, a block that
 * was not closed ends where the next declaration begins. The stack is explicit and bounded. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/vec.h"
#include "syntax/lexer.h"
#include "syntax/tree.h"

#define DEPTH 64
/* Faults of one kind of one file that are told one by one. */
#define MAX_ERRORS 100

struct level {
	uint32_t item;
	uint32_t last;	/* its last child, or ITEM_NONE */
	uint32_t column; /* of the line that the item begins */
};

struct parser {
	struct arena *arena;
	struct sink *sink;
	struct tree *tree;
	VEC(struct item) items;
	uint32_t at;
	struct level stack[DEPTH];
	uint32_t depth;
	uint32_t last; /* last item at top level */
	uint32_t suspect; /* an item whose `}` stands under another's indentation: probably the one without `}` */
	uint32_t errors;
};

static enum token_kind
kind_at(const struct parser *p, uint32_t token)
{
	return (enum token_kind)p->tree->tokens[token].kind;
}

static struct diag *
complain(struct parser *p, enum diag_code code, uint32_t token, const char *message)
{
	p->tree->broken = true;
	if (p->errors++ >= MAX_ERRORS)
		return NULL;
	return diag_add(p->sink, code, tree_token_span(p->tree, token), "%s", message);
}

/* Blanks before the first token of the token's line, in bytes. */
static uint32_t
line_indent(const struct parser *p, uint32_t token)
{
	const char *text = p->tree->text.ptr;
	uint32_t start = p->tree->tokens[token].start;
	uint32_t line = start;

	while (line > 0 && text[line - 1] != '\n' && start - line < 4096)
		line--;
	uint32_t n = 0;
	while (line + n < start && (text[line + n] == ' ' || text[line + n] == '\t'))
		n++;
	return n;
}

static bool
first_of_line(const struct parser *p, uint32_t token)
{
	return token == 0 || kind_at(p, token - 1) == TOKEN_NEWLINE;
}

static bool
is_operator(enum token_kind kind)
{
	return kind == TOKEN_COMMA || kind == TOKEN_COLON || (kind >= TOKEN_EQ && kind <= TOKEN_SLASH);
}

/* Words that an expression cannot end with: the line goes on behind them. */
static bool
is_joining_word(const struct parser *p, uint32_t token)
{
	static const char *const words[] = { "and", "or", "not", "in", "then", "else", "where", "matches", "contains" };
	struct str text = tree_token_text(p->tree, token);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_is(text, words[i]))
			return true;
	}
	return false;
}

static uint32_t
open_item(struct parser *p, uint32_t word)
{
	uint32_t index = p->items.len;
	struct level *top = p->depth > 0 ? &p->stack[p->depth - 1] : NULL;
	uint32_t before = top != NULL ? top->last : p->last;

	*VEC_PUSH(p->arena, &p->items) = (struct item){ .word = word, .args = word + 1, .args_end = word + 1,
		.open = ITEM_NONE, .close = ITEM_NONE, .parent = top != NULL ? top->item : ITEM_NONE,
		.child = ITEM_NONE, .next = ITEM_NONE };
	if (before != ITEM_NONE)
		p->items.ptr[before].next = index;
	else if (top != NULL)
		p->items.ptr[top->item].child = index;
	else
		p->tree->first = index;
	if (top != NULL)
		top->last = index;
	else
		p->last = index;
	return index;
}

/* item = WORD { arg } ( block | END ): reads the arguments; stops at what ends them. */
static void
read_args(struct parser *p, struct item *item)
{
	uint32_t parens = 0;
	uint32_t paren_token = 0;
	uint32_t last = item->word;

	for (;; p->at++) {
		enum token_kind kind = kind_at(p, p->at);
		if (kind == TOKEN_COMMENT)
			continue;
		if (kind == TOKEN_NEWLINE) {
			if (parens > 0 || is_operator(kind_at(p, last)) ||
				(last != item->word && kind_at(p, last) == TOKEN_WORD && is_joining_word(p, last)))
				continue;
			break;
		}
		if (kind == TOKEN_END || kind == TOKEN_OPEN || kind == TOKEN_CLOSE || kind == TOKEN_SEMICOLON)
			break;
		if (kind == TOKEN_LPAREN || kind == TOKEN_LBRACKET) {
			if (parens++ == 0)
				paren_token = p->at;
		} else if ((kind == TOKEN_RPAREN || kind == TOKEN_RBRACKET) && parens > 0) {
			parens--;
		} else if (kind == TOKEN_BAD) {
			item->broken = true;
			p->tree->broken = true;
		}
		last = p->at;
		item->args_end = p->at + 1;
	}
	if (parens > 0) {
		item->broken = true;
		complain(p, DIAG_UNCLOSED_PAREN, paren_token, "this parenthesis is not closed");
	}
}

static void
close_unclosed(struct parser *p, uint32_t item, const char *why)
{
	struct item *it = &p->items.ptr[item];
	struct diag *d = complain(p, DIAG_UNCLOSED_BLOCK, it->open, "this block is not closed");

	it->broken = true;
	for (uint32_t up = it->parent; up != ITEM_NONE; up = p->items.ptr[up].parent)
		p->items.ptr[up].broken = true;
	if (d != NULL && why != NULL)
		diag_help(p->sink, d, "%s", why);
}

/* A declaration in the first column while a block is open whose own items are indented: the block lacks its `}`. */
static bool
begins_declaration(const struct parser *p)
{
	if (p->depth == 0 || !first_of_line(p, p->at) || line_indent(p, p->at) != 0)
		return false;
	if (p->stack[0].column != 0 || p->stack[0].last == ITEM_NONE ||
		line_indent(p, p->items.ptr[p->stack[0].last].word) == 0)
		return false;
	for (uint32_t t = p->at + 1; kind_at(p, t) != TOKEN_NEWLINE && kind_at(p, t) != TOKEN_END; t++) {
		if (kind_at(p, t) == TOKEN_OPEN)
			return true;
	}
	return false;
}

/* Behind a block that nests too deep: skips to its `}` by counting. */
static void
skip_block(struct parser *p)
{
	uint32_t depth = 0;

	for (;; p->at++) {
		enum token_kind kind = kind_at(p, p->at);
		if (kind == TOKEN_END)
			return;
		if (kind == TOKEN_OPEN) {
			depth++;
		} else if (kind == TOKEN_CLOSE && --depth == 0) {
			p->at++;
			return;
		}
	}
}

static void
read_item(struct parser *p)
{
	if (begins_declaration(p)) {
		uint32_t guilty = p->suspect != ITEM_NONE ? p->suspect : p->stack[p->depth - 1].item;
		uint32_t last = p->stack[p->depth - 1].last;
		/* A text that was not closed has swallowed the `}`: that was told already. */
		if (last == ITEM_NONE || !p->items.ptr[last].broken)
			close_unclosed(p, guilty, "the next declaration begins before its `}`");
		for (uint32_t d = 0; d < p->depth; d++)
			p->items.ptr[p->stack[d].item].broken = true;
		p->depth = 0;
		p->suspect = ITEM_NONE;
	}
	uint32_t index = open_item(p, p->at++);
	read_args(p, &p->items.ptr[index]);
	if (kind_at(p, p->at) != TOKEN_OPEN)
		return;
	struct item *item = &p->items.ptr[index];
	item->open = p->at;
	if (p->depth == DEPTH) {
		complain(p, DIAG_TOO_DEEP, p->at, "blocks nest deeper than 64");
		item->broken = true;
		skip_block(p);
		return;
	}
	p->stack[p->depth++] = (struct level){ index, ITEM_NONE, line_indent(p, item->word) };
	p->at++;
}

static void
read_close(struct parser *p)
{
	if (p->depth == 0) {
		struct diag *d = complain(p, DIAG_STRAY_CLOSE, p->at, "this `}` closes nothing");
		if (d != NULL)
			diag_help(p->sink, d, "remove it, or add the `{` that it should close");
		p->at++;
		return;
	}
	struct level top = p->stack[--p->depth];
	if (first_of_line(p, p->at) && line_indent(p, p->at) < top.column && p->suspect == ITEM_NONE)
		p->suspect = top.item;
	p->items.ptr[top.item].close = p->at++;
}

static void
read_unexpected(struct parser *p)
{
	enum token_kind kind = kind_at(p, p->at);

	if (kind == TOKEN_OPEN) {
		complain(p, DIAG_UNEXPECTED, p->at, "a block needs a word before its `{`");
		skip_block(p);
		return;
	}
	if (kind != TOKEN_BAD) {
		struct diag *d = complain(p, DIAG_UNEXPECTED, p->at, p->depth > 0 ? "the name of a field is expected here"
									     : "a declaration is expected here");
		if (d != NULL)
			diag_help(p->sink, d, "every item begins with a word; this is %s", token_title(kind));
	}
	p->tree->broken = true;
	for (uint32_t d = 0; d < p->depth; d++)
		p->items.ptr[p->stack[d].item].broken = true;
	while (kind_at(p, p->at) != TOKEN_NEWLINE && kind_at(p, p->at) != TOKEN_END && kind_at(p, p->at) != TOKEN_CLOSE) {
		if (kind_at(p, p->at) == TOKEN_OPEN) {
			skip_block(p);
			return;
		}
		p->at++;
	}
}

static void
read_items(struct parser *p)
{
	for (;;) {
		switch (kind_at(p, p->at)) {
		case TOKEN_END:
			return;
		case TOKEN_NEWLINE:
		case TOKEN_COMMENT:
		case TOKEN_SEMICOLON:
			p->at++;
			break;
		case TOKEN_WORD:
			read_item(p);
			break;
		case TOKEN_CLOSE:
			read_close(p);
			break;
		default:
			read_unexpected(p);
		}
	}
}

struct tree *
tree_parse(struct arena *a, const struct source *source, struct sink *sink)
{
	struct tree *tree = arena_alloc(a, sizeof *tree);
	struct parser p = { .arena = a, .sink = sink, .tree = tree, .last = ITEM_NONE, .suspect = ITEM_NONE };

	tree->source = source->id;
	tree->text = source->text;
	tree->first = ITEM_NONE;
	lex(a, tree, source, sink);
	for (uint32_t t = 0; t < tree->token_count; t++) {
		if (tree->tokens[t].kind == TOKEN_STRING)
			string_check(tree, t, sink);
	}
	read_items(&p);
	if (p.depth > 0)
		close_unclosed(&p, p.suspect != ITEM_NONE ? p.suspect : p.stack[p.depth - 1].item, NULL);
	tree->items = p.items.ptr;
	tree->item_count = p.items.len;
	return tree;
}
