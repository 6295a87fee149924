/* What the files that read lists of mutations share. */
#ifndef MUTATE_READER_H
#define MUTATE_READER_H

#include "base/suggest.h"
#include "base/vec.h"
#include "mutate/duty.h"
#include "schema/yaml.h"

struct scope;

struct duty_reader {
	struct compilation *c;
	struct arena *arena;
	struct sink *sink;
	const struct scope *global;
	const struct source *source; /* the file that is read */
	struct duties *duties;
	VEC(struct operator*) operators;
	VEC(struct survivor) survivors;
};

/* Tells of a name that nothing has, with the nearest one: `what` is "there is no kind". */
void duty_unknown(
	struct duty_reader *r, const struct suggest *s, struct span span, const char *what);
/* Tells of what says nothing for want of `key`: `what` is "operator". */
void duty_lacks(struct duty_reader *r, struct span span, const char *what, struct str name,
	const char *key);
/* By its name; NULL after a mistake. */
const struct operator* duty_operator(struct duty_reader *r, struct str name, struct span span);
const struct kind *duty_kind(struct duty_reader *r, struct str name, struct span span);
/* Follows `treat.due` from a kind; *kind becomes what has the field. `itself` is no field. False after a mistake. */
bool duty_field(struct duty_reader *r, struct str path, struct span span, const struct kind **kind,
	const struct field **field);

/* Whether the edit puts a computed value. */
bool edit_is_computed(enum edit_kind edit);
/* The entries of `operators` and of `survivors`; a NULL node has none. */
void duty_operators(struct duty_reader *r, const struct yaml *map);
void duty_survivors(struct duty_reader *r, const struct yaml *list);

#endif
