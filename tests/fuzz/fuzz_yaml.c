/* Any bytes as YAML, and what is YAML as a kind file, a catalogue and a project file. */
#include "fuzz.h"

#include "schema/catalogue.h"
#include "schema/kind.h"
#include "schema/project.h"
#include "schema/yaml.h"

/* The first children, down to the bottom, and all entries of each on the way. */
static void
check_nodes(const struct fuzz *f, const struct yaml *node)
{
	for (uint32_t depth = 0; node != NULL; node = node->child, depth++) {
		uint32_t count = 0;

		fuzz_claim(depth <= YAML_DEPTH + 1);
		for (const struct yaml *entry = node->child; entry != NULL; entry = entry->next) {
			fuzz_span(f, entry->span);
			fuzz_span(f, entry->key_span);
			fuzz_span(f, yaml_inner(entry));
			count++;
		}
		fuzz_claim(count == node->count);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f = fuzz_open(data, size, "input.yaml");
	struct yaml *file = yaml_parse(f.arena, f.source, f.sink);

	if (file != NULL) {
		struct language *language =
			language_read(f.arena, names_new(f.arena), &file, 1, f.sink);
		struct buf out = {0};

		check_nodes(&f, file);
		catalogue_read(f.arena, language, file, f.sink);
		project_read(f.arena, file, f.sink);
		language_rng(language, &out);
		language_reference(language, &out);
		buf_free(&out);
	} else {
		fuzz_claim(sink_total(f.sink) > 0);
	}
	fuzz_close(&f);
	return 0;
}
