/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <math.h>

static const struct {
    const char *name, *label;
} missing_texts[MISSINGS] = {
    [MISSING_NONE] = { "", "" },
    [MISSING_NOT_SENT] = { "not_sent", "not sent" },
    [MISSING_UNDELIVERED] = { "undelivered", "sent, not delivered" },
    [MISSING_NOT_READ] = { "delivered_not_read", "delivered, not read" },
    [MISSING_NO_ANSWER] = { "read_no_answer", "read, not answered" },
    [MISSING_WITHDRAWN] = { "withdrawn", "had withdrawn" },
    [MISSING_INVALID] = { "invalid_reply", "reply was no answer" },
    [MISSING_LATE] = { "late", "came after closing" },
    [MISSING_NOT_DUE] = { "not_due", "not yet due" },
    [MISSING_NOT_IN_FORM] = { "not_in_form", "not in the learner's form" },
    [MISSING_RETIRED] = { "retired", "the question counts no longer" },
};

const char *report_missing_name(ReportMissing reason)
{
    g_assert((unsigned)reason < MISSINGS);
    return missing_texts[reason].name;
}

const char *report_missing_label(ReportMissing reason)
{
    g_assert((unsigned)reason < MISSINGS);
    return missing_texts[reason].label;
}

static void free_row(gpointer row, char *const *texts, guint n)
{
    for (guint i = 0; i < n; i++)
        g_free(texts[i]);
    g_free(row);
}

