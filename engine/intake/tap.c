/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tap carries the id that layout gave: "a.ROW.yes", "q.ATTEMPT.POSITION.OPTION", "p.ROW.CHOICE", "r.ROW", "t.ROW",
 * "s.DRAFT.share", "n.ATTEMPT", "h.all", "w.WORD", "j.QUESTION.VALUE", "x.ROW.tap", "u.WHAT.VALUE", "b.POST.name",
 * "e.ROW.yes", "l.ROW.here", "k.gone.STOCK", "k.yes.MATCH", "v.ADVERT.join", "y.none", "o.POST.ask.SENIOR",
 * "o.POST.pass", "go". Ids come from outside and are believed only where they belong to this learner. */
#include "intake_priv.h"
#include "ground_rules.h"
#include "clock.h"
#include "missing.h"
#include <math.h>

/* The row of a tap, when it is this learner's or her room's; NULL without error otherwise. */
static Due *own_row(Inbound *in, const char *id, const Step **step, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_get(in->store, g_ascii_strtoll(id, NULL, 10), &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    if (!row || (row->enrolment ? row->enrolment != in->t.enrolment->id : row->room != in->t.enrolment->room))
        return NULL;
    int index = plan_find(in->t.plan, row->beat);
    if (index < 0)
        return NULL;
    *step = plan_beat(in->t.plan, index)->step;
    return g_steal_pointer(&row);
}

/* A button that leads nowhere any more is answered all the same, where it was no fault. */
static bool stale(Inbound *in, GError **error)
{
    return !(error && *error) && inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
}

static bool consent(Inbound *in, const Step *step, bool given, GError **error)
{
    const char *text = course_text(step->texts, in->t.who.course, in->t.who.lang, in->t.who.country);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_autofree char *payload =
        g_strdup_printf("{\"purpose\":\"%s\",\"given\":%s}", step->purpose, given ? "true" : "false");
    return consent_add(in->store, in->t.enrolment->id, step->purpose, given, hash, in->event->id, in->now, error) &&
           inbound_note(in, "consent.answered", payload, error);
}

/* Whoever gets small pictures is told once how to get them all; in a course without files there is nothing to tell. */
static bool tell_tier(Inbound *in, GError **error)
{
    if (in->t.who.course->assets->len == 0 || g_str_equal(in->t.who.tier, "full"))
        return true;
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/tier", in->t.enrolment->id);
    return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE, phrase(in->t.who.lang, "tier.hint", NULL), error);
}

static bool tap_agree(Inbound *in, char **part, GError **error)
{
    const Step *step = NULL;
    g_autoptr(Due) row = own_row(in, part[1], &step, error);
    if (!row || step->kind != STEP_AGREE)
        return stale(in, error);
    bool given = g_str_equal(part[2], "yes");
    bool course = g_str_equal(step->purpose, "course");
    if (!consent(in, step, given, error))
        return false;
    if (g_str_equal(step->purpose, "course")) {
        in->t.enrolment->may_course = given;
        /* Refused: what was held for consent goes to its end with that reason. */
        if (!outbox_release(in->store, in->t.enrolment->learner, HELD_CONSENT, in->now, NULL, error) ||
            (given && (!tutor_agreed(&in->t, error) || !tell_tier(in, error) || !ground_rules_joined(&in->t, error))))
            return false;
    }
    if (course && !given)
        return inbound_reply(in, phrase(in->t.who.lang, "consent.declined_course", NULL), error);
    bool again = row->state == DUE_DONE;
    if (!tutor_done(&in->t, step->id, NAN, error))
        return false;
    return !again || inbound_reply(in, phrase(in->t.who.lang, given ? "agree.thanks" : "agree.declined", NULL), error);
}

static bool tap_question(Inbound *in, char **part, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_get(in->store, g_ascii_strtoll(part[1], NULL, 10), &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!attempt || attempt->enrolment != in->t.enrolment->id)
        return stale(in, error);
    bool handled = false;
    return intake_answer(
        in, attempt, (int)g_ascii_strtoll(part[2], NULL, 10), in->event->payload, true, &handled, error);
}

static bool tap_poll(Inbound *in, char **part, GError **error)
{
    const Step *step = NULL;
    g_autoptr(Due) row = own_row(in, part[1], &step, error);
    if (!row || step->kind != STEP_POLL)
        return stale(in, error);
    return intake_vote_tap(in, row->beat, part[2], error);
}

static bool tap_confirm(Inbound *in, char **part, GError **error)
{
    const Step *step = NULL;
    bool fresh = false;
    g_autoptr(Due) row = own_row(in, part[1], &step, error);
    if (!row || (step->kind != STEP_TASK && step->kind != STEP_POST))
        return stale(in, error);
    if (!task_confirm(in->store, in->t.enrolment->id, step->id, "tap", in->now, &fresh, error))
        return false;
    if (row->enrolment && !tutor_done(&in->t, step->id, NAN, error))
        return false;
    if (fresh && step->kind != STEP_TASK)
        return true;
    const char *reply = fresh ? "task.done" : step->kind == STEP_TASK ? "task.already" : "read.thanks";
    return inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

static bool tap_share(Inbound *in, char **part, GError **error)
{
    g_autoptr(GError) fault = NULL;
    int64_t id = g_ascii_strtoll(part[1], NULL, 10);
    g_autoptr(Post) draft = post_get(in->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!draft || draft->enrolment != in->t.enrolment->id)
        return stale(in, error);
    return intake_choose(in, id, part[2], error);
}

static bool tap_again(Inbound *in, char **part, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) last = quiz_get(in->store, g_ascii_strtoll(part[1], NULL, 10), &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!last || last->enrolment != in->t.enrolment->id)
        return stale(in, error);
    return tutor_retry(&in->t, last, error);
}

