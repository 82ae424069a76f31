/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing in, and reviews in rounds. At the close all are asked for; two course days later half are enough, and others
 * are asked in place of those who are silent; after two more one is enough, and without any the work is the
 * facilitator's, as a private question of its author's. */
#include "assignment_priv.h"
#include "phrase.h"
#include "room_talk.h"

#include <math.h>

static char *due_text(const Tutor *t, int64_t utc)
{
    return civil_local_text(cohort_zone(t->cohort), utc);
}

bool assignment_open(const Tutor *t, const Step *step, const char *key, GError **error)
{
    LayoutFor who = t->who;
    g_autofree char *due = due_text(t, schedule_closes(t->cohort, step, t->now));
    who.due_text = due;
    GPtrArray *messages = layout_text(&who, step->shows, step->texts);
    g_autofree char *how = phrase(t->who.lang, step->peer ? "work.how_peer" : "work.how", "due", due, NULL);
    g_ptr_array_extend_and_steal(messages, layout_plain(&t->who, how));
    return tutor_owe(t, key, LANE_CONTENT, OWED_CONTENT, step->id, messages, error);
}

bool assignment_is_open(const Tutor *t, const Step *step, bool *open, int64_t *closes, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_find(context_store(t->context), t->enrolment->id, 0, step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool had = row && row->state != DUE_WAITING && row->state != DUE_SKIPPED;
    *closes = had ? schedule_closes(t->cohort, step, row->started) : 0;
    *open = had && t->now < *closes;
    return true;
}

const Step *assignment_waiting(const Tutor *t, GError **error)
{
    for (guint i = 0; i < t->who.course->steps->len; i++) {
        bool open = false;
        int64_t closes = 0;
        g_autoptr(GError) fault = NULL;
        const Step *step = t->who.course->steps->pdata[i];
        if (step->kind != STEP_ASSIGNMENT)
            continue;
        g_autoptr(Post) work = work_of(context_store(t->context), t->enrolment->id, step->id, &fault);
        if (fault || !assignment_is_open(t, step, &open, &closes, &fault)) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return NULL;
        }
        if (open && !work)
            return step;
    }
    return NULL;
}

/* --- rounds --- */

/* Her words go out only while she takes part. */
static bool takes_part(const Tutor *t)
{
    return t->enrolment->state == ENROLMENT_ACTIVE || t->enrolment->state == ENROLMENT_PAUSED;
}

/* Of these reviews the given ones; borrowed from `reviews`. Given. */
static GPtrArray *given_of(const GPtrArray *reviews)
{
    GPtrArray *given = g_ptr_array_new();
    for (guint i = 0; i < reviews->len; i++)
        if (((const Review *)reviews->pdata[i])->state == REVIEW_DONE)
            g_ptr_array_add(given, reviews->pdata[i]);
    return given;
}

static bool tell_author(
    const Tutor *t, const Step *step, const char *key, const GPtrArray *reviews, bool more, GError **error)
{
    g_autofree char *text = assignment_result_text(t, step, reviews, more);
    return !takes_part(t) || tutor_owe(t, key, LANE_CONTENT, OWED_SAY, step->id, layout_plain(&t->who, text), error);
}

/* Tells the author once, when as many have come as the round asks for; her step gets their medians as its score. */
static bool settle(
    const Tutor *t, const Step *step, int64_t work, ReviewRound round, bool *told, int *given, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GPtrArray) reviews = review_of_work(store, work, error);
    if (!reviews || !review_told(store, work, told, error))
        return false;
    g_autoptr(GPtrArray) done = given_of(reviews);
    *given = (int)done->len;
    if (*told || *given < review_needed(step->peer, round))
        return true;
    *told = true;
    g_autofree char *key = g_strdup_printf("WR%" G_GINT64_FORMAT, work);
    double share = assignment_share(t->who.course, step, done);
    return review_set_told(store, work, t->now, error) && tell_author(t, step, key, done, false, error) &&
           (isnan(share) || tutor_done(t, step->id, share, error));
}

