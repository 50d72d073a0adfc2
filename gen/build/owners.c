#include "build/owners.h"

#include "base/map.h"
#include "base/vec.h"
#include "build/content.h"
#include "model/date.h"
#include "model/front.h"

#include <string.h>

#define FILE_NAME "owners.yaml"

struct key {
	struct str person;
	struct str type;
	struct str blob;
	int32_t until; /* the last day, or DATE_NONE */
};

struct rule {
	struct str name; /* a path, or "*" */
	const struct yaml_node *people; /* a list of names */
};

struct owners {
	struct arena arena;
	struct str content;
	struct str file;     /* owners.yaml in the repository */
	struct map people;   /* name -> yaml node */
	struct map accounts; /* account -> name, as struct str * */
	struct map blobs;    /* keys seen */
	struct VEC(struct key) keys;
	struct VEC(struct rule) rules;
	bool signed_push;
};

struct loading {
	struct owners *o;
	struct front front;
};

/* What can be wrong, in both languages. */
static const struct fault {
	const char *zh;
	const char *en;
} until_fault = {"until 要写一天，如 2027-12-31",
                 "until is no day, such as 2027-12-31"},
  key_fault = {"钥匙写成 ssh-ed25519 AAAA…",
               "a key reads: ssh-ed25519 AAAA..."},
  key_twice = {"这把钥匙写了两次", "this key stands here twice"},
  account_fault = {"账号要写名称", "an account is a name"},
  account_twice = {"这个账号写了两次", "this account stands here twice"},
  name_fault = {"名称只用小写字母、数字和连字符",
                "a name has lower-case letters, digits and hyphens"},
  person_fault = {"人名下写 name、accounts 列表和 keys 列表",
                  "a person has name, and lists of accounts and keys"},
  list_fault = {"所有者写成列表：[centre]", "owners are a list: [centre]"},
  nobody_fault = {"people 里没有这个名称",
                  "nobody of this name stands under people"},
  part_fault = {"要有 people 和 folders，各是一组“名称: 内容”",
                "`people` and `folders` are maps"},
  signed_fault = {"signed 写 push 或 commits", "signed is push or commits"},
  owner_fault = {"没有人管 owners.yaml，请在 \"*\" 后写上",
                 "nobody owns owners.yaml; name \"*\""},
  locked_fault = {"管 owners.yaml 的人没有账号也没有钥匙，谁也改不了它",
                  "no owner of owners.yaml has an account or a key, so that "
                  "nobody could change it"},
  unsigned_fault = {"写了 signed: push，管 owners.yaml 的人却没有钥匙",
                    "`signed: push`, and no owner of owners.yaml has a key"};

static void
wrong(struct loading *l, const struct yaml_node *node,
      const struct fault *fault)
{
	front_fault(&l->front, "G207", node, str_from(fault->zh),
	            str_from(fault->en), STR(""));
}

static void
wrong_file(struct loading *l, const struct fault *fault)
{
	front_fault_file(&l->front, "G207", str_from(fault->zh),
	                 str_from(fault->en), STR(""));
}

/* ------------------------------------------------------------- keys */

static bool
is_key_type(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
		      (s.p[i] >= '0' && s.p[i] <= '9') ||
		      memchr("-@.", s.p[i], 3)))
			return false;
	return str_starts(s, STR("ssh-")) || str_starts(s, STR("ecdsa-")) ||
	       str_starts(s, STR("sk-"));
}

static bool
is_base64(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') ||
		      (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		      (s.p[i] >= '0' && s.p[i] <= '9') ||
		      memchr("+/=", s.p[i], 3)))
			return false;
	return s.n > 0;
}

static void
take_key(struct loading *l, struct str person, const struct yaml_node *node)
{
	const struct yaml_node *text = node;
	struct key key = {.person = person, .until = DATE_NONE};
	struct str rest;

	if (node->type == YAML_MAP) {
		const struct yaml_node *until = yaml_get(node, STR("until"));

		text = yaml_get(node, STR("key"));
		if (until && !date_parse_iso(until->text, &key.until)) {
			wrong(l, until, &until_fault);
			return;
		}
	}
	rest = text ? text->text : STR("");
	key.type = str_cut(&rest, ' ');
	key.blob = str_cut(&rest, ' ');
	if (!is_key_type(key.type) || !is_base64(key.blob))
		wrong(l, node, &key_fault);
	else if (map_put(&l->o->blobs, key.blob, l->o))
		wrong(l, node, &key_twice);
	else
		vec_push(&l->o->keys, key);
}

/* ----------------------------------------------------------- people */

static void
take_account(struct loading *l, struct str *person,
             const struct yaml_node *node)
{
	if (node->type != YAML_TEXT || node->text.n == 0)
		wrong(l, node, &account_fault);
	else if (map_put(&l->o->accounts, node->text, person))
		wrong(l, node, &account_twice);
}

