/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case that a learner brings: nobody sees it before a facilitator has, and what she changes in it replaces the words,
 * so that what could tell who the patient is does not stay. */
#include "bring.h"
#include "certify.h"
#include "facilitate.h"
#include "phrase.h"

bool bring_open(const Tutor *t, const Step *step, const char *key, GError **error)
{
    GPtrArray *messages = layout_text(&t->who, step->shows, step->texts);
    g_autofree char *how = phrase(t->who.lang, "case.how", NULL);
    GPtrArray *rest = layout_plain(&t->who, how);
    g_ptr_array_extend_and_steal(messages, rest);
    return tutor_owe(t, key, LANE_CONTENT, OWED_CONTENT, step->id, messages, error);
}

bool bring_is_open(const Tutor *t, const Step *step, bool *open, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_find(context_store(t->context), t->enrolment->id, 0, step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    int64_t closes = row && (step->due || step->due_days) ? schedule_closes(t->cohort, step, row->started) : 0;
    *open = row && row->state != DUE_WAITING && row->state != DUE_SKIPPED && (!closes || t->now < closes);
    return true;
}

static bool move(Context *context, Post *post, PostState to, int64_t now, GError **error)
{
    bool moved = false;
    if (!post_move(context_store(context), post->id, POST_HELD, to, now, post->why_held, &moved, error))
        return false;
    g_autoptr(Post) is = post_get(context_store(context), post->id, error);
    if (!is)
        return false;
    if (!moved) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "case %" G_GINT64_FORMAT " does not wait for a decision any more: it is %s", post->id,
            post_state_name(is->state));
        return false;
    }
    post->state = is->state;
    post->number = is->number;
    return true;
}

/* Of the step, so that a reply to it is a case for it. */
static bool tell(Context *context, const Post *post, const char *what, const char *key, const char *name,
    const char *value, int64_t now, GError **error)
{
    Tutor t;
    g_autoptr(Enrolment) author = enrolment_get(context_store(context), context_vault(context), post->enrolment, error);
    if (!author || !tutor_init(&t, context, author, now, error))
        return false;
    g_autofree char *text = phrase(t.who.lang, key, name, value, NULL);
    g_autofree char *owed = g_strdup_printf("P%" G_GINT64_FORMAT "/%s", post->id, what);
    /* Whether it counts for credit has changed. */
    return certify_look(&t, post->prompt, error) &&
           tutor_owe(&t, owed, LANE_REPLY, OWED_NOTICE, post->prompt, layout_plain(&t.who, text), error);
}

bool bring_approve(Context *context, Post *post, const char *text, int64_t now, GError **error)
{
    if ((text && !post_reword(context_store(context), post->id, text, error)) ||
        !move(context, post, POST_SHARED, now, error))
        return false;
    g_autofree char *number = g_strdup_printf("%d", post->number);
    return tell(
        context, post, "released", text ? "case.approved_edited" : "case.approved", "number", number, now, error);
}

bool bring_return(Context *context, Post *post, const char *why, int64_t now, GError **error)
{
    return move(context, post, POST_WITHDRAWN, now, error) &&
           tell(context, post, "rejected", "case.returned", "why", why, now, error);
}

bool bring_close(Context *context, const Post *post, const char *words, const char *grey, int64_t staff, int64_t now,
    int *number, char **looks, GError **error)
{
    Post note = { .cohort = post->cohort,
        .room = post->room,
        .prompt = post->prompt,
        .reply_to = post->id,
        .basis = BASIS_NUMBER,
        .text = (char *)words,
        .staff = staff };
    if (!facilitate_post(context, &note, now, looks, error))
        return false;
    *number = note.number;
    return brought_close(context_store(context), post->id, note.id, grey, now, error);
}
