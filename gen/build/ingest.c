#include "build/update.h"

#include "base/codec.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "build/content.h"
#include "build/enroll.h"
#include "build/price_measure.h"
#include "build/history.h"
#include "build/rows.h"
#include "os/work.h"
#include "repo/diff.h"
#include "model/attachment.h"
#include "model/record_texts.h"
#include "search/tokenize.h"

#include <string.h>

/* One changed file on its way through the pipeline. */
struct slot {
	struct arena arena;
	struct buf bytes;
	struct finding_list findings;
	struct str path; /* below the content folder */
	enum delta_kind kind;
	enum file_mode mode;
	struct oid old;
	struct oid now;
	struct content content;
	struct str name;  /* FOLDER/ID of a record */
	bool fresh;       /* a record without a row so far */
	struct rows rows;
	bool parsed;
	struct term_change *term;
	size_t terms;
};

struct ingest {
	struct update *u;
	struct repo **repo; /* one handle a thread, opened when needed */
	struct cursor *cursor;
	struct str last; /* path of the delta fed last, in keep */
	struct buf keep;
	struct buf key;
	struct arena scratch;
	struct enroll enroll;
};

static void
read_delta(struct slot *s, struct str path, struct str value)
{
	struct reader r = reader_over(value);
	struct str id;

	s->path = arena_str(&s->arena, path);
	s->kind = (enum delta_kind)get_byte(&r);
	s->mode = (enum file_mode)get_byte(&r);
	id = get_bytes(&r, OID_SIZE);
	memcpy(s->old.b, id.p, OID_SIZE);
	id = get_bytes(&r, OID_SIZE);
	memcpy(s->now.b, id.p, OID_SIZE);
	s->content = content_of(s->path);
}

static int
feed(void *ctx, size_t i, void *slot, struct err *err)
{
	struct ingest *in = ctx;
	struct slot *s = slot;
	struct str path;
	struct str value;
	char name[CONTENT_NAME_MAX];
	bool more;

	(void)i;
	(void)err;
	arena_reset(&s->arena);
	finding_list_init(&s->findings, &s->arena);
	s->parsed = false;
	s->terms = 0;
	more = cursor_seek(in->cursor, buf_str(&in->keep), &path, &value);
	if (more && in->keep.n)
		more = cursor_next(in->cursor, &path, &value);
	if (!more)
		return 0;
	read_delta(s, path, value);
	buf_reset(&in->keep);
	buf_add(&in->keep, s->path);
	if (s->content.kind == CONTENT_RECORD) {
		s->name = arena_str(&s->arena,
		                    content_record(&s->content, name));
		s->fresh = !txn_get(in->u->txn, TABLE_RECORD, s->name, &value);
	}
	return 1;
}

static void
report(struct slot *s, const struct update *u, const char *code,
       struct str arg)
{
	struct finding_place place = {
	    .path = update_place(u, &s->arena, s->path)};
	struct str args[FINDING_ARGS] = {arg};

	finding_add(&s->findings, code, &place, args);
}

static void
report_twice(struct slot *s, const struct update *u, struct str other)
{
	struct finding_place place = {
	    .path = update_place(u, &s->arena, s->path)};
	struct str args[FINDING_ARGS] = {
	    s->content.id, update_place(u, &s->arena, other)};

	finding_add(&s->findings, "R103", &place, args);
}

/* Where the content is the whole repository, other folders are not ours. */
static bool
is_foreign(const struct slot *s, const struct update *u)
{
	return u->content.n == 0 &&
	       !schema_of_folder(&u->config->set, s->content.folder);
}

