#include "os/clock.h"

#include <stdio.h>
#include <time.h>

#define DAY 86400
/* Days from 0000-03-01 to 1970-01-01, and in 400 years. */
#define EPOCH 719468
#define ERA 146097
/* The first second of year 0 and the last of year 9999. */
#define FIRST (-62167219200)
#define LAST 253402300799

/*
 * Years are counted from 1 March, so that the leap day is the last of its
 * year and months have a fixed pattern of 153 days in five.
 */
void
clock_date(int64_t seconds, int offset, char date[CLOCK_DATE])
{
	int64_t s, days, year, rest, month, day;

	s = seconds < FIRST ? FIRST : seconds > LAST ? LAST : seconds;
	s += (int64_t)offset * 60;
	s = s < FIRST ? FIRST : s > LAST ? LAST : s;
	days = (s - FIRST) / DAY + FIRST / DAY + EPOCH;
	/* Year 0 begins 60 days before day 0. */
	year = (days + ERA) / ERA - 1;
	rest = days - year * ERA;
	year = year * 400;
	day = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	year += day;
	rest -= 365 * day + day / 4 - day / 100;
	month = (5 * rest + 2) / 153;
	day = rest - (153 * month + 2) / 5 + 1;
	month = month < 10 ? month + 3 : month - 9;
	year += month <= 2;
	snprintf(date, CLOCK_DATE, "%04u-%02u-%02u", (unsigned)year % 10000,
	         (unsigned)month % 100, (unsigned)day % 100);
}

void
clock_today(int offset, char date[CLOCK_DATE])
{
	clock_date((int64_t)time(NULL), offset, date);
}
