/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "I got nothing": a step is sent once more. What became of the earlier try is told first; while that is still on its
 * way nothing is added, and a step goes again at most once a local day, however often somebody asks. */
#include "admin_priv.h"
#include "clock.h"
#include "facilitate.h"
#include "outbox.h"
#include "tutor.h"

#include <string.h>

typedef struct {
    Tutor *t;
    const Beat *beat;
    char *prefix, *key; /* of the earlier try's messages; of those that are to go */
    cJSON *list;        /* {at, state} */
    char *waits;        /* why the newest that has not gone waits, or NULL */
    bool sent;          /* today, by this verb */
} Again;

static void again_clear(Again *again)
{
    g_free(again->prefix);
    g_free(again->key);
    g_free(again->waits);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Again, again_clear)

static const char *held_sentence(const char *name)
{
    for (int i = 0; i < HELD_REASONS; i++)
        if (strcmp(held_reason_name((HeldReason)i), name) == 0)
            return held_reason_sentence((HeldReason)i);
    return "It waits.";
}

static const char *done_sentence(const char *name)
{
    for (int i = 0; i < DONE_REASONS; i++)
        if (strcmp(done_reason_name((DoneReason)i), name) == 0)
            return done_reason_sentence((DoneReason)i);
    return "It is done with.";
}

static char *state_of(const OutboxLine *line)
{
    if (strcmp(line->place, "held") == 0)
        return g_strdup(held_sentence(line->reason));
    if (strcmp(line->place, "queue") == 0)
        return g_strdup("It is about to be sent.");
    if (strcmp(line->place, "lease") == 0)
        return g_strdup("It was handed over, and WhatsApp has not said yet whether it arrived.");
    if (*line->status && strcmp(line->status, "failed") != 0)
        return g_strdup(line->status);
    return line->detail && *line->detail ? g_strdup_printf("%s (%s)", done_sentence(line->reason), line->detail)
                                         : g_strdup(done_sentence(line->reason));
}

static bool take_line(const OutboxLine *line, gpointer data)
{
    Again *again = data;
    if (!g_str_has_prefix(line->key, again->prefix) && !g_str_has_prefix(line->key, again->key))
        return true;
    if (g_str_has_prefix(line->key, again->key))
        again->sent = true;
    g_autofree char *state = state_of(line);
    g_autofree char *at = civil_local_text(cohort_zone(again->t->cohort), line->at ? line->at : line->created);
    json_put_item(again->list, NULL, json_put(json_put(cJSON_CreateObject(), "at", at), "state", state));
    if (strcmp(line->place, "done") != 0) {
        g_free(again->waits);
        again->waits = g_steal_pointer(&state);
    }
    return true;
}

static bool check_person(const Tutor *t, GError **error)
{
    const Enrolment *e = t->enrolment;
    if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "nothing may be sent to L%" G_GINT64_FORMAT ": the learner is %s", e->learner,
            enrolment_state_name(e->state));
    if (e->asked_course && !e->may_course)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "L%" G_GINT64_FORMAT " has not agreed to take the course", e->learner);
    if (!change_thawed(t->cohort, "nothing of it is sent again", error))
        return false;
    return t->cohort->state == COHORT_RUNNING || change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s is %s",
                                                     t->cohort->name, cohort_state_name(t->cohort->state));
}

/* Her own row, else her room's; NULL and *error when it has not come for her. */
static Due *find_row(const Tutor *t, const Beat *beat, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) own = schedule_find(store, t->enrolment->id, 0, beat->id, &fault);
    bool in_turn = t->enrolment->joined_late && schedule_is_lesson(beat);
    g_autoptr(Due) row = own ? g_steal_pointer(&own)
                         : beat->for_room && !in_turn && !fault
                             ? schedule_find(store, 0, t->enrolment->room, beat->id, &fault)
                             : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    if (!row || row->state == DUE_WAITING) {
        g_autofree char *when = row ? civil_local_text(cohort_zone(t->cohort), row->utc) : NULL;
        change_refuse(error, BARAZA_ERROR_STATE, "%s has not come for her yet%s%s", beat->id, when ? ": it comes " : "",
            when ? when : "");
        return NULL;
    }
    if (row->state == DUE_SKIPPED || row->state == DUE_FAULT) {
        change_refuse(
            error, BARAZA_ERROR_STATE, "%s was not sent to her: %s", beat->id, row->reason ? row->reason : "");
        return NULL;
    }
    return g_steal_pointer(&row);
}