/* The round in which a learner's work is, by her rows. */
static bool round_of(const Tutor *t, const Step *step, ReviewRound *round, GError **error)
{
    *round = ROUND_ALL;
    for (int r = ROUND_HALF; r < REVIEW_ROUNDS; r++) {
        g_autoptr(GError) fault = NULL;
        g_autofree char *beat = g_strdup_printf("%s.review.%d", step->id, r + 1);
        g_autoptr(Due) row = schedule_find(context_store(t->context), t->enrolment->id, 0, beat, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (row && row->state == DUE_DONE)
            *round = (ReviewRound)r;
    }
    return true;
}

bool assignment_to_facilitator(const Tutor *t, const Step *step, Post *work, const char *why, GError **error)
{
    bool moved = false;
    g_autofree char *key = g_strdup_printf("WF%" G_GINT64_FORMAT, work->id);
    if (!assignment_let_go(t->context, step, work->id, true, t->now, NULL, error) ||
        !post_move(context_store(t->context), work->id, POST_WORK, POST_QUESTION, t->now, why, &moved, error))
        return false;
    if (!moved) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "work %" G_GINT64_FORMAT " is not with reviewers: it is %s", work->id, post_state_name(work->state));
        return false;
    }
    work->state = POST_QUESTION;
    return !takes_part(t) ||
           tutor_say(t, key, LANE_CONTENT, OWED_SAY, phrase(t->who.lang, "work.facilitator", NULL), error);
}

/* Whether anybody has reviewed it, is about to or could be asked. */
static bool has_reviewers(const Tutor *t, int64_t work, bool *has, GError **error)
{
    g_autoptr(GPtrArray) reviews = review_of_work(context_store(t->context), work, error);
    *has = false;
    for (guint i = 0; reviews && i < reviews->len; i++)
        *has |= ((const Review *)reviews->pdata[i])->state != REVIEW_LET_GO;
    return reviews != NULL;
}

static bool run_round(const Tutor *t, const Step *step, Post *work, ReviewRound round, GError **error)
{
    int given = 0;
    bool told = false, has = false;
    if (!settle(t, step, work->id, round, &told, &given, error))
        return false;
    if (told)
        return true;
    if (round == ROUND_ANY)
        return assignment_to_facilitator(t, step, work, WORK_NO_REVIEW, error);
    if (round != ROUND_ALL && !assignment_let_go(t->context, step, work->id, false, t->now, NULL, error))
        return false;
    if (!assignment_deal(t->context, work->room, step, t->now, NULL, error) || !has_reviewers(t, work->id, &has, error))
        return false;
    return has || assignment_to_facilitator(t, step, work, WORK_NOBODY, error);
}

bool assignment_round(const Tutor *t, const Step *step, ReviewRound round, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) work = step->peer ? work_of(context_store(t->context), t->enrolment->id, step->id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !work || work->state != POST_WORK || run_round(t, step, work, round, error);
}

/* --- a facilitator has looked at it --- */

static bool count_released(const Tutor *t, const Step *step, Post *post, GError **error)
{
    bool open = false;
    int64_t closes = 0;
    ReviewRound round = ROUND_ALL;
    if (!assignment_is_open(t, step, &open, &closes, error))
        return false;
    if (open || !step->peer)
        return true;
    return round_of(t, step, &round, error) && run_round(t, step, post, round, error);
}

/* The assignment for which a post was handed in; *step is NULL where it was not. */
static bool step_of(Context *context, const Post *post, const Step **step, GError **error)
{
    bool any = post->prompt && post->enrolment;
    const Plan *plan = any ? context_plan_of(context, post->cohort, error) : NULL;
    *step = plan ? course_step(plan_course(plan), post->prompt) : NULL;
    if (*step && (*step)->kind != STEP_ASSIGNMENT)
        *step = NULL;
    return !any || plan;
}

/* From held, by a facilitator; `t` is its author. */
static bool decide(Context *context, Post *post, PostState to, int64_t now, Tutor *t, Enrolment **e, GError **error)
{
    bool moved = false;
    *e = enrolment_get(context_store(context), context_vault(context), post->enrolment, error);
    if (!*e || !tutor_init(t, context, *e, now, error) ||
        !post_move(context_store(context), post->id, POST_HELD, to, now, post->why_held, &moved, error))
        return false;
    if (!moved) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "work %" G_GINT64_FORMAT " is not held: it is %s",
            post->id, post_state_name(post->state));
        return false;
    }
    post->state = to;
    return true;
}

