/* The root of the XML model: what it is made of, for one document or whole. */
#include "render/xml_model.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/vec.h"

static const char *
project_title(const struct xml_context *x)
{
	struct str t = x->project->title;

	return arena_strndup(x->arena, t.ptr != NULL ? t.ptr : "", t.len);
}

static xmlNode *
new_root(struct xml_context *x, const char *document, const char *title)
{
	xmlDoc *doc = xml_document(x->trees, x->dict);
	xmlNode *root = xml_child((xmlNode *)doc, "isms");
	char as_of[11];
	date_format(x->model->as_of, as_of);
	xml_attr(root, "version", ISMSC_VERSION);
	xml_attr_str(root, "as-of", str_of(as_of));
	xml_attr_str(root, "language", x->project->language);
	xml_attr(root, "project", project_title(x));
	if (x->project->organization.len > 0)
		xml_attr_str(root, "organization", x->project->organization);
	if (document != NULL)
		xml_attr(root, "document", document);
	if (title != NULL)
		xml_attr(root, "title", title);
	return root;
}

static xmlNode *
put_document(struct xml_context *x, xmlNode *parent, const struct document *d,
	const struct document *current)
{
	xmlNode *node = xml_child(parent, "document");

	xml_attr(node, "id", d->id);
	xml_attr(node, "title", d->title);
	xml_attr_str(node, "group", d->design->group);
	xml_attr(node, "href",
		arena_printf(x->trees, "%s%s.xml", current != NULL ? current->up : "", d->id));
	struct buf clauses = {0};
	for (uint32_t i = 0; i < d->design->clause_count; i++)
		buf_printf(&clauses, "%s%s", i > 0 ? " " : "", d->design->clauses[i]);
	if (clauses.len > 0)
		xml_attr_str(node, "clauses", (struct str){clauses.ptr, clauses.len});
	buf_free(&clauses);
	if (d->subject != NULL)
		xml_attr(node, "subject", xml_anchor(x, d->subject));
	if (d->design->index)
		xml_attr(node, "index", "yes");
	if (d == current)
		xml_attr(node, "current", "yes");
	return node;
}

static xmlNode *
put_groups(struct xml_context *x, xmlNode *parent)
{
	xmlNode *list = xml_child(parent, "documents");

	for (uint32_t i = 0; i < x->set->group_count; i++) {
		xmlNode *group = xml_child(list, "group");
		xml_attr_str(group, "id", x->set->groups[i].id);
		xml_attr_str(group, "title", x->set->groups[i].title);
	}
	return list;
}

/* All documents, for the whole model and the first page; any other knows that page and itself. */
void
xml_documents(struct xml_context *x, xmlNode *parent, const struct document *current)
{
	const struct document_set *set = x->set;
	xmlNode *list = put_groups(x, parent);
	bool all = current == NULL || current->design->index;

	for (uint32_t i = 0; i < set->document_count; i++) {
		const struct document *d = &set->documents[i];
		if (all || d == current || d->design->index)
			put_document(x, list, d, current);
	}
}

/* Blocks within blocks as deep as any language has them. */
#define BLOCK_DEPTH 8

static xmlNode *
put_field(xmlNode *parent, const struct kind *kind, const struct field *f, struct str path)
{
	xmlNode *node = xml_child(parent, "field");

	xml_attr(node, "name", f->name->text);
	xml_attr_str(node, "path", path);
	xml_attr(node, "title", f->title);
	xml_attr(node, "type", type_name(f->type));
	if (f->flags & FIELD_INVERSE)
		xml_attr(node, "inverse", "yes");
	if (f->computed != NULL)
		xml_attr(node, "computed", "yes");
	for (uint32_t c = 0; c < kind->column_count; c++) {
		if (kind->columns[c] == f)
			xml_attr_int(node, "column", (int64_t)c + 1);
	}
	for (uint32_t v = 0; v < (f->type == TYPE_ENUM ? f->value_count : 0); v++) {
		xmlNode *value = xml_child(node, "value");
		xml_attr(value, "name", f->values[v].name->text);
		xml_attr(value, "title", f->values[v].title);
	}
	return node;
}

/* The fields of a kind, those of its blocks within them: what tables have for heads. */
static void
put_fields(xmlNode *parent, const struct kind *kind)
{
	struct {
		const struct kind *kind;
		xmlNode *node;
		uint32_t at;
		size_t path_len;
	} stack[BLOCK_DEPTH] = {{kind, parent, 0, 0}};
	uint32_t depth = 1;
	struct buf path = {0};

	while (depth > 0) {
		const struct kind *k = stack[depth - 1].kind;
		if (stack[depth - 1].at == k->field_count) {
			depth--;
			continue;
		}
		const struct field *f = k->fields[stack[depth - 1].at++];
		if (f->flags & FIELD_IMPLICIT)
			continue;
		path.len = stack[depth - 1].path_len;
		if (path.len == 0)
			buf_puts(&path, kind->name->text);
		buf_printf(&path, ".%s", f->name->text);
		xmlNode *node =
			put_field(stack[depth - 1].node, k, f, (struct str){path.ptr, path.len});
		if (f->block != NULL && depth < BLOCK_DEPTH) {
			stack[depth].kind = f->block;
			stack[depth].node = node;
			stack[depth].at = 0;
			stack[depth++].path_len = path.len;
		}
	}
	buf_free(&path);
}

