#include "build/dirty.h"

#include "base/hash.h"
#include "base/map.h"
#include "render/letter.h"
#include "render/listing.h"
#include "render/sitepage.h"
#include "store/key.h"
#include "store/titles.h"

void
dirty_init(struct dirty *d, struct txn *txn, const struct config *config)
{
	*d = (struct dirty){.txn = txn, .config = config};
	arena_init(&d->arena);
}

void
dirty_release(struct dirty *d)
{
	buf_release(&d->key);
	buf_release(&d->question_key);
	map_release(&d->asked);
	arena_release(&d->arena);
}

void
dirty_mark_key(struct dirty *d, struct str key, struct str reason)
{
	struct str was;

	if (!txn_get(d->txn, TABLE_DIRTY, key, &was))
		txn_put(d->txn, TABLE_DIRTY, key, reason);
}

void
dirty_mark(struct dirty *d, const struct output *output, struct str reason)
{
	dirty_mark_key(d, output_key(output, &d->key), reason);
}

/* One output for each language of a mask. */
static void
mark_langs(struct dirty *d, struct output output, unsigned languages,
           struct str reason)
{
	for (int lang = 0; lang < LANGS; lang++) {
		if (!(languages & LANG_BIT(lang)))
			continue;
		output.lang = (enum lang)lang;
		dirty_mark(d, &output, reason);
	}
}

static const struct site_kind *
kind_of(const struct dirty *d, struct str folder)
{
	const struct schema *schema =
	    schema_of_folder(&d->config->set, folder);

	return schema ? site_kind(&d->config->site, schema) : NULL;
}

/* Days of a record; whether there are any is seen in rendering. */
static void
mark_deadline(struct dirty *d, struct str record, struct str reason)
{
	struct str folder = str_sub(record, 0, str_chr(record, '/'));
	const struct schema *schema =
	    schema_of_folder(&d->config->set, folder);
	const struct site_kind *kind = kind_of(d, folder);
	struct output output = {.type = OUTPUT_DEADLINE, .name = record};

	if (kind && schema->life.n && (kind->outputs & OUTPUT_FEED))
		mark_langs(d, output, kind->languages, reason);
}

void
dirty_record(struct dirty *d, struct str record, struct str reason)
{
	struct str folder = str_sub(record, 0, str_chr(record, '/'));
	const struct site_kind *kind = kind_of(d, folder);
	struct output output = {.type = OUTPUT_RECORD, .name = record};

	if (!kind)
		return;
	if (kind->outputs & OUTPUT_HTML)
		mark_langs(d, output, kind->languages, reason);
	output.type = OUTPUT_DATA;
	if (kind->outputs & OUTPUT_JSON)
		dirty_mark(d, &output, reason);
	output.type = OUTPUT_SOURCE;
	if (kind->outputs & OUTPUT_MD)
		dirty_mark(d, &output, reason);
	output.type = OUTPUT_LETTER;
	if ((kind->outputs & OUTPUT_HTML) &&
	    letter_has(schema_of_folder(&d->config->set, folder)))
		mark_langs(d, output, kind->languages, reason);
	mark_deadline(d, record, reason);
}

void
dirty_versions(struct dirty *d, struct str record, uint32_t from,
               uint32_t versions, struct str reason)
{
	const struct site_kind *kind =
	    kind_of(d, str_sub(record, 0, str_chr(record, '/')));
	struct output output = {.type = OUTPUT_VERSIONS, .name = record};

	if (!kind || !(kind->outputs & OUTPUT_HISTORY))
		return;
	mark_langs(d, output, kind->languages, reason);
	for (; from < versions; from++) {
		output.number = from;
		output.type = OUTPUT_VERSIONS;
		mark_langs(d, output, kind->languages, reason);
		output.type = OUTPUT_STOOD;
		if (kind->outputs & OUTPUT_MD)
			dirty_mark(d, &output, reason);
	}
}

void
dirty_site(struct dirty *d, enum output_type type, struct str reason)
{
	dirty_named(d, type, STR(""), reason);
}

void
dirty_named(struct dirty *d, enum output_type type, struct str name,
            struct str reason)
{
	struct output output = {.type = type, .name = name};

	if (output_has_lang(type))
		mark_langs(d, output, d->config->site.languages, reason);
	else
		dirty_mark(d, &output, reason);
}

void
dirty_told(struct txn *txn, unsigned languages)
{
	struct dirty d = {.txn = txn};
	struct output output = {.type = OUTPUT_CATALOG};
	struct str reason = STR("files that it tells of");

	dirty_mark(&d, &output, reason);
	output.type = OUTPUT_OPEN_DATA;
	mark_langs(&d, output, languages, reason);
	buf_release(&d.key);
}

static uint32_t
number_of(struct str text)
{
	uint64_t n = 0;

	str_u64(text, &n);
	return (uint32_t)n;
}

