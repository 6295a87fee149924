/* The kinds and catalogues that the program carries: they load without a word, their schema is one, their page whole. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/embed.h"
#include "base/file.h"
#include "schema/catalogue.h"
#include "schema_support.h"

static struct yaml *
parse(struct world *w, const struct embedded *file)
{
	return yaml_parse(w->arena,
		sources_add(w->sources, file->path, (struct str){file->bytes, file->len}, true),
		w->sink);
}

static struct language *
shipped(struct world *w)
{
	struct yaml **files = arena_array(w->arena, embedded_count + 1, sizeof(*files));
	uint32_t count = 0;

	for (size_t i = 0; i < embedded_count; i++) {
		if (str_starts(str_of(embedded_files[i].path), "schemas/language/"))
			files[count++] = parse(w, &embedded_files[i]);
	}
	assert_true(count > 0);
	return language_read(w->arena, w->names, files, count, w->sink);
}

static void
kinds_load_without_a_word(void **state)
{
	struct world *w = *state;
	struct language *l = shipped(w);

	assert_string_equal(world_said(w), "");
	assert_true(l->kind_count > 20);
}

/* For people and editors: hover, completion, reference page. */
static void
everything_has_a_meaning(void **state)
{
	struct world *w = *state;
	const struct language *l = shipped(w);

	for (uint32_t i = 0; i < l->kind_count; i++) {
		const struct kind *kind = l->kinds[i];

		if (kind->block_of == NULL && !kind->built_in && kind->example == NULL)
			fail_msg("kind `%s` has no example", kind->name->text);
		for (uint32_t j = 0; j < kind->field_count; j++) {
			if (kind->fields[j]->doc[0] == '\0')
				fail_msg("`%s.%s` has no doc", kind_path(w->arena, kind),
					kind->fields[j]->name->text);
		}
	}
}

static void
catalogues_load_without_a_word(void **state)
{
	struct world *w = *state;
	const struct language *l = shipped(w);

	for (size_t i = 0; i < embedded_count; i++) {
		struct yaml *file;

		struct str path = str_of(embedded_files[i].path);

		if (!str_starts(path, "schemas/catalogues/") || !str_ends(path, ".yaml"))
			continue;
		file = parse(w, &embedded_files[i]);
		/* Maps between standards have no items, nor has what is said about those of others. */
		if (!str_starts(path, "schemas/catalogues/map-") &&
			!str_ends(path, "/coverage.yaml"))
			assert_non_null(catalogue_read(w->arena, l, file, w->sink));
	}
	assert_string_equal(world_said(w), "");
}

static void
the_schema_is_one(void **state)
{
	struct world *w = *state;
	struct buf out = {0};
	xmlRelaxNGParserCtxt *parser;
	xmlRelaxNG *schema;

	language_rng(shipped(w), &out);
	parser = xmlRelaxNGNewMemParserCtxt(out.ptr, (int)out.len);
	schema = xmlRelaxNGParse(parser);
	assert_non_null(schema);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	buf_free(&out);
	xmlCleanupParser();
}

/* The own kinds of docs/kinds.md, read behind the shipped ones. */
static void
the_example_of_the_documentation_works(void **state)
{
	struct world *w = *state;
	struct yaml **files = arena_array(w->arena, embedded_count + 1, sizeof(*files));
	const char *start, *end;
	struct language *l;
	struct str page;

	assert_int_equal(file_read(w->arena, "docs/kinds.md", &page), FILE_OK);
	start = strstr(page.ptr, "```yaml\nkinds:\n  asset:");
	assert_non_null(start);
	start += strlen("```yaml\n");
	end = strstr(start, "```");
	assert_non_null(end);
	for (size_t i = 0; i < embedded_count; i++) {
		if (str_starts(str_of(embedded_files[i].path), "schemas/language/"))
			files[i] = parse(w, &embedded_files[i]);
	}
	files[embedded_count] = world_bytes(w, start, (size_t)(end - start));
	l = language_read(w->arena, w->names, files, (uint32_t)embedded_count + 1, w->sink);
	assert_string_equal(world_said(w), "");
	assert_int_equal(language_kind(l, STR("device"))->column_count, 3);
}

static void
say_nothing(void *context, xmlError *error)
{
	(void)context;
	(void)error;
}

