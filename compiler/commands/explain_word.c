/* explain: a word of expressions, a function or an operator, from schemas/expressions.yaml. */
#include "base/arena.h"
#include "commands/explain.h"
#include "schema/yaml.h"

static void
about(struct buf *out, const struct yaml *word, const char *key, const char *label)
{
	const struct yaml *entry = yaml_get(word, key);

	if (entry != NULL && entry->kind == YAML_SCALAR)
		buf_printf(out, "%s: %.*s\n", label, (int)entry->text.len, entry->text.ptr);
}

static const struct yaml *
all_words(const struct explain *e)
{
	return e->words != NULL ? yaml_get(e->words, "words") : NULL;
}

bool
explain_word(struct explain *e)
{
	const struct yaml *words = all_words(e);
	const struct yaml *word =
		words != NULL ? yaml_get(words, arena_strndup(e->arena, e->id.ptr, e->id.len))
			      : NULL;

	if (word == NULL)
		return false;
	about(e->out, word, "doc",
		arena_printf(e->arena, "%.*s (in expressions)", (int)e->id.len, e->id.ptr));
	about(e->out, word, "form", "Form");
	about(e->out, word, "gives", "Gives");
	about(e->out, word, "example", "Example, of a risk `r`");
	return true;
}

void
explain_offer_words(const struct explain *e, struct suggest *s)
{
	const struct yaml *words = all_words(e);

	for (const struct yaml *w = words != NULL ? words->child : NULL; w != NULL; w = w->next)
		suggest_offer(s, w->key);
}
