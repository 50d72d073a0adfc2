#include "build/maker.h"

#include "publish/stage.h"

#include <string.h>

static int
read_blob(void *ctx, const uint8_t blob[ROW_BLOB], struct buf *out,
          struct err *err)
{
	struct maker *w = ctx;
	struct oid id;

	memcpy(id.b, blob, OID_SIZE);
	return repo_blob(w->repo, &id, out, err);
}

static int
read_known(void *ctx, const uint8_t blob[ROW_BLOB], struct buf *out,
           struct err *err)
{
	struct maker *w = ctx;
	struct oid id;

	memcpy(id.b, blob, OID_SIZE);
	return repo_blob_known(w->repo, &id, out, err);
}

static int
read_message(void *ctx, const uint8_t commit[20], struct buf *out,
             struct err *err)
{
	struct maker *w = ctx;
	struct oid id;

	memcpy(id.b, commit, OID_SIZE);
	/* What is not committed yet has none. */
	return oid_is_zero(&id) ? 0 : repo_message(w->repo, &id, out, err);
}

int
maker_open(struct maker *w, const struct make *m, struct err *err)
{
	int rc;

	if (w->txn)
		return 0;
	w->m = m;
	rc = repo_dup(m->repo, &w->repo, err);
	if (rc == 0)
		rc = txn_begin(m->store, false, &w->txn, err);
	arena_init(&w->arena);
	if (m->compress)
		w->compressor = compressor_new();
	w->snapshot = (struct snapshot){.txn = w->txn,
	                                .arena = &w->arena,
	                                .limits = m->limits,
	                                .blob = read_blob,
	                                .known = read_known,
	                                .message = read_message,
	                                .blob_ctx = w,
	                                .output = made_published,
	                                .output_ctx = m->txn};
	return rc;
}

void
maker_close(struct maker *w)
{
	parsed_release(&w->parsed);
	snapshot_release(&w->snapshot);
	txn_abort(w->txn);
	repo_close(w->repo);
	compressor_free(w->compressor);
	arena_release(&w->arena);
	buf_release(&w->out);
	buf_release(&w->path);
}

/* Compare with what is published; stage what differs. */
static int
stage(struct maker *w, struct arena *a, struct maker_item *item, uint64_t seq,
      const struct output *output, struct err *err)
{
	const struct make *m = w->m;
	struct str bytes = buf_str(&w->out);
	struct made was = {0};
	struct str value;
	bool had = txn_get(w->txn, TABLE_OUTPUT, item->key, &value) &&
	           made_decode(value, &was);
	int rc;

	item->made.path = arena_str(
	    a, output_path(output, m->language, bytes, &w->path));
	item->made.digest = hash128(bytes);
	item->made.size = bytes.n;
	item->made.day = w->snapshot.day;
	item->same_asked = had && str_eq(was.asked, item->made.asked);
	if (had && digest_eq(was.digest, item->made.digest) &&
	    str_eq(was.path, item->made.path)) {
		item->made.sha256 = was.sha256;
		item->made.sides = was.sides;
		item->became = UNCHANGED;
		return 0;
	}
	item->became = WRITTEN;
	item->made.sha256 = sha256_of(bytes);
	rc = stage_put(m->publish->fs, m->publish->state, seq, bytes, err);
	if (rc == 0)
		rc = sides_stage(w->compressor, m->publish, item->made.path,
		                 bytes, seq, &item->sides, err);
	item->made.sides = item->sides.mask;
	return rc;
}

int
maker_make(struct maker *w, struct arena *a, struct maker_item *item,
           uint64_t seq, struct err *err)
{
	struct output output;
	const uint64_t *asked;
	size_t n;
	bool exists = false;
	int rc = 0;

	arena_reset(&w->arena);
	if (output_parse(item->key, &output))
		rc = render_output(w->m->renderer, &w->snapshot, &w->parsed,
		                   &output, &w->out, &exists, err);
	/* An error of the theme names its own file. */
	if (rc < 0)
		return err && rc != ERR_CONFIG
		           ? err_at(err, "%.*s", STR_ARG(item->key))
		           : rc;
	asked = snapshot_asked(&w->snapshot, &n);
	made_ask(&item->made, a, asked, n);
	if (exists)
		return stage(w, a, item, seq, &output, err);
	item->became = ABSENT;
	return 0;
}
