#include "model/confusable.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/record_spot.h"

struct pair {
	uint16_t odd;
	uint16_t right;
};

/* Cyrillic and Greek letters that look like Latin ones. */
static const struct pair letters[] = {
    {0x0405, 'S'}, {0x0406, 'I'}, {0x0408, 'J'}, {0x0410, 'A'},
    {0x0412, 'B'}, {0x0415, 'E'}, {0x0417, '3'}, {0x041a, 'K'},
    {0x041c, 'M'}, {0x041d, 'H'}, {0x041e, 'O'}, {0x0420, 'P'},
    {0x0421, 'C'}, {0x0422, 'T'}, {0x0423, 'Y'}, {0x0425, 'X'},
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043e, 'o'}, {0x0440, 'p'},
    {0x0441, 'c'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'},
    {0x0456, 'i'}, {0x0458, 'j'}, {0x0391, 'A'}, {0x0392, 'B'},
    {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039a, 'K'}, {0x039c, 'M'}, {0x039d, 'N'}, {0x039f, 'O'},
    {0x03a1, 'P'}, {0x03a4, 'T'}, {0x03a5, 'Y'}, {0x03a7, 'X'},
    {0x03bf, 'o'}};

/* Katakana that look like Chinese characters. */
static const struct pair kana[] = {
    {0x30a8, 0x5de5}, {0x30ab, 0x529b}, {0x30bf, 0x5915}, {0x30c8, 0x535c},
    {0x30cb, 0x4e8c}, {0x30cf, 0x516b}, {0x30ed, 0x53e3}, {0x30fc, 0x4e00}};

static uint32_t
twin(uint32_t c, const struct pair *pair, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pair[i].odd == c)
			return pair[i].right;
	return 0;
}

static uint32_t
letter_twin(uint32_t c)
{
	return twin(c, letters, sizeof letters / sizeof *letters);
}

static bool
latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
cyrillic(uint32_t c)
{
	return c >= 0x400 && c <= 0x4ff;
}

static bool
greek(uint32_t c)
{
	return c >= 0x370 && c <= 0x3ff;
}

static bool
is_kana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x30ff && c != 0x30fb;
}

/* The character before an offset; 0 at the beginning. */
static uint32_t
before(struct str s, size_t at)
{
	struct str one;

	if (!at)
		return 0;
	do
		at--;
	while (at && ((unsigned char)s.p[at] & 0xc0) == 0x80);
	one = str_sub(s, at, s.n);
	return utf8_next(&one);
}

static uint32_t
after(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.n);

	return rest.n ? utf8_next(&rest) : 0;
}

static bool
in_word(uint32_t c)
{
	return latin(c) || cyrillic(c) || greek(c);
}

/* The word around an offset. */
static struct str
word_at(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.n), end = rest;

	while (end.n && in_word(utf8_next(&end)))
		rest = end;
	while (in_word(before(s, at))) {
		do
			at--;
		while (((unsigned char)s.p[at] & 0xc0) == 0x80);
	}
	return str_sub(s, at, s.n - rest.n);
}

/* Is there a Cyrillic letter that cannot be taken for a Latin one? */
static bool
truly_cyrillic(struct str s)
{
	while (s.n) {
		uint32_t c = utf8_next(&s);

		if (cyrillic(c) && !letter_twin(c))
			return true;
	}
	return false;
}

static bool
has_latin(struct str s)
{
	while (s.n)
		if (latin(utf8_next(&s)))
			return true;
	return false;
}

/* What is known of a line, each word of which is looked through once. */
struct around {
	struct str line;
	size_t end;   /* of the word at hand */
	bool latin;   /* is a letter of the word? */
	bool known;   /* is it known whether the line is Russian? */
	bool russian;
};

static void
look_around(struct around *around, size_t at, uint32_t c)
{
	if (at >= around->end) {
		struct str word = word_at(around->line, at);

		around->end = (size_t)(word.p - around->line.p) + word.n;
		around->latin = has_latin(word);
	}
	if (cyrillic(c) && !around->known) {
		around->russian = truly_cyrillic(around->line);
		around->known = true;
	}
}

/* A letter beside Latin ones, or a Cyrillic one in a line without any that
 * must be Cyrillic.  Greek letters stand alone in formulas. */
static uint32_t
judge_letter(struct around *around, size_t at, uint32_t c)
{
	uint32_t right = letter_twin(c);

	if (!right)
		return 0;
	look_around(around, at, c);
	if (around->latin)
		return right;
	return cyrillic(c) && !around->russian ? right : 0;
}

