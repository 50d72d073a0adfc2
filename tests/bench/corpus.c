/*
 * corpus - write a register of N records as a stream for git fast-import.
 *
 *     corpus [-s SEED] [-h] N [FILE...] | git fast-import
 *     corpus [-s SEED] -c CHANGE N      | git fast-import
 *
 * The first form imports the given files (schemas, tables, the theme) and
 * then N records in a hundred commits; -h writes front matter for hugo.  The
 * second adds one commit: edit (a body), new (a record), date (a record, four
 * years back), revoke.  Everything follows from the seed.
 *
 * Of a hundred records 55 are alliances, 30 licences, 10 notices, 3 model
 * lists and 2 revocations.  No date falls on the last days of a month but
 * those of three notices, which end on 2026-06-29: that is the day that
 * passes in the benchmark.
 */
#include "base/buf.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMITS 100
#define NEW 900000 /* number of a record that a change adds */

enum sort { ALLIANCE, LICENSE, NOTICE, TYPICAL, REVOCATION, SORTS };

static const char *const folder[SORTS] = {"alliances", "licenses", "notices",
                                          "typicals", "revocations"};
static const char *const letter[SORTS] = {"al", "ol", "gs", "dx", "cx"};

static const char *const city[][2] = {
	{"210100", "沈阳市"}, {"210200", "大连市"}, {"210300", "鞍山市"},
	{"210400", "抚顺市"}, {"210500", "本溪市"}, {"210600", "丹东市"},
	{"210700", "锦州市"}, {"210800", "营口市"}, {"210900", "阜新市"},
	{"211000", "辽阳市"}, {"211100", "盘锦市"}, {"211200", "铁岭市"},
	{"211300", "朝阳市"}, {"211400", "葫芦岛市"}, {"230100", "哈尔滨市"},
	{"230200", "齐齐哈尔市"}, {"230300", "鸡西市"}, {"230600", "大庆市"},
};
#define CITIES (sizeof city / sizeof *city)

static const char *const field[] = {
	"equipment", "ict", "materials", "metallurgy", "petrochem", "energy",
	"environment", "biomedicine", "agriculture", "food", "marine",
};
#define FIELDS (sizeof field / sizeof *field)

struct corpus {
	uint64_t seed;
	uint32_t n;
	uint32_t back; /* months that a record is dated too early */
	bool hugo;
};

/* Record number k of the whole: its sort, and its number within the sort. */
static enum sort
sort_of(uint32_t k, uint32_t *number)
{
	static const uint32_t upto[SORTS] = {55, 85, 95, 98, 100};
	uint32_t part = k % 100;
	uint32_t from = 0;

	for (int s = 0; s < SORTS; s++) {
		if (part < upto[s]) {
			*number = k / 100 * (upto[s] - from) + part - from;
			return (enum sort)s;
		}
		from = upto[s];
	}
	abort();
}

/* The day on which record k of n came out: 2016-01 to 2026-05. */
static void
day_of(const struct corpus *c, uint32_t k, uint32_t *year, uint32_t *month,
       uint32_t *day)
{
	uint32_t m = (uint32_t)((uint64_t)k * 125 / (c->n + 1)) - c->back;

	*year = 2016 + m / 12;
	*month = m % 12 + 1;
	*day = 1 + k % 20;
}

static void
put_date(struct buf *b, const char *key, uint32_t y, uint32_t m, uint32_t d)
{
	buf_fmt(b, "%s: %04u-%02u-%02u\n", key, y, m, d);
}

static const char *const tail =
    "publisher: 示例省科学技术厅\nreviewed_by: 办公室保密审查\n";

static void
put_head(const struct corpus *c, struct buf *b, const char *title, uint32_t y,
         uint32_t m, uint32_t d)
{
	buf_adds(b, "---\n");
	if (c->hugo)
		buf_fmt(b, "title: %s\ndate: %04u-%02u-%02u\n"
		           "years: [\"%u\"]\nfields: [%s]\ncities: [%s]\n",
		        title, y, m, d, y, field[(y + m + d) % FIELDS],
		        city[strlen(title) % CITIES][1]);
}

static void
alliance_name(struct buf *b, uint32_t i)
{
	buf_adds(b, city[i % CITIES][1]);
	words_name(b, i, 4);
	buf_fmt(b, "%s产学研联盟", words_industry(i / 7));
}

