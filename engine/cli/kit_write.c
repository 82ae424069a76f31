/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kit's calendar, checklist and page. */
#include "kit.h"
#include "clock.h"
#include "csv.h"
#include "template.h"

#include <string.h>

extern const EmbeddedFile kit_files[];

#define FOLD 75 /* octets of a line, RFC 5545 section 3.1 */

/* --- the calendar --- */

/* A line, folded between characters, with the line end that the format asks for. */
static void put_line(GString *out, const char *line)
{
    int width = 0;
    for (const char *p = line; *p; p = g_utf8_next_char(p)) {
        int size = (int)(g_utf8_next_char(p) - p);
        if (width + size > FOLD) {
            g_string_append(out, "\r\n ");
            width = 1;
        }
        g_string_append_len(out, p, size);
        width += size;
    }
    g_string_append(out, "\r\n");
}

static void put_text(GString *out, const char *name, const char *text)
{
    g_autoptr(GString) line = g_string_new(name);
    g_string_append_c(line, ':');
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            g_string_append(line, "\\n");
        else if (strchr(",;\\", *p))
            g_string_append_printf(line, "\\%c", *p);
        else if (*p != '\r')
            g_string_append_c(line, *p);
    }
    put_line(out, line->str);
}

static void put_format(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void put_format(GString *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    put_line(out, line);
}

static char *stamp(Civil c, const char *end)
{
    return g_strdup_printf("%04d%02d%02dT%02d%02d%02d%s", c.year, c.month, c.day, c.hour, c.minute, c.second, end);
}

/* Seconds by which local time is ahead. */
static int64_t ahead(const CivilZone *zone, int64_t utc)
{
    Civil c = civil_from_utc(zone, utc);
    return civil_days(c.year, c.month, c.day) * DAY + c.hour * HOUR + c.minute * MINUTE + c.second - utc;
}

static char *offset_text(int64_t seconds)
{
    int64_t s = ABS(seconds);
    return g_strdup_printf("%c%02d%02d", seconds < 0 ? '-' : '+', (int)(s / HOUR), (int)(s % HOUR / MINUTE));
}

static void put_observance(GString *out, const CivilZone *zone, int64_t at, int64_t from)
{
    int64_t to = ahead(zone, at);
    Civil local = civil_from_utc(civil_zone("UTC", NULL), at + from);
    g_autofree char *start = stamp(local, ""), *before = offset_text(from), *after = offset_text(to);
    const char *name = to > from ? "DAYLIGHT" : "STANDARD";
    put_format(out, "BEGIN:%s", name);
    put_format(out, "DTSTART:%s", start);
    put_format(out, "TZOFFSETFROM:%s", before);
    put_format(out, "TZOFFSETTO:%s", after);
    put_format(out, "END:%s", name);
}

/* The zone as it is from a day before the first post to a day behind the last: each change of its offset. */
static void put_zone(GString *out, const Kit *kit, int64_t first, int64_t last)
{
    const CivilZone *zone = cohort_zone(kit->cohort);
    put_line(out, "BEGIN:VTIMEZONE");
    put_text(out, "TZID", kit->cohort->zone);
    int64_t from = (first - DAY) / HOUR * HOUR, offset = ahead(zone, from);
    put_observance(out, zone, from, offset);
    for (int64_t at = from; at < last + DAY; at += HOUR) {
        if (ahead(zone, at) == offset)
            continue;
        put_observance(out, zone, at, offset);
        offset = ahead(zone, at);
    }
    put_line(out, "END:VTIMEZONE");
}

static void put_event(GString *out, const Kit *kit, const KitPost *post, int64_t now)
{
    g_autofree char *start = stamp(civil_from_utc(cohort_zone(kit->cohort), post->utc), "");
    g_autofree char *made = stamp(civil_from_utc(civil_zone("UTC", NULL), now), "Z");
    g_autofree char *uid =
        g_strdup_printf("%s-%" G_GINT64_FORMAT "-%s@baraza", kit->cohort->name, kit->room_id, post->beat);
    g_autofree char *summary = g_strdup_printf("%s/%s: post %s", kit->cohort->name, kit->room, post->what);
    put_line(out, "BEGIN:VEVENT");
    put_text(out, "UID", uid);
    put_format(out, "DTSTAMP:%s", made);
    put_format(out, "DTSTART;TZID=%s:%s", kit->cohort->zone, start);
    put_line(out, "DURATION:PT15M");
    put_text(out, "SUMMARY", summary);
    put_text(out, "DESCRIPTION", post->text);
    put_line(out, "BEGIN:VALARM");
    put_line(out, "ACTION:DISPLAY");
    put_text(out, "DESCRIPTION", summary);
    put_line(out, "TRIGGER:PT0M");
    put_line(out, "END:VALARM");
    put_line(out, "END:VEVENT");
}

char *kit_calendar(const Kit *kit, int64_t now)
{
    GString *out = g_string_new(NULL);
    int64_t first = 0, last = 0;
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        first = first ? first : post->utc;
        last = MAX(last, post->utc);
    }
    put_line(out, "BEGIN:VCALENDAR");
    put_line(out, "VERSION:2.0");
    put_line(out, "PRODID:-//Baraza//room kit//EN");
    if (first)
        put_zone(out, kit, first, last);
    for (guint i = 0; i < kit->posts->len; i++)
        if (((const KitPost *)kit->posts->pdata[i])->utc)
            put_event(out, kit, kit->posts->pdata[i], now);
    put_line(out, "END:VCALENDAR");
    return g_string_free(out, FALSE);
}