static void
mark_members(struct dirty *d, struct str list, uint32_t number,
             struct str reason)
{
	struct str folder = str_sub(list, 0, str_chr(list, '|'));
	const struct site_kind *kind = kind_of(d, folder);
	struct output output = {.name = list, .number = number};

	if (!kind || !(kind->outputs & OUTPUT_HTML))
		return;
	output.type = folder.n == list.n ? OUTPUT_LIST : OUTPUT_FACET;
	mark_langs(d, output, kind->languages, reason);
	output.type = OUTPUT_LIST_CSV;
	if (folder.n != list.n && (kind->outputs & OUTPUT_EXPORT))
		dirty_mark(d, &output, reason);
}

static void
mark_titles(struct dirty *d, struct str list, uint32_t number,
            struct str reason)
{
	struct output output = {.type = OUTPUT_TITLES, .number = number};

	if (titles_parse(list, &output.lang, &output.name) &&
	    d->config->site.languages & LANG_BIT(output.lang))
		dirty_mark(d, &output, reason);
}

/* Pages of a list: of a register, of a facet's value, or of titles. */
static void
mark_list(struct dirty *d, struct str list, uint32_t number,
          struct str reason)
{
	if (titles_is(list))
		mark_titles(d, list, number, reason);
	else
		mark_members(d, list, number, reason);
}

/* The cheapest of a list whose records have prices. */
static void
mark_ranked(struct dirty *d, struct str list, struct str reason)
{
	struct str folder = str_sub(list, 0, str_chr(list, '|'));
	const struct site_kind *kind = kind_of(d, folder);
	struct output output = {.type = OUTPUT_RANKED, .name = list};

	if (kind && (kind->outputs & OUTPUT_HTML) &&
	    listing_has_ranks(&d->config->set, list))
		mark_langs(d, output, kind->languages, reason);
}

/* A feed or a calendar: of the site, or of a kind that has them. */
static void
mark_fed(struct dirty *d, struct output output, struct str reason)
{
	struct str folder =
	    str_sub(output.name, 0, str_chr(output.name, '|'));
	const struct site_kind *kind = kind_of(d, folder);

	if (!sitepage_has_feed(&d->config->set, output.name))
		return;
	if (str_eq(folder, STR("*")))
		mark_langs(d, output, d->config->site.languages, reason);
	else if (kind && (kind->outputs & OUTPUT_FEED))
		mark_langs(d, output, kind->languages, reason);
}

static void
mark_feed(struct dirty *d, struct str list, struct str reason)
{
	struct output output = {.type = OUTPUT_ATOM, .name = list};

	mark_fed(d, output, reason);
	output.type = OUTPUT_JSON_FEED;
	mark_fed(d, output, reason);
}

/* Pieces of a register's tables, or, without a number, what lists them. */
static void
mark_export(struct dirty *d, struct str folder, uint32_t block, bool piece,
            struct str reason)
{
	static const enum output_type types[2][2] = {
	    {OUTPUT_PIECES, OUTPUT_COLUMNS}, {OUTPUT_ROWS, OUTPUT_LINES}};
	const struct site_kind *kind = kind_of(d, folder);
	struct output output = {.name = folder, .number = block};

	if (!kind || !(kind->outputs & OUTPUT_EXPORT))
		return;
	for (int i = 0; i < 2; i++) {
		output.type = types[piece][i];
		dirty_mark(d, &output, reason);
	}
}

static void
mark_changes(struct dirty *d, struct str block, struct str reason)
{
	struct output piece = {.type = OUTPUT_CHANGES};

	if (block.n == 0) {
		dirty_named(d, OUTPUT_PIECES, STR("*"), reason);
		return;
	}
	piece.number = number_of(block);
	dirty_mark(d, &piece, reason);
}

/* The part behind the last '|', taken off. */
static struct str
cut_tail(struct str *rest)
{
	size_t at = str_rchr(*rest, '|');
	struct str tail = str_sub(*rest, at + 1, rest->n);

	*rest = str_sub(*rest, 0, at);
	return tail;
}

static void
mark_map(struct dirty *d, struct str folder, uint32_t block,
         struct str reason)
{
	struct output output = {
	    .type = OUTPUT_MAP, .name = folder, .number = block};
	const struct site_kind *kind = kind_of(d, folder);

	if (kind && (kind->outputs & OUTPUT_HTML))
		dirty_mark(d, &output, reason);
}

/* A record that is gone has a tombstone while a withdrawal names it. */
static void
mark_tombstone(struct dirty *d, struct str record, struct str reason)
{
	struct str value;

	if (!txn_get(d->txn, TABLE_RECORD, record, &value))
		dirty_record(d, record, reason);
}

/* Every page, when the register stands in the navigation: it is there only
 * while it has members. */
static void
mark_pages(struct dirty *d, struct str folder, struct str reason)
{
	const struct schema *schema =
	    schema_of_folder(&d->config->set, folder);

	if (!schema || !schema->in_nav)
		return;
	for (int type = 0; type < OUTPUT_TYPES; type++)
		for (int lang = 0; lang < LANGS; lang++)
			if (output_has_lang((enum output_type)type) &&
			    type != OUTPUT_ATOM)
				dirty_type(d, (enum output_type)type, STR(""),
				           (enum lang)lang, reason);
}

