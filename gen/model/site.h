#ifndef MODEL_SITE_H
#define MODEL_SITE_H

/*
 * site - content/site.yaml: what the site is called and what it puts out.
 *
 * Kinds that the file does not name get all languages and all outputs.
 */
#include "base/err.h"
#include "base/hash.h"
#include "model/finding.h"

struct schema;
struct schema_set;

enum site_output {
	OUTPUT_HTML = 1,
	OUTPUT_JSON = 2,
	OUTPUT_FEED = 4,
	OUTPUT_HISTORY = 8,
	OUTPUT_EXPORT = 16,
	OUTPUT_MD = 32
};

#define OUTPUT_ALL 63u

struct site_kind {
	struct str kind;
	unsigned languages; /* LANG_BIT mask */
	unsigned outputs;   /* mask of enum site_output */
};

struct site {
	struct text2 title, subtitle, publisher, contact, notice;
	struct str mail;         /* where readers write to, or empty */
	struct text2 address;    /* the same by post; may be empty */
	struct text2 license;    /* of the data; may be empty */
	struct str license_url;  /* or empty */
	struct str repository;   /* where the whole history is had, or empty */
	struct str base_url; /* ends in a slash, or empty */
	struct str site_id_code, icp, theme;
	struct str security; /* filing with the police (公安备案号) */
	enum lang language; /* that of the root */
	unsigned languages; /* LANG_BIT mask */
	struct str timezone;
	int utc_offset; /* minutes east of UTC */
	unsigned page_size, feed_size, latest;
	struct site_kind *kind; /* one for each kind of the set, same order */
	size_t kinds;
	struct digest digest; /* of the file's bytes */
};

/*
 * site_load - read site.yaml.
 * in:  file; set, whose kinds the file may name
 * out: *site, in arena a
 * err: ERR_CONFIG: all mistakes are in findings, the first one in err
 */
int site_load(struct site *site, struct arena *a, const struct source *file,
              const struct schema_set *set, struct finding_list *findings,
              struct err *err);

/*
 * site_kind - languages and outputs of a kind.
 */
const struct site_kind *site_kind(const struct site *site,
                                  const struct schema *schema);

#endif
