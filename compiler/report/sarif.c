/* Findings → a SARIF 2.1.0 log with one run: results with regions, fixes, related locations and fingerprints that survive
 * moved lines; waived findings as suppressed results. The tool and its rules are in sarif_rule.c. */
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "report/identity.h"
#include "report/sarif.h"

#define SCHEMA                                                                                     \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"                      \
	"sarif-schema-2.1.0.json"
#define ROOT "%SRCROOT%"

json_t *
sarif_text(const char *text)
{
	json_t *object = put_made(json_object());
	bool link = strstr(text, "](") != NULL;
	struct buf out = {0};

	/* 3.11.5: braces stand for placeholders; 3.11.6: [text](target) for links. */
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '{' || *p == '}')
			buf_putc(&out, *p);
		else if (link && (*p == '[' || *p == ']'))
			buf_putc(&out, '\\');
		buf_putc(&out, *p);
	}
	put_set(object, "text", put_string((struct str){out.ptr, out.len}));
	buf_free(&out);
	return object;
}

/* RFC 3986, relative: bytes of a path that mean themselves, all others as %XX. */
static json_t *
uri(const char *prefix, const char *path)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/!$&'()*+,;=@";
	const char *const parts[] = {prefix, path};
	struct buf out = {0};
	json_t *value;

	for (size_t i = 0; i < 2; i++) {
		for (const char *p = parts[i]; *p != '\0'; p++) {
			if (strchr(plain, *p) != NULL)
				buf_putc(&out, *p);
			else
				buf_printf(&out, "%%%02X", (unsigned)(unsigned char)*p);
		}
	}
	value = put_string((struct str){out.ptr, out.len});
	buf_free(&out);
	return value;
}

static json_t *
artifact(const struct report *r, const char *path)
{
	const char *prefix = r->options->prefix;
	json_t *object = put_made(json_object());

	put_set(object, "uri", uri(prefix != NULL ? prefix : "", path));
	put_set(object, "uriBaseId", put_string(STR(ROOT)));
	return object;
}

/* Columns count characters (columnKind), and the end is the place behind the last one. */
static json_t *
region(const struct report *r, struct span span)
{
	struct place start = source_place(r->sources, span.source, span.start);
	struct place end = source_place(
		r->sources, span.source, span.end > span.start ? span.end : span.start);
	json_t *object = put_made(json_object());

	put_set(object, "startLine", put_number(start.line));
	put_set(object, "startColumn", put_number(start.column));
	put_set(object, "endLine", put_number(end.line));
	put_set(object, "endColumn", put_number(end.column));
	return object;
}

/* What has no place is found in the project as such, for which its file stands. NULL where there is none. */
static json_t *
physical(const struct report *r, struct span span)
{
	const struct source *source = sources_get(r->sources, span.source);
	json_t *object;

	if (source != NULL && source->built_in)
		return NULL;
	if (source == NULL && r->facts->project == NULL)
		return NULL;
	object = put_made(json_object());
	put_set(object, "artifactLocation",
		artifact(r, source != NULL ? source->path : r->facts->project));
	if (source != NULL)
		put_set(object, "region", region(r, span));
	return object;
}

static json_t *
logical(const char *entity)
{
	json_t *object = put_made(json_object()), *list = put_made(json_array());
	const char *name = strrchr(entity, ' ');

	put_set(object, "name", put_string(str_of(name != NULL ? name + 1 : entity)));
	put_set(object, "fullyQualifiedName", put_string(str_of(entity)));
	put_add(list, object);
	return list;
}

static json_t *
location(const struct report *r, struct span span, const char *entity, const char *message)
{
	json_t *object = put_made(json_object());
	json_t *place = physical(r, span);

	if (place != NULL)
		put_set(object, "physicalLocation", place);
	if (entity != NULL)
		put_set(object, "logicalLocations", logical(entity));
	if (message != NULL)
		put_set(object, "message", sarif_text(message));
	return object;
}

static json_t *
related(const struct report *r, const struct diag *d)
{
	json_t *array = put_made(json_array());
	uint32_t id = 0;

	for (const struct diag_related *x = d->related; x != NULL; x = x->next) {
		json_t *object = location(r, x->span, NULL, x->text);

		put_set(object, "id", put_number(++id));
		put_add(array, object);
	}
	return array;
}

static json_t *
fixes(const struct report *r, const struct diag *d)
{
	const struct source *source = sources_get(r->sources, d->fix.source);
	json_t *list = put_made(json_array()), *fix = put_made(json_object()),
	       *changes = put_made(json_array()), *change = put_made(json_object()),
	       *replacements = put_made(json_array()), *replacement = put_made(json_object()),
	       *content = put_made(json_object());

	/* Inserted content is no message: nothing in it is escaped. */
	put_set(content, "text", put_string(str_of(d->fix_text)));
	put_set(replacement, "deletedRegion", region(r, d->fix));
	put_set(replacement, "insertedContent", content);
	put_add(replacements, replacement);
	put_set(change, "artifactLocation", artifact(r, source->path));
	put_set(change, "replacements", replacements);
	put_add(changes, change);
	if (d->help != NULL)
		put_set(fix, "description", sarif_text(d->help));
	put_set(fix, "artifactChanges", changes);
	put_add(list, fix);
	return list;
}

