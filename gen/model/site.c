#include "model/site.h"

#include "model/config.h"
#include "model/schema.h"
#include "model/suggest.h"

static const struct str none = {0};

/* Zones without summer time, by the name that people write. */
struct zone {
	const char *name;
	int minutes;
};

static const struct zone zones[] = {
    {"Asia/Shanghai", 480},  {"Asia/Chongqing", 480},
    {"Asia/Harbin", 480},    {"Asia/Urumqi", 360},
    {"Asia/Hong_Kong", 480}, {"Asia/Macau", 480},
    {"Asia/Taipei", 480},    {"Asia/Singapore", 480},
    {"Asia/Tokyo", 540},     {"Asia/Seoul", 540},
    {"UTC", 0},              {"Etc/UTC", 0}};

static const struct str output_names[] = {
    {"html", 4}, {"json", 4}, {"feed", 4}, {"history", 7}, {"export", 6},
    {"md", 2}};

#define OUTPUTS (sizeof output_names / sizeof *output_names)

/* "+08:00" */
static bool
parse_offset(struct str s, int *minutes)
{
	uint64_t hour, minute;

	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    !str_u64(str_sub(s, 1, 3), &hour) ||
	    !str_u64(str_sub(s, 4, 6), &minute) || hour > 14 || minute > 59)
		return false;
	*minutes = (int)(hour * 60 + minute) * (s.p[0] == '-' ? -1 : 1);
	return true;
}

static void
read_zone(struct site *site, const struct front *front,
          const struct yaml_node *root)
{
	struct str s = config_str(front, root, STR("timezone"));
	struct str name[sizeof zones / sizeof *zones];

	site->timezone = s.n ? s : STR("Asia/Shanghai");
	if (parse_offset(site->timezone, &site->utc_offset))
		return;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		name[i] = str_from(zones[i].name);
		site->utc_offset = zones[i].minutes;
		if (str_eq(site->timezone, name[i]))
			return;
	}
	front_fault(front, "C105", yaml_get(root, STR("timezone")), s,
	            suggest_nearest(s, name, sizeof name / sizeof *name),
	            none);
}

static unsigned
read_languages(const struct front *front, const struct yaml_node *map,
               unsigned all)
{
	struct config_names names =
	    config_names(front, map, STR("languages"));
	unsigned mask = 0;
	enum lang lang;

	for (size_t i = 0; i < names.n; i++) {
		if (lang_parse(names.node[i]->text, &lang) &&
		    (all & LANG_BIT(lang)))
			mask |= LANG_BIT(lang);
		else
			front_fault(front, "C105", names.node[i],
			            names.node[i]->text, none, none);
	}
	return names.n ? mask : all;
}

static unsigned
read_outputs(const struct front *front, const struct yaml_node *map)
{
	struct config_names names = config_names(front, map, STR("outputs"));
	unsigned mask = 0;

	for (size_t i = 0; i < names.n; i++) {
		struct str s = names.node[i]->text;
		size_t k = 0;

		while (k < OUTPUTS && !str_eq(s, output_names[k]))
			k++;
		if (k < OUTPUTS)
			mask |= 1u << k;
		else
			front_fault(front, "C105", names.node[i], s,
			            suggest_nearest(s, output_names, OUTPUTS),
			            none);
	}
	return names.n ? mask : OUTPUT_ALL;
}

static void
read_kind(struct site_kind *kind, const struct front *front,
          const struct yaml_node *node, unsigned languages)
{
	static const struct str keys[] = {{"languages", 9}, {"outputs", 7}};

	if (node->type != YAML_MAP) {
		front_fault(front, "C103", node, kind->kind,
		            STR("{languages: , outputs: }"), none);
		return;
	}
	config_known(front, node, keys, 2);
	kind->languages = read_languages(front, node, languages);
	kind->outputs = read_outputs(front, node);
}

static void
read_kinds(struct site *site, const struct front *front,
           const struct yaml_node *root, const struct schema_set *set)
{
	const struct yaml_node *kinds = yaml_get(root, STR("kinds"));
	struct str *name = arena_array(front->arena, set->n, sizeof *name);

	site->kind = arena_array(front->arena, set->n, sizeof *site->kind);
	site->kinds = set->n;
	for (size_t i = 0; i < set->n; i++) {
		const struct yaml_node *node =
		    yaml_get(kinds, set->kind[i].kind);

		name[i] = set->kind[i].kind;
		site->kind[i] = (struct site_kind){name[i], site->languages,
		                                   OUTPUT_ALL};
		if (node)
			read_kind(&site->kind[i], front, node,
			          site->languages);
	}
	if (kinds && kinds->type == YAML_MAP)
		config_known(front, kinds, name, set->n);
}

/* {zh: , en: , url: }, or one text. */
static void
read_license(struct site *site, const struct front *front,
             const struct yaml_node *root)
{
	static const struct str keys[] = {{"zh", 2}, {"en", 2}, {"url", 3}};
	const struct yaml_node *node = yaml_get(root, STR("license"));

	if (!node || node->type != YAML_MAP) {
		site->license = config_text2(front, root, STR("license"));
		return;
	}
	config_known(front, node, keys, 3);
	site->license.zh = config_str(front, node, STR("zh"));
	site->license.en = config_str(front, node, STR("en"));
	site->license_url = config_str(front, node, STR("url"));
	if (site->license_url.n &&
	    !str_starts(site->license_url, STR("https://")) &&
	    !str_starts(site->license_url, STR("http://")))
		front_fault(front, "C103", yaml_get(node, STR("url")),
		            STR("license.url"), STR("https://..."), none);
}

