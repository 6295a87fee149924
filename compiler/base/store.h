/* Where the files of a project come from: a folder, or what somebody else makes of another source, such as a revision. */
#ifndef BASE_STORE_H
#define BASE_STORE_H

#include "base/digest.h"
#include "base/file.h"

/* What a walk calls for what lies there and cannot be read; errno is set or 0. */
typedef void store_bad_fn(void *context, const char *path, enum file_status status);

/* All paths are relative to the project's folder; none leads out of it. Each function does what its like in file.h does. */
struct store {
	void *context;
	enum file_status (*read)(void *context, struct arena *a, const char *path, struct str *out);
	/* Whether there is a regular file; `digest` becomes its SHA-256 where it is not NULL. */
	enum file_status (*look)(
		void *context, struct arena *a, const char *path, char digest[DIGEST_TEXT]);
	bool (*exists)(void *context, struct arena *a, const char *path);
	const char **(*walk)(void *context, struct arena *a, const char *folder, const char *suffix,
		const char *const *skip, store_bad_fn *bad, void *bad_context, size_t *count);
};

/* The files below the folder `root`, as they are. */
struct store store_of_folder(const char *root);

#endif
