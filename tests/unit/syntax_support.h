/* Shared by the tests of syntax/: a text parsed, and its tokens, tree and diagnostics as text to compare. */
#ifndef UNIT_SYNTAX_SUPPORT_H
#define UNIT_SYNTAX_SUPPORT_H

#include "support.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "syntax/tree.h"

struct parsed {
	struct arena *arena;
	struct sources *sources;
	struct sink *sink;
	struct tree *tree;
};

static inline struct parsed
parse_bytes(struct arena *a, const char *bytes, size_t len)
{
	struct parsed p = {.arena = a, .sources = sources_new(a), .sink = sink_new(a)};
	struct str text = {arena_strndup(a, bytes, len), len};

	p.tree = tree_parse(a, sources_add(p.sources, "a.isms", text, false), p.sink);
	return p;
}

static inline struct parsed
parse(struct arena *a, const char *text)
{
	return parse_bytes(a, text, strlen(text));
}

/* A copy of what the buffer holds, in the arena; frees the buffer. */
static inline const char *
taken(struct arena *a, struct buf *b)
{
	const char *text = b->len > 0 ? arena_strndup(a, b->ptr, b->len) : "";

	buf_free(b);
	return text;
}

/* "1:3-1:5 code" for each diagnostic, a line each. */
static inline const char *
diags_of(struct parsed *p)
{
	struct buf out = {0};
	uint32_t count;
	struct diag **all = sink_sorted(p->sink, p->sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct place from =
			source_place(p->sources, all[i]->span.source, all[i]->span.start);
		struct place to = source_place(p->sources, all[i]->span.source, all[i]->span.end);

		buf_printf(&out, "%u:%u-%u:%u %s\n", (unsigned)from.line, (unsigned)from.column,
			(unsigned)to.line, (unsigned)to.column, all[i]->name);
	}
	return taken(p->arena, &out);
}

static inline const char *
dump_of(struct parsed *p)
{
	struct buf out = {0};

	tree_dump(p->tree, p->sources, &out);
	return taken(p->arena, &out);
}

/* "kind:text" for each token, with blanks between; without the last, TOKEN_END. */
static inline const char *
tokens_of(struct parsed *p)
{
	static const char *const names[] = {
#define T(NAME, title) #NAME,
#include "syntax/token.def"
#undef T
	};
	struct buf out = {0};

	for (uint32_t i = 0; i + 1 < p->tree->token_count; i++) {
		buf_puts(&out, i > 0 ? " " : "");
		buf_puts(&out, names[p->tree->tokens[i].kind]);
		if (p->tree->tokens[i].kind != TOKEN_NEWLINE) {
			buf_putc(&out, '|');
			buf_str(&out, tree_token_text(p->tree, i));
		}
	}
	return taken(p->arena, &out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, support_arena, support_arena_free)

#define assert_tokens(state, text, expected)                                                       \
	do {                                                                                       \
		struct parsed p_ = parse(*(state), text);                                          \
		assert_string_equal(tokens_of(&p_), expected);                                     \
	} while (0)

#define assert_dump(state, text, expected)                                                         \
	do {                                                                                       \
		struct parsed p_ = parse(*(state), text);                                          \
		assert_string_equal(dump_of(&p_), expected);                                       \
	} while (0)

#define assert_diags(state, text, expected)                                                        \
	do {                                                                                       \
		struct parsed p_ = parse(*(state), text);                                          \
		assert_string_equal(diags_of(&p_), expected);                                      \
	} while (0)

#endif
