#include "cmd/manual.h"

#include <string.h>

struct line {
	const char *command; /* NULL: of every command that has none itself */
	const char *name;
	const char *about[LANGS];
};

static const struct line lines[] = {
    {NULL, "--repo",
     {"记录库，裸库也行；不写就是当前目录所在的库",
      "the repository, bare too; by default the one around this folder"}},
    {NULL, "--content",
     {"记录在库中的目录，不写就是 content",
      "the records' folder in the repository, content by default"}},
    {NULL, "--theme",
     {"主题，themes/ 下的目录名", "the theme, a folder below themes/"}},
    {NULL, "-o",
     {"站点所在的目录，不写就是库中的 public",
      "the site's folder, public in the repository by default"}},
    {NULL, "--rev",
     {"看哪个提交、分支或标签，不写就是 HEAD",
      "a commit, branch or tag; HEAD by default"}},
    {NULL, "--as-of",
     {"按这一天算状态，如 2026-03-01；不写就是今天",
      "the day that states are told of, as 2026-03-01; today by default"}},
    {NULL, "--json", {"结果写成 JSON", "print the result as JSON"}},
    {NULL, "--days",
     {"往后看几天，不写就是 30", "so many days ahead, 30 by default"}},
    {NULL, "--id",
     {"新记录的编号；不写就接着最后一个编",
      "the id of the new record; the next free one by default"}},
    {NULL, "--kind",
     {"记录的种类，名称见 gongshi schema",
      "a kind of records; gongshi schema has their names"}},
    {"build", "-j",
     {"同时用几个处理器，不写就是全部",
      "processors to use, all by default"}},
    {"build", "--clean",
     {"从头生成，不用上次的结果", "build anew, without the last state"}},
    {"build", "--compress",
     {"旁边再放 .gz 和 .br，网页服务器直接发送",
      "write .gz and .br beside each file, for the web server"}},
    {"build", "--worktree",
     {"用还没有提交的文件", "take the files that are not committed yet"}},
    {"build", "--explain",
     {"说明每个文件为什么重新生成", "tell why each output was made"}},
    {"build", "--durability",
     {"batch: 写到磁盘上才算完（默认）；none: 交给系统",
      "batch: done when it is on the disk (default); none: the system's"}},
    {"check", "--staged",
     {"只看已 git add 的文件", "look at what was added by git add"}},
    {"check", "--since",
     {"只看这个提交以后改的记录",
      "look at the records changed since a commit"}},
    {"check", "--fix",
     {"能自动改好的就改好", "mend what can be mended without asking"}},
    {"check", "--strict", {"提醒也算错误", "warnings count as errors"}},
    {"check", "--select",
     {"只报这些代码，如 P,F102", "tell these codes only, as P,F102"}},
    {"check", "--ignore",
     {"不报这些代码", "do not tell these codes"}},
    {"check", "--format",
     {"写法：full 带改法，concise 每个一行，json，sarif",
      "full with remedies, concise a line each, json, sarif"}},
    {"check", "--max",
     {"最多显示几个，0 是全部", "show so many at most, 0 for all"}},
    {"check", "--lang",
     {"消息用中文还是英文", "the language of messages"}},
    {"search", "--filter",
     {"只要某一类，如 city=沈阳市；可以写几次",
      "narrow by a facet, as city=210100; may be repeated"}},
    {"search", "--sort",
     {"rank: 最相关在前（默认）；date: 最新在前",
      "rank: best first (default); date: newest first"}},
    {"search", "--facets",
     {"列出可以用来筛选的类别和数量", "print what can narrow it further"}},
    {"search", "--limit",
     {"显示几条，不写就是 10", "how many hits, 10 by default"}},
    {"search", "--offset", {"跳过前几条", "hits to leave out first"}},
    {"new", "--set",
     {"填一个字段，如 title=某联盟；可以写几次",
      "fill in a field, as title=NAME; may be repeated"}},
    {"import", "--kind",
     {"表格里是哪一种记录，如 license",
      "what the rows are, as license"}},
    {"import", "--dry-run",
     {"只检查、只报告，不写文件", "check and report, write nothing"}},
    {"import", "--map",
     {"写明哪一列是哪个字段的文件",
      "a file that says which column is which field"}},
    {"import", "--update",
     {"记录已有而内容不同：fail 报错（默认），skip 不动，merge 按表格改",
      "of a record that differs: refuse (default), leave, or take the "
      "cells"}},
    {"import", "--report",
     {"把带“问题”一列的表格写到这里",
      "where to write the sheet with its column of problems"}},
    {"import", "--sheet",
     {"第几张工作表，不写就是第 1 张", "which sheet, the first by default"}},
    {"import", "--partial",
     {"没有问题的行先写入", "write the rows that are well"}},
    {"serve", "-p",
     {"端口，不写就是 8080", "the port, 8080 by default"}},
    {"serve", "--open", {"在浏览器中打开", "open the browser"}},
    {"diff", "--staged",
     {"只看已 git add 的文件", "look at what was added by git add"}},
    {"revoke", "--reason",
     {"撤销的理由，代码见 gongshi schema revocation",
      "the grounds; their codes are in gongshi schema revocation"}},
    {"revoke", "--date",
     {"撤销的日期，不写就是今天", "the day, today by default"}},
    {"revoke", "--doc-no", {"文号", "the number of the document"}},
    {"revoke", "--id", {"公告的编号", "the id of the notice"}},
    {"publish", "-m",
     {"这次改了什么；公众在修改历史里看得到",
      "what was changed; the public reads it in the history"}},
    {"publish", "--yes", {"不再询问", "do not ask"}},
    {"publish", "--no-push",
     {"只提交，不推送", "commit, but do not push"}},
    {"export", "--format",
     {"csv、xlsx 或 json；不写就看文件名的结尾，也没有就是 csv",
      "csv, xlsx or json; by default as the file is called, or csv"}},
    {"export", "--template",
     {"空表，带填写说明", "an empty sheet that explains its columns"}},
    {"export", "-o",
     {"写到这个文件，不写就写到标准输出",
      "the file to write, standard output by default"}},
    {"init", "--lang",
     {"说明文件用哪种语言", "the language of its guides"}},
    {"init", "--upgrade",
     {"把旧门户的主题换成这个程序带的，另作一次提交",
      "give an older portal this program's theme, as a commit"}},
    {"init", "--force",
     {"自己改过的主题也换掉", "even where the theme was changed"}},
    {"pack", "-o",
     {"写到这个文件，不写就是 gongshi-日期.zip",
      "the file to write, gongshi-DAY.zip by default"}},
    {"hook", "-o",
     {"站点生成到哪个目录", "the folder where the site is built"}},
    {"hook", "--branch",
     {"公开哪个分支，不写就是库的 HEAD 所指的",
      "the branch that is public, by default the one HEAD names"}},
    {"hook", "--compress",
     {"旁边再放 .gz 和 .br", "write .gz and .br beside each file"}},
    {"hook", "--force",
     {"换掉已有的钩子", "in the place of hooks that are there"}},
};

