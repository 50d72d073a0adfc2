#include "base/err.h"

#include "base/err_text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A line that is too long ends with a whole character. */
static void
fill(char line[ERR_LINE], const char *format, va_list args)
{
	va_list again;
	unsigned char lead;
	size_t n;

	va_copy(again, args);
	n = (size_t)vsnprintf(line, ERR_LINE, format, again);
	va_end(again);
	if (n < ERR_LINE)
		return;
	n = ERR_LINE - 1;
	while (n > 1 && (line[n - 1] & 0xc0) == 0x80)
		n--;
	lead = (unsigned char)line[--n];
	if (n + 1 + (lead >= 0xc0) + (lead >= 0xe0) + (lead >= 0xf0) >=
	    ERR_LINE)
		line[n] = '\0';
}

static void
put(char line[ERR_LINE], const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(line, format, args);
	va_end(args);
}

int
err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_set_args(err, code, format, args);
	va_end(args);
	return code;
}

int
err_set_args(struct err *err, enum err_code code, const char *format,
             va_list args)
{
	if (!err)
		return code;
	err->code = code;
	fill(err->line, format, args);
	fill(err->chinese, err_chinese(format), args);
	return code;
}

int
err_both(struct err *err, enum err_code code, struct str english,
         struct str chinese)
{
	if (!err)
		return code;
	err->code = code;
	put(err->line, "%.*s", STR_ARG(english));
	put(err->chinese, "%.*s", STR_ARG(chinese));
	return code;
}

/* Both lines of a thing that was tried and why it was not done. */
static void
set_tried(struct err *err, const char *doing, const char *what,
          const char *why, const char *chinese)
{
	if (!err)
		return;
	put(err->line, "%s%s%s: %s", doing, *what ? " " : "", what, why);
	put(err->chinese, "%s%s%s：%s", err_chinese(doing),
	    *what ? " " : "", err_chinese(what), chinese);
}

int
err_system(struct err *err, enum err_code code, const char *doing,
           const char *path)
{
	int number = errno;
	char text[128];
	const char *why = strerror_r(number, text, sizeof text);
	const char *chinese = err_reason(number);

	if (err)
		err->code = code;
	set_tried(err, doing, path, why, chinese ? chinese : why);
	return code;
}

int
err_io(struct err *err, const char *doing, const char *path)
{
	return err_system(err,
	                  errno == ENOSPC || errno == EDQUOT ? ERR_FULL
	                                                     : ERR_IO,
	                  doing, path);
}

int
err_other(struct err *err, enum err_code code, const char *doing,
          const char *why)
{
	if (err)
		err->code = code;
	set_tried(err, doing, "", why, err_chinese(why));
	return code;
}

static void
put_front(char line[ERR_LINE], const char *place)
{
	char rest[ERR_LINE];

	memcpy(rest, line, sizeof rest);
	put(line, "%s: %s", place, rest);
}

int
err_at(struct err *err, const char *format, ...)
{
	char place[200];
	va_list args;

	va_start(args, format);
	vsnprintf(place, sizeof place, format, args);
	va_end(args);
	put_front(err->line, place);
	put_front(err->chinese, place);
	return err->code;
}
