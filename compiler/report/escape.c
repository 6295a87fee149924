/* Foreign text → text that is safe on a terminal: control characters, line breaks of any kind, bidirectional and
 * invisible format characters and bytes that are no UTF-8 are written as visible escapes. */
#include "base/utf8.h"
#include "report/internal.h"

/* What moves, hides or reorders text, or breaks a line. The joiners U+200C and U+200D stay: scripts need them. */
static bool
is_unsafe(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x200b ||
	       cp == 0x2028 || cp == 0x2029 || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
	       (cp >= 0xfff9 && cp <= 0xfffb) || (cp >= 0xe0000 && cp <= 0xe0fff) ||
	       utf8_is_bidi(cp);
}

size_t
report_escape_one(struct buf *out, struct str s, size_t *len)
{
	size_t before = out->len;
	uint32_t cp;

	*len = utf8_decode(s.ptr, s.len, &cp);
	if (*len == 0) {
		*len = 1;
		buf_printf(out, "\\x%02x", (unsigned)(unsigned char)s.ptr[0]);
		return out->len - before;
	}
	if (!is_unsafe(cp)) {
		buf_add(out, s.ptr, *len);
		return utf8_columns(cp);
	}
	if (cp == '\n')
		buf_puts(out, "\\n");
	else if (cp == '\r')
		buf_puts(out, "\\r");
	else if (cp == '\t')
		buf_puts(out, "\\t");
	else if (cp < 0x80)
		buf_printf(out, "\\x%02x", (unsigned)cp);
	else
		buf_printf(out, "\\u{%x}", (unsigned)cp);
	return out->len - before;
}

size_t
report_escape(struct buf *out, struct str s)
{
	size_t width = 0, len;

	for (; s.len > 0; s.ptr += len, s.len -= len)
		width += report_escape_one(out, s, &len);
	return width;
}

void
report_escape_xml(struct buf *out, struct str s)
{
	size_t len;

	for (; s.len > 0; s.ptr += len, s.len -= len) {
		uint32_t cp = 0;

		utf8_decode(s.ptr, s.len, &cp);
		switch (s.ptr[0]) {
		case '<':
			buf_puts(out, "&lt;");
			len = 1;
			break;
		case '>':
			buf_puts(out, "&gt;");
			len = 1;
			break;
		case '&':
			buf_puts(out, "&amp;");
			len = 1;
			break;
		case '"':
			buf_puts(out, "&quot;");
			len = 1;
			break;
		default:
			if (cp == 0xfffe || cp == 0xffff) {
				buf_puts(out, "\xef\xbf\xbd");
				len = 3;
			} else {
				report_escape_one(out, s, &len);
			}
		}
	}
}
