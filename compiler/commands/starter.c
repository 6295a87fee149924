/* Template → file of a new project. A template is the file itself with `@word@` where something is filled in: `@organization@`,
 * `@date@`, `@next_year@`. The lines between `#@each CATALOGUE LIST KEY=VALUE` and `#@end` are repeated for every element of a
 * list of a catalogue whose KEY is VALUE; there `@word@` is also any text of the element. What is filled in is escaped as the
 * file's format asks and never read again. Any other `@` stands for itself. */
#include "commands/starter.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/embed.h"
#include "base/source.h"
#include "base/utf8.h"
#include "schema/yaml.h"

#define STARTER "policies/starter/"
#define CATALOGUES "schemas/catalogues/"
#define EACH "#@each "
#define END "#@end\n"
#define NAME_LIMIT 200

struct filling {
	struct arena *arena;
	const struct starter *starter;
	const char *special; /* characters that the file's format wants a backslash before */
	const struct yaml *element; /* of the list that is repeated over, or NULL */
	struct buf out;
};

static void
add_escaped(struct filling *f, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr(f->special, text.ptr[i]) != NULL)
			buf_putc(&f->out, '\\');
		buf_putc(&f->out, text.ptr[i]);
	}
}

/* The value of a word between two `@`; false when it is none. */
static bool
value_of(struct filling *f, struct str word, struct str *value)
{
	if (str_is(word, "organization")) {
		*value = f->starter->organization;
		return true;
	}
	if (str_is(word, "date")) {
		*value = f->starter->date;
		return true;
	}
	if (str_is(word, "next_year")) {
		*value = str_of(arena_printf(
			f->arena, "%04ld", strtol(f->starter->date.ptr, NULL, 10) + 1));
		return true;
	}
	const struct yaml *entry =
		f->element == NULL
			? NULL
			: yaml_get(f->element, arena_strndup(f->arena, word.ptr, word.len));
	if (entry == NULL || entry->kind != YAML_SCALAR)
		return false;
	*value = entry->text;
	return true;
}

static size_t
word_length(struct str text)
{
	size_t n = 0;

	while (n < text.len && ((text.ptr[n] >= 'a' && text.ptr[n] <= 'z') || text.ptr[n] == '_'))
		n++;
	return n;
}

static void
fill_words(struct filling *f, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		struct str rest = {text.ptr + i + 1, text.len - i - 1};
		size_t n = text.ptr[i] == '@' ? word_length(rest) : 0;
		struct str value;

		if (n > 0 && n < rest.len && rest.ptr[n] == '@' &&
			value_of(f, (struct str){rest.ptr, n}, &value)) {
			add_escaped(f, value);
			i += n + 1;
		} else {
			buf_putc(&f->out, text.ptr[i]);
		}
	}
}

/* The next word of a line, taken off it. */
static struct str
take_word(struct str *line)
{
	size_t n = 0;

	*line = str_trim(*line);
	while (n < line->len && line->ptr[n] != ' ' && line->ptr[n] != '=')
		n++;
	struct str word = {line->ptr, n};
	n += n < line->len;
	*line = (struct str){line->ptr + n, line->len - n};
	return word;
}

/* The list that a `#@each` line names; NULL when there is none. */
static const struct yaml *
list_of(struct arena *a, struct str catalogue, struct str list)
{
	const char *path =
		arena_printf(a, CATALOGUES "%.*s.yaml", (int)catalogue.len, catalogue.ptr);
	const struct embedded *file = embedded_find(str_of(path));

	if (file == NULL)
		return NULL;
	struct sources *sources = sources_new(a);
	const struct source *source =
		sources_add(sources, path, (struct str){file->bytes, file->len}, true);
	const struct yaml *root = yaml_parse(a, source, sink_new(a));
	return root == NULL ? NULL : yaml_get(root, arena_strndup(a, list.ptr, list.len));
}

static bool
fill_each(struct filling *f, struct str line, struct str body)
{
	struct str catalogue = take_word(&line);
	struct str name = take_word(&line);
	struct str key = take_word(&line);
	struct str wanted = str_trim(line);
	const char *key_text = arena_strndup(f->arena, key.ptr, key.len);
	const struct yaml *list = list_of(f->arena, catalogue, name);
	bool any = false;

	if (list == NULL)
		return false;
	for (const struct yaml *e = list->child; e != NULL; e = e->next) {
		const struct yaml *have = yaml_get(e, key_text);

		if (have == NULL || have->kind != YAML_SCALAR || !str_eq(have->text, wanted))
			continue;
		f->element = e;
		fill_words(f, body);
		any = true;
	}
	f->element = NULL;
	return any;
}

static bool
fill(struct filling *f, const char *text)
{
	const char *each;

	while ((each = strstr(text, EACH)) != NULL) {
		const char *body = strchr(each, '\n');
		const char *end = body == NULL ? NULL : strstr(body, END);

		if (end == NULL)
			return false;
		body++;
		fill_words(f, (struct str){text, (size_t)(each - text)});
		each += strlen(EACH);
		if (!fill_each(f, (struct str){each, (size_t)(body - each)},
			    (struct str){body, (size_t)(end - body)}))
			return false;
		text = end + strlen(END);
	}
	fill_words(f, str_of(text));
	return true;
}

struct starter_file *
starter_fill(struct arena *a, const struct starter *s, size_t *count)
{
	struct starter_file *files = arena_array(a, embedded_count, sizeof *files);

	*count = 0;
	for (size_t i = 0; i < embedded_count; i++) {
		const struct embedded *e = &embedded_files[i];
		struct filling f = {.arena = a, .starter = s};
		bool good;

		if (!str_starts(str_of(e->path), STARTER))
			continue;
		/* Strings of the language and of YAML want the same two; Markdown whatever it might take for markup. */
		f.special = str_ends(str_of(e->path), ".md") ? "\\`*_[]<>&#~|!" : "\\\"";
		good = fill(&f, e->bytes);
		files[*count].path = e->path + strlen(STARTER);
		files[*count].text =
			(struct str){arena_strndup(a, f.out.ptr, f.out.len), f.out.len};
		(*count)++;
		buf_free(&f.out);
		if (!good)
			return NULL;
	}
	return *count > 0 ? files : NULL;
}

/* Characters that end a line in YAML, or that it refuses. */
static bool
is_unfit(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
	       c == 0xfffe || c == 0xffff;
}

const char *
starter_name_fault(struct str name)
{
	size_t at = 0;

	if (str_trim(name).len == 0)
		return "is empty";
	switch (utf8_check(name, &at)) {
	case UTF8_INVALID:
		return "is not valid UTF-8";
	case UTF8_BIDI:
		return "has a character that reorders text";
	case UTF8_NUL:
	case UTF8_CONTROL:
		return "has a control character";
	case UTF8_OK:
		break;
	}
	for (size_t i = 0; i < name.len;) {
		uint32_t c;

		i += utf8_decode(name.ptr + i, name.len - i, &c);
		if (is_unfit(c))
			return c == '\n' || c == '\r' ? "has more than one line"
						      : "has a control character";
	}
	return utf8_count(name) > NAME_LIMIT ? "is longer than 200 characters" : NULL;
}
