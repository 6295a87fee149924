/* For the files of this folder only: what the passes that build a model share. */
#ifndef MODEL_BUILD_H
#define MODEL_BUILD_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "model/model.h"
#include "schema/yaml.h"
#include "syntax/tree.h"

/* A level that is looked up once all levels are known. */
struct pending_level {
	struct entity *entity;
	const struct field *field;
	uint32_t value; /* in the field's slot */
};

/* An entity whose block is being read, and the item that comes next. */
struct frame {
	struct entity *entity;
	uint32_t next;
};

struct missing;

struct builder {
	struct arena *arena;
	const struct model_input *input;
	const struct language *language;
	struct model *model;
	struct sink *sink;
	struct sources *sources;
	VEC(struct entity *) entities;
	const struct kind **kinds; /* those at top level */
	uint32_t kind_count;
	const struct catalogue *
		*home; /* by kind: the catalogue whose items are meant without its name */
	bool *has_levels; /* by kind: blocks that are the members of a level */
	struct map
		*capitals; /* (kind, id in small letters) -> the first entity whose id has others */
	struct map *lost; /* ids whose declaration could not be used: who names them stays silent */
	bool *nameless; /* by kind: a declaration lacks its id, so that it cannot be told which one is missing */
	bool cut; /* a file breaks off: what it declares behind that is not known */
	struct map *missing_ids; /* struct missing by id */
	VEC(struct missing *) missing; /* the same in the order of the places */
	struct map *files; /* by path: what is known of a file */
	uint64_t offers; /* names that may still be compared for suggestions */

	VEC(struct frame) frames;
	VEC(struct value) values; /* of the item that is being read */
	VEC(struct value) strings; /* its strings that go to the sibling field */
	VEC(struct pending_level) levels;
};

/* Where the reading of a field's values stands. */
struct reader {
	struct builder *b;
	struct entity *entity;
	const struct field *field;
	const struct tree *tree;
	uint32_t at, end;
	bool comma_missing; /* reported: the next value follows all the same */
};

/* A new entity of a kind, with empty slots. */
struct entity *build_entity(struct builder *b, const struct kind *kind);
/* Adds values to a field's slot. */
void build_values(struct builder *b, struct entity *e, const struct field *f,
	const struct value *values, uint32_t count, struct span span);
/* The text of a STRING or TEXT token. */
struct str build_string(struct builder *b, const struct tree *t, uint32_t token);
/* Offers names for a suggestion as long as that stays cheap. */
void build_offer(struct builder *b, struct suggest *s, struct str name);
/* Says so when a text is nothing but blanks. */
bool build_blank(struct builder *b, struct str text, struct span span, const char *what);
/* Says so when a text begins as one that is still to be written: `TODO`, `TBD` … */
bool build_placeholder(struct builder *b, struct str text, struct span span, const char *what);
/* "a role", "an asset". */
const char *build_article(const struct name *kind);

/* Pass 1: all declarations and catalogue items. */
void declare_all(struct builder *b);
void declare_items(struct builder *b);
/* An entity under its id in the index; a second one of that id is reported and marked broken. */
void declare_enter(struct builder *b, struct entity *e);

/* Pass 2: the fields of every entity; blocks become entities on the way. */
void bind_all(struct builder *b);
/* The fields of a catalogue item, from its YAML. */
void bind_item_fields(struct builder *b, struct entity *e);
/* The values of a field from a range of tokens. */
void bind_values(struct builder *b, struct entity *e, const struct field *f, uint32_t at,
	uint32_t end, struct span span);
/* One value each; on a mistake it is reported and the value is bad. */
void bind_value(struct reader *r, struct value *v);
void bind_number(struct reader *r, struct value *v);
void bind_date(struct reader *r, struct value *v);
void bind_pair(struct reader *r, struct value *v);
void bind_text(struct reader *r, struct value *v);
void bind_reference(struct reader *r, struct value *v);

/* reader.c: the tokens of a value. */
bool reader_is(const struct reader *r, enum token_kind kind);
struct str reader_word(const struct reader *r);
struct span reader_span(const struct reader *r);
void reader_next(struct reader *r);
/* Says what the field takes; everything up to the next comma is taken as the wrong value. */
struct diag *reader_wrong(struct reader *r, struct value *v);
/* As build_blank; such a value is bad. */
bool reader_blank(struct reader *r, struct value *v, struct str text);
/* What a field takes: "a date such as `2026-12-15`". */
const char *reader_expected(struct builder *b, const struct field *f);

/* Pass 3: levels, then inverses. References are resolved while they are read. */
void resolve_all(struct builder *b);
/* What is meant by an id, and perhaps a kind before it (else empty); `field` NULL: anything that has an id. NULL after
 * a message, or silently when the declaration has a mistake already. */
struct entity *resolve_reference(struct builder *b, const struct field *field, struct str kind,
	struct span kind_span, struct str id, struct span id_span);
/* Says which ids are named that nothing bears: once for each. */
void resolve_missing(struct builder *b);
/* Whether a field's reference could mean something by that id alone. */
bool resolve_knows(struct builder *b, const struct field *field, struct str id);
/* The references and links of a text. */
void resolve_prose(struct builder *b, const struct prose *prose);
/* A file that a field names must be there, and be the one that the hash beside it says. */
void resolve_file(struct builder *b, const struct entity *e, const struct field *f);
/* "asset", "site, process or asset"; NULL when there are too many to tell. */
const char *resolve_kinds(struct builder *b, const struct field *f);

#endif
