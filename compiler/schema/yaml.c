/* YAML by libyaml's events, turned into a tree with places in bytes. The only file that knows libyaml. A mistake in the
 * syntax ends the reading; keys that stand twice, tags and merge keys are reported and left out. */
#include "schema/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "schema/yaml_bytes.h"

/* What `&name` marks. */
struct anchor {
	struct yaml *node;
	uint32_t nodes; /* how many it stands for */
	bool complete;
};

/* A map or list that is being read. */
struct frame {
	struct yaml *node;
	struct yaml *last;
	struct anchor *anchor;
	uint32_t nodes_before;
	bool flow;
	bool has_key; /* of a map: the value comes next */
	bool drop; /* and belongs to a key that was refused */
	struct str key;
	struct span key_span;
};

struct reader {
	struct arena *arena;
	struct arena *scratch;
	const struct source *source;
	struct sink *sink;
	yaml_parser_t parser;
	struct names *names;
	struct map *keys; /* (map's node, key) -> struct span of the first */
	struct map *anchors; /* name -> struct anchor */
	struct frame frames[YAML_DEPTH];
	uint32_t depth;
	struct yaml *root;
	uint32_t nodes; /* so far, those of aliases too */
	uint32_t aliased; /* of aliases alone */
	uint32_t documents;
	bool failed;
	/* libyaml counts characters: this is where one of them lies. */
	size_t base; /* bytes of a byte order mark */
	size_t character;
	size_t byte;
};

static struct span
span_of(const struct reader *r, size_t start, size_t end)
{
	return (struct span){r->source->id, (uint32_t)start, (uint32_t)(end < start ? start : end)};
}

/* The byte of a character. Marks come nearly in order, so the way from the last one is short. */
static size_t
byte_of(struct reader *r, const yaml_mark_t *mark)
{
	const char *text = r->source->text.ptr;

	while (r->character < mark->index && r->byte < r->source->text.len) {
		r->byte++;
		while (r->byte < r->source->text.len &&
			((unsigned char)text[r->byte] & 0xC0) == 0x80)
			r->byte++;
		r->character++;
	}
	while (r->character > mark->index && r->byte > r->base) {
		r->byte--;
		while (r->byte > r->base && ((unsigned char)text[r->byte] & 0xC0) == 0x80)
			r->byte--;
		r->character--;
	}
	return r->byte;
}

static struct diag *
fail(struct reader *r, enum diag_code code, struct span span, const char *message)
{
	r->failed = true;
	return diag_add(r->sink, code, span, "%s", message);
}

/* An event's span: without its anchor, and without the blanks that libyaml counts to a block of text. */
static struct span
event_span(struct reader *r, const yaml_event_t *event, const yaml_char_t *anchor)
{
	const char *text = r->source->text.ptr;
	size_t start = byte_of(r, &event->start_mark);
	size_t end = byte_of(r, &event->end_mark);

	if (anchor != NULL && start < end && text[start] == '&') {
		start += 1 + strlen((const char *)anchor);
		while (start < end && strchr(" \t\r\n", text[start]) != NULL)
			start++;
	}
	while (end > start && strchr(" \t\r\n", text[end - 1]) != NULL)
		end--;
	return span_of(r, start, end);
}

static struct yaml *
new_node(struct reader *r, enum yaml_kind kind, struct span span)
{
	struct yaml *node = arena_alloc(r->arena, sizeof(*node));

	node->kind = kind;
	node->span = span;
	r->nodes++;
	return node;
}

static struct anchor *
add_anchor(struct reader *r, const yaml_char_t *name, struct yaml *node)
{
	struct anchor *anchor;

	if (name == NULL)
		return NULL;
	anchor = arena_alloc(r->scratch, sizeof(*anchor));
	*anchor = (struct anchor){.node = node, .nodes = 1};
	map_put(r->anchors, names_of(r->names, (const char *)name), anchor);
	return anchor;
}

static void
refuse_tag(struct reader *r, const yaml_event_t *event, const yaml_char_t *tag)
{
	size_t start, end;
	struct str text = r->source->text;

	if (tag == NULL)
		return;
	start = end = byte_of(r, &event->start_mark);
	while (end < text.len && strchr(" \t\r\n", text.ptr[end]) == NULL)
		end++;
	diag_help(r->sink,
		diag_add(r->sink, DIAG_YAML_TAG, span_of(r, start, end), "tags are not read here"),
		"remove it; put a value that has to stay text in quotation marks");
}

