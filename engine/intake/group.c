/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One who has been let into a group of patients and has not said yes to its consent: leaving, help and her language are
 * heard, an answer to the question is an answer, and anything else gets the question again. Nothing is kept of it. */
#include "command_priv.h"
#include "newcomer.h"

#include <string.h>

bool intake_must_agree(const Inbound *in)
{
    return audience_rules(in->t.cohort->audience)->own_consent && !in->t.enrolment->may_course;
}

bool intake_ask_consent(Inbound *in, GError **error)
{
    Joining joining;
    bool found = false;
    g_autofree char *key = g_strdup_printf("J/%s", in->event->id);
    if (!joining_get(in->store, in->t.enrolment->id, &joining, &found, error) || !found)
        return !(error && *error);
    if (joining.question >= JOIN_QUESTIONS)
        joining.question = JOIN_CONSENT;
    return newcomer_ask(&in->t, &joining, key, NULL, error);
}

bool intake_unagreed(Inbound *in, GError **error)
{
    static const Word heard[] = { WORD_STOP, WORD_HELP, WORD_FORGET, WORD_MY_DATA };
    const Event *event = in->event;
    bool handled = false;
    if (event->payload && (g_str_has_prefix(event->payload, "j.") || g_str_has_prefix(event->payload, "w.")))
        return intake_tap(in, event->payload, error);
    Said said = { 0 };
    bool words = event->inbound == INBOUND_TEXT && event->text && *event->text && !event->payload;
    if (words && phrase_read(event->text, false, &said))
        for (gsize i = 0; i < G_N_ELEMENTS(heard); i++)
            if (said.word == heard[i])
                return intake_command(in, &handled, error);
    if (words && !intake_joining(in, &handled, error))
        return false;
    /* The name of one may have been her answer. */
    if (!handled && words && said.word == WORD_LANGUAGE)
        return intake_command(in, &handled, error);
    return handled || intake_ask_consent(in, error);
}

bool intake_consent_answer(Inbound *in, bool given, GError **error)
{
    g_autofree char *text = newcomer_consent(&in->t);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_autofree char *payload =
        g_strdup_printf("{\"purpose\":\"course\",\"of\":\"group\",\"given\":%s}", given ? "true" : "false");
    if (!consent_add(in->store, in->t.enrolment->id, "course", given, hash, in->event->id, in->now, error) ||
        !inbound_note(in, "consent.answered", payload, error))
        return false;
    in->t.enrolment->may_course = given;
    in->t.enrolment->asked_course = true;
    return given || command_decline(in, error);
}
