/* isms.yaml: what a project says of itself. The table of keys is the format; whatever is wrong is reported and the
 * default holds instead. */
#include "schema/project.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/suggest.h"
#include "schema/yaml.h"

#ifndef ISMSC_VERSION
#define ISMSC_VERSION "0"
#endif

struct reader {
	struct arena *arena;
	struct sink *sink;
	struct project *project;
};

typedef void read_property(struct reader *r, const struct yaml *node);

static bool
read_text(struct reader *r, const struct yaml *node, struct str *out)
{
	if (node->kind == YAML_SCALAR && str_trim(node->text).len > 0) {
		*out = str_trim(node->text);
		return true;
	}
	diag_add(r->sink, DIAG_YAML_SHAPE, yaml_place(node), "`%.*s` must be a text",
		yaml_shown(node->key), node->key.ptr);
	return false;
}

/* Whether the text has the form: `9` a digit, `a` a small letter, `A` a capital, `h` a hexadecimal digit, all else itself. */
static bool
has_form(struct str text, const char *form)
{
	if (text.len != strlen(form))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool digit = c >= '0' && c <= '9';

		switch (form[i]) {
		case '9':
			if (!digit)
				return false;
			break;
		case 'a':
			if (c < 'a' || c > 'z')
				return false;
			break;
		case 'A':
			if (c < 'A' || c > 'Z')
				return false;
			break;
		case 'h':
			if (!digit && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
				return false;
			break;
		default:
			if (c != form[i])
				return false;
		}
	}
	return true;
}

static void
report_value(struct reader *r, const struct yaml *node, const char *expected, const char *help)
{
	diag_help(r->sink,
		diag_add(r->sink, DIAG_PROJECT_VALUE, node->span, "`%.*s` is no %s",
			yaml_shown(node->text), node->text.ptr, expected),
		"%s", help);
}

/* The next number of a version; moves *at behind its dot. */
static unsigned long
next_part(const char **at)
{
	char *end;
	unsigned long part = **at >= '0' && **at <= '9' ? strtoul(*at, &end, 10) : 0;

	if (**at < '0' || **at > '9')
		return 0;
	*at = *end == '.' ? end + 1 : "";
	return part;
}

static bool
is_newer(const char *wanted, const char *have)
{
	for (int i = 0; i < 4; i++) {
		unsigned long a = next_part(&wanted), b = next_part(&have);

		if (a != b)
			return a > b;
	}
	return false;
}

static void
read_ismsc(struct reader *r, const struct yaml *node)
{
	struct str text;

	if (!read_text(r, node, &text))
		return;
	if (strspn(node->text.ptr, "0123456789.") != node->text.len || text.ptr[0] == '.') {
		report_value(r, node, "version", "write the least version needed, such as \"0.1\"");
		return;
	}
	if (is_newer(node->text.ptr, ISMSC_VERSION))
		diag_help(r->sink,
			diag_add(r->sink, DIAG_PROJECT_NEWER, node->span,
				"the project needs ismsc %.*s, this is %s", yaml_shown(text),
				text.ptr, ISMSC_VERSION),
			"install a newer ismsc");
}

static void
read_title(struct reader *r, const struct yaml *node)
{
	read_text(r, node, &r->project->title);
}

static void
read_organization(struct reader *r, const struct yaml *node)
{
	read_text(r, node, &r->project->organization);
}

static void
read_language(struct reader *r, const struct yaml *node)
{
	struct str text;

	if (!read_text(r, node, &text))
		return;
	if (has_form(text, "aa") || has_form(text, "aa-AA"))
		r->project->language = text;
	else
		report_value(r, node, "language", "write two letters, such as `en` or `de`");
}

/* The number that so many digits are; has_form has seen that they are digits. */
static int
digits(const char *at, int count)
{
	int value = 0;

	for (int i = 0; i < count; i++)
		value = value * 10 + (at[i] - '0');
	return value;
}

static void
read_as_of(struct reader *r, const struct yaml *node)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct str text;
	int year, month, day;

	if (!read_text(r, node, &text))
		return;
	month = has_form(text, "9999-99-99") ? digits(text.ptr + 5, 2) : 0;
	year = month == 0 ? 0 : digits(text.ptr, 4);
	day = month == 0 ? 0 : digits(text.ptr + 8, 2);
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1] || year < 1900 ||
		(month == 2 && day == 29 &&
			(year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)))) {
		report_value(r, node, "date", "write year, month and day, such as 2026-11-01");
		return;
	}
	r->project->as_of = text;
	r->project->as_of_span = yaml_inner(node);
}

