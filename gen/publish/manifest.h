#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

/*
 * manifest - what the published folder must hold, one line a file.
 *
 * A line is 64 lower-case hexadecimal digits of SHA-256, two spaces, the
 * path, a newline: what `sha256sum -c` reads.  Lines are sorted bytewise by
 * path.  The list is cut into pieces by the paths alone: a path begins a
 * piece when its hash says so (manifest_is_cut), so that adding, removing
 * or changing a file touches only the piece it is in, and the same set of
 * paths is cut the same way whatever came before.
 * source: sha256sum(1) of GNU coreutils, untagged format
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

struct err;

struct manifest_line {
	struct sha256 sha256;
	struct str path;
};

/* Length of a piece name: 16 digits of its first path's hash. */
#define MANIFEST_NAME 17

/*
 * manifest_put - append one line.
 * in:  path, without newline, carriage return and backslash
 */
void manifest_put(struct buf *b, const struct sha256 *sha256,
                  struct str path);

/*
 * manifest_next - take one line off the front.
 * in:  rest, advanced past the line
 * out: 1 and *line, its path borrowed from rest; 0 at the end
 * err: ERR_CORRUPT, not a line of a manifest
 */
int manifest_next(struct str *rest, struct manifest_line *line,
                  struct err *err);

/*
 * manifest_is_cut - does this path begin a piece?
 * in:  mask, 2^k - 1 for pieces of 2^k paths on average
 */
bool manifest_is_cut(struct str path, uint64_t mask);

/*
 * manifest_piece - name of the piece that a path begins.
 * in:  first, the first path of the piece; also for the very first piece,
 *      which begins without a cut
 * out: name, 16 hexadecimal digits and a NUL
 */
void manifest_piece(struct str first, char name[MANIFEST_NAME]);

#endif
