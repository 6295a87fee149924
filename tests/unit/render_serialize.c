/* Trees as XML and HTML: what parsers make of the bytes is what went in. */
#include "support.h"

#include <libxml/parser.h>

#include "render/serialize.h"

static xmlDoc *
parse(const char *xml)
{
	xmlDoc *doc =
		xmlReadMemory(xml, (int)strlen(xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOENT);

	assert_non_null(doc);
	return doc;
}

static void
html(void **state)
{
	static const struct {
		const char *tree, *made;
	} rows[] = {
		{"<p/>", "<p></p>"},
		{"<p>a<br/>b</p>", "<p>a<br>b</p>"},
		{"<html><head><meta charset='utf-8'/><script src='x.js'/></head><body/></html>",
			"<html><head><meta charset=\"utf-8\"><script "
			"src=\"x.js\"></script></head><body></body></html>"},
		{"<p title='&quot;&lt;a&gt;&amp;&apos;'>&lt;script&gt;&amp;amp;\"'</p>",
			"<p title=\"&quot;&lt;a&gt;&amp;'\">&lt;script&gt;&amp;amp;\"'</p>"},
		{"<p>\xc3\xa9&#160;&#x1f512;</p>", "<p>\xc3\xa9\xc2\xa0\xf0\x9f\x94\x92</p>"},
		{"<p><svg xmlns='http://www.w3.org/2000/svg'><rect width='1'/></svg></p>",
			"<p><svg xmlns=\"http://www.w3.org/2000/svg\"><rect "
			"width=\"1\"></rect></svg></p>"},
		{"<ul><li>1</li><li><b>2</b></li></ul>", "<ul><li>1</li><li><b>2</b></li></ul>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		xmlDoc *doc = parse(rows[i].tree);
		struct buf out = {0}, expected = {0};
		buf_printf(&expected, "<!DOCTYPE html>\n%s\n", rows[i].made);
		serialize_html(&out, doc);
		assert_string_equal(out.ptr, expected.ptr);
		buf_free(&out);
		buf_free(&expected);
		xmlFreeDoc(doc);
	}
}

/* libxml2 reads what was written as what it had read. */
static void
xml(void **state)
{
	static const char *const trees[] = {
		"<a/>",
		"<a b='1' c='&lt;&amp;&quot;&apos;&#9;&#10;&#13;'>x &lt; y &gt; z &amp;amp; "
		"]]&gt;&#13;</a>",
		"<a xmlns='urn:d' xmlns:p='urn:p' p:q='1' xml:id='i' xml:lang='en'><p:b/><c "
		"xmlns=''/><d xmlns:p='urn:r' p:e='2'/></a>",
		"<a><b><c><d>1</d>2</c>3</b>4<e/></a>",
		"<a>\xc3\xa9&#160;&#x1f512;</a>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		xmlDoc *doc = parse(trees[i]);
		struct buf out = {0};
		xmlChar *before = NULL, *after = NULL;
		int len = 0;
		serialize_xml(&out, doc);
		xmlDoc *again = parse(out.ptr);
		xmlDocDumpMemoryEnc(doc, &before, &len, "UTF-8");
		xmlDocDumpMemoryEnc(again, &after, &len, "UTF-8");
		assert_string_equal((char *)before, (char *)after);
		xmlFree(before);
		xmlFree(after);
		xmlFreeDoc(doc);
		xmlFreeDoc(again);
		buf_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html),
		cmocka_unit_test(xml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
