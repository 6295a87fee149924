/* Functions of templates in C: t:s(id), the words of an id; t:s1(id, one), with {1} filled in; t:n(id, count), a count with its
 * noun; t:day(date), a day as a number that compares; t:code(id), whether people quote an id; t:number(id), what a list is ordered
 * by; t:commas(words), a list with commas; t:of(lines, key), what stands behind a key and a tab in a text of lines. */
#include "render/functions.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "render/stylesheet.h"

struct functions {
	struct names *names;
	struct map *words; /* struct name (id) -> char * */
};

struct functions *
functions_new(struct arena *a, const xmlDoc *strings)
{
	struct functions *f = arena_alloc(a, sizeof *f);
	const xmlNode *root = strings != NULL ? xmlDocGetRootElement(strings) : NULL;

	f->names = names_new(a);
	f->words = map_new(a);
	for (const xmlNode *s = root != NULL ? root->children : NULL; s != NULL; s = s->next) {
		if (s->type != XML_ELEMENT_NODE)
			continue;
		xmlChar *id = xmlGetNoNsProp(s, BAD_CAST "id");
		xmlChar *text = xmlNodeGetContent(s);
		if (id != NULL && text != NULL) {
			const struct name *name = names_of(f->names, (const char *)id);
			if (map_get(f->words, name) == NULL)
				map_put(f->words, name,
					arena_strndup(
						a, (const char *)text, strlen((const char *)text)));
		}
		xmlFree(id);
		xmlFree(text);
	}
	return f;
}

const char *
functions_word(const struct functions *f, const char *id)
{
	const struct name *name = f != NULL ? names_find(f->names, str_of(id)) : NULL;

	return name != NULL ? map_get(f->words, name) : NULL;
}

xmlChar *
functions_argument(xmlXPathParserContext *ctxt, int nargs)
{
	if (nargs != 1) {
		xmlXPathSetArityError(ctxt);
		return NULL;
	}
	return xmlXPathPopString(ctxt);
}

static void
call_s(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *id = functions_argument(ctxt, nargs);
	const struct functions *f = stylesheet_functions(xsltXPathGetTransformContext(ctxt));

	if (id == NULL)
		return;
	const char *text = functions_word(f, (const char *)id);
	xmlFree(id);
	valuePush(ctxt, xmlXPathNewCString(text != NULL ? text : ""));
}

static void
push_text(xmlXPathParserContext *ctxt, struct buf *text)
{
	buf_putc(text, '\0');
	valuePush(ctxt, xmlXPathNewCString(text->ptr));
	buf_free(text);
}

/* The words of `id` with {1} replaced by `one`. */
static void
push_filled(xmlXPathParserContext *ctxt, const char *id, const char *one)
{
	const char *text =
		functions_word(stylesheet_functions(xsltXPathGetTransformContext(ctxt)), id);
	const char *gap = text != NULL ? strstr(text, "{1}") : NULL;
	struct buf filled = {0};

	/* As substring-before and -after have it: words without a gap are left out. */
	if (gap != NULL)
		buf_add(&filled, text, (size_t)(gap - text));
	buf_puts(&filled, one);
	if (gap != NULL)
		buf_puts(&filled, gap + 3);
	push_text(ctxt, &filled);
}

static void
call_s1(xmlXPathParserContext *ctxt, int nargs)
{
	if (nargs != 2) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	xmlChar *one = xmlXPathPopString(ctxt);
	xmlChar *id = xmlXPathPopString(ctxt);
	if (id != NULL && one != NULL)
		push_filled(ctxt, (const char *)id, (const char *)one);
	xmlFree(id);
	xmlFree(one);
}

/* A count with its noun: the words of ID.one or ID.many. */
static void
call_n(xmlXPathParserContext *ctxt, int nargs)
{
	if (nargs != 2) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	xmlChar *count = xmlXPathPopString(ctxt);
	xmlChar *id = xmlXPathPopString(ctxt);
	if (id != NULL && count != NULL) {
		bool one = xmlXPathCastStringToNumber(count) == 1;
		id = xmlStrcat(id, BAD_CAST(one ? ".one" : ".many"));
		push_filled(ctxt, (const char *)id, (const char *)count);
	}
	xmlFree(id);
	xmlFree(count);
}

