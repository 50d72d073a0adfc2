#include "build/state.h"

#include "base/codec.h"
#include "base/mem.h"
#include "build/made.h"
#include "os/fs.h"
#include "publish/stage.h"

#include <string.h>

static void
put_oid(struct buf *b, const struct oid *id)
{
	buf_add(b, (struct str){(const char *)id->b, OID_SIZE});
}

static struct oid
get_oid(struct reader *r)
{
	struct str bytes = get_bytes(r, OID_SIZE);
	struct oid id = {{0}};

	if (bytes.n)
		memcpy(id.b, bytes.p, OID_SIZE);
	return id;
}

bool
state_view(struct txn *txn, struct view_state *view)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_META, STR("view"), &value))
		return false;
	r = reader_over(value);
	view->content = get_oid(&r);
	view->look = get_oid(&r);
	view->tip = get_oid(&r);
	view->config = get_digest(&r);
	view->as_of = (int32_t)get_be32(&r);
	view->utc_offset = (int32_t)get_be32(&r);
	return !r.bad;
}

bool
state_built(struct txn *txn, struct built_state *built)
{
	struct str value;
	struct reader r;

	if (!txn_get(txn, TABLE_META, STR("built"), &value))
		return false;
	r = reader_over(value);
	built->commit = get_oid(&r);
	built->as_of = (int32_t)get_be32(&r);
	return !r.bad;
}

void
state_set_view(struct txn *txn, const struct view_state *view)
{
	struct buf b = {0};

	put_oid(&b, &view->content);
	put_oid(&b, &view->look);
	put_oid(&b, &view->tip);
	put_digest(&b, view->config);
	put_be32(&b, (uint32_t)view->as_of);
	put_be32(&b, (uint32_t)view->utc_offset);
	txn_put(txn, TABLE_META, STR("view"), buf_str(&b));
	buf_release(&b);
}

void
state_set_built(struct txn *txn, const struct built_state *built)
{
	struct buf b = {0};

	put_oid(&b, &built->commit);
	put_be32(&b, (uint32_t)built->as_of);
	txn_put(txn, TABLE_META, STR("built"), buf_str(&b));
	buf_release(&b);
}

bool
state_must_sweep(struct txn *txn)
{
	struct str value;

	return txn_get(txn, TABLE_META, STR("sweep"), &value);
}

bool
state_has_form(struct state *state, struct str form)
{
	struct txn *txn;
	struct str value;
	bool same;

	if (txn_begin(state->store, false, &txn, NULL) < 0)
		return false;
	txn_get(txn, TABLE_META, STR("form"), &value);
	same = str_eq(value, form);
	txn_abort(txn);
	return same;
}

int
state_set_form(struct state *state, struct str form, struct err *err)
{
	struct txn *txn;
	int rc = txn_begin(state->store, true, &txn, err);

	if (rc < 0)
		return rc;
	txn_put(txn, TABLE_META, STR("form"), form);
	return txn_commit(txn, err);
}

void
state_swept(struct txn *txn)
{
	txn_del(txn, TABLE_META, STR("sweep"));
}

/* ------------------------------------------------------------ open */

static bool
is_our_build(void *ctx, struct str build_json)
{
	(void)ctx;
	return str_find(build_json, STR("\"generator\":\"gongshi ")) <
	       build_json.n;
}

static int
on_entry(void *ctx, const struct journal_entry *entry, struct err *err)
{
	(void)err;
	made_recover(ctx, entry);
	return 0;
}

/* Finish or drop what the last build left. */
static int
recover(struct state *s, struct err *err)
{
	struct txn *txn;
	struct publish_sink sink = {.entry = on_entry};
	enum publish_recovery what;
	int rc = txn_begin(s->store, true, &txn, err);

	if (rc < 0)
		return rc;
	sink.ctx = txn;
	rc = publish_recover(&s->publish, &sink, &what, err);
	if (rc < 0 || what == PUBLISH_CLEAN) {
		txn_abort(txn);
		return rc;
	}
	/* A journal that was damaged later may have brought files into the
	 * output that nobody knows of any more. */
	if (what == PUBLISH_DROPPED)
		txn_put(txn, TABLE_META, STR("sweep"), STR("1"));
	rc = txn_commit(txn, err);
	return rc < 0 || what == PUBLISH_DROPPED
	           ? rc
	           : publish_finish(&s->publish, err);
}

