#include "render/parsed.h"

#include <string.h>

void
parsed_release(struct parsed *p)
{
	markdown_free(p->doc);
	arena_release(&p->arena);
	*p = (struct parsed){0};
}

static void
forget(struct parsed *p)
{
	markdown_free(p->doc);
	p->doc = NULL;
	p->record = NULL;
	arena_reset(&p->arena);
}

static int
parse(struct parsed *p, const struct schema_set *set, struct str name,
      const struct row *row, struct str bytes, struct err *err)
{
	struct record_input input = {.depth = RECORD_TYPED};
	struct finding_list quiet;
	struct markdown_error bad;

	finding_list_init(&quiet, &p->arena);
	input.file.path = arena_str(&p->arena, row->path);
	input.file.bytes = arena_str(&p->arena, bytes);
	p->record = record_parse(&p->arena, set, &input, &quiet);
	if (!p->record ||
	    (p->record->body.n &&
	     markdown_parse(&p->arena, p->record->body, &p->doc, &bad) < 0)) {
		forget(p);
		return err_set(err, ERR_CORRUPT,
		               "record %.*s no longer parses",
		               STR_ARG(name));
	}
	p->name = arena_str(&p->arena, name);
	memcpy(p->blob, row->blob, ROW_BLOB);
	return 0;
}

int
parsed_get(struct parsed *p, const struct schema_set *set,
           struct snapshot *snapshot, struct str name, const struct row *row,
           struct err *err)
{
	struct buf bytes = {0};
	int rc;

	if (p->record && str_eq(p->name, name) &&
	    memcmp(p->blob, row->blob, ROW_BLOB) == 0)
		return 0;
	forget(p);
	rc = snapshot_record(snapshot, row, &bytes, err);
	if (rc == 0)
		rc = parse(p, set, name, row, buf_str(&bytes), err);
	buf_release(&bytes);
	return rc;
}
