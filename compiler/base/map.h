/* Hash map from pointers (interned names) or integers to a 64-bit number or a pointer. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct map;

struct map *map_new(struct arena *a);
/* Puts or replaces. */
void map_put(struct map *m, const void *key, void *value);
/* The value, or NULL. */
void *map_get(const struct map *m, const void *key);
/* The same with a pair of keys, such as (kind, name). */
void map_put2(struct map *m, const void *key1, const void *key2, void *value);
void *map_get2(const struct map *m, const void *key1, const void *key2);
uint32_t map_len(const struct map *m);

#endif
