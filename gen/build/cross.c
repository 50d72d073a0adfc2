#include "build/update.h"

#include "base/codec.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "build/agree.h"
#include "build/content.h"
#include "build/history.h"
#include "model/suggest.h"
#include "repo/diff.h"
#include "store/links.h"

#include <string.h>

/* How many ids of a folder are looked at for a near one. */
#define SUGGEST_LOOK 5000

struct cross {
	struct update *u;
	struct arena arena; /* of one record */
	struct arena keep;  /* keys of the maps */
	struct map gone; /* absent records judged already */
	struct map told; /* links reported already */
	struct buf bytes;
	struct agree agree;
};

/* A record whose file is there counts, even if it cannot be read: one
 * mistake is told once. */
static bool
is_there(struct cross *c, struct str record)
{
	struct history_entry entry;
	struct str value;

	return txn_get(c->u->txn, TABLE_RECORD, record, &value) ||
	       (history_get(c->u->txn, record, &entry) && !entry.gone);
}

static bool
is_withdrawn(struct cross *c, struct str record)
{
	size_t n;
	struct link *link = links_to(c->u->txn, &c->arena, record,
	                             STR(""), &n);

	for (size_t i = 0; i < n; i++)
		if (link[i].kind == LINK_WITHDRAW)
			return true;
	return false;
}

/* The record of the same folder that somebody probably meant. */
static struct str
nearest(struct cross *c, struct str record)
{
	size_t slash = str_chr(record, '/');
	struct VEC(struct str) known = {0};
	struct cursor *cursor = cursor_open(c->u->txn, TABLE_RECORD);
	struct str prefix = str_sub(record, 0, slash);
	struct str key;
	struct str value;
	struct str hit;
	bool more = cursor_seek(cursor, prefix, &key, &value);

	while (more && str_starts(key, prefix) && known.n < SUGGEST_LOOK) {
		vec_push(&known, arena_str(&c->arena, key));
		more = cursor_next(cursor, &key, &value);
	}
	cursor_close(cursor);
	hit = suggest_nearest(record, known.v, known.n);
	vec_release(&known);
	slash = str_chr(hit, '/');
	return hit.n ? str_sub(hit, slash + 1, hit.n) : hit;
}

static struct finding_place
place_of(struct cross *c, struct str path)
{
	struct update *u = c->u;
	struct finding_place place = {
	    .path = update_place(u, &c->arena, path)};
	struct oid id;

	if (repo_file(u->repo, &u->config->content, path, &id, NULL) == 1 &&
	    repo_blob(u->repo, &id, &c->bytes, NULL) == 0)
		place.source = buf_str(&c->bytes);
	return place;
}

static void
report_link(struct cross *c, const struct link *link, const char *code,
            struct str target)
{
	struct finding_place place;
	struct str id = target;
	struct str args[FINDING_ARGS] = {{0}};
	struct str key =
	    arena_fmt(&c->keep, "%s|%.*s|%.*s|%u|%u", code, STR_ARG(target),
	              STR_ARG(link->source), link->line, link->column);

	if (map_put(&c->told, key, c))
		return;
	place = place_of(c, link->path);
	place.line = link->line;
	place.column = link->column;
	str_cut(&id, '/');
	args[0] = target;
	args[1] = nearest(c, target);
	if (link->kind == LINK_REF) {
		args[0] = id;
		args[2] = str_sub(target, 0, str_chr(target, '/'));
		place.length = (unsigned)utf8_count(id);
	}
	finding_add(c->u->findings, code, &place, args);
}

/* A withdrawal must name a record that was published and is gone. */
static void
check_withdrawal(struct cross *c, const struct link *link, struct str target)
{
	struct history_entry entry;

	if (is_there(c, target))
		report_link(c, link, "R107", target);
	else if (!history_get(c->u->txn, target, &entry))
		report_link(c, link, "R105", target);
}

static bool
has_file(struct cross *c, struct str path)
{
	struct str value;

	return txn_get(c->u->txn, TABLE_FILE, path, &value);
}

/* Links from one record to another, or from all when source is empty. */
static void
check_links(struct cross *c, struct str target, struct str source)
{
	size_t n;
	struct link *link = links_to(c->u->txn, &c->arena, target,
	                             source, &n);
	bool there = is_there(c, target) || is_withdrawn(c, target);

	for (size_t i = 0; i < n; i++) {
		if (link[i].kind == LINK_WITHDRAW)
			check_withdrawal(c, &link[i], target);
		else if (!there && link[i].kind == LINK_REF)
			report_link(c, &link[i], "R101", target);
		else if (!there && link[i].kind == LINK_BODY)
			report_link(c, &link[i], "R102", target);
		else if (link[i].kind == LINK_FILE && !has_file(c, target))
			report_link(c, &link[i], "R106", target);
	}
}

/* Day of a commit in the site's time zone. */
static int32_t
day_of(const struct update *u, int64_t time)
{
	int64_t local = time + (int64_t)u->config->site.utc_offset * 60;

	return (int32_t)(local / 86400 - (local % 86400 < 0));
}

/* Was the last version of a removed record ever on the site?  One that was
 * refused, or that went before its day, need not be withdrawn now. */
static bool
was_sound(struct cross *c, const struct history_entry *entry,
          struct history_version *version)
{
	struct update *u = c->u;
	struct record_input input;
	struct finding_list quiet;
	struct record *last;

