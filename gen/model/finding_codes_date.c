#include "model/finding_codes.h"

/* Dates. */
static const struct finding_code codes[] = {
	{"D101", FINDING_ERROR,
	 {"日期 {0} 不对", "{0} is not a date"},
	 {"{1?应写成 {1}?}{3?{3}?}", "{1?write {1}?}{3?{3}?}"},
	 {"日期要是日历上有的一天，写法不能有歧义",
	  "a date is a day of the calendar, written so that it can be read "
	  "one way only"},
	 {"{1?写成 {1}?}{2?写成 2021-06-28 这样的形式?}{3?对照原件，写日历上有"
	  "的一天?}",
	  "{1?write {1}?}{2?write it like 2021-06-28?}{3?see the original "
	  "and write a day of the calendar?}"},
	 "on: 2021-02-29", "on: 2021-02-28"},
	{"D102", FINDING_ERROR,
	 {"{0} 早于 {1}", "{0} is earlier than {1}"},
	 {"", ""},
	 {"截止的日期不能早于开始的日期",
	  "an end cannot lie before its beginning"},
	 {"核对这两个日期，改正其中一个",
	  "compare the two dates and mend one of them"},
	 "{from: 2021-06-28, to: 2021-06-27}",
	 "{from: 2021-06-28, to: 2021-07-02}"},
	{"D103", FINDING_ERROR,
	 {"月份 {0} 不对", "{0} is not a month"},
	 {"", ""},
	 {"月份写成四位年份和两位月份",
	  "a month is a year of four digits and a month of two"},
	 {"写成 2021-06 这样的形式", "write it like 2021-06"},
	 "month: 2021-13", "month: 2021-12"},
	{"D104", FINDING_ERROR,
	 {"{0} 早于 {1}", "{0} is earlier than {1}"},
	 {"不早于 {2}", "{2} or later"},
	 {"这几个日期有先后，后一步不会早于前一步",
	  "these dates follow one another; a later step has no earlier date"},
	 {"对照原件核对两个日期；前一个无误时，后一个写 {2} 或更晚的日期",
	  "compare both dates with the documents; if the first is right, "
	  "write {2} or later"},
	 "{filed: 2021-01-05, granted: 2020-03-03}",
	 "{filed: 2021-01-05, granted: 2023-03-03}"},
	{"D105", FINDING_WARNING,
	 {"{0} 是 {1} 年的号，{2} 却在另一年",
	  "{0} is a number of {1}, but {2} lies in another year"},
	 {"号里是 {1} 年", "the number says {1}"},
	 {"号里的年份通常就是那一天的年份；跨年印发的公文会差一年",
	  "the year in a number is that of the day, as a rule; papers "
	  "issued over new year may differ"},
	 {"对照原件核对号和日期；原件如此的不用改",
	  "compare both with the document; leave them if it says so"},
	 "{docno: 辽科发〔2021〕19号, formed: 2022-06-28}",
	 "{docno: 辽科发〔2021〕19号, formed: 2021-06-28}"},
	{"D106", FINDING_WARNING,
	 {"{2?{0} 只有 {5} 个工作日，不足 {2} 个?}{3?{0} 超过 {3} 个工作日"
	  "?}{4?{0} 只有 {5} 天，不足 {4} 天?}",
	  "{2?{0} has {5} working days, {2} at least?}{3?{0} has more than "
	  "{3} working days?}{4?{0} has {5} days, {4} at least?}"},
	 {"{2?至少到 {1}?}{3?最迟 {1}?}{4?至少到 {1}?}",
	  "{2?{1} at the earliest?}{3?{1} at the latest?}{4?{1} at the "
	  "earliest?}"},
	 {"{2?首尾两天都算，周末和放假不算，调休上班算?}{3?从次日数起，周末"
	  "和放假不算，调休上班算?}{4?首尾两天都算?}",
	  "{2?both ends count; weekends and holidays do not, worked "
	  "weekends do?}{3?counted from the next day; weekends and "
	  "holidays do not count, worked weekends do?}{4?both ends count?}"},
	 {"{2?把截止日期改到 {1} 或以后?}{3?核对日期；按期办理的应不晚于 "
	  "{1}?}{4?把截止日期改到 {1} 或以后?}",
	  "{2?move the end to {1} or later?}{3?check the dates; in time "
	  "means {1} or earlier?}{4?move the end to {1} or later?}"},
	 "{from: 2021-10-27, to: 2021-11-01}",
	 "{from: 2021-10-27, to: 2021-11-02}"},
	{"D107", FINDING_WARNING,
	 {"没有 {0} 年的放假安排，工作日按周一至周五推算",
	  "no table of holidays for {0}; Monday to Friday are counted"},
	 {"", ""},
	 {"放假和调休每年由国务院办公厅公布，推算的工作日可能差几天",
	  "holidays and worked weekends are laid down each year; the count "
	  "may be off by days"},
	 {"在 content/tables/holidays.yaml 里补上 {0} 年的安排",
	  "add {0} to content/tables/holidays.yaml"},
	 "{from: 2031-10-01, to: 2031-10-09}",
	 "{from: 2021-10-27, to: 2021-11-02}"},
	{"D108", FINDING_WARNING,
	 {"{0} 才公开，离今天一年以上",
	  "public from {0} only, more than a year from now"},
	 {"", ""},
	 {"日期没有到，记录不上网站，已经公开的也会撤下",
	  "a record is not on the site before its day; one that was leaves "
	  "it"},
	 {"多半是年份写错了：核对日期；确要那天公开的不用改",
	  "the year is probably a slip: check it; leave it if that day is "
	  "meant"},
	 "published: 2062-07-20", "published: 2026-07-20"},
	{"D201", FINDING_WARNING,
	 {"{0} 之后 {1} 天没有再确认，最多 {2} 天",
	  "not confirmed for {1} days since {0}, at most {2}"},
	 {"最迟 {3} 再确认", "due again on {3}"},
	 {"久未确认的内容可能已经不成立，读者会白跑一趟",
	  "what nobody confirmed for long may no longer hold"},
	 {"同对方核实，还有效就写上核实的日期；已经了结的写明结果",
	  "ask the party; write the new date if it still holds, the "
	  "outcome if it is over"},
	 "last_confirmed: 2021-01-01", "last_confirmed: 2026-10-08"},
	{"D202", FINDING_WARNING,
	 {"{0} 之后已过 {1} 个工作日，还没有 {2}",
	  "{1} working days after {0} there is still no {2}"},
	 {"{3} 到期", "due on {3}"},
	 {"办完的事要公布结果，读者才知道下文",
	  "the public is told how it ended"},
	 {"补上 {2}", "add {2}"},
	 "{to: 2021-11-02}", "{to: 2021-11-02, result: none}"},
	{"D203", FINDING_WARNING,
	 {"逾期：{0} 晚于 {1}", "late: {0} is after {1}"},
	 {"应不晚于 {2}", "due by {2}"},
	 {"期限已过才办的，读者要能看到实际的日期",
	  "readers see the real day of what was done late"},
	 {"日期写错的改正；确实逾期的如实保留，不改期限",
	  "mend the date if it is a slip; if it was late, leave both dates "
	  "as they are"},
	 "{submitted: 2021-12-03, due: 2021-11-30}",
	 "{submitted: 2021-11-28, due: 2021-11-30}"},
};

const struct finding_family finding_codes_date = {
    codes, sizeof codes / sizeof *codes};
