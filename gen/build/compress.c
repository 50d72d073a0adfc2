#include "build/compress.h"

#include "base/mem.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <stdio.h>
#include <zlib.h>

#define GZIP_LEVEL 9
#define GZIP_WINDOW (15 + 16) /* 32 KiB; 16 asks for a gzip header */
#define RAW_WINDOW (-15)      /* no header at all */
#define MEMORY 9              /* zlib's most */
#define BROTLI_LEVEL 9
#define BROTLI_WINDOW 16 /* bits: 64 KiB */

/* zlib counts in unsigned int. */
#define PART ((size_t)1 << 30)
#define STEP 65536 /* bytes of output at a time */

struct compressor {
	z_stream gzip;
	z_stream raw;
};

/* ----------------------------------------------------------- names */

struct str
compress_form(char text[COMPRESS_FORM])
{
	int n = snprintf(text, COMPRESS_FORM, "gzip %d %s, brotli %d %x",
	                 GZIP_LEVEL, zlibVersion(), BROTLI_LEVEL,
	                 (unsigned)BrotliEncoderVersion());

	return (struct str){text, n > 0 ? (size_t)n : 0};
}

bool
compress_may(struct str path)
{
	static const char *const known[] = {
	    "html", "css", "js",   "json", "jsonl", "jsonld", "csv", "xml",
	    "atom", "ics", "md",   "svg",  "txt",  "bin"};
	size_t dot = str_rchr(path, '.');
	struct str ext;

	if (dot == path.n || str_starts(path, STR("files/")))
		return false;
	ext = str_sub(path, dot + 1, path.n);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(ext, str_from(known[i])))
			return true;
	return false;
}

struct str
compress_suffix(enum side side)
{
	return side == SIDE_GZIP ? STR(".gz") : STR(".br");
}

bool
compress_side_of(struct str name, struct str *path, enum side *side)
{
	for (int s = 0; s < SIDES; s++) {
		struct str suffix = compress_suffix((enum side)s);

		if (!str_ends(name, suffix))
			continue;
		*side = (enum side)s;
		*path = str_sub(name, 0, name.n - suffix.n);
		return compress_may(*path);
	}
	return false;
}

/* ---------------------------------------------------------- memory */

/* The libraries take memory where all of it comes from, which never says
 * no. */
static void *
zlib_alloc(void *ctx, unsigned count, unsigned size)
{
	(void)ctx;
	return mem_zalloc(count, size);
}

static void *
brotli_alloc(void *ctx, size_t n)
{
	(void)ctx;
	return mem_alloc(n);
}

static void
give_back(void *ctx, void *p)
{
	(void)ctx;
	mem_free(p);
}

struct compressor *
compressor_new(void)
{
	struct compressor *c = mem_zalloc(1, sizeof *c);
	int rc;

	c->gzip = (z_stream){.zalloc = zlib_alloc, .zfree = give_back};
	c->raw = c->gzip;
	rc = deflateInit2(&c->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW,
	                  MEMORY, Z_DEFAULT_STRATEGY);
	assert(rc == Z_OK);
	rc = deflateInit2(&c->raw, GZIP_LEVEL, Z_DEFLATED, RAW_WINDOW,
	                  MEMORY, Z_DEFAULT_STRATEGY);
	assert(rc == Z_OK);
	(void)rc;
	return c;
}

void
compressor_free(struct compressor *c)
{
	if (!c)
		return;
	deflateEnd(&c->gzip);
	deflateEnd(&c->raw);
	mem_free(c);
}

/* -------------------------------------------------------- compress */

static void
deflate_all(z_stream *z, struct str bytes, struct buf *out)
{
	int rc;

	deflateReset(z);
	do {
		if (z->avail_in == 0) {
			size_t part = bytes.n < PART ? bytes.n : PART;

			z->next_in = (Bytef *)(uintptr_t)bytes.p;
			z->avail_in = (unsigned)part;
			bytes = str_sub(bytes, part, bytes.n);
		}
		z->next_out = (Bytef *)buf_reserve(out, STEP);
		z->avail_out = STEP;
		rc = deflate(z, bytes.n ? Z_NO_FLUSH : Z_FINISH);
		out->n += STEP - z->avail_out;
	} while (rc == Z_OK);
	assert(rc == Z_STREAM_END);
	(void)rc;
}