static const struct manual_example examples[] = {
    {"build", "gongshi build",
     {"生成 HEAD 的站点；再运行一次，只写改了的",
      "build HEAD; run again, it writes what has changed"}},
    {"build", "gongshi build --rev HEAD~1 -o /tmp/before",
     {"上一次的站点，放在别处对照", "the site before, for comparison"}},
    {"check", "gongshi check",
     {"检查全部记录", "check all records"}},
    {"check", "gongshi check --fix content/licenses",
     {"检查开放许可，能改的改好", "check the licences, mend what is sure"}},
    {"search", "gongshi search 氢能 --kind alliance",
     {"名称或正文里有“氢能”的联盟", "alliances that speak of hydrogen"}},
    {"search", "gongshi search 202310000001",
     {"按专利号查，写不写 ZL 和点都行", "by a patent's number"}},
    {"stats", "gongshi stats",
     {"各种记录有多少，哪些栏目是空的",
      "how many records of each kind, and which pages are empty"}},
    {"schema", "gongshi schema license",
     {"开放许可有哪些字段，怎么填", "the fields of a licence"}},
    {"due", "gongshi due --days 14",
     {"两周内到期的公示、许可和评估", "what falls due in two weeks"}},
    {"list", "gongshi list untranslated",
     {"还没有英文标题的记录", "records without an English title"}},
    {"verify", "gongshi verify public",
     {"已发布的文件是否都和清单一致",
      "is every published file as the manifest says?"}},
    {"new", "gongshi new notice --set title=某某公示",
     {"起草一个公示，写好编号和必填项", "draft a notice"}},
    {"import", "gongshi import 专利.xlsx --kind license --dry-run",
     {"先看一遍有什么问题", "see first what is wrong"}},
    {"import", "gongshi import 专利.xlsx --kind license",
     {"全部没有问题才写入", "write all rows, or none"}},
    {"serve", "gongshi serve --open",
     {"边改边看，只有本机能打开", "watch while you write, here only"}},
    {"serve", "gongshi serve --as-of 2027-01-01",
     {"看看明年元旦是什么样子", "the site on a day to come"}},
    {"history", "gongshi history lm-2024-0001",
     {"一条记录公开过的各个版本", "the published versions of a record"}},
    {"explain", "gongshi explain P103",
     {"这个代码是什么意思，怎么改", "what a code means, how to mend it"}},
    {"diff", "gongshi diff",
     {"还没有提交的修改，公众会看到什么",
      "what the public would see of the changes here"}},
    {"diff", "gongshi diff HEAD~3..HEAD",
     {"最近三次提交，公众看到了什么", "what three commits have changed"}},
    {"revoke", "gongshi revoke lm-2024-0001 --date 2026-03-01",
     {"起草撤销公告，两边互相链接", "draft the notice that revokes it"}},
    {"publish", "gongshi publish -m \"下调许可费\"",
     {"检查，看变化，回答 y 之后提交并推送",
      "check, show what changes, ask, commit and push"}},
    {"export", "gongshi export license --template -o 专利.xlsx",
     {"发给高校填的空表", "the empty sheet for universities"}},
    {"export", "gongshi export alliance -o 联盟.csv",
     {"全部联盟，Excel 可以直接打开", "all alliances, for Excel"}},
    {"init", "gongshi init portal",
     {"新建门户，马上可以生成", "a new portal, ready to build"}},
    {"pack", "gongshi pack public -o site.zip",
     {"整个站点，解开就能看能搜", "the whole site, to read from a disk"}},
    {"hook", "gongshi hook install --repo /srv/portal.git -o /srv/www",
     {"推送先检查，通过就发布到 /srv/www",
      "check each push, then publish it in /srv/www"}},
    {"completion", "gongshi completion man >gongshi.1",
     {"手册页", "the man page"}},
};

