/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tutor.h"
#include "certify.h"
#include "facilitate_priv.h"
#include "clock.h"
#include "phrase.h"
#include "room_talk.h"
#include "text.h"
#include <math.h>

bool tutor_init(Tutor *tutor, Context *context, Enrolment *enrolment, int64_t now, GError **error)
{
    *tutor = (Tutor){ .context = context, .enrolment = enrolment, .now = now };
    tutor->cohort = context_cohort(context, enrolment->cohort, error);
    tutor->plan = tutor->cohort ? context_plan(context, tutor->cohort->version, error) : NULL;
    return tutor->plan && context_who(context, enrolment, &tutor->who, error);
}

Tutor tutor_in(const Tutor *tutor, const Step *step)
{
    Tutor inside = *tutor;
    inside.who.module = step ? course_module(inside.who.course, step->module) : NULL;
    return inside;
}

static bool owe_one(const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, int64_t post,
    const Message *message, GError **error)
{
    OutboxAdd add = { .key = key,
        .cohort = t->enrolment->cohort,
        .enrolment = t->enrolment->id,
        .learner = t->enrolment->learner,
        .lane = lane,
        .kind = kind,
        .step = step,
        .post = post,
        .message = message,
        .due = t->now };
    return outbox_add(context_store(t->context), &add, t->now, NULL, error);
}

static bool owe_all(const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, int64_t post,
    const GPtrArray *messages, GError **error)
{
    for (guint i = 0; i < messages->len; i++) {
        g_autofree char *part = g_strdup_printf("%s/%u", key, i + 1);
        if (!owe_one(t, part, lane, kind, step, post, messages->pdata[i], error))
            return false;
    }
    return true;
}

bool tutor_owe(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, GPtrArray *messages, GError **error)
{
    g_autoptr(GPtrArray) owned = messages;
    bool may_be_wrong = step && (kind == OWED_CONTENT || kind == OWED_PROMPT || kind == OWED_CONSENT);
    return owe_all(t, key, lane, kind, step, 0, owned, error) &&
           (!may_be_wrong || facilitate_follow(t, step, lane, error));
}

bool tutor_owe_post(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, int64_t post, GPtrArray *messages, GError **error)
{
    g_autoptr(GPtrArray) owned = messages;
    return owe_all(t, key, lane, kind, NULL, post, owned, error);
}

bool tutor_owe_one(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, Message *message, GError **error)
{
    GPtrArray *messages = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
    g_ptr_array_add(messages, message);
    return tutor_owe(t, key, lane, kind, step, messages, error);
}

bool tutor_say(const Tutor *t, const char *key, Lane lane, OwedKind kind, char *text, GError **error)
{
    g_autofree char *owned = text;
    return tutor_owe(t, key, lane, kind, NULL, layout_plain(&t->who, owned), error);
}

bool tutor_knock(const Tutor *t, const char *title, GError **error)
{
    Store *store = context_store(t->context);
    /* At night it is tomorrow's: it leaves in the morning, and that day needs no other. */
    int64_t quiet = cohort_quiet_until(t->cohort, t->now);
    int64_t today = cohort_today(t->cohort, quiet ? quiet : t->now), learner = t->enrolment->learner;
    OutboxThread thread;
    if (!outbox_thread_get(store, learner, &thread, error))
        return false;
    if (thread.knocked == today)
        return true;
    thread.knocked = today;
    g_autofree char *key = g_strdup_printf("K%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, learner, today);
    g_autoptr(Message) message = layout_knock(&t->who, title);
    /* The knock has the lane of reminders, so that it never stands behind what it is to release. */
    return outbox_thread_set(store, learner, &thread, error) &&
           owe_one(t, key, LANE_REMINDER, OWED_KNOCK, NULL, 0, message, error);
}

bool tutor_extend(const Tutor *t, GError **error)
{
    const Enrolment *e = t->enrolment;
    if (t->cohort->state == COHORT_PLANNED || t->cohort->state == COHORT_CLOSED || e->state == ENROLMENT_NO_OPT_IN ||
        e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED)
        return true;
    return schedule_extend(
        context_store(t->context), t->plan, t->cohort, e->id, e->room, e->joined_late ? e->enrolled : 0, NULL, error);
}

bool tutor_done(const Tutor *t, const char *step, double score, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(Due) due = certify_look(t, step, error) ? schedule_find(store, t->enrolment->id, 0, step, error) : NULL;
    if (!due)
        return error == NULL || *error == NULL;
    if (due->state == DUE_DONE && !isnan(score))
        return schedule_raise(store, due->id, score, error) && tutor_extend(t, error);
    if (due->state != DUE_WAITING && due->state != DUE_OPEN)
        return true;
    return schedule_finish(store, due->id, t->now, score, error) && tutor_extend(t, error);
}

bool tutor_took_part(const Tutor *t, const Step *step, bool *did, GError **error)
{
    Store *store = context_store(t->context);
    int64_t who = t->enrolment->id;
    *did = false;
    if (step->kind == STEP_DISCUSSION)
        return talk_has_said(store, who, step->id, did, error);
    if (step->kind != STEP_POLL)
        return task_is_confirmed(store, who, step->id, did, error);
    g_autofree char *again = g_strconcat(step->id, ".again", NULL), *first = NULL, *second = NULL;
    if (!poll_choices(store, who, step->id, &first, error) || !poll_choices(store, who, again, &second, error))
        return false;
    *did = first || second;
    return true;
}

int64_t tutor_next_digest(const Cohort *cohort, int64_t now)
{
    for (int64_t date = cohort_today(cohort, now);; date++) {
        for (guint i = 0; i < cohort->digests->len; i++) {
            Civil civil = civil_from_days(date);
            civil.hour = g_array_index(cohort->digests, int, i) / 60;
            civil.minute = g_array_index(cohort->digests, int, i) % 60;
            int64_t at = civil_to_utc(cohort_zone(cohort), &civil, NULL);
            if (at > now)
                return at;
        }
    }
}
