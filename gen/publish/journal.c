#include "publish/journal.h"

#include "base/codec.h"
#include "base/err.h"
#include "base/mem.h"
#include "os/fs.h"
#include "os/path.h"

#include <assert.h>
#include <string.h>

#define MAGIC STR("GSJOURN\n")
#define COUNTS (1 + 8 + 8)
#define TRAILER (COUNTS + DIGEST_SIZE)
#define TARGET_MAX 4096
#define NAMES_MAX (16 * 1024)

struct journal {
	const struct fs *fs;
	const char *state;
	char path[PATH_SIZE];
	struct buf buf;        /* not yet in the file */
	struct hasher *hasher; /* over what is in the file */
	uint64_t written;
	uint64_t entries;
	enum journal_rank rank; /* of the last entry */
	bool sealed;
};

struct journal_reader {
	const struct fs *fs;
	char path[PATH_SIZE];
	struct buf head;   /* the target */
	char counts[COUNTS]; /* the trailer but for its digest */
	struct buf buf;    /* [at, n) are to come */
	size_t at;
	uint64_t offset;   /* in the file, of what follows buf */
	uint64_t first;    /* of the first entry */
	uint64_t end;      /* of the trailer */
	uint64_t entries;  /* by the trailer */
	uint64_t seen;
};

static int
path_of(char path[PATH_SIZE], const char *state, struct err *err)
{
	return path_join(path, state, STR("journal"), err);
}

/* --- writing --- */

/* Move the first n bytes of the buffer to the file. */
static int
write_out(struct journal *j, size_t n, struct err *err)
{
	int code = fs_append(j->fs, j->path, str_sub(buf_str(&j->buf), 0, n),
	                     err);

	if (code)
		return code;
	memmove(j->buf.p, j->buf.p + n, j->buf.n - n);
	j->buf.n -= n;
	j->written += n;
	return 0;
}

static int
write_blocks(struct journal *j, struct err *err)
{
	int code = 0;

	while (!code && j->buf.n >= JOURNAL_BLOCK) {
		hasher_add(j->hasher,
		           str_sub(buf_str(&j->buf), 0, JOURNAL_BLOCK));
		code = write_out(j, JOURNAL_BLOCK, err);
	}
	return code;
}

int
journal_begin(struct journal **j, const struct fs *fs, const char *state,
              struct str target, struct err *err)
{
	struct journal *new = mem_zalloc(1, sizeof *new);
	int code = path_of(new->path, state, err);

	assert(target.n <= TARGET_MAX);
	*j = NULL;
	new->fs = fs;
	new->state = state;
	new->hasher = hasher_new();
	if (!code)
		code = fs_replace(fs, new->path, STR(""), err);
	if (code) {
		journal_free(new);
		return code;
	}
	buf_add(&new->buf, MAGIC);
	put_be32(&new->buf, JOURNAL_VERSION);
	put_slice(&new->buf, target);
	*j = new;
	return 0;
}

int
journal_append(struct journal *j, const struct journal_entry *e,
               struct err *err)
{
	struct buf *b = &j->buf;

	assert(!j->sealed && e->rank >= j->rank && e->rank > 0);
	assert((e->op == JOURNAL_DELETE) == (e->rank == JOURNAL_DELETES));
	assert(path_is_safe(e->path) && e->key.n + e->path.n <= NAMES_MAX);
	buf_byte(b, e->op == JOURNAL_PUT ? 'P' : 'D');
	put_varint(b, e->rank);
	put_slice(b, e->key);
	put_slice(b, e->path);
	if (e->op == JOURNAL_PUT) {
		put_varint(b, e->seq);
		put_varint(b, e->size);
		put_digest(b, e->digest);
		buf_add(b, (struct str){(const char *)e->sha256.b,
		                        SHA256_SIZE});
	}
	j->rank = e->rank;
	j->entries++;
	return write_blocks(j, err);
}

static int
write_trailer(struct journal *j, struct err *err)
{
	uint64_t body = j->written + j->buf.n;
	size_t n = j->buf.n;

	if (n)
		hasher_add(j->hasher, buf_str(&j->buf));
	buf_byte(&j->buf, 'E');
	put_be64(&j->buf, j->entries);
	put_be64(&j->buf, body);
	hasher_add(j->hasher, str_sub(buf_str(&j->buf), n, j->buf.n));
	put_digest(&j->buf, hasher_digest(j->hasher));
	return write_out(j, j->buf.n, err);
}

int
journal_seal(struct journal *j, enum durability durability, struct err *err)
{
	int code = write_trailer(j, err);

	j->sealed = true;
	if (!code && durability == DURABILITY_BATCH)
		code = fs_sync_file(j->fs, j->path, err);
	if (!code && durability == DURABILITY_BATCH)
		code = fs_sync_dir(j->fs, j->state, err);
	/* After a failed sync nobody knows what a disk holds. */
	if (code)
		fs_discard(j->fs, j->path, NULL);
	return code;
}

uint64_t
journal_entries(const struct journal *j)
{
	return j->entries;
}

void
journal_free(struct journal *j)
{
	if (!j)
		return;
	hasher_free(j->hasher);
	buf_release(&j->buf);
	mem_free(j);
}

/* --- reading --- */

static int
torn(const struct journal_reader *r, struct err *err)
{
	return err_set(err, ERR_CORRUPT, "%s: torn", r->path);
}

/* Append the next block of the body to the buffer; none at its end. */
static int
read_block(struct journal_reader *r, struct err *err)
{
	uint64_t left = r->end - r->offset;
	size_t n = left < JOURNAL_BLOCK ? (size_t)left : JOURNAL_BLOCK;
	size_t had = r->buf.n;
	int code = fs_read_part(r->fs, r->path, r->offset, n, &r->buf, err);

	if (code)
		return code;
	if (r->buf.n - had != n)
		return torn(r, err);
	r->offset += n;
	return 0;
}

