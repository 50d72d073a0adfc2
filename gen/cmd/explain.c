#include "cmd/cmd.h"

#include "model/suggest.h"

#include <stdio.h>
#include <strings.h>

#define CODES_MOST 256

/* Messages lead here, so an unknown code names the nearest known one. */
static int
unknown(const char *name, enum lang lang)
{
	struct str known[CODES_MOST];
	struct str near;
	size_t n = 0;

	for (; n < CODES_MOST && finding_code_at(n); n++)
		known[n] = str_from(finding_code_at(n)->code);
	near = suggest_nearest(str_from(name), known, n);
	fprintf(stderr,
	        lang == LANG_ZH ? "gongshi: 没有代码 %s"
	                        : "gongshi: there is no code %s",
	        name);
	if (near.n)
		fprintf(stderr,
		        lang == LANG_ZH ? "，是不是 %.*s？" : ", perhaps %.*s?",
		        STR_ARG(near));
	fputc('\n', stderr);
	return EXIT_USAGE;
}

/* The families, by their letters. */
static const struct {
	char letter;
	const char *name[LANGS];
} families[] = {
    {'C', {"设置和记录种类", "settings and kinds"}},
    {'D', {"日期和期限", "dates and terms"}},
    {'F', {"字段", "fields"}},
    {'G', {"文件和路径", "files and paths"}},
    {'I', {"导入", "importing"}},
    {'N', {"代码和文号", "codes and document numbers"}},
    {'P', {"专利和费用", "patents and fees"}},
    {'R', {"记录之间", "between records"}},
    {'S', {"写法", "syntax"}},
    {'T', {"文字", "texts"}},
    {'V', {"个人信息", "personal data"}},
};

static void
put_family(struct buf *b, char letter, enum lang lang)
{
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		if (families[i].letter == letter)
			buf_fmt(b, "%s%c  %s\n", b->n ? "\n" : "", letter,
			        families[i].name[lang]);
}

/* All codes, by family. */
static int
list_codes(enum lang lang)
{
	static const char *const severity[LANGS][2] = {
	    {"错误", "提醒"}, {"error  ", "warning"}};
	const struct finding_code *code;
	struct buf b = {0};
	char letter = '\0';

	for (size_t i = 0; (code = finding_code_at(i)) != NULL; i++) {
		if (code->code[0] != letter)
			put_family(&b, code->code[0], lang);
		letter = code->code[0];
		buf_fmt(&b, "%s  %s  ", code->code,
		        severity[lang][code->severity]);
		finding_code_text(code, FINDING_MESSAGE, lang, &b);
		buf_byte(&b, '\n');
	}
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	return EXIT_DONE;
}

/* Codes are written in capitals; a user need not. */
static const struct finding_code *
find_code(const char *word)
{
	const struct finding_code *code;

	for (size_t i = 0; (code = finding_code_at(i)) != NULL; i++)
		if (strcasecmp(code->code, word) == 0)
			return code;
	return NULL;
}

int
cmd_explain(int argc, char **argv, enum lang lang)
{
	struct buf b = {0};
	int code = EXIT_DONE;

	if (argc < 2)
		return list_codes(lang);
	for (int i = 1; i < argc && code == EXIT_DONE; i++) {
		const struct finding_code *found = find_code(argv[i]);

		if (b.n)
			buf_byte(&b, '\n');
		if (found)
			finding_explain(found, lang, &b);
		else
			code = unknown(argv[i], lang);
	}
	if (code == EXIT_DONE)
		fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	return code;
}