static void
put_alliance(const struct corpus *c, struct buf *b, uint32_t i, uint32_t k)
{
	struct random r = random_from(c->seed, k);
	struct buf name = {0};
	uint32_t y;
	uint32_t m;
	uint32_t d;
	const char *code = city[i % CITIES][0];

	day_of(c, k, &y, &m, &d);
	alliance_name(&name, i);
	buf_byte(&name, '\0');
	put_head(c, b, name.p, y, m, d);
	buf_fmt(b, "name: %s\ncity: \"%s\"\nleader_short: ", name.p, code);
	words_name(b, i, 4);
	buf_fmt(b, "\nindustry: %s\ntype: city\ntech_field: %s\n",
	        words_industry(i / 7), field[i % FIELDS]);
	put_date(b, "agreement_effective", y, m, d);
	buf_adds(b, "goal: ");
	words_text(b, &r, 120);
	buf_fmt(b, "\nleader:\n  name: %s盟主有限公司\n  uscc: ", name.p);
	words_uscc(b, code, i * 4);
	buf_adds(b, "\n  is_sme_filed: true\ncount: {total: 3, enterprises: "
	            "2, universities: 1, institutes: 0}\nmembers:\n");
	/* The leader is the first of them. */
	for (uint32_t s = 1; s <= 3; s++) {
		buf_fmt(b, "  - {seq: %u, name: ", s);
		if (s == 1)
			buf_adds(b, name.p);
		else
			words_name(b, i * 3 + s, 4);
		buf_fmt(b, "%s, uscc: ",
		        s == 1   ? "盟主有限公司"
		        : s == 3 ? "大学"
		                 : "股份有限公司");
		words_uscc(b, code, i * 4 + (s == 1 ? 0 : s));
		buf_fmt(b, ", type: %s}\n",
		        s == 3 ? "university" : "enterprise");
	}
	buf_fmt(b, "filing:\n  no: BA%u-%06u\n  body: 示例市科学技术局\n", y,
	        i);
	put_date(b, "  on", y, m, d);
	put_date(b, "published", y, m, d);
	buf_fmt(b, "%s---\n\n## 建设情况\n\n", tail);
	words_text(b, &r, 220);
	buf_adds(b, "\n\n## 合作内容\n\n");
	words_text(b, &r, 200);
	buf_byte(b, '\n');
	buf_release(&name);
}

static void
put_license(const struct corpus *c, struct buf *b, uint32_t i, uint32_t k)
{
	struct random r = random_from(c->seed, k);
	struct buf title = {0};
	uint32_t y;
	uint32_t m;
	uint32_t d;
	const char *code = city[i % CITIES][0];

	day_of(c, k, &y, &m, &d);
	buf_fmt(&title, "一种%s用", words_industry(i));
	words_name(&title, i, 4);
	buf_adds(&title, "装置");
	buf_byte(&title, '\0');
	put_head(c, b, title.p, y, m, d);
	buf_fmt(b, "patent_title: %s\npatent_no: ", title.p);
	words_patent(b, y - 4, i);
	buf_fmt(b, "\npatent_type: invention\ntech_field: %s\ncity: \"%s\"\n",
	        field[i % FIELDS], code);
	put_date(b, "filed", y - 4, 3, 1);
	put_date(b, "granted", y - 1, 6, 1);
	buf_fmt(b, "patentees:\n  - name: %s研究院\n    uscc: ", title.p);
	words_uscc(b, code, 5000000 + i);
	buf_adds(b, "\nintro: ");
	words_text(b, &r, 200);
	buf_adds(b, "\nfee: {mode: free, basis: ");
	words_text(b, &r, 60);
	buf_adds(b, "}\nterm:\n");
	put_date(b, "  from", y, m, d);
	put_date(b, "  to", y + 5, m, d);
	buf_fmt(b, "declaration_no: KF%06u\n", i);
	put_date(b, "gazette_on", y, m, d);
	buf_adds(b, "commitments:\n  exclusive_in_force: false\n"
	            "  suspended: false\n  fees_unpaid: false\n"
	            "  pledged_without_consent: false\n  other_bar: false\n"
	            "contact: {office: 成果转化处, phone: 024-12345678}\n");
	put_date(b, "published", y, m, d);
	buf_fmt(b, "%s---\n\n", tail);
	words_text(b, &r, 300);
	buf_byte(b, '\n');
	buf_release(&title);
}

static void
put_id(struct buf *b, enum sort sort, uint32_t i)
{
	buf_fmt(b, "%s-%06u", letter[sort], i);
}

