/* Kinds, fields and types: what may be said, read from schemas/language/ and a project's own kind files.
 * The format is described in docs/kinds.md. Nothing here, and nothing in C, knows what a risk is. */
#ifndef SCHEMA_KIND_H
#define SCHEMA_KIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"

#define ID_MAX 100 /* bytes of an id: it becomes the name of a file */

struct arena;
struct names;
struct pattern;
struct sink;
struct sources;
struct yaml;

enum type {
#define TYPE(NAME, name) TYPE_##NAME,
#include "schema/type.def"
#undef TYPE
	TYPE_COUNT
};

/* The type's name in kind files and messages; TYPE_COUNT when there is none of that name. */
const char *type_name(enum type type);
enum type type_find(struct str name);

struct enum_value {
	const struct name *name;
	const char *title; /* for people */
	const char *doc; /* or NULL */
};

struct kind;

enum field_flag {
	FIELD_MANY = 1,
	FIELD_REQUIRED = 2,
	FIELD_INVERSE = 4, /* made by another field's `inverse`: read only */
	FIELD_IMPLICIT = 8, /* id, title, declared, kind; of a block: title, where it has a name */
	FIELD_LABEL = 16, /* worth showing as a badge */
	FIELD_TOTAL = 32, /* computed, and never absent: set by rules/derive */
	FIELD_LOOSE = 64, /* a path that need not lead to a file of the project */
};

struct field {
	const struct name *name;
	uint32_t index; /* within its kind */
	uint32_t flags;
	enum type type;
	const struct kind *owner;
	const char *title; /* for people: "Risk owner" (from the name unless the file says) */
	const char *doc;
	const char *example;
	struct span span; /* where it is declared */

	/* TYPE_ENUM */
	const struct enum_value *values;
	uint32_t value_count;
	/* TYPE_REF: the kinds it may name */
	const struct kind **to;
	uint32_t to_count;
	const struct name *inverse; /* or NULL */
	const struct field *strings; /* string arguments go to that field, or NULL */
	/* TYPE_BLOCK: its fields, as a kind without a name of its own */
	struct kind *block;
	/* TYPE_LEVEL: the block field whose instances are the members, in order */
	const struct field *level_of;
	/* TYPE_SHA256: the path beside it whose file it is the hash of, or NULL; TYPE_PATH: the other way */
	const struct field *hash_of, *hash;
	/* TYPE_INT, NUMBER, PERCENT: bounds, in units (percent: 40 means 40 %) */
	bool has_min, has_max;
	double min, max;
	/* TYPE_STRING */
	const struct pattern *pattern; /* or NULL */
	const char *pattern_text;
	/* TYPE_EXPRESSION: what the expression takes and gives; names and types as written in the file.
	 * Without params and result it is kept as tokens for rules/. */
	struct {
		const struct name *name;
		enum type type;
	} * params;
	uint32_t param_count;
	bool has_result;
	enum type result;
	/* computed: the expression's text and its place, or NULL; FIELD_INVERSE: the field it inverts */
	const char *computed;
	struct span computed_span;
	const struct field *inverse_of;
};

enum kind_id { KIND_ID_REQUIRED, KIND_ID_NONE, KIND_ID_CATALOGUE, KIND_ID_REPEATABLE };
enum kind_title { KIND_TITLE_NONE, KIND_TITLE_OPTIONAL, KIND_TITLE_REQUIRED };

struct kind {
	const struct name *name; /* "risk"; of a block: its field's name */
	const struct name *plural; /* collection in expressions; NULL for blocks */
	uint32_t index; /* among all kinds, blocks included */
	const char *title, *titles;
	const char *doc;
	const char *example;
	const char **clauses;
	uint32_t clause_count;
	enum kind_id id;
	enum kind_title titled;
	bool built_in; /* made from catalogues only */
	bool document; /* its entities are controlled documents */
	const struct kind *items; /* KIND_ID_CATALOGUE: the kind of catalogue items */
	const struct field *block_of; /* of a block: the field that holds it; else NULL */
	const struct field
		*head; /* of a block: field filled by the bare words after its name, or NULL */
	struct field **fields; /* declared, then implicit, then inverses */
	uint32_t field_count;
	const struct field **columns; /* shown in registers */
	uint32_t column_count;
	struct span span;
	/* built_in: where its entities come from */
	const char *source_list; /* key of the catalogue's top-level list, or NULL */
	/* Keys of the lists within its elements and within their entries, whose entries the items then are; or NULL */
	const char *source_parts[2];
	struct {
		const struct field *field; /* NULL: id or title, told by `key` order below */
		const char *path; /* dotted keys in the element */
	} * source_fields;
	uint32_t source_field_count;
	const char *source_id, *source_title; /* dotted keys */
};

/* The language: all kinds. */
struct language {
	struct kind **kinds; /* all, blocks included, by index */
	uint32_t kind_count;
	struct names *names;
	struct map *by_name; /* struct name -> struct kind, top-level kinds only */
	struct map *by_plural; /* struct name -> struct kind */
	struct map *fields; /* (struct kind, struct name) -> struct field */
};

/* Reads kind files, which must live as long as the language; every mistake in them is reported with its place, unknown keys with the nearest valid one.
 * Two phases: all files are read, then references between kinds are resolved and inverses are made. Never NULL. */
struct language *language_read(struct arena *a, struct names *names, struct yaml *const *files,
	uint32_t count, struct sink *sink);

const struct kind *language_kind(const struct language *l, struct str name);
const struct field *kind_field(
	const struct language *l, const struct kind *kind, const struct name *name);

/* "risk", "risk.treat.residual": the way to a kind or block, as a NUL-terminated text in the arena. */
const char *kind_path(struct arena *a, const struct kind *kind);
/* The kind whose entities hold the block; the kind itself when it is none. */
const struct kind *kind_root(const struct kind *kind);

struct buf;
/* The RELAX NG schema (XML syntax) of the XML model that render/ makes. */
void language_rng(const struct language *l, struct buf *out);
/* The reference page of the language as Markdown. */
void language_reference(const struct language *l, struct buf *out);

#endif
