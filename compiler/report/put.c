/* JSON by jansson, in ASCII. */
#include "report/put.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"

json_t *
put_made(json_t *value)
{
	if (value == NULL)
		arena_exhausted();
	return value;
}

void
put_set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, put_made(value)) != 0)
		arena_exhausted();
}

void
put_add(json_t *array, json_t *value)
{
	if (json_array_append_new(array, put_made(value)) != 0)
		arena_exhausted();
}

json_t *
put_string(struct str s)
{
	struct buf text = {0};
	json_t *value;

	while (s.len > 0) {
		uint32_t cp;
		size_t len = utf8_decode(s.ptr, s.len, &cp);

		if (len == 0) {
			buf_puts(&text, "\xef\xbf\xbd");
			len = 1;
		} else {
			buf_add(&text, s.ptr, len);
		}
		s.ptr += len;
		s.len -= len;
	}
	value = json_stringn(text.ptr == NULL ? "" : text.ptr, text.len);
	buf_free(&text);
	return put_made(value);
}

json_t *
put_string_or_null(const char *text)
{
	return text == NULL ? json_null() : put_string(str_of(text));
}

json_t *
put_number(uint32_t number)
{
	return put_made(json_integer(number));
}

void
put_diag(json_t *object, const struct diag *d)
{
	put_set(object, "severity", put_string(str_of(severity_name(d->severity))));
	put_set(object, "code", put_string(str_of(d->name)));
	put_set(object, "message", put_string(str_of(d->message)));
	put_set(object, "clause", put_string_or_null(d->clause));
	put_set(object, "why", put_string_or_null(d->why));
	put_set(object, "entity", put_string_or_null(d->entity));
	put_set(object, "help", put_string_or_null(d->help));
}

void
put_write(struct buf *out, json_t *document)
{
	char *text = json_dumps(document, JSON_INDENT(1) | JSON_ENSURE_ASCII);

	if (text == NULL)
		arena_exhausted();
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	json_decref(document);
}