/* Hangs a value, or keeps a key for the value that follows. */
static void
take_key(struct reader *r, struct frame *frame, const struct yaml *node)
{
	const struct name *name = names_get(r->names, node->text);
	struct span *first = map_get2(r->keys, frame->node, name);
	struct diag *d;

	frame->has_key = true;
	frame->key = node->text;
	frame->key_span = node->span;
	frame->drop = true;
	if (first != NULL) {
		d = diag_add(r->sink, DIAG_YAML_DUPLICATE, node->span, "key `%.*s` stands twice",
			yaml_shown(node->text), node->text.ptr);
		diag_relate(r->sink, d, *first, "first here");
		diag_help(r->sink, d, "keep one of the two");
		return;
	}
	if (!node->quoted && str_is(node->text, "<<")) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_YAML_TAG, node->span,
				"merge keys (`<<`) are not read"),
			"write the entries out");
		return;
	}
	frame->drop = false;
	first = arena_alloc(r->scratch, sizeof(*first));
	*first = node->span;
	map_put2(r->keys, frame->node, name, first);
}

static void
attach(struct reader *r, struct yaml *node)
{
	struct frame *frame = r->depth == 0 ? NULL : &r->frames[r->depth - 1];

	if (frame == NULL) {
		r->root = node;
		return;
	}
	if (frame->node->kind == YAML_MAP) {
		if (!frame->has_key) {
			if (node->kind == YAML_SCALAR || node->kind == YAML_NULL)
				take_key(r, frame, node);
			else
				fail(r, DIAG_YAML_SHAPE, node->span, "a key must be a plain word");
			return;
		}
		frame->has_key = false;
		if (frame->drop)
			return;
		node->key = frame->key;
		node->key_span = frame->key_span;
	}
	if (frame->last == NULL)
		frame->node->child = node;
	else
		frame->last->next = node;
	frame->last = node;
	frame->node->count++;
}

static bool
is_null(const yaml_event_t *event)
{
	struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};

	return event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       (text.len == 0 || str_is(text, "~") || str_is(text, "null"));
}

/* An escape such as "\u202e" makes what could not stand in the file itself. */
static void
refuse_escapes(struct reader *r, const struct yaml *node)
{
	size_t at = 0;
	const char *message = yaml_unfit(node->text, &at);

	if (message == NULL)
		return;
	diag_add(r->sink, DIAG_YAML_BYTES, node->span, "an escape in this text stands for %s",
		message);
	r->failed = true;
}

static void
read_scalar(struct reader *r, const yaml_event_t *event)
{
	yaml_scalar_style_t style = event->data.scalar.style;
	const char *value = (const char *)event->data.scalar.value;
	struct span span = event_span(r, event, event->data.scalar.anchor);
	struct yaml *node = new_node(r, is_null(event) ? YAML_NULL : YAML_SCALAR, span);
	struct anchor *anchor;

	refuse_tag(r, event, event->data.scalar.tag);
	node->text = (struct str){arena_strndup(r->arena, value, event->data.scalar.length),
		event->data.scalar.length};
	refuse_escapes(r, node);
	node->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	node->quote = style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		      style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	anchor = add_anchor(r, event->data.scalar.anchor, node);
	if (anchor != NULL)
		anchor->complete = true;
	attach(r, node);
}

/* A copy of the node that shares its entries: linear, however often it is repeated. */
static void
read_alias(struct reader *r, const yaml_event_t *event)
{
	struct span span = event_span(r, event, NULL);
	const char *text = (const char *)event->data.alias.anchor;
	struct anchor *anchor = map_get(r->anchors, names_of(r->names, text));
	struct yaml *node;

	if (anchor == NULL) {
		r->failed = true;
		diag_add(r->sink, DIAG_YAML_ALIAS, span, "nothing before is marked `&%.*s`",
			yaml_shown(str_of(text)), text);
		return;
	}
	if (!anchor->complete) {
		r->failed = true;
		diag_add(r->sink, DIAG_YAML_ALIAS, span, "alias `*%.*s` lies in what it repeats",
			yaml_shown(str_of(text)), text);
		return;
	}
	r->aliased += anchor->nodes;
	if (r->aliased > YAML_ALIASED) {
		diag_help(r->sink,
			fail(r, DIAG_YAML_ALIAS, span,
				"the aliases of this file stand for too many values"),
			"write them out, or use fewer");
		return;
	}
	node = new_node(r, anchor->node->kind, span);
	*node = *anchor->node;
	node->span = span;
	node->key = (struct str){0};
	node->key_span = (struct span){0};
	node->next = NULL;
	node->quote = 0;
	r->nodes += anchor->nodes - 1;
	attach(r, node);
}

static void
open_frame(struct reader *r, const yaml_event_t *event, enum yaml_kind kind, bool flow,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct span span = event_span(r, event, anchor);
	uint32_t nodes_before = r->nodes;
	struct yaml *node = new_node(r, kind, span);

	refuse_tag(r, event, tag);
	attach(r, node);
	if (r->failed)
		return;
	if (r->depth == YAML_DEPTH) {
		fail(r, DIAG_YAML_DEPTH, span, "maps and lists lie too deep in one another");
		return;
	}
	r->frames[r->depth++] = (struct frame){.node = node,
		.anchor = add_anchor(r, anchor, node),
		.nodes_before = nodes_before,
		.flow = flow};
}

