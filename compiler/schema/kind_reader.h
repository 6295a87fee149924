/* What the files that read kinds share; for kind*.c only. */
#ifndef SCHEMA_KIND_READER_H
#define SCHEMA_KIND_READER_H

#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "schema/kind.h"
#include "schema/yaml.h"

/* Suggestions cost a look at all names, so that not every one of a million mistakes gets one. */
#define KIND_SUGGESTIONS 200

/* A map of fields to be read into a kind. */
struct field_job {
	struct kind *kind;
	const struct yaml *fields;
	struct sink *sink;
	bool template; /* of a mixin: checked, but no kind of the language */
	bool extend; /* of a kind that exists: may add to its blocks */
};

/* A field whose references to kinds and fields are looked up once all are known. */
struct field_spec {
	struct field *field;
	const struct yaml *node;
	struct sink *sink;
	bool template;
};

/* The same for a kind. */
struct kind_spec {
	struct kind *kind;
	const struct yaml *node;
};

struct mixin {
	const struct yaml *fields;
};

struct kind_reader {
	struct arena *arena;
	struct arena *scratch;
	struct language *language;
	struct names *names;
	struct sink *main; /* the caller's */
	struct sink *sink; /* of what is read now: that or the next */
	struct sink *quiet; /* for the copies of mixins' fields: their mistakes are reported once */
	struct map *mixins; /* struct name -> struct mixin */
	struct map *seen; /* (thing, struct name) -> struct span of the first */
	VEC(struct field_job) jobs;
	VEC(struct field_spec) fields;
	VEC(struct kind_spec) kinds;
	uint32_t kind_cap;
	uint32_t suggestions;
};

/* kind.c */

/* Whether the text is snake_case; reports it (kind_name) when not. */
bool kind_check_name(struct kind_reader *r, struct str text, struct span span, const char *what);
/* Whether (thing, name) is new; reports it (kind_duplicate) with the first place when not. */
bool kind_check_new(struct kind_reader *r, const void *thing, const struct name *name,
	struct span span, const char *what);
/* "residual_level" -> "Residual level". */
const char *kind_make_title(struct arena *a, const struct name *name);
void kind_report_shape(struct kind_reader *r, const struct yaml *node, const char *expected);
void kind_read_flag(struct kind_reader *r, const struct yaml *node, bool *flag);
/* A text that stays where it is, in the YAML tree; *out is left alone when it is none. */
void kind_read_text(struct kind_reader *r, const struct yaml *node, const char **out);
/* One of `count` words: its index, or `count` (reported, kind_word). `what` names them: "type of fields". */
uint32_t kind_read_word(struct kind_reader *r, const struct yaml *node, const char *const *words,
	uint32_t count, const char *what);
/* A new kind; one that is registered gets an index. */
struct kind *kind_add(
	struct kind_reader *r, const struct name *name, struct span span, bool registered);
/* A new last field of a kind. */
struct field *kind_add_field(struct kind_reader *r, struct kind *kind, const struct name *name);

/* kind_read.c */

/* Reads the mixins, then the kinds, then the extensions of kinds of all files. */
void kind_read_files(struct kind_reader *r, struct yaml *const *files, uint32_t count);

/* kind_field.c */

/* Reads the fields of one job; those of its blocks become jobs. */
void kind_read_fields(struct kind_reader *r, const struct field_job *job);

/* kind_type.c: the keys that belong to single types. */
void kind_read_values(struct kind_reader *r, struct field *f, const struct yaml *node);
void kind_read_min(struct kind_reader *r, struct field *f, const struct yaml *node);
void kind_read_max(struct kind_reader *r, struct field *f, const struct yaml *node);
void kind_read_pattern(struct kind_reader *r, struct field *f, const struct yaml *node);
void kind_read_params(struct kind_reader *r, struct field *f, const struct yaml *node);
void kind_read_result(struct kind_reader *r, struct field *f, const struct yaml *node);

/* kind_resolve.c */

/* Looks up what fields and kinds name, adds implicit fields and inverses. */
void kind_resolve(struct kind_reader *r);
/* The field that a kind's key names (head, columns …), or NULL (reported, kind_unknown). */
const struct field *kind_find_field(
	struct kind_reader *r, const struct kind *kind, const struct yaml *node);

/* kind_refer.c: references between kinds. */

/* Looks up the kinds and fields that a field names: `to`, `of`, `strings`. */
void kind_refer(struct kind_reader *r, const struct field_spec *spec);
/* The top-level kind that a node's text names, or NULL (reported, kind_unknown). */
const struct kind *kind_find(struct kind_reader *r, const struct yaml *node, struct str text);

#endif
