/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FORGET ME goes through two hands: a coordinator prepares it, an admin approves it. From then on nothing is sent but
 * one last confirmation, while the address is still there; a day later everything is erased. */
#include "admin_priv.h"
#include "forget_priv.h"
#include "missing.h"
#include "outbox.h"
#include "person.h"
#include "phrase.h"
#include "staff.h"
#include "tutor.h"

#include <string.h>

/* For the confirmation, and for what the platform still tells of it. */
#define GRACE DAY

/* Whoever owns the machine has every role. */
static bool may(Change *c, const char *role, GError **error)
{
    gint64 id = 0;
    if (c->actor[0] != 'S' || !g_ascii_string_to_signed(c->actor + 1, 10, 1, G_MAXINT64, &id, NULL))
        return true;
    g_autoptr(Staff) staff = staff_get(c->store, id, error);
    if (!staff)
        return (error && *error) || change_refuse(error, BARAZA_ERROR_DENIED, "there is no such account");
    return strcmp(staff->role, role) == 0 ||
           change_refuse(error, BARAZA_ERROR_DENIED,
               "being forgotten takes two: a coordinator prepares it and an admin approves it; this account is a%s %s",
               strchr("aeiou", staff->role[0]) ? "n" : "", staff->role);
}

/* Also of one who was withdrawn. */
static bool find_anybody(Change *c, cJSON *result, int64_t *learner, GError **error)
{
    const char *name = json_need_string(c->params, "learner", error);
    gint64 id = 0;
    if (!name)
        return false;
    if (!g_ascii_string_to_signed(name + (*name == 'L'), 10, 1, G_MAXINT64, &id, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", name);
    g_autoptr(GArray) all = enrolments_of(c->store, id, error);
    if (!all)
        return false;
    if (all->len == 0)
        return change_refuse(error, BARAZA_ERROR_MISSING, "there is no learner L%" G_GINT64_FORMAT, (int64_t)id);
    g_autofree char *full = g_strdup_printf("L%" G_GINT64_FORMAT, (int64_t)id);
    json_put(result, "learner", full);
    change_subject(c, "L", id);
    *learner = id;
    return true;
}

static bool count_message(const OutboxLine *line, gpointer data)
{
    ++*(int64_t *)data;
    return true;
}

/* Her account is her employer's; what binds it to her person goes. */
static bool staff_let_go(Change *c, int64_t learner, cJSON *result, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_of_learner(c->store, learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!staff)
        return true;
    change_warn(result, g_strdup_printf("she also works here, as %s: her phone is taken from that account, which keeps "
                                        "its name (baraza staff remove ends it)",
                            staff->name));
    return staff_set_phone(c->store, context_vault(c->context), staff, NULL, NULL, c->now, error);
}

bool change_learner_forget(Change *c, cJSON *result, GError **error)
{
    int64_t learner = 0, messages = 0;
    if (!find_anybody(c, result, &learner, error) || !may(c, "coordinator", error))
        return false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Erasure) before = erasure_get(c->store, learner, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (before && before->done)
        return change_refuse(error, BARAZA_ERROR_STATE, "she was forgotten already");
    g_autoptr(Traces) traces = traces_of(c->store, learner, error);
    if (!traces)
        return false;
    for (guint i = 0; i < traces->enrolments->len; i++)
        if (!outbox_each(c->store, 0, g_array_index(traces->enrolments, int64_t, i), count_message, &messages, error))
            return false;
    json_put_int(json_put_int(result, "enrolments", traces->enrolments->len), "posts", traces->posts->len);
    json_put_int(json_put_int(result, "files", traces->files->len), "messages", messages);
    c->same = before != NULL;
    return erasure_ask(c->store, learner, c->actor, c->now, error);
}

static bool leave_all(Change *c, const GArray *enrolments, GError **error)
{
    for (guint i = 0; i < enrolments->len; i++) {
        int64_t id = g_array_index(enrolments, int64_t, i);
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, id, error);
        if (!e)
            return false;
        if (e->state != ENROLMENT_REMOVED &&
            (!enrolment_set_state(c->store, id, ENROLMENT_STOPPED, 0, c->now, error) ||
                !schedule_cancel(c->store, id, "wants to be forgotten", c->now, error)))
            return false;
    }
    return true;
}

/* One last message, when the window is open; a template would ask her back. */
static bool confirm(Change *c, int64_t enrolment, const char *key, bool *told, GError **error)
{
    OutboxThread thread;
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), enrolment, error);
    if (!e || !outbox_thread_get(c->store, e->learner, &thread, error) || !tutor_init(&t, c->context, e, c->now, error))
        return false;
    *told = thread.window_until > c->now + context_caps(c->context)->window_margin;
    return !*told || tutor_say(&t, key, LANE_REPLY, OWED_STOP, phrase(t.who.lang, "forgotten.reply", NULL), error);
}

static bool check_prepared(const Change *c, const Erasure *erasure, int64_t learner, GError **error)
{
    if (!erasure)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "nobody has prepared it: baraza learner forget L%" G_GINT64_FORMAT " first", learner);
    if (erasure->approved)
        return change_refuse(
            error, BARAZA_ERROR_STATE, erasure->done ? "she was forgotten already" : "it was approved already");
    return c->actor[0] != 'S' || strcmp(erasure->asked_by, c->actor) != 0 ||
           change_refuse(error, BARAZA_ERROR_DENIED, "who prepared it cannot approve it");
}

bool change_learner_forget_approve(Change *c, cJSON *result, GError **error)
{
    int64_t learner = 0;
    bool told = false;
    g_autoptr(GError) fault = NULL;
    if (!find_anybody(c, result, &learner, error) || !may(c, "admin", error))
        return false;
    g_autoptr(Erasure) erasure = erasure_get(c->store, learner, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    g_autoptr(GArray) all = enrolments_of(c->store, learner, error);
    if (!all || !check_prepared(c, erasure, learner, error))
        return false;
    g_autofree char *key = g_strdup_printf("L%" G_GINT64_FORMAT "/forgotten", learner);
    g_autofree char *keep = g_strconcat(key, "/1", NULL);
    if (!staff_let_go(c, learner, result, error) || !leave_all(c, all, error) ||
        !outbox_cancel_learner(c->store, learner, DONE_OPTED_OUT, NULL, c->now, error) ||
        !confirm(c, g_array_index(all, int64_t, all->len - 1), key, &told, error))
        return false;
    int64_t at = told ? c->now + GRACE : c->now;
    g_autofree char *text = civil_utc_text(at);
    json_put(json_put_bool(result, "told", told), "at", text);
    return erasure_approve(c->store, learner, at, error);
}

/* --- carrying it out --- */

bool admin_forget_due(Context *context, int64_t now, int64_t *erased, GError **error)
{
    Store *store = context_store(context);
    *erased = 0;
    g_autoptr(GArray) due = erasures_due(store, now, error);
    if (!due || due->len == 0)
        return due != NULL;
    g_autoptr(StoreTx) tx = store_begin(store, error);
    for (guint i = 0; tx && i < due->len; i++, ++*erased)
        if (!forget_person(context, g_array_index(due, int64_t, i), now, error))
            return false;
    context_forget(context);
    return tx && store_commit(g_steal_pointer(&tx), error) && store_forget(store, error);
}