/* A katakana that stands alone among Chinese characters. */
static uint32_t
judge_kana(struct str line, size_t at, size_t end, uint32_t c)
{
	uint32_t left = before(line, at), next = after(line, end);
	uint32_t right = twin(c, kana, sizeof kana / sizeof *kana);

	if (!right || is_kana(left) || is_kana(next))
		return 0;
	return (utf8_is_han(left) || utf8_is_han(next)) &&
	               (utf8_is_han(next) || !next || c != 0x30fc)
	           ? right
	           : 0;
}

/* Radicals and characters of other standards stand for plain ones. */
static uint32_t
judge_radical(struct str one)
{
	struct buf b = {0};
	struct str plain;
	uint32_t c;

	utf8_nfkc(&b, one);
	plain = buf_str(&b);
	c = str_eq(plain, one) ? 0 : utf8_next(&plain);
	buf_release(&b);
	return c;
}

#define REPORTS_MAX 50 /* in one record */

/* Bytes with which a character begins that is looked at. */
static bool
suspect(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

	if (c < 0xce)
		return false;
	if (c <= 0xd3)
		return true;
	return (c == 0xe2 && d >= 0xba) ||
	       (c == 0xe3 && (d == 0x82 || d == 0x83)) ||
	       (c == 0xef && d >= 0xa4 && d <= 0xab);
}

bool
confusable_find(struct str line, size_t from, size_t *at, size_t *length,
                uint32_t *right)
{
	struct around around = {.line = line};

	for (size_t i = from; i < line.n; i++) {
		struct str rest;
		uint32_t c;

		if (!suspect(line, i))
			continue;
		rest = str_sub(line, i, line.n);
		c = utf8_next(&rest);
		*at = i;
		*length = line.n - rest.n - i;
		if (c < 0x500)
			*right = judge_letter(&around, i, c);
		else if (c >= 0x3041 && c <= 0x30ff)
			*right = judge_kana(line, i, i + *length, c);
		else
			*right = judge_radical(str_sub(line, i, i + *length));
		if (*right)
			return true;
	}
	return false;
}

/* The characters around, for the message. */
static struct str
surroundings(struct str line, size_t at, size_t length)
{
	struct str word = word_at(line, at);
	size_t from = at, end = at + length;

	if (word.n > length)
		return word;
	for (int i = 0; i < 3 && from; i++)
		do
			from--;
		while (from && ((unsigned char)line.p[from] & 0xc0) == 0x80);
	for (int i = 0; i < 3 && end < line.n; i++)
		do
			end++;
		while (end < line.n &&
		       ((unsigned char)line.p[end] & 0xc0) == 0x80);
	return str_sub(line, from, end);
}

static struct str
name_of(struct arena *a, uint32_t c, bool code)
{
	struct buf b = {0};
	struct str s;

	utf8_put(&b, c);
	if (code)
		buf_fmt(&b, " (U+%04X)", c);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
report(const struct record *record, struct finding_list *findings,
       struct str line, size_t at, size_t length, uint32_t right)
{
	struct str odd = str_sub(line, at, at + length);
	struct record_spot spot;
	struct finding_place place;

	if (!record_spot(record,
	                 (size_t)(odd.p - record->source.bytes.p), length,
	                 &spot))
		return;
	place = record_at(record, spot.at);
	finding_add(findings, "T104", &place,
	            (struct str[FINDING_ARGS]){
	                str_trim(surroundings(line, at, length)),
	                name_of(findings->arena, utf8_next(&odd), true),
	                name_of(findings->arena, right, false)});
}

static void
check_line(const struct record *record, struct finding_list *findings,
           struct str line, size_t *reports)
{
	size_t from = 0, at, length;
	uint32_t right;

	while (*reports && confusable_find(line, from, &at, &length, &right)) {
		struct str word = word_at(line, at);

		--*reports;
		report(record, findings, line, at, length, right);
		from = at + length;
		if (word.n > length)
			from = (size_t)(word.p - line.p) + word.n;
	}
}

static struct str
line_around(struct str s, size_t at)
{
	size_t from = at, end = at;

	while (from && s.p[from - 1] != '\n')
		from--;
	while (end < s.n && s.p[end] != '\n')
		end++;
	return str_sub(s, from, end);
}

void
confusable_check(const struct record *record, struct finding_list *findings)
{
	struct str s = record->source.bytes;
	size_t reports = REPORTS_MAX;

	for (size_t i = 0; i < s.n && reports; i++) {
		unsigned char c = (unsigned char)s.p[i];
		struct str line;

		if (c >= 0xe4 && c <= 0xe9) { /* Chinese, in three bytes */
			i += 2;
			continue;
		}
		if (c < 0xce || !suspect(s, i))
			continue;
		line = line_around(s, i);
		check_line(record, findings, line, &reports);
		i = (size_t)(line.p - s.p) + line.n;
	}
}
