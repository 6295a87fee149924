/* A finding → the words that would settle it: its rule is asked once more, and what it would write is filled in. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "rules/rule.h"

static bool
same_finding(const struct finding *x, const struct finding *y)
{
	return x->entity == y->entity && x->span.source == y->span.source &&
	       x->span.start == y->span.start && strcmp(x->message, y->message) == 0;
}

const char *
rules_write(struct arena *a, struct model *m, const struct finding *f)
{
	const struct kind *kind = language_kind(m->language, STR("rule"));
	const struct name *id = names_find(m->language->names, str_of(f->rule->id));
	struct rule rule = *f->rule;
	struct rule_code code = {.rule = &rule, .entity = model_find(m, kind, id)};
	struct rule_code *codes = &code;
	struct findings found = {0};
	uint32_t token;
	/* What is wrong was reported when all rules ran. */
	struct rule_maker maker = {.arena = a,
		.model = m,
		.declared = m,
		.sink = sink_new(a),
		.failed = map_new(a),
		.writes = true};

	if (code.entity == NULL || !rule_string_token(code.entity, "write", &token))
		return NULL;
	maker.global = scope_global(a, m);
	rules_functions(&maker, true);
	if (!rules_built_in(&maker, code.entity))
		rules_functions(&maker, false);
	if (!rule_compile(&maker, &code))
		return NULL;
	rules_ask(&maker, &codes, 1, &found);
	for (uint32_t i = 0; i < found.len; i++) {
		if (same_finding(&found.ptr[i], f))
			return found.ptr[i].write;
	}
	return NULL;
}
