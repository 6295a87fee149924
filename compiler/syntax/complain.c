/* Tokens that the lexer marked → what is wrong in them, by a second and closer look. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "syntax/recover.h"
#include "syntax/trouble.h"

/* Places with bytes that no source may hold, told one by one in one file. */
#define BYTES_LIMIT 20
/* Characters of an e-mail address on either side of its sign. */
#define ADDRESS_MAX 255
/* Bytes of the address of a page before a sign in it. */
#define URL_MAX 4096

static uint32_t
char_at(const struct trouble *t, uint32_t at, uint32_t *size)
{
	uint32_t cp;
	size_t n = utf8_decode(t->tree->text.ptr + at, t->tree->text.len - at, &cp);

	*size = n > 0 ? (uint32_t)n : 1;
	return cp;
}

/* Too many of them: it is no text, and whatever else could be said about the file follows from that. */
static bool
bytes_exhausted(struct trouble *t, uint32_t at)
{
	struct diag *d;

	if (t->bytes++ < BYTES_LIMIT)
		return false;
	d = trouble_add(t, DIAG_BAD_UTF8, at, at + 1,
		"more than %d places with such bytes: the file is probably no UTF-8 text",
		BYTES_LIMIT);
	trouble_help(t, d, "save the file as UTF-8; all else in it is checked then");
	t->silent = true;
	return true;
}

/* A run of bytes start..end that are all `state`. */
static void
complain_run(struct trouble *t, enum char_state state, uint32_t start, uint32_t end)
{
	struct diag *d = NULL;
	uint32_t size;
	uint32_t cp = char_at(t, start, &size);

	if (t->silent || bytes_exhausted(t, start))
		return;
	switch (state) {
	case CHAR_FINE:
		break;
	case CHAR_INVALID:
		if (end - start == 1)
			d = trouble_add(t, DIAG_BAD_UTF8, start, end, "this byte is not UTF-8");
		else
			d = trouble_add(t, DIAG_BAD_UTF8, start, end,
				"these %" PRIu32 " bytes are not UTF-8", end - start);
		trouble_help(t, d, "save the file as UTF-8");
		break;
	case CHAR_NUL:
		trouble_add(t, DIAG_BAD_CHARACTER, start, end, "a NUL byte");
		break;
	case CHAR_CONTROL:
		if (cp == '\r')
			d = trouble_add(t, DIAG_BAD_CHARACTER, start, end,
				"a carriage return without a newline behind it");
		else
			d = trouble_add(t, DIAG_BAD_CHARACTER, start, end,
				"a control character (U+%04" PRIX32 ")", cp);
		trouble_help(t, d, "remove it");
		break;
	case CHAR_BIDI:
		d = trouble_add(t, DIAG_BIDI_CONTROL, start, end,
			"a bidirectional control character (U+%04" PRIX32 ")", cp);
		trouble_help(
			t, d, "remove it; it shows readers another order than the compiler reads");
		break;
	}
}

