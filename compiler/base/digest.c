/* Bytes, or those of a file → their SHA-256 in hexadecimal, by nettle. */
#include "base/digest.h"

#include <errno.h>
#include <unistd.h>

#include <nettle/sha2.h>

#define PIECE 65536

/* Reads until the end; false with errno. */
static bool
add_all(struct sha256_ctx *sha, int fd)
{
	uint8_t bytes[PIECE];

	for (;;) {
		ssize_t got = read(fd, bytes, sizeof(bytes));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		sha256_update(sha, (size_t)got, bytes);
	}
}

static void
print(struct sha256_ctx *sha, char out[DIGEST_TEXT])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[DIGEST_TEXT - 1] = '\0';
}

void
digest_bytes(struct str bytes, char out[DIGEST_TEXT])
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	if (bytes.len > 0)
		sha256_update(&sha, bytes.len, (const uint8_t *)bytes.ptr);
	print(&sha, out);
}

enum file_status
digest_file_within(struct arena *a, const char *root, const char *relative, char out[DIGEST_TEXT])
{
	struct sha256_ctx sha;
	int fd, error;
	enum file_status status = file_open_within(a, root, relative, &fd);

	if (status != FILE_OK)
		return status;
	sha256_init(&sha);
	if (!add_all(&sha, fd))
		status = FILE_UNREADABLE;
	error = errno;
	close(fd);
	errno = error;
	print(&sha, out);
	return status;
}
