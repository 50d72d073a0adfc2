#include "model/record_parse.h"

#include "base/utf8.h"
#include "model/identifier.h"
#include "model/neaten.h"
#include "model/wording.h"
#include "text/json.h"

static const struct str none = {0};

struct type_words {
	const char *zh;
	const char *en;
};

static const struct type_words words_of_types[FIELD_TYPES] = {
    {"文字", "a text"},
    {"Markdown 文本", "a Markdown text"},
    {"整数，不带前导零、小数点和逗号", "a whole number, no leading zero"},
    {"小数，不带前导零、逗号和指数", "a decimal number, no exponent"},
    {"金额，不带前导零、逗号和单位", "an amount, no comma, no unit"},
    {"true 或 false", "true or false"},
    {"日期", "a date"},
    {"月份", "a month"},
    {"规定的值", "one of the listed values"},
    {"网址", "an address"},
    {"邮箱", "an e-mail address"},
    {"电话", "a telephone number"},
    {"统一社会信用代码", "a unified social credit code"},
    {"专利号", "a patent number"},
    {"发文字号", "the number of a document"},
    {"行政区划代码", "the code of an area"},
    {"记录编号", "the id of a record"},
    {"文件路径", "the path of a file"},
    {"列表（每项一行，以“- ”开头）", "a list (lines that begin with “- ”)"},
    {"映射（若干行“键: 值”）", "a map (lines “key: value”)"},
};

struct text2
record_type_words(enum field_type type)
{
	return (struct text2){str_from(words_of_types[type].zh),
	                      str_from(words_of_types[type].en)};
}

void
record_wrong_type(struct parsing *p, const struct schema_field *field,
                  const struct yaml_node *node)
{
	struct text2 words = record_type_words(field->type);

	front_fault(&p->front, "F103", node,
	            wording_field(p->front.arena, field), words.zh,
	            words.en);
}

static struct value *
fault(struct parsing *p, const char *code, const struct yaml_node *node,
      struct str a1)
{
	front_fault(&p->front, code, node, str_trim(node->text), a1, none);
	return NULL;
}

static struct value *
text(struct parsing *p, struct str s)
{
	return value_text(p->front.arena, s);
}

static struct value *
copy(struct parsing *p, const char *z)
{
	return text(p, arena_str(p->front.arena, str_from(z)));
}

static struct value *
type_number(struct parsing *p, const struct schema_field *field,
            const struct yaml_node *node)
{
	struct str s = str_trim(node->text);
	bool whole = str_chr(s, '.') == s.n;
	bool exponent = str_chr(s, 'e') < s.n || str_chr(s, 'E') < s.n;

	if (s.n > 24 || exponent || !json_is_number(s) ||
	    (field->type == FIELD_INTEGER && !whole)) {
		record_wrong_type(p, field, node);
		return NULL;
	}
	return value_number(p->front.arena, s);
}

static struct value *
type_bool(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node)
{
	struct str s = str_trim(node->text);
	bool yes = str_eq(s, STR("true")) || str_eq(s, STR("是"));

	if (!yes && !str_eq(s, STR("false")) && !str_eq(s, STR("否"))) {
		record_wrong_type(p, field, node);
		return NULL;
	}
	return value_bool(p->front.arena, yes);
}

/* A date written with other marks or without zeros, as it should be. */
static struct str
guess_date(struct arena *a, struct str s)
{
	struct date_parts parts;
	int32_t day;

	return date_written(s, &parts) && date_of(parts, &day)
	           ? date_iso_str(a, day)
	           : none;
}

static struct value *
type_date(struct parsing *p, const struct yaml_node *node)
{
	struct str s = str_trim(node->text), guess, why;
	int32_t day;

	if (date_parse(s, &day))
		return text(p, date_iso_str(p->front.arena, day));
	guess = guess_date(p->front.arena, s);
	why = guess.n ? none : wording_day(p->front.arena, s);
	front_tell(&p->front, "D101", node,
	           (struct str[FINDING_ARGS]){
	               s, guess, guess.n || why.n ? none : STR("-"), why});
	return NULL;
}

