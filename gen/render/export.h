#ifndef RENDER_EXPORT_H
#define RENDER_EXPORT_H

/*
 * export - the registers as files for programs and spreadsheets: tables,
 * lines, what explains them, feeds and calendars, the list of changes, and
 * the page that tells of them.
 *
 * A register is cut into blocks of EXPORT_BLOCK serials, so that one edit
 * writes one piece of each form again.  Each piece of a table has a header
 * of its own and opens alone; a register of up to EXPORT_BLOCK records is
 * one file.  data/FOLDER.txt names the pieces that exist, oldest first.
 * Records are read one at a time, so that memory is that of the piece.
 */
#include "render/context.h"

/* export_* - the file of the output's type.
 * out: appended to out; *exists, for pieces that may hold nobody
 * err: ERR_GIT, ERR_CONFIG; ERR_CORRUPT, a record does not parse although it
 *      was published */
int export_rows(struct context *c, struct buf *out, bool *exists,
                struct err *err);
int export_lines(struct context *c, struct buf *out, bool *exists,
                 struct err *err);
int export_changes(struct context *c, struct buf *out, bool *exists,
                   struct err *err);
void export_pieces(struct context *c, struct buf *out, bool *exists);
void export_table_schema(struct context *c, struct buf *out, bool *exists);
void export_catalog(struct context *c, struct buf *out);
void export_json_feed(struct context *c, struct buf *out, bool *exists);
void export_calendar(struct context *c, struct buf *out, bool *exists);
void export_opensearch(struct context *c, struct buf *out);
int export_page(struct context *c, struct buf *out, struct err *err);
int export_site_map(struct context *c, struct buf *out, bool *exists,
                    struct err *err);

/*
 * export_is_on - are there exports of a kind?
 */
bool export_is_on(const struct context *c, const struct schema *schema);

/*
 * export_any - are there exports of any kind?
 */
bool export_any(const struct context *c);

/*
 * export_chart - is the table of a chart told of beside the exports?  Only
 * where records of its kind are exported: then whatever turns it turns one of
 * their pieces too, and the catalogue is not written for its sake (but for
 * progress that is counted in a kind without exports).
 */
bool export_chart(const struct context *c, const struct chart_spec *chart);

/*
 * export_published - what a file was made to be.
 * in:  file, of a type of which others tell (output_is_told)
 * out: false when there is none
 */
bool export_published(const struct context *c, struct output file,
                      struct published *made);

/*
 * export_address - absolute address of an output, in this language where it
 * has one; relative on a site without a base_url.
 */
struct str export_address(const struct context *c, struct output target);

#endif