static int
read_trailer(struct journal_reader *r, struct digest *digest,
             struct err *err)
{
	struct fs_stat st;
	struct reader in;
	int code = fs_stat(r->fs, r->path, &st, err);

	if (code)
		return code;
	if (st.kind == FS_ABSENT)
		return err_set(err, ERR_ABSENT, "%s: no journal", r->path);
	if (st.size < TRAILER)
		return torn(r, err);
	r->end = st.size - TRAILER;
	code = fs_read_part(r->fs, r->path, r->end, TRAILER, &r->buf, err);
	if (code)
		return code;
	in = reader_over(buf_str(&r->buf));
	code = get_byte(&in) == 'E' ? 0 : ERR_CORRUPT;
	r->entries = get_be64(&in);
	if (code || get_be64(&in) != r->end)
		return torn(r, err);
	*digest = get_digest(&in);
	if (in.bad)
		return torn(r, err);
	memcpy(r->counts, r->buf.p, COUNTS);
	return 0;
}

/* Is the digest what the trailer says? */
static int
check_digest(struct journal_reader *r, struct digest want, struct err *err)
{
	struct hasher *hasher = hasher_new();
	int code = 0;

	r->offset = 0;
	while (!code && r->offset < r->end) {
		buf_reset(&r->buf);
		code = read_block(r, err);
		if (!code)
			hasher_add(hasher, buf_str(&r->buf));
	}
	hasher_add(hasher, (struct str){r->counts, COUNTS});
	if (!code && !digest_eq(hasher_digest(hasher), want))
		code = torn(r, err);
	hasher_free(hasher);
	return code;
}

static int
read_header(struct journal_reader *r, struct err *err)
{
	struct reader in;
	uint32_t version;
	int code;

	buf_reset(&r->buf);
	r->offset = 0;
	code = read_block(r, err);
	if (code)
		return code;
	in = reader_over(buf_str(&r->buf));
	if (!str_eq(get_bytes(&in, MAGIC.n), MAGIC))
		return torn(r, err);
	version = get_be32(&in);
	if (!in.bad && version != JOURNAL_VERSION)
		return err_set(err, ERR_STORE,
		               "%s: version %u, this program writes %u",
		               r->path, version, JOURNAL_VERSION);
	buf_add(&r->head, get_slice(&in));
	if (in.bad)
		return torn(r, err);
	r->first = r->buf.n - in.rest.n;
	return 0;
}

int
journal_open(struct journal_reader **r, const struct fs *fs,
             const char *state, struct err *err)
{
	struct journal_reader *new = mem_zalloc(1, sizeof *new);
	struct digest want;
	int code = path_of(new->path, state, err);

	*r = NULL;
	new->fs = fs;
	if (!code)
		code = read_trailer(new, &want, err);
	if (!code)
		code = check_digest(new, want, err);
	if (!code)
		code = read_header(new, err);
	if (code) {
		journal_close(new);
		return code;
	}
	journal_rewind(new);
	*r = new;
	return 0;
}

struct str
journal_target(const struct journal_reader *r)
{
	return buf_str(&r->head);
}

/* One entry off the front; false when the bytes do not hold a whole one. */
static bool
parse_entry(struct reader *in, struct journal_entry *e)
{
	uint8_t op = get_byte(in);
	struct str sha;

	*e = (struct journal_entry){.op = JOURNAL_DELETE};
	e->rank = (enum journal_rank)get_varint(in);
	e->key = get_slice(in);
	e->path = get_slice(in);
	if (op != 'P')
		return !in->bad && op == 'D';
	e->op = JOURNAL_PUT;
	e->seq = get_varint(in);
	e->size = get_varint(in);
	e->digest = get_digest(in);
	sha = get_bytes(in, SHA256_SIZE);
	if (in->bad)
		return false;
	memcpy(e->sha256.b, sha.p, SHA256_SIZE);
	return true;
}

int
journal_next(struct journal_reader *r, struct journal_entry *e,
             struct err *err)
{
	for (;;) {
		size_t left = r->buf.n - r->at;
		struct reader in = reader_over(
		    str_sub(buf_str(&r->buf), r->at, r->buf.n));
		int code;

		if (!left && r->offset == r->end)
			return r->seen == r->entries ? 0 : torn(r, err);
		if (parse_entry(&in, e)) {
			r->at = r->buf.n - in.rest.n;
			r->seen++;
			return 1;
		}
		if (!in.bad || r->offset == r->end)
			return torn(r, err);
		if (left)
			memmove(r->buf.p, r->buf.p + r->at, left);
		r->buf.n = left;
		r->at = 0;
		code = read_block(r, err);
		if (code)
			return code;
	}
}

void
journal_rewind(struct journal_reader *r)
{
	buf_reset(&r->buf);
	r->at = 0;
	r->offset = r->first;
	r->seen = 0;
}

void
journal_close(struct journal_reader *r)
{
	if (!r)
		return;
	buf_release(&r->head);
	buf_release(&r->buf);
	mem_free(r);
}

bool
journal_is_there(const struct fs *fs, const char *state)
{
	char path[PATH_SIZE];

	return path_of(path, state, NULL) == 0 &&
	       fs_kind_of(fs, path) != FS_ABSENT;
}

int
journal_discard(const struct fs *fs, const char *state, struct err *err)
{
	char path[PATH_SIZE];
	int code = path_of(path, state, err);

	return code ? code : fs_discard(fs, path, err);
}
