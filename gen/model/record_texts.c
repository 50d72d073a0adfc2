#include "model/record_texts.h"

/* A title is searched even when its schema gives it no weight. */
#define WEIGHT_TITLE 6
#define WEIGHT_ID 8

struct record_text *
record_texts(struct arena *a, const struct record *record, size_t *n)
{
	const struct schema_field *title = record->schema->title;
	struct record_text *v =
	    arena_array(a, record->texts + 3, sizeof *v);
	unsigned weight = title->weight ? title->weight : WEIGHT_TITLE;

	v[0] = (struct record_text){title, record->title.zh, weight, true};
	v[1] = (struct record_text){title, record->title.en,
	                            record->title.en.n ? weight : 0, false};
	*n = 2;
	for (size_t i = 0; i < record->texts; i++)
		if (record->text[i].field != title)
			v[(*n)++] = record->text[i];
	v[(*n)++] = (struct record_text){NULL, record->id, WEIGHT_ID, false};
	return v;
}
