/* What the passes that build a model share. For the files of this folder only. */
#ifndef MODEL_BUILD_H
#define MODEL_BUILD_H

#include "base/vec.h"
#include "model/model.h"
#include "syntax/tree.h"

/* A reference or level that was read and is to be resolved. */
struct pending {
	struct entity *entity;
	const struct field *field;
	uint32_t slot_index; /* of the value in its slot */
	const struct tree *tree;
	uint32_t kind_token; /* or TOKEN_NONE */
	uint32_t id_token;
};

#define TOKEN_NONE UINT32_MAX
/* A suggestion looks at every name that is valid; this keeps thousands of wrong names among thousands of right ones linear. */
#define SUGGESTION_BUDGET 2000000

struct builder {
	struct arena *arena;
	const struct model_input *input;
	struct model *model;
	struct sink *sink;
	struct sources *sources;
	VEC(struct entity *) entities;
	VEC(struct pending) pending;
	VEC(struct prose *) prose; /* whose references are to be resolved */
	uint32_t looked; /* entities looked at for suggestions; past SUGGESTION_BUDGET none are made */
	/* Fields that misspelt names of the entity being bound were meant for: they are not told as missing too. */
	VEC(const struct field *) meant;
};

/* A new entity of a kind, with empty slots. */
struct entity *build_entity(struct builder *b, const struct kind *kind);
/* Pass 1: all declarations and catalogue items. */
void declare_all(struct builder *b);
/* Pass 2: the fields of every declared entity; blocks become entities on the way. */
void bind_all(struct builder *b);
/* Pass 3: references, levels, prose; then inverses. */
void resolve_all(struct builder *b);

/* The next value of a field, from token *at on, into a new place of the field's slot; moves *at behind it. */
void bind_value(struct builder *b, struct entity *e, const struct field *f, uint32_t *at, uint32_t end);
/* A new value in the slot of a field. */
struct value *slot_add(struct builder *b, struct entity *e, const struct field *f, struct span span);

#endif
