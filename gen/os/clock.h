#ifndef OS_CLOCK_H
#define OS_CLOCK_H

/*
 * clock - today's date: the only reader of the wall clock.
 *
 * It fills the default of the as-of date, once; every other date comes from
 * records and commits.
 */
#include <stdint.h>

#define CLOCK_DATE 11 /* "2026-01-31" and a NUL */

/*
 * clock_today - the date in a time zone without summer time.
 * in:  offset, minutes east of UTC
 * out: date, ISO 8601
 */
void clock_today(int offset, char date[CLOCK_DATE]);

/*
 * clock_date - the date at an instant.
 * in:  seconds since 1970-01-01T00:00Z, from year 0 to 9999 (else clamped);
 *      offset, minutes east of UTC
 * out: date, proleptic Gregorian calendar
 */
void clock_date(int64_t seconds, int offset, char date[CLOCK_DATE]);

#endif
