/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator gives a place beyond an invitation's limit; into a group of patients everybody comes so, by its doctor,
 * and before she has said yes nobody is told anything of the group. */
#include "admit.h"
#include "desk.h"
#include "error.h"
#include "newcomer.h"
#include "phrase.h"
#include "room_talk.h"

static bool refuse(GError **error, char *sentence)
{
    g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_STATE, sentence);
    g_free(sentence);
    return false;
}

bool admit_by_hand(const Cohort *cohort)
{
    return audience_rules(cohort->audience)->moderated;
}

/* One course at a time, also for who waited while she took another. */
static bool is_free(Context *context, const Guest *guest, GError **error)
{
    int64_t id = 0;
    Store *store = context_store(context);
    if (!enrolment_of_learner(store, guest->learner, &id, error))
        return false;
    g_autoptr(Enrolment) e = id ? enrolment_get(store, NULL, id, error) : NULL;
    const Cohort *cohort = e ? context_cohort(context, e->cohort, error) : NULL;
    if (!cohort)
        return id == 0;
    return cohort->state == COHORT_CLOSED || e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_NO_OPT_IN ||
           refuse(error, g_strdup_printf("L%" G_GINT64_FORMAT " takes part in %s", guest->learner, cohort->name));
}

/* Whoever wrote STOP may come back to her place; who said no to the consent, or was taken out, has none. */
bool admit_has_place(Context *context, const Cohort *cohort, bool *has, GError **error)
{
    Store *store = context_store(context);
    *has = true;
    if (!audience_rules(cohort->audience)->one_room)
        return true;
    int taken = 0;
    g_autoptr(GArray) members = enrolment_list(store, cohort->id, error);
    for (guint i = 0; members && i < members->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(store, NULL, g_array_index(members, int64_t, i), error);
        if (!e)
            return false;
        taken += e->state != ENROLMENT_REMOVED && (e->state != ENROLMENT_STOPPED || e->may_course);
    }
    *has = taken < cohort->room_size;
    return members != NULL;
}

static bool has_room(Context *context, const Cohort *cohort, GError **error)
{
    bool has = false;
    return admit_has_place(context, cohort, &has, error) &&
           (has ||
               refuse(error, g_strdup_printf("the group %s has %d members, and more it does not take: make a second "
                                             "group for those who wait",
                                 cohort->name, cohort->room_size)));
}

/* "Member 7": what everybody in the group reads in place of her name. */
static bool hide(Context *context, Enrolment *e, GError **error)
{
    int64_t number = 0;
    if (!talk_pseudonym(context_store(context), e->room, e->id, &number, error))
        return false;
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, number);
    g_free(e->alias);
    e->alias = phrase(e->lang && *e->lang ? e->lang : "en", "group.member", "n", n, NULL);
    return enrolment_set_alias(context_store(context), context_vault(context), e->id, e->alias, error);
}

static bool welcome(Context *context, const Cohort *cohort, int64_t id, int64_t now, GError **error)
{
    Tutor t;
    Joining joining;
    bool found = false, hidden = audience_rules(cohort->audience)->hidden;
    g_autofree char *key = g_strdup_printf("J/E%" G_GINT64_FORMAT "/admitted", id);
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), id, error);
    if (!e || (hidden && !hide(context, e, error)) || !tutor_init(&t, context, e, now, error) ||
        !joining_get(context_store(context), id, &joining, &found, error))
        return false;
    char *text = phrase(t.who.lang, hidden ? "group.admitted" : "join.admitted", "title", newcomer_title(&t), "name",
        t.who.learner_name, NULL);
    return newcomer_ask(&t, &joining, key, text, error);
}

bool admit_guest(Context *context, const Guest *guest, const Cohort *cohort, int64_t now, GError **error)
{
    int64_t id = 0;
    Store *store = context_store(context);
    if (cohort->state == COHORT_CLOSED)
        return refuse(error,
            g_strdup_printf("the cohort %s is closed: nobody gets a place in it any more. Invite her to the next one",
                cohort->name));
    g_autoptr(Invitation) invitation = invitation_get(store, guest->invitation, error);
    return invitation && is_free(context, guest, error) && has_room(context, cohort, error) &&
           joining_enrol(store, cohort, invitation, guest->learner, guest->wamid, now, &id, error) &&
           welcome(context, cohort, id, now, error);
}

bool admit_decline(Context *context, const Guest *guest, int64_t now, GError **error)
{
    g_autofree char *key =
        g_strdup_printf("G/L%" G_GINT64_FORMAT "/declined/%" G_GINT64_FORMAT, guest->learner, guest->since);
    g_autofree char *text = phrase(guest->lang ? guest->lang : "en", "group.not_admitted", NULL);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, text);
    OutboxAdd add = {
        .key = key, .learner = guest->learner, .lane = LANE_REPLY, .kind = OWED_NOTICE, .message = message, .due = now
    };
    return guest_wait(context_store(context), guest->learner, 0, NULL, now, error) &&
           outbox_add(context_store(context), &add, now, NULL, error);
}

static void add_choice(Message *message, const char *lang, const char *what, int64_t learner)
{
    g_autofree char *id = g_strdup_printf("f.%s.%" G_GINT64_FORMAT, what, learner);
    g_autofree char *key = g_strdup_printf("staff.%s.button", what);
    g_autofree char *title = phrase(lang, key, NULL);
    message_add_choice(message, id, title, NULL);
}

bool admit_ask(Context *context, const Guest *guest, const Cohort *cohort, int64_t now, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) doctor = cohort->moderator ? staff_get(context_store(context), cohort->moderator, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!doctor)
        return true;
    g_autofree char *lang = desk_lang(context, doctor, error);
    if (!lang)
        return false;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, guest->learner);
    g_autofree char *text = phrase(lang, "staff.asks_in", "name", guest->name && *guest->name ? guest->name : id, "id",
        id, "cohort", cohort->name, NULL);
    g_autofree char *key = g_strdup_printf("FJ%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, guest->learner, guest->since);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_choice(message, lang, "adm", guest->learner);
    add_choice(message, lang, "dec", guest->learner);
    return desk_owe(context, doctor, key, LANE_REPLY, OWED_NOTICE, message, now, error);
}
