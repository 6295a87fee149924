/* md4c's spans → nodes. A link whose target is refused leaves its words, without the link. */
#include "model/prose_build.h"

/* Reports what is wrong with a target: at the target itself, or at the words where that has no place. */
static void
tell_problem(
	struct prose_builder *b, const struct prose_target *t, const char *what, const char *help)
{
	struct span span = span_is(t->span) ? t->span : prose_span(b, t->words, b->last);

	prose_complain(b, DIAG_BAD_LINK, span, help, "this %s %s", what, t->problem);
}

static void
enter_link(struct prose_builder *b, const MD_SPAN_A_DETAIL *detail)
{
	struct str target = prose_attribute(b, &detail->href, &b->link_target.span);

	b->in_link = true;
	b->link_target.words = b->last;
	b->link_target.problem = prose_target_problem(target, false);
	if (b->link_target.problem != NULL)
		return;
	b->link = prose_open(b, PROSE_LINK);
	b->link->target = target;
	*VEC_PUSH(b->arena, &b->links) = b->link;
}

static void
leave_link(struct prose_builder *b)
{
	struct prose_node *node = b->link;

	b->in_link = false;
	b->link = NULL;
	if (node == NULL) {
		tell_problem(b, &b->link_target, "link",
			"link to a page (`https://…`), an address (`mailto:…`, `tel:…`) or a file "
			"of the "
			"project; refer to what the ISMS declares with `[[id]]`");
		return;
	}
	if (node->child == NULL)
		prose_leaf(b, PROSE_TEXT, b->last, b->last)->text = node->target;
	prose_close(b);
	if (span_is(b->link_target.span))
		node->span = b->link_target.span;
}

/* An image's words are its alternative text: spans among them leave no nodes. */
static void
enter_image(struct prose_builder *b, const MD_SPAN_IMG_DETAIL *detail)
{
	struct str target = prose_attribute(b, &detail->src, &b->image_target.span);

	b->images = 1;
	b->image = NULL;
	b->image_target.words = b->last;
	b->image_target.problem = prose_target_problem(target, true);
	if (b->image_target.problem != NULL)
		return;
	b->image = prose_leaf(b, PROSE_IMAGE, b->last, b->last);
	b->image->target = target;
	b->image->span = b->image_target.span;
	*VEC_PUSH(b->arena, &b->links) = b->image;
}

static void
leave_image(struct prose_builder *b)
{
	struct prose_node *node = b->image;
	struct span span;

	b->image = NULL;
	if (node == NULL) {
		tell_problem(b, &b->image_target, "image",
			"use an image file of the project: a document must look the same wherever "
			"and "
			"whenever it is made");
		prose_flush(b);
		return;
	}
	prose_plain_run(b);
	node->text = prose_take(b, &span);
	if (!span_is(node->span))
		node->span = prose_span(b, b->image_target.words, b->last);
}

static void
leave_code(struct prose_builder *b)
{
	struct prose_node *node = prose_leaf(b, PROSE_CODE, b->run.start, b->run.end);

	b->in_code = false;
	prose_plain_run(b);
	node->text = prose_take(b, &node->span);
}

static bool
opens_node(MD_SPANTYPE type, enum prose_kind *kind)
{
	switch (type) {
	case MD_SPAN_EM:
		*kind = PROSE_EMPHASIS;
		return true;
	case MD_SPAN_STRONG:
		*kind = PROSE_STRONG;
		return true;
	case MD_SPAN_DEL:
		*kind = PROSE_STRIKE;
		return true;
	default:
		return false;
	}
}

int
prose_enter_span(MD_SPANTYPE type, void *detail, void *builder)
{
	struct prose_builder *b = builder;
	enum prose_kind kind;

	if (b->images > 0) {
		b->images++;
		return 0;
	}
	prose_flush(b);
	prose_inline(b);
	if (b->skipped > 0 || b->skipped_spans > 0 || b->depth >= PROSE_DEPTH) {
		prose_tell_depth(b);
		b->skipped_spans++;
	} else if (opens_node(type, &kind)) {
		prose_open(b, kind);
	} else if (type == MD_SPAN_A && !b->in_link) {
		enter_link(b, detail);
	} else if (type == MD_SPAN_IMG) {
		enter_image(b, detail);
	} else if (type == MD_SPAN_CODE) {
		b->in_code = true;
	}
	return b->limit != NULL;
}

/* md4c does not always leave spans in the order it entered them, nor all of them: what does not fit waits for the end
 * of the block. */
int
prose_leave_span(MD_SPANTYPE type, void *detail, void *builder)
{
	struct prose_builder *b = builder;
	enum prose_kind kind;

	(void)detail;
	if (b->images > 0) {
		if (--b->images == 0)
			leave_image(b);
		return 0;
	}
	if (b->in_code) {
		leave_code(b);
		return 0;
	}
	prose_flush(b);
	if (b->skipped_spans > 0)
		b->skipped_spans--;
	else if (opens_node(type, &kind) && b->at->kind == kind)
		prose_close(b);
	else if (type == MD_SPAN_A && b->in_link && (b->link == NULL || b->at == b->link))
		leave_link(b);
	return 0;
}

void
prose_end_spans(struct prose_builder *b)
{
	b->skipped_spans = 0;
	if (b->images > 0) {
		b->images = 0;
		leave_image(b);
	}
	if (b->in_code)
		leave_code(b);
	prose_flush(b);
	while (b->at->kind == PROSE_EMPHASIS || b->at->kind == PROSE_STRONG ||
		b->at->kind == PROSE_STRIKE || b->at->kind == PROSE_LINK) {
		if (b->at == b->link)
			leave_link(b);
		else
			prose_close(b);
	}
	if (b->in_link)
		leave_link(b);
}
