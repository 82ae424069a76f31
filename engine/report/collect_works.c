/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that was handed in for the course's assignments, and what colleagues made of it. */
#include "collect_priv.h"
#include "handed.h"
#include "review.h"

static void add_assignment(Collect *c, const Step *step)
{
    const Course *course = c->course;
    const Rubric *rubric = step->rubric ? course_rubric(course, step->rubric) : NULL;
    ReportAssignment *row = g_new0(ReportAssignment, 1);
    row->step = g_strdup(step->id);
    row->title = g_strdup(course_text(step->title, course, course->lang, c->cohort->country));
    row->peer = step->peer;
    row->criteria = g_ptr_array_new_with_free_func(g_free);
    row->most = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; rubric && step->peer && i < rubric->criteria->len; i++) {
        const Criterion *criterion = rubric->criteria->pdata[i];
        int most = (int)criterion->points;
        g_ptr_array_add(
            row->criteria, g_strdup(course_text(criterion->texts, course, course->lang, c->cohort->country)));
        g_array_append_val(row->most, most);
    }
    g_ptr_array_add(c->data->assignments, row);
}

static int assignment_of(const ReportData *data, const char *step)
{
    for (guint i = 0; i < data->assignments->len; i++)
        if (g_strcmp0(((const ReportAssignment *)data->assignments->pdata[i])->step, step) == 0)
            return (int)i;
    return -1;
}

/* A held post and a question count only where they are work. */
static void add_work(Collect *c, const Post *post)
{
    int learner = collect_index(c->learner_of, post->enrolment), of = assignment_of(c->data, post->prompt);
    bool with_staff = post->state == POST_HELD || work_is_with_staff(post);
    if (learner < 0 || of < 0 || (post->state == POST_QUESTION && !with_staff))
        return;
    ReportWork *work = g_new0(ReportWork, 1);
    *work = (ReportWork){ .id = post->id,
        .learner = learner,
        .assignment = of,
        .handed = post->state != POST_HELD,
        .with_staff = with_staff,
        .text = post->keep ? g_strdup(post->text) : NULL,
        .length = post->length,
        .time = post->written };
    g_ptr_array_add(c->data->works, work);
    collect_met(c, learner, post->prompt);
}

static void add_review(Collect *c, const Review *from)
{
    int author = collect_index(c->learner_of, from->author), reviewer = collect_index(c->learner_of, from->reviewer);
    int of = assignment_of(c->data, from->step);
    if (author < 0 || reviewer < 0 || of < 0)
        return;
    ReportReview *review = g_new0(ReportReview, 1);
    *review = (ReportReview){ .work = from->work,
        .author = author,
        .reviewer = reviewer,
        .assignment = of,
        .state = g_strdup(review_state_name(from->state)),
        .marks = g_array_new(FALSE, FALSE, sizeof(int)),
        .comment = g_strdup(from->comment),
        .asked = from->asked,
        .answered = from->answered };
    g_auto(GStrv) marks = g_strsplit(from->marks ? from->marks : "", " ", -1);
    for (int i = 0; marks[i] && *marks[i]; i++) {
        int mark = (int)g_ascii_strtoll(marks[i], NULL, 10);
        g_array_append_val(review->marks, mark);
    }
    g_ptr_array_add(c->data->reviews, review);
}

bool collect_works(Collect *c, GError **error)
{
    for (guint i = 0; i < c->course->steps->len; i++)
        if (((const Step *)c->course->steps->pdata[i])->kind == STEP_ASSIGNMENT)
            add_assignment(c, c->course->steps->pdata[i]);
    if (c->data->assignments->len == 0)
        return true;
    g_autoptr(GPtrArray) works = work_in_cohort(c->store, c->cohort->id, error);
    g_autoptr(GPtrArray) reviews = works ? review_of_cohort(c->store, c->cohort->id, error) : NULL;
    for (guint i = 0; reviews && i < works->len; i++)
        add_work(c, works->pdata[i]);
    for (guint i = 0; reviews && i < reviews->len; i++)
        add_review(c, reviews->pdata[i]);
    return reviews != NULL;
}
