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

/* What is said of malformed YAML, by its beginnings, and in Chinese. */
static struct str
in_chinese(struct str detail)
{
	static const char *const said[][2] = {
	    {"a colon in the value", "值里有冒号，要给整个值加引号"},
	    {"no space after the colon", "冒号后面缺一个空格"},
	    {"a quote that is not closed", "引号没有闭合"},
	    {"a bracket that is not closed", "括号没有闭合"},
	    {"text after a closing quote", "引号闭合以后还有文字"},
	    {"text after a closing bracket", "括号闭合以后还有文字"},
	    {"a sign of YAML at the beginning",
	     "文字不能以这个符号开头，要给整个值加引号"},
	    {"mapping values are not", "这里不该有冒号"},
	    {"mapping keys are not", "这里不该有键"},
	    {"block sequence entries are not", "这里不该有列表项"},
	    {"did not find expected key", "这里应当是一个键，看看缩进"},
	    {"did not find expected ',' or ']'",
	     "方括号里缺逗号，或者没有闭合"},
	    {"did not find expected ',' or '}'",
	     "花括号里缺逗号，或者没有闭合"},
	    {"did not find expected '-'", "这里应当以 - 开头，看看缩进"},
	    {"did not find expected node content", "这里缺一个值"},
	    {"did not find expected comment or line",
	     "| 或 > 的后面只能换行"},
	    {"did not find expected hex", "\\x、\\u 后面要是十六进制数字"},
	    {"could not find expected ':'", "这里缺冒号"},
	    {"found unexpected end of stream", "引号没有闭合"},
	    {"found unexpected document indicator", "引号没有闭合"},
	    {"found unexpected ':'", "这里的冒号要放进引号"},
	    {"found character that cannot start",
	     "值不能以这个字符开头，加上引号"},
	    {"found unknown escape", "双引号里的 \\ 后面不能是这个字符"},
	    {"found invalid Unicode", "\\u 后面的数字不是字符"},
	    {"found a tab", "缩进用空格，不用制表符"},
	    {"found an indentation indicator", "| 或 > 后面的数字不能是 0"},
	    {"control characters", "有不能显示的控制字符"}};

	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (str_starts(detail, str_from(said[i][0])))
			return str_from(said[i][1]);
	return STR("这里读不懂");
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

/* The marks that cannot be meant: ======= also underlines a heading. */
static bool
is_mark(struct str line)
{
	return str_starts(line, STR("<<<<<<< ")) ||
	       str_starts(line, STR(">>>>>>> "));
}

bool
front_conflict(const struct front *front)
{
	struct str rest = front->source.bytes;
	bool code = false;
	bool any = false;

	for (unsigned line = 1; rest.n && !any; line++) {
		struct str text = str_cut(&rest, '\n');
		struct finding_place place = front_place(front, line, 1, 0);

		/* Whoever explains them writes them as code. */
		code ^= str_starts(text, STR("```"));
		any = !code && is_mark(text);
		if (any)
			finding_add(front->findings, "S126", &place, NULL);
	}
	return any;
}

int
front_read(const struct front *front, struct str text, unsigned first_line,
           struct yaml_node **root)
{
	struct yaml_error error;
	struct finding_place place;
	struct str detail, more;

	if (!yaml_parse(front->arena, text, first_line, YAML_FRONT_MAX, root,
	                &error))
		return 0;
	if (front_conflict(front))
		return ERR_CONTENT;
	place = front_place(front, error.line, error.column,
	                    error_length(&error));
	detail = error.code == YAML_MALFORMED
	             ? finding_both(front->arena, in_chinese(error.detail),
	                            error.detail)
	             : error.detail;
	more = error.code == YAML_DUPLICATE
	           ? arena_fmt(front->arena, "%u", error.first)
	           : error.mended;
	finding_add(front->findings, code_of(error.code), &place,
	            (struct str[FINDING_ARGS]){detail, more});
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
front_tell(const struct front *front, const char *code,
           const struct yaml_node *node, const struct str args[FINDING_ARGS])
{
	struct finding_place place = front_place(
	    front, node->line, node->column, front_length(node));

	finding_add(front->findings, code, &place, args);
}

void
front_fault(const struct front *front, const char *code,
            const struct yaml_node *node, struct str a0, struct str a1,
            struct str a2)
{
	front_tell(front, code, node,
	           (struct str[FINDING_ARGS]){a0, a1, a2});
}

struct finding_place
front_key_place(const struct front *front, const struct yaml_member *member)
{
	unsigned length = (unsigned)utf8_count(member->key);

	return front_place(front, member->line, member->column,
	                   length ? length : front_length(member->node));
}

void
front_fault_key(const struct front *front, const char *code,
                const struct yaml_member *member, struct str a0,
                struct str a1, struct str a2)
{
	struct finding_place place = front_key_place(front, member);

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
