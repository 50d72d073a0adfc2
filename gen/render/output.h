#ifndef RENDER_OUTPUT_H
#define RENDER_OUTPUT_H

/*
 * output - the kinds of published files: their keys and their addresses.
 *
 * A key is text: an order digit, a letter, and parts joined by '|'.  Keys
 * sort in publishing order, so that a reader never meets a link to a page
 * that is not there yet.
 *
 *   1a|NAME                       a theme's asset        assets/NAME
 *   1x|PATH                       an attachment          files/PATH
 *   2p|W|L|NNNNNNNN|PPPPPPPP      a piece of the index   search/...bin
 *   2t|NNNNNNNN                   a table of characters  search/HH/HASH.bin
 *                                 (number: enum output_table)
 *   3h|FOLDER/ID|LANG             record page            FOLDER/ID.html
 *   3h|FOLDER/ID|json             record data            FOLDER/ID.json
 *   3h|FOLDER/ID|md               record as Markdown     FOLDER/ID.md
 *   3i|FOLDER/ID|LANG             its deadlines          FOLDER/ID.ics
 *   3n|FOLDER/ID|LANG             notice that takes it   FOLDER/ID.txt
 *   3v|FOLDER/ID|NNNNNNNN|LANG    0: FOLDER/ID.history.html; N: version N as
 *                                 it stood, FOLDER/ID.vN.html
 *   3w|FOLDER/ID|NNNNNNNN         version N as Markdown  FOLDER/ID.vN.md
 *   4l|FOLDER|NNNNNNNN|LANG       register, the page that begins with serial
 *                                 N (store/cut.h)        FOLDER/page-N.html
 *                                 (0: FOLDER/index.html, the newest;
 *                                 CUT_OLDEST: FOLDER/page-oldest.html)
 *   4f|FOLDER|FACET|CODE|NNNNNNNN|LANG  facet value, likewise
 *                                 FOLDER/by/FACET/CODE.N.html
 *                                 (0: CODE.html, CODE.oldest.html)
 *   4s|FOLDER|FACET|CODE|NNNNNNNN  its table, in all languages
 *                                 FOLDER/by/FACET/CODE.N.csv
 *   4r|FOLDER|LANG                cheapest first         FOLDER/by-price.html
 *   4r|FOLDER|FACET|CODE|LANG     the same of a facet's value
 *                                 FOLDER/by/FACET/CODE.by-price.html
 *   4t|LETTER|NNNNNNNN|LANG       titles by sound (store/titles.h), page that
 *                                 starts with accession number N
 *                                 titles/LETTER.N.html (0: LETTER.html)
 *   5f|FOLDER|LANG, 5f|*|LANG     Atom feed              FOLDER/feed.atom
 *   5f|FOLDER|FACET|CODE|LANG     the same of a facet's value
 *                                 FOLDER/by/FACET/CODE.atom
 *   5g|FOLDER|LANG, 5g|*|LANG     JSON feed              FOLDER/feed.json
 *   5g|FOLDER|FACET|CODE|LANG     the same of a facet's value
 *                                 FOLDER/by/FACET/CODE.json
 *   5c|FOLDER|LANG, 5c|*|LANG     calendar               FOLDER/calendar.ics
 *   5t|FOLDER|NNNNNNNN            piece of a table       data/FOLDER-N.csv
 *   5u|FOLDER|NNNNNNNN            the same as lines      data/FOLDER-N.jsonl
 *   5z|NNNNNNNN                   piece of the changes   data/changes/N.jsonl
 *   5m|FOLDER|NNNNNNNN            piece of the sitemap   sitemap-F-N.xml
 *   5m|*|00000000                 pages that are no records
 *                                                        sitemap-site.xml
 *   6c|CODE|LANG                  code of a finding      errors/CODE.html
 *   6k|KIND|LANG                  a kind explained       data/schema/KIND.html
 *   6j|KIND                       JSON Schema            data/schema/KIND.json
 *   6f|KIND|LANG, 6f|*|LANG      a form                 tools/new/KIND.html,
 *                                 tools/new.html
 *   6h 6s 6b 6n 6q |LANG          index stats about 404 search .html
 *   6x 6y |LANG                   map.html accessibility.html
 *   6p|FOLDER, 6p|*               names of the pieces    data/FOLDER.txt,
 *                                 data/changes/index.txt
 *   6w|FOLDER                     columns explained
 *                                 data/FOLDER.csv-metadata.json
 *   6o|LANG                       opensearch.xml
 *   5b|ID                         numbers of a chart     data/charts/ID.csv
 *   7m 7r 7e                      sitemap.xml robots.txt search/entry.json
 *   7y, 7z|LANG                   data/catalog.jsonld, data.html: they tell
 *                                 how long other files are
 *   8m|HHHHHHHHHHHHHHHH           piece of the manifest  manifest/HASH.txt
 *   9i 9b                         manifest/index.txt build.json
 *
 * Pages in the site's second language lie under its code ("en/").
 */
