#include "text/xlsx_book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------- parts */

struct feeding {
	struct xml *xml;
	const int *stop;
};

static int
feed(void *ctx, struct str piece, bool last, struct err *err)
{
	struct feeding *f = ctx;
	int rc = xml_feed(f->xml, piece, last, err);

	if (f->stop && *f->stop)
		return *f->stop;
	return rc;
}

static enum xlsx_fault
fault_of(enum zipfile_fault fault)
{
	switch (fault) {
	case ZIPFILE_FINE:
	case ZIPFILE_DAMAGED:
		break;
	case ZIPFILE_BOMB:
		return XLSX_BOMB;
	case ZIPFILE_LOCKED:
		return XLSX_LOCKED;
	}
	return XLSX_DAMAGED;
}

int
xlsx_part_read(struct xlsx *x, const char *name,
               const struct xml_handler *handler, const int *stop,
               enum xlsx_fault *fault, struct err *err)
{
	struct feeding f = {xml_new(handler), stop};
	enum zipfile_fault zip;
	int rc = zipfile_read(x->zip, name, feed, &f, &zip, err);

	xml_free(f.xml);
	*fault = rc < 0 ? fault_of(zip) : XLSX_FINE;
	return rc;
}

/* -------------------------------------------------- workbook, names */

static void
on_book(void *ctx, const char *name, xml_attrs attr)
{
	struct xlsx *x = ctx;
	struct xlsx_part part = {0};
	const char *label = xml_attr(attr, "name");
	const char *id = xml_attr(attr, "id");
	const char *is_1904 = xml_attr(attr, "date1904");

	if (strcmp(name, "workbookPr") == 0 && is_1904)
		x->from_1904 = is_1904[0] == '1' || is_1904[0] == 't';
	if (strcmp(name, "sheet") != 0 || !label || !id ||
	    x->sheet.n == XLSX_SHEETS)
		return;
	snprintf(part.name, sizeof part.name, "%.48s", label);
	/* The cut must not leave half a character. */
	for (size_t n = strlen(part.name); n && strlen(label) > n; n--) {
		bool inner = ((unsigned char)part.name[n - 1] & 0xc0) == 0x80;

		part.name[n - 1] = '\0';
		if (!inner)
			break;
	}
	snprintf(part.target, sizeof part.target, "%s", id);
	vec_push(&x->sheet, part);
}

static void
on_nothing(void *ctx, const char *name)
{
	(void)ctx;
	(void)name;
}

/* The sheets' ids give way to the members that they stand for. */
struct naming {
	struct xlsx *x;
	bool *done;
};

static void
on_relation(void *ctx, const char *name, xml_attrs attr)
{
	struct naming *n = ctx;
	const char *id = xml_attr(attr, "Id");
	const char *target = xml_attr(attr, "Target");

	if (strcmp(name, "Relationship") != 0 || !id || !target)
		return;
	for (size_t i = 0; i < n->x->sheet.n; i++) {
		struct xlsx_part *part = &n->x->sheet.v[i];

		if (n->done[i] || strcmp(part->target, id) != 0)
			continue;
		n->done[i] = true;
		if (target[0] == '/')
			snprintf(part->target, sizeof part->target, "%s",
			         target + 1);
		else
			snprintf(part->target, sizeof part->target, "xl/%s",
			         target);
	}
}

static int
read_book(struct xlsx *x, enum xlsx_fault *fault, struct err *err)
{
	struct xml_handler book = {on_book, on_nothing, NULL, x};
	bool done[XLSX_SHEETS] = {0};
	struct naming naming = {x, done};
	struct xml_handler names = {on_relation, on_nothing, NULL, &naming};
	int rc = xlsx_part_read(x, "xl/workbook.xml", &book, NULL, fault,
	                        err);

	if (rc == 0)
		rc = xlsx_part_read(x, "xl/_rels/workbook.xml.rels", &names,
		                    NULL, fault, err);
	if (rc == ERR_ABSENT)
		*fault = XLSX_NO_BOOK;
	return rc;
}

/* ---------------------------------------------------- shared texts */

struct texts {
	struct xlsx *x;
	bool in_text;
	unsigned spoken; /* inside a reading aid, which is no text */
	int stop;
};

static void
texts_open(void *ctx, const char *name, xml_attrs attr)
{
	struct texts *t = ctx;

	(void)attr;
	t->spoken += strcmp(name, "rPh") == 0;
	t->in_text = !t->spoken && strcmp(name, "t") == 0;
}

static void
texts_close(void *ctx, const char *name)
{
	struct texts *t = ctx;

	t->in_text = false;
	t->spoken -= strcmp(name, "rPh") == 0;
	if (strcmp(name, "si") == 0)
		vec_push(&t->x->text_end, t->x->texts.n);
}

static void
texts_text(void *ctx, struct str text)
{
	struct texts *t = ctx;

	if (!t->in_text)
		return;
	if (t->x->texts.n + text.n > XLSX_TEXTS_MAX)
		t->stop = ERR_CORRUPT;
	else
		buf_add(&t->x->texts, text);
}

