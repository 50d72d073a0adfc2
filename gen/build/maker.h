#ifndef BUILD_MAKER_H
#define BUILD_MAKER_H

/*
 * maker - what one thread owns in the second transaction: it renders outputs,
 * compares them with what is published and stages what differs.
 *
 * It reads the state as the first transaction left it and writes nothing but
 * staged files; rows and the journal are the business of make.c.
 */
#include "build/make.h"
#include "build/sides.h"
#include "render/parsed.h"

enum became {
	UNCHANGED, /* as it is published */
	WRITTEN,   /* staged */
	ABSENT     /* there is no such output now */
};

/* One output on its way from its mark to the journal. */
struct maker_item {
	struct str key;
	struct str reason;
	enum became became;
	struct made made;
	struct sides sides; /* of a written one */
	bool same_asked;    /* the questions are those of the row */
};

struct maker {
	const struct make *m;
	struct txn *txn; /* of this thread, for reading */
	struct repo *repo;
	struct snapshot snapshot;
	struct arena arena; /* of one output */
	struct parsed parsed;
	struct compressor *compressor; /* or NULL */
	struct buf out;
	struct buf path;
};

/*
 * maker_open - open handles of the thread's own, once.
 * in:  maker, zeroed before the first call
 * err: ERR_GIT, ERR_STORE; to be closed all the same
 */
int maker_open(struct maker *maker, const struct make *m, struct err *err);

/*
 * maker_make - make one output.
 * in:  item, its key and reason; seq, of the staged file, with SIDES_STRIDE
 *      numbers for it; a, what the item keeps lives there
 * out: the rest of *item
 * err: ERR_GIT, ERR_CONFIG, ERR_IO, ERR_FULL, with the key in front
 */
int maker_make(struct maker *maker, struct arena *a, struct maker_item *item,
               uint64_t seq, struct err *err);

/*
 * maker_close - free all; a zeroed one has nothing.
 */
void maker_close(struct maker *maker);

#endif