static void learner_free(gpointer p)
{
    ReportLearner *l = p;
    char *const texts[] = { l->study_id, l->cadre, l->sex, l->age_band, l->facility, l->country, l->arm, l->status,
        l->source, l->left_because };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void room_free(gpointer p)
{
    ReportRoom *room = p;
    g_free(room->name);
    g_free(room);
}

static void cohort_row_free(gpointer p)
{
    ReportCohort *cohort = p;
    char *const texts[] = { cohort->name, cohort->course_version, cohort->course_sha256 };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void objective_free(gpointer p)
{
    ReportObjective *objective = p;
    char *const texts[] = { objective->id, objective->text };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void task_row_free(gpointer p)
{
    ReportTask *task = p;
    g_free(task->step);
    g_free(task);
}

static void answer_clear(gpointer p)
{
    ReportAnswer *answer = p;
    g_free(answer->answer);
    g_free(answer->shown);
}

static void sit_free(gpointer p)
{
    ReportSit *sit = p;
    g_free(sit->form);
    g_array_unref(sit->answers);
    g_free(sit);
}

static void correction_row_free(gpointer p)
{
    ReportCorrection *row = p;
    char *const texts[] = { row->item, row->text, row->key };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void item_free(gpointer p)
{
    ReportItem *item = p;
    char *const texts[] = { item->id, item->objective, item->level, item->stem, item->key, item->first_key };
    g_ptr_array_unref(item->forms);
    g_ptr_array_unref(item->options);
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void delivery_free(gpointer p)
{
    ReportDelivery *delivery = p;
    char *const texts[] = { delivery->step, delivery->title };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void reason_free(gpointer p)
{
    ReportReason *reason = p;
    char *const texts[] = { reason->place, reason->reason };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void post_row_free(gpointer p)
{
    ReportPost *post = p;
    char *const texts[] = { post->prompt, post->basis, post->text };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void vote_free(gpointer p)
{
    ReportVote *vote = p;
    char *const texts[] = { vote->step, vote->first, vote->second };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void stay_free(gpointer p)
{
    ReportStay *stay = p;
    char *const texts[] = { stay->kind, stay->why };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void quiz_row_free(gpointer p)
{
    ReportQuiz *quiz = p;
    char *const texts[] = { quiz->step, quiz->title };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void coding_row_free(gpointer p)
{
    ReportCoding *coding = p;
    char *const texts[] = { coding->study, coding->book, coding->citation };
    cJSON_Delete(coding->weeks);
    cJSON_Delete(coding->agreement);
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void promise_free(gpointer p)
{
    ReportPromise *promise = p;
    char *const texts[] = { promise->step, promise->title, promise->of, promise->answer };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void question_free(gpointer p)
{
    ReportQuestion *q = p;
    char *const texts[] = { q->step, q->title, q->item, q->text, q->unit };
    g_ptr_array_unref(q->codes);
    g_ptr_array_unref(q->labels);
    g_array_unref(q->values);
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void reply_free(gpointer p)
{
    ReportReply *reply = p;
    free_row(p, &reply->answer, 1);
}

static void event_row_free(gpointer p)
{
    ReportEvent *event = p;
    char *const texts[] = { event->step, event->title };
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void visit_free(gpointer p)
{
    ReportVisit *visit = p;
    free_row(p, &visit->comes, 1);
}

static void assignment_row_free(gpointer p)
{
    ReportAssignment *a = p;
    char *const texts[] = { a->step, a->title };
    g_ptr_array_unref(a->criteria);
    g_array_unref(a->most);
    free_row(p, texts, G_N_ELEMENTS(texts));
}

static void work_row_free(gpointer p)
{
    ReportWork *work = p;
    free_row(p, &work->text, 1);
}

static void review_row_free(gpointer p)
{
    ReportReview *review = p;
    char *const texts[] = { review->state, review->comment };
    g_array_unref(review->marks);
    free_row(p, texts, G_N_ELEMENTS(texts));
}

ReportData *report_data_new(void)
{
    ReportData *data = g_new0(ReportData, 1);
    data->sequences = data->design = 1;
    data->rooms = g_ptr_array_new_with_free_func(room_free);
    data->learners = g_ptr_array_new_with_free_func(learner_free);
    data->sits = g_ptr_array_new_with_free_func(sit_free);
    data->items = g_ptr_array_new_with_free_func(item_free);
    data->corrections = g_ptr_array_new_with_free_func(correction_row_free);
    data->forms = g_ptr_array_new_with_free_func(g_free);
    data->deliveries = g_ptr_array_new_with_free_func(delivery_free);
    data->reasons = g_ptr_array_new_with_free_func(reason_free);
    data->posts = g_ptr_array_new_with_free_func(post_row_free);
    data->votes = g_ptr_array_new_with_free_func(vote_free);
    data->ties = g_ptr_array_new_with_free_func(g_free);
    data->asked = g_array_new(FALSE, FALSE, sizeof(double));
    data->stays = g_ptr_array_new_with_free_func(stay_free);
    data->quizzes = g_ptr_array_new_with_free_func(quiz_row_free);
    data->tasks = g_ptr_array_new_with_free_func(task_row_free);
    data->cohorts = g_ptr_array_new_with_free_func(cohort_row_free);
    data->objectives = g_ptr_array_new_with_free_func(objective_free);
    data->promises = g_ptr_array_new_with_free_func(promise_free);
    data->questions = g_ptr_array_new_with_free_func(question_free);
    data->replies = g_ptr_array_new_with_free_func(reply_free);
    data->events = g_ptr_array_new_with_free_func(event_row_free);
    data->visits = g_ptr_array_new_with_free_func(visit_free);
    data->assignments = g_ptr_array_new_with_free_func(assignment_row_free);
    data->works = g_ptr_array_new_with_free_func(work_row_free);
    data->reviews = g_ptr_array_new_with_free_func(review_row_free);
    data->codings = g_ptr_array_new_with_free_func(coding_row_free);
    data->arms = g_ptr_array_new_with_free_func(g_free);
    return data;
}

void report_data_free(ReportData *data)
{
    if (!data)
        return;
    char *texts[] = { data->course_id, data->course_title, data->course_version, data->course_sha256, data->cohort,
        data->zone, data->primary, data->program_version, data->fingerprint, data->test_id, data->lang };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    if (data->plan)
        analysis_plan_free(data->plan->plan);
    g_free(data->plan);
    g_array_unref(data->asked);
    GPtrArray *arrays[] = { data->rooms, data->learners, data->sits, data->items, data->forms, data->deliveries,
        data->reasons, data->posts, data->quizzes, data->corrections, data->votes, data->ties, data->stays, data->tasks,
        data->cohorts, data->objectives, data->arms, data->codings, data->promises, data->events, data->visits,
        data->assignments, data->works, data->reviews, data->questions, data->replies };
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_ptr_array_unref(arrays[i]);
    g_free(data);
}

ReportLearner *report_add_learner(ReportData *data)
{
    ReportLearner *learner = g_new0(ReportLearner, 1);
    learner->room = learner->sequence = -1;
    g_ptr_array_add(data->learners, learner);
    return learner;
}

ReportSit *report_add_sit(ReportData *data, int learner, Occasion occasion)
{
    ReportSit *sit = g_new0(ReportSit, 1);
    sit->learner = learner;
    sit->occasion = occasion;
    sit->answers = g_array_new(FALSE, TRUE, sizeof(ReportAnswer));
    g_array_set_clear_func(sit->answers, answer_clear);
    g_ptr_array_add(data->sits, sit);
    return sit;
}

ReportItem *report_add_item(ReportData *data, const char *id)
{
    ReportItem *item = g_new0(ReportItem, 1);
    item->id = g_strdup(id);
    item->points = 1;
    item->forms = g_ptr_array_new_with_free_func(g_free);
    item->options = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(data->items, item);
    return item;
}

ReportQuestion *report_add_question(ReportData *data, const char *step, const char *item)
{
    ReportQuestion *q = g_new0(ReportQuestion, 1);
    q->step = g_strdup(step);
    q->item = g_strdup(item);
    q->version = 1;
    q->codes = g_ptr_array_new_with_free_func(g_free);
    q->labels = g_ptr_array_new_with_free_func(g_free);
    q->values = g_array_new(FALSE, FALSE, sizeof(double));
    g_ptr_array_add(data->questions, q);
    return q;
}

int report_question(const ReportData *data, const char *step, const char *item)
{
    for (guint i = 0; i < data->questions->len; i++) {
        const ReportQuestion *q = data->questions->pdata[i];
        if (g_strcmp0(q->step, step) == 0 && g_strcmp0(q->item, item) == 0)
            return (int)i;
    }
    return -1;
}

static int by_reply(gconstpointer a, gconstpointer b)
{
    const ReportReply *x = *(ReportReply *const *)a, *y = *(ReportReply *const *)b;
    return x->learner != y->learner     ? x->learner - y->learner
           : x->question != y->question ? x->question - y->question
                                        : (x->asked > y->asked) - (x->asked < y->asked);
}

void report_sort_replies(ReportData *data)
{
    g_ptr_array_sort(data->replies, by_reply);
}

bool report_is_blind(const ReportData *data)
{
    return !data->unblinded && data->generated < data->post_closes;
}

bool report_items_sealed(const ReportData *data)
{
    return report_is_blind(data) || data->generated < data->test_closes;
}
