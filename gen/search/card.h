#ifndef SEARCH_CARD_H
#define SEARCH_CARD_H

/*
 * card - what leads from the number of a record to the record.
 *
 * Pack p holds the accession numbers 16p to 16p + 15.  Numbers without a
 * record on the site (withdrawn, scheduled) are holes and take no room.
 *
 * Body of the piece, for each card in order of numbers:
 *
 *     byte     accession number modulo 16
 *     byte     how many cards of this pack ago one of its kind came last, or
 *              0 and then the code of the kind: varint length and bytes
 *     2 texts  FOLDER/ID and date, each: byte, how much of the same text of
 *              that card is repeated (at most 255); varint length and bytes
 *              of the rest
 *
 * The date may be empty.  Titles are not here: they are the first texts of a
 * record (query_source in load.h), which whoever shows a hit reads anyway.
 * Thus a pack changes only when a record comes, goes or gets another date.
 *
 * Eight packs are a group.  It is closed when its last number was given.  The
 * root lists stamps: one for each closed group, then one for each pack of the
 * open one, the last.  The packs themselves state them (piece.h).
 *
 *     own sum  of a pack: its piece_sum with stamp 0; 0: the pack is absent
 *     stamp    of a pack in the open group: its own sum; of a closed group:
 *              the piece_sum of 20 zero bytes and the own sums of its packs,
 *              be32; 0: all packs are absent
 *
 * So a new record costs one pack and, every 128 records, eight; a change in a
 * closed group costs all of its packs, which no edit of texts is; and the
 * root needs only 4 bytes for 128 records.
 */
#include "search/piece.h"

#define CARD_PACK 16 /* numbers to a pack */
#define CARD_PACKS 8 /* packs to a group */

struct card {
	struct str kind;     /* code, "alliance" */
	struct str id;       /* FOLDER/ID, "alliances/ln-2021-0001" */
	struct str date;     /* primary date, ISO, "2021-06-28"; or empty */
	struct str title;    /* by load_card: in Chinese, or the only one */
	struct str title_en; /* by load_card; empty if there is none */
};

struct card_change {
	uint32_t doc;
	bool gone; /* the number is a hole now; card has no meaning */
	struct card card; /* its titles have no meaning */
};

/*
 * card_packs - how many packs a register has.
 */
uint32_t card_packs(uint32_t highest);

/*
 * card_closed - how many groups are closed.
 */
uint32_t card_closed(uint32_t highest);

/*
 * card_stamps - how many stamps the root lists.
 */
uint32_t card_stamps(uint32_t highest);

/*
 * card_slot - which of them is that of a pack.
 * in:  pack, below card_packs
 */
uint32_t card_slot(uint32_t highest, uint32_t pack);

/*
 * card_apply - a pack with some cards set or removed.
 * in:  old, body of the piece as it was, or empty; changes, ascending
 *      documents, unique, all of this pack
 * out: out, the new body appended; nothing when no card is left
 * err: ERR_CORRUPT, old is no pack; out is as before
 */
int card_apply(struct str old, const struct card_change *changes, size_t n,
               uint32_t pack, struct buf *out, struct err *err);

/*
 * card_seal - make the pieces of a group.
 * in:  body, of each of its packs; empty: it is absent
 * out: out, the pieces, each in its own buffer, which was empty
 */
void card_seal(uint32_t group, bool closed,
               const struct str body[CARD_PACKS],
               struct buf out[CARD_PACKS]);

/*
 * card_read - the cards of a pack, without their titles.
 * in:  body, checked by piece_open
 * out: cards[i] of number CARD_PACK * pack + i, in arena a or borrowed from
 *      body; id is empty for a hole
 * err: ERR_CORRUPT, the body breaks off or is out of order
 */
int card_read(struct arena *a, struct str body, struct card cards[CARD_PACK],
              struct err *err);

#endif
