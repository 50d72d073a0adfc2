#ifndef BASE_ERR_TEXT_H
#define BASE_ERR_TEXT_H

/*
 * err_text - what errors say, in Chinese.
 *
 * The English text is the key, as it stands at its err_set: a format with its
 * conversions, a verb, or a reason of the system.  A Chinese format has the
 * same conversions in the same order.  tests/lint/chinese.sh finds texts that
 * are missing here, and texts that nobody says any more.
 */

/*
 * err_chinese - the Chinese text.
 * out: static, or english itself when there is none
 */
const char *err_chinese(const char *english);

/*
 * err_reason - why the system would not.
 * in:  number, of errno
 * out: Chinese, static; NULL when only the system's own words will do
 */
const char *err_reason(int number);

/*
 * err_text_at - walk the texts.
 * in:  i, from 0
 * out: English and Chinese; NULL past the last one
 */
const char *const *err_text_at(unsigned i);

#endif
