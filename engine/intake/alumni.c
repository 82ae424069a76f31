/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a course is over its rooms may go on as a group of alumni: who stays by a tap gets what others share, at the
 * times of digests; nothing else is sent. Words only, and never kept, unless their author has agreed to that anew. What
 * could name a patient is not passed on, for nobody is there to look at it. */
#include "command_priv.h"
#include "person.h"

static bool answer(Inbound *in, const char *purpose, bool given, GError **error)
{
    g_autofree char *text = phrase("en", "alumni.ask", "title", "", "who", "", NULL);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_autofree char *payload = g_strdup_printf("{\"purpose\":\"%s\",\"given\":%s}", purpose, given ? "true" : "false");
    return consent_add(in->store, in->t.enrolment->id, purpose, given, hash, in->event->id, in->now, error) &&
           inbound_note(in, "consent.answered", payload, error);
}

bool intake_alumni_tap(Inbound *in, const char *what, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    bool keep = g_str_equal(what, "keep"), stay = keep || g_str_equal(what, "stay");
    if (!in->t.cohort->alumni)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    if (!answer(in, "alumni", stay, error) || !answer(in, "alumni_posts", keep, error) ||
        !(stay ? relay_join(in->store, e->room, e->id, tutor_next_digest(in->t.cohort, in->now), error)
               : relay_leave(in->store, e->id, error)))
        return false;
    const char *reply = keep ? "alumni.keep" : stay ? "alumni.stay" : "alumni.left";
    return inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

/* Nobody would look at what is held. */
static bool may_pass(Inbound *in, const char *text)
{
    g_autofree char *why = NULL;
    return held_first_state(in, text, NULL, &why) != POST_HELD;
}

static bool ask_to_share(Inbound *in, GError **error)
{
    int64_t draft = 0;
    static const char *const choices[] = { "share", "discard" };
    if (!intake_keep_draft(in, &draft, error))
        return false;
    g_autofree char *text = phrase(in->t.who.lang, "alumni.share", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *id = g_strdup_printf("s.%" G_GINT64_FORMAT ".%s", draft, choices[i]);
        g_autofree char *label = g_strdup_printf("%s.button", choices[i]);
        g_autofree char *title = phrase(in->t.who.lang, label, NULL);
        message_add_choice(message, id, title, NULL);
    }
    message->quote = g_strdup(in->event->id);
    return inbound_send(in, "R", message, error);
}

/* "#12 text" answers a post of the room. */
static bool by_number(Inbound *in, bool *handled, GError **error)
{
    const char *rest = NULL;
    int number = discussion_reply_number(in->event->text, &rest);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = number && *rest ? post_by_number(in->store, in->t.enrolment->room, number, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *handled = post != NULL;
    return !post || intake_post(in, rest, NULL, post->id, BASIS_NUMBER, error);
}

bool intake_alumni(Inbound *in, bool *handled, GError **error)
{
    bool stays = false, keeps = false;
    Enrolment *e = in->t.enrolment;
    const char *payload = in->event->payload;
    *handled = false;
    if (!in->t.cohort->alumni || !consent_given(in->store, e->id, "alumni", &stays, error) ||
        !consent_given(in->store, e->id, "alumni_posts", &keeps, error) || !stays)
        return !(error && *error);
    *handled = true;
    e->may_posts = keeps;
    if (payload && g_str_has_prefix(payload, "s."))
        return intake_tap(in, payload, error);
    if (in->event->inbound != INBOUND_TEXT || !in->event->text || !*in->event->text)
        return inbound_reply(in, phrase(in->t.who.lang, "alumni.text_only", NULL), error);
    if (phrase_word(in->event->text, &(int){ 0 }) == WORD_UNDO)
        return intake_undo(in, error);
    if (!may_pass(in, in->event->text))
        return inbound_reply(in, phrase(in->t.who.lang, "alumni.not_passed", NULL), error);
    bool numbered = false;
    return by_number(in, &numbered, error) && (numbered || ask_to_share(in, error));
}
