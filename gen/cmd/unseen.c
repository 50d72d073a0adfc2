#include "cmd/unseen.h"

#include "build/origin.h"
#include "cmd/look.h"
#include "model/date.h"
#include "store/row.h"

/* FOLDER/ID of [en/]FOLDER/ID.html; anything else names no record. */
static struct str
record_of(struct str path)
{
	if (str_starts(path, STR("en/")))
		path = str_sub(path, 3, path.n);
	return str_ends(path, STR(".html")) ? str_sub(path, 0, path.n - 5)
	                                    : STR("");
}

static void
say_row(const struct look *look, const struct row *row, enum lang lang,
        struct buf *say)
{
	bool zh = lang == LANG_ZH;
	struct view_state view = {0};
	char day[DATE_ISO_SIZE];
	int32_t today;

	state_view(look->txn, &view);
	today = origin_today(view.utc_offset);
	if (row->left) {
		date_iso(row->leaves, day);
		buf_fmt(say,
		        zh ? "公众已看不到：公开到 %s 为止"
		           : "the public sees it no more: until %s",
		        day);
		return;
	}
	if (row->scheduled == NO_DAY ||
	    (row->visible && row->scheduled <= today))
		return;
	date_iso(row->scheduled, day);
	buf_fmt(say,
	        zh ? "公众尚不可见：%s 起公开" : "not public yet: from %s",
	        day);
	if (!row->visible)
		buf_fmt(say,
		        zh ? "；要看那天的样子，运行 gongshi serve --as-of %s"
		           : "; to see that day run gongshi serve --as-of %s",
		        day);
}

void
unseen_say(const char *site, struct str path, enum lang lang,
           struct buf *say)
{
	struct str record = record_of(path);
	struct look look = {0};
	struct arena a;
	struct str value;
	struct row row;

	if (record.n == 0)
		return;
	arena_init(&a);
	if (look_open(&look, site, NULL, NULL) == 0 &&
	    txn_get(look.txn, TABLE_RECORD, record, &value) &&
	    row_decode(&a, value, &row))
		say_row(&look, &row, lang, say);
	look_close(&look);
	arena_release(&a);
}
