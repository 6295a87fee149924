/* Which findings are shown when there are too many: for each severity, the gravest first, the first ones of each
 * file until the file or the whole has its fill. They keep the order in which all would be shown. */
#include "base/arena.h"
#include "report/internal.h"

static uint32_t
limit_of(uint32_t wanted, uint32_t standard)
{
	return wanted == 0 ? standard : wanted;
}

struct cut
report_cut(struct arena *a, struct sink *sink, const struct sources *sources,
	const struct report_options *options)
{
	const uint32_t per_file = limit_of(options->limit_per_file, REPORT_LIMIT_PER_FILE);
	const uint32_t total = limit_of(options->limit_total, REPORT_LIMIT_TOTAL);
	uint32_t count, kept = 0;
	struct diag **all = sink_sorted(sink, sources, &count);
	uint32_t files = sources_len(sources) + 1;
	uint32_t *in_file = arena_array(a, files, sizeof(*in_file));
	bool *keep = arena_array(a, count, sizeof(*keep));
	struct cut cut = {.left_out_in = arena_array(a, files, sizeof(*cut.left_out_in))};

	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
		for (uint32_t i = 0; i < count; i++) {
			uint32_t file = all[i]->span.source < files ? all[i]->span.source : 0;

			if ((int)all[i]->severity != severity)
				continue;
			/* What has no place belongs to no file. */
			if (kept == total || (file != 0 && in_file[file] == per_file)) {
				cut.left_out_in[file]++;
				continue;
			}
			in_file[file]++;
			kept++;
			keep[i] = true;
		}
	}
	cut.shown = arena_array(a, kept, sizeof(struct diag *));
	for (uint32_t i = 0; i < count; i++) {
		if (keep[i])
			cut.shown[cut.count++] = all[i];
	}
	for (uint32_t file = 0; file < files; file++)
		cut.left_out_in[file] += sink_beyond(sink, file);
	cut.left_out = sink_total(sink) - kept;
	return cut;
}
