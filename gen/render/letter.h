#ifndef RENDER_LETTER_H
#define RENDER_LETTER_H

/*
 * letter - the notice in writing by which somebody takes what a record
 * offers at its price (书面通知), FOLDER/ID.txt: the record's part filled in
 * by the theme's template letter.txt, lines left open for the sender.
 *
 * It is there exactly while the record has a price and its status is good,
 * and speaks of that record alone.  It begins with a byte order mark, so
 * that programs which guess at an encoding read Chinese.  Refused: a form in
 * the page, which would ask a reader to write into a site that keeps nothing.
 * source: 专利法 Art 51: 以书面方式通知专利权人
 */
#include "render/context.h"

/*
 * letter_has - may records of the kind have one?
 */
bool letter_has(const struct schema *schema);

/*
 * letter_put - {letter_url} of a record; empty while there is no letter.
 * in:  map, with {price} of pricing_put
 */
void letter_put(struct context *c, const struct row *row, struct value *map);

/*
 * letter_render - the letter of the output's record.
 * out: appended to out; *exists false: nothing can be taken now
 * err: ERR_GIT; ERR_CORRUPT; ERR_CONFIG
 */
int letter_render(struct context *c, struct buf *out, bool *exists,
                  struct err *err);

#endif
