/* Compiling all stylesheets takes about as long as checking a project of middling size, and needs nothing of it: both are done at the
 * same time. */
#include "render/prepare.h"

#include <pthread.h>
#include <signal.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/source.h"
#include "render/render.h"
#include "render/stylesheet.h"
#include "schema/yaml.h"

/* Bytes; stylesheets nest a few dozen elements. */
#define STACK ((size_t)1 << 20)

struct preparation {
	struct arena *arena; /* its own, since arenas are for one thread */
	struct stylesheets *stylesheets;
	pthread_t thread;
	bool running;
};

static void *
work(void *context)
{
	struct preparation *p = context;
	const struct embedded *e = embedded_find(STR(RENDER_DESIGNS));
	struct sink *sink = sink_new(p->arena);

	if (e == NULL)
		return NULL;
	const struct yaml *designs = yaml_parse(p->arena,
		sources_add(sources_new(p->arena), e->path, (struct str){e->bytes, e->len}, true),
		sink);
	const struct yaml *rows = designs != NULL ? yaml_get(designs, "documents") : NULL;
	for (const struct yaml *row = rows != NULL ? rows->child : NULL; row != NULL;
		row = row->next) {
		const struct yaml *template = yaml_get(row, "template");
		if (template != NULL)
			stylesheet_compile(p->stylesheets,
				arena_printf(p->arena, RENDER_TEMPLATES "%.*s",
					(int)template->text.len, template->text.ptr));
	}
	stylesheet_compile(p->stylesheets, RENDER_PAGE);
	return NULL;
}

static void
join(struct preparation *p)
{
	if (p->running)
		pthread_join(p->thread, NULL);
	p->running = false;
}

static void
release(void *object)
{
	struct preparation *p = object;

	join(p);
	arena_free(p->arena);
}

struct preparation *
prepare_start(struct arena *a, bool all)
{
	struct preparation *p = arena_alloc(a, sizeof *p);
	sigset_t every, before;
	pthread_attr_t how;

	p->arena = arena_new();
	p->stylesheets = stylesheets_new(p->arena, sink_new(p->arena));
	/* Signals are for the thread that began. */
	sigfillset(&every);
	pthread_sigmask(SIG_SETMASK, &every, &before);
	pthread_attr_init(&how);
	pthread_attr_setstacksize(&how, STACK);
	p->running = all && pthread_create(&p->thread, &how, work, p) == 0;
	pthread_attr_destroy(&how);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	arena_own(a, p, release);
	return p;
}

struct stylesheets *
prepare_take(struct preparation *p, struct sink *sink)
{
	join(p);
	stylesheets_sink(p->stylesheets, sink);
	return p->stylesheets;
}
