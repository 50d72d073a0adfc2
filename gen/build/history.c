#include "build/history.h"

#include "base/arena.h"
#include "base/codec.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "build/content.h"
#include "repo/diff.h"
#include "store/key.h"

#include <stdlib.h>
#include <string.h>

/* One record touched by the commit at hand. */
struct touch {
	struct str path;
	struct str record;
	struct oid blob;
	bool removed;
	int files; /* by how many the record's files grow */
};

struct fold {
	const struct history_job *job;
	struct arena arena; /* of one commit */
	struct VEC(struct touch) touch;
	struct map last; /* record -> its touch that counts */
	struct buf key;
	struct buf value;
	struct buf *note; /* what is touched and how it was, or NULL */
};

/* What the last work tree had made of a record. */
struct undone {
	struct str record;
	uint32_t accession;
	uint32_t versions;
};

struct undo {
	struct arena arena;
	struct VEC(struct undone) record;
};

bool
history_decode(struct str value, struct history_entry *entry)
{
	struct reader r = reader_over(value);

	entry->accession = get_be32(&r);
	entry->serial = get_be32(&r);
	entry->versions = get_be32(&r);
	entry->time = (int64_t)get_be64(&r);
	entry->gone = get_byte(&r) != 0;
	entry->files = get_be32(&r);
	return !r.bad;
}

bool
history_get(struct txn *txn, struct str record, struct history_entry *entry)
{
	struct str value;

	return txn_get(txn, TABLE_HISTORY, record, &value) &&
	       history_decode(value, entry);
}

bool
history_version(struct txn *txn, uint32_t accession, uint32_t number,
                struct history_version *version)
{
	struct buf key = {0};
	struct str value;
	struct reader r;
	struct str id;
	bool found =
	    txn_get(txn, TABLE_VERSION,
	            key_version(&key, accession, number), &value);

	buf_release(&key);
	*version = (struct history_version){0};
	if (!found)
		return false;
	r = reader_over(value);
	id = get_bytes(&r, OID_SIZE);
	version->time = (int64_t)get_be64(&r);
	if (!r.bad)
		memcpy(version->commit.b, id.p, OID_SIZE);
	id = get_bytes(&r, OID_SIZE);
	if (!r.bad)
		memcpy(version->blob.b, id.p, OID_SIZE);
	version->removed = get_byte(&r) != 0;
	version->path = get_slice(&r);
	version->change = get_be32(&r);
	return !r.bad;
}

static uint32_t
read_number(struct txn *txn, struct str name)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_META, name, &value))
		return 0;
	r = reader_over(value);
	return get_be32(&r);
}

uint32_t
history_records(struct txn *txn)
{
	return read_number(txn, STR("accession"));
}

uint32_t
history_changes(struct txn *txn)
{
	return read_number(txn, STR("change"));
}

bool
history_is_pending(struct txn *txn)
{
	struct str value;

	return txn_get(txn, TABLE_META, STR("pending"), &value);
}

uint32_t
history_settled(struct txn *txn)
{
	return read_number(txn, history_is_pending(txn) ? STR("pending")
	                                                : STR("change"));
}

static void
set_number(struct fold *f, struct str name, uint32_t n)
{
	buf_reset(&f->value);
	put_be32(&f->value, n);
	txn_put(f->job->txn, TABLE_META, name, buf_str(&f->value));
}

/* The next number of a counter kept under a name. */
static uint32_t
next_number(struct fold *f, struct str name)
{
	uint32_t n = read_number(f->job->txn, name) + 1;

	set_number(f, name, n);
	return n;
}

static struct str
serial_counter(struct arena *a, struct str record)
{
	struct str folder = str_sub(record, 0, str_chr(record, '/'));

	return arena_fmt(a, "serial|%.*s", STR_ARG(folder));
}

static int
collect(void *ctx, const struct delta *delta, struct err *err)
{
	struct fold *f = ctx;
	struct content content = content_of(delta->path);
	struct touch touch = {0};
	char name[CONTENT_NAME_MAX];

	(void)err;
	if (content.kind != CONTENT_RECORD || delta->mode != MODE_FILE)
		return 0;
	touch.path = arena_str(&f->arena, delta->path);
	touch.record =
	    arena_str(&f->arena, content_record(&content, name));
	touch.blob = delta->now;
	touch.removed = delta->kind == DELTA_REMOVED;
	touch.files = (delta->kind == DELTA_ADDED) - touch.removed;
	vec_push(&f->touch, touch);
	return 0;
}

static int
order_touches(const void *a, const void *b)
{
	const struct touch *x = a;
	const struct touch *y = b;

	return str_cmp(x->path, y->path);
}

/* A move removes one path of a record and adds another: what stands after
 * the commit counts, one touch a record. */
static void
find_last_words(struct fold *f)
{
	map_release(&f->last);
	for (size_t i = 0; i < f->touch.n; i++) {
		struct touch *t = &f->touch.v[i];
		struct touch *was = map_get(&f->last, t->record);

		if (!was) {
			map_put(&f->last, t->record, t);
		} else if (was->removed || !t->removed) {
			t->files += was->files;
			map_put(&f->last, t->record, t);
		} else {
			was->files += t->files;
		}
	}
}

