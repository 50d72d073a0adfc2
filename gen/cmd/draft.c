#include "cmd/draft.h"

#include "base/vec.h"
#include "build/content.h"
#include "build/kind_word.h"
#include "build/origin.h"
#include "model/date.h"
#include "model/emit.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 4 /* folders below a kind's folder that are looked at */

int
draft_open(struct draft *draft, const char *repo, const char *content,
           enum lang lang, struct err *err)
{
	struct oid tree;
	int rc;

	*draft = (struct draft){
	    .lang = lang,
	    .content = str_from(content ? content : "content")};
	arena_init(&draft->arena);
	finding_list_init(&draft->findings, &draft->arena);
	draft->values = value_map(&draft->arena);
	if (str_eq(draft->content, STR(".")))
		draft->content = STR("");
	rc = repo_open(repo ? repo : ".", &draft->repo, err);
	if (rc == 0)
		rc = repo_worktree(draft->repo, &tree, err);
	if (rc == 0)
		rc = config_load(&draft->config, draft->repo, &tree,
		                 draft->content, NULL, &draft->findings, err);
	if (rc == 0)
		draft->today = origin_today(draft->config.site.utc_offset);
	return rc;
}

void
draft_close(struct draft *draft)
{
	config_release(&draft->config);
	repo_close(draft->repo);
	arena_release(&draft->arena);
}

int
draft_kind(struct draft *draft, struct str kind, struct err *err)
{
	return kind_word(&draft->config.set, kind, draft->lang,
	                 &draft->schema, err);
}

/* ------------------------------------------------------------- set */

static struct value *
member_map(struct draft *d, struct value *map, struct str name)
{
	const struct value *old = value_get(map, name);
	struct value *made;

	for (size_t i = 0; old && i < map->n; i++)
		if (str_eq(map->member[i].key, name))
			return map->member[i].value;
	made = value_map(&d->arena);
	value_put(&d->arena, map, name, made);
	return made;
}

static void
put_value(struct draft *d, struct value *map,
          const struct schema_field *field, struct str value)
{
	struct value *text;
	struct value *list = NULL;

	value = arena_str(&d->arena, value);
	text = field->type == FIELD_BOOL
	           ? value_bool(&d->arena, str_eq(value, STR("true")) ||
	                                       str_eq(value, STR("是")))
	           : value_text(&d->arena, value);
	if (field->type != FIELD_LIST) {
		value_put(&d->arena, map, field->name, text);
		return;
	}
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->member[i].key, field->name))
			list = map->member[i].value;
	if (!list) {
		list = value_list(&d->arena);
		value_put(&d->arena, map, field->name, list);
	}
	value_add(&d->arena, list, text);
}

int
draft_set(struct draft *d, struct str path, struct str value,
          struct err *err)
{
	const struct schema_field *f = schema_field(d->schema, path);
	struct value *map = d->values;
	struct str rest = path;
	bool zh = d->lang == LANG_ZH;

	if (!f)
		return err_set(err, ERR_USAGE,
		               zh ? "%.*s 没有字段 %.*s"
		                  : "%.*s has no field %.*s",
		               STR_ARG(d->schema->kind), STR_ARG(path));
	if (f->list || f->type == FIELD_MAP ||
	    (f->type == FIELD_LIST && f->field->type == FIELD_MAP))
		return err_set(err, ERR_USAGE,
		               zh ? "%.*s 是一组字段，请写在文件里"
		                  : "%.*s is a group: write it into the file",
		               STR_ARG(path));
	while (str_chr(rest, '.') < rest.n)
		map = member_map(d, map, str_cut(&rest, '.'));
	put_value(d, map, f, value);
	return 0;
}

/* ---------------------------------------------------------- number */

/* PREFIX-YEAR-NUMBER of an id. */
struct series {
	struct str prefix;
	uint64_t year;
	uint64_t number;
	size_t digits;
};

static bool
series_of(struct str id, struct series *s)
{
	size_t last = str_rchr(id, '-');
	struct str head = str_sub(id, 0, last);
	size_t year = str_rchr(head, '-');
	struct str tail;

	if (last == id.n || year == head.n)
		return false;
	tail = str_sub(id, last + 1, id.n);
	s->prefix = str_sub(head, 0, year);
	s->digits = tail.n;
	return str_u64(tail, &s->number) && head.n - year - 1 == 4 &&
	       str_u64(str_sub(head, year + 1, head.n), &s->year);
}

struct numbering {
	struct draft *draft;
	uint64_t year;      /* whose next number is wanted */
	struct series last; /* of the newest year */
	uint64_t number;    /* the highest of the year; 0: none yet */
	bool any;
	bool by_year; /* files lie in folders of the year */
};

