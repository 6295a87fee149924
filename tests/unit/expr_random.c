/* Random expressions. Whatever the checker accepts can be evaluated: no fault where the sources are in order, a value wherever the type
 * promises one, of that type. `not` turns every answer, and a declaration by its name is the same as by a variable. */
#include "unit/expr_support.h"

#define COUNT 4000

struct generator {
	uint64_t state;
	struct buf out;
	unsigned depth;
	unsigned variables; /* `i` and those of comprehensions: `v1`, `v2` … */
};

static unsigned
pick(struct generator *g, unsigned n)
{
	g->state ^= g->state << 13;
	g->state ^= g->state >> 7;
	g->state ^= g->state << 17;
	return (unsigned)(g->state >> 33) % n;
}

typedef void generate_fn(struct generator *g);
static generate_fn boolean, number, date, string, items;

static void
variable(struct generator *g)
{
	unsigned n = pick(g, g->variables + 1);

	if (n == 0)
		buf_puts(&g->out, "i");
	else
		buf_printf(&g->out, "v%u", n);
}

/* `%i` an item, `%b` `%n` `%d` `%s` `%l` a condition, number, date, text, list of items, within ( ); `%%` a per cent sign. */
static void
form(struct generator *g, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (*p != '%') {
			buf_putc(&g->out, *p);
			continue;
		}
		switch (*++p) {
		case 'i':
			variable(g);
			break;
		case 'b':
			boolean(g);
			break;
		case 'n':
			number(g);
			break;
		case 'd':
			date(g);
			break;
		case 's':
			string(g);
			break;
		case '%':
			buf_putc(&g->out, '%');
			break;
		default:
			items(g);
		}
	}
}

static void
generate(struct generator *g, const char *const *simple, unsigned simple_count,
	const char *const *forms, unsigned form_count)
{
	if (g->depth >= 4 || pick(g, 3) == 0) {
		form(g, simple[pick(g, simple_count)]);
		return;
	}
	g->depth++;
	buf_putc(&g->out, '(');
	form(g, forms[pick(g, form_count)]);
	buf_putc(&g->out, ')');
	g->depth--;
}

#define GENERATE(g, simple, forms)                                                                 \
	generate(g, simple, sizeof(simple) / sizeof((simple)[0]), forms,                           \
		sizeof(forms) / sizeof((forms)[0]))

/* A comprehension over items whose variable is seen in its body. */
static void
each(struct generator *g, const char *word, generate_fn *body)
{
	g->depth++;
	buf_printf(&g->out, "(%s v%u in ", word, g->variables + 1);
	items(g);
	g->variables++;
	if (pick(g, 3) == 0) {
		buf_puts(&g->out, " where ");
		boolean(g);
	}
	buf_puts(&g->out, ": ");
	body(g);
	g->variables--;
	buf_putc(&g->out, ')');
	g->depth--;
}

static void
boolean(struct generator *g)
{
	static const char *const simple[] = {"exists %i.size", "missing %i.owner",
		"exists %i.owner.mail", "%i.must > 1", "%i.must == 2", "%i.id == \"a\"",
		"exists %i.tags", "exists %i.needs.owner", "%i.declared", "exists scope",
		"(%i.ready else false)", "left in %i.sides"};
	static const char *const forms[] = {"%b and %b", "%b or %b", "not %b", "%n < %n",
		"%n >= %n", "%n == %n", "%d > %d", "%s == %s", "%s contains %s",
		"%s starts_with %s", "%s matches \"[a-m]+$\"", "if %b then %b else %b",
		"exists %i.size and %i.size > %n", "missing %i.due or %i.due < %d",
		"exists %i.state and %i.state == planned", "exists %i.owner and %i.owner == boss",
		"exists %i.level and exists method.accept and %i.level > method.accept", "%i in %l",
		"%i not in %l", "%n in [1, %n, 3]", "boss in %i.part.by", "%l contains %i",
		"%i == %i", "exists %i.about and kind(%i.about) == \"role\"", "exists (first(%l))",
		/* Accepted only where what stands before proves it. */
		"(exists %i.size or %b) and %i.size > %n",
		"(missing %i.size and %b) or %i.size > %n", "%b and %i.size > %n",
		"%b or %i.size > %n", "%b and %i.owner.mail contains %s", "%b or %i.owner.id == %s",
		"if %b then %i.size > %n else %b", "if %b then %b else %i.size > %n",
		"not (%b or %b) and %i.size > %n", "not (%b and %b) or %i.size > %n",
		"if %b then missing %i.size else exists %i.size",
		"(%b and (%b or %b)) and (%i.size > %n)", "%i.about.id == %s",
		"exists %i.about.id and %i.about.title == %s", "boss in %l.about",
		"any r in %l.owner: exists r.mail", "item.b in %l", "(first(%l)).must > %n",
		"let x = %i.size in exists x and x > %n"};

	if (g->depth < 3 && pick(g, 4) == 0) {
		static const char *const words[] = {"any", "all", "none"};
		each(g, words[pick(g, 3)], boolean);
		return;
	}
	GENERATE(g, simple, forms);
}

