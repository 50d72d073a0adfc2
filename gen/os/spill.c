#include "os/spill.h"

#include "base/err.h"
#include "base/mem.h"
#include "base/vec.h"
#include "os/fs.h"

#include <stdio.h>
#include <string.h>

#define SPILL_BLOCK ((size_t)1 << 20) /* bytes of one write */

/* Where one file holds one bucket. */
struct part {
	uint64_t from;
	size_t n;
};

struct spill {
	const struct fs *fs;
	const char *dir;
	uint32_t buckets;
	size_t memory;
	size_t held;
	struct buf *bucket;
	struct VEC(struct part *) file; /* each an array of `buckets` parts */
};

struct spill *
spill_new(const struct fs *fs, const char *dir, uint32_t buckets,
          size_t memory)
{
	struct spill *s = mem_zalloc(1, sizeof *s);

	s->fs = fs;
	s->dir = dir;
	s->buckets = buckets;
	s->memory = memory;
	s->bucket = mem_zalloc(buckets, sizeof *s->bucket);
	return s;
}

static int
file_path(const struct spill *s, size_t file, char path[PATH_SIZE],
          struct err *err)
{
	char name[32];

	snprintf(name, sizeof name, "spill-%04zu", file);
	return path_join(path, s->dir, str_from(name), err);
}

/* Write all buckets one behind the other into a new file. */
static int
write_file(struct spill *s, struct err *err)
{
	struct part *part = mem_zalloc(s->buckets, sizeof *part);
	struct buf block = {0};
	char path[PATH_SIZE];
	uint64_t at = 0;
	int rc = file_path(s, s->file.n, path, err);

	vec_push(&s->file, part);
	if (rc == 0)
		rc = fs_mkdir(s->fs, s->dir, err);
	for (uint32_t i = 0; rc == 0 && i < s->buckets; i++) {
		part[i] = (struct part){at, s->bucket[i].n};
		at += s->bucket[i].n;
		buf_add(&block, buf_str(&s->bucket[i]));
		buf_release(&s->bucket[i]);
		if (block.n >= SPILL_BLOCK) {
			rc = fs_append(s->fs, path, buf_str(&block), err);
			buf_reset(&block);
		}
	}
	if (rc == 0 && block.n)
		rc = fs_append(s->fs, path, buf_str(&block), err);
	buf_release(&block);
	s->held = 0;
	return rc;
}

int
spill_add(struct spill *s, uint32_t bucket, struct str bytes,
          struct err *err)
{
	buf_add(&s->bucket[bucket], bytes);
	s->held += bytes.n;
	return s->held > s->memory ? write_file(s, err) : 0;
}

bool
spill_is_empty(const struct spill *s, uint32_t bucket)
{
	for (size_t i = 0; i < s->file.n; i++)
		if (s->file.v[i][bucket].n)
			return false;
	return s->bucket[bucket].n == 0;
}

int
spill_read(const struct spill *s, uint32_t bucket, struct buf *out,
           struct err *err)
{
	char path[PATH_SIZE];
	int rc = 0;

	buf_reset(out);
	for (size_t i = 0; rc == 0 && i < s->file.n; i++) {
		struct part part = s->file.v[i][bucket];
		size_t before = out->n;

		if (part.n == 0)
			continue;
		rc = file_path(s, i, path, err);
		if (rc == 0)
			rc = fs_read_part(s->fs, path, part.from, part.n, out,
			                  err);
		if (rc == 0 && out->n - before != part.n)
			rc = err_set(err, ERR_CORRUPT, "%s is cut short",
			             path);
	}
	if (rc == 0)
		buf_add(out, buf_str(&s->bucket[bucket]));
	return rc;
}

void
spill_free(struct spill *s)
{
	char path[PATH_SIZE];

	if (!s)
		return;
	for (size_t i = 0; i < s->file.n; i++) {
		if (file_path(s, i, path, NULL) == 0)
			fs_discard(s->fs, path, NULL);
		mem_free(s->file.v[i]);
	}
	if (s->file.n)
		fs_rmdir(s->fs, s->dir, NULL);
	for (uint32_t i = 0; i < s->buckets; i++)
		buf_release(&s->bucket[i]);
	mem_free(s->bucket);
	vec_release(&s->file);
	mem_free(s);
}
