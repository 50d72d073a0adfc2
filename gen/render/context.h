#ifndef RENDER_CONTEXT_H
#define RENDER_CONTEXT_H

/*
 * context - the data that templates read, made from the snapshot.
 *
 * The contract with theme authors is written in themes/README.md.  A
 * context is made for one output and lives in its arena.
 */
#include "model/schema.h"
#include "model/site.h"
#include "render/chart_set.h"
#include "render/output.h"
#include "render/parsed.h"
#include "render/theme.h"
#include "store/snapshot.h"
#include "text/value.h"

struct renderer {
	const struct site *site;
	const struct schema_set *set;
	const struct theme *theme;
	const struct chart_set *charts;
	int32_t as_of;
	char commit[41];
	struct str generator;
	struct str content; /* path of the content folder in the repository */
};

struct context {
	const struct renderer *renderer;
	struct snapshot *snapshot;
	struct parsed *parsed; /* of this worker */
	const struct output *output;
	enum lang lang;
	struct arena *arena;
	struct str path;    /* of the output */
	struct str top;     /* from it to the site's root: "", "../" */
	struct value *root; /* what the template gets */
	const char **lacks; /* out: a text that the theme must have, or NULL */
};

/*
 * context_init - the data that every page gets.
 * out: c->root, a map in the snapshot's arena
 */
void context_init(struct context *c, const struct renderer *renderer,
                  struct snapshot *snapshot, const struct output *output);

/*
 * context_page - title and description of the page.
 * in:  description, may be empty
 */
void context_page(struct context *c, struct str title,
                  struct str description);

/*
 * context_alt - tell which languages the page exists in.
 * in:  languages, LANG_BIT mask
 */
void context_alt(struct context *c, unsigned languages);

/*
 * context_link - relative address of another output, in this language
 * where it has one.
 * in:  languages, in which the target exists
 */
struct str context_link(const struct context *c, struct output target,
                        unsigned languages);

/*
 * context_address - absolute address of the output.
 */
struct str context_address(const struct context *c);

/*
 * context_record_link - address of a record's page.
 * in:  record, FOLDER/ID
 * out: empty when its kind has no pages
 */
struct str context_record_link(const struct context *c, struct str record);

/*
 * context_list_link - address of a list's page.
 * in:  list, a register or a facet's value; number, page, cut or 0
 */
struct str context_list_link(const struct context *c, struct str list,
                             uint32_t number);

/*
 * context_schema - schema of a record or a list by its name.
 */
const struct schema *context_schema(const struct context *c,
                                    struct str name);

/*
 * context_text - an interface text.
 * out: the text; the key when the theme has none
 */
struct str context_text(const struct context *c, const char *key);

/*
 * context_date - {iso, text} of a day, or null for NO_DAY.
 */
struct value *context_date(const struct context *c, int32_t day);

/*
 * context_day - day of an instant in the site's time zone.
 * in:  time, seconds since 1970 UTC
 */
int32_t context_day(const struct context *c, int64_t time);

/*
 * context_time - an instant as RFC 3339 in the site's time zone.
 */
struct str context_time(const struct context *c, int64_t time);

/*
 * context_status - {code, label, tone, since, until, next} of a row, or null;
 * `next` is {code, label, tone} of the state after `until`, or null.
 */
struct value *context_status(const struct context *c,
                             const struct schema *schema,
                             const struct row *row);

/*
 * context_title - title of a row in the page's language.
 */
struct str context_title(const struct context *c, const struct row *row);

/*
 * context_facets - the facet values of a row, each with its list's address.
 */
struct value *context_facets(const struct context *c,
                             const struct schema *schema,
                             const struct row *row);

/*
 * context_values - all values of one facet among `facets`, in one text.
 * in:  facets, of context_facets
 */
struct str context_values(const struct context *c,
                          const struct value *facets, struct str key);

/*
 * context_ground - why a record sets states of others: the values of its
 * kind's `ground`; empty when it has none.
 */
struct str context_ground(const struct context *c, struct str record,
                          const struct row *row);

/*
 * context_fold - cut a long list in two: what is shown, what is folded away.
 * in:  list, cut after `shown` where it has more than `most`
 * out: map, with `first` and `others`, and `rest`, the number of the others
 */
void context_fold(const struct context *c, struct value *map,
                  const struct value *list, size_t most, size_t shown);

/*
 * context_card - a record as it stands in a list.
 */
struct value *context_card(const struct context *c, struct str record,
                           const struct row *row);

/*
 * context_cards - a list of cards.
 */
struct value *context_cards(const struct context *c,
                            const struct listed *listed, size_t n);

/*
 * context_code_label - label of a facet's code.
 */
struct str context_code_label(const struct context *c,
                              const struct schema *schema,
                              const struct schema_facet *facet,
                              struct str code);

/*
 * context_render - run a template over the context.
 * out: appended to out
 * err: ERR_CONFIG
 */
int context_render(struct context *c, const char *template, struct buf *out,
                   struct err *err);

#endif
