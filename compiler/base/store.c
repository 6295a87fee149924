/* A folder of the disk as a store of files. */
#include "base/store.h"

#include <unistd.h>

static const char *
root_of(void *context)
{
	return context;
}

static enum file_status
read_file(void *context, struct arena *a, const char *path, struct str *out)
{
	return file_read_within(a, root_of(context), path, out);
}

static enum file_status
look(void *context, struct arena *a, const char *path, char digest[DIGEST_TEXT])
{
	enum file_status status;
	int fd;

	if (digest != NULL)
		return digest_file_within(a, root_of(context), path, digest);
	status = file_open_within(a, root_of(context), path, &fd);
	if (status == FILE_OK)
		close(fd);
	return status;
}

static bool
exists(void *context, struct arena *a, const char *path)
{
	const char *normal = path_normal(a, path);

	return normal != NULL && file_exists(path_join(a, root_of(context), normal));
}

static const char **
walk(void *context, struct arena *a, const char *folder, const char *suffix,
	const char *const *skip, store_bad_fn *bad, void *bad_context, size_t *count)
{
	return file_walk(a, root_of(context), folder, suffix, skip, bad, bad_context, count);
}

struct store
store_of_folder(const char *root)
{
	/* Nobody writes to the context of a store. */
	return (struct store){.context = (void *)(uintptr_t)root,
		.read = read_file,
		.look = look,
		.exists = exists,
		.walk = walk};
}
