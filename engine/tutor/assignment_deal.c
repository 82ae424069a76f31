/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reviews what. At the close of the task each piece of work is dealt to the authors of the others, in a ring; later
 * rounds fill up what has too few. Who has left, pauses, has not answered when she was asked, or between whom and the
 * author nothing passes, is not asked. A reviewer has one at a time. */
#include "assignment_priv.h"
#include "clock.h"
#include "facilitate_priv.h"
#include "room_talk.h"

#define PATIENCE DAY

/* Asked a day ago and has answered nothing in this step. */
static bool is_silent(const GPtrArray *own, int64_t now)
{
    bool silent = false;
    for (guint i = 0; i < own->len; i++) {
        const Review *review = own->pdata[i];
        if (review->state == REVIEW_DONE)
            return false;
        silent |= review->asked && review->asked <= now - PATIENCE;
    }
    return silent;
}

/* Whether she may be asked for a review; *load: of how many she has been. */
static bool reviews_now(
    Context *context, int64_t enrolment, const char *step, int64_t now, int *load, bool *able, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), enrolment, error);
    g_autoptr(GPtrArray) own = e ? review_of_reviewer(context_store(context), enrolment, step, error) : NULL;
    if (!own)
        return false;
    *load = (int)own->len;
    *able = e->state == ENROLMENT_ACTIVE && e->may_course && !is_silent(own, now);
    return true;
}

bool assignment_let_go(Context *context, const Step *step, int64_t work, bool all, int64_t now, int *n, GError **error)
{
    g_autoptr(GPtrArray) reviews = review_of_work(context_store(context), work, error);
    for (guint i = 0; reviews && i < reviews->len; i++) {
        int load = 0;
        bool able = false;
        const Review *review = reviews->pdata[i];
        if (review->state != REVIEW_ASKED && review->state != REVIEW_WAITING)
            continue;
        if (!all && !reviews_now(context, review->reviewer, step->id, now, &load, &able, error))
            return false;
        if (able)
            continue;
        if (!review_move(context_store(context), review->id, review->state, REVIEW_LET_GO, now, error))
            return false;
        if (n)
            ++*n;
    }
    return reviews != NULL;
}

/* --- asking --- */

/* *sent is false where the review is let go instead: its work is gone, or nothing passes between the two any more. */
static bool ask(const Tutor *t, const Review *review, bool *sent, GError **error)
{
    bool apart = false;
    Store *store = context_store(t->context);
    const Step *step = course_step(t->who.course, review->step);
    g_autoptr(Post) work = post_get(store, review->work, error);
    if (!work || !talk_apart(store, review->reviewer, review->author, &apart, error))
        return false;
    *sent = step && course_rubric(t->who.course, step->rubric) && work->state == POST_WORK && !apart &&
            (work->text || work->asset);
    if (!*sent)
        return review_move(store, review->id, REVIEW_WAITING, REVIEW_LET_GO, t->now, error);
    g_autofree char *text = assignment_ask_text(t, step, work);
    g_autofree char *key = g_strdup_printf("RV%" G_GINT64_FORMAT, review->id);
    return review_move(store, review->id, REVIEW_WAITING, REVIEW_ASKED, t->now, error) &&
           tutor_owe(
               t, key, LANE_CONTENT, OWED_SAY, step->id, facilitate_with_file(t, text, work->asset, work->mime), error);
}

bool assignment_ask_next(const Tutor *t, const char *step, GError **error)
{
    g_autoptr(GPtrArray) own = review_of_reviewer(context_store(t->context), t->enrolment->id, step, error);
    for (guint i = 0; own && i < own->len; i++)
        if (((const Review *)own->pdata[i])->state == REVIEW_ASKED)
            return true;
    bool sent = false;
    for (guint i = 0; own && i < own->len && !sent; i++) {
        const Review *review = own->pdata[i];
        if (review->state == REVIEW_WAITING && !ask(t, review, &sent, error))
            return false;
    }
    return own != NULL;
}

/* --- dealing --- */