/* Whether a byte is printable ASCII or part of the layout, so that nothing needs to be looked up. */
static bool
is_plain(char c)
{
	return (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n';
}

/* Complains about what no source may hold in start..end; true when there was anything of that kind. */
static bool
complain_bytes(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	bool any = false;

	while (start < end && !t->silent) {
		enum char_state state;
		uint32_t run = start;
		size_t size;

		if (is_plain(text[start])) {
			start++;
			continue;
		}
		state = char_look(text + start, t->tree->text.len - start, &size);
		start += (uint32_t)size;
		if (state == CHAR_FINE)
			continue;
		while (start < end && !is_plain(text[start]) &&
			char_look(text + start, t->tree->text.len - start, &size) == state)
			start += (uint32_t)size;
		complain_run(t, state, run, start);
		any = true;
	}
	return any;
}

static void
complain_escape(struct trouble *t, uint32_t at, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	uint32_t stop = at + 1, size;
	struct diag *d;

	if (stop < end) {
		char_at(t, stop, &size);
		stop += size;
	}
	if (text[at + 1] == 'u') {
		/* To the closing brace where there is one in reach, for the number is what is wrong. */
		for (uint32_t i = stop; i < end && i < stop + 12; i++) {
			if (text[i] == '}') {
				stop = i + 1;
				break;
			}
		}
		d = trouble_add(t, DIAG_BAD_ESCAPE, at, stop, "`%.*s` names no character",
			(int)(stop - at), text + at);
		trouble_help(
			t, d, "write one to six hexadecimal digits in braces, as in `\\u{20ac}`");
		return;
	}
	d = trouble_add(t, DIAG_BAD_ESCAPE, at, stop, "there is no escape `%.*s`", (int)(stop - at),
		text + at);
	trouble_help(t, d,
		"escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}`; a backslash itself is "
		"written `\\\\`");
}

static void
complain_string(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	bool closed = false;

	for (uint32_t i = start + 1; i < end && !closed; i++) {
		uint32_t cp;
		size_t size;

		if (text[i] == '\n') {
			/* It goes on over the end of the line. */
			end = i;
			break;
		}
		closed = text[i] == '"';
		if (text[i] != '\\')
			continue;
		size = escape_read(text + i, end - i, &cp);
		if (size > 0)
			i += (uint32_t)size - 1;
		else if (i + 1 < end)
			complain_escape(t, i, end);
	}
	complain_bytes(t, start, end);
	if (!closed) {
		struct diag *d = trouble_add(t, DIAG_UNCLOSED_STRING, start, end,
			"this string is not closed on its line");

		trouble_help(
			t, d, "close it with `\"`; a text of several lines stands in three quotes");
	}
}

static void
complain_text(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	bool closed = end - start >= 6 && memcmp(text + end - 3, "\"\"\"", 3) == 0;
	uint32_t inside = start + 3;
	struct diag *d;

	complain_bytes(t, inside, end);
	if (!closed) {
		d = trouble_add(t, DIAG_UNCLOSED_TEXT, start, inside,
			"this text is not closed by `\"\"\"`");
		trouble_help(t, d, "write `\"\"\"` behind its last line");
		if (d != NULL && end < t->tree->text.len)
			diag_relate(t->sink, d, (struct span){t->tree->source, end, end},
				"it seems to end here");
		return;
	}
	complain_inside(t, inside, end - 3);
}

/* Strings in other than straight double quotes. */
static void
complain_quotes(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	uint32_t opening, closing = end - 1;
	struct diag *d;

	char_at(t, start, &opening);
	while (((unsigned char)text[closing] & 0xc0) == 0x80)
		closing--;
	d = trouble_add(
		t, DIAG_WRONG_QUOTES, start, end, "strings stand in straight double quotes");
	if (memchr(text + start, '"', end - start) == NULL &&
		memchr(text + start, '\\', end - start) == NULL)
		trouble_fix(t, d, start, end,
			arena_printf(t->arena, "\"%.*s\"", (int)(closing - start - opening),
				text + start + opening));
}

static bool
is_space(uint32_t cp)
{
	return cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x202f ||
	       cp == 0x205f || cp == 0x3000;
}

static bool
is_invisible(uint32_t cp)
{
	return cp == 0xad || (cp >= 0x200b && cp <= 0x200d) || cp == 0x2060 || cp == 0xfeff;
}

/* Signs of other languages, and what is written here. */
static const struct {
	const char *sign;
	const char *help;
} others[] = {
	{"&&", "write `and`"},
	{"||", "write `or`"},
	{"!", "write `not`"},
	{"'", "strings stand in straight double quotes"},
	{"\xe2\x80\x9c", "strings stand in straight double quotes"},
	{"\xe2\x80\x9d", "strings stand in straight double quotes"},
	{"\xe2\x80\x93", "a hyphen is written `-`"},
	{"\xe2\x80\x94", "a hyphen is written `-`"},
	{"\xe2\x88\x92", "minus is written `-`"},
	{"\xe2\x89\xa4", "write `<=`"},
	{"\xe2\x89\xa5", "write `>=`"},
	{"\xe2\x89\xa0", "write `!=`"},
	{"\xc3\x97", "write `*`"},
};

static void
complain_odd(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	uint32_t size, cp = char_at(t, start, &size);
	struct diag *d;

	if (is_space(cp) || is_invisible(cp)) {
		d = trouble_add(t, DIAG_STRAY_CHARACTER, start, start + size,
			is_space(cp) ? "a blank that is no ordinary one (U+%04" PRIX32 ")"
				     : "an invisible character (U+%04" PRIX32 ")",
			cp);
		trouble_fix(t, d, start, start + size, is_space(cp) ? " " : "");
		return;
	}
	while (cp < 0x80 && start + size < end && size < 8 && text[start + size] == text[start])
		size++;
	if (cp < 0x80)
		d = trouble_add(t, DIAG_STRAY_CHARACTER, start, end, "`%.*s` has no meaning here",
			(int)size, text + start);
	else
		d = trouble_add(t, DIAG_STRAY_CHARACTER, start, end,
			"`%.*s` (U+%04" PRIX32 ") has no meaning here", (int)size, text + start,
			cp);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strncmp(text + start, others[i].sign, strlen(others[i].sign)) == 0) {
			trouble_help(t, d, others[i].help);
			return;
		}
	}
}

