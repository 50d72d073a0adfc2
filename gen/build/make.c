#include "build/make.h"

#include "base/codec.h"
#include "base/vec.h"
#include "build/claims.h"
#include "build/dirty.h"
#include "build/late.h"
#include "build/maker.h"
#include "os/work.h"
#include "publish/stage.h"
#include "store/key.h"

#include <stdlib.h>
#include <string.h>

/* Outputs made by one worker in one go; those of one record stay together,
 * so that it is parsed once. */
#define CHUNK 16
#define CHUNK_MAX (CHUNK + 4)

struct slot {
	struct arena arena;
	struct maker_item item[CHUNK_MAX];
	size_t n;
	uint64_t seq; /* of the first item; SIDES_STRIDE for each */
};

struct run {
	struct make *m;
	struct maker *maker; /* one a thread */
	struct cursor *cursor;
	struct buf keep; /* key fed last */
	uint64_t seq;
	bool told;    /* a file that others tell of was written */
	bool telling; /* those that tell are being made */
	struct journal *journal;
	struct late *late;
	struct claims claims;
	struct deletions gone;
	struct arena arena;
	struct buf key;
	struct buf value;
};

/* ------------------------------------------------------------ plan */

static int
feed(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;
	struct str key;
	struct str reason;
	bool more;

	(void)i;
	arena_reset(&s->arena);
	s->n = 0;
	s->seq = run->seq;
	more = cursor_seek(run->cursor, buf_str(&run->keep), &key, &reason);
	if (more && run->keep.n)
		more = cursor_next(run->cursor, &key, &reason);
	while (more && s->n < CHUNK_MAX &&
	       (run->telling || !output_tells(key))) {
		if (s->n >= CHUNK &&
		    !output_same_record(key, s->item[s->n - 1].key))
			break;
		s->item[s->n] = (struct maker_item){
		    .key = arena_str(&s->arena, key),
		    .reason = arena_str(&s->arena, reason)};
		s->n++;
		more = cursor_next(run->cursor, &key, &reason);
	}
	if (s->n == 0)
		return txn_check(run->m->txn, err);
	buf_reset(&run->keep);
	buf_add(&run->keep, s->item[s->n - 1].key);
	run->seq += s->n * SIDES_STRIDE;
	return 1;
}

/* ---------------------------------------------------------- render */

static int
produce(void *ctx, unsigned number, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct maker *maker = &run->maker[number];
	struct slot *s = slot;
	int rc = maker_open(maker, run->m, err);

	(void)i;
	for (size_t j = 0; rc == 0 && j < s->n; j++)
		rc = maker_make(maker, &s->arena, &s->item[j],
		                s->seq + j * SIDES_STRIDE, err);
	return rc < 0 ? rc : txn_check(maker->txn, err);
}

/* ------------------------------------------------------------ rows */

static void
change_deps(struct run *run, struct str output, struct str asked, bool add)
{
	struct reader r = reader_over(asked);

	while (r.rest.n >= 8) {
		struct str key =
		    key_dep(&run->key, get_be64(&r), output);

		if (add)
			txn_put(run->m->txn, TABLE_DEP, key,
			        (struct str){0});
		else
			txn_del(run->m->txn, TABLE_DEP, key);
	}
}

static enum journal_rank
rank_of(struct str key)
{
	if (key.p[0] <= '2')
		return JOURNAL_ASSETS;
	if (key.p[0] == '3')
		return JOURNAL_RECORDS;
	return key.p[0] <= '5' ? JOURNAL_LISTS : JOURNAL_ENTRIES;
}

static int
journal_put(struct run *run, const struct maker_item *item, uint64_t seq,
            struct err *err)
{
	struct journal_entry entry = {.op = JOURNAL_PUT,
	                              .rank = rank_of(item->key),
	                              .key = item->key,
	                              .path = item->made.path,
	                              .seq = seq,
	                              .size = item->made.size,
	                              .digest = item->made.digest,
	                              .sha256 = item->made.sha256};
	int rc = journal_append(run->journal, &entry, err);

	run->m->report->written++;
	run->m->report->bytes += item->made.size;
	return rc < 0 ? rc
	              : sides_journal(&item->sides, run->journal, &entry,
	                              err);
}

