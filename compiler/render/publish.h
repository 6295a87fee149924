/* Publication: files are compared and written atomically, what is no longer made is removed, the manifest comes last. */
#ifndef RENDER_PUBLISH_H
#define RENDER_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct sink;

struct publication {
	struct arena *arena;
	const char *root;
	struct names *folders; /* those made, relative */
	struct sink *sink;
	struct {
		const char **ptr;
		uint32_t len, cap;
	} files; /* relative paths, as published */
	uint32_t written, unchanged, removed;
	bool failed; /* nothing more is written once a write has failed */
};

/* Prepares the folder. Reports and sets `failed` when it cannot be made. */
void publish_start(struct publication *p, struct arena *a, const char *root, struct sink *sink);
void publish_file(struct publication *p, const char *relative, const char *bytes, size_t len);
/* Writes the manifest (one path a line, sorted) and removes the files of the former manifest that were not published again,
 * unless `partial`. */
void publish_finish(struct publication *p, bool partial);

#endif