static void
see_file(struct numbering *n, struct str inner)
{
	struct content content = content_of(inner);
	struct series s;

	if (content.kind != CONTENT_RECORD || !series_of(content.id, &s))
		return;
	if (s.year == n->year && s.number > n->number)
		n->number = s.number;
	if (!n->any || s.year > n->last.year ||
	    (s.year == n->last.year && s.number > n->last.number)) {
		n->last = s;
		n->last.prefix = arena_str(&n->draft->arena, s.prefix);
		n->by_year = str_chr(str_sub(inner, content.folder.n + 1,
		                             inner.n),
		                     '/') < inner.n - content.folder.n - 1;
		n->any = true;
	}
}

static int
see_folder(struct numbering *n, const char *root, struct str inner,
           unsigned depth, struct err *err)
{
	struct fs fs = fs_real();
	struct fs_list list;
	char path[PATH_SIZE];
	int rc = path_join(path, root, inner, err);

	if (rc < 0 || fs_kind_of(&fs, path) != FS_DIR)
		return rc;
	rc = fs_list(&fs, path, &n->draft->arena, &list, err);
	for (size_t i = 0; rc == 0 && i < list.n; i++) {
		struct str below =
		    arena_fmt(&n->draft->arena, "%.*s/%.*s", STR_ARG(inner),
		              STR_ARG(list.entry[i].name));

		if (list.entry[i].kind == FS_DIR && depth)
			rc = see_folder(n, root, below, depth - 1, err);
		else if (list.entry[i].kind == FS_FILE)
			see_file(n, below);
	}
	return rc;
}

static struct str
next_id(struct numbering *n, int year)
{
	struct arena *a = &n->draft->arena;

	if (!n->any)
		return arena_fmt(a, "%.*s-%d-0001",
		                 STR_ARG(n->draft->schema->kind), year);
	return arena_fmt(a, "%.*s-%d-%0*llu", STR_ARG(n->last.prefix), year,
	                 (int)n->last.digits,
	                 (unsigned long long)n->number + 1);
}

/* ----------------------------------------------------------- write */

/* A date on which a record may come out is today unless said otherwise. */
static void
put_today(struct draft *d)
{
	const struct schema_field *f = d->schema->scheduled;

	if (f && !f->parent && !value_get(d->values, f->name))
		value_put(&d->arena, d->values, f->name,
		          value_text(&d->arena,
		                     date_iso_str(&d->arena, d->today)));
}

static int
write_file(const char *full, struct str bytes, struct err *err)
{
	struct fs fs = fs_real();
	struct buf dir = {0};
	struct str path = str_from(full);
	int rc;

	buf_add(&dir, str_sub(path, 0, str_rchr(path, '/')));
	buf_byte(&dir, '\0');
	rc = fs_mkdir(&fs, dir.p, err);
	if (rc == 0)
		rc = fs_write_new(&fs, full, bytes, err);
	buf_release(&dir);
	return rc;
}

int
draft_write(struct draft *d, struct str id, enum lang lang,
            char path[PATH_SIZE], struct err *err)
{
	int year = date_split(d->today).year;
	struct numbering n = {.draft = d, .year = (uint64_t)year};
	const char *workdir = repo_workdir(d->repo);
	char root[PATH_SIZE];
	char full[PATH_SIZE];
	struct buf b = {0};
	struct str inner;
	int rc;

	if (!workdir)
		return err_set(err, ERR_USAGE,
		               "a bare repository has no work tree");
	if (id.n && !content_is_id(id))
		return err_set(err, ERR_USAGE,
		               "%.*s is no id: small letters, digits and -",
		               STR_ARG(id));
	rc = path_join(root, workdir, d->content, err);
	if (rc == 0)
		rc = see_folder(&n, root, d->schema->folder, DEPTH_MOST, err);
	if (rc < 0)
		return rc;
	inner = n.by_year ? arena_fmt(&d->arena, "%.*s/%d",
	                              STR_ARG(d->schema->folder), year)
	                  : d->schema->folder;
	inner = arena_fmt(&d->arena, "%.*s%s%.*s/%.*s.md",
	                  STR_ARG(d->content), d->content.n ? "/" : "",
	                  STR_ARG(inner),
	                  STR_ARG(id.n ? id : next_id(&n, year)));
	put_today(d);
	emit_skeleton(&b, d->schema, d->values, lang);
	rc = path_join(full, workdir, inner, err);
	if (rc == 0)
		rc = write_file(full, buf_str(&b), err);
	if (rc == 0)
		rc = path_join(path, "", inner, err);
	buf_release(&b);
	return rc;
}
