#include "cmd/cmd.h"

#include <stdio.h>
#include <string.h>

/* Options stand in a usage as --name or -x. */
static bool
next_option(const char **usage, char option[40])
{
	const char *p = *usage;
	size_t n;

	for (; *p; p++)
		if (*p == '-' && (p == *usage || strchr(" [|", p[-1])) &&
		    ((p[1] == '-' && p[2] >= 'a') ||
		     (p[1] >= 'a' && p[1] <= 'z')))
			break;
	n = strspn(p, "-abcdefghijklmnopqrstuvwxyz");
	if (n == 0 || n >= 40)
		return false;
	memcpy(option, p, n);
	option[n] = '\0';
	*usage = p + n;
	return true;
}

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
	char option[40];

	while (next_option(&usage, option))
		printf("%s ", option);
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

static void
put_man(void)
{
	printf(".TH GONGSHI 1\n"
	       ".SH NAME\n"
	       "gongshi \\- a git repository of records becomes a static "
	       "portal\n"
	       ".SH SYNOPSIS\n"
	       ".B gongshi\n"
	       ".RB [ \\-C\n"
	       ".IR dir ]\n"
	       ".I command\n"
	       ".RI [ options ]\n"
	       ".SH DESCRIPTION\n"
	       "With \\-C the command runs in that folder, as if it had been "
	       "called there.\n"
	       "Results go to standard output, messages to standard error, "
	       "in the language of GONGSHI_LANG or of the locale.\n"
	       ".SH COMMANDS\n");
	for (size_t i = 0; cmd_at(i); i++) {
		const struct cmd *c = cmd_at(i);

		printf(".TP\n.BR \"gongshi %s\" \" ", c->name);
		put_roff(c->usage);
		printf("\"\n%s (%s).\n", c->about[LANG_EN],
		       c->about[LANG_ZH]);
	}
	printf(".SH EXIT STATUS\n"
	       "0 done, warnings allowed; 1 findings in records, or a check "
	       "that failed; 2 wrong usage or configuration; 3 environment; "
	       "4 a fault of gongshi itself; 130 interrupted.\n"
	       ".SH ENVIRONMENT\n"
	       ".TP\n.B GONGSHI_LANG\n"
	       "zh or en, the language of messages.\n"
	       ".TP\n.B GONGSHI_DATA\n"
	       "where init finds schemas, tables and the theme.\n"
	       ".SH FILES\n"
	       ".TP\n.I content/\nrecords, schemas, tables, site.yaml\n"
	       ".TP\n.I themes/\ntemplates, styles, scripts\n");
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
		put_man();
	else
		return cmd_usage(lang, "completion", argv[1]);
	return EXIT_DONE;
}
