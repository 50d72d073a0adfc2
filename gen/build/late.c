#include "build/late.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/vec.h"
#include "build/make.h"
#include "model/date.h"
#include "publish/manifest.h"
#include "publish/stage.h"
#include "store/key.h"
#include "store/list.h"

#include <stdlib.h>
#include <string.h>

/* Past so many changed files all pieces are looked at. */
#define TOUCHED_MOST 4096

struct late {
	struct make *m;
	struct arena arena;
	struct VEC(struct str) touched;
	struct VEC(struct str) start; /* first paths of pieces to make */
	struct deletions gone;
	bool all;
	struct journal *journal;
	uint64_t seq;
	struct compressor *compressor; /* or NULL */
	struct buf bytes;
	struct buf key;
	struct buf value;
};

struct late *
late_new(struct make *m)
{
	struct late *late = mem_zalloc(1, sizeof *late);

	late->m = m;
	arena_init(&late->arena);
	if (m->compress)
		late->compressor = compressor_new();
	return late;
}

void
late_free(struct late *late)
{
	if (!late)
		return;
	vec_release(&late->touched);
	vec_release(&late->start);
	vec_release(&late->gone);
	compressor_free(late->compressor);
	buf_release(&late->bytes);
	buf_release(&late->key);
	buf_release(&late->value);
	arena_release(&late->arena);
	mem_free(late);
}

void
late_touch(struct late *late, struct str path)
{
	if (late->all)
		return;
	if (late->touched.n >= TOUCHED_MOST) {
		late->all = true;
		return;
	}
	vec_push(&late->touched, arena_str(&late->arena, path));
}

const struct deletions *
late_gone(const struct late *late)
{
	return &late->gone;
}

static bool
is_cut(struct str path)
{
	return manifest_is_cut(path, LATE_PIECE - 1);
}

/* ----------------------------------------------------------- paths */

static struct str
copy_key(struct late *late, bool found, struct str key)
{
	return found ? arena_str(&late->arena, key) : STR("");
}

static struct str
first_path(struct late *late)
{
	struct cursor *c = cursor_open(late->m->txn, TABLE_PATH);
	struct str key;
	struct str value;
	struct str first = copy_key(
	    late, cursor_seek(c, (struct str){0}, &key, &value), key);

	cursor_close(c);
	return first;
}

/* The greatest path that begins a piece and is <= path (or < it). */
static struct str
start_of(struct late *late, struct str path, bool before)
{
	struct cursor *c = cursor_open(late->m->txn, TABLE_PATH);
	struct str key;
	struct str value;
	struct str start = STR("");
	bool more = cursor_seek(c, path, &key, &value);

	if (!more)
		more = cursor_last(c, &key, &value);
	else if (before || !str_eq(key, path))
		more = cursor_prev(c, &key, &value);
	while (more) {
		start = key;
		if (is_cut(key))
			break;
		more = cursor_prev(c, &key, &value);
	}
	start = copy_key(late, start.n > 0, start);
	cursor_close(c);
	return start;
}

static bool
is_start(struct late *late, struct str path, struct str first)
{
	struct str value;

	return (str_eq(path, first) || is_cut(path)) &&
	       txn_get(late->m->txn, TABLE_PATH, path, &value);
}

static struct str
piece_key(struct late *late, struct str start)
{
	char name[MANIFEST_NAME];
	struct output output = {.type = OUTPUT_MANIFEST};

	manifest_piece(start, name);
	output.name = str_from(name);
	return output_key(&output, &late->key);
}

/* ------------------------------------------------------------ rows */

/* Stage and journal what differs from what was published. */
static int
put_changed(struct late *late, struct str key, struct made *made,
            struct err *err)
{
	struct make *m = late->m;
	struct str bytes = buf_str(&late->bytes);
	struct sides sides;
	struct journal_entry entry = {.op = JOURNAL_PUT,
	                              .rank = JOURNAL_ENTRIES,
	                              .key = key,
	                              .path = made->path,
	                              .seq = late->seq,
	                              .size = made->size,
	                              .digest = made->digest,
	                              .sha256 = made->sha256};
	int rc = stage_put(m->publish->fs, m->publish->state, late->seq,
	                   bytes, err);

	if (rc == 0)
		rc = sides_stage(late->compressor, m->publish, made->path,
		                 bytes, late->seq, &sides, err);
	if (rc == 0)
		rc = journal_append(late->journal, &entry, err);
	if (rc == 0)
		rc = sides_journal(&sides, late->journal, &entry, err);
	if (rc == 0)
		made->sides = sides.mask;
	late->seq += SIDES_STRIDE;
	made_encode(made, &late->value);
	txn_put(m->txn, TABLE_OUTPUT, key, buf_str(&late->value));
	m->report->written++;
	m->report->late++;
	m->report->bytes += made->size;
	return rc;
}

