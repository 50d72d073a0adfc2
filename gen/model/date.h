#ifndef MODEL_DATE_H
#define MODEL_DATE_H

/*
 * date - calendar days of the proleptic Gregorian calendar as numbers.
 *
 * A day is a count from 1970-01-01 (day 0).  Years 1 to 9999.  Nothing here
 * reads a clock: the as-of date is an input of the build.
 */
#include "base/arena.h"
#include "model/lang.h"

#define DATE_NONE INT32_MIN  /* no date */
#define DATE_NEVER INT32_MAX /* an end that never comes */
#define DATE_ISO_SIZE 11     /* "2021-06-28" and a NUL */

struct date_parts {
	int year;  /* 1 to 9999 */
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/*
 * date_of - day number of a calendar day.
 * out: true and *day; false when there is no such day
 */
bool date_of(struct date_parts parts, int32_t *day);

/*
 * date_split - calendar day of a day number.
 * in:  day, within years 1 to 9999
 */
struct date_parts date_split(int32_t day);

/*
 * date_parse_iso - "2021-06-28" and nothing else.
 * out: true and *day, or false with *day unchanged
 */
bool date_parse_iso(struct str s, int32_t *day);

/*
 * date_parse - the forms that people write: 2021-06-28, 2021年6月28日,
 * 2021/6/28, 二〇二一年六月二十八日 (also with ○ or 零).
 * out: true and *day, or false with *day unchanged
 * source: GB/T 7408; GB/T 9704-2012 for the Chinese numerals
 */
bool date_parse(struct str s, int32_t *day);

/*
 * date_written - the numbers of a text that is written as a date, in the
 * forms of date_parse, with hyphens or dots, with or without zeros, whether
 * or not there is such a day.
 * out: true and *parts, or false with *parts undefined
 */
bool date_written(struct str s, struct date_parts *parts);

/*
 * date_month_days - how many days a month has.
 * in:  month, 1 to 12
 */
int date_month_days(int year, int month);

/*
 * date_parse_month - "2021-06" or 2021年6月.
 * out: true and *day, the first of the month, or false
 */
bool date_parse_month(struct str s, int32_t *day);

/*
 * date_iso - ISO text of a day.
 */
void date_iso(int32_t day, char text[DATE_ISO_SIZE]);

/*
 * date_iso_str - ISO text of a day, in an arena.
 */
struct str date_iso_str(struct arena *a, int32_t day);

/*
 * date_text - a day for readers: 2021年6月28日 or 28 June 2021.
 */
struct str date_text(struct arena *a, int32_t day, enum lang lang);

/*
 * date_month_text - a month for readers: 2021年6月 or June 2021.
 * in:  day, any day of the month
 */
struct str date_month_text(struct arena *a, int32_t day, enum lang lang);

/*
 * date_add - a day so many days later.
 * out: day + n, held within years 1 to 9999; DATE_NONE and DATE_NEVER stay
 */
int32_t date_add(int32_t day, int32_t n);

#endif