/* The digits of a date; NaN where there is no date, as number() has it. */
static void
call_day(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *date = functions_argument(ctxt, nargs);

	if (date == NULL)
		return;
	size_t n = 0;
	for (size_t i = 0; date[i] != '\0'; i++) {
		if (date[i] != '-')
			date[n++] = date[i];
	}
	date[n] = '\0';
	double day = xmlXPathCastStringToNumber(date);
	xmlFree(date);
	valuePush(ctxt, xmlXPathNewFloat(day));
}

/* Ids such as R-001 or A.8.5 are quoted by people; slugs such as patient_db are not. */
static bool
is_code(const xmlChar *id)
{
	return id[0] != '\0' && !(id[0] >= 'a' && id[0] <= 'z') &&
	       strpbrk((const char *)id, "0123456789") != NULL && xmlUTF8Strlen(id) < 16;
}

static void
call_code(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *id = functions_argument(ctxt, nargs);

	if (id == NULL)
		return;
	bool code = is_code(id);
	xmlFree(id);
	valuePush(ctxt, xmlXPathNewBoolean(code));
}

static void
call_number(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *id = functions_argument(ctxt, nargs);

	if (id == NULL)
		return;
	if (!is_code(id))
		id[0] = '\0';
	valuePush(ctxt, xmlXPathWrapString(id));
}

/* Words between spaces, with a comma behind each but the last. */
static void
call_commas(xmlXPathParserContext *ctxt, int nargs)
{
	xmlChar *words = functions_argument(ctxt, nargs);
	struct buf list = {0};

	if (words == NULL)
		return;
	for (const xmlChar *c = words; *c != '\0'; c++) {
		if (*c == ' ')
			buf_putc(&list, ',');
		buf_putc(&list, (char)*c);
	}
	buf_putc(&list, '\0');
	valuePush(ctxt, xmlXPathNewCString(list.ptr));
	buf_free(&list);
	xmlFree(words);
}

static void
call_of(xmlXPathParserContext *ctxt, int nargs)
{
	struct buf found = {0};

	if (nargs != 2) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	xmlChar *key = xmlXPathPopString(ctxt);
	xmlChar *lines = xmlXPathPopString(ctxt);
	size_t len = key != NULL ? strlen((const char *)key) : 0;
	for (const char *at = (const char *)lines; at != NULL && key != NULL;) {
		if (strncmp(at, (const char *)key, len) == 0 && at[len] == '\t') {
			buf_add(&found, at + len + 1, strcspn(at + len + 1, "\n"));
			break;
		}
		at = strchr(at, '\n');
		at = at != NULL ? at + 1 : NULL;
	}
	push_text(ctxt, &found);
	xmlFree(key);
	xmlFree(lines);
}

void
functions_register(xsltTransformContext *ctxt)
{
	xsltRegisterExtFunction(ctxt, BAD_CAST "s", FUNCTIONS_NAMESPACE, call_s);
	xsltRegisterExtFunction(ctxt, BAD_CAST "s1", FUNCTIONS_NAMESPACE, call_s1);
	xsltRegisterExtFunction(ctxt, BAD_CAST "n", FUNCTIONS_NAMESPACE, call_n);
	xsltRegisterExtFunction(ctxt, BAD_CAST "day", FUNCTIONS_NAMESPACE, call_day);
	xsltRegisterExtFunction(ctxt, BAD_CAST "code", FUNCTIONS_NAMESPACE, call_code);
	xsltRegisterExtFunction(ctxt, BAD_CAST "commas", FUNCTIONS_NAMESPACE, call_commas);
	xsltRegisterExtFunction(ctxt, BAD_CAST "number", FUNCTIONS_NAMESPACE, call_number);
	xsltRegisterExtFunction(ctxt, BAD_CAST "of", FUNCTIONS_NAMESPACE, call_of);
}
