#include "cmd/archive.h"

#include "base/err.h"

#include <stdio.h>

#define BLOCK ((size_t)1 << 20)
#define VERSION 20
#define VERSION_64 45
#define UNIX (3u << 8)
#define DAY 0x0021u /* 1980-01-01 */
#define RIGHTS (0100644u << 16)
#define PACKED 8u /* the method; 0: as it is */

/* ----------------------------------------------------------- bytes */

static void
le(struct buf *b, uint64_t value, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		buf_byte(b, (char)(value >> 8 * i & 0xff));
}

static int
flush(struct archive *a, struct buf *b, const char *path, size_t least,
      struct err *err)
{
	int rc = 0;

	if (b->n > least)
		rc = fs_append(&a->fs, path, buf_str(b), err);
	if (b->n > least)
		buf_reset(b);
	return rc;
}

/* ----------------------------------------------------------- begin */

static int
beside(char to[PATH_SIZE], const char *path, const char *suffix,
       struct err *err)
{
	int n = snprintf(to, PATH_SIZE, "%s%s", path, suffix);

	return n > 0 && n < PATH_SIZE
	           ? 0
	           : err_set(err, ERR_IO, "%s: the name is too long", path);
}

int
archive_begin(struct archive *a, const char *path, struct err *err)
{
	int rc;

	*a = (struct archive){.fs = fs_real()};
	a->compressor = compressor_new();
	rc = path_absolute(a->path, path, err);
	if (rc == 0)
		rc = beside(a->part, a->path, ".part", err);
	if (rc == 0)
		rc = beside(a->list, a->path, ".dir", err);
	if (rc == 0)
		rc = fs_replace(&a->fs, a->part, STR(""), err);
	return rc < 0 ? rc : fs_replace(&a->fs, a->list, STR(""), err);
}

/* --------------------------------------------------------- members */

/* What the head of a member and its line in the directory have in common. */
static void
put_facts(struct buf *b, struct str name, struct str bytes, size_t packed,
          bool is_packed)
{
	le(b, 0, 2); /* flags */
	le(b, is_packed ? PACKED : 0, 2);
	le(b, 0, 2); /* time */
	le(b, DAY, 2);
	le(b, compress_crc(bytes), 4);
	le(b, packed, 4);
	le(b, bytes.n, 4);
	le(b, name.n, 2);
}

static void
list_member(struct archive *a, struct str name, struct str bytes,
            size_t packed, bool is_packed)
{
	struct buf *b = &a->directory;
	size_t before = b->n;
	bool far = a->at >= UINT32_MAX;

	le(b, 0x02014b50, 4);
	le(b, UNIX | (far ? VERSION_64 : VERSION), 2);
	le(b, far ? VERSION_64 : VERSION, 2);
	put_facts(b, name, bytes, packed, is_packed);
	le(b, far ? 12 : 0, 2); /* length of the extra field */
	le(b, 0, 2 + 2 + 2);    /* comment, disk, kind */
	le(b, RIGHTS, 4);
	le(b, far ? UINT32_MAX : a->at, 4);
	buf_add(b, name);
	if (far) {
		le(b, 1, 2);
		le(b, 8, 2);
		le(b, a->at, 8);
	}
	a->listed += b->n - before;
	a->n++;
}

int
archive_add(struct archive *a, struct str name, struct str bytes,
            struct err *err)
{
	struct str as = bytes;
	size_t before = a->out.n;
	bool is_packed;
	int rc;

	if (bytes.n > ARCHIVE_MEMBER_MAX)
		return err_set(err, ERR_USAGE, "%.*s is too large to pack",
		               STR_ARG(name));
	buf_reset(&a->packed);
	compress_raw(a->compressor, bytes, &a->packed);
	is_packed = a->packed.n < bytes.n;
	if (is_packed)
		as = buf_str(&a->packed);
	list_member(a, name, bytes, as.n, is_packed);
	le(&a->out, 0x04034b50, 4);
	le(&a->out, VERSION, 2);
	put_facts(&a->out, name, bytes, as.n, is_packed);
	le(&a->out, 0, 2);
	buf_add(&a->out, name);
	buf_add(&a->out, as);
	a->at += a->out.n - before;
	rc = flush(a, &a->out, a->part, BLOCK, err);
	return rc < 0 ? rc : flush(a, &a->directory, a->list, BLOCK, err);
}

/* ------------------------------------------------------------- end */

static void
put_end(struct archive *a)
{
	struct buf *b = &a->out;
	bool far = a->n >= UINT16_MAX || a->at >= UINT32_MAX ||
	           a->listed >= UINT32_MAX;

	if (far) {
		le(b, 0x06064b50, 4);
		le(b, 44, 8); /* bytes that follow */
		le(b, UNIX | VERSION_64, 2);
		le(b, VERSION_64, 2);
		le(b, 0, 4 + 4); /* this disk, the directory's */
		le(b, a->n, 8);
		le(b, a->n, 8);
		le(b, a->listed, 8);
		le(b, a->at, 8);
		le(b, 0x07064b50, 4);
		le(b, 0, 4);
		le(b, a->at + a->listed, 8);
		le(b, 1, 4);
	}
	le(b, 0x06054b50, 4);
	le(b, 0, 2 + 2);
	le(b, far ? UINT16_MAX : a->n, 2);
	le(b, far ? UINT16_MAX : a->n, 2);
	le(b, far ? UINT32_MAX : a->listed, 4);
	le(b, far ? UINT32_MAX : a->at, 4);
	le(b, 0, 2); /* comment */
}

int
archive_end(struct archive *a, struct err *err)
{
	uint64_t from = 0;
	int rc = flush(a, &a->directory, a->list, 0, err);

	while (rc == 0 && from < a->listed) {
		rc = fs_read_part(&a->fs, a->list, from, BLOCK, &a->out,
		                  err);
		from += BLOCK;
		if (rc == 0)
			rc = flush(a, &a->out, a->part, 0, err);
	}
	put_end(a);
	if (rc == 0)
		rc = flush(a, &a->out, a->part, 0, err);
	if (rc == 0)
		rc = fs_sync_file(&a->fs, a->part, err);
	return rc < 0 ? rc : fs_rename(&a->fs, a->part, a->path, err);
}

void
archive_release(struct archive *a)
{
	if (a->list[0]) {
		fs_discard(&a->fs, a->part, NULL);
		fs_discard(&a->fs, a->list, NULL);
	}
	compressor_free(a->compressor);
	buf_release(&a->packed);
	buf_release(&a->out);
	buf_release(&a->directory);
}
