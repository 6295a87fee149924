/* What bytes a file of YAML may hold; for yaml.c only. */
#ifndef SCHEMA_YAML_BYTES_H
#define SCHEMA_YAML_BYTES_H

#include <stdbool.h>

#include "base/source.h"

struct sink;

/* What a text holds at *at or behind it that none may hold, in words, and *at is its place; or NULL. */
const char *yaml_unfit(struct str text, size_t *at);
/* Whether the bytes from `base` on may be read at all; reports it when not. */
bool yaml_check_bytes(const struct source *source, size_t base, struct sink *sink);

#endif
