#include "cmd/cmd.h"

#include "base/hash.h"
#include "base/map.h"
#include "build/compress.h"
#include "os/fs.h"
#include "publish/manifest.h"
#include "publish/publish.h"
#include "text/json.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

/* Bytes that a compressed file may unpack to. */
#define SIDE_MOST ((size_t)1 << 30)

static const struct option options[] = {{0}};

struct verify {
	struct fs fs;
	char root[PATH_SIZE];
	enum lang lang;
	struct arena arena;
	struct map known; /* path -> SHA-256, of all that the manifest lists */
	uint64_t files;
	uint64_t bad;
};

static int
complain(struct verify *v, const char *zh, const char *en, struct str path)
{
	v->bad++;
	printf("%s: %.*s\n", v->lang == LANG_ZH ? zh : en, STR_ARG(path));
	return 0;
}

static int
read_file(struct verify *v, struct str rel, struct buf *b, struct err *err)
{
	char path[PATH_SIZE];
	int rc = path_join(path, v->root, rel, err);

	return rc < 0 ? rc : fs_read(&v->fs, path, b, err);
}

static void
know(struct verify *v, struct str path, const struct sha256 *sha256)
{
	struct sha256 *kept = arena_alloc(&v->arena, sizeof *kept);

	*kept = *sha256;
	map_put(&v->known, arena_str(&v->arena, path), kept);
}

/* One file against its line; its bytes are left in b when they agree. */
static int
check_file(struct verify *v, struct str path, const struct sha256 *want,
           struct buf *b, struct err *err)
{
	struct sha256 is;
	int rc = read_file(v, path, b, err);

	know(v, path, want);
	v->files++;
	if (rc == ERR_ABSENT) {
		buf_reset(b);
		return complain(v, "缺失", "missing", path);
	}
	if (rc < 0)
		return rc;
	is = sha256_of(buf_str(b));
	if (memcmp(is.b, want->b, sizeof is.b) == 0)
		return 0;
	buf_reset(b);
	return complain(v, "被改动", "altered", path);
}

static int
check_piece(struct verify *v, struct str bytes, struct err *err)
{
	struct manifest_line line;
	struct buf b = {0};
	int rc;

	while ((rc = manifest_next(&bytes, &line, err)) == 1) {
		rc = check_file(v, line.path, &line.sha256, &b, err);
		if (rc < 0)
			break;
	}
	buf_release(&b);
	return rc;
}

static int
check_index(struct verify *v, struct str bytes, struct err *err)
{
	struct manifest_line line;
	struct buf b = {0};
	int rc;

	while ((rc = manifest_next(&bytes, &line, err)) == 1) {
		rc = check_file(v, line.path, &line.sha256, &b, err);
		if (rc == 0 && b.n)
			rc = check_piece(v, buf_str(&b), err);
		if (rc < 0)
			break;
	}
	buf_release(&b);
	return rc;
}

static bool
is_known(void *ctx, struct str path)
{
	struct verify *v = ctx;

	return map_get(&v->known, path) != NULL;
}

/* A compressed form is true when it unpacks to its file. */
static int
check_side(struct verify *v, struct str path, enum side side,
           const struct sha256 *want, struct err *err)
{
	struct buf packed = {0};
	struct buf bytes = {0};
	struct sha256 is = {{0}};
	int rc = read_file(v, path, &packed, err);

	v->files++;
	if (rc == 0 && compress_expand(side, buf_str(&packed), SIDE_MOST,
	                               &bytes))
		is = sha256_of(buf_str(&bytes));
	if (rc == 0 && memcmp(is.b, want->b, sizeof is.b) != 0)
		complain(v, "被改动", "altered", path);
	buf_release(&packed);
	buf_release(&bytes);
	return rc;
}

static int
is_extra(void *ctx, struct str path, struct err *err)
{
	struct verify *v = ctx;
	const struct sha256 *want = NULL;
	struct str of;
	enum side side;

	if (compress_side_of(path, &of, &side))
		want = map_get(&v->known, of);
	return want ? check_side(v, path, side, want, err)
	            : complain(v, "多余", "not of this site", path);
}

static int
check_extra(struct verify *v, struct str build, struct str index,
            struct err *err)
{
	struct publish p = {.fs = &v->fs, .state = "", .output = v->root};
	struct publish_sweep sweep = {v, is_known, is_extra};
	struct sha256 of_build = sha256_of(build);
	struct sha256 of_index = sha256_of(index);

	know(v, STR("build.json"), &of_build);
	know(v, STR("manifest/index.txt"), &of_index);
	return publish_sweep(&p, &sweep, err);
}

/* build.json pins the index, the index the pieces, they all other files. */
static int
check_site(struct verify *v, struct err *err)
{
	const struct value *root;
	struct buf build = {0};
	struct buf index = {0};
	char hex[2 * SHA256_SIZE + 1];
	int rc = read_file(v, STR("build.json"), &build, err);

	if (rc == 0)
		rc = json_read(&v->arena, buf_str(&build), &root, NULL, err);
	if (rc == 0)
		rc = read_file(v, STR("manifest/index.txt"), &index, err);
	if (rc == 0) {
		sha256_hex(sha256_of(buf_str(&index)), hex);
		if (!str_eq(value_str(value_get(root, STR("manifest"))),
		            str_from(hex)))
			complain(v, "被改动", "altered",
			         STR("manifest/index.txt"));
		rc = check_index(v, buf_str(&index), err);
	}
	if (rc == 0)
		rc = check_extra(v, buf_str(&build), buf_str(&index), err);
	buf_release(&build);
	buf_release(&index);
	return rc;
}

int
cmd_verify(int argc, char **argv, enum lang lang)
{
	struct verify v = {.fs = fs_real(), .lang = lang};
	struct err err = {0};
	int rc;

	opterr = 0;
	optind = 1;
	if (getopt_long(argc, argv, "", options, NULL) != -1)
		return cmd_usage(lang, "verify", argv[optind - 1]);
	if (optind + 1 < argc)
		return cmd_usage(lang, "verify", argv[optind + 1]);
	arena_init(&v.arena);
	rc = cmd_output(v.root, optind < argc ? argv[optind] : NULL, NULL,
	                &err);
	if (rc == 0)
		rc = check_site(&v, &err);
	map_release(&v.known);
	arena_release(&v.arena);
	if (rc == ERR_CORRUPT) {
		cmd_fail(lang, &err);
		return EXIT_FINDINGS;
	}
	if (rc < 0)
		return cmd_fail(lang, &err);
	fprintf(stderr,
	        lang == LANG_ZH ? "核对 %llu 个文件，%llu 个不符\n"
	                        : "%llu files checked, %llu do not agree\n",
	        (unsigned long long)v.files, (unsigned long long)v.bad);
	return v.bad ? EXIT_FINDINGS : EXIT_DONE;
}
