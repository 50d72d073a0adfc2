#ifndef TEXT_ZIPFILE_H
#define TEXT_ZIPFILE_H

/*
 * zipfile - members of a zip archive in memory, read in pieces.
 *
 * The only includer of zip.h.  An archive that pretends is refused before it
 * costs anything: too many members, a member too large or too well packed
 * to be a document.  The sizes in the archive are not believed either: a
 * member that goes on past its size ends with an error.
 */
#include "base/buf.h"
#include "base/err.h"

#define ZIPFILE_MEMBERS 4096
#define ZIPFILE_SIZE_MAX ((uint64_t)256 << 20) /* bytes of a member */
#define ZIPFILE_RATIO 200 /* size over packed size, from ... */
#define ZIPFILE_RATIO_FROM ((uint64_t)4 << 20) /* ... this size on */

struct zipfile;

enum zipfile_fault {
	ZIPFILE_FINE = 0,
	ZIPFILE_DAMAGED,
	ZIPFILE_BOMB,   /* one of the limits above */
	ZIPFILE_LOCKED  /* encrypted */
};

/*
 * zipfile_open - read the directory of an archive.
 * in:  bytes, borrowed until zipfile_close
 * out: *zip; caller closes; *fault
 * err: ERR_CORRUPT; *zip is NULL
 */
int zipfile_open(struct str bytes, struct zipfile **zip,
                 enum zipfile_fault *fault, struct err *err);

/* What takes a piece; anything but 0 ends the reading. */
typedef int zipfile_fn(void *ctx, struct str piece, bool last,
                       struct err *err);

/*
 * zipfile_read - hand a member on in pieces.
 * err: ERR_ABSENT, no such member; ERR_CORRUPT, *fault says why; what fn
 *      returned
 */
int zipfile_read(struct zipfile *zip, const char *name, zipfile_fn *fn,
                 void *ctx, enum zipfile_fault *fault, struct err *err);

/*
 * zipfile_close - in:  zip, or NULL
 */
void zipfile_close(struct zipfile *zip);

/* A member to be written. */
struct zipfile_member {
	const char *name;
	struct str bytes;
};

/*
 * zipfile_write - an archive of some members; the same members give the
 * same bytes with the same library.
 * out: appended to out
 * err: ERR_IO
 */
int zipfile_write(struct buf *out, const struct zipfile_member *member,
                  size_t n, struct err *err);

#endif
