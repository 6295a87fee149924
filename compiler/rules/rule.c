/* The parts of a `rule` declaration, compiled: for, let, each, require, at, message, each in the scope that those before it make. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "rules/rule.h"

const struct slot *
rule_slot(const struct rule_maker *m, const struct entity *e, const char *name)
{
	const struct name *n = names_find(m->model->language->names, str_of(name));
	const struct field *f = n != NULL ? kind_field(m->model->language, e->kind, n) : NULL;
	const struct slot *slot = f != NULL ? entity_slot(e, f) : NULL;

	return slot != NULL && slot->count > 0 && !slot->values[0].bad ? slot : NULL;
}

const char *
rule_text(const struct rule_maker *m, const struct entity *e, const char *name)
{
	const struct slot *slot = rule_slot(m, e, name);

	if (slot == NULL || slot->values[0].type != TYPE_STRING)
		return NULL;
	struct str s = slot->values[0].string;
	return arena_strndup(m->arena, s.ptr, s.len);
}

bool
rule_string_token(const struct entity *e, const char *name, uint32_t *token)
{
	const struct tree *t = e->tree;

	for (uint32_t i = t->items[e->item].child; i != ITEM_NONE; i = t->items[i].next) {
		const struct item *item = &t->items[i];

		if (!str_is(tree_token_text(t, item->word), name))
			continue;
		*token = tree_skip(t, item->args, item->args_end);
		return *token < item->args_end && (t->tokens[*token].kind == TOKEN_STRING ||
							  t->tokens[*token].kind == TOKEN_TEXT);
	}
	return false;
}

static const struct expression *
part(const struct rule_maker *m, const struct rule_code *code, const char *name)
{
	const struct slot *slot = rule_slot(m, code->entity, name);

	return slot != NULL ? slot->values[0].expression : NULL;
}

/* `name = expression`, visible in all that comes after it. */
static bool
compile_let(struct rule_maker *m, const struct expression *x, const struct scope **scope,
	struct rule_let *out)
{
	const struct tree *t = x->tree;
	uint32_t sign = tree_skip(t, x->first + 1, x->end);

	if (t->tokens[x->first].kind != TOKEN_WORD || sign >= x->end ||
		t->tokens[sign].kind != TOKEN_ASSIGN) {
		struct diag *d = diag_add(m->sink, DIAG_EXPRESSION_SYNTAX,
			tree_token_span(t, x->first), "`let` gives an expression a name");
		diag_help(m->sink, d, "write `let late = count(r.treat)`");
		return false;
	}
	struct str name = tree_token_text(t, x->first);
	if (!scope_free(*scope, name)) {
		diag_add(m->sink, DIAG_NAME_TAKEN, tree_token_span(t, x->first),
			"`%.*s` has another meaning already", (int)name.len, name.ptr);
		return false;
	}
	out->value = expr_compile(m->arena, t, sign + 1, x->end, *scope, NULL, m->sink);
	if (out->value == NULL)
		return false;
	*scope = scope_bind(m->arena, *scope, name, expr_type_of(out->value), &out->variable);
	return true;
}

static bool
compile_lets(struct rule_maker *m, struct rule_code *code, const struct scope **scope)
{
	const struct slot *slot = rule_slot(m, code->entity, "let");

	if (slot == NULL)
		return true;
	if (slot->count > RULE_VARIABLES - 2) {
		diag_add(m->sink, DIAG_EXPRESSION_TOO_LARGE, slot->span,
			"a rule has at most %d names of its own", RULE_VARIABLES - 2);
		return false;
	}
	code->lets = arena_array(m->arena, slot->count, sizeof(*code->lets));
	for (uint32_t i = 0; i < slot->count; i++) {
		if (!compile_let(m, slot->values[i].expression, scope, &code->lets[i]))
			return false;
		code->let_count++;
	}
	return true;
}

static bool
compile_binding(struct rule_maker *m, const struct expression *x, const struct scope **scope,
	struct binding *out)
{
	if (!binding_compile(m->arena, x->tree, x->first, x->end, *scope, out, m->sink))
		return false;
	*scope = out->inner;
	return true;
}