/* A path that is to go, unless another output takes it. */
static void
drop_path(struct run *run, struct str key, const struct made *was)
{
	struct journal_entry entry = {.op = JOURNAL_DELETE,
	                              .rank = JOURNAL_DELETES};
	struct str path = was->path;
	struct str owner;

	sides_drop(&run->gone, &run->arena, path, was->sides, 0);
	if (!txn_get(run->m->txn, TABLE_PATH, path, &owner) ||
	    !str_eq(owner, key))
		return;
	entry.key = arena_str(&run->arena, key);
	entry.path = arena_str(&run->arena, path);
	txn_del(run->m->txn, TABLE_PATH, entry.path);
	late_touch(run->late, entry.path);
	vec_push(&run->gone, entry);
}

static void
write_made(struct run *run, const struct maker_item *item)
{
	struct txn *txn = run->m->txn;

	made_encode(&item->made, &run->value);
	txn_put(txn, TABLE_OUTPUT, item->key, buf_str(&run->value));
	claims_take(&run->claims, txn, item->made.path, item->key);
	late_touch(run->late, item->made.path);
}

/* Copy of the published row, since writing moves the store's bytes. */
static bool
old_made(struct run *run, struct str key, struct buf *copy,
         struct made *made)
{
	struct str value;

	buf_reset(copy);
	if (!txn_get(run->m->txn, TABLE_OUTPUT, key, &value))
		return false;
	buf_add(copy, value);
	return made_decode(buf_str(copy), made);
}

static int
take_item(struct run *run, struct maker_item *item, uint64_t seq,
          struct err *err)
{
	struct txn *txn = run->m->txn;
	struct buf copy = {0};
	struct made was = {0};
	bool had = old_made(run, item->key, &copy, &was);
	int rc = 0;

	if (item->became == WRITTEN || (item->became == ABSENT && had))
		run->told |= output_is_told(item->key);
	if (item->became == ABSENT && had) {
		drop_path(run, item->key, &was);
		change_deps(run, item->key, was.asked, false);
		txn_del(txn, TABLE_OUTPUT, item->key);
	} else if (item->became != ABSENT) {
		if (had && !str_eq(was.path, item->made.path))
			drop_path(run, item->key, &was);
		else if (had)
			sides_drop(&run->gone, &run->arena, was.path,
			           was.sides, item->made.sides);
		if (!item->same_asked) {
			change_deps(run, item->key, was.asked, false);
			change_deps(run, item->key, item->made.asked, true);
		}
		if (item->became == WRITTEN)
			rc = journal_put(run, item, seq, err);
		if (item->became == WRITTEN)
			write_made(run, item);
		else if (!item->same_asked) {
			made_encode(&item->made, &run->value);
			txn_put(txn, TABLE_OUTPUT, item->key,
			        buf_str(&run->value));
		}
	}
	buf_release(&copy);
	return rc;
}

static void
explain(struct run *run, const struct maker_item *item)
{
	struct report *report = run->m->report;
	struct buf copy = {0};
	struct made was;

	if (!report->explain)
		return;
	if (item->became != ABSENT)
		report->explain(report->ctx, item->made.path, item->reason,
		                item->became == WRITTEN ? "written"
		                                        : "unchanged");
	else if (old_made(run, item->key, &copy, &was))
		report->explain(report->ctx, was.path, item->reason,
		                "deleted");
	buf_release(&copy);
}

static int
consume(void *ctx, size_t i, void *slot, struct err *err)
{
	struct run *run = ctx;
	struct slot *s = slot;
	int rc = 0;

	(void)i;
	for (size_t j = 0; rc == 0 && j < s->n; j++) {
		run->m->report->considered++;
		if (s->item[j].became != ABSENT)
			run->m->report->rendered++;
		explain(run, &s->item[j]);
		rc = take_item(run, &s->item[j],
		               s->seq + j * SIDES_STRIDE, err);
	}
	return rc < 0 ? rc : txn_check(run->m->txn, err);
}

static void
release(void *ctx, void *slot)
{
	struct slot *s = slot;

	(void)ctx;
	arena_release(&s->arena);
}

static int
render_marked(struct run *run, unsigned threads, struct err *err)
{
	struct work_job job = {.ctx = run,
	                       .slot_size = sizeof(struct slot),
	                       .feed = feed,
	                       .produce = produce,
	                       .consume = consume,
	                       .release = release};
	int rc;

	run->cursor = cursor_open(run->m->txn, TABLE_DIRTY);
	rc = work_ordered(threads, &job, err);
	cursor_close(run->cursor);
	return rc;
}

