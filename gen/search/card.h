#ifndef SEARCH_CARD_H
#define SEARCH_CARD_H

/*
 * card - what a result list shows of a record, CARD_PACK to a file.
 *
 * Pack p holds the accession numbers 4p to 4p + 3.  Numbers without a record
 * on the site (withdrawn, scheduled) are holes and take no room.
 *
 * The address of a pack is arithmetic over the history: its stamp is, over
 * its numbers that were ever given, the sum of 2 for each version of the
 * record (a removal is one) and of 1 if it is on the site.  Each change of a
 * card's record raises it.  A full pack of records that were published once
 * has CARD_STAMP.  What the stamp cannot tell apart, see piece.h.
 *
 * Body of the piece, for each card in order of numbers:
 *
 *     byte     accession number modulo 4
 *     3 texts  kind, FOLDER/ID, date, each: byte, how much of the same text
 *              of the card before is repeated (at most 255); varint length
 *              and bytes of the rest
 *     2 texts  title and English title, each: varint length and UTF-8
 *
 * The date and the English title may be empty.
 */
#include "search/piece.h"

#define CARD_PACK 4
#define CARD_STAMP (3 * CARD_PACK)

struct card {
	struct str kind;     /* code, "alliance" */
	struct str id;       /* FOLDER/ID, "alliances/ln-2021-0001" */
	struct str date;     /* primary date, ISO, "2021-06-28"; or empty */
	struct str title;    /* in Chinese, or the only one */
	struct str title_en; /* empty if there is none */
};

struct card_change {
	uint32_t doc;
	bool gone; /* the number is a hole now; card has no meaning */
	struct card card;
};

/*
 * card_apply - a pack with some cards set or removed.
 * in:  old, body of the piece as it was, or empty; changes, ascending
 *      documents, unique, all of this pack; epoch and stamp, as they are to
 *      be stated
 * out: out, the new piece appended; nothing when no card is left
 * err: ERR_CORRUPT, old is no pack; out is as before
 */
int card_apply(struct str old, const struct card_change *changes, size_t n,
               uint32_t pack, uint32_t epoch, uint32_t stamp,
               struct buf *out, struct err *err);

/*
 * card_read - the cards of a pack.
 * in:  body, checked by piece_open
 * out: cards[i] of number CARD_PACK * pack + i, in arena a or borrowed from
 *      body; id is empty for a hole
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int card_read(struct arena *a, struct str body, struct card cards[CARD_PACK],
              struct err *err);

#endif
