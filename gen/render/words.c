#include "render/words.h"

#include "model/config.h"
#include "model/suggest.h"
#include "text/template.h"

void
words_init(struct words *words, struct arena *a, struct str theme,
           enum lang lang)
{
	*words = (struct words){.text = value_map(a)};
	words->file.path =
	    arena_fmt(a, "themes/%.*s/i18n/%.*s.yaml", STR_ARG(theme),
	              STR_ARG(lang_code(lang)));
}

void
words_add(struct words *words, struct arena *a, struct str path,
          struct str bytes)
{
	words->file.path = arena_str(a, path);
	words->file.bytes = arena_str(a, bytes);
	words->digest = hash128(bytes);
}

void
words_read(struct words *words, struct arena *a,
           struct finding_list *findings)
{
	struct front front = {a, words->file, findings};

	words->root = words->file.bytes.n ? config_open(&front) : NULL;
	for (size_t i = 0; words->root && i < words->root->n; i++) {
		const struct yaml_member *m = &words->root->member[i];

		if (m->node->type == YAML_TEXT)
			value_put(a, words->text, m->key,
			          value_text(a, m->node->text));
		else
			front_fault_key(&front, "C103", m, m->key,
			                finding_both(a, STR("文字"),
			                             STR("a text")),
			                STR(""));
	}
}

/* The next name in braces, braces included. */
static bool
next_name(struct str *rest, struct str *name)
{
	while (rest->n) {
		size_t open = str_chr(*rest, '{');
		size_t end = open + 1;

		while (end < rest->n &&
		       ((rest->p[end] >= 'a' && rest->p[end] <= 'z') ||
		        (rest->p[end] >= '0' && rest->p[end] <= '9') ||
		        rest->p[end] == '_'))
			end++;
		if (end < rest->n && end > open + 1 && rest->p[end] == '}') {
			*name = str_sub(*rest, open, end + 1);
			*rest = str_sub(*rest, end + 1, rest->n);
			return true;
		}
		*rest = str_sub(*rest, end < rest->n ? end : rest->n, rest->n);
	}
	return false;
}

/* Does a text hold all names of another? */
static bool
holds_names(struct str text, struct str other)
{
	struct str name, mine;

	while (next_name(&other, &name)) {
		struct str rest = text;
		bool found = false;

		while (!found && next_name(&rest, &mine))
			found = str_eq(mine, name);
		if (!found)
			return false;
	}
	return true;
}

static struct str
list_names(struct arena *a, struct str text)
{
	struct str all = {0};
	struct str name;

	while (next_name(&text, &name))
		all = arena_fmt(a, "%.*s%s%.*s", STR_ARG(all),
		                all.n ? " " : "", STR_ARG(name));
	return all.n ? all : finding_both(a, STR("空的"), STR("none"));
}

static void
compare_names(const struct front *front, const struct yaml_member *m,
              const struct words *other, const struct yaml_node *its)
{
	struct str text = m->node->text;

	if (holds_names(text, its->text) && holds_names(its->text, text))
		return;
	front_tell(front, "C111", m->node,
	           (struct str[FINDING_ARGS]){
	               m->key, list_names(front->arena, text),
	               arena_fmt(front->arena, "%.*s:%u",
	                         STR_ARG(other->file.path), its->line),
	               list_names(front->arena, its->text)});
}

/* What the other lacks; where `names`, also what it says otherwise. */
static void
compare(const struct words *words, const struct words *other,
        struct arena *a, bool names, struct finding_list *findings)
{
	struct front front = {a, words->file, findings};

	for (size_t i = 0; i < words->root->n; i++) {
		const struct yaml_member *m = &words->root->member[i];
		const struct yaml_node *its = yaml_get(other->root, m->key);

		if (!its)
			front_fault_key(&front, "C110", m, m->key,
			                other->file.path, STR(""));
		else if (names)
			compare_names(&front, m, other, its);
	}
}

int
words_compare(const struct words all[LANGS], struct arena *a,
              unsigned languages, struct finding_list *findings,
              struct err *err)
{
	for (int i = 0; i < LANGS; i++) {
		for (int k = 0; k < LANGS; k++) {
			if (i == k || !(languages & LANG_BIT(i)) ||
			    !(languages & LANG_BIT(k)) || !all[i].root)
				continue;
			if (!all[k].root)
				return err_set(err, ERR_CONFIG,
				               "%.*s is missing",
				               STR_ARG(all[k].file.path));
			/* Names are told once, in the later language. */
			compare(&all[i], &all[k], a, i > k, findings);
		}
	}
	return 0;
}

static bool
has_text(const struct words all[LANGS], struct str key)
{
	for (int i = 0; i < LANGS; i++)
		if (value_get(all[i].text, key))
			return true;
	return false;
}

/* The key that was meant, perhaps. */
static struct str
nearest(const struct words all[LANGS], struct arena *a, struct str key)
{
	const struct value *text = all[0].text;
	struct str *known = arena_array(a, text->n, sizeof *known);

	for (size_t i = 0; i < text->n; i++)
		known[i] = text->member[i].key;
	return suggest_nearest(key, known, text->n);
}

void
words_wanted(const struct words all[LANGS], const struct template_set *set,
             struct arena *a, struct finding_list *findings)
{
	size_t n;
	const struct template_use *use =
	    template_uses(set, STR("i18n"), a, &n);

	for (size_t i = 0; i < n; i++) {
		struct finding_place place = {
		    .path = use[i].path,
		    .source = use[i].source,
		    .line = (unsigned)use[i].line,
		    .column = (unsigned)use[i].column};

		if (has_text(all, use[i].key))
			continue;
		finding_add(findings, "C112", &place,
		            (struct str[FINDING_ARGS]){
		                use[i].key, nearest(all, a, use[i].key)});
	}
}