/* A binding that nothing uses asks the same question again and again, or forgot to ask about its subject. */
static bool
check_used(struct rule_maker *m, const struct binding *b)
{
	if (scope_used(b->bound))
		return true;
	struct diag *d = diag_add(m->sink, DIAG_VACUOUS, b->name_span,
		"nothing in the rule asks about `%.*s`", (int)b->name.len, b->name.ptr);
	diag_help(m->sink, d, "use it in `require`, or leave it out");
	return false;
}

static bool
compile_at(struct rule_maker *m, struct rule_code *code, const struct scope *scope)
{
	const struct expression *x = part(m, code, "at");

	if (x == NULL)
		return true;
	/* A path is no statement about its value: whether that exists is what is asked when the rule runs. */
	struct cover *cover = scope_cover(m->global, NULL);
	code->at = expr_compile(m->arena, x->tree, x->first, x->end, scope, NULL, m->sink);
	scope_cover(m->global, cover);
	if (code->at == NULL)
		return false;
	if (expr_is_path(code->at))
		return true;
	struct diag *d = diag_add(m->sink, DIAG_WRONG_TYPE, expr_span(code->at),
		"`at` takes the way to a field, not another expression");
	diag_help(m->sink, d,
		"write for example `at r.owner`, or `at p.text matches \"…\"` for what is found "
		"there");
	return false;
}

/* Whether the declaration names a function that could not be compiled. */
static bool
uses_failed(const struct rule_maker *m, const struct entity *e)
{
	const struct tree *t = e->tree;
	const struct item *item = &t->items[e->item];
	uint32_t end = item->close != ITEM_NONE ? item->close : t->token_count;

	if (map_len(m->failed) == 0 || item->open == ITEM_NONE)
		return false;
	for (uint32_t i = item->open; i < end; i++) {
		const struct name *n = NULL;
		if (t->tokens[i].kind == TOKEN_WORD)
			n = names_find(m->model->language->names, tree_token_text(t, i));
		if (n != NULL && map_get(m->failed, n) != NULL)
			return true;
	}
	return false;
}

bool
rule_compile(struct rule_maker *m, struct rule_code *code)
{
	const struct scope *scope = m->global;
	const struct expression *require = part(m, code, "require");
	const struct expression *subject = part(m, code, "for");
	const struct expression *element = part(m, code, "each");
	uint32_t token;

	/* What is missing or broken was reported when the declaration was read. */
	if (code->entity->broken || require == NULL || uses_failed(m, code->entity) ||
		!rule_string_token(code->entity, "message", &token))
		return false;
	if (subject != NULL && !compile_binding(m, subject, &scope, &code->subject))
		return false;
	code->has_subject = subject != NULL;
	if (subject != NULL) {
		struct expr_type type = expr_type_of(code->subject.list);
		if (type.shape == SHAPE_ENTITY && type.kind_count == 1)
			code->rule->subject = type.kinds[0];
	}
	if (!compile_lets(m, code, &scope))
		return false;
	if (element != NULL && !compile_binding(m, element, &scope, &code->element))
		return false;
	code->has_element = element != NULL;
	struct compiled *condition = expr_compile_condition(
		m->arena, require->tree, require->first, require->end, scope, m->sink);
	if (condition == NULL)
		return false;
	/* Where the rule speaks, what it requires does not hold. */
	const struct scope *wrong = scope_assume(m->arena, scope, condition, false);
	bool good = compile_at(m, code, wrong);
	code->message = message_compile(m->arena, code->entity->tree, token, wrong, m->sink);
	if (rule_string_token(code->entity, "write", &token)) {
		code->write = words_compile(m->arena, code->entity->tree, token, wrong, m->sink);
		good = good && code->write != NULL;
	}
	if (!good || code->message == NULL)
		return false;
	if ((code->has_subject && !check_used(m, &code->subject)) ||
		(code->has_element && !check_used(m, &code->element)))
		return false;
	code->require = condition;
	return true;
}
