#include "model/finding_codes.h"

/* Characters and wording of texts. */
static const struct finding_code codes[] = {
	{"T101", FINDING_ERROR,
	 {"含有看不见的控制字符 {0}", "invisible control character {0}"},
	 {"", ""},
	 {"这种字符会让显示的文字和实际的文字不一样",
	  "with it the text that is shown is not the text that is there"},
	 {"删去这个字符后重新输入", "delete it and type the text again"},
	 "name: \"沈阳\\u202E市\"", "name: 沈阳市"},
	{"T102", FINDING_WARNING,
	 {"含有自造字 {0}", "private-use character {0}"},
	 {"", ""},
	 {"自造字在别的电脑上显示不出来", "it does not show on other machines"},
	 {"换成标准汉字", "use the standard character"},
	 "name: \"沈阳\\uE001\"", "name: 沈阳市"},
	{"T103", FINDING_WARNING,
	 {"疑似乱码：{0}", "probably garbled: {0}"},
	 {"", ""},
	 {"转换编码时丢字会留下这种文字",
	  "this is what a wrong conversion leaves behind"},
	 {"对照原文重新输入", "type it again from the original"},
	 "name: 锟斤拷", "name: 沈阳市"},
	{"T104", FINDING_WARNING,
	 {"{0} 里有形近字符 {1}", "{0} holds a look-alike {1}"},
	 {"{2?应为 {2}?}", "{2?{2} expected?}"},
	 {"看上去一样，却是另一个文种的字符，搜索和比对都会落空",
	  "it looks the same and belongs to another script: searching and "
	  "comparing miss it"},
	 {"{2?换成 {2}?}", "{2?write {2}?}"},
	 "name: С919 配套项目（С 是西里尔字母）", "name: C919 配套项目"},
	{"T110", FINDING_WARNING,
	 {"{0} 里有“{1}”", "{0} says “{1}”"},
	 {"", ""},
	 {"这里只写可以核对的事实，表 {2} 里的词不用",
	  "only facts that can be checked stand here; table {2} lists "
	  "words that are not used"},
	 {"删去“{1}”，或者改写成数据",
	  "delete “{1}”, or write figures instead"},
	 "intro: 国际领先的减速器", "intro: 减速器，额定寿命 8000 小时"},
	{"T201", FINDING_ERROR,
	 {"{0} 和它的组成部分不一致", "{0} is not made of its parts"},
	 {"应为 {1}", "{1} expected"},
	 {"它由 {2} 连写而成", "it is {2}, written together"},
	 {"写成 {1}；名称无误时，改正写错的部分",
	  "write {1}, or mend the part that is wrong"},
	 "name: 沈阳某智机器人产学研联盟", "name: 沈阳市某智机器人产学研联盟"},
};

const struct finding_family finding_codes_text = {
    codes, sizeof codes / sizeof *codes};
