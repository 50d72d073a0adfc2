/*
 * pinyin_tool - what pinyin.c answers, for pinyin.mjs.
 *
 *     pinyin_tool table > bytes
 *     pinyin_tool names > bytes
 *     pinyin_tool readings > lines    each code point up to U+FFFF: its
 *                                     syllables by place, parted by commas
 *     pinyin_tool query < lines       each line: its choices, what:v,v,...
 */
#include "search/pinyin.h"

#include <stdio.h>

static void
print_readings(void)
{
	for (uint32_t c = 0; c < 0x10000; c++) {
		uint16_t ids[2];
		unsigned n = pinyin_of(c, ids);

		for (unsigned i = 0; i < n; i++)
			printf(i ? ",%u" : "%u", (unsigned)ids[i]);
		putchar('\n');
	}
}

static void
print_choices(const struct pinyin_choice *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		printf(i ? " %u" : "%u", (unsigned)v[i].what);
		for (size_t j = 0; j < v[i].n; j++)
			printf("%c%u", j ? ',' : ':', (unsigned)v[i].v[j]);
	}
}

/* What letters mean, and with a last syllable that is not whole. */
static void
print_meanings(struct arena *a, struct str letters)
{
	size_t n;
	struct pinyin_choice *v = pinyin_query(a, letters, &n);

	print_choices(v, n);
	printf(" | ");
	v = pinyin_ends(a, letters, &n);
	print_choices(v, n);
	putchar('\n');
}

static void
answer_lines(void)
{
	struct arena a;
	char line[256];

	arena_init(&a);
	while (fgets(line, sizeof line, stdin)) {
		struct str rest = str_from(line);

		print_meanings(&a, str_cut(&rest, '\n'));
		arena_reset(&a);
	}
	arena_release(&a);
}

int
main(int argc, char **argv)
{
	struct str what = str_from(argc == 2 ? argv[1] : NULL);
	struct buf b = {0};

	if (str_eq(what, STR("table")))
		pinyin_table(&b);
	else if (str_eq(what, STR("names")))
		pinyin_names(&b);
	else if (str_eq(what, STR("readings")))
		print_readings();
	else if (str_eq(what, STR("query")))
		answer_lines();
	else
		return 2;
	if (b.n)
		fwrite(b.p, 1, b.n, stdout);
	buf_release(&b);
	return 0;
}
