/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is handed in, and reviews of what others have handed in. A file, or words that may tell who a patient is, wait
 * for a facilitator before any colleague sees them; a comment with such words is not passed on. */
#include "assignment.h"
#include "intake_priv.h"

#include <math.h>

#define CRITERIA_MOST 100

static const struct {
    InboundKind kind;
    const char *form, *name; /* in the course's accepts; the text that names it */
} forms[] = {
    { INBOUND_TEXT, "text", "work.text" },
    { INBOUND_IMAGE, "photo", "digest.image" },
    { INBOUND_AUDIO, "voice", "digest.audio" },
    { INBOUND_DOCUMENT, "document", "digest.document" },
};

static const char *form_of(const Event *event)
{
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
        if (event->inbound == forms[i].kind)
            return event->inbound != INBOUND_TEXT || (event->text && *event->text) ? forms[i].form : NULL;
    return NULL;
}

static bool accepts(const Step *step, const char *form)
{
    g_auto(GStrv) list = g_strsplit_set(step->accepts ? step->accepts : "text", " \t\n", -1);
    return form && g_strv_contains((const char *const *)list, form);
}

/* "words, photo": what may be handed in, in the learner's language. Given. */
static char *accepted(const Inbound *in, const Step *step)
{
    GString *names = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autofree char *name = accepts(step, forms[i].form) ? phrase(in->t.who.lang, forms[i].name, NULL) : NULL;
        if (name)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
    }
    return g_string_free(names, FALSE);
}

/* Tells her where it may not be handed in: *open is false then. Where the step was left out for her, no time was over.
 */
static bool check_open(Inbound *in, const Step *step, bool *open, int64_t *closes, GError **error)
{
    if (!assignment_is_open(&in->t, step, open, closes, error))
        return false;
    if (*open)
        return true;
    if (!*closes)
        return inbound_reply(in, phrase(in->t.who.lang, "closed.reply", NULL), error);
    g_autofree char *due = civil_local_text(cohort_zone(in->t.cohort), *closes);
    return inbound_reply(in, phrase(in->t.who.lang, "work.late", "due", due, NULL), error);
}

/* What she handed in before is taken back. */
static bool replace_old(Inbound *in, const Step *step, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) old = work_of(in->store, in->t.enrolment->id, step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !old || post_move(in->store, old->id, old->state, POST_WITHDRAWN, in->now, "handed in anew", NULL, error);
}

/* It is there: the step is done for her, and she is told what comes next. */
static bool accept(
    Inbound *in, const Step *step, int64_t post, PostState state, const char *why, int64_t closes, GError **error)
{
    bool fresh = false;
    g_autofree char *due = civil_local_text(cohort_zone(in->t.cohort), closes);
    if (!task_confirm(in->store, in->t.enrolment->id, step->id, NULL, in->now, &fresh, error) ||
        !tutor_done(&in->t, step->id, NAN, error))
        return false;
    if (state == POST_HELD)
        return held_tell_work(in, post, why, due, error);
    return inbound_reply(in, phrase(in->t.who.lang, "work.thanks", "due", due, NULL), error);
}

static bool hand_in(Inbound *in, const Step *step, int64_t closes, GError **error)
{
    g_autofree char *why = NULL;
    const char *file = inbound_file(in->event);
    Post post = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .prompt = step->id,
        .basis = BASIS_QUOTE,
        .text = in->event->text && *in->event->text ? in->event->text : NULL,
        .media = in->event->media_id,
        .mime = file ? in->event->mime : NULL,
        .keep = in->t.enrolment->may_posts,
        .written = in->now,
        .wamid = in->event->id };
    post.state = held_first_state(in, post.text, file, &why) == POST_HELD ? POST_HELD : POST_WORK;
    post.why_held = why;
    return replace_old(in, step, error) && post_add(in->store, &post, error) && inbound_want_file(in, &post, error) &&
           accept(in, step, post.id, post.state, why, closes, error);
}

bool intake_work(Inbound *in, const Step *step, GError **error)
{
    bool open = false;
    int64_t closes = 0;
    if (in->t.enrolment->role == MEMBER_OBSERVER)
        return inbound_reply(in, phrase(in->t.who.lang, "observer.reads", NULL), error);
    if (!accepts(step, form_of(in->event))) {
        g_autofree char *names = accepted(in, step);
        return inbound_reply(in, phrase(in->t.who.lang, "work.form", "forms", names, NULL), error);
    }
    if (!check_open(in, step, &open, &closes, error) || !open)
        return !(error && *error);
    return hand_in(in, step, closes, error);
}

bool intake_work_draft(Inbound *in, const Post *draft, GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool open = false, moved = false;
    int64_t closes = 0;
    const Step *step = assignment_waiting(&in->t, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!step)
        return inbound_reply(in, phrase(in->t.who.lang, "draft.gone", NULL), error);
    g_autofree char *why = NULL;
    PostState state =
        held_first_state(in, draft->text, draft->media ? "file" : NULL, &why) == POST_HELD ? POST_HELD : POST_WORK;
    if (!assignment_is_open(&in->t, step, &open, &closes, error) ||
        !work_from_draft(in->store, draft->id, step->id, state, why, &moved, error))
        return false;
    if (!moved)
        return inbound_reply(in, phrase(in->t.who.lang, "draft.gone", NULL), error);
    return inbound_want_file(in, draft, error) && accept(in, step, draft->id, state, why, closes, error);
}

bool intake_work_fits(Inbound *in, bool *fits, GError **error)
{
    g_autoptr(GError) fault = NULL;
    const Step *step = assignment_waiting(&in->t, &fault);
    *fits = step && accepts(step, form_of(in->event));
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* --- reviews --- */

/* `must`: she has quoted what asked for it, so it is a review or she is told how to write one. */
static bool take_review(Inbound *in, const Review *review, bool must, bool *handled, GError **error)
{
    int marks[CRITERIA_MOST];
    const char *comment = NULL, *lang = in->t.who.lang;
    const Step *step = course_step(in->t.who.course, review->step);
    const Rubric *rubric = step ? course_rubric(in->t.who.course, step->rubric) : NULL;
    *handled = must;
    if (!rubric || rubric->criteria->len > CRITERIA_MOST)
        return true;
    if (!in->event->text || in->event->inbound != INBOUND_TEXT ||
        !review_read(rubric, in->event->text, marks, &comment)) {
        g_autofree char *n = g_strdup_printf("%u", rubric->criteria->len);
        return !must || inbound_reply(in, phrase(lang, "work.marks", "n", n, NULL), error);
    }
    *handled = true;
    if (review->state == REVIEW_DONE)
        return inbound_reply(in, phrase(lang, "work.once", NULL), error);
    g_autofree char *why = *comment ? context_guard(in->context, in->t.enrolment->cohort, comment) : NULL;
    if (why)
        return inbound_reply(in, phrase(lang, "work.comment_held", NULL), error);
    return assignment_reviewed(&in->t, review, marks, comment, error) &&
           inbound_reply(in, phrase(lang, "work.reviewed", NULL), error);
}

bool intake_review_quoted(Inbound *in, int64_t id, bool *handled, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Review) review = review_get(in->store, id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *handled = false;
    return !review || review->reviewer != in->t.enrolment->id || take_review(in, review, true, handled, error);
}

bool intake_review(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    const char *text = in->event->inbound == INBOUND_TEXT ? in->event->text : NULL;
    if (!text || !g_ascii_isdigit(*text))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Review) review = assignment_asked(&in->t, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !review || take_review(in, review, false, handled, error);
}
