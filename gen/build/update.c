#include "build/update.h"

#include "base/codec.h"
#include "repo/diff.h"

struct str
update_place(const struct update *u, struct arena *a, struct str path)
{
	if (u->content.n == 0)
		return arena_str(a, path);
	return arena_fmt(a, "%.*s/%.*s", STR_ARG(u->content), STR_ARG(path));
}

struct record_input
update_input(const struct update *u, struct arena *a, struct str path,
             struct str bytes)
{
	struct record_input input = {
	    .file = {update_place(u, a, path), bytes}, .as_of = u->as_of};

	if (u->content.n)
		input.root = arena_fmt(a, "%.*s/", STR_ARG(u->content));
	return input;
}

void
update_touch(struct update *u, struct str record)
{
	struct str was;
	struct buf copy = {0};

	if (txn_get(u->txn, TABLE_TOUCHED, record, &was))
		return;
	if (txn_get(u->txn, TABLE_RECORD, record, &was))
		buf_add(&copy, was);
	txn_put(u->txn, TABLE_TOUCHED, record, buf_str(&copy));
	buf_release(&copy);
}

static int
keep_delta(void *ctx, const struct delta *delta, struct err *err)
{
	struct update *u = ctx;
	struct buf value = {0};

	if (delta->path.n > STORE_KEY_MAX)
		return err_set(err, ERR_GIT, "path longer than %d bytes",
		               STORE_KEY_MAX);
	buf_byte(&value, (char)delta->kind);
	buf_byte(&value, (char)delta->mode);
	buf_add(&value, (struct str){(const char *)delta->old.b, OID_SIZE});
	buf_add(&value, (struct str){(const char *)delta->now.b, OID_SIZE});
	txn_put(u->txn, TABLE_DELTA, delta->path, buf_str(&value));
	buf_release(&value);
	return 0;
}

bool
update_brings(struct str row, const struct oid *blob)
{
	return row.n == 2 + 2 * OID_SIZE && row.p[0] != DELTA_REMOVED &&
	       memcmp(row.p + 2 + OID_SIZE, blob->b, OID_SIZE) == 0;
}

/* A file that the tables know already is read once more. */
static int
keep_again(void *ctx, const struct delta *delta, struct err *err)
{
	struct update *u = ctx;
	struct delta again = *delta;
	struct str value;

	if (delta->kind == DELTA_REMOVED ||
	    txn_get(u->txn, TABLE_DELTA, delta->path, &value))
		return 0;
	again.kind = DELTA_CHANGED;
	return keep_delta(u, &again, err);
}

int
update_diff(struct update *u, struct err *err)
{
	bool more = u->had && !u->rebuild;
	const struct oid *since = u->since;
	int rc = diff_trees(u->repo, more ? &u->old : NULL,
	                    &u->config->content, keep_delta, u, err);

	if (rc == 0 && more && since)
		rc = diff_trees(u->repo, oid_is_zero(since) ? NULL : since,
		                &u->config->content, keep_again, u, err);
	return rc;
}