/* Does the state belong to this generator, these options, this output? */
static bool
is_usable(struct state *s, struct str mark)
{
	char path[PATH_SIZE];
	struct fs_stat stat;
	struct str value;
	struct made made;
	struct txn *txn;
	bool ok;

	if (txn_begin(s->store, false, &txn, NULL) < 0)
		return false;
	ok = txn_get(txn, TABLE_META, STR("engine"), &value) &&
	     str_eq(value, mark);
	if (ok && txn_get(txn, TABLE_OUTPUT, STR("9b"), &value))
		ok = made_decode(value, &made) &&
		     path_join(path, s->place->output, STR("build.json"),
		               NULL) == 0 &&
		     fs_stat(s->fs, path, &stat, NULL) == 0 &&
		     stat.kind == FS_FILE && stat.size == made.size;
	ok = ok && txn_check(txn, NULL) == 0;
	txn_abort(txn);
	return ok;
}

static int
begin_anew(struct state *s, struct str mark, struct err *err)
{
	struct txn *txn;
	int rc;

	store_close(s->store);
	s->store = NULL;
	s->fresh = true;
	rc = fs_remove_tree(s->fs, s->place->store, err);
	if (rc == 0)
		rc = stage_drop(s->fs, s->place->state, err);
	if (rc == 0)
		rc = journal_discard(s->fs, s->place->state, err);
	if (rc == 0)
		rc = publish_may_own(&s->publish, is_our_build, NULL, err);
	if (rc == 0)
		rc = fs_mkdir(s->fs, s->place->store, err);
	if (rc == 0)
		rc = store_open(s->fs, s->place->store,
		                s->publish.durability == DURABILITY_BATCH,
		                &s->store, err);
	if (rc == 0)
		rc = txn_begin(s->store, true, &txn, err);
	if (rc < 0)
		return rc;
	txn_put(txn, TABLE_META, STR("engine"), mark);
	txn_put(txn, TABLE_META, STR("sweep"), STR("1"));
	return txn_commit(txn, err);
}

int
state_open(struct state *state, const struct fs *fs,
           const struct place *place, struct str mark, bool clean,
           enum durability durability, struct err *err)
{
	struct err first = {0};
	int rc = 0;

	*state = (struct state){.fs = fs, .place = place};
	state->publish = (struct publish){fs, place->state, place->output,
	                                  durability};
	if (!clean && fs_kind_of(fs, place->store) == FS_DIR) {
		rc = store_open(fs, place->store,
		                durability == DURABILITY_BATCH, &state->store,
		                &first);
		if (rc == 0)
			rc = recover(state, &first);
		if (rc == 0 && is_usable(state, mark))
			return 0;
		if (rc == ERR_IO || rc == ERR_FULL) {
			if (err)
				*err = first;
			return rc;
		}
	}
	return begin_anew(state, mark, err);
}

int
state_borrow(struct state *state, const struct fs *fs,
             const struct place *place, struct str mark)
{
	*state = (struct state){.fs = fs, .place = place};
	if (fs_kind_of(fs, place->store) != FS_DIR ||
	    journal_is_there(fs, place->state) ||
	    store_open(fs, place->store, false, &state->store, NULL) < 0)
		return 0;
	if (is_usable(state, mark))
		return 1;
	state_close(state);
	return 0;
}

void
state_close(struct state *state)
{
	store_close(state->store);
	state->store = NULL;
}

int
state_reopen(struct state *state, struct err *err)
{
	state_close(state);
	mem_trim();
	return store_open(state->fs, state->place->store,
	                  state->publish.durability == DURABILITY_BATCH,
	                  &state->store, err);
}