static void
close_frame(struct reader *r, const yaml_event_t *event)
{
	struct frame *frame = &r->frames[--r->depth];
	struct yaml *node = frame->node;

	/* A block ends for libyaml where the next thing begins. */
	if (frame->flow) {
		node->span.end = (uint32_t)byte_of(r, &event->end_mark);
	} else if (frame->last != NULL) {
		uint32_t end = frame->last->span.end;

		if (node->kind == YAML_MAP)
			node->span.start = node->child->key_span.start;
		node->span.end = end > frame->last->key_span.end ? end : frame->last->key_span.end;
	}
	if (node->span.end < node->span.start)
		node->span.end = node->span.start;
	if (frame->anchor != NULL) {
		frame->anchor->nodes = r->nodes - frame->nodes_before;
		frame->anchor->complete = true;
	}
}

static void
read_event(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (++r->documents > 1)
			diag_help(r->sink,
				fail(r, DIAG_YAML_DOCUMENTS, event_span(r, event, NULL),
					"a second document begins here"),
				"put it into a file of its own");
		break;
	case YAML_ALIAS_EVENT:
		read_alias(r, event);
		break;
	case YAML_SCALAR_EVENT:
		read_scalar(r, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		open_frame(r, event, YAML_LIST,
			event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
			event->data.sequence_start.anchor, event->data.sequence_start.tag);
		break;
	case YAML_MAPPING_START_EVENT:
		open_frame(r, event, YAML_MAP,
			event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
			event->data.mapping_start.anchor, event->data.mapping_start.tag);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_frame(r, event);
		break;
	default:
		break;
	}
}

static const char *
help_for(const char *problem)
{
	static const char *const help[][2] = {
		{"cannot start any token",
			"indent with spaces, and put a text that begins with a special character "
			"in quotation marks"},
		{"mapping values are not allowed",
			"put a text that holds `: ` in quotation marks, or mend the indentation"},
		{"did not find expected key",
			"mend the indentation of this line or the one before"},
		{"could not find expected ':'", "write `key: value`, with a space after the colon"},
		{"did not find expected '-'", "mend the indentation of this line"},
		{"did not find expected ',' or ']'", "close the list with `]`"},
		{"did not find expected ',' or '}'", "close the map with `}`"},
		{"end of stream while scanning a quoted", "close the text with a quotation mark"},
		{"unexpected end of stream", "close the text with a quotation mark"},
	};

	for (size_t i = 0; i < sizeof(help) / sizeof(help[0]); i++) {
		if (strstr(problem, help[i][0]) != NULL)
			return help[i][1];
	}
	return NULL;
}

/* libyaml's own errors, at their place. */
static void
report_problem(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	const char *problem = p->problem == NULL ? "it cannot be read" : p->problem;
	const char *text = r->source->text.ptr;
	size_t start, end;
	struct diag *d;

	r->failed = true;
	if (p->error == YAML_MEMORY_ERROR)
		arena_exhausted();
	start = p->error == YAML_READER_ERROR ? r->base + p->problem_offset
					      : byte_of(r, &p->problem_mark);
	if (start > r->source->text.len)
		start = r->source->text.len;
	end = start < r->source->text.len ? start + 1 : start;
	while (end < r->source->text.len && ((unsigned char)text[end] & 0xC0) == 0x80)
		end++;
	d = diag_add(
		r->sink, DIAG_YAML_SYNTAX, span_of(r, start, end), "no valid YAML: %s", problem);
	if (p->context != NULL && p->context_mark.index != p->problem_mark.index) {
		start = byte_of(r, &p->context_mark);
		diag_relate(r->sink, d, span_of(r, start, start), "%s", p->context);
	}
	if (help_for(problem) != NULL)
		diag_help(r->sink, d, "%s", help_for(problem));
}

static void
read_events(struct reader *r)
{
	bool done = false;

	if (!yaml_parser_initialize(&r->parser))
		arena_exhausted();
	yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->parser,
		(const unsigned char *)r->source->text.ptr + r->base,
		r->source->text.len - r->base);
	while (!done && !r->failed) {
		yaml_event_t event;

		if (!yaml_parser_parse(&r->parser, &event)) {
			report_problem(r);
			break;
		}
		done = event.type == YAML_STREAM_END_EVENT;
		read_event(r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&r->parser);
}

struct yaml *
yaml_parse(struct arena *a, const struct source *source, struct sink *sink)
{
	struct reader r = {.arena = a, .source = source, .sink = sink};

	if (source->text.len >= 3 && memcmp(source->text.ptr, "\xEF\xBB\xBF", 3) == 0)
		r.base = 3;
	if (!yaml_check_bytes(source, r.base, sink))
		return NULL;
	r.byte = r.base;
	r.scratch = arena_new();
	r.names = names_new(r.scratch);
	r.keys = map_new(r.scratch);
	r.anchors = map_new(r.scratch);
	read_events(&r);
	arena_free(r.scratch);
	if (r.failed)
		return NULL;
	return r.root != NULL ? r.root : new_node(&r, YAML_NULL, span_of(&r, 0, 0));
}
