#include "cmd/cmd.h"

#include "model/suggest.h"

#include <stdio.h>

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

int
cmd_explain(int argc, char **argv, enum lang lang)
{
	const struct finding_code *code;
	struct buf b = {0};

	if (argc != 2)
		return cmd_usage(lang, "explain", argc > 2 ? argv[2] : NULL);
	code = finding_code_get(str_from(argv[1]));
	if (!code)
		return unknown(argv[1], lang);
	finding_explain(code, lang, &b);
	fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	return EXIT_DONE;
}
