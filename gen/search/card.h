#ifndef SEARCH_CARD_H
#define SEARCH_CARD_H

/*
 * card - what a result list shows of a record, 16 to a file.
 *
 * Pack p holds the accession numbers 16p to 16p + 15.  Numbers without a
 * record on the site (withdrawn, scheduled) are holes and take no room.
 *
 * Body of the piece, for each card in order of numbers:
 *
 *     byte     accession number modulo 16
 *     6 slices varint length and UTF-8: kind, id, title, English title,
 *              date, status; the last four may be empty
 */
#include "search/piece.h"

#define CARD_PACK 16

struct card {
	struct str kind;     /* code, "alliance" */
	struct str id;       /* FOLDER/ID, "alliances/ln-2021-0001" */
	struct str title;    /* in Chinese, or the only one */
	struct str title_en; /* empty if there is none */
	struct str date;     /* primary date, ISO, "2021-06-28"; or empty */
	struct str status;   /* code, or empty */
};

struct card_change {
	uint32_t doc;
	bool gone; /* the number is a hole now; card has no meaning */
	struct card card;
};

/*
 * card_packs - how many packs a register has.
 */
uint32_t card_packs(uint32_t highest);

/*
 * card_apply - a pack with some cards set or removed.
 * in:  old, the whole piece as it was, or empty; changes, ascending
 *      documents, unique, all of this pack
 * out: out, the new piece appended; nothing when no card is left
 * err: ERR_CORRUPT, old is not this pack; out is as before
 */
int card_apply(struct str old, const struct card_change *changes, size_t n,
               uint32_t pack, struct buf *out, struct err *err);

/*
 * card_read - the cards of a pack.
 * in:  body, checked by piece_open
 * out: cards[i] of number 16 * pack + i, borrowed from body; id is empty
 *      for a hole
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int card_read(struct str body, struct card cards[CARD_PACK],
              struct err *err);

#endif