static void
take_person(struct loading *l, const struct yaml_member *m)
{
	struct str *name = arena_alloc(&l->o->arena, sizeof *name);

	*name = m->key;
	if (!content_is_id(m->key))
		wrong(l, m->node, &name_fault);
	map_put(&l->o->people, m->key, m->node);
	for (size_t i = 0; i < m->node->n; i++) {
		const struct yaml_member *field = &m->node->member[i];
		const struct yaml_node *node = field->node;
		bool keys = str_eq(field->key, STR("keys"));

		if (str_eq(field->key, STR("name")))
			continue;
		if ((!keys && !str_eq(field->key, STR("accounts"))) ||
		    node->type != YAML_LIST) {
			wrong(l, node, &person_fault);
			continue;
		}
		for (size_t j = 0; j < node->n; j++)
			if (keys)
				take_key(l, *name, node->member[j].node);
			else
				take_account(l, name, node->member[j].node);
	}
}

/* ---------------------------------------------------------- folders */

static void
take_rule(struct loading *l, const struct yaml_member *m)
{
	struct rule rule = {m->key, m->node};

	while (str_ends(rule.name, STR("/")))
		rule.name = str_sub(rule.name, 0, rule.name.n - 1);
	if (m->node->type != YAML_LIST)
		wrong(l, m->node, &list_fault);
	for (size_t i = 0; i < m->node->n; i++)
		if (!map_get(&l->o->people, m->node->member[i].node->text))
			wrong(l, m->node->member[i].node, &nobody_fault);
	vec_push(&l->o->rules, rule);
}

static const struct yaml_node *
part(struct loading *l, const struct yaml_node *root, struct str name)
{
	const struct yaml_node *node = yaml_get(root, name);

	if (node && node->type == YAML_MAP)
		return node;
	wrong_file(l, &part_fault);
	return NULL;
}

static void
take_signed(struct loading *l, const struct yaml_node *node)
{
	l->o->signed_push = node && str_eq(node->text, STR("push"));
	if (node && !l->o->signed_push &&
	    !str_eq(node->text, STR("commits")))
		wrong(l, node, &signed_fault);
}

static const struct rule *rule_of(const struct owners *o, struct str path);

static bool
has_key(const struct owners *o, struct str person)
{
	for (size_t i = 0; i < o->keys.n; i++)
		if (str_eq(o->keys.v[i].person, person))
			return true;
	return false;
}

static bool
has_account(const struct owners *o, struct str person)
{
	const struct yaml_node *node = map_get(&o->people, person);
	const struct yaml_node *list = yaml_get(node, STR("accounts"));

	return list && list->n;
}

/* Somebody must be able to mend the file itself. */
static void
check_locked(struct loading *l)
{
	const struct owners *o = l->o;
	const struct rule *rule = rule_of(o, o->file);
	bool signs = false;
	bool comes = false;

	for (size_t i = 0; rule && i < rule->people->n; i++) {
		struct str person = rule->people->member[i].node->text;

		signs |= has_key(o, person);
		comes |= has_account(o, person);
	}
	if (!rule || rule->people->n == 0)
		wrong_file(l, &owner_fault);
	else if (!signs && !comes)
		wrong_file(l, &locked_fault);
	else if (!signs && o->signed_push)
		wrong_file(l, &unsigned_fault);
}

static void
take_all(struct loading *l, const struct yaml_node *root)
{
	const struct yaml_node *people = part(l, root, STR("people"));
	const struct yaml_node *folders =
	    people ? part(l, root, STR("folders")) : NULL;

	for (size_t i = 0; folders && i < people->n; i++)
		take_person(l, &people->member[i]);
	for (size_t i = 0; folders && i < folders->n; i++)
		take_rule(l, &folders->member[i]);
	take_signed(l, yaml_get(root, STR("signed")));
	if (folders)
		check_locked(l);
}

static int
read_file(struct loading *l, struct repo *repo, const struct oid *blob,
          struct str content, struct err *err)
{
	struct owners *o = l->o;
	struct buf bytes = {0};
	struct yaml_node *root = NULL;
	size_t errors = l->front.findings->errors;
	int rc;

	o->file = arena_fmt(&o->arena, "%.*s%s" FILE_NAME, STR_ARG(content),
	                    content.n ? "/" : "");
	rc = repo_blob_at(repo, blob, o->file, &bytes, err);
	if (rc == 0) {
		l->front.source.path = o->file;
		l->front.source.bytes = arena_str(&o->arena, buf_str(&bytes));
		rc = front_read(&l->front, l->front.source.bytes, 1, &root);
		if (rc == 0)
			take_all(l, root);
		if (l->front.findings->errors > errors)
			rc = err_set(err, ERR_CONTENT, "%.*s is wrong",
			             STR_ARG(l->front.source.path));
	}
	buf_release(&bytes);
	return rc;
}