	if (entry->versions < 2 ||
	    !history_version(u->txn, entry->accession, entry->versions - 1,
	                     version) ||
	    repo_blob(u->repo, &version->blob, &c->bytes, NULL) < 0)
		return false;
	version->path = arena_str(&c->arena, version->path);
	finding_list_init(&quiet, &c->arena);
	input = update_input(u, &c->arena, version->path,
	                     buf_str(&c->bytes));
	last = record_parse(&c->arena, &u->config->set, &input, &quiet);
	return last && quiet.errors == 0 &&
	       last->scheduled <= day_of(u, entry->time);
}

/* The path below FOLDER/ where the bytes of a removed record stand now: it
 * was probably given another name. */
static struct str
moved_to(struct cross *c, struct str folder, const struct oid *blob)
{
	struct cursor *cursor = cursor_open(c->u->txn, TABLE_DELTA);
	struct str found = {0};
	struct str path;
	struct str value;
	bool more = cursor_seek(cursor, folder, &path, &value);

	while (more && !found.n && str_starts(path, folder)) {
		if (update_brings(value, blob))
			found = arena_str(&c->arena, path);
		more = cursor_next(cursor, &path, &value);
	}
	cursor_close(cursor);
	return found;
}

/* A record that was published once and is not there now. */
static void
check_absent(struct cross *c, struct str record)
{
	struct update *u = c->u;
	struct history_entry entry;
	const struct schema *schema;
	struct history_version last;
	struct str args[FINDING_ARGS] = {record};
	struct finding_place place = {0};
	struct str folder;

	if (map_get(&c->gone, record) || is_there(c, record))
		return;
	map_put(&c->gone, arena_str(&c->keep, record), c);
	if (!history_get(u->txn, record, &entry) || is_withdrawn(c, record))
		return;
	check_links(c, record, (struct str){0});
	folder = str_sub(record, 0, str_chr(record, '/'));
	schema = schema_of_folder(&u->config->set, folder);
	if (!schema || !schema->permanent || !was_sound(c, &entry, &last))
		return;
	folder = str_sub(record, 0, folder.n + 1);
	place.path = update_place(u, &c->arena, last.path);
	args[1] = moved_to(c, folder, &last.blob);
	if (args[1].n)
		args[1] = update_place(u, &c->arena, args[1]);
	finding_add(u->findings, "R104", &place, args);
}

static void
check_touched(struct cross *c, struct str name, struct str old_bytes)
{
	struct str value;
	struct row row;

	if (txn_get(c->u->txn, TABLE_RECORD, name, &value) &&
	    row_decode(&c->arena, value, &row)) {
		size_t n = 0;
		struct link *link = NULL;

		/* A record that comes back must not be withdrawn. */
		if (!old_bytes.n)
			link = links_to(c->u->txn, &c->arena, name,
			                STR(""), &n);
		agree_check(&c->agree, name);
		for (size_t i = 0; i < row.refs; i++)
			check_links(c, row.ref[i], name);
		for (size_t i = 0; i < n; i++)
			if (link[i].kind == LINK_WITHDRAW)
				check_withdrawal(c, &link[i], name);
	} else {
		check_absent(c, name);
	}
	if (!old_bytes.n || !row_decode(&c->arena, old_bytes, &row))
		return;
	for (size_t i = 0; i < row.refs; i++) {
		if (!is_there(c, row.ref[i]))
			check_absent(c, row.ref[i]);
		agree_subject(&c->agree, row.ref[i]);
	}
}

static void
check_removed_files(struct cross *c)
{
	struct cursor *cursor = cursor_open(c->u->txn, TABLE_DELTA);
	struct str key;
	struct str value;
	bool more = cursor_seek(cursor, STR("files/"), &key, &value);

	while (more && str_starts(key, STR("files/"))) {
		size_t n = 0;
		struct link *link = NULL;

		if (value.n && value.p[0] == DELTA_REMOVED)
			link = links_to(c->u->txn, &c->arena, key,
			                STR(""), &n);
		for (size_t i = 0; i < n; i++)
			report_link(c, &link[i], "R106", key);
		more = cursor_next(cursor, &key, &value);
	}
	cursor_close(cursor);
}

/* A build from nothing must find what went missing long ago. */
static void
check_history(struct cross *c)
{
	struct cursor *cursor = cursor_open(c->u->txn, TABLE_HISTORY);
	struct str key;
	struct str value;
	bool more = cursor_seek(cursor, (struct str){0}, &key, &value);

	while (more) {
		struct history_entry entry;

		if (history_decode(value, &entry) && entry.gone &&
		    !is_there(c, key))
			check_absent(c, arena_str(&c->arena, key));
		more = cursor_next(cursor, &key, &value);
	}
	cursor_close(cursor);
}

int
update_cross(struct update *u, struct err *err)
{
	struct cross c = {.u = u};
	struct cursor *cursor = cursor_open(u->txn, TABLE_TOUCHED);
	struct str key;
	struct str value;
	bool more = cursor_seek(cursor, (struct str){0}, &key, &value);

	arena_init(&c.arena);
	arena_init(&c.keep);
	agree_init(&c.agree, u, &c.arena);
	while (more) {
		arena_reset(&c.arena);
		check_touched(&c, arena_str(&c.arena, key),
		              arena_str(&c.arena, value));
		more = cursor_next(cursor, &key, &value);
	}
	cursor_close(cursor);
	check_removed_files(&c);
	if (u->rebuild)
		check_history(&c);
	map_release(&c.gone);
	map_release(&c.told);
	buf_release(&c.bytes);
	agree_release(&c.agree);
	arena_release(&c.arena);
	arena_release(&c.keep);
	return txn_check(u->txn, err);
}
