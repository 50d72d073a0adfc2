#include "model/record_parse.h"

#include "base/utf8.h"
#include "model/suggest.h"
#include "model/validate.h"
#include "text/decode.h"

static const struct str none = {0};

/* The parts of a file. */
struct parts {
	struct str front;
	unsigned front_line;
	struct str body;
	unsigned body_line;
};

static bool
fence(struct str line)
{
	return str_starts(line, STR("---")) && str_trim(line).n == 3;
}

static void
fault_at(struct parsing *p, const char *code, unsigned line, unsigned length)
{
	struct finding_place place = front_place(&p->front, line, 1, length);

	finding_add(p->front.findings, code, &place, NULL);
}

/* Does a line begin with a key of the front matter's form? */
static bool
key_line(struct str line)
{
	size_t n = 0;

	while (n < line.n && ((line.p[n] >= 'a' && line.p[n] <= 'z') ||
	                      (n && line.p[n] >= '0' && line.p[n] <= '9') ||
	                      (n && line.p[n] == '_')))
		n++;
	return n && n < line.n && line.p[n] == ':' &&
	       (n + 1 == line.n || line.p[n + 1] == ' ' ||
	        line.p[n + 1] == '\r');
}

/* A stray `---` among the keys ends the front matter too early: what follows
 * are keys again, up to the fence that was meant. */
static bool
is_second_document(struct str body)
{
	if (!key_line(str_sub(body, 0, str_chr(body, '\n'))))
		return false;
	while (body.n) {
		struct str line = str_cut(&body, '\n');

		if (fence(line))
			return true;
		if (str_trim(line).n == 0)
			return false;
	}
	return false;
}

/* Split at the lines `---`; the body begins after the second one. */
static bool
split(struct parsing *p, struct str bytes, struct parts *parts)
{
	struct str rest = bytes;
	unsigned line = 1;
	struct str first = str_cut(&rest, '\n');

	if (!fence(first)) {
		fault_at(p, "S113", 1, 0);
		return false;
	}
	parts->front = rest;
	parts->front_line = 2;
	while (rest.n) {
		struct str here = rest;

		line++;
		if (!fence(str_cut(&rest, '\n')))
			continue;
		parts->front.n -= here.n;
		parts->body = rest;
		parts->body_line = line + 1;
		if (!is_second_document(rest))
			return true;
		fault_at(p, "S106", line, 3);
		return false;
	}
	fault_at(p, "S118", 1, 3);
	return false;
}

/* Where a byte stands. */
static void
locate(struct str bytes, size_t offset, unsigned *line, unsigned *column)
{
	struct str before = str_sub(bytes, 0, offset);
	size_t start;

	*line = 1;
	for (size_t i = 0; i < offset; i++)
		*line += bytes.p[i] == '\n';
	start = str_rchr(before, '\n');
	before = str_sub(before, start < offset ? start + 1 : 0, offset);
	*column = (unsigned)utf8_count(before) + 1;
}

/* What a file whose first wide character is none of UTF-8 was saved as, and
 * then its text; one that goes wrong later is damaged. */
static struct str
guess_encoding(struct str bytes, size_t bad, struct buf *text)
{
	enum decode_guess guess;

	for (size_t i = 0; i < bad; i++)
		if ((unsigned char)bytes.p[i] >= 0x80)
			return none;
	return decode_text(bytes, text, &guess, NULL) == 0
	           ? str_from(decode_name(guess))
	           : none;
}

/* Whole file valid UTF-8 without NUL? */
static bool
check_encoding(struct parsing *p)
{
	struct str bytes = p->front.source.bytes;
	struct str args[FINDING_ARGS] = {{0}};
	struct finding_place place;
	struct buf text = {0};
	unsigned line, column;
	size_t bad;

	if (utf8_check(bytes, &bad))
		return true;
	locate(bytes, bad, &line, &column);
	place = front_place(&p->front, line, column, 1);
	args[0] = guess_encoding(bytes, bad, &text);
	if (args[0].n)
		place.source = buf_str(&text);
	finding_add(p->front.findings, bytes.p[bad] ? "S111" : "S112", &place,
	            args);
	buf_release(&text);
	return false;
}

