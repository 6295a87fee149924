/* Rendering: the checked model into DocBook and HTML files. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "model/model.h"
#include "rules/rules.h"
#include "schema/project.h"

struct arena;
struct buf;
struct sink;
struct stylesheets;
struct yaml;

/* Where the program has the designs of documents, their stylesheets, and that of pages. */
#define RENDER_DESIGNS "templates/documents.yaml"
#define RENDER_TEMPLATES "templates/documents/"
#define RENDER_PAGE "templates/html/page.xsl"

struct render_options {
	const char *root; /* the project's folder */
	const char *output; /* folder */
	const char *const *only; /* ids of documents, or all when only_count is 0 */
	uint32_t only_count;
	uint32_t jobs; /* processes that render; 0: as many as the machine runs at a time */
	bool draft; /* errors stand: every page says so */
	struct stylesheets *stylesheets; /* as prepare_take gives them */
};

struct render_result {
	uint32_t documents;
	uint32_t written; /* files whose bytes changed */
	uint32_t unchanged;
	uint32_t removed;
	bool unknown; /* a document was asked for that is not there; nothing was written */
	bool failed; /* a template or writing failed: nothing half-written stands, what failed is reported */
};

/* Renders into options->output. Mistakes in templates and failures to write go to the sink. `designs` is templates/documents.yaml. */
struct render_result render_site(struct arena *a, const struct model *m,
	const struct project *project, const struct verdict *verdict, const struct yaml *designs,
	const struct render_options *options, struct sink *sink);
/* The whole XML model into `out`. Without a verdict (NULL) it holds no findings and no rules; without designs every kind has a register. */
void render_model(struct arena *a, const struct model *m, const struct project *project,
	const struct verdict *verdict, const struct yaml *designs, struct buf *out,
	struct sink *sink);

#endif
