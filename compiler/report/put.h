/* JSON values that are made or end the process for want of memory. */
#ifndef REPORT_PUT_H
#define REPORT_PUT_H

#include <jansson.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

/* A value that was made, or the end when there is no memory. */
json_t *put_made(json_t *value);
/* Both take the value over. */
void put_set(json_t *object, const char *key, json_t *value);
void put_add(json_t *array, json_t *value);

/* A string; bytes that are no UTF-8 become U+FFFD. */
json_t *put_string(struct str s);
json_t *put_string_or_null(const char *text);
json_t *put_number(uint32_t number);

/* What a diagnostic says, but for its place. */
void put_diag(json_t *object, const struct diag *d);

/* Appends the document in ASCII and a newline, and lets go of it. */
void put_write(struct buf *out, json_t *document);

#endif
