#ifndef BASE_FMT_H
#define BASE_FMT_H

/*
 * fmt - text by a format of printf, for those who own the memory.
 *
 * Most formats of this program set texts side by side: plain bytes and
 * "%.*s".  Those are copied; all others go to vsnprintf.  Both ways give the
 * same bytes, and a slice ends at its first NUL as C says.
 */
#include <stdarg.h>
#include <stddef.h>

/*
 * fmt_length - how long the text will be.
 * in:  args, used up
 * unit: bytes, without the NUL
 */
size_t fmt_length(const char *format, va_list args)
    __attribute__((format(printf, 1, 0)));

/*
 * fmt_write - write the text and a NUL.
 * in:  n, what fmt_length said; args, as then, used up
 * out: n + 1 bytes at text
 */
void fmt_write(char *text, size_t n, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