int
owners_load(struct owners **owners, struct repo *repo, const struct oid *tree,
            struct str content, struct finding_list *findings,
            struct err *err)
{
	struct loading l = {0};
	struct oid blob;
	int rc = repo_file(repo, tree, STR(FILE_NAME), &blob, err);

	*owners = NULL;
	if (rc <= 0)
		return rc;
	l.o = mem_zalloc(1, sizeof *l.o);
	arena_init(&l.o->arena);
	l.o->content = arena_str(&l.o->arena, content);
	l.front.arena = &l.o->arena;
	l.front.findings = findings;
	rc = read_file(&l, repo, &blob, content, err);
	if (rc < 0)
		owners_free(l.o);
	else
		*owners = l.o;
	return rc;
}

void
owners_free(struct owners *owners)
{
	if (!owners)
		return;
	map_release(&owners->people);
	map_release(&owners->accounts);
	map_release(&owners->blobs);
	vec_release(&owners->keys);
	vec_release(&owners->rules);
	arena_release(&owners->arena);
	mem_free(owners);
}

/* -------------------------------------------------------- questions */

static bool
lies_under(struct str path, struct str name)
{
	return str_starts(path, name) &&
	       (path.n == name.n || path.p[name.n] == '/');
}

/* As rules name it: below the content folder, or the theme beside it. */
static struct str
ruled(const struct owners *o, struct str path)
{
	if (o->content.n == 0)
		return path;
	if (lies_under(path, o->content) && path.n > o->content.n)
		return str_sub(path, o->content.n + 1, path.n);
	return lies_under(path, STR("themes")) ? path : STR("");
}

static const struct rule *
rule_of(const struct owners *o, struct str path)
{
	const struct rule *best = NULL;

	path = ruled(o, path);
	for (size_t i = 0; i < o->rules.n; i++) {
		const struct rule *rule = &o->rules.v[i];
		bool rest = str_eq(rule->name, STR("*"));

		if (rest ? !best
		         : path.n && lies_under(path, rule->name) &&
		               (!best || str_eq(best->name, STR("*")) ||
		                rule->name.n > best->name.n))
			best = rule;
	}
	return best;
}

struct str
owners_file(const struct owners *owners)
{
	return owners->file;
}

struct str
owners_account(const struct owners *owners, struct str account)
{
	const struct str *name = map_get(&owners->accounts, account);

	return name ? *name : STR("");
}

static bool
names(const struct rule *rule, struct str person)
{
	for (size_t i = 0; rule && i < rule->people->n; i++)
		if (str_eq(rule->people->member[i].node->text, person))
			return true;
	return false;
}

bool
owners_may(const struct owners *owners, struct str person, struct str path)
{
	return names(rule_of(owners, path), person);
}

bool
owners_may_all(const struct owners *owners, struct str person)
{
	return names(rule_of(owners, owners->file), person);
}

void
owners_names(const struct owners *owners, struct str path, struct buf *out)
{
	const struct rule *rule = rule_of(owners, path);

	for (size_t i = 0; rule && i < rule->people->n; i++)
		buf_fmt(out, "%s%.*s", i ? ", " : "",
		        STR_ARG(rule->people->member[i].node->text));
}

/* The day after which no key of a person counts any more. */
static int32_t
last_day_of(const struct owners *o, struct str person)
{
	int32_t last = INT32_MIN;

	if (!o->signed_push && has_account(o, person))
		return INT32_MAX;
	for (size_t i = 0; i < o->keys.n; i++) {
		const struct key *key = &o->keys.v[i];
		int32_t until = key->until == DATE_NONE ? INT32_MAX
		                                        : key->until;

		if (str_eq(key->person, person) && until > last)
			last = until;
	}
	return last;
}

int32_t
owners_last_day(const struct owners *owners)
{
	const struct rule *rule = rule_of(owners, owners->file);
	int32_t last = INT32_MIN;

	for (size_t i = 0; rule && i < rule->people->n; i++) {
		int32_t day = last_day_of(
		    owners, rule->people->member[i].node->text);

		if (day > last)
			last = day;
	}
	return last == INT32_MAX || last == INT32_MIN ? DATE_NONE : last;
}

bool
owners_want_signed_push(const struct owners *owners)
{
	return owners->signed_push;
}

void
owners_signers(const struct owners *owners, struct buf *out)
{
	for (size_t i = 0; i < owners->keys.n; i++) {
		const struct key *key = &owners->keys.v[i];
		char day[DATE_ISO_SIZE];

		buf_fmt(out, "%.*s namespaces=\"git\"", STR_ARG(key->person));
		if (key->until != DATE_NONE) {
			date_iso(key->until + 1, day);
			buf_fmt(out, ",valid-before=\"%.4s%.2s%.2s\"", day,
			        day + 5, day + 8);
		}
		buf_fmt(out, " %.*s %.*s\n", STR_ARG(key->type),
		        STR_ARG(key->blob));
	}
}