static void
write_entry(struct fold *f, struct str record,
            const struct history_entry *entry)
{
	buf_reset(&f->value);
	put_be32(&f->value, entry->accession);
	put_be32(&f->value, entry->serial);
	put_be32(&f->value, entry->versions);
	put_be64(&f->value, (uint64_t)entry->time);
	buf_byte(&f->value, entry->gone);
	put_be32(&f->value, entry->files);
	txn_put(f->job->txn, TABLE_HISTORY, record, buf_str(&f->value));
}

/* Where a version stands among all versions of all records. */
static uint32_t
write_change(struct fold *f, const struct history_entry *entry)
{
	uint32_t change = next_number(f, STR("change"));

	buf_reset(&f->value);
	put_be32(&f->value, entry->accession);
	put_be32(&f->value, entry->versions);
	txn_append(f->job->txn, TABLE_CHANGE, key_number(&f->key, change),
	           buf_str(&f->value));
	return change;
}

static void
write_version(struct fold *f, const struct history_entry *entry,
              const struct commit *commit, const struct touch *touch)
{
	uint32_t change = write_change(f, entry);

	buf_reset(&f->value);
	buf_add(&f->value,
	        (struct str){(const char *)commit->id.b, OID_SIZE});
	put_be64(&f->value, (uint64_t)commit->time);
	buf_add(&f->value,
	        (struct str){(const char *)touch->blob.b, OID_SIZE});
	buf_byte(&f->value, entry->gone);
	put_slice(&f->value, touch->path);
	put_be32(&f->value, change);
	txn_put(f->job->txn, TABLE_VERSION,
	        key_version(&f->key, entry->accession, entry->versions),
	        buf_str(&f->value));
}

static void
number_record(struct fold *f, const struct touch *touch,
              struct history_entry *entry)
{
	struct str counter = serial_counter(&f->arena, touch->record);

	*entry = (struct history_entry){0};
	entry->accession = next_number(f, STR("accession"));
	entry->serial = next_number(f, counter);
	txn_put(f->job->txn, TABLE_ACCESSION,
	        key_number(&f->key, entry->accession), touch->record);
}

/* Note how a record was before a work tree touched it. */
static void
note_touch(struct fold *f, const struct touch *touch)
{
	struct str was = {0};

	if (!f->note)
		return;
	txn_get(f->job->txn, TABLE_HISTORY, touch->record, &was);
	if (was.n == 0 && touch->removed)
		return;
	put_slice(f->note, touch->record);
	put_slice(f->note, was);
}

static void
fold_touch(struct fold *f, const struct commit *commit,
           const struct touch *touch)
{
	struct history_entry entry;

	note_touch(f, touch);
	if (!history_get(f->job->txn, touch->record, &entry)) {
		if (touch->removed)
			return;
		number_record(f, touch, &entry);
	}
	entry.versions++;
	entry.time = commit->time;
	/* Of two files for one record, which is a mistake, one may go. */
	entry.files = (uint32_t)((int64_t)entry.files + touch->files);
	entry.gone = entry.files == 0;
	write_version(f, &entry, commit, touch);
	write_entry(f, touch->record, &entry);
	f->job->touch(f->job->ctx, touch->record);
}

/* Trees of the content folder before and after a commit. */
static int
fold_trees(struct fold *f, const struct oid *old, const struct commit *commit,
           struct err *err)
{
	struct repo *repo = f->job->repo;
	struct oid was;
	struct oid is;
	int had = old ? repo_subtree(repo, old, f->job->content, &was, err)
	              : 0;
	int has = had < 0 ? had
	                  : repo_subtree(repo, &commit->tree,
	                                 f->job->content, &is, err);
	int rc;

	if (has < 0)
		return has;
	if (!had && !has)
		return 0;
	vec_reset(&f->touch);
	arena_reset(&f->arena);
	rc = diff_trees(repo, had ? &was : NULL, has ? &is : NULL, collect, f,
	                err);
	if (rc < 0)
		return rc;
	if (f->touch.n)
		qsort(f->touch.v, f->touch.n, sizeof *f->touch.v,
		      order_touches);
	find_last_words(f);
	for (size_t i = 0; i < f->touch.n; i++)
		if (map_get(&f->last, f->touch.v[i].record) ==
		    &f->touch.v[i])
			fold_touch(f, commit, &f->touch.v[i]);
	return 0;
}

static int
fold_commit(struct fold *f, const struct oid *id, struct err *err)
{
	struct commit commit;
	struct commit parent;
	int rc = repo_commit(f->job->repo, id, &commit, err);

	if (rc == 0 && !commit.root)
		rc = repo_commit(f->job->repo, &commit.parent, &parent, err);
	if (rc < 0)
		return rc;
	return fold_trees(f, commit.root ? NULL : &parent.tree, &commit,
	                  err);
}