/* The same for what other programs read. */
static void
mark_data(struct dirty *d, struct str verb, struct str rest,
          struct str question)
{
	struct output calendar = {.type = OUTPUT_CALENDAR, .name = rest};

	if (str_eq(verb, STR("export"))) {
		uint32_t block = number_of(cut_tail(&rest));

		mark_export(d, rest, block, true, question);
	} else if (str_eq(verb, STR("exports"))) {
		mark_export(d, rest, 0, false, question);
	} else if (str_eq(verb, STR("changes"))) {
		mark_changes(d, rest, question);
	} else if (str_eq(verb, STR("due"))) {
		mark_fed(d, calendar, question);
	}
}

/* Outputs whose subject the question is. */
static void
mark_subject(struct dirty *d, struct str question)
{
	struct str rest = question;
	struct str verb = str_cut(&rest, '|');

	mark_data(d, verb, rest, question);
	if (str_eq(verb, STR("new")) || str_eq(verb, STR("count"))) {
		mark_list(d, rest, 0, question);
	} else if (str_eq(verb, STR("counts"))) {
		mark_list(d, rest, 0, question);
		dirty_site(d, OUTPUT_STATS, question);
	} else if (str_eq(verb, STR("cut"))) {
		uint32_t number = number_of(cut_tail(&rest));

		mark_list(d, rest, number, question);
	} else if (str_eq(verb, STR("rank"))) {
		mark_ranked(d, rest, question);
	} else if (str_eq(verb, STR("feed"))) {
		mark_feed(d, rest, question);
	} else if (str_eq(verb, STR("map"))) {
		uint32_t number = number_of(cut_tail(&rest));

		mark_map(d, rest, number, question);
	} else if (str_eq(verb, STR("totals"))) {
		dirty_site(d, OUTPUT_HOME, question);
		dirty_site(d, OUTPUT_STATS, question);
	} else if (str_eq(verb, STR("refs"))) {
		mark_tombstone(d, rest, question);
	} else if (str_eq(verb, STR("about"))) {
		mark_deadline(d, rest, question);
	} else if (str_eq(verb, STR("blocks"))) {
		dirty_site(d, OUTPUT_MAP_INDEX, question);
	} else if (str_eq(verb, STR("running"))) {
		dirty_site(d, OUTPUT_HOME, question);
	} else if (str_eq(verb, STR("columns"))) {
		mark_pages(d, rest, question);
	}
}

/* Outputs that asked the question when they were last rendered. */
static void
mark_askers(struct dirty *d, struct str question)
{
	struct cursor *c = cursor_open(d->txn, TABLE_DEP);
	struct str prefix =
	    key_dep(&d->question_key, hash64(question), STR(""));
	struct str key;
	struct str value;
	bool more = cursor_seek(c, prefix, &key, &value);

	while (more && str_starts(key, prefix)) {
		struct str output = str_sub(key, prefix.n, key.n);

		buf_reset(&d->key);
		buf_add(&d->key, output);
		dirty_mark_key(d, buf_str(&d->key), question);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
}

void
dirty_question(struct dirty *d, struct str question)
{
	struct str kept;

	if (d->all) {
		mark_subject(d, question);
		return;
	}
	if (map_get(&d->asked, question))
		return;
	kept = arena_str(&d->arena, question);
	map_put(&d->asked, kept, d);
	mark_subject(d, kept);
	mark_askers(d, kept);
}

static bool
is_of_type(struct str key, enum output_type type, struct str name,
           enum lang lang)
{
	struct output output;

	return output_parse(key, &output) && output.type == type &&
	       str_starts(output.name, name) &&
	       (!output_has_lang(type) || output.lang == lang);
}

void
dirty_type(struct dirty *d, enum output_type type, struct str name,
           enum lang lang, struct str reason)
{
	struct output first = {.type = type, .name = STR("")};
	struct str start = str_sub(output_key(&first, &d->key), 0, 2);
	struct str prefix = arena_str(&d->arena, start);
	struct cursor *c = cursor_open(d->txn, TABLE_OUTPUT);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, prefix, &key, &value);

	while (more && str_starts(key, prefix)) {
		if (is_of_type(key, type, name, lang)) {
			buf_reset(&d->key);
			buf_add(&d->key, key);
			dirty_mark_key(d, buf_str(&d->key), reason);
		}
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
}

void
dirty_everything(struct dirty *d, struct str reason)
{
	struct cursor *c = cursor_open(d->txn, TABLE_OUTPUT);
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);

	d->all = true;
	while (more) {
		buf_reset(&d->key);
		buf_add(&d->key, key);
		if (!output_is_late(key))
			dirty_mark_key(d, buf_str(&d->key), reason);
		more = cursor_next(c, &key, &value);
	}
	cursor_close(c);
}