/* Modes and names that have no place in the content folder. */
static bool
check_place(struct slot *s, const struct update *u)
{
	if (s->kind == DELTA_REMOVED)
		return true;
	if (s->path.n > CONTENT_PATH_MAX ||
	    (s->content.kind == CONTENT_FILE &&
	     !content_is_address(s->content.name))) {
		report(s, u, "G104", s->path);
		s->content.kind = CONTENT_PASSED;
		return false;
	}
	if (s->content.kind == CONTENT_LOOSE && u->content.n == 0)
		s->content.kind = CONTENT_PASSED; /* the repository's top */
	if (s->mode != MODE_FILE && s->content.kind == CONTENT_PASSED &&
	    u->content.n == 0)
		return true;
	if (s->mode != MODE_FILE) {
		report(s, u, s->mode == MODE_SYMLINK ? "G101" : "G102",
		       s->path);
		return false;
	}
	if (s->content.kind == CONTENT_LOOSE) {
		report(s, u, "G107", s->path);
		return false;
	}
	if (s->content.kind == CONTENT_ODD && is_foreign(s, u))
		return true;
	if (s->content.kind == CONTENT_ODD) {
		report(s, u, s->content.id.n ? "F109" : "G104",
		       s->content.id.n ? s->content.id : s->path);
		return false;
	}
	if (s->content.kind == CONTENT_RECORD && is_foreign(s, u)) {
		s->content.kind = CONTENT_PASSED;
		return true;
	}
	if (s->content.kind == CONTENT_RECORD &&
	    !schema_of_folder(&u->config->set, s->content.folder)) {
		report(s, u, "G105", s->content.folder);
		return false;
	}
	return true;
}

static struct str
folded(struct arena *a, struct str path)
{
	struct buf b = {0};
	struct str copy;
	size_t bad;

	if (!utf8_check(path, &bad))
		return path;
	utf8_fold(&b, path);
	copy = arena_str(a, buf_str(&b));
	buf_release(&b);
	return copy;
}

/* A path that folds to another one must not stand beside it. */
static int
check_collision(struct slot *s, const struct update *u, struct repo *repo,
                struct err *err)
{
	struct str twin;
	struct oid id;
	int has;

	if (s->kind == DELTA_REMOVED)
		return 0;
	twin = folded(&s->arena, s->path);
	if (str_eq(twin, s->path))
		return 0;
	has = repo_file(repo, &u->config->content, twin, &id, err);
	if (has == 1)
		report(s, u, "G103", twin);
	return has < 0 ? has : 0;
}

static void
tokenize(struct slot *s, const struct record *record)
{
	struct terms none = {0};

	s->term = tokenize_diff(&s->arena, none,
	                        update_tokenize(&s->arena, record),
	                        &s->terms);
}

/* Attachments that cannot be there; the others are looked for in cross.c. */
static void
check_long_files(struct slot *s, const struct record *record)
{
	for (size_t i = 0; i < record->files; i++) {
		struct str args[FINDING_ARGS] = {record->file[i].path};
		struct finding_place place;

		if (args[0].n <= CONTENT_PATH_MAX)
			continue;
		place = record_at(record, record->file[i].at);
		finding_add(&s->findings, "R106", &place, args);
	}
}

/* Tell of a file that has more than it may. */
static bool
is_too_large(struct slot *s, const struct update *u, const char *code,
             uint64_t size, int most)
{
	struct str args[FINDING_ARGS] = {s->path};
	struct finding_place place = {
	    .path = update_place(u, &s->arena, s->path)};

	if (size <= (uint64_t)most << 20)
		return false;
	args[1] = arena_fmt(&s->arena, "%llu",
	                    (unsigned long long)(size >> 20));
	args[2] = arena_fmt(&s->arena, "%d", most);
	finding_add(&s->findings, code, &place, args);
	return true;
}

/* Its size is asked for again only when it was not read. */
static int
read_record(struct slot *s, const struct update *u, struct repo *repo,
            struct err *err)
{
	uint64_t size;
	int rc = repo_blob_at(repo, &s->now, s->path, &s->bytes, err);

	if (rc < 0 && repo_blob_size(repo, &s->now, &size, NULL) == 0 &&
	    is_too_large(s, u, "G109", size, BLOB_MB))
		return 0;
	return rc < 0 ? rc : 1;
}

