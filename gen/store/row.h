#ifndef STORE_ROW_H
#define STORE_ROW_H

/*
 * row - what the store keeps of a record: all that lists, links, status and
 * dates need, and where its text is found again in git.
 *
 * The body is not here: git is the store of contents, addressed by `blob`.
 * About 300 bytes a record.  Rows are encoded with varints in the order of
 * the fields below; the version stands in the engine's digest, since another
 * generator starts with an empty store.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "store/key.h"

#define ROW_BLOB 20
#define ROW_SUMMARY 100 /* code points that lists show */

struct row_facet {
	struct str key;
	struct str code;
};

/* A record's own claim on its status (own life, domain: 状态). */
struct row_claim {
	struct str state;
	int32_t from;
	int32_t until; /* last day; NO_DAY when open */
};

struct row_status {
	struct str code;   /* empty: no status */
	int32_t since;
	int32_t until;     /* last day, or NO_DAY */
	/* The state on the day after, by what is known; empty: none.  So a
	 * list that is older than that day can still name it. */
	struct str next;
	struct str source; /* record that set it; empty: the record itself */
	/* First days reached and last days over, of all that is said: it
	 * counts up when a step of the life begins or ends, also where the
	 * status stays, so that a page may tell past from future. */
	uint32_t passed;
};

struct row {
	uint32_t accession; /* order of first publication in the site, from 1 */
	uint32_t serial;    /* the same within its folder, from 1 */
	uint8_t blob[ROW_BLOB];
	struct str path;     /* below the content folder */
	bool visible;        /* on the site as of the build's date */
	bool left;           /* was on it until `leaves` */
	bool offered;        /* its status is a good one (model/life.h), so
	                        that it can be had at its price */
	struct str title[2]; /* zh, en; en empty when there is none */
	uint32_t sound[2];   /* of the titles (store/titles.h) */
	struct str summary;  /* its beginning, ROW_SUMMARY characters */
	int32_t day;       /* primary date, or NO_DAY */
	int32_t scheduled; /* first day on the site, or NO_DAY */
	int32_t leaves;    /* last day on the site, or NO_DAY */
	int64_t changed;   /* time of the last commit that touched it */
	uint32_t versions; /* number of published versions */
	struct row_status status;
	struct row_facet *facet; /* with the derived ones */
	size_t facets;
	struct row_claim *claim;
	size_t claims;
	struct str *ref; /* records that it names, sorted, unique */
	size_t refs;
	struct str *about; /* the ones among them whose status it sets */
	size_t abouts;
	int32_t *due; /* days on which a status may turn, sorted */
	size_t dues;
	struct row_facet *measure; /* what charts count: chart, code */
	size_t measures;
	uint64_t links; /* digest of what its links say, places aside */
};

enum link_kind {
	LINK_REF,     /* a field names the target */
	LINK_ABOUT,   /* and sets its status */
	LINK_BODY,    /* the text links to it */
	LINK_FILE,    /* it names an attachment; the target is its path */
	LINK_WITHDRAW /* it says why the target was removed */
};

/* One edge between records, kept under its target. */
struct link {
	enum link_kind kind;
	struct str source;
	struct str state; /* LINK_ABOUT */
	int32_t from;
	int32_t until;
	int32_t scheduled;   /* of the source */
	int32_t leaves;      /* of the source */
	uint32_t accession;  /* of the source */
	struct str path;     /* file of the source, for findings */
	uint32_t line;
	uint32_t column;
	struct str field; /* name of the field */
};

/*
 * row_on_site - is a record on the site on a day?
 * in:  scheduled, leaves, its first and last day, or NO_DAY
 */
bool row_on_site(int32_t scheduled, int32_t leaves, int32_t day);

/*
 * row_has_left - was it on the site before a day, and is not any more?
 */
bool row_has_left(int32_t scheduled, int32_t leaves, int32_t day);

/*
 * row_encode - bytes of a row.
 * out: out is reset, then filled
 */
void row_encode(const struct row *row, struct buf *out);

/*
 * row_same_claims - do both say the same of themselves?
 */
bool row_same_claims(const struct row *a, const struct row *b);

/*
 * row_decode - read a row.
 * in:  bytes, copied into the arena
 * out: true and *row, living in a; false when the bytes are no row
 */
bool row_decode(struct arena *a, struct str bytes, struct row *row);

/* The measure that orders a register by what its records cost. */
#define ROW_PRICE "=price"

/*
 * row_price - digits of one length, or empty when the record has no price.
 */
struct str row_price(const struct row *row);

/*
 * row_has_card_of - do two rows look the same in a list: title, summary,
 * date, status, claims, facets and price, and whether it can be had?
 */
bool row_has_card_of(const struct row *a, const struct row *b);

/*
 * link_encode - bytes of a link; source is in the key.
 * out: out is reset, then filled
 */
void link_encode(const struct link *link, struct buf *out);

/*
 * link_decode - read a link.
 * in:  key and value of a LINK row, borrowed by the result
 * out: true and *link, or false when they are no link
 */
bool link_decode(struct str key, struct str value, struct link *link);

#endif
