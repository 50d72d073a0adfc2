#ifndef TEXT_XLSX_BOOK_H
#define TEXT_XLSX_BOOK_H

/*
 * xlsx_book - the inside of xlsx: an open workbook.
 */
#include "base/vec.h"
#include "text/xlsx.h"
#include "text/xml.h"
#include "text/zipfile.h"

enum xlsx_face { FACE_PLAIN = 0, FACE_DATE, FACE_PERCENT };

struct xlsx_part {
	char name[64];
	char target[128]; /* member of the archive */
};

struct xlsx {
	struct zipfile *zip;
	struct VEC(struct xlsx_part) sheet;
	bool from_1904;
	struct buf texts; /* shared, one after the other */
	struct VEC(size_t) text_end;
	struct VEC(unsigned char) face; /* enum xlsx_face, by style */
};

/*
 * xlsx_part_read - parse a member.
 * in:  stop, or NULL; asked after each piece, its answer ends the reading
 * err: ERR_ABSENT; ERR_CORRUPT, *fault says why; the answer of stop
 */
int xlsx_part_read(struct xlsx *xlsx, const char *name,
                   const struct xml_handler *handler, const int *stop,
                   enum xlsx_fault *fault, struct err *err);

#endif
