#ifndef MODEL_PERSONAL_H
#define MODEL_PERSONAL_H

/*
 * personal - is a number or an address one that names a person?
 *
 * Numbers that are something else, credit codes and patent numbers, are not.
 *
 * source: GB 11643-1999 (identity numbers); ISO/IEC 7812-1 (check digit of
 * cards)
 */
#include "base/str.h"

/*
 * personal_identity - is it an identity number of a citizen?
 * in:  s, 18 characters; others are none
 */
bool personal_identity(struct str s);

/*
 * personal_like_identity - has it the area and the day of birth of an
 * identity number, but a wrong check digit, or 15 digits as until 1999?
 * in:  s, digits, perhaps with an X at the end
 */
bool personal_like_identity(struct str s);

/*
 * personal_card - is it the number of a bank card?
 * in:  s, digits alone
 */
bool personal_card(struct str s);

/*
 * personal_mobile - is it a mobile number of the mainland?
 * in:  s, digits alone, with or without the 86 in front
 */
bool personal_mobile(struct str s);

/* personal_free_mail/personal_named_mail - is an address at a provider of
 * free mail, or does it carry a mobile number; does it look like the name
 * of a person? */
bool personal_free_mail(struct str local, struct str domain);
bool personal_named_mail(struct str local);

#endif