static int
parse(struct slot *s, const struct update *u, struct repo *repo,
      struct err *err)
{
	struct record_input input;
	struct record *record;
	int rc = read_record(s, u, repo, err);

	if (rc <= 0)
		return rc;
	input = update_input(u, &s->arena, s->path, buf_str(&s->bytes));
	record = record_parse(&s->arena, &u->config->set, &input,
	                      &s->findings);
	if (!record)
		return 0;
	check_long_files(s, record);
	rows_of(&s->arena, &u->config->set, record, s->name, s->path,
	        &s->rows);
	chart_set_measure(&u->config->charts, &s->arena, record,
	                  &s->rows.row);
	price_measure_put(&s->arena, record, &s->rows.row);
	memcpy(s->rows.row.blob, s->now.b, OID_SIZE);
	s->parsed = true;
	if (s->fresh && !u->check &&
	    row_on_site(record->scheduled, s->rows.row.leaves, u->as_of))
		tokenize(s, record);
	return 0;
}

/* What a browser would run is not published. */
static int
check_attachment(struct slot *s, const struct update *u, struct repo *repo,
                 struct err *err)
{
	struct str ext = s->path;
	struct str args[FINDING_ARGS] = {s->path};
	struct finding_place place = {
	    .path = update_place(u, &s->arena, s->path)};
	enum attachment_fault fault;
	uint64_t size;
	int rc = repo_blob_size(repo, &s->now, &size, err);

	if (rc == 0 && is_too_large(s, u, "G108", size, ATTACHMENT_MB))
		return 0;
	if (rc == 0)
		rc = repo_blob_at(repo, &s->now, s->path, &s->bytes, err);
	if (rc < 0)
		return rc;
	fault = attachment_check(s->path, buf_str(&s->bytes));
	if (fault == ATTACHMENT_FINE)
		return 0;
	ext = str_sub(ext, str_rchr(ext, '.'), ext.n);
	args[fault] = fault == ATTACHMENT_ACTIVE ? STR("1")
	                                         : str_sub(ext, 1, ext.n);
	finding_add(&s->findings, "G106", &place, args);
	return 0;
}

static int
produce(void *ctx, unsigned worker, size_t i, void *slot, struct err *err)
{
	struct ingest *in = ctx;
	struct slot *s = slot;
	const struct update *u = in->u;
	int rc = 0;

	(void)i;
	if (!in->repo[worker])
		rc = repo_dup(u->repo, &in->repo[worker], err);
	if (rc == 0)
		rc = check_collision(s, u, in->repo[worker], err);
	if (rc < 0 || !check_place(s, u))
		return rc;
	if (s->kind == DELTA_REMOVED)
		return 0;
	if (s->content.kind == CONTENT_FILE)
		return check_attachment(s, u, in->repo[worker], err);
	if (s->content.kind != CONTENT_RECORD)
		return 0;
	return parse(s, u, in->repo[worker], err);
}

/* Two files for one record: an error, unless the other one is going. */
static int
check_twice(struct ingest *in, struct slot *s, struct err *err)
{
	struct update *u = in->u;
	struct str other = enroll_path(&in->enroll, s->name);
	struct oid id;
	int has;

	if (!other.n || str_eq(other, s->path))
		return 0;
	has = repo_file(u->repo, &u->config->content, other, &id, err);
	if (has == 1)
		report_twice(s, u, other);
	return has < 0 ? has : 0;
}

static void
take_attachment(struct ingest *in, struct slot *s)
{
	struct update *u = in->u;
	struct output output = {.type = OUTPUT_ATTACHMENT,
	                        .name = s->content.name};

	if (s->kind == DELTA_REMOVED)
		txn_del(u->txn, TABLE_FILE, s->path);
	else
		txn_put(u->txn, TABLE_FILE, s->path,
		        (struct str){(const char *)s->now.b, OID_SIZE});
	dirty_mark(u->dirty, &output, s->path);
}

