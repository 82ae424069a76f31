/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After the end. The data are frozen: no answer, vote or post is taken any more. What a person may always ask for is
 * heard as before; anything else is answered once a day, and kept nowhere. */
#include "command_priv.h"
#include "advert.h"

#include <string.h>

static const Word heard[] = { WORD_STOP, WORD_START, WORD_HELP, WORD_PROGRESS, WORD_CPD, WORD_FORGET, WORD_LANGUAGE,
    WORD_MY_DATA, WORD_STUDY_NO, WORD_COURSES_ON, WORD_COURSES_OFF };

static bool is_heard(Word word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(heard); i++)
        if (heard[i] == word)
            return true;
    return false;
}

static bool over(Inbound *in, GError **error)
{
    g_autofree char *title = command_course_title(in);
    g_autofree char *key = g_strdup_printf(
        "OVER/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, in->t.enrolment->id, cohort_today(in->t.cohort, in->now));
    g_autofree char *text = phrase(in->t.who.lang, "over.reply", "title", title, NULL);
    bool member = false;
    if (!advert_is_member(in->store, in->t.enrolment->learner, &member, error))
        return false;
    if (member || !courses_for(in))
        return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE, g_steal_pointer(&text), error);
    g_autofree char *ask = phrase(in->t.who.lang, "courses.ask", NULL);
    g_autofree char *both = g_strdup_printf("%s\n\n%s", text, ask);
    g_autofree char *button = phrase(in->t.who.lang, "courses.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, both);
    message_add_choice(message, "w.courses_on", button, NULL);
    return tutor_owe_one(&in->t, key, LANE_REPLY, OWED_NOTICE, NULL, message, error);
}

/* A word, or what looks like one; STOP by a slip of the finger is asked about as ever. */
static bool by_word(Inbound *in, bool *handled, GError **error)
{
    Said said;
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text ||
        !(phrase_read(in->event->text, false, &said) || phrase_read(in->event->text, true, &said)) ||
        !is_heard(said.word))
        return true;
    return said.slip ? intake_slip(in, handled, error) : intake_command(in, handled, error);
}

/* Buttons of words and of what they asked; those of questions, polls and drafts lead nowhere any more. */
static bool by_tap(Inbound *in, bool *handled, GError **error)
{
    const char *payload = in->event->payload;
    static const char *const kept[] = { "w.leave.", "w.erase.", "w.on.", "w.language.", "w.stop", "v.", NULL };
    *handled = false;
    for (gsize i = 0; payload && kept[i] && !*handled; i++)
        *handled = g_str_has_prefix(payload, kept[i]);
    for (gsize i = 0; payload && i < G_N_ELEMENTS(heard) && !*handled; i++) {
        g_autofree char *word = g_strconcat("w.", phrase_word_name(heard[i]), NULL);
        *handled = g_str_equal(payload, word);
    }
    return !*handled || intake_tap(in, payload, error);
}

bool intake_closed(Inbound *in, GError **error)
{
    bool handled = false;
    if (!by_tap(in, &handled, error) || (!handled && !by_word(in, &handled, error)))
        return false;
    if (!handled && in->event->payload && g_str_has_prefix(in->event->payload, "al."))
        return intake_alumni_tap(in, in->event->payload + strlen("al."), error);
    if (!handled && !intake_alumni(in, &handled, error))
        return false;
    return handled || over(in, error);
}