static int
read_texts(struct xlsx *x, enum xlsx_fault *fault, struct err *err)
{
	struct texts t = {.x = x};
	struct xml_handler h = {texts_open, texts_close, texts_text, &t};
	int rc = xlsx_part_read(x, "xl/sharedStrings.xml", &h, &t.stop, fault,
	                        err);

	if (t.stop)
		*fault = XLSX_BOMB;
	return rc == ERR_ABSENT ? 0 : rc;
}

/* ---------------------------------------------------------- styles */

struct pattern {
	unsigned id;
	enum xlsx_face face;
};

struct styles {
	struct xlsx *x;
	bool in_cells;
	struct VEC(struct pattern) format;
};

/* A pattern such as yyyy"年"m"月": quoted and bracketed parts are texts. */
static enum xlsx_face
face_of_pattern(const char *p)
{
	bool quoted = false, bracket = false;

	for (; *p && *p != ';'; p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (*p == '\\' && p[1])
			p++;
		else if (!quoted && (*p == '[' || *p == ']'))
			bracket = *p == '[';
		else if (!quoted && !bracket && strchr("yYdD", *p))
			return FACE_DATE;
		else if (!quoted && !bracket && *p == '%')
			return FACE_PERCENT;
	}
	return FACE_PLAIN;
}

static enum xlsx_face
face_of_number(const struct styles *s, unsigned id)
{
	for (size_t i = 0; i < s->format.n; i++)
		if (s->format.v[i].id == id)
			return s->format.v[i].face;
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 54) || (id >= 57 && id <= 58))
		return FACE_DATE;
	return id == 9 || id == 10 ? FACE_PERCENT : FACE_PLAIN;
}

static void
styles_open(void *ctx, const char *name, xml_attrs attr)
{
	struct styles *s = ctx;
	const char *id = xml_attr(attr, "numFmtId");
	const char *pattern = xml_attr(attr, "formatCode");
	unsigned number = id ? (unsigned)strtoul(id, NULL, 10) : 0;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	if (strcmp(name, "numFmt") == 0 && pattern) {
		vec_push(&s->format,
		         ((struct pattern){number, face_of_pattern(pattern)}));
	} else if (s->in_cells && strcmp(name, "xf") == 0) {
		vec_push(&s->x->face,
		         (unsigned char)face_of_number(s, number));
	}
}

static void
styles_close(void *ctx, const char *name)
{
	if (strcmp(name, "cellXfs") == 0)
		((struct styles *)ctx)->in_cells = false;
}

static int
read_styles(struct xlsx *x, enum xlsx_fault *fault, struct err *err)
{
	struct styles s = {.x = x};
	struct xml_handler h = {styles_open, styles_close, NULL, &s};
	int rc = xlsx_part_read(x, "xl/styles.xml", &h, NULL, fault, err);

	vec_release(&s.format);
	return rc == ERR_ABSENT ? 0 : rc;
}

/* ------------------------------------------------------------ open */

/* A compound file holds an old workbook or a locked one, whose stream is
 * named in UTF-16.  source: MS-OFFCRYPTO 2.3.4.4 */
static enum xlsx_fault
fault_of_compound(struct str bytes)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0"
	                           "P\0a\0c\0k\0a\0g\0e";

	return str_find(bytes, (struct str){name, sizeof name - 1}) < bytes.n
	           ? XLSX_LOCKED
	           : XLSX_OLD;
}

int
xlsx_open(struct str bytes, struct xlsx **xlsx, enum xlsx_fault *fault,
          struct err *err)
{
	struct xlsx *x;
	enum zipfile_fault zip;
	int rc;

	*xlsx = NULL;
	*fault = XLSX_FINE;
	if (str_starts(bytes, STR("\xd0\xcf\x11\xe0")))
		*fault = fault_of_compound(bytes);
	else if (!str_starts(bytes, STR("PK")))
		*fault = XLSX_NO_ZIP;
	if (*fault)
		return err_set(err, ERR_CORRUPT, "no .xlsx");
	x = mem_zalloc(1, sizeof *x);
	rc = zipfile_open(bytes, &x->zip, &zip, err);
	if (rc < 0)
		*fault = fault_of(zip);
	if (rc == 0)
		rc = read_book(x, fault, err);
	if (rc == 0)
		rc = read_texts(x, fault, err);
	if (rc == 0)
		rc = read_styles(x, fault, err);
	if (rc == 0) {
		*xlsx = x;
		*fault = XLSX_FINE;
		return 0;
	}
	xlsx_close(x);
	return ERR_CORRUPT;
}

struct str
xlsx_sheet(const struct xlsx *x, size_t i)
{
	return i < x->sheet.n ? str_from(x->sheet.v[i].name) : (struct str){0};
}

void
xlsx_close(struct xlsx *x)
{
	if (!x)
		return;
	zipfile_close(x->zip);
	vec_release(&x->sheet);
	buf_release(&x->texts);
	vec_release(&x->text_end);
	vec_release(&x->face);
	mem_free(x);
}
