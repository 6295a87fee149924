/* The names of the types, from the rows of type.def. */
#include "schema/kind.h"

static const char *const type_names[] = {
#define TYPE(NAME, name) name,
#include "schema/type.def"
#undef TYPE
};

const char *
type_name(enum type type)
{
	return type < TYPE_COUNT ? type_names[type] : "unknown";
}

enum type
type_find(struct str name)
{
	for (unsigned i = 0; i < TYPE_COUNT; i++) {
		if (str_is(name, type_names[i]))
			return (enum type)i;
	}
	return TYPE_COUNT;
}
