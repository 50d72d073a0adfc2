#include "store/rank.h"
#include "store/snapshot_part.h"

struct listed *
snapshot_ranked(struct snapshot *s, struct str list, size_t most, size_t *n)
{
	struct listed *v = arena_array(s->arena, most, sizeof *v);
	struct cursor *c = cursor_open(s->txn, TABLE_RANK);
	struct buf start = {0};
	struct str from = rank_start(&start, list);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, from, &key, &value);

	snapshot_note(s, "rank|%.*s", STR_ARG(list));
	*n = 0;
	while (more && *n < most && str_starts(key, from)) {
		struct listed *one = &v[*n];

		one->record = arena_str(s->arena, rank_record(key, from));
		*n += snapshot_row(s, one->record, &one->row);
		more = cursor_next(c, &key, &value);
	}
	buf_release(&start);
	cursor_close(c);
	return v;
}

bool
snapshot_priced(struct snapshot *s, struct str list)
{
	snapshot_note(s, "priced|%.*s", STR_ARG(list));
	return rank_any(s->txn, list);
}
