#ifndef MODEL_PRIVACY_H
#define MODEL_PRIVACY_H

/*
 * privacy - personal data in what will be public: identity numbers, mobile
 * phones, personal mail addresses, bank cards.
 *
 * The file is read once with a cheap filter (runs of digits, @); numbers
 * that are something else (personal.h), amounts, parts of addresses, are no
 * hits.  Wide (全角) digits, letters and marks count as their narrow ones.
 * Then texts are read as readers get them, where that is not what the file
 * says: escapes of YAML, references and marks of Markdown; and with all
 * escapes undone, of addresses too (%31, &#49;, \u0031).  Within an address a
 * mobile number counts where it is what the address calls or writes to (tel:,
 * phone=, wa.me/), an identity number wherever it is a part of its own.  What
 * is found is never printed in full.
 *
 * source: 个人信息保护法
 */
#include "model/record.h"

/*
 * privacy_check - look through all public texts of a record.
 * out: findings V101 to V105
 */
void privacy_check(const struct record *record,
                   struct finding_list *findings);

#endif