/* The path kept under a folded form, if any; it lives in the scratch. */
static struct str
kept_path(struct ingest *in, uint64_t digest)
{
	struct cursor *c = cursor_open(in->u->txn, TABLE_UNIQUE);
	struct str prefix = key_unique(&in->key, digest, STR(""));
	struct str key;
	struct str value;
	struct str path = {0};

	if (cursor_seek(c, prefix, &key, &value) && str_starts(key, prefix))
		path = arena_str(&in->scratch,
		                 str_sub(key, prefix.n, key.n));
	cursor_close(c);
	return path;
}

/* Paths that are not written in folded form are kept under it, so that a
 * path that comes later finds the ones it collides with; one that goes by
 * the same change may be kept still. */
static int
take_path(struct ingest *in, struct slot *s, struct err *err)
{
	struct txn *txn = in->u->txn;
	struct str twin = folded(&in->scratch, s->path);
	uint64_t digest = hash64(twin);
	struct str other;
	struct oid id;
	int has = 0;

	if (s->path.n > CONTENT_PATH_MAX)
		return 0;
	if (s->kind == DELTA_REMOVED) {
		txn_del(txn, TABLE_UNIQUE,
		        key_unique(&in->key, digest, s->path));
		return 0;
	}
	other = kept_path(in, digest);
	if (other.n && !str_eq(other, s->path))
		has = repo_file(in->u->repo, &in->u->config->content, other,
		                &id, err);
	if (has == 1)
		report(s, in->u, "G103", arena_str(&s->arena, other));
	if (!str_eq(twin, s->path))
		txn_put(txn, TABLE_UNIQUE,
		        key_unique(&in->key, digest, s->path),
		        (struct str){0});
	return has < 0 ? has : 0;
}

static int
consume(void *ctx, size_t i, void *slot, struct err *err)
{
	struct ingest *in = ctx;
	struct slot *s = slot;
	struct update *u = in->u;
	int rc;

	(void)i;
	arena_reset(&in->scratch);
	rc = take_path(in, s, err);
	if (s->content.kind == CONTENT_FILE && s->findings.errors == 0)
		take_attachment(in, s);
	if (s->content.kind == CONTENT_RECORD) {
		u->read++;
		if (s->kind == DELTA_REMOVED)
			enroll_drop(&in->enroll, s->name, s->path);
		else if (rc == 0 && s->parsed)
			rc = check_twice(in, s, err);
		if (rc == 0 && s->parsed)
			enroll_put(&in->enroll, s->name, &s->rows);
		if (rc == 0 && s->terms)
			rc = indexing_terms(u->index, s->rows.row.accession,
			                    s->term, s->terms, err);
	}
	if (s->findings.n)
		finding_list_append(u->findings, &s->findings);
	return rc < 0 ? rc : txn_check(u->txn, err);
}

static void
release(void *ctx, void *slot)
{
	struct slot *s = slot;

	(void)ctx;
	arena_release(&s->arena);
	buf_release(&s->bytes);
}

int
update_ingest(struct update *u, struct err *err)
{
	struct ingest in = {.u = u, .enroll = {.u = u}};
	unsigned threads = u->threads ? u->threads : work_processors();
	struct work_job job = {.ctx = &in,
	                       .slot_size = sizeof(struct slot),
	                       .feed = feed,
	                       .produce = produce,
	                       .consume = consume,
	                       .release = release};
	int rc;

	if (threads > WORK_THREADS)
		threads = WORK_THREADS;
	arena_init(&in.scratch);
	arena_init(&in.enroll.scratch);
	in.repo = mem_zalloc(threads, sizeof *in.repo);
	in.cursor = cursor_open(u->txn, TABLE_DELTA);
	rc = work_ordered(threads, &job, err);
	cursor_close(in.cursor);
	for (unsigned i = 0; i < threads; i++)
		repo_close(in.repo[i]);
	mem_free(in.repo);
	arena_release(&in.scratch);
	buf_release(&in.keep);
	buf_release(&in.key);
	enroll_release(&in.enroll);
	return rc;
}