/* Whether the entry is new in its list. What stands twice would be read twice, and all in it be declared twice. */
static bool
is_new(struct reader *r, const struct yaml *node, const struct yaml *item, struct names *names,
	struct map *known)
{
	struct str text = str_trim(item->text);
	const struct name *name = names_get(names, text);

	if (map_get(known, name) != NULL) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_PROJECT_VALUE, item->span,
				"`%.*s` stands twice in `%.*s`", yaml_shown(text), text.ptr,
				yaml_shown(node->key), node->key.ptr),
			"keep one of the two");
		return false;
	}
	map_put(known, name, r);
	return true;
}

/* A list of texts, or one text. */
static void
read_names(struct reader *r, const struct yaml *node, bool required, struct named_file **list,
	uint32_t *count)
{
	struct named_file *names = arena_array(r->arena, node->count + 1, sizeof(*names));
	const struct yaml *item = NULL;
	struct names *set = names_new(r->arena);
	struct map *known = map_new(r->arena);
	uint32_t len = 0;

	while ((item = yaml_next_text(node, item, "an entry of this list", r->sink)) != NULL) {
		if (is_new(r, node, item, set, known))
			names[len++] = (struct named_file){str_trim(item->text), item->span};
	}
	if (node->kind == YAML_LIST && node->count == 0 && required)
		diag_help(r->sink,
			diag_add(r->sink, DIAG_PROJECT_VALUE, yaml_place(node), "`%.*s` is empty",
				yaml_shown(node->key), node->key.ptr),
			"name something, or remove the key for the default");
	if (len > 0) {
		*list = names;
		*count = len;
	}
}

static void
read_sources(struct reader *r, const struct yaml *node)
{
	read_names(r, node, true, &r->project->sources, &r->project->source_count);
}

static void
read_standards(struct reader *r, const struct yaml *node)
{
	read_names(r, node, true, &r->project->standards, &r->project->standard_count);
}

static void
read_kinds(struct reader *r, const struct yaml *node)
{
	read_names(r, node, true, &r->project->kinds, &r->project->kind_count);
}

static void
read_packs(struct reader *r, const struct yaml *node)
{
	/* An empty list is a choice: no rules but the project's own. */
	r->project->packs_chosen = true;
	read_names(r, node, false, &r->project->packs, &r->project->pack_count);
}

static bool
read_to(struct reader *r, const struct yaml *node, struct severity_change *change)
{
	static const struct {
		const char *word;
		enum severity severity;
		bool off;
	} words[] = {
		{"error", SEVERITY_ERROR, false},
		{"warning", SEVERITY_WARNING, false},
		{"note", SEVERITY_NOTE, false},
		{"undecided", SEVERITY_UNDECIDED, false},
		{"off", SEVERITY_NOTE, true},
	};
	struct suggest s;
	struct str text;

	if (!read_text(r, node, &text))
		return false;
	s = suggest_start(text);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(text, words[i].word)) {
			change->severity = words[i].severity;
			change->off = words[i].off;
			return true;
		}
		suggest_offer(&s, str_of(words[i].word));
	}
	yaml_suggest(r->sink,
		diag_add(r->sink, DIAG_PROJECT_SEVERITY, node->span, "`%.*s` is no severity",
			yaml_shown(text), text.ptr),
		&s, yaml_inner(node), "write `error`, `warning`, `note`, `undecided` or `off`");
	return false;
}

static void
read_change(struct reader *r, const struct yaml *node)
{
	static const char *const keys[] = {"to", "because", NULL};
	const struct yaml *to = yaml_get(node, "to");
	const struct yaml *because = yaml_get(node, "because");
	struct severity_change change = {.rule = node->key, .span = node->key_span};
	bool good = true;

	if (node->kind != YAML_MAP) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_PROJECT_SEVERITY, yaml_place(node),
				"a change of severity must be a map"),
			"write `%.*s: {to: warning, because: \"…\"}`", yaml_shown(node->key),
			node->key.ptr);
		return;
	}
	yaml_check_keys(node, keys, "a change of severity", r->sink);
	if (to == NULL || because == NULL)
		diag_help(r->sink,
			diag_add(r->sink, DIAG_PROJECT_SEVERITY, node->key_span,
				"the change of rule `%.*s` lacks `%s`", yaml_shown(node->key),
				node->key.ptr, to == NULL ? "to" : "because"),
			to == NULL ? "write `to: error`, `warning`, `note`, `undecided` or `off`"
				   : "say why; the reason is shown in the documents");
	good = to != NULL && because != NULL && read_to(r, to, &change);
	if (because != NULL && !read_text(r, because, &change.because))
		good = false;
	if (good)
		r->project->severities[r->project->severity_count++] = change;
}