/* The template's button: the window is open again, and what waited is on its way, or comes after the quiet hours. */
static bool tap_go(Inbound *in, char **part, GError **error)
{
    int64_t quiet = cohort_quiet_until(in->t.cohort, in->now);
    if (!quiet)
        return true;
    g_autofree char *local = civil_local_text(cohort_zone(in->t.cohort), quiet);
    return inbound_reply(in, phrase(in->t.who.lang, "quiet.reply", "time", local + 11, NULL), error);
}

static bool tap_word(Inbound *in, char **part, GError **error)
{
    return g_str_equal(part[1], "left") ? stale(in, error) : intake_word_tap(in, part[1], part[2], error);
}

static bool tap_joining(Inbound *in, char **part, GError **error)
{
    return intake_joining_tap(in, (int)g_ascii_strtoll(part[1], NULL, 10), part[2], error);
}

static bool tap_offer(Inbound *in, char **part, GError **error)
{
    return intake_offer_tap(in, part[1], error);
}

static bool tap_practice(Inbound *in, char **part, GError **error)
{
    return intake_practice_tap(in, g_ascii_strtoll(part[1], NULL, 10), part[2], error);
}

static bool tap_room(Inbound *in, char **part, GError **error)
{
    return intake_room_tap(in, part[1], part[2], error);
}

static bool tap_brought(Inbound *in, char **part, GError **error)
{
    return intake_brought_tap(in, g_ascii_strtoll(part[1], NULL, 10), part[2], error);
}

static bool tap_stock(Inbound *in, char **part, GError **error)
{
    return intake_stock_tap(in, part[1], g_ascii_strtoll(part[2], NULL, 10), error);
}

static bool tap_event(Inbound *in, char **part, GError **error)
{
    const Step *step = NULL;
    g_autoptr(Due) row = own_row(in, part[1], &step, error);
    if (!row || step->kind != STEP_EVENT || in->now >= schedule_event_start(in->t.cohort, step))
        return stale(in, error);
    return intake_event_answer(in, step, part[2], error);
}

static bool tap_live(Inbound *in, char **part, GError **error)
{
    const Step *step = NULL;
    g_autoptr(Due) row = own_row(in, part[1], &step, error);
    if (!row || step->kind != STEP_LIVE)
        return stale(in, error);
    return intake_live_tap(in, step, part[2], error);
}

static bool tap_rules(Inbound *in, char **part, GError **error)
{
    return intake_rules_tap(in, g_ascii_strtoll(part[1], NULL, 10), part[2], error);
}

static bool tap_advert(Inbound *in, char **part, GError **error)
{
    return intake_advert_tap(in, g_ascii_strtoll(part[1], NULL, 10), part[2], error);
}

static bool tap_ties(Inbound *in, char **part, GError **error)
{
    return intake_ties_tap(in, part[1], error);
}

static bool tap_senior(Inbound *in, char **part, GError **error)
{
    return intake_senior_tap(in, g_ascii_strtoll(part[1], NULL, 10), part[2], part[3], error);
}

typedef struct {
    const char *kind;
    guint parts;
    bool (*fn)(Inbound *in, char **part, GError **error);
} Tap;

static const Tap taps[] = {
    { "a", 3, tap_agree },
    { "q", 4, tap_question },
    { "p", 3, tap_poll },
    { "r", 2, tap_confirm },
    { "t", 2, tap_confirm },
    { "s", 3, tap_share },
    { "n", 2, tap_again },
    { "w", 2, tap_word },
    { "w", 3, tap_word },
    { "j", 3, tap_joining },
    { "x", 3, tap_practice },
    { "u", 3, tap_room },
    { "b", 3, tap_brought },
    { "h", 2, tap_offer },
    { "e", 3, tap_event },
    { "l", 3, tap_live },
    { "k", 3, tap_stock },
    { "g", 3, tap_rules },
    { "v", 3, tap_advert },
    { "y", 2, tap_ties },
    { "o", 3, tap_senior },
    { "o", 4, tap_senior },
    { "go", 1, tap_go },
};

bool intake_tap(Inbound *in, const char *payload, GError **error)
{
    g_auto(GStrv) part = g_strsplit(payload, ".", 4);
    guint n = g_strv_length(part);
    for (gsize i = 0; i < G_N_ELEMENTS(taps); i++)
        if (n == taps[i].parts && g_str_equal(part[0], taps[i].kind))
            return taps[i].fn(in, part, error);
    return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
}
