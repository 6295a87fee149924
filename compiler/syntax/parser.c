/* Tokens → items, by the grammar of tree.h, from left to right with a stack of open blocks. An error costs the item
 * in which it lies, or what stands where an item should; parsing goes on behind it. */
#include "syntax/parser.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

struct item *
parser_item(struct parser *p, uint32_t index)
{
	struct item *items = (struct item *)(void *)p->items->ptr;

	return index == ITEM_NONE ? &p->dropped : &items[index];
}

uint32_t
parser_item_count(const struct parser *p)
{
	return (uint32_t)(p->items->len / sizeof(struct item));
}

struct diag *
parser_complain(struct parser *p, enum diag_code code, uint32_t token, const char *message)
{
	struct span span = tree_token_span(p->tree, token);

	return trouble_add(&p->trouble, code, span.start, span.end, "%s", message);
}

void
parser_relate(struct parser *p, struct diag *d, uint32_t token, const char *text)
{
	if (d != NULL)
		diag_relate(p->trouble.sink, d, tree_token_span(p->tree, token), "%s", text);
}

/* Whether the lexer found something wrong in the token. Tokens are asked about in ascending order. */
bool
parser_faulty(struct parser *p, uint32_t token)
{
	while (p->fault_count > 0 && *p->faults < token) {
		p->faults++;
		p->fault_count--;
	}
	return p->fault_count > 0 && *p->faults == token && kind_at(p, token) != TOKEN_COMMENT;
}

void
parser_newline(struct parser *p)
{
	p->at++;
	p->line = p->at;
}

static uint32_t
open_item(struct parser *p, uint32_t word)
{
	struct frame *frame = &p->frames[p->depth];
	uint32_t index = parser_item_count(p);
	struct item item = {
		.word = word,
		.args = word + 1,
		.args_end = word + 1,
		.open = ITEM_NONE,
		.close = ITEM_NONE,
		.parent = frame->item,
		.child = ITEM_NONE,
		.next = ITEM_NONE,
		.broken = p->spoiled || parser_faulty(p, word),
	};

	if (frame->dropped) {
		p->dropped = item;
		return ITEM_NONE;
	}
	buf_add(p->items, (const char *)&item, sizeof(item));
	if (frame->last != ITEM_NONE)
		parser_item(p, frame->last)->next = index;
	else if (p->depth > 0)
		parser_item(p, frame->item)->child = index;
	else
		p->tree->first = index;
	frame->last = index;
	return index;
}

static void
enter_block(struct parser *p, uint32_t item, uint32_t open, bool dropped)
{
	p->frames[++p->depth] = (struct frame){
		.item = item,
		.open = open,
		.last = ITEM_NONE,
		.indent = balance_indent(p),
		.dropped = dropped,
	};
}

/* Behind a block that nests too deep, whose `{` stands at the current token: to its `}` by counting. */
static void
skip_block(struct parser *p, struct item *item)
{
	struct diag *d = parser_complain(p, DIAG_TOO_DEEP, p->at, "blocks nest deeper than 64");
	uint32_t depth = 0;

	trouble_help(&p->trouble, d, "what stands in this block is not read");
	item->broken = true;
	for (;; p->at++) {
		switch (kind_at(p, p->at)) {
		case TOKEN_END:
			p->lost = true;
			return;
		case TOKEN_NEWLINE:
			p->line = p->at + 1;
			break;
		case TOKEN_OPEN:
			depth++;
			break;
		case TOKEN_CLOSE:
			if (--depth == 0) {
				item->close = p->at++;
				return;
			}
			break;
		default:
			break;
		}
	}
}

/* `{` at the current token begins the block of that item. */
static void
read_open(struct parser *p, uint32_t index)
{
	struct item *item = parser_item(p, index);

	item->open = p->at;
	if (p->depth == DEPTH_MAX) {
		skip_block(p, item);
		return;
	}
	enter_block(p, index, p->at, index == ITEM_NONE);
	p->at++;
}

/* item = WORD { arg } ( block | END ) */
static void
read_item(struct parser *p)
{
	uint32_t index;
	struct item *item;

	balance_item(p);
	index = open_item(p, p->at);
	item = parser_item(p, index);
	p->spoiled = false;
	p->astray = false;
	p->at++;
	args_read(p, item);
	if (kind_at(p, p->at) == TOKEN_OPEN)
		read_open(p, index);
}

static void
read_close(struct parser *p)
{
	if (balance_close(p))
		return;
	if (p->depth == 0) {
		balance_stray(p);
		return;
	}
	parser_item(p, p->frames[p->depth].item)->close = p->at++;
	p->depth--;
}

void
parser_unclosed(struct parser *p, uint32_t depth)
{
	uint32_t guilty = p->frames[p->depth].open;
	struct diag *d =
		parser_complain(p, DIAG_UNCLOSED_BLOCK, guilty, "this block is not closed");

	trouble_help(&p->trouble, d, "write the `}` that closes it");
	if (kind_at(p, p->at) != TOKEN_END)
		parser_relate(p, d, p->at, "it should end before this");
	for (uint32_t i = p->depth; i > depth; i--) {
		parser_item(p, p->frames[i].item)->broken = true;
		if (i < p->depth)
			parser_relate(p, d, p->frames[i].open, "nor is the block around it");
	}
	p->depth = depth;
}