/* Where letters go; the office and its telephone are the contact. */
static void
read_mailbox(struct site *site, const struct front *front,
             const struct yaml_node *root)
{
	struct str mail = config_str(front, root, STR("mail"));
	size_t at = str_chr(mail, '@');

	site->address = config_text2(front, root, STR("address"));
	site->mail = mail;
	if (mail.n && (at == 0 || at + 1 >= mail.n ||
	               str_chr(mail, ' ') < mail.n))
		front_fault(front, "C103", yaml_get(root, STR("mail")),
		            STR("mail"), STR("NAME@HOST"), none);
}

static void
read_texts(struct site *site, const struct front *front,
           const struct yaml_node *root)
{
	config_need(front, root, STR("title"));
	site->title = config_text2(front, root, STR("title"));
	site->subtitle = config_text2(front, root, STR("subtitle"));
	site->publisher = config_text2(front, root, STR("publisher"));
	site->contact = config_text2(front, root, STR("contact"));
	read_mailbox(site, front, root);
	site->notice = config_text2(front, root, STR("notice"));
	site->site_id_code = config_str(front, root, STR("site_id_code"));
	site->icp = config_str(front, root, STR("icp"));
	site->security = config_str(front, root, STR("security"));
	site->repository = config_str(front, root, STR("repository"));
	read_license(site, front, root);
	site->theme = config_str(front, root, STR("theme"));
	if (!site->theme.n)
		site->theme = STR("default");
	if (!codes_shape(site->theme))
		front_fault(front, "C103", yaml_get(root, STR("theme")),
		            STR("theme"), STR("[A-Za-z0-9_-]+"), none);
}

static void
read_base(struct site *site, const struct front *front,
          const struct yaml_node *root)
{
	struct str s = config_str(front, root, STR("base_url"));

	if (s.n && !str_starts(s, STR("https://")) &&
	    !str_starts(s, STR("http://")))
		front_fault(front, "C103", yaml_get(root, STR("base_url")),
		            STR("base_url"), STR("https://.../"), none);
	if (s.n && !str_ends(s, STR("/")))
		s = arena_fmt(front->arena, "%.*s/", STR_ARG(s));
	site->base_url = s;
}

static void
read_numbers(struct site *site, const struct front *front,
             const struct yaml_node *root)
{
	site->page_size = config_number(front, root, STR("page_size"), 20,
	                                1000);
	site->feed_size = config_number(front, root, STR("feed_size"), 20,
	                                1000);
	site->latest = config_number(front, root, STR("latest"), 5, 100);
	if (!site->page_size)
		front_fault(front, "C103", yaml_get(root, STR("page_size")),
		            STR("page_size"), STR("1..1000"), none);
}

static void
read_language(struct site *site, const struct front *front,
              const struct yaml_node *root)
{
	struct str s = config_str(front, root, STR("language"));

	site->languages = read_languages(front, root, LANG_ALL);
	site->language =
	    site->languages & LANG_BIT(LANG_ZH) ? LANG_ZH : LANG_EN;
	if (!s.n)
		return;
	if (!lang_parse(s, &site->language) ||
	    !(site->languages & LANG_BIT(site->language)))
		front_fault(front, "C105", yaml_get(root, STR("language")), s,
		            none, none);
}

int
site_load(struct site *site, struct arena *a, const struct source *file,
          const struct schema_set *set, struct finding_list *findings,
          struct err *err)
{
	static const struct str keys[] = {
	    {"title", 5},     {"subtitle", 8}, {"base_url", 8},
	    {"language", 8},  {"languages", 9}, {"timezone", 8},
	    {"publisher", 9}, {"contact", 7},  {"notice", 6},
	    {"security", 8},  {"icp", 3},      {"theme", 5},
	    {"page_size", 9},
	    {"feed_size", 9}, {"latest", 6},   {"kinds", 5},
	    {"site_id_code", 12}, {"license", 7}, {"repository", 10},
	    {"mail", 4},      {"address", 7}};
	struct front front = {a, *file, findings};
	size_t first = findings->n, errors = findings->errors;
	const struct yaml_node *root = config_open(&front);

	*site = (struct site){.digest = hash128(file->bytes)};
	if (!root)
		return config_error(findings, first, err);
	config_known(&front, root, keys, sizeof keys / sizeof *keys);
	read_texts(site, &front, root);
	read_base(site, &front, root);
	read_language(site, &front, root);
	read_zone(site, &front, root);
	read_numbers(site, &front, root);
	read_kinds(site, &front, root, set);
	if (findings->errors == errors)
		return 0;
	return config_error(findings, first, err);
}

const struct site_kind *
site_kind(const struct site *site, const struct schema *schema)
{
	return &site->kind[schema->index];
}