static void
put_notice(const struct corpus *c, struct buf *b, uint32_t i, uint32_t k)
{
	struct random r = random_from(c->seed, k);
	char title[100];
	uint32_t y;
	uint32_t m;
	uint32_t d;
	bool last = i < 3;

	day_of(c, k, &y, &m, &d);
	if (last)
		y = 2026, m = 6, d = 20 + i;
	snprintf(title, sizeof title, "关于第%u批产学研联盟备案的公示", i + 1);
	put_head(c, b, title, y, m, d);
	if (!c->hugo)
		buf_fmt(b, "title: %s\n", title);
	buf_fmt(b, "matter: filing\ncity: \"%s\"\nbasis:\n"
	           "  - {title: 工作指引, docno: 辽科发〔2021〕19号}\n",
	        city[i % CITIES][0]);
	put_date(b, "from", y, m, d);
	put_date(b, "to", y, m, last ? 29 : d + 7);
	if (!last) {
		buf_adds(b, "result: no_objection\n");
		put_date(b, "result_on", y, m, d + 8);
	}
	buf_adds(b, "items:\n");
	for (uint32_t s = 0; s < 5; s++) {
		buf_fmt(b, "  - {seq: %u, alliance: ", s + 1);
		put_id(b, ALLIANCE, i / 10 * 55 + i % 10 * 5 + s);
		buf_adds(b, "}\n");
	}
	buf_adds(b, "objection: {accept: 示例省科学技术厅, phone: "
	            "024-12345678, form: 书面署名}\n");
	put_date(b, "published", y, m, d);
	buf_fmt(b, "%s---\n\n", tail);
	for (int p = 0; p < 3; p++) {
		words_text(b, &r, 180);
		buf_adds(b, "\n\n");
	}
}

static void
put_typical(const struct corpus *c, struct buf *b, uint32_t i, uint32_t k)
{
	struct random r = random_from(c->seed, k);
	char title[100];
	uint32_t y;
	uint32_t m;
	uint32_t d;

	day_of(c, k, &y, &m, &d);
	d = 22; /* all alliances of the month are on file */
	snprintf(title, sizeof title, "第%u批省级典型产学研联盟名单", i + 1);
	put_head(c, b, title, y, m, d);
	if (!c->hugo)
		buf_fmt(b, "title: %s\n", title);
	buf_fmt(b, "batch: 第%u批\nlevel: province\ncity: \"%s\"\n"
	           "bodies: [示例省科学技术厅, 示例省工业和信息化厅]\n",
	        i + 1, city[i % CITIES][0]);
	put_date(b, "decided_on", y, m, d);
	buf_adds(b, "items:\n");
	for (uint32_t s = 0; s < 8; s++) {
		buf_fmt(b, "  - {rank: %u, reason: ", s + 1);
		words_text(b, &r, 40);
		buf_adds(b, ", alliance: ");
		put_id(b, ALLIANCE, i / 3 * 55 + i % 3 * 8 + s);
		buf_adds(b, "}\n");
	}
	put_date(b, "published", y, m, d);
	buf_fmt(b, "%s---\n\n", tail);
	words_text(b, &r, 250);
	buf_byte(b, '\n');
}

static void
put_revocation(const struct corpus *c, struct buf *b, uint32_t i, uint32_t k)
{
	struct random r = random_from(c->seed, k);
	uint32_t whom = i < NEW ? i / 2 * 55 + 50 + i % 2 : c->n / 200 * 55 + 3;
	struct buf title = {0};
	uint32_t y;
	uint32_t m;
	uint32_t d;

	day_of(c, k, &y, &m, &d);
	buf_adds(&title, "关于撤销");
	alliance_name(&title, whom);
	buf_adds(&title, "备案的公告");
	buf_byte(&title, '\0');
	put_head(c, b, title.p, y, m, d);
	if (!c->hugo)
		buf_fmt(b, "title: %s\n", title.p);
	buf_adds(b, "alliance: ");
	put_id(b, ALLIANCE, whom);
	buf_fmt(b, "\ncity: \"%s\"\ngrounds: [g8]\nparty: alliance\nfacts: ",
	        city[whom % CITIES][0]);
	words_text(b, &r, 200);
	buf_byte(b, '\n');
	put_date(b, "decided_on", y, m, d);
	put_date(b, "effective", y, m, d);
	put_date(b, "published", y, m, d);
	buf_fmt(b, "%s---\n\n", tail);
	words_text(b, &r, 350);
	buf_byte(b, '\n');
	buf_release(&title);
}

