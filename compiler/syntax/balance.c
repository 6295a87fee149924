/* Which `{` or `}` is missing, told by the indentation. Asked only about files in which they do not pair, and there
 * only about the declarations in which they do not; what is well formed means the same whatever its layout. */
#include <string.h>

#include "base/buf.h"
#include "syntax/parser.h"

/* Bytes of indentation looked at in search of a missing `{`, in one file; and in one line. */
#define STEPS 20000000
#define INDENT_MAX 1000

static uint32_t
indent_of(const struct parser *p, uint32_t token)
{
	const char *text = p->tree->text.ptr;
	uint32_t end = p->tree->tokens[token].start;
	uint32_t start = end, column = 0;

	while (start > 0 && end - start < INDENT_MAX &&
		(text[start - 1] == ' ' || text[start - 1] == '\t'))
		start--;
	for (; start < end; start++)
		column = text[start] == '\t' ? (column + 8) / 8 * 8 : column + 1;
	return column;
}

static bool
begins_line(const struct parser *p, uint32_t token)
{
	return token == 0 || kind_at(p, token - 1) == TOKEN_NEWLINE;
}

static bool
begins_declaration(const struct parser *p, uint32_t token)
{
	return kind_at(p, token) == TOKEN_WORD && begins_line(p, token) && indent_of(p, token) == 0;
}

uint32_t
balance_indent(struct parser *p)
{
	if (p->guess && p->indent_line != p->line) {
		p->indent = indent_of(p, p->line);
		p->indent_line = p->line;
	}
	return p->indent;
}

void
balance_start(struct parser *p)
{
	uint32_t depth = 0, indented = 0, flat = 0;

	for (uint32_t i = 0; kind_at(p, i) != TOKEN_END; i++) {
		enum token_kind kind = kind_at(p, i);

		if (kind == TOKEN_WORD && depth > 0 && begins_line(p, i)) {
			if (indent_of(p, i) > 0)
				indented++;
			else
				flat++;
		}
		if (kind == TOKEN_OPEN)
			depth++;
		else if (kind == TOKEN_CLOSE && depth > 0)
			depth--;
	}
	/* Declarations behind an unclosed block look flat, so a few of them prove nothing. */
	p->guess = indented * 2 >= flat;
	p->steps = STEPS;
	p->indent_line = ITEM_NONE;
	p->stray = ITEM_NONE;
}

/* Whether the braces pair from this declaration to the next. */
static void
weigh_declaration(struct parser *p)
{
	uint32_t depth = 0, missing = 0;

	for (uint32_t i = p->at; kind_at(p, i) != TOKEN_END; i++) {
		if (i > p->at && begins_declaration(p, i))
			break;
		if (kind_at(p, i) == TOKEN_OPEN)
			depth++;
		else if (kind_at(p, i) == TOKEN_CLOSE && depth > 0)
			depth--;
		else if (kind_at(p, i) == TOKEN_CLOSE)
			missing++;
	}
	p->doubt = depth > 0 || missing > 0;
	p->surplus = missing > depth;
}

void
balance_item(struct parser *p)
{
	uint32_t indent, keep = p->depth;

	if (!p->guess || p->at != p->line)
		return;
	indent = indent_of(p, p->at);
	if (indent == 0) {
		if (p->depth > 0 && p->doubt)
			parser_unclosed(p, 0);
		weigh_declaration(p);
		return;
	}
	if (!p->doubt)
		return;
	while (keep > 0 && p->frames[keep].indent >= indent)
		keep--;
	if (keep < p->depth)
		parser_unclosed(p, keep);
}

/* The item of the current block that seems to lack its `{`: it has no block, stands as far left as the `}`, and all
 * that follows it stands further right. */
static uint32_t
find_headless(struct parser *p, uint32_t indent)
{
	uint32_t parent = p->frames[p->depth].item;

	if (p->frames[p->depth].dropped)
		return ITEM_NONE;
	for (uint32_t i = parser_item_count(p); i > 0 && p->steps > 0; i--) {
		const struct item *item = parser_item(p, i - 1);
		uint32_t column;

		p->steps--;
		if (i - 1 == parent)
			break;
		if (item->parent != parent || !begins_line(p, item->word))
			continue;
		column = indent_of(p, item->word);
		p->steps -= column < p->steps ? column : p->steps;
		if (column == indent && item->open == ITEM_NONE && item->next != ITEM_NONE)
			return i - 1;
		if (column <= indent)
			break;
	}
	return ITEM_NONE;
}

/* Makes a block of all that follows the item. */
static void
adopt(struct parser *p, uint32_t index)
{
	struct item *item = parser_item(p, index);
	uint32_t end = tree_item_span(p->tree, item).end;
	struct diag *d;

	item->child = item->next;
	item->next = ITEM_NONE;
	item->open = item->args_end;
	item->close = p->at;
	for (uint32_t i = item->child; i != ITEM_NONE; i = parser_item(p, i)->next)
		parser_item(p, i)->parent = index;
	p->frames[p->depth].last = index;
	d = trouble_add(&p->trouble, DIAG_MISSING_OPEN, p->tree->tokens[item->word].start, end,
		"a `{` is missing at the end of this line");
	trouble_fix(&p->trouble, d, end, end, " {");
	if (d != NULL)
		diag_relate(p->trouble.sink, d, tree_token_span(p->tree, p->at),
			"this `}` closes the block");
}

