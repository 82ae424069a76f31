/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to the questions of quizzes, and votes: what the report's data hold only as a score or a row. While results
 * are blind no answer is told; a question that is also one of the test's waits until the test's last sit has closed. A
 * vote may be changed until its ballot closes, and of a commit poll nobody sees one before: so it is told then. */
#include "correction.h"
#include "export_xapi_priv.h"
#include "quiz.h"

#include <math.h>
#include <string.h>

/* --- quizzes --- */

typedef struct {
    XapiTelling *t;
    const ReportLearner *who; /* of the attempt being told */
    GPtrArray *attempts;      /* Attempt *, of who is in it */
    const Attempt *attempt;
} Quizzes;

static void keep_attempt(Quizzes *q, const Attempt *attempt)
{
    Attempt *copy = g_new0(Attempt, 1);
    copy->id = attempt->id;
    copy->enrolment = attempt->enrolment;
    copy->step = g_strdup(attempt->step);
    copy->number = attempt->number;
    g_ptr_array_add(q->attempts, copy);
}

static bool take_attempt(const Attempt *attempt, gpointer data)
{
    Quizzes *q = data;
    const Step *step = course_step(q->t->course, attempt->step);
    if (step && step->kind == STEP_QUIZ && g_hash_table_contains(q->t->x->people, &attempt->enrolment))
        keep_attempt(q, attempt);
    return true;
}

/* The last correction of an item counts, and one that was retired has no score any more. */
static double score_of(const XapiTelling *t, const Item *item, const QuizResponse *response)
{
    double points = item->points > 0 ? item->points : 1, score = (double)response->mark / (double)QUIZ_FULL / points;
    if (item->kind == ITEM_OPEN || item->kind == ITEM_LIKERT)
        return NAN;
    for (guint i = 0; i < t->x->data->corrections->len; i++) {
        const ReportCorrection *row = t->x->data->corrections->pdata[i];
        Correction remedy = { .remedy = row->key ? REMEDY_KEY : REMEDY_RETIRE, .key = row->key };
        if (strcmp(row->item, item->id) == 0)
            score = correction_score(&remedy, response->answer, score);
    }
    return score;
}

static bool is_of_test(const XapiTelling *t, const char *id)
{
    for (guint i = 0; i < t->x->data->items->len; i++)
        if (strcmp(((const ReportItem *)t->x->data->items->pdata[i])->id, id) == 0)
            return true;
    return false;
}

/* What she answered, as it may be told; or NULL. */
static char *told_answer(const Quizzes *q, const Item *item, const char *answer)
{
    char *text = xapi_response(q->who, item, answer);
    if (xapi_is_typed(item))
        export_hide_typed(q->t->x->names, &text);
    return text;
}

static bool take_response(const QuizResponse *response, gpointer data)
{
    const Quizzes *q = data;
    XapiTelling *t = q->t;
    const Item *item = course_item(t->course, response->item);
    if (!item || !response->answer || !response->answered)
        return true;
    if (report_items_sealed(t->x->data) && (item->is_test || is_of_test(t, item->id)))
        return true;
    double score = score_of(t, item, response);
    g_autofree char *said = told_answer(q, item, response->answer),
                    *what = g_strdup_printf("%s %d %d %s v%d %s %.17g", q->attempt->step, q->attempt->number,
                        response->position, item->id, response->version, said ? said : "", score);
    if (xapi_begin_answer(t, q->who, item, said, what, response->answered))
        xapi_fill(
            t, xapi_question(t, xapi_address(t, "item", item->id), xapi_interaction(item)), xapi_result(score, said));
    return true;
}