/* The hash of the identity, and which of those with the same one it is. */
static json_t *
fingerprints(const struct report *r, struct tallies *seen, const struct diag *d)
{
	struct identity identity = identity_of(d);
	json_t *object = put_made(json_object());
	char digest[DIGEST_TEXT];
	uint32_t number = tallies_add(seen, &identity, 1);

	digest_bytes(str_of(identity_text(r->arena, &identity)), digest);
	put_set(object, "ismscFinding/v1",
		put_string(str_of(arena_printf(r->arena, "%.32s:%u", digest, (unsigned)number))));
	return object;
}

const char *
sarif_level(enum severity severity)
{
	static const char *const levels[] = {[SEVERITY_NOTE] = "note",
		[SEVERITY_UNDECIDED] = "none",
		[SEVERITY_WARNING] = "warning",
		[SEVERITY_ERROR] = "error"};

	return levels[severity];
}

static json_t *
result(const struct report *r, struct sarif_rules *rules, struct tallies *seen,
	const struct diag *d)
{
	const struct source *mended = sources_get(r->sources, d->fix.source);
	const char *entity = d->entity != NULL ? d->entity : d->within;
	json_t *object = put_made(json_object()), *places = put_made(json_array());

	put_set(object, "ruleId", put_string(str_of(d->name)));
	put_set(object, "ruleIndex", put_number(sarif_rules_index(rules, d)));
	/* What is undecided is neither a failure nor a pass: SARIF says open, and wants no level then. */
	put_set(object, "kind",
		put_string(d->severity == SEVERITY_UNDECIDED ? STR("open") : STR("fail")));
	put_set(object, "level", put_string(str_of(sarif_level(d->severity))));
	put_set(object, "message", sarif_text(d->message));
	put_add(places, location(r, d->span, entity, NULL));
	put_set(object, "locations", places);
	if (d->related != NULL)
		put_set(object, "relatedLocations", related(r, d));
	if (d->fix_text != NULL && mended != NULL && !mended->built_in)
		put_set(object, "fixes", fixes(r, d));
	put_set(object, "partialFingerprints", fingerprints(r, seen, d));
	if (r->options->compared)
		put_set(object, "baselineState", put_string(STR("new")));
	return object;
}

static json_t *
waived(const struct report *r, struct sarif_rules *rules, struct tallies *seen,
	const struct report_waived *w)
{
	json_t *object = result(r, rules, seen, &w->finding), *list = put_made(json_array()),
	       *suppression = put_made(json_object()), *bag = put_made(json_object());

	put_set(suppression, "kind", put_string(STR("inSource")));
	put_set(suppression, "status", put_string(STR("accepted")));
	if (w->because != NULL)
		put_set(suppression, "justification", put_string(str_of(w->because)));
	put_set(suppression, "location", location(r, w->waiver, NULL, NULL));
	if (w->by != NULL)
		put_set(bag, "by", put_string(str_of(w->by)));
	if (w->until != NULL)
		put_set(bag, "until", put_string(str_of(w->until)));
	put_set(suppression, "properties", bag);
	put_add(list, suppression);
	put_set(object, "suppressions", list);
	if (r->options->compared)
		put_set(object, "baselineState", put_string(STR("unchanged")));
	return object;
}

static json_t *
bases(void)
{
	json_t *root = put_made(json_object()), *all = put_made(json_object());

	put_set(root, "description", sarif_text("the folder in which ismsc was called"));
	put_set(all, ROOT, root);
	return all;
}

void
report_sarif(struct buf *out, const struct report *r)
{
	json_t *document = put_made(json_object()), *runs = put_made(json_array()),
	       *run = put_made(json_object()), *results = put_made(json_array());
	struct sarif_rules *rules = sarif_rules_new(r);
	struct tallies *seen = tallies_new(r->arena);

	for (uint32_t i = 0; i < r->cut.count; i++)
		put_add(results, result(r, rules, seen, r->cut.shown[i]));
	for (uint32_t i = 0; i < r->facts->waived_count; i++)
		put_add(results, waived(r, rules, seen, &r->facts->waived[i]));
	put_set(run, "tool", sarif_tool(rules));
	put_set(run, "columnKind", put_string(STR("unicodeCodePoints")));
	put_set(run, "originalUriBaseIds", bases());
	put_set(run, "invocations", sarif_invocations(rules));
	put_set(run, "results", results);
	put_add(runs, run);
	put_set(document, "$schema", put_string(STR(SCHEMA)));
	put_set(document, "version", put_string(STR("2.1.0")));
	put_set(document, "runs", runs);
	put_write(out, document);
}
