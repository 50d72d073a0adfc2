#ifndef BASE_CODEC_H
#define BASE_CODEC_H

/*
 * codec - numbers and slices as bytes.
 *
 * Two families: big-endian fixed width, whose bytewise order is the order of
 * the numbers (for keys), and varints of 7 bits a byte, least significant
 * first, high bit set on all but the last (for values).  A reader never
 * reads past its end: it turns bad and answers zero from then on, so that a
 * decoder may check once, at its end.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

struct reader {
	struct str rest;
	bool bad;
};

/* put_be16/32/64 - append a number, most significant byte first. */
void put_be16(struct buf *b, uint16_t n);
void put_be32(struct buf *b, uint32_t n);
void put_be64(struct buf *b, uint64_t n);

/*
 * put_varint - append a number in 1 to 10 bytes.
 */
void put_varint(struct buf *b, uint64_t n);

/*
 * put_slice - append a varint length and the bytes.
 */
void put_slice(struct buf *b, struct str s);

/*
 * put_digest - append the 16 bytes of a digest.
 */
void put_digest(struct buf *b, struct digest d);

/*
 * reader_over - read the bytes of a slice, which is borrowed.
 */
struct reader reader_over(struct str s);

/* get_byte/be16/be32/be64/varint - next number, 0 when bad. */
uint8_t get_byte(struct reader *r);
uint16_t get_be16(struct reader *r);
uint32_t get_be32(struct reader *r);
uint64_t get_be64(struct reader *r);
uint64_t get_varint(struct reader *r);

/*
 * get_bytes - next n bytes, borrowed; empty when bad.
 */
struct str get_bytes(struct reader *r, size_t n);

/*
 * get_slice - next varint length and bytes, borrowed; empty when bad.
 */
struct str get_slice(struct reader *r);

/*
 * get_digest - next 16 bytes, zero when bad.
 */
struct digest get_digest(struct reader *r);

/*
 * hex_put - lower-case hexadecimal.
 * out: text, 2 * n digits and a NUL
 */
void hex_put(const uint8_t *bytes, size_t n, char *text);

#endif
