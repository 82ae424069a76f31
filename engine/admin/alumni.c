/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rooms of a closed cohort may go on without a course: with peers as moderators, and with those who say so by a
 * tap. */
#include "alumni_priv.h"
#include "discussion.h"
#include "outbox.h"
#include "peer.h"
#include "phrase.h"
#include "tutor.h"

#define YEARS 5

bool alumni_wanted(const Change *c)
{
    return json_bool(c->params, "alumni", false);
}

/* "L42,L77". */
static GArray *moderators(Change *c, const Cohort *cohort, GError **error)
{
    const char *text = json_string(c->params, "moderator");
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_auto(GStrv) names = g_strsplit(text ? text : "", ",", -1);
    for (char **name = names; *name && **name; name++) {
        gint64 learner = 0;
        int64_t id = 0;
        const char *word = g_strstrip(*name);
        if (!g_ascii_string_to_signed(word + (*word == 'L'), 10, 1, G_MAXINT64, &learner, NULL)) {
            change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", word);
            return NULL;
        }
        if (!enrolment_of_learner(c->store, learner, &id, error))
            return NULL;
        g_autoptr(Enrolment) e = id ? enrolment_get(c->store, NULL, id, error) : NULL;
        if (id && !e)
            return NULL;
        if (!e || e->cohort != cohort->id || (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)) {
            change_refuse(error, BARAZA_ERROR_INPUT, "the moderator %s takes no part in %s", word, cohort->name);
            return NULL;
        }
        if (!e->may_course) {
            change_refuse(error, BARAZA_ERROR_INPUT,
                "the moderator %s has not agreed to the course: she is not asked whether she stays in the group", word);
            return NULL;
        }
        g_array_append_val(list, id);
    }
    return g_steal_pointer(&list);
}

bool alumni_check(Checklist *list, GError **error)
{
    if (!alumni_wanted(list->change))
        return true;
    g_autoptr(GArray) peers = moderators(list->change, list->cohort, error);
    if (!peers)
        return false;
    check_say(list, peers->len ? CHECK_OK : CHECK_FAIL, "alumni",
        peers->len
            ? "the rooms go on with %u of the learners as moderators; each learner is asked whether she stays"
            : "a group without a course needs somebody of its own who looks after it (%u named): --moderator L42",
        peers->len);
    return true;
}

static bool ask(Change *c, Enrolment *e, const char *who, GError **error)
{
    static const char *const choices[] = { "stay", "keep", "leave" };
    Tutor t;
    if (!tutor_init(&t, c->context, e, c->now, error))
        return false;
    g_autofree char *text = phrase(t.who.lang, "alumni.ask", "title",
        course_text(t.who.course->title, t.who.course, t.who.lang, t.who.country), "who", who, NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *id = g_strconcat("al.", choices[i], NULL);
        g_autofree char *key = g_strdup_printf("alumni.%s.button", choices[i]);
        g_autofree char *title = phrase(t.who.lang, key, NULL);
        message_add_choice(message, id, title, NULL);
    }
    g_autofree char *key = g_strdup_printf("ALUMNI/%" G_GINT64_FORMAT, e->id);
    return tutor_owe_one(&t, key, LANE_REPLY, OWED_ANSWER, NULL, message, error);
}

static bool appoint(Change *c, const Cohort *cohort, const GArray *peers, GString *names, GError **error)
{
    int64_t today = cohort_today(cohort, c->now);
    for (guint i = 0; i < peers->len; i++) {
        Peer peer = { .enrolment = g_array_index(peers, int64_t, i), .from = today, .to = today + YEARS * 366 };
        g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), peer.enrolment, error);
        if (!e || !peer_set(c->store, cohort, &peer, c->now, error))
            return false;
        g_string_append_printf(names, "%s%s", i ? ", " : "", enrolment_shown(e));
    }
    return true;
}

bool alumni_begin(Change *c, const Cohort *cohort, cJSON *result, GError **error)
{
    int64_t asked = 0;
    if (!alumni_wanted(c))
        return true;
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GArray) peers = moderators(c, cohort, error);
    g_autoptr(GArray) people = peers ? enrolment_list(c->store, cohort->id, error) : NULL;
    if (!people || !cohort_set_alumni(c->store, cohort->id, c->now, error) || !appoint(c, cohort, peers, names, error))
        return false;
    context_forget(c->context);
    for (guint i = 0; i < people->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(people, int64_t, i), error);
        if (!e)
            return false;
        if ((e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED) || !e->may_course)
            continue;
        asked++;
        if (!ask(c, e, names->str, error))
            return false;
    }
    json_put_int(json_put_bool(result, "alumni", true), "asked", asked);
    return true;
}

bool alumni_end(Change *c, const Cohort *cohort, cJSON *result, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(c->store, cohort->id, error);
    for (guint i = 0; people && i < people->len; i++)
        if (!relay_leave(c->store, g_array_index(people, int64_t, i), error))
            return false;
    json_put_item(result, "checks", cJSON_CreateArray());
    json_put_bool(json_put_int(json_put(result, "cohort", cohort->name), "failed", 0), "alumni", false);
    return people && cohort_set_alumni(c->store, cohort->id, 0, error);
}