bool xapi_tell_quizzes(XapiTelling *t, GError **error)
{
    Store *store = context_store(t->x->context);
    g_autoptr(GPtrArray) attempts = g_ptr_array_new_with_free_func((GDestroyNotify)attempt_free);
    Quizzes q = { .t = t, .attempts = attempts };
    if (report_is_blind(t->x->data))
        return true;
    if (!quiz_each(store, t->x->cohort->id, take_attempt, &q, error))
        return false;
    for (guint i = 0; i < attempts->len; i++) {
        q.attempt = attempts->pdata[i];
        q.who = g_hash_table_lookup(t->x->people, &q.attempt->enrolment);
        if (!quiz_responses(store, q.attempt->id, take_response, &q, error))
            return false;
    }
    return true;
}

/* --- votes --- */

typedef struct {
    XapiTelling *t;
    const Step *poll;
    const char *ballot;
    const Beat *close; /* NULL: it never closes */
    bool closed;       /* the room's */
    GError *fault;
} Votes;

static cJSON *choices_of(const Votes *v)
{
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < v->poll->choices->len; i++) {
        const ItemOption *choice = v->poll->choices->pdata[i];
        const Course *course = v->t->course;
        cJSON *one = json_put(cJSON_CreateObject(), "id", choice->id), *words = cJSON_CreateObject();
        json_put(words, course->lang, course_text(choice->texts, course, NULL, NULL));
        json_put_item(one, "description", words);
        json_put_item(list, NULL, one);
    }
    return list;
}

static bool is_closed(const Votes *v, int64_t enrolment, int64_t room, GError **error)
{
    g_autoptr(Due) row = schedule_find(context_store(v->t->x->context), enrolment, room, v->close->id, error);
    return row && row->state != DUE_WAITING;
}

static bool take_vote(const PollVote *vote, gpointer data)
{
    Votes *v = data;
    XapiTelling *t = v->t;
    const ReportLearner *l = g_hash_table_lookup(t->x->people, &vote->enrolment);
    if (!l || (!v->closed && (v->close->for_room || !is_closed(v, vote->enrolment, 0, &v->fault))))
        return !v->fault;
    g_autofree char *what = g_strdup_printf("%s %s %" G_GINT64_FORMAT, v->ballot, vote->choices, vote->at);
    if (!xapi_begin(t, l, &xapi_answered, what, vote->at))
        return true;
    g_auto(GStrv) ids = g_strsplit(vote->choices, " ", -1);
    g_autofree char *joined = g_strjoinv("[,]", ids);
    cJSON *object = xapi_question(t, xapi_address(t, "poll", v->ballot), "choice");
    json_put_item(cJSON_GetObjectItem(object, "definition"), "choices", choices_of(v));
    xapi_fill(t, object, xapi_result(NAN, joined));
    return true;
}

static bool tell_ballot(XapiTelling *t, const Step *poll, const char *ballot, const GArray *rooms, GError **error)
{
    g_autofree char *beat = g_strconcat(ballot, ".close", NULL);
    int at = plan_find(t->plan, beat);
    Votes v = { .t = t, .poll = poll, .ballot = ballot, .close = at >= 0 ? plan_beat(t->plan, at) : NULL };
    bool over = !v.close || t->x->cohort->state == COHORT_CLOSED;
    for (guint i = 0; i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i);
        v.closed = over || (v.close->for_room && is_closed(&v, 0, room, &v.fault));
        if (!v.fault && !poll_each(context_store(t->x->context), ballot, room, take_vote, &v, error))
            return false;
        if (v.fault) {
            g_propagate_error(error, v.fault);
            return false;
        }
    }
    return true;
}

bool xapi_tell_votes(XapiTelling *t, GError **error)
{
    g_autoptr(GArray) rooms = room_list(context_store(t->x->context), t->x->cohort->id, error);
    for (guint i = 0; rooms && i < t->course->steps->len; i++) {
        const Step *poll = t->course->steps->pdata[i];
        if (poll->kind != STEP_POLL)
            continue;
        g_autofree char *again = g_strconcat(poll->id, ".again", NULL);
        if (!tell_ballot(t, poll, poll->id, rooms, error) ||
            (poll->commit && !tell_ballot(t, poll, again, rooms, error)))
            return false;
    }
    return rooms != NULL;
}
