#include "render/ical.h"

#include "model/date.h"

#define LINE_MOST 75 /* bytes of a line */

/* TEXT values. */
static void
put_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			buf_adds(b, "\\n");
		} else if ((unsigned char)s.p[i] >= 0x20) {
			if (s.p[i] == '\\' || s.p[i] == ';' || s.p[i] == ',')
				buf_byte(b, '\\');
			buf_byte(b, s.p[i]);
		}
	}
}

/* End the line; long ones are folded between characters. */
static void
put_line(struct ical *ical)
{
	struct str rest = buf_str(&ical->line);
	size_t room = LINE_MOST;

	while (rest.n > room) {
		size_t cut = room;

		while (cut > 1 && ((unsigned char)rest.p[cut] & 0xC0) == 0x80)
			cut--;
		buf_add(ical->out, str_sub(rest, 0, cut));
		buf_adds(ical->out, "\r\n ");
		rest = str_sub(rest, cut, rest.n);
		room = LINE_MOST - 1;
	}
	buf_add(ical->out, rest);
	buf_adds(ical->out, "\r\n");
	buf_reset(&ical->line);
}

void
ical_plain(struct ical *ical, const char *name, struct str value)
{
	buf_fmt(&ical->line, "%s:%.*s", name, STR_ARG(value));
	put_line(ical);
}

void
ical_text(struct ical *ical, const char *name, struct str text)
{
	buf_fmt(&ical->line, "%s:", name);
	put_escaped(&ical->line, text);
	put_line(ical);
}

/* "20260630" */
static void
put_day(struct ical *ical, const char *name, int32_t day)
{
	char iso[DATE_ISO_SIZE];

	date_iso(day, iso);
	buf_fmt(&ical->line, "%s;VALUE=DATE:%.4s%.2s%.2s", name, iso, iso + 5,
	        iso + 8);
	put_line(ical);
}

static void
put_stamp(struct ical *ical, int64_t time)
{
	int64_t day = time / 86400;
	int rest = (int)(time % 86400);
	char iso[DATE_ISO_SIZE];

	if (rest < 0) {
		day--;
		rest += 86400;
	}
	date_iso((int32_t)day, iso);
	buf_fmt(&ical->line, "DTSTAMP:%.4s%.2s%.2sT%02d%02d%02dZ", iso,
	        iso + 5, iso + 8, rest / 3600, rest / 60 % 60, rest % 60);
	put_line(ical);
}

void
ical_open(struct ical *ical, struct buf *out, struct str name)
{
	*ical = (struct ical){.out = out};
	ical_plain(ical, "BEGIN", STR("VCALENDAR"));
	ical_plain(ical, "VERSION", STR("2.0"));
	ical_plain(ical, "PRODID", STR("-//gongshi//gongshi//ZH"));
	ical_plain(ical, "CALSCALE", STR("GREGORIAN"));
	ical_plain(ical, "METHOD", STR("PUBLISH"));
	ical_text(ical, "X-WR-CALNAME", name);
}

static void
put_zone(struct ical *ical)
{
	ical_plain(ical, "BEGIN", STR("VTIMEZONE"));
	ical_plain(ical, "TZID", STR("UTC"));
	ical_plain(ical, "BEGIN", STR("STANDARD"));
	ical_plain(ical, "DTSTART", STR("19700101T000000"));
	ical_plain(ical, "TZOFFSETFROM", STR("+0000"));
	ical_plain(ical, "TZOFFSETTO", STR("+0000"));
	ical_plain(ical, "END", STR("STANDARD"));
	ical_plain(ical, "END", STR("VTIMEZONE"));
}

void
ical_close(struct ical *ical)
{
	if (!ical->any)
		put_zone(ical);
	ical_plain(ical, "END", STR("VCALENDAR"));
	buf_release(&ical->line);
}

void
ical_event(struct ical *ical, struct str uid, int64_t changed, int32_t from,
           int32_t until)
{
	ical->any = true;
	ical_plain(ical, "BEGIN", STR("VEVENT"));
	ical_plain(ical, "UID", uid);
	put_stamp(ical, changed);
	put_day(ical, "DTSTART", from);
	put_day(ical, "DTEND", until + 1);
}

void
ical_event_end(struct ical *ical, struct str summary, struct str url)
{
	ical_text(ical, "SUMMARY", summary);
	ical_plain(ical, "URL", url);
	ical_plain(ical, "TRANSP", STR("TRANSPARENT"));
	ical_plain(ical, "END", STR("VEVENT"));
}
