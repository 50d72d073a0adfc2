#include "base/fmt.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char slice[] = "%.*s";
#define SLICE (sizeof slice - 1)

/* Plain bytes and slices alone? */
static bool
texts_alone(const char *format)
{
	while ((format = strchr(format, '%')) != NULL) {
		if (strncmp(format, slice, SLICE) != 0)
			return false;
		format += SLICE;
	}
	return true;
}

/* The next argument pair. */
static const char *
take_slice(va_list *args, size_t *n)
{
	int most = va_arg(*args, int);
	const char *p = va_arg(*args, const char *);

	assert(most >= 0);
	*n = strnlen(p, (size_t)most);
	return p;
}

size_t
fmt_length(const char *format, va_list args)
{
	size_t length = 0, n;
	va_list rest;
	int written;

	if (!texts_alone(format)) {
		written = vsnprintf(NULL, 0, format, args);
		assert(written >= 0);
		return (size_t)written;
	}
	va_copy(rest, args);
	for (; *format; format++) {
		length++;
		if (*format != '%')
			continue;
		take_slice(&rest, &n);
		length += n - 1;
		format += SLICE - 1;
	}
	va_end(rest);
	return length;
}

void
fmt_write(char *text, size_t n, const char *format, va_list args)
{
	va_list rest;
	size_t take;

	if (!texts_alone(format)) {
		vsnprintf(text, n + 1, format, args);
		return;
	}
	va_copy(rest, args);
	for (; *format; format++) {
		const char *from = format;

		take = 1;
		if (*format == '%') {
			from = take_slice(&rest, &take);
			format += SLICE - 1;
		}
		memcpy(text, from, take);
		text += take;
	}
	va_end(rest);
	*text = '\0';
}
