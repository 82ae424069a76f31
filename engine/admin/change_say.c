/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator or facilitator says, and the answers to questions. A dry run does all of it and takes it back. The
 * words themselves stand in the journal's payload, which can be erased. */
#include "admin_priv.h"
#include "clock.h"
#include "facilitate.h"
#include "received.h"

#include <string.h>

bool change_at(Change *c, const Cohort *cohort, int64_t *at, GError **error)
{
    const char *text = json_string(c->params, "at");
    *at = c->now;
    if (!text)
        return true;
    g_auto(GStrv) parts = g_strsplit_set(text, " T", 2);
    int64_t date = 0;
    int minutes = 0;
    if (g_strv_length(parts) != 2 || !civil_parse_date(parts[0], &date) || !civil_parse_time(parts[1], &minutes))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "\"%s\" is no time; write it as \"2026-12-07 12:30\", local time", text);
    Civil civil = civil_from_days(date);
    civil.hour = minutes / 60;
    civil.minute = minutes % 60;
    *at = civil_to_utc(cohort_zone(cohort), &civil, NULL);
    g_autofree char *now = civil_local_text(cohort_zone(cohort), c->now);
    if (*at <= c->now)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "%s is over: in cohort %s it is %s now", text, cohort->name, now);
    return true;
}

/* The file was put into the media folder by the caller. */
static bool read_file(Change *c, Notice *notice, GError **error)
{
    const cJSON *media = json_at(c->params, "media");
    if (!media)
        return true;
    LibraryFile file = { .path = (char *)json_string(media, "path"),
        .sha256 = (char *)json_string(media, "sha256"),
        .mime = (char *)json_string(media, "mime"),
        .bytes = json_int(media, "bytes", 0) };
    const char *filename = NULL;
    if (!file.path || !file.sha256 || !file.mime || !received_kind(file.mime, &file.kind, &filename))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "the file is of no kind that WhatsApp takes: JPEG, PNG, Ogg, MP4 or PDF");
    g_autofree char *path = library_media_path(context_library(c->context), file.sha256);
    if (!path)
        return change_refuse(error, BARAZA_ERROR_MISSING, "the file is not in the workspace's media folder");
    file.path = (char *)filename; /* names of files name people */
    notice->asset = g_strdup(file.sha256);
    notice->mime = g_strdup(file.mime);
    notice->bytes = file.bytes;
    return library_keep(context_library(c->context), &file, error);
}

static void tell_reach(cJSON *result, const Reach *reach, const Cohort *cohort)
{
    json_put_int(json_put_int(result, "people", reach->people), "left_out", reach->left_out);
    json_put_int(json_put_int(result, "consent", reach->consent), "paused", reach->paused);
    json_put_int(json_put_int(result, "window", reach->window), "text_only", reach->text_only);
    if (!reach->quiet_until)
        return;
    g_autofree char *until = civil_local_text(cohort_zone(cohort), reach->quiet_until);
    json_put(result, "quiet_until", until);
}

static bool say(Change *c, Notice *notice, const char *to, cJSON *result, GError **error)
{
    Reach reach;
    g_autofree char *looks = NULL;
    const Cohort *cohort = context_cohort(c->context, notice->cohort, error);
    if (!cohort || !change_at(c, cohort, &notice->at, error) || !read_file(c, notice, error) ||
        !facilitate_reach(c->context, notice, notice->at, &reach, error))
        return false;
    if (reach.people == 0)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "nobody would get it: %s has no learner who may be written to", to);
    bool later = notice->at > c->now;
    notice->state = later ? NOTICE_WAITING : NOTICE_SENT;
    if (!notice_add(c->store, notice, error))
        return false;
    if ((c->dry || !later) && !facilitate_deliver(c->context, notice, c->now, &looks, error))
        return false;
    g_autofree char *at = civil_local_text(cohort_zone(cohort), notice->at);
    json_put(json_put(json_put_int(result, "message", notice->id), "to", to), "at", at);
    json_put(json_put_bool(result, "later", later), "looks", looks);
    json_put_int(result, "bytes", notice->bytes);
    tell_reach(result, &reach, cohort);
    change_subject(c, notice->enrolment ? "E" : "C", notice->enrolment ? notice->enrolment : notice->cohort);
    c->payload = json_put(json_put(json_put(cJSON_CreateObject(), "to", to), "at", at), "text", notice->text);
    return true;
}

bool change_say(Change *c, cJSON *result, GError **error)
{
    const char *to = json_need_string(c->params, "to", error);
    const char *text = to ? json_need_string(c->params, "text", error) : NULL;
    g_auto(Notice) notice = { .written = c->now };
    if (!text || !facilitate_check(text, error) || !facilitate_find(c->context, to, &notice, error))
        return false;
    const Cohort *cohort = context_cohort(c->context, notice.cohort, error);
    if (!cohort)
        return false;
    if (!change_thawed(cohort, "nothing more is said in it", error))
        return false;
    notice.text = g_strdup(text);
    notice.actor = g_strdup(c->actor);
    return say(c, &notice, to, result, error);
}

bool change_say_cancel(Change *c, cJSON *result, GError **error)
{
    int64_t id = 0;
    bool moved = false;
    if (!json_need_int(c->params, "message", &id, error))
        return false;
    g_autoptr(Notice) notice = notice_get(c->store, id, error);
    if (!notice || !notice_move(c->store, id, NOTICE_WAITING, NOTICE_CANCELLED, &moved, error))
        return false;
    if (!moved)
        return change_refuse(error, BARAZA_ERROR_STATE, "message %" G_GINT64_FORMAT " waits no more: it is %s", id,
            notice_state_name(notice->state));
    json_put(json_put_int(result, "message", id), "state", notice_state_name(NOTICE_CANCELLED));
    change_subject(c, "C", notice->cohort);
    c->payload = json_put_int(cJSON_CreateObject(), "message", id);
    return true;
}

bool change_reply(Change *c, cJSON *result, GError **error)
{
    int64_t id = 0;
    const char *text = json_need_string(c->params, "text", error);
    g_autofree char *looks = NULL;
    if (!text || !json_need_int(c->params, "question", &id, error))
        return false;
    g_autoptr(Post) question = post_get(c->store, id, error);
    if (!question)
        return false;
    bool share = json_bool(c->params, "share", false), in_room = question->state == POST_SHARED;
    const Cohort *cohort = context_cohort(c->context, question->cohort, error);
    if (!cohort || !change_thawed(cohort, "a question in it cannot be answered any more", error) ||
        !change_moderates(c, cohort, error))
        return false;
    if (!facilitate_answer(c->context, question, facilitate_staff(c->actor), text, share,
            json_bool(c->params, "again", false), c->now, &looks, error))
        return false;
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), question->enrolment, error);
    bool open = false;
    if (!e || !facilitate_open(c->context, e->learner, c->now, &open, error))
        return false;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    int64_t quiet = cohort_quiet_until(cohort, c->now);
    g_autofree char *until = quiet ? civil_local_text(cohort_zone(cohort), quiet) : NULL;
    json_put(json_put(json_put_int(result, "question", id), "learner", learner), "name", e->name);
    json_put_bool(json_put_bool(result, "room", in_room || share), "private", !in_room);
    json_put(json_put(json_put_bool(result, "window", !open), "quiet_until", until), "looks", looks);
    change_subject(c, "P", id);
    c->payload = json_put(cJSON_CreateObject(), "text", text);
    return true;
}
