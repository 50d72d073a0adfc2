#include "build/update.h"

#include "build/rows.h"
#include "model/record.h"
#include "model/record_texts.h"
#include "search/tokenize.h"

#include <string.h>

struct terms
update_tokenize(struct arena *a, const struct record *record)
{
	size_t n;
	struct record_text *text = record_texts(a, record, &n);
	struct tokenize_field *field = arena_array(a, n, sizeof *field);

	for (size_t i = 0; i < n; i++)
		field[i] = (struct tokenize_field){
		    text[i].text, text[i].weight, text[i].sound};
	return tokenize_terms(a, field, n);
}

/* Terms of one version of a record; none when it is not on the site. */
static int
terms_of(struct update *u, struct arena *a, const struct row *row,
         struct terms *terms, struct err *err)
{
	struct record_input input;
	struct finding_list quiet;
	struct record *record;
	struct buf bytes = {0};
	struct oid id;
	int rc;

	*terms = (struct terms){0};
	if (!row || !row->visible)
		return 0;
	memcpy(id.b, row->blob, OID_SIZE);
	rc = repo_blob_at(u->repo, &id, row->path, &bytes, err);
	if (rc == 0) {
		finding_list_init(&quiet, a);
		input = update_input(u, a, row->path,
		                     arena_str(a, buf_str(&bytes)));
		record = record_parse(a, &u->config->set, &input, &quiet);
		if (record)
			*terms = update_tokenize(a, record);
	}
	buf_release(&bytes);
	return rc;
}

static int
diff_terms(struct update *u, struct arena *a, const struct row *was,
           const struct row *is, struct err *err)
{
	struct term_change *change;
	struct terms old;
	struct terms now;
	size_t n;
	int rc = terms_of(u, a, was, &old, err);

	if (rc == 0)
		rc = terms_of(u, a, is, &now, err);
	if (rc < 0)
		return rc;
	change = tokenize_diff(a, old, now, &n);
	return indexing_terms(u->index, (is ? is : was)->accession, change, n,
	                      err);
}

static int
diff_one(struct update *u, struct arena *a, struct str name,
         struct str old_bytes, struct err *err)
{
	struct str value;
	struct row was;
	struct row is;
	bool has = txn_get(u->txn, TABLE_RECORD, name, &value) &&
	           row_decode(a, value, &is);

	if (!row_decode(a, old_bytes, &was))
		return 0;
	if (has && was.visible == is.visible &&
	    memcmp(was.blob, is.blob, ROW_BLOB) == 0)
		return 0;
	return diff_terms(u, a, &was, has ? &is : NULL, err);
}

int
update_terms(struct update *u, struct err *err)
{
	struct cursor *c = cursor_open(u->txn, TABLE_TOUCHED);
	struct arena a;
	struct str key;
	struct str value;
	bool more = cursor_seek(c, (struct str){0}, &key, &value);
	int rc = 0;

	arena_init(&a);
	while (rc == 0 && more) {
		arena_reset(&a);
		if (value.n)
			rc = diff_one(u, &a, arena_str(&a, key),
			              arena_str(&a, value), err);
		more = cursor_next(c, &key, &value);
	}
	arena_release(&a);
	cursor_close(c);
	return rc;
}
