/* The built-in functions. For the files of this folder only. */
#ifndef EXPR_BUILTIN_H
#define EXPR_BUILTIN_H

#include "expr/ast.h"

struct machine;

/* What a function takes: one letter a parameter.
 *   s text, p text of a field of type text, r pattern, n number, d date, u duration, e entity, a anything but a list,
 *   c text or list, l list, S list of texts */
enum gives {
	GIVES_SHAPE, /* the shape of its row */
	GIVES_MAYBE, /* the same, or nothing */
	GIVES_SAME, /* the type of its argument */
	GIVES_EACH, /* as the comprehension `which` does */
};

struct builtin {
	const char *name;
	const char *takes;
	enum gives gives;
	enum shape shape;
	enum which which;
	/* `shape`: of the result, as checked. False after a fault. NULL: takes a pattern and is an instruction of its own. */
	bool (*run)(struct machine *m, const struct builtin *b, enum shape shape,
		const struct result *args, struct result *out);
};

/* builtin_prose.c */
bool run_mentions(struct machine *m, const struct builtin *b, enum shape shape,
	const struct result *args, struct result *out);

bool run_figure(struct machine *m, const struct builtin *b, enum shape shape,
	const struct result *args, struct result *out);

/* The function of that name, or NULL. */
const struct builtin *builtin_find(struct str name);
/* Number i of all; NULL behind the last. */
const struct builtin *builtin_at(uint32_t i);

#endif
