#include "base/err_text.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const texts[][2] = {
    /* what was tried with a file */
    {"cannot create", "建不了"},
    {"cannot enter", "进不去"},
    {"cannot find", "找不到"},
    {"cannot list", "列不出"},
    {"cannot lock", "锁不住"},
    {"cannot look at", "看不到"},
    {"cannot make", "建不了"},
    {"cannot make folder", "建不了文件夹"},
    {"cannot open", "打不开"},
    {"cannot permit", "不能设为可运行："},
    {"cannot read", "读不出"},
    {"cannot remove", "删不了"},
    {"cannot remove folder", "删不了文件夹"},
    {"cannot rename to", "不能改名为"},
    {"cannot run", "运行不了"},
    {"cannot sync", "存不稳"},
    {"cannot wait for", "等不到"},
    {"cannot watch", "看不住"},
    {"cannot write", "写不了"},
    {"a file in memory", "内存里的文件"},
    {"a program", "另一个程序"},
    {"our own program", "gongshi 程序自己"},
    {"random bits", "随机数"},
    {"requests", "请求"},
    {"signals", "信号"},
    {"the working directory", "当前文件夹"},
    {"path too long: %.200s", "路径太长：%.200s"},
    {"path too long: %.200s/%.*s", "路径太长：%.200s/%.*s"},
    {"%s: the name is too long", "%s：名称太长"},
    {"%s: damaged", "%s：损坏"},
    {"%s is cut short", "%s 不完整"},
    {"cannot write the result", "结果写不出去"},
    {"cannot tell where gongshi lies", "不知道 gongshi 装在哪里"},
    {"cannot find the program %s", "找不到程序 %s，请先安装"},
    {"cannot listen on port %u, perhaps a preview is running already; "
     "choose another with -p",
     "端口 %u 用不了，可能已经开着一个预览；用 -p 换一个"},
    {"another build is running: process %llu holds %s",
     "另一个生成正在进行：进程 %llu 占着 %s"},
    {"another build is running: it holds %s",
     "另一个生成正在进行，占着 %s"},
    /* git */
    {"cannot find where lines part", "找不到两条线的分叉处"},
    {"cannot open the repository", "打不开仓库"},
    {"cannot put a folder into a tree", "不能把文件夹放进目录树"},
    {"cannot read a commit", "读不出一个提交"},
    {"cannot read a file's contents", "读不出一个文件的内容"},
    {"cannot read a file's size", "读不出一个文件的大小"},
    {"cannot read a folder", "读不出一个文件夹"},
    {"cannot read a signature", "读不出一个签名"},
    {"cannot copy %s", "复制不了 %s"},
    {"cannot read the repository", "读不出仓库"},
    {"cannot read the settings", "读不出仓库的设置"},
    {"cannot read the work tree", "读不出工作区"},
    {"cannot set HEAD", "改不了 HEAD"},
    {"cannot walk the commits", "不能逐个看提交"},
    {"cannot write the settings", "写不了仓库的设置"},
    {"unknown git error", "git 没有说原因"},
    {"no git repository at %s", "%s 不是 git 仓库"},
    {"%s is a shallow clone, whose history is cut off; run `git fetch "
     "--unshallow` first",
     "%s 是浅克隆，历史不完整，请先运行 git fetch --unshallow"},
    {"the repository has no commits yet", "仓库里还没有提交"},
    {"no commit is named %s", "没有叫 %s 的提交"},
    {"HEAD is on no branch", "HEAD 不在任何分支上"},
    {"a bare repository has no work tree", "裸仓库没有工作区"},
    {"a bare repository has no work tree to preview",
     "裸仓库没有工作区，不能预览"},
    {"%s belongs to another user; run as that user, or trust it: git config "
     "--global --add safe.directory FOLDER",
     "%s 归别的用户所有；请以那个用户运行，或先登记为可信：git config "
     "--global --add safe.directory 目录"},
    {"a bare repository has no index", "裸仓库没有暂存区"},
    {"git %s: %.*s", "git %s：%.*s"},
    {"git %s ended with %d, see above", "git %s 没有成功（%d），原因见上面"},
    {"committed, and not pushed, see above; mend it, or where a colleague "
     "was first, git pull --rebase (if it stops: mend the files, git add "
     "FILE, git rebase --continue; or give it up: git rebase --abort); then "
     "run gongshi publish again",
     "已提交，但没有推送上去，原因见上面：按说明改好，或者同事先推送了的，运行 "
     "git pull --rebase（停下来时，改好后 git add 文件，git rebase "
     "--continue；放弃用 git rebase --abort）；然后再运行 gongshi publish"},
    {"git does not know who commits; run git config --global user.name "
     "\"Our office\" and git config --global user.email \"office@...\"",
     "git 还不知道是谁在提交，请先运行 git config --global user.name "
     "\"单位名称\" 和 git config --global user.email \"单位邮箱\""},
    {"folders nested deeper than %d: %.*s", "文件夹超过 %d 层：%.*s"},
    {"more than %d files and folders differ",
     "改动的文件和文件夹超过 %d 个"},
    {"folders nested deeper than %d", "文件夹超过 %d 层"},
    {"more than %d files and folders in all",
     "文件和文件夹一共超过 %d 个"},
    {"more than %d MB in one file", "一个文件超过 %d MB"},
    {"path longer than %d bytes", "路径超过 %d 个字节"},
    {"somebody committed meanwhile; run gongshi publish again",
     "这期间有人提交过，请再运行 gongshi publish"},
    {"a hook changed what was committed, so it is not pushed; look at it "
     "with git show",
     "钩子改动了提交的内容，所以没有推送；用 git show 看改了什么"},
    {"a merge or a rebase has not ended: mend the files, git add FILE, git "
     "rebase --continue (git commit for a merge); or give it up: git rebase "
     "--abort (git merge --abort); then publish",
     "合并或变基还没有做完：改好文件后 git add 文件，git rebase --continue"
     "（合并用 git commit）；放弃用 git rebase --abort（合并用 git merge "
     "--abort）；然后再公开"},
    {"%s is not set; run gongshi hook install",
     "没有设置 %s，请运行 gongshi hook install"},
    {"gongshi.maxCommits is no number: %s",
     "gongshi.maxCommits 不是数：%s"},
    {"git gives lines of two ids and a name to this command",
     "这个命令由 git 运行，每行给它两个编号和一个名称"},
    {"%s is not ours; move it away, or use --force to have it renamed",
     "%s 不是 gongshi 的钩子，请先移走，或用 --force 把它改名"},
    {"core.hooksPath is set to %.*s: git would not run the hooks of the "
     "repository",
     "core.hooksPath 设成了 %.*s，git 不会运行仓库自己的钩子"},
    {"say where the site is published: -o OUTPUT",
     "请写明网站放在哪里：-o 目录"},
    /* what a command was asked for */
    {"no code begins with %.*s; `gongshi explain` lists them all",
     "没有以 %.*s 开头的代码，运行 gongshi explain 可看全部代码"},
    {"%.*s is the map of %.*s: name one with --map",
     "%.*s 是另一种记录（%.*s）的列对照，请用 --map 指定文件"},
    {"%.*s has no field %.*s", "%.*s 没有字段 %.*s"},
    {"%.*s is a group: write it into the file",
     "%.*s 是一组字段，请写在文件里"},
    {"there is no record %s; a new one has a history after a commit and "
     "gongshi build",
     "没有编号为 %s 的记录；刚写的记录，提交并运行 gongshi build 以后才有历史"},
    {"the data of gongshi are not in %s: make install",
     "%s 里没有 gongshi 的数据，请运行 make install"},
    {"there is no git; install it first, as by apt-get install git",
     "没有找到 git，请先安装，例如 apt-get install git"},
    {"%s is a file; name another folder", "%s 是文件，请换一个文件夹名"},
    {"%s is not empty and was left alone; name another folder",
     "%s 里已有文件，没有改动它；请换一个文件夹名"},
    {"there is no folder themes: run it at the top of a portal's repository",
     "这里没有 themes，请在门户仓库的最上层运行"},
    {"%s has edits that are not committed; commit them first",
     "%s 里有没提交的改动，请先提交"},
    {"%s was edited here: to keep that, git mv it to another name and set "
     "theme in site.yaml; to drop it, add --force",
     "%s 自己改过：要保留，先用 git mv 换个文件夹名，site.yaml 的 theme 也改；"
     "不保留，加 --force"},
    {"nothing has been built into %s yet; run `gongshi build` first",
     "%s 里还没有生成站点，请先运行 gongshi build"},
    {"the build into %s was not finished; run `gongshi build` again",
     "%s 的上次生成没有完成，请再运行 gongshi build"},
    {"%.*s is ended by %.*s already; if another is meant, name it by --id",
     "%.*s 已有 %.*s；确要另写一份，请用 --id 给出编号"},
    {"there is no record %.*s", "没有编号为 %.*s 的记录"},
    {"%s: a name ends in .csv, .xlsx or .json",
     "%s：文件名要以 .csv、.xlsx 或 .json 结尾"},
    {"%s: the name ends otherwise than --format says",
     "%s：文件名的结尾和 --format 不一致"},
    {"there is no file or folder %s", "没有文件或文件夹 %s"},
    /* content, settings, theme */
    {"%.*s: this file name cannot be an address", "%.*s：文件名不能作网址"},
    {"%.*s is missing", "缺少 %.*s"},
    {"%.*s: two outputs have this address, %.*s and %.*s",
     "%.*s：有两个文件要用这个网址，%.*s 和 %.*s"},
    {"%.*sschema/ holds no record kind", "%.*sschema/ 里没有记录种类"},
    {"there is no folder %.*s", "没有文件夹 %.*s"},
    {"%.*s is wrong", "%.*s 有错"},
    {"%zu errors in records", "记录里有 %zu 个错误"},
    {"%s cannot be an output folder", "%s 不能作网站目录"},
    {"%.*s is no id: small letters, digits and -",
     "%.*s 不能作编号，只能用小写字母、数字和连字符"},
    {"the theme has no template %s.mustache; `gongshi init --upgrade` "
     "makes themes/default that of this gongshi",
     "主题缺少模板 %s.mustache：在仓库里运行 gongshi init --upgrade，把 "
     "themes/default 换成这一版的"},
    {"%.*s: there is no text %s; `gongshi init --upgrade` makes "
     "themes/default that of this gongshi",
     "%.*s：缺少文字 %s，在仓库里运行 gongshi init --upgrade，把 "
     "themes/default 换成这一版的"},
    {"there is no template \"%.*s\"", "没有模板“%.*s”"},
    {"there is another template \"%.*s\"", "另有一个模板“%.*s”"},
    {"this is not UTF-8 text", "这里不是 UTF-8 文字"},
    {"section", "区段"},
    {"block", "块"},
    {"parent", "父模板"},
    {"template", "模板"},
    {"\"%.*s\" is closed but never opened", "“%.*s”只有结束，没有开始"},
    {"this tag is not closed with %.*s%.*s", "这个标签没有用 %.*s%.*s 结束"},
    {"write two delimiters, as in %s", "请写两个分隔符，例如 %s"},
    {"this tag has no name", "这个标签没有名称"},
    {"a name holds no white space", "名称里不能有空格"},
    {"more than %d tags are open here", "这里打开的标签超过 %d 层"},
    {"\"%.*s\" is nested more than %d deep; does it include itself without "
     "end?",
     "“%.*s”嵌套超过 %d 层，是不是引用了它自己？"},
    {"only blocks ({{$name}}) can stand in the parent \"%.*s\"; move this "
     "into one",
     "父模板“%.*s”里只能写块（{{$name}}），请移到块里"},
    {"a dynamic name can only stand between tags",
     "动态的名称只能写在标签之间"},
    {"in text", "正文里"},
    {"in a title or textarea", " title 或 textarea 里"},
    {"in a script or style", " script 或 style 里"},
    {"in a comment", "注释里"},
    {"in the value of an attribute", "属性值里"},
    {"before the value of an attribute", "属性值之前"},
    {"inside a tag", "标签里"},
    {"a variable cannot stand in this attribute (style, event handler, "
     "srcdoc, srcset, ...); use a class or a data- attribute",
     "这个属性（style、事件、srcdoc、srcset 等）里不能放变量，请用 class 或 "
     "data- 属性"},
    {"a variable cannot be part of a tag", "变量不能是标签的一部分"},
    {"a variable cannot stand in a script, a style or an embedded frame; "
     "hand it over in a data- attribute",
     "script、style 和内嵌框架里不能放变量，请放在 data- 属性里"},
    {"put the value of the attribute in quotes", "属性值要加引号"},
    {"a variable cannot stand in an HTML comment; use {{! }} or take it out",
     "HTML 注释里不能放变量，请改用 {{! }} 或移出来"},
    {"a variable cannot stand in a doctype or processing instruction",
     "doctype 和处理指令里不能放变量"},
    {"a variable cannot name a tag or an attribute; write the name out, in a "
     "section where it depends on a value",
     "变量不能作标签名和属性名，请把名称写出来，随值变化的放进区段"},
    {"a variable cannot give the content of meta http-equiv; write it out",
     "meta http-equiv 的 content 里不能放变量，请直接写出"},
    {"CDATA is not used in templates; write the text and let it be escaped",
     "模板里不用 CDATA，直接写文字，由程序转义"},
    {"\"<!\" in a script makes browsers lose its end; put a space between",
     "script 里的“<!”会让浏览器找不到结尾，请在中间加空格"},
    {"no tag can stand in this element; write < as &lt;",
     "这个元素里不能有标签，< 请写成 &lt;"},
    {"this cannot be in the name of an attribute", "属性名里不能有这个字符"},
    {"the attribute has no value; write =\"\" or leave the = out",
     "这个属性没有值，请写 =\"\" 或去掉 ="},
    {"a variable cannot come before the colon of an address; put / or ? "
     "between, or make it one variable",
     "网址的冒号之前不能放变量，请在中间加 / 或 ?，或合成一个变量"},
    {"addresses begin with https:, http:, mailto:, tel: or are relative",
     "网址以 https:、http:、mailto:、tel: 开头，或者是相对的"},
    {"write the beginning of an address without character references",
     "网址的开头不要用字符引用"},
    {"put a space between the dashes of the comment and this tag",
     "请在注释的横线和这个标签之间加空格"},
    {"this tag divides the beginning of another; write < as &lt; where it is "
     "text",
     "这个标签把另一个标签的开头分开了；是文字的 < 请写成 &lt;"},
    {"white space or > is due here", "这里应当是空格或 >"},
    {"an attribute cannot begin with this", "属性不能以这个字符开头"},
    {"record %.*s no longer parses", "记录 %.*s 读不出来了"},
    /* the published site, its state, archives */
    {"%s: holds files that no build of this program made; empty it or name "
     "another folder",
     "%s：里面有不是本程序生成的文件，请清空，或另选一个文件夹"},
    {"%s is not what was published; run `gongshi build --clean`",
     "%s 和公开的不一样，请运行 gongshi build --clean"},
    {"%.*s is too large to pack", "%.*s 太大，不能打包"},
    {"%s: the new file is lost", "%s：新文件不见了"},
    {"%s: not what the journal says", "%s：和日志记的不一样"},
    {"%s: no journal", "%s：没有日志"},
    {"%s: torn", "%s：不完整"},
    {"%s: version %u, this program writes %u",
     "%s：版本 %u，本程序的版本是 %u"},
    {"unsafe path %.*s", "不安全的路径 %.*s"},
    {"not a line of a manifest: %.*s", "不是清单里的一行：%.*s"},
    {"version %u is lost", "版本 %u 不见了"},
    {"state: cannot %s: %s", "状态库：%s 没有成功：%s"},
    {"state: the disk is full, or cannot be written",
     "状态库：磁盘满了，或者写不进去"},
    {"state: %s is cut short", "状态库：%s 不完整"},
    {"state: a row is damaged", "状态库：有一行损坏"},
    {"a scratch file was changed", "临时文件被改动过"},
    {"the state has lost a file of the site", "状态库里网站的一个文件不见了"},
    {"the state has lost its search index", "状态库里的检索索引不见了"},
    {"the state has lost a piece of its index",
     "状态库里的检索索引缺了一块"},
    {"search index: block %u of list %u is missing",
     "检索索引：第 %u 块不见了（列表 %u）"},
    {"%.*s.json has no text", "%.*s.json 没有正文"},
    {"cannot make a zip archive", "建不了 zip 文件"},
    /* sheets that are handed in */
    {"row %u has more than %d columns", "第 %u 行超过 %d 列"},
    {"row %u: a quote does not end", "第 %u 行的引号没有配对"},
    {"row %u: a cell is too long", "第 %u 行有一格太长"},
    {"row %u cannot be read", "第 %u 行读不出来"},
    {"no sound XML", "里面的 XML 不完整"},
    {"the archive is damaged", "压缩包不完整"},
    {"no .xlsx", "不是 .xlsx"},
    {"no such sheet", "没有这张工作表"},
    {"no member %s", "压缩包里没有 %s"},
    {"no conversion from %s", "不能从 %s 转换"},
    {"byte %zu is not %s", "第 %zu 个字节不是 %s"},
    {"byte %zu is not UTF-8", "第 %zu 个字节不是 UTF-8"},
    {"it is no text", "不是文字"},
};

const char *const *
err_text_at(unsigned i)
{
	return i < sizeof texts / sizeof *texts ? texts[i] : NULL;
}

const char *
err_chinese(const char *english)
{
	for (unsigned i = 0; err_text_at(i); i++)
		if (strcmp(texts[i][0], english) == 0)
			return texts[i][1];
	return english;
}

const char *
err_reason(int number)
{
	switch (number) {
	case EACCES:
	case EPERM:
		return "没有权限";
	case EDQUOT:
		return "超出了配额";
	case EEXIST:
		return "已经有了";
	case EIO:
		return "磁盘读写出错";
	case EISDIR:
		return "是文件夹";
	case ELOOP:
		return "是链接，或链接绕成了圈";
	case EMFILE:
	case ENFILE:
		return "打开的文件太多";
	case ENAMETOOLONG:
		return "名称太长";
	case ENOENT:
		return "没有这个文件或文件夹";
	case ENOMEM:
		return "内存不够";
	case ENOSPC:
		return "磁盘或内核的位置满了";
	case ENOTDIR:
		return "不是文件夹";
	case ENOTEMPTY:
		return "文件夹不空";
	case EROFS:
		return "文件系统只能读";
	default:
		return NULL;
	}
}
