/* The arguments of an item: where they end, and the mistakes in them that the grammar tells.
 *
 *   item = WORD { arg } ( block | END ) ;
 *   END  = newline | ";" | before "}" ;  (* not behind `,` or an operator, nor inside ( ) or [ ] *)
 */
#include <string.h>

#include "base/arena.h"
#include "syntax/parser.h"

/* Bytes of an address that a fix puts in quotes. */
#define URL_MAX 4096
/* Open parentheses among which the partner of a closing one is sought. */
#define PARENS_MAX 64

enum role {
	ROLE_ARG,
	ROLE_STOP, /* ends the arguments */
	ROLE_COMMENT,
	ROLE_NEWLINE,
	ROLE_OPERATOR, /* an argument behind which the item goes on in the next line */
	ROLE_LEFT,
	ROLE_RIGHT,
};

static const uint8_t roles[TOKEN_KINDS] = {
	[TOKEN_END] = ROLE_STOP,
	[TOKEN_NEWLINE] = ROLE_NEWLINE,
	[TOKEN_COMMENT] = ROLE_COMMENT,
	[TOKEN_OPEN] = ROLE_STOP,
	[TOKEN_CLOSE] = ROLE_STOP,
	[TOKEN_SEMICOLON] = ROLE_STOP,
	[TOKEN_COMMA] = ROLE_OPERATOR,
	[TOKEN_COLON] = ROLE_OPERATOR,
	[TOKEN_LPAREN] = ROLE_LEFT,
	[TOKEN_RPAREN] = ROLE_RIGHT,
	[TOKEN_LBRACKET] = ROLE_LEFT,
	[TOKEN_RBRACKET] = ROLE_RIGHT,
	[TOKEN_EQ] = ROLE_OPERATOR,
	[TOKEN_ASSIGN] = ROLE_OPERATOR,
	[TOKEN_NE] = ROLE_OPERATOR,
	[TOKEN_LT] = ROLE_OPERATOR,
	[TOKEN_LE] = ROLE_OPERATOR,
	[TOKEN_GT] = ROLE_OPERATOR,
	[TOKEN_GE] = ROLE_OPERATOR,
	[TOKEN_PLUS] = ROLE_OPERATOR,
	[TOKEN_MINUS] = ROLE_OPERATOR,
	[TOKEN_STAR] = ROLE_OPERATOR,
	[TOKEN_SLASH] = ROLE_OPERATOR,
	[TOKEN_PERCENT] = ROLE_ARG, /* `40 %` is complete */
	[TOKEN_DOT] = ROLE_OPERATOR,
};

/* Words with which no expression can end, so that the next line belongs to it. */
static bool
joins_lines(struct str word)
{
	static const char words[][12] = {"and", "or", "not", "in", "then", "else", "where",
		"matches", "contains", "starts_with", "ends_with"};

	if (word.len >= sizeof(words[0]))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (words[i][0] == word.ptr[0] && str_is(word, words[i]))
			return true;
	}
	return false;
}

/* Finds the parentheses from this one up to the next brace or semicolon that nothing closes. Each token is looked
 * at once: later questions about the same stretch are answered from the list. */
static bool
paren_closes(struct parser *p, uint32_t paren)
{
	if (paren >= p->unclosed_end) {
		uint32_t i = paren;

		p->unclosed.len = 0;
		p->unclosed_at = 0;
		for (; roles[kind_at(p, i)] != ROLE_STOP; i++) {
			if (roles[kind_at(p, i)] == ROLE_LEFT)
				*VEC_PUSH(p->arena, &p->unclosed) = i;
			else if (roles[kind_at(p, i)] == ROLE_RIGHT && p->unclosed.len > 0)
				p->unclosed.len--;
		}
		p->unclosed_end = i;
	}
	while (p->unclosed_at < p->unclosed.len && p->unclosed.ptr[p->unclosed_at] < paren)
		p->unclosed_at++;
	return p->unclosed_at == p->unclosed.len || p->unclosed.ptr[p->unclosed_at] != paren;
}

static bool
is_needless(const struct parser *p, uint32_t token)
{
	return kind_at(p, token) == TOKEN_COLON || kind_at(p, token) == TOKEN_ASSIGN;
}

/* Whether the item goes on behind the end of the line, `last` being its last token there. */
static bool
line_goes_on(struct parser *p, const struct item *item, uint32_t last)
{
	if (p->parens.len > 0 && paren_closes(p, p->parens.ptr[0]))
		return true;
	if (last == item->word)
		return false;
	if (roles[kind_at(p, last)] == ROLE_OPERATOR)
		return last != item->args || !is_needless(p, last);
	return kind_at(p, last) == TOKEN_WORD && joins_lines(tree_token_text(p->tree, last));
}

/* The open parenthesis that the current token closes, as an index + 1 into the list of them; 0 when there is none. */
static uint32_t
find_paren(const struct parser *p)
{
	enum token_kind wanted = kind_at(p, p->at) == TOKEN_RPAREN ? TOKEN_LPAREN : TOKEN_LBRACKET;

	for (uint32_t i = p->parens.len, n = 0; i > 0 && n < PARENS_MAX; i--, n++) {
		if (kind_at(p, p->parens.ptr[i - 1]) == wanted)
			return i;
	}
	return 0;
}

/* Keeps the first mistake with a parenthesis: it is told when nothing else is wrong in the item. */
static void
note_paren(struct parser *p, enum diag_code code, uint32_t paren)
{
	if (p->paren_at == ITEM_NONE) {
		p->paren_code = code;
		p->paren_at = paren;
	}
}

