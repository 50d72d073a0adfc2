#ifndef PUBLISH_JOURNAL_H
#define PUBLISH_JOURNAL_H

/*
 * journal - what a publication is going to do: a redo log.
 *
 * STATE/journal is written once, in publishing order, and sealed by its
 * trailer; the sync of the sealed file is the commit point.  A journal is
 * whole or torn: one that lacks a byte, or has one changed, is torn and
 * was never acted upon.
 *
 * Layout (numbers big-endian, v = varint, slice = v length + bytes):
 *
 *     header   "GSJOURN\n"  be32 version = 1  slice target
 *     entry    byte op 'P' or 'D'  v rank  slice key  slice path
 *              P only: v seq  v size  16 digest  32 sha256
 *     trailer  byte 'E'  be64 number of entries  be64 bytes before the 'E'
 *              16 digest
 *
 * The digest is the hasher's (base/hash.h) over all bytes before it, in
 * pieces of JOURNAL_BLOCK bytes, the last of these shorter (and left out
 * when empty), then the trailer's first 17 bytes.  Header, trailer and
 * digest are so in every version to come.  Entries are about 150 bytes, so
 * 100,000 make 15 MB; reader and writer hold one block.
 */
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct err;
struct fs;
struct journal;
struct journal_reader;

#define JOURNAL_BLOCK 65536
#define JOURNAL_VERSION 1

/* When may a crash of the machine (not of the process) lose something? */
enum durability {
	DURABILITY_BATCH, /* never: a few syncs a publication */
	DURABILITY_NONE   /* any time: for tmpfs, tests and benchmarks */
};

enum journal_op {
	JOURNAL_PUT,   /* rename the staged file to path */
	JOURNAL_DELETE /* remove path */
};

/* Publishing order: a reader never meets a link to what is not there. */
enum journal_rank {
	JOURNAL_ASSETS = 1, /* theme assets, attachments, index pieces */
	JOURNAL_RECORDS,    /* record pages and their data */
	JOURNAL_LISTS,      /* lists, facets, feeds, sitemap pieces */
	JOURNAL_ENTRIES,    /* home, search entry, manifest, build.json */
	JOURNAL_DELETES     /* all deletions, and nothing else */
};

struct journal_entry {
	enum journal_op op;
	enum journal_rank rank;
	struct str key;  /* the caller's name for the output; opaque */
	struct str path; /* relative to the output folder; safe */
	uint64_t seq;    /* staged file */
	uint64_t size;   /* bytes */
	struct digest digest;
	struct sha256 sha256;
};

/*
 * journal_begin - start a journal, in place of any that was there.
 * in:  fs, state: borrowed until journal_free; target, opaque bytes that
 *      say what is being published (commit, as-of date), at most 4096
 * out: j, or NULL on failure; caller frees with journal_free
 */
int journal_begin(struct journal **j, const struct fs *fs,
                  const char *state, struct str target, struct err *err);

/*
 * journal_append - add one entry.
 * in:  e, its rank not below the last one's; JOURNAL_DELETE exactly in
 *      JOURNAL_DELETES; path safe; key and path at most 16 KiB together
 */
int journal_append(struct journal *j, const struct journal_entry *e,
                   struct err *err);

/*
 * journal_seal - write the trailer and sync: the commit point.
 * err: a journal that could not be sealed is removed (as far as that is
 *      possible) and never acted upon, even if its bytes look whole
 */
int journal_seal(struct journal *j, enum durability durability,
                 struct err *err);

/*
 * journal_entries - number of entries so far.
 */
uint64_t journal_entries(const struct journal *j);

/*
 * journal_free - free the writer; the file stays as it is.
 * in:  j, or NULL
 */
void journal_free(struct journal *j);

/*
 * journal_open - check the whole journal, then stand before its first
 * entry.
 * in:  fs, state: borrowed until journal_close
 * out: r, or NULL on failure; caller frees with journal_close
 * err: ERR_ABSENT, no journal; ERR_CORRUPT, torn; ERR_STORE, whole but of
 *      another version; ERR_IO
 */
int journal_open(struct journal_reader **r, const struct fs *fs,
                 const char *state, struct err *err);

/*
 * journal_target - the bytes given to journal_begin; borrowed from r.
 */
struct str journal_target(const struct journal_reader *r);

/*
 * journal_next - the next entry.
 * out: 1 and *e, borrowed until the next call; 0 at the end
 * err: ERR_IO; ERR_CORRUPT, changed since it was checked
 */
int journal_next(struct journal_reader *r, struct journal_entry *e,
                 struct err *err);

/*
 * journal_rewind - stand before the first entry again.
 */
void journal_rewind(struct journal_reader *r);

/*
 * journal_close - free the reader.
 * in:  r, or NULL
 */
void journal_close(struct journal_reader *r);

/*
 * journal_is_there - was a publication begun and not finished?
 */
bool journal_is_there(const struct fs *fs, const char *state);

/*
 * journal_discard - remove the journal, if there is one.
 */
int journal_discard(const struct fs *fs, const char *state,
                    struct err *err);

#endif
