#include "build/import_note.h"

#include "base/utf8.h"

#define LOOK 3 /* cells among which a sum says that it is one */

#define IS_AMONG(s, words) \
	is_among(s, words, sizeof(words) / sizeof *(words))

static bool
is_among(struct str s, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_from(word[i])))
			return true;
	return false;
}

/* As it is meant: 合 计, 注：… and （盖章） */
static struct str
plain(struct arena *a, struct str text)
{
	struct str blank = STR(" \t\n()[]-*/");
	struct buf b = {0};
	struct str s;
	size_t n = 0;

	utf8_nfkc(&b, text);
	for (size_t i = 0; i < b.n; i++)
		if (str_chr(blank, b.p[i]) == blank.n)
			b.p[n++] = b.p[i];
	s = arena_str(a, str_sub(buf_str(&b), 0, n));
	buf_release(&b);
	return s;
}

/* 合计:1件, 总计1件 */
static bool
is_sum(struct str s)
{
	static const char *const word[] = {"合计", "总计", "小计", "共计",
	                                   "以上共", "以上合计",
	                                   "以上共计"};
	size_t end = 0;

	while (end < s.n && s.p[end] != ':' &&
	       !(s.p[end] >= '0' && s.p[end] <= '9'))
		end++;
	return IS_AMONG(str_sub(s, 0, end), word);
}

/* What stands alone in a cell below the rows. */
static bool
is_end(struct str s)
{
	static const char *const word[] = {"盖章", "公章", "单位盖章",
	                                   "单位公章", "签章", "签字"};
	struct str blank = STR("以下空白"), over = STR("以下无正文");

	return str_find(s, blank) < s.n || str_find(s, over) < s.n ||
	       IS_AMONG(s, word);
}

/* 注:…, 填表人:… */
static bool
is_headed(struct str s)
{
	static const char *const word[] = {
	    "注",       "备注",     "说明",     "填表说明", "填表人",
	    "填报人",   "制表人",   "制表",     "审核人",   "审核",
	    "复核人",   "复核",     "经办人",   "经办",     "联系人",
	    "联系电话", "电话",     "负责人",   "单位负责人",
	    "部门负责人",           "填报单位", "填表单位", "制表单位",
	    "填报日期", "填表日期", "制表日期", "日期",     "审核意见",
	    "单位意见", "部门意见", "主管部门意见",         "盖章",
	    "单位盖章", "单位公章", "公章",     "签章",     "签字",
	    "负责人签字"};
	size_t colon = str_chr(s, ':');

	return colon < s.n && IS_AMONG(str_sub(s, 0, colon), word);
}

static bool
is_known(enum column_role role)
{
	return role == COLUMN_FIELD || role == COLUMN_ID ||
	       role == COLUMN_BODY;
}

static bool
says_nothing(const struct columns *columns, const struct grid_row *row)
{
	for (size_t i = 0; i < row->n && i < columns->n; i++)
		if (is_known(columns->v[i].role) &&
		    str_trim(row->cell[i].text).n)
			return false;
	return true;
}

bool
import_is_note(struct arena *a, const struct columns *columns,
               const struct grid_row *row)
{
	size_t seen = 0;

	if (says_nothing(columns, row))
		return true;
	for (size_t i = 0; i < row->n && seen < LOOK; i++) {
		struct str s = plain(a, row->cell[i].text);

		if (is_sum(s) || is_end(s))
			return true;
		if (s.n && seen++ == 0 && is_headed(s))
			return true;
	}
	return false;
}
