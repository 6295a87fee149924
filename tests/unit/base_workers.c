/* Work shared among processes: each piece once, whoever does it; what another process told; one that dies. */
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/workers.h"
#include "unit/support.h"

#define PIECES 500

struct job {
	uint32_t done[PIECES]; /* by this process, or told by another one */
	uint32_t own[PIECES];
	uint32_t own_count;
	uint32_t heard; /* processes that told */
	pid_t parent;
	uint32_t deadly; /* the piece at which another process dies, or PIECES */
};

static void
begin(void *context)
{
	struct job *job = context;

	job->own_count = 0;
}

static void
run(void *context, uint32_t i)
{
	struct job *job = context;

	if (i >= job->deadly && getpid() != job->parent)
		_exit(7);
	/* So that no process does all before another one has begun. */
	nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
	job->done[i]++;
	job->own[job->own_count++] = i;
}

static void
tell(void *context, struct buf *out)
{
	const struct job *job = context;

	for (uint32_t i = 0; i < job->own_count; i++)
		buf_add(out, (const char *)&job->own[i], sizeof job->own[i]);
}

static void
hear(void *context, struct str told)
{
	struct job *job = context;

	job->heard++;
	for (size_t at = 0; at < told.len; at += sizeof(uint32_t)) {
		uint32_t i;

		memcpy(&i, told.ptr + at, sizeof i);
		job->done[i]++;
	}
}

static bool
share(struct job *job, uint32_t count, uint32_t processes)
{
	const struct work work = {job, begin, run, tell, hear};
	uint32_t order[PIECES];

	for (uint32_t i = 0; i < count; i++)
		order[i] = count - 1 - i;
	return work_share(&work, order, count, processes);
}

static void
every_piece_once(void **state)
{
	static const uint32_t processes[] = {1, 2, 3, 32, 1000};

	(void)state;
	for (size_t k = 0; k < sizeof processes / sizeof *processes; k++) {
		struct job job = {.parent = getpid(), .deadly = PIECES};

		assert_true(share(&job, PIECES, processes[k]));
		for (uint32_t i = 0; i < PIECES; i++)
			assert_int_equal(job.done[i], 1);
		assert_int_equal(job.heard, processes[k] > 32 ? 31 : processes[k] - 1);
	}
}

static void
no_more_processes_than_pieces(void **state)
{
	struct job job = {.parent = getpid(), .deadly = PIECES};

	(void)state;
	assert_true(share(&job, 0, 4));
	assert_true(share(&job, 1, 4));
	assert_int_equal(job.heard, 0);
	assert_int_equal(job.done[0], 1);
	assert_true(share(&job, 2, 4));
	assert_int_equal(job.heard, 1);
}

static void
a_process_that_dies_is_missed(void **state)
{
	struct job job = {.parent = getpid(), .deadly = 0};

	(void)state;
	assert_false(share(&job, PIECES, 2));
	assert_int_equal(job.heard, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_piece_once),
		cmocka_unit_test(no_more_processes_than_pieces),
		cmocka_unit_test(a_process_that_dies_is_missed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
