#include "model/config.h"

#include "base/buf.h"
#include "model/suggest.h"

static const struct str none = {0};

const struct yaml_node *
config_open(const struct front *front)
{
	struct yaml_node *root;

	if (front_read(front, front->source.bytes, 1, &root))
		return NULL;
	if (!root) {
		front_fault_file(front, "S117", none, none, none);
		return NULL;
	}
	if (root->type != YAML_MAP) {
		front_fault(front, "S117", root, none, none, none);
		return NULL;
	}
	return root;
}

static bool
among(struct str s, const struct str *known, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, known[i]))
			return true;
	return false;
}

void
config_known(const struct front *front, const struct yaml_node *map,
             const struct str *key, size_t n)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_member *m = &map->member[i];

		if (!among(m->key, key, n))
			front_fault_key(front, "C101", m, m->key,
			                suggest_nearest(m->key, key, n), none);
	}
}

const struct yaml_node *
config_need(const struct front *front, const struct yaml_node *map,
            struct str key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (node && !yaml_is_null(node))
		return node;
	front_fault(front, "C102", map, key, none, none);
	return NULL;
}

static void
wrong(const struct front *front, const struct yaml_node *node,
      struct str key, const char *expected)
{
	front_fault(front, "C103", node, key, str_from(expected), none);
}

struct str
config_str(const struct front *front, const struct yaml_node *map,
           struct str key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!node)
		return none;
	if (node->type != YAML_TEXT || yaml_is_null(node)) {
		wrong(front, node, key, "text");
		return none;
	}
	return node->text;
}

bool
config_bool(const struct front *front, const struct yaml_node *map,
            struct str key)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!node)
		return false;
	if (str_eq(node->text, STR("true")))
		return true;
	if (!str_eq(node->text, STR("false")))
		wrong(front, node, key, "true | false");
	return false;
}

unsigned
config_number(const struct front *front, const struct yaml_node *map,
              struct str key, unsigned otherwise, unsigned max)
{
	const struct yaml_node *node = yaml_get(map, key);
	uint64_t n;

	if (!node)
		return otherwise;
	if (!str_u64(node->text, &n) || n > max) {
		struct str range = arena_fmt(front->arena, "0..%u", max);

		front_fault(front, "C103", node, key, range, none);
		return otherwise;
	}
	return (unsigned)n;
}

struct text2
config_text2(const struct front *front, const struct yaml_node *map,
             struct str key)
{
	static const struct str languages[] = {{"zh", 2}, {"en", 2}};
	const struct yaml_node *node = yaml_get(map, key);
	struct text2 text = {0};

	if (!node)
		return text;
	if (node->type == YAML_TEXT && !yaml_is_null(node)) {
		text.zh = node->text;
		return text;
	}
	if (node->type != YAML_MAP) {
		wrong(front, node, key, "{zh: , en: }");
		return text;
	}
	config_known(front, node, languages, 2);
	text.zh = config_str(front, node, STR("zh"));
	text.en = config_str(front, node, STR("en"));
	if (!text.zh.n)
		wrong(front, node, key, "{zh: , en: }");
	return text;
}

struct config_names
config_names(const struct front *front, const struct yaml_node *map,
             struct str key)
{
	const struct yaml_node *node = yaml_get(map, key);
	struct config_names names = {0};

	if (!node)
		return names;
	names.node = arena_array(front->arena,
	                         node->type == YAML_LIST ? node->n : 1,
	                         sizeof *names.node);
	if (node->type == YAML_TEXT && !yaml_is_null(node))
		names.node[names.n++] = node;
	else if (node->type != YAML_LIST)
		wrong(front, node, key, "a | [a, b]");
	for (size_t i = 0; node->type == YAML_LIST && i < node->n; i++) {
		const struct yaml_node *item = node->member[i].node;

		if (item->type == YAML_TEXT)
			names.node[names.n++] = item;
		else
			wrong(front, item, key, "a | [a, b]");
	}
	return names;
}

struct str
config_base(struct str path)
{
	size_t slash = str_rchr(path, '/');
	struct str base =
	    slash < path.n ? str_sub(path, slash + 1, path.n) : path;

	return str_ends(base, STR(".yaml")) ? str_sub(base, 0, base.n - 5)
	                                    : base;
}

int
config_error(const struct finding_list *findings, size_t from,
             struct err *err)
{
	for (size_t i = from; i < findings->n; i++) {
		const struct finding *f = &findings->v[i];
		struct buf zh = {0}, en = {0};

		if (f->severity != FINDING_ERROR)
			continue;
		finding_format(f, LANG_ZH, FINDING_CONCISE, &zh);
		finding_format(f, LANG_EN, FINDING_CONCISE, &en);
		err_both(err, ERR_CONFIG, str_trim(buf_str(&en)),
		         str_trim(buf_str(&zh)));
		buf_release(&zh);
		buf_release(&en);
		break;
	}
	return ERR_CONFIG;
}
