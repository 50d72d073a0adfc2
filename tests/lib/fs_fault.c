#include "fs_fault.h"

#include "base/err.h"

#include <errno.h>
#include <string.h>

struct verdict {
	bool run;  /* let the wrapped file system do it */
	bool half; /* only half of a write */
	bool fail; /* and then report this errno */
	int number;
};

static struct verdict
judge(struct fs_fault *f)
{
	unsigned long n = __atomic_fetch_add(&f->count, 1, __ATOMIC_RELAXED);
	struct verdict v = {.run = true, .number = f->number};

	if (f->mode == FAULT_NONE || n < f->at ||
	    (f->mode == FAULT_ONCE && n > f->at))
		return v;
	v.fail = true;
	v.run = n == f->at && f->mode >= FAULT_KILL_HALF;
	v.half = v.run && f->mode == FAULT_KILL_HALF;
	if (f->mode >= FAULT_KILL_BEFORE)
		v.number = EIO;
	return v;
}

static int
report(const struct verdict *v, struct err *err, const char *doing,
       const char *path)
{
	errno = v->number;
	if (v->number != ENOENT)
		return err_io(err, doing, path);
	return err_set(err, ERR_ABSENT, "%s %s: %s", doing, path,
	               strerror(v->number));
}

static int
fault_read(void *ctx, const char *path, uint64_t from, size_t max,
           struct buf *out, struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);

	if (v.fail)
		return report(&v, err, "cannot read", path);
	return f->inner.ops->read(f->inner.ctx, path, from, max, out, err);
}

static int
fault_write(void *ctx, const char *path, struct str bytes, enum fs_write how,
            struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);
	int code = 0;

	if (v.half)
		bytes = str_sub(bytes, 0, bytes.n / 2);
	if (v.run)
		code = f->inner.ops->write(f->inner.ctx, path, bytes, how,
		                           err);
	return v.fail ? report(&v, err, "cannot write", path) : code;
}

static int
fault_sync(void *ctx, const char *path, enum fs_sync how, struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);
	int code = 0;

	if (v.run)
		code = f->inner.ops->sync(f->inner.ctx, path, how, err);
	return v.fail ? report(&v, err, "cannot sync", path) : code;
}

static int
fault_rename(void *ctx, const char *from, const char *to, struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);
	int code = 0;

	if (v.run && !v.half)
		code = f->inner.ops->rename(f->inner.ctx, from, to, err);
	return v.fail ? report(&v, err, "cannot rename to", to) : code;
}

/* unlink, mkdir and rmdir look alike. */
static int
fault_one(struct fs_fault *f,
          int (*op)(void *ctx, const char *path, struct err *err),
          const char *doing, const char *path, struct err *err)
{
	struct verdict v = judge(f);
	int code = 0;

	if (v.run && !v.half)
		code = op(f->inner.ctx, path, err);
	return v.fail ? report(&v, err, doing, path) : code;
}

static int
fault_unlink(void *ctx, const char *path, struct err *err)
{
	struct fs_fault *f = ctx;

	return fault_one(f, f->inner.ops->unlink, "cannot remove", path, err);
}

static int
fault_mkdir(void *ctx, const char *path, struct err *err)
{
	struct fs_fault *f = ctx;

	return fault_one(f, f->inner.ops->mkdir, "cannot make folder", path,
	                 err);
}

static int
fault_rmdir(void *ctx, const char *path, struct err *err)
{
	struct fs_fault *f = ctx;

	return fault_one(f, f->inner.ops->rmdir, "cannot remove folder",
	                 path, err);
}

static int
fault_list(void *ctx, const char *path, struct arena *a, struct fs_list *out,
           struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);

	if (v.fail)
		return report(&v, err, "cannot list", path);
	return f->inner.ops->list(f->inner.ctx, path, a, out, err);
}

static int
fault_stat(void *ctx, const char *path, struct fs_stat *out, struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);

	if (v.fail)
		return report(&v, err, "cannot look at", path);
	return f->inner.ops->stat(f->inner.ctx, path, out, err);
}

static int
fault_liken(void *ctx, const char *path, const char *like, struct err *err)
{
	struct fs_fault *f = ctx;
	struct verdict v = judge(f);
	int code = 0;

	if (v.run && !v.half)
		code = f->inner.ops->liken(f->inner.ctx, path, like, err);
	return v.fail ? report(&v, err, "cannot change", path) : code;
}

struct fs
fs_fault_fs(struct fs_fault *f)
{
	static const struct fs_ops ops = {
	    .read = fault_read,
	    .write = fault_write,
	    .sync = fault_sync,
	    .rename = fault_rename,
	    .unlink = fault_unlink,
	    .mkdir = fault_mkdir,
	    .rmdir = fault_rmdir,
	    .list = fault_list,
	    .stat = fault_stat,
	    .liken = fault_liken,
	};

	return (struct fs){&ops, f};
}