static void
put_record(const struct corpus *c, struct buf *b, enum sort sort, uint32_t i,
           uint32_t k)
{
	switch (sort) {
	case ALLIANCE:
		put_alliance(c, b, i, k);
		break;
	case LICENSE:
		put_license(c, b, i, k);
		break;
	case NOTICE:
		put_notice(c, b, i, k);
		break;
	case TYPICAL:
		put_typical(c, b, i, k);
		break;
	default:
		put_revocation(c, b, i, k);
	}
}

static void
file(const char *path, struct str bytes)
{
	printf("M 100644 inline %s\ndata %zu\n", path, bytes.n);
	fwrite(bytes.p, 1, bytes.n, stdout);
	putchar('\n');
}

static void
record_file(const struct corpus *c, enum sort sort, uint32_t i, uint32_t k,
            const char *more)
{
	struct buf b = {0};
	char path[100];

	snprintf(path, sizeof path, "content/%s/%03u/%s-%06u.md",
	         folder[sort], i / 1000, letter[sort], i);
	put_record(c, &b, sort, i, k);
	buf_adds(&b, more);
	file(path, buf_str(&b));
	buf_release(&b);
}

static void
commit(unsigned long at, const char *message, const char *from)
{
	printf("commit refs/heads/main\n"
	       "committer Office <office@example.org> %lu +0800\n"
	       "data %zu\n%s\n%s",
	       at, strlen(message), message, from);
}

static int
import_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = {0};
	size_t n;

	if (!f)
		return -1;
	while ((n = fread(buf_reserve(&b, 65536), 1, 65536, f)) > 0)
		b.n += n;
	fclose(f);
	file(path, buf_str(&b));
	buf_release(&b);
	return 0;
}

static void
import_records(const struct corpus *c)
{
	uint32_t k = 0;

	for (uint32_t part = 1; part <= COMMITS; part++) {
		uint32_t to = (uint32_t)((uint64_t)c->n * part / COMMITS);

		if (k == to)
			continue;
		commit(1451600000 + part * 3000000ul, "records: add", "");
		for (; k < to; k++) {
			uint32_t i;
			enum sort sort = sort_of(k, &i);

			record_file(c, sort, i, k, "");
		}
	}
}

static int
change(struct corpus *c, const char *what)
{
	uint32_t middle = c->n / 200 * 100; /* an alliance */
	uint32_t i;

	if (strcmp(what, "edit") == 0) {
		commit(1782000000, "alliance: correct the text",
		       "from refs/heads/main^0\n");
		sort_of(middle, &i);
		record_file(c, ALLIANCE, i, middle, "\n补充一句说明。\n");
	} else if (strcmp(what, "new") == 0) {
		commit(1782100000, "alliance: add",
		       "from refs/heads/main^0\n");
		record_file(c, ALLIANCE, NEW, c->n, "");
	} else if (strcmp(what, "date") == 0) {
		commit(1782150000, "alliance: correct the dates",
		       "from refs/heads/main^0\n");
		c->back = 48;
		sort_of(middle, &i);
		record_file(c, ALLIANCE, i, middle, "");
	} else if (strcmp(what, "revoke") == 0) {
		commit(1782200000, "revocation: add",
		       "from refs/heads/main^0\n");
		record_file(c, REVOCATION, NEW, c->n, "");
	} else {
		return -1;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct corpus c = {.seed = 1};
	const char *what = NULL;
	int option;

	while ((option = getopt(argc, argv, "s:c:h")) != -1) {
		if (option == 's')
			c.seed = strtoull(optarg, NULL, 10);
		else if (option == 'c')
			what = optarg;
		else if (option == 'h')
			c.hugo = true;
		else
			return 2;
	}
	if (optind == argc || (c.n = (uint32_t)atol(argv[optind++])) < 100 ||
	    c.n % 100) {
		fprintf(stderr, "corpus: N is a multiple of 100\n");
		return 2;
	}
	if (what)
		return change(&c, what) ? 2 : 0;
	commit(1451600000, "schemas and theme", "");
	for (; optind < argc; optind++)
		if (import_file(argv[optind])) {
			perror(argv[optind]);
			return 3;
		}
	import_records(&c);
	return fflush(stdout) ? 3 : 0;
}