static bool
is_address_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == '.' || c == '+';
}

/* `jane@example.org`: the sign and the words around it, as one mistake with one remedy. */
static bool
complain_address(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	uint32_t from = start, to = end;
	struct diag *d;

	if (end - start != 1 || text[start] != '@')
		return false;
	while (from > 0 && start - from < ADDRESS_MAX && is_address_char(text[from - 1]))
		from--;
	while (to - end < ADDRESS_MAX && is_address_char(text[to]))
		to++;
	if (from == start || to == end)
		return false;
	d = trouble_add(t, DIAG_UNQUOTED_ADDRESS, from, to, "an e-mail address stands in quotes");
	trouble_fix(
		t, d, from, to, arena_printf(t->arena, "\"%.*s\"", (int)(to - from), text + from));
	return true;
}

/* Whether the sign stands in the bare address of a page, which the parser tells of as a whole. */
static bool
is_in_url(const struct trouble *t, uint32_t at)
{
	const char *text = t->tree->text.ptr;

	for (uint32_t n = 0; n < URL_MAX && at >= 3 && (unsigned char)text[at] > ' '; n++, at--) {
		if (memcmp(text + at - 3, "://", 3) == 0)
			return true;
	}
	return false;
}

/* Closing quotes of a string or text that nothing opens, with the words before them. */
static bool
complain_close(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	bool is_text = end - start >= 3 && text[end - 2] == '"' && text[end - 3] == '"';
	struct diag *d;

	if (text[end - 1] != '"')
		return false;
	complain_bytes(t, start, end);
	d = is_text ? trouble_add(
			      t, DIAG_UNCLOSED_TEXT, end - 3, end, "this `\"\"\"` closes no text")
		    : trouble_add(
			      t, DIAG_UNCLOSED_STRING, end - 1, end, "this quote closes no string");
	trouble_help(t, d,
		is_text ? "write `\"\"\"` where the text begins" : "write the quote that opens it");
	if (d != NULL && is_text && start + 3 < end)
		diag_relate(t->sink, d, (struct span){t->tree->source, start, start},
			"it seems to begin here");
	return true;
}

static void
complain_bad(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;

	if (complain_close(t, start, end) || complain_bytes(t, start, end) ||
		complain_address(t, start, end) || is_in_url(t, start))
		return;
	if (recover_quoted(text + start, text + end) == text + end)
		complain_quotes(t, start, end);
	else
		complain_odd(t, start, end);
}