/* What tells of others comes last and in this thread, whose transaction
 * knows what was made of them. */
static int
render_all(struct run *run, unsigned threads, struct err *err)
{
	int rc;

	run->maker = mem_zalloc(threads, sizeof *run->maker);
	rc = render_marked(run, threads, err);
	if (rc == 0 && run->told)
		dirty_told(run->m->txn, run->m->renderer->site->languages);
	run->telling = true;
	if (rc == 0)
		rc = render_marked(run, 1, err);
	for (unsigned i = 0; i < threads; i++)
		maker_close(&run->maker[i]);
	mem_free(run->maker);
	return rc;
}

/* ----------------------------------------------------------- sweep */

/* Is it a side that some output has, as the tables stand now? */
static bool
is_side(struct run *run, struct str name)
{
	struct str path;
	struct str key;
	struct str value;
	struct made made;
	enum side side;

	return compress_side_of(name, &path, &side) &&
	       (late_owns(run->late, path, &key) ||
	        txn_get(run->m->txn, TABLE_PATH, path, &key)) &&
	       txn_get(run->m->txn, TABLE_OUTPUT, key, &value) &&
	       made_decode(value, &made) && made.sides & 1u << side;
}

static bool
is_ours(void *ctx, struct str path)
{
	struct run *run = ctx;
	struct str key;

	return txn_get(run->m->txn, TABLE_PATH, path, &key) ||
	       late_owns(run->late, path, &key) || is_side(run, path);
}

static int
is_old(void *ctx, struct str path, struct err *err)
{
	struct run *run = ctx;
	struct journal_entry entry = {.op = JOURNAL_DELETE,
	                              .rank = JOURNAL_DELETES};

	(void)err;
	entry.key = STR("-");
	entry.path = arena_str(&run->arena, path);
	vec_push(&run->gone, entry);
	return 0;
}

static int
sweep(struct run *run, struct err *err)
{
	struct publish_sweep look = {run, is_ours, is_old};

	return run->m->sweep ? publish_sweep(run->m->publish, &look, err) : 0;
}

/* A path that one output left may be another's by now. */
static int
journal_gone(struct run *run, const struct journal_entry *entry,
             struct err *err)
{
	struct str owner;

	if (txn_get(run->m->txn, TABLE_PATH, entry->path, &owner) ||
	    is_side(run, entry->path))
		return 0;
	if (!sides_is_gone(entry))
		run->m->report->deleted++;
	return journal_append(run->journal, entry, err);
}

static int
publish_all(struct run *run, struct err *err)
{
	const struct deletions *late;
	int rc = late_run(run->late, run->journal, run->seq, err);

	if (rc == 0)
		rc = sweep(run, err);
	late = late_gone(run->late);
	for (size_t i = 0; rc == 0 && i < late->n; i++) {
		rc = journal_append(run->journal, &late->v[i], err);
		if (!sides_is_gone(&late->v[i]))
			run->m->report->deleted++;
	}
	for (size_t i = 0; rc == 0 && i < run->gone.n; i++)
		rc = journal_gone(run, &run->gone.v[i], err);
	if (rc == 0)
		rc = txn_check(run->m->txn, err);
	if (rc == 0)
		rc = publish_commit(run->m->publish, run->journal, err);
	return rc;
}

int
make_run(struct make *m, struct str target, struct err *err)
{
	struct run run = {.m = m};
	unsigned threads = m->threads ? m->threads : work_processors();
	int rc;

	if (threads > WORK_THREADS)
		threads = WORK_THREADS;
	arena_init(&run.arena);
	run.late = late_new(m);
	trace_phase(&m->report->trace, "render");
	rc = journal_begin(&run.journal, m->publish->fs, m->publish->state,
	                   target, err);
	if (rc == 0)
		rc = render_all(&run, threads, err);
	if (rc == 0)
		rc = claims_check(&run.claims, m->txn, err);
	trace_phase(&m->report->trace, "publish");
	if (rc == 0)
		rc = publish_all(&run, err);
	if (rc == 0)
		txn_clear(m->txn, TABLE_DIRTY);
	journal_free(run.journal);
	late_free(run.late);
	claims_release(&run.claims);
	vec_release(&run.gone);
	buf_release(&run.keep);
	buf_release(&run.key);
	buf_release(&run.value);
	arena_release(&run.arena);
	return rc;
}