/* --- the checklist and the page --- */

static char *when_text(const Kit *kit, const KitPost *post)
{
    return post->utc ? civil_local_text(cohort_zone(kit->cohort), post->utc) : g_strdup("later");
}

char *kit_checklist(const Kit *kit)
{
    static const char *const heads[] = { "nr", "when", "what", "part", "files", "note", "posted" };
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
        csv_put(out, heads[i]);
    csv_end_row(out);
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        g_autofree char *when = when_text(kit, post), *files = NULL;
        GString *names = g_string_new(NULL);
        for (guint k = 0; k < post->files->len; k++)
            g_string_append_printf(names, "%s%s", k ? " " : "", (char *)post->files->pdata[k]);
        files = g_string_free(names, FALSE);
        csv_put_int(out, i + 1);
        csv_put(out, when);
        csv_put(out, post->what);
        csv_put(out, post->beat);
        csv_put(out, files);
        csv_put(out, post->note ? post->note : "");
        csv_put(out, "");
        csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}

static int lines_of(const char *text)
{
    int lines = 2;
    for (const char *p = text; *p; p++)
        lines += *p == '\n';
    return MIN(lines + (int)(strlen(text) / 70), 20);
}

char *kit_page(const Kit *kit, GError **error)
{
    g_autoptr(cJSON) view = cJSON_CreateObject();
    cJSON *posts = cJSON_CreateArray();
    json_put(json_put(json_put(view, "lang", kit->lang), "cohort", kit->cohort->name), "room", kit->room);
    json_put(json_put(view, "title", kit->title), "zone", kit->cohort->zone);
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        g_autofree char *when = when_text(kit, post);
        cJSON *one = json_put_int(cJSON_CreateObject(), "n", i + 1), *files = cJSON_CreateArray();
        json_put(json_put(json_put(one, "when", when), "what", post->what), "text", post->text);
        json_put(json_put_int(one, "rows", lines_of(post->text)), "note", post->note ? post->note : "");
        for (guint k = 0; k < post->files->len; k++)
            json_put_item(files, NULL, json_put(cJSON_CreateObject(), "name", post->files->pdata[k]));
        json_put_item(one, "files", files);
        json_put_item(posts, NULL, one);
    }
    json_put_item(view, "posts", posts);
    return template_fill(kit_files, "kit", view, error);
}
