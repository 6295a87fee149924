/* Prose as a value: in the source itself, or from a Markdown file of the project.
 *
 *   text = TEXT | STRING | "from" STRING ;
 */
#include "base/utf8.h"
#include "model/build.h"
#include "model/prose.h"

static struct diag *
tell_fault(struct builder *b, enum utf8_fault fault, struct span span)
{
	switch (fault) {
	case UTF8_INVALID:
		return diag_add(b->sink, DIAG_BAD_UTF8, span, "these bytes are no UTF-8");
	case UTF8_BIDI:
		return diag_add(
			b->sink, DIAG_BIDI_CONTROL, span, "a bidirectional control character");
	default:
		return diag_add(b->sink, DIAG_BAD_CHARACTER, span, "a control character");
	}
}

/* Files that are no source of the language were not looked at yet; the first fault is told. */
static void
check_bytes(struct builder *b, const struct source *source)
{
	size_t at = 0;
	enum utf8_fault fault = utf8_check(source->text, &at);

	if (fault != UTF8_OK)
		tell_fault(b, fault, (struct span){source->id, (uint32_t)at, (uint32_t)at + 1});
}

static struct prose *
read_file(struct reader *r, struct value *v)
{
	struct builder *b = r->b;
	struct str path = build_string(b, r->tree, r->at);
	const struct source *source = NULL;
	struct text_piece *piece = arena_alloc(b->arena, sizeof(*piece));
	struct text_map map;
	struct str text;

	if (b->input->read == NULL ||
		!b->input->read(b->input->context, path, reader_span(r), &source))
		return NULL;
	check_bytes(b, source);
	text = source->text;
	if (str_starts(text, "\xef\xbb\xbf")) {
		piece->offset = 3;
		text = (struct str){text.ptr + 3, text.len - 3};
	}
	reader_blank(r, v, text);
	map = (struct text_map){source->id, 1, piece};
	return prose_parse(b->arena, text, &map, b->sink);
}

void
bind_text(struct reader *r, struct value *v)
{
	struct text_map map;

	if (reader_is(r, TOKEN_TEXT) || reader_is(r, TOKEN_STRING)) {
		struct str text = tree_string(r->b->arena, r->tree, r->at, &map);

		reader_blank(r, v, text);
		v->prose = prose_parse(r->b->arena, text, &map, r->b->sink);
	} else if (str_is(reader_word(r), "from")) {
		struct span from = reader_span(r);

		reader_next(r);
		if (!reader_is(r, TOKEN_STRING)) {
			reader_wrong(r, v);
			return;
		}
		v->span = span_join(from, reader_span(r));
		v->prose = read_file(r, v);
		v->bad = v->bad || v->prose == NULL;
	} else {
		reader_wrong(r, v);
		return;
	}
	if (v->prose != NULL)
		resolve_prose(r->b, v->prose);
	reader_next(r);
}
