/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent after the backup is not in it. While nothing is sent, the statuses and answers that still arrive settle
 * part of that by their tags; the rest is for a person to judge: what came due meanwhile has gone out (skip it) or has
 * not (send it). */
#include "restore.h"
#include "admin_priv.h"
#include "clock.h"
#include "journal.h"
#include "outbox.h"
#include "person.h"

#include <string.h>

#define STATE "restored"
#define RAN "restored_ran"    /* an engine has taken turns since */
#define LEAP INT64_C(1000000) /* ids, for each day begun: far more than a day draws */
#define EPOCHS 1000           /* starts, for each day begun */
#define MOST_DUE 1000000

bool restore_mark(Store *store, int64_t backup, int64_t now, GError **error)
{
    int64_t days = MAX(now - backup, 0) / DAY + 1, epoch = 0;
    g_autofree char *from = civil_utc_text(backup), *payload = g_strdup_printf("{\"from\":\"%s\"}", from);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    return tx && store_state_get(store, "epoch", &epoch, error) &&
           store_state_set(store, "epoch", epoch + days * EPOCHS, error) && store_skip_ids(store, days * LEAP, error) &&
           store_state_set(store, STATE, MAX(backup, 1), error) && store_state_set(store, RAN, 0, error) &&
           journal_add(store, now, "cli", "engine.restored", "", payload, error) &&
           store_commit(g_steal_pointer(&tx), error);
}

bool restore_pending(Store *store, int64_t *backup, GError **error)
{
    return store_state_get(store, STATE, backup, error);
}

static bool is_forgotten(Store *store, int64_t learner, bool *there, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(GArray) enrolments = enrolments_of(store, learner, error);
    if (!enrolments)
        return false;
    g_autoptr(Erasure) erasure = erasure_get(store, learner, &fault);
    *there = enrolments->len > 0 && !(erasure && erasure->done);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return error == NULL || *error == NULL;
}

bool restore_forget(Context *context, const GArray *learners, int64_t now, int64_t *forgotten, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx)
        return false;
    for (guint i = 0; i < learners->len; i++) {
        int64_t learner = g_array_index(learners, int64_t, i);
        bool there = false;
        if (!is_forgotten(store, learner, &there, error) ||
            (there &&
                (!erasure_ask(store, learner, "engine", now, error) || !erasure_approve(store, learner, now, error))))
            return false;
    }
    return store_commit(g_steal_pointer(&tx), error) && admin_forget_due(context, now, forgotten, error);
}

/* --- what would be sent, and the person's word on it --- */

typedef struct {
    int64_t backup;
    GArray *owed; /* int64_t: in queue or held since before the backup */
} Owed;

static bool take_owed(const OutboxLine *line, gpointer data)
{
    Owed *owed = data;
    if (line->created <= owed->backup && (strcmp(line->place, "queue") == 0 || strcmp(line->place, "held") == 0))
        g_array_append_val(owed->owed, line->id);
    return true;
}

static bool skip_messages(Change *c, int64_t backup, int64_t *left, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Owed owed = { backup, ids };
    if (!outbox_each(c->store, 0, 0, take_owed, &owed, error))
        return false;
    for (guint i = 0; i < ids->len; i++) {
        bool gone = false;
        if (!outbox_withdraw(c->store, g_array_index(ids, int64_t, i), DONE_REMOVED, c->now, &gone, error))
            return false;
        *left += gone;
    }
    return true;
}

static bool skip_steps(Change *c, const GPtrArray *due, int64_t *left, GError **error)
{
    for (guint i = 0; i < due->len; i++, ++*left)
        if (!schedule_skip(c->store, ((const Due *)due->pdata[i])->id, "came due after the backup and has gone out",
                c->now, error))
            return false;
    return true;
}

bool restore_ran(Store *store, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    return tx && store_state_set(store, RAN, 1, error) && store_commit(g_steal_pointer(&tx), error);
}

/* What WhatsApp kept for us meanwhile could come in and settle what it can. */
static bool has_heard(Change *c, GError **error)
{
    int64_t ran = 0;
    if (!store_state_get(c->store, RAN, &ran, error))
        return false;
    return ran || change_refuse(error, BARAZA_ERROR_STATE,
                      "the engine has not run since the backup was restored: start it (baraza run; it sends nothing), "
                      "let WhatsApp hand over for some minutes what it has kept, then confirm");
}

bool change_restore_confirm(Change *c, cJSON *result, GError **error)
{
    int64_t backup = 0, left = 0;
    OutboxCounts counts;
    const char *word = json_need_string(c->params, "what_was_due", error);
    if (!word || !restore_pending(c->store, &backup, error))
        return false;
    bool skip = strcmp(word, "skip") == 0;
    if (!skip && strcmp(word, "send") != 0)
        return change_refuse(error, BARAZA_ERROR_INPUT, "what was due is to be send or skip, not \"%s\"", word);
    if (backup == 0)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "nothing waits: this database did not come out of a backup, or was confirmed");
    if (!has_heard(c, error))
        return false;
    g_autoptr(GPtrArray) due = schedule_due(c->store, c->now, MOST_DUE, error);
    if (!due || !outbox_counts(c->store, 0, &counts, error))
        return false;
    g_autofree char *from = civil_utc_text(backup);
    json_put_int(json_put_int(json_put(result, "from", from), "queued", counts.queued), "held", counts.held);
    json_put_int(json_put_int(result, "unknown", counts.unknown), "due", due->len);
    if (skip && (!skip_messages(c, backup, &left, error) || !skip_steps(c, due, &left, error)))
        return false;
    json_put_int(result, "left", left);
    c->payload = json_put_int(json_put(json_put(cJSON_CreateObject(), "from", from), "due", word), "left", left);
    return store_state_set(c->store, STATE, 0, error);
}
