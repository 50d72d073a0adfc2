/*
 * gongshi (公示) - a git repository of records becomes a static portal.
 */
#include "cmd/cmd.h"

#include "build/engine.h"
#include "model/suggest.h"
#include "os/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMANDS_MOST 64

/* The language of messages: of the environment, Chinese by default. */
static enum lang
message_lang(void)
{
	static const char *const names[] = {"GONGSHI_LANG", "LC_ALL",
	                                    "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && strncmp(value, "en", 2) == 0)
			return LANG_EN;
		if (value && strncmp(value, "zh", 2) == 0)
			return LANG_ZH;
	}
	return LANG_ZH;
}

static void
exit_codes(FILE *to, enum lang lang)
{
	fputs(lang == LANG_ZH
	          ? "退出码: 0 成功，1 记录有问题，2 用法或设置不对，"
	            "3 环境有问题（文件、磁盘、git），4 程序自身的错误\n"
	          : "exit status: 0 done, 1 findings in records, 2 wrong "
	            "usage or settings, 3 environment (files, disk, git), 4 "
	            "a fault of gongshi\n",
	      to);
}

static void
help(FILE *to, enum lang lang)
{
	fputs(lang == LANG_ZH ? "用法: gongshi [-C 目录] [--lang zh|en] 命令 "
	                        "[选项]\n\n"
	                      : "usage: gongshi [-C DIR] [--lang zh|en] "
	                        "COMMAND [OPTIONS]\n\n",
	      to);
	for (size_t i = 0; cmd_at(i); i++)
		fprintf(to, "  %-10s %s\n", cmd_at(i)->name,
		        cmd_at(i)->about[lang]);
	fputc('\n', to);
	exit_codes(to, lang);
	fputs(lang == LANG_ZH ? "一个命令怎样用: gongshi help 命令\n"
	                      : "how a command is used: gongshi help COMMAND\n",
	      to);
}

static int
unknown(const char *name, enum lang lang)
{
	struct str known[COMMANDS_MOST];
	struct str near;
	size_t n = 0;

	for (; cmd_at(n) && n < COMMANDS_MOST; n++)
		known[n] = str_from(cmd_at(n)->name);
	near = suggest_nearest(str_from(name), known, n);
	fprintf(stderr, lang == LANG_ZH ? "gongshi: 没有命令 %s"
	                                : "gongshi: there is no command %s",
	        name);
	if (near.n)
		fprintf(stderr, lang == LANG_ZH ? "，是不是要写 %.*s？"
		                                : ", perhaps %.*s?",
		        STR_ARG(near));
	fputc('\n', stderr);
	return EXIT_USAGE;
}

/* What stands before the command: folders to go to, each from the one
 * before, as git has it, and the language of messages.
 * Out: how many words that took, and *lang; or an exit status below 0. */
static int
enter(int argc, char **argv, enum lang *lang)
{
	struct err err = {0};
	int n = 1;

	for (; n + 1 < argc; n += 2) {
		const char *value = argv[n + 1];

		if (strcmp(argv[n], "--lang") == 0 &&
		    lang_parse(str_from(value), lang))
			continue;
		if (strcmp(argv[n], "-C") != 0)
			break;
		if (path_enter(value, &err) < 0)
			return -cmd_fail(*lang, &err);
	}
	return n - 1;
}

int
main(int argc, char **argv)
{
	enum lang lang = message_lang();
	const struct cmd *cmd;
	bool wants_help;
	int led = enter(argc, argv, &lang);

	if (led < 0)
		return -led;
	argc -= led;
	argv += led;
	if (argc < 2) {
		help(stderr, lang);
		return EXIT_USAGE;
	}
	wants_help = strcmp(argv[1], "help") == 0 && argc > 2;
	if (!wants_help && (strcmp(argv[1], "help") == 0 ||
	                    strcmp(argv[1], "--help") == 0)) {
		help(stdout, lang);
		return EXIT_DONE;
	}
	if (strcmp(argv[1], "version") == 0 ||
	    strcmp(argv[1], "--version") == 0) {
		printf("%.*s\n", STR_ARG(engine_version()));
		return EXIT_DONE;
	}
	argv += wants_help;
	argc -= wants_help;
	cmd = cmd_get(argv[1]);
	if (wants_help && strcmp(argv[1], "exit-codes") == 0) {
		exit_codes(stdout, lang);
		return EXIT_DONE;
	}
	if (!cmd)
		return unknown(argv[1], lang);
	if (wants_help || cmd_wants_help(argc - 1, argv + 1))
		return cmd_help(lang, cmd);
	return cmd->run(argc - 1, argv + 1, lang);
}