static void
close_paren(struct parser *p)
{
	uint32_t found = find_paren(p);

	if (found == 0) {
		note_paren(p, DIAG_STRAY_PAREN, p->at);
		return;
	}
	if (found < p->parens.len)
		note_paren(p, DIAG_UNCLOSED_PAREN, p->parens.ptr[p->parens.len - 1]);
	p->parens.len = found - 1;
}

static void
complain_paren(struct parser *p, struct item *item)
{
	struct span span;

	if (p->parens.len > 0)
		note_paren(p, DIAG_UNCLOSED_PAREN, p->parens.ptr[0]);
	if (p->paren_at == ITEM_NONE)
		return;
	span = tree_token_span(p->tree, p->paren_at);
	if (!item->broken)
		trouble_add(&p->trouble, p->paren_code, span.start, span.end,
			p->paren_code == DIAG_UNCLOSED_PAREN ? "this `%c` is not closed"
							     : "this `%c` closes nothing",
			p->tree->text.ptr[span.start]);
	item->broken = true;
}

static bool
adjoins(const struct parser *p, uint32_t token)
{
	const struct token *k = &p->tree->tokens[token];

	return k[-1].start + k[-1].len == k->start;
}

/* Whether the current token is the second `/` of a bare `https://…`. */
static bool
is_bare_url(const struct parser *p, const struct item *item)
{
	uint32_t i = p->at;

	return kind_at(p, i) == TOKEN_SLASH && i >= item->args + 3 &&
	       kind_at(p, i - 1) == TOKEN_SLASH && kind_at(p, i - 2) == TOKEN_COLON &&
	       kind_at(p, i - 3) == TOKEN_WORD && adjoins(p, i) && adjoins(p, i - 1) &&
	       adjoins(p, i - 2);
}

static void
quote_url(struct parser *p, struct item *item)
{
	const char *text = p->tree->text.ptr;
	uint32_t start = p->tree->tokens[p->at - 3].start;
	uint32_t end = tree_token_span(p->tree, p->at).end;
	struct diag *d;

	item->broken = true;
	if (start < p->url_end)
		return;
	while (end < p->tree->text.len && end - start < URL_MAX && (unsigned char)text[end] > ' ' &&
		strchr("\"\\,;{}()", text[end]) == NULL)
		end++;
	p->url_end = end;
	d = trouble_add(&p->trouble, DIAG_UNQUOTED_ADDRESS, start, end,
		"the address of a page stands in quotes");
	trouble_fix(&p->trouble, d, start, end,
		arena_printf(p->arena, "\"%.*s\"", (int)(end - start), text + start));
}

/* { arg }: stops at the token that ends them. */
static void
args_list(struct parser *p, struct item *item)
{
	uint32_t last = item->word;

	p->parens.len = 0;
	p->paren_at = ITEM_NONE;
	for (;;) {
		enum role role = (enum role)roles[kind_at(p, p->at)];

		if (role == ROLE_STOP || (role == ROLE_NEWLINE && !line_goes_on(p, item, last)))
			return;
		if (role == ROLE_NEWLINE) {
			parser_newline(p);
			continue;
		}
		if (role == ROLE_LEFT)
			*VEC_PUSH(p->arena, &p->parens) = p->at;
		else if (role == ROLE_RIGHT)
			close_paren(p);
		else if (is_bare_url(p, item))
			quote_url(p, item);
		if (role != ROLE_COMMENT) {
			item->broken = item->broken || parser_faulty(p, p->at);
			last = p->at;
			item->args_end = last + 1;
		}
		p->at++;
	}
}

/* `owner: cto`, `owner = cto`: told and left out, so that the value is checked all the same. */
static void
drop_sign(struct parser *p, struct item *item)
{
	const struct token *sign = &p->tree->tokens[item->args];
	bool alone = item->args + 1 == item->args_end;
	uint32_t start = tree_token_span(p->tree, item->word).end;
	struct diag *d = parser_complain(p, DIAG_NEEDLESS_SIGN, item->args,
		sign->kind == TOKEN_COLON ? "no `:` stands between a name and its value"
					  : "no `=` stands between a name and its value");

	if (!alone && sign[1].kind != TOKEN_COMMENT && sign[1].kind != TOKEN_NEWLINE)
		trouble_fix(&p->trouble, d, start, sign[1].start, " ");
	else
		trouble_fix(&p->trouble, d, start, sign->start + sign->len, "");
	item->broken = item->broken || (alone && kind_at(p, p->at) != TOKEN_OPEN);
	item->args++;
}

static void
check_args(struct parser *p, struct item *item)
{
	uint32_t last = item->args_end - 1;

	complain_paren(p, item);
	if (item->args < item->args_end && is_needless(p, item->args))
		drop_sign(p, item);
	if (last > item->word && kind_at(p, last) == TOKEN_COMMA) {
		struct span span = tree_token_span(p->tree, last);
		struct diag *d =
			parser_complain(p, DIAG_DANGLING_COMMA, last, "nothing follows this comma");

		trouble_fix(&p->trouble, d, span.start, span.end, "");
		item->args_end = last;
		item->broken = item->broken || item->args == item->args_end;
	}
}

bool
args_stop_at(enum token_kind kind)
{
	return roles[kind] == ROLE_STOP;
}

void
args_read(struct parser *p, struct item *item)
{
	args_list(p, item);
	check_args(p, item);
}
