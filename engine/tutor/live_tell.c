/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who run a live meeting are told on their phones, and what a room is told when the answer is late. */
#include "clock.h"
#include "desk.h"
#include "live_priv.h"
#include "phrase.h"

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Beat *beat;
    const Due *row;
    int64_t now;
    char *title, *room;
    const char *lang;
} Telling;

static char *course_words(const Telling *s, const CourseTexts *texts, GError **error)
{
    const Plan *plan = context_plan(s->context, s->cohort->version, error);
    if (!plan)
        return NULL;
    LayoutFor who = { .course = plan_course(plan),
        .caps = context_caps(s->context),
        .lang = s->lang,
        .country = s->cohort->country,
        .tier = "full",
        .learner_name = "",
        .cohort_name = s->cohort->name,
        .module = s->beat->module };
    return layout_fill(&who, course_text(texts, who.course, who.lang, who.country));
}

typedef bool TellOne(const Telling *s, const Staff *staff, const char *key, gconstpointer data, GError **error);

static bool tell_each(Context *context, const Beat *beat, const Due *row, const char *what, int64_t now, TellOne *fn,
    gconstpointer data, GError **error)
{
    const Cohort *cohort = context_cohort(context, row->cohort, error);
    g_autoptr(GPtrArray) list = cohort ? staff_with_phone(context_store(context), NULL, row->cohort, error) : NULL;
    for (guint i = 0; list && i < list->len; i++) {
        const Staff *staff = list->pdata[i];
        g_autofree char *lang = desk_lang(context, staff, error);
        Telling s = { .context = context, .cohort = cohort, .beat = beat, .row = row, .now = now, .lang = lang };
        g_autofree char *title = lang ? course_words(&s, beat->step->title, error) : NULL;
        g_autofree char *room = title ? desk_room_title(context, row->room, row->cohort, error) : NULL;
        if (!room)
            return false;
        s.title = title;
        s.room = room;
        g_autofree char *key =
            g_strdup_printf("FL%" G_GINT64_FORMAT "/%s/S%" G_GINT64_FORMAT, row->id, what, staff->id);
        if (!fn(&s, staff, key, data, error))
            return false;
    }
    return list != NULL;
}

/* --- before it, and at its beginning --- */

/* Prepared answers of the meeting that nobody has signed yet; -1 with *error. */
static int unsigned_count(const Telling *s, GError **error)
{
    int n = 0;
    const Step *meeting = s->beat->step;
    for (guint i = 0; i < meeting->parts->len; i++) {
        const Part *part = meeting->parts->pdata[i];
        if (!part->answer)
            continue;
        g_autoptr(LiveCue) cue = live_cue_get(context_store(s->context), s->cohort->id, s->row->room, part->id, error);
        if (!cue)
            return -1;
        n += !live_is_signed(cue, part);
    }
    return n;
}

static bool say_time(const Telling *s, const Staff *staff, const char *key, gconstpointer data, GError **error)
{
    int64_t begins = *(const int64_t *)data;
    int left = unsigned_count(s, error);
    if (left < 0)
        return false;
    g_autofree char *local = civil_local_text(cohort_zone(s->cohort), begins), *n = g_strdup_printf("%d", left);
    g_autofree char *text = phrase(s->lang, begins > s->now ? "staff.live.soon" : "staff.live.begun", "title", s->title,
        "room", s->room, "when", local, NULL);
    char *whole = left ? phrase(s->lang, "staff.live.to_sign", "text", text, "n", n, NULL) : g_steal_pointer(&text);
    return desk_say(s->context, staff, key, LANE_RELAY, OWED_NOTICE, whole, s->now, error);
}

bool live_tell_soon(Context *context, const Beat *beat, const Due *row, int64_t begins, int64_t now, GError **error)
{
    return tell_each(context, beat, row, "soon", now, say_time, &begins, error);
}

bool live_tell_begun(Context *context, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    return tell_each(context, beat, row, "begun", now, say_time, &now, error);
}

