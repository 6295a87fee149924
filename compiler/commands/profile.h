/* `check --profile`: what each rule cost. */
#ifndef COMMANDS_PROFILE_H
#define COMMANDS_PROFILE_H

struct arena;
struct buf;
struct verdict;

/* Appends the costs of all rules that were run, in the format "text" or "json". */
void profile_write(
	struct buf *out, struct arena *a, const struct verdict *verdict, const char *format);

#endif
