/* Addresses that people write, and what becomes of them. */
#include "support.h"

#include "render/uri.h"

#include <libxml/uri.h>

static void
addresses(void **state)
{
	static const struct {
		const char *written, *made;
	} rows[] = {
		{"https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"},
		{"https://matrix.to/#/#room:example.org",
			"https://matrix.to/#/%23room:example.org"},
		{"https://example.org/100%", "https://example.org/100%25"},
		{"https://example.org/%41%4", "https://example.org/%41%254"},
		{"https://example.org/a b[c]{d}|\\^`<>\"",
			"https://example.org/a%20b%5Bc%5D%7Bd%7D%7C%5C%5E%60%3C%3E%22"},
		{"http://localhost:PORT/x", "http://localhost%3APORT/x"},
		{"http://localhost:8080/x:y", "http://localhost:8080/x:y"},
		{"http://[::1]:80/", "http://[::1]:80/"},
		{"http://[::1/", "http://%5B%3A:1/"},
		{"http://a:b@c@host:1", "http://a:b%40c@host:1"},
		{"https://example.org/?u=http://x:y/", "https://example.org/?u=http://x:y/"},
		{"mailto:a@example.org", "mailto:a@example.org"},
		{"https://example.org/\xc3\xbc", "https://example.org/\xc3\xbc"},
		{"#a#b", "#a%23b"},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = {0};
		xmlURI *uri;

		uri_add(&out, str_of(rows[i].written));
		assert_string_equal(out.ptr != NULL ? out.ptr : "", rows[i].made);
		/* libxml2 takes them; for characters beyond ASCII it wants them encoded. */
		if (strchr(rows[i].made, '\xc3') == NULL) {
			uri = xmlParseURI(rows[i].made);
			assert_non_null(uri);
			xmlFreeURI(uri);
		}
		buf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
