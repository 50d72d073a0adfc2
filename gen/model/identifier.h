#ifndef MODEL_IDENTIFIER_H
#define MODEL_IDENTIFIER_H

/*
 * identifier - numbers with rules of their own: unified social credit codes
 * (统一社会信用代码), patent numbers (专利号), numbers of official documents
 * (发文字号), codes of administrative areas (行政区划代码).
 *
 * Each parser writes the canonical form to a fixed buffer and says what is
 * wrong as a value; findings are made by the caller.
 */
#include "base/str.h"

#define USCC_SIZE 19
#define PATENT_SIZE 24
#define DOCNO_SIZE 96

enum uscc_fault {
	USCC_OK = 0,
	USCC_FORM, /* not 18 characters of the alphabet */
	USCC_CHECK /* the last character does not fit */
};

struct uscc {
	enum uscc_fault fault;
	char text[USCC_SIZE]; /* upper case; empty when USCC_FORM */
	char expect;          /* right last character; 0 when USCC_FORM */
	bool odd_organ; /* characters 1-2 name no known sort of body */
	bool odd_inner; /* characters 9-17 fail their own check */
};

/*
 * uscc_parse - a unified social credit code.
 * in:  s, as written; lower case is accepted
 * source: GB 32100-2015; inner code GB 11714-1997
 */
struct uscc uscc_parse(struct str s);

enum patent_fault {
	PATENT_OK = 0,
	PATENT_FORM,        /* not the number of an application */
	PATENT_PUBLICATION, /* a publication number such as CN102822194B */
	PATENT_CHECK        /* the check digit does not fit */
};

struct patent {
	enum patent_fault fault;
	char text[PATENT_SIZE]; /* ZL202110123456.7; empty when malformed */
	char expect;            /* right check digit; 0 when it has none */
	char type;     /* 1 invention, 2 utility model, 3 design, 8, 9 PCT */
	int year;      /* of the application */
	bool dot_added; /* the dot before the check digit was missing */
};

/*
 * patent_parse - a patent number.
 * in:  s, as written: with ZL, CN or neither; spaces around the type
 * source: ZC 0006-2003; numbers of 1985-88 carry no check digit
 */
struct patent patent_parse(struct str s);

enum docno_fault {
	DOCNO_OK = 0,
	DOCNO_BRACKETS, /* other brackets than 〔〕; text is mended */
	DOCNO_FORM
};

struct docno {
	enum docno_fault fault;
	char text[DOCNO_SIZE]; /* canonical; empty when DOCNO_FORM */
	int year;
};

/*
 * docno_parse - the number of an official document.
 * source: GB/T 9704-2012, 7.2.5
 */
struct docno docno_parse(struct str s);

/*
 * adcode_shape - six digits, and for local codes a hyphen and capitals
 * ("210000-SF").
 * source: GB/T 2260; the local form is ours
 */
bool adcode_shape(struct str s);

#endif