#define LINES (sizeof lines / sizeof *lines)

static bool
begins_option(const char *p, const char *usage)
{
	if (*p != '-' || (p != usage && !strchr(" [|", p[-1])))
		return false;
	return (p[1] == '-' && p[2] >= 'a') || (p[1] >= 'a' && p[1] <= 'z');
}

/* Copies until one of `ends`.  Out: where the copy ended. */
static const char *
take(char *to, size_t size, const char *p, const char *ends)
{
	size_t n = strcspn(p, ends);
	size_t kept = n < size ? n : size - 1;

	memcpy(to, p, kept);
	to[kept] = '\0';
	return p + n;
}

bool
manual_next(const char **usage, struct manual_option *option)
{
	const char *p = *usage;

	for (; *p && !begins_option(p, *usage); p++)
		;
	if (!*p)
		return false;
	p = take(option->name, sizeof option->name, p, " ]|");
	option->argument[0] = '\0';
	if (p[0] == ' ' && p[1] != '[' && p[1] != '|')
		p = take(option->argument, sizeof option->argument, p + 1,
		         " ]");
	*usage = p;
	return true;
}

const char *
manual_about(const struct cmd *cmd, const char *name, enum lang lang)
{
	const char *common = NULL;

	for (size_t i = 0; i < LINES; i++) {
		const struct line *line = &lines[i];

		if (strcmp(line->name, name) != 0)
			continue;
		if (!line->command)
			common = line->about[lang];
		else if (strcmp(line->command, cmd->name) == 0)
			return line->about[lang];
	}
	return common;
}

const struct manual_example *
manual_example(size_t i)
{
	return i < sizeof examples / sizeof *examples ? &examples[i] : NULL;
}

bool
manual_line(size_t i, const char **command, const char **name)
{
	if (i >= LINES)
		return false;
	*command = lines[i].command;
	*name = lines[i].name;
	return true;
}
