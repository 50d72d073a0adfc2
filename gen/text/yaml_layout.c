#include "text/yaml_layout.h"

/* Pass one byte, keeping count of code points and leading spaces. */
static void
step(struct layout *l)
{
	char c = l->text.p[l->byte++];

	if (l->byte == l->text.n ||
	    ((unsigned char)l->text.p[l->byte] & 0xc0) != 0x80)
		l->index++;
	if (c == '\n') {
		l->begun = false;
		l->spaces = 0;
		l->comment = false;
	} else if (!l->begun && c == ' ') {
		l->spaces++;
	} else {
		l->begun = true;
	}
}

static bool
before(const struct layout *l, size_t index)
{
	return l->index < index && l->byte < l->text.n;
}

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Does the line at hand begin with text left of where it may? */
static bool
too_far_left(const struct layout *l, size_t need)
{
	size_t i = l->byte;

	if (l->begun || l->text.p[i] == ' ' || l->spaces >= need)
		return false;
	while (i < l->text.n && (l->text.p[i] == ' ' || l->text.p[i] == '\t'))
		i++;
	return i < l->text.n && !is_line_end(l->text.p[i]);
}

/* A comment must stand after white space or begin its line. */
static bool
is_stuck(const struct layout *l)
{
	char last = l->byte ? l->text.p[l->byte - 1] : '\n';

	return last != ' ' && last != '\t' && last != '\n';
}

/* libyaml reads {?a: b} as {? a: b}, YAML 1.2 as a key `?a`. */
static bool
is_text_after(const struct layout *l)
{
	char c = l->byte + 1 < l->text.n ? l->text.p[l->byte + 1] : ' ';

	return c != ' ' && c != '\t' && !is_line_end(c);
}

/* What is wrong with the byte at hand, outside texts and comments. */
static const char *
fault_at(const struct layout *l, bool flow, size_t need)
{
	char c = l->text.p[l->byte];

	if (c == '#' && is_stuck(l))
		return "a comment without a space before it";
	if (!flow || c == '#' || c == ']' || c == '}')
		return NULL;
	if (c == '?' && is_text_after(l))
		return "a ? without a space after it";
	if (too_far_left(l, need))
		return "a line that must be indented further";
	return NULL;
}

const char *
layout_between(struct layout *l, size_t index, bool flow, size_t need)
{
	const char *fault = NULL;

	for (; before(l, index); step(l)) {
		if (l->comment)
			continue;
		fault = fault_at(l, flow, need);
		if (fault)
			return fault;
		l->comment = l->text.p[l->byte] == '#';
	}
	/* What the next event begins with counts as well. */
	if (l->byte < l->text.n && !l->comment)
		fault = fault_at(l, flow, need);
	return fault;
}

const char *
layout_quoted(struct layout *l, size_t index, size_t need)
{
	l->begun = true;
	for (; before(l, index); step(l))
		if (too_far_left(l, need))
			return "a line that must be indented further";
	return NULL;
}

/*
 * Compare leading blank lines with the first line of text, `at` being the
 * start of the line after the header.
 */
static const char *
check_blank_lines(struct layout *l, size_t at, size_t need)
{
	size_t longest = 0;

	while (at < l->text.n) {
		size_t spaces = 0;

		while (at + spaces < l->text.n &&
		       l->text.p[at + spaces] == ' ')
			spaces++;
		at += spaces;
		if (at == l->text.n)
			break;
		if (is_line_end(l->text.p[at])) {
			longest = spaces > longest ? spaces : longest;
			at += l->text.p[at] == '\r' ? 2 : 1;
			continue;
		}
		if (spaces < need || spaces >= longest)
			break;
		l->byte = at;
		return "a blank line before it is indented further";
	}
	return NULL;
}

const char *
layout_block(struct layout *l, size_t need)
{
	size_t i = l->byte + 1;
	bool given = false;

	while (i < l->text.n &&
	       (l->text.p[i] == '+' || l->text.p[i] == '-' ||
	        (l->text.p[i] >= '0' && l->text.p[i] <= '9'))) {
		given = given || l->text.p[i] > '-';
		i++;
	}
	if (i < l->text.n && l->text.p[i] == '#') {
		l->byte = i;
		return "a comment without a space before it";
	}
	while (i < l->text.n && l->text.p[i] != '\n')
		i++;
	if (given || i == l->text.n)
		return NULL;
	return check_blank_lines(l, i + 1, need);
}

void
layout_skip(struct layout *l, size_t index)
{
	while (before(l, index))
		step(l);
	l->comment = false;
}
