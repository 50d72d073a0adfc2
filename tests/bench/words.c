#include "words.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

/* Characters of made-up words, in order of how often they come. */
static const char *const han[] = {
	"的", "技", "术", "产", "业", "研", "发", "创", "新", "企", "工", "学",
	"制", "造", "材", "料", "装", "备", "控", "系", "统", "高", "性", "能",
	"机", "电", "化", "力", "热", "光", "量", "测", "试", "设", "计", "数",
	"据", "信", "息", "网", "络", "智", "精", "密", "加", "成", "型", "焊",
	"接", "铸", "锻", "轧", "钢", "铁", "铝", "镁", "钛", "合", "金", "陶",
	"瓷", "纤", "维", "树", "脂", "涂", "层", "表", "面", "处", "理", "检",
	"验", "标", "准", "质", "平", "台", "联", "盟", "转", "移", "果", "项",
	"目", "资", "源", "环", "保", "节", "水", "风", "储", "氢", "燃", "动",
	"车", "船", "航", "空", "轨", "道", "农", "种", "食", "药", "生", "物",
	"医", "疗", "海", "洋", "矿", "煤", "油", "气", "炼", "泵", "阀", "轴",
	"承", "齿", "轮", "刀", "具", "床", "器", "件", "线", "传", "感", "芯",
	"片", "软", "云", "图", "像", "声", "振", "温", "压", "流", "速", "距",
	"位", "置", "强", "度", "硬", "韧", "耐", "磨", "蚀", "疲", "劳", "寿",
	"命", "安", "全", "可", "靠", "效", "率", "降", "耗", "排", "碳", "绿",
	"色", "循", "再", "利", "用", "市", "场", "服", "务", "人", "才", "培",
	"养", "合", "作", "共", "建", "享", "开", "放", "协", "同", "攻", "关",
};
#define HANS (sizeof han / sizeof *han)

static const char *const common[] = {
	"产学研", "联盟", "企业", "高校", "技术", "研发", "创新", "合作",
	"产业", "关键技术", "科技成果", "转化", "示范应用", "生产线", "工艺",
	"装备", "材料", "检测", "标准", "平台", "盟主单位", "成员单位",
	"知识产权", "人才培养", "联合攻关", "实质性", "沈阳市", "大连市",
	"鞍山市", "哈尔滨市", "辽宁省", "机器人", "数控机床", "新材料",
	"智能制造", "节能环保", "核心部件", "国产化", "可靠性", "寿命",
	"精度", "效率", "成本", "能耗", "排放", "试验", "验证", "样机",
	"批量生产", "推广", "培训", "服务", "协议", "收益", "投入", "项目",
	"课题", "专利", "论文", "实验室", "研究院", "大学", "工程中心",
};
#define COMMONS (sizeof common / sizeof *common)
#define WORDS 4000

static const char *const industry[] = {
	"机器人", "数控机床", "轨道装备", "泵阀", "轴承", "菱镁材料",
	"铝合金", "钛材", "石墨", "精细化工", "氟化工", "工业软件",
	"传感器", "风电", "储能", "氢能", "生物质能", "固废利用",
	"汽车零部件", "航空部件", "船舶配套", "输变电", "仪器仪表",
	"农机", "水产加工", "乳品", "中药材", "玉米深加工", "冰雪装备",
	"集成电路装备", "矿山机械", "特种钢",
};

struct random
random_from(uint64_t seed, uint64_t thing)
{
	return (struct random){seed * 0x9e3779b97f4a7c15u ^
	                       thing * 0xd1b54a32d192ed03u};
}

/* splitmix64. */
static uint64_t
next(struct random *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

uint32_t
random_below(struct random *r, uint32_t n)
{
	return (uint32_t)((next(r) >> 32) * n >> 32);
}

/* A rank in [0, WORDS) with probability about 1/(rank + 1): a power of two
 * below it is as likely as any other. */
static uint32_t
zipf(struct random *r)
{
	uint32_t rank;

	do {
		uint32_t bits = random_below(r, 12);

		rank = (1u << bits) + random_below(r, 1u << bits) - 1;
	} while (rank >= WORDS);
	return rank;
}

/* Word number k: a common one, or made of 2 to 4 characters. */
static uint32_t
put_word(struct buf *b, uint32_t k)
{
	struct random r = random_from(77, k);
	uint32_t n = 2;

	if (k % 3 == 0 && k / 3 < COMMONS) {
		buf_adds(b, common[k / 3]);
		return (uint32_t)strlen(common[k / 3]) / 3;
	}
	if (random_below(&r, 4) == 0)
		n += random_below(&r, 3);
	for (uint32_t i = 0; i < n; i++) {
		/* rarer words are written with rarer characters */
		if (k > WORDS / 2)
			utf8_put(b, 0x4e00 + random_below(&r, 6000));
		else
			buf_adds(b, han[random_below(&r, (uint32_t)HANS)]);
	}
	return n;
}

void
words_text(struct buf *b, struct random *r, uint32_t n)
{
	uint32_t written = 0;
	uint32_t clause = 0;

	while (written < n) {
		written += put_word(b, zipf(r));
		if (++clause < 4 + random_below(r, 5) && written < n)
			continue;
		clause = 0;
		buf_adds(b, written >= n || random_below(r, 3) == 0 ? "。"
		                                                    : "，");
		written++;
	}
}

void
words_name(struct buf *b, uint32_t i, uint32_t n)
{
	/* a step that no power of 40 shares a factor with: all differ */
	i = (uint32_t)((uint64_t)i * 1234567 % 2560000);
	for (uint32_t k = 0; k < n; k++) {
		buf_adds(b, han[20 + i % 40]);
		i /= 40;
	}
}

const char *
words_industry(uint32_t i)
{
	return industry[i % (sizeof industry / sizeof *industry)];
}

static const char uscc_digit[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

void
words_uscc(struct buf *b, const char *adcode, uint32_t i)
{
	static const int inner[] = {3, 7, 9, 10, 5, 8, 4, 2};
	char code[20];
	int sum = 0;
	int weight = 1;

	snprintf(code, sizeof code, "91%.6sM%07u", adcode, i % 10000000);
	for (int k = 0; k < 8; k++) {
		char c = code[8 + k];
		int value = c >= 'A' ? c - 'A' + 10 : c - '0';

		sum += value * inner[k];
	}
	sum = 11 - sum % 11;
	code[16] = sum == 10 ? 'X' : sum == 11 ? '0' : (char)('0' + sum);
	sum = 0;
	for (int k = 0; k < 17; k++) {
		sum += (int)(strchr(uscc_digit, code[k]) - uscc_digit) * weight;
		weight = weight * 3 % 31;
	}
	code[17] = uscc_digit[(31 - sum % 31) % 31];
	code[18] = '\0';
	buf_adds(b, code);
}

void
words_patent(struct buf *b, uint32_t year, uint32_t i)
{
	char number[16];
	int sum = 0;

	snprintf(number, sizeof number, "%04u1%07u", year % 10000,
	         i % 10000000);
	for (int k = 0; k < 12; k++)
		sum += (number[k] - '0') * (2 + k % 8);
	sum %= 11;
	buf_fmt(b, "ZL%s.%c", number, sum == 10 ? 'X' : '0' + sum);
}
