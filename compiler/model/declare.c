/* Pass 1: every declaration of every file becomes an entity.
 *
 *   declaration = KIND [ ID ] [ TITLE ] ( block | END ) ;
 */
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "model/build.h"

/* A declaration while it is read. */
struct declaration {
	const struct tree *tree;
	const struct item *item;
	const struct kind *kind;
	uint32_t at; /* next argument */
	const struct name *id;
	struct span id_span;
};

static bool
next_is(const struct declaration *d, enum token_kind kind)
{
	return d->at < d->item->args_end && d->tree->tokens[d->at].kind == (uint32_t)kind;
}

static void
go_on(struct declaration *d)
{
	d->at = tree_skip(d->tree, d->at + 1, d->item->args_end);
}

/* Whoever names the id of a declaration that cannot be used stays silent. In a broken one any word may be its id. */
static void
lose(struct builder *b, const struct tree *t, const struct item *item)
{
	uint32_t end = item->args_end;

	b->model->broken = true;
	if (item->broken || tree_skip(t, item->args, end) == end ||
		t->tokens[tree_skip(t, item->args, end)].kind != TOKEN_WORD)
		map_put(b->lost, names_get(b->language->names, tree_token_text(t, item->word)), b);
	for (uint32_t i = tree_skip(t, item->args, end); i < end; i = tree_skip(t, i + 1, end)) {
		if (t->tokens[i].kind == TOKEN_WORD)
			map_put(b->lost, names_get(b->language->names, tree_token_text(t, i)), b);
		if (!item->broken)
			return;
	}
}

/* The kind that an unknown word was probably meant for: NULL, or certain enough to go on with it. */
static const struct kind *
unknown_kind(struct builder *b, const struct tree *t, const struct item *item)
{
	struct span span = tree_token_span(t, item->word);
	struct str word = tree_token_text(t, item->word);
	struct suggest s = suggest_start(word);
	struct diag *d;

	if (item->broken)
		return NULL;
	for (uint32_t i = 0; i < b->kind_count; i++) {
		if (!b->kinds[i]->built_in)
			build_offer(b, &s, name_str(b->kinds[i]->name));
	}
	d = diag_add(b->sink, DIAG_UNKNOWN_KIND, span, "there is no kind `%.*s`", yaml_shown(word),
		word.ptr);
	yaml_suggest(b->sink, d, &s, span, "`ismsc explain` lists the kinds");
	return suggest_certain(&s) ? language_kind(b->language, suggest_best(&s)) : NULL;
}

static void
built_in_kind(struct builder *b, const struct declaration *d)
{
	struct diag *diag =
		diag_add(b->sink, DIAG_BUILT_IN_KIND, tree_token_span(d->tree, d->item->word),
			"%s %s comes from a catalogue and is not declared",
			build_article(d->kind->name), d->kind->name->text);

	for (uint32_t i = 0; i < b->kind_count; i++) {
		if (b->kinds[i]->items == d->kind)
			diag_help(b->sink, diag, "what the organization says of it stands in `%s`",
				b->kinds[i]->name->text);
	}
}

static bool
is_reserved(struct str id)
{
	static const char *const words[] = {"all", "and", "any", "avg", "contains", "count",
		"distinct", "else", "ends_with", "exists", "false", "first", "from", "if", "in",
		"let", "list", "matches", "max", "min", "missing", "no", "none", "not", "or",
		"starts_with", "sum", "then", "today", "true", "where", "yes"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(id, words[i]))
			return true;
	}
	return false;
}

/* Says how a declaration of the kind begins. */
static void
help_example(struct builder *b, struct diag *diag, const struct kind *kind)
{
	if (kind->example != NULL)
		diag_help(b->sink, diag, "for example: `%.*s`", (int)strcspn(kind->example, "\n"),
			kind->example);
}

