#include "text/grid.h"

#include <stdio.h>

void
grid_name(char name[GRID_NAME_SIZE], size_t column, uint32_t row)
{
	char letters[8];
	size_t n = sizeof letters;

	letters[--n] = '\0';
	for (size_t c = column + 1; c && n; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	if (row)
		snprintf(name, GRID_NAME_SIZE, "%s%u", letters + n, row);
	else
		snprintf(name, GRID_NAME_SIZE, "%s", letters + n);
}