static int
put_late(struct late *late, const struct output *output, struct err *err)
{
	struct make *m = late->m;
	struct str bytes = buf_str(&late->bytes);
	struct str none = {0};
	struct buf path = {0};
	struct str key = arena_str(&late->arena,
	                           output_key(output, &late->key));
	struct made made = {0};
	struct made was = {0};
	struct str value;
	int rc = 0;

	made.path = output_path(output, m->language, none, &path);
	made.digest = hash128(bytes);
	made.size = bytes.n;
	made.sha256 = sha256_of(bytes);
	if (!txn_get(m->txn, TABLE_OUTPUT, key, &value) ||
	    !made_decode(value, &was) ||
	    !digest_eq(was.digest, made.digest)) {
		was.path = made.path;
		rc = put_changed(late, key, &made, err);
		sides_drop(&late->gone, &late->arena, was.path,
		           was.sides, made.sides);
	}
	buf_release(&path);
	return rc;
}

/* A path without its output is damage: a list without it would pass as one
 * of a site that has no such file. */
static int
fill_piece(struct late *late, struct str start, struct err *err)
{
	struct txn *txn = late->m->txn;
	struct cursor *c = cursor_open(txn, TABLE_PATH);
	struct str path;
	struct str key;
	bool more = cursor_seek(c, start, &path, &key);
	bool lost = false;

	buf_reset(&late->bytes);
	while (more && !lost && (str_eq(path, start) || !is_cut(path))) {
		struct str value;
		struct made made;

		lost = !txn_get(txn, TABLE_OUTPUT, key, &value) ||
		       !made_decode(value, &made);
		if (!lost)
			manifest_put(&late->bytes, &made.sha256, path);
		more = cursor_next(c, &path, &key);
	}
	cursor_close(c);
	return lost ? err_set(err, ERR_CORRUPT,
	                      "the state has lost a file of the site")
	            : 0;
}

static int
make_piece(struct late *late, struct str start, struct err *err)
{
	char name[MANIFEST_NAME];
	struct output output = {.type = OUTPUT_MANIFEST};
	int rc;

	manifest_piece(start, name);
	output.name = str_from(name);
	rc = fill_piece(late, start, err);
	return rc < 0 ? rc : put_late(late, &output, err);
}

static void
drop_piece(struct late *late, struct str key)
{
	struct journal_entry entry = {.op = JOURNAL_DELETE,
	                              .rank = JOURNAL_DELETES};
	struct output output;
	struct made was;
	struct str value;
	struct str none = {0};
	struct buf path = {0};

	entry.key = arena_str(&late->arena, key);
	output_parse(entry.key, &output);
	entry.path = arena_str(
	    &late->arena,
	    output_path(&output, late->m->language, none, &path));
	buf_release(&path);
	if (txn_get(late->m->txn, TABLE_OUTPUT, entry.key, &value) &&
	    made_decode(value, &was))
		sides_drop(&late->gone, &late->arena, was.path,
		           was.sides, 0);
	txn_del(late->m->txn, TABLE_OUTPUT, entry.key);
	vec_push(&late->gone, entry);
}

/* ------------------------------------------------------------ plan */

static void
plan_path(struct late *late, struct str path, struct str first)
{
	struct str value;
	struct str start = start_of(late, path, false);

	if (start.n)
		vec_push(&late->start, start);
	start = start_of(late, path, true);
	if (start.n && is_cut(path))
		vec_push(&late->start, start);
	if (!is_start(late, path, first) &&
	    txn_get(late->m->txn, TABLE_OUTPUT, piece_key(late, path),
	            &value))
		drop_piece(late, buf_str(&late->key));
}

static void
plan_changed(struct late *late, struct str first)
{
	struct str was;

	if (txn_get(late->m->txn, TABLE_META, STR("manifest"), &was) &&
	    was.n && !str_eq(was, first)) {
		plan_path(late, arena_str(&late->arena, was), first);
		plan_path(late, first, first);
	}
	for (size_t i = 0; i < late->touched.n; i++)
		plan_path(late, late->touched.v[i], first);
}

