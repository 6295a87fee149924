/* isms.yaml: what a project says of itself. */
#ifndef SCHEMA_PROJECT_H
#define SCHEMA_PROJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"

struct arena;
struct yaml;

struct severity_change {
	struct str rule;
	struct span span;
	enum severity severity;
	bool off;
	struct str because;
};

struct named_file {
	struct str path;
	struct span span;
};

struct project {
	struct str title;
	struct str organization; /* shown on documents; may be empty */
	struct str language; /* "en", "de" */
	struct str as_of; /* "2026-11-01", or empty: today */
	struct span as_of_span;
	struct named_file *sources; /* folders or files; default one: "." */
	uint32_t source_count;
	struct named_file
		*standards; /* ids of catalogues, or paths of own ones; default iso27001-2022 */
	uint32_t standard_count;
	struct named_file *kinds; /* own kind files */
	uint32_t kind_count;
	struct named_file *packs; /* iso27001, practice, prose; none is none */
	uint32_t pack_count;
	bool packs_chosen; /* false: all packs */
	struct severity_change *severities;
	uint32_t severity_count;
	struct str logo; /* path, or empty */
	struct str accent; /* colour "#1f5fa8", or empty */
	bool present; /* there is an isms.yaml */
	bool broken; /* a mistake puts in doubt what the sources mean: the caller goes no further than syntax */
	bool unsure; /* a mistake puts in doubt what rules find: the caller runs none */
};

/* Reads isms.yaml; `file` NULL means there is none: defaults. Unknown keys, wrong types, duplicates are errors. Never NULL. */
struct project *project_read(struct arena *a, const struct yaml *file, struct sink *sink);

#endif
