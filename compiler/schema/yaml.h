/* YAML (libyaml) as a tree with places. Depth, aliases and size are bounded; duplicate keys are errors. */
#ifndef SCHEMA_YAML_H
#define SCHEMA_YAML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"

struct arena;
struct diag;
struct sink;
struct suggest;

#define YAML_DEPTH 64 /* maps and lists in one another */
#define YAML_ALIASED 10000 /* nodes that all aliases of a file may stand for together */
#define YAML_LIMIT ((size_t)64 << 20) /* bytes of a file */

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	bool quoted; /* a scalar in quotes or a block: always text */
	uint8_t quote; /* bytes of quotation mark at either end of the span: 1 or 0 */
	struct span span;
	struct str text; /* YAML_SCALAR */
	struct str key; /* of an entry of a map */
	struct span key_span;
	struct yaml *child; /* first entry */
	struct yaml *next; /* next entry of the same list or map */
	uint32_t count; /* entries */
};

/* The document of a source; NULL when it is unreadable (reported), a YAML_NULL node when it is empty. */
struct yaml *yaml_parse(struct arena *a, const struct source *source, struct sink *sink);
/* The entry of a map, or NULL. */
struct yaml *yaml_get(const struct yaml *map, const char *key);
/* Follows a dotted path of keys ("attributes.control_type"); NULL when absent. */
struct yaml *yaml_path(const struct yaml *map, struct str path);
/* Whether it is a plain true/yes or false/no; *value tells which. */
bool yaml_bool(const struct yaml *node, bool *value);
/* A whole number within min..max. */
bool yaml_int(const struct yaml *node, int64_t min, int64_t max, int64_t *value);
/* Reports every key of `map` that is not in the NULL-terminated list, with the nearest valid one (code yaml_key). */
void yaml_check_keys(
	const struct yaml *map, const char *const *valid, const char *what, struct sink *sink);

/* Where to point for a node: its span, or its key's where the value is empty. */
struct span yaml_place(const struct yaml *node);
/* The text of a scalar without its quotation marks, in the source. */
struct span yaml_inner(const struct yaml *node);
/* Whether the node is of that kind; reports it (code yaml_shape) when not. `what` names it: "`fields` of a kind". */
bool yaml_expect(const struct yaml *node, enum yaml_kind kind, const char *what, struct sink *sink);
/* The same for a text that is not empty; *text is set when it is one. */
bool yaml_text(const struct yaml *node, const char *what, struct str *text, struct sink *sink);
/* The entries of a list whose entries are texts, where a single text stands for a list of one: pass NULL first, then the
 * entry before; NULL at the end. Wrong shapes are reported and left out. */
const struct yaml *yaml_next_text(
	const struct yaml *list, const struct yaml *before, const char *what, struct sink *sink);
/* Reports an entry whose key is none of the valid ones; yaml_check_keys does so for a whole map. */
void yaml_unknown_key(
	const struct yaml *entry, const char *const *valid, const char *what, struct sink *sink);
/* How many bytes of a text a message shows, for `%.*s`: at most 80, one line, whole characters. */
int yaml_shown(struct str text);
/* Adds the nearest of the names offered as help, and as a fix of `span` when that is certain; otherwise `help` (or NULL). */
void yaml_suggest(struct sink *sink, struct diag *d, const struct suggest *s, struct span span,
	const char *help);

#endif