/* The work tree stands as one more commit, with no id and the tip's time. */
static int
fold_pending(struct fold *f, struct err *err)
{
	struct commit tip;
	struct oid tree;
	struct buf note = {0};
	int rc = repo_commit(f->job->repo, &f->job->tip, &tip, err);

	if (rc < 0)
		return rc;
	tree = tip.tree;
	tip.tree = *f->job->pending;
	memset(&tip.id, 0, sizeof tip.id);
	put_be32(&note, history_changes(f->job->txn));
	f->note = &note;
	rc = fold_trees(f, &tree, &tip, err);
	txn_put(f->job->txn, TABLE_META, STR("pending"), buf_str(&note));
	f->note = NULL;
	buf_release(&note);
	return rc;
}

/* ------------------------------------------------------------- undo */

static void
undo_record(struct fold *f, struct undo *undo, struct str record,
            struct str was)
{
	struct txn *txn = f->job->txn;
	struct history_entry entry;
	struct str counter = serial_counter(&undo->arena, record);
	struct undone undone = {.record = record};

	if (!history_get(txn, record, &entry))
		return;
	undone.accession = entry.accession;
	undone.versions = entry.versions;
	vec_push(&undo->record, undone);
	txn_del(txn, TABLE_VERSION,
	        key_version(&f->key, entry.accession, entry.versions));
	if (was.n) {
		txn_put(txn, TABLE_HISTORY, record, was);
		return;
	}
	txn_del(txn, TABLE_HISTORY, record);
	txn_del(txn, TABLE_ACCESSION, key_number(&f->key, entry.accession));
	set_number(f, STR("accession"), history_records(txn) - 1);
	set_number(f, counter, read_number(txn, counter) - 1);
}

/* Take back what the work tree of the last fold did. */
static void
undo_pending(struct fold *f, struct undo *undo)
{
	struct txn *txn = f->job->txn;
	struct str value;
	struct reader r;
	uint32_t settled;

	arena_init(&undo->arena);
	if (!txn_get(txn, TABLE_META, STR("pending"), &value))
		return;
	r = reader_over(arena_str(&undo->arena, value));
	settled = get_be32(&r);
	while (!r.bad && r.rest.n) {
		struct str record = get_slice(&r);
		struct str was = get_slice(&r);

		undo_record(f, undo, record, was);
	}
	for (uint32_t n = history_changes(txn); n > settled; n--)
		txn_del(txn, TABLE_CHANGE, key_number(&f->key, n));
	set_number(f, STR("change"), settled);
	txn_del(txn, TABLE_META, STR("pending"));
}

/* Does every record that was taken back stand again as it was known? */
static bool
stands_again(struct fold *f, const struct undo *undo)
{
	struct history_entry entry;

	for (size_t i = 0; i < undo->record.n; i++) {
		const struct undone *u = &undo->record.v[i];

		if (!history_get(f->job->txn, u->record, &entry) ||
		    entry.accession != u->accession ||
		    entry.versions < u->versions)
			return false;
	}
	return true;
}

static void
forget_everything(struct txn *txn)
{
	struct cursor *c;
	struct str key;
	struct str value;
	struct buf name = {0};

	txn_clear(txn, TABLE_HISTORY);
	txn_clear(txn, TABLE_VERSION);
	txn_clear(txn, TABLE_ACCESSION);
	txn_clear(txn, TABLE_CHANGE);
	txn_del(txn, TABLE_META, STR("accession"));
	txn_del(txn, TABLE_META, STR("change"));
	txn_del(txn, TABLE_META, STR("pending"));
	for (;;) {
		c = cursor_open(txn, TABLE_META);
		if (!cursor_seek(c, STR("serial|"), &key, &value) ||
		    !str_starts(key, STR("serial|"))) {
			cursor_close(c);
			break;
		}
		buf_reset(&name);
		buf_add(&name, key);
		cursor_close(c);
		txn_del(txn, TABLE_META, buf_str(&name));
	}
	buf_release(&name);
}

/* Fold what lies behind `until`, or all. */
static int
fold_line(struct fold *f, const struct oid *until, bool *met, struct err *err)
{
	const struct history_job *job = f->job;
	struct oid *ids = NULL;
	size_t n = 0;
	int rc = repo_line(job->repo, &job->tip, until, &ids, &n, met, err);

	if (rc == 0 && (!*met || !until))
		forget_everything(job->txn);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = fold_commit(f, &ids[i], err);
	if (rc == 0 && job->pending)
		rc = fold_pending(f, err);
	mem_free(ids);
	return rc;
}

int
history_fold(const struct history_job *job, bool *rewritten, struct err *err)
{
	struct fold f = {.job = job};
	struct undo undo = {0};
	bool met;
	int rc;

	arena_init(&f.arena);
	undo_pending(&f, &undo);
	rc = fold_line(&f, job->until, &met, err);
	*rewritten = rc == 0 && job->until && !met;
	if (rc == 0 && met && !stands_again(&f, &undo)) {
		*rewritten = true;
		rc = fold_line(&f, NULL, &met, err);
	}
	vec_release(&undo.record);
	arena_release(&undo.arena);
	arena_release(&f.arena);
	map_release(&f.last);
	vec_release(&f.touch);
	buf_release(&f.key);
	buf_release(&f.value);
	return rc;
}