/* The questions of a test, a quiz or a survey have one state; the one she is at can be asked again. */
static bool is_asked(const Beat *beat)
{
    const StepKind kind = beat->step->kind;
    return beat->kind == BEAT_OPEN && (kind == STEP_SIT || kind == STEP_QUIZ || kind == STEP_SURVEY);
}

static bool open_attempt(const Tutor *t, const Beat *beat, Attempt **attempt, GError **error)
{
    *attempt = quiz_of_step(context_store(t->context), t->enrolment->id, beat->step->id, error);
    if (!*attempt && error && *error)
        return false;
    if (*attempt && (*attempt)->state == ATTEMPT_OPEN && (*attempt)->asked > 0)
        return true;
    return change_refuse(error, BARAZA_ERROR_STATE, "%s is %s: its questions are not asked again", beat->id,
        *attempt && (*attempt)->state == ATTEMPT_CLOSED ? "closed" : "answered");
}

static bool check_beat(const Beat *beat, GError **error)
{
    if (beat->to_facilitator)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s is for the facilitator, not for learners", beat->id);
    return (beat->kind != BEAT_REMIND && beat->kind != BEAT_AGAIN_CLOSE &&
               (beat->kind != BEAT_CLOSE || beat->step->kind == STEP_POLL)) ||
           change_refuse(
               error, BARAZA_ERROR_INPUT, "%s is a reminder or a close: send the step itself again", beat->id);
}

static bool find_beat(const Tutor *t, const char *step, Again *again, GError **error)
{
    int index = plan_find(t->plan, step);
    if (index < 0)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "the course has no step \"%s\" that is sent; baraza ledger %s --learner L%" G_GINT64_FORMAT " lists hers",
            step, t->cohort->name, t->enrolment->learner);
    again->beat = plan_beat(t->plan, index);
    return check_beat(again->beat, error);
}

static bool send(Change *c, Again *again, const Due *row, const Attempt *attempt, char **looks, GError **error)
{
    if (again->sent) {
        c->same = true; /* a second click */
        return true;
    }
    if (again->waits)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "it has not gone yet, and need not be sent again: %s", again->waits);
    return attempt ? tutor_ask_again(again->t, attempt, again->key, looks, error)
                   : tutor_show_as(again->t, again->beat, row->id, again->key, looks, error);
}

static bool look_back(Again *again, const Attempt *attempt, GError **error)
{
    const Tutor *t = again->t;
    int64_t today = cohort_today(t->cohort, t->now);
    const char *id = again->beat->id;
    g_autofree char *question = attempt ? g_strdup_printf("/%d", attempt->asked) : g_strdup("");
    again->key =
        g_strdup_printf("E%" G_GINT64_FORMAT "/%s/again%s/%" G_GINT64_FORMAT, t->enrolment->id, id, question, today);
    again->prefix = attempt ? g_strdup_printf("Q%" G_GINT64_FORMAT ".%d/", attempt->id, attempt->asked - 1)
                            : g_strdup_printf("E%" G_GINT64_FORMAT "/%s/", t->enrolment->id, id);
    return outbox_each(context_store(t->context), 0, t->enrolment->id, take_line, again, error);
}

bool change_send_again(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const char *step = e ? json_need_string(c->params, "step", error) : NULL;
    Tutor t;
    bool open = false;
    if (!step || !tutor_init(&t, c->context, e, c->now, error) || !check_person(&t, error))
        return false;
    g_auto(Again) again = { .t = &t, .list = cJSON_CreateArray() };
    json_put_item(json_put(result, "step", step), "before", again.list);
    g_autoptr(Due) row = find_beat(&t, step, &again, error) ? find_row(&t, again.beat, error) : NULL;
    g_autoptr(Attempt) attempt = NULL;
    g_autofree char *looks = NULL;
    if (!row || (is_asked(again.beat) && !open_attempt(&t, again.beat, &attempt, error)))
        return false;
    if (again.beat->step->kind == STEP_AGREE && row->state != DUE_OPEN)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s is answered: it is not asked again", step);
    if (!look_back(&again, attempt, error) || !send(c, &again, row, attempt, &looks, error) ||
        !facilitate_open(c->context, e->learner, c->now, &open, error))
        return false;
    json_put(json_put_bool(json_put_bool(result, "sent", !again.sent), "window", open), "name", e->name);
    json_put(result, "looks", looks);
    c->payload = json_put(cJSON_CreateObject(), "step", step);
    return true;
}
