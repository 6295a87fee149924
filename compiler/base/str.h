/* String views, and interned names: equal names are equal pointers. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A view of bytes that somebody else keeps; not NUL-terminated. */
struct str {
	const char *ptr;
	size_t len;
};

/* An interned name. Two names of one table are equal exactly when their pointers are. */
struct name {
	uint32_t len;
	uint32_t hash;
	char text[]; /* NUL-terminated */
};

struct names;

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

struct str str_of(const char *cstring);
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *cstring);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
struct str str_trim(struct str s);
/* Byte-wise order, as strcmp. */
int str_cmp(struct str a, struct str b);
uint32_t str_hash(struct str s);

/* A table of names that lives in `a`. */
struct names *names_new(struct arena *a);
/* The name of these bytes, made if new. Never NULL. */
const struct name *names_get(struct names *t, struct str s);
const struct name *names_of(struct names *t, const char *cstring);
/* The name of these bytes, or NULL when it was never made. */
const struct name *names_find(const struct names *t, struct str s);
struct str name_str(const struct name *n);

#endif