static struct value *
type_month(struct parsing *p, const struct yaml_node *node)
{
	struct str s = str_trim(node->text);
	int32_t day;

	if (!date_parse_month(s, &day))
		return fault(p, "D103", node, none);
	return text(p, str_sub(date_iso_str(p->front.arena, day), 0, 7));
}

static struct value *
type_code(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node)
{
	struct str s = str_trim(node->text);
	const struct code *code = codes_find(field->codes, s);

	if (!code)
		code = codes_find_label(field->codes, s);
	if (code)
		return text(p, code->code);
	code = codes_nearest(field->codes, s);
	if (field->type == FIELD_ADCODE && !adcode_shape(s) &&
	    (!code || codes_shape(s)))
		return fault(p, "N301", node, none);
	front_tell(&p->front, "F104", node,
	           (struct str[FINDING_ARGS]){
	               s, code ? code->code : none,
	               wording_field(p->front.arena, field),
	               wording_choices(p->front.arena, field->codes, s)});
	return NULL;
}

static bool
ascii_in(struct str s, const char *extra)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool plain = (c >= 'a' && c <= 'z') ||
		             (c >= 'A' && c <= 'Z') ||
		             (c >= '0' && c <= '9');

		if (!plain && (!c || !strchr(extra, c)))
			return false;
	}
	return s.n > 0;
}

static bool
url_fits(struct str s)
{
	struct str rest = s;

	if (str_starts(s, STR("http://")))
		rest = str_sub(s, 7, s.n);
	else if (str_starts(s, STR("https://")))
		rest = str_sub(s, 8, s.n);
	else
		return false;
	if (!rest.n || rest.p[0] == '/')
		return false;
	while (rest.n) {
		uint32_t c = utf8_next(&rest);

		if (utf8_is_space(c) || c < 0x20 || c == '<' || c == '>' ||
		    c == '"' || c == '\\')
			return false;
	}
	return true;
}

static bool
email_fits(struct str s)
{
	struct str domain = s, local = str_cut(&domain, '@');

	return ascii_in(local, "._%+-") && ascii_in(domain, ".-") &&
	       str_chr(domain, '.') < domain.n && domain.p[0] != '.' &&
	       domain.p[domain.n - 1] != '.';
}

static bool
phone_fits(struct str s)
{
	size_t digits = 0;

	while (s.n) {
		uint32_t c = utf8_next(&s);

		digits += c >= '0' && c <= '9';
		/* ext. is 转 */
		if (c > 0x7f ? c != 0x8f6c : !strchr("0123456789 -()+", (int)c))
			return false;
	}
	return digits >= 5 && digits <= 20;
}

static bool
file_fits(struct str s)
{
	struct str rest = s;

	if (!str_starts(s, STR("files/")) || !ascii_in(s, "._-/"))
		return false;
	while (rest.n) {
		struct str step = str_cut(&rest, '/');

		if (!step.n || step.p[0] == '.')
			return false;
	}
	return !str_ends(s, STR("/"));
}

static struct value *
type_shape(struct parsing *p, const struct yaml_node *node, const char *code,
           bool (*fits)(struct str))
{
	struct str s = str_trim(node->text);

	return fits(s) ? text(p, s) : fault(p, code, node, none);
}

/* Was it said why the code at this field is an exception? */
static bool
excepted(const struct schema_field *field, const struct yaml_node *map)
{
	for (size_t i = 0; map && i < map->n; i++) {
		struct str key = map->member[i].key;

		if (key.n == field->name.n + 10 &&
		    str_starts(key, field->name) &&
		    str_ends(key, STR("_exception")) &&
		    !yaml_is_null(map->member[i].node))
			return true;
	}
	return false;
}

static struct value *
type_uscc(struct parsing *p, const struct schema_field *field,
          const struct yaml_node *node)
{
	struct uscc code = uscc_parse(str_trim(node->text));
	char expect[2] = {code.expect, '\0'};

	if (code.fault == USCC_FORM)
		return fault(p, "N101", node, none);
	if (code.fault == USCC_CHECK && excepted(field, p->map)) {
		fault(p, "N105", node, none);
	} else if (code.fault == USCC_CHECK) {
		return fault(p, "N102", node, str_from(expect));
	}
	if (code.odd_inner)
		fault(p, "N103", node, none);
	if (code.odd_organ)
		fault(p, "N104", node, none);
	return copy(p, code.text);
}