static void
missing_id(struct builder *b, const struct declaration *d)
{
	struct diag *diag;

	b->nameless[d->kind->index] = true;
	if (d->item->broken)
		return;
	diag = diag_add(b->sink, DIAG_MISSING_ID, tree_token_span(d->tree, d->item->word),
		"%s %s needs an id", build_article(d->kind->name), d->kind->name->text);
	if (d->kind->id == KIND_ID_CATALOGUE)
		diag_help(b->sink, diag, "the id is the one it has in the standard");
	else
		help_example(b, diag, d->kind);
}

/* Whether the word can be an id; reports it when not. */
static bool
check_id(struct builder *b, const struct declaration *d, struct str word)
{
	struct diag *diag;

	if (is_reserved(word)) {
		diag = diag_add(b->sink, DIAG_RESERVED_ID, d->id_span,
			"`%.*s` is a word of the rule language and cannot be an id",
			yaml_shown(word), word.ptr);
		diag_help(b->sink, diag, "choose another id");
		return false;
	}
	if (word.len > ID_MAX) {
		diag = diag_add(b->sink, DIAG_LONG_ID, d->id_span,
			"an id has at most %d bytes, and this one has %zu", ID_MAX, word.len);
		diag_help(b->sink, diag, "choose a short id, and say the rest in the title");
		return false;
	}
	if (d->kind->id != KIND_ID_CATALOGUE && memchr(word.ptr, ':', word.len) != NULL) {
		diag = diag_add(b->sink, DIAG_RESERVED_ID, d->id_span, "an id has no `:` in it");
		diag_help(b->sink, diag,
			"`:` stands between a catalogue and its item; use `.`, `_` or `-` in ids");
		return false;
	}
	return true;
}

/* Reads the id, where the kind has one; false when there is none that can be used, which is reported. */
static bool
read_id(struct builder *b, struct declaration *d)
{
	struct str word;

	if (d->kind->id == KIND_ID_NONE) {
		if (!next_is(d, TOKEN_WORD))
			return true;
		if (!d->item->broken)
			diag_fix(b->sink,
				diag_add(b->sink, DIAG_EXTRA_ARGUMENT,
					tree_token_span(d->tree, d->at),
					"`%s` exists once and has no id", d->kind->name->text),
				tree_token_span(d->tree, d->at), "");
		go_on(d);
		return true;
	}
	if (!next_is(d, TOKEN_WORD)) {
		missing_id(b, d);
		return false;
	}
	word = tree_token_text(d->tree, d->at);
	d->id_span = tree_token_span(d->tree, d->at);
	go_on(d);
	if (!check_id(b, d, word))
		return false;
	d->id = names_get(b->language->names, word);
	return true;
}

static void
read_title(struct builder *b, struct declaration *d, struct entity *e)
{
	struct diag *diag;

	if (next_is(d, TOKEN_STRING) && d->kind->titled != KIND_TITLE_NONE) {
		e->title = build_string(b, d->tree, d->at);
		build_blank(b, e->title, tree_token_span(d->tree, d->at), "title");
		build_placeholder(b, e->title, tree_token_span(d->tree, d->at), "title");
		go_on(d);
	} else if (d->kind->titled == KIND_TITLE_REQUIRED && !e->broken) {
		diag = diag_add(b->sink, DIAG_MISSING_TITLE, e->span, "%s has no title",
			entity_name(b->arena, e));
		if (d->at < d->item->args_end)
			diag_help(b->sink, diag, "the title stands in double quotes behind the id");
		else
			help_example(b, diag, d->kind);
		return;
	}
	/* Where the id is missing, what stands in its place was told with that. */
	if (d->at == d->item->args_end || d->item->broken ||
		(d->id == NULL && d->kind->id != KIND_ID_NONE))
		return;
	diag = diag_add(b->sink, DIAG_EXTRA_ARGUMENT, tree_token_span(d->tree, d->at),
		"%s is not expected here",
		token_title((enum token_kind)d->tree->tokens[d->at].kind));
	if (next_is(d, TOKEN_STRING))
		diag_help(b->sink, diag, "%s %s has no title of its own",
			build_article(d->kind->name), d->kind->name->text);
	else
		diag_help(b->sink, diag, "what is said about it stands in a block: `%s … { … }`",
			d->kind->name->text);
}

