#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	if (!err)
		return code;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->line, sizeof err->line, format, args);
	va_end(args);
	return code;
}

int
err_io(struct err *err, const char *doing, const char *path)
{
	int number = errno;
	char text[128];
	enum err_code code = ERR_IO;

	if (number == ENOSPC || number == EDQUOT)
		code = ERR_FULL;
	return err_set(err, code, "%s %s: %s", doing, path,
	               strerror_r(number, text, sizeof text));
}

int
err_at(struct err *err, const char *format, ...)
{
	char place[200];
	char line[ERR_LINE];
	va_list args;

	va_start(args, format);
	vsnprintf(place, sizeof place, format, args);
	va_end(args);
	memcpy(line, err->line, sizeof line);
	snprintf(err->line, sizeof err->line, "%s: %.*s", place,
	         (int)(sizeof err->line - sizeof place - 3), line);
	return err->code;
}
