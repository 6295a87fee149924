/* A verdict → the costs of its rules. */
#include "commands/profile.h"

#include "base/arena.h"
#include "report/profile.h"
#include "rules/rules.h"

void
profile_write(struct buf *out, struct arena *a, const struct verdict *verdict, const char *format)
{
	uint32_t rules = verdict != NULL ? verdict->rule_count : 0, count = 0;
	struct cost *costs = arena_array(a, rules + (size_t)1, sizeof *costs);

	for (uint32_t i = 0; i < rules; i++) {
		const struct rule *r = &verdict->rules[i];

		if (r->state == RULE_OFF)
			continue;
		costs[count++] = (struct cost){.rule = r->id,
			.nanoseconds = r->cost.nanoseconds,
			.steps = r->cost.steps,
			.entities = r->cost.entities,
			.asked = r->cost.asked,
			.findings = r->findings + r->waived};
	}
	report_profile(out, costs, count, verdict != NULL ? verdict->nanoseconds : 0, format);
}
