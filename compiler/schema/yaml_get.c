/* Reading a YAML tree: entries by key, plain values, and the mistakes in shape that all readers of files share. */
#include <string.h>

#include "base/diag.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "schema/yaml.h"

struct yaml *
yaml_get(const struct yaml *map, const char *key)
{
	size_t len = strlen(key);

	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (struct yaml *entry = map->child; entry != NULL; entry = entry->next) {
		if (entry->key.len == len && memcmp(entry->key.ptr, key, len) == 0)
			return entry;
	}
	return NULL;
}

struct yaml *
yaml_path(const struct yaml *map, struct str path)
{
	const struct yaml *at = map;

	while (at != NULL && at->kind == YAML_MAP) {
		const char *dot = path.len == 0 ? NULL : memchr(path.ptr, '.', path.len);
		struct str key = {path.ptr, dot == NULL ? path.len : (size_t)(dot - path.ptr)};
		struct yaml *entry = at->child;

		while (entry != NULL && !str_eq(entry->key, key))
			entry = entry->next;
		if (dot == NULL)
			return entry;
		at = entry;
		path = (struct str){dot + 1, path.len - key.len - 1};
	}
	return NULL;
}

bool
yaml_bool(const struct yaml *node, bool *value)
{
	static const char *const words[] = {"true", "yes", "false", "no"};

	if (node == NULL || node->kind != YAML_SCALAR || node->quoted)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(node->text, words[i])) {
			*value = i < 2;
			return true;
		}
	}
	return false;
}

bool
yaml_int(const struct yaml *node, int64_t min, int64_t max, int64_t *value)
{
	size_t at = 0;
	bool negative;
	int64_t sum = 0;

	if (node == NULL || node->kind != YAML_SCALAR || node->quoted)
		return false;
	negative = node->text.len > 0 && node->text.ptr[0] == '-';
	at = negative ? 1 : 0;
	/* Eighteen digits cannot overflow. */
	if (node->text.len == at || node->text.len - at > 18)
		return false;
	for (; at < node->text.len; at++) {
		if (node->text.ptr[at] < '0' || node->text.ptr[at] > '9')
			return false;
		sum = sum * 10 + (node->text.ptr[at] - '0');
	}
	sum = negative ? -sum : sum;
	if (sum < min || sum > max)
		return false;
	*value = sum;
	return true;
}

struct span
yaml_place(const struct yaml *node)
{
	if (node->span.end > node->span.start || node->key_span.source == 0)
		return node->span;
	return node->key_span;
}

struct span
yaml_inner(const struct yaml *node)
{
	struct span span = node->span;

	if (span.end - span.start >= 2u * node->quote) {
		span.start += node->quote;
		span.end -= node->quote;
	}
	return span;
}

static const char *
kind_title(enum yaml_kind kind)
{
	switch (kind) {
	case YAML_NULL:
		return "empty";
	case YAML_SCALAR:
		return "a text";
	case YAML_LIST:
		return "a list";
	case YAML_MAP:
		return "a map";
	}
	return "nothing";
}

bool
yaml_expect(const struct yaml *node, enum yaml_kind kind, const char *what, struct sink *sink)
{
	struct diag *d;

	if (node->kind == kind)
		return true;
	d = diag_add(sink, DIAG_YAML_SHAPE, yaml_place(node), "%s must be %s, this is %s", what,
		kind_title(kind), kind_title(node->kind));
	if (kind == YAML_MAP)
		diag_help(sink, d, "write `key: value` lines below it, indented");
	else if (kind == YAML_LIST)
		diag_help(sink, d, "write `[a, b]`, or lines that begin with `- `");
	return false;
}

bool
yaml_text(const struct yaml *node, const char *what, struct str *text, struct sink *sink)
{
	if (!yaml_expect(node, YAML_SCALAR, what, sink))
		return false;
	if (str_trim(node->text).len == 0) {
		diag_add(sink, DIAG_YAML_SHAPE, yaml_place(node), "%s is empty", what);
		return false;
	}
	*text = node->text;
	return true;
}

const struct yaml *
yaml_next_text(
	const struct yaml *list, const struct yaml *before, const char *what, struct sink *sink)
{
	const struct yaml *at;
	struct str text;

	if (list->kind == YAML_SCALAR)
		return before == NULL && yaml_text(list, what, &text, sink) ? list : NULL;
	if (before == NULL && !yaml_expect(list, YAML_LIST, what, sink))
		return NULL;
	at = before == NULL ? list->child : before->next;
	while (at != NULL && !yaml_text(at, what, &text, sink))
		at = at->next;
	return at;
}

void
yaml_suggest(struct sink *sink, struct diag *d, const struct suggest *s, struct span span,
	const char *help)
{
	struct str best = suggest_best(s);
	char text[256];

	if (best.len == 0 || best.len >= sizeof(text)) {
		if (help != NULL)
			diag_help(sink, d, "%s", help);
		return;
	}
	memcpy(text, best.ptr, best.len);
	text[best.len] = '\0';
	diag_help(sink, d, "did you mean `%s`?", text);
	if (suggest_certain(s))
		diag_fix(sink, d, span, text);
}

/* "valid here: `a`, `b`", cut off where the room ends. */
static void
list_keys(const char *const *valid, char *out, size_t size)
{
	size_t len = strlen("valid here: ");

	memcpy(out, "valid here: ", len + 1);
	for (; *valid != NULL; valid++) {
		size_t more = strlen(*valid) + 4;

		if (len + more + 4 > size) {
			memcpy(out + len - 2, " …", 5);
			return;
		}
		out[len++] = '`';
		memcpy(out + len, *valid, more - 4);
		len += more - 4;
		memcpy(out + len, "`, ", 4);
		len += 3;
	}
	out[len - 2] = '\0';
}

int
yaml_shown(struct str text)
{
	size_t len = 0;

	while (len < text.len && text.ptr[len] != '\n' && text.ptr[len] != '\r') {
		uint32_t cp;
		size_t more = utf8_decode(text.ptr + len, text.len - len, &cp);

		more = more == 0 ? 1 : more;
		if (len + more > 80)
			break;
		len += more;
	}
	return (int)len;
}

void
yaml_unknown_key(
	const struct yaml *entry, const char *const *valid, const char *what, struct sink *sink)
{
	struct suggest s = suggest_start(entry->key);
	char help[512];

	for (const char *const *at = valid; *at != NULL; at++)
		suggest_offer(&s, str_of(*at));
	list_keys(valid, help, sizeof(help));
	yaml_suggest(sink,
		diag_add(sink, DIAG_YAML_KEY, entry->key_span, "unknown key `%.*s` in %s",
			yaml_shown(entry->key), entry->key.ptr, what),
		&s, entry->key_span, help);
}

void
yaml_check_keys(
	const struct yaml *map, const char *const *valid, const char *what, struct sink *sink)
{
	for (const struct yaml *entry = map->kind == YAML_MAP ? map->child : NULL; entry != NULL;
		entry = entry->next) {
		const char *const *at = valid;

		while (*at != NULL && !str_is(entry->key, *at))
			at++;
		if (*at == NULL)
			yaml_unknown_key(entry, valid, what, sink);
	}
}
