/*
 * fold_tool - what fold.c makes of every code point, for fold.mjs.
 *
 *     fold_tool > units
 *
 * One line a code point, U+0000 to U+10FFFF without surrogates: its units
 * folded plainly, a semicolon, and exactly, as hexadecimal numbers.
 */
#include "search/fold.h"

#include "base/utf8.h"

#include <stdio.h>

static void
print_units(const struct units *u)
{
	for (size_t i = 0; i < u->n; i++)
		printf(i ? " %x" : "%x", u->v[i]);
}

int
main(void)
{
	struct arena a;
	struct buf text = {0};

	arena_init(&a);
	for (uint32_t c = 0; c < 0x110000; c++) {
		struct units plain;
		struct units exact;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_reset(&text);
		utf8_put(&text, c);
		plain = fold_text(&a, buf_str(&text), FOLD_PLAIN);
		exact = fold_text(&a, buf_str(&text), FOLD_EXACT);
		print_units(&plain);
		putchar(';');
		print_units(&exact);
		putchar('\n');
		arena_reset(&a);
	}
	buf_release(&text);
	arena_release(&a);
	return 0;
}