static void
number(struct generator *g)
{
	static const char *const simple[] = {"1", "2.5", "%i.must", "(%i.size else 3)",
		"count(%i.tags)", "len(%i.title)", "40 %%", "count(%i.part.by)"};
	static const char *const forms[] = {"%n + %n", "%n - %n", "%n * %n", "(%n / %n) else %n",
		"if %b then %n else %n", "count(%l)", "count(%l.needs)", "len(%s)", "words(%s)",
		"abs(%n)", "round(%n)", "- %n", "days(%d - %d)", "year(%d)", "max(%l.must) else %n",
		"sum(%l.must)", "sum(%l.size)", "(avg(%l.must)) else %n",
		"count(distinct(%l.owner))", "let x = %n in x * x", "(%i.ratio else %n)",
		"if exists %i.size then %i.size else %n"};

	if (g->depth < 3 && pick(g, 5) == 0) {
		if (pick(g, 2) == 0)
			each(g, "sum", number);
		else
			each(g, "count", boolean);
		return;
	}
	GENERATE(g, simple, forms);
}

static void
date(struct generator *g)
{
	static const char *const simple[] = {
		"today", "2026-01-31", "(%i.due else today)", "2024-02-29"};
	static const char *const forms[] = {"%d + 1 months", "%d - 30 days",
		"if %b then %d else %d", "max(%l.due) else %d", "%d + 3 * 2 weeks",
		"max(%l.part.due) else %d", "%d + (%i.every else 1 years)"};

	GENERATE(g, simple, forms);
}

static void
string(struct generator *g)
{
	static const char *const simple[] = {"\"a\"", "\"First\"", "%i.title", "%i.id",
		"(%i.owner.mail else \"none\")", "(%i.text else \"\")"};
	static const char *const forms[] = {"%s + %s", "lower(%s)", "upper(%s)", "trim(%s)",
		"join(%l.id, %s)", "text(%n)", "text(%d)", "if %b then %s else %s", "title(%i)",
		"kind(%i)", "join(%i.tags, \",\")"};

	GENERATE(g, simple, forms);
}

static void
items(struct generator *g)
{
	static const char *const simple[] = {
		"items", "%i.needs", "%i.needed", "items.needs", "items.owner.owned", "[%i, %i]"};
	static const char *const forms[] = {
		"%l.needs", "%l.needed", "distinct(%l)", "if %b then %l else %l"};

	if (g->depth < 3 && pick(g, 4) == 0) {
		g->depth++;
		buf_printf(&g->out, "(list v%u in ", g->variables + 1);
		items(g);
		g->variables++;
		buf_puts(&g->out, " where ");
		boolean(g);
		g->variables--;
		buf_putc(&g->out, ')');
		g->depth--;
		return;
	}
	GENERATE(g, simple, forms);
}

/* The variable `i` replaced by a declaration. */
static const char *
named(struct world *w, const char *text, const char *name)
{
	struct buf out = {0};

	for (const char *p = text; *p != '\0'; p++) {
		bool alone = *p == 'i' && (p == text || strchr(" (,[", p[-1]) != NULL) &&
			     (p[1] == '\0' || strchr(". ),]", p[1]) != NULL);
		if (alone)
			buf_puts(&out, name);
		else
			buf_putc(&out, *p);
	}
	const char *said = arena_strndup(w->arena, out.ptr, out.len);
	buf_free(&out);
	return said;
}

