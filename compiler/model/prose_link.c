/* What a link in prose may lead to: web pages, mail and telephone, and files of the project by a relative path. */
#include <string.h>

#include "model/prose_build.h"

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c;
}

static bool
is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool
starts_as(struct str s, const char *scheme)
{
	size_t len = strlen(scheme);

	if (s.len < len)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (lower(s.ptr[i]) != scheme[i])
			return false;
	}
	return true;
}

/* Browsers skip blanks and controls in a scheme: whoever writes them has nothing good in mind. */
static bool
has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ' || c == 0x7f)
			return true;
	}
	return false;
}

/* Bytes of "scheme:", or 0. */
static size_t
scheme_length(struct str s)
{
	size_t n = 0;

	while (n < s.len &&
		(is_letter(s.ptr[n]) ||
			(n > 0 && ((s.ptr[n] >= '0' && s.ptr[n] <= '9') || s.ptr[n] == '+' ||
					  s.ptr[n] == '-' || s.ptr[n] == '.'))))
		n++;
	return n > 0 && n < s.len && s.ptr[n] == ':' ? n + 1 : 0;
}

static const char *
scheme_problem(struct str target, bool image)
{
	if (image)
		return "lies outside the project";
	if (starts_as(target, "http://") || starts_as(target, "https://"))
		return target.len > strlen("https://") ? NULL : "names no host";
	if (starts_as(target, "mailto:") || starts_as(target, "tel:"))
		return NULL;
	return "has a scheme that is not allowed";
}

/* Within the project's folder the way up may lead, so ".." is left to whoever looks for the file. */
const char *
prose_target_problem(struct str target, bool image)
{
	size_t colon = target.len > 0 ? scheme_length(target) : 0;

	if (target.len == 0)
		return "has no target";
	if (target.len > PROSE_TARGET)
		return "has a target of more than 4096 bytes";
	if (colon > 0 && has_control((struct str){target.ptr, colon}))
		return "has a scheme that is not allowed";
	if (colon > 0)
		return scheme_problem(target, image);
	if (target.ptr[0] == '/' || target.ptr[0] == '\\')
		return "has an absolute path";
	if (target.ptr[0] == '#')
		return "leads to a place within a page, which has no lasting name";
	for (size_t i = 0; i < target.len; i++) {
		unsigned char c = (unsigned char)target.ptr[i];

		if (c < ' ' || c == 0x7f || c == '\\')
			return "has a character in its path that is not allowed";
		if (c == ':' && memchr(target.ptr, '/', i) == NULL)
			return "has a scheme that is not allowed";
	}
	return NULL;
}
