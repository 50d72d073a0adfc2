#include "model/date.h"
#include "render/export.h"
#include "render/export_columns.h"
#include "text/json.h"

/* What explains the files: columns (CSVW) and the catalogue (DCAT 3). */

static void
member(struct buf *out, const char *key, struct str text)
{
	json_key(out, str_from(key));
	json_text(out, text);
}

/* [{"@value":"...","@language":"zh"}, ...] */
static void
put_texts(struct buf *out, const char *key, const struct text2 *text)
{
	struct str by[2] = {text->zh, text->en};

	json_key(out, str_from(key));
	json_open(out, '[');
	for (int i = 0; i < 2; i++) {
		if (!by[i].n)
			continue;
		json_open(out, '{');
		member(out, "@value", by[i]);
		member(out, "@language", i ? STR("en") : STR("zh"));
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* --------------------------------------------------------- columns */

/* The header's cell is a title in no language, so that readers which compare
 * headers with titles find it. */
static void
put_titles(struct buf *out, const struct export_column *column,
           const struct text2 *label)
{
	json_key(out, STR("titles"));
	json_open(out, '{');
	member(out, "und", column->name);
	if (label->zh.n)
		member(out, "zh", label->zh);
	if (label->en.n)
		member(out, "en", label->en);
	json_close(out, '}');
}

static const char *
datatype(const struct export_column *column)
{
	const struct schema_field *f = column->field;

	if (column->form == EXPORT_HEAD)
		return column->head == HEAD_STATUS_SINCE ||
		               column->head == HEAD_DATE
		           ? "date"
		       : column->head == HEAD_VERSIONS ? "integer"
		       : column->head == HEAD_UPDATED  ? "dateTime"
		       : column->head == HEAD_URL      ? "anyURI"
		                                       : "string";
	if (column->form == EXPORT_PRICE)
		return export_column_is_number(column) ? "decimal" : "string";
	if (column->form == EXPORT_JSON)
		return "json";
	if (column->form == EXPORT_JOINED)
		f = f->field;
	else if (column->form != EXPORT_PLAIN)
		return "string";
	switch (f->type) {
	case FIELD_INTEGER:
		return "integer";
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return "decimal";
	case FIELD_BOOL:
		return "boolean";
	case FIELD_DATE:
		return "date";
	case FIELD_MONTH:
		return "gYearMonth";
	case FIELD_URL:
		return "anyURI";
	default:
		return "string";
	}
}

static const struct schema_field *
ref_of(const struct export_column *column)
{
	if (column->form != EXPORT_PLAIN ||
	    column->field->type != FIELD_REF || !column->field->target_schema)
		return NULL;
	return column->field;
}

static void
put_column(struct context *c, struct buf *out,
           const struct export_column *column)
{
	const struct schema_field *f = column->field;
	const struct schema_field *ref = f ? ref_of(column) : NULL;
	struct text2 label = export_column_label(c->arena, column);

	json_open(out, '{');
	member(out, "name", column->name);
	put_titles(out, column, &label);
	member(out, "datatype", str_from(datatype(column)));
	if (f && column->form == EXPORT_PLAIN && f->required && !f->parent) {
		json_key(out, STR("required"));
		json_bool(out, true);
	}
	if (column->form == EXPORT_JOINED || column->form == EXPORT_LABELS)
		member(out, "separator", STR(EXPORT_JOIN));
	if (f && f->help.zh.n)
		put_texts(out, "dc:description", &f->help);
	if (column->unit.zh.n)
		put_texts(out, "schema:unitText", &column->unit);
	if (ref)
		member(out, "valueUrl",
		       arena_fmt(c->arena, "../%.*s/{%.*s}.html",
		                 STR_ARG(ref->target_schema->folder),
		                 STR_ARG(column->name)));
	json_close(out, '}');
}

static void
put_schema(struct context *c, struct buf *out, const struct schema *schema)
{
	struct export_columns columns = export_columns(c->arena, schema);

	json_key(out, STR("tableSchema"));
	json_open(out, '{');
	json_key(out, STR("columns"));
	json_open(out, '[');
	for (size_t i = 0; i < columns.n; i++)
		put_column(c, out, &columns.v[i]);
	json_close(out, ']');
	member(out, "primaryKey", STR("id"));
	member(out, "aboutUrl",
	       arena_fmt(c->arena, "../%.*s/{id}.html",
	                 STR_ARG(schema->folder)));
	json_close(out, '}');
}

void
export_table_schema(struct context *c, struct buf *out, bool *exists)
{
	const struct schema *schema = context_schema(c, c->output->name);
	uint32_t *block;
	size_t n;

	*exists = schema != NULL;
	if (!schema)
		return;
	block = snapshot_exports(c->snapshot, schema->folder, &n);
	json_open(out, '{');
	member(out, "@context", STR("http://www.w3.org/ns/csvw"));
	put_texts(out, "dc:title", &schema->label);
	if (c->renderer->site->license_url.n)
		member(out, "dc:license", c->renderer->site->license_url);
	put_schema(c, out, schema);
	json_key(out, STR("tables"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(out, '{');
		member(out, "url",
		       arena_fmt(c->arena, "%.*s-%u.csv",
		                 STR_ARG(schema->folder), block[i] + 1));
		json_close(out, '}');
	}
	json_close(out, ']');
	json_close(out, '}');
	buf_byte(out, '\n');
}

/* ------------------------------------------------------- catalogue */

static void
put_id(struct buf *out, const char *key, struct str address)
{
	json_key(out, str_from(key));
	json_open(out, '{');
	member(out, "@id", address);
	json_close(out, '}');
}

static void
put_license(struct context *c, struct buf *out)
{
	const struct site *site = c->renderer->site;

	if (site->license_url.n)
		put_id(out, "dct:license", site->license_url);
	if (site->license.zh.n)
		put_texts(out, "dct:rights", &site->license);
}

static void
put_typed(struct buf *out, const char *key, struct str text, const char *type)
{
	json_key(out, str_from(key));
	json_open(out, '{');
	member(out, "@value", text);
	member(out, "@type", str_from(type));
	json_close(out, '}');
}

/* Whoever has the catalogue can tell whether he has a file, and whole. */
static void
put_bytes(struct context *c, struct buf *out, struct output file)
{
	struct published bytes;
	char hex[2 * SHA256_SIZE + 1];

	if (!export_published(c, file, &bytes))
		return;
	put_typed(out, "dcat:byteSize",
	          arena_fmt(c->arena, "%llu",
	                    (unsigned long long)bytes.size),
	          "xsd:nonNegativeInteger");
	if (bytes.day != NO_DAY)
		put_typed(out, "dct:modified",
		          date_iso_str(c->arena, bytes.day), "xsd:date");
	sha256_hex(bytes.sha256, hex);
	json_key(out, STR("spdx:checksum"));
	json_open(out, '{');
	member(out, "@type", STR("spdx:Checksum"));
	put_id(out, "spdx:algorithm", STR("spdx:checksumAlgorithm_sha256"));
	put_typed(out, "spdx:checksumValue", str_from(hex), "xsd:hexBinary");
	json_close(out, '}');
}

static void
put_file(struct context *c, struct buf *out, struct output file,
         const char *media, const struct text2 *title)
{
	struct output page = {.type = OUTPUT_OPEN_DATA};

	json_open(out, '{');
	member(out, "@type", STR("dcat:Distribution"));
	put_texts(out, "dct:title", title);
	put_id(out, "dcat:accessURL", export_address(c, page));
	put_id(out, "dcat:downloadURL", export_address(c, file));
	put_id(out, "dcat:mediaType",
	       arena_fmt(c->arena,
	                 "https://www.iana.org/assignments/media-types/%s",
	                 media));
	put_bytes(c, out, file);
	put_license(c, out);
	json_close(out, '}');
}

/* All pieces of both forms. */
static void
put_files(struct context *c, struct buf *out, const struct schema *schema)
{
	size_t n;
	uint32_t *block =
	    snapshot_exports(c->snapshot, schema->folder, &n);

	json_key(out, STR("dcat:distribution"));
	json_open(out, '[');
	for (size_t i = 0; i < n; i++) {
		struct output file = {.type = OUTPUT_ROWS,
		                      .name = schema->folder,
		                      .number = block[i]};

		put_file(c, out, file, "text/csv", &schema->label);
		file.type = OUTPUT_LINES;
		put_file(c, out, file, "application/jsonl", &schema->label);
	}
	json_close(out, ']');
}

/* What every data set begins with. */
static void
open_dataset(struct context *c, struct buf *out, struct str address,
             struct str identifier, const struct text2 *title)
{
	json_open(out, '{');
	member(out, "@type", STR("dcat:Dataset"));
	member(out, "@id", address);
	member(out, "dct:identifier", identifier);
	put_texts(out, "dct:title", title);
	put_id(out, "dct:publisher", STR("#publisher"));
	put_license(c, out);
}

static void
put_dataset(struct context *c, struct buf *out, const struct schema *schema)
{
	struct output page = {.type = OUTPUT_KIND, .name = schema->kind};
	struct output rules = {.type = OUTPUT_KIND_SCHEMA,
	                       .name = schema->kind};
	struct output columns = {.type = OUTPUT_COLUMNS,
	                         .name = schema->folder};
	struct output list = {.type = OUTPUT_LIST, .name = schema->folder};

	open_dataset(c, out, export_address(c, columns), schema->kind,
	             &schema->label);
	if (schema->group.zh.n)
		put_texts(out, "dcat:keyword", &schema->group);
	put_id(out, "dct:conformsTo", export_address(c, rules));
	put_id(out, "foaf:page", export_address(c, page));
	if (site_kind(c->renderer->site, schema)->outputs & OUTPUT_HTML)
		put_id(out, "dcat:landingPage", export_address(c, list));
	put_files(c, out, schema);
	json_close(out, '}');
}

/* All versions of all records, in pieces; the data page says what a line
 * holds. */
static void
put_changes(struct context *c, struct buf *out)
{
	static const struct text2 title = {{"变动记录", 12}, {"Changes", 7}};
	struct output names = {.type = OUTPUT_PIECES, .name = STR("*")};
	struct output page = {.type = OUTPUT_OPEN_DATA};
	uint32_t n = snapshot_change_blocks(c->snapshot);

	open_dataset(c, out, export_address(c, names), STR("changes"),
	             &title);
	put_id(out, "foaf:page",
	       arena_fmt(c->arena, "%.*s#changes",
	                 STR_ARG(export_address(c, page))));
	json_key(out, STR("dcat:distribution"));
	json_open(out, '[');
	for (uint32_t i = 0; i < n; i++) {
		struct output file = {.type = OUTPUT_CHANGES, .number = i};

		put_file(c, out, file, "application/jsonl", &title);
	}
	json_close(out, ']');
	json_close(out, '}');
}

/* The numbers of a chart.  They are of no day: what they count is not read
 * again for the file. */
static void
put_chart(struct context *c, struct buf *out, const struct chart_spec *chart)
{
	struct output file = {.type = OUTPUT_CHART, .name = chart->id};
	struct output page = {.type = OUTPUT_STATS};
	struct str shown = arena_fmt(c->arena, "%.*s#%.*s",
	                             STR_ARG(export_address(c, page)),
	                             STR_ARG(chart->id));

	open_dataset(c, out, shown,
	             arena_fmt(c->arena, "chart-%.*s", STR_ARG(chart->id)),
	             &chart->title);
	if (chart->method.zh.n)
		put_texts(out, "dct:description", &chart->method);
	put_id(out, "foaf:page", shown);
	json_key(out, STR("dcat:distribution"));
	json_open(out, '[');
	put_file(c, out, file, "text/csv", &chart->title);
	json_close(out, ']');
	json_close(out, '}');
}

static void
put_datasets(struct context *c, struct buf *out)
{
	const struct schema_set *set = c->renderer->set;
	const struct chart_set *charts = c->renderer->charts;

	json_key(out, STR("dcat:dataset"));
	json_open(out, '[');
	for (size_t i = 0; i < set->n; i++)
		if (export_is_on(c, &set->kind[i]))
			put_dataset(c, out, &set->kind[i]);
	if (export_any(c))
		put_changes(c, out);
	for (size_t i = 0; charts && i < charts->n; i++)
		if (export_chart(c, &charts->v[i]))
			put_chart(c, out, &charts->v[i]);
	json_close(out, ']');
}

/* Files are told with their bytes: the catalogue turns with each of them,
 * alone but for the page that tells of the data. */
void
export_catalog(struct context *c, struct buf *out)
{
	const struct site *site = c->renderer->site;
	struct output page = {.type = OUTPUT_OPEN_DATA};

	json_open(out, '{');
	buf_adds(out, "\"@context\":{"
	              "\"dcat\":\"http://www.w3.org/ns/dcat#\","
	              "\"dct\":\"http://purl.org/dc/terms/\","
	              "\"foaf\":\"http://xmlns.com/foaf/0.1/\","
	              "\"spdx\":\"http://spdx.org/rdf/terms#\","
	              "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"}");
	member(out, "@type", STR("dcat:Catalog"));
	member(out, "@id", context_address(c));
	put_texts(out, "dct:title", &site->title);
	if (site->subtitle.zh.n)
		put_texts(out, "dct:description", &site->subtitle);
	json_key(out, STR("dct:publisher"));
	json_open(out, '{');
	member(out, "@id", STR("#publisher"));
	member(out, "@type", STR("foaf:Organization"));
	put_texts(out, "foaf:name", &site->publisher);
	json_close(out, '}');
	put_license(c, out);
	put_id(out, "foaf:homepage", export_address(c, page));
	put_datasets(c, out);
	json_close(out, '}');
	buf_byte(out, '\n');
}