static void
tell_twice(struct builder *b, const struct kind *kind, const struct name *id, struct span span,
	const struct entity *first)
{
	struct diag *d;

	if (id != NULL)
		d = diag_add(b->sink, DIAG_DUPLICATE_ID, span, "%s `%s` is declared twice",
			kind->name->text, id->text);
	else
		d = diag_add(b->sink, DIAG_DUPLICATE_ID, span, "`%s` is declared twice",
			kind->name->text);
	diag_relate(b->sink, d, first->span, "first declared here");
}

/* The id in small letters; itself when it has no others. */
static const struct name *
lower(struct builder *b, const struct name *id)
{
	char out[2 * ID_MAX + 8];
	struct str rest = name_str(id);
	size_t len = 0, bytes, small = 0;

	while (small < rest.len && (unsigned char)rest.ptr[small] < 0x80 &&
		(rest.ptr[small] < 'A' || rest.ptr[small] > 'Z'))
		small++;
	if (small == rest.len)
		return id;
	for (; rest.len > 0 && len < sizeof(out) - 4; rest.ptr += bytes, rest.len -= bytes) {
		uint32_t cp = 0;

		bytes = utf8_decode(rest.ptr, rest.len, &cp);
		if (bytes == 0)
			return id;
		len += utf8_encode(utf8_lower(cp), out + len);
	}
	return rest.len > 0 ? id : names_get(b->language->names, (struct str){out, len});
}

/* R-1 and r-1 would be one file, and one address, where capitals do not count. */
static void
check_case(struct builder *b, const struct entity *e)
{
	const struct name *id = e->id != NULL ? lower(b, e->id) : NULL;
	const struct entity *first;

	if (id == NULL || e->kind->id == KIND_ID_REPEATABLE)
		return;
	first = map_get2(b->capitals, e->kind, id);
	if (first == NULL && id != e->id)
		first = map_get2(b->model->index, e->kind, id);
	if (id != e->id)
		map_put2(b->capitals, e->kind, id, (void *)(uintptr_t)e);
	if (first == NULL)
		return;
	struct diag *d = diag_add(b->sink, DIAG_CASE_ID, e->span,
		"%s `%s` differs from `%s` only in capital letters", e->kind->name->text,
		e->id->text, first->id->text);
	diag_relate(b->sink, d, first->span, "`%s` is declared here", first->id->text);
	diag_help(b->sink, d, "choose another id for one of the two");
}

void
declare_enter(struct builder *b, struct entity *e)
{
	struct entity *first = map_get2(b->model->index, e->kind, e->id);

	if (first == NULL) {
		map_put2(b->model->index, e->kind, e->id, e);
		check_case(b, e);
	} else if (e->kind->id != KIND_ID_REPEATABLE) {
		tell_twice(b, e->kind, e->id, e->span, first);
		e->broken = true;
	}
}

/* The id is none of the standard's. The item that it was probably meant for counts as spoken of. */
static void
unknown_item(struct builder *b, const struct declaration *d)
{
	const struct catalogue *home = b->home[d->kind->items->index];
	struct suggest s = suggest_start(name_str(d->id));
	struct diag *diag;
	struct entity *meant;

	for (uint32_t i = 0; home != NULL && i < home->item_count; i++) {
		if (home->items[i].kind == d->kind->items)
			build_offer(b, &s, name_str(home->items[i].id));
	}
	if (home == NULL)
		diag = diag_add(b->sink, DIAG_UNKNOWN_ITEM, d->id_span,
			"no standard of this project has %ss", d->kind->items->name->text);
	else
		diag = diag_add(b->sink, DIAG_UNKNOWN_ITEM, d->id_span, "%.*s has no `%.*s`",
			yaml_shown(home->title), home->title.ptr, yaml_shown(name_str(d->id)),
			d->id->text);
	yaml_suggest(b->sink, diag, &s, d->id_span,
		"the ids are those of the project's standard, named under `standards` in "
		"isms.yaml");
	if (suggest_best(&s).len == 0)
		return;
	meant = model_find(b->model, d->kind, names_find(b->language->names, suggest_best(&s)));
	if (meant != NULL)
		meant->broken = true;
}

