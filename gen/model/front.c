#include "model/front.h"

#include "base/err.h"
#include "base/utf8.h"

static const char *
code_of(enum yaml_code code)
{
	switch (code) {
	case YAML_DIRECTIVE:
		return "S107";
	case YAML_ANCHOR:
		return "S103";
	case YAML_ALIAS:
		return "S104";
	case YAML_TAG:
		return "S105";
	case YAML_SEVERAL:
		return "S106";
	case YAML_DUPLICATE:
		return "S102";
	case YAML_KEY:
		return "S119";
	case YAML_DEEP:
		return "S108";
	case YAML_LONG:
		return "S109";
	case YAML_NUL:
		return "S112";
	case YAML_NOT_UTF8:
		return "S111";
	case YAML_BOM:
	case YAML_SEPARATOR:
		return "S120";
	case YAML_TAB:
		return "S116";
	case YAML_FULLWIDTH_COLON:
		return "S115";
	case YAML_FINE:
	case YAML_MALFORMED:
	case YAML_CODES:
		break;
	}
	return "S101";
}

/* Columns that the mark of an error covers: keys in full, else one. */
static unsigned
error_length(const struct yaml_error *error)
{
	if (error->code == YAML_DUPLICATE)
		return (unsigned)utf8_count(error->detail);
	return error->code == YAML_LONG ? 0 : 1;
}

struct finding_place
front_place(const struct front *front, unsigned line, unsigned column,
            unsigned length)
{
	return (struct finding_place){.path = front->source.path,
	                              .source = front->source.bytes,
	                              .line = line,
	                              .column = column,
	                              .length = length};
}

int
front_read(const struct front *front, struct str text, unsigned first_line,
           struct yaml_node **root)
{
	struct yaml_error error;
	struct finding_place place;

	if (!yaml_parse(front->arena, text, first_line, YAML_FRONT_MAX, root,
	                &error))
		return 0;
	place = front_place(front, error.line, error.column,
	                    error_length(&error));
	finding_add(front->findings, code_of(error.code), &place,
	            (struct str[FINDING_ARGS]){error.detail});
	return ERR_CONTENT;
}

unsigned
front_length(const struct yaml_node *node)
{
	if (node->type != YAML_TEXT)
		return 0;
	return (unsigned)utf8_count(node->text) + (node->plain ? 0 : 2);
}

void
front_fault(const struct front *front, const char *code,
            const struct yaml_node *node, struct str a0, struct str a1,
            struct str a2)
{
	struct finding_place place = front_place(
	    front, node->line, node->column, front_length(node));

	finding_add(front->findings, code, &place,
	            (struct str[FINDING_ARGS]){a0, a1, a2});
}

void
front_fault_key(const struct front *front, const char *code,
                const struct yaml_member *member, struct str a0,
                struct str a1, struct str a2)
{
	unsigned length = (unsigned)utf8_count(member->key);
	struct finding_place place =
	    front_place(front, member->line, member->column,
	                length ? length : front_length(member->node));

	finding_add(front->findings, code, &place,
	            (struct str[FINDING_ARGS]){a0, a1, a2});
}

void
front_fault_file(const struct front *front, const char *code, struct str a0,
                 struct str a1, struct str a2)
{
	struct finding_place place = front_place(front, 0, 0, 0);

	finding_add(front->findings, code, &place,
	            (struct str[FINDING_ARGS]){a0, a1, a2});
}