void
xml_language(struct xml_context *x, xmlNode *parent, const bool *kinds)
{
	const struct language *l = x->model->language;
	xmlNode *list = xml_child(parent, "language");

	for (uint32_t k = 0; k < l->kind_count; k++) {
		const struct kind *kind = l->kinds[k];
		if (!kinds[k] || kind->block_of != NULL)
			continue;
		xmlNode *node = xml_child(list, "kind");
		xml_attr(node, "name", kind->name->text);
		xml_attr(node, "title", kind->title);
		xml_attr(node, "titles", kind->titles);
		xml_attr(node, "doc", kind->doc != NULL ? kind->doc : "");
		put_fields(node, kind);
	}
}

static void
put_kind(struct xml_context *x, xmlNode *root, const struct kind *kind, const struct document *from)
{
	const struct entity_list *list = &x->model->by_kind[kind->index];

	const bool *shown = from != NULL ? from->design->fields[kind->index] : NULL;

	/* Of what the document is about, or controlled by, all is told. */
	for (uint32_t i = 0; i < list->count; i++) {
		const struct entity *e = list->ptr[i];
		bool whole = from != NULL && (e == from->control || e == from->subject);
		xml_entity(x, root, e, whole ? NULL : shown, from);
	}
}

xmlDoc *
xml_slice(struct xml_context *x, const struct document *document)
{
	const struct design *design = document->design;
	bool *kinds = arena_array(x->arena, x->model->language->kind_count, sizeof *kinds);
	xmlNode *root = new_root(x, document->id, document->title);

	root->_private = (void *)(uintptr_t)document;
	xml_attr(root, "template",
		arena_strndup(x->arena, design->template.ptr, design->template.len));
	if (document->subject != NULL)
		xml_attr(root, "subject", xml_anchor(x, document->subject));
	if (document->control != NULL)
		xml_attr(root, "control", xml_anchor(x, document->control));
	struct buf clauses = {0};
	for (uint32_t i = 0; i < design->clause_count; i++)
		buf_printf(&clauses, "%s%s", i > 0 ? " " : "", design->clauses[i]);
	if (clauses.len > 0)
		xml_attr_str(root, "clauses", (struct str){clauses.ptr, clauses.len});
	buf_free(&clauses);
	for (uint32_t i = 0; i < design->home_count; i++)
		kinds[design->home[i]->index] = true;
	for (uint32_t i = 0; i < design->use_count; i++)
		kinds[design->uses[i]->index] = true;
	xml_documents(x, root, document);
	bool subject_alone = document->subject != NULL && !kinds[document->subject->kind->index];
	bool control_alone = document->control != NULL && document->control != document->subject &&
			     !kinds[document->control->kind->index];
	bool *told = arena_array(x->arena, x->model->language->kind_count, sizeof *told);
	memcpy(told, kinds, x->model->language->kind_count * sizeof *told);
	if (document->subject != NULL)
		told[document->subject->kind->index] = true;
	if (document->control != NULL)
		told[document->control->kind->index] = true;
	xml_language(x, root, told);
	if (design->findings != FINDINGS_NONE)
		xml_findings(x, root, document);
	if (design->findings == FINDINGS_ALL)
		xml_mistakes(x, root);
	if (design->rules)
		xml_rules(x, root, document);
	if (design->coverage)
		xml_coverage(x, root, document);
	if (subject_alone)
		xml_entity(x, root, document->subject, NULL, document);
	if (control_alone)
		xml_entity(x, root, document->control, NULL, document);
	for (uint32_t k = 0; k < x->model->language->kind_count; k++) {
		/* A block stands within what it belongs to. */
		if (kinds[k] && x->model->language->kinds[k]->block_of == NULL)
			put_kind(x, root, x->model->language->kinds[k], document);
	}
	return root->doc;
}

xmlDoc *
xml_whole(struct xml_context *x)
{
	const struct language *l = x->model->language;
	xmlNode *root = new_root(x, NULL, NULL);

	bool *kinds = arena_array(x->arena, l->kind_count, sizeof *kinds);
	memset(kinds, true, l->kind_count * sizeof *kinds);
	xml_documents(x, root, NULL);
	xml_language(x, root, kinds);
	xml_findings(x, root, NULL);
	xml_mistakes(x, root);
	xml_rules(x, root, NULL);
	for (uint32_t k = 0; k < l->kind_count; k++) {
		if (l->kinds[k]->block_of == NULL)
			put_kind(x, root, l->kinds[k], NULL);
	}
	return root->doc;
}

/* A page that listed thousands of policies would make the site quadratic: then only the first page lists them. */
#define NAVIGATION_LIMIT 60

xmlDoc *
xml_navigation(struct xml_context *x, const struct document *document)
{
	const struct document_set *set = x->set;
	xmlDoc *doc = xml_document(x->trees, x->dict);
	xmlNode *list = put_groups(x, (xmlNode *)doc);
	uint32_t own = 0;

	for (uint32_t i = 0; i < set->document_count; i++)
		own += set->documents[i].subject != NULL;
	bool all = own <= NAVIGATION_LIMIT || document->design->index;
	for (uint32_t i = 0; i < set->document_count; i++) {
		const struct document *d = &set->documents[i];
		if (all || d->subject == NULL || d == document)
			xml_attr(put_document(x, list, d, document), "page",
				arena_printf(x->trees, "%s%s.html", document->up,
					d->design->index ? "index" : d->id));
	}
	return doc;
}
