/* One mutant tried: what is found in it that was not found before. */
#ifndef MUTATE_TRIAL_H
#define MUTATE_TRIAL_H

#include "mutate/mutant.h"

/* The findings of the ISMS as it is. */
struct baseline {
	const struct compilation *c;
	struct names *names;
	struct map *counts; /* what identifies a finding -> how many there are */
};

void baseline_take(struct baseline *b, struct compilation *c);
void mutant_try(const struct baseline *b, struct mutant *m);

#endif
