/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner: taken out of the course, into another room, onto another number. */
#include "admin_priv.h"
#include "discussion.h"
#include "person.h"
#include "phrase.h"
#include "tutor.h"

bool change_learner_id(Change *c, int64_t *learner, GError **error)
{
    const char *name = json_need_string(c->params, "learner", error);
    gint64 id = 0;
    if (!name)
        return false;
    if (!g_ascii_string_to_signed(name + (*name == 'L'), 10, 1, G_MAXINT64, &id, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", name);
    *learner = id;
    return true;
}

Enrolment *change_learner(Change *c, cJSON *result, GError **error)
{
    int64_t learner = 0, id = 0;
    if (!change_learner_id(c, &learner, error) || !enrolment_of_learner(c->store, learner, &id, error))
        return NULL;
    if (!id) {
        change_refuse(error, BARAZA_ERROR_MISSING, "there is no learner L%" G_GINT64_FORMAT, learner);
        return NULL;
    }
    g_autofree char *name = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    json_put(result, "learner", name);
    change_subject(c, "L", learner);
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), id, error);
    const Cohort *cohort = e ? context_cohort(c->context, e->cohort, error) : NULL;
    return cohort && change_suits(c, cohort, error) ? g_steal_pointer(&e) : NULL;
}

static const char *title(const Tutor *t)
{
    return course_text(t->who.course->title, t->who.course, t->who.lang, t->who.country);
}

static bool may_be_told(const Enrolment *e)
{
    return e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED;
}

/* --- withdraw --- */

/* What is owed to her in another course stays. */
static bool cancel(Change *c, const Enrolment *e, const char *keep, GError **error)
{
    g_autoptr(GArray) all = enrolments_of(c->store, e->learner, error);
    if (!all)
        return false;
    return (all->len > 1 || outbox_cancel_learner(c->store, e->learner, DONE_REMOVED, keep, c->now, error)) &&
           schedule_cancel(c->store, e->id, "withdrawn by a coordinator", c->now, error) &&
           relay_leave(c->store, e->id, error);
}

bool change_learner_withdraw(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *reason = e ? json_need_string(c->params, "reason", error) : NULL;
    Tutor t;
    if (!reason)
        return false;
    if (!*reason || g_utf8_strlen(reason, -1) > 500)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "a reason is needed, at most 500 characters: it goes to the journal");
    if (!tutor_init(&t, c->context, e, c->now, error))
        return false;
    bool told = may_be_told(e);
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/withdrawn", e->id);
    g_autofree char *part = g_strconcat(key, "/1", NULL);
    if ((told && !tutor_say(&t, key, LANE_REPLY, OWED_STOP,
                     phrase(t.who.lang, "withdrawn.reply", "title", title(&t), NULL), error)) ||
        !enrolment_set_state(c->store, e->id, ENROLMENT_REMOVED, 0, c->now, error) || !cancel(c, e, part, error))
        return false;
    json_put_bool(result, "told", told);
    c->payload = json_put(cJSON_CreateObject(), "reason", reason);
    return true;
}

/* --- move --- */

static bool find_target(Change *c, const Enrolment *e, const char *name, int64_t *room, GError **error)
{
    if (!room_find(c->store, e->cohort, name, room, error))
        return false;
    if (!*room)
        return change_refuse(error, BARAZA_ERROR_MISSING, "the cohort has no room \"%s\"", name);
    if (*room == e->room)
        return change_refuse(error, BARAZA_ERROR_STATE, "she is in room %s already", name);
    g_autoptr(GArray) members = room_members(c->store, *room, false, error);
    const Cohort *cohort = members ? context_cohort(c->context, e->cohort, error) : NULL;
    if (!cohort)
        return false;
    /* An empty room has no past: its whole course would come at once. */
    return members->len > 0 || cohort->state == COHORT_PLANNED ||
           change_refuse(error, BARAZA_ERROR_STATE, "room %s is empty: nobody there to talk to", name);
}

bool change_learner_move(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *name = e ? json_need_string(c->params, "room", error) : NULL;
    int64_t room = 0;
    const Cohort *cohort = name ? context_cohort(c->context, e->cohort, error) : NULL;
    if (!cohort || !change_thawed(cohort, "who was in which room stays as it was", error) ||
        !find_target(c, e, name, &room, error))
        return false;
    g_autofree char *from = room_name(c->store, e->room, error);
    if (!from || !enrolment_set_room(c->store, e->id, room, error) || !relay_leave(c->store, e->id, error))
        return false;
    json_put(json_put(result, "room", name), "from", from);
    c->payload = json_put(json_put(cJSON_CreateObject(), "from", from), "to", name);
    e->room = room;
    Tutor t;
    if (!tutor_init(&t, c->context, e, c->now, error))
        return false;
    if (t.cohort->state == COHORT_PLANNED || !may_be_told(e))
        return true;
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/moved/%" G_GINT64_FORMAT, e->id, c->now);
    return relay_join(c->store, room, e->id, tutor_next_digest(t.cohort, c->now), error) && tutor_extend(&t, error) &&
           tutor_say(
               &t, key, LANE_CONTENT, OWED_NOTICE, phrase(t.who.lang, "moved.reply", "title", title(&t), NULL), error);
}

/* --- phone --- */

/* The platform knows nothing yet of the new number: no window, no account. */
static bool new_thread(Change *c, int64_t learner, GError **error)
{
    OutboxThread thread;
    if (!outbox_thread_get(c->store, learner, &thread, error))
        return false;
    thread.window_until = 0;
    thread.pair_free = 0;
    thread.knocked = 0;
    return outbox_thread_set(c->store, learner, &thread, error) &&
           outbox_release(c->store, learner, HELD_WINDOW, c->now, NULL, error);
}

bool change_learner_phone(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *phone = e ? json_need_string(c->params, "phone", error) : NULL;
    int64_t owner = 0;
    if (!phone)
        return false;
    if (!g_regex_match_simple("^\\+[1-9][0-9]{6,14}$", phone, 0, 0))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "a number must be written with its country, such as +263772123456");
    if (!address_find(c->store, context_vault(c->context), phone, NULL, &owner, error))
        return false;
    c->same = owner == e->learner;
    if (owner && !c->same)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "that number is L%" G_GINT64_FORMAT "'s; are both one person?", owner);
    return c->same ||
           (address_end(c->store, e->learner, "user_id", c->now, error) &&
               address_bind(c->store, context_vault(c->context), e->learner, "phone", phone, c->now, error) &&
               new_thread(c, e->learner, error));
}