static bool
read_parts(struct parsing *p, struct parts *parts)
{
	struct str bytes = p->front.source.bytes;

	*parts = (struct parts){.front_line = 1};
	if (str_ends(p->front.source.path, STR(".yaml"))) {
		parts->front = bytes;
		return true;
	}
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.n);
	return split(p, bytes, parts);
}

/* `id:` and `kind:` may be written, but must say what the path says. */
static void
check_name(struct parsing *p, const struct yaml_node *root, struct str key,
           struct str expected)
{
	const struct yaml_node *node = yaml_get(root, key);

	if (yaml_is_null(node) || str_eq(str_trim(node->text), expected))
		return;
	front_fault(&p->front, "F108", node, key, node->text, expected);
}

static void
type_front(struct parsing *p, struct parts *parts)
{
	struct record *r = p->record;
	struct yaml_node *root;

	if (front_read(&p->front, parts->front, parts->front_line, &root))
		return;
	if (!root) {
		fault_at(p, "S117", 1, 0);
		return;
	}
	if (root->type != YAML_MAP) {
		front_fault(&p->front, "S117", root, none, none, none);
		return;
	}
	r->front = root;
	check_name(p, root, STR("id"), r->id);
	check_name(p, root, STR("kind"), r->schema->kind);
	r->fields = record_type_fields(p, r->schema->field,
	                               r->schema->fields, root,
	                               RECORD_NO_ROW, true);
}

static void
read_body(struct parsing *p, const struct parts *parts)
{
	struct record *r = p->record;

	r->body_line = parts->body_line;
	if (!str_trim(parts->body).n)
		return;
	r->body = parts->body;
	r->body_text =
	    record_read_text(p, parts->body,
	                     (struct record_span){parts->body_line, 1, 0},
	                     NULL);
}

static struct str
nearest_folder(struct parsing *p, struct str folder)
{
	const struct schema_set *set = p->set;
	struct str *name =
	    arena_array(p->front.arena, set->n, sizeof *name);

	for (size_t i = 0; i < set->n; i++)
		name[i] = set->kind[i].folder;
	return suggest_nearest(folder, name, set->n);
}

/* Folder and file name say the kind and the id. */
static bool
name_record(struct parsing *p)
{
	struct record *r = p->record;
	struct str folder, id;

	if (!record_place(r->inner, &folder, &id)) {
		front_fault_file(&p->front, "G104", r->inner, none, none);
		return false;
	}
	r->schema = schema_of_folder(p->set, folder);
	if (!r->schema) {
		front_fault_file(&p->front, "G105", folder,
		                 nearest_folder(p, folder), none);
		return false;
	}
	if (!record_id_shape(id)) {
		front_fault_file(&p->front, "F109", id, none, none);
		return false;
	}
	r->id = id;
	return true;
}

struct record *
record_parse(struct arena *a, const struct schema_set *set,
             const struct record_input *input, struct finding_list *findings)
{
	struct record *r = arena_alloc(a, sizeof *r);
	struct parsing p = {.front = {a, input->file, findings},
	                    .set = set,
	                    .record = r,
	                    .depth = input->depth};
	struct parts parts;

	r->source = input->file;
	r->inner = input->file.path;
	if (str_starts(r->inner, input->root))
		r->inner = str_sub(r->inner, input->root.n, r->inner.n);
	r->date = r->scheduled = DATE_NONE;
	if (!name_record(&p) || !check_encoding(&p) ||
	    front_conflict(&p.front) || !read_parts(&p, &parts))
		return NULL;
	r->fields = value_map(a);
	type_front(&p, &parts);
	read_body(&p, &parts);
	if (!r->front)
		return NULL;
	record_derive(&p);
	if (p.depth == RECORD_CHECKED)
		validate_record(r, input->as_of, findings);
	return r;
}
