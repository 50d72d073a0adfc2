#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

/*
 * words - the interface texts of a theme: i18n/LANG.yaml, one for each
 * language.
 *
 * A text may hold names in braces, {n}, which the program replaces.  The
 * languages of a site have the same keys, and a key the same names in each.
 */
#include "base/err.h"
#include "base/hash.h"
#include "model/finding.h"
#include "text/value.h"

struct template_set;
struct yaml_node;

/* Those of one language. */
struct words {
	struct source file; /* the path is there also without a file */
	const struct yaml_node *root; /* NULL: no file, or a wrong one */
	struct value *text;           /* key to text */
	struct digest digest;         /* of the file's bytes */
};

/*
 * words_init - a language without texts.
 * in:  a, outlives the words; theme, name of its folder
 */
void words_init(struct words *words, struct arena *a, struct str theme,
                enum lang lang);

/*
 * words_add - take the file; it is read by words_read.
 * in:  path, whole; bytes; both are copied
 */
void words_add(struct words *words, struct arena *a, struct str path,
               struct str bytes);

/*
 * words_read - read the file, if there is one.
 * out: mistakes are in findings
 */
void words_read(struct words *words, struct arena *a,
                struct finding_list *findings);

/*
 * words_compare - hold languages against each other.
 * in:  all, one for each language, read; languages, LANG_BIT mask of those
 *      that must agree
 * out: 0; C110 and C111 in findings
 * err: ERR_CONFIG, one of them has no file while another has
 */
int words_compare(const struct words all[LANGS], struct arena *a,
                  unsigned languages, struct finding_list *findings,
                  struct err *err);

/*
 * words_wanted - hold the words against what templates ask for.
 * in:  all, one for each language, read; set, linked
 * out: C112 in findings, where a template asks for a text that no language
 *      has
 */
void words_wanted(const struct words all[LANGS],
                  const struct template_set *set, struct arena *a,
                  struct finding_list *findings);

#endif