static void
read_severity(struct reader *r, const struct yaml *node)
{
	if (node->kind == YAML_NULL || !yaml_expect(node, YAML_MAP, "`severity`", r->sink))
		return;
	r->project->severities =
		arena_array(r->arena, node->count + 1, sizeof(*r->project->severities));
	for (const struct yaml *at = node->child; at != NULL; at = at->next)
		read_change(r, at);
}

static void
read_logo(struct reader *r, const struct yaml *node)
{
	read_text(r, node, &r->project->logo);
}

static void
read_accent(struct reader *r, const struct yaml *node)
{
	struct str text;

	/* `#1f5fa8` without quotation marks is a comment, and the value empty. */
	if (node->kind == YAML_NULL) {
		diag_help(r->sink,
			diag_add(r->sink, DIAG_YAML_SHAPE, yaml_place(node), "`accent` is empty"),
			"put the colour in quotation marks: `accent: \"#1f5fa8\"`");
		return;
	}
	if (!read_text(r, node, &text))
		return;
	if (has_form(text, "#hhhhhh"))
		r->project->accent = text;
	else
		report_value(r, node, "colour",
			"write `#` and six hexadecimal digits in quotation marks");
}

/* What a mistake in a property puts in doubt. */
enum doubt {
	DOUBT_NOTHING,
	DOUBT_RULES, /* what the rules find */
	DOUBT_MEANING, /* what the sources mean */
};

static const struct {
	const char *key;
	read_property *read;
	enum doubt doubt;
} properties[] = {
	{"ismsc", read_ismsc, DOUBT_MEANING},
	{"title", read_title, DOUBT_NOTHING},
	{"organization", read_organization, DOUBT_NOTHING},
	{"language", read_language, DOUBT_NOTHING},
	{"as_of", read_as_of, DOUBT_RULES},
	{"sources", read_sources, DOUBT_MEANING},
	{"standards", read_standards, DOUBT_MEANING},
	{"kinds", read_kinds, DOUBT_MEANING},
	{"packs", read_packs, DOUBT_RULES},
	{"severity", read_severity, DOUBT_RULES},
	{"logo", read_logo, DOUBT_NOTHING},
	{"accent", read_accent, DOUBT_NOTHING},
};

#define PROPERTIES (sizeof(properties) / sizeof(properties[0]))

static struct project *
project_default(struct arena *a)
{
	struct project *p = arena_alloc(a, sizeof(*p));

	p->language = STR("en");
	p->sources = arena_array(a, 1, sizeof(*p->sources));
	p->sources[0].path = STR(".");
	p->source_count = 1;
	p->standards = arena_array(a, 1, sizeof(*p->standards));
	p->standards[0].path = STR("iso27001-2022");
	p->standard_count = 1;
	return p;
}

struct project *
project_read(struct arena *a, const struct yaml *file, struct sink *sink)
{
	struct reader r = {.arena = a, .sink = sink, .project = project_default(a)};
	const char *valid[PROPERTIES + 1] = {NULL};
	uint32_t before;

	if (file == NULL)
		return r.project;
	r.project->present = true;
	if (file->kind == YAML_NULL)
		return r.project;
	if (!yaml_expect(file, YAML_MAP, "isms.yaml", sink)) {
		r.project->broken = true;
		return r.project;
	}
	for (size_t i = 0; i < PROPERTIES; i++)
		valid[i] = properties[i].key;
	/* An unknown key is probably one of them, misspelt. */
	before = sink_count(sink, SEVERITY_ERROR);
	yaml_check_keys(file, valid, "isms.yaml", sink);
	r.project->broken = sink_count(sink, SEVERITY_ERROR) > before;
	for (size_t i = 0; i < PROPERTIES; i++) {
		const struct yaml *node = yaml_get(file, properties[i].key);
		bool wrong;

		if (node == NULL)
			continue;
		before = sink_count(sink, SEVERITY_ERROR);
		properties[i].read(&r, node);
		wrong = sink_count(sink, SEVERITY_ERROR) > before;
		r.project->broken |= wrong && properties[i].doubt == DOUBT_MEANING;
		r.project->unsure |= wrong && properties[i].doubt != DOUBT_NOTHING;
	}
	return r.project;
}
