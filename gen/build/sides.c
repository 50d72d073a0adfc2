#include "build/sides.h"

#include "base/arena.h"
#include "publish/stage.h"

#define GONE STR("~")

int
sides_stage(struct compressor *c, const struct publish *publish,
            struct str path, struct str bytes, uint64_t seq,
            struct sides *sides, struct err *err)
{
	struct buf out = {0};
	int rc = 0;

	*sides = (struct sides){0};
	if (!c || !compress_may(path))
		return 0;
	for (int s = 0; rc == 0 && s < SIDES; s++) {
		if (!compress_side(c, (enum side)s, bytes, &out))
			continue;
		sides->mask = (uint8_t)(sides->mask | 1u << s);
		sides->size[s] = out.n;
		sides->digest[s] = hash128(buf_str(&out));
		rc = stage_put(publish->fs, publish->state,
		               seq + 1 + (unsigned)s, buf_str(&out), err);
	}
	buf_release(&out);
	return rc;
}

static void
side_path(struct buf *b, struct str path, enum side side)
{
	buf_reset(b);
	buf_add(b, path);
	buf_add(b, compress_suffix(side));
}

int
sides_journal(const struct sides *sides, struct journal *journal,
              const struct journal_entry *file, struct err *err)
{
	struct journal_entry entry = *file;
	struct buf path = {0};
	int rc = 0;

	entry.sha256 = (struct sha256){{0}};
	for (int s = 0; rc == 0 && s < SIDES; s++) {
		if (!(sides->mask & 1u << s))
			continue;
		side_path(&path, file->path, (enum side)s);
		entry.path = buf_str(&path);
		entry.seq = file->seq + 1 + (unsigned)s;
		entry.size = sides->size[s];
		entry.digest = sides->digest[s];
		rc = journal_append(journal, &entry, err);
	}
	buf_release(&path);
	return rc;
}

static struct journal_entry
gone(struct arena *arena, struct str path, enum side side)
{
	struct journal_entry entry = {.op = JOURNAL_DELETE,
	                              .rank = JOURNAL_DELETES,
	                              .key = GONE};
	struct buf b = {0};

	side_path(&b, path, side);
	entry.path = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return entry;
}

void
sides_drop(struct deletions *deletions, struct arena *arena, struct str path,
           unsigned was, unsigned now)
{
	for (int s = 0; s < SIDES; s++)
		if (was & ~now & 1u << s)
			vec_push(deletions, gone(arena, path, (enum side)s));
}

bool
sides_is_gone(const struct journal_entry *entry)
{
	return str_eq(entry->key, GONE);
}
