/*
 * form_tool - what the generator makes of records, for the test of the form.
 *
 *     form_tool SCHEMAS TABLES < records > answers
 *
 * A record is a line of JSON: {"path":"content/FOLDER/ID.md","file":"..."}.
 * An answer is one too: {"codes":["F102"],"fields":{..},"body":"..",
 * "again":".."}: all findings about the record alone, its values, and the
 * file that emit_record writes for them; without values {"codes":[..]}.
 */
#include "model/emit.h"
#include "model/record.h"
#include "text/json.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#define FILES_MAX 64
#define AS_OF 20778 /* 2026-11-21, the day of the site */

static struct str
slurp(struct arena *a, const char *path)
{
	struct buf b = {0};
	char chunk[65536];
	struct str s;
	size_t n;
	FILE *f = fopen(path, "rb");

	if (!f)
		exit(2);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_add(&b, (struct str){chunk, n});
	fclose(f);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static size_t
files(struct arena *a, const char *folder, struct source *out)
{
	char pattern[4096];
	glob_t found;
	size_t n;

	snprintf(pattern, sizeof pattern, "%s/*.yaml", folder);
	if (glob(pattern, 0, NULL, &found) || found.gl_pathc > FILES_MAX)
		exit(2);
	n = found.gl_pathc;
	for (size_t i = 0; i < n; i++)
		out[i] = (struct source){
		    arena_str(a, str_from(found.gl_pathv[i])),
		    slurp(a, found.gl_pathv[i])};
	globfree(&found);
	return n;
}

/* The text without the empty line that emit_record puts before it. */
static struct str
text_of(const struct record *record)
{
	struct str s = record->body;

	while (str_starts(s, STR("\n")))
		s = str_sub(s, 1, s.n);
	return s;
}

static void
answer(const struct schema_set *set, struct str line, struct buf *out)
{
	struct arena a;
	struct finding_list findings;
	const struct value *asked;
	struct record_input input = {.root = STR("content/"), .as_of = AS_OF};
	struct record *record;
	struct buf again = {0};
	struct err err;

	arena_init(&a);
	finding_list_init(&findings, &a);
	if (json_read(&a, line, &asked, NULL, &err) < 0)
		exit(2);
	input.file.path = value_str(value_get(asked, STR("path")));
	input.file.bytes = value_str(value_get(asked, STR("file")));
	record = record_parse(&a, set, &input, &findings);
	json_open(out, '{');
	json_key(out, STR("codes"));
	json_open(out, '[');
	for (size_t i = 0; i < findings.n; i++)
		json_text(out, str_from(findings.v[i].code));
	json_close(out, ']');
	if (record && record->fields && !findings.errors) {
		emit_record(&again, record->schema, record->fields,
		            text_of(record));
		json_key(out, STR("fields"));
		json_write(out, record->fields);
		json_key(out, STR("body"));
		json_text(out, text_of(record));
		json_key(out, STR("again"));
		json_text(out, buf_str(&again));
	}
	json_close(out, '}');
	buf_byte(out, '\n');
	buf_release(&again);
	arena_release(&a);
}

int
main(int argc, char **argv)
{
	struct source schema[FILES_MAX], table[FILES_MAX];
	struct schema_sources sources = {schema, 0, table, 0};
	struct finding_list findings;
	struct schema_set set;
	struct buf out = {0};
	struct arena a;
	struct err err;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	if (argc != 3)
		return 2;
	arena_init(&a);
	finding_list_init(&findings, &a);
	sources.schemas = files(&a, argv[1], schema);
	sources.tables = files(&a, argv[2], table);
	if (schema_set_load(&set, &a, &sources, &findings, &err) < 0)
		return 2;
	while ((n = getline(&line, &room, stdin)) > 0) {
		buf_reset(&out);
		answer(&set, (struct str){line, (size_t)n}, &out);
		fwrite(out.p, 1, out.n, stdout);
	}
	free(line);
	buf_release(&out);
	arena_release(&a);
	return 0;
}
