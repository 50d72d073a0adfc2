#include "cmd/cmd.h"

#include "base/hash.h"
#include "build/made.h"
#include "cmd/archive.h"
#include "cmd/disk.h"
#include "cmd/look.h"
#include "model/date.h"
#include "os/lock.h"
#include "publish/manifest.h"

#include <getopt.h>
#include <stdio.h>

/* Files in one list of checksums. */
#define SUMS 4096

enum { OPT_REPO = 256 };

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"repo", required_argument, NULL, OPT_REPO},
    {0}};

struct pack {
	struct look look;
	struct fs fs;
	struct archive archive;
	struct buf root; /* folder that all lies in, with its slash */
	struct buf bytes;
	struct buf name;
	struct buf out;
	struct buf sums; /* "sha256sum -c" reads it from the root */
	uint64_t files;
};

static int
add_member(struct pack *p, struct str path, struct str bytes,
           struct err *err)
{
	size_t n = p->root.n;
	int rc;

	buf_add(&p->root, path);
	rc = archive_add(&p->archive, buf_str(&p->root), bytes, err);
	p->root.n = n;
	return rc;
}

static int
end_sums(struct pack *p, struct err *err)
{
	char name[32];
	int rc = 0;

	if (p->sums.n == 0)
		return 0;
	snprintf(name, sizeof name, "sha256/%06llu.txt",
	         (unsigned long long)((p->files + SUMS - 1) / SUMS));
	rc = add_member(p, str_from(name), buf_str(&p->sums), err);
	buf_reset(&p->sums);
	return rc;
}

/* A file as it was published, or the pack would be of no state at all. */
static int
read_made(struct pack *p, const struct made *made, struct err *err)
{
	char path[PATH_SIZE];
	int rc = path_join(path, p->look.place.output, made->path, err);

	if (rc == 0)
		rc = fs_read(&p->fs, path, &p->bytes, err);
	if (rc == 0 &&
	    !digest_eq(hash128(buf_str(&p->bytes)), made->digest))
		return err_set(err, ERR_IO,
		               "%s is not what was published; run `gongshi "
		               "build --clean`",
		               path);
	return rc;
}

static int
add_one(struct pack *p, struct str path, struct str bytes, struct err *err)
{
	struct sha256 sha256 = sha256_of(bytes);
	int rc = add_member(p, path, bytes, err);

	manifest_put(&p->sums, &sha256, path);
	p->files++;
	return rc < 0 || p->files % SUMS ? rc : end_sums(p, err);
}

static int
add_file(struct pack *p, const struct made *made, struct err *err)
{
	struct str bytes;
	int rc = read_made(p, made, err);

	if (rc < 0)
		return rc;
	bytes = buf_str(&p->bytes);
	if (disk_file(made->path, bytes, &p->out))
		bytes = buf_str(&p->out);
	if (disk_stays(made->path))
		rc = add_one(p, made->path, bytes, err);
	if (rc == 0 && disk_script(made->path, buf_str(&p->bytes), &p->name,
	                           &p->out))
		rc = add_one(p, buf_str(&p->name), buf_str(&p->out), err);
	return rc;
}

/* Everything that was published but the manifest, which is of the site and
 * not of the pack. */
static int
add_all(struct pack *p, struct err *err)
{
	struct txn *txn = p->look.txn;
	struct cursor *c = cursor_open(txn, TABLE_PATH);
	struct str key;
	struct str path;
	struct str value;
	struct made made;
	int rc = 0;
	bool more = cursor_seek(c, (struct str){0}, &path, &key);

	while (more && rc == 0) {
		if (txn_get(txn, TABLE_OUTPUT, key, &value) &&
		    made_decode(value, &made))
			rc = add_file(p, &made, err);
		more = cursor_next(c, &path, &key);
	}
	cursor_close(c);
	if (rc == 0 && txn_get(txn, TABLE_OUTPUT, STR("9b"), &value) &&
	    made_decode(value, &made))
		rc = add_file(p, &made, err);
	if (rc == 0)
		rc = txn_check(txn, err);
	return rc < 0 ? rc : end_sums(p, err);
}

static int
pack(struct pack *p, const char *file, struct err *err)
{
	char day[DATE_ISO_SIZE];
	char name[64];
	int rc;

	date_iso(p->look.built.as_of, day);
	buf_fmt(&p->root, "gongshi-%s/", day);
	snprintf(name, sizeof name, "gongshi-%s.zip", day);
	rc = archive_begin(&p->archive, file ? file : name, err);
	if (rc == 0)
		rc = add_all(p, err);
	if (rc == 0)
		rc = archive_end(&p->archive, err);
	return rc;
}

static int
run(const char *site, const char *repo, const char *file, enum lang lang)
{
	struct pack p = {.fs = fs_real()};
	struct lock lock = {.fd = -1};
	struct err err = {0};
	int rc = look_open(&p.look, site, repo, &err);

	/* Files do not change while we read them. */
	if (rc == 0)
		rc = lock_take(&lock, p.look.place.lock, &err);
	if (rc == 0)
		rc = pack(&p, file, &err);
	if (rc == 0)
		printf("%s\n", p.archive.path);
	if (rc == 0)
		fprintf(stderr,
		        lang == LANG_ZH ? "%llu 个文件，%llu 字节\n"
		                        : "%llu files, %llu bytes\n",
		        (unsigned long long)p.files,
		        (unsigned long long)(p.archive.at +
		                             p.archive.listed));
	archive_release(&p.archive);
	lock_release(&lock);
	look_close(&p.look);
	buf_release(&p.root);
	buf_release(&p.bytes);
	buf_release(&p.name);
	buf_release(&p.out);
	buf_release(&p.sums);
	return rc < 0 ? cmd_fail(lang, &err) : EXIT_DONE;
}

int
cmd_pack(int argc, char **argv, enum lang lang)
{
	const char *repo = NULL;
	const char *file = NULL;
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) != -1) {
		if (c == 'o')
			file = optarg;
		else if (c == OPT_REPO)
			repo = optarg;
		else
			return cmd_usage(lang, "pack", argv[optind - 1]);
	}
	if (optind + 1 < argc)
		return cmd_usage(lang, "pack", argv[optind + 1]);
	return run(optind < argc ? argv[optind] : NULL, repo, file, lang);
}