bool assignment_reject(Context *context, Post *post, const char *why, int64_t now, bool *mine, GError **error)
{
    Tutor t;
    const Step *step = NULL;
    g_autoptr(Enrolment) e = NULL;
    if (!step_of(context, post, &step, error))
        return false;
    *mine = step != NULL;
    if (!step)
        return true;
    if (!decide(context, post, POST_WITHDRAWN, now, &t, &e, error) ||
        !task_take_back(context_store(context), post->enrolment, step->id, error))
        return false;
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/rejected", post->id);
    g_autofree char *text = phrase(t.who.lang, "work.rejected", "why", why ? why : "", NULL);
    /* Of the step, so that a reply to it is the work again. */
    return tutor_owe(&t, key, LANE_REPLY, OWED_NOTICE, step->id, layout_plain(&t.who, text), error);
}

bool assignment_take_back(const Tutor *t, const Post *post, bool *moved, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GPtrArray) reviews = review_of_work(store, post->id, error);
    *moved = false;
    if (!reviews || reviews->len)
        return reviews != NULL;
    return post_move(store, post->id, POST_WORK, POST_WITHDRAWN, t->now, "deleted by its author", moved, error) &&
           (!*moved || task_take_back(store, post->enrolment, post->prompt, error));
}

bool assignment_release(Context *context, Post *post, int64_t now, bool *mine, GError **error)
{
    Tutor t;
    const Step *step = NULL;
    g_autoptr(Enrolment) e = NULL;
    if (!step_of(context, post, &step, error))
        return false;
    *mine = step != NULL;
    if (!step)
        return true;
    if (!decide(context, post, POST_WORK, now, &t, &e, error))
        return false;
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/released", post->id);
    return tutor_say(&t, key, LANE_REPLY, OWED_NOTICE, phrase(t.who.lang, "work.released", NULL), error) &&
           count_released(&t, step, post, error);
}

/* --- a review is given --- */

Review *assignment_asked(const Tutor *t, GError **error)
{
    g_autoptr(GPtrArray) own = review_of_reviewer(context_store(t->context), t->enrolment->id, NULL, error);
    Review *found = NULL;
    for (guint i = 0; own && i < own->len; i++) {
        Review *review = own->pdata[i];
        bool late = review->state == REVIEW_LET_GO && review->asked;
        if (review->state == REVIEW_ASKED || (late && (!found || found->state != REVIEW_ASKED)))
            found = review;
    }
    return found ? review_get(context_store(t->context), found->id, error) : NULL;
}

/* What comes after its author was told goes to her by itself. */
static bool pass_on(const Tutor *author, const Step *step, const Review *review, GError **error)
{
    int given = 0;
    bool before = false, told = false;
    ReviewRound round = ROUND_ALL;
    Store *store = context_store(author->context);
    if (!review_told(store, review->work, &before, error) || !round_of(author, step, &round, error))
        return false;
    if (!before)
        return settle(author, step, review->work, round, &told, &given, error);
    g_autoptr(Review) now_is = review_get(store, review->id, error);
    if (!now_is)
        return false;
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, now_is);
    g_autofree char *key = g_strdup_printf("WM%" G_GINT64_FORMAT, review->id);
    return tell_author(author, step, key, one, true, error);
}

bool assignment_reviewed(const Tutor *t, const Review *review, const int *marks, const char *comment, GError **error)
{
    Tutor author;
    Store *store = context_store(t->context);
    const Step *step = course_step(t->who.course, review->step);
    const Rubric *rubric = course_rubric(t->who.course, step->rubric);
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < rubric->criteria->len; i++)
        g_string_append_printf(list, "%s%d", i ? " " : "", marks[i]);
    bool apart = false;
    if (!talk_apart(store, review->reviewer, review->author, &apart, error))
        return false;
    /* Nothing passes between who was blocked since she was asked; to say so would tell her whose work it is. */
    const char *words = *comment && !apart ? comment : NULL;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(t->context), review->author, error);
    return e && review_answer(store, review->id, list->str, words, t->now, error) &&
           tutor_init(&author, t->context, e, t->now, error) && pass_on(&author, step, review, error) &&
           assignment_ask_next(t, review->step, error);
}
