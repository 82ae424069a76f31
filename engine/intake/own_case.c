/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case that a learner brings, in reply to what the step said. It waits for a facilitator whatever it says, and goes
 * to the room without her name unless she taps otherwise. */
#include "intake_priv.h"
#include "bring.h"

#include <math.h>
#include <string.h>

/* Those of hers that still wait make room for what she writes now. */
static bool replace_old(Inbound *in, const Step *step, GError **error)
{
    g_autoptr(GArray) old = brought_waiting(in->store, in->t.enrolment->id, step->id, error);
    for (guint i = 0; old && i < old->len; i++) {
        bool moved = false;
        if (!post_move(in->store, g_array_index(old, int64_t, i), POST_HELD, POST_WITHDRAWN, in->now, "brought anew",
                &moved, error))
            return false;
    }
    return old != NULL;
}

static bool ask_name(Inbound *in, int64_t post, GError **error)
{
    static const char *const choices[] = { "anon", "name" };
    g_autofree char *text = phrase(in->t.who.lang, "case.thanks", NULL);
    g_autoptr(Message) message = message_new(MESSAGE_BUTTONS, text);
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *id = g_strdup_printf("b.%" G_GINT64_FORMAT ".%s", post, choices[i]);
        g_autofree char *key = g_strdup_printf("case.%s.button", choices[i]);
        g_autofree char *title = phrase(in->t.who.lang, key, NULL);
        message_add_choice(message, id, title, NULL);
    }
    return inbound_send(in, "B", g_steal_pointer(&message), error);
}

/* What the guard has found is taught at once: she may write it again before anybody has looked at it. */
static bool teach(Inbound *in, const Post *post, GError **error)
{
    g_autofree char *found = post->text ? context_guard(in->context, post->cohort, post->text) : NULL;
    return found ? held_tell(in, post->id, POST_HELD, post->why_held, error)
                 : inbound_note(in, "case.brought", NULL, error);
}

bool intake_brought(Inbound *in, const Step *step, GError **error)
{
    bool open = false;
    const char *file = inbound_file(in->event);
    if (in->t.enrolment->role == MEMBER_OBSERVER)
        return inbound_reply(in, phrase(in->t.who.lang, "observer.reads", NULL), error);
    if (!bring_is_open(&in->t, step, &open, error))
        return false;
    if (!open)
        return inbound_reply(in, phrase(in->t.who.lang, "closed.reply", NULL), error);
    g_autofree char *why = NULL;
    held_first_state(in, in->event->text, file, &why);
    g_autofree char *all = why ? g_strjoin(", ", "case", why, NULL) : g_strdup("case");
    Post post = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .prompt = step->id,
        .basis = BASIS_QUOTE,
        .text = in->event->text && *in->event->text ? in->event->text : NULL,
        .media = in->event->media_id,
        .mime = file ? in->event->mime : NULL,
        .state = POST_HELD,
        .why_held = all,
        .keep = in->t.enrolment->may_posts,
        .anon = true,
        .written = in->now,
        .wamid = in->event->id };
    return replace_old(in, step, error) && post_add(in->store, &post, error) && brought_add(in->store, &post, error) &&
           inbound_want_file(in, &post, error) && tutor_done(&in->t, step->id, NAN, error) && teach(in, &post, error) &&
           ask_name(in, post.id, error);
}

bool intake_brought_tap(Inbound *in, int64_t id, const char *choice, GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool name = strcmp(choice, "name") == 0;
    g_autoptr(Brought) brought = brought_get(in->store, id, &fault);
    g_autoptr(Post) post = brought && !fault ? post_get(in->store, id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!post || post->enrolment != in->t.enrolment->id || post->state != POST_HELD)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    return post_set_anon(in->store, id, !name, error) &&
           inbound_reply(in,
               phrase(in->t.who.lang, name ? "case.named" : "case.unnamed", "name", in->t.who.learner_name, NULL),
               error);
}
