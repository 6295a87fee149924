/* SHA-256 of files. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/file.h"

/* 64 hexadecimal digits in small letters, and NUL. */
#define DIGEST_TEXT 65

/* The SHA-256 of these bytes. */
void digest_bytes(struct str bytes, char out[DIGEST_TEXT]);

/* The SHA-256 of a regular file below `root`, which is found and refused as by file_read_within; read in pieces, so that
 * it may be larger than the memory. The same of an empty file is that of no bytes. */
enum file_status digest_file_within(
	struct arena *a, const char *root, const char *relative, char out[DIGEST_TEXT]);

#endif
