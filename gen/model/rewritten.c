#include "model/rewritten.h"

#include "base/utf8.h"

#define BEFORE 12 /* bytes, at least, that are shown before they part */
#define SHORT 60  /* bytes before they part that are shown in full */

/* Where a character begins shortly before the texts part, or 0. */
static size_t
parting(struct str a, struct str b)
{
	size_t i = 0;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	if (i <= SHORT)
		return 0;
	i -= BEFORE;
	while ((a.p[i] & 0xc0) == 0x80)
		i--;
	return i;
}

static bool
is_unseen(uint32_t c)
{
	return (utf8_is_space(c) && c != ' ' && c != '\n') || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static struct str
show(struct arena *a, struct str s, size_t from)
{
	struct str rest = str_sub(s, from, s.n);
	struct buf b = {0};
	struct str out;

	buf_adds(&b, from ? "…" : "");
	while (rest.n) {
		uint32_t c = utf8_next(&rest);

		if (is_unseen(c))
			buf_fmt(&b, "[U+%04X]", (unsigned)c);
		else
			utf8_put(&b, c);
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

void
rewritten_tell(struct finding_list *findings, struct str path, struct str was,
               struct str now)
{
	struct finding_place place = {.path = path};
	size_t from = parting(was, now);

	finding_add(findings, "I210", &place,
	            (struct str[FINDING_ARGS]){
	                show(findings->arena, was, from),
	                show(findings->arena, now, from)});
}
