#ifndef RENDER_THEME_H
#define RENDER_THEME_H

/*
 * theme - templates, assets and interface texts, loaded from one tree.
 *
 * Files are handed in by their path below the theme's folder:
 * templates/NAME.mustache, assets/NAME, i18n/LANG.yaml; others are passed
 * over.  Once linked a theme is read-only and threads share it.  An asset
 * keeps its name; pages ask for it with ?v= and the first digits of its
 * blob's id, so that an old page in somebody's cache still finds a style.
 */
#include "base/err.h"
#include "base/hash.h"
#include "model/finding.h"
#include "text/template.h"
#include "text/value.h"

#define THEME_BLOB 20

struct theme;

/*
 * theme_new - an empty theme.
 * in:  name, of its folder; `default` is a copy of the program's own
 * out: theme; caller frees with theme_free
 */
struct theme *theme_new(struct str name);

/*
 * theme_free - free a theme.
 * in:  theme, or NULL
 */
void theme_free(struct theme *theme);

/*
 * theme_wants - must the bytes of a file be handed to theme_add?
 * in:  path, below the theme's folder
 */
bool theme_wants(struct str path);

/*
 * theme_add - take one file.
 * in:  path, below the theme's folder; file, the whole path for messages;
 *      bytes, may be empty unless theme_wants(path); blob, its id
 * err: ERR_CONFIG, with file, line and column
 */
int theme_add(struct theme *theme, struct str path, struct str file,
              struct str bytes, const uint8_t blob[THEME_BLOB],
              struct err *err);

/*
 * theme_link - resolve templates, read the interface texts and hold those of
 * the site's languages against each other; nothing is added afterwards.
 * in:  languages, LANG_BIT mask of the site's
 * out: mistakes in texts are in findings
 * err: ERR_CONFIG, with file, line and column, of texts the first finding
 */
int theme_link(struct theme *theme, unsigned languages,
               struct finding_list *findings, struct err *err);

/*
 * theme_is_whole - has it a template for every page?
 * err: ERR_CONFIG, the line names the first that is missing
 */
int theme_is_whole(const struct theme *theme, struct err *err);

/*
 * theme_has - has it a template of that name?
 */
bool theme_has(const struct theme *theme, struct str template);

/*
 * theme_render - run one template; those whose names end in .txt are plain
 * text and include one another only.
 * in:  template, that the theme has; root, scratch as in template_render
 * out: appended to out
 * err: ERR_ABSENT; ERR_CONFIG
 */
int theme_render(const struct theme *theme, struct str template,
                 const struct value *root, struct arena *scratch,
                 struct buf *out, struct err *err);

/*
 * theme_lacks_text - is a theme without a text that it must have?  Only a
 * copy of the program's own must have them all; what another prints instead
 * is its author's choice.
 */
bool theme_lacks_text(const struct theme *theme, enum lang lang,
                      const char *key);

/*
 * theme_text - an interface text.
 * out: the text; the key itself when the theme has none
 */
struct str theme_text(const struct theme *theme, enum lang lang,
                      const char *key);

/*
 * theme_text_file - the file of a language's interface texts.
 * out: its whole path, also when there is no such file
 */
struct str theme_text_file(const struct theme *theme, enum lang lang);

/*
 * theme_texts - all interface texts of a language, as a map.
 */
const struct value *theme_texts(const struct theme *theme, enum lang lang);

/* One asset of the theme. */
struct theme_asset {
	struct str name;
	struct str key;     /* in templates: "site.css" is site_css */
	struct str address; /* from the top: "assets/site.css?v=1a2b..." */
	uint8_t blob[THEME_BLOB];
};

/*
 * theme_assets - all assets, in the order of the tree.
 */
const struct theme_asset *theme_assets(const struct theme *theme, size_t *n);

/*
 * theme_digest - what a page of a template and a language depends on.
 */
struct digest theme_digest(const struct theme *theme, struct str template,
                           enum lang lang);

/*
 * theme_words_digest - what a file without a template depends on: the
 * interface texts alone.
 */
struct digest theme_words_digest(const struct theme *theme, enum lang lang);

#endif
