#include "os/work.h"

#include "base/err.h"
#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdalign.h>
#include <stdbool.h>

enum state {
	FREE, /* the calling thread may feed it */
	FED,  /* any thread may take it */
	BUSY, /* a thread produces it */
	DONE  /* the calling thread may consume it */
};

struct slot {
	struct err err;
	enum state state;
	int code; /* of feed or produce */
	bool used;
	alignas(max_align_t) char data[];
};

/*
 * Item i lies in slot i % window.  [head, tail) are fed and not consumed;
 * [next, tail) wait for a thread.  The calling thread alone changes head
 * and tail; everything is guarded by lock once there are other threads.
 */
struct work {
	const struct work_job *job;
	char *slots;
	size_t stride;
	size_t window;
	size_t head, next, tail;
	bool ended; /* no more feeding */
	bool stop;  /* workers go home */
	unsigned threads, started;
	pthread_t thread[WORK_THREADS];
	pthread_mutex_t lock;
	pthread_cond_t fed;  /* next < tail, or stop */
	pthread_cond_t done; /* a slot became DONE */
};

struct worker {
	struct work *work;
	unsigned number;
};

static struct slot *
slot_of(struct work *w, size_t i)
{
	return (struct slot *)(void *)(w->slots + i % w->window * w->stride);
}

/* Produce one item that waits; called and left with the lock held. */
static void
produce_next(struct work *w, unsigned worker)
{
	size_t i = w->next++;
	struct slot *slot = slot_of(w, i);

	slot->state = BUSY;
	pthread_mutex_unlock(&w->lock);
	if (!slot->code)
		slot->code = w->job->produce(w->job->ctx, worker, i,
		                             slot->data, &slot->err);
	pthread_mutex_lock(&w->lock);
	slot->state = DONE;
	if (i == w->head)
		pthread_cond_signal(&w->done);
}

static void *
worker_main(void *arg)
{
	struct worker me = *(struct worker *)arg;
	struct work *w = me.work;

	mem_free(arg);
	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		if (w->next < w->tail)
			produce_next(w, me.number);
		else
			pthread_cond_wait(&w->fed, &w->lock);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

/* Start one more thread; without it the others do its work. */
static void
start_worker(struct work *w)
{
	struct worker *me = mem_alloc(sizeof *me);
	sigset_t all, before;

	*me = (struct worker){w, w->started + 1};
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	if (pthread_create(&w->thread[w->started], NULL, worker_main, me))
		mem_free(me);
	else
		w->started++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Fill the slot of the next item; false when there is none. */
static bool
feed_slot(struct work *w, struct slot *slot)
{
	const struct work_job *job = w->job;
	int more = 1;

	slot->used = true;
	slot->code = 0;
	slot->err = (struct err){0};
	if (job->feed)
		more = job->feed(job->ctx, w->tail, slot->data, &slot->err);
	else if (w->tail == job->n)
		more = 0;
	if (more < 0)
		slot->code = more;
	w->ended = more <= 0;
	return more != 0;
}

/* Both are called and left with the lock held, and let go in between. */
static void
feed_next(struct work *w)
{
	struct slot *slot = slot_of(w, w->tail);
	bool more;

	pthread_mutex_unlock(&w->lock);
	more = feed_slot(w, slot);
	pthread_mutex_lock(&w->lock);
	if (!more)
		return;
	slot->state = FED;
	w->tail++;
	if (w->tail - w->next > 1 && w->started + 1 < w->threads)
		start_worker(w);
	pthread_cond_signal(&w->fed);
}

static int
consume_head(struct work *w, struct err *err)
{
	const struct work_job *job = w->job;
	struct slot *slot = slot_of(w, w->head);
	int code = slot->code;

	pthread_mutex_unlock(&w->lock);
	if (!code && job->consume)
		code = job->consume(job->ctx, w->head, slot->data,
		                    &slot->err);
	if (code && err)
		*err = slot->err;
	pthread_mutex_lock(&w->lock);
	slot->state = FREE;
	w->head++;
	return code;
}

/* The calling thread: what others wait for comes first. */
static int
drive(struct work *w, struct err *err)
{
	int code = 0;

	while (!code) {
		if (!w->ended && w->tail - w->head < w->window)
			feed_next(w);
		else if (w->head == w->tail)
			break;
		else if (slot_of(w, w->head)->state == DONE)
			code = consume_head(w, err);
		else if (w->next < w->tail)
			produce_next(w, 0);
		else
			pthread_cond_wait(&w->done, &w->lock);
	}
	return code;
}

static void
work_init(struct work *w, unsigned threads, const struct work_job *job)
{
	size_t align = alignof(max_align_t);

	if (!threads)
		threads = work_processors();
	if (threads > WORK_THREADS)
		threads = WORK_THREADS;
	*w = (struct work){.job = job, .threads = threads};
	w->window = threads > 1 ? (size_t)threads * WORK_WINDOW : 1;
	w->stride = sizeof(struct slot) + job->slot_size;
	w->stride = (w->stride + align - 1) / align * align;
	w->slots = mem_zalloc(w->window, w->stride);
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->fed, NULL);
	pthread_cond_init(&w->done, NULL);
}

static void
work_release(struct work *w)
{
	for (size_t i = 0; i < w->window; i++) {
		struct slot *slot = slot_of(w, i);

		if (slot->used && w->job->release)
			w->job->release(w->job->ctx, slot->data);
	}
	pthread_cond_destroy(&w->done);
	pthread_cond_destroy(&w->fed);
	pthread_mutex_destroy(&w->lock);
	mem_free(w->slots);
}

int
work_ordered(unsigned threads, const struct work_job *job, struct err *err)
{
	struct work w;
	int code;

	assert(job->produce);
	work_init(&w, threads, job);
	pthread_mutex_lock(&w.lock);
	code = drive(&w, err);
	w.stop = true;
	pthread_cond_broadcast(&w.fed);
	pthread_mutex_unlock(&w.lock);
	for (unsigned i = 0; i < w.started; i++)
		pthread_join(w.thread[i], NULL);
	work_release(&w);
	return code;
}

unsigned
work_processors(void)
{
	cpu_set_t set;
	int n = 0;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > WORK_THREADS ? WORK_THREADS : (unsigned)n;
}
