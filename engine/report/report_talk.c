/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_talk.h"
#include "clock.h"
#include "csv_rows.h"

#include <errno.h>
#include <string.h>

static const char *const columns[] = { "room", "week", "number", "learner_id", "role", "cadre", "prompt", "posted_at",
    "reply_to", "reply_basis", "characters", "tombstone", "text", "circle", "tz" };

static const ReportLearner *author_of(const ReportData *data, const ReportPost *post)
{
    return post->learner >= 0 ? data->learners->pdata[post->learner] : NULL;
}

/* The words, or NULL when they may not be used. */
static const char *words_of(const ReportData *data, const ReportPost *post)
{
    const ReportLearner *author = author_of(data, post);
    return !author || (author->may_posts && author->may_research) ? post->text : NULL;
}

static const char *room_of(const ReportData *data, const ReportPost *post)
{
    const ReportRoom *room = post->room >= 0 ? data->rooms->pdata[post->room] : NULL;
    return room && room->name ? room->name : "none";
}

static int week_of(const ReportData *data, const ReportPost *post)
{
    return (int)(MAX(0, post->time - data->start) / (7 * DAY)) + 1;
}

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

GString *report_talk_csv(const ReportData *data)
{
    GString *out = g_string_new(NULL);
    put_texts(out, columns, G_N_ELEMENTS(columns));
    csv_end_row(out);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        const ReportLearner *author = author_of(data, post);
        const char *words = words_of(data, post);
        g_autofree char *time = civil_utc_text(post->time);
        csv_put(out, room_of(data, post));
        csv_put_int(out, week_of(data, post));
        csv_put_int(out, post->number);
        csv_put(out, author ? or_blank(author->study_id) : "facilitator");
        csv_put(out, author ? "learner" : "facilitator");
        csv_put(out, author ? or_blank(author->cadre) : "");
        csv_put(out, or_blank(post->prompt));
        csv_put(out, time);
        if (post->reply_to)
            csv_put_int(out, post->reply_to);
        else
            csv_put(out, "");
        csv_put(out, or_blank(post->basis));
        csv_put_int(out, post->length);
        csv_put_int(out, words == NULL);
        csv_put(out, or_blank(words));
        if (post->circle)
            csv_put_int(out, post->circle);
        else
            csv_put(out, "");
        csv_put(out, or_blank(data->zone));
        csv_end_row(out);
    }
    return out;
}

/* "#12  2026-12-09 13:04  R7KQ2 (nurse) to #9", and the words below. */
static void put_post(GString *out, const ReportData *data, const ReportPost *post, const CivilZone *zone)
{
    const ReportLearner *author = author_of(data, post);
    const char *words = words_of(data, post);
    g_autofree char *time = civil_local_text(zone, post->time);
    g_string_append_printf(out, "#%d  %s  %s", post->number, time, author ? or_blank(author->study_id) : "Facilitator");
    if (author && author->cadre && *author->cadre)
        g_string_append_printf(out, " (%s)", author->cadre);
    if (post->reply_to)
        g_string_append_printf(out, " to #%d", post->reply_to);
    if (post->prompt)
        g_string_append_printf(out, " [%s]", post->prompt);
    if (words)
        g_string_append_printf(out, "\n%s\n\n", words);
    else
        g_string_append_printf(out, "\n[%d characters, not kept or not for research]\n\n", post->length);
}

/* A transcript of what was said in a room, or in one of its circles; empty when all were silent that week. Given. */
static GString *transcript(const ReportData *data, int room, int64_t circle, int week, const CivilZone *zone)
{
    g_autofree char *in =
        circle ? g_strdup_printf(", circle %" G_GINT64_FORMAT " (it counts its own posts)", circle) : g_strdup("");
    const ReportRoom *r = data->rooms->pdata[room];
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        if (post->room != room || post->circle != circle || week_of(data, post) != week)
            continue;
        if (out->len == 0)
            g_string_append_printf(out,
                "%s, cohort %s, room %s%s, week %d\nTimes: %s. Learners are named by study id.%s\n\n",
                or_blank(data->course_title), or_blank(data->cohort), or_blank(r->name), in, week, or_blank(data->zone),
                data->simulated ? " Simulated learners." : "");
        put_post(out, data, post, zone);
    }
    if (out->len && !circle && r->social)
        g_string_append_printf(
            out, "(Over the whole course %d posts of this room were marked SOCIAL; they are not here.)\n", r->social);
    return out;
}

static bool put_file(GPtrArray *written, const char *dir, char *name, const GString *text, GError **error)
{
    g_autofree char *owned = g_strdelimit(name, "/\\", '-'), *path = g_build_filename(dir, owned, NULL);
    g_autoptr(GError) fault = NULL;
    if (!g_file_set_contents(path, text->str, (gssize)text->len, &fault)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s cannot be written: %s", path, fault->message);
        return false;
    }
    g_ptr_array_add(written, g_steal_pointer(&path));
    return true;
}

static bool put_transcript(const ReportData *data, const char *dir, int room, int64_t circle, int week,
    const CivilZone *zone, GPtrArray *written, GError **error)
{
    GString *text = transcript(data, room, circle, week, zone);
    const char *name = or_blank(((ReportRoom *)data->rooms->pdata[room])->name);
    g_autofree char *in = circle ? g_strdup_printf("-circle-%" G_GINT64_FORMAT, circle) : g_strdup("");
    bool good = text->len == 0 ||
                put_file(written, dir, g_strdup_printf("room-%s%s-week-%02d.txt", name, in, week), text, error);
    g_string_free(text, TRUE);
    return good;
}

/* int64_t, 0 (the room itself) first, then its circles as they first spoke. Given. */
static GArray *circles_of(const ReportData *data, int room)
{
    int64_t none = 0;
    GArray *circles = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_val(circles, none);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        bool known = post->room != room;
        for (guint c = 0; c < circles->len && !known; c++)
            known = g_array_index(circles, int64_t, c) == post->circle;
        if (!known)
            g_array_append_val(circles, post->circle);
    }
    return circles;
}

static bool put_transcripts(const ReportData *data, const char *dir, GPtrArray *written, GError **error)
{
    const CivilZone *zone = civil_zone(data->zone ? data->zone : "UTC", error);
    int weeks = 0;
    if (!zone)
        return false;
    for (guint i = 0; i < data->posts->len; i++)
        weeks = MAX(weeks, week_of(data, data->posts->pdata[i]));
    for (guint r = 0; r < data->rooms->len; r++) {
        g_autoptr(GArray) circles = circles_of(data, (int)r);
        for (guint c = 0; c < circles->len; c++)
            for (int week = 1; week <= weeks; week++)
                if (!put_transcript(data, dir, (int)r, g_array_index(circles, int64_t, c), week, zone, written, error))
                    return false;
    }
    return true;
}

GPtrArray *report_talk_write(const ReportData *data, const char *dir, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the folder %s cannot be made: %s", dir, g_strerror(errno));
        return NULL;
    }
    g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
    GString *csv = report_talk_csv(data);
    bool good = put_file(written, dir, g_strdup("posts.csv"), csv, error) && put_transcripts(data, dir, written, error);
    g_string_free(csv, TRUE);
    return good ? g_steal_pointer(&written) : NULL;
}
