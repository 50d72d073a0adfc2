#ifndef MODEL_PRIVACY_H
#define MODEL_PRIVACY_H

/*
 * privacy - personal data in what will be public: identity numbers, mobile
 * phones, personal mail addresses, bank cards.
 *
 * The file is read once with a cheap filter (runs of digits, @); numbers
 * that are something else, credit codes, patent numbers, amounts, parts of
 * addresses, are no hits.  Wide (全角) digits, letters and marks count as their
 * narrow ones.  What is found is never printed in full.
 *
 * source: GB 11643-1999 (identity numbers); ISO/IEC 7812-1 (check digit of
 * cards); 个人信息保护法
 */
#include "model/record.h"

/*
 * privacy_check - look through all public texts of a record.
 * out: findings V101 to V105
 */
void privacy_check(const struct record *record,
                   struct finding_list *findings);

/*
 * privacy_identity - is it an identity number of a citizen?
 * in:  s, 18 characters; others are none
 */
bool privacy_identity(struct str s);

/*
 * privacy_like_identity - has it the area and the day of birth of an
 * identity number, but a wrong check digit, or 15 digits as until 1999?
 * in:  s, digits, perhaps with an X at the end
 */
bool privacy_like_identity(struct str s);

/*
 * privacy_card - is it the number of a bank card?
 * in:  s, digits alone
 */
bool privacy_card(struct str s);

/*
 * privacy_mobile - is it a mobile number of the mainland?
 * in:  s, digits alone, with or without the 86 in front
 */
bool privacy_mobile(struct str s);

/* privacy_free_mail/privacy_named_mail - is an address at a provider of
 * free mail, or does it carry a mobile number; does it look like the name
 * of a person? */
bool privacy_free_mail(struct str local, struct str domain);
bool privacy_named_mail(struct str local);

#endif
