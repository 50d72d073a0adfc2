#include "render/theme.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/config.h"
#include "render/words.h"

#include <assert.h>
#include <string.h>

#define VERSION_DIGITS 10

struct theme {
	struct arena arena;
	struct template_set *templates;
	struct template_set *plain; /* those whose names end in .txt */
	struct words words[LANGS];
	struct VEC(struct theme_asset) asset;
	bool is_own; /* a copy of the program's own */
};

struct theme *
theme_new(struct str name)
{
	struct theme *theme = mem_zalloc(1, sizeof *theme);

	theme->is_own = str_eq(name, STR("default"));
	arena_init(&theme->arena);
	theme->templates = template_set_new(TEMPLATE_HTML);
	theme->plain = template_set_new(TEMPLATE_PLAIN);
	for (int i = 0; i < LANGS; i++)
		words_init(&theme->words[i], &theme->arena, name, (enum lang)i);
	return theme;
}

void
theme_free(struct theme *theme)
{
	if (!theme)
		return;
	template_set_free(theme->templates);
	template_set_free(theme->plain);
	vec_release(&theme->asset);
	arena_release(&theme->arena);
	mem_free(theme);
}

static struct template_set *
set_of(const struct theme *theme, struct str template)
{
	return str_ends(template, STR(".txt")) ? theme->plain
	                                       : theme->templates;
}

static bool
cut_name(struct str path, struct str folder, struct str suffix,
         struct str *name)
{
	if (!str_starts(path, folder) || !str_ends(path, suffix) ||
	    path.n <= folder.n + suffix.n)
		return false;
	*name = str_sub(path, folder.n, path.n - suffix.n);
	return true;
}

bool
theme_wants(struct str path)
{
	struct str name;

	return cut_name(path, STR("templates/"), STR(".mustache"), &name) ||
	       cut_name(path, STR("i18n/"), STR(".yaml"), &name);
}

/* What a template says for a name: no dot, slash or hyphen. */
static struct str
asset_key(struct arena *a, struct str name)
{
	struct str key = arena_str(a, name);
	char *p = (char *)(uintptr_t)key.p;

	for (size_t i = 0; i < key.n; i++)
		if (p[i] == '.' || p[i] == '/' || p[i] == '-')
			p[i] = '_';
	return key;
}

/* Other bytes have another address: caches may keep them for good. */
static struct str
asset_address(struct arena *a, struct str name,
              const uint8_t blob[THEME_BLOB])
{
	char digits[VERSION_DIGITS + 1] = "";

	for (size_t i = 0; i < VERSION_DIGITS; i++)
		digits[i] = "0123456789abcdef"[i % 2 ? blob[i / 2] & 15
		                                     : blob[i / 2] >> 4];
	return arena_fmt(a, "assets/%.*s?v=%s", STR_ARG(name), digits);
}

int
theme_add(struct theme *theme, struct str path, struct str file,
          struct str bytes, const uint8_t blob[THEME_BLOB], struct err *err)
{
	struct theme_asset asset;
	struct str name;
	enum lang lang;

	if (cut_name(path, STR("templates/"), STR(".mustache"), &name))
		return template_set_add(set_of(theme, name), name, bytes,
		                        file, err);
	if (cut_name(path, STR("i18n/"), STR(".yaml"), &name) &&
	    lang_parse(name, &lang))
		words_add(&theme->words[lang], &theme->arena, file, bytes);
	if (cut_name(path, STR("assets/"), STR(""), &name)) {
		asset.name = arena_str(&theme->arena, name);
		asset.key = asset_key(&theme->arena, name);
		asset.address = asset_address(&theme->arena, name, blob);
		memcpy(asset.blob, blob, THEME_BLOB);
		vec_push(&theme->asset, asset);
	}
	return 0;
}

int
theme_link(struct theme *theme, unsigned languages,
           struct finding_list *findings, struct err *err)
{
	size_t first = findings->n, errors = findings->errors;
	int rc = template_set_link(theme->templates, err);

	if (rc == 0)
		rc = template_set_link(theme->plain, err);
	if (rc < 0)
		return rc;
	for (int i = 0; i < LANGS; i++)
		words_read(&theme->words[i], &theme->arena, findings);
	if (findings->errors == errors) {
		rc = words_compare(theme->words, &theme->arena, languages,
		                   findings, err);
		words_wanted(theme->words, theme->templates, &theme->arena,
		             findings);
		words_wanted(theme->words, theme->plain, &theme->arena,
		             findings);
	}
	return findings->errors > errors ? config_error(findings, first, err)
	                                 : rc;
}

bool
theme_has(const struct theme *theme, struct str template)
{
	return template_set_has(set_of(theme, template), template);
}

int
theme_is_whole(const struct theme *theme, struct err *err)
{
	static const char *const needed[] = {
	    "record", "tombstone", "list",    "home",          "stats",
	    "about",  "404",       "search",  "feed",          "sitemap",
	    "robots", "code",      "codes",   "sitemap-index", "kind",
	    "map",    "history",   "data",    "accessibility", "form",
	    "titles", "letter.txt"};

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!theme_has(theme, str_from(needed[i])))
			return err_set(err, ERR_CONFIG,
			               "the theme has no template "
			               "%s.mustache; `gongshi init "
			               "--upgrade` makes themes/default that "
			               "of this gongshi",
			               needed[i]);
	return 0;
}

int
theme_render(const struct theme *theme, struct str template,
             const struct value *root, struct arena *scratch,
             struct buf *out, struct err *err)
{
	return template_render(set_of(theme, template), template, root,
	                       scratch, out, err);
}

bool
theme_lacks_text(const struct theme *theme, enum lang lang, const char *key)
{
	return theme->is_own &&
	       !value_get(theme->words[lang].text, str_from(key));
}

struct str
theme_text(const struct theme *theme, enum lang lang, const char *key)
{
	const struct value *text =
	    value_get(theme->words[lang].text, str_from(key));

	return text ? value_str(text) : str_from(key);
}

struct str
theme_text_file(const struct theme *theme, enum lang lang)
{
	return theme->words[lang].file.path;
}

const struct value *
theme_texts(const struct theme *theme, enum lang lang)
{
	return theme->words[lang].text;
}

const struct theme_asset *
theme_assets(const struct theme *theme, size_t *n)
{
	*n = theme->asset.n;
	return theme->asset.v;
}

struct digest
theme_digest(const struct theme *theme, struct str template, enum lang lang)
{
	struct hasher *h = hasher_new();
	struct digest part =
	    template_closure_digest(set_of(theme, template), template);
	struct digest all;

	hasher_add(h, (struct str){(const char *)part.b, DIGEST_SIZE});
	part = theme->words[lang].digest;
	hasher_add(h, (struct str){(const char *)part.b, DIGEST_SIZE});
	for (size_t i = 0; i < theme->asset.n; i++) {
		const struct theme_asset *a = &theme->asset.v[i];

		hasher_add(h, a->name);
		hasher_add(h, (struct str){(const char *)a->blob,
		                           THEME_BLOB});
	}
	all = hasher_digest(h);
	hasher_free(h);
	return all;
}

struct digest
theme_words_digest(const struct theme *theme, enum lang lang)
{
	return theme->words[lang].digest;
}
