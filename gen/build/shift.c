#include "build/shift.h"

#include "base/codec.h"
#include "base/mem.h"

/* One reading of the index as it stands. */
struct shift {
	struct pieces *pieces;
	struct shards *shards;
	struct level_shape was; /* shapes before and now */
	struct level_shape now;
	uint32_t was_n;
	uint32_t n;
	bool *moved[LEVEL_MAX + 1];  /* of each level, files that moved */
	bool *source[LEVEL_MAX + 1]; /* and files that they take from */
	struct shards_file file;
	struct arena arena;
};

/* -------------------------------------------------------- store */

/* Long lists as PIECES_LONG notes them. */
struct noted {
	struct reader r;
	uint32_t blocks;
};

static bool
next_noted(struct noted *n)
{
	if (n->r.rest.n < PIECES_LONG_SIZE)
		return false;
	get_be16(&n->r);
	get_byte(&n->r);
	n->blocks = get_be32(&n->r);
	get_be32(&n->r);
	return true;
}

static uint32_t
part_of(unsigned ordinal, uint32_t index)
{
	return ordinal << 16 | index;
}

void
shift_load(struct pieces *p, struct shards_file *file)
{
	struct noted n = {.r = reader_over(pieces_note(
	                      p, PIECES_LONG, file->level, file->number))};

	buf_add(&file->bytes,
	        pieces_get(p, PIECE_SHARD, file->level, file->number, 0));
	for (unsigned ordinal = 0; next_noted(&n); ordinal++) {
		for (uint32_t i = 0; i < n.blocks; i++) {
			struct str bytes =
			    pieces_get(p, PIECE_BLOCK, file->level,
			               file->number, part_of(ordinal, i));

			if (bytes.n)
				shards_block_add(file, ordinal, i, bytes);
		}
	}
}

static uint32_t
part_at(const struct shards_block *block)
{
	return part_of(block->ordinal, block->index);
}

/* Take away the blocks of the old shard that the new one has not. */
static void
drop_blocks(struct pieces *p, const struct shards_file *file)
{
	struct buf note = {0};
	struct noted n;

	buf_add(&note, pieces_note(p, PIECES_LONG, file->level,
	                           file->number));
	n.r = reader_over(buf_str(&note));
	for (unsigned ordinal = 0, at = 0; next_noted(&n); ordinal++) {
		for (uint32_t i = 0; i < n.blocks; i++) {
			uint32_t part = part_of(ordinal, i);

			while (at < file->n &&
			       part_at(&file->block[at]) < part)
				at++;
			if (at < file->n && part_at(&file->block[at]) == part)
				continue;
			pieces_set(p, PIECE_BLOCK, file->level, file->number,
			           part, (struct str){0});
		}
	}
	buf_release(&note);
}

static int
note_long(struct pieces *p, const struct shard_place *place,
          const struct shards_file *file, struct err *err)
{
	struct buf note = {0};
	struct shard_term *term = NULL;
	struct arena a;
	size_t n = 0;
	int rc = 0;

	arena_init(&a);
	if (file->n)
		rc = shard_long(&a, buf_str(&file->bytes), place, &term, &n,
		                err);
	for (size_t i = 0; i < n; i++) {
		put_be16(&note, key_common(term[i].key.v));
		buf_byte(&note, (term[i].key.v & KEY_TEXT) != 0);
		put_be32(&note, term[i].blocks);
		put_be32(&note, term[i].df);
	}
	pieces_set_note(p, PIECES_LONG, file->level, file->number,
	                buf_str(&note));
	buf_release(&note);
	arena_release(&a);
	return rc;
}

int
shift_store(struct pieces *p, const struct level_shape *shape, uint32_t n,
            const struct shards_file *file, struct err *err)
{
	struct shard_place place = {
	    shape, file->level, file->number,
	    level_upto(shape, file->level, file->number, n)};

	if (!pieces_set(p, PIECE_SHARD, file->level, file->number, 0,
	                buf_str(&file->bytes)))
		return 0;
	drop_blocks(p, file);
	for (size_t i = 0; i < file->n; i++)
		pieces_set(p, PIECE_BLOCK, file->level, file->number,
		           part_at(&file->block[i]),
		           str_sub(buf_str(&file->blocks), file->block[i].at,
		                   file->block[i].at + file->block[i].n));
	return note_long(p, &place, file, err);
}

/* -------------------------------------------------------- shift */

static struct shard_place
place_before(const struct shift *s, unsigned level, uint32_t number)
{
	return (struct shard_place){
	    &s->was, level, number,
	    level_upto(&s->was, level, number, s->was_n)};
}

static int
read_file(struct shift *s, unsigned level, uint32_t number,
          struct shard_delta **delta, size_t *n, struct err *err)
{
	struct shard_place place = place_before(s, level, number);
	struct shard_blocks blocks = {&s->file, shards_block_get, NULL};

