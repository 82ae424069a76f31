/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pause holds what is due; nothing is lost, and nothing floods afterwards, for each message is judged again by the
 * day's cap. What was due on an earlier day says which. */
#include "admin_priv.h"
#include "clock.h"
#include "outbox.h"
#include "phrase.h"
#include "tutor.h"

#include <string.h>

static bool set_state(Change *c, CohortState from, CohortState to, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort)
        return false;
    if (cohort->state == COHORT_CLOSED)
        return change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s is closed", cohort->name);
    if (cohort->state == COHORT_PLANNED)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the cohort %s is not launched yet, so nothing is sent: baraza cohort launch %s", cohort->name,
            cohort->name);
    c->same = cohort->state != from;
    json_put(json_put(result, "cohort", cohort->name), "state", cohort_state_name(to));
    json_put_bool(result, "changed", !c->same);
    return c->same || cohort_set_state(c->store, cohort->id, to, error);
}

bool change_cohort_pause(Change *c, cJSON *result, GError **error)
{
    return set_state(c, COHORT_RUNNING, COHORT_PAUSED, result, error);
}

typedef struct {
    const Cohort *cohort;
    int64_t today;
    GArray *late;        /* int64_t ids of messages whose day is over */
    GHashTable *rations; /* enrolment -> messages that wait and count for the day's cap */
    int64_t most, waiting;
} Waiting;

static void count_ration(Waiting *w, int64_t enrolment)
{
    int64_t n = (int64_t)(gintptr)g_hash_table_lookup(w->rations, (gpointer)(gintptr)enrolment) + 1;
    g_hash_table_insert(w->rations, (gpointer)(gintptr)enrolment, (gpointer)(gintptr)n);
    w->most = MAX(w->most, n);
    w->waiting++;
}

static bool take_line(const OutboxLine *line, gpointer data)
{
    Waiting *w = data;
    bool waits = strcmp(line->place, "held") == 0 || strcmp(line->place, "queue") == 0;
    if (!waits || (line->lane != LANE_CONTENT && line->lane != LANE_RELAY && line->lane != LANE_REMINDER))
        return true;
    count_ration(w, line->enrolment);
    bool given = line->kind == OWED_CONTENT || line->kind == OWED_PROMPT;
    if (given && g_str_has_suffix(line->key, "/1") && cohort_today(w->cohort, line->created) < w->today)
        g_array_append_val(w->late, line->id);
    return true;
}

/* Where WhatsApp leaves no room for the line, the message goes as it is. */
static bool say_late(Change *c, int64_t id, GError **error)
{
    Tutor t;
    g_autoptr(OutboxMsg) msg = outbox_get(c->store, id, error);
    g_autoptr(Message) message = msg ? message_from_json(msg->body, error) : NULL;
    g_autoptr(Enrolment) e = message ? enrolment_get(c->store, context_vault(c->context), msg->enrolment, error) : NULL;
    if (!e || !tutor_init(&t, c->context, e, c->now, error))
        return false;
    g_autofree char *day = tutor_date(&t, msg->created);
    g_autofree char *head = phrase(t.who.lang, "late.step", "date", day, NULL);
    char *text = message->text ? g_strdup_printf("%s\n\n%s", head, message->text) : NULL;
    const ChannelCaps *caps = context_caps(c->context);
    glong most = message->kind == MESSAGE_TEXT ? caps->max_text : caps->max_caption;
    if (!text || g_utf8_strlen(text, -1) > most) {
        g_free(text);
        return true;
    }
    g_free(message->text);
    message->text = text;
    g_autofree char *body = message_to_json(message);
    return outbox_reword(c->store, id, body, error);
}

static bool go_on(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    g_autoptr(GArray) late = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GHashTable) rations = g_hash_table_new(NULL, NULL);
    if (!cohort)
        return false;
    Waiting w = { .cohort = cohort, .today = cohort_today(cohort, c->now), .late = late, .rations = rations };
    if (!outbox_each(c->store, cohort->id, 0, take_line, &w, error))
        return false;
    for (guint i = 0; i < late->len; i++)
        if (!say_late(c, g_array_index(late, int64_t, i), error))
            return false;
    int64_t days = (w.most + cohort->daily_cap - 1) / cohort->daily_cap;
    json_put_int(json_put_int(json_put_int(result, "waiting", w.waiting), "late", late->len), "days", days);
    return outbox_release(c->store, 0, HELD_COHORT, c->now, NULL, error);
}

bool change_cohort_resume(Change *c, cJSON *result, GError **error)
{
    return set_state(c, COHORT_PAUSED, COHORT_RUNNING, result, error) && (c->same || go_on(c, result, error));
}
