#include "build/origin.h"

#include "base/hash.h"
#include "build/engine.h"
#include "model/date.h"
#include "os/clock.h"

#define DEFAULT_CONTENT "content"
#define DEFAULT_OUTPUT "public"

void
origin_init(struct origin *origin, const struct build_options *options)
{
	*origin = (struct origin){.options = options,
	                          .real = fs_real(),
	                          .as_of = options->as_of};
	origin->fs = options->fs ? options->fs : &origin->real;
	origin->content =
	    str_from(options->content ? options->content : DEFAULT_CONTENT);
	if (str_eq(origin->content, STR(".")))
		origin->content = STR("");
}

int
origin_open(struct origin *origin, struct err *err)
{
	const struct build_options *o = origin->options;

	struct buf says = {0};
	int rc = o->hook ? repo_open_env(&origin->repo, err)
	                 : repo_open(o->repo ? o->repo : ".", &origin->repo,
	                             err);

	if (rc == 0)
		rc = repo_setting(origin->repo, "gongshi.compress", true,
		                  &says, err);
	origin->compress =
	    o->compress || str_eq(buf_str(&says), STR("true"));
	buf_release(&says);
	return rc < 0 ? rc : 0;
}

int
origin_find(struct origin *origin, struct err *err)
{
	const struct build_options *o = origin->options;
	int rc = repo_resolve(origin->repo, o->rev ? o->rev : "HEAD",
	                      &origin->commit, err);

	if (rc < 0)
		return rc;
	origin->tree = o->tree ? *o->tree : origin->commit.tree;
	if (o->tree)
		return 0;
	if (o->source == BUILD_WORKTREE)
		return repo_worktree(origin->repo, &origin->tree, err);
	if (o->source == BUILD_STAGED)
		return repo_staged(origin->repo, &origin->tree, err);
	return 0;
}

int
origin_place(struct origin *origin, struct err *err)
{
	const char *output = origin->options->output;
	const char *workdir = repo_workdir(origin->repo);
	char path[PATH_SIZE];
	int rc = 0;

	if (!output) {
		rc = path_join(path, workdir ? workdir : "",
		               STR(DEFAULT_OUTPUT), err);
		output = path;
	}
	return rc < 0 ? rc : place_of(&origin->place, output, err);
}

int32_t
origin_today(int utc_offset)
{
	char iso[CLOCK_DATE];
	int32_t day = DATE_NONE;

	clock_today(utc_offset, iso);
	date_parse_iso(str_from(iso), &day);
	return day;
}

int
origin_settings(struct origin *origin, struct finding_list *findings,
                struct err *err)
{
	int rc = config_load(&origin->config, origin->repo, &origin->tree,
	                     origin->content, origin->options->theme,
	                     findings, err);

	origin->loaded = true;
	if (rc == 0)
		rc = theme_is_whole(origin->config.theme, err);
	if (rc < 0)
		return rc;
	if (origin->as_of == DATE_NONE)
		origin->as_of = origin_today(origin->config.site.utc_offset);
	return 0;
}

struct str
origin_mark(const struct origin *origin, enum build_source source,
            char text[2 * DIGEST_SIZE + 1])
{
	struct hasher *h = hasher_new();

	hasher_add(h, engine_digest());
	hasher_add(h, origin->content);
	hasher_add(h, str_from(origin->options->theme));
	hasher_add(h, source == BUILD_COMMIT ? STR("") : STR("work tree"));
	digest_hex(hasher_digest(h), text);
	hasher_free(h);
	return str_from(text);
}

void
origin_close(struct origin *origin)
{
	if (origin->loaded)
		config_release(&origin->config);
	repo_close(origin->repo);
}