	shards_file_reset(&s->file, level, number);
	shift_load(s->pieces, &s->file);
	arena_reset(&s->arena);
	return shard_read(&s->arena, buf_str(&s->file.bytes), &place, &blocks,
	                  delta, n, err);
}

/* Add a posting of a lower file to the files above it that moved. */
static int
lift(struct shift *s, unsigned from, const struct shard_delta *delta,
     struct err *err)
{
	const struct level_shape *shape = &s->now;
	unsigned top = shape->levels;
	uint32_t base = key_shard(delta->key.v, shape->shards[top]);
	int rc = 0;

	for (unsigned level = from + 1; rc == 0 && level <= top; level++) {
		uint32_t number =
		    level == top ? base
		                 : level_coarser(shape, top, base, level);
		uint32_t upto = level_upto(shape, level, number, s->n);

		if (!s->moved[level][number] || delta->doc > upto ||
		    delta->doc <=
		        level_upto(shape, level, number, s->was_n) ||
		    (level < top &&
		     delta->doc <= level_low(shape, level, base, upto)))
			continue;
		rc = shards_add_to(s->shards, level, number, delta, err);
	}
	return rc;
}

static void
mark(struct shift *s)
{
	const struct level_shape *shape = &s->now;

	for (unsigned level = 1; level <= shape->levels; level++) {
		for (uint32_t i = 0; i < shape->shards[level]; i++) {
			if (level_upto(shape, level, i, s->was_n) ==
			    level_upto(shape, level, i, s->n))
				continue;
			s->moved[level][i] = true;
			for (unsigned k = 0; k < level; k++)
				s->source[k][level_coarser(shape, level, i,
				                           k)] = true;
		}
	}
}

static int
lift_all(struct shift *s, struct err *err)
{
	int rc = 0;

	mark(s);
	for (unsigned level = 0; level < s->was.levels; level++) {
		for (uint32_t i = 0; rc == 0 && i < s->was.shards[level];
		     i++) {
			struct shard_delta *delta;
			size_t n = 0;

			if (!s->source[level][i])
				continue;
			rc = read_file(s, level, i, &delta, &n, err);
			for (size_t j = 0; rc == 0 && j < n; j++)
				rc = lift(s, level, &delta[j], err);
		}
	}
	return rc;
}

/* Does the level answer for the posting, in the index as it stands? */
static bool
answers(const struct shift *s, unsigned level,
        const struct shard_delta *delta)
{
	uint32_t hi[LEVEL_MAX + 2];

	level_ranges(&s->was,
	             key_shard(delta->key.v, s->was.shards[s->was.levels]),
	             s->was_n, hi);
	return delta->doc > hi[level + 1] && delta->doc <= hi[level];
}

/* Take all postings out, older than any change. */
static int
recut(struct shift *s, struct err *err)
{
	int rc = 0;

	for (unsigned level = 0; level <= s->was.levels; level++) {
		for (uint32_t i = 0; rc == 0 && i < s->was.shards[level];
		     i++) {
			struct shards_file none = {.level = level,
			                           .number = i};
			struct shard_delta *delta;
			size_t n = 0;

			rc = read_file(s, level, i, &delta, &n, err);
			for (size_t j = 0; rc == 0 && j < n; j++)
				if (answers(s, level, &delta[j]))
					rc = shards_add(s->shards, &delta[j],
					                false, err);
			if (rc == 0 && s->file.bytes.n)
				rc = shift_store(s->pieces, &s->was,
				                 s->was_n, &none, err);
		}
	}
	for (uint32_t i = 0; i < s->was.nodes; i++)
		pieces_set(s->pieces, PIECE_NODE, 0, i, 0, (struct str){0});
	return rc;
}

int
shift_run(struct pieces *p, struct shards *shards, uint32_t was, uint32_t n,
          bool *afresh, struct err *err)
{
	struct shift s = {.pieces = p,
	                  .shards = shards,
	                  .was = level_shape(was),
	                  .now = level_shape(n),
	                  .was_n = was,
	                  .n = n};
	int rc = 0;

	*afresh = s.was.class != s.now.class;
	if (was == n)
		return 0;
	arena_init(&s.arena);
	for (unsigned level = 0; level <= s.now.levels; level++) {
		s.moved[level] = mem_zalloc(s.now.shards[level], 1);
		s.source[level] = mem_zalloc(s.now.shards[level], 1);
	}
	rc = *afresh ? recut(&s, err) : lift_all(&s, err);
	for (unsigned level = 0; level <= s.now.levels; level++) {
		mem_free(s.moved[level]);
		mem_free(s.source[level]);
	}
	shards_file_release(&s.file);
	arena_release(&s.arena);
	return rc;
}
