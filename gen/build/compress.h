#ifndef BUILD_COMPRESS_H
#define BUILD_COMPRESS_H

/*
 * compress - gzip and brotli, the only includer of zlib.h and brotli/.
 *
 * A side is a published file in compressed form that lies beside it,
 * FILE.gz or FILE.br, for servers that send such files as they are.  It is
 * a function of the file's bytes, of the levels below and of the versions
 * of the libraries, all of which compress_form names; a gzip header holds
 * no time and no name.
 *
 * Levels: gzip 9; brotli 9 with a window of 64 KiB, which makes the encoder
 * use its small tables.  400 pages, 4.6 MB, one thread of the build machine:
 *
 *     gzip 6   1,432 kB  0.06 s     brotli 5   window 64 KiB  1,292 kB 0.08 s
 *     gzip 9   1,429 kB  0.08 s     brotli 9   window 64 KiB  1,277 kB 0.12 s
 *                                   brotli 9   window 4 MiB   1,279 kB 2.57 s
 *
 * Refused: brotli 11, a hundred times slower for 7%.
 */
#include "base/buf.h"

struct compressor; /* of one thread */

enum side { SIDE_GZIP, SIDE_BROTLI, SIDES };

/* Name of all that the bytes of sides hang on, at most. */
#define COMPRESS_FORM 64

/*
 * compress_form - levels and libraries, in words.
 * out: text, ends in NUL
 */
struct str compress_form(char text[COMPRESS_FORM]);

/*
 * compress_may - may a file of this name have sides?  By its extension; not
 * attachments, which keep their names whatever these are.
 * in:  path, below the published folder
 */
bool compress_may(struct str path);

/*
 * compress_suffix - what a side adds to the name of its file.
 */
struct str compress_suffix(enum side side);

/*
 * compress_side_of - is a path one of a side?
 * out: true, *side, and *path, the file's, borrowed; or false
 */
bool compress_side_of(struct str name, struct str *path, enum side *side);

/*
 * compressor_new - out: caller frees with compressor_free
 */
struct compressor *compressor_new(void);

/*
 * compressor_free - in:  c, or NULL
 */
void compressor_free(struct compressor *c);

/*
 * compress_side - the bytes of a side.
 * out: true, and out is reset and filled; false when it would not be a
 *      tenth smaller than the file: there is none then
 */
bool compress_side(struct compressor *c, enum side side, struct str bytes,
                   struct buf *out);

/*
 * compress_raw - deflate without a header, as archives hold it.
 * out: appended to out
 * source: RFC 1951
 */
void compress_raw(struct compressor *c, struct str bytes, struct buf *out);

/*
 * compress_crc - the checksum of archives.
 * source: ISO 3309, as zlib's crc32
 */
uint32_t compress_crc(struct str bytes);

/*
 * compress_expand - what a side holds.
 * in:  limit, bytes; a side that holds more is refused
 * out: true, and out is reset and filled; false: damaged, or too long
 */
bool compress_expand(enum side side, struct str bytes, size_t limit,
                     struct buf *out);

#endif
