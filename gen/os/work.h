#ifndef OS_WORK_H
#define OS_WORK_H

/*
 * work - an ordered pipeline: one feeder, many workers, one consumer.
 *
 * Items 0, 1, 2, ... pass through feed and consume on the calling thread,
 * strictly in order, and in between through produce on any thread, many at
 * a time.  An item lives in a slot; there are WORK_WINDOW slots a thread,
 * so memory is flat in the number of items.  A slot is used again for a
 * later item as the callbacks left it (a buffer in it keeps its memory);
 * before its first use it is all zero bytes.
 *
 * feed runs ahead of consume by up to the window, so it must not depend on
 * what consume does.  produce must touch nothing but its slot, what belongs
 * to its worker number, and what nobody changes meanwhile.
 *
 * The result is the same for every number of threads: items before the
 * first that fails (by index, in whichever of its three calls) are
 * consumed, none after it, and its error is returned.  With one thread all
 * runs inline.  The calling thread is worker 0 and produces when it would
 * wait; the others are started only once there is work for them.
 */
#include <stddef.h>

struct err;

#define WORK_WINDOW 8
#define WORK_THREADS 256 /* the most that are used */

struct work_job {
	void *ctx;
	size_t slot_size; /* bytes */
	size_t n;         /* number of items when feed is NULL */
	/* Fill the slot of item i: 1 item, 0 there are no more, < 0 error. */
	int (*feed)(void *ctx, size_t i, void *slot, struct err *err);
	/* The parallel part; worker is below the number of threads. */
	int (*produce)(void *ctx, unsigned worker, size_t i, void *slot,
	               struct err *err);
	/* In order, on the calling thread; NULL for none. */
	int (*consume)(void *ctx, size_t i, void *slot, struct err *err);
	/* Free what a slot owns; called once per used slot; NULL for none. */
	void (*release)(void *ctx, void *slot);
};

/*
 * work_ordered - run a job to its end or its first error.
 * in:  threads, 0 for one per processor, at most WORK_THREADS
 * err: what the first failing callback returned (< 0) and wrote
 */
int work_ordered(unsigned threads, const struct work_job *job,
                 struct err *err);

/*
 * work_processors - number of processors that this process may use.
 */
unsigned work_processors(void);

#endif
