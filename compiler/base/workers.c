/* Pieces of work → processes that fetch them from one queue: a file whose place all share, so that each piece is read once. */
#include "base/workers.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROCESSES_MAX 32

struct worker {
	pid_t pid;
	int told; /* the end of a pipe from which to hear */
};

uint32_t
work_processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	if (count < 1)
		return 1;
	return count > PROCESSES_MAX ? PROCESSES_MAX : (uint32_t)count;
}

/* Until the queue is empty, or the process that began it all is gone. */
static void
do_pieces(const struct work *w, int queue, pid_t parent)
{
	uint32_t piece;

	while ((parent == 0 || getppid() == parent) &&
		read(queue, &piece, sizeof piece) == (ssize_t)sizeof piece)
		w->run(w->context, piece);
}

static bool
write_all(int to, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(to, bytes, len);
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* The life of another process. What it told ends in a NUL, by which it is known to be whole. */
_Noreturn static void
live(const struct work *w, int queue, int tell, pid_t parent)
{
	struct buf out = {0};
	struct sigaction now;

	/* What the first process does when it is interrupted is not for the others; what is ignored stays so. */
	if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
		signal(SIGINT, SIG_DFL);
	w->begin(w->context);
	do_pieces(w, queue, parent);
	w->tell(w->context, &out);
	buf_add(&out, "", 1);
	_exit(write_all(tell, out.ptr, out.len) ? 0 : 1);
}

static bool
start(const struct work *w, int queue, struct worker *out)
{
	int ends[2];
	pid_t parent = getpid();

	if (pipe(ends) != 0)
		return false;
	out->pid = fork();
	if (out->pid == 0) {
		close(ends[0]);
		live(w, queue, ends[1], parent);
	}
	close(ends[1]);
	if (out->pid < 0) {
		close(ends[0]);
		return false;
	}
	out->told = ends[0];
	return true;
}

static bool
hear(const struct work *w, const struct worker *from)
{
	struct buf told = {0};
	char bytes[65536];
	ssize_t n;
	int status = 0;

	while ((n = read(from->told, bytes, sizeof bytes)) > 0)
		buf_add(&told, bytes, (size_t)n);
	close(from->told);
	bool whole = waitpid(from->pid, &status, 0) == from->pid && status == 0 && told.len > 0 &&
		     told.ptr[told.len - 1] == '\0';
	if (whole)
		w->hear(w->context, (struct str){told.ptr, told.len - 1});
	buf_free(&told);
	return whole;
}

bool
work_share(const struct work *w, const uint32_t *order, uint32_t count, uint32_t processes)
{
	struct worker others[PROCESSES_MAX];
	uint32_t started = 0;
	bool whole = true;
	FILE *queue = processes > 1 && count > 1 ? tmpfile() : NULL;

	if (queue == NULL || fwrite(order, sizeof *order, count, queue) != count ||
		fflush(queue) != 0 || lseek(fileno(queue), 0, SEEK_SET) != 0) {
		if (queue != NULL)
			fclose(queue);
		for (uint32_t i = 0; i < count; i++)
			w->run(w->context, order[i]);
		return true;
	}
	fflush(stdout);
	fflush(stderr);
	while (started + 1 < processes && started + 1 < count && started + 1 < PROCESSES_MAX &&
		start(w, fileno(queue), &others[started]))
		started++;
	do_pieces(w, fileno(queue), 0);
	for (uint32_t i = 0; i < started; i++)
		whole = hear(w, &others[i]) && whole;
	fclose(queue);
	return whole;
}
