/* An address as somebody wrote it → one that is a URI by RFC 3986, or an IRI: the same place, with `%` for what may not
 * stand there. */
#include "render/uri.h"

#include <string.h>
#include <strings.h>

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What may stand anywhere, or begins a part. */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
	       (unsigned char)c >= 0x80 || strchr("-._~!$&'()*+,;=:@/?", c) != NULL;
}

static void
add_one(struct buf *out, const char *at, const char *end, bool allowed)
{
	if (*at == '%' && end - at > 2 && is_hex(at[1]) && is_hex(at[2]))
		buf_putc(out, *at);
	else if (allowed && *at != '\0')
		buf_putc(out, *at);
	else
		buf_printf(out, "%%%02X", (unsigned)(unsigned char)*at);
}

/* Host and port: brackets around an address of version 6, and a colon before digits alone. */
static void
add_host(struct buf *out, const char *at, const char *end)
{
	const char *close = end > at && *at == '[' ? memchr(at, ']', (size_t)(end - at)) : NULL;
	const char *port = end;

	while (port > at && is_digit(port[-1]))
		port--;
	port = port > at && port[-1] == ':' ? port - 1 : end;
	if (close != NULL && (close + 1 == end || close + 1 == port)) {
		buf_add(out, at, (size_t)(close + 1 - at));
		at = close + 1;
	}
	for (; at < port; at++)
		add_one(out, at, end, is_plain(*at) && *at != ':');
	buf_add(out, port, (size_t)(end - port));
}

static const char *
add_authority(struct buf *out, const char *at, const char *end)
{
	const char *stop = at;
	const char *host = at;

	while (stop < end && strchr("/?#", *stop) == NULL)
		stop++;
	for (const char *p = at; p < stop; p++) {
		if (*p == '@')
			host = p + 1;
	}
	for (; at < host; at++)
		add_one(out, at, stop, is_plain(*at) && (*at != '@' || at + 1 == host));
	add_host(out, at, stop);
	return stop;
}

void
uri_add(struct buf *out, struct str address)
{
	const char *at = address.ptr;
	const char *end = at + address.len;
	bool fragment = false, authority = false;

	while (at < end) {
		add_one(out, at, end, is_plain(*at) || (*at == '#' && !fragment));
		fragment = fragment || *at == '#';
		at++;
		if (!authority && !fragment && at - address.ptr > 2 && at[-1] == '/' &&
			at[-2] == '/' && at[-3] == ':') {
			authority = true;
			at = add_authority(out, at, end);
		}
	}
}

bool
uri_is_safe(struct str address)
{
	static const char *const schemes[] = {"https:", "http:", "mailto:", "tel:"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t n = strlen(schemes[i]);
		if (address.len >= n && strncasecmp(address.ptr, schemes[i], n) == 0)
			return true;
	}
	const char *colon = memchr(address.ptr, ':', address.len);
	const char *slash = memchr(address.ptr, '/', address.len);
	return address.len > 0 && (colon == NULL || (slash != NULL && slash < colon)) &&
	       !str_starts(address, "//");
}

/* Whether an address is that of a DocBook document of the set: FILE.xml, outside the files of the project. */
static bool
is_document(struct str file)
{
	return str_ends(file, ".xml") && memchr(file.ptr, ':', file.len) == NULL &&
	       !str_starts(file, "files/") && !str_starts(file, "../files/");
}

void
uri_page(struct buf *page, struct str href, const char *index)
{
	const char *hash = memchr(href.ptr, '#', href.len);
	struct str file = {href.ptr, hash != NULL ? (size_t)(hash - href.ptr) : href.len};

	if (!is_document(file)) {
		buf_str(page, href);
		return;
	}
	struct str stem = {file.ptr, file.len - 4};
	struct str name = stem;
	if (str_starts(name, "../"))
		name = (struct str){name.ptr + 3, name.len - 3};
	if (str_is(name, index) || str_is(stem, index)) {
		buf_add(page, stem.ptr, stem.len - strlen(index));
		buf_puts(page, "index");
	} else {
		buf_str(page, stem);
	}
	buf_puts(page, ".html");
	buf_add(page, href.ptr + file.len, href.len - file.len);
}