static bool say_missed(const Telling *s, const Staff *staff, const char *key, gconstpointer data, GError **error)
{
    const bool *paused = data;
    char *text = phrase(
        s->lang, *paused ? "staff.live.missed" : "staff.live.too_late", "title", s->title, "room", s->room, NULL);
    return desk_say(s->context, staff, key, LANE_RELAY, OWED_NOTICE, text, s->now, error);
}

bool live_tell_missed(Context *context, const Beat *beat, const Due *row, bool paused, int64_t now, GError **error)
{
    return tell_each(context, beat, row, "missed", now, say_missed, &paused, error);
}

/* --- a signature that is missing --- */

static bool say_unsigned(const Telling *s, const Staff *staff, const char *key, gconstpointer data, GError **error)
{
    static const char *const keys[LIVE_NEWS] = { [LIVE_COMES] = "staff.live.unsigned",
        [LIVE_ENDS] = "staff.live.ends",
        [LIVE_LATE] = "staff.live.late",
        [LIVE_GIVEN_UP] = "staff.live.given_up" };
    LiveNews news = *(const LiveNews *)data;
    g_autofree char *text = phrase(s->lang, keys[news], "title", s->title, "room", s->room, NULL);
    if (news == LIVE_GIVEN_UP)
        return desk_say(s->context, staff, key, LANE_RELAY, OWED_NOTICE, g_steal_pointer(&text), s->now, error);
    g_autofree char *answer = course_words(s, s->beat->part->texts, error);
    if (!answer)
        return false;
    /* Her reply to either says other words for this answer (intake/staff_sign.c). */
    g_autofree char *names = g_strdup_printf("FV%" G_GINT64_FORMAT "/%s/%s", s->cohort->id, s->beat->id, key);
    g_autofree char *first = g_strconcat(names, "/answer", NULL), *last = g_strconcat(names, "/sign", NULL);
    g_autofree char *hash = live_hash(s->beat->part, NULL);
    g_autofree char *id = g_strdup_printf("f.sign.%" G_GINT64_FORMAT ".%.16s.%s", s->cohort->id, hash, s->beat->id);
    g_autofree char *button = phrase(s->lang, "staff.live.sign.button", NULL);
    Message *ask = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(ask, id, button, NULL);
    return desk_say(s->context, staff, first, LANE_RELAY, OWED_NOTICE, g_steal_pointer(&answer), s->now, error) &&
           desk_owe(s->context, staff, last, LANE_RELAY, OWED_NOTICE, ask, s->now, error);
}

bool live_tell_unsigned(Context *context, const Beat *beat, const Due *row, LiveNews news, int64_t now, GError **error)
{
    static const char *const names[LIVE_NEWS] = {
        [LIVE_COMES] = "comes", [LIVE_ENDS] = "ends", [LIVE_LATE] = "late", [LIVE_GIVEN_UP] = "given_up"
    };
    g_autofree char *what = news == LIVE_LATE ? g_strdup_printf("late%" G_GINT64_FORMAT, now / DAY) : NULL;
    return tell_each(context, beat, row, what ? what : names[news], now, say_unsigned, &news, error);
}

/* --- the room --- */

static bool tell_member(
    Context *context, int64_t enrolment, const Due *row, const Step *meeting, int64_t now, GError **error)
{
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), enrolment, error);
    if (!e)
        return false;
    if ((e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED) || !e->may_course)
        return true;
    if (!tutor_init(&t, context, e, now, error))
        return false;
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/%s/waits", enrolment, row->beat);
    g_autofree char *title = layout_fill(&t.who, course_text(meeting->title, t.who.course, t.who.lang, t.who.country));
    g_autofree char *text = phrase(t.who.lang, "live.waits", "title", title, NULL);
    return tutor_owe(&t, key, LANE_CONTENT, OWED_PROMPT, meeting->id, layout_plain(&t.who, text), error);
}

bool live_tell_room(Context *context, const Due *row, const Step *meeting, int64_t now, GError **error)
{
    g_autoptr(GArray) members = room_members(context_store(context), row->room, false, error);
    for (guint i = 0; members && i < members->len; i++)
        if (!tell_member(context, g_array_index(members, int64_t, i), row, meeting, now, error))
            return false;
    return members != NULL;
}
