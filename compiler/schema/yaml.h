/* YAML (libyaml) as a tree with places. Depth, aliases and size are bounded; duplicate keys are errors. */
#ifndef SCHEMA_YAML_H
#define SCHEMA_YAML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"

struct arena;
struct sink;

enum yaml_kind { YAML_NULL, YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	bool quoted;	 /* a scalar in quotes or a block: always text */
	struct span span;
	struct str text; /* YAML_SCALAR */
	struct str key;	 /* of an entry of a map */
	struct span key_span;
	struct yaml *child; /* first entry */
	struct yaml *next;  /* next entry of the same list or map */
	uint32_t count;	    /* entries */
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
void yaml_check_keys(const struct yaml *map, const char *const *valid, const char *what, struct sink *sink);

#endif
