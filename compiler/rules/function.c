/* `function` declarations: compiled in the order of their dependence, so that no function can need itself. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "rules/rule.h"

/* Most parameters of a function. */
#define PARAMETERS 8

enum visit { VISIT_NEW, VISIT_OPEN, VISIT_DONE };

struct function_work {
	struct entity *entity;
	const struct expression *body;
	enum visit state;
	uint32_t token; /* where its body is read on */
};

struct functions {
	struct rule_maker *m;
	struct map *by_name; /* struct name -> struct function_work */
};

static void
fail(struct functions *fs, const struct function_work *f)
{
	map_put(fs->m->failed, f->entity->id, f->entity);
}

static bool
wrong_shape(struct functions *fs, struct span span, const char *what)
{
	struct diag *d = diag_add(fs->m->sink, DIAG_FUNCTION_SHAPE, span, "%s", what);

	diag_help(fs->m->sink, d,
		"write `function overdue { takes d date; gives bool; is d < today }`");
	return false;
}

/* A word that is no type: what was probably meant. */
static void
no_type(struct functions *fs, struct str word, struct span span)
{
	static const char *const types[] = {
		"bool", "int", "number", "string", "date", "duration", "money", NULL};
	const struct language *l = fs->m->model->language;
	struct suggest s = suggest_start(word);
	struct diag *d = diag_add(fs->m->sink, DIAG_FUNCTION_SHAPE, span, "`%.*s` is no type",
		(int)word.len, word.ptr);

	for (const char *const *t = types; *t != NULL; t++)
		suggest_offer(&s, str_of(*t));
	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of != NULL)
			continue;
		suggest_offer(&s, name_str(l->kinds[i]->name));
		suggest_offer(&s, name_str(l->kinds[i]->plural));
	}
	struct str best = suggest_best(&s);
	if (best.len > 0)
		diag_help(fs->m->sink, d, "did you mean `%.*s`?", (int)best.len, best.ptr);
	else
		diag_help(fs->m->sink, d,
			"a type is `bool`, `int`, `number`, `string`, `date`, `duration`, "
			"`money`, a kind, or a collection");
}

/* `d date`: a name and a type. */
static bool
read_parameter(struct functions *fs, const struct expression *x, const struct scope **scope,
	struct expr_type *type)
{
	const struct tree *t = x->tree;
	uint32_t second = tree_skip(t, x->first + 1, x->end);
	struct span span = tree_token_span(t, x->first);
	uint32_t number;

	if (t->tokens[x->first].kind != TOKEN_WORD || second >= x->end ||
		t->tokens[second].kind != TOKEN_WORD || tree_skip(t, second + 1, x->end) < x->end)
		return wrong_shape(fs, span, "a parameter is a name and a type");
	struct str name = tree_token_text(t, x->first);
	if (!scope_free(*scope, name)) {
		diag_add(fs->m->sink, DIAG_NAME_TAKEN, span, "`%.*s` has another meaning already",
			(int)name.len, name.ptr);
		return false;
	}
	if (!expr_type_named(fs->m->arena, fs->m->model, tree_token_text(t, second), type)) {
		no_type(fs, tree_token_text(t, second), tree_token_span(t, second));
		return false;
	}
	*scope = scope_bind(fs->m->arena, *scope, name, *type, &number);
	return true;
}

static bool
compile_function(struct functions *fs, struct function_work *f)
{
	struct rule_maker *m = fs->m;
	const struct scope *scope = m->global;
	const struct slot *takes = rule_slot(m, f->entity, "takes");
	const struct slot *gives = rule_slot(m, f->entity, "gives");
	uint32_t count = takes != NULL ? takes->count : 0;
	struct expr_type *types = arena_array(m->arena, count + 1, sizeof(*types));
	struct expr_type result;

	if (f->body == NULL || f->entity->broken)
		return false;
	if (count > PARAMETERS)
		return wrong_shape(fs, takes->span, "a function takes at most eight values");
	for (uint32_t i = 0; i < count; i++) {
		if (!read_parameter(fs, takes->values[i].expression, &scope, &types[i]))
			return false;
	}
	if (gives != NULL &&
		!expr_type_named(m->arena, m->model, gives->values[0].string, &result)) {
		no_type(fs, gives->values[0].string, gives->values[0].span);
		return false;
	}
	struct compiled *body = expr_compile(m->arena, f->body->tree, f->body->first, f->body->end,
		scope, gives != NULL ? &result : NULL, m->sink);
	if (body == NULL)
		return false;
	if (scope_function(m->global, name_str(f->entity->id), types, count, body))
		return true;
	diag_add(m->sink, DIAG_NAME_TAKEN, f->entity->span, "`%s` has another meaning already",
		f->entity->id->text);
	return false;
}

/* The next function that the body names and that is not done; NULL when there is none. */
static struct function_work *
next_needed(struct functions *fs, struct function_work *f)
{
	for (; f->body != NULL && f->token < f->body->end; f->token++) {
		const struct tree *t = f->body->tree;
		const struct name *n = NULL;

		if (t->tokens[f->token].kind == TOKEN_WORD)
			n = names_find(fs->m->model->language->names, tree_token_text(t, f->token));
		struct function_work *other = n != NULL ? map_get(fs->by_name, n) : NULL;
		if (other != NULL && other->state != VISIT_DONE)
			return other;
	}
	return NULL;
}