static void
complain_token(struct trouble *t, const struct token *token)
{
	uint32_t start = token->start, end = start + token->len;

	if (token->len == TOKEN_LEN_MAX) {
		trouble_add(t, DIAG_TOKEN_TOO_LONG, start, start + 3,
			"%s may not be longer than %u MB",
			token_title((enum token_kind)token->kind), TOKEN_LEN_MAX >> 20);
		return;
	}
	switch ((enum token_kind)token->kind) {
	case TOKEN_STRING:
		complain_string(t, start, end);
		break;
	case TOKEN_TEXT:
		complain_text(t, start, end);
		break;
	case TOKEN_COMMENT:
		complain_bytes(t, start, end);
		break;
	default:
		complain_bad(t, start, end);
	}
}

/* UTF-16 is told once: every second byte of it would be a fault. */
static bool
complain_utf16(struct trouble *t)
{
	struct diag *d;

	if (!str_starts(t->tree->text, "\xff\xfe") && !str_starts(t->tree->text, "\xfe\xff"))
		return false;
	d = trouble_add(t, DIAG_BAD_UTF8, 0, 2, "this file is UTF-16");
	trouble_help(t, d, "save it as UTF-8");
	t->silent = true;
	return true;
}

/* Whether a token is a string or text without its end, or without its beginning. */
static bool
lacks_quote(const struct trouble *t, const struct token *token)
{
	const char *text = t->tree->text.ptr + token->start;

	if (token->kind == TOKEN_BAD)
		return text[token->len - 1] == '"';
	return token->kind == TOKEN_STRING && (token->len == 1 || text[token->len - 1] != '"' ||
						      memchr(text, '\n', token->len) != NULL);
}

/* The end of the faults that lie in the same line as the first of them. */
static uint32_t
same_line(const struct lexed *lexed, uint32_t first)
{
	uint32_t i = first + 1;

	for (; i < lexed->fault_count; i++) {
		for (uint32_t k = lexed->faults[i - 1]; k < lexed->faults[i]; k++) {
			if (lexed->tokens[k].kind == TOKEN_NEWLINE)
				return i;
		}
	}
	return i;
}

/* The faults first..end of one line. Where a quote is missing, it explains all characters without a meaning. */
static void
complain_line(struct trouble *t, const struct lexed *lexed, uint32_t first, uint32_t end)
{
	bool lacking = lacks_quote(t, &lexed->tokens[lexed->faults[end - 1]]);

	for (uint32_t i = first; i < end && !t->silent; i++) {
		const struct token *token = &lexed->tokens[lexed->faults[i]];

		/* The rest of a token that is too long. */
		if (lexed->faults[i] > 0 && token[-1].len == TOKEN_LEN_MAX &&
			token[-1].start + token[-1].len == token->start)
			continue;
		if (lacking && i + 1 < end && token->kind == TOKEN_BAD &&
			token->len < TOKEN_LEN_MAX)
			complain_bytes(t, token->start, token->start + token->len);
		else
			complain_token(t, token);
	}
}

/* Lines that end as on an old Macintosh are told once: the file is one line of them. */
static bool
complain_returns(struct trouble *t)
{
	struct str text = t->tree->text;
	const char *first = memchr(text.ptr, '\r', text.len);
	uint32_t at;
	struct diag *d;

	if (first == NULL || memchr(text.ptr, '\n', text.len) != NULL)
		return false;
	at = (uint32_t)(first - text.ptr);
	d = trouble_add(t, DIAG_BAD_CHARACTER, at, at + 1,
		"the lines of this file end in carriage returns alone");
	trouble_help(t, d, "end them with newlines");
	t->silent = true;
	return true;
}

void
complain(struct trouble *t, const struct lexed *lexed)
{
	uint32_t end;

	if (lexed->fault_count > 0)
		t->tree->broken = true;
	if (complain_utf16(t) || (lexed->fault_count > 0 && complain_returns(t)))
		return;
	for (uint32_t i = 0; i < lexed->fault_count && !t->silent; i = end) {
		end = same_line(lexed, i);
		complain_line(t, lexed, i, end);
	}
}