#include "base/buf.h"
#include "base/str.h"
#include "model/lang.h"
#include "search/piece.h"

/* Tables that the search script loads, by number. */
enum output_table {
	TABLE_SIMPLIFIED, /* PIECE_TABLE */
	TABLE_SOUNDS,     /* PIECE_SOUNDS */
	TABLE_READINGS,   /* PIECE_READING */
	TABLES
};

enum output_type {
	OUTPUT_ASSET,
	OUTPUT_ATTACHMENT,
	OUTPUT_PIECE,
	OUTPUT_CHARACTERS,
	OUTPUT_RECORD,
	OUTPUT_DATA,
	OUTPUT_SOURCE,
	OUTPUT_DEADLINE,
	OUTPUT_LETTER,
	OUTPUT_VERSIONS,
	OUTPUT_STOOD,
	OUTPUT_LIST,
	OUTPUT_FACET,
	OUTPUT_LIST_CSV,
	OUTPUT_ATOM,
	OUTPUT_MAP,
	OUTPUT_CODE,
	OUTPUT_KIND,
	OUTPUT_KIND_SCHEMA,
	OUTPUT_FORM,
	OUTPUT_HOME,
	OUTPUT_STATS,
	OUTPUT_ABOUT,
	OUTPUT_MISSING,
	OUTPUT_SEARCH,
	OUTPUT_MAP_INDEX,
	OUTPUT_ROBOTS,
	OUTPUT_ENTRY,
	OUTPUT_JSON_FEED,
	OUTPUT_CHART,
	OUTPUT_CALENDAR,
	OUTPUT_ROWS,
	OUTPUT_LINES,
	OUTPUT_CHANGES,
	OUTPUT_PIECES,
	OUTPUT_COLUMNS,
	OUTPUT_OPEN_DATA,
	OUTPUT_OPENSEARCH,
	OUTPUT_CATALOG,
	OUTPUT_RANKED,
	OUTPUT_DIRECTORY,
	OUTPUT_ACCESS,
	OUTPUT_TITLES,
	OUTPUT_MANIFEST,
	OUTPUT_MANIFEST_INDEX,
	OUTPUT_BUILD,
	OUTPUT_TYPES
};

struct output {
	enum output_type type;
	struct str name;  /* asset, attachment, record, list, kind, ... */
	uint32_t number;  /* page, cut, block, version, or of a piece */
	char what;        /* OUTPUT_PIECE */
	unsigned level;   /* OUTPUT_PIECE */
	uint32_t part;    /* OUTPUT_PIECE */
	enum lang lang;
};

/*
 * output_key - key of an output.
 * in:  key is reset first
 * out: the key, borrowed from key
 */
struct str output_key(const struct output *output, struct buf *key);

/*
 * output_parse - read a key.
 * out: true and *output, whose name is borrowed from key; or false
 */
bool output_parse(struct str key, struct output *output);

/*
 * output_path - address of an output below the published folder.
 * in:  root_lang, the language that lies at the root; bytes, the finished
 *      output for the types whose address is made of it, else ignored
 * out: the path, borrowed from path, which is reset first
 */
struct str output_path(const struct output *output, enum lang root_lang,
                       struct str bytes, struct buf *path);

/*
 * output_is_hashed - is its address made of its bytes?
 */
bool output_is_hashed(enum output_type type);

/*
 * output_is_late - does it speak of all other outputs (the manifest,
 * build.json)?  Such ones are made last and never marked.
 * in:  key, of an output
 */
bool output_is_late(struct str key);

/*
 * output_tells - does it tell of the bytes of other outputs?  Such ones are
 * made after all others but the late ones, and whenever what they tell of
 * was.
 * in:  key, of an output; it is greater than that of any that does not tell
 *      and is not late
 */
bool output_tells(struct str key);

/*
 * output_is_told - do others tell of its bytes?
 * in:  key, of an output
 */
bool output_is_told(struct str key);

/*
 * output_same_record - are two outputs pages and data of one record, made
 * from it alone?
 * in:  a and b, their keys
 */
bool output_same_record(struct str a, struct str b);

/*
 * output_has_lang - is there one for each language?
 */
bool output_has_lang(enum output_type type);

#endif