static void
cycle(struct functions *fs, struct function_work *f, const struct function_work *other)
{
	struct diag *d = diag_add(fs->m->sink, DIAG_FUNCTION_CYCLE,
		tree_token_span(f->body->tree, f->token), "function `%s` needs itself%s%s%s",
		f->entity->id->text, f == other ? "" : " by way of `",
		f == other ? "" : other->entity->id->text, f == other ? "" : "`");
	diag_help(fs->m->sink, d, "every expression of the language ends: take the call out");
	fail(fs, f);
}

/* Whether it names one that failed: then its own mistakes would only repeat that. */
static bool
needs_failed(const struct functions *fs, const struct function_work *f)
{
	for (uint32_t i = f->body != NULL ? f->body->first : 0; f->body != NULL && i < f->body->end;
		i++) {
		const struct name *n = NULL;
		if (f->body->tree->tokens[i].kind == TOKEN_WORD)
			n = names_find(
				fs->m->model->language->names, tree_token_text(f->body->tree, i));
		if (n != NULL && n != f->entity->id && map_get(fs->m->failed, n) != NULL)
			return true;
	}
	return false;
}

/* Depth first with a stack of its own: what a function needs is compiled before it. */
static void
compile_with_needs(struct functions *fs, struct function_work *first)
{
	VEC(struct function_work *) stack = {0};

	if (first->state == VISIT_DONE)
		return;
	*VEC_PUSH(fs->m->arena, &stack) = first;
	while (stack.len > 0) {
		struct function_work *f = stack.ptr[stack.len - 1];
		f->state = VISIT_OPEN;
		struct function_work *other = next_needed(fs, f);
		if (other != NULL && other->state == VISIT_OPEN) {
			cycle(fs, f, other);
			f->state = VISIT_DONE;
			stack.len--;
		} else if (other != NULL) {
			*VEC_PUSH(fs->m->arena, &stack) = other;
		} else {
			f->state = VISIT_DONE;
			stack.len--;
			if (map_get(fs->m->failed, f->entity->id) != NULL)
				continue;
			if (needs_failed(fs, f) || !compile_function(fs, f))
				fail(fs, f);
		}
	}
}

bool
rules_built_in(const struct rule_maker *m, const struct entity *e)
{
	const struct source *source = sources_get(m->declared->sources, e->span.source);

	return source != NULL && source->built_in;
}

static void
compile_list(struct rule_maker *m, const struct entity_list *list, bool built_in)
{
	struct functions fs = {m, map_new(m->arena)};
	struct function_work *work = arena_array(m->arena, list->count + (size_t)1, sizeof(*work));
	uint32_t count = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		const struct slot *is = rule_slot(m, list->ptr[i], "is");
		struct function_work *f = &work[count];

		/* One without a name was reported, and nothing can call it. */
		if (list->ptr[i]->id == NULL || rules_built_in(m, list->ptr[i]) != built_in)
			continue;
		f->entity = list->ptr[i];
		f->body = is != NULL ? is->values[0].expression : NULL;
		f->token = f->body != NULL ? f->body->first : 0;
		map_put(fs.by_name, f->entity->id, f);
		count++;
	}
	for (uint32_t i = 0; i < count; i++)
		compile_with_needs(&fs, &work[i]);
}

void
rules_functions(struct rule_maker *m, bool built_in)
{
	const struct kind *kind = language_kind(m->model->language, STR("function"));

	if (kind != NULL)
		compile_list(m, &m->declared->by_kind[kind->index], built_in);
}

/* Functions found by their names, each once. */
struct search {
	struct rule_maker *m;
	const struct kind *kind;
	struct map *known;
	VEC(struct entity *) found;
	bool built_in; /* what names them comes with the program, and can only mean such */
};

static void
look_up(struct search *s, struct str word)
{
	const struct name *n = names_find(s->m->model->language->names, word);
	struct entity *e = n != NULL ? model_find(s->m->declared, s->kind, n) : NULL;

	if (e == NULL || map_get(s->known, e) != NULL || (s->built_in && !rules_built_in(s->m, e)))
		return;
	map_put(s->known, e, e);
	*VEC_PUSH(s->m->arena, &s->found) = e;
}

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

/* All words of a message, those that are none of an expression too: they do no harm. */
static void
look_up_all(struct search *s, struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t first = at;

		while (at < text.len && is_word_byte(text.ptr[at]))
			at++;
		if (at > first)
			look_up(s, (struct str){text.ptr + first, at - first});
	}
}

static void
search_in(struct search *s, const struct entity *e)
{
	const struct tree *t = e->tree;
	const struct item *item = &t->items[e->item];
	uint32_t end = item->close != ITEM_NONE ? item->close : t->token_count;

	s->built_in = rules_built_in(s->m, e);
	for (uint32_t i = item->word; i < end; i++) {
		enum token_kind kind = (enum token_kind)t->tokens[i].kind;

		if (kind == TOKEN_WORD)
			look_up(s, tree_token_text(t, i));
		else if (kind == TOKEN_STRING || kind == TOKEN_TEXT)
			look_up_all(s, tree_string(s->m->arena, t, i, NULL));
	}
}

void
rules_functions_of(struct rule_maker *m, struct entity *rule)
{
	struct search s = {.m = m,
		.kind = language_kind(m->model->language, STR("function")),
		.known = map_new(m->arena)};

	if (s.kind == NULL)
		return;
	search_in(&s, rule);
	for (uint32_t i = 0; i < s.found.len; i++)
		search_in(&s, s.found.ptr[i]);
	const struct entity_list list = {s.found.ptr, s.found.len};
	compile_list(m, &list, true);
	compile_list(m, &list, false);
}
