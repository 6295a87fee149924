/* Known findings ↔ a file of JSON: {"ismsc_baseline": 1, "findings": [{"code": …, "entity": …, "about": …, "count": …}]}. */
#include "report/baseline.h"

#include <string.h>

#include "base/arena.h"
#include "report/put.h"

#define VERSION 1

void
baseline_add(struct tallies *t, struct sink *sink, const struct sources *sources)
{
	uint32_t count;
	struct diag **all = sink_sorted(sink, sources, &count);

	for (uint32_t i = 0; i < count; i++) {
		struct identity identity = identity_of(all[i]);

		tallies_add(t, &identity, 1);
	}
}

void
baseline_write(struct buf *out, struct tallies *t)
{
	json_t *document = put_made(json_object()), *findings = put_made(json_array());
	uint32_t count;
	const struct identity *list = tallies_list(t, &count);

	for (uint32_t i = 0; i < count; i++) {
		json_t *object = put_made(json_object());

		put_set(object, "code", put_string(str_of(list[i].code)));
		put_set(object, "entity", put_string_or_null(list[i].entity));
		put_set(object, "about", put_string_or_null(list[i].about));
		put_set(object, "count", put_number(list[i].count));
		put_add(findings, object);
	}
	put_set(document, "ismsc_baseline", put_number(VERSION));
	put_set(document, "findings", findings);
	put_write(out, document);
}

/* A text member, or NULL for null; false when it is neither or absent. */
static bool
read_text(struct arena *a, const json_t *object, const char *key, const char **out)
{
	const json_t *value = json_object_get(object, key);

	*out = NULL;
	if (json_is_string(value))
		*out = arena_strndup(a, json_string_value(value), json_string_length(value));
	return json_is_string(value) || json_is_null(value);
}

static bool
read_finding(struct arena *a, const json_t *object, struct tallies *t)
{
	const json_t *count = json_object_get(object, "count");
	struct identity identity = {0};

	if (!json_is_object(object) || json_object_size(object) != 4 ||
		!read_text(a, object, "code", &identity.code) || identity.code == NULL ||
		!read_text(a, object, "entity", &identity.entity) ||
		!read_text(a, object, "about", &identity.about) || !json_is_integer(count) ||
		json_integer_value(count) < 1 || json_integer_value(count) > UINT32_MAX)
		return false;
	tallies_add(t, &identity, (uint32_t)json_integer_value(count));
	return true;
}

static struct tallies *
read_document(struct arena *a, const json_t *document, const char **why)
{
	const json_t *version = json_object_get(document, "ismsc_baseline");
	const json_t *findings = json_object_get(document, "findings");
	struct tallies *t = tallies_new(a);

	if (!json_is_integer(version)) {
		*why = "it has no `ismsc_baseline`";
		return NULL;
	}
	if (json_integer_value(version) != VERSION) {
		*why = arena_printf(a, "it is of version %lld, and this program knows version %d",
			(long long)json_integer_value(version), VERSION);
		return NULL;
	}
	if (!json_is_array(findings)) {
		*why = "it has no list `findings`";
		return NULL;
	}
	for (size_t i = 0; i < json_array_size(findings); i++) {
		if (!read_finding(a, json_array_get(findings, i), t)) {
			*why = arena_printf(a,
				"finding %zu lacks `code`, `entity`, `about` or `count`, has more, "
				"or "
				"one of them is of the wrong type",
				i + 1);
			return NULL;
		}
	}
	return t;
}

struct tallies *
baseline_read(struct arena *a, struct str text, const char **why)
{
	json_error_t error;

	if (str_starts(text, "\xef\xbb\xbf")) /* an editor's byte order mark */
		text = (struct str){text.ptr + 3, text.len - 3};
	json_t *document = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
	struct tallies *t = NULL;

	if (document == NULL) {
		struct buf visible = {0};
		/* What the message quotes of the file is as hostile as the file. */
		for (const char *p = error.text; *p != '\0'; p++)
			buf_add(&visible, *p >= 0x20 && *p < 0x7f ? p : "?", 1);
		*why = arena_printf(a, "line %d, column %d: %s", error.line, error.column,
			visible.len > 0 ? visible.ptr : "");
		buf_free(&visible);
		return NULL;
	}
	if (json_is_object(document))
		t = read_document(a, document, why);
	else
		*why = "it is no object";
	json_decref(document);
	return t;
}

struct hiding {
	struct tallies *known;
	bool whole;
};

static bool
is_new(void *context, const struct diag *d)
{
	const struct hiding *h = context;
	struct identity identity = identity_of(d);

	if (!h->whole && d->code != DIAG_RULE && d->severity == SEVERITY_ERROR)
		return true;
	return !tallies_take(h->known, &identity);
}

uint32_t
baseline_hide(struct tallies *t, struct sink *sink, const struct sources *sources, bool whole)
{
	struct hiding h = {t, whole};

	return sink_keep(sink, sources, is_new, &h);
}

uint32_t
baseline_left(struct tallies *t)
{
	uint32_t count, left = 0;
	const struct identity *list = tallies_list(t, &count);

	for (uint32_t i = 0; i < count; i++)
		left = left > UINT32_MAX - list[i].count ? UINT32_MAX : left + list[i].count;
	return left;
}
