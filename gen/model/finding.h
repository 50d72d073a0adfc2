#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

/*
 * finding - a mistake in content: where it is, what it is, why it matters
 * and how to mend it.
 *
 * A finding is data.  It names a code of the catalogue and carries the
 * arguments of its texts (one text for both languages, or two: finding_both);
 * the texts themselves, in Chinese and English, stand in finding_codes*.c.
 * Lines and columns count from 1, columns in code points; `width` counts
 * terminal columns, so that carets stand under what they mean (a Han
 * character takes two).  Everything a finding points at lives in the arena
 * of its list.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "model/lang.h"

struct value;

#define FINDING_ARGS 6
/* Between the halves of an argument; no text of a file may hold it. */
#define FINDING_PART '\x1f'

enum finding_severity { FINDING_ERROR = 0, FINDING_WARNING = 1 };
enum finding_form { FINDING_FULL, FINDING_CONCISE, FINDING_AGAIN };

/* A file as the caller handed it over. */
struct source {
	struct str path; /* in the repository, for messages */
	struct str bytes;
};

/* A place in a file.  A place without a line is the file as a whole. */
struct finding_place {
	struct str path;   /* of the file */
	struct str source; /* all bytes of the file, or empty */
	unsigned line;     /* from 1; 0: the whole file */
	unsigned column;   /* code points, from 1 */
	unsigned length;   /* code points; 0: to the end of the line */
};

struct finding {
	enum finding_severity severity;
	char code[5]; /* such as "F102" */
	struct str path;
	unsigned line;   /* 0: the whole file */
	unsigned column;
	unsigned indent; /* terminal columns left of the span */
	unsigned width;  /* terminal columns of the span, at least 1 */
	struct str source_line; /* the line, without its end; may be cut */
	size_t at; /* byte of the file where the span begins */
	struct str was; /* the bytes at `at` that `fix` is for */
	struct str fix; /* what to write instead, or empty: nobody can say */
	struct str arg[FINDING_ARGS];
	struct text2 basis; /* what the rule rests on, or empty */
};

/* Where the last span began, so that many findings in one file are found
 * without walking it from the start each time. */
struct finding_hint {
	uint64_t file; /* hash of path, address and length of its bytes */
	struct str line;
	unsigned number; /* of the line */
	size_t column;   /* code points before the span */
	size_t byte;     /* the same in bytes of the line */
	size_t width;    /* and in terminal columns */
};

struct finding_list {
	struct arena *arena; /* holds the findings and their texts */
	struct finding_hint hint;
	struct finding *v;
	size_t n;
	size_t cap;
	size_t errors; /* how many of the n are errors */
};

/* One entry of the catalogue.  {0} {1} {2} stand for arguments.  The
 * examples are one line each, or NULL where no line can show it. */
struct finding_code {
	char code[5];
	enum finding_severity severity;
	const char *message[LANGS];
	const char *label[LANGS]; /* beside the caret; may be "" */
	const char *why[LANGS];
	const char *remedy[LANGS];
	const char *bad;  /* an example that earns it */
	const char *good; /* the same, mended */
};

/*
 * finding_code_get - entry of the catalogue.
 * out: entry, or NULL when there is no such code
 */
const struct finding_code *finding_code_get(struct str code);

/*
 * finding_code_at - walk the catalogue, which is sorted by code.
 * in:  i, from 0
 * out: entry, or NULL past the last one
 */
const struct finding_code *finding_code_at(size_t i);

/*
 * finding_both - one argument of two texts, of which each language shows its
 * own.
 * out: in arena a, or zh alone when the two are the same
 */
struct str finding_both(struct arena *a, struct str zh, struct str en);

/*
 * finding_half - the text of an argument in a language.
 * out: borrowed from the argument
 */
struct str finding_half(struct str argument, enum lang lang);

/*
 * finding_list_init - an empty list.
 * in:  arena, borrowed; outlives the list
 */
void finding_list_init(struct finding_list *list, struct arena *arena);

/*
 * finding_add - append a finding with the severity of the catalogue.
 * in:  code, of the catalogue (assert); place and args are copied; args may
 *      be NULL, else FINDING_ARGS slices
 * out: the finding, valid until the next one is added
 */
struct finding *finding_add(struct finding_list *list, const char *code,
                            const struct finding_place *place,
                            const struct str args[FINDING_ARGS]);

/*
 * finding_set_level - give the finding that was added last another level
 * than the catalogue's.
 * in:  list, not empty
 */
void finding_set_level(struct finding_list *list,
                       enum finding_severity level);

/*
 * finding_offer - say what to write instead of a scalar, in the finding that
 * was added last.
 * in:  source, all bytes of the file of the finding; was, the scalar as YAML
 *      gave it; fix, what to write instead
 * out: nothing is offered where the file does not say `was` byte for byte,
 *      in quotes or not, or where `fix` would be read as something else
 */
void finding_offer(struct finding_list *list, struct str source,
                   struct str was, struct str fix);

/*
 * finding_fixes - how many of the findings have a fix.
 */
size_t finding_fixes(const struct finding_list *list);

/*
 * finding_cover - cover a text by stars in the lines that findings show, so
 * that a log does not spread what must not be public.
 * in:  path, of the file; text, valid UTF-8
 */
void finding_cover(struct finding_list *list, struct str path,
                   struct str text);

/*
 * finding_list_append - copy all findings of another list.
 * in:  from, whose arena may be released afterwards
 */
void finding_list_append(struct finding_list *list,
                         const struct finding_list *from);

/*
 * finding_list_cut - keep the first n findings, as they stand in v now.
 */
void finding_list_cut(struct finding_list *list, size_t n);

/*
 * finding_list_sort - order by path, line, column, then code.
 * unit: O(n log n); equal findings keep no particular order but are equal
 */
void finding_list_sort(struct finding_list *list);

/*
 * finding_format - one finding as text for a terminal or a log.
 * in:  form: FINDING_FULL in the shape of rustc (line, caret, why, remedy),
 *      FINDING_CONCISE one line; FINDING_AGAIN without what is the same for
 *      every finding of the code, which was shown in full above
 * out: appended to out, ends in a newline; control characters of the
 *      content are replaced, so that a record cannot drive the terminal
 */
void finding_format(const struct finding *finding, enum lang lang,
                    enum finding_form form, struct buf *out);

/*
 * finding_message - the message alone, arguments put in.
 */
void finding_message(const struct finding *finding, enum lang lang,
                     struct buf *out);

/* The texts of a code. */
enum finding_part { FINDING_MESSAGE, FINDING_WHY, FINDING_REMEDY };

/*
 * finding_code_text - one text of a code, for no finding in particular:
 * arguments read "…".
 */
void finding_code_text(const struct finding_code *code,
                       enum finding_part part, enum lang lang,
                       struct buf *out);

/*
 * finding_explain - all about a code: message, why, remedy, examples.
 * in:  code, of the catalogue
 */
void finding_explain(const struct finding_code *code, enum lang lang,
                     struct buf *out);

/*
 * finding_json - a finding as data: code, severity, path, line, column,
 * width, message, label, why, remedy (each {zh, en}), source, basis, fix {from
 * (byte of the file), was, text}.
 * out: map in arena a; texts are copied
 */
struct value *finding_json(struct arena *a, const struct finding *finding);

#endif
