#ifndef MODEL_WORKDAY_H
#define MODEL_WORKDAY_H

/*
 * workday - working days (工作日) by the State Council's table.
 *
 * A working day is Monday to Friday, less the holidays (放假), plus the
 * weekend days on which people work instead (调休上班).  The table is data,
 * content/tables/holidays.yaml, rows "2021-10-01": {zh: 休, en: off} and
 * "2021-10-09": {zh: 班, en: work}; the English label decides.  A year
 * without a row is not known; its Mondays to Fridays count.
 *
 * source: the yearly notices of the General Office of the State Council on
 * holidays; 全国年节及纪念日放假办法
 */
#include "model/codes.h"
#include "model/date.h"

/*
 * workday_known - does the table have rows of a year?
 * in:  table, or NULL
 */
bool workday_known(const struct codes *table, int year);

/*
 * workday_is - is it a working day?
 */
bool workday_is(const struct codes *table, int32_t day);

/*
 * workday_count - working days of a period, both ends counted.
 * in:  enough, where to stop counting
 * out: number, at most enough
 */
uint32_t workday_count(const struct codes *table, int32_t from, int32_t to,
                       uint32_t enough);

/*
 * workday_after - the n-th working day after a day; the day itself does not
 * count.
 * in:  n, at least 1
 */
int32_t workday_after(const struct codes *table, int32_t day, uint32_t n);

#endif