/* Validates a model of one entity against the schema of a small language. */
static int
validate(struct world *w, const char *entity)
{
	struct yaml *file = world_yaml(w, "kinds:\n"
					  "  role: {plural: roles, doc: R., fields: {}}\n"
					  "  thing:\n"
					  "    plural: things\n"
					  "    doc: T.\n"
					  "    fields:\n"
					  "      owner: {type: ref, to: [role], required: true}\n"
					  "      state: {type: enum, values: [open, shut]}\n"
					  "      size: {type: int, many: true}\n"
					  "      text: {type: text}\n"
					  "      step: {type: block, many: true, fields: {due: "
					  "{type: date, required: true}}}\n");
	struct language *l = language_read(w->arena, w->names, &file, 1, w->sink);
	const char *text = arena_printf(w->arena,
		"<isms version='1' as-of='2026-11-01' language='en' "
		"project=''><documents/><language/>%s</isms>",
		entity);
	struct buf out = {0};
	xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), "x", NULL, 0);
	xmlRelaxNGParserCtxt *parser;
	xmlRelaxNGValidCtxt *valid;
	xmlRelaxNG *schema;
	int result;

	assert_string_equal(world_said(w), "");
	language_rng(l, &out);
	parser = xmlRelaxNGNewMemParserCtxt(out.ptr, (int)out.len);
	schema = xmlRelaxNGParse(parser);
	assert_non_null(schema);
	valid = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidStructuredErrors(valid, say_nothing, NULL);
	result = xmlRelaxNGValidateDoc(valid, doc);
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	xmlFreeDoc(doc);
	buf_free(&out);
	return result;
}

#define THING "<thing id='a' key='thing.a' n='1' declared='yes'>"
#define OWNER "<owner><ref kind='role' id='r' key='role.r' title='R' href='#role.r'/></owner>"

static void
good_models_are_valid(void **state)
{
	assert_int_equal(validate(*state, ""), 0);
	assert_int_equal(validate(*state, THING OWNER "</thing>"), 0);
	assert_int_equal(validate(*state, THING
				 "<size><value>1</value><value>2</value></size>" OWNER
				 "<step key='k' n='1'><due><value>2026-12-01</value></due></step>"
				 "<step key='l' n='2' head='x' "
				 "title='X'><due><value>2026-12-01</value></due></step>"
				 "<state><value name='shut'>Shut</value></state>"
				 "<text xmlns:d='http://docbook.org/ns/docbook'><d:para role='x'>a "
				 "<d:code>b</d:code>"
				 "<ref kind='role' id='r' key='role.r' "
				 "title='R'/></d:para><d:section/></text></thing>"),
		0);
}

static void
bad_models_are_not(void **state)
{
	static const char *const bad[] = {
		THING "</thing>",
		THING OWNER OWNER "</thing>",
		THING OWNER "<state><value name='ajar'>Ajar</value></state></thing>",
		THING OWNER "<size><value>big</value></size></thing>",
		THING OWNER "<colour/></thing>",
		THING OWNER "<text><para/></text></thing>",
		THING OWNER "words</thing>",
		THING OWNER "<step key='k' n='1'/></thing>",
		THING OWNER "<step key='k' n='1'><due><value>soon</value></due></step></thing>",
		"<thing id='a' key='thing.a' declared='yes'>" OWNER "</thing>",
		"<thing id='a' key='thing.a' n='1' declared='maybe'>" OWNER "</thing>",
		"<thing key='thing.a' n='1' declared='yes'>" OWNER "</thing>",
		"<other/>",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (validate(*state, bad[i]) == 0)
			fail_msg("valid: %s", bad[i]);
	}
}

static void
the_reference_page_has_all_kinds(void **state)
{
	struct world *w = *state;
	const struct language *l = shipped(w);
	struct buf out = {0};

	language_reference(l, &out);
	for (uint32_t i = 0; i < l->kind_count; i++) {
		if (l->kinds[i]->block_of == NULL)
			assert_non_null(strstr(out.ptr,
				arena_printf(w->arena, "\n### %s\n", l->kinds[i]->name->text)));
	}
	assert_true(strstr(out.ptr, "## Clause 4\n") < strstr(out.ptr, "## Clause 6\n"));
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kinds_load_without_a_word),
		TEST(everything_has_a_meaning),
		TEST(catalogues_load_without_a_word),
		TEST(the_schema_is_one),
		TEST(the_example_of_the_documentation_works),
		TEST(good_models_are_valid),
		TEST(bad_models_are_not),
		TEST(the_reference_page_has_all_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
