/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a cohort has it on, each is asked once whom of her room she knew before the course: when her room is complete,
 * or its first day is over, and in her own 24 hours, so that nobody is knocked at for it. Where not all names fit, each
 * is shown those who come after her in the room's order, so that nearly every two are asked about. */
#include "active.h"
#include "host.h"
#include "phrase.h"
#include "text.h"
#include "tie.h"

#define LOOK_AGAIN (2 * HOUR) /* active */
#define NAMES_MOST 60

static bool counts(const Enrolment *e)
{
    return e->state == ENROLMENT_ACTIVE && e->may_course && e->role != MEMBER_OBSERVER;
}

/* Those of her room, from the one after her on: Enrolment *; *complete false while somebody has not agreed yet. Given.
 */
static GPtrArray *others_of(Context *context, const Enrolment *e, bool *complete, GError **error)
{
    guint first = 0;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)enrolment_free);
    g_autoptr(GArray) members = room_members(context_store(context), e->room, false, error);
    *complete = true;
    while (members && first < members->len && g_array_index(members, int64_t, first) <= e->id)
        first++;
    for (guint i = 0; members && i < members->len; i++) {
        int64_t id = g_array_index(members, int64_t, (first + i) % members->len);
        g_autoptr(Enrolment) other = enrolment_get(context_store(context), context_vault(context), id, error);
        if (!other)
            return NULL;
        *complete &= other->state != ENROLMENT_ACTIVE || other->may_course || other->role == MEMBER_OBSERVER;
        if (id != e->id && counts(other))
            g_ptr_array_add(list, g_steal_pointer(&other));
    }
    return members ? g_steal_pointer(&list) : NULL;
}

/* The question with as many names as its message holds; their ids go to `ids`. Given. */
static char *question(const Tutor *t, const GPtrArray *others, GArray *ids)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *bare = phrase(t->who.lang, "ties.ask", "list", "", NULL);
    size_t most = (size_t)t->who.caps->max_body - text_length(bare);
    for (guint i = 0; i < MIN(others->len, NAMES_MOST); i++) {
        const Enrolment *other = others->pdata[i];
        g_autofree char *line = g_strdup_printf("%s%u. %s", i ? "\n" : "", i + 1, enrolment_shown(other));
        if (text_length(list->str) + text_length(line) > most)
            break;
        g_string_append(list, line);
        g_array_append_val(ids, other->id);
    }
    return phrase(t->who.lang, "ties.ask", "list", list->str, NULL);
}

static bool ask(const Tutor *t, const GPtrArray *others, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autofree char *text = question(t, others, ids);
    g_autofree char *key = g_strdup_printf("%s/E%" G_GINT64_FORMAT, HOST_TIES, t->enrolment->id);
    g_autofree char *nobody = phrase(t->who.lang, "ties.none.button", NULL);
    g_autofree char *skip = phrase(t->who.lang, "join.skip.button", NULL);
    g_autoptr(Message) message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, "y.none", nobody, NULL);
    message_add_choice(message, "y.skip", skip, NULL);
    return tie_ask(context_store(t->context), t->cohort->id, t->enrolment->id, ids, t->now, error) &&
           tutor_owe_one(t, key, LANE_REMINDER, OWED_PROMPT, NULL, g_steal_pointer(&message), error);
}

static bool ask_one(Context *context, const Cohort *cohort, int64_t id, int64_t now, GError **error)
{
    Tutor t;
    OutboxThread thread;
    bool complete = false;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), id, error);
    if (!e || !outbox_thread_get(context_store(context), e->learner, &thread, error))
        return false;
    if (!counts(e) || thread.window_until - context_caps(context)->window_margin <= now + HOUR)
        return true;
    g_autoptr(GPtrArray) others = others_of(context, e, &complete, error);
    if (!others || !tutor_init(&t, context, e, now, error))
        return false;
    bool settled = complete || cohort_day_of(cohort, cohort_today(cohort, now)) > 1;
    return !settled || others->len == 0 || ask(&t, others, error);
}

bool host_ties(Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    *next = upkeep->acquaint ? active_after(cohort, now, LOOK_AGAIN) : INT64_MAX;
    if (!upkeep->acquaint || cohort_quiet_until(cohort, now) || cohort_day_of(cohort, cohort_today(cohort, now)) < 1)
        return true;
    g_autoptr(GArray) people = tie_unasked(context_store(context), cohort->id, error);
    for (guint i = 0; people && i < people->len; i++)
        if (!ask_one(context, cohort, g_array_index(people, int64_t, i), now, error))
            return false;
    return people != NULL;
}