static void
brotli_all(struct str bytes, struct buf *out)
{
	BrotliEncoderState *s =
	    BrotliEncoderCreateInstance(brotli_alloc, give_back, NULL);
	size_t room = BrotliEncoderMaxCompressedSize(bytes.n) + 16;
	const uint8_t *in = (const uint8_t *)bytes.p;
	uint8_t *to = (uint8_t *)buf_reserve(out, room);
	size_t before = room;
	bool done;

	BrotliEncoderSetParameter(s, BROTLI_PARAM_QUALITY, BROTLI_LEVEL);
	BrotliEncoderSetParameter(s, BROTLI_PARAM_LGWIN, BROTLI_WINDOW);
	BrotliEncoderSetParameter(s, BROTLI_PARAM_SIZE_HINT,
	                          bytes.n < PART ? (uint32_t)bytes.n
	                                         : (uint32_t)PART);
	done = BrotliEncoderCompressStream(s, BROTLI_OPERATION_FINISH,
	                                   &bytes.n, &in, &room, &to, NULL);
	assert(done && BrotliEncoderIsFinished(s));
	(void)done;
	out->n += before - room;
	BrotliEncoderDestroyInstance(s);
}

bool
compress_side(struct compressor *c, enum side side, struct str bytes,
              struct buf *out)
{
	buf_reset(out);
	if (side == SIDE_GZIP)
		deflate_all(&c->gzip, bytes, out);
	else
		brotli_all(bytes, out);
	if (out->n <= bytes.n - bytes.n / 10 && bytes.n >= 10)
		return true;
	buf_reset(out);
	return false;
}

void
compress_raw(struct compressor *c, struct str bytes, struct buf *out)
{
	deflate_all(&c->raw, bytes, out);
}

uint32_t
compress_crc(struct str bytes)
{
	return (uint32_t)crc32_z(0, (const Bytef *)bytes.p, bytes.n);
}

/* ---------------------------------------------------------- expand */

static bool
inflate_all(struct str bytes, size_t limit, struct buf *out)
{
	z_stream z = {.zalloc = zlib_alloc, .zfree = give_back};
	int rc = inflateInit2(&z, GZIP_WINDOW);

	z.next_in = (Bytef *)(uintptr_t)bytes.p;
	z.avail_in = (unsigned)bytes.n;
	while (rc == Z_OK && out->n <= limit) {
		z.next_out = (Bytef *)buf_reserve(out, STEP);
		z.avail_out = STEP;
		rc = inflate(&z, Z_NO_FLUSH);
		out->n += STEP - z.avail_out;
	}
	inflateEnd(&z);
	return rc == Z_STREAM_END && z.avail_in == 0 && out->n <= limit;
}

static bool
unbrotli_all(struct str bytes, size_t limit, struct buf *out)
{
	BrotliDecoderState *s =
	    BrotliDecoderCreateInstance(brotli_alloc, give_back, NULL);
	const uint8_t *in = (const uint8_t *)bytes.p;
	BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;

	while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT &&
	       out->n <= limit) {
		uint8_t *to = (uint8_t *)buf_reserve(out, STEP);
		size_t room = STEP;

		rc = BrotliDecoderDecompressStream(s, &bytes.n, &in, &room,
		                                   &to, NULL);
		out->n += STEP - room;
	}
	BrotliDecoderDestroyInstance(s);
	return rc == BROTLI_DECODER_RESULT_SUCCESS && bytes.n == 0 &&
	       out->n <= limit;
}

bool
compress_expand(enum side side, struct str bytes, size_t limit,
                struct buf *out)
{
	bool fine;

	buf_reset(out);
	fine = bytes.n < PART && (side == SIDE_GZIP
	                              ? inflate_all(bytes, limit, out)
	                              : unbrotli_all(bytes, limit, out));
	if (!fine)
		buf_reset(out);
	return fine;
}