static void
plan_all(struct late *late, struct str first)
{
	struct cursor *c = cursor_open(late->m->txn, TABLE_PATH);
	struct map keep = {0};
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	while (more) {
		if (is_cut(key) || str_eq(key, first)) {
			struct str start = arena_str(&late->arena, key);

			vec_push(&late->start, start);
			map_put(&keep,
			        arena_str(&late->arena,
			                  piece_key(late, start)),
			        late);
		}
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	late->touched.n = 0;
	c = cursor_open(late->m->txn, TABLE_OUTPUT);
	more = cursor_seek(c, STR("8m|"), &key, &value);
	while (more && str_starts(key, STR("8m|"))) {
		if (!map_get(&keep, key))
			vec_push(&late->touched,
			         arena_str(&late->arena, key));
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	for (size_t i = 0; i < late->touched.n; i++)
		drop_piece(late, late->touched.v[i]);
	map_release(&keep);
}

/* ------------------------------------------------- index, build.json */

static int
make_index(struct late *late, struct err *err)
{
	struct output output = {.type = OUTPUT_MANIFEST_INDEX};
	struct cursor *c = cursor_open(late->m->txn, TABLE_OUTPUT);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, STR("8m|"), &key, &value);

	buf_reset(&late->bytes);
	while (more && str_starts(key, STR("8m|"))) {
		struct made made;

		if (made_decode(value, &made))
			manifest_put(&late->bytes, &made.sha256, made.path);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
	return put_late(late, &output, err);
}

/* The next day on which a status may turn; NO_DAY when none is known. */
static int32_t
next_event(struct late *late)
{
	struct cursor *c = cursor_open(late->m->txn, TABLE_DUE);
	struct buf from = {0};
	struct str key;
	struct str value;
	struct str record;
	int32_t day = NO_DAY;

	key_day(&from, late->m->renderer->as_of + 1, STR(""));
	if (cursor_seek(c, buf_str(&from), &key, &value))
		day = key_day_of(key, &record);
	buf_release(&from);
	cursor_close(c);
	return day;
}

static int
make_build(struct late *late, struct err *err)
{
	struct output output = {.type = OUTPUT_BUILD};
	const struct renderer *r = late->m->renderer;
	struct sha256 index = sha256_of(buf_str(&late->bytes));
	char hex[2 * SHA256_SIZE + 1];
	char as_of[DATE_ISO_SIZE];
	char event[DATE_ISO_SIZE] = "";
	struct buf *b = &late->bytes;
	int32_t next = next_event(late);

	sha256_hex(index, hex);
	date_iso(r->as_of, as_of);
	if (next != NO_DAY)
		date_iso(next, event);
	buf_reset(b);
	buf_fmt(b, "{\"schema_version\":%d", SCHEMA_FORM);
	buf_fmt(b, ",\"commit\":\"%s\",\"as_of\":\"%s\"", r->commit, as_of);
	buf_fmt(b, ",\"generator\":\"%.*s\"", STR_ARG(r->generator));
	buf_fmt(b, ",\"records\":%u", list_count(late->m->txn, STR("*")));
	buf_fmt(b, next == NO_DAY ? ",\"next_event\":null"
	                          : ",\"next_event\":\"%s\"",
	        event);
	buf_fmt(b, ",\"manifest\":\"%s\"}\n", hex);
	return put_late(late, &output, err);
}

int
late_run(struct late *late, struct journal *journal, uint64_t seq,
         struct err *err)
{
	struct str first = first_path(late);
	int rc = 0;

	late->journal = journal;
	late->seq = seq;
	if (late->all)
		plan_all(late, first);
	else
		plan_changed(late, first);
	if (late->start.n)
		qsort(late->start.v, late->start.n, sizeof *late->start.v,
		      str_order);
	for (size_t i = 0; rc == 0 && i < late->start.n; i++)
		if (i == 0 ||
		    !str_eq(late->start.v[i], late->start.v[i - 1]))
			rc = make_piece(late, late->start.v[i], err);
	txn_put(late->m->txn, TABLE_META, STR("manifest"), first);
	if (rc == 0)
		rc = make_index(late, err);
	return rc < 0 ? rc : make_build(late, err);
}

bool
late_owns(struct late *late, struct str path, struct str *key)
{
	struct str value;
	struct str name = path;
	struct output output = {.type = OUTPUT_MANIFEST};

	if (str_eq(path, STR("build.json")))
		output.type = OUTPUT_BUILD;
	else if (str_eq(path, STR("manifest/index.txt")))
		output.type = OUTPUT_MANIFEST_INDEX;
	if (output.type != OUTPUT_MANIFEST) {
		*key = output_key(&output, &late->key);
		return true;
	}
	if (!str_starts(path, STR("manifest/")) ||
	    !str_ends(path, STR(".txt")))
		return false;
	output.name = str_sub(name, strlen("manifest/"),
	                      path.n - strlen(".txt"));
	*key = output_key(&output, &late->key);
	return txn_get(late->m->txn, TABLE_OUTPUT, *key, &value);
}
