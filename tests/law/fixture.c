#include "law/fixture.h"

#include "base/err.h"
#include "base/vec.h"
#include "os/fs.h"

#include <ctype.h>

struct files VEC(struct fixture_file);

struct reading {
	struct fs fs;
	struct arena *arena;
	struct files files;
	struct buf bytes;
};

uint64_t
fixture_bit(char letter)
{
	int n = islower((unsigned char)letter) ? letter - 'a'
	                                       : 26 + letter - 'A';

	return (uint64_t)1 << n;
}

static bool
is_marked(struct str line)
{
	return line.n >= 4 && line.p[0] == '#' &&
	       (line.p[1] == '+' || line.p[1] == '-') &&
	       isalpha((unsigned char)line.p[2]) && line.p[3] == ' ';
}

static bool
has_mark(struct str bytes)
{
	while (bytes.n)
		if (is_marked(str_cut(&bytes, '\n')))
			return true;
	return false;
}

static int
take_file(struct reading *r, struct str from, struct str to,
          struct err *err)
{
	struct fixture_file file = {.path = to};
	int rc = fs_read(&r->fs, from.p, &r->bytes, err);

	if (rc < 0)
		return rc;
	if (to.n > 2 && to.p[to.n - 2] == '+') {
		file.only = to.p[to.n - 1];
		file.path.n -= 2;
	}
	file.bytes = arena_str(r->arena, buf_str(&r->bytes));
	file.plain = !has_mark(file.bytes);
	vec_push(&r->files, file);
	return 0;
}

static int
take_folder(struct reading *r, struct str from, struct str to,
            struct err *err)
{
	struct fs_list list;
	int rc = fs_list(&r->fs, from.p, r->arena, &list, err);

	for (size_t i = 0; rc == 0 && i < list.n; i++) {
		struct str name = list.entry[i].name;
		struct str inner = arena_fmt(r->arena, "%.*s/%.*s",
		                             STR_ARG(from), STR_ARG(name));
		struct str path = name;

		if (to.n)
			path = arena_fmt(r->arena, "%.*s/%.*s", STR_ARG(to),
			                 STR_ARG(name));
		rc = list.entry[i].kind == FS_DIR
		         ? take_folder(r, inner, path, err)
		         : take_file(r, inner, path, err);
	}
	return rc;
}

int
fixture_read(struct fixture *fixture, const char *site, const char *theme,
             struct err *err)
{
	struct reading r = {.fs = fs_real(), .arena = &fixture->arena};
	int rc;

	arena_init(&fixture->arena);
	rc = take_folder(&r, str_from(site), STR(""), err);
	if (rc == 0 && theme)
		rc = take_folder(&r, str_from(theme), STR("themes/other"),
		                 err);
	buf_release(&r.bytes);
	fixture->n = r.files.n;
	fixture->file = arena_array(&fixture->arena, r.files.n + 1,
	                            sizeof *fixture->file);
	for (size_t i = 0; i < r.files.n; i++)
		fixture->file[i] = r.files.v[i];
	vec_release(&r.files);
	return rc;
}

void
fixture_release(struct fixture *fixture)
{
	arena_release(&fixture->arena);
}

bool
fixture_bytes(const struct fixture_file *file, uint64_t switches,
              struct buf *b, struct str *bytes)
{
	struct str rest = file->bytes;

	if (file->only && !(switches & fixture_bit(file->only)))
		return false;
	*bytes = file->bytes;
	if (file->plain)
		return true;
	buf_reset(b);
	while (rest.n) {
		struct str line = str_cut(&rest, '\n');
		bool on = true;

		if (is_marked(line)) {
			on = (switches & fixture_bit(line.p[2])) != 0;
			on = on == (line.p[1] == '+');
			line = str_sub(line, 4, line.n);
		}
		if (!on)
			continue;
		buf_add(b, line);
		buf_byte(b, '\n');
	}
	*bytes = buf_str(b);
	return true;
}
