/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of a run sheet. Silent is who takes part in the course and has said nothing and voted in nothing since the
 * meeting began; who pauses or only observes is left in peace. */
#include "clock.h"
#include "desk.h"
#include "event_step.h"
#include "live_sheet_priv.h"
#include "phrase.h"
#include "questions.h"
#include "room_talk.h"

typedef struct {
    const LiveSheet *s;
    GArray *talk; /* TalkShare */
    cJSON *silent;
    int members, here, coming;
} People;

static bool has_voted(const People *p, int64_t enrolment, bool *voted, GError **error)
{
    *voted = false;
    for (guint i = 0; i < p->s->meeting->parts->len && !*voted; i++) {
        const Part *part = p->s->meeting->parts->pdata[i];
        g_autofree char *choices = NULL;
        if (!part->step || part->step->kind != STEP_POLL)
            continue;
        if (!poll_choices(context_store(p->s->context), enrolment, part->step->id, &choices, error))
            return false;
        *voted = choices != NULL;
    }
    return true;
}

/* What she said without her name does not take her off the list: that would tell who it was. */
static bool has_talked(const People *p, int64_t enrolment)
{
    for (guint i = 0; i < p->talk->len; i++)
        if (g_array_index(p->talk, TalkShare, i).enrolment == enrolment && !g_array_index(p->talk, TalkShare, i).anon)
            return true;
    return false;
}

static void add_silent(const People *p, const Enrolment *e, bool here)
{
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    const char *lang = e->lang && *e->lang ? e->lang : p->s->lang;
    g_autofree char *nudge = phrase(lang, here ? "live.nudge" : "live.nudge.away", "name", enrolment_shown(e), NULL);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "learner", learner), "name", desk_name(p->s->cohort, e));
    json_put_item(p->silent, NULL, json_put(json_put_bool(one, "here", here), "nudge", nudge));
}

static bool look_at(People *p, int64_t enrolment, GError **error)
{
    Tutor t;
    bool here = false, voted = false;
    const LiveSheet *s = p->s;
    g_autofree char *answer = NULL;
    g_autoptr(Enrolment) e = enrolment_get(context_store(s->context), context_vault(s->context), enrolment, error);
    if (!e || !task_is_confirmed(context_store(s->context), enrolment, s->meeting->id, &here, error))
        return false;
    bool takes_part = e->may_course && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
    if (!takes_part || e->role == MEMBER_OBSERVER)
        return true;
    p->members++;
    p->here += here;
    if (!tutor_init(&t, s->context, e, s->now, error) || !event_answered(&t, s->meeting, &answer, error) ||
        !has_voted(p, enrolment, &voted, error))
        return false;
    p->coming += g_strcmp0(answer, "yes") == 0;
    bool paused = e->state == ENROLMENT_PAUSED && s->now < e->paused_until;
    if (s->begun && !paused && !voted && !has_talked(p, enrolment))
        add_silent(p, e, here);
    return true;
}

/* --- who talks how much --- */

static char *talker(const LiveSheet *s, const TalkShare *share, GError **error)
{
    int64_t number = 0;
    if (share->anon) {
        if (!talk_pseudonym(context_store(s->context), s->room, share->enrolment, &number, error))
            return NULL;
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, number);
        return phrase(s->lang, "digest.anon", "n", n, NULL);
    }
    if (!share->enrolment)
        return phrase(s->lang, "facilitator", NULL);
    g_autoptr(Enrolment) e =
        enrolment_get(context_store(s->context), context_vault(s->context), share->enrolment, error);
    return e ? g_strdup(desk_name(s->cohort, e)) : NULL;
}

static bool put_talk(const LiveSheet *s, const GArray *talk, cJSON *sheet, GError **error)
{
    int64_t all = 0;
    cJSON *list = cJSON_AddArrayToObject(sheet, "talk");
    for (guint i = 0; i < talk->len; i++)
        all += g_array_index(talk, TalkShare, i).characters;
    for (guint i = 0; i < talk->len; i++) {
        const TalkShare *share = &g_array_index(talk, TalkShare, i);
        g_autofree char *name = talker(s, share, error);
        if (!name)
            return false;
        cJSON *one = json_put_int(json_put(cJSON_CreateObject(), "name", name), "posts", share->posts);
        json_put_int(one, "characters", share->characters);
        json_put_item(list, NULL, json_put_int(one, "percent", all ? (100 * share->characters + all / 2) / all : 0));
    }
    return true;
}

/* --- open questions --- */

static bool put_questions(const LiveSheet *s, cJSON *sheet, GError **error)
{
    cJSON *list = cJSON_AddArrayToObject(sheet, "questions");
    g_autoptr(GPtrArray) open = question_list(context_store(s->context), s->cohort->id, s->now, 0, error);
    for (guint i = 0; open && i < open->len; i++) {
        const Post *post = open->pdata[i];
        if (post->room != s->room || question_kind(post) == QUESTION_ERASURE)
            continue;
        TalkShare of = { .enrolment = post->enrolment, .anon = post->anon };
        g_autofree char *name = talker(s, &of, error);
        if (!name)
            return false;
        cJSON *one = json_put_int(json_put_int(cJSON_CreateObject(), "post", post->id), "number", post->number);
        json_put(json_put(one, "kind", question_kind_name(question_kind(post))), "name", name);
        json_put_item(list, NULL, json_put(one, "text", post->text ? post->text : ""));
    }
    return open != NULL;
}

bool live_put_people(const LiveSheet *s, cJSON *sheet, GError **error)
{
    Store *store = context_store(s->context);
    int64_t until = s->starts + s->meeting->minutes * MINUTE + LIVE_OVERTIME;
    int64_t quiet = cohort_quiet_until(s->cohort, s->now);
    g_autoptr(GArray) talk =
        s->begun ? talk_shares(store, s->room, s->starts, until, error) : g_array_new(FALSE, FALSE, sizeof(TalkShare));
    g_autoptr(GArray) members = talk ? room_members(store, s->room, false, error) : NULL;
    if (!members)
        return false;
    g_autofree char *quiet_text = quiet ? civil_local_text(cohort_zone(s->cohort), quiet) : g_strdup("");
    People p = { .s = s, .talk = talk, .silent = cJSON_AddArrayToObject(sheet, "silent") };
    for (guint i = 0; i < members->len; i++)
        if (!look_at(&p, g_array_index(members, int64_t, i), error))
            return false;
    json_put(sheet, "quiet_until", quiet_text);
    json_put_int(json_put_int(json_put_int(sheet, "here", p.here), "coming", p.coming), "members", p.members);
    return put_questions(s, sheet, error) && put_talk(s, talk, sheet, error);
}