/* `{` where an item should begin: probably the block of the item in the line above. */
static void
read_lone_open(struct parser *p)
{
	uint32_t index = p->frames[p->depth].last;
	struct item *item = parser_item(p, index);
	struct diag *d;

	if (index != ITEM_NONE && item->open == ITEM_NONE && p->stray != ITEM_NONE &&
		p->stray + 1 == p->at && item->args_end == p->stray) {
		read_open(p, index);
		return;
	}
	if (index != ITEM_NONE && item->open == ITEM_NONE &&
		tree_skip(p->tree, item->args_end, p->at) == p->at) {
		struct span open = tree_token_span(p->tree, p->at);
		bool plain = true;

		d = parser_complain(p, DIAG_OPEN_ON_OWN_LINE, p->at,
			"the `{` of a block stands on the line of its item");
		for (uint32_t i = item->args_end; i < p->at; i++)
			plain = plain && kind_at(p, i) == TOKEN_NEWLINE;
		if (plain)
			trouble_fix(
				&p->trouble, d, tree_item_span(p->tree, item).end, open.start, " ");
		read_open(p, index);
		return;
	}
	if (!p->astray && !p->spoiled)
		parser_complain(p, DIAG_UNEXPECTED, p->at, "this block belongs to nothing");
	p->spoiled = false;
	p->astray = true;
	p->dropped = (struct item){.open = p->at};
	read_open(p, ITEM_NONE);
}

/* A line that git left behind: said once, and whatever follows from both versions standing there is not. */
static bool
read_conflict(struct parser *p)
{
	const char *text = p->tree->text.ptr + p->tree->tokens[p->at].start;

	if (p->at != p->line || strncmp(text, "<<<<<<< ", 8) != 0)
		return false;
	trouble_add(&p->trouble, DIAG_MERGE_CONFLICT, p->tree->tokens[p->at].start,
		p->tree->tokens[p->at].start + 7, "a merge conflict is not resolved");
	p->trouble.silent = true;
	return true;
}

/* What stands where an item should begin: said once for lines in a row, and skipped to the end of the line. */
static void
read_unexpected(struct parser *p)
{

	struct item *around = parser_item(p, p->frames[p->depth].item);
	enum token_kind kind = kind_at(p, p->at);

	if (!read_conflict(p) && !p->astray) {
		struct span span = tree_token_span(p->tree, p->at);
		struct diag *d = trouble_add(&p->trouble, DIAG_UNEXPECTED, span.start, span.end,
			p->depth > 0 ? "the name of a field is expected here, not %s"
				     : "a declaration is expected here, not %s",
			token_title(kind));

		if (kind == TOKEN_SLASH)
			trouble_help(&p->trouble, d, "a comment begins with `#`");
		else if (kind != TOKEN_LT)
			trouble_help(&p->trouble, d,
				"a list goes on in the next line behind a `,`, a text of several "
				"lines stands in `\"\"\"`");
	}
	p->astray = true;
	around->broken = true;
	while (!args_stop_at(kind_at(p, p->at)) && kind_at(p, p->at) != TOKEN_NEWLINE)
		p->at++;
}

/* { item }, to the end of the file. */
static void
read_items(struct parser *p)
{
	for (;;) {
		switch (kind_at(p, p->at)) {
		case TOKEN_END:
			return;
		case TOKEN_NEWLINE:
			p->spoiled = false;
			parser_newline(p);
			break;
		case TOKEN_COMMENT:
		case TOKEN_SEMICOLON:
			p->at++;
			break;
		case TOKEN_BAD:
			p->spoiled = true;
			p->at++;
			break;
		case TOKEN_WORD:
			read_item(p);
			break;
		case TOKEN_OPEN:
			read_lone_open(p);
			break;
		case TOKEN_CLOSE:
			read_close(p);
			break;
		default:
			read_unexpected(p);
		}
	}
}

static void
release(void *b)
{
	buf_free(b);
}

/* Whether the file ends in a text that was not closed: what is missing behind it was said with that. */
static bool
ends_in_text(const struct tree *t, const struct lexed *lexed)
{
	uint32_t last = lexed->fault_count > 0 ? lexed->faults[lexed->fault_count - 1] : 0;

	return lexed->fault_count > 0 && lexed->tokens[last].kind == TOKEN_TEXT &&
	       lexed->tokens[last].start + lexed->tokens[last].len == t->text.len;
}

struct tree *
tree_parse(struct arena *a, const struct source *source, struct sink *sink)
{
	struct tree *tree = arena_alloc(a, sizeof(*tree));
	struct lexed lexed = lexer_run(a, source->text, false);
	struct parser *p = arena_alloc(a, sizeof(*p));

	if (lexed.doubtful_text)
		lexed = lexer_run(a, source->text, true);
	*tree = (struct tree){
		.source = source->id,
		.text = source->text,
		.tokens = lexed.tokens,
		.token_count = lexed.count,
		.first = ITEM_NONE,
	};
	p->arena = a;
	p->tree = tree;
	p->trouble = (struct trouble){.arena = a, .sink = sink, .tree = tree};
	p->items = arena_alloc(a, sizeof(*p->items));
	arena_own(a, p->items, release);
	p->faults = lexed.faults;
	p->fault_count = lexed.fault_count;
	p->frames[0] = (struct frame){.item = ITEM_NONE, .last = ITEM_NONE};
	p->stray = ITEM_NONE;
	p->lost = ends_in_text(tree, &lexed);
	complain(&p->trouble, &lexed);
	if (lexed.unbalanced)
		balance_start(p);
	tree->cut = p->lost || p->trouble.silent;
	read_items(p);
	tree->cut = tree->cut || p->depth > 0;
	if (p->depth > 0 && !p->lost)
		parser_unclosed(p, 0);
	tree->items = (struct item *)(void *)p->items->ptr;
	tree->item_count = parser_item_count(p);
	return tree;
}
