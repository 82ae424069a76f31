/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events: whether a learner comes, by tap, and that she is there, by "HERE 4821", the number that is shown at the
 * place. Only a number of four digits after the word makes it more than talk. */
#include "event_step.h"
#include "clock.h"
#include "intake_priv.h"

#include <string.h>

#define CODE_DIGITS 4
#define GUESSES 5 /* wrong numbers of a learner on a day */

bool intake_event_answer(Inbound *in, const Step *event, const char *answer, GError **error)
{
    static const char *const answers[] = { "yes", "maybe", "no", NULL };
    if (!g_strv_contains(answers, answer))
        return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
    g_autofree char *payload = g_strdup_printf("{\"event\":\"%s\",\"answer\":\"%s\"}", event->id, answer);
    g_autofree char *key = g_strdup_printf("event.%s.said", answer);
    return event_answer(&in->t, event, answer, error) && inbound_note(in, "event.answered", payload, error) &&
           inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

/* Attendance is taken from an hour before the event until its book closes. */
static bool is_on(const Inbound *in, const Step *event)
{
    return in->now >= schedule_event_start(in->t.cohort, event) - HOUR &&
           in->now <= schedule_closes(in->t.cohort, event, 0);
}

/* The event that is on now and has this number; *any: some event is on. */
static const Step *find_event(const Inbound *in, const char *code, bool *any)
{
    *any = false;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_EVENT || !is_on(in, beat->step))
            continue;
        g_autofree char *own = event_code(in->t.cohort, beat->step);
        *any = true;
        if (strcmp(own, code) == 0)
            return beat->step;
    }
    return NULL;
}

static bool here(Inbound *in, const Step *event, GError **error)
{
    bool fresh = false;
    g_autofree char *title =
        layout_fill(&in->t.who, course_text(event->title, in->t.who.course, in->t.who.lang, in->t.who.country));
    g_autofree char *payload = g_strdup_printf("{\"event\":\"%s\"}", event->id);
    return event_present(&in->t, event, "code", &fresh, error) &&
           (!fresh || inbound_note(in, "event.present", payload, error)) &&
           inbound_reply(in, phrase(in->t.who.lang, "event.here", "title", title, NULL), error);
}

typedef struct {
    const char *day; /* local date of the guesses that count */
    const Cohort *cohort;
    int n;
} Guesses;

static bool count_guess(const JournalEntry *entry, gpointer data)
{
    Guesses *g = data;
    g_autofree char *at = civil_local_text(cohort_zone(g->cohort), entry->time);
    g->n += strcmp(entry->what, "event.guessed") == 0 && g_str_has_prefix(at, g->day);
    return true;
}

/* A number that was read off a wall is wrong once or twice; who tries more of them has not seen it. */
static bool may_guess(const Inbound *in, bool *may, GError **error)
{
    g_autofree char *day = civil_local_text(cohort_zone(in->t.cohort), in->now);
    g_autofree char *subject = g_strdup_printf("E%" G_GINT64_FORMAT, in->t.enrolment->id);
    day[strlen("2026-01-05")] = '\0';
    Guesses guesses = { day, in->t.cohort, 0 };
    bool ok = journal_each(in->store, subject, 0, count_guess, &guesses, error);
    *may = guesses.n < GUESSES;
    return ok;
}

bool intake_here(Inbound *in, bool *handled, GError **error)
{
    const char *rest = NULL;
    bool marked = false, any = false;
    *handled = false;
    if (!in->event->text || phrase_begins(in->event->text, &rest, &marked) != WORD_HERE)
        return true;
    g_autofree char *code = g_strstrip(g_strdup(rest));
    if (strlen(code) != CODE_DIGITS || strspn(code, "0123456789") != CODE_DIGITS)
        return true;
    *handled = true;
    const Step *event = find_event(in, code, &any);
    bool may = false;
    if (any && !may_guess(in, &may, error))
        return false;
    if (any && !may)
        return inbound_reply(in, phrase(in->t.who.lang, "event.enough", NULL), error);
    if (event)
        return here(in, event, error);
    return (!any || inbound_note(in, "event.guessed", NULL, error)) &&
           inbound_reply(in, phrase(in->t.who.lang, any ? "event.code" : "event.none", NULL), error);
}