static struct value *
type_patent(struct parsing *p, const struct yaml_node *node)
{
	struct patent patent = patent_parse(str_trim(node->text));
	char expect[2] = {patent.expect, '\0'};
	size_t n = strlen(patent.text);

	if (patent.fault == PATENT_FORM)
		return fault(p, "P101", node, none);
	if (patent.fault == PATENT_PUBLICATION)
		return fault(p, "P102", node, none);
	if (patent.fault == PATENT_CHECK) {
		patent.text[n - 1] = patent.expect;
		front_fault(&p->front, "P103", node, str_trim(node->text),
		            str_from(expect), str_from(patent.text));
		return NULL;
	}
	if (patent.dot_added)
		fault(p, "P104", node, str_from(patent.text));
	return copy(p, patent.text);
}

static struct value *
type_docno(struct parsing *p, const struct yaml_node *node)
{
	struct docno docno = docno_parse(str_trim(node->text));

	if (docno.fault == DOCNO_FORM)
		return fault(p, "N201", node, none);
	if (docno.fault == DOCNO_BRACKETS)
		fault(p, "N202", node, str_from(docno.text));
	return copy(p, docno.text);
}

static struct value *
type_value(struct parsing *p, const struct schema_field *field,
           const struct yaml_node *node)
{
	switch (field->type) {
	case FIELD_TEXT:
		return text(p, str_trim(node->text));
	case FIELD_MARKDOWN:
		return text(p, node->text);
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
	case FIELD_MONEY:
		return type_number(p, field, node);
	case FIELD_BOOL:
		return type_bool(p, field, node);
	case FIELD_DATE:
		return type_date(p, node);
	case FIELD_MONTH:
		return type_month(p, node);
	case FIELD_ENUM:
	case FIELD_ADCODE:
		return type_code(p, field, node);
	case FIELD_URL:
		return type_shape(p, node, "F114", url_fits);
	case FIELD_EMAIL:
		return type_shape(p, node, "F115", email_fits);
	case FIELD_PHONE:
		return type_shape(p, node, "F116", phone_fits);
	case FIELD_USCC:
		return type_uscc(p, field, node);
	case FIELD_PATENT:
		return type_patent(p, node);
	case FIELD_DOCNO:
		return type_docno(p, node);
	case FIELD_REF:
		return type_shape(p, node, "F109", record_id_shape);
	case FIELD_FILE:
		return type_shape(p, node, "F117", file_fits);
	case FIELD_LIST:
	case FIELD_MAP:
	case FIELD_TYPES:
		break;
	}
	record_wrong_type(p, field, node);
	return NULL;
}

/*
 * What to write instead of a scalar that drew a finding, when what stands
 * there can mean nothing else.
 * in:  value, of the scalar as it stands, or NULL
 */
static struct str
mended(struct parsing *p, const struct schema_field *field,
       const struct yaml_node *node, const struct value *value)
{
	struct arena *a = p->front.arena;
	struct finding_list scratch;
	struct parsing quiet = *p;
	struct yaml_node neat = *node;

	if (value && (field->type == FIELD_PATENT ||
	              field->type == FIELD_DOCNO))
		return value_str(value);
	if (value)
		return none;
	neat.text = neaten(a, field->type, node->text);
	finding_list_init(&scratch, a);
	quiet.front.findings = &scratch;
	value = type_value(&quiet, field, &neat);
	if (scratch.errors)
		return field->type == FIELD_DATE ? guess_date(a, neat.text)
		                                 : none;
	if (field->type == FIELD_PATENT || field->type == FIELD_DOCNO)
		return value_str(value);
	return neat.text;
}

struct value *
record_type_scalar(struct parsing *p, const struct schema_field *field,
                   const struct yaml_node *node)
{
	struct finding_list *list = p->front.findings;
	size_t before = list->n;
	struct value *value = type_value(p, field, node);
	bool typed = field->type != FIELD_TEXT &&
	             field->type != FIELD_MARKDOWN;

	if (list->n > before && typed)
		finding_offer(list, p->front.source.bytes, node->text,
		              mended(p, field, node, value));
	return value;
}