/* The first item of the current block that begins in the current line, when there are several, or one that is broken;
 * ITEM_NONE when nothing tells that a `{` is missing there. */
static uint32_t
find_headless_in_line(struct parser *p)
{
	const struct frame *frame = &p->frames[p->depth];
	uint32_t found = ITEM_NONE;

	if (frame->dropped)
		return ITEM_NONE;
	for (uint32_t i = parser_item_count(p); i > 0 && p->steps > 0; i--) {
		const struct item *item = parser_item(p, i - 1);

		p->steps--;
		if (item->word < p->line)
			break;
		if (item->parent == frame->item)
			found = i - 1;
	}
	if (found == ITEM_NONE || parser_item(p, found)->open != ITEM_NONE)
		return ITEM_NONE;
	return found != frame->last || parser_item(p, found)->broken ? found : ITEM_NONE;
}

/* `history 1.0  date 2026-01-02; author cto }`: all behind the first `;` is the block's, and its first item is lost. */
static void
adopt_line(struct parser *p, uint32_t index)
{
	struct item *item = parser_item(p, index);
	uint32_t start = p->tree->tokens[item->word].start;
	struct diag *d = NULL;

	if (!item->broken)
		d = trouble_add(&p->trouble, DIAG_MISSING_OPEN, start,
			p->tree->tokens[p->at].start + 1, "a `{` is missing in this line");
	trouble_help(&p->trouble, d, "write it where the block begins that the `}` closes");
	if (item->next != ITEM_NONE)
		item->child = item->next;
	item->next = ITEM_NONE;
	item->open = item->args_end;
	item->close = p->at;
	item->broken = true;
	for (uint32_t i = item->child; i != ITEM_NONE; i = parser_item(p, i)->next)
		parser_item(p, i)->parent = index;
	p->frames[p->depth].last = index;
	p->at++;
}

/* Said once for several in a row. What stands around it in its line is in doubt. */
bool
balance_stray(struct parser *p)
{
	uint32_t last = p->frames[p->depth].last;
	uint32_t headless = p->at != p->line ? find_headless_in_line(p) : ITEM_NONE;

	if (headless != ITEM_NONE) {
		adopt_line(p, headless);
		return true;
	}
	if (p->stray == ITEM_NONE || p->stray + 1 != p->at) {
		struct diag *d =
			parser_complain(p, DIAG_STRAY_CLOSE, p->at, "this `}` closes nothing");

		trouble_help(&p->trouble, d, "remove it, or write the `{` that it should close");
	}
	if (p->at != p->line) {
		if (last != ITEM_NONE && parser_item(p, last)->word >= p->line)
			parser_item(p, last)->broken = true;
		p->spoiled = p->astray = true;
	}
	p->stray = p->at++;
	return true;
}

/* Whether this `}` would end a block too early: the next line goes on further right, or closes the block itself. */
static bool
ends_early(struct parser *p)
{
	const struct frame *frame = &p->frames[p->depth];
	uint32_t next = p->at + 1;

	if (p->depth == 0 || frame->open >= p->line)
		return false;
	/* Others in the same line close too early all the more. */
	while (kind_at(p, next) == TOKEN_NEWLINE || kind_at(p, next) == TOKEN_COMMENT ||
		(kind_at(p, next) == TOKEN_CLOSE && !begins_line(p, next)))
		next++;
	if (!begins_line(p, next)) {
		while (kind_at(p, next) != TOKEN_NEWLINE && kind_at(p, next) != TOKEN_END)
			next++;
		while (kind_at(p, next) == TOKEN_NEWLINE || kind_at(p, next) == TOKEN_COMMENT)
			next++;
	}
	if (kind_at(p, next) == TOKEN_CLOSE)
		return p->at != p->line && indent_of(p, next) == frame->indent;
	return kind_at(p, next) == TOKEN_WORD && indent_of(p, next) > frame->indent;
}

bool
balance_close(struct parser *p)
{
	uint32_t indent, headless, keep = p->depth;

	if (!p->guess || !p->doubt)
		return false;
	if (p->at != p->line)
		return p->surplus && ends_early(p) && balance_stray(p);
	indent = indent_of(p, p->at);
	while (keep > 0 && p->frames[keep].indent > indent)
		keep--;
	if (keep < p->depth && keep > 0 && p->frames[keep].indent == indent) {
		parser_unclosed(p, keep);
		return false;
	}
	if (p->depth > 0 && p->frames[p->depth].indent >= indent)
		return p->surplus && ends_early(p) && balance_stray(p);
	headless = find_headless(p, indent);
	if (headless != ITEM_NONE) {
		adopt(p, headless);
		p->at++;
		return true;
	}
	if (p->depth == 0 || !p->surplus)
		return false;
	return balance_stray(p);
}
