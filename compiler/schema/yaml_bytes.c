/* The bytes of a file of YAML, before they are read: UTF-8 without what hides or reorders text, and not too many. */
#include "schema/yaml_bytes.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "schema/yaml.h"

const char *
yaml_unfit(struct str text, size_t *at)
{
	static const char *const messages[] = {
		[UTF8_INVALID] = "this is not UTF-8",
		[UTF8_NUL] = "a NUL byte",
		[UTF8_CONTROL] = "a control character",
		[UTF8_BIDI] =
			"a bidirectional control character, which hides the order of the text",
	};
	enum utf8_fault fault = utf8_check(text, at);

	return fault == UTF8_OK ? NULL : messages[fault];
}

bool
yaml_check_bytes(const struct source *source, size_t base, struct sink *sink)
{
	const char *message;
	size_t at = base;

	if (source->text.len > YAML_LIMIT) {
		diag_add(sink, DIAG_YAML_TOO_LARGE, (struct span){source->id, 0, 0},
			"the file has more than 64 MiB");
		return false;
	}
	message = yaml_unfit(source->text, &at);
	if (message != NULL)
		diag_add(sink, DIAG_YAML_BYTES,
			(struct span){source->id, (uint32_t)at, (uint32_t)at + 1}, "%s", message);
	return message == NULL;
}
