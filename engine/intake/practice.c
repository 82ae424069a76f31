/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tap, a letter, a voice note: each is answered with what comes next, in whatever order they come. Nothing is kept;
 * the voice note is not even loaded. */
#include "intake_priv.h"
#include "text.h"
#include <math.h>

/* The practice that waits for this learner: its row, or NULL. */
static Due *open_practice(Inbound *in, const Step **step, GError **error)
{
    const Course *course = in->t.who.course;
    for (guint i = 0; i < course->steps->len; i++) {
        *step = course->steps->pdata[i];
        if (!(*step)->practice)
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) row = schedule_find(in->store, in->t.enrolment->id, 0, (*step)->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return NULL;
        }
        if (row && row->state == DUE_OPEN)
            return g_steal_pointer(&row);
    }
    return NULL;
}

static bool finish(Inbound *in, const Step *step, const char *reply, GError **error)
{
    return tutor_done(&in->t, step->id, NAN, error) && inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

static bool ask_voice(Inbound *in, const Due *row, GError **error)
{
    g_autofree char *text = phrase(in->t.who.lang, "practice.voice", NULL);
    g_autofree char *id = g_strdup_printf("x.%" G_GINT64_FORMAT ".done", row->id);
    g_autofree char *title = phrase(in->t.who.lang, "practice.skip.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    return inbound_send(in, "X", message, error);
}

/* What replies to something else was not meant for the practice; nor was a letter while a question is open. */
static bool meant(Inbound *in, const Step *step, bool *is, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, &fault) : NULL;
    g_autoptr(Attempt) attempt =
        !fault && in->event->inbound == INBOUND_TEXT ? quiz_current(in->store, in->t.enrolment->id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool own = quoted && (g_str_has_prefix(quoted->key, "X/") || g_strcmp0(quoted->step, step->id) == 0);
    *is = !attempt && (own || !in->event->context_id);
    return true;
}

static bool is_letter(const char *text)
{
    g_autofree char *key = text ? text_word_key(text) : g_strdup("");
    return (*key >= 'a' && *key <= 'c') && key[1] == '\0';
}

bool intake_practice(Inbound *in, bool *handled, GError **error)
{
    const Step *step = NULL;
    bool voice = in->event->inbound == INBOUND_AUDIO;
    *handled = false;
    if (!voice && (in->event->inbound != INBOUND_TEXT || !is_letter(in->event->text)))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = open_practice(in, &step, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!row || !meant(in, step, handled, error) || !*handled)
        return !(error && *error);
    return voice ? finish(in, step, "practice.thanks", error) : ask_voice(in, row, error);
}

bool intake_practice_tap(Inbound *in, int64_t id, const char *what, GError **error)
{
    const Step *step = NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = open_practice(in, &step, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!row || row->id != id)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    if (g_str_equal(what, "done"))
        return finish(in, step, "practice.over", error);
    g_autofree char *text = phrase(in->t.who.lang, "practice.letter", NULL);
    return inbound_send(in, "X", message_new(MESSAGE_TEXT, text), error);
}
