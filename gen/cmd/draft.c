#include "cmd/draft.h"

#include "build/content.h"
#include "build/kind_word.h"
#include "build/origin.h"
#include "build/roster.h"
#include "model/date.h"
#include "model/emit.h"

#include <stdlib.h>
#include <string.h>

int
draft_open(struct draft *draft, const char *repo, const char *content,
           struct err *err)
{
	struct oid tree;
	int rc;

	*draft = (struct draft){
	    .content = str_from(content ? content : "content")};
	arena_init(&draft->arena);
	finding_list_init(&draft->findings, &draft->arena);
	draft->values = value_map(&draft->arena);
	if (str_eq(draft->content, STR(".")))
		draft->content = STR("");
	rc = repo_open(repo ? repo : ".", &draft->repo, err);
	if (rc == 0)
		rc = repo_keep_clean(draft->repo, err);
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
	return kind_word(&draft->config.set, kind, &draft->schema, err);
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

	if (!f)
		return err_set(err, ERR_USAGE, "%.*s has no field %.*s",
		               STR_ARG(d->schema->kind), STR_ARG(path));
	if (f->list || f->type == FIELD_MAP ||
	    (f->type == FIELD_LIST && f->field->type == FIELD_MAP))
		return err_set(err, ERR_USAGE,
		               "%.*s is a group: write it into the file",
		               STR_ARG(path));
	while (str_chr(rest, '.') < rest.n)
		map = member_map(d, map, str_cut(&rest, '.'));
	put_value(d, map, f, value);
	return 0;
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
	const struct roster roster = {&d->config, d->repo, d->content,
	                              d->schema};
	struct roster_series series = {0};
	const char *workdir = repo_workdir(d->repo);
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
	rc = roster_ids(&roster, &d->arena, &series, err);
	if (rc < 0)
		return rc;
	if (!id.n)
		id = roster_next(&d->arena, &series, d->schema, year);
	vec_release(&series.last);
	inner = series.by_year || !series.any
	            ? arena_fmt(&d->arena, "%.*s/%d",
	                        STR_ARG(d->schema->folder), year)
	            : d->schema->folder;
	inner = arena_fmt(&d->arena, "%.*s%s%.*s/%.*s.md",
	                  STR_ARG(d->content), d->content.n ? "/" : "",
	                  STR_ARG(inner), STR_ARG(id));
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