struct bench {
	struct world *w;
	const struct model *m;
	const struct scope *scope;
	struct evaluator *e;
	unsigned accepted, named;
};

static bool
has_shape(const struct expr_type *t, const struct result *r)
{
	if (r->list != t->list)
		return false;
	if (r->list && r->items.count == 0)
		return true;
	return r->shape == t->shape || (t->shape == SHAPE_NUMBER && r->shape == SHAPE_INT);
}

/* What the accepted expression gives for an item. */
static const char *
give(struct bench *b, const struct compiled *c, const char *text, const char *id)
{
	struct expr_type t = expr_type_of(c);

	evaluator_reset(b->e);
	evaluator_set(b->e, 0, result_entity(expr_entity(b->w, b->m, "item", id)));
	struct result r = expr_eval(b->e, c);
	if (evaluator_fault(b->e) != FAULT_NONE)
		fail_msg("fault %d of %s: %s", (int)evaluator_fault(b->e), id, text);
	if (!r.present && !t.optional)
		fail_msg("no value of %s: %s", id, text);
	if (r.present && !has_shape(&t, &r))
		fail_msg("another type of %s: %s", id, text);
	return expr_value(b->w, b->e, c);
}

static struct compiled *
try(struct bench *b, const char *text)
{
	b->w->sink = sink_new(b->w->arena);
	struct compiled *c = expr_make(b->w, b->scope, text);

	if ((c == NULL) != (sink_total(b->w->sink) > 0))
		fail_msg("neither accepted nor refused: %s\n%s", text, world_said(b->w));
	return c;
}

static void
check_one(struct bench *b, const char *text, bool condition)
{
	static const char *const ids[] = {"a", "b", "c"};
	struct compiled *c = try(b, text);

	if (c == NULL)
		return;
	b->accepted++;
	struct compiled *opposite =
		condition ? try(b, arena_printf(b->w->arena, "not (%s)", text)) : NULL;
	if (condition && opposite == NULL)
		fail_msg("its opposite is refused: %s\n%s", text, world_said(b->w));
	for (size_t i = 0; i < 3; i++) {
		const char *says = give(b, c, text, ids[i]);
		if (condition && strcmp(says, give(b, opposite, text, ids[i])) == 0)
			fail_msg("the same as its opposite: %s", text);
		const char *by_name =
			named(b->w, text, arena_printf(b->w->arena, "item.%s", ids[i]));
		struct compiled *other = try(b, by_name);
		if (other == NULL)
			continue;
		b->named++;
		const char *also = give(b, other, by_name, ids[i]);
		if (strcmp(says, also) != 0)
			fail_msg("%s but %s:\n%s\n%s", says, also, text, by_name);
	}
}

static void
random_expressions(void **state)
{
	static generate_fn *const starts[] = {boolean, boolean, number, date, string, items};
	struct bench b = {0};
	struct generator g = {.state = UINT64_C(0x9e3779b97f4a7c15)};
	uint32_t variable_number;

	for (unsigned n = 0; n < COUNT; n++) {
		/* Anew now and then: what is compiled stays in the arena. */
		if (n % 500 == 0) {
			if (b.w != NULL) {
				*state = b.w;
				world_teardown(state);
			}
			world_setup(state);
			b.w = *state;
			b.m = expr_model(b.w);
			b.scope = scope_bind(b.w->arena, scope_global(b.w->arena, b.m), STR("i"),
				expr_kind_type(b.w, b.m, "item"), &variable_number);
			b.e = evaluator_new(b.w->arena, b.m, 1);
		}
		generate_fn *start = starts[pick(&g, 6)];
		g.depth = 0;
		g.variables = 0;
		start(&g);
		buf_putc(&g.out, '\0');
		check_one(&b, g.out.ptr, start == boolean);
		buf_free(&g.out);
	}
	*state = b.w;
	world_teardown(state);
	/* Otherwise this would have tested nothing. */
	assert_true(b.accepted > COUNT / 4);
	assert_true(b.named > COUNT / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(random_expressions)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