/* The entity that the declaration of a catalogue's item fills: the one that exists already, or another one when
 * that cannot be. */
static struct entity *
find_item(struct builder *b, const struct declaration *d)
{
	struct entity *e = model_find(b->model, d->kind, d->id);

	if (e != NULL && !e->declared)
		return e;
	if (e != NULL) {
		tell_twice(b, d->kind, d->id, d->id_span, e);
		e = build_entity(b, d->kind);
	} else {
		if (!d->item->broken)
			unknown_item(b, d);
		e = build_entity(b, d->kind);
		map_put2(b->model->index, d->kind, d->id, e);
	}
	e->id = d->id;
	e->broken = true;
	return e;
}

static void
declare(struct builder *b, const struct tree *t, uint32_t index)
{
	const struct item *item = &t->items[index];
	struct declaration d = {.tree = t, .item = item};
	struct entity *e;

	d.kind = language_kind(b->language, tree_token_text(t, item->word));
	if (d.kind == NULL)
		d.kind = unknown_kind(b, t, item);
	else if (d.kind->built_in)
		built_in_kind(b, &d);
	if (d.kind == NULL || d.kind->built_in) {
		lose(b, t, item);
		return;
	}
	d.at = tree_skip(t, item->args, item->args_end);
	d.id_span = tree_token_span(t, item->word);
	if (!read_id(b, &d))
		lose(b, t, item);
	if (d.id == NULL && d.kind->id == KIND_ID_CATALOGUE)
		return;
	e = d.kind->id == KIND_ID_CATALOGUE ? find_item(b, &d) : build_entity(b, d.kind);
	if (e->id == NULL)
		e->id = d.id;
	e->span = d.id_span;
	e->tree = t;
	e->item = index;
	e->declared = true;
	e->broken = e->broken || item->broken;
	if (d.id == NULL && d.kind->id != KIND_ID_NONE)
		e->broken = true;
	else if (d.kind->id != KIND_ID_CATALOGUE)
		declare_enter(b, e);
	read_title(b, &d, e);
}

/* In a file with an error in its syntax a declaration may have got into the block of another one. */
static void
lose_nested(struct builder *b, const struct tree *t)
{
	for (uint32_t i = 0; i < t->item_count; i++) {
		const struct item *item = &t->items[i];

		if (item->parent != ITEM_NONE &&
			language_kind(b->language, tree_token_text(t, item->word)) != NULL)
			lose(b, t, item);
	}
}

/* What the project says of a catalogue's item may stand where it could not be read. */
static void
doubt_items(struct builder *b)
{
	for (uint32_t i = 0; i < b->entities.len; i++) {
		struct entity *e = b->entities.ptr[i];

		if (e->kind->id == KIND_ID_CATALOGUE && !e->declared &&
			(b->cut || map_get(b->lost, e->id) != NULL))
			e->broken = true;
	}
}

void
declare_all(struct builder *b)
{
	for (uint32_t i = 0; i < b->input->tree_count; i++) {
		const struct tree *t = b->input->trees[i];

		b->cut = b->cut || t->cut;
		if (t->broken) {
			b->model->broken = true;
			lose_nested(b, t);
		}
		for (uint32_t item = t->first; item != ITEM_NONE; item = t->items[item].next)
			declare(b, t, item);
	}
	if (b->model->broken || b->cut)
		doubt_items(b);
}
