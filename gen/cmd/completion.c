#include "cmd/manual.h"

#include <stdio.h>
#include <string.h>

static void
put_names(void)
{
	for (size_t i = 0; cmd_at(i); i++)
		printf("%s ", cmd_at(i)->name);
	printf("help version");
}

static void
put_options(const struct cmd *cmd)
{
	const char *usage = cmd->usage;
	struct manual_option option;

	while (manual_next(&usage, &option))
		printf("%s ", option.name);
}

static void
put_cases(const char *indent)
{
	for (size_t i = 0; cmd_at(i); i++) {
		printf("%s%s) words='", indent, cmd_at(i)->name);
		put_options(cmd_at(i));
		printf("' ;;\n");
	}
}

/* The kinds are asked of the program where a kind is wanted. */
static void
put_bash(void)
{
	printf("# gongshi completion bash >"
	       "/etc/bash_completion.d/gongshi\n"
	       "_gongshi() {\n"
	       "\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\n"
	       "\tlocal before=${COMP_WORDS[COMP_CWORD-1]}\n"
	       "\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
	       "\t\twords='");
	put_names();
	printf("'\n\telse\n\t\tcase ${COMP_WORDS[1]} in\n");
	put_cases("\t\t");
	printf("\t\tesac\n\tfi\n"
	       "\tcase $before in\n"
	       "\t--kind | new | export | schema)\n"
	       "\t\twords=\"$words $(gongshi schema 2>/dev/null |\n"
	       "\t\t\tcut -d' ' -f1)\" ;;\n"
	       "\tesac\n"
	       "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\")\n"
	       "\t\t$(compgen -f -- \"$word\"))\n"
	       "}\n"
	       "complete -o filenames -F _gongshi gongshi\n");
}

static void
put_zsh(enum lang lang)
{
	printf("#compdef gongshi\n"
	       "# gongshi completion zsh >\"${fpath[1]}/_gongshi\"\n"
	       "_gongshi() {\n"
	       "\tlocal name=$words[2] options\n"
	       "\tif (( CURRENT == 2 )); then\n"
	       "\t\tlocal -a commands=(\n");
	for (size_t i = 0; cmd_at(i); i++)
		printf("\t\t\t'%s:%s'\n", cmd_at(i)->name,
		       cmd_at(i)->about[lang]);
	printf("\t\t)\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	       "\tcase $name in\n");
	put_cases("\t");
	printf("\tesac\n"
	       "\tcompadd -- ${=words}\n"
	       "\t[[ $words[CURRENT-1] == (--kind|new|export|schema) ]] &&\n"
	       "\t\tcompadd -- ${(f)\"$(gongshi schema 2>/dev/null |\n"
	       "\t\t\tcut -d' ' -f1)\"}\n"
	       "\t_files\n"
	       "}\n"
	       "_gongshi \"$@\"\n");
}

/* ------------------------------------------------------------- man */

/* A hyphen of an option must stay one. */
static void
put_roff(const char *text)
{
	for (; *text; text++) {
		if (*text == '-' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
}

/* Options of a command, set in under it. */
static void
put_man_options(const struct cmd *cmd, enum lang lang)
{
	struct manual_option option;

	printf(".RS\n");
	for (const char *p = cmd->usage; manual_next(&p, &option);) {
		printf(".TP\n.BR ");
		put_roff(option.name);
		if (option.argument[0])
			printf(" \" \" ");
		put_roff(option.argument);
		printf("\n");
		put_roff(manual_about(cmd, option.name, lang));
		printf("\n");
	}
	printf(".RE\n");
}

static void
put_man_commands(enum lang lang)
{
	for (size_t i = 0; cmd_at(i); i++) {
		const struct cmd *c = cmd_at(i);

		printf(".TP\n.BR \"gongshi %s\" \" ", c->name);
		put_roff(c->usage);
		printf("\"\n");
		put_roff(c->about[lang]);
		printf("\n");
		put_man_options(c, lang);
	}
}

static void
put_man_examples(enum lang lang)
{
	const struct manual_example *example;

	for (size_t i = 0; (example = manual_example(i)); i++) {
		printf(".TP\n.B ");
		put_roff(example->line);
		printf("\n");
		put_roff(example->about[lang]);
		printf("\n");
	}
}

static const char *const man_head[LANGS] = {
    ".TH GONGSHI 1\n"
    ".SH 名称\n"
    "gongshi \\- 把 git 记录库变成静态门户\n"
    ".SH 用法\n"
    ".B gongshi\n"
    ".RB [ \\-C\n.IR 目录 ]\n.RB [ \\-\\-lang\n.IR zh|en ]\n"
    ".I 命令\n.RI [ 选项 ]\n"
    ".SH 说明\n"
    "\\-C 让命令在那个目录里运行，同在那里输入一样；\\-\\-lang 定消息的语言。\n"
    "结果写到标准输出，消息写到标准错误。\n"
    ".SH 命令\n",
    ".TH GONGSHI 1\n"
    ".SH NAME\n"
    "gongshi \\- a git repository of records becomes a static portal\n"
    ".SH SYNOPSIS\n"
    ".B gongshi\n"
    ".RB [ \\-C\n.IR dir ]\n.RB [ \\-\\-lang\n.IR zh|en ]\n"
    ".I command\n.RI [ options ]\n"
    ".SH DESCRIPTION\n"
    "With \\-C the command runs in that folder, as if it had been called "
    "there; \\-\\-lang is the language of messages.\n"
    "Results go to standard output, messages to standard error.\n"
    ".SH COMMANDS\n"};

static const char *const man_tail[LANGS] = {
    ".SH 退出码\n"
    "0 成功，可以有提醒；1 记录有问题，或核对不一致；2 用法或设置不对；"
    "3 环境有问题（文件、磁盘、git）；4 程序自身的错误；130 被中断。\n"
    ".SH 环境变量\n"
    ".TP\n.B GONGSHI_LANG\nzh 或 en，消息的语言；不设就看系统的语言。\n"
    ".TP\n.B GONGSHI_DATA\ninit 从哪里取种类、表和主题。\n"
    ".SH 文件\n"
    ".TP\n.I content/\n记录、种类、表、site.yaml\n"
    ".TP\n.I themes/\n模板、样式、脚本\n",
    ".SH EXIT STATUS\n"
    "0 done, warnings allowed; 1 findings in records, or a check that "
    "failed; 2 wrong usage or configuration; 3 environment; 4 a fault of "
    "gongshi itself; 130 interrupted.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B GONGSHI_LANG\nzh or en, the language of messages; else the "
    "locale's.\n"
    ".TP\n.B GONGSHI_DATA\nwhere init finds schemas, tables and the theme.\n"
    ".SH FILES\n"
    ".TP\n.I content/\nrecords, schemas, tables, site.yaml\n"
    ".TP\n.I themes/\ntemplates, styles, scripts\n"};

static void
put_man(enum lang lang)
{
	fputs(man_head[lang], stdout);
	put_man_commands(lang);
	printf(".SH %s\n", lang == LANG_ZH ? "例" : "EXAMPLES");
	put_man_examples(lang);
	fputs(man_tail[lang], stdout);
}

int
cmd_completion(int argc, char **argv, enum lang lang)
{
	if (argc != 2)
		return cmd_usage(lang, "completion", NULL);
	if (strcmp(argv[1], "bash") == 0)
		put_bash();
	else if (strcmp(argv[1], "zsh") == 0)
		put_zsh(lang);
	else if (strcmp(argv[1], "man") == 0)
		put_man(lang);
	else
		return cmd_usage(lang, "completion", argv[1]);
	return EXIT_DONE;
}