typedef struct {
    Context *context;
    const Step *step;
    int64_t now;
    GArray *works; /* ReviewWork */
    GArray *had;   /* ReviewPair */
} Deal;

/* Whether its author's time to hand in is over: before that she might still replace it, and may not see others'. */
static bool is_closed(const Deal *d, int64_t enrolment, bool *closed, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *beat = g_strdup_printf("%s.close", d->step->id);
    g_autoptr(Due) row = schedule_find(context_store(d->context), enrolment, 0, beat, &fault);
    *closed = row && row->utc <= d->now && row->state != DUE_SKIPPED;
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

static bool add_pairs(const Deal *d, const Post *post, const GPtrArray *of, ReviewWork *work, GError **error)
{
    g_autoptr(GArray) blocked = talk_blocked(context_store(d->context), post->enrolment, error);
    for (guint i = 0; blocked && i < blocked->len; i++) {
        ReviewPair pair = { post->id, g_array_index(blocked, int64_t, i) };
        g_array_append_val(d->had, pair);
    }
    for (guint i = 0; i < of->len; i++) {
        const Review *review = of->pdata[i];
        ReviewPair pair = { review->work, review->reviewer };
        work->asked += review->state != REVIEW_LET_GO;
        g_array_append_val(d->had, pair);
    }
    return blocked != NULL;
}

static bool add_work(const Deal *d, const Post *post, GError **error)
{
    Store *store = context_store(d->context);
    bool closed = false, able = false;
    ReviewWork work = { .work = post->id, .author = post->enrolment };
    if (!is_closed(d, post->enrolment, &closed, error))
        return false;
    if (!closed)
        return true;
    g_autoptr(GPtrArray) of = review_of_work(store, post->id, error);
    if (!of || !reviews_now(d->context, post->enrolment, d->step->id, d->now, &work.load, &able, error) ||
        !add_pairs(d, post, of, &work, error))
        return false;
    work.gone = !able;
    g_array_append_val(d->works, work);
    return true;
}

static bool take_pair(const Deal *d, const ReviewPair *pair, GError **error)
{
    Tutor t;
    g_autoptr(Post) work = post_get(context_store(d->context), pair->work, error);
    g_autoptr(Enrolment) e =
        work ? enrolment_get(context_store(d->context), context_vault(d->context), pair->reviewer, error) : NULL;
    if (!e || !tutor_init(&t, d->context, e, d->now, error))
        return false;
    Review review = { .cohort = work->cohort,
        .step = d->step->id,
        .work = work->id,
        .author = work->enrolment,
        .reviewer = pair->reviewer };
    return review_add(context_store(d->context), &review, error) && assignment_ask_next(&t, d->step->id, error);
}

bool assignment_deal(Context *context, int64_t room, const Step *step, int64_t now, int *asked, GError **error)
{
    g_autoptr(GArray) works = g_array_new(FALSE, TRUE, sizeof(ReviewWork));
    g_autoptr(GArray) had = g_array_new(FALSE, TRUE, sizeof(ReviewPair));
    g_autoptr(GPtrArray) posts = work_in_room(context_store(context), room, step->id, error);
    Deal d = { context, step, now, works, had };
    for (guint i = 0; posts && i < posts->len; i++)
        if (!add_work(&d, posts->pdata[i], error))
            return false;
    if (!posts)
        return false;
    g_autoptr(GArray) pairs = review_deal(works, had, step->peer);
    for (guint i = 0; i < pairs->len; i++)
        if (!take_pair(&d, &g_array_index(pairs, ReviewPair, i), error))
            return false;
    if (asked)
        *asked += (int)pairs->len;
    return true;
}

bool assignment_deal_anew(
    Context *context, int64_t room, const Step *step, int64_t now, int *let_go, int *asked, GError **error)
{
    g_autoptr(GPtrArray) posts = work_in_room(context_store(context), room, step->id, error);
    for (guint i = 0; posts && i < posts->len; i++)
        if (!assignment_let_go(context, step, ((const Post *)posts->pdata[i])->id, false, now, let_go, error))
            return false;
    return posts && assignment_deal(context, room, step, now, asked, error);
}
