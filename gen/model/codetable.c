#include "model/codetable.h"

#include "model/config.h"

static const struct str none = {0};

static void
read_rows(struct codetable *table, const struct front *front,
          const struct yaml_node *rows)
{
	struct codes *codes = &table->codes;

	codes->v = arena_array(front->arena, rows->n, sizeof *codes->v);
	codes->n = rows->n;
	for (size_t i = 0; i < rows->n; i++) {
		const struct yaml_member *m = &rows->member[i];

		if (!codes_shape(m->key))
			front_fault_key(front, "C103", m, m->key,
			                STR("[A-Za-z0-9_-]+"), none);
		codes->v[i].code = m->key;
		codes->v[i].label = config_text2(front, rows, m->key);
		if (yaml_is_null(m->node))
			front_fault_key(front, "C102", m, STR("zh"), none,
			                none);
	}
	codes_index(codes, front->arena);
}

int
codetable_parse(struct codetable *table, struct arena *a,
                const struct source *file, struct finding_list *findings)
{
	static const struct str keys[] = {
	    {"name", 4}, {"label", 5}, {"source", 6}, {"rows", 4}};
	struct front front = {a, *file, findings};
	struct str base = config_base(file->path);
	size_t errors = findings->errors;
	const struct yaml_node *root = config_open(&front), *rows;

	*table = (struct codetable){.name = base,
	                            .digest = hash128(file->bytes)};
	if (!root)
		return ERR_CONTENT;
	config_known(&front, root, keys, sizeof keys / sizeof *keys);
	config_need(&front, root, STR("name"));
	if (!str_eq(config_str(&front, root, STR("name")), base))
		front_fault_file(&front, "C108",
		                 config_str(&front, root, STR("name")), base,
		                 none);
	table->label = config_text2(&front, root, STR("label"));
	table->source = config_str(&front, root, STR("source"));
	rows = config_need(&front, root, STR("rows"));
	if (rows && rows->type == YAML_MAP)
		read_rows(table, &front, rows);
	else if (rows)
		front_fault(&front, "C103", rows, STR("rows"),
		            STR("CODE: {zh: , en: }"), none);
	return findings->errors > errors ? ERR_CONTENT : 0;
}
