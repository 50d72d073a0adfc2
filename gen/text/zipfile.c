#include "text/zipfile.h"

#include "base/mem.h"

#include <zip.h>

#define PIECE 65536
#define CLOCK 315532800 /* 1980-01-01, where the clock of zip begins */

struct zipfile {
	zip_t *zip;
};

static int
damaged(enum zipfile_fault *fault, enum zipfile_fault why, struct err *err)
{
	*fault = why;
	return err_set(err, ERR_CORRUPT, "the archive is damaged");
}

int
zipfile_open(struct str bytes, struct zipfile **zip,
             enum zipfile_fault *fault, struct err *err)
{
	zip_source_t *source =
	    zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);
	zip_t *z = source ? zip_open_from_source(source, ZIP_RDONLY, NULL)
	                  : NULL;

	*zip = NULL;
	*fault = ZIPFILE_FINE;
	if (!z) {
		zip_source_free(source);
		return damaged(fault, ZIPFILE_DAMAGED, err);
	}
	if (zip_get_num_entries(z, 0) > ZIPFILE_MEMBERS) {
		zip_discard(z);
		return damaged(fault, ZIPFILE_BOMB, err);
	}
	*zip = mem_alloc(sizeof **zip);
	(*zip)->zip = z;
	return 0;
}

static int
judge(const zip_stat_t *st, enum zipfile_fault *fault, struct err *err)
{
	zip_uint64_t packed = st->comp_size ? st->comp_size : 1;

	if (!(st->valid & ZIP_STAT_SIZE) || !(st->valid & ZIP_STAT_COMP_SIZE))
		return damaged(fault, ZIPFILE_DAMAGED, err);
	if (st->valid & ZIP_STAT_ENCRYPTION_METHOD &&
	    st->encryption_method != ZIP_EM_NONE)
		return damaged(fault, ZIPFILE_LOCKED, err);
	if (st->size > ZIPFILE_SIZE_MAX ||
	    (st->size > ZIPFILE_RATIO_FROM &&
	     st->size / packed > ZIPFILE_RATIO))
		return damaged(fault, ZIPFILE_BOMB, err);
	return 0;
}

static int
pump(zip_file_t *f, uint64_t size, zipfile_fn *fn, void *ctx,
     enum zipfile_fault *fault, struct err *err)
{
	char *piece = mem_alloc(PIECE);
	uint64_t seen = 0;
	zip_int64_t n = 1;
	int rc = 0;

	while (rc == 0 && n > 0) {
		n = zip_fread(f, piece, PIECE);
		seen += n > 0 ? (uint64_t)n : 0;
		if (n < 0 || seen > size)
			rc = damaged(fault, ZIPFILE_DAMAGED, err);
		else
			rc = fn(ctx, (struct str){piece, (size_t)n}, n == 0,
			        err);
	}
	mem_free(piece);
	return rc;
}

int
zipfile_read(struct zipfile *zip, const char *name, zipfile_fn *fn,
             void *ctx, enum zipfile_fault *fault, struct err *err)
{
	zip_stat_t st;
	zip_file_t *f;
	int rc;

	*fault = ZIPFILE_FINE;
	if (zip_stat(zip->zip, name, 0, &st) < 0)
		return err_set(err, ERR_ABSENT, "no member %s", name);
	rc = judge(&st, fault, err);
	if (rc < 0)
		return rc;
	f = zip_fopen_index(zip->zip, st.index, 0);
	if (!f)
		return damaged(fault, ZIPFILE_DAMAGED, err);
	rc = pump(f, st.size, fn, ctx, fault, err);
	zip_fclose(f);
	return rc;
}

void
zipfile_close(struct zipfile *zip)
{
	if (!zip)
		return;
	zip_discard(zip->zip);
	mem_free(zip);
}

/* ----------------------------------------------------------- write */

static int
add_members(zip_t *z, const struct zipfile_member *member, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		zip_source_t *s = zip_source_buffer(z, member[i].bytes.p,
		                                    member[i].bytes.n, 0);
		zip_int64_t at;

		if (!s)
			return -1;
		at = zip_file_add(z, member[i].name, s, ZIP_FL_ENC_UTF_8);
		if (at < 0) {
			zip_source_free(s);
			return -1;
		}
		if (zip_file_set_mtime(z, (zip_uint64_t)at, CLOCK, 0) < 0)
			return -1;
	}
	return 0;
}

static int
take_bytes(zip_source_t *source, struct buf *out)
{
	zip_stat_t st;
	zip_int64_t n;

	if (zip_source_open(source) < 0)
		return -1;
	n = zip_source_stat(source, &st);
	if (n == 0) {
		n = zip_source_read(source, buf_reserve(out, st.size),
		                    st.size);
		if (n >= 0)
			out->n += (size_t)n;
	}
	zip_source_close(source);
	return n < 0 ? -1 : 0;
}

int
zipfile_write(struct buf *out, const struct zipfile_member *member,
              size_t n, struct err *err)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z;
	int rc = -1;

	if (!source)
		return err_set(err, ERR_IO, "cannot make a zip archive");
	zip_source_keep(source);
	z = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	if (!z) {
		zip_source_free(source);
	} else if (add_members(z, member, n) < 0 || zip_close(z) < 0) {
		zip_discard(z);
	} else {
		rc = take_bytes(source, out);
	}
	zip_source_free(source);
	return rc == 0 ? 0
	               : err_set(err, ERR_IO, "cannot make a zip archive");
}
